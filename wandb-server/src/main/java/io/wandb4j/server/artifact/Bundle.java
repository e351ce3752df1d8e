package io.wandb4j.server.artifact;

import io.wandb4j.server.blob.Md5;
import io.wandb4j.server.errors.RequestException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Small contents that come together: of each the MD5 (16 bytes), the size (4 bytes, the highest first), and the bytes.
 *
 * @param contents in the order in which they came
 */
record Bundle(List<Content> contents) {

    private static final int MD5_BYTES = 16;
    private static final int MOST = 1000;
    private static final int LARGEST = 8 << 20;

    /** A content, whose bytes have the MD5. */
    record Content(String md5, byte[] bytes) {
        Content {
            Md5.check(bytes, md5);
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
            contents.add(new Content(Base64.getEncoder().encodeToString(md5), bytes));
        }
        if (contents.isEmpty()) {
            throw RequestException.invalid("the bundle is empty");
        }
        return new Bundle(contents);
    }

    private static int length(int announced) {
        if (announced < 0 || announced > Contents.SMALL) {
            throw RequestException.invalid("a bundle has contents of up to " + Contents.SMALL + " bytes, not "
                    + Integer.toUnsignedString(announced));
        }
        return announced;
    }
}
