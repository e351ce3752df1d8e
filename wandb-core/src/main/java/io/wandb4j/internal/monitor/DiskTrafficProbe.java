package io.wandb4j.internal.monitor;

import io.wandb4j.internal.monitor.Host.Traffic;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The mebibytes that were read from and written to the disks of some paths since the run began. */
final class DiskTrafficProbe implements Probe {
    private static final Pattern NO_DISK = Pattern.compile("(loop|ram|zram).*");

    private final Host host;
    private final List<String> paths;
    private Map<String, Traffic> start = Map.of();
    private Set<String> devices = Set.of();

    DiskTrafficProbe(Host host, List<String> paths) {
        this.host = host;
        this.paths = paths;
    }

    @Override
    public String name() {
        return "the traffic of disks";
    }

    @Override
    public void read(Readings readings) throws IOException {
        Map<String, Traffic> now = host.disks();
        if (start.isEmpty()) {
            start = now;
            devices = devices(now.keySet());
        }
        for (String device : devices) {
            Traffic traffic = now.get(device);
            Traffic before = start.get(device);
            if (traffic != null && before != null) {
                readings.putMebibytes("disk." + device + ".in", traffic.in() - before.in());
                readings.putMebibytes("disk." + device + ".out", traffic.out() - before.out());
            }
        }
    }

    /** Those that hold the paths; all that are disks where that is not known, as in containers. */
    private Set<String> devices(Set<String> counted) throws IOException {
        Set<String> found = new LinkedHashSet<>();
        for (String path : paths) {
            found.addAll(host.devicesOf(path));
        }
        found.retainAll(counted);
        if (found.isEmpty()) {
            counted.stream()
                    .filter(device -> !NO_DISK.matcher(device).matches())
                    .forEach(found::add);
        }
        return found;
    }
}
