package io.wandb4j.internal.log;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Appends records to a transaction log, each with one write, so that what was appended survives the end of the process.
 *
 * <p>Writes through a {@link FileOutputStream}: an interruptible channel would be closed by {@link Thread#interrupt()}. Safe
 * for use by several threads. */
public final class LogWriter implements Closeable {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int NUMBER = 1;

    private final Object lock = new Object();
    private final FileOutputStream out;
    private final Bytes record = new Bytes();
    private final Bytes frame = new Bytes();
    private final CRC32 checksum = new CRC32();
    private long position;
    private long records;

    private boolean torn;

    LogWriter(FileOutputStream out) throws IOException {
        this.out = out;
        out.write(LogFormat.HEADER);
        position = LogFormat.HEADER.length;
    }

    /** Creates a log that must not exist yet. */
    public static LogWriter create(Path file) throws IOException {
        if (!file.toFile().createNewFile()) {
            throw new FileAlreadyExistsException(file.toString());
        }
        return new LogWriter(new FileOutputStream(file.toFile()));
    }

    /** Appends one record, given as the bytes of its only field; the writer numbers it. */
    void append(Bytes field) throws IOException {
        synchronized (lock) {
            frame.clear();
            begin();
            record.raw(field.array(), 0, field.size());
            frame();
            flush();
        }
    }

    /** Appends two records of one message each, with one write. */
    void append(int field, Bytes message, int secondField, Bytes secondMessage) throws IOException {
        synchronized (lock) {
            frame.clear();
            begin();
            record.messageField(field, message);
            frame();
            begin();
            record.messageField(secondField, secondMessage);
            frame();
            flush();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            out.close();
        }
    }

    private void flush() throws IOException {
        if (torn) { // what came behind half a record could not be read
            throw new IOException("a record before could not be written");
        }
        torn = true;
        out.write(frame.array(), 0, frame.size());
        torn = false;
        position += frame.size();
    }

    private void begin() {
        record.clear();
        record.varintField(NUMBER, ++records);
    }

    private void frame() {
        int done = 0;
        boolean first = true; // where seven bytes are left in a block, the first chunk is empty
        do {
            int room = LogFormat.BLOCK - (int) ((position + frame.size()) % LogFormat.BLOCK);
            if (room < LogFormat.CHUNK_HEADER) {
                frame.zeros(room);
                room = LogFormat.BLOCK;
            }
            int length = Math.min(record.size() - done, room - LogFormat.CHUNK_HEADER);
            chunk(type(first, done + length == record.size()), record.array(), done, length);
            done += length;
            first = false;
        } while (done < record.size());
    }

    private void chunk(int type, byte[] data, int offset, int length) {
        int header = frame.size();
        frame.zeros(LogFormat.CHUNK_HEADER - 1);
        frame.raw((byte) type);
        frame.raw(data, offset, length);
        byte[] bytes = frame.array();
        checksum.reset();
        checksum.update(bytes, header + LogFormat.CHUNK_HEADER - 1, length + 1);
        INT.set(bytes, header, (int) checksum.getValue());
        SHORT.set(bytes, header + Integer.BYTES, (short) length);
    }

    private static int type(boolean first, boolean last) {
        if (first) {
            return last ? LogFormat.FULL : LogFormat.FIRST;
        }
        return last ? LogFormat.LAST : LogFormat.MIDDLE;
    }
}
