package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.Labels;
import io.wandb4j.internal.log.proto.TelemetryRecord;
import java.util.Set;
import java.util.TreeSet;

/** Telemetry as the config spells it: field number to value, flags as the list of the numbers that are set. */
final class TelemetryJson {
    private TelemetryJson() {}

    static ObjectNode of(TelemetryRecord record) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        record.getAllFields().forEach((field, value) -> {
            String number = Integer.toString(field.getNumber());
            if (value instanceof Labels labels) {
                json.set(number, texts(labels));
            } else if (value instanceof Message flags) {
                flags(flags).forEach(json.withArray("/" + number)::add);
            } else {
                json.put(number, value.toString());
            }
        });
        return json;
    }

    private static ObjectNode texts(Labels labels) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        labels.getAllFields()
                .forEach((field, value) -> json.put(Integer.toString(field.getNumber()), value.toString()));
        return json;
    }

    // Flags that have no name here, set by other versions of other clients, are kept by their number.
    private static Set<Integer> flags(Message flags) {
        Set<Integer> numbers = new TreeSet<>(flags.getUnknownFields().asMap().keySet());
        flags.getAllFields().keySet().stream().map(FieldDescriptor::getNumber).forEach(numbers::add);
        return numbers;
    }
}
