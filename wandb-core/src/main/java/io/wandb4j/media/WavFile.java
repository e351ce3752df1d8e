package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.MediaContent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WAV files of one channel and 16 bits. */
final class WavFile {
    private static final int HEADER = 44;
    private static final int PCM = 1;
    private static final int BYTES = 2;

    private WavFile() {}

    static MediaContent of(double[] samples, int sampleRate) {
        if (sampleRate <= 0) {
            throw new UsageException("the sample rate of a sound must be positive, not " + sampleRate);
        }
        ByteBuffer wav = ByteBuffer.allocate(HEADER + BYTES * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER - 8 + BYTES * samples.length).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) PCM).putShort((short) 1);
        wav.putInt(sampleRate)
                .putInt(sampleRate * BYTES)
                .putShort((short) BYTES)
                .putShort((short) (8 * BYTES));
        wav.put(ascii("data")).putInt(BYTES * samples.length);
        for (int i = 0; i < samples.length; i++) {
            wav.putShort(sample(samples[i], i));
        }
        return MediaContent.of(wav.array());
    }

    private static short sample(double value, int index) {
        if (Double.isNaN(value)) {
            throw new UsageException("sample " + index + " of a sound is NaN; samples are numbers from -1 to 1");
        }
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.rint(value * 0x8000)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
