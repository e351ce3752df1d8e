package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.MediaContent;
import io.wandb4j.internal.place.MediaPlace;
import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sound. Immutable. */
public final class Audio extends Media {
    private static final String FOLDER = "audio";

    private final FileContent file;
    private final @Nullable Integer sampleRate;
    private final @Nullable Double seconds;
    private final @Nullable String caption;

    private Audio(FileContent file, @Nullable Integer sampleRate, @Nullable Double seconds, @Nullable String caption) {
        this.file = file;
        this.sampleRate = sampleRate;
        this.seconds = seconds;
        this.caption = caption;
    }

    /** A copy of a sound file, such as WAV or MP3.
     *
     * @throws UsageException if it cannot be read */
    public static Audio of(Path file) {
        FileContent content =
                new FileContent(FOLDER, FileContent.extensionOf(file), MediaContent.ofFile("a sound", file));
        return new Audio(content, null, null, null);
    }

    /** Samples between -1 and 1 of one channel, kept as a WAV file of 16 bits. Samples beyond are cut off.
     *
     * @param sampleRate samples per second
     * @throws UsageException if a sample is not a number, or the rate is not positive */
    public static Audio of(double[] samples, int sampleRate) {
        FileContent content = new FileContent(FOLDER, ".wav", WavFile.of(samples, sampleRate));
        return new Audio(content, sampleRate, samples.length / (double) sampleRate, null);
    }

    /** The same sound with a text to show below it. */
    public Audio withCaption(String text) {
        return new Audio(file, sampleRate, seconds, FileContent.caption(text));
    }

    /** The same sound with the number of samples per second. */
    public Audio withSampleRate(int rate) {
        return new Audio(file, rate, seconds, caption);
    }

    @Override
    public Map<String, Object> logTo(RunPlace place) throws IOException {
        return cell(place);
    }

    @Override
    Map<String, Object> cell(MediaPlace place) throws IOException {
        return fileJson("audio-file", caption, place, file);
    }

    @Override
    CellType cellType() {
        return CellType.named("audio-file");
    }

    @Override
    boolean hasGallery() {
        return true;
    }

    @Override
    Map<String, Object> gallery(List<Media> media, RunPlace place) throws IOException {
        List<Audio> sounds = media.stream().map(Audio.class::cast).toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("_type", "audio");
        json.put("count", sounds.size());
        json.put("audio", logEach(media, place));
        json.put("sampleRates", sounds.stream().map(sound -> sound.sampleRate).toList());
        json.put("durations", sounds.stream().map(sound -> sound.seconds).toList());
        if (sounds.stream().anyMatch(sound -> sound.caption != null)) {
            json.put(
                    "captions",
                    sounds.stream()
                            .map(sound -> sound.caption == null ? "" : sound.caption)
                            .toList());
        }
        return json;
    }

    @Override
    @Nullable
    String captionText() {
        return caption;
    }
}
