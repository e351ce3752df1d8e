package io.wandb4j.benchmarks;

import io.wandb4j.server.LocalServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What artifacts cost beside the official client: many small files, a large one, a few changed ones, a full cache.
 *
 * <p>Arguments: what to measure, any of {@code limits}, {@code small}, {@code changed} and {@code large}; {@code official} to
 * measure the official client as well (the environment's {@code WANDB4J_PYTHON} names a Python that has it), and
 * {@code key=value} for {@code files} (10000), {@code bytes} of each small file (4096; from 65537 on our clients do not send
 * them together) and {@code megabytes} of the large file (4096). Clients are processes of their
 * own, ours with a heap of 128 MB; the server is in this one. */
public final class ArtifactCost {
    private static final int SMALL = 4096;
    private static final int MEGABYTE = 1 << 20;

    private final Path dir;
    private final LocalServer server;
    private final boolean official;
    private int caches;

    private ArtifactCost(Path dir, LocalServer server, boolean official) {
        this.dir = dir;
        this.server = server;
        this.official = official;
    }

    /** Measures. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> what = List.of(args);
        Path dir = Files.createTempDirectory("wandb-artifact-cost");
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            ArtifactCost cost = new ArtifactCost(dir, server, what.contains("official"));
            cost.warmUp();
            if (what.contains("limits")) {
                cost.limits();
            }
            if (what.contains("small")) {
                cost.small(option(what, "files", 10_000), option(what, "bytes", SMALL));
            }
            if (what.contains("changed")) {
                cost.changed(1000, 10);
            }
            if (what.contains("large")) {
                cost.large(option(what, "megabytes", 4096));
            }
        } finally {
            delete(dir);
        }
    }

    /** The server answers the first requests slowly, whoever asks. */
    private void warmUp() throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            upload("wandb4j", "warm-up", tree("warm-up", 500, SMALL, i), "mutable");
            download("wandb4j", "warm-up", "warm-up");
        }
    }

    /** What no client can do better: digests, this disk, the loopback. */
    private void limits() throws IOException, InterruptedException {
        byte[] data = bytes(new SplittableRandom(1), MEGABYTE);
        int count = 1024;
        MessageDigest digest = BareTransfer.md5();
        say("MD5", count, seconds(() -> repeat(count, () -> digest.update(data))));
        Path file = dir.resolve("limit");
        try (OutputStream out = Files.newOutputStream(file)) {
            say("writing to disk", count, seconds(() -> repeat(count, () -> out.write(data))));
        }
        Files.delete(file);
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> sink = CompletableFuture.runAsync(() -> drain(listener));
            say("loopback", count, seconds(() -> {
                try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                    repeat(count, () -> socket.getOutputStream().write(data));
                }
                sink.join();
            }));
        }
    }

    private void small(int files, int bytes) throws IOException, InterruptedException {
        for (String client : clients()) {
            // Contents of its own for each client: the server keeps what one has sent.
            Path mine = tree(client + "-small", files, bytes, client.hashCode());
            String what = files + " files of " + bytes + " bytes: ";
            report(client, what + "upload", upload(client, "small-" + client, mine, "mutable"));
            forget();
            report(client, what + "download", download(client, "small-" + client, "first"));
            report(client, what + "again, from the cache", download(client, "small-" + client, "second"));
        }
    }

    private void changed(int files, int changes) throws IOException, InterruptedException {
        for (String client : clients()) {
            Path mine = tree(client + "-changed", files, SMALL, 31L * client.hashCode());
            upload(client, "changed-" + client, mine, "mutable");
            for (int i = 0; i < changes; i++) {
                Files.writeString(mine.resolve("0/file-" + i * 10), "changed by " + client + " " + i);
            }
            report(
                    client,
                    changes + " of " + files + " files changed: upload",
                    upload(client, "changed-" + client, mine, "mutable"));
        }
    }

    private void large(int megabytes) throws IOException, InterruptedException {
        long needed = 7L * megabytes * MEGABYTE;
        if (Files.getFileStore(dir).getUsableSpace() < needed) {
            System.out.println("skipped: the large file needs " + (needed >> 30) + " GiB of free disk");
            return;
        }
        for (String client : clients()) {
            Path mine = Files.createDirectories(dir.resolve(client + "-large"));
            SplittableRandom random = new SplittableRandom(client.hashCode());
            try (OutputStream out = Files.newOutputStream(mine.resolve("large.bin"))) {
                byte[] data = bytes(random, MEGABYTE);
                for (int i = 0; i < megabytes; i++) {
                    data[random.nextInt(data.length)]++;
                    out.write(data);
                }
            }
            if (client.equals("wandb4j")) {
                largeLimits(mine.resolve("large.bin"), megabytes);
            }
            report(client, megabytes + " MB in one file: upload", upload(client, "large-" + client, mine, "immutable"));
            delete(mine);
            delete(cache(client));
            report(client, megabytes + " MB in one file: download", download(client, "large-" + client, "first"));
            delete(cache(client));
            delete(dir.resolve(client + "-first"));
        }
    }

    /** What no client can do better where hash, both ends of the connection and the disk share the processor. */
    private void largeLimits(Path file, int megabytes) throws IOException {
        Path folder = Files.createDirectories(dir.resolve("bare"));
        Path copy = folder.resolve("large.bin");
        Files.move(file, copy); // its folder is about to be logged
        BareTransfer bare = new BareTransfer(copy);
        say("a bare upload: hash, send, receive, write, hash", megabytes, seconds(bare::upload));
        say("a bare download: send, receive, write twice, hash", megabytes, seconds(bare::download));
        Files.move(copy, file);
        delete(folder);
    }

    private String upload(String client, String name, Path folder, String policy)
            throws IOException, InterruptedException {
        return run(client, "upload", name, folder.toString(), policy);
    }

    private String download(String client, String name, String root) throws IOException, InterruptedException {
        return run(
                client,
                "download",
                server.entity() + "/artifact-cost/" + name + ":latest",
                dir.resolve(client + "-" + root).toString());
    }

    private String run(String client, String... step) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(program(client).stream(), Stream.of(step)).toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(dir.resolve(client + ".log").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("WANDB_"));
        builder.environment().put("WANDB_BASE_URL", server.url());
        builder.environment().put("WANDB_API_KEY", server.apiKey());
        builder.environment().put("WANDB_PROJECT", "artifact-cost");
        builder.environment().put("WANDB_DIR", dir.toString());
        builder.environment().put("WANDB_SILENT", "true");
        builder.environment().put("WANDB_CACHE_DIR", cache(client).toString());
        builder.environment()
                .put("WANDB_DATA_DIR", dir.resolve(client + "-data").toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(client + " failed: " + printed + Files.readString(dir.resolve(client + ".log")));
        }
        return String.join(
                ", ",
                printed.lines()
                        .filter(line -> line.matches("(seconds|megabytes|processor seconds) .*"))
                        .toList());
    }

    private static List<String> program(String client) {
        if (client.equals("official")) {
            return List.of(
                    String.valueOf(System.getenv("WANDB4J_PYTHON")),
                    Path.of("benchmarks/src/main/python/artifact_cost.py")
                            .toAbsolutePath()
                            .toString());
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ArtifactStep.class.getName());
    }

    private List<String> clients() {
        return official ? List.of("wandb4j", "official") : List.of("wandb4j");
    }

    private Path tree(String name, int files, int bytes, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path root = dir.resolve(name);
        for (int i = 0; i < files; i++) {
            Path file = root.resolve(i / 1000 + "/file-" + i);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes(random, bytes));
        }
        return root;
    }

    private Path cache(String client) {
        return dir.resolve(client + "-cache-" + caches);
    }

    /** A new cache, since file systems make files far more slowly for minutes after many were deleted. */
    private void forget() {
        caches++;
    }

    private static byte[] bytes(SplittableRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void report(String client, String what, String figures) {
        System.out.println(client + " | " + what + " | " + figures);
    }

    private static void say(String what, int megabytes, double seconds) {
        System.out.println(String.format(
                Locale.ROOT,
                "limit | %s | %.0f MB/s, %.1f s for 4096 MB",
                what,
                megabytes / seconds,
                4096 * seconds / megabytes));
    }

    private interface Step {
        void run() throws IOException;
    }

    private static double seconds(Step step) throws IOException {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void repeat(int count, Step step) throws IOException {
        for (int i = 0; i < count; i++) {
            step.run();
        }
    }

    private static void drain(ServerSocket listener) {
        try (Socket socket = listener.accept();
                InputStream in = socket.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int option(List<String> args, String key, int otherwise) {
        return args.stream()
                .filter(arg -> arg.startsWith(key + "="))
                .map(arg -> Integer.parseInt(arg.substring(key.length() + 1)))
                .findFirst()
                .orElse(otherwise);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
