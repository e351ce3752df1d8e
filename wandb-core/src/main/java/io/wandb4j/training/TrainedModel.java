package io.wandb4j.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A model under training, as far as saving it goes. */
public interface TrainedModel {
    /** Writes the model into an empty folder. */
    void writeTo(Path folder, SavedForm form) throws IOException;

    /** What a reader of the artifact needs to know: framework, version, configuration, number of parameters. */
    Map<String, Object> description();
}
