package io.wandb4j.internal.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementsTest {
    @TempDir
    Path dir;

    @Test
    void believesMavensNotesFirst() throws IOException {
        Path jar = jar(
                "renamed.jar",
                "",
                Map.of(
                        "META-INF/maven/org.example/lib/pom.properties",
                                "groupId=org.example\nartifactId=lib\nversion=1.2\n",
                        "META-INF/maven/org.other/shaded/pom.properties",
                                "groupId=org.other\nartifactId=shaded\nversion=3\n"));

        assertThat(Requirements.of(List.of(jar))).containsExactly("org.example:lib==1.2", "org.other:shaded==3");
    }

    @Test
    void believesThePlaceThenAndTheNameAtLast() throws IOException {
        Path maven = jar("m2/repository/org/slf4j/slf4j-api/2.0.20/slf4j-api-2.0.20.jar", "", Map.of("A.class", ""));
        Path gradle = jar("files-2.1/org.yaml/snakeyaml/2.5/0a1b/snakeyaml-2.5.jar", "", Map.of("A.class", ""));
        Path named = jar("libs/some-tool-1.0-SNAPSHOT.jar", "", Map.of("A.class", ""));
        Path unnamed = jar("libs/app.jar", "", Map.of("A.class", ""));

        assertThat(Requirements.of(List.of(maven, gradle, named, unnamed)))
                .containsExactly(
                        "app==unknown",
                        "org.slf4j:slf4j-api==2.0.20",
                        "org.yaml:snakeyaml==2.5",
                        "some-tool==1.0-SNAPSHOT");
    }

    @Test
    void followsJarsThatOnlyListOthersAndJarsInJars() throws IOException {
        jar("libs/lib-1.jar", "", Map.of("A.class", ""));
        Path list = jar("list.jar", "libs/lib-1.jar libs/gone-2.jar", Map.of());
        Path boot = jar("boot-3.jar", "", Map.of("BOOT-INF/lib/inner-4.jar", "", "A.class", ""));

        assertThat(Requirements.of(List.of(list, boot, dir.resolve("libs"), dir.resolve("no.jar"))))
                .containsExactly("boot==3", "inner==4", "lib==1");
    }

    @Test
    void namesWhatCannotBeOpened() throws IOException {
        Path broken = Files.writeString(dir.resolve("broken-1.5.jar"), "not a jar");

        assertThat(Requirements.of(List.of(broken))).containsExactly("broken==1.5");
    }

    @Test
    void readsTheClassPathOfTheTests() {
        assertThat(Requirements.of(Requirements.classPath()))
                .anyMatch(line -> line.startsWith("com.fasterxml.jackson.core:jackson-databind=="));
    }

    private Path jar(String name, String classPath, Map<String, String> entries) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!classPath.isEmpty()) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(UTF_8));
            }
        }
        return file;
    }
}
