package io.wandb4j.training.evaluation;

import io.wandb4j.errors.UsageException;
import io.wandb4j.media.Image;
import java.util.function.Function;

/** Shows features as a picture. They may go from 0 to 1, from 0 to 255, or anywhere: then they are stretched. */
record PixelView(int width, int height, int channels) implements Function<float[], Image> {
    private static final float WHITE = 255;

    PixelView {
        if (width < 1 || height < 1 || (channels != 1 && channels != 3)) {
            throw new UsageException("a sample cannot be shown as " + width + " x " + height + " pixels of " + channels
                    + " channels; there are 1 or 3");
        }
    }

    @Override
    public Image apply(float[] features) {
        int pixels = width * height;
        if (features.length != pixels * channels) {
            throw new UsageException("a sample of " + features.length + " features is not a picture of " + width + " x "
                    + height + " pixels of " + channels + " channels");
        }
        float low = 0;
        float high = 0;
        for (float feature : features) {
            low = Math.min(low, feature);
            high = Math.max(high, feature);
        }
        high = low < 0 || high > WHITE ? high : high > 1 ? WHITE : 1;
        byte[] bytes = new byte[features.length];
        for (int i = 0; i < features.length; i++) {
            float shade = (features[i] - low) / (high - low) * WHITE;
            bytes[i % pixels * channels + i / pixels] = (byte) Math.round(Math.max(0, Math.min(WHITE, shade)));
        }
        return Image.of(bytes, width, height, channels);
    }
}
