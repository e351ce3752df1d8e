package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.MediaContent;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pixels from numbers, and files from pixels. */
final class Pixels {
    private static final int LARGEST = 65_500;

    private Pixels() {}

    /** Grey pixels by row and column, from 0 to 255. */
    static BufferedImage grey(String what, int[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        checkSize(what, width, rows.length);
        BufferedImage image = new BufferedImage(width, rows.length, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < rows.length; y++) {
            if (rows[y].length != width) {
                throw new UsageException(
                        "row " + y + " of " + what + " has " + rows[y].length + " pixels, but the first has " + width);
            }
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, checked(what, rows[y][x]));
            }
        }
        return image;
    }

    /** Pixels of 1, 3 or 4 channels, row by row, from 0 to 255. */
    static BufferedImage of(int width, int height, int channels, Samples samples) {
        checkSize("an image", width, height);
        int type =
                switch (channels) {
                    case 1 -> BufferedImage.TYPE_BYTE_GRAY;
                    case 3 -> BufferedImage.TYPE_3BYTE_BGR;
                    case 4 -> BufferedImage.TYPE_4BYTE_ABGR;
                    default ->
                        throw new UsageException(
                                "an image has 1 channel (grey), 3 (red, green, blue) or 4 (and alpha), not "
                                        + channels);
                };
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    image.getRaster().setSample(x, y, channel, checked("an image", samples.at(y, x, channel)));
                }
            }
        }
        return image;
    }

    static MediaContent png(BufferedImage image) {
        return encoded(image, "png");
    }

    /** The image in a format that Java writes; formats without alpha lose it. */
    static MediaContent encoded(BufferedImage image, String format) {
        checkSize("an image", image.getWidth(), image.getHeight());
        boolean opaque = !format.toLowerCase(Locale.ROOT).equals("png");
        BufferedImage source = opaque && image.getColorModel().hasAlpha() ? withoutAlpha(image) : image;
        try {
            return MediaContent.of(out -> write(source, format, out));
        } catch (IOException e) {
            throw new UsageException("cannot write an image as " + format + ": " + e.getMessage(), e);
        }
    }

    private static void write(BufferedImage image, String format, OutputStream out) throws IOException {
        try (MemoryCacheImageOutputStream imageOut = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image, format, imageOut)
                    && !ImageIO.write(
                            drawn(
                                    image,
                                    image.getColorModel().hasAlpha()
                                            ? BufferedImage.TYPE_INT_ARGB
                                            : BufferedImage.TYPE_INT_RGB),
                            format,
                            imageOut)) {
                throw new IOException("this Java has no writer for it");
            }
        }
    }

    /** The colours as they are, without what was said of their transparency. */
    private static BufferedImage withoutAlpha(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                opaque.setRGB(x, y, image.getRGB(x, y));
            }
        }
        return opaque;
    }

    private static BufferedImage drawn(BufferedImage image, int type) {
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), type);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return copy;
    }

    private static void checkSize(String what, int width, int height) {
        if (width < 1 || height < 1 || width > LARGEST || height > LARGEST) {
            throw new UsageException(
                    what + " must be 1 to " + LARGEST + " pixels wide and high, not " + width + " x " + height);
        }
    }

    private static int checked(String what, int value) {
        if (value < 0 || value > 255) {
            throw new UsageException("the pixels of " + what + " must be from 0 to 255, not " + value);
        }
        return value;
    }

    /** One number of a pixel. */
    @FunctionalInterface
    interface Samples {
        int at(int row, int column, int channel);
    }
}
