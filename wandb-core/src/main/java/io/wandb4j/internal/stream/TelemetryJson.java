package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.TelemetryRecord;

/** Telemetry as the config spells it: field number to value, flags as the list of the numbers that are set. */
final class TelemetryJson {
    private TelemetryJson() {}

    static ObjectNode of(TelemetryRecord record) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        record.getAllFields().forEach((field, value) -> {
            String number = Integer.toString(field.getNumber());
            if (value instanceof Message flags) {
                ArrayNode set = json.putArray(number);
                flags.getAllFields().keySet().stream()
                        .map(FieldDescriptor::getNumber)
                        .forEach(set::add);
            } else {
                json.put(number, value.toString());
            }
        });
        return json;
    }
}
