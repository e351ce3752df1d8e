package io.wandb4j.internal.transport.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TargetFolderTest {
    @TempDir
    Path root;

    @Test
    void refusesAFolderWhereAFileIs() throws IOException {
        Files.writeString(root.resolve("a"), "mine");

        assertThatThrownBy(() -> TargetFolder.at(root).file("a/b"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'a/b' is not written")
                .hasMessageContaining("which is no folder");
        assertThat(root.resolve("a")).hasContent("mine");
    }

    @Test
    void refusesNamesThatAreOneToTheDisk() throws IOException {
        FoldedNames names = new FoldedNames((name, other) -> true);
        names.claim("deep/README");
        names.claim("deep/README");
        names.claim("other/readme");
        names.claim("caf\u00e9");

        assertThatThrownBy(() -> names.claim("Deep/readme"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'deep/README' and 'Deep/readme'");
        assertThatThrownBy(() -> names.claim("cafe\u0301")).isInstanceOf(UsageException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void takesNamesThatTheDiskKeepsApart() throws IOException {
        TargetFolder folder = TargetFolder.at(root);

        for (String name : new String[] {"a/README", "a/readme", "caf\u00e9", "cafe\u0301"}) {
            assertThatCode(() -> Files.writeString(folder.file(name), name)).doesNotThrowAnyException();
        }

        assertThat(folder.file("a/README")).hasContent("a/README");
        assertThat(root).isDirectoryNotContaining("glob:**/.wandb-*");
    }
}
