package io.wandb4j.server.run;

/** What a run wanted somebody to know, and when, in milliseconds since 1970. */
public record Alert(String title, String text, String severity, long createdAt) {}
