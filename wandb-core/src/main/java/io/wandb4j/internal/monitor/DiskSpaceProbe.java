package io.wandb4j.internal.monitor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of the disk of a path is used. */
final class DiskSpaceProbe implements Probe {
    private static final double HUNDRED = 100;
    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    private final String path;

    DiskSpaceProbe(String path) {
        this.path = path;
    }

    @Override
    public String name() {
        return "the disk of " + path;
    }

    @Override
    public void read(Readings readings) throws IOException {
        FileStore store = Files.getFileStore(Path.of(path));
        long used = store.getTotalSpace() - store.getUnallocatedSpace();
        readings.put("disk." + path + ".usagePercent", HUNDRED * used / (used + store.getUsableSpace()));
        readings.put("disk." + path + ".usageGB", used / GIBIBYTE);
    }
}
