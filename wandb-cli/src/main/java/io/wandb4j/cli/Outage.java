package io.wandb4j.cli;

/** Says once that the server is away and once that it is back, however many runs wait for it.
 *
 * <p>Safe for use by several threads. */
final class Outage {
    private final Messages messages;
    private boolean away;

    Outage(Messages messages) {
        this.messages = messages;
    }

    synchronized void begin(String reason) {
        if (!away) {
            away = true;
            messages.warn("Waiting for " + reason + ". Trying again; Ctrl+C ends it, and a later sync sends the rest.");
        }
    }

    synchronized void end() {
        if (away) {
            away = false;
            messages.line("The server answers again.");
        }
    }
}
