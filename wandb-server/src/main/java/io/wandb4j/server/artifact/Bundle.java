package io.wandb4j.server.artifact;

import io.wandb4j.server.blob.Md5;
import io.wandb4j.server.errors.RequestException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Small contents that come together: of each the MD5 (16 bytes), the size (4 bytes, the highest first), and the bytes.
 *
 * @param contents in the order in which they came
 */
record Bundle(List<Content> contents) {

    private static final int MD5_BYTES = 16;
    static final int MOST = 1000;
    private static final int LARGEST = 8 << 20;
    static final int MOST_ASKED = LARGEST / Contents.SMALL;

    /** A content and its MD5. */
    static final class Content {
        private final String md5;
        private final byte[] bytes;

        Content(String md5, byte[] bytes) {
            this.md5 = md5;
            this.bytes = bytes;
        }

        /** A content that was sent; refused unless its bytes have the MD5. */
        static Content sent(String md5, byte[] bytes) {
            Md5.check(bytes, md5);
            return new Content(md5, bytes);
        }

        String md5() {
            return md5;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** Reads a whole bundle; one that is cut, damaged or too large is refused. */
    static Bundle read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        List<Content> contents = new ArrayList<>();
        long size = 0;
        for (byte[] md5 = in.readNBytes(MD5_BYTES); md5.length > 0; md5 = in.readNBytes(MD5_BYTES)) {
            if (md5.length < MD5_BYTES) {
                throw new EOFException("the bundle ends in an MD5");
            }
            byte[] bytes = new byte[length(in.readInt())];
            in.readFully(bytes);
            size += MD5_BYTES + Integer.BYTES + bytes.length;
            if (size > LARGEST || contents.size() == MOST) {
                throw RequestException.tooLarge(
                        "a bundle has up to " + MOST + " contents and " + LARGEST + " bytes; send several");
            }
            contents.add(Content.sent(Base64.getEncoder().encodeToString(md5), bytes));
        }
        if (contents.isEmpty()) {
            throw RequestException.invalid("the bundle is empty");
        }
        return new Bundle(contents);
    }

    /** The MD5s of the contents that somebody asks for: 16 bytes each. */
    static List<String> readMd5s(InputStream stream, int most) throws IOException {
        byte[] bytes = stream.readNBytes(most * MD5_BYTES + 1);
        if (bytes.length % MD5_BYTES != 0 || bytes.length == 0) {
            throw RequestException.invalid("the request must be 1 to " + most + " MD5s of 16 bytes each");
        }
        List<String> md5s = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += MD5_BYTES) {
            md5s.add(Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, at, at + MD5_BYTES)));
        }
        return md5s;
    }

    /** The bundle as it is sent. */
    byte[] toBytes() {
        int size = contents.stream()
                .mapToInt(content -> MD5_BYTES + Integer.BYTES + content.bytes().length)
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (Content content : contents) {
            bytes.put(Base64.getDecoder().decode(content.md5()))
                    .putInt(content.bytes().length)
                    .put(content.bytes());
        }
        return bytes.array();
    }

    private static int length(int announced) {
        if (announced < 0 || announced > Contents.SMALL) {
            throw RequestException.invalid("a bundle has contents of up to " + Contents.SMALL + " bytes, not "
                    + Integer.toUnsignedString(announced));
        }
        return announced;
    }
}
