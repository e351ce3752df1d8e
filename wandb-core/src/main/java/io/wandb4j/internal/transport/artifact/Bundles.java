package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Digests;
import io.wandb4j.errors.AuthenticationException;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches small files together, from a server that can; only the project's own one does. */
final class Bundles {
    private static final Logger log = LoggerFactory.getLogger(Bundles.class);
    static final String FEATURE = "WANDB4J_ARTIFACT_BUNDLES";
    // To ask a server whether it does pays for many files only.
    static final int MANY = 16;
    private static final int SMALL = 1 << 16;
    private static final int MOST_ASKED = 128;
    private static final int MD5_BYTES = 16;

    private final ApiClient client;

    Bundles(ApiClient client) {
        this.client = client;
    }

    /** Whether a file is one of those that go together. */
    static boolean isSmall(ArtifactEntry entry) {
        return entry.size() <= SMALL;
    }

    /** What is to be fetched together: small files that are neighbours, every other one alone. */
    static List<List<ArtifactEntry>> groups(List<ArtifactEntry> entries) {
        List<List<ArtifactEntry>> groups = new ArrayList<>();
        List<ArtifactEntry> open = new ArrayList<>();
        for (ArtifactEntry entry : entries) {
            if (entry.reference().isPresent() || !isSmall(entry)) {
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
