package io.wandb4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.wandb4j.Wandb;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The manifest of the agents' Kubernetes Job: what it says, and what its container's command does. */
class KubernetesJobTest {
    private static final Path MANIFEST = Path.of("..", "docs", "kubernetes", "agent-job.yaml");

    /** Kubernetes' own types, without their place for fields that they do not know. */
    private static final ObjectMapper STRICT = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            })
            .build();

    @TempDir
    Path dir;

    /** Logs three rows; waits after the first, until the machine is taken away. */
    static final class Trainer {
        private Trainer() {}

        public static void main(String[] args) throws IOException {
            try (Run run = Wandb.init()) {
                run.markPreempting();
                if (!run.isResumed()) {
                    run.log(Map.of("loss", 3));
                    int port = Integer.parseInt(System.getenv("TRAINER_PORT"));
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        int nothing = socket.getInputStream().read();
                        throw new IllegalStateException("read " + nothing);
                    }
                }
                while (run.step() < 3) {
                    run.log(Map.of("loss", 3 - run.step()));
                }
            }
        }
    }

    @Test
    void saysOnlyWhatKubernetesKnows() throws IOException {
        Job job = STRICT.readValue(Files.readString(MANIFEST), Job.class);

        assertThat(job.getApiVersion() + " " + job.getKind()).isEqualTo("batch/v1 Job");
        assertThat(job.getSpec().getCompletions()).isEqualTo(job.getSpec().getParallelism());
        // what a rule on failed pods needs
        assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(job.getSpec().getTemplate().getSpec().getContainers())
                .singleElement()
                .satisfies(agent -> assertThat(agent.getEnv())
                        .extracting(EnvVar::getName)
                        .containsExactlyInAnyOrder("SWEEP", "WANDB_BASE_URL", "WANDB_API_KEY"));
    }

    @Test
    void wrongNamesAndTypesAreFound() {
        assertThatThrownBy(() -> changed("terminationGracePeriodSeconds", "terminationGraceSeconds"))
                .hasMessageContaining("Unrecognized field \"terminationGraceSeconds\"");
        assertThatThrownBy(() -> changed("secretKeyRef", "secretRef")).hasMessageContaining("\"secretRef\"");
        assertThatThrownBy(() -> changed("onPodConditions", "onPodCondition"))
                .hasMessageContaining("\"onPodCondition\"");
        assertThatThrownBy(() -> changed("parallelism: 4", "parallelism: all")).hasMessageContaining("\"all\"");
        assertThatThrownBy(() -> changed("completions: 4", "parallelism: 4")).hasMessageContaining("Duplicate field");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anotherPodGoesOnWithTheRunOfOneThatIsTakenAway() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"));
                ServerSocket trainers = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Api api = Api.connect(LocalLogin.at(server))) {
            trainers.setSoTimeout(180_000); // an agent that fails starts none
            Sweep sweep = Sweep.create(
                    SweepConfig.of(Map.of(
                            "method",
                            "grid",
                            "program",
                            Trainer.class.getName(),
                            "parameters",
                            Map.of("x", Map.of("values", List.of(1))))),
                    LocalLogin.at(server));
            Process first = pod(server, sweep, trainers.getLocalPort());
            try (Socket trainer = trainers.accept()) {
                first.destroy();

                assertThat(first.waitFor()).as(output()).isEqualTo(143);
                assertThat(trainer.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(api.sweep(sweep.path()).runs().map(StoredRun::state)).containsExactly("preempted");

            assertThat(pod(server, sweep, trainers.getLocalPort()).waitFor())
                    .as(output())
                    .isZero();

            assertThat(api.sweep(sweep.path()).runs()).singleElement().satisfies(run -> {
                assertThat(run.state()).isEqualTo("finished");
                assertThat(run.scanHistory("loss").map(row -> row.number("loss").orElseThrow()))
                        .containsExactly(3.0, 2.0, 1.0);
            });
        }
    }

    private static Job changed(String what, String with) throws IOException {
        String manifest = Files.readString(MANIFEST);
        assertThat(manifest).contains(what);
        return STRICT.readValue(manifest.replace(what, with), Job.class);
    }

    /** The process of the manifest's container, in a folder of its own. */
    private Process pod(LocalServer server, Sweep sweep, int port) throws IOException {
        Container container = STRICT.readValue(Files.readString(MANIFEST), Job.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
        List<String> command = new ArrayList<>(container.getCommand());
        command.addAll(container.getArgs());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("WANDB_"));
        builder.environment()
                .putAll(Map.of(
                        "SWEEP", sweep.path(),
                        "WANDB_BASE_URL", server.url(),
                        "WANDB_API_KEY", server.apiKey(),
                        "HOME", dir.toString(),
                        "TRAINER_PORT", Integer.toString(port),
                        "CLASSPATH", AgentStartTest.classPath()));
        builder.environment().merge("PATH", program().getParent().toString(), (old, bin) -> bin + ":" + old);
        return builder.directory(Files.createTempDirectory(dir, "pod").toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(dir.resolve("output").toFile()))
                .start();
    }

    /** The command wandb4j, made of the classes under test. */
    private Path program() throws IOException {
        Path program = Files.createDirectories(dir.resolve("bin")).resolve("wandb4j");
        Files.writeString(
                program, "#!/bin/sh\nexec '" + AgentStartTest.JAVA + "' " + Wandb4j.class.getName() + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    private String output() throws IOException {
        return Files.readString(dir.resolve("output"));
    }
}
