package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.Wandb;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.RunLogs;
import io.wandb4j.sync.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program that logs one of everything, written twice: the server has the same of all runs, live or synced later. */
class MediaParityTest {
    private static final String ALERTS = """
        query Alerts($entity: String!, $run: String!) {
          project(name: "media", entityName: $entity) { run(name: $run) { alerts { title text severity } } }
        }
        """;

    @TempDir
    Path dir;

    @Test
    void whatJavaLogsIsWhatTheOfficialClientLogs() throws Exception {
        Path inputs = MediaInputs.write(dir.resolve("inputs"));
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            PythonClient python = PythonClient.of(server, Files.createDirectories(dir.resolve("home")));
            python.run("log_media.py", inputs.toString(), "official");
            Path live = record(settings(server, "live").build(), inputs);
            Path offline = record(settings(server, "offline").mode(Mode.OFFLINE).build(), inputs);
            assertThat(live).exists();
            Sync sync = Sync.with(settings(server, "offline").build());
            RunLogs.find(offline).forEach(sync::send);
            try (Api api = Wandb.api(settings(server, "live").build())) {
                Map<String, JsonNode> official = read(api, server, "official");
                List<String> differences = new ArrayList<>();
                for (String ours : List.of("live", "offline")) {
                    Map<String, JsonNode> all = read(api, server, ours);
                    official.forEach((part, tree) -> compare(ours + " " + part, tree, all.get(part), differences));
                }
                assertThat(differences).isEmpty();
            }
        }
    }

    private static Path record(Settings settings, Path inputs) throws IOException {
        try (Run run = Wandb.init(settings)) {
            new MediaProgram(run, inputs).logAll();
            return run.dir().orElseThrow().resolve("run-" + run.id() + ".wandb");
        }
    }

    private Map<String, JsonNode> read(Api api, LocalServer server, String id) throws IOException {
        Map<String, JsonNode> all =
                RecordedRun.read(api.run(server.entity() + "/media/" + id), dir.resolve("read-" + id));
        JsonNode alerts = new RawGraphQl(server.url(), server.apiKey())
                .ask(ALERTS, Map.of("entity", server.entity(), "run", id))
                .at("/project/run/alerts");
        assertThat(alerts.findValuesAsText("text")).containsExactly("all of them", "look at it");
        all.put("alerts", alerts);
        return all;
    }

    /** The smallest parts that differ, each with its place. */
    private static void compare(String where, JsonNode official, JsonNode ours, List<String> differences) {
        if (official.isObject() && ours.isObject()) {
            Set<String> names = new TreeSet<>();
            official.fieldNames().forEachRemaining(names::add);
            ours.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(where + "/" + name, official.path(name), ours.path(name), differences));
        } else if (official.isArray() && ours.isArray() && official.size() == ours.size()) {
            for (int i = 0; i < official.size(); i++) {
                compare(where + "/" + i, official.get(i), ours.get(i), differences);
            }
        } else if (!official.equals(ours)) {
            differences.add(where + ": official " + official + ", ours " + ours);
        }
    }

    private Settings.Builder settings(LocalServer server, String id) {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("media")
                .id(id)
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .silent(true);
    }
}
