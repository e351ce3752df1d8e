package io.wandb4j.internal.log;

import com.google.protobuf.InvalidProtocolBufferException;
import io.wandb4j.internal.log.proto.Record;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Reads the records of a transaction log that may still be growing.
 *
 * <p>What is not complete yet is read again on the next call: a record that is cut by the end of the file, one with a wrong
 * checksum that is the last thing in the file, and zeros up to the end. What is broken is skipped to the next block of the
 * file and counted. No contents make it throw. For one thread. */
public final class LogReader implements Closeable {
    private static final byte[] BROKEN = new byte[0]; // told apart by identity

    private final RandomAccessFile file;
    private final CRC32 checksum = new CRC32();
    private final byte[] block = new byte[LogFormat.BLOCK];
    private long position = LogFormat.HEADER.length;
    private long blockStart = -1;
    private int blockLength;
    private long skipped;

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
            int length = (block[at + 4] & 0xFF) | (block[at + 5] & 0xFF) << 8;
            int type = block[at + 6];
            if (type == 0 && length == 0) {
                return isZeroToTheEnd() ? notYet() : skipBlock();
            }
            if (at + LogFormat.CHUNK_HEADER + length > LogFormat.BLOCK) {
                return skipBlock();
            }
            if (!load(LogFormat.CHUNK_HEADER + length)) {
                return null;
            }
            if (!sound(at, length)) { // at the very end it may be a write that is not through yet
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

    private boolean sound(int at, int length) {
        int type = block[at + 6];
        checksum.reset();
        checksum.update(block, at + 6, length + 1);
        int stored = (block[at] & 0xFF)
                | (block[at + 1] & 0xFF) << 8
                | (block[at + 2] & 0xFF) << 16
                | (block[at + 3] & 0xFF) << 24;
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

    /** Has the block read again the next time. */
    private byte @Nullable [] notYet() {
        blockStart = -1;
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
