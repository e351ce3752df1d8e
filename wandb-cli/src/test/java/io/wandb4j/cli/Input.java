package io.wandb4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Stands in for the user at the keyboard until it is closed. */
final class Input implements AutoCloseable {
    private final InputStream before = System.in;

    private Input(String lines) {
        System.setIn(new ByteArrayInputStream(lines.getBytes(UTF_8)));
    }

    static Input of(String lines) {
        return new Input(lines);
    }

    @Override
    public void close() {
        System.setIn(before);
    }
}
