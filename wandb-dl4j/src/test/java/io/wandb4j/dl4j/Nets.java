package io.wandb4j.dl4j;

import java.util.Random;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks of every kind, and data for them. */
final class Nets {
    static final int INPUTS = 4;
    static final int CLASSES = 3;
    static final int STEPS = 6;

    private Nets() {}

    static MultiLayerNetwork dense(Activation activation, LossFunction loss) {
        return dense(activation, loss, new Sgd(0.1));
    }

    static MultiLayerNetwork dense(Activation activation, LossFunction loss, IUpdater updater) {
        return started(base(updater)
                .l2(0.01)
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(loss)
                        .nOut(CLASSES)
                        .activation(activation)
                        .build())
                .setInputType(InputType.feedForward(INPUTS))
                .build());
    }

    static MultiLayerNetwork dense(IActivation activation, LossFunction loss) {
        return started(base(new Sgd(0.1))
                .list()
                .layer(new OutputLayer.Builder(loss)
                        .nIn(INPUTS)
                        .nOut(CLASSES)
                        .activation(activation)
                        .build())
                .build());
    }

    /** Learns in segments of three steps, so that it has a state that a listener could spoil. */
    static MultiLayerNetwork recurrent() {
        return started(base(new Sgd(0.1))
                .list()
                .layer(new LSTM.Builder().nOut(5).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(INPUTS))
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(STEPS / 2)
                .build());
    }

    static MultiLayerNetwork recurrentAtOnce() {
        return started(base(new Sgd(0.1))
                .list()
                .layer(new LSTM.Builder().nOut(5).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(INPUTS))
                .build());
    }

    static MultiLayerNetwork pixels() {
        return started(base(new Adam(0.01))
                .list()
                .layer(new ConvolutionLayer.Builder(1, 1)
                        .nOut(CLASSES)
                        .dropOut(0.8)
                        .build())
                .layer(new CnnLossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(5, 5, 2))
                .build());
    }

    static ComputationGraph twoOutputs() {
        ComputationGraphConfiguration configuration = base(new Adam(0.01))
                .l2(0.01)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(INPUTS))
                .addLayer("hidden", new DenseLayer.Builder().nOut(8).build(), "in")
                .addLayer("kind", output(LossFunction.MCXENT, Activation.SOFTMAX), "hidden")
                .addLayer("size", output(LossFunction.MSE, Activation.IDENTITY), "hidden")
                .setOutputs("kind", "size")
                .build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    static DataSet rows(int count, long seed) {
        Random random = new Random(seed);
        float[][] features = new float[count][INPUTS];
        float[][] labels = new float[count][CLASSES];
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(CLASSES);
            labels[i][kind] = 1;
            for (int j = 0; j < INPUTS; j++) {
                features[i][j] = (float) (random.nextGaussian() + (j == kind ? 1 : 0));
            }
        }
        return new DataSet(Nd4j.create(features), Nd4j.create(labels));
    }

    static MultiDataSet twoLabels(int count, long seed) {
        DataSet rows = rows(count, seed);
        return new MultiDataSet(new INDArray[] {rows.getFeatures()}, new INDArray[] {
            rows.getLabels(),
            rows.getFeatures()
                    .get(
                            org.nd4j.linalg.indexing.NDArrayIndex.all(),
                            org.nd4j.linalg.indexing.NDArrayIndex.interval(0, CLASSES))
        });
    }

    /** Sequences whose last steps are masked in every other example. */
    static DataSet sequences(int count, long seed) {
        Random random = new Random(seed);
        INDArray features = Nd4j.create(DataType.FLOAT, count, INPUTS, STEPS);
        INDArray labels = Nd4j.create(DataType.FLOAT, count, CLASSES, STEPS);
        INDArray mask = Nd4j.ones(DataType.FLOAT, count, STEPS);
        for (int i = 0; i < count; i++) {
            for (int t = 0; t < STEPS; t++) {
                int kind = random.nextInt(CLASSES);
                labels.putScalar(i, kind, t, 1);
                for (int j = 0; j < INPUTS; j++) {
                    features.putScalar(i, j, t, random.nextGaussian() + (j == kind ? 1 : 0));
                }
                mask.putScalar(i, t, i % 2 == 0 || t < 4 ? 1 : 0);
            }
        }
        return new DataSet(features, labels, null, mask);
    }

    static DataSet images(int count, long seed) {
        Random random = new Random(seed);
        INDArray features = Nd4j.create(DataType.FLOAT, count, 2, 5, 5);
        INDArray labels = Nd4j.create(DataType.FLOAT, count, CLASSES, 5, 5);
        for (int i = 0; i < count; i++) {
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 5; x++) {
                    features.putScalar(new int[] {i, 0, y, x}, random.nextGaussian());
                    features.putScalar(new int[] {i, 1, y, x}, random.nextGaussian());
                    labels.putScalar(new int[] {i, random.nextInt(CLASSES), y, x}, 1);
                }
            }
        }
        return new DataSet(features, labels);
    }

    private static NeuralNetConfiguration.Builder base(IUpdater updater) {
        return new NeuralNetConfiguration.Builder().seed(7).updater(updater);
    }

    private static OutputLayer output(LossFunction loss, Activation activation) {
        return new OutputLayer.Builder(loss)
                .nOut(CLASSES)
                .activation(activation)
                .build();
    }

    private static MultiLayerNetwork started(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }
}
