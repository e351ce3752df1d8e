package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {

    private static final Path HOME = Path.of("/home/ana");

    @Test
    void readsItsArguments() {
        ServerOptions options = Main.options(List.of("--port", "0", "--dir", "data"));

        assertThat(options.port()).isZero();
        assertThat(options.directory()).isEqualTo(Path.of("data"));
        assertThat(Main.options(List.of()).port()).isEqualTo(8080);
    }

    @Test
    void refusesArgumentsThatItDoesNotKnow() {
        assertThatThrownBy(() -> Main.options(List.of("--prot", "1")))
                .hasMessageStartingWith("cannot read \"--prot\"; usage:");
        assertThatThrownBy(() -> Main.options(List.of("--port"))).hasMessageContaining("usage:");
        assertThatThrownBy(() -> Main.options(List.of("--port", "x"))).hasMessage("--port takes a number, not \"x\"");
    }

    @Test
    void keepsDataWhereThePlatformDoes() {
        assertThat(Main.standardDirectory("Linux", Map.of(), HOME)).isEqualTo(HOME.resolve(".local/share/wandb4j"));
        assertThat(Main.standardDirectory("Linux", Map.of("XDG_DATA_HOME", "/data"), HOME))
                .isEqualTo(Path.of("/data/wandb4j"));
        assertThat(Main.standardDirectory("Mac OS X", Map.of(), HOME))
                .isEqualTo(HOME.resolve("Library/Application Support/wandb4j"));
        assertThat(Main.standardDirectory("Windows 11", Map.of("LOCALAPPDATA", "/l"), HOME))
                .isEqualTo(Path.of("/l/wandb4j"));
    }
}
