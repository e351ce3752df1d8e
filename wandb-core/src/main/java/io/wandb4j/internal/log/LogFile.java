package io.wandb4j.internal.log;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The growing file of a log: zeros are written ahead, and written over through mapped memory.
 *
 * <p>A mapped page is the page of the file that every reader sees and that outlives the process, just as after a write; but
 * to fill it takes no call into the kernel, which costs a training more than all else that is done for a row. Zeros are
 * really written, since a hole in a file that is filled when the disk is full ends in a signal instead of an error.
 *
 * <p>Where a file cannot be mapped, or no room made, it is written to as usual. Not safe for use by several threads. */
final class LogFile implements Closeable {
    private static final int LEAST = 1 << 16;
    private static final int MOST = 1 << 18;
    private static final int PAGE = 4096;
    private static final byte[] ZEROS = new byte[LEAST];

    private final RandomAccessFile file;
    // A file of its own: an interruptible channel is closed by Thread.interrupt().
    private final @Nullable FileChannel channel;
    private @Nullable MappedByteBuffer room;
    private boolean makesRoom;
    private byte[] types = new byte[2];
    private long position;

    /** A file that is written to from its begin on.
     *
     * @param channel maps the same file; null if it is not to be mapped */
    LogFile(RandomAccessFile file, @Nullable FileChannel channel) {
        this.file = file;
        this.channel = channel;
        this.makesRoom = channel != null;
    }

    /** Opens an empty file. */
    static LogFile open(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        // Windows deletes no file that is mapped, and maps one until the garbage collector comes by.
        boolean maps = File.separatorChar == '/';
        return new LogFile(
                file, maps ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE) : null);
    }

    /** How many bytes were appended. */
    long position() {
        return position;
    }

    /** Appends bytes that begin with the file's header or are chunks.
     *
     * @param marks the places of the chunks' types, in order: while a type is missing, a reader waits for its chunk */
    void append(byte[] bytes, int size, int[] marks, int chunks) throws IOException {
        if (!fill(bytes, size, marks, chunks)) {
            file.write(bytes, 0, size);
        }
        position += size;
    }

    /** Cuts off the room that is left. */
    @Override
    public void close() throws IOException {
        try (file;
                channel) {
            if (room != null) {
                leaveRoom();
            }
        }
    }

    private boolean fill(byte[] bytes, int size, int[] marks, int chunks) throws IOException {
        MappedByteBuffer free = room;
        if (free == null || free.remaining() < size) {
            free = makesRoom ? makeRoom(size) : null;
        }
        return free != null && fill(free, bytes, size, marks, chunks);
    }

    private boolean fill(MappedByteBuffer free, byte[] bytes, int size, int[] marks, int chunks) throws IOException {
        takeTypes(bytes, marks, chunks);
        try {
            int start = free.position();
            free.put(bytes, 0, size);
            for (int i = 0; i < chunks; i++) {
                VarHandle.releaseFence(); // whoever sees the type sees the chunk, and those before
                free.put(start + marks[i], types[i]);
            }
            return true;
        } catch (InternalError e) { // the page is gone: on some file systems, if the disk is full
            leaveRoom();
            return false;
        } finally {
            giveTypes(bytes, marks, chunks);
        }
    }

    private void takeTypes(byte[] bytes, int[] marks, int chunks) {
        if (types.length < chunks) {
            types = new byte[marks.length];
        }
        for (int i = 0; i < chunks; i++) {
            types[i] = bytes[marks[i]];
            bytes[marks[i]] = 0;
        }
    }

    private void giveTypes(byte[] bytes, int[] marks, int chunks) {
        for (int i = 0; i < chunks; i++) {
            bytes[marks[i]] = types[i];
        }
    }

    private @Nullable MappedByteBuffer makeRoom(int size) throws IOException {
        long end = position + size + Math.max(LEAST, Math.min(MOST, position));
        try {
            writeZeros(end);
            room = touched(map(end));
        } catch (IOException | InternalError e) { // it is full, or cannot be mapped: what is left takes rows
            leaveRoom();
        }
        return room;
    }

    private void writeZeros(long end) throws IOException {
        long from = file.length();
        file.seek(from);
        for (int count; from < end; from += count) {
            count = (int) Math.min(ZEROS.length, end - from);
            file.write(ZEROS, 0, count);
        }
    }

    private MappedByteBuffer map(long end) throws IOException {
        if (channel == null) {
            throw new IOException("the file is not mapped");
        }
        boolean interrupted = Thread.interrupted();
        try {
            return channel.map(MapMode.READ_WRITE, position, end - position);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Has the kernel make its pages ready one after the other, where each would cost a row as much as a write. */
    private static MappedByteBuffer touched(MappedByteBuffer fresh) {
        for (int at = 0; at < fresh.limit(); at += PAGE) {
            fresh.put(at, (byte) 0);
        }
        return fresh;
    }

    /** Writes to the file itself from now on. */
    private void leaveRoom() throws IOException {
        makesRoom = false;
        room = null;
        file.setLength(position);
        file.seek(position);
    }
}
