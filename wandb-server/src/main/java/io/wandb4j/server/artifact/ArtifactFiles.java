package io.wandb4j.server.artifact;

import io.wandb4j.server.blob.Parts;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.db.Ids;
import io.wandb4j.server.errors.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The files of versions: those that pending ones announce, and those that committed ones list. */
public final class ArtifactFiles {

    private static final String SELECT = "SELECT * FROM artifact_file ";

    private final Database database;
    private final Contents contents;

    /** Works on the files in the database. */
    public ArtifactFiles(Database database, Contents contents) {
        this.database = database;
        this.contents = contents;
    }

    /** Announces files of pending versions and says, in the same order, which content is still missing. */
    public List<Announced> announce(List<Wanted> files) {
        files.forEach(Wanted::check);
        return database.write(handle -> {
            files.stream().map(Wanted::artifactId).distinct().forEach(id -> Artifacts.pending(handle, id));
            return announce(handle.getConnection(), files, Ids.next(handle, "artifact_upload", files.size()));
        });
    }

    /** Stores the bytes of an announced file. */
    public void upload(long id, InputStream bytes) throws IOException {
        Wanted file = wanted(id);
        contents.store(file.md5(), file.artifactId(), bytes);
    }

    /** Stores small contents of a pending version that come together, all of them or none. */
    public void uploadBundle(long artifact, InputStream bytes) throws IOException {
        contents.store(artifact, Bundle.read(bytes));
    }

    /** Those small contents of a version that somebody asks for, together. */
    public byte[] downloadBundle(long artifact, InputStream md5s) throws IOException {
        return contents.small(artifact, Bundle.readMd5s(md5s, Bundle.MOST_ASKED))
                .toBytes();
    }

    /** Announces contents of a pending version and says, in the same order, which version brought each first, if one did. */
    public List<OptionalLong> announceContents(long artifact, InputStream md5s) throws IOException {
        // The names come with the manifest; until then a content is protected under its own.
        return announce(Bundle.readMd5s(md5s, Bundle.MOST).stream()
                        .map(md5 -> new Wanted(artifact, "content " + md5.replace('/', '_'), md5, List.of()))
                        .toList())
                .stream()
                .map(each -> each.stored() ? OptionalLong.of(each.birthArtifactId()) : OptionalLong.empty())
                .toList();
    }

    /** The announced file of this row. */
    public Wanted wanted(long id) {
        return database.read(handle -> handle.createQuery("SELECT * FROM artifact_upload WHERE id = ?")
                .bind(0, id)
                .map((row, ctx) ->
                        new Wanted(row.getLong("artifact_id"), row.getString("name"), row.getString("md5"), List.of()))
                .findOne()
                .orElseThrow(() -> RequestException.notFound(
                        "the file is not announced; its artifact version may be committed or deleted")));
    }

    /** How many files a version has. */
    public int count(long artifact) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM artifact_file WHERE artifact_id = ?")
                .bind(0, artifact)
                .mapTo(Integer.class)
                .one());
    }

    /** Some files of a version in the order of their names. */
    public List<ArtifactFile> list(long artifact, int from, int count) {
        return database.read(
                handle -> handle.createQuery(SELECT + "WHERE artifact_id = ? ORDER BY name LIMIT ? OFFSET ?")
                        .bind(0, artifact)
                        .bind(1, count)
                        .bind(2, from)
                        .map((row, ctx) -> ArtifactFile.of(row))
                        .list());
    }

    /** The file of this name. */
    public Optional<ArtifactFile> find(long artifact, String name) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE artifact_id = ? AND name = ?")
                .bind(0, artifact)
                .bind(1, name)
                .map((row, ctx) -> ArtifactFile.of(row))
                .findOne());
    }

    // Many come at once: two statements, prepared once.
    private static List<Announced> announce(Connection connection, List<Wanted> files, long firstId) {
        List<Announced> announced = new ArrayList<>();
        try (PreparedStatement add = connection.prepareStatement(
                        "INSERT INTO artifact_upload (id, artifact_id, name, md5) VALUES (?, ?, ?, ?) "
                                + "ON CONFLICT (artifact_id, name) DO UPDATE SET md5 = excluded.md5 RETURNING id");
                PreparedStatement stored =
                        connection.prepareStatement("SELECT artifact_id FROM content WHERE md5 = ?")) {
            for (Wanted file : files) {
                add.setLong(1, firstId + announced.size());
                add.setLong(2, file.artifactId());
                add.setString(3, file.name());
                add.setString(4, file.md5());
                stored.setString(1, file.md5());
                long id = number(add).orElseThrow();
                OptionalLong birth = number(stored);
                announced.add(new Announced(id, file, birth.isPresent(), birth.orElse(file.artifactId())));
            }
            return announced;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot announce " + files.size() + " files", e);
        }
    }

    private static OptionalLong number(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /** Stores a part of an announced file. */
    public void uploadPart(long id, Parts.Part part, InputStream bytes) throws IOException {
        wanted(id);
        contents.parts().write(id, part, bytes);
    }

    /** Puts the parts of an announced file together; a repetition finds that it is done. */
    public void complete(long id, List<Parts.Part> parts) throws IOException {
        Wanted file = wanted(id);
        Parts all = contents.parts();
        all.alone(id, () -> {
            if (contents.find(file.md5()).isEmpty()) {
                contents.storeParts(file.artifactId(), all.join(id, parts, file.md5()));
            }
            all.delete(id);
        });
    }

    /** A file that a pending version is to have, in parts if it is large. */
    public record Wanted(long artifactId, String name, String md5, List<Parts.Part> parts) {
        private void check() {
            ArtifactRules.checkPath(name);
            ArtifactRules.checkMd5(md5);
        }
    }

    /** An announced file, whether its content is stored already, and the version that brought that content first. */
    public record Announced(long id, Wanted file, boolean stored, long birthArtifactId) {}
}
