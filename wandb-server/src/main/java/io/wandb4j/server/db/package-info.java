/** The SQLite file: opening, migrations, one writer and many readers. */
@NullMarked
package io.wandb4j.server.db;

import org.jspecify.annotations.NullMarked;
