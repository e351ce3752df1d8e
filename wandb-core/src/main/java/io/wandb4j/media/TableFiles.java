package io.wandb4j.media;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wandb4j.internal.place.ArtifactPlace;
import io.wandb4j.internal.place.MediaContent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two files of a table, written row by row: a short one for a run, and one with types and media for an artifact. */
final class TableFiles {
    private TableFiles() {}

    /** The file of a run, in which the name of its class stands for a medium. */
    static MediaContent ofRun(List<String> columns, List<List<@Nullable Object>> rows) throws IOException {
        return MediaContent.of(out -> {
            try (TableJson table = new TableJson(out) {
                @Override
                @Nullable
                Object special(@Nullable Object cell) {
                    return plain(cell);
                }
            }) {
                table.json().writeStartObject();
                table.json().writeObjectField("columns", columns);
                table.rows(rows);
                table.json().writeEndObject();
            }
        });
    }

    /** Writes the file of an artifact, which takes the media of the cells, too.
     *
     * @param more what else is said of the table */
    static void writeArtifact(
            OutputStream out,
            ArtifactPlace place,
            TableRows table,
            List<List<@Nullable Object>> rows,
            Map<String, Object> more)
            throws IOException {
        try (TableJson cells = new TableJson(out) {
            @Override
            @Nullable
            Object special(@Nullable Object cell) throws IOException {
                return typed(cell, place);
            }
        }) {
            JsonGenerator json = cells.json();
            json.writeStartObject();
            json.writeStringField("_type", "table");
            json.writeObjectField("column_types", table.types().toJson());
            json.writeObjectField("columns", table.columns());
            cells.rows(rows);
            for (Map.Entry<String, Object> entry : more.entrySet()) {
                json.writeObjectField(entry.getKey(), entry.getValue());
            }
            json.writeNumberField("ncols", table.columns().size());
            json.writeNumberField("nrows", rows.size());
            json.writeEndObject();
        }
    }

    private static @Nullable Object plain(@Nullable Object cell) {
        if (cell instanceof List<?> list) {
            return list.stream().map(TableFiles::plain).toArray();
        }
        if (cell instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), plain(value)));
            return copy;
        }
        if (cell instanceof Media media) {
            return media.getClass().getSimpleName();
        }
        return isTime(cell) ? String.valueOf(cell) : cell;
    }

    private static @Nullable Object typed(@Nullable Object cell, ArtifactPlace place) throws IOException {
        if (cell instanceof Media media) {
            return media.cell(place);
        }
        if (cell instanceof Double number && number.isNaN()) {
            return null;
        }
        if (cell instanceof List<?> list) {
            @Nullable Object[] items = new @Nullable Object[list.size()];
            for (int i = 0; i < items.length; i++) {
                items[i] = typed(list.get(i), place);
            }
            return items;
        }
        if (cell instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                copy.put(String.valueOf(entry.getKey()), typed(entry.getValue(), place));
            }
            return copy;
        }
        return isTime(cell) ? milliseconds(cell) : cell;
    }

    private static boolean isTime(@Nullable Object cell) {
        return cell instanceof Instant || cell instanceof LocalDate || cell instanceof LocalDateTime;
    }

    private static long milliseconds(@Nullable Object time) {
        if (time instanceof LocalDate date) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        }
        if (time instanceof LocalDateTime local) { // a time without a zone is taken for UTC
            return local.toInstant(ZoneOffset.UTC).toEpochMilli();
        }
        return time instanceof Instant instant ? instant.toEpochMilli() : 0;
    }
}
