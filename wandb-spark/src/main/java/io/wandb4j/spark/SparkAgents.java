package io.wandb4j.spark;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.sweep.AgentReport;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/** Works on a sweep with agents that are tasks of Spark.
 *
 * <p>The sweep's server hands out the runs; Spark places the agents, and starts a task again that fails or whose executor is
 * lost. An agent that is started again asks the server for what is left, as does the copy of a task by speculation, so no
 * values are tried twice; the run of a lost executor is resumed by whoever asks first, once the server misses it.
 *
 * <p>The sweep ends the tasks: {@code wandb4j sweep --stop} lets the current runs come to their end, {@code --cancel} does not.
 *
 * <p>A key belongs into the executors' {@code WANDB_API_KEY} or {@code .netrc}. Spark shows {@code spark.executorEnv.*} in its
 * UI and event log unless {@code spark.redaction.regex} covers it, so a cluster's own secrets are the better way. */
public final class SparkAgents {
    private SparkAgents() {}

    /** Runs so many tasks with an agent each, until the sweep has no more to give them.
     *
     * <p>An agent that Spark had to replace leaves no report; its runs are in the sweep all the same.
     *
     * @return what the agents did, in the order of the tasks
     * @throws UsageException if there are no tasks
     * @throws org.apache.spark.SparkException if a task failed as often as {@code spark.task.maxFailures} allows */
    public static List<AgentReport> run(SparkContext context, int tasks, AgentSource agents) {
        requireNonNull(agents, "agents");
        if (tasks < 1) {
            throw new UsageException("the tasks must be at least 1, but are " + tasks);
        }
        List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
        return JavaSparkContext.fromSparkContext(context)
                .parallelize(numbers, tasks)
                .map(number -> ReportBytes.of(agents.create().run()))
                .collect()
                .stream()
                .map(ReportBytes::read)
                .toList();
    }
}
