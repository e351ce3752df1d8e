package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.DiskInfo;
import io.wandb4j.internal.log.proto.EnvironmentRecord;
import java.time.Instant;
import java.util.Map;

/** The machine and the program as {@code wandb-metadata.json} and the config spell them.
 *
 * <p>As in protobuf's JSON, empty fields are left out and 64-bit numbers are text. */
public final class EnvironmentJson {
    private EnvironmentJson() {}

    public static ObjectNode of(EnvironmentRecord record) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        text(json, "os", record.getOs());
        if (record.hasStartedAt()) {
            json.put(
                    "startedAt",
                    Instant.ofEpochSecond(
                                    record.getStartedAt().getSeconds(),
                                    record.getStartedAt().getNanos())
                            .toString());
        }
        if (!record.getArgsList().isEmpty()) {
            json.putPOJO("args", record.getArgsList());
        }
        text(json, "program", record.getProgram());
        text(json, "root", record.getRoot());
        text(json, "host", record.getHost());
        text(json, "username", record.getUsername());
        text(json, "executable", record.getExecutable());
        text(json, "email", record.getEmail());
        count(json, "cpu_count", record.getCpuCount());
        count(json, "cpu_count_logical", record.getCpuCountLogical());
        disks(json, record.getDiskMap());
        if (record.hasMemory()) {
            json.putObject("memory")
                    .put("total", Long.toUnsignedString(record.getMemory().getTotal()));
        }
        text(json, "writerId", record.getWriterId());
        return json;
    }

    private static void disks(ObjectNode json, Map<String, DiskInfo> disks) {
        if (disks.isEmpty()) {
            return;
        }
        ObjectNode all = json.putObject("disk");
        disks.forEach((path, disk) -> all.putObject(path)
                .put("total", Long.toUnsignedString(disk.getTotal()))
                .put("used", Long.toUnsignedString(disk.getUsed())));
    }

    private static void text(ObjectNode json, String key, String value) {
        if (!value.isEmpty()) {
            json.put(key, value);
        }
    }

    private static void count(ObjectNode json, String key, int value) {
        if (value != 0) {
            json.put(key, value);
        }
    }
}
