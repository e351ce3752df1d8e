package io.wandb4j.internal.monitor;

import io.wandb4j.internal.monitor.Host.Traffic;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes that the machine sent and received since the run began. */
final class NetworkProbe implements Probe {
    private final Host host;
    private @Nullable Traffic start;

    NetworkProbe(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "the network";
    }

    @Override
    public void read(Readings readings) throws IOException {
        Traffic now = host.network();
        Traffic before = start == null ? now : start;
        start = before;
        readings.put("network.sent", now.out() - before.out());
        readings.put("network.recv", now.in() - before.in());
    }
}
