package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.Download;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References to what a web server has. */
class HttpReferenceTest {
    @TempDir
    Path dir;

    /** What the web server has, by path. */
    private final Map<String, String> pages = new ConcurrentHashMap<>();

    private HttpServer web;
    private LocalServer server;
    private Api api;

    @BeforeEach
    void start() throws IOException {
        web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        web.createContext("/", this::answer);
        web.start();
        server = LocalServer.start(dir.resolve("server"));
        api = Api.connect(settings());
        pages.put("/rows.csv", "a,b\n1,2\n");
        pages.put("/untagged/notes.txt", "notes");
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
        web.stop(0);
    }

    @Test
    void whatIsElsewhereIsLoggedByItsTagAndFetchedThroughRedirects() throws Exception {
        ArtifactVersion version = log();
        Path folder = version.download(dir.resolve("whole"));

        ArtifactEntry tagged = version.manifest().entry("rows.csv").orElseThrow();
        assertThat(tagged.reference()).contains(url("/rows.csv"));
        assertThat(tagged.digest()).isEqualTo(tag("a,b\n1,2\n"));
        assertThat(tagged.size()).isEqualTo(8);
        assertThat(tagged.extra()).containsEntry("etag", '"' + tag("a,b\n1,2\n") + '"');
        ArtifactEntry untagged = version.manifest().entry("notes.txt").orElseThrow();
        assertThat(untagged.digest()).isEqualTo(url("/untagged/notes.txt"));
        assertThat(folder.resolve("rows.csv")).hasContent("a,b\n1,2\n");
        assertThat(folder.resolve("notes.txt")).hasContent("notes");
        version.verify(folder);
    }

    @Test
    void whatHasChangedSinceIsRefused() throws Exception {
        ArtifactVersion version = log();
        pages.put("/rows.csv", "a,b\n1,3\n");

        assertThatThrownBy(() -> version.download(dir.resolve("changed")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'rows.csv'")
                .hasMessageContaining("has changed from '" + tag("a,b\n1,2\n") + "' to '" + tag("a,b\n1,3\n"));
        assertThat(dir.resolve("changed/rows.csv")).doesNotExist();

        pages.remove("/rows.csv");
        assertThatThrownBy(
                        () -> version.download(Download.to(dir.resolve("gone")).only("rows.csv")))
                .isInstanceOf(CommunicationException.class)
                .hasMessageContaining("/rows.csv")
                .hasMessageContaining("404");
        assertThat(dir.resolve("gone/rows.csv")).doesNotExist();
    }

    @Test
    void whatHasNoTagIsRefusedWhenItsSizeHasChanged() throws Exception {
        ArtifactVersion version = log();
        pages.put("/untagged/notes.txt", "more notes");

        assertThatThrownBy(() ->
                        version.download(Download.to(dir.resolve("changed")).only("notes.txt")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'notes.txt'")
                .hasMessageContaining("has changed from 5 bytes to 10 bytes");
        assertThat(dir.resolve("changed/notes.txt")).doesNotExist();
    }

    private ArtifactVersion log() throws Exception {
        try (Run run = Wandb.init(settings())) {
            run.logArtifact(Artifact.create("web", "dataset", run.settings())
                            .addReference(url("/moved/rows.csv"))
                            .addReference(url("/untagged/notes.txt")))
                    .get();
        }
        return api.artifact("web");
    }

    private Settings settings() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("web")
                .rootDir(dir)
                .cacheDir(dir.resolve("cache"))
                .dataDir(dir.resolve("data"))
                .silent(true)
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String page = pages.get(path);
        if (path.startsWith("/moved/")) {
            exchange.getResponseHeaders().set("Location", path.substring("/moved".length()));
            exchange.sendResponseHeaders(302, -1);
        } else if (page != null) {
            if (!path.startsWith("/untagged/")) {
                exchange.getResponseHeaders().set("ETag", '"' + tag(page) + '"');
            }
            exchange.sendResponseHeaders(200, page.length());
            exchange.getResponseBody().write(page.getBytes(UTF_8));
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    private static String tag(String page) {
        return "tag-" + Integer.toHexString(page.hashCode());
    }

    private String url(String path) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + path;
    }
}
