package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.EnvironmentRecord;
import java.time.Instant;
import java.util.List;

/** The machine and the program as {@code wandb-metadata.json} and the config spell them.
 *
 * <p>As in protobuf's JSON, empty fields are left out and 64-bit numbers are text; logs of other clients have fields that
 * this one never fills. */
public final class EnvironmentJson {
    private EnvironmentJson() {}

    public static ObjectNode of(EnvironmentRecord record) {
        return object(record);
    }

    private static ObjectNode object(Message message) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        message.getAllFields().forEach((field, value) -> json.set(field.getJsonName(), node(field, value)));
        return json;
    }

    private static JsonNode node(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            return map((List<?>) value);
        }
        if (!field.isRepeated()) {
            return single(field, value);
        }
        ArrayNode array = Json.MAPPER.createArrayNode();
        ((List<?>) value).forEach(item -> array.add(single(field, item)));
        return array;
    }

    private static ObjectNode map(List<?> entries) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        for (Object entry : entries) {
            Message pair = (Message) entry;
            FieldDescriptor key = pair.getDescriptorForType().findFieldByNumber(1);
            FieldDescriptor value = pair.getDescriptorForType().findFieldByNumber(2);
            json.set(String.valueOf(pair.getField(key)), single(value, pair.getField(value)));
        }
        return json;
    }

    private static JsonNode single(FieldDescriptor field, Object value) {
        if (value instanceof Timestamp time) {
            return Json.MAPPER
                    .getNodeFactory()
                    .textNode(Instant.ofEpochSecond(time.getSeconds(), time.getNanos())
                            .toString());
        }
        return switch (field.getJavaType()) {
            case MESSAGE -> object((Message) value);
            case LONG -> Json.MAPPER.getNodeFactory().textNode(Long.toUnsignedString((Long) value));
            default -> Json.MAPPER.valueToTree(value);
        };
    }
}
