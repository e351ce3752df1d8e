package io.wandb4j.internal.monitor;

import io.wandb4j.settings.MachineSettings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a monitor samples: each group of probes makes one line of the events.
 *
 * @param groups first the host, then each kind of device
 * @param suffix put behind all names */
public record Probes(List<List<Probe>> groups, String suffix) {
    /** Copies the groups. */
    public Probes {
        groups = groups.stream().map(List::copyOf).toList();
    }

    /** All that can be read on this machine. */
    public static Probes ofMachine(MachineSettings settings) {
        Host host = Host.ofSystem();
        MemoryLimit limit = new MemoryLimit();
        long age = ManagementFactory.getRuntimeMXBean().getUptime() * 1_000_000;
        List<Probe> probes = new ArrayList<>(List.of(
                new ProcessProbe(host, limit, System::nanoTime, age),
                new MemoryProbe(host, limit),
                new CoresProbe(host),
                new NetworkProbe(host),
                new DiskTrafficProbe(host, settings.diskPaths()),
                new JvmProbe()));
        settings.diskPaths().forEach(path -> probes.add(new DiskSpaceProbe(path)));
        List<List<Probe>> groups = new ArrayList<>();
        groups.add(probes);
        NvidiaSmi.find(searchPath()).ifPresent(smi -> groups.add(List.of(new NvidiaProbe(smi, settings.gpus()))));
        return new Probes(groups, settings.label().map(label -> "/l:" + label).orElse(""));
    }

    /** Where programs of the machine are looked for. */
    static String searchPath() {
        return Objects.requireNonNullElse(System.getenv("PATH"), "");
    }
}
