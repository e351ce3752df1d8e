package io.wandb4j.internal.log;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Appends records to a transaction log: what was appended is in the file, and survives the end of the process. Safe for use by
 * several threads. */
public final class LogWriter implements Closeable {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int NUMBER = 1;

    private final Object lock = new Object();
    private final LogFile file;
    private final Bytes record = new Bytes();
    private final Bytes frame = new Bytes();
    private final CRC32 checksum = new CRC32();
    private int[] types = new int[2];
    private int chunks;
    private long records;

    private boolean torn;

    LogWriter(LogFile file) throws IOException {
        this.file = file;
        file.append(LogFormat.HEADER, LogFormat.HEADER.length, types, 0);
    }

    /** Creates a log that must not exist yet. */
    public static LogWriter create(Path file) throws IOException {
        if (!file.toFile().createNewFile()) {
            throw new FileAlreadyExistsException(file.toString());
        }
        return new LogWriter(LogFile.open(file));
    }

    /** Appends one record, given as the bytes of its only field; the writer numbers it. */
    void append(Bytes field) throws IOException {
        synchronized (lock) {
            clear();
            int start = begin();
            frame.raw(field.array(), 0, field.size());
            end(start);
            flush();
        }
    }

    /** Appends two records of one message each, together; the first message goes on with a part of the second. */
    void append(int field, Bytes message, int secondField, Bytes secondMessage, int from, int to) throws IOException {
        synchronized (lock) {
            clear();
            int start = begin();
            frame.lengthField(field, message.size() + to - from);
            frame.raw(message.array(), 0, message.size());
            frame.raw(secondMessage.array(), from, to - from);
            end(start);
            start = begin();
            frame.messageField(secondField, secondMessage);
            end(start);
            flush();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            file.close();
        }
    }

    private void clear() {
        frame.clear();
        chunks = 0;
    }

    private void flush() throws IOException {
        if (torn) { // what came behind half a record could not be read
            throw new IOException("a record before could not be written");
        }
        torn = true;
        file.append(frame.array(), frame.size(), types, chunks);
        torn = false;
    }

    /** Leaves room for the header of a chunk, since most records are one; where that is. */
    private int begin() {
        int start = frame.size();
        frame.zeros(LogFormat.CHUNK_HEADER);
        frame.varintField(NUMBER, ++records);
        return start;
    }

    private void end(int start) {
        if (frame.size() - start <= room(start)) {
            seal(start, LogFormat.FULL);
        } else {
            record.clear();
            record.raw(frame.array(), start + LogFormat.CHUNK_HEADER, frame.size() - start - LogFormat.CHUNK_HEADER);
            frame.cut(start);
            split();
        }
    }

    /** Frames a record that goes beyond its block. */
    private void split() {
        int done = 0;
        boolean first = true; // where seven bytes are left in a block, the first chunk is empty
        do {
            int room = room(frame.size());
            if (room < LogFormat.CHUNK_HEADER) {
                frame.zeros(room);
                room = LogFormat.BLOCK;
            }
            int length = Math.min(record.size() - done, room - LogFormat.CHUNK_HEADER);
            int start = frame.size();
            frame.zeros(LogFormat.CHUNK_HEADER);
            frame.raw(record.array(), done, length);
            seal(start, type(first, done + length == record.size()));
            done += length;
            first = false;
        } while (done < record.size());
    }

    /** How much of its block is left behind a place in the frame. */
    private int room(int start) {
        return LogFormat.BLOCK - (int) ((file.position() + start) % LogFormat.BLOCK);
    }

    /** Writes the header of the chunk that ends with the frame. */
    private void seal(int start, int type) {
        byte[] bytes = frame.array();
        int typeAt = start + LogFormat.CHUNK_HEADER - 1;
        bytes[typeAt] = (byte) type;
        checksum.reset();
        checksum.update(bytes, typeAt, frame.size() - typeAt);
        INT.set(bytes, start, (int) checksum.getValue());
        SHORT.set(bytes, start + Integer.BYTES, (short) (frame.size() - typeAt - 1));
        if (chunks == types.length) {
            types = Arrays.copyOf(types, 2 * chunks);
        }
        types[chunks++] = typeAt;
    }

    private static int type(boolean first, boolean last) {
        if (first) {
            return last ? LogFormat.FULL : LogFormat.FIRST;
        }
        return last ? LogFormat.LAST : LogFormat.MIDDLE;
    }
}
