package io.wandb4j.run;

import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.ConfigItem;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.monitor.Program;
import io.wandb4j.internal.stream.LineCounts;
import io.wandb4j.internal.stream.RunBranches;
import io.wandb4j.internal.stream.RunBucket;
import io.wandb4j.internal.stream.RunIdentity;
import io.wandb4j.internal.stream.RunStream;
import io.wandb4j.internal.stream.UploadedFiles;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.Connection;
import io.wandb4j.internal.transport.Viewer;
import io.wandb4j.internal.transport.artifact.Artifacts;
import io.wandb4j.settings.Credentials;
import io.wandb4j.settings.Resume;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps from settings to a run that records: key, server, folder, log, sender.
 *
 * <p>The server is asked before anything is written, so that a refusal leaves nothing behind. */
final class RunStart {
    private static final Duration CLOUD_INTERVAL = Duration.ofSeconds(15);
    private static final Duration LOOPBACK_INTERVAL = Duration.ofSeconds(1);

    private final Settings settings;
    private final Map<String, ?> sweepValues;
    private final RunClock clock = new RunClock(InstantSource.system());
    private final Terminal terminal;
    private final Map<String, @Nullable Object> config = new LinkedHashMap<>();

    RunStart(Settings settings, Map<String, ?> sweepValues) {
        this.settings = settings;
        this.sweepValues = sweepValues.isEmpty()
                ? settings.sweepParamPath()
                        .<Map<String, ?>>map(SweepParameters::read)
                        .orElse(sweepValues)
                : sweepValues;
        this.terminal = Terminal.of(settings);
    }

    Run run() {
        config.putAll(ConfigFiles.read(settings.configPaths(), terminal::warn));
        settings.config().forEach((key, value) -> config.put(key, ConfigValues.copy(key, value)));
        sweepValues.forEach(
                (key, value) -> config.put(key, ConfigValues.merge(config.get(key), ConfigValues.copy(key, value))));
        return switch (settings.mode()) {
            case DISABLED -> disabled();
            case OFFLINE -> offline();
            case ONLINE -> online();
        };
    }

    private Run disabled() {
        RunRecord record = record("");
        RunStream stream = RunStream.disabled();
        return assemble(identity(record), null, null, stream, record, Surroundings.none());
    }

    private Run offline() {
        Provenance provenance = new Provenance(settings, Optional.empty(), Optional.empty());
        RunRecord record = RunBranches.unasked(provenance.addTo(record(host())));
        if (settings.resume() != Resume.NONE) {
            terminal.warn(
                    "`resume` will be ignored since W&B syncing is set to `offline`. Starting a new run with run id "
                            + record.getRunId() + ".");
        }
        Path folder = folder(record, true);
        try {
            RunStream stream = RunStream.offline(logFile(folder, record), terminal::warn);
            Surroundings surroundings =
                    Surroundings.of(record.getRunId(), provenance.subject(folder, clock.start()), stream, terminal);
            Run run = assemble(identity(record), folder, null, stream, record, surroundings);
            begin(stream, record, run);
            Banner.offline(terminal, folder);
            run.console().start();
            run.finishWithProcess();
            return run;
        } catch (IOException e) {
            throw noLog(folder, e);
        }
    }

    private Run online() {
        Credentials credentials = Credentials.find(settings);
        ApiClient api = ApiClient.open(Connection.of(settings));
        try {
            Optional<Viewer> viewer = viewer(api);
            Provenance provenance = new Provenance(settings, Optional.of(credentials.apiKey()), viewer);
            RunRecord asked = inheriting(api, provenance.addTo(record(host())));
            RunIdentity identity = new RunBucket(api).create(asked, Program.name(settings), patience());
            RunRecord record = asked.toBuilder()
                    .setRunId(identity.runId())
                    .setEntity(identity.entity())
                    .setProject(identity.project())
                    .setDisplayName(identity.displayName())
                    .setStorageId(identity.storageId())
                    .build();
            Run run = online(api, identity, record, provenance);
            String user = viewer.map(found -> found.name(settings.entity().orElse("")))
                    .orElse("");
            Banner.online(terminal, settings, credentials, user, run.dir().orElseThrow(), run);
            run.console().start();
            run.finishWithProcess();
            return run;
        } catch (RuntimeException e) {
            api.close();
            throw e;
        }
    }

    private Run online(ApiClient api, RunIdentity identity, RunRecord record, Provenance provenance) {
        Path folder = folder(record, false);
        Artifacts artifacts = new Artifacts(api, settings);
        try {
            RunStream stream = RunStream.online(
                    logFile(folder, record),
                    api,
                    artifacts::upload,
                    identity,
                    files(folder),
                    interval(),
                    terminal::warn);
            Surroundings surroundings =
                    Surroundings.of(identity.runId(), provenance.subject(folder, clock.start()), stream, terminal);
            Run run = assemble(identity, folder, artifacts, stream, record, surroundings);
            try {
                begin(stream, record, run);
                run.useConfigArtifacts();
            } catch (RuntimeException e) { // the server has the run already: it ends, and so do its threads
                surroundings.end(patience());
                stream.finish(1, 0, patience());
                throw e;
            }
            return run;
        } catch (IOException e) {
            throw noLog(folder, e);
        }
    }

