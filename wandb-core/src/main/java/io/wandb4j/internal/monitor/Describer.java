package io.wandb4j.internal.monitor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.Timestamp;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.ConfigItem;
import io.wandb4j.internal.log.proto.ConfigRecord;
import io.wandb4j.internal.log.proto.EnvironmentRecord;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.FilesRecord;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.settings.MachineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Finds out on what and with what a run runs, on a thread of its own, and tells the log: the environment, the libraries, the
 * program's source and its changes.
 *
 * <p>A run does not wait for it before its end, and then only for so long. */
public final class Describer {
    private final Subject subject;
    private final Consumer<Record.Builder> log;
    private final Consumer<String> problems;
    private final Thread thread;
    private final Object lock = new Object();
    private volatile Supplier<List<Record.Builder>> more = List::of;

    @GuardedBy("lock")
    private boolean ended;

    /** What is described.
     *
     * @param settings what is wanted of it
     * @param files the folder of the run's files
     * @param start when the run began
     * @param email whose run it is, empty if that is not known
     * @param writerId tells apart the processes that write one run
     * @param savesCode whether the program's source is saved */
    public record Subject(
            MachineSettings settings,
            Program program,
            Optional<GitRepository> repository,
            Path files,
            Instant start,
            String email,
            String writerId,
            boolean savesCode) {}

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    /** A describer that waits for {@link #start}.
     *
     * @param log takes records; never called again when {@link #end} has returned
     * @param problems takes warnings */
    public Describer(String runId, Subject subject, Consumer<Record.Builder> log, Consumer<String> problems) {
        this.subject = subject;
        this.log = log;
        this.problems = problems;
        this.thread = new Thread(this::describe, "wandb-describer-" + runId);
        thread.setDaemon(true);
    }

    /** Begins.
     *
     * @param more more code to tell of, asked for last and only where code is saved */
    public void start(Supplier<List<Record.Builder>> more) {
        this.more = more;
        thread.start();
    }

    /** Waits until all is told, at most for a time, whether the caller is interrupted or not; what is not told then is left
     * out. */
    public void end(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        while (thread.isAlive() && System.nanoTime() < deadline) {
            try {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        synchronized (lock) {
            ended = true;
        }
        thread.interrupt();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void describe() {
        MachineSettings settings = subject.settings();
        try {
            if (settings.metadata()) {
                step("program", this::describeProgram);
            }
            if (settings.requirements()) {
                step("libraries", this::writeRequirements);
            }
            if (settings.metadata()) {
                step("hardware", this::describeHardware);
            }
            if (subject.savesCode()) {
                step("source", this::saveSource);
            }
            if (subject.savesCode() && settings.git()) {
                step("changes since the commit", this::savePatches);
            }
            if (subject.savesCode()) {
                step("code", () -> more.get().forEach(this::tell));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes a step whose failure must cost no other one, nor the run. */
    private void step(String what, Step step) throws InterruptedException {
        try {
            step.take();
        } catch (IOException | RuntimeException e) {
            problems.accept("the " + what + " of the run could not be recorded: " + e);
        }
    }

    private void describeProgram() {
        Instant start = subject.start();
        EnvironmentRecord.Builder record = EnvironmentRecord.newBuilder()
                .setWriterId(subject.writerId())
                .setEmail(subject.email())
                .setStartedAt(Timestamp.newBuilder()
                        .setSeconds(start.getEpochSecond())
                        .setNanos(start.getNano()));
        subject.program().describe(record);
        tell(Record.newBuilder().setEnvironment(record));
    }

    private void describeHardware() throws InterruptedException {
        EnvironmentRecord.Builder record = EnvironmentRecord.newBuilder().setWriterId(subject.writerId());
        Optional<NvidiaSmi> smi = NvidiaSmi.find(Probes.searchPath());
        new Hardware(Host.ofSystem(), subject.settings(), smi).describe(record);
        tell(Record.newBuilder().setEnvironment(record));
    }

    private void writeRequirements() throws IOException {
        List<String> libraries = Requirements.ofProcess();
        if (!libraries.isEmpty()) {
            Files.writeString(subject.files().resolve("requirements.txt"), String.join("\n", libraries) + "\n");
            tell(List.of("requirements.txt"));
        }
    }

    private void saveSource() throws IOException {
        Optional<Path> source = subject.program().source();
        if (source.isEmpty()) {
            return;
        }
        Path name = Path.of("code").resolve(subject.program().sourcePath()).normalize();
        if (!name.startsWith("code")) { // outside of the repository: its own name must do
            name = Path.of("code").resolve(source.get().getFileName());
        }
        Path copy = subject.files().resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(source.get(), copy, StandardCopyOption.REPLACE_EXISTING);
        String path = name.toString().replace('\\', '/');
        tell(List.of(path));
        tell(Record.newBuilder()
                .setConfig(ConfigRecord.newBuilder()
                        .addUpdate(ConfigItem.newBuilder()
                                .addAllNestedKey(List.of("_wandb", "code_path"))
                                .setValueJson(Json.write(path)))));
    }

    private void savePatches() throws IOException, InterruptedException {
        Optional<GitRepository> repository = subject.repository();
        if (repository.isPresent()) {
            tell(new GitPatches(repository.get())
                    .write(subject.files(), subject.settings().atForkPoint()));
        }
    }

    private void tell(List<String> files) {
        FilesRecord.Builder record = FilesRecord.newBuilder();
        files.forEach(
                file -> record.addFiles(FilesItem.newBuilder().setPath(file).setType(FilesItem.FileType.WANDB)));
        if (!files.isEmpty()) {
            tell(Record.newBuilder().setFiles(record));
        }
    }

    private void tell(Record.Builder record) {
        synchronized (lock) {
            if (!ended) {
                log.accept(record);
            }
        }
    }
}
