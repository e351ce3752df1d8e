package io.wandb4j.media;

import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.place.ArtifactPlace;
import io.wandb4j.internal.place.MediaContent;
import io.wandb4j.internal.place.MediaPlace;
import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A value that a row refers to and a file of the run holds, such as an {@link Image} or a {@link Table}.
 *
 * <p>Log it alone or in a list; a list of one kind is shown as a gallery. Immutable but for {@link IncrementalTable}: what a
 * medium is made of is copied when it is made. */
public abstract sealed class Media permits Image, IncrementalTable, SingleFile, Table {
    Media() {}

    /** Keeps the content in a run and answers the JSON of the row. For the use of runs. */
    public abstract Map<String, Object> logTo(RunPlace place) throws IOException;

    /** Keeps all media of a list in a run and answers the JSON of the row: one object if they are of one kind that has
     * galleries, else a list. For the use of runs. */
    public static Object logAll(List<Media> media, RunPlace place) throws IOException {
        Media first = media.get(0);
        boolean oneKind = media.stream().allMatch(medium -> medium.getClass() == first.getClass());
        if (oneKind && first.hasGallery()) {
            return first.gallery(media, place);
        }
        return logEach(media, place);
    }

    /** Keeps the content in an artifact, with a file that describes it. For the use of artifacts.
     *
     * @param path of that file, without the ending that says what it is */
    public void addTo(ArtifactPlace artifact, String path) throws IOException {
        Map<String, Object> json = new TreeMap<>(cell(artifact));
        byte[] text = Json.write(json).getBytes(StandardCharsets.UTF_8);
        artifact.add(path + "." + json.get("_type") + ".json", MediaContent.of(text));
    }

    /** Whether a list of this kind is one object. */
    boolean hasGallery() {
        return false;
    }

    /** The JSON of a list of this kind. */
    Map<String, Object> gallery(List<Media> media, RunPlace place) throws IOException {
        throw new IllegalStateException("no gallery of " + getClass().getSimpleName());
    }

    /** The caption, null if there is none. */
    @Nullable
    String captionText() {
        return null;
    }

    /** The JSON of a cell of a table that is kept in an artifact. */
    Map<String, Object> cell(MediaPlace artifact) throws IOException {
        throw new IllegalStateException(getClass().getSimpleName() + " in a table");
    }

    /** The type of a column that holds such media, null if tables cannot hold them. */
    @Nullable
    CellType cellType() {
        return null;
    }

    static List<Map<String, Object>> logEach(List<Media> media, RunPlace place) throws IOException {
        List<Map<String, Object>> json = new ArrayList<>();
        for (Media medium : media) {
            json.add(medium.logTo(place));
        }
        return json;
    }

    /** What all files say of themselves. */
    static Map<String, Object> fileJson(String type, @Nullable String caption, MediaPlace place, FileContent file)
            throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("_type", type);
        if (caption != null) {
            json.put("caption", caption);
        }
        json.putAll(place.keep(file.folder(), file.extension(), file.content()));
        return json;
    }

    /** The captions of a list as most kinds tell them: false if the first has none. */
    static Object captions(List<Media> media) {
        return media.get(0).captionText() == null
                ? false
                : media.stream().map(Media::captionText).toList();
    }
}
