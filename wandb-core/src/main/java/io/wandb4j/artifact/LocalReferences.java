package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.FileNames;
import io.wandb4j.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of this machine, or of disks that all machines see, by {@code file://}. */
final class LocalReferences implements ReferenceStore {
    private static final String PREFIX = "file://";

    @Override
    public boolean holds(String uri) {
        return uri.regionMatches(true, 0, "file:", 0, 5);
    }

    @Override
    public List<ArtifactEntry> entries(Reference reference, Settings settings) {
        Path path = path(reference.uri());
        try {
            if (Files.isDirectory(path)) {
                return ofFolder(reference, path);
            }
            if (Files.isRegularFile(path)) {
                String name = reference.path().orElseGet(() -> FileNames.text(path.getFileName()));
                return List.of(entry(reference, name, reference.uri(), path));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("cannot read reference '" + reference.uri() + "': " + e, e);
        }
        throw new UsageException("reference '" + reference.uri() + "' leads to no file or folder");
    }

    @Override
    public void fetch(ArtifactEntry entry, Path file, Settings settings) throws IOException {
        String uri = entry.reference().orElseThrow();
        Path path = path(uri);
        if (!Files.isRegularFile(path)) {
            throw new UsageException("'" + entry.path() + "' cannot be fetched: there is no file at " + uri);
        }
        if (Digests.of(address(path)).equals(entry.digest())) { // it was never looked at
            CompleteFile.copy(path, file);
        } else if (!CompleteFile.copy(path, entry, file)) {
            throw new UsageException("'" + entry.path() + "' cannot be fetched: the file at " + uri + " has changed");
        }
    }

    private static List<ArtifactEntry> ofFolder(Reference reference, Path folder) throws IOException {
        List<ArtifactEntry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (entries.size() == reference.mostObjects()) {
                    throw reference.tooMany();
                }
                String relative = FileNames.text(folder.relativize(file));
                String slash = reference.uri().endsWith("/") ? "" : "/";
                String path = reference.path().map(prefix -> prefix + "/").orElse("") + relative;
                entries.add(entry(reference, path, reference.uri() + slash + relative, file));
            }
        }
        return entries;
    }

    private static ArtifactEntry entry(Reference reference, String path, String uri, Path file) throws IOException {
        String digest = reference.checked() ? Digests.of(file) : Digests.of(address(file));
        return new ArtifactEntry(
                path, digest, Files.size(file), Optional.of(uri), Map.of(), Optional.empty(), Optional.empty());
    }

    /** The address of a file without links, escaped as Python does it, which is stricter than Java. */
    private static byte[] address(Path file) throws IOException {
        StringBuilder address = new StringBuilder(PREFIX);
        Path real = file.toRealPath();
        for (byte b : (real.getRoot() + FileNames.text(real)).getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || "/_.-~".indexOf(c) >= 0) {
                address.append(c);
            } else {
                address.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
            }
        }
        return address.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Path path(String uri) {
        String rest = uri.substring(uri.indexOf(':') + 1);
        if (rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            String host = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            if (slash < 0 || !(host.isEmpty() || host.equals("localhost"))) {
                throw notAbsolute(uri);
            }
            rest = rest.substring(slash);
        }
        if (!rest.startsWith("/")) {
            throw notAbsolute(uri);
        }
        Path literal = FileNames.absolute(rest); // names below a folder are not escaped in the official form
        return Files.exists(literal) ? literal : FileNames.absolute(unescaped(rest));
    }

    private static UsageException notAbsolute(String uri) {
        return new UsageException("reference '" + uri + "' must name an absolute path, as in file:///data/a.csv");
    }

    /** A percent sign without two hexadecimal digits stands for itself. */
    private static String unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < utf8.length; i++) {
            boolean escape = utf8[i] == '%'
                    && i + 2 < utf8.length
                    && HexFormat.isHexDigit(utf8[i + 1])
                    && HexFormat.isHexDigit(utf8[i + 2]);
            bytes.write(
                    escape ? HexFormat.fromHexDigit(utf8[i + 1]) * 16 + HexFormat.fromHexDigit(utf8[i + 2]) : utf8[i]);
            i += escape ? 2 : 0;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
