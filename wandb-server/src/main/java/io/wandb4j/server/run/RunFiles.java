package io.wandb4j.server.run;

import io.wandb4j.server.blob.Blobs;
import io.wandb4j.server.blob.StoredBlob;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.db.Ids;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The files of runs: their names in the database, their bytes as blobs. */
public final class RunFiles {

    private static final int LONGEST_NAME = 1_024;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");
    private static final String SELECT = "SELECT * FROM run_file ";

    private final Database database;
    private final Blobs blobs;
    private final Clock clock;

    /** Works on the files in the database and the folder. */
    public RunFiles(Database database, Blobs blobs, Clock clock) {
        this.database = database;
        this.blobs = blobs;
        this.clock = clock;
    }

    /** Files of these names, announced if they are not there, in the given order. */
    public List<RunFile> announce(long run, List<String> names) {
        names.forEach(RunFiles::checkName);
        return database.write(handle -> {
            List<RunFile> files = new ArrayList<>();
            for (String name : names) {
                handle.execute(
                        "INSERT OR IGNORE INTO run_file (id, run_id, name, updated_at) VALUES (?, ?, ?, ?)",
                        Ids.next(handle, "run_file"),
                        run,
                        name,
                        clock.millis());
                files.add(byName(handle, run, name).orElseThrow());
            }
            return files;
        });
    }

    /** Stores the bytes of an announced file in place of those it had. */
    public void upload(long id, InputStream bytes) throws IOException {
        get(id);
        StoredBlob stored = blobs.write(bytes);
        Optional<RunFile> before = database.write(handle -> {
            Optional<RunFile> file = byId(handle, id);
            handle.execute(
                    "UPDATE run_file SET blob = ?, size = ?, md5 = ?, updated_at = ? WHERE id = ?",
                    stored.id(),
                    stored.size(),
                    stored.md5(),
                    clock.millis(),
                    id);
            return file;
        });
        discard(before.map(RunFile::blob).orElse(before.isEmpty() ? stored.id() : null));
    }

    /** The file of this row. */
    public RunFile get(long id) {
        return database.read(handle -> byId(handle, id))
                .orElseThrow(() -> RequestException.notFound("the file does not exist; it may have been deleted"));
    }

    /** The uploaded file of this name. */
    public Optional<RunFile> find(long run, String name) {
        return database.read(handle -> byName(handle, run, name)).filter(file -> file.blob() != null);
    }

    /** So many uploaded files by name, from a place in their order on. */
    public List<RunFile> list(long run, Selection wanted, int from, int count) {
        return database.read(handle -> select(handle, "*", run, wanted, " ORDER BY name LIMIT :count OFFSET :from")
                .bind("count", count)
                .bind("from", from)
                .map((row, ctx) -> file(row))
                .list());
    }

    /** How many files of the run are uploaded. */
    public int count(long run, Selection wanted) {
        return database.read(handle ->
                select(handle, "count(*)", run, wanted, "").mapTo(Integer.class).one());
    }

    /** Which files: those of the names, else those like the SQL pattern, else all. */
    public record Selection(List<String> names, @Nullable String pattern) {
        /** All files. */
        public static final Selection ALL = new Selection(List.of(), null);

        /** Copies the names. */
        public Selection {
            names = List.copyOf(names);
        }

        private String condition() {
            if (!names.isEmpty()) {
                return "name IN (SELECT value FROM json_each(:wanted))";
            }
            return pattern == null ? ":wanted IS NULL" : "name LIKE :wanted ESCAPE '\\'";
        }
    }

    private static Query select(Handle handle, String columns, long run, Selection wanted, String end) {
        return handle.createQuery("SELECT " + columns + " FROM run_file WHERE run_id = :run AND blob IS NOT NULL AND "
                        + wanted.condition() + end)
                .bind("run", run)
                .bind("wanted", wanted.names().isEmpty() ? wanted.pattern() : Json.text(wanted.names()));
    }

    /** Where the bytes of an uploaded file lie. */
    public Path path(RunFile file) {
        String blob = file.blob();
        if (blob == null) {
            throw RequestException.notFound("the file " + file.name() + " was announced, but never uploaded");
        }
        return blobs.path(blob);
    }

    /** Removes files; those that are not there are fine. */
    public void delete(List<Long> ids) throws IOException {
        List<RunFile> files = database.write(handle -> {
            List<RunFile> gone = new ArrayList<>();
            for (long id : ids) {
                byId(handle, id).ifPresent(gone::add);
                handle.execute("DELETE FROM run_file WHERE id = ?", id);
            }
            return gone;
        });
        for (RunFile file : files) {
            discard(file.blob());
        }
    }

    /** Removes all files of a run. */
    public void deleteAll(long run) throws IOException {
        delete(database.read(handle -> handle.createQuery("SELECT id FROM run_file WHERE run_id = ?")
                .bind(0, run)
                .mapTo(Long.class)
                .list()));
    }

    private void discard(@Nullable String blob) throws IOException {
        if (blob != null) {
            blobs.delete(blob);
        }
    }

    private static Optional<RunFile> byId(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE id = ?")
                .bind(0, id)
                .map((row, ctx) -> file(row))
                .findOne();
    }

    private static Optional<RunFile> byName(Handle handle, long run, String name) {
        return handle.createQuery(SELECT + "WHERE run_id = ? AND name = ?")
                .bind(0, run)
                .bind(1, name)
                .map((row, ctx) -> file(row))
                .findOne();
    }

    private static RunFile file(ResultSet row) throws SQLException {
        return new RunFile(
                row.getLong("id"),
                row.getLong("run_id"),
                row.getString("name"),
                row.getString("blob"),
                row.getLong("size"),
                row.getString("md5"),
                row.getLong("updated_at"));
    }

    // Names are kept as text and never become paths here; clients that download them would write outside, though.
    private static void checkName(String name) {
        boolean leaves = ("/" + name + "/").contains("/../")
                || name.startsWith("/")
                || name.contains("\\")
                || DRIVE.matcher(name).lookingAt();
        if (name.isEmpty() || name.length() > LONGEST_NAME || leaves || name.indexOf('\0') >= 0) {
            throw RequestException.invalid("invalid file name \"" + name + "\": take a relative path with forward "
                    + "slashes, without .., of at most " + LONGEST_NAME + " characters");
        }
    }
}
