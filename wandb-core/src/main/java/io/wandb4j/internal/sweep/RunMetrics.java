package io.wandb4j.internal.sweep;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.internal.stream.MetricLog;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Metric;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sweep's metric as its runs logged it, read from their logs: each once, and then only what is new.
 *
 * <p>Safe for use by several threads. */
public final class RunMetrics implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(RunMetrics.class);
    private static final Pattern FOLDER = Pattern.compile("(?:offline-)?run-[0-9]{8}_[0-9]{6}-(.+?)(?:-[0-9]{1,3})?");

    private final Path wandb;
    private final Optional<Metric> metric;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Path> logs = new HashMap<>();

    @GuardedBy("lock")
    private final Map<String, MetricLog> open = new HashMap<>();

    @GuardedBy("lock")
    private final Map<String, Past> ended = new HashMap<>();

    /** What a run that is over has left. */
    private record Past(List<Double> values, OptionalDouble summary, Optional<Integer> exitCode) {
        static final Past NONE = new Past(List.of(), OptionalDouble.empty(), Optional.empty());

        static Past of(MetricLog log) {
            return new Past(log.values(), log.summary(), log.exitCode());
        }
    }

    /** @param wandb the folder that holds the folders of all runs */
    public RunMetrics(Path wandb, Optional<Metric> metric) {
        this.wandb = wandb;
        this.metric = metric;
    }

    /** Whether the run has begun a log. */
    public boolean hasLog(String runId) {
        synchronized (lock) {
            return find(runId).isPresent();
        }
    }

    /** The exit code of a run that said how it ended; it is read no more after that. */
    public Optional<Integer> exitCode(String runId) {
        synchronized (lock) {
            return past(runId, true).exitCode();
        }
    }

    /** How many values the run, which goes on, has logged so far. */
    public int count(String runId) {
        synchronized (lock) {
            return past(runId, false).values().size();
        }
    }

    /** The run as search and stopping see it. */
    public SweepRun of(KeptRun run) {
        synchronized (lock) {
            Past past = past(run.id(), run.state().isTerminal());
            return new SweepRun(run.id(), run.state(), run.values(), past.values(), past.summary());
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            open.values().forEach(RunMetrics::close);
            open.clear();
        }
    }

    @GuardedBy("lock")
    private Past past(String runId, boolean over) {
        Past known = ended.get(runId);
        if (known != null) {
            return known;
        }
        try {
            MetricLog reader = reader(runId);
            if (reader == null) {
                return Past.NONE;
            }
            reader.read();
            Past now = Past.of(reader);
            if (over) {
                ended.put(runId, now);
                open.remove(runId);
                close(reader);
            }
            return now;
        } catch (IOException e) {
            if (over) { // else it is only about to begin
                log.warn("the log of run {} cannot be read, so it counts as without values: {}", runId, e.toString());
                ended.put(runId, Past.NONE);
            }
            return Past.NONE;
        }
    }

    @GuardedBy("lock")
    private @Nullable MetricLog reader(String runId) throws IOException {
        MetricLog reader = open.get(runId);
        if (reader == null) {
            Optional<Path> path = find(runId);
            if (path.isEmpty()) {
                return null;
            }
            reader = MetricLog.open(path.get(), metric.map(Metric::name).orElse(""), kept());
            open.put(runId, reader);
        }
        return reader;
    }

    private List<String> kept() {
        boolean least = metric.map(Metric::goal).orElse(Goal.MINIMIZE) == Goal.MINIMIZE;
        return List.of(least ? "min" : "max", "best", "last", "mean");
    }

    @GuardedBy("lock")
    private Optional<Path> find(String runId) {
        Path known = logs.get(runId);
        if (known == null) {
            look();
            known = logs.get(runId);
        }
        return Optional.ofNullable(known);
    }

    @GuardedBy("lock")
    private void look() {
        try (Stream<Path> folders = Files.list(wandb)) {
            for (Path folder : folders.sorted().toList()) { // the newest last
                Matcher name = FOLDER.matcher(String.valueOf(folder.getFileName()));
                if (name.matches()) {
                    Path file = folder.resolve("run-" + name.group(1) + ".wandb");
                    if (Files.exists(file)) {
                        logs.put(name.group(1), file);
                    }
                }
            }
        } catch (IOException e) {
            log.warn("the runs in {} cannot be listed: {}", wandb, e.toString());
        }
    }

    private static void close(MetricLog reader) {
        try {
            reader.close();
        } catch (IOException e) {
            log.debug("a log that was read cannot be closed", e);
        }
    }
}
