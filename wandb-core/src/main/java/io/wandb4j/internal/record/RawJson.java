package io.wandb4j.internal.record;

/** A value already written as JSON. */
public record RawJson(String text) {}
