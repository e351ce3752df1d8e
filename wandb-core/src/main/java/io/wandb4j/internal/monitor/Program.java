package io.wandb4j.internal.monitor;

import io.wandb4j.internal.log.proto.EnvironmentRecord;
import io.wandb4j.internal.log.proto.GitRepoRecord;
import io.wandb4j.internal.log.proto.JavaInfo;
import io.wandb4j.settings.Settings;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The program of this process: its name, arguments, source and surroundings, without secrets. */
public final class Program {
    private static final String SLURM = "SLURM_";

    private final Settings settings;
    private final Map<String, String> environment;
    private final Secrets secrets;
    private final Optional<GitRepository> repository;

    /** A program.
     *
     * @param environment the environment variables
     * @param repository the repository it runs in */
    public Program(
            Settings settings, Map<String, String> environment, Secrets secrets, Optional<GitRepository> repository) {
        this.settings = settings;
        this.environment = environment;
        this.secrets = secrets;
        this.repository = repository;
    }

    /** The program as named, else the class with the main method. */
    public static String name(Settings settings) {
        return settings.program().orElseGet(() -> {
            String command = System.getProperty("sun.java.command", "");
            return command.isEmpty() ? "<java>" : command.split(" ", 2)[0];
        });
    }

    /** The repository that a run of these settings is in. */
    public static Optional<GitRepository> repository(Settings settings) {
        if (!settings.machine().git()) {
            return Optional.empty();
        }
        return GitRepository.around(settings.machine().gitRoot().orElse(settings.rootDir()));
    }

    /** What is recorded of a repository: the commit and the address of the remote, or what was named instead. */
    public static Optional<GitRepoRecord> git(Settings settings, Optional<GitRepository> repository, Secrets secrets) {
        if (!settings.machine().git()) {
            return Optional.empty();
        }
        GitRepoRecord.Builder git = GitRepoRecord.newBuilder();
        settings.machine()
                .gitCommit()
                .or(() -> repository.flatMap(GitRepository::commit))
                .ifPresent(git::setCommit);
        settings.machine()
                .gitRemoteUrl()
                .or(() -> repository.flatMap(found -> found.remoteUrl(settings.gitRemote())))
                .map(secrets::redact)
                .ifPresent(git::setRemoteUrl);
        return git.getCommit().isEmpty() && git.getRemoteUrl().isEmpty() ? Optional.empty() : Optional.of(git.build());
    }

    /** Adds what is known to a description. */
    void describe(EnvironmentRecord.Builder record) {
        record.setOs(os())
                .setProgram(name(settings))
                .setRoot(settings.rootDir().toString())
                .setHost(settings.host())
                .setUsername(settings.username().orElse(System.getProperty("user.name", "")))
                .setExecutable(settings.executable().orElseGet(Program::executable))
                .addAllArgs(secrets.redactAll(arguments()))
                .setJava(java());
        settings.docker().ifPresent(record::setDocker);
        container().ifPresent(record::setContainer);
        git(settings, repository, secrets).ifPresent(record::setGit);
        source().ifPresent(file -> {
            record.setCodePath(pathInProject(file));
            record.setCodePathLocal(relative(here(), file));
        });
        environment.forEach((name, value) -> {
            if (name.startsWith(SLURM) && !Secrets.isSecret(name)) {
                record.putSlurm(name.substring(SLURM.length()).toLowerCase(Locale.ROOT), secrets.redact(value));
            }
        });
    }

    /** The source of the main class, if it is here. */
    Optional<Path> source() {
        List<Path> folders = new ArrayList<>(List.of(here(), settings.rootDir()));
        repository.map(GitRepository::root).ifPresent(folders::add);
        return SourceFile.of(name(settings), folders);
    }

    /** The path of the source in its project; else the name of the program. */
    public String sourcePath() {
        return source().map(this::pathInProject).orElseGet(() -> name(settings));
    }

    /** The path of a file from the repository that it is in, else from the working folder. */
    private String pathInProject(Path file) {
        return relative(
                repository.map(GitRepository::root).filter(file::startsWith).orElse(here()), file);
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }

    private List<String> arguments() {
        return settings.args().isEmpty() ? ProgramArguments.ofProcess() : settings.args();
    }

    private JavaInfo java() {
        return JavaInfo.newBuilder()
                .setVersion(System.getProperty("java.runtime.version", System.getProperty("java.version", "")))
                .setVendor(System.getProperty("java.vendor", ""))
                .setVm(System.getProperty("java.vm.name", ""))
                .addAllFlags(
                        secrets.redactAll(ManagementFactory.getRuntimeMXBean().getInputArguments()))
                .build();
    }

    private Optional<String> container() {
        if (Files.exists(Path.of("/.dockerenv"))) {
            return Optional.of("docker");
        }
        if (Files.exists(Path.of("/run/.containerenv"))) {
            return Optional.of("podman");
        }
        return environment.containsKey("KUBERNETES_SERVICE_HOST")
                ? Optional.of("kubernetes")
                : Optional.ofNullable(environment.get("container")).filter(name -> !name.isBlank());
    }

    private static String os() {
        String arch = System.getProperty("os.arch", "");
        return System.getProperty("os.name") + "-" + System.getProperty("os.version") + "-"
                + (arch.equals("amd64") ? "x86_64" : arch);
    }

    private static String executable() {
        return Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
    }

    private static String relative(Path root, Path file) {
        Path path = root.getRoot() != null && root.getRoot().equals(file.getRoot()) ? root.relativize(file) : file;
        return path.toString().replace('\\', '/');
    }
}
