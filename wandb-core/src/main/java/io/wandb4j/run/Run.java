package io.wandb4j.run;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.TransferProgress;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.NumberRow;
import io.wandb4j.query.Api;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A single execution being recorded: its config, history, summary and artifacts.
 *
 * <p>Safe for use by several threads; steps are numbered in the order of the calls. {@link #log} never throws and never
 * waits for the network; close the run to wait for its data. What is handed in is copied before a call returns. */
public final class Run implements AutoCloseable {
    private final RunContext context;
    private final Config config;
    private final Summary summary = new Summary(this);
    private final RunNames names;
    private final SavedFiles saved;
    private final RunEnd end;
    private final RunArtifacts artifacts;
    private volatile BooleanSupplier stopRequested = () -> false;

    Run(RunContext context, Config config, RunRecord names) {
        this.context = context;
        this.config = config;
        this.names = new RunNames(context.stream(), names);
        this.saved =
                new SavedFiles(context.folder(), context.settings().symlink(), context.stream(), context.terminal());
        this.end = new RunEnd(context, this::name);
        this.artifacts = new RunArtifacts(context, () -> isOpen("log an artifact"));
    }

    /** Starts a run.
     *
     * @throws io.wandb4j.errors.UsageException if a setting cannot work
     * @throws io.wandb4j.errors.AuthenticationException if there is no key, or the server does not know it
     * @throws io.wandb4j.errors.CommunicationException if the server cannot be reached */
    public static Run start(Settings settings) {
        return start(settings, Map.of());
    }

    /** Starts a run of a sweep, whose values are laid over the config and locked. */
    public static Run start(Settings settings, Map<String, ?> sweepValues) {
        return start(settings, sweepValues, () -> false);
    }

    /** Starts a run of a sweep that is stopped by its agent, too.
     *
     * @param stopRequested whether the agent was told to stop the run */
    public static Run start(Settings settings, Map<String, ?> sweepValues, BooleanSupplier stopRequested) {
        Run run = new RunStart(settings.resolved(), sweepValues).run();
        run.stopRequested = stopRequested;
        return run;
    }

    /** Eight letters and digits, or what the settings gave. */
    public String id() {
        return context.identity().runId();
    }

    /** The name that people see; the server makes one if none is given. */
    public String name() {
        return names.name();
    }

    /** The owner of the project; empty when offline and none was given. */
    public String entity() {
        return context.identity().entity();
    }

    public String project() {
        return context.identity().project();
    }

    /** Where people look at this run; empty unless it is online. */
    public Optional<String> url() {
        return context.url();
    }

    /** The folder of the run's files and log; empty when disabled. */
    public Optional<Path> dir() {
        return Optional.ofNullable(context.folder());
    }

    public Settings settings() {
        return context.settings();
    }

    public Config config() {
        return config;
    }

    public Summary summary() {
        return summary;
    }

    /** Whether this run goes on with one that the server had. */
    public boolean isResumed() {
        return names.isResumed();
    }

    /** The step that the next row gets. */
    public long step() {
        return context.history().step();
    }

    /** Logs a row of values and goes on to the next step.
     *
     * <p>Values may be numbers, booleans, text, lists, arrays, nested maps, media, and what a registered
     * {@link io.wandb4j.media.ValueAdapter} knows. */
    public void log(Map<String, ?> row) {
        record(row, null, null);
    }

    /** Logs a row of numbers and goes on to the next step, without making an object; the row can be filled again at once. */
    public void log(NumberRow row) {
        if (row == null) {
            warnNoRow();
        } else if (isOpen("log")) {
            try {
                context.history().log(row);
            } catch (RuntimeException e) { // another thread fills it meanwhile
                tellUnreadable(e);
            }
        }
    }

    /** Logs values at a step, which stays open for more until a higher step, a call without step, or the end. */
    public void log(Map<String, ?> row, long step) {
        record(row, step, null);
    }

    /** Logs values at the current step, which ends with this call only if {@code commit} is true. */
    public void log(Map<String, ?> row, boolean commit) {
        record(row, null, commit);
    }

    /** Logs values at a step, which ends with this call only if {@code commit} is true. */
    public void log(Map<String, ?> row, long step, boolean commit) {
        record(row, step, commit);
    }

    /** Says how a metric is shown and summarized. */
    public void defineMetric(MetricDefinition metric) {
        if (isOpen("define a metric")) {
            context.history().define(metric);
        }
    }

    /** Logs the source code below the working folder as an artifact; see {@link #logCode(SourceCode)}. */
    @CanIgnoreReturnValue
    public CompletableFuture<ArtifactVersion> logCode() {
        return logCode(SourceCode.in(Path.of("")));
    }

    /** Logs source code as an artifact of the type {@code code}, named after the project and the program unless it has a name.
     *
     * <p>Nothing is logged where the setting {@code disable_code} forbids it, or where there is no such file; that is told.
     *
     * @return ends when the server has all files; fails if nothing is logged, or the run is not online
     * @throws UsageException if the folder cannot be read, or the artifact cannot have its name */
    @CanIgnoreReturnValue
    public CompletableFuture<ArtifactVersion> logCode(SourceCode code) {
        if (!isOpen("log code")) {
            return CompletableFuture.failedFuture(new IllegalStateException("run " + id() + " has ended"));
        }
        Optional<Artifact> artifact = codeOf(code);
        if (artifact.isEmpty()) {
            return CompletableFuture.failedFuture(new IllegalStateException("there was no code to log"));
        }
        context.stream().append(RunRecords.own("code_path", artifact.get().name()));
        return logArtifact(artifact.get());
    }

    /** Samples a metric with those of the system, such as the memory of a native library.
     *
     * <p>It is read on a thread of the run's own, at the interval of the system metrics, until the run ends; one that throws or
     * hangs is left out with a warning. It takes the place of one of the same name, and is shown as {@code system.NAME}.
     *
     * @param name such as {@code javacpp.physicalMB} */
    public void addSystemMetric(String name, DoubleSupplier metric) {
        context.surroundings().add(requireNonNull(name, "name"), requireNonNull(metric, "metric"));
    }

    /** Adds text to the console lines of the run, as if it had been printed; after the end of the run it is ignored.
     *
     * @param text one line or several; a line feed is added if it does not end with one */
    public void writeLogs(String text) {
        context.console().write(requireNonNull(text, "text"));
    }

    /** Gives the run another name. */
    public void rename(String name) {
        change(record -> record.setDisplayName(name));
    }

    /** Replaces the tags; one that no server takes, because it is empty or has more than 64 letters, is left out with a
     * warning. */
    public void tags(Collection<String> tags) {
        List<String> fit = tags.stream().filter(this::isTag).toList();
        change(record -> record.clearTags().addAllTags(fit));
    }

    public List<String> tags() {
        return names.tags();
    }

    /** The notes; empty if there are none. */
    public String notes() {
        return names.notes();
    }

    /** Replaces the notes. */
    public void notes(String notes) {
        change(record -> record.setNotes(notes));
    }

    /** Uploads files now and whenever they change; see {@link #save(String, Path, SavePolicy)}.
     *
     * <p>A relative pattern keeps its folders, an absolute one the last of them. */
    @CanIgnoreReturnValue
    public List<Path> save(String glob) {
        return save(glob, FilePattern.of(glob).defaultBase(glob), SavePolicy.LIVE);
    }

    /** Uploads files with the run, under their paths relative to a folder.
     *
     * <p>The files that match now are linked into the run's folder, or copied where links cannot be made.
     *
     * @param glob a path, whose parts may hold {@code *}, {@code ?} and {@code [abc]}
     * @param basePath the folder whose structure is kept
     * @return where they lie in the run's folder; empty if the run is disabled or over
     * @throws UsageException if the files would lie outside of the base path */
    @CanIgnoreReturnValue
    public List<Path> save(String glob, Path basePath, SavePolicy policy) {
        return save(FilePattern.of(glob), basePath, policy);
    }

    /** Uploads one file with the run, in whose path every letter means itself. */
    @CanIgnoreReturnValue
    public List<Path> save(Path file, Path basePath, SavePolicy policy) {
        return save(FilePattern.literal(file), basePath, policy);
    }

    /** Brings a file back that was saved with this run, into the folder of its files unless it is there.
     *
     * @return where it is; empty if there is none
     * @throws io.wandb4j.errors.CommunicationException if the server cannot be reached */
    public Optional<Path> restore(String name) {
        return restore(name, entity() + "/" + project() + "/" + id(), false, files());
    }

    /** Brings a file back that was saved with any run.
     *
     * @param runPath {@code entity/project/id}, {@code project/id} or {@code id}
     * @param replace whether to fetch it even if it is there already
     * @param root the folder to put it below
     * @return where it is; empty if there is none
     * @throws UsageException if there is no such run
     * @throws io.wandb4j.errors.CommunicationException if the server cannot be reached */
    public Optional<Path> restore(String name, String runPath, boolean replace, Path root) {
        return Api.restore(settings(), name, runPath, replace, root);
    }

    /** Tells people of something, by what they chose in W&amp;B: mail or chat; at most once a minute for one title. */
    public void alert(String title, String text) {
        alert(title, text, AlertLevel.INFO, Duration.ofMinutes(1));
    }

    /** Tells people of something, by what they chose in W&amp;B: mail or chat.
     *
     * @param title shorter than 64 letters
     * @param wait how long another alert of this title is held back */
    public void alert(String title, String text, AlertLevel level, Duration wait) {
        if (isOpen("alert")) {
            context.stream().append(RunRecords.alert(title, text, level, wait));
        }
    }

    /** Tells the server that the machine may be taken away: unless the run ends with exit code 0, its sweep hands it out
     * again, to go on where its rows end. To be called at the start on such machines, and again by whoever goes on. */
    public void markPreempting() {
        if (isOpen("markPreempting")) {
            context.stream().append(RunRecords.preempting());
        }
    }

    /** Logs an artifact as an output of this run; the upload goes on in the background, and {@link #finish()} waits for it.
     *
     * @param aliases besides {@code latest}
     * @return the version that the server made of it, or the latest one if that has the same contents; fails if the run is
     *     not online
     * @throws io.wandb4j.errors.UsageException if an alias cannot be one */
    @CanIgnoreReturnValue
    public CompletableFuture<ArtifactVersion> logArtifact(Artifact artifact, String... aliases) {
        return artifacts.log(artifact, List.of(aliases));
    }

    /** Logs an artifact like {@link #logArtifact(Artifact, String...)}, and tells somebody how far the upload is.
     *
     * @param listener called on threads of the upload */
    @CanIgnoreReturnValue
    public CompletableFuture<ArtifactVersion> logArtifact(
            Artifact artifact, Consumer<TransferProgress> listener, String... aliases) {
        return artifacts.log(artifact, listener, List.of(aliases));
    }

    /** Adds to a version that several runs make together; it is there when one of them calls {@link #finishArtifact}.
     *
     * @param distributedId what the runs agree on; the usual choice is their group
     * @return completes when the server has the files */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> upsertArtifact(Artifact artifact, String distributedId) {
        return artifacts.upsert(artifact, distributedId);
    }

    /** Adds the last part to a version that several runs make together, and commits it.
     *
     * @param distributedId what the runs agree on */
    @CanIgnoreReturnValue
    public CompletableFuture<ArtifactVersion> finishArtifact(
            Artifact artifact, String distributedId, String... aliases) {
        return artifacts.finish(artifact, distributedId, List.of(aliases));
    }

    /** Finds a version of an artifact and notes that this run uses it.
     *
     * <p>A run that is not online gets the version that the path led to when it was last used online on this machine, and
     * its files out of the cache; that the run uses it is not noted then.
     *
     * @param path {@code [[entity/]project/]name[:alias]}; without an alias the latest version
     * @throws io.wandb4j.errors.UsageException if there is none, or the run is not online and the path is not known
     * @throws io.wandb4j.errors.CommunicationException if the server cannot be reached */
    public ArtifactVersion useArtifact(String path) {
        return artifacts.use(path);
    }

    /** Notes that this run uses a version that was found before. */
    public void useArtifact(ArtifactVersion version) {
        artifacts.use(version);
    }

    /** Links a version to a collection, made if there is none, and answers the link.
     *
     * @param target {@code [[entity/]project/]collection}, such as {@code wandb-registry-model/digits} */
    @CanIgnoreReturnValue
    public ArtifactVersion linkArtifact(ArtifactVersion version, String target, String... aliases) {
        return artifacts.link(version, target, List.of(aliases));
    }

    /** Logs a file or folder as an artifact of type {@code model}, called {@code run-ID-NAME}. */
    @CanIgnoreReturnValue
    public CompletableFuture<ArtifactVersion> logModel(Path path, String... aliases) {
        return artifacts.logModel(path, Optional.empty(), List.of(aliases));
    }

    /** Logs a file or folder as an artifact of type {@code model}. */
    @CanIgnoreReturnValue
    public CompletableFuture<ArtifactVersion> logModelAs(String name, Path path, String... aliases) {
        return artifacts.logModel(path, Optional.of(name), List.of(aliases));
    }

    /** Downloads a model and notes that this run uses it.
     *
     * @return its file, or its folder if it has several
     * @throws io.wandb4j.errors.UsageException if it is no model */
    public Path useModel(String path) {
        return artifacts.useModel(path);
    }

    /** Logs a file or folder as a model, waits for it, and links it to a collection of the model registry.
     *
     * @param registeredName a collection of {@code model-registry}, or the path of one, such as
     *     {@code wandb-registry-model/digits} */
    @CanIgnoreReturnValue
    public ArtifactVersion linkModel(Path path, String registeredName, String... aliases) {
        return artifacts.linkModel(path, registeredName, List.of(aliases));
    }

    /** Whether the server asked the run to stop. */
    public boolean isStopped() {
        return stopRequested.getAsBoolean() || context.stream().isStopped();
    }

    /** Whether an agent of a sweep started this run. */
    public boolean isUnderAgent() {
        return context.settings().sweepId().isPresent();
    }

    /** Shows a warning, once for its cause. */
    public void warn(String cause, String message) {
        context.terminal().warnOnce(cause, message);
    }

    /** Has the run end as failed, whatever ends it. */
    public void fail(Throwable cause) {
        end.fail(requireNonNull(cause, "cause"));
    }

    /** Ends the run with exit code 0, or 1 if {@link #fail} was called, and waits for its data. */
    @Override
    public void close() {
        finish();
    }

    /** The same as {@link #close()}. */
    public void finish() {
        finish(end.exitCode());
    }

    /** Ends the run and waits, as long as {@link Settings#finishTimeout()} allows, until the server has its data. */
    public void finish(int exitCode) {
        end.come(exitCode);
    }

    RunConsole console() {
        return context.console();
    }

    /** Source code as an artifact; if there is none to log, that is told. */
    Optional<Artifact> codeOf(SourceCode code) {
        Optional<String> program = context.surroundings().sourcePath();
        if (program.isPresent() && settings().machine().codeForbidden()) {
            warn("code forbidden", "the setting disable_code forbids to log code: none is logged");
            return Optional.empty();
        }
        Optional<Artifact> artifact = program.flatMap(name -> CodeArtifact.of(code, settings(), project(), name));
        if (program.isPresent() && artifact.isEmpty()) {
            warn("no code", "there is no source code in " + code.root() + ": none is logged");
        }
        return artifact;
    }

    Surroundings surroundings() {
        return context.surroundings();
    }

    void useConfigArtifacts() {
        config.useArtifacts(artifacts.inConfig());
    }

    List<String> losses() {
        return context.losses();
    }

    void setSummary(String key, @Nullable Object value) {
        if (isOpen("set the summary")) {
            try {
                context.history().setSummary(key, value);
            } catch (RuntimeException e) { // as in a row
                context.terminal().lost("value(s) of the summary", "the summary's \"" + key + "\" was not set: " + e);
            }
        }
    }

    Map<String, @Nullable Object> summaryMap() {
        return context.history().summary();
    }

    /** Ends the run with the process if nobody ends it before. */
    void finishWithProcess() {
        end.watchProcess();
    }

    private void record(@Nullable Map<String, ?> row, @Nullable Long step, @Nullable Boolean commit) {
        if (row == null) {
            warnNoRow();
        } else if (isOpen("log")) {
            try {
                context.history().log(row, step, commit);
            } catch (RuntimeException e) { // a broken map or value of the caller's must not end a training
                tellUnreadable(e);
            }
        }
    }

    private void tellUnreadable(RuntimeException e) {
        context.terminal().lost("row(s) that could not be read", "a row was not logged: " + e);
    }

    private void warnNoRow() {
        warn("no row", "log() was given null instead of a row; the call is ignored");
    }

    private boolean isTag(String tag) {
        try {
            Settings unused = Settings.builder().tags(tag).build();
            return true;
        } catch (UsageException e) {
            warn("tag " + tag, e.getMessage() + "; it is left out");
            return false;
        }
    }

    private void change(Consumer<RunRecord.Builder> change) {
        if (isOpen("change the run")) {
            names.change(change);
        }
    }

    private List<Path> save(FilePattern pattern, Path basePath, SavePolicy policy) {
        Path base = basePath.toAbsolutePath().normalize();
        return isOpen("save a file") ? saved.save(pattern, base, policy) : List.of();
    }

    private Path files() {
        return dir().map(folder -> folder.resolve("files")).orElse(Path.of(""));
    }

    private boolean isOpen(String what) {
        if (end.hasBegun()) {
            warn("finished", "run " + id() + " has ended: cannot " + what + " any more; the data is ignored");
        }
        return !end.hasBegun();
    }
}
