package io.wandb4j.internal.monitor;

import java.util.function.DoubleSupplier;

/** A metric that somebody outside of this package knows how to read. */
record GaugeProbe(String name, DoubleSupplier gauge) implements Probe {
    @Override
    public void read(Readings readings) {
        readings.put(name, gauge.getAsDouble());
    }
}
