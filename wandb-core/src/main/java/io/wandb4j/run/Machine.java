package io.wandb4j.run;

import io.wandb4j.internal.log.proto.CpuInfo;
import io.wandb4j.internal.log.proto.DiskInfo;
import io.wandb4j.internal.log.proto.EnvironmentRecord;
import io.wandb4j.internal.log.proto.MemoryInfo;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What is known of the machine and the program that a run runs on. */
final class Machine {
    private Machine() {}

    static EnvironmentRecord describe(Settings settings, Instant start) {
        int processors = Runtime.getRuntime().availableProcessors();
        EnvironmentRecord.Builder record = EnvironmentRecord.newBuilder()
                .setOs(System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"))
                .setStartedAt(RunRecords.timestamp(start))
                .setProgram(program(settings))
                .setRoot(settings.rootDir().toString())
                .setHost(settings.host())
                .setUsername(settings.username().orElse(System.getProperty("user.name", "")))
                .setExecutable(settings.executable().orElseGet(Machine::java))
                .addAllArgs(settings.args())
                .setCpuCount(processors)
                .setCpuCountLogical(processors)
                .setCpu(CpuInfo.newBuilder().setCount(processors).setCountLogical(processors))
                .setWriterId(RunIds.random(32));
        settings.email().ifPresent(record::setEmail);
        settings.docker().ifPresent(record::setDocker);
        addMemory(record);
        addDisk(record, settings.rootDir());
        return record.build();
    }

    /** The program as named, else the class with the main method. */
    static String program(Settings settings) {
        return settings.program().orElseGet(() -> {
            String command = System.getProperty("sun.java.command", "");
            return command.isEmpty() ? "<java>" : command.split(" ", 2)[0];
        });
    }

    private static String java() {
        return Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
    }

    private static void addMemory(EnvironmentRecord.Builder record) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            record.setMemory(MemoryInfo.newBuilder().setTotal(system.getTotalMemorySize()));
        }
    }

    private static void addDisk(EnvironmentRecord.Builder record, Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            record.putDisk(
                    "/",
                    DiskInfo.newBuilder()
                            .setTotal(store.getTotalSpace())
                            .setUsed(store.getTotalSpace() - store.getUnallocatedSpace())
                            .build());
        } catch (IOException e) {
            record.clearDisk(); // unknown is left out
        }
    }
}
