package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.wandb4j.Wandb;
import io.wandb4j.errors.RunStoppedException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.training.ListenerBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a training listener does in every framework: the same names, the same rows, and never any harm.
 *
 * <p>A training here has {@value #BATCHES} batches an epoch, a classifier with accuracy, a learning rate of
 * {@value #RATE}, and validation data. */
abstract class TrainingListenerContract {
    static final int BATCHES = 5;
    static final double RATE = 0.1;

    private static final int EPOCHS = 2;

    @TempDir
    Path dir;

    private final AtomicBoolean stopRequested = new AtomicBoolean();
    private Run run;

    /** The parameters after a training without listener. */
    abstract float[] train(int epochs);

    /** The parameters after a training with a listener. */
    abstract float[] train(int epochs, Run run, Consumer<ListenerBuilder<?>> options);

    /** The parameters after a training in which the listener meets an exception in the middle of the first epoch. */
    abstract float[] trainWithFault(int epochs, Run run);

    /** The parameters of a model that was saved into a folder. */
    abstract float[] load(Path folder) throws Exception;

    /** What the framework is called in the metadata of a model. */
    abstract String framework();

    /** How many parameters the network has. */
    abstract int parameters();

    @BeforeEach
    void start() {
        run = Run.start(offline().build(), Map.of(), stopRequested::get);
    }

    @AfterEach
    void finish() {
        run.close();
    }

    @Test
    void logsARowPerEpochUnderTheNamesOfKeras() {
        train(EPOCHS, run, options -> {});

        List<Map<String, Object>> rows = RunLog.of(run).rows();
        assertThat(rows).hasSize(EPOCHS).allSatisfy(row -> assertThat(row)
                .containsOnlyKeys(
                        "epoch/epoch",
                        "epoch/loss",
                        "epoch/accuracy",
                        "epoch/val_loss",
                        "epoch/val_accuracy",
                        "epoch/learning_rate")
                .containsEntry("epoch/learning_rate", RATE));
        assertThat(rows).extracting(row -> row.get("epoch/epoch")).containsExactly(0, 1);
    }

    @Test
    void logsARowPerBatchOnRequest() {
        train(EPOCHS, run, ListenerBuilder::everyBatch);

        assertThat(RunLog.of(run).rowsWith("epoch/epoch")).hasSize(EPOCHS);
        List<Map<String, Object>> batches = RunLog.of(run).rowsWith("batch/batch_step");
        assertThat(batches).hasSize(EPOCHS * BATCHES).allSatisfy(row -> assertThat(row)
                .containsOnlyKeys("batch/batch_step", "batch/loss", "batch/accuracy", "batch/learning_rate")
                .containsEntry("batch/learning_rate", RATE));
        assertThat(batches)
                .extracting(row -> row.get("batch/batch_step"))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void logsEveryNthBatchOfAnEpochOnRequest() {
        train(EPOCHS, run, options -> options.everyBatches(2));

        assertThat(RunLog.of(run).rowsWith("batch/batch_step"))
                .extracting(row -> row.get("batch/batch_step"))
                .containsExactly(0, 2, 4, 6, 8, 10);
    }

    @Test
    void theAxisOfBatchesBeginsWhereItIsTold() {
        train(EPOCHS, run, options -> options.everyBatches(2).initialStep(100));

        assertThat(RunLog.of(run).rowsWith("batch/batch_step"))
                .extracting(row -> row.get("batch/batch_step"))
                .containsExactly(100, 102, 104, 106, 108, 110);
    }

    @Test
    void addsToTheConfigWhatItLacksUnlessToldNotTo() {
        run.config().set("batch_size", "mine");
        train(1, run, ListenerBuilder::withoutConfig);
        assertThat(run.config().toMap()).containsOnly(entry("batch_size", "mine"));

        train(1, run, options -> {});
        assertThat(run.config().toMap())
                .containsEntry("batch_size", "mine")
                .containsEntry("framework", framework())
                .containsEntry("learning_rate", RATE)
                .containsKeys("framework_version", "java_version", "optimizer", "seed", "parameters");
    }

    @Test
    void aBatchShowsTheMeanSinceTheStartOfItsEpoch() {
        train(EPOCHS, run, ListenerBuilder::everyBatch);

        List<Map<String, Object>> batches = RunLog.of(run).rowsWith("batch/batch_step");
        List<Map<String, Object>> epochs = RunLog.of(run).rowsWith("epoch/epoch");
        assertThat(batches.get(BATCHES - 1).get("batch/loss"))
                .isEqualTo(epochs.get(0).get("epoch/loss"));
        assertThat(batches.get(2 * BATCHES - 1).get("batch/accuracy"))
                .isEqualTo(epochs.get(1).get("epoch/accuracy"));
    }

    @Test
    void drawsEpochsOverEpochsAndBatchesOverBatches() {
        train(1, run, ListenerBuilder::everyBatch);

        assertThat(RunLog.of(run).metrics())
                .filteredOn(metric -> !metric.getExpandedFromGlob())
                .extracting(metric -> metric.getGlobName() + metric.getName(), metric -> metric.getStepMetric())
                .contains(tuple("epoch/*", "epoch/epoch"), tuple("batch/*", "batch/batch_step"));
    }

    @Test
    void logsBareNamesOnRequest() {
        train(EPOCHS, run, ListenerBuilder::unprefixedNames);

        assertThat(RunLog.of(run).rows()).hasSize(EPOCHS).allSatisfy(row -> assertThat(row)
                .containsOnlyKeys("epoch", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate"));
    }

    @Test
    void changesNoParameterByABit() {
        float[] tracked = train(
                EPOCHS, run, options -> options.everyBatch().saveEveryEpoch().stopWhenAsked());

        assertThat(tracked).isEqualTo(train(EPOCHS));
    }

    @Test
    void goesSilentAfterAFaultAndWarnsOnce() {
        float[][] parameters = new float[1][];
        String shown = shownBy(loud -> parameters[0] = trainWithFault(EPOCHS, loud));

        assertThat(parameters[0]).isEqualTo(train(EPOCHS));
        assertThat(shown).containsOnlyOnce("the training listener failed");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void trainsOnWhenTheDiskIsFull() throws Exception {
        assertThat(train(1))
                .isNotEmpty(); // unpacks native libraries, which are larger than the process below may write
        long limit = 4096L * 1024;
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 8192 && exec \"$0\" \"$@\"", // blocks of 512 bytes
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DiskFullTraining.class.getName(),
                        getClass().getName(),
                        dir.toString(),
                        Long.toString(limit))
                .redirectErrorStream(true)
                .start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(shown).isZero();
        assertThat(shown).contains("same parameters").containsOnlyOnce("WARNING recording ended");
    }

    @Test
    void trainsOnWhenTheServerGoes() {
        float[] tracked;
        String shown;
        PrintStream console = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        LocalServer server = LocalServer.start(dir.resolve("server"));
        AtomicInteger asked = new AtomicInteger();
        BooleanSupplier closesInTheSecondEpoch = () -> {
            if (asked.incrementAndGet() == BATCHES + 2) {
                server.close();
            }
            return false;
        };
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        Settings online = Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .finishTimeout(Duration.ofSeconds(1))
                .build();
        try (Run watched = Run.start(online, Map.of(), closesInTheSecondEpoch)) {
            tracked = train(EPOCHS, watched, options -> options.everyBatch()
                    .saveEveryEpoch()
                    .stopWhenAsked());
            assertThat(asked).hasValueGreaterThan(BATCHES + 2);
            shown = captured.toString(StandardCharsets.UTF_8);
        } finally {
            System.setErr(console);
        }

        assertThat(tracked).isEqualTo(train(EPOCHS));
        assertThat(shown.split("wandb: WARNING", -1)).as(shown).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void doesNotMindARunThatHasEnded() {
        run.close();

        assertThat(train(EPOCHS, run, ListenerBuilder::saveEveryEpoch)).isEqualTo(train(EPOCHS));
    }

    @Test
    void doesNotMindADisabledRun() {
        try (Run disabled = Wandb.init(offline().mode(Mode.DISABLED).build())) {
            assertThat(train(EPOCHS, disabled, options -> options.everyBatch().saveEveryEpoch()))
                    .isEqualTo(train(EPOCHS));
        }
    }

    @Test
    void neitherFinishesTheRunNorKeepsItFromBeingUsed() {
        train(1, run, options -> {});
        run.log(Map.of("mine", 1));

        assertThat(RunLog.of(run).rows()).hasSize(2);
    }

    @Test
    void leavesTheTrainingWhenTheRunIsAskedToStop() {
        stopRequested.set(true);

        assertThatThrownBy(
                        () -> train(EPOCHS, run, options -> options.everyBatch().stopWhenAsked()))
                .isInstanceOf(RunStoppedException.class);
        assertThat(RunLog.of(run).rows()).hasSize(1);
    }

    @Test
    void leavesTheTrainingByItselfUnderAnAgent() {
        stopRequested.set(true);
        try (Run agents = Run.start(offline().sweepId("a1b2c3d4").build(), Map.of(), stopRequested::get)) {
            assertThatThrownBy(() -> train(EPOCHS, agents, options -> {})).isInstanceOf(RunStoppedException.class);
        }
    }

    @Test
    void trainsOnWhenTheRunIsAskedToStopButNobodyListens() {
        stopRequested.set(true);

        assertThat(train(EPOCHS, run, options -> {})).isEqualTo(train(EPOCHS));
    }

    @Test
    void savesTheModelOfEveryEpoch() {
        train(3, run, ListenerBuilder::saveEveryEpoch);

        List<ArtifactRecord> models = RunLog.of(run).artifacts();
        assertThat(models).hasSize(3).allSatisfy(model -> {
            assertThat(model.getName()).isEqualTo("run_" + run.id() + "_model");
            assertThat(model.getType()).isEqualTo("model");
            assertThat(model.getAliasesList()).contains("latest");
            assertThat(model.getMetadata())
                    .contains("\"framework\":\"" + framework() + "\"", "\"parameters\":" + parameters())
                    .contains("framework_version", "epoch/val_loss");
        });
        assertThat(models.get(2).getAliasesList()).contains("epoch_2");
        assertThat(models.get(0).getAliasesList()).contains("best");
    }

    @Test
    void theBestModelComesBackFromTheServer() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            Settings online = Settings.builder()
                    .baseUrl(server.url())
                    .apiKey(server.apiKey())
                    .rootDir(dir)
                    .dataDir(dir.resolve("data"))
                    .cacheDir(dir.resolve("cache"))
                    .silent(true)
                    .build();
            float[] trained;
            try (Run first = Wandb.init(online)) {
                trained = train(
                        1, first, options -> options.saveBest("epoch/val_loss").modelName("net"));
            }
            try (Run second = Wandb.init(online)) {
                Path model = second.useArtifact("net:best").download(dir.resolve("model"));
                assertThat(load(model)).isEqualTo(trained);
            }
        }
    }

    @Test
    void savesTheModelOnlyOfEpochsThatAreTheBestSoFar() {
        train(4, run, options -> options.saveBest("epoch/val_loss").modelName("digits"));

        RunLog log = RunLog.of(run);
        double best = Double.POSITIVE_INFINITY;
        int saved = 0;
        for (Map<String, Object> row : log.rows()) {
            double loss = (double) row.get("epoch/val_loss");
            if (loss < best) {
                best = loss;
                assertThat(log.artifacts().get(saved++).getAliasesList())
                        .contains("latest", "best", "epoch_" + row.get("epoch/epoch"));
            }
        }
        assertThat(log.artifacts()).hasSize(saved).allMatch(model -> model.getName()
                .equals("digits"));
    }

    @Test
    void saysThatAMonitoredMetricDoesNotExist() {
        String shown = shownBy(loud -> train(EPOCHS, loud, options -> options.saveBest("epoch/val_los")));

        assertThat(shown).containsOnlyOnce("\"epoch/val_los\" is not among those of the epoch");
    }

    @Test
    void refusesANameThatNoArtifactCanHave() {
        assertThatThrownBy(() -> train(1, run, options -> options.modelName("a/b")))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void leavesNoTemporaryFolderBehind() throws Exception {
        Set<Path> before = temporaryFolders();
        train(EPOCHS, run, ListenerBuilder::saveEveryEpoch);

        Set<Path> left = temporaryFolders();
        left.removeAll(before);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (left.stream().anyMatch(Files::exists) && System.nanoTime() < deadline) {
            Thread.onSpinWait(); // another test's JVM may be saving a model just now
        }
        assertThat(left).noneMatch(Files::exists);
    }

    private static Set<Path> temporaryFolders() throws Exception {
        try (Stream<Path> paths = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return paths.filter(path -> path.getFileName().toString().startsWith("wandb4j-model"))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    /** What the terminal shows of a run. */
    private String shownBy(Consumer<Run> training) {
        PrintStream console = System.err;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try (Run loud = Wandb.init(offline().silent(false).build())) {
            training.accept(loud);
        } finally {
            System.setErr(console);
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    private Settings.Builder offline() {
        return Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .silent(true);
    }
}
