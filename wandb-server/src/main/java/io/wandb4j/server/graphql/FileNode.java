package io.wandb4j.server.graphql;

import java.net.URLConnection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file as clients see it, of a run or of an artifact: the value behind the schema's {@code File}.
 *
 * @param id the id, unique over all files
 * @param name the name in its run or artifact
 * @param url where an authenticated client reads it
 * @param direct gives the address where anybody who was given it reads the file, for a while; to make it takes time
 * @param uploadUrl where anybody who was given the address writes it, for a while
 * @param sizeBytes the size
 * @param updatedAt when it was last written, milliseconds since 1970
 * @param md5 the MD5 in Base64
 * @param artifact the artifact version that brought the bytes first; null for the files of runs
 * @param uploadMultipartUrls where its parts are written, if it is to come in parts
 */
public record FileNode(
        String id,
        String name,
        @Nullable String url,
        Supplier<@Nullable String> direct,
        @Nullable String uploadUrl,
        long sizeBytes,
        long updatedAt,
        @Nullable String md5,
        @Nullable Long artifact,
        @Nullable Map<String, Object> uploadMultipartUrls) {

    /** Where anybody who was given the address reads it, for a while. */
    public @Nullable String directUrl() {
        return direct.get();
    }

    /** The name once more, as artifact queries call it. */
    public String displayName() {
        return name;
    }

    /** The name once more: files have no other path here. */
    public String storagePath() {
        return name;
    }

    /** The digest, which is the MD5. */
    public @Nullable String digest() {
        return md5;
    }

    /** What an upload of the file must say about itself. */
    public List<String> uploadHeaders() {
        return uploadUrl == null || md5 == null
                ? List.of()
                : List.of("Content-MD5:" + md5, "Content-Type:application/octet-stream");
    }

    /** What the name says about the content. */
    public String mimetype() {
        String guess = URLConnection.guessContentTypeFromName(name);
        return guess == null ? "application/octet-stream" : guess;
    }
}
