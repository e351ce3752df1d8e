package io.wandb4j.internal.log;

import com.google.protobuf.InvalidProtocolBufferException;
import io.wandb4j.internal.log.proto.Record;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Reads the records of a transaction log that may still be growing.
 *
 * <p>What is not complete yet is read again on the next call: a record that is cut by the end of the file, one with a wrong
 * checksum that is the last thing in the file, and a chunk without a type, which comes last, unless a later block has chunks.
 * What is broken is skipped to the next block of the file and counted. No contents make it throw. For one thread. */
public final class LogReader implements Closeable {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] BROKEN = new byte[0]; // told apart by identity

    private final RandomAccessFile file;
    private final CRC32 checksum = new CRC32();
    private final byte[] block = new byte[LogFormat.BLOCK];
    private long position = LogFormat.HEADER.length;
    private long blockStart = -1;
    private int blockLength;
    private long skipped;
    private long doubted = -1;

    private LogReader(RandomAccessFile file) {
        this.file = file;
    }

    /** Opens a log.
     *
     * @throws IOException if the file is missing or is not a transaction log */
    public static LogReader open(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        byte[] header = new byte[LogFormat.HEADER.length];
        try {
            file.readFully(header);
        } catch (IOException e) {
            file.close();
            throw new IOException(path + " is not a transaction log: it ends within its first seven bytes", e);
        }
        if (!Arrays.equals(header, LogFormat.HEADER)) {
            file.close();
            throw new IOException(path + " is not a transaction log: it does not begin with the log's seven bytes");
        }
        return new LogReader(file);
    }

    /** The next complete record; empty if there is none yet. */
    public Optional<Record> next() throws IOException {
        while (true) {
            long start = position;
            byte[] data = assemble();
            if (data == null) {
                position = start;
                return Optional.empty();
            }
            if (data == BROKEN) {
                continue;
            }
            try {
                return Optional.of(Record.parseFrom(data));
            } catch (InvalidProtocolBufferException e) {
                skipped++;
            }
        }
    }

    /** How many times something broken was skipped. */
    public long skipped() {
        return skipped;
    }

    /** Where the next record begins, in bytes from the start of the file. */
    public long position() {
        return position;
    }

    /** Whether the log, as far as it is there now, ends within a record: it is being written, or was cut. */
    public boolean endsWithinRecord() throws IOException {
        return position < file.length() && !isZeroToTheEnd();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The bytes of one record; null if it is not complete, {@link #BROKEN} if something was skipped. */
    private byte @Nullable [] assemble() throws IOException {
        ByteArrayOutputStream parts = null;
        while (true) {
            skipPadding();
            if (!load(LogFormat.CHUNK_HEADER)) {
                return null;
            }
            int at = (int) (position - blockStart);
            int length = length(block, at);
            int type = block[at + 6];
            if (type == 0 && !goesOnLater()) {
                return notYet();
            }
            if (at + LogFormat.CHUNK_HEADER + length > LogFormat.BLOCK) {
                return skipBlock();
            }
            if (!load(LogFormat.CHUNK_HEADER + length)) {
                return null;
            }
            if (!sound(block, at, length)) {
                if (doubted != position) { // it may have been written meanwhile
                    doubted = position;
                    blockStart = -1;
                    continue;
                }
                // At the very end it may be a write that is not through yet.
                boolean last = position + LogFormat.CHUNK_HEADER + length == file.length();
                return last ? notYet() : skipBlock();
            }
            if (startsRecord(type) && parts != null) { // the rest of the record before is lost; this one is read next
                skipped++;
                return BROKEN;
            }
            position += LogFormat.CHUNK_HEADER + length;
            if (!startsRecord(type) && parts == null) { // the begin of this record was in a broken block
                return BROKEN;
            }
            int data = at + LogFormat.CHUNK_HEADER;
            if (type == LogFormat.FULL) {
                return Arrays.copyOfRange(block, data, data + length);
            }
            parts = parts == null ? new ByteArrayOutputStream() : parts;
            parts.write(block, data, length);
            if (type == LogFormat.LAST) {
                return parts.toByteArray();
            }
        }
    }

    private static boolean startsRecord(int type) {
        return type == LogFormat.FULL || type == LogFormat.FIRST;
    }

    private boolean sound(byte[] bytes, int at, int length) {
        int type = bytes[at + 6];
        checksum.reset();
        checksum.update(bytes, at + 6, length + 1);
        int stored = (int) INT.get(bytes, at);
        return stored == (int) checksum.getValue() && type >= LogFormat.FULL && type <= LogFormat.LAST;
    }

    private void skipPadding() {
        int left = LogFormat.BLOCK - (int) (position % LogFormat.BLOCK);
        if (left < LogFormat.CHUNK_HEADER) {
            position += left;
        }
    }

    private byte[] skipBlock() {
        position += LogFormat.BLOCK - position % LogFormat.BLOCK;
        skipped++;
        return BROKEN;
    }

    /** Whether a later block begins with a chunk: then nobody is going to write here. */
    private boolean goesOnLater() throws IOException {
        byte[] chunk = new byte[LogFormat.BLOCK];
        long start = position - position % LogFormat.BLOCK + LogFormat.BLOCK;
        for (long size = file.length(); start + LogFormat.CHUNK_HEADER <= size; start += LogFormat.BLOCK) {
            file.seek(start);
            file.readFully(chunk, 0, LogFormat.CHUNK_HEADER);
            int length = length(chunk, 0);
            boolean whole = LogFormat.CHUNK_HEADER + length <= Math.min(LogFormat.BLOCK, size - start);
            if (chunk[LogFormat.CHUNK_HEADER - 1] != 0 && whole) {
                file.readFully(chunk, LogFormat.CHUNK_HEADER, length);
                if (sound(chunk, 0, length)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int length(byte[] bytes, int at) {
        return (bytes[at + 4] & 0xFF) | (bytes[at + 5] & 0xFF) << 8;
    }

    /** Has the block read again the next time. */
    private byte @Nullable [] notYet() {
        blockStart = -1;
        doubted = -1;
        return null;
    }

    /** Whether nothing but zeros follows: room made before it is written to. */
    private boolean isZeroToTheEnd() throws IOException {
        byte[] rest = new byte[LogFormat.BLOCK];
        file.seek(position);
        for (int read = file.read(rest); read > 0; read = file.read(rest)) {
            for (int i = 0; i < read; i++) {
                if (rest[i] != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Makes that many bytes from the position on present in the block; false if the file does not have them yet. */
    private boolean load(int count) throws IOException {
        long start = position - position % LogFormat.BLOCK;
        int needed = (int) (position - start) + count;
        if (start == blockStart && blockLength >= needed) {
            return true;
        }
        if (start != blockStart) {
            blockStart = start;
            blockLength = 0;
        }
        file.seek(blockStart + blockLength);
        while (blockLength < LogFormat.BLOCK) {
            int read = file.read(block, blockLength, LogFormat.BLOCK - blockLength);
            if (read < 0) {
                break;
            }
            blockLength += read;
        }
        return blockLength >= needed;
    }
}
