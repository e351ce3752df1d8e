package io.wandb4j.dl4j;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Data that remember the batch that was handed out last: what an evaluation speaks of.
 *
 * <p>Nobody may fetch ahead, so that this is true. */
final class CurrentBatch implements MultiDataSetIterator {
    private static final long serialVersionUID = 1;

    private final transient MultiDataSetIterator data;
    private transient @Nullable MultiDataSet batch;

    CurrentBatch(MultiDataSetIterator data) {
        this.data = data;
    }

    @Nullable
    MultiDataSet batch() {
        return batch;
    }

    @Override
    public MultiDataSet next() {
        batch = data.next();
        return batch;
    }

    @Override
    public MultiDataSet next(int rows) {
        batch = data.next(rows);
        return batch;
    }

    @Override
    public boolean hasNext() {
        return data.hasNext();
    }

    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public boolean resetSupported() {
        return data.resetSupported();
    }

    @Override
    public void reset() {
        data.reset();
    }

    @Override
    public void setPreProcessor(MultiDataSetPreProcessor preProcessor) {
        data.setPreProcessor(preProcessor);
    }

    @Override
    public MultiDataSetPreProcessor getPreProcessor() {
        return data.getPreProcessor();
    }
}
