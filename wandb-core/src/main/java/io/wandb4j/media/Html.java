package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.MediaContent;
import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A web page or a part of one. Immutable. */
public final class Html extends SingleFile {
    // What the official client adds, so that a page looks alike whoever logged it.
    private static final String STYLE = "<base target=\"_blank\"><link rel=\"stylesheet\" type=\"text/css\""
            + " href=\"https://app.wandb.ai/normalize.css\" />";
    private static final String HEAD = "<head>";
    private static final String ROOT = "<html>";

    private Html(MediaContent content) {
        super("html-file", new FileContent("html", ".html", content), null);
    }

    /** A page with this text, in the style of W&amp;B: links open in a new window. */
    public static Html of(String html) {
        return ofRaw(styled(html));
    }

    /** A page with exactly this text. */
    public static Html ofRaw(String html) {
        return new Html(MediaContent.of(html.getBytes(StandardCharsets.UTF_8)));
    }

    /** A copy of a page, in the style of W&amp;B: links open in a new window.
     *
     * @throws UsageException if it cannot be read as UTF-8 */
    public static Html of(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new UsageException("cannot read a page '" + file + "': " + e, e);
        }
    }

    @Override
    Map<String, Object> gallery(List<Media> media, RunPlace place) throws IOException {
        return gallery("html", "html", logEach(media, place));
    }

    /** A page in the style of W&amp;B. */
    static String styled(String html) {
        int head = html.indexOf(HEAD);
        if (head >= 0) {
            int end = head + HEAD.length();
            return (html.substring(0, end) + STYLE + html.substring(end)).strip();
        }
        int root = html.indexOf(ROOT);
        if (root >= 0) {
            int end = root + ROOT.length();
            return (html.substring(0, end) + HEAD + STYLE + "</head>" + html.substring(end)).strip();
        }
        return (STYLE + html).strip();
    }
}
