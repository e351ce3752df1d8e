package io.wandb4j.internal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.internal.log.proto.StatsItem;
import io.wandb4j.internal.log.proto.StatsRecord;
import io.wandb4j.settings.MachineSettings;
import io.wandb4j.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonitorTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000, 250_000_000);

    private final List<StatsRecord> samples = Collections.synchronizedList(new ArrayList<>());
    private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    private final List<Monitor> monitors = new ArrayList<>();

    @AfterEach
    void close() {
        monitors.forEach(Monitor::close);
    }

    @Test
    void eachGroupIsOneRecordOfItsTime() throws InterruptedException {
        Monitor monitor =
                monitor(LONG, "", List.of(probe("a", 1), probe("b", 2.5)), List.of(probe("gpu.0.temp", 40)), List.of());
        monitor.sample();

        assertThat(samples)
                .map(MonitorTest::values)
                .containsExactly(Map.of("a", "1.0", "b", "2.5"), Map.of("gpu.0.temp", "40.0"));
        assertThat(samples.get(0).getTimestamp().getSeconds()).isEqualTo(NOW.getEpochSecond());
        assertThat(samples.get(0).getTimestamp().getNanos()).isEqualTo(NOW.getNano());
    }

    @Test
    void leavesOutAProbeThatThrowsAndGoesOnWithTheOthers() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Probe broken = probe("broken", readings -> {
            calls.incrementAndGet();
            throw new UnsatisfiedLinkError("no such library");
        });
        Monitor monitor = monitor(LONG, "", List.of(broken, probe("fine", 1)));
        monitor.sample();
        monitor.sample();

        assertThat(samples).map(MonitorTest::values).containsExactly(Map.of("fine", "1.0"), Map.of("fine", "1.0"));
        assertThat(calls).hasValue(1);
        assertThat(problems)
                .containsExactly("system metrics leave out broken from now on:"
                        + " java.lang.UnsatisfiedLinkError: no such library");
    }

    /** A busy machine may hang up any probe for a while: the patience grows until the other probe answers in time. */
    @Test
    void leavesBehindAProbeThatHangs() throws InterruptedException {
        Duration patience = Duration.ofMillis(50);
        while (!leavesBehindNoOther(patience)) {
            assertThat(patience).isLessThan(LONG);
            patience = patience.multipliedBy(8);
            samples.clear();
            problems.clear();
        }
        assertThat(samples).map(MonitorTest::values).containsExactly(Map.of("fine", "1.0"), Map.of("fine", "1.0"));
        assertThat(problems)
                .containsExactly("system metrics leave out hanging from now on: there was no answer for "
                        + patience.toMillis() / 1000.0 + " s");
    }

    /** Samples twice, beside a probe that hangs; whether the other one is still asked. */
    private boolean leavesBehindNoOther(Duration patience) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Probe hanging = probe("hanging", readings -> {
            while (never.getCount() > 0) { // not even an interrupt helps
                try {
                    never.await();
                } catch (InterruptedException e) {
                    continue;
                }
            }
            readings.put("hanging", 1);
        });
        Monitor monitor = monitor(patience, "", List.of(hanging, probe("fine", 1)));
        monitor.sample();
        monitor.sample();
        never.countDown();
        return problems.stream().noneMatch(problem -> problem.contains("fine"));
    }

    @Test
    void samplesWhatOthersAddAndReplacesWhatHasTheSameName() throws InterruptedException {
        Monitor monitor = monitor(LONG, "", List.of(probe("a", 1)));
        monitor.add("native.usedMB", () -> 1);
        monitor.add("native.usedMB", () -> 2);
        monitor.add("no number", () -> Double.NaN);
        monitor.sample();

        assertThat(samples)
                .map(MonitorTest::values)
                .containsExactly(Map.of("a", "1.0"), Map.of("native.usedMB", "2.0"));
    }

    @Test
    void putsTheLabelBehindAllNames() throws InterruptedException {
        monitor(LONG, "/l:node 1", List.of(probe("cpu", 1))).sample();

        assertThat(samples).map(MonitorTest::values).containsExactly(Map.of("cpu/l:node 1", "1.0"));
    }

    @Test
    void nothingIsRecordedAfterTheEnd() throws InterruptedException {
        Monitor monitor = monitor(LONG, "", List.of(probe("a", 1)));
        monitor.close();
        monitor.sample();

        assertThat(samples).isEmpty();
    }

    @Test
    void samplesAtOnceAndThenAtTheInterval() throws InterruptedException {
        CountDownLatch three = new CountDownLatch(3);
        Probe counting = probe("counting", readings -> {
            readings.put("counting", 1);
            three.countDown();
        });
        monitor(LONG, "", List.of(counting)).start();

        assertThat(three.await(3, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void readsThisMachine() throws InterruptedException {
        MachineSettings settings = Settings.builder().build().machine();
        Monitor monitor = new Monitor(
                "id",
                LONG,
                LONG,
                () -> Probes.ofMachine(settings),
                InstantSource.fixed(NOW),
                samples::add,
                (cause, problem) -> problems.add(problem));
        monitors.add(monitor);
        monitor.sample();
        monitor.sample();

        assertThat(problems).isEmpty();
        Map<String, String> values = values(samples.get(1));
        assertThat(values)
                .containsKeys(
                        "cpu",
                        "memory_percent",
                        "proc.memory.rssMB",
                        "proc.memory.percent",
                        "proc.memory.availableMB",
                        "proc.cpu.threads",
                        "disk./.usagePercent",
                        "disk./.usageGB",
                        "network.sent",
                        "network.recv",
                        "jvm.heap.usedMB",
                        "jvm.buffers.directMB",
                        "jvm.gc.count",
                        "jvm.gc.timeSeconds",
                        "jvm.threads");
        assertThat(Double.parseDouble(values.get("memory_percent"))).isBetween(0.0, 100.0);
        assertThat(Double.parseDouble(values.get("proc.memory.rssMB"))).isGreaterThan(10);
    }

    private Monitor monitor(Duration patience, String suffix, List<?>... groups) {
        List<List<Probe>> probes = new ArrayList<>();
        for (List<?> group : groups) {
            probes.add(group.stream().map(Probe.class::cast).toList());
        }
        Monitor monitor = new Monitor(
                "id",
                Duration.ofMillis(5),
                patience,
                () -> new Probes(probes, suffix),
                InstantSource.fixed(NOW),
                samples::add,
                (cause, problem) -> problems.add(problem));
        monitors.add(monitor);
        return monitor;
    }

    private interface Reading {
        void read(Readings readings);
    }

    private static Probe probe(String name, double value) {
        return probe(name, readings -> readings.put(name, value));
    }

    private static Probe probe(String name, Reading reading) {
        return new Probe() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void read(Readings readings) {
                reading.read(readings);
            }
        };
    }

    private static Map<String, String> values(StatsRecord sample) {
        return sample.getItemList().stream().collect(Collectors.toMap(StatsItem::getKey, StatsItem::getValueJson));
    }
}
