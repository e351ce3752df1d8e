package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {

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
}