    private Run assemble(
            RunIdentity identity,
            @Nullable Path folder,
            @Nullable Artifacts artifacts,
            RunStream stream,
            RunRecord record,
            Surroundings surroundings) {
        MediaFolder media = new MediaFolder(settings, identity, folder, stream, terminal);
        RunClock counting = clock.goingOnAfter(record.getRuntime());
        History history = new History(new RowRecorder(stream, terminal, counting, record), media);
        RunContext context = new RunContext(
                settings,
                identity,
                folder,
                artifacts,
                stream,
                surroundings,
                new RunConsole(settings.console(), stream, terminal),
                history,
                counting,
                terminal);
        Config live = new Config(
                startConfig(record),
                sweepValues.keySet(),
                update -> stream.append(RunRecords.config(update)),
                terminal::warn);
        return new Run(context, live, record.toBuilder().clearSummary().build());
    }

    private Path folder(RunRecord record, boolean offline) {
        Path folder = RunFolder.create(settings, record.getRunId(), offline, clock.start());
        terminal.keepIn(folder.resolve("logs").resolve("debug.log"));
        return folder;
    }

    private void begin(RunStream stream, RunRecord record, Run run) {
        stream.append(RunRecords.header());
        stream.append(Record.newBuilder().setRun(record.toBuilder().clearSummary()));
        if (record.getSummary().getUpdateCount() > 0) {
            stream.append(Record.newBuilder().setSummary(record.getSummary()));
        }
        run.surroundings().start(() -> settings.machine()
                .codeDir()
                .map(SourceCode::in)
                .flatMap(run::codeOf)
                .map(code -> CodeArtifact.records(code, record))
                .orElse(List.of()));
        if (settings.resume() == Resume.NONE) {
            ResumeFile.of(settings).delete();
        }
    }

    /** The config that the program finds: what it gave itself, and what it inherited. */
    private Map<String, @Nullable Object> startConfig(RunRecord record) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(config);
        for (ConfigItem item : record.getConfig().getUpdateList()) {
            boolean inherited = !item.getKey().equals("_wandb")
                    && !(config.containsKey(item.getKey()) && !Map.of().equals(config.get(item.getKey())));
            if (inherited) {
                all.put(item.getKey(), Json.MAPPER.convertValue(Json.read(item.getValueJson()), Object.class));
            }
        }
        return all;
    }

    private RunRecord record(String host) {
        return new FirstRecord(settings, config).make(host, clock.start(), terminal::warn);
    }

    /** The run with what it inherits, if it goes on with one that the server has. */
    private RunRecord inheriting(ApiClient api, RunRecord run) {
        RunBranches branches = new RunBranches(api);
        if (settings.resume() != Resume.NONE) {
            return branches.resume(run, settings.resume(), patience());
        }
        return run.hasBranchPoint() ? branches.branch(run, patience()) : run;
    }

    /** What is left of the time that the start may take. */
    private Duration patience() {
        long left = settings.initTimeout().toMillis() - (long) (clock.runtime() * 1000);
        return Duration.ofMillis(Math.max(1, left));
    }

    /** Who the key belongs to; empty if the server does not say, which is no reason not to go on. */
    private Optional<Viewer> viewer(ApiClient api) {
        try {
            return Viewer.ask(api, settings.initTimeout());
        } catch (CommunicationException e) {
            return Optional.empty();
        }
    }

    /** The name of the machine, unless nothing of it may be told. */
    private String host() {
        return settings.machine().info() ? settings.host() : "";
    }

    /** As set; else a server on this machine is asked often enough for its pages to be live, others at the official pace. */
    private Duration interval() {
        String url = settings.baseUrl();
        boolean loopback = url.matches("https?://(localhost|127\\.[0-9.]+|\\[::1\\])(:[0-9]+)?(/.*)?");
        return settings.network().transmitInterval().orElse(loopback ? LOOPBACK_INTERVAL : CLOUD_INTERVAL);
    }

    private RunIdentity identity(RunRecord record) {
        return new RunIdentity(
                record.getEntity(),
                record.getProject(),
                record.getRunId(),
                "",
                record.getDisplayName(),
                LineCounts.NONE);
    }

    private UploadedFiles files(Path folder) {
        return UploadedFiles.of(folder.resolve("files"), settings.ignoreGlobs());
    }

    private static Path logFile(Path folder, RunRecord record) {
        return folder.resolve("run-" + record.getRunId() + ".wandb");
    }

    private static UsageException noLog(Path folder, IOException e) {
        return new UsageException("cannot write the run's log in " + folder + ": " + e.getMessage(), e);
    }
}
