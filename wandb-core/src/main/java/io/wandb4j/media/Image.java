package io.wandb4j.media;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.ArtifactPlace;
import io.wandb4j.internal.place.MediaContent;
import io.wandb4j.internal.place.MediaPlace;
import io.wandb4j.internal.place.RunPlace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A picture, with layers of boxes and masks over it. Immutable.
 *
 * <p>Pixels become a PNG file, a file stays what it is. Log several as a list: the first {@value #MAX_ITEMS} are shown. */
public final class Image extends Media {
    /** The most images of one list. */
    public static final int MAX_ITEMS = 108;

    private final FileContent file;
    private final int width;
    private final int height;
    private final ImageMarks marks;

    private Image(FileContent file, int width, int height, ImageMarks marks) {
        this.file = file;
        this.width = width;
        this.height = height;
        this.marks = marks;
    }

    /** A copy of a picture: PNG, JPEG, GIF, BMP or another kind that this Java reads.
     *
     * @throws UsageException if it cannot be read */
    public static Image of(Path file) {
        MediaContent content = MediaContent.ofFile("an image", file);
        ImageSize size = ImageSize.of(file, content);
        return new Image(
                new FileContent("images", FileContent.extensionOf(file), content),
                size.width(),
                size.height(),
                ImageMarks.NONE);
    }

    /** These pixels, as PNG. */
    public static Image of(BufferedImage image) {
        return of(image, "png");
    }

    /** These pixels in a format: {@code png}, {@code jpg}, {@code jpeg} or {@code bmp}; all but PNG lose transparency.
     *
     * @throws UsageException if it is another one */
    public static Image of(BufferedImage image, String format) {
        if (!List.of("png", "jpg", "jpeg", "bmp").contains(format)) {
            throw new UsageException("an image is written as png, jpg, jpeg or bmp, not as " + format);
        }
        FileContent file = new FileContent("images", "." + format, Pixels.encoded(image, format));
        return new Image(file, image.getWidth(), image.getHeight(), ImageMarks.NONE);
    }

    /** Grey pixels by row and column, from 0 to 255.
     *
     * @throws UsageException if the rows differ in length, or a number is out of range */
    public static Image of(int[][] grey) {
        return of(Pixels.grey("an image", grey));
    }

    /** Pixels by row, column and channel, from 0 to 255: one channel is grey, three are red, green and blue, the fourth alpha.
     *
     * @throws UsageException if rows or pixels differ in length, or a number is out of range */
    public static Image of(int[][][] pixels) {
        int width = pixels.length == 0 ? 0 : pixels[0].length;
        int channels = width == 0 ? 0 : pixels[0][0].length;
        for (int[][] row : pixels) {
            for (int[] pixel : row) {
                if (row.length != width || pixel.length != channels) {
                    throw new UsageException("the rows of an image must have " + width + " pixels of " + channels
                            + " channels each, as the first has; one has " + row.length + " of " + pixel.length);
                }
            }
        }
        return of(Pixels.of(width, pixels.length, channels, (y, x, channel) -> pixels[y][x][channel]));
    }

    /** Unsigned bytes row by row, pixel by pixel, channel by channel.
     *
     * @throws UsageException unless there are {@code width * height * channels} of them */
    public static Image of(byte[] pixels, int width, int height, int channels) {
        if (pixels.length != (long) width * height * channels) {
            throw new UsageException("an image of " + width + " x " + height + " pixels of " + channels
                    + " channels has " + (long) width * height * channels + " bytes, not " + pixels.length);
        }
        return of(Pixels.of(
                width, height, channels, (y, x, channel) -> pixels[(y * width + x) * channels + channel] & 0xff));
    }

    /** The same image with a text to show below it. */
    public Image withCaption(String text) {
        return with(marks.withCaption(FileContent.caption(text)));
    }

    /** The same image as one of a group of so many. */
    public Image withGrouping(int images) {
        return with(marks.withGrouping(images));
    }

    /** The same image with a layer of boxes, whose classes are called {@code class_ID}. */
    public Image withBoxes(String layer, List<BoundingBox> boxes) {
        return withBoxes(layer, boxes, Map.of());
    }

    /** The same image with a layer of boxes and the names of their classes. */
    public Image withBoxes(String layer, List<BoundingBox> boxes, Map<Integer, String> classNames) {
        return with(marks.withBoxes(requireNonNull(layer, "layer"), new BoxLayer(boxes, classNames)));
    }

    /** The same image with a layer of classes by row and column, which are called {@code class_ID}. */
    public Image withMask(String layer, int[][] classIds) {
        return withMask(layer, classIds, Map.of());
    }

    /** The same image with a layer of classes by row and column, and their names.
     *
     * @throws UsageException if the rows differ in length, or a class is not from 0 to 255 */
    public Image withMask(String layer, int[][] classIds, Map<Integer, String> classNames) {
        return with(marks.withMask(requireNonNull(layer, "layer"), MaskLayer.of(classIds, classNames)));
    }

    /** The same image with names of further classes. */
    public Image withClasses(Map<Integer, String> classNames) {
        return with(marks.withClasses(classNames));
    }

    @Override
    public Map<String, Object> logTo(RunPlace place) throws IOException {
        Map<String, Object> json = describe(place);
        marks.logTo(place, json);
        return json;
    }

    @Override
    Map<String, Object> cell(MediaPlace place) throws IOException {
        Map<String, Object> json = describe(place);
        marks.addTo((ArtifactPlace) place, json);
        return json;
    }

    @Override
    CellType cellType() {
        return marks.cellType();
    }

    @Override
    boolean hasGallery() {
        return true;
    }

    @Override
    Map<String, Object> gallery(List<Media> media, RunPlace place) throws IOException {
        if (media.size() > MAX_ITEMS) {
            place.warn("Only " + MAX_ITEMS + " of the " + media.size() + " images of \"" + place.key()
                    + "\" will be uploaded.");
        }
        List<Media> shown = media.subList(0, Math.min(media.size(), MAX_ITEMS));
        boolean alike =
                shown.stream().map(Image.class::cast).allMatch(each -> each.width == width && each.height == height);
        if (!alike) {
            place.warn("The images of \"" + place.key() + "\" differ in size; they will be shown as if they did not.");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("_type", "images/separated");
        json.put("width", width);
        json.put("height", height);
        json.put("format", format());
        json.put("count", shown.size());
        ImageMarks.galleryInto(json, logEach(shown, place));
        if (marks.caption() != null) {
            json.put("captions", captions(shown));
        }
        return json;
    }

    @Override
    @Nullable
    String captionText() {
        return marks.caption();
    }

    private Map<String, Object> describe(MediaPlace place) throws IOException {
        Map<String, Object> json = fileJson("image-file", marks.caption(), place, file);
        json.put("format", format());
        json.put("width", width);
        json.put("height", height);
        if (marks.grouping() != 0) {
            json.put("grouping", marks.grouping());
        }
        return json;
    }

    private String format() {
        return file.extension().isEmpty() ? "" : file.extension().substring(1);
    }

    private Image with(ImageMarks changed) {
        return new Image(file, width, height, changed);
    }
}
