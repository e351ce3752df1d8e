package io.wandb4j.media;

import static java.util.Objects.requireNonNullElse;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.MediaContent;
import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sound. Immutable. */
public final class Audio extends SingleFile {
    private static final String FOLDER = "audio";

    private final @Nullable Integer sampleRate;
    private final @Nullable Double seconds;

    private Audio(FileContent file, @Nullable Integer sampleRate, @Nullable Double seconds, @Nullable String caption) {
        super("audio-file", file, caption);
        this.sampleRate = sampleRate;
        this.seconds = seconds;
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
        return new Audio(file(), sampleRate, seconds, FileContent.caption(text));
    }

    /** The same sound with the number of samples per second. */
    public Audio withSampleRate(int rate) {
        return new Audio(file(), rate, seconds, captionText());
    }

    @Override
    Map<String, Object> gallery(List<Media> media, RunPlace place) throws IOException {
        List<Audio> sounds = media.stream().map(Audio.class::cast).toList();
        Map<String, Object> json = gallery("audio", "audio", logEach(media, place));
        json.put("sampleRates", sounds.stream().map(sound -> sound.sampleRate).toList());
        json.put("durations", sounds.stream().map(sound -> sound.seconds).toList());
        if (sounds.stream().anyMatch(sound -> sound.captionText() != null)) {
            json.put(
                    "captions",
                    sounds.stream()
                            .map(sound -> requireNonNullElse(sound.captionText(), ""))
                            .toList());
        }
        return json;
    }
}
