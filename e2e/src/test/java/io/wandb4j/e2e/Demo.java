package io.wandb4j.e2e;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.internal.json.Json;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.Parameter;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A project with runs that really learned something, for pages to show. */
final class Demo {

    private static final String PROJECT = "clouds";
    private static final int EPOCHS = 15;
    private static final int BATCHES = 10;
    private static final int LINES = 40;
    private static final int SWEEP_RUNS = 16;

    private final LocalServer server;
    private final Path folder;
    private String runUrl = "";
    private String sweepUrl = "";

    Demo(LocalServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    void log() throws IOException, InterruptedException {
        double[] rates = {0.003, 0.01, 0.03, 0.1, 0.3, 1};
        String[] names = {"slow-start", "patient-walk", "steady-climb", "good-compromise", "quick-learner", "unlucky"};
        for (int i = 0; i < rates.length; i++) {
            train(names[i], rates[i], i);
        }
        sweep();
    }

    /** Searches for a good rate and size of batches in a project of its own. */
    private void sweep() {
        SweepConfig config = SweepConfig.builder()
                .name("rates and batches")
                .method(Method.RANDOM)
                .metric("epoch/val_loss", Goal.MINIMIZE)
                .parameter("learning_rate", Parameter.logUniformValues(0.001, 1))
                .parameter("batch_size", Parameter.values(16, 32, 64, 128))
                .parameter("momentum", Parameter.uniform(0, 0.95))
                .build();
        Settings settings = settings("search").build();
        Sweep sweep = Wandb.sweep(config, settings);
        sweepUrl = sweep.url();
        Wandb.agent(sweep, Demo::trial, settings, SWEEP_RUNS);
    }

    private static void trial(Run run) {
        Classifier classifier = new Classifier(
                run.config().getDouble("learning_rate"), run.config().getDouble("momentum"), 7);
        int size = run.config().getInt("batch_size");
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int from = 0; from < 320; from += size) {
                classifier.train(from, size);
            }
            run.log(Map.of(
                    "epoch/epoch", epoch,
                    "epoch/loss", classifier.loss(),
                    "epoch/val_loss", classifier.validationLoss(),
                    "epoch/val_accuracy", classifier.validationAccuracy()));
        }
    }

    String projectUrl() {
        return server.url() + "/" + server.entity() + "/" + PROJECT;
    }

    String runUrl() {
        return runUrl;
    }

    String sweepUrl() {
        return sweepUrl;
    }

    int consoleLines() {
        return LINES;
    }

    Run start(String project, String name, Map<String, ?> config) {
        return Wandb.init(settings(project).name(name).config(config).build());
    }

    Settings.Builder settings(String project) {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project(project)
                .program("TrainOnClouds.java")
                .host("workbench")
                .rootDir(folder)
                .finishTimeout(Duration.ofMinutes(5))
                .silent(true);
    }

    private void train(String name, double rate, int seed) throws IOException, InterruptedException {
        Map<String, Object> config =
                Map.of("learning_rate", rate, "batch_size", 32, "epochs", EPOCHS, "model", "logistic regression");
        try (Run run = start(PROJECT, name, config)) {
            Classifier classifier = train(run, rate, seed);
            run.logArtifact(Artifact.create("classifier", "model")
                    .metadata(Map.of("val_accuracy", classifier.validationAccuracy()))
                    .addContent("weights.txt", classifier.toString().getBytes(StandardCharsets.UTF_8)));
            if (name.equals("good-compromise")) {
                runUrl = run.url().orElseThrow();
                sendFromTheMachine(run);
            }
            if (name.equals("unlucky")) {
                run.fail(new IOException("the disk is full"));
            }
        }
    }

    private static Classifier train(Run run, double rate, int seed) {
        run.defineMetric(MetricDefinition.of("epoch/*").withStep("epoch/epoch"));
        run.defineMetric(MetricDefinition.of("batch/*").withStep("batch/batch_step"));
        Classifier classifier = new Classifier(rate, 0, seed);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int batch = 0; batch < BATCHES; batch++) {
                double loss = classifier.train(batch * 32, 32);
                run.log(Map.of("batch/batch_step", epoch * BATCHES + batch, "batch/loss", loss));
            }
            run.log(Map.of(
                    "epoch/epoch", epoch,
                    "epoch/loss", classifier.loss(),
                    "epoch/accuracy", classifier.accuracy(),
                    "epoch/val_loss", classifier.validationLoss(),
                    "epoch/val_accuracy", classifier.validationAccuracy()));
        }
        return classifier;
    }

    /** Console lines and system metrics, in the form in which clients send them. */
    private void sendFromTheMachine(Run run) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add(
                    String.format(Locale.ROOT, "2026-01-01T10:00:%02d.000000 epoch %d of %d", i, i / 2 + 1, LINES / 2));
            events.add(String.format(
                    Locale.ROOT, "{\"_runtime\":%d,\"system.cpu\":%d,\"system.memory_percent\":%d}", i, 40 + i % 7, i));
        }
        send(run, Map.of("output.log", lines, "wandb-events.jsonl", events));
    }

    /** Sends lines of files, from their first line on, as clients send them. */
    void send(Run run, Map<String, List<String>> files) throws IOException, InterruptedException {
        List<String> parts = files.entrySet().stream()
                .map(file -> '"' + file.getKey() + "\":{\"offset\":0,\"content\":" + Json.write(file.getValue()) + "}")
                .toList();
        post(run, "{\"files\":{" + String.join(",", parts) + "}}");
    }

    private void post(Run run, String body) throws IOException, InterruptedException {
        String pair = Base64.getEncoder().encodeToString(("api:" + server.apiKey()).getBytes());
        String path = "/files/" + run.entity() + "/" + run.project() + "/" + run.id() + "/file_stream";
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Basic " + pair)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("file stream refused: " + response.body());
        }
    }
}
