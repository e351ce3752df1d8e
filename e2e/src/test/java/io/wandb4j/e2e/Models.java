package io.wandb4j.e2e;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
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
        try (Model model = Model.newInstance(name);
                NDManager manager = model.getNDManager().newSubManager()) {
            model.setBlock(DjlMlp.block());
            model.load(file.getParent(), name);
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()))) {
                NDArray pixels = manager.create(test.pixels(), new Shape(test.size(), DigitImages.PIXELS));
                NDArray read =
                        trainer.evaluate(new NDList(pixels)).singletonOrThrow().argMax(1);
                return share(read.toLongArray(), test.labels());
            }
        }
    }

    private static double share(long[] read, byte[] labels) {
        int right = 0;
        for (int i = 0; i < read.length; i++) {
            right += read[i] == labels[i] ? 1 : 0;
        }
        return (double) right / read.length;
    }
}
