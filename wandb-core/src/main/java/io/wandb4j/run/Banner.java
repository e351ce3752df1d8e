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
        terminal.line(credentials
                .source()
                .map(source -> "[wandb.login()] Loaded credentials for " + settings.baseUrl() + " from " + source + ".")
                .orElse("[wandb.login()] Using explicit session credentials for " + settings.baseUrl() + "."));
        String loggedIn = user.isEmpty()
                ? "W&B API key is configured"
                : "Currently logged in as: " + user + " to " + settings.baseUrl();
        terminal.detail(loggedIn + ". Use `wandb4j login --relogin` to force relogin");
        terminal.detail("Tracking run with wandb4j version " + Client.VERSION);
        terminal.detail("Run data is saved locally in " + folder);
        terminal.detail("Run `wandb4j offline` to turn off syncing.");
        boolean goesOn = run.isResumed() || settings.resumeFrom().isPresent();
        terminal.line((goesOn ? "Resuming run " : "Syncing run ") + run.name());
        terminal.detail("⭐️", "View project at " + Links.project(settings.appUrl(), run.entity(), run.project()));
        settings.sweepId()
                .ifPresent(sweep -> terminal.detail(
                        "🧹", "View sweep at " + Links.sweep(settings.appUrl(), run.entity(), run.project(), sweep)));
        run.url().ifPresent(url -> terminal.line("🚀", "View run at " + url));
    }

    static void offline(Terminal terminal, Path folder) {
        terminal.detail("Tracking run with wandb4j version " + Client.VERSION);
        terminal.line(
                "W&B syncing is set to `offline` in this directory. Run `wandb4j online` or set WANDB_MODE=online to"
                        + " enable cloud syncing.");
        terminal.line("Run data is saved locally in " + folder);
    }
}
