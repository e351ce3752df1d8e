package io.wandb4j.internal.monitor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSFileStore;
import oshi.software.os.OSProcess;

/** Every other operating system, through a library that knows them. */
final class OshiHost implements Host {
    private static final double MILLISECONDS = 1000.0;

    private @Nullable SystemInfo system;
    private @Nullable List<NetworkIF> interfaces;
    private @Nullable List<HWDiskStore> disks;

    @Override
    public ProcessUse process() throws IOException {
        OSProcess process = system().getOperatingSystem().getCurrentProcess();
        if (process == null) {
            throw new IOException("this process is not to be seen");
        }
        double cpu = (process.getUserTime() + process.getKernelTime()) / MILLISECONDS;
        return new ProcessUse(cpu, process.getResidentSetSize(), process.getThreadCount());
    }

    @Override
    public Memory memory() {
        GlobalMemory memory = system().getHardware().getMemory();
        return new Memory(memory.getTotal(), memory.getAvailable());
    }

    @Override
    public Traffic network() {
        List<NetworkIF> known = interfaces;
        if (known == null) { // finding them is what takes long
            known = system().getHardware().getNetworkIFs(true);
            interfaces = known;
        }
        long out = 0;
        long in = 0;
        for (NetworkIF each : known) {
            each.updateAttributes();
            out += each.getBytesSent();
            in += each.getBytesRecv();
        }
        return new Traffic(out, in);
    }

    @Override
    public Map<String, Traffic> disks() {
        List<HWDiskStore> known = disks;
        if (known == null) {
            known = system().getHardware().getDiskStores();
            disks = known;
        }
        Map<String, Traffic> traffic = new HashMap<>();
        for (HWDiskStore disk : known) {
            disk.updateAttributes();
            traffic.put(deviceName(disk.getName()), new Traffic(disk.getWriteBytes(), disk.getReadBytes()));
        }
        return traffic;
    }

    @Override
    public List<CoreTime> cores() {
        List<CoreTime> cores = new ArrayList<>();
        for (long[] ticks : system().getHardware().getProcessor().getProcessorCpuLoadTicks()) {
            long total = 0;
            for (long tick : ticks) {
                total += tick;
            }
            long idle = ticks[TickType.IDLE.getIndex()] + ticks[TickType.IOWAIT.getIndex()];
            cores.add(new CoreTime(total - idle, total));
        }
        return cores;
    }

    @Override
    public int physicalCores() {
        CentralProcessor processor = system().getHardware().getProcessor();
        return Math.max(1, processor.getPhysicalProcessorCount());
    }

    @Override
    public List<String> devicesOf(String path) {
        return system().getOperatingSystem().getFileSystem().getFileStores(true).stream()
                .filter(store -> path.startsWith(store.getMount()))
                .map(OSFileStore::getVolume)
                .map(OshiHost::deviceName)
                .toList();
    }

    // Made when it is needed: a probe that cannot have it is left out, a run is not.
    private SystemInfo system() {
        SystemInfo known = system == null ? new SystemInfo() : system;
        system = known;
        return known;
    }

    private static String deviceName(String device) {
        return device.startsWith("/dev/") ? device.substring("/dev/".length()) : device;
    }
}
