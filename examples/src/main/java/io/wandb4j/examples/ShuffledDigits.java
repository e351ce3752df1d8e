package io.wandb4j.examples;

import io.wandb4j.examples.mnist.DigitImages;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Hands digits to DL4J batch by batch, in a new order each time, or always in theirs. */
final class ShuffledDigits implements DataSetIterator {
    private static final long serialVersionUID = 1;

    private final transient DigitImages images;
    private final int batchSize;
    private final @Nullable Random random;
    private final int[] order;
    private int position;
    private @Nullable DataSetPreProcessor preProcessor;

    private ShuffledDigits(DigitImages images, int batchSize, @Nullable Random random) {
        this.images = images;
        this.batchSize = batchSize;
        this.random = random;
        this.order = new int[images.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        reset();
    }

    static ShuffledDigits shuffled(DigitImages images, int batchSize, long seed) {
        return new ShuffledDigits(images, batchSize, new Random(seed));
    }

    static ShuffledDigits inOrder(DigitImages images, int batchSize) {
        return new ShuffledDigits(images, batchSize, null);
    }

    @Override
    public boolean hasNext() {
        return position < order.length;
    }

    @Override
    public DataSet next() {
        return next(batchSize);
    }

    @Override
    public DataSet next(int most) {
        if (!hasNext()) {
            throw new NoSuchElementException("no digits left; reset first");
        }
        int count = Math.min(most, order.length - position);
        float[] pixels = new float[count * DigitImages.PIXELS];
        INDArray labels = Nd4j.zeros(count, DigitImages.CLASSES);
        for (int i = 0; i < count; i++) {
            int index = order[position++];
            System.arraycopy(
                    images.pixels(), index * DigitImages.PIXELS, pixels, i * DigitImages.PIXELS, DigitImages.PIXELS);
            labels.putScalar(i, images.labels()[index], 1);
        }
        DataSet batch = new DataSet(Nd4j.createFromArray(pixels).reshape(count, DigitImages.PIXELS), labels);
        if (preProcessor != null) {
            preProcessor.preProcess(batch);
        }
        return batch;
    }

    @Override
    public void reset() {
        position = 0;
        if (random != null) {
            for (int i = order.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
        }
    }

    @Override
    public int inputColumns() {
        return DigitImages.PIXELS;
    }

    @Override
    public int totalOutcomes() {
        return DigitImages.CLASSES;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public boolean asyncSupported() {
        return true;
    }

    @Override
    public int batch() {
        return batchSize;
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    @Override
    public @Nullable DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    @Override
    public @Nullable List<String> getLabels() {
        return null;
    }
}
