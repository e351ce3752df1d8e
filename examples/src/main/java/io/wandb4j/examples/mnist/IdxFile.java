package io.wandb4j.examples.mnist;

import io.wandb4j.errors.UsageException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** An array of bytes in the IDX format, in which MNIST is published.
 *
 * <p>The format is a type and a number of dimensions, then the size of each dimension, then the values; here the type is
 * always "unsigned byte". Files may be compressed with gzip. */
final class IdxFile {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int UNSIGNED_BYTES = 0x0800;
    private static final long MAX_VALUES = 1L << 30;

    private final int[] shape;
    private final byte[] values;

    private IdxFile(int[] shape, byte[] values) {
        this.shape = shape;
        this.values = values;
    }

    /** Reads a whole file.
     *
     * @throws UsageException if the file cannot be read, is something else or ends too early */
    static IdxFile read(Path file, int dimensions) {
        try (InputStream in = open(file)) {
            return new Reader(file, dimensions, new DataInputStream(in)).read();
        } catch (EOFException | ZipException e) {
            throw new UsageException(file + ": damaged or cut short (" + e.getMessage() + "); fetch it again", e);
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Opens a file that may be compressed with gzip, to read what is inside. */
    static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            int magic = in.read() << 8 | in.read();
            in.reset();
            return magic == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    int size(int dimension) {
        return shape[dimension];
    }

    /** The values row by row, without a copy. */
    byte[] values() {
        return values;
    }

    private record Reader(Path file, int dimensions, DataInputStream in) {
        IdxFile read() throws IOException {
            int magic = readHeader();
            int expected = UNSIGNED_BYTES | dimensions;
            if (magic != expected) {
                throw wrong(
                        String.format(Locale.ROOT, "an IDX file that begins with 0x%08x", expected),
                        String.format(Locale.ROOT, "0x%08x", magic));
            }
            int[] shape = new int[dimensions];
            for (int i = 0; i < dimensions; i++) {
                shape[i] = readHeader();
            }
            return new IdxFile(shape, readValues(shape));
        }

        private int readHeader() throws IOException {
            byte[] bytes = in.readNBytes(Integer.BYTES);
            if (bytes.length < Integer.BYTES) {
                throw wrong("an IDX header of " + Integer.BYTES * (dimensions + 1) + " bytes", "a shorter file");
            }
            return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        }

        private byte[] readValues(int[] shape) throws IOException {
            String sizes = IntStream.of(shape).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
            if (IntStream.of(shape).anyMatch(size -> size < 0)) {
                throw wrong("sizes that are not negative", sizes);
            }
            double count = IntStream.of(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
            if (count > MAX_VALUES) {
                throw wrong("at most " + MAX_VALUES + " values", sizes);
            }
            byte[] values = in.readNBytes((int) count);
            if (values.length < (int) count) {
                throw wrong(sizes + " = " + (int) count + " values", values.length + " values, the file is cut short");
            }
            if (in.read() >= 0) {
                throw wrong(sizes + " = " + (int) count + " values", "more bytes after them");
            }
            return values;
        }

        private UsageException wrong(String expected, String found) {
            return new UsageException(file + ": expected " + expected + ", found " + found);
        }
    }

    @Override
    public String toString() {
        return "IDX " + Arrays.toString(shape);
    }
}
