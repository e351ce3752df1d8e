package io.wandb4j.media;

import io.wandb4j.internal.place.MediaPlace;
import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A medium that is one file, perhaps with a caption. Immutable. */
abstract sealed class SingleFile extends Media permits Audio, Graph, Html, Markdown, Molecule, Object3D, Plotly, Video {
    private final String type;
    private final FileContent file;
    private final @Nullable String caption;

    /** @param type as JSON calls it, such as {@code audio-file} */
    SingleFile(String type, FileContent file, @Nullable String caption) {
        this.type = type;
        this.file = file;
        this.caption = caption;
    }

    @Override
    public Map<String, Object> logTo(RunPlace place) throws IOException {
        return cell(place);
    }

    @Override
    Map<String, Object> cell(MediaPlace place) throws IOException {
        return fileJson(type, caption, place, file);
    }

    @Override
    @Nullable
    CellType cellType() {
        return CellType.named(type);
    }

    @Override
    boolean hasGallery() {
        return true;
    }

    @Override
    @Nullable
    String captionText() {
        return caption;
    }

    FileContent file() {
        return file;
    }

    /** The JSON of a gallery, of which each kind names the list in its own way. */
    static Map<String, Object> gallery(String type, String listName, List<?> list) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("_type", type);
        json.put("count", list.size());
        json.put(listName, list);
        return json;
    }
}
