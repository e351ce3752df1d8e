package io.wandb4j.sync;

import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.stream.LogHead;
import io.wandb4j.internal.stream.ProgressFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The log of a run on this machine, as it was when it was found.
 *
 * @param file the log, {@code run-ID.wandb}
 * @param folder the folder of the run, which holds the log and the run's files
 * @param runId the run's id
 * @param entity the owner of the project; empty if the run did not name one
 * @param project the project; empty if the run did not name one
 * @param started when the run began; empty if the log does not say
 * @param offline whether the run was offline
 * @param synced whether a sync sent all of it
 * @param sent whether the server has all of it, be it by a sync or because the run itself sent it
 * @param writing whether a run is still writing it
 * @param problem why it cannot be sent; empty if nothing is known against it */
public record RunLog(
        Path file,
        Path folder,
        String runId,
        String entity,
        String project,
        Optional<Instant> started,
        boolean offline,
        boolean synced,
        boolean sent,
        boolean writing,
        Optional<String> problem) {

    /** The run as people name it: {@code entity/project/id}, without what is not known. */
    public String path() {
        StringBuilder path = new StringBuilder();
        for (String part : new String[] {entity, project, runId}) {
            path.append(path.isEmpty() || part.isEmpty() ? "" : "/").append(part);
        }
        return path.toString();
    }

    /** Whether the server lacks some of the run, as far as that is known; of online runs of the official client it is not. */
    public boolean isUnsent() {
        return !sent && (offline || ProgressFile.exists(file));
    }

    static RunLog read(Path file, Path folder) {
        try {
            Optional<LogHead> head = LogHead.read(file);
            RunRecord run = head.map(LogHead::run).orElse(RunRecord.getDefaultInstance());
            Optional<String> problem = head.isPresent()
                    ? Optional.empty()
                    : Optional.of(file + " holds no run yet: there is nothing to send");
            return of(file, folder, run, problem);
        } catch (IOException e) {
            return of(file, folder, RunRecord.getDefaultInstance(), Optional.of("cannot read " + file + ": " + e));
        }
    }

    private static RunLog of(Path file, Path folder, RunRecord run, Optional<String> problem) {
        boolean synced = Files.exists(marker(file));
        return new RunLog(
                file,
                folder,
                run.getRunId().isEmpty() ? idInName(file) : run.getRunId(),
                run.getEntity(),
                run.getProject(),
                run.hasStartTime()
                        ? Optional.of(Instant.ofEpochSecond(
                                run.getStartTime().getSeconds(),
                                run.getStartTime().getNanos()))
                        : Optional.empty(),
                String.valueOf(folder.getFileName()).startsWith("offline-"),
                synced,
                synced || ask(file, ProgressFile::isComplete),
                ask(file, progress -> progress.isTaken(ProgressFile.Role.WRITER)),
                problem);
    }

    /** The file that tells that a sync has sent a log. */
    static Path marker(Path file) {
        return file.resolveSibling(file.getFileName() + ".synced");
    }

    private interface Question {
        boolean ask(ProgressFile progress) throws IOException;
    }

    // A folder that cannot be written is none that a run writes to.
    private static boolean ask(Path file, Question question) {
        try (ProgressFile progress = ProgressFile.openExisting(file).orElse(null)) {
            return progress != null && question.ask(progress);
        } catch (IOException e) {
            return false;
        }
    }

    private static String idInName(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("^run-", "").replaceFirst("\\.wandb$", "");
    }
}
