package io.wandb4j.server.db;

import io.wandb4j.server.errors.ServerException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file in write-ahead mode: one writer at a time, readers that never wait for it.
 *
 * <p>Safe for use by several threads, and by several processes on the same file.
 */
public final class Database implements AutoCloseable {

    private static final int BUSY_MILLIS = 10_000;
    private static final int IDLE_READERS = 16;
    private static final Set<Integer> TEMPORARY = Set.of(
            SQLiteErrorCode.SQLITE_BUSY.code,
            SQLiteErrorCode.SQLITE_LOCKED.code,
            SQLiteErrorCode.SQLITE_FULL.code,
            SQLiteErrorCode.SQLITE_IOERR.code,
            SQLiteErrorCode.SQLITE_READONLY.code,
            SQLiteErrorCode.SQLITE_CANTOPEN.code);

    private final Jdbi readers;
    private final Handle writer;
    private final ReentrantLock writing = new ReentrantLock();
    private final ConcurrentLinkedDeque<Handle> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private Database(Jdbi readers, Handle writer) {
        this.readers = readers;
        this.writer = writer;
    }

    /** Opens the file, made if absent, and brings its tables up to date. */
    public static Database open(Path file) {
        SQLiteDataSource source = source(file, SQLiteConfig.TransactionMode.IMMEDIATE);
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new ServerException(
                    "cannot open " + file + ": it is damaged or was written by a newer version (" + e.getMessage()
                            + "); use another folder",
                    e);
        }
        Jdbi readers = Jdbi.create(source(file, SQLiteConfig.TransactionMode.DEFERRED));
        return new Database(readers, Jdbi.create(source).open());
    }

    /** Runs the work in one transaction, alone; it is undone when the work throws. */
    public <T, X extends Exception> T write(HandleCallback<T, X> work) throws X {
        writing.lock();
        try {
            return writer.inTransaction(work);
        } finally {
            writing.unlock();
        }
    }

    /** Runs the work, which gives nothing back, in one transaction, alone. */
    public <X extends Exception> void change(HandleConsumer<X> work) throws X {
        write(work.asCallback());
    }

    /** Runs reading work on a connection of its own; it sees what was committed. */
    public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
        Handle handle = idle.pollFirst();
        if (handle == null) {
            handle = readers.open();
        }
        boolean usable = false;
        try {
            T result = work.withHandle(handle);
            usable = true;
            return result;
        } finally {
            giveBack(handle, usable);
        }
    }

    /** Whether what failed so may succeed a while later: another process writes, or the disk is full. */
    public static boolean isTemporary(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sql) {
                return TEMPORARY.contains(sql.getErrorCode() & 0xff);
            }
        }
        return false;
    }

    /** Waits for the writer and closes all connections. */
    @Override
    public void close() {
        closed = true;
        writing.lock();
        try {
            writer.close();
        } finally {
            writing.unlock();
        }
        drainReaders();
    }

    private void giveBack(Handle handle, boolean usable) {
        if (!usable || closed || idle.size() >= IDLE_READERS) {
            handle.close();
            return;
        }
        idle.addFirst(handle);
        if (closed) {
            drainReaders();
        }
    }

    private void drainReaders() {
        for (Handle handle = idle.pollFirst(); handle != null; handle = idle.pollFirst()) {
            handle.close();
        }
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig.TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setTransactionMode(mode);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        checkReadable(source, file);
        return source;
    }

    private static void checkReadable(SQLiteDataSource source, Path file) {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM sqlite_master");
        } catch (SQLException e) {
            throw new ServerException("cannot open the database " + file + ": " + e.getMessage(), e);
        }
    }
}
