package io.wandb4j.internal.monitor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Linux, read from the text files of its kernel: no native code has to be loaded for that. */
final class LinuxHost implements Host {
    private static final int SECTOR = 512;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern SYSTEM_PATH = Pattern.compile("\\\\([0-7]{3})");
    private static final double NANOSECONDS = 1e9;

    private final Path proc;

    /** A host whose kernel shows itself in the given folder. */
    LinuxHost(Path proc) {
        this.proc = proc;
    }

    static LinuxHost create() {
        return new LinuxHost(Path.of("/proc"));
    }

    @Override
    public ProcessUse process() throws IOException {
        Map<String, Long> status = kilobytes("self/status", Set.of("VmRSS", "Threads"));
        double cpu = ProcessTime.get().toNanos() / NANOSECONDS;
        return new ProcessUse(
                cpu, status.getOrDefault("VmRSS", 0L) * 1024, (int) (long) status.getOrDefault("Threads", 0L));
    }

    @Override
    public Memory memory() throws IOException {
        Map<String, Long> memory = kilobytes("meminfo", Set.of("MemTotal", "MemAvailable"));
        if (memory.size() < 2) {
            throw new IOException(proc.resolve("meminfo") + " does not tell total and available memory");
        }
        return new Memory(memory.getOrDefault("MemTotal", 0L) * 1024, memory.getOrDefault("MemAvailable", 0L) * 1024);
    }

    @Override
    public Traffic network() throws IOException {
        long out = 0;
        long in = 0;
        for (String line : lines("net/dev")) {
            int colon = line.indexOf(':');
            if (colon >= 0) {
                String[] counts = SPACE.split(line.substring(colon + 1).strip());
                in += Long.parseLong(counts[0]);
                out += Long.parseLong(counts[8]);
            }
        }
        return new Traffic(out, in);
    }

    @Override
    public Map<String, Traffic> disks() throws IOException {
        Map<String, Traffic> disks = new HashMap<>();
        for (String line : lines("diskstats")) {
            String[] fields = SPACE.split(line.strip());
            if (fields.length > 9) {
                disks.put(
                        fields[2], new Traffic(Long.parseLong(fields[9]) * SECTOR, Long.parseLong(fields[5]) * SECTOR));
            }
        }
        return disks;
    }

    @Override
    public List<CoreTime> cores() throws IOException {
        List<CoreTime> cores = new ArrayList<>();
        for (String line : lines("stat")) {
            if (line.startsWith("cpu") && line.length() > 3 && Character.isDigit(line.charAt(3))) {
                cores.add(coreTime(SPACE.split(line)));
            }
        }
        return cores;
    }

    @Override
    public int physicalCores() throws IOException {
        Set<String> cores = new HashSet<>();
        String socket = "";
        for (String line : lines("cpuinfo")) {
            if (line.startsWith("physical id")) {
                socket = line;
            } else if (line.startsWith("core id")) {
                cores.add(socket + line);
            }
        }
        return cores.isEmpty() ? Runtime.getRuntime().availableProcessors() : cores.size();
    }

    @Override
    public List<String> devicesOf(String path) throws IOException {
        List<String> devices = new ArrayList<>();
        for (String line : lines("self/mounts")) {
            String[] fields = SPACE.split(line);
            if (fields.length > 1 && fields[0].startsWith("/dev/") && path.startsWith(unescaped(fields[1]))) {
                devices.add(deviceName(Path.of(fields[0])));
            }
        }
        return devices;
    }

    /** The name that the kernel counts a device under: a link, such as those of volume groups, is followed. */
    private static String deviceName(Path device) {
        try {
            return Path.of("/dev").relativize(device.toRealPath()).toString();
        } catch (IOException e) { // not visible from here, as in a container
            return Path.of("/dev").relativize(device).toString();
        }
    }

    // user nice system idle iowait irq softirq steal; the guests' time is part of user and nice
    private static CoreTime coreTime(String[] fields) {
        long total = 0;
        for (int i = 1; i < Math.min(fields.length, 9); i++) {
            total += Long.parseLong(fields[i]);
        }
        long idle = Long.parseLong(fields[4]) + (fields.length > 5 ? Long.parseLong(fields[5]) : 0);
        return new CoreTime(total - idle, total);
    }

    private Map<String, Long> kilobytes(String file, Set<String> wanted) throws IOException {
        Map<String, Long> found = new HashMap<>();
        for (String line : lines(file)) {
            int colon = line.indexOf(':');
            if (colon > 0 && wanted.contains(line.substring(0, colon))) {
                String value = SPACE.split(line.substring(colon + 1).strip(), 2)[0];
                found.put(line.substring(0, colon), Long.parseLong(value));
            }
        }
        return found;
    }

    // Files of the kernel have no length: they are read to their end.
    private List<String> lines(String file) throws IOException {
        try {
            return Files.readAllLines(proc.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (RuntimeException e) {
            throw new IOException("cannot read " + proc.resolve(file), e);
        }
    }

    private static String unescaped(String path) {
        Matcher matcher = SYSTEM_PATH.matcher(path);
        return matcher.replaceAll(
                code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 8))));
    }
}
