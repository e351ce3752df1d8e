package io.wandb4j.internal.monitor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The libraries of a class path, in the form of {@code requirements.txt}: {@code group:artifact==version}.
 *
 * <p>Maven's own notes in a jar are believed first, then where the jar lies in a repository of Maven or Gradle, then its
 * name. */
final class Requirements {
    private static final Pattern NOTE = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
    private static final Pattern INNER = Pattern.compile("(?:.*/)?lib/([^/]+\\.jar)");
    private static final Pattern NAME = Pattern.compile("(.+?)-([0-9][A-Za-z0-9.+_-]*)\\.jar");

    private final Set<String> found = new TreeSet<>();
    private final Set<Path> seen = new HashSet<>();
    private final Deque<Path> waiting = new ArrayDeque<>();

    private Requirements() {}

    /** Found out once: to open all jars takes a while, and a process may have many runs. */
    private static final class OfProcess {
        static final List<String> LIBRARIES = of(classPath());
    }

    /** The libraries of this process. */
    static List<String> ofProcess() {
        return OfProcess.LIBRARIES;
    }

    /** The class path and module path of this process. */
    static List<Path> classPath() {
        String paths = System.getProperty("java.class.path", "")
                + File.pathSeparator
                + System.getProperty("jdk.module.path", "");
        return Arrays.stream(paths.split(Pattern.quote(File.pathSeparator)))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** One line for each library, in order. */
    static List<String> of(List<Path> classPath) {
        Requirements requirements = new Requirements();
        requirements.waiting.addAll(classPath);
        while (!requirements.waiting.isEmpty()) {
            requirements.take(requirements.waiting.poll().toAbsolutePath().normalize());
        }
        return List.copyOf(requirements.found);
    }

    private void take(Path jar) {
        if (!seen.add(jar) || !jar.toString().endsWith(".jar") || !Files.isRegularFile(jar)) {
            return; // folders have no version
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            boolean noted = takeEntries(file);
            if (!takeManifest(file, jar) && !noted) {
                found.add(fromPlace(jar));
            }
        } catch (IOException e) {
            found.add(fromPlace(jar)); // what cannot be opened has a name all the same
        }
    }

    /** Takes what Maven notes of the jar and of all that was packed into it; whether it notes something. */
    private boolean takeEntries(JarFile file) throws IOException {
        boolean noted = false;
        for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            Matcher inner = INNER.matcher(entry.getName());
            if (inner.matches()) {
                found.add(fromName(inner.group(1)));
            } else if (NOTE.matcher(entry.getName()).matches()) {
                noted |= takeNote(file, entry);
            }
        }
        return noted;
    }

    private boolean takeNote(JarFile file, JarEntry entry) throws IOException {
        Properties note = new Properties();
        try (InputStream in = file.getInputStream(entry)) {
            note.load(in);
        } catch (IllegalArgumentException e) { // half an escape
            return false;
        }
        String group = note.getProperty("groupId", "");
        String artifact = note.getProperty("artifactId", "");
        String version = note.getProperty("version", "");
        if (group.isBlank() || artifact.isBlank() || version.isBlank()) {
            return false;
        }
        found.add(group + ":" + artifact + "==" + version);
        return true;
    }

    /** Takes the jars that a jar refers to; whether it is no more than a list of them. */
    private boolean takeManifest(JarFile file, Path jar) throws IOException {
        Manifest manifest = file.getManifest();
        String references =
                manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        if (references == null) {
            return false;
        }
        for (String reference : references.strip().split("\\s+")) {
            referred(jar, reference).ifPresent(waiting::add);
        }
        return file.stream()
                .allMatch(entry -> entry.isDirectory() || entry.getName().startsWith("META-INF/"));
    }

    private static Optional<Path> referred(Path jar, String reference) {
        try {
            URI address = jar.toUri().resolve(reference);
            return "file".equals(address.getScheme()) ? Optional.of(Path.of(address)) : Optional.empty();
        } catch (IllegalArgumentException e) { // manifests hold anything
            return Optional.empty();
        }
    }

    /** What paths such as {@code .../repository/org/slf4j/slf4j-api/2.0/slf4j-api-2.0.jar} of Maven and
     * {@code .../org.slf4j/slf4j-api/2.0/HASH/slf4j-api-2.0.jar} of Gradle tell. */
    private static String fromPlace(Path jar) {
        String[] path = jar.toString().replace(File.separatorChar, '/').split("/");
        String name = path[path.length - 1];
        for (int version = path.length - 2; version >= Math.max(2, path.length - 3); version--) {
            if (name.startsWith(path[version - 1] + "-" + path[version])) {
                boolean maven = version == path.length - 2;
                String group = maven ? groupInRepository(path, version - 1) : path[version - 2] + ":";
                return group + path[version - 1] + "==" + path[version];
            }
        }
        return fromName(name);
    }

    private static String groupInRepository(String[] path, int artifact) {
        int repository = Arrays.asList(path).subList(0, artifact).lastIndexOf("repository");
        return repository < 0 ? "" : String.join(".", Arrays.asList(path).subList(repository + 1, artifact)) + ":";
    }

    private static String fromName(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? parts.group(1) + "==" + parts.group(2)
                : name.replaceFirst("\\.jar$", "") + "==unknown";
    }
}
