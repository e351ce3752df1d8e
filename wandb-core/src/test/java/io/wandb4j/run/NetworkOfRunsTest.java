package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.query.Api;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.RunLogs;
import io.wandb4j.sync.Sync;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of these tests has a name that leads nowhere: only the proxy of the settings leads there. */
class NetworkOfRunsTest {
    @TempDir
    Path dir;

    private ScriptedServer proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new ScriptedServer();
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void aRunGoesByTheSettings() {
        try (Run run = Wandb.init(settings(Map.of()))) {
            run.log(Map.of("x", 1));
        }
        assertThat(proxy.lines("wandb-history.jsonl")).hasSize(1);
        assertThat(proxy.uploads()).contains("/put/config.yaml");
    }

    @Test
    void aSyncGoesByTheSettings() {
        try (Run run =
                Wandb.init(settings(Map.of()).toBuilder().mode(Mode.OFFLINE).build())) {
            run.log(Map.of("x", 1));
        }
        Sync sync = Sync.with(settings(Map.of()));
        RunLogs.find(RunLogs.folder(dir)).forEach(sync::send);
        assertThat(proxy.lines("wandb-history.jsonl")).hasSize(1);
    }

    @Test
    void queriesGoByTheSettings() {
        try (Api api = Api.connect(settings(Map.of()))) {
            assertThat(api.account().entity()).isEqualTo("me");
        }
    }

    @Test
    void aRowLongerThanIsSetIsNotSent() {
        try (Run run = Wandb.init(settings(Map.of("WANDB_X_FILE_STREAM_MAX_LINE_BYTES", "200")))) {
            run.log(Map.of("x", "y".repeat(200)));
            run.log(Map.of("x", "y"));
        }
        assertThat(proxy.lines("wandb-history.jsonl"))
                .hasSize(1)
                .first()
                .asString()
                .contains("\"_step\":1");
    }

    private Settings settings(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.put("WANDB_BASE_URL", "http://wandb.invalid");
        variables.put("WANDB_HTTP_PROXY", proxy.url());
        variables.put("WANDB_API_KEY", "0123456789".repeat(4));
        variables.put("WANDB_X_FILE_STREAM_TRANSMIT_INTERVAL", "0.01");
        return Settings.builder()
                .rootDir(dir)
                .project("test")
                .silent(true)
                .build()
                .resolved(new Environment(variables, dir, "Linux"));
    }
}
