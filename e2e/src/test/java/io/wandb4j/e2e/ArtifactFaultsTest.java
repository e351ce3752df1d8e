package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.Digests;
import io.wandb4j.artifact.Download;
import io.wandb4j.errors.UsageException;
import io.wandb4j.query.Api;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.RunLog;
import io.wandb4j.sync.RunLogs;
import io.wandb4j.sync.Sync;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Artifacts of 200 files over a wire that fails, by programs that are killed: versions are whole or absent, all bytes right.
 *
 * <p>The number of rounds is a system property; the profile {@code soak} sets the full one.
 */
class ArtifactFaultsTest {
    private static final long SEED = Long.getLong("wandb4j.soak.seed", 20261122);
    private static final int ROUNDS = Integer.getInteger("wandb4j.soak.artifact.faults", 1);
    private static final int FILES = 200;
    private static final int LONGEST_LIFE_MILLIS = 4_000;

    @TempDir
    Path dir;

    private LocalServer server;
    private int killed;

    @BeforeEach
    void start() {
        server = LocalServer.start(dir.resolve("server"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void versionsAreWholeOrAbsentAndEveryByteIsRight() throws Exception {
        Map<FaultyWire.Fault, Integer> faults = new EnumMap<>(FaultyWire.Fault.class);
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            Path home = Files.createDirectories(dir.resolve("round-" + round));
            Map<String, String> files = write(home.resolve("files"), random);
            String name = "many-" + round;
            try (FaultyWire wire = FaultyWire.to(server.url(), random.nextLong())) {
                upload(name, home, wire, random);
                assertWholeOrAbsent(name, home.resolve("seen"), files);
                sync(home, wire);
                assertThat(assertWholeOrAbsent(name, home.resolve("seen-again"), files))
                        .isPresent();
                download(name, home, wire, random);
                assertFilesRight(home.resolve("root"), files);
                finishDownload(name, home, wire, files);
                wire.counts().forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
            }
            forget(home);
        }
        Files.writeString(
                Files.createDirectories(Path.of("target")).resolve("artifact-faults.md"),
                ROUNDS + " rounds, " + 2 * ROUNDS + " programs, of which " + killed
                        + " were killed before they were done;" + " requests: " + faults + "\n");
    }

    private void upload(String name, Path home, FaultyWire wire, Random random) throws Exception {
        kill(home, wire, random, "upload", name, home.resolve("files").toString());
    }

    private void download(String name, Path home, FaultyWire wire, Random random) throws Exception {
        kill(home, wire, random, "download", name, home.resolve("root").toString());
    }

    private void kill(Path home, FaultyWire wire, Random random, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(Killer.java(ArtifactVictim.class));
        command.addAll(List.of(arguments));
        command.add(home.toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(home.resolve("errors").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("WANDB_"));
        builder.environment().putAll(variables(home, wire, arguments[0]));
        Process process = builder.start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            assertThat(output.readLine())
                    .as(Files.readString(home.resolve("errors")))
                    .isEqualTo("ready");
            if (process.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS)) {
                assertThat(process.exitValue())
                        .as(Files.readString(home.resolve("errors")))
                        .isZero();
            } else {
                killed++;
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** What a sync after the death of the program makes of the upload. */
    private void sync(Path home, FaultyWire wire) {
        Settings settings = settings(home, wire, "upload");
        for (RunLog log : RunLogs.find(home.resolve("wandb"))) {
            assertThat(Sync.with(settings).send(log).complete()).isTrue();
        }
    }

    private void finishDownload(String name, Path home, FaultyWire wire, Map<String, String> files) throws IOException {
        Path root = home.resolve("root");
        try (Api api = Api.connect(settings(home, wire, "download"))) {
            ArtifactVersion version = api.artifact(name);
            version.checkout(root);
            version.verify(root);
        }
        assertThat(assertFilesRight(root, files)).isEqualTo(FILES);
    }

    private Optional<ArtifactVersion> assertWholeOrAbsent(String name, Path root, Map<String, String> files)
            throws IOException {
        Settings settings = Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("faults")
                .build();
        try (Api api = Api.connect(settings)) {
            ArtifactVersion version = api.artifact(name);
            version.download(Download.to(root).withoutCache());
            assertThat(version.version()).as("no version was made twice").isEqualTo("v0");
            assertThat(assertFilesRight(root, files)).isEqualTo(FILES);
            return Optional.of(version);
        } catch (UsageException e) {
            assertThat(e).hasMessageContaining("does not exist");
            return Optional.empty();
        }
    }

    /** The number of files under their final names, of which each must be right. */
    private static long assertFilesRight(Path root, Map<String, String> files) throws IOException {
        if (!Files.exists(root)) {
            return 0;
        }
        try (Stream<Path> found = Files.walk(root)) {
            List<Path> whole = found.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith(".wandb-"))
                    .toList();
            for (Path file : whole) {
                assertThat(Digests.of(file))
                        .as(file.toString())
                        .isEqualTo(files.get(root.relativize(file).toString()));
            }
            return whole.size();
        }
    }

    private Settings settings(Path home, FaultyWire wire, String cache) {
        return Settings.builder()
                .project("faults")
                .rootDir(home)
                .silent(true)
                .build()
                .resolved(new Environment(variables(home, wire, cache), home, "Linux"));
    }

    /** Uploads leave what they sent in their cache: downloads have one of their own. */
    private Map<String, String> variables(Path home, FaultyWire wire, String cache) {
        Map<String, String> variables = new HashMap<>();
        variables.put("HOME", home.toString());
        variables.put("WANDB_BASE_URL", wire.url());
        variables.put("WANDB_API_KEY", server.apiKey());
        variables.put("WANDB_CACHE_DIR", home.resolve("cache-" + cache).toString());
        variables.put("WANDB_DATA_DIR", home.resolve("data").toString());
        for (String kind : List.of("FILE_TRANSFER", "GRAPHQL", "FILE_STREAM")) {
            variables.put("WANDB_X_" + kind + "_RETRY_WAIT_MIN_SECONDS", "0.02");
            variables.put("WANDB_X_" + kind + "_RETRY_WAIT_MAX_SECONDS", "0.1");
        }
        return variables;
    }

    private static Map<String, String> write(Path folder, Random random) throws IOException {
        Map<String, String> digests = new HashMap<>();
        for (int i = 0; i < FILES; i++) {
            String name = "part " + i % 7 + "/file-" + i;
            byte[] content = new byte[random.nextInt(20_000)];
            random.nextBytes(content);
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            digests.put(name, Digests.of(content));
        }
        return digests;
    }

    private static void forget(Path home) throws IOException {
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
