package io.wandb4j.run;

import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.monitor.Describer;
import io.wandb4j.internal.monitor.GitRepository;
import io.wandb4j.internal.monitor.Program;
import io.wandb4j.internal.monitor.Secrets;
import io.wandb4j.internal.record.RunIds;
import io.wandb4j.internal.transport.Viewer;
import io.wandb4j.settings.MachineSettings;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a run comes from: the program, the repository it is in, the account it belongs to. */
final class Provenance {
    private final Settings settings;
    private final Optional<Viewer> account;
    private final Optional<GitRepository> repository;
    private final Secrets secrets;
    private final Program program;

    /** The provenance of a run.
     *
     * @param key the API key in use, which must be found nowhere
     * @param account who it belongs to, as far as that is known */
    Provenance(Settings settings, Optional<String> key, Optional<Viewer> account) {
        Map<String, String> environment = System.getenv();
        List<String> known = new ArrayList<>(settings.network().headers().values());
        key.or(settings::apiKey).ifPresent(known::add);
        this.settings = settings;
        this.account = account;
        this.repository = Program.repository(settings);
        this.secrets = Secrets.of(environment, known);
        this.program = new Program(settings, environment, secrets, repository);
    }

    Program program() {
        return program;
    }

    /** The record of a run with the commit it is made of. */
    RunRecord addTo(RunRecord record) {
        return Program.git(settings, repository, secrets)
                .map(git -> record.toBuilder().setGit(git).build())
                .orElse(record);
    }

    /** What is to be found out of a run.
     *
     * @param folder the folder of the run */
    Describer.Subject subject(Path folder, Instant start) {
        MachineSettings machine = settings.machine();
        boolean savesCode = !machine.codeForbidden()
                && machine.saveCode()
                        .orElseGet(() -> account.map(Viewer::savesCode).orElse(false));
        return new Describer.Subject(
                machine,
                program,
                repository,
                folder.resolve("files"),
                start,
                settings.email().or(() -> account.map(Viewer::email)).orElse(""),
                RunIds.random(32),
                savesCode);
    }
}
