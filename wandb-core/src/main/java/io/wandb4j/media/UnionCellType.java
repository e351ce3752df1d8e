package io.wandb4j.media;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One of several types. */
record UnionCellType(List<CellType> allowed) implements CellType {
    UnionCellType {
        allowed = allowed.stream()
                .flatMap(type -> type instanceof UnionCellType union ? union.allowed.stream() : List.of(type).stream())
                .sorted(Comparator.comparing(CellType::text))
                .toList();
    }

    /** A type whose cells may be missing. */
    static CellType optional(CellType type) {
        return new UnionCellType(List.of(type, NONE));
    }

    @Override
    public @Nullable CellType assign(@Nullable Object cell) {
        return grown(type -> type.assign(cell));
    }

    @Override
    public @Nullable CellType assignType(CellType other) {
        List<CellType> others = other instanceof UnionCellType union ? union.allowed : List.of(other);
        UnionCellType result = this;
        for (CellType each : others) {
            UnionCellType grown = result.grown(type -> type.assignType(each));
            if (grown == null) {
                return null;
            }
            result = grown;
        }
        return result;
    }

    @Override
    public Map<String, Object> toJson() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("allowed_types", allowed.stream().map(CellType::toJson).toList());
        return CellType.json("union", parameters);
    }

    @Override
    public String text() {
        return allowed.stream().map(CellType::text).collect(Collectors.joining(" or "));
    }

    @Override
    public String toString() {
        return allowed.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    /** The union in which the first type that can has grown; what is unknown is tried last. */
    private @Nullable UnionCellType grown(Function<CellType, @Nullable CellType> growth) {
        for (CellType type : allowed) {
            if (!type.equals(UNKNOWN)) {
                CellType bigger = growth.apply(type);
                if (bigger != null) {
                    return bigger.equals(type) ? this : replaced(type, bigger);
                }
            }
        }
        CellType first = allowed.contains(UNKNOWN) ? growth.apply(UNKNOWN) : null;
        return first == null ? null : replaced(UNKNOWN, first);
    }

    private UnionCellType replaced(CellType old, CellType update) {
        List<CellType> types = new ArrayList<>(allowed);
        types.set(types.indexOf(old), update);
        return new UnionCellType(types);
    }
}
