package io.wandb4j.run;

/** What is done within a run. */
@FunctionalInterface
public interface RunFunction {
    void accept(Run run) throws Exception;
}
