package io.wandb4j.server.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads a blob, which is a file, or a folder of numbered parts. */
public final class BlobChannel implements AutoCloseable {

    private final List<FileChannel> parts = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();

    private BlobChannel() {}

    /** Opens the blob at this place. */
    public static BlobChannel open(Path blob) throws IOException {
        BlobChannel channel = new BlobChannel();
        try {
            for (Path part : parts(blob)) {
                FileChannel opened = FileChannel.open(part);
                channel.parts.add(opened);
                channel.ends.add(channel.size() + opened.size());
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** How many bytes the blob has. */
    public long size() {
        return ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
    }

    /** Reads some bytes from a position on; answers how many, or less than one if there are none. */
    public int read(ByteBuffer buffer, long position) throws IOException {
        int index = 0;
        while (index < parts.size() - 1 && position >= ends.get(index)) {
            index++;
        }
        long start = index == 0 ? 0 : ends.get(index - 1);
        return parts.isEmpty() ? -1 : parts.get(index).read(buffer, position - start);
    }

    @Override
    public void close() throws IOException {
        for (FileChannel part : parts) {
            part.close();
        }
    }

    private static List<Path> parts(Path blob) throws IOException {
        if (!Files.isDirectory(blob)) {
            return List.of(blob);
        }
        try (Stream<Path> parts = Files.list(blob)) {
            return parts.sorted(Comparator.comparing(
                            part -> Integer.parseInt(part.getFileName().toString())))
                    .toList();
        }
    }
}
