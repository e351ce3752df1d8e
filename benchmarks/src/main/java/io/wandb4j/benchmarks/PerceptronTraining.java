package io.wandb4j.benchmarks;

import io.wandb4j.run.Run;
import io.wandb4j.training.ListenerBuilder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The training of an MNIST perceptron in one of the frameworks. */
interface PerceptronTraining extends AutoCloseable {
    /** How wide its two inner layers are. */
    int HIDDEN = 64;

    /** Trains under our listener from now on.
     *
     * @param options what is asked of it
     * @param clock what is put around its callbacks, null for nothing */
    void listen(Run run, Consumer<ListenerBuilder<?>> options, @Nullable CallbackClock clock);

    /** Trains under our listener by turns from now on. */
    void listen(Run run, Consumer<ListenerBuilder<?>> options, Turns turns);

    /** Trains for an epoch. */
    void epoch();

    @Override
    void close();
}
