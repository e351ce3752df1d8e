package io.wandb4j.server.run;

import java.util.List;

/** A piece of SQL with the arguments of its question marks. */
record SqlPart(String sql, List<Object> arguments) {
    /** What is always true, and what never is. */
    static final SqlPart TRUE = of("1");

    static final SqlPart FALSE = of("0");

    private static final int DEEPEST = 50;
    private static final int MOST_ARGUMENTS = 500;

    static SqlPart of(String sql, Object... arguments) {
        return new SqlPart(sql, List.of(arguments));
    }

    /** The parts in brackets with an operator between them; many as a flat tree, for the database takes no deep ones. */
    static SqlPart joined(List<SqlPart> parts, String operator, SqlPart none) {
        if (parts.isEmpty()) {
            return none;
        }
        StringBuilder sql = new StringBuilder();
        join(parts, operator, sql);
        return new SqlPart(
                sql.toString(),
                parts.stream().flatMap(part -> part.arguments.stream()).toList());
    }

    /** Whether the database takes it: it refuses very deep expressions and very many arguments. */
    boolean isModest() {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < sql.length(); i++) {
            depth += sql.charAt(i) == '(' ? 1 : sql.charAt(i) == ')' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest <= DEEPEST && arguments.size() <= MOST_ARGUMENTS;
    }

    private static void join(List<SqlPart> parts, String operator, StringBuilder sql) {
        sql.append('(');
        if (parts.size() == 1) {
            sql.append(parts.get(0).sql);
        } else {
            int half = parts.size() / 2;
            join(parts.subList(0, half), operator, sql);
            sql.append(operator);
            join(parts.subList(half, parts.size()), operator, sql);
        }
        sql.append(')');
    }

    SqlPart negated() {
        return new SqlPart("NOT (" + sql + ")", arguments);
    }
}
