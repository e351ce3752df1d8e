package io.wandb4j.internal.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.internal.monitor.Host.CoreTime;
import io.wandb4j.internal.monitor.Host.Memory;
import io.wandb4j.internal.monitor.Host.ProcessUse;
import io.wandb4j.internal.monitor.Host.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HostTest {
    @TempDir
    Path proc;

    @Test
    void readsTheFilesOfTheKernel() throws IOException {
        write("meminfo", "MemTotal:       24731708 kB\nMemFree:  1 kB\nMemAvailable:   23659716 kB\n");
        write("net/dev", """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls
                    lo:     100       1    0    0    0     0          0         0      100       1    0    0    0     0
                  eth0:2000000000000  5    0    0    0     0          0         0 30000000000    6    0    0    0     0
                """);
        write("diskstats", """
                   7       0 loop0 0 0 0 0 0 0 0 0 0 0 0
                 254       0 vda 1000 0 2048 10 500 0 4096 20 0 30 30 0 0 0 0
                """);
        write("stat", """
                cpu  30 0 30 140 0 0 0 0 0 0
                cpu0 10 1 9 70 5 2 2 1 0 0
                cpu1 20 0 20 60 0 0 0 0 0 0
                intr 1 2 3
                """);
        write("cpuinfo", """
                processor\t: 0
                physical id\t: 0
                core id\t\t: 0

                processor\t: 1
                physical id\t: 0
                core id\t\t: 0

                processor\t: 2
                physical id\t: 1
                core id\t\t: 0
                """);
        LinuxHost host = new LinuxHost(proc);

        assertThat(host.memory()).isEqualTo(new Memory(24731708L * 1024, 23659716L * 1024));
        assertThat(host.network()).isEqualTo(new Traffic(30000000100L, 2000000000100L));
        assertThat(host.disks())
                .isEqualTo(Map.of("loop0", new Traffic(0, 0), "vda", new Traffic(4096 * 512, 2048 * 512)));
        assertThat(host.cores()).containsExactly(new CoreTime(25, 100), new CoreTime(40, 100));
        assertThat(host.physicalCores()).isEqualTo(2);
    }

    @Test
    void knowsWhichDevicesHoldAPath() throws IOException {
        write("self/mounts", """
                proc /proc proc rw 0 0
                /dev/nosuch1 / ext4 rw 0 0
                /dev/nosuch2 /big\\040data ext4 rw 0 0
                """);

        assertThat(new LinuxHost(proc).devicesOf("/big data/x")).containsExactly("nosuch1", "nosuch2");
        assertThat(new LinuxHost(proc).devicesOf("/home")).containsExactly("nosuch1");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        write("meminfo", "MemTotal: 1 kB\n");
        assertThatThrownBy(() -> new LinuxHost(proc).memory()).hasMessageContaining("meminfo");
        assertThatThrownBy(() -> new LinuxHost(proc).network()).hasMessageContaining("net/dev");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theLibraryForOtherSystemsReadsTheSameHere() throws IOException {
        LinuxHost linux = LinuxHost.create();
        OshiHost library = new OshiHost();

        Memory memoryBefore = linux.memory();
        Memory memory = library.memory();
        assertThat(memory.total()).isEqualTo(memoryBefore.total());
        assertAround(
                memory.available(), memoryBefore.available(), linux.memory().available(), memory.total() / 10);
        assertThat(library.cores()).hasSameSizeAs(linux.cores());
        assertThat(library.physicalCores()).isEqualTo(linux.physicalCores());
        ProcessUse before = linux.process();
        ProcessUse process = library.process();
        ProcessUse after = linux.process();
        assertAround(process.cpuSeconds(), before.cpuSeconds(), after.cpuSeconds(), 1);
        assertAround(process.residentBytes(), before.residentBytes(), after.residentBytes(), 512L << 20);
        assertAround(process.threads(), before.threads(), after.threads(), 20);
        assertThat(library.network().in()).isPositive();
        assertThat(linux.disks()).containsKeys(library.disks().keySet().toArray(new String[0]));
    }

    /** That a reading fits those before and after it, whatever happened meanwhile, but for some difference. */
    private static void assertAround(double reading, double before, double after, double difference) {
        assertThat(reading).isBetween(Math.min(before, after) - difference, Math.max(before, after) + difference);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(proc.resolve(name).getParent());
        Files.writeString(proc.resolve(name), text);
    }
}
