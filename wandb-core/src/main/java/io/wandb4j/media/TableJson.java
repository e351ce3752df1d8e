package io.wandb4j.media;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wandb4j.internal.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes the cells of tables one by one, without a detour for the plain values that most of them are. */
abstract class TableJson implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final JsonGenerator json;

    TableJson(OutputStream out) throws IOException {
        this.json = Json.MAPPER.createGenerator(new BufferedOutputStream(out, BUFFER));
    }

    JsonGenerator json() {
        return json;
    }

    /** Writes the member {@code data}. */
    void rows(Iterable<? extends Iterable<? extends @Nullable Object>> rows) throws IOException {
        json.writeArrayFieldStart("data");
        for (Iterable<? extends @Nullable Object> row : rows) {
            json.writeStartArray();
            for (Object cell : row) {
                cell(cell);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** What is written of a cell that is no number, text or boolean, or is {@code NaN}. */
    abstract @Nullable Object special(@Nullable Object cell) throws IOException;

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void cell(@Nullable Object cell) throws IOException {
        if (cell instanceof String text) {
            json.writeString(text);
        } else if (cell instanceof Double number && !number.isNaN()) {
            json.writeNumber(number);
        } else if (cell instanceof Long number) {
            json.writeNumber(number);
        } else if (cell instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (cell == null) {
            json.writeNull();
        } else {
            json.writeObject(special(cell));
        }
    }
}
