package io.wandb4j.run;

import io.wandb4j.internal.stream.Client;
import io.wandb4j.internal.stream.Links;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.settings.Credentials;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;

/** What the terminal shows when a run starts. */
final class Banner {
    private Banner() {}

    static void online(
            Terminal terminal, Settings settings, Credentials credentials, String user, Path folder, Run run) {
        credentials
                .source()
                .ifPresent(source -> terminal.detail(
                        "[wandb.login()] Loaded credentials for " + settings.baseUrl() + " from " + source + "."));
        if (!user.isEmpty()) {
            terminal.detail("Currently logged in as: " + user + " to " + settings.baseUrl()
                    + ". Use `wandb4j login --relogin` to force relogin");
        }
        terminal.detail("Tracking run with wandb4j version " + Client.VERSION);
        terminal.detail("Run data is saved locally in " + folder);
        terminal.detail("Set WANDB_MODE=offline to turn off syncing.");
        terminal.line("Syncing run " + run.name());
        terminal.detail("⭐️ View project at " + Links.project(settings.appUrl(), run.entity(), run.project()));
        settings.sweepId()
                .ifPresent(sweep -> terminal.detail(
                        "🧹 View sweep at " + Links.sweep(settings.appUrl(), run.entity(), run.project(), sweep)));
        run.url().ifPresent(url -> terminal.line("🚀 View run at " + url));
    }

    static void offline(Terminal terminal, Path folder) {
        terminal.detail("Tracking run with wandb4j version " + Client.VERSION);
        terminal.line(
                "W&B syncing is set to `offline` in this directory. Set" + " WANDB_MODE=online to enable syncing.");
        terminal.detail("Run data is saved locally in " + folder);
    }
}
