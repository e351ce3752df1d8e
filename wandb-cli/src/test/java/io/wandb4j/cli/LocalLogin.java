package io.wandb4j.cli;

import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.Map;

/** Logs tests in to a server of theirs. */
final class LocalLogin {
    private LocalLogin() {}

    static Settings at(LocalServer server) {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .rootDir(server.directory())
                .build();
    }

    static Environment environment(LocalServer server, Path home) {
        Map<String, String> variables =
                Map.of("WANDB_BASE_URL", server.url(), "WANDB_API_KEY", server.apiKey(), "WANDB_DIR", home.toString());
        return new Environment(variables, home, "Linux");
    }
}
