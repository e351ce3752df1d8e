package io.wandb4j.server.run;

/** Everything that is kept about projects and runs, in one hand. */
public record RunStores(
        Projects projects,
        Runs runs,
        RunSearch search,
        RunLines lines,
        SampledHistory sampled,
        FileStream stream,
        RunFiles files) {}
