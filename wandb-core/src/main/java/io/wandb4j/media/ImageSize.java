package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.MediaContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** How large the picture in a file is. */
record ImageSize(int width, int height) {
    /** Reads all of the picture, so that a file that ends too early is found now and not by who looks at it.
     *
     * @throws UsageException if it cannot be read */
    static ImageSize of(Path file, MediaContent content) {
        try (InputStream in = content.open();
                ImageInputStream image = new MemoryCacheImageInputStream(in)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(image);
            if (!readers.hasNext()) {
                throw new UsageException("cannot read an image '" + file
                        + "': it is not PNG, JPEG, GIF, BMP or TIFF; convert it, or log it as an artifact");
            }
            return read(readers.next(), image);
        } catch (IOException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) { // readers differ in what they throw
            throw new UsageException("cannot read an image '" + file + "': it is broken: " + e.getMessage(), e);
        }
    }

    private static ImageSize read(ImageReader reader, ImageInputStream image) throws IOException {
        try {
            reader.setInput(image);
            if (reader.canReadRaster()) { // colours that Java cannot show, such as CMYK, are fine
                reader.readRaster(0, null);
            } else {
                reader.read(0);
            }
            return new ImageSize(reader.getWidth(0), reader.getHeight(0));
        } finally {
            reader.dispose();
        }
    }
}
