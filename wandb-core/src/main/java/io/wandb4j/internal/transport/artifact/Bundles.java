package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Digests;
import io.wandb4j.errors.AuthenticationException;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves small files together, to and from a server that can; only the project's own one does. */
final class Bundles {
    private static final Logger log = LoggerFactory.getLogger(Bundles.class);
    private static final String FEATURE = "WANDB4J_ARTIFACT_BUNDLES";
    // To ask a server whether it does pays for many files only.
    private static final int MANY = 16;
    private static final int SMALL = 1 << 16;
    private static final int LARGEST = 1 << 20;
    private static final int MOST_ASKED = 128;
    private static final int MD5_BYTES = 16;

    private final ApiClient client;

    Bundles(ApiClient client) {
        this.client = client;
    }

    /** What is to be uploaded together: small files that the server lacks, every other one alone. */
    List<List<FileUploads.Upload>> of(List<FileUploads.Upload> uploads) {
        List<List<FileUploads.Upload>> bundles = new ArrayList<>();
        List<FileUploads.Upload> open = new ArrayList<>();
        long size = 0;
        boolean bundling = uploads.size() >= MANY && client.supports(FEATURE);
        for (FileUploads.Upload upload : uploads) {
            long more = upload.entry().size();
            if (!bundling || !upload.isWanted() || upload.isInParts() || more > SMALL) {
                bundles.add(List.of(upload));
                continue;
            }
            if (size + more > LARGEST) {
                bundles.add(open);
                open = new ArrayList<>();
                size = 0;
            }
            open.add(upload);
            size += more;
        }
        if (!open.isEmpty()) {
            bundles.add(open);
        }
        return bundles;
    }

    /** Sends files together.
     *
     * @return whether the server took all of them; if not, it took none */
    boolean put(String artifactId, List<FileUploads.Upload> uploads, Function<ArtifactEntry, Path> place) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (FileUploads.Upload upload : uploads) {
                byte[] content = Files.readAllBytes(place.apply(upload.entry()));
                out.write(HexFormat.of().parseHex(Digests.hex(upload.entry().digest())));
                out.writeInt(content.length);
                out.write(content);
            }
            client.put(uploads.size() + " files", List.of("artifact-bundles", artifactId), bytes.toByteArray());
            return true;
        } catch (IOException e) {
            return false; // Alone, the file that cannot be read is named.
        } catch (AuthenticationException e) {
            return false; // Alone, they have signed addresses, which need no key.
        } catch (CommunicationException e) {
            if (!e.isRejected()) {
                throw e;
            }
            log.info("{}; they are sent one by one", e.getMessage());
            return false;
        }
    }

    /** What is to be fetched together: small files that are neighbours, every other one alone. */
    static List<List<ArtifactEntry>> groups(List<ArtifactEntry> entries) {
        List<List<ArtifactEntry>> groups = new ArrayList<>();
        List<ArtifactEntry> open = new ArrayList<>();
        for (ArtifactEntry entry : entries) {
            if (entry.reference().isPresent() || entry.size() > SMALL) {
                groups.add(List.of(entry));
                continue;
            }
            open.add(entry);
            if (open.size() == MOST_ASKED) {
                groups.add(open);
                open = new ArrayList<>();
            }
        }
        groups.add(open);
        return groups;
    }

    /** The contents by their digests; those that the server does not give so are not among them. */
    Map<String, byte[]> fetch(String artifactId, List<ArtifactEntry> entries) {
        if (entries.size() < MANY || !client.supports(FEATURE)) {
            return Map.of();
        }
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        entries.stream()
                .map(ArtifactEntry::digest)
                .distinct()
                .forEach(digest -> digests.writeBytes(Base64.getDecoder().decode(digest)));
        try {
            return read(client.ask(
                    entries.size() + " files", List.of("artifact-bundles", artifactId), digests.toByteArray()));
        } catch (AuthenticationException e) {
            return Map.of(); // Alone, they have signed addresses, which need no key.
        } catch (CommunicationException e) {
            if (!e.isRejected()) {
                throw e;
            }
            log.info("{}; they are fetched one by one", e.getMessage());
            return Map.of();
        }
    }

    /** What of an answer is right: the rest is asked for again. */
    private static Map<String, byte[]> read(byte[] answer) {
        Map<String, byte[]> contents = new HashMap<>();
        ByteBuffer in = ByteBuffer.wrap(answer);
        while (in.remaining() >= MD5_BYTES + Integer.BYTES) {
            byte[] md5 = new byte[MD5_BYTES];
            in.get(md5);
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                break;
            }
            byte[] content = new byte[length];
            in.get(content);
            String digest = Digests.of(content);
            if (digest.equals(Base64.getEncoder().encodeToString(md5))) {
                contents.put(digest, content);
            }
        }
        return contents;
    }
}
