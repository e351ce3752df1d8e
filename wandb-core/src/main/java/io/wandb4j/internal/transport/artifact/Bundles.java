package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Digests;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends small files together to a server that takes them so; only the project's own one does. */
final class Bundles {
    private static final Logger log = LoggerFactory.getLogger(Bundles.class);
    private static final String FEATURE = "WANDB4J_ARTIFACT_BUNDLES";
    // To ask a server whether it does pays for many files only.
    private static final int MANY = 16;
    private static final int SMALL = 1 << 16;
    private static final int LARGEST = 1 << 20;

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
        } catch (CommunicationException e) {
            if (!e.isRejected()) {
                throw e;
            }
            log.info("{}; they are sent one by one", e.getMessage());
            return false;
        }
    }
}
