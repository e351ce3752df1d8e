package io.wandb4j.e2e;

import ai.djl.Model;
import io.wandb4j.examples.DjlMlp;
import io.wandb4j.examples.Dl4jMlp;
import io.wandb4j.examples.mnist.DigitImages;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Models of the MNIST examples, read back from their files and tried on pictures. */
final class Models {
    private Models() {}

    static double dl4jAccuracy(Path file, DigitImages test) throws Exception {
        return Dl4jMlp.accuracy(MultiLayerNetwork.load(file.toFile(), false), test);
    }

    static double djlAccuracy(Path file, DigitImages test) throws Exception {
        String name = file.getFileName().toString().replaceFirst("-[0-9]{4}\\.params$", "");
        try (Model model = Model.newInstance(name)) {
            model.setBlock(DjlMlp.block());
            model.load(file.getParent(), name);
            return DjlMlp.accuracy(model, test);
        }
    }
}
