package io.wandb4j.media;

import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A film. Immutable. */
public final class Video extends SingleFile {
    private Video(FileContent file, @Nullable String caption) {
        super("video-file", file, caption);
    }

    /** A copy of a film: GIF, MP4, WebM or Ogg.
     *
     * @throws io.wandb4j.errors.UsageException if it is none of these, or cannot be read */
    public static Video of(Path file) {
        return new Video(FileContent.of("a video", "videos", file, List.of("gif", "mp4", "webm", "ogg")), null);
    }

    /** The same film with a text to show below it. */
    public Video withCaption(String text) {
        return new Video(file(), FileContent.caption(text));
    }

    @Override
    Map<String, Object> gallery(List<Media> media, RunPlace place) throws IOException {
        Map<String, Object> json = gallery("videos", "videos", logEach(media, place));
        json.put("captions", captions(media));
        return json;
    }
}
