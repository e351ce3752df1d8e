package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.Wandb;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program that logs one of everything, written twice: the server has the same of both runs. */
class MediaParityTest {
    @TempDir
    Path dir;

    @Test
    void whatJavaLogsIsWhatTheOfficialClientLogs() throws Exception {
        Path inputs = MediaInputs.write(dir.resolve("inputs"));
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            PythonClient python = PythonClient.of(server, Files.createDirectories(dir.resolve("home")));
            python.run("log_media.py", inputs.toString(), "official");
            Settings settings = settings(server);
            try (Run run = Wandb.init(settings)) {
                new MediaProgram(run, inputs).logAll();
            }
            try (Api api = Wandb.api(settings)) {
                String project = server.entity() + "/media/";
                Map<String, JsonNode> official =
                        RecordedRun.read(api.run(project + "official"), dir.resolve("official"));
                Map<String, JsonNode> ours = RecordedRun.read(api.run(project + "ours"), dir.resolve("ours"));
                List<String> differences = new ArrayList<>();
                official.forEach((part, tree) -> compare(part, tree, ours.get(part), differences));
                assertThat(differences).isEmpty();
            }
        }
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

    private Settings settings(LocalServer server) {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("media")
                .id("ours")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .silent(true)
                .build();
    }
}
