package io.wandb4j.server.artifact;

import io.wandb4j.server.blob.BlobChannel;
import io.wandb4j.server.blob.Blobs;
import io.wandb4j.server.blob.Parts;
import io.wandb4j.server.blob.StoredBlob;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.errors.RequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The bytes of artifact files, kept once per content. */
public final class Contents {

    /** Contents of up to so many bytes lie in the database. */
    static final int SMALL = 1 << 16;

    private static final String ADD =
            "INSERT OR IGNORE INTO content (md5, blob, size, artifact_id) VALUES (?, ?, ?, ?)";

    private final Database database;
    private final Blobs blobs;

    /** Works on the content in the database and the folder. */
    public Contents(Database database, Blobs blobs) {
        this.database = database;
        this.blobs = blobs;
    }

    /** Stores bytes whose MD5 was announced; bytes of another MD5 are refused. */
    public void store(String md5, long artifact, InputStream bytes) throws IOException {
        byte[] start = bytes.readNBytes(SMALL + 1);
        if (start.length <= SMALL) {
            List<Bundle.Content> content = List.of(Bundle.Content.sent(md5, start));
            database.change(handle -> add(handle, artifact, content));
            return;
        }
        add(artifact, blobs.write(new SequenceInputStream(new ByteArrayInputStream(start), bytes), md5));
    }

