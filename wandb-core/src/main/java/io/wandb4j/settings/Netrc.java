package io.wandb4j.settings;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user's netrc file, in which API keys are kept as passwords of machines. */
public final class Netrc {
    private static final Logger log = LoggerFactory.getLogger(Netrc.class);

    private final Path path;

    private Netrc(Path path) {
        this.path = path;
    }

    /** The file that the variable {@code NETRC} names, or the usual one. */
    public static Netrc of(Environment environment) {
        Optional<Path> named = environment.variable("NETRC").map(environment::path);
        Path unix = environment.home().resolve(".netrc");
        Path windows = environment.home().resolve("_netrc");
        if (named.isPresent()) {
            return new Netrc(named.get());
        }
        boolean useWindows = !Files.exists(unix) && (Files.exists(windows) || environment.isWindows());
        return new Netrc(useWindows ? windows : unix);
    }

    /** Where the file lies, if it exists. */
    public Path path() {
        return path;
    }

    /** The key for a server. A file that cannot be read has none, and is warned about. */
    public Optional<String> find(String baseUrl) {
        String machine = machine(baseUrl);
        try {
            return NetrcEntries.parse(String.join("\n", Files.readAllLines(path)))
                    .password(machine);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            log.warn("netrc file {} cannot be read: {}", path, e.toString());
            return Optional.empty();
        }
    }

    /** Keeps the key for a server, in place of an older one; only the user may read a file made here.
     *
     * @throws UsageException if the file cannot be written */
    public void store(String baseUrl, String apiKey) {
        Credentials.check(apiKey);
        String machine = machine(baseUrl);
        try {
            List<String> lines = new ArrayList<>(withoutEntry(machine));
            lines.addAll(List.of("machine " + machine, "  login user", "  password " + apiKey));
            Files.write(path, lines);
        } catch (IOException e) {
            throw new UsageException("netrc file " + path + " cannot be written: " + e, e);
        }
    }

    private List<String> withoutEntry(String machine) throws IOException {
        if (!Files.exists(path)) {
            create();
            return List.of();
        }
        List<String> kept = new ArrayList<>();
        boolean inEntry = false;
        for (String line : Files.readAllLines(path)) {
            String[] words = line.strip().split("\\s+");
            boolean begins = words[0].equals("machine") || words[0].equals("default");
            inEntry = begins ? words.length > 1 && words[1].equals(machine) : inEntry;
            if (!inEntry) {
                kept.add(line);
            }
        }
        return kept;
    }

    private void create() throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(path);
        }
    }

    /** Host and port, as the address has them. */
    private static String machine(String baseUrl) {
        String authority = URI.create(baseUrl).getRawAuthority();
        return authority == null ? "" : authority;
    }
}
