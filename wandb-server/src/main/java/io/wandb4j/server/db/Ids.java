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
        return handle.createQuery("INSERT INTO last_id (kind, id) SELECT :table, coalesce(max(id), 0) + 1 FROM " + table
                        + " WHERE true ON CONFLICT DO UPDATE SET id = max(last_id.id + 1, excluded.id) RETURNING id")
                .bind("table", table)
                .mapTo(Long.class)
                .one();
    }
}
