package io.wandb4j.server.db;

import org.jdbi.v3.core.Handle;

/**
 * Numbers for new rows that were never given to another row of the table.
 *
 * <p>SQLite by itself gives the number of a deleted row again; clients and signed addresses would take the new thing for
 * the old one.
 */
public final class Ids {

    private Ids() {}

    /** The next number for a row of the table, in the transaction that inserts it. */
    public static long next(Handle handle, String table) {
        return next(handle, table, 1);
    }

    /** The first of so many next numbers. */
    public static long next(Handle handle, String table, int count) {
        long last = handle.createQuery(
                        "INSERT INTO last_id (kind, id) SELECT :table, coalesce(max(id), 0) + :count FROM "
                                + table + " WHERE true ON CONFLICT DO UPDATE"
                                + " SET id = max(last_id.id + :count, excluded.id) RETURNING id")
                .bind("table", table)
                .bind("count", count)
                .mapTo(Long.class)
                .one();
        return last - count + 1;
    }
}
