package io.wandb4j.server.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.wandb4j.server.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads columns that JDBC has no method for. */
final class Columns {

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private Columns() {}

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : (Long) value;
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        try {
            return List.copyOf(Json.MAPPER.readValue(row.getString(column), TEXTS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the column " + column + " holds no list", e);
        }
    }
}
