package io.wandb4j.internal.place;

import io.wandb4j.errors.UsageException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.StringJoiner;

/** Names of files in Unicode, whatever the locale of this Java.
 *
 * <p>One whose locale knows ASCII only, as in many containers, shows other names as question marks and refuses to write them.
 * Their bytes, which addresses of files spell out, are UTF-8 all the same. */
public final class FileNames {
    private static final char UNREADABLE = '\ufffd';

    private FileNames() {}

    /** The names of a path with slashes between them.
     *
     * @throws UsageException if one is not UTF-8 */
    public static String text(Path path) {
        StringJoiner names = new StringJoiner("/");
        for (Path name : path) {
            String plain = name.toString();
            names.add(plain.indexOf(UNREADABLE) < 0 ? plain : decoded(name));
        }
        return names.toString();
    }

    /** The file with a path below a folder.
     *
     * @throws UsageException if no file can have it on this machine */
    public static Path below(Path folder, String path) {
        try {
            return folder.resolve(path);
        } catch (InvalidPathException e) {
            String address = folder.toAbsolutePath().toUri().toString();
            return byAddress(address.endsWith("/") ? address : address + "/", path, e);
        }
    }

    /** The file with a path that begins with a slash.
     *
     * @throws UsageException if no file can have it on this machine */
    public static Path absolute(String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            return byAddress("file://", path, e);
        }
    }

    /** Whether the path is the same after it was written down as text. */
    public static boolean isText(Path path) {
        try {
            return path.equals(Path.of(path.toString()));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Path byAddress(String start, String path, InvalidPathException refusal) {
        StringBuilder address = new StringBuilder(start);
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b == '/' || Character.isLetterOrDigit(b); // a negative one is part of a longer letter
            address.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b & 0xff));
        }
        try {
            return Path.of(URI.create(address.toString()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "no file can be called '" + path + "' on this machine: " + refusal.getReason(), refusal);
        }
    }

    private static String decoded(Path name) {
        String address = name.toUri().getRawPath();
        String raw = address.substring(address.lastIndexOf('/', address.length() - 2) + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length() && raw.charAt(i) != '/'; i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException("file name '" + raw + "' is not UTF-8: rename the file, or exclude it", e);
        }
    }
}
