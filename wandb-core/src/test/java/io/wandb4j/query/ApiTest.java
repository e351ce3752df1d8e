package io.wandb4j.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.AuthenticationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {
    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private BiFunction<String, JsonNode, String> answers = (operation, variables) -> "{}";
    private Api api;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                if (request.getMethod().equals("GET")) {
                    return new MockResponse.Builder().body("content").build();
                }
                JsonNode body = Json.read(request.getBody().utf8());
                requests.add(body);
                String data = answers.apply(body.get("operationName").asText(), body.path("variables"));
                return new MockResponse.Builder()
                        .body("{\"data\":" + data.replace('\'', '"') + "}")
                        .build();
            }
        });
        server.start();
        api = Api.connect(settings().apiKey("0123456789".repeat(4)).build());
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @Test
    void readsARun() {
        answers = (operation, variables) -> "{'project':{'run':" + run("r1", 0.5) + "}}";

        StoredRun run = api.run("me/mnist/runs/r1");

        assertThat(run.path()).isEqualTo("me/mnist/r1");
        assertThat(run.name()).isEqualTo("happy-sun-1");
        assertThat(run.state()).isEqualTo("finished");
        assertThat(run.tags()).containsExactly("a");
        assertThat(run.sweepId()).isEmpty();
        assertThat(run.config().asMap()).containsOnlyKeys("lr", "layers");
        assertThat(run.config().number("lr")).hasValue(0.1);
        assertThat(run.config().get("layers")).contains(List.of(64, 64));
        assertThat(run.config().as(Hyperparameters.class)).isEqualTo(new Hyperparameters(0.1));
        assertThat(run.summary().number("loss")).hasValue(0.5);
        assertThat(run.summary().number("bad").orElseThrow()).isNaN();
        assertThat(run.details().createdAt()).isPresent();
    }

    record Hyperparameters(double lr) {}

    @Test
    void whatDoesNotExistIsNamed() {
        answers = (operation, variables) -> "{'project':null}";

        assertThatThrownBy(() -> api.run("me/mnist/r1"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("run 'me/mnist/r1' does not exist");
        assertThatThrownBy(() -> api.sweep("me/mnist/s1")).hasMessageStartingWith("sweep 'me/mnist/s1'");
        assertThatThrownBy(() -> api.project("me/mnist")).hasMessageStartingWith("project 'me/mnist'");
        assertThatThrownBy(() -> api.run("a/b/c/d")).hasMessageContaining("entity/project/id");
        assertThatThrownBy(() -> api.runs("a//b")).isInstanceOf(UsageException.class);
    }

    @Test
    void fillsPathsFromSettingsAndKey() {
        answers = (operation, variables) -> operation.equals("GetDefaultEntity")
                ? "{'viewer':{'entity':'own'}}"
                : "{'project':{'run':" + run("r1", 1) + "}}";

        assertThat(api.run("r1").path()).isEqualTo("own/fallback/r1");
        assertThat(api.run("p/r1").path()).isEqualTo("own/p/r1");
        assertThat(requests).hasSize(3);
    }

    @Test
    void runsComeInPagesThatAreFetchedWhenNeeded() {
        answers = (operation, variables) -> {
            boolean first = variables.get("cursor").isNull();
            return "{'project':{'runs':{'edges':[{'cursor':'c1','node':" + run(first ? "r1" : "r2", 1)
                    + "}],'pageInfo':{'endCursor':'not this','hasNextPage':" + first + "}}}}";
        };

        RunQuery query = RunQuery.all().where(Map.of("config.lr", 0.1)).orderBy("-summary_metrics.loss");
        assertThat(api.runs("me/p", query).findFirst().orElseThrow().id()).isEqualTo("r1");
        assertThat(requests).hasSize(1);
        assertThat(api.runs("me/p", query).map(StoredRun::id)).containsExactly("r1", "r2");
        assertThat(requests.get(1).at("/variables/perPage").asInt()).isEqualTo(50);
        JsonNode variables = requests.get(2).get("variables");
        assertThat(variables.get("perPage").asInt()).isEqualTo(100);
        assertThat(variables.get("cursor").asText()).isEqualTo("c1");
        assertThat(variables.get("filters").asText()).isEqualTo("{\"config.lr\":0.1}");
        assertThat(variables.get("order").asText()).isEqualTo("-summary_metrics.loss");
    }

    @Test
    void readsSampledHistory() {
        answers = (operation, variables) -> operation.equals("Run")
                ? "{'project':{'run':" + run("r1", 1) + "}}"
                : "{'project':{'run':{'history':['{\\'_step\\':1}'],'sampledHistory':[[{'_step':0,'loss':0.5}]]}}}"
                        .replace("\\'", "\\\"");
        StoredRun run = api.run("me/p/r1");

        assertThat(run.history("loss")).singleElement().satisfies(row -> assertThat(row.number("loss"))
                .hasValue(0.5));
        assertThat(requests.get(1).at("/variables/specs/0").asText()).contains("[\"_step\",\"loss\"]");
        assertThat(run.history()).singleElement().satisfies(row -> assertThat(row.integer("_step"))
                .hasValue(1));
    }

    @Test
    void scansEveryRowOfDenseAndSparseHistories() {
        // 1500 rows in a row, one far away, then 3000 in a row: a window that has grown must shrink again.
        List<Long> steps = new ArrayList<>();
        IntStream.range(0, 1500).forEach(i -> steps.add((long) i));
        steps.add(1_000_000L);
        IntStream.range(0, 3000).forEach(i -> steps.add(2_000_000L + i));
        answers = (operation, variables) -> history(operation, variables, steps);

        List<Long> scanned = api.run("me/p/r1")
                .scanHistory()
                .map(row -> row.integer("_step").orElseThrow())
                .toList();

        assertThat(scanned).isEqualTo(steps);
        assertThat(requests).hasSizeLessThan(60);
    }

    @Test
    void aRunWithoutHistoryHasNoRows() {
        answers = (operation, variables) -> operation.equals("Run")
                ? "{'project':{'run':" + run("r1", 1) + "}}"
                : "{'project':{'run':{'historyKeys':null}}}";

        assertThat(api.run("me/p/r1").scanHistory()).isEmpty();
    }

    @Test
    void theBestRunOfASweepHasTheBestFiniteValue() {
        answers = (operation, variables) -> operation.equals("GetSweep")
                ? "{'project':{'sweep':{'name':'s1','state':'FINISHED','config':'method: random\\nname: mine\\n"
                        + "metric: {name: loss, goal: " + (requests.size() > 2 ? "maximize" : "minimize") + "}'}}}"
                : "{'project':{'runs':{'pageInfo':{'hasNextPage':false},'edges':["
                        + "{'node':{'name':'none'}},{'node':" + run("nan", Double.NaN) + "},{'node':" + run("b", 2)
                        + "},{'node':" + run("a", 1) + "}]}}}";

        StoredSweep sweep = api.sweep("me/p/s1");

        assertThat(sweep.state()).isEqualTo("FINISHED");
        assertThat(sweep.name()).contains("mine");
        assertThat(sweep.config().text("method")).contains("random");
        assertThat(sweep.bestRun().orElseThrow().id()).isEqualTo("a");
        assertThat(requests.get(1).at("/variables/filters").asText()).isEqualTo("{\"$and\":[{\"sweep\":\"s1\"}]}");
        assertThat(api.sweep("me/p/s1").bestRun().orElseThrow().id()).isEqualTo("b");
    }

    @Test
    void readsTheConsoleInPagesOrItsEnd() {
        answers = (operation, variables) -> switch (operation) {
            case "Run" -> "{'project':{'run':" + run("r1", 1) + "}}";
            case "RunConsoleLogTail" -> "{'project':{'run':{'logLines':{'edges':[{'node':" + line(7) + "}]}}}}";
            default -> {
                boolean first = variables.get("after").isNull();
                yield "{'project':{'run':{'logLines':{'edges':[{'node':" + line(first ? 0 : 1)
                        + "}],'pageInfo':{'endCursor':'c1','hasNextPage':" + first + "}}}}}";
            }
        };
        StoredRun run = api.run("me/p/r1");

        assertThat(run.console())
                .containsExactly(
                        new ConsoleLine(0, Optional.of(Instant.parse("2024-05-01T10:00:00Z")), true, "", "text 0"),
                        new ConsoleLine(1, Optional.of(Instant.parse("2024-05-01T10:00:00Z")), true, "", "text 1"));
        assertThat(requests.get(2).at("/variables/after").asText()).isEqualTo("c1");
        assertThat(run.console(5)).extracting(ConsoleLine::number).containsExactly(7L);
        assertThat(requests.get(3).at("/variables/last").asInt()).isEqualTo(5);
    }

    private static String line(int number) {
        return "{'number':" + number + ",'timestamp':'2024-05-01T10:00:00','level':'error','label':null,'line':'text "
                + number + "'}";
    }

    @Test
    void readsSystemMetrics() {
        answers = (operation, variables) -> operation.equals("Run")
                ? "{'project':{'run':" + run("r1", 1) + "}}"
                : "{'project':{'run':{'events':['{\\'system.cpu\\':12.5}']}}}".replace("\\'", "\\\"");

        assertThat(api.run("me/p/r1").systemMetrics(7))
                .singleElement()
                .satisfies(row -> assertThat(row.number("system.cpu")).hasValue(12.5));
        assertThat(requests.get(1).at("/variables/samples").asInt()).isEqualTo(7);
    }

    @Test
    void changesOnlyWhatIsNamed() {
        answers = (operation, variables) -> operation.equals("Run")
                ? "{'project':{'run':" + run("r1", 1) + "}}"
                : "{'upsertBucket':{'bucket':{'id':'x'}}}";

        api.run("me/p/r1").change(RunChange.none().notes("n").config("lr", 2).withoutConfig("layers"));

        JsonNode variables = requests.get(2).get("variables");
        assertThat(variables.get("notes").asText()).isEqualTo("n");
        assertThat(variables.get("displayName").isNull()).isTrue();
        assertThat(variables.get("summaryMetrics").isNull()).isTrue();
        assertThat(Json.read(variables.get("config").asText()))
                .isEqualTo(Json.read("{\"lr\":{\"value\":2,\"desc\":null},\"_wandb\":{\"value\":{}}}"));
    }

    @Test
    void downloadsFilesOnlyBelowTheFolder() {
        answers = (operation, variables) -> operation.equals("Run")
                ? "{'project':{'run':" + run("r1", 1) + "}}"
                : "{'project':{'run':{'files':{'pageInfo':{'hasNextPage':false},'edges':[" + file("media/a.txt") + ","
                        + file("../evil") + "]}}}}";
        StoredRun run = api.run("me/p/r1");

        assertThat(run.file("media/a.txt").download(folder)).hasContent("content");
        assertThat(folder.resolve("media/a.txt")).exists();
        assertThatThrownBy(() -> run.file("../evil").download(folder)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> run.file("none")).hasMessage("run me/p/r1 has no file 'none'");
        assertThat(Files.exists(folder.resolveSibling("evil"))).isFalse();
    }

    @Test
    void withoutAKeyBothWaysOutAreNamed() {
        assertThatThrownBy(() -> Api.connect(settings().build()))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("wandb4j login");
    }

    private Settings.Builder settings() {
        return Settings.builder()
                .baseUrl(server.url("/").toString())
                .project("fallback")
                .build()
                .resolved(new Environment(Map.of(), folder, "Linux"))
                .toBuilder();
    }

    private String file(String name) {
        return "{'node':{'name':'" + name + "','sizeBytes':7,'directUrl':'" + server.url("/f") + "'}}";
    }

    private static String run(String id, double loss) {
        return "{'name':'" + id + "','displayName':'happy-sun-1','state':'finished','tags':['a'],'sweepName':null,"
                + "'createdAt':'2024-05-01T10:00:00','config':'{\\\"lr\\\":{\\\"value\\\":0.1},"
                + "\\\"layers\\\":{\\\"value\\\":[64,64]},\\\"_wandb\\\":{\\\"value\\\":{}}}',"
                + "'summaryMetrics':'{\\\"loss\\\":" + loss + ",\\\"bad\\\":NaN}'}";
    }

    /** Thins out as servers do: never more rows than asked for. */
    private static String history(String operation, JsonNode variables, List<Long> steps) {
        if (operation.equals("Run")) {
            return "{'project':{'run':" + run("r1", 1) + "}}";
        }
        if (operation.equals("RunHistoryKeys")) {
            return "{'project':{'run':{'historyKeys':{'lastStep':" + steps.get(steps.size() - 1) + "}}}}";
        }
        List<Long> inRange = steps.stream()
                .filter(step -> step >= variables.get("minStep").asLong()
                        && step < variables.get("maxStep").asLong())
                .toList();
        int most = variables.get("pageSize").asInt();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(most, inRange.size()); i++) {
            int index = (int) ((long) i * inRange.size() / Math.min(most, inRange.size()));
            rows.add("\"{\\\"_step\\\":" + inRange.get(index) + "}\"");
        }
        return "{'project':{'run':{'history':[" + String.join(",", rows) + "]}}}";
    }
}
