package io.wandb4j.spark;

import io.wandb4j.sweep.Agent;
import java.io.Serializable;

/** Makes a task's agent where the task runs.
 *
 * <p>Spark sends this, with all that it refers to, to its executors; settings that it makes itself are filled in from the
 * environment and files of the executor. */
@FunctionalInterface
public interface AgentSource extends Serializable {
    /** A new agent, for one task. */
    Agent create();
}
