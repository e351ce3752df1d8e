package io.wandb4j.internal.console;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/** Text that comes in pieces which may end within a character. Safe for use by several threads. */
final class TextPieces {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final CharsetDecoder decoder;

    @GuardedBy("lock")
    private byte[] cutBytes = {};

    @GuardedBy("lock")
    private String cutText = "";

    private volatile boolean cut;

    TextPieces(Charset charset) {
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** The text of bytes, up to the last character that is complete. */
    String of(byte[] bytes, int offset, int length) {
        synchronized (lock) {
            ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(cutBytes, cutBytes.length + length));
            System.arraycopy(bytes, offset, in.array(), cutBytes.length, length);
            CharBuffer out = CharBuffer.allocate((int) (in.remaining() * (double) decoder.maxCharsPerByte()) + 1);
            decoder.reset().decode(in, out, false);
            cutBytes = Arrays.copyOfRange(in.array(), in.position(), in.limit());
            return out.flip().toString();
        }
    }

    /** A text behind what the one before lacked; a first half of a character waits for its second. */
    String whole(String text) {
        boolean ends = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        if (!ends && !cut) {
            return text;
        }
        synchronized (lock) {
            String all = cutText + text;
            cutText = ends ? all.substring(all.length() - 1) : "";
            cut = ends;
            return ends ? all.substring(0, all.length() - 1) : all;
        }
    }
}
