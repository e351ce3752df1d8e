package io.wandb4j.internal.monitor;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The counters of a machine and of this process, as the operating system keeps them. */
interface Host {
    /** What this process has used.
     *
     * @param cpuSeconds on all cores together, since it began
     * @param residentBytes of the main memory, now
     * @param threads of all kinds, now */
    record ProcessUse(double cpuSeconds, long residentBytes, int threads) {}

    /** The main memory.
     *
     * @param total bytes
     * @param available bytes that programs could get without swapping */
    record Memory(long total, long available) {}

    /** Bytes that went out and came in since the machine started. */
    record Traffic(long out, long in) {}

    /** The time of one core, in a unit of its own. */
    record CoreTime(long busy, long total) {}

    ProcessUse process() throws IOException;

    Memory memory() throws IOException;

    /** The traffic of all network interfaces together. */
    Traffic network() throws IOException;

    /** The traffic of disks by the names of their devices: out is written, in is read. */
    Map<String, Traffic> disks() throws IOException;

    /** The times of all logical cores. */
    List<CoreTime> cores() throws IOException;

    /** How many cores there really are, without those that only share one. */
    int physicalCores() throws IOException;

    /** The names of the devices that hold a path; empty if that is not known. */
    List<String> devicesOf(String path) throws IOException;

    /** The one that fits this operating system. */
    static Host ofSystem() {
        return System.getProperty("os.name", "").startsWith("Linux") ? LinuxHost.create() : new OshiHost();
    }
}