    /** Stores the bytes of an announced file that came in parts. */
    void storeParts(long artifact, StoredBlob stored) throws IOException {
        if (stored.size() > SMALL) {
            add(artifact, stored);
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) stored.size());
        try (BlobChannel channel = BlobChannel.open(blobs.path(stored.id()))) {
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {}
            store(stored.md5(), artifact, new ByteArrayInputStream(bytes.array()));
        } finally {
            blobs.delete(stored.id());
        }
    }

    private void add(long artifact, StoredBlob stored) throws IOException {
        int added = database.write(handle -> handle.execute(ADD, stored.md5(), stored.id(), stored.size(), artifact));
        if (added == 0) {
            blobs.delete(stored.id());
        }
    }

    /** Stores small contents that a pending version announced, all of them or none. */
    void store(long artifact, Bundle bundle) {
        database.change(handle -> {
            checkAnnounced(handle, artifact, bundle);
            add(handle, artifact, bundle.contents());
        });
    }

    /** The content of this MD5, if it is stored. */
    public Optional<Content> find(String md5) {
        return database.read(handle -> find(handle, md5));
    }

    /** The content of this MD5 if a version in the collection, or in any of the entity, lists it. */
    public Optional<Content> find(String md5, long entity, Optional<ArtifactCollection> collection) {
        String listed = "SELECT EXISTS (SELECT 1 FROM artifact_file f JOIN artifact_membership m "
                + "ON m.artifact_id = f.artifact_id JOIN artifact_collection c ON c.id = m.collection_id "
                + "JOIN project p ON p.id = c.project_id WHERE f.digest = :md5 AND f.ref IS NULL "
                + "AND p.account_id = :entity AND (:collection IS NULL OR c.id = :collection))";
        return database.read(handle -> handle.createQuery(listed)
                        .bind("md5", md5)
                        .bind("entity", entity)
                        .bind(
                                "collection",
                                collection.map(ArtifactCollection::id).orElse(null))
                        .mapTo(Boolean.class)
                        .one()
                ? find(handle, md5)
                : Optional.empty());
    }

    /** Those of the contents that are small and that the version lists, in any order. */
    Bundle small(long artifact, List<String> md5s) {
        return new Bundle(database.read(handle -> handle.createQuery("SELECT md5, bytes FROM content_bytes b "
                        + "WHERE md5 IN (<md5s>) AND EXISTS (SELECT 1 FROM artifact_file f "
                        + "WHERE f.artifact_id = :artifact AND f.digest = b.md5 AND f.ref IS NULL)")
                .bind("artifact", artifact)
                .bindList("md5s", md5s)
                .map((row, ctx) -> new Bundle.Content(row.getString("md5"), row.getBytes("bytes")))
                .list()));
    }

    /** Where large files wait until all their parts are there. */
    Parts parts() {
        return blobs.parts();
    }

    /** The place of the blob with the bytes of a content that is not small. */
    public Path path(Content content) {
        return blobs.path(content.blob());
    }

    /** The bytes of a small content, if it is stored still. */
    public Optional<byte[]> bytes(Content content) {
        return database.read(handle -> handle.createQuery("SELECT bytes FROM content_bytes WHERE md5 = ?")
                .bind(0, content.md5())
                .mapTo(byte[].class)
                .findOne());
    }

    /** Removes blobs that {@link #release} has found to be unused. */
    void discard(List<String> unused) {
        try {
            for (String blob : unused) {
                blobs.delete(blob);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Content> find(Handle handle, String md5) {
        return handle.createQuery("SELECT * FROM content WHERE md5 = ?")
                .bind(0, md5)
                .map((row, ctx) -> new Content(
                        row.getString("md5"), row.getString("blob"), row.getLong("size"), row.getLong("artifact_id")))
                .findOne();
    }

    /** Forgets the files of a version and gives the blobs that nothing counts on any more. */
    static List<String> release(Handle handle, long artifact) {
        List<String> md5s = handle.createQuery("SELECT digest FROM artifact_file WHERE artifact_id = :id "
                        + "AND ref IS NULL UNION SELECT md5 FROM artifact_upload WHERE artifact_id = :id")
                .bind("id", artifact)
                .mapTo(String.class)
                .list();
        List<String> unused = new ArrayList<>(manifests(handle, artifact));
        for (String table : List.of("artifact_file", "artifact_upload", "artifact_manifest")) {
            handle.execute("DELETE FROM " + table + " WHERE artifact_id = ?", artifact);
        }
        md5s.stream().flatMap(md5 -> forget(handle, md5)).forEach(unused::add);
        return unused;
    }

    private static List<String> manifests(Handle handle, long artifact) {
        return handle.createQuery("SELECT blob FROM artifact_manifest WHERE artifact_id = ? AND blob IS NOT NULL")
                .bind(0, artifact)
                .mapTo(String.class)
                .list();
    }

    private static Stream<String> forget(Handle handle, String md5) {
        Optional<Content> content = find(handle, md5);
        int gone = handle.execute(
                "DELETE FROM content WHERE md5 = ? "
                        + "AND NOT EXISTS (SELECT 1 FROM artifact_file WHERE digest = content.md5 AND ref IS NULL) "
                        + "AND NOT EXISTS (SELECT 1 FROM artifact_upload WHERE md5 = content.md5)",
                md5);
        return gone == 0 ? Stream.empty() : content.filter(found -> !found.isSmall()).map(Content::blob).stream();
    }

    private static void add(Handle handle, long artifact, List<Bundle.Content> contents) {
        PreparedBatch rows = handle.prepareBatch(ADD);
        PreparedBatch bytes = handle.prepareBatch("INSERT OR IGNORE INTO content_bytes (md5, bytes) VALUES (?, ?)");
        for (Bundle.Content content : contents) {
            rows.add(content.md5(), "", content.bytes().length, artifact);
            bytes.add(content.md5(), content.bytes());
        }
        rows.execute();
        bytes.execute();
    }

    private static void checkAnnounced(Handle handle, long artifact, Bundle bundle) {
        Set<String> md5s = bundle.contents().stream().map(Bundle.Content::md5).collect(Collectors.toSet());
        int announced = handle.createQuery("SELECT count(DISTINCT md5) FROM artifact_upload "
                        + "WHERE artifact_id = :artifact AND md5 IN (<md5s>)")
                .bind("artifact", artifact)
                .bindList("md5s", List.copyOf(md5s))
                .mapTo(Integer.class)
                .one();
        if (announced < md5s.size()) {
            throw RequestException.notFound(
                    "a content of the bundle is not announced; its artifact version may be " + "committed or deleted");
        }
    }

    /** Where the bytes of an MD5 lie, and the version that they first came with; the blob of small ones is empty. */
    public record Content(String md5, String blob, long size, long artifactId) {
        /** Whether the bytes lie in the database. */
        public boolean isSmall() {
            return blob.isEmpty();
        }
    }
}
