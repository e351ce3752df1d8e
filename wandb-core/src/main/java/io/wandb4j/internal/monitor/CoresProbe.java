package io.wandb4j.internal.monitor;

import io.wandb4j.internal.monitor.Host.CoreTime;
import java.io.IOException;
import java.util.List;

/** How busy each logical core of the machine is, whoever keeps it busy. */
final class CoresProbe implements Probe {
    private static final double HUNDRED = 100;

    private final Host host;
    private List<CoreTime> last = List.of();

    CoresProbe(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "the cores";
    }

    @Override
    public void read(Readings readings) throws IOException {
        List<CoreTime> now = host.cores();
        for (int i = 0; i < Math.min(now.size(), last.size()); i++) {
            long total = now.get(i).total() - last.get(i).total();
            if (total > 0) {
                readings.put(
                        "cpu." + i + ".cpu_percent",
                        HUNDRED * (now.get(i).busy() - last.get(i).busy()) / total);
            }
        }
        last = now;
    }
}
