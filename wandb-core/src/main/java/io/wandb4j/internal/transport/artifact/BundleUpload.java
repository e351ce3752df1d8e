package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Digests;
import io.wandb4j.errors.AuthenticationException;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads the small files of one artifact together, to a server that can; only the project's own one does. */
final class BundleUpload {
    private static final Logger log = LoggerFactory.getLogger(BundleUpload.class);
    private static final int LARGEST = 1 << 20;

    private final ApiClient client;
    private final String artifactId;
    private final Function<ArtifactEntry, Path> place;

    BundleUpload(ApiClient client, String artifactId, Function<ArtifactEntry, Path> place) {
        this.client = client;
        this.artifactId = artifactId;
        this.place = place;
    }

    /** Uploads what the server lacks of the small ones among up to 1,000 files.
     *
     * @return by digest, the version that brought the content first; what is not there must be uploaded alone */
    Map<String, String> upload(Parallel parallel, List<ArtifactEntry> files) {
        Map<String, ArtifactEntry> small = new LinkedHashMap<>();
        files.stream().filter(Bundles::isSmall).forEach(file -> small.putIfAbsent(file.digest(), file));
        if (small.size() < Bundles.MANY || !client.supports(Bundles.FEATURE)) {
            return Map.of();
        }
        try {
            Map<String, String> births = announce(small.keySet());
            List<Callable<List<ArtifactEntry>>> tasks = new ArrayList<>();
            for (List<ArtifactEntry> bundle : bundles(small, births)) {
                tasks.add(() -> put(bundle) ? bundle : List.of());
            }
            parallel.all(tasks).forEach(bundle -> bundle.forEach(file -> births.put(file.digest(), artifactId)));
            return births;
        } catch (AuthenticationException e) {
            return Map.of(); // Alone, they have signed addresses, which need no key.
        } catch (CommunicationException e) {
            return refused(e, Map.of());
        }
    }

    /** Which versions brought those contents that the server has. */
    private Map<String, String> announce(Collection<String> digests) {
        ByteArrayOutputStream md5s = new ByteArrayOutputStream();
        digests.forEach(digest -> md5s.writeBytes(Base64.getDecoder().decode(digest)));
        byte[] answer = client.ask("files", List.of("artifact-bundles", artifactId, "announced"), md5s.toByteArray());
        Iterator<String> ids = checked(new String(answer, StandardCharsets.US_ASCII), digests.size())
                .iterator();
        Map<String, String> births = new LinkedHashMap<>();
        for (String digest : digests) {
            String id = ids.next();
            if (!id.isEmpty()) {
                births.put(digest, id);
            }
        }
        return births;
    }

    /** The lines of an answer, whose last one is the digest of those before. */
    private static List<String> checked(String answer, int lines) {
        int end = answer.lastIndexOf('\n') + 1;
        String births = answer.substring(0, end);
        List<String> ids = births.lines().toList();
        if (ids.size() != lines
                || !answer.substring(end).equals(Digests.of(births.getBytes(StandardCharsets.US_ASCII)))) {
            throw CommunicationException.rejected(0, "what the server said of " + lines + " files was damaged", null);
        }
        return ids;
    }

    private static List<List<ArtifactEntry>> bundles(Map<String, ArtifactEntry> small, Map<String, String> births) {
        List<List<ArtifactEntry>> bundles = new ArrayList<>();
        List<ArtifactEntry> open = new ArrayList<>();
        long size = 0;
        for (ArtifactEntry file : small.values()) {
            if (births.containsKey(file.digest())) {
                continue;
            }
            if (open.isEmpty() || size + file.size() > LARGEST) {
                open = new ArrayList<>();
                bundles.add(open);
                size = 0;
            }
            open.add(file);
            size += file.size();
        }
        return bundles;
    }

    /** Whether the server took all of them; if not, it took none. */
    private boolean put(List<ArtifactEntry> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(LARGEST);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (ArtifactEntry file : files) {
                byte[] content = Files.readAllBytes(place.apply(file));
                out.write(Base64.getDecoder().decode(file.digest()));
                out.writeInt(content.length);
                out.write(content);
            }
            client.put(files.size() + " files", List.of("artifact-bundles", artifactId), bytes.toByteArray());
            return true;
        } catch (IOException e) {
            return false; // Alone, the file that cannot be read is named.
        } catch (AuthenticationException e) {
            return false;
        } catch (CommunicationException e) {
            return refused(e, false);
        }
    }

    private static <T> T refused(CommunicationException failure, T answer) {
        if (!failure.isRejected()) {
            throw failure;
        }
        log.info("{}; they are sent one by one", failure.getMessage());
        return answer;
    }
}
