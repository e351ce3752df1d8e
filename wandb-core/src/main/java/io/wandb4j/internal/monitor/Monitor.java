package io.wandb4j.internal.monitor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.Timestamp;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.StatsItem;
import io.wandb4j.internal.log.proto.StatsRecord;
import io.wandb4j.settings.MachineSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Samples what the machine is doing, at once and then at an interval, until it is closed.
 *
 * <p>One thread keeps the time, another reads the probes: one that hangs is left behind with its thread, one that throws is
 * left out, each with one warning; the others go on. Safe for use by several threads; nothing here makes a caller wait. */
public final class Monitor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Duration interval;
    private final Duration patience;
    private final Supplier<Probes> probes;
    private final List<Probe> gauges = new CopyOnWriteArrayList<>();
    private final InstantSource clock;
    private final Consumer<StatsRecord> sink;
    private final BiConsumer<String, String> problems;
    private final ProbeThread probeThread;
    private final Thread thread;
    private final Object lock = new Object();

    private @Nullable Groups groups; // of the thread that samples

    @GuardedBy("lock")
    private boolean closed;

    private record Groups(List<List<Probe>> probes, String suffix) {}

    /** A monitor that samples when it is told to.
     *
     * @param probes gives what it samples, called where it is sampled: to look for it takes time, too
     * @param sink takes the samples of each group of probes; never called again when {@link #close} has returned
     * @param problems takes a cause and a warning */
    Monitor(
            String runId,
            Duration interval,
            Duration patience,
            Supplier<Probes> probes,
            InstantSource clock,
            Consumer<StatsRecord> sink,
            BiConsumer<String, String> problems) {
        this.interval = interval;
        this.patience = patience;
        this.probes = probes;
        this.clock = clock;
        this.sink = sink;
        this.problems = problems;
        this.probeThread = new ProbeThread("wandb-probes-" + runId);
        this.thread = new Thread(this::keepSampling, "wandb-monitor-" + runId);
        thread.setDaemon(true);
    }

    /** A monitor of the machine, which waits for {@link #start}. */
    public static Monitor of(
            String runId, MachineSettings settings, Consumer<StatsRecord> sink, BiConsumer<String, String> problems) {
        return new Monitor(
                runId,
                settings.statsInterval(),
                PATIENCE,
                () -> Probes.ofMachine(settings),
                InstantSource.system(),
                sink,
                problems);
    }

    /** Starts to sample, on threads of its own. */
    public void start() {
        thread.start();
    }

    /** Samples a metric too, from the next sample on; it takes the place of one of the same name. */
    public void add(String name, DoubleSupplier gauge) {
        gauges.removeIf(present -> present.name().equals(name));
        gauges.add(new GaugeProbe(name, gauge));
    }

    /** Ends the sampling. Does not wait for a sample that is under way: it is dropped. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        thread.interrupt();
    }

    private void keepSampling() {
        try {
            long next = System.nanoTime();
            while (awaitTurn(next)) {
                sample();
                next = Math.max(next + interval.toNanos(), System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            probeThread.close();
        }
    }

    private boolean awaitTurn(long nanoTime) throws InterruptedException {
        synchronized (lock) {
            long left = nanoTime - System.nanoTime();
            while (!closed && left > 0) {
                lock.wait(left / 1_000_000, (int) (left % 1_000_000));
                left = nanoTime - System.nanoTime();
            }
            return !closed;
        }
    }

    /** Reads all probes once. */
    void sample() throws InterruptedException {
        Groups sampled = groups();
        for (List<Probe> group : sampled.probes()) {
            Instant time = clock.instant();
            Map<String, Number> values = read(group);
            if (!values.isEmpty()) {
                deliver(record(time, values, sampled.suffix()));
            }
        }
    }

    private Groups groups() {
        Groups known = groups;
        if (known == null) {
            Probes all = probes.get();
            List<List<Probe>> lists = new ArrayList<>();
            all.groups().forEach(group -> lists.add(new CopyOnWriteArrayList<>(group)));
            lists.add(gauges);
            known = new Groups(lists, all.suffix());
            groups = known;
        }
        return known;
    }

    private Map<String, Number> read(List<Probe> probes) throws InterruptedException {
        Map<String, Number> values = new LinkedHashMap<>();
        List<Probe> broken = new ArrayList<>();
        for (Probe probe : probes) {
            Map<String, Number> read = read(probe);
            if (read == null) {
                broken.add(probe);
            } else {
                values.putAll(read);
            }
        }
        probes.removeAll(broken);
        return values;
    }

    /** What a probe reads; null if it is not to be asked again. */
    private @Nullable Map<String, Number> read(Probe probe) throws InterruptedException {
        try {
            return probeThread.read(probe, patience);
        } catch (TimeoutException e) {
            warn(probe, "there was no answer for " + patience.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            warn(probe, String.valueOf(e.getCause()));
        }
        return null;
    }

    private void warn(Probe probe, String why) {
        problems.accept(
                "system metric " + probe.name(), "system metrics leave out " + probe.name() + " from now on: " + why);
    }

    private void deliver(StatsRecord record) {
        synchronized (lock) {
            if (!closed) {
                sink.accept(record);
            }
        }
    }

    private StatsRecord record(Instant time, Map<String, Number> values, String suffix) {
        StatsRecord.Builder record = StatsRecord.newBuilder()
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()));
        values.forEach((name, value) ->
                record.addItem(StatsItem.newBuilder().setKey(name + suffix).setValueJson(Json.write(value))));
        return record.build();
    }
}
