package io.wandb4j.run;

import io.wandb4j.internal.log.proto.FilesItem.FileType;
import io.wandb4j.internal.stream.Links;
import io.wandb4j.internal.stream.RunIdentity;
import io.wandb4j.internal.stream.RunStream;
import io.wandb4j.internal.terminal.RunReport;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.internal.transport.artifact.Artifacts;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run works with. Artifacts are null unless the run is online, the folder is null when it is disabled. */
record RunContext(
        Settings settings,
        RunIdentity identity,
        @Nullable Path folder,
        @Nullable Artifacts artifacts,
        RunStream stream,
        History history,
        RunClock clock,
        Terminal terminal) {

    Optional<String> url() {
        return artifacts == null
                ? Optional.empty()
                : Optional.of(Links.run(settings.appUrl(), identity.entity(), identity.project(), identity.runId()));
    }

    void finish(int exitCode, String name) {
        String unsent = stream.finish(exitCode, (int) clock.runtime(), settings.finishTimeout());
        if (folder == null) {
            return;
        }
        history.report().forEach(terminal::detail);
        RunReport.summary(history.summary()).forEach(terminal::detail);
        terminal.detail("");
        losses().forEach(loss -> terminal.warn("run " + identity.runId() + ": " + loss));
        if (unsent != null) {
            terminal.warn(
                    "run " + identity.runId() + ": " + unsent + "; send the rest with `wandb4j sync " + folder + "`");
        }
        url().ifPresentOrElse(url -> printOnline(url, name), () -> printOffline(folder));
        terminal.detail("Find logs at: " + folder.resolve("logs"));
    }

    /** What was lost and why, one line for each cause. */
    List<String> losses() {
        return Stream.concat(stream.loss().stream(), terminal.losses().stream()).toList();
    }

    private void printOnline(String url, String name) {
        terminal.line("🚀 View run " + name + " at: " + url);
        terminal.line("⭐️ View project at: " + Links.project(settings.appUrl(), identity.entity(), identity.project()));
        terminal.detail("Synced " + stream.uploaded(FileType.WANDB) + " W&B file(s), "
                + stream.uploaded(FileType.MEDIA) + " media file(s), "
                + stream.uploaded(FileType.ARTIFACT) + " artifact file(s) and "
                + stream.uploaded(FileType.OTHER) + " other file(s)");
    }

    private void printOffline(Path folder) {
        terminal.line("You can sync this run to the cloud by running:");
        terminal.line("wandb4j sync " + folder);
    }
}
