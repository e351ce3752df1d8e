package io.wandb4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/** What an artifact's transfer cannot do without, and nothing else: no HTTP, no database, one connection, nothing resumed.
 *
 * <p>Whoever hashes shares the processor with both ends of the connection and with the disk: this says what of the speed of the hash
 * alone is left then. */
final class BareTransfer {
    private static final int BLOCK = 1 << 20;
    private static final int BLOCKS = 12;

    private final Path file;

    BareTransfer(Path file) {
        this.file = file;
    }

    /** Sends the file, and receives it into a cache and a folder while it is hashed. */
    void download() throws IOException {
        move("cache", "folder");
    }

    /** Hashes the whole file and its parts, side by side; then sends it, and receives it onto the disk while it is hashed. */
    void upload() throws IOException {
        CompletableFuture<Void> parts = CompletableFuture.runAsync(this::hash);
        hash();
        parts.join();
        for (Path stored : move("stored")) {
            try (FileChannel channel = FileChannel.open(stored, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    private void hash() {
        MessageDigest digest = md5();
        byte[] block = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count; (count = in.read(block)) >= 0; ) {
                digest.update(block, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> move(String... names) throws IOException {
        List<Path> targets = new ArrayList<>();
        for (String name : names) {
            targets.add(file.resolveSibling("bare-" + name));
        }
        try (ServerSocketChannel listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(listener));
            try (SocketChannel socket = SocketChannel.open(listener.getLocalAddress())) {
                receive(socket, targets);
            }
            sending.join();
        }
        return targets;
    }

    private void send(ServerSocketChannel listener) {
        try (SocketChannel socket = listener.accept();
                FileChannel in = FileChannel.open(file)) {
            for (long sent = 0; sent < in.size(); ) {
                sent += in.transferTo(sent, in.size() - sent, socket);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void receive(SocketChannel socket, List<Path> targets) throws IOException {
        BlockingQueue<ByteBuffer> empty = new ArrayBlockingQueue<>(BLOCKS);
        BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            empty.add(ByteBuffer.allocateDirect(BLOCK));
        }
        List<FileChannel> files = new ArrayList<>();
        CompletableFuture<Void> hashing = CompletableFuture.runAsync(() -> hash(full, empty));
        try {
            for (Path target : targets) {
                files.add(FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            }
            boolean more = true;
            while (more) {
                ByteBuffer block = take(empty).clear();
                more = fill(block, socket);
                block.flip();
                for (FileChannel out : files) {
                    out.write(block.rewind());
                }
                full.add(block.rewind());
            }
        } finally {
            full.add(ByteBuffer.allocate(0));
            for (FileChannel out : files) {
                out.close();
            }
        }
        hashing.join();
    }

    private static boolean fill(ByteBuffer block, SocketChannel socket) throws IOException {
        while (block.hasRemaining()) {
            if (socket.read(block) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void hash(BlockingQueue<ByteBuffer> full, BlockingQueue<ByteBuffer> empty) {
        MessageDigest digest = md5();
        for (ByteBuffer block = take(full); block.capacity() > 0; block = take(full)) {
            digest.update(block);
            empty.add(block);
        }
    }

    private static ByteBuffer take(BlockingQueue<ByteBuffer> blocks) {
        try {
            return blocks.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
