package io.wandb4j.training;

import static java.util.Objects.requireNonNull;

import io.wandb4j.artifact.Artifact;
import io.wandb4j.errors.UsageException;
import io.wandb4j.metric.MetricDefinition.Goal;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which models of a training are saved as versions of an artifact, and how. Immutable.
 *
 * <pre>{@code Checkpoints.best("epoch/val_accuracy").betterThan(0.9).keepLast(3)}</pre> */
public final class Checkpoints {
    private boolean bestOnly;
    private int every = 1;
    private boolean ofBatches;
    private String monitor = "val_loss";
    private Goal goal = Goal.UNSET;
    private double threshold = Double.NaN;
    private @Nullable String artifactName;
    private FileNameTemplate fileName = FileNameTemplate.of("model");
    private @Nullable Path folder;
    private boolean weightsOnly;
    private int keep;

    private Checkpoints() {}

    /** The models that beat all before by this metric, such as {@code epoch/val_loss}; checked after each epoch. */
    public static Checkpoints best(String metric) {
        return everyEpoch().monitoring(metric).withBestOnly(true);
    }

    /** The models after each epoch. */
    public static Checkpoints everyEpoch() {
        return new Checkpoints();
    }

    /** Only after each so many epochs.
     *
     * @throws UsageException if the number is not positive */
    public Checkpoints everyEpochs(int epochs) {
        int number = positive("epochs", epochs);
        return with(copy -> {
            copy.every = number;
            copy.ofBatches = false;
        });
    }

    /** After each so many batches, counted over all epochs, instead of after epochs. The monitored metric is then the mean
     * since the start of the epoch, and cannot be one of the validation.
     *
     * @throws UsageException if the number is not positive */
    public Checkpoints everyBatches(int batches) {
        int number = positive("batches", batches);
        return with(copy -> {
            copy.every = number;
            copy.ofBatches = true;
        });
    }

    /** Tells the best model by this metric; otherwise by {@code epoch/val_loss}. The version gets the alias {@code best}. */
    public Checkpoints monitoring(String metric) {
        requireNonNull(metric, "metric");
        return with(copy -> copy.monitor = metric);
    }

    /** Says which values of the monitored metric are better, where its name does not: without this, higher is better for
     * accuracies and lower for everything else. */
    public Checkpoints bestIs(Goal better) {
        requireNonNull(better, "better");
        return with(copy -> copy.goal = better);
    }

    /** Takes a model for the best only if it beats this value too. */
    public Checkpoints betterThan(double value) {
        return with(copy -> copy.threshold = value);
    }

    /** Names the artifact; otherwise it is {@code run_<id>_model}.
     *
     * @throws UsageException if an artifact cannot have that name */
    public Checkpoints named(String artifact) {
        String name = Artifact.create(artifact, "model").name();
        return with(copy -> copy.artifactName = name);
    }

    /** Names the file within the artifact, with Keras' placeholders: {@code net-{epoch:02d}-{val_loss:.2f}}. As there,
     * {@code {epoch}} and {@code {batch}} count from 1.
     *
     * @throws UsageException if the template is malformed, or speaks of a folder */
    public Checkpoints fileName(String template) {
        FileNameTemplate checked = FileNameTemplate.of(template);
        return with(copy -> copy.fileName = checked);
    }

    /** Keeps a copy of the files in this folder, too. */
    public Checkpoints keepFilesIn(Path place) {
        requireNonNull(place, "place");
        return with(copy -> copy.folder = place);
    }

    /** Leaves out what only further training needs, such as the state of the optimizer. */
    public Checkpoints weightsOnly() {
        return with(copy -> copy.weightsOnly = true);
    }

    /** Removes all but the last so many versions of this training from the server, never the best one.
     *
     * @throws UsageException if the number is not positive */
    public Checkpoints keepLast(int versions) {
        int number = positive("versions", versions);
        return with(copy -> copy.keep = number);
    }

    Checkpoints withBestOnly(boolean only) {
        return with(copy -> copy.bestOnly = only);
    }

    boolean areBestOnly() {
        return bestOnly;
    }

    /** Whether a model is due after so many batches or epochs. */
    boolean areDue(boolean batch, long count) {
        return batch == ofBatches && count % every == 0;
    }

    String monitor() {
        return monitor;
    }

    Goal goal() {
        return goal;
    }

    double threshold() {
        return threshold;
    }

    String artifactName(String runId) {
        return artifactName == null ? "run_" + runId + "_model" : artifactName;
    }

    FileNameTemplate fileName() {
        return fileName;
    }

    @Nullable
    Path folder() {
        return folder;
    }

    boolean areWeightsOnly() {
        return weightsOnly;
    }

    /** How many versions stay, 0 for all. */
    int kept() {
        return keep;
    }

    private Checkpoints with(Consumer<Checkpoints> change) {
        Checkpoints copy = new Checkpoints();
        copy.bestOnly = bestOnly;
        copy.every = every;
        copy.ofBatches = ofBatches;
        copy.monitor = monitor;
        copy.goal = goal;
        copy.threshold = threshold;
        copy.artifactName = artifactName;
        copy.fileName = fileName;
        copy.folder = folder;
        copy.weightsOnly = weightsOnly;
        copy.keep = keep;
        change.accept(copy);
        return copy;
    }

    private static int positive(String what, int number) {
        if (number < 1) {
            throw new UsageException("checkpoints cannot speak of " + number + " " + what + "; ask for 1 or more");
        }
        return number;
    }
}
