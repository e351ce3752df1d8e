package io.wandb4j.internal.log;

import io.wandb4j.internal.json.DoubleText;
import java.util.Arrays;

/** A growing run of bytes in protobuf's encoding, reused from row to row. */
final class Bytes {
    /** The longest run whose length is one byte. */
    static final int SHORT = 127;

    private static final int INITIAL = 1024;
    private static final int KEPT = 1024 * 1024;

    private final DoubleText doubles = new DoubleText();
    private byte[] data = new byte[INITIAL];
    private int size;

    byte[] array() {
        return data;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        if (data.length > KEPT) { // one huge row must not cost its memory for the rest of the run
            data = new byte[INITIAL];
        }
    }

    void raw(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, data, size, length);
        size += length;
    }

    void zeros(int count) {
        ensure(count);
        Arrays.fill(data, size, size + count, (byte) 0);
        size += count;
    }

    void varint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            data[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        data[size++] = (byte) rest;
    }

    /** A number under a field. */
    void varintField(int field, long value) {
        varint((long) field << 3);
        varint(value);
    }

    /** The head of a message, text or run of bytes under a field. */
    void lengthField(int field, int length) {
        lengthField(field);
        varint(length);
    }

    /** The field of a message, text or run of bytes. */
    void lengthField(int field) {
        varint((long) field << 3 | 2);
    }

    void bytesField(int field, byte[] value) {
        lengthField(field, value.length);
        raw(value, 0, value.length);
    }

    void messageField(int field, Bytes message) {
        lengthField(field);
        message(message);
    }

    /** The length and the bytes of a message whose field is there already. */
    void message(Bytes message) {
        varint(message.size);
        raw(message.data, 0, message.size);
    }

    /** Puts into a place how many bytes are behind it, at most {@link #SHORT}. */
    void length(int at) {
        data[at] = (byte) (size - at - 1);
    }

    /** Forgets all from a place on. */
    void cut(int end) {
        size = end;
    }

    /** How long a run of bytes is together with its length. */
    static int lengthSize(int length) {
        return varintSize(length) + length;
    }

    /** The text of a number. */
    void number(double value) {
        ensure(DoubleText.LONGEST);
        size = doubles.write(value, data, size);
    }

    /** The text of a whole number. */
    void number(long value) {
        ensure(DoubleText.LONGEST);
        size = DoubleText.whole(value, data, size);
    }

    private static int varintSize(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    private void ensure(int more) {
        if (size + more > data.length) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, size + more));
        }
    }
}
