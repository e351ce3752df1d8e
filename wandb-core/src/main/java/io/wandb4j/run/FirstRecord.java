package io.wandb4j.run;

import io.wandb4j.internal.log.proto.BranchPoint;
import io.wandb4j.internal.log.proto.Feature;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.log.proto.TelemetryRecord;
import io.wandb4j.internal.record.RunIds;
import io.wandb4j.internal.stream.Client;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Resume;
import io.wandb4j.settings.RunMoment;
import io.wandb4j.settings.Settings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The record of a run as the settings alone describe it, before a server was asked. */
final class FirstRecord {
    private final Settings settings;
    private final Map<String, @Nullable Object> config;

    FirstRecord(Settings settings, Map<String, @Nullable Object> config) {
        this.settings = settings;
        this.config = config;
    }

    RunRecord make(String host, Instant start, Consumer<String> warn) {
        RunRecord.Builder record = RunRecord.newBuilder()
                .setRunId(runId(warn))
                .setProject(settings.project())
                .setConfig(RunRecords.configRecord(config()))
                .addAllTags(settings.tags())
                .setHost(host)
                .setStartTime(RunRecords.timestamp(start))
                .setTelemetry(telemetry());
        settings.entity().ifPresent(record::setEntity);
        settings.runName().ifPresent(record::setDisplayName);
        settings.group().ifPresent(record::setRunGroup);
        settings.jobType().ifPresent(record::setJobType);
        settings.notes().ifPresent(record::setNotes);
        settings.sweepId().ifPresent(record::setSweepId);
        moment().map(FirstRecord::branchPoint).ifPresent(record::setBranchPoint);
        return record.build();
    }

    /** The id: as given, else of the run that did not end well, else of the run to rewind, else a new one. */
    private String runId(Consumer<String> warn) {
        Optional<String> given = settings.runId();
        if (settings.mode() == Mode.DISABLED || settings.resume() != Resume.AUTO) {
            return given.or(() -> settings.resumeFrom().map(RunMoment::runId)).orElseGet(RunIds::runId);
        }
        ResumeFile file = ResumeFile.of(settings);
        Optional<String> previous = file.runId();
        if (given.isPresent() && previous.isPresent() && !previous.equals(given)) {
            warn.accept("Ignoring ID " + previous.get() + " loaded due to resume='auto' because the run ID is set to "
                    + given.get() + ".");
        }
        String id = given.or(() -> previous).orElseGet(RunIds::runId);
        file.write(id);
        return id;
    }

    private Optional<RunMoment> moment() {
        return settings.resumeFrom().or(settings::forkFrom);
    }

    private Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(config);
        moment().ifPresent(moment -> {
            boolean whole = moment.step() == Math.rint(moment.step());
            Object step = whole ? (Object) (long) moment.step() : (Object) moment.step();
            all.put("_wandb", Map.of("branch_point", Map.of("run_id", moment.runId(), "step", step)));
        });
        return all;
    }

    private TelemetryRecord telemetry() {
        Feature feature = Feature.newBuilder()
                .setOffline(settings.mode() == Mode.OFFLINE)
                .setSetInitName(settings.runName().isPresent())
                .setSetInitId(settings.runId().isPresent())
                .setSetInitTags(!settings.tags().isEmpty())
                .setSetInitConfig(!config.isEmpty())
                .setForkMode(settings.forkFrom().isPresent())
                .setRewindMode(settings.resumeFrom().isPresent())
                .build();
        return TelemetryRecord.newBuilder()
                .setFeature(feature)
                .setCliVersion(Client.PROTOCOL)
                .setCoreVersion("wandb4j " + Client.VERSION)
                .setPlatform(Client.platform())
                .build();
    }

    private static BranchPoint branchPoint(RunMoment moment) {
        return BranchPoint.newBuilder()
                .setRun(moment.runId())
                .setMetric("_step")
                .setValue(moment.step())
                .build();
    }
}
