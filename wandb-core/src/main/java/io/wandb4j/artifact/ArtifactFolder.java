package io.wandb4j.artifact;

import static java.util.Objects.requireNonNull;

import io.wandb4j.internal.place.ArtifactPlace;
import io.wandb4j.internal.place.MediaContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** An artifact that a table and the media of its cells are put into. */
final class ArtifactFolder implements ArtifactPlace {
    private static final int ID_LENGTH = 20;

    private final Artifact artifact;
    private final Map<String, String> digests = new HashMap<>();

    ArtifactFolder(Artifact artifact) {
        this.artifact = artifact;
    }

    @Override
    public Map<String, Object> keep(String folder, String extension, MediaContent content) throws IOException {
        String path = "media/" + folder + "/" + content.sha256().substring(0, ID_LENGTH) + extension;
        add(path, content);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", path);
        json.put("sha256", content.sha256());
        return json;
    }

    @Override
    public String add(String path, MediaContent content) throws IOException {
        String known = digests.get(path);
        if (known != null) { // cells may share an image
            return known;
        }
        try (InputStream in = content.open()) {
            artifact.addContent(path, in);
        }
        String digest = requireNonNull(artifact.entryDigest(path), path);
        digests.put(path, digest);
        return digest;
    }

    @Override
    public void write(String path, MediaContent.Writer content) throws IOException {
        try (OutputStream out = artifact.newFile(path)) {
            content.writeTo(out);
        }
    }
}
