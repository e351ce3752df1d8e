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
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** A text with headings, lists, links and tables, written in Markdown. Immutable.
 *
 * <p>It is logged as the page that it describes, which every server shows; HTML in it is shown as text. */
public final class Markdown extends SingleFile {
    // Browsers' own letters and tables without lines are hard to read.
    private static final String STYLE = "<style>body{font:14px/1.5 system-ui,sans-serif}"
            + "table{border-collapse:collapse}th,td{border:1px solid #ccc;padding:.2em .6em}"
            + "pre{background:#f4f4f4;padding:.6em;overflow:auto}img{max-width:100%}</style>\n";
    private static final int DEEPEST = 100; // lists in lists; what is deeper is text
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER =
            Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(DEEPEST).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .build();

    private Markdown(MediaContent content) {
        super("html-file", new FileContent("html", ".html", content), null);
    }

    /** What this text describes: CommonMark, and tables as GitHub writes them. */
    public static Markdown of(String text) {
        String page = Html.styled(STYLE + RENDERER.render(PARSER.parse(text)));
        return new Markdown(MediaContent.of(page.getBytes(StandardCharsets.UTF_8)));
    }

    /** What the text of a file describes.
     *
     * @throws UsageException if it cannot be read as UTF-8 */
    public static Markdown of(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new UsageException("cannot read Markdown '" + file + "': " + e, e);
        }
    }

    @Override
    Map<String, Object> gallery(List<Media> media, RunPlace place) throws IOException {
        return gallery("html", "html", logEach(media, place));
    }
}
