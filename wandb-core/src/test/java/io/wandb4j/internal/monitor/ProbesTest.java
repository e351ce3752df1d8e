package io.wandb4j.internal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the probes make of the counters of a host. */
class ProbesTest {
    private static final long MIB = 1024 * 1024;
    private static final long SECOND = 1_000_000_000;

    private final FixedHost host = new FixedHost();

    @Test
    void cpuIsTheShareOfTheTimeSinceTheLastSampleThatAllCoresHad() throws IOException {
        AtomicLong time = new AtomicLong(100 * SECOND);
        ProcessProbe probe = new ProcessProbe(host, new MemoryLimit(), time::get, 10 * SECOND);
        int cores = Math.min(host.physicalCores(), Runtime.getRuntime().availableProcessors());

        host.cpuSeconds = 5;
        assertThat(read(probe)).containsEntry("cpu", 50.0 / cores);
        time.addAndGet(10 * SECOND);
        host.cpuSeconds = 15;
        assertThat(read(probe)).containsEntry("cpu", 100.0 / cores);
    }

    @Test
    void coresAreBusyByWhatChangedBetweenTwoSamples() throws IOException {
        CoresProbe probe = new CoresProbe(host);
        host.cores = List.of(new Host.CoreTime(100, 1000), new Host.CoreTime(0, 1000));
        assertThat(read(probe)).isEmpty();

        host.cores = List.of(new Host.CoreTime(125, 1100), new Host.CoreTime(100, 1100));
        assertThat(read(probe)).isEqualTo(Map.of("cpu.0.cpu_percent", 25.0, "cpu.1.cpu_percent", 100.0));
    }

    @Test
    void trafficCountsFromTheFirstSampleOn() throws IOException {
        NetworkProbe network = new NetworkProbe(host);
        DiskTrafficProbe disks = new DiskTrafficProbe(host, List.of("/"));
        host.network = new Host.Traffic(1000, 2000);
        host.disks = Map.of(
                "vda", new Host.Traffic(MIB, 2 * MIB), "vdb", new Host.Traffic(0, 0), "loop0", new Host.Traffic(0, 0));
        read(network);
        read(disks);

        host.network = new Host.Traffic(1500, 2007);
        host.disks = Map.of("vda", new Host.Traffic(4 * MIB, 2 * MIB), "vdb", new Host.Traffic(MIB, MIB));
        assertThat(read(network)).isEqualTo(Map.of("network.sent", 500L, "network.recv", 7L));
        assertThat(read(disks)).isEqualTo(Map.of("disk.vda.in", 0.0, "disk.vda.out", 3.0));
    }

    @Test
    void watchesAllDisksWhereNobodyKnowsWhichOneHoldsThePath() throws IOException {
        DiskTrafficProbe disks = new DiskTrafficProbe(host, List.of("/unknown"));
        host.disks = Map.of("vdb", new Host.Traffic(0, 0), "loop0", new Host.Traffic(0, 0));

        assertThat(read(disks)).containsOnlyKeys("disk.vdb.in", "disk.vdb.out");
    }

    private static Map<String, Number> read(Probe probe) throws IOException {
        Readings readings = new Readings();
        try {
            probe.read(readings);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return readings.values();
    }

    /** A host whose counters the test sets. */
    private static final class FixedHost implements Host {
        private double cpuSeconds;
        private List<CoreTime> cores = List.of();
        private Traffic network = new Traffic(0, 0);
        private Map<String, Traffic> disks = Map.of();

        @Override
        public ProcessUse process() {
            return new ProcessUse(cpuSeconds, 512 * MIB, 20);
        }

        @Override
        public Memory memory() {
            return new Memory(1024 * MIB, 256 * MIB);
        }

        @Override
        public Traffic network() {
            return network;
        }

        @Override
        public Map<String, Traffic> disks() {
            return disks;
        }

        @Override
        public List<CoreTime> cores() {
            return cores;
        }

        @Override
        public int physicalCores() {
            return 2;
        }

        @Override
        public List<String> devicesOf(String path) {
            return path.equals("/") ? List.of("vda") : List.of();
        }
    }
}
