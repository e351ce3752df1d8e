package io.wandb4j.internal.console;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A standard stream whose text is taken, too: every call goes on to the stream before, in the same form, and first.
 *
 * <p>The stream before keeps its own way with encodings, buffers, flushing and errors, and nothing of this one is locked while it
 * works. The lock of this object is never taken: printing threads do not wait for each other here. */
final class TeeStream extends PrintStream {
    private static @Nullable TeeStream output;
    private static @Nullable TeeStream error;

    private final PrintStream before;
    private final boolean toError;
    private final TextPieces pieces;

    private TeeStream(PrintStream before, boolean toError) {
        super(before, false);
        this.before = before;
        this.toError = toError;
        this.pieces = new TextPieces(charset(before));
    }

    /** Puts itself before the streams that stand there now; callers keep each other out. */
    static void install() {
        if (System.out != output) {
            output = new TeeStream(System.out, false);
            System.setOut(output);
        }
        if (System.err != error) {
            error = new TeeStream(System.err, true);
            System.setErr(error);
        }
    }

    /** Gives back the streams that stood there before, unless somebody else has put theirs there since. */
    static void uninstall() {
        if (output != null && System.out == output) {
            System.setOut(output.before);
        }
        if (error != null && System.err == error) {
            System.setErr(error.before);
        }
        output = null;
        error = null;
    }

    @Override
    public void print(@Nullable String text) {
        boolean news = ConsoleCapture.enter(toError);
        try {
            before.print(text);
        } finally {
            take(news, String.valueOf(text));
        }
    }

    @Override
    public void println(@Nullable String text) {
        boolean news = ConsoleCapture.enter(toError);
        try {
            before.println(text);
        } finally {
            take(news, text + System.lineSeparator());
        }
    }

    @Override
    public void println() {
        boolean news = ConsoleCapture.enter(toError);
        try {
            before.println();
        } finally {
            take(news, System.lineSeparator());
        }
    }

    @Override
    public void write(int value) {
        boolean news = ConsoleCapture.enter(toError);
        try {
            before.write(value);
        } finally {
            take(news, news ? pieces.of(new byte[] {(byte) value}, 0, 1) : "");
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        boolean news = ConsoleCapture.enter(toError);
        try {
            before.write(bytes, offset, length);
        } finally {
            take(news, news ? pieces.of(bytes, offset, length) : "");
        }
    }

    @Override
    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void writeBytes(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void flush() {
        before.flush();
    }

    @Override
    public void close() {
        before.close();
    }

    @Override
    public boolean checkError() {
        return before.checkError();
    }

    @Override
    public void print(boolean value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(char value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(int value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(long value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(float value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(double value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(char[] value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(@Nullable Object value) {
        print(String.valueOf(value));
    }

    @Override
    public void println(boolean value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(char value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(int value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(long value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(float value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(double value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(char[] value) {
        println(String.valueOf(value));
    }

    @Override
    public void println(@Nullable Object value) {
        println(String.valueOf(value));
    }

    @Override
    public PrintStream printf(String format, @Nullable Object... values) {
        return format(format, values);
    }

    @Override
    public PrintStream printf(@Nullable Locale locale, String format, @Nullable Object... values) {
        return format(locale, format, values);
    }

    @Override
    public PrintStream format(String format, @Nullable Object... values) {
        return format(Locale.getDefault(Locale.Category.FORMAT), format, values);
    }

    @Override
    public PrintStream format(@Nullable Locale locale, String format, @Nullable Object... values) {
        print(String.format(locale, format, values));
        return this;
    }

    @Override
    public PrintStream append(@Nullable CharSequence text) {
        print(String.valueOf(text));
        return this;
    }

    @Override
    public PrintStream append(@Nullable CharSequence text, int start, int end) {
        print(String.valueOf(text).substring(start, end));
        return this;
    }

    @Override
    public PrintStream append(char value) {
        print(value);
        return this;
    }

    private void take(boolean news, String text) {
        if (news) {
            ConsoleCapture.leave(toError, pieces.whole(text));
        }
    }

    /** The encoding of a stream, which tells it from Java 18 on; before, the platform's is the best guess. */
    private static Charset charset(PrintStream stream) {
        try {
            Object charset = PrintStream.class.getMethod("charset").invoke(stream);
            return charset instanceof Charset known ? known : Charset.defaultCharset();
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return Charset.defaultCharset();
        }
    }
}
