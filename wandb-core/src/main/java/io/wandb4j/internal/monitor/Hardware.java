package io.wandb4j.internal.monitor;

import io.wandb4j.internal.log.proto.CpuInfo;
import io.wandb4j.internal.log.proto.DiskInfo;
import io.wandb4j.internal.log.proto.EnvironmentRecord;
import io.wandb4j.internal.log.proto.GpuNvidiaInfo;
import io.wandb4j.internal.log.proto.MemoryInfo;
import io.wandb4j.settings.MachineSettings;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a machine is made of: cores, memory, disks, GPUs. What cannot be found out is left out. */
final class Hardware {
    private static final long MIB = 1024 * 1024;

    private final Host host;
    private final MachineSettings settings;
    private final Optional<NvidiaSmi> smi;

    Hardware(Host host, MachineSettings settings, Optional<NvidiaSmi> smi) {
        this.host = host;
        this.settings = settings;
        this.smi = smi;
    }

    /** Adds what is known to a description. */
    void describe(EnvironmentRecord.Builder record) throws InterruptedException {
        describeProcessor(record);
        describeMemory(record);
        settings.diskPaths().forEach(path -> describeDisk(record, path));
        try {
            describeGpus(record);
        } catch (IOException e) {
            record.clearGpuNvidia();
        }
        settings.counts().gpus().ifPresent(record::setGpuCount);
        settings.counts().gpuType().ifPresent(record::setGpuType);
    }

    private void describeProcessor(EnvironmentRecord.Builder record) {
        int logical = Runtime.getRuntime().availableProcessors();
        int physical = logical;
        try {
            physical = host.physicalCores();
        } catch (IOException e) {
            record.clearCpuCount();
        }
        int shownLogical = settings.counts().logicalCores().orElse(logical);
        int shown = settings.counts().cores().orElse(Math.min(physical, logical));
        record.setCpuCount(shown).setCpuCountLogical(shownLogical);
        record.setCpu(CpuInfo.newBuilder().setCount(shown).setCountLogical(shownLogical));
    }

    private void describeMemory(EnvironmentRecord.Builder record) {
        try {
            record.setMemory(MemoryInfo.newBuilder()
                    .setTotal(new MemoryLimit().memory(host).total()));
        } catch (IOException e) {
            record.clearMemory();
        }
    }

    private void describeDisk(EnvironmentRecord.Builder record, String path) {
        try {
            FileStore store = Files.getFileStore(Path.of(path));
            record.putDisk(
                    path,
                    DiskInfo.newBuilder()
                            .setTotal(store.getTotalSpace())
                            .setUsed(store.getTotalSpace() - store.getUnallocatedSpace())
                            .build());
        } catch (IOException e) {
            record.removeDisk(path);
        }
    }

    private void describeGpus(EnvironmentRecord.Builder record) throws IOException, InterruptedException {
        if (smi.isEmpty()) {
            return;
        }
        List<Map<String, String>> gpus = smi.get().gpus(List.of("name", "memory.total", "uuid", "compute_cap"));
        if (gpus.isEmpty()) { // older drivers do not know what a GPU can compute
            gpus = smi.get().gpus(List.of("name", "memory.total", "uuid"));
        }
        if (gpus.isEmpty()) {
            return;
        }
        gpus.forEach(gpu -> record.addGpuNvidia(gpu(gpu)));
        record.setGpuType(gpus.get(0).getOrDefault("name", "")).setGpuCount(gpus.size());
        smi.get().cudaVersion().ifPresent(record::setCudaVersion);
    }

    private static GpuNvidiaInfo gpu(Map<String, String> gpu) {
        GpuNvidiaInfo.Builder info = GpuNvidiaInfo.newBuilder()
                .setName(gpu.getOrDefault("name", ""))
                .setUuid(gpu.getOrDefault("uuid", ""))
                .setArchitecture(architecture(gpu.getOrDefault("compute_cap", "")));
        String memory = gpu.getOrDefault("memory.total", "");
        if (memory.matches("[0-9]{1,12}")) {
            info.setMemoryTotal(Long.parseLong(memory) * MIB);
        }
        return info.build();
    }

    /** The name of the architecture that can compute as much. */
    private static String architecture(String computeCapability) {
        return switch (computeCapability) {
            case "" -> "";
            case "7.5" -> "Turing";
            case "8.9" -> "Ada";
            default ->
                switch (computeCapability.replaceFirst("\\..*", "")) {
                    case "3" -> "Kepler";
                    case "5" -> "Maxwell";
                    case "6" -> "Pascal";
                    case "7" -> "Volta";
                    case "8" -> "Ampere";
                    case "9" -> "Hopper";
                    case "10", "11", "12" -> "Blackwell";
                    default -> "";
                };
        };
    }
}
