package io.wandb4j.examples.mnist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small files in the IDX format. */
public final class IdxFiles {
    private IdxFiles() {}

    static byte[] bytes(int[] shape, byte[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
        buffer.putInt(0x0800 | shape.length);
        for (int size : shape) {
            buffer.putInt(size);
        }
        return buffer.put(values).array();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** A folder like MNIST's with a few grey pictures. */
    static void writeFolder(Path folder, int train, int test) throws IOException {
        writePair(folder, "train", train);
        writePair(folder, "t10k", test);
    }

    /** A folder like MNIST's with digits drawn by the program, enough to learn something from. */
    public static void writeDrawnDigits(Path folder, int train, int test) throws IOException {
        Digits digits = DrawnDigits.of(train, test, 1);
        writePair(folder, "train", digits.train());
        writePair(folder, "t10k", digits.test());
    }

    private static void writePair(Path folder, String name, DigitImages images) throws IOException {
        byte[] pixels = new byte[images.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(255 * images.pixels()[i]);
        }
        Files.write(folder.resolve(name + "-images-idx3-ubyte"), bytes(new int[] {images.size(), 28, 28}, pixels));
        Files.write(folder.resolve(name + "-labels-idx1-ubyte"), bytes(new int[] {images.size()}, images.labels()));
    }

    private static void writePair(Path folder, String name, int count) throws IOException {
        byte[] pixels = new byte[count * 784];
        byte[] labels = new byte[count];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 256);
        }
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
        }
        Files.write(folder.resolve(name + "-images-idx3-ubyte"), bytes(new int[] {count, 28, 28}, pixels));
        Files.write(folder.resolve(name + "-labels-idx1-ubyte.gz"), gzip(bytes(new int[] {count}, labels)));
    }
}
