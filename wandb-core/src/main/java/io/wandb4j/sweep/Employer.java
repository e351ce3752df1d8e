package io.wandb4j.sweep;

/** Who has work for agents: a sweep on a server, or one in a file. */
interface Employer extends AutoCloseable {
    /** The sweep. */
    SweepService.Stored sweep();

    /** Registers one more agent; what it has to do. */
    Orders hire();

    @Override
    void close();
}
