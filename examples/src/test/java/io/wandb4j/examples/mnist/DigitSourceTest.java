package io.wandb4j.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitSourceTest {
    @TempDir
    Path dir;

    private final MockWebServer first = new MockWebServer();
    private final MockWebServer second = new MockWebServer();
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        first.start();
        second.start();
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void readsTheFolderThatIsNamed() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("mine"));
        IdxFiles.writeFolder(folder, 12, 5);

        Digits digits = source().load(Optional.of(folder));

        assertThat(digits.name()).isEqualTo("MNIST");
        assertThat(digits.train().size()).isEqualTo(12);
        assertThat(digits.test().labels()).containsExactly(0, 1, 2, 3, 4);
        assertThat(digits.train().pixels()[255]).isEqualTo(1f);
        assertThat(digits.first(3, 2).train().oneHotLabels()).hasSize(30).endsWith(0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void prefersTheFolderOfTheEnvironmentToTheNetwork() throws IOException {
        IdxFiles.writeFolder(dir, 3, 3);

        Digits digits =
                new DigitSource(Optional.of(dir), dir.resolve("cache"), mirrors(), notices::add).load(Optional.empty());

        assertThat(digits.train().size()).isEqualTo(3);
        assertThat(first.getRequestCount()).isZero();
    }

    @Test
    void saysWhichFileANamedFolderLacks() throws IOException {
        IdxFiles.writeFolder(dir, 3, 3);
        Files.delete(dir.resolve("train-labels-idx1-ubyte.gz"));

        assertThatThrownBy(() -> source().load(Optional.of(dir)))
                .isInstanceOf(UsageException.class)
                .hasMessage(dir + ": expected train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz of MNIST there,"
                        + " found neither");
    }

    @Test
    void saysThatPicturesAndLabelsDoNotMatch() throws IOException {
        IdxFiles.writeFolder(dir, 3, 3);
        Path labels = Files.write(dir.resolve("train-labels-idx1-ubyte"), IdxFiles.bytes(new int[] {1}, new byte[1]));

        assertThatThrownBy(() -> source().load(Optional.of(dir)))
                .hasMessage(labels + ": expected 3 labels, one for each picture, found 1");
    }

    @Test
    void downloadsFromTheSecondMirrorWhenTheFirstFails() throws IOException {
        Path mnist = RealMnist.folder();
        first.setDispatcher(answer(request -> status(503)));
        second.setDispatcher(answer(request -> file(mnist, request)));

        Digits digits = source().load(Optional.empty());

        assertThat(digits.name()).isEqualTo("MNIST");
        assertThat(digits.train().size()).isEqualTo(60_000);
        assertThat(digits.test().size()).isEqualTo(10_000);
        assertThat(digits.test().labels()).startsWith(7, 2, 1, 0);
        assertThat(notices).hasSize(4).allMatch(line -> line.contains("HTTP 503"));
        assertThat(cached()).hasSize(4).allMatch(name -> name.endsWith("-ubyte.gz"));
    }

    @Test
    void doesNotDownloadWhatTheCacheHolds() throws IOException {
        Path mnist = RealMnist.folder();
        Files.createDirectory(dir.resolve("cache"));
        for (MnistFile file : MnistFile.values()) {
            Files.copy(
                    mnist.resolve(file.compressedName()), dir.resolve("cache").resolve(file.compressedName()));
        }

        assertThat(source().load(Optional.empty()).name()).isEqualTo("MNIST");
        assertThat(first.getRequestCount()).isZero();
    }

    @Test
    void drawsDigitsWhenTheMirrorsSendSomethingElse() throws IOException {
        first.setDispatcher(answer(request ->
                new MockResponse.Builder().body("<html>log in first</html>").build()));
        second.setDispatcher(answer(request -> status(404)));

        Digits digits = source().load(Optional.empty());

        assertThat(digits.name()).isEqualTo("drawn-digits");
        assertThat(digits.train().size()).isEqualTo(60_000);
        assertThat(notices.get(0)).contains("expected SHA-256 ba891046");
        assertThat(notices.get(1)).contains("HTTP 404");
        assertThat(notices.get(2)).contains("drawn by this program").contains("--data DIR");
        assertThat(cached()).isEmpty();
    }

    @Test
    void givesUpOnAMirrorThatFallsSilent() {
        first.enqueue(new MockResponse.Builder()
                .body(new Buffer().write(new byte[100_000]))
                .onResponseBody(SocketEffect.Stall.INSTANCE)
                .build());
        Download download = new Download(uri(first).resolve("x.gz"), Duration.ofMillis(300));

        assertThatThrownBy(() -> download.to(dir.resolve("x"))).isInstanceOf(IOException.class);
    }

    @Test
    void findsTheCacheFolderOfEachSystem() {
        Map<String, String> none = Map.of();
        assertThat(CacheFolder.of("Linux", "/home/a", none)).isEqualTo(Path.of("/home/a/.cache"));
        assertThat(CacheFolder.of("Linux", "/home/a", Map.of("XDG_CACHE_HOME", "/c")))
                .isEqualTo(Path.of("/c"));
        assertThat(CacheFolder.of("Mac OS X", "/Users/a", none)).isEqualTo(Path.of("/Users/a/Library/Caches"));
        assertThat(CacheFolder.of("WINDOWS 11", "C:/a", none)).isEqualTo(Path.of("C:/a/AppData/Local"));
    }

    private DigitSource source() {
        return new DigitSource(Optional.empty(), dir.resolve("cache"), mirrors(), notices::add);
    }

    private List<URI> mirrors() {
        return List.of(uri(first), uri(second));
    }

    private static URI uri(MockWebServer server) {
        return server.url("/mnist/").uri();
    }

    private List<String> cached() throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("cache"))) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static MockResponse file(Path folder, RecordedRequest request) {
        try {
            String path = request.getTarget();
            byte[] bytes = Files.readAllBytes(folder.resolve(path.substring(path.lastIndexOf('/') + 1)));
            return new MockResponse.Builder().body(new Buffer().write(bytes)).build();
        } catch (IOException e) {
            return status(404);
        }
    }

    private static MockResponse status(int code) {
        return new MockResponse.Builder().code(code).build();
    }

    private static Dispatcher answer(Function<RecordedRequest, MockResponse> answer) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer.apply(request);
            }
        };
    }
}
