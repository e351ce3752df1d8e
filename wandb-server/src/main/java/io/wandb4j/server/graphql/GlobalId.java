package io.wandb4j.server.graphql;

import io.wandb4j.server.errors.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Opaque ids that name a type and a row, unique over all types. */
public final class GlobalId {

    private GlobalId() {}

    /** The id of a row of the type. */
    public static String of(String type, long row) {
        return Base64.getEncoder().encodeToString((type + ":" + row).getBytes(StandardCharsets.UTF_8));
    }

    /** The row that the id names; an id of another type is refused. */
    public static long row(String type, String id) {
        try {
            String text = new String(Base64.getDecoder().decode(id), StandardCharsets.UTF_8);
            if (text.startsWith(type + ":")) {
                return Long.parseLong(text.substring(type.length() + 1));
            }
        } catch (IllegalArgumentException e) {
            // falls through: not one of ours
        }
        throw RequestException.invalid("\"" + id + "\" is not the id of a " + type);
    }
}
