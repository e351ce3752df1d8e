package io.wandb4j.examples;

/** With what the examples train. */
enum Framework {
    DL4J(new Dl4jMlp()),
    DJL(new DjlMlp());

    private final MlpTraining mlp;

    Framework(MlpTraining mlp) {
        this.mlp = mlp;
    }

    MlpTraining mlp() {
        return mlp;
    }
}
