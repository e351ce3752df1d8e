package io.wandb4j.settings;

/** Whether a run records what the program prints. */
public enum ConsoleMode {
    /** It does not; {@code Run.writeLogs} still works. */
    OFF,
    /** What goes through {@link System#out} and {@link System#err}, which print as before. */
    WRAP
}
