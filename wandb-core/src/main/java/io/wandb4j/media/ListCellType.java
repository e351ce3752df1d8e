package io.wandb4j.media;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A list.
 *
 * @param length null if lists differ in length */
record ListCellType(CellType element, @Nullable Integer length) implements CellType {
    static ListCellType of(List<?> list) {
        CellType element = list.contains(null) ? UnionCellType.optional(UNKNOWN) : UNKNOWN;
        for (Object item : list) {
            CellType grown = element.assign(item);
            element = grown == null ? INVALID : grown;
        }
        return new ListCellType(element, list.size());
    }

    @Override
    public @Nullable CellType assign(@Nullable Object cell) {
        if (!(cell instanceof List<?> list)) {
            return null;
        }
        CellType grown = element;
        for (Object item : list) {
            CellType next = grown.assign(item);
            if (next == null) {
                return null;
            }
            grown = next;
        }
        return new ListCellType(grown, list.size()); // the last length stands, as in the official client
    }

    @Override
    public @Nullable CellType assignType(CellType other) {
        if (!(other instanceof ListCellType list)) {
            return null;
        }
        CellType grown = element.assignType(list.element);
        return grown == null ? null : new ListCellType(grown, Objects.equals(length, list.length) ? length : null);
    }

    @Override
    public Map<String, Object> toJson() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("element_type", element.toJson());
        parameters.put("length", length);
        return CellType.json("list", parameters);
    }

    @Override
    public String text() {
        return element.text() + "[]";
    }

    @Override
    public String toString() {
        return "list of " + element;
    }
}
