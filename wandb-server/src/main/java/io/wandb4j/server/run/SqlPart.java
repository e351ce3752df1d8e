package io.wandb4j.server.run;

import java.util.ArrayList;
import java.util.List;

/** A piece of SQL with the arguments of its question marks. */
record SqlPart(String sql, List<Object> arguments) {
    /** What is always true, and what never is. */
    static final SqlPart TRUE = of("1");

    static final SqlPart FALSE = of("0");

    static SqlPart of(String sql, Object... arguments) {
        return new SqlPart(sql, List.of(arguments));
    }

    /** The parts in brackets with an operator between them. */
    static SqlPart joined(List<SqlPart> parts, String operator, SqlPart none) {
        if (parts.isEmpty()) {
            return none;
        }
        List<Object> arguments = new ArrayList<>();
        List<String> pieces = new ArrayList<>();
        for (SqlPart part : parts) {
            pieces.add("(" + part.sql + ")");
            arguments.addAll(part.arguments);
        }
        return new SqlPart(String.join(operator, pieces), List.copyOf(arguments));
    }

    SqlPart negated() {
        return new SqlPart("NOT (" + sql + ")", arguments);
    }
}
