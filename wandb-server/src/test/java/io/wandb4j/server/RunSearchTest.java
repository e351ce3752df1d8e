package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunSearchTest {

    private static final String DURING = "\"2026-11-22T10:01:30Z\"";

    private TestServer server;

    @BeforeAll
    void makeRuns(@TempDir Path directory) throws IOException {
        server = new TestServer(directory);
        make(
                "a",
                "x",
                List.of("t1"),
                "{\"lr\":{\"value\":0.1},\"m.n\":{\"value\":{\"o\":1}}}",
                "{\"loss\":3,\"val/acc\":0.5}");
        make("b", "y", List.of("t1", "t2"), "{\"lr\":{\"value\":1},\"opt\":{\"value\":\"sgd\"}}", "{\"loss\":NaN}");
        make(
                "c",
                "z",
                List.of(),
                "{\"lr\":{\"value\":0.01},\"opt\":{\"value\":\"adam\"}}",
                "{\"loss\":1,\"deep\":{\"x\":2}}");
        String[] odd = {"[1,2]", "[]", "null", "true", "\"1\"", "-Infinity", "12345678901234567890", "{\"a\":1}", "0.1"
        };
        for (int i = 0; i < odd.length; i++) {
            server.upsert(new HashMap<>(Map.of(
                    "modelName", "odd",
                    "name", "odd" + i,
                    "groupName", "o'dd",
                    "config", "{\"mixed\":{\"value\":" + odd[i] + "}}",
                    "summaryMetrics", "{\"val/acc\":" + odd[i] + "}")));
        }
        server.stream("b", "{\"complete\":true,\"exitcode\":0}");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | a b c",
                "{\"config.lr\":1.0} | b",
                "{\"config.lr.value\":{\"$gte\":0.1}} | a b",
                "{\"config.m.n.o\":1} | a",
                "{\"config.m.n.value.o\":1} | a",
                "{\"config.opt\":{\"$regex\":\"^[sa]\"}} | b c",
                "{\"config.opt\":null} | a",
                "{\"config.opt\":{\"$exists\":true}} | b c",
                "{\"config.opt\":{\"$ne\":\"sgd\"}} | a c",
                "{\"summary_metrics.loss\":{\"$lt\":2}} | c",
                "{\"summary_metrics.val/acc\":{\"$lte\":0.5,\"$gt\":0.4}} | a",
                "{\"summary_metrics.deep.x\":2} | c",
                "{\"state\":\"finished\"} | b",
                "{\"state\":{\"$nin\":[\"finished\"]}} | a c",
                "{\"tags\":\"t1\"} | a b",
                "{\"tags\":{\"$in\":[\"t2\",\"t9\"]}} | b",
                "{\"tags.t2\":true} | b",
                "{\"group\":\"z\"} | c",
                "{\"displayName\":{\"$regex\":\"-3$\"}} | c",
                "{\"username\":\"local\"} | a b c",
                "{\"created_at\":{\"$gt\":\"2026-11-22T10:00:30Z\"}} | b c",
                "{\"$or\":[{\"name\":\"a\"},{\"name\":\"c\"}]} | a c",
                "{\"$nor\":[{\"name\":\"a\"},{\"name\":\"c\"}]} | b",
                "{\"$and\":[{\"tags\":\"t1\"},{\"config.lr\":{\"$not\":{\"$gt\":0.5}}}]} | a",
                "{\"sweep\":\"none\"} | ''"
            })
    void findsRunsByFilter(String filters, String names) throws IOException {
        assertThat(String.join(" ", find("p", filters, "+created_at"))).isEqualTo(names);
    }

    /** The database judges what it can by itself; within an {@code $or} with something that it cannot, nothing. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "config.lr",
                "config.opt.value",
                "config.mixed",
                "summary_metrics.loss",
                "summary_metrics.val/acc",
                "group",
                "state",
                "tags",
                "name",
                "username",
                "created_at"
            })
    void theDatabaseFindsWhatIsFoundWithoutIt(String field) throws IOException {
        String[] values = {"1", "0.1", "\"sgd\"", "true", "null", "\"t1\"", "[1]", "\"running\"", DURING};
        String[] operators = {"$ne", "$gt", "$lte", "$not"};
        List<String> conditions = new ArrayList<>(List.of("{\"$exists\":true}", "{\"$exists\":false}"));
        for (String value : values) {
            conditions.add(value);
            conditions.add("{\"$in\":[" + value + ",1.0,\"y\"]}");
            conditions.add("{\"$nin\":[" + value + "]}");
            for (String operator : operators) {
                conditions.add(
                        "{\"" + operator + "\":" + (operator.equals("$not") ? "{\"$gt\":" + value + "}" : value) + "}");
            }
        }
        for (String project : List.of("p", "odd")) {
            for (String condition : conditions) {
                String filter = "{\"" + field + "\":" + condition + "}";
                assertThat(find(project, filter, "-" + field))
                        .as(filter)
                        .isEqualTo(find(project, "{\"$or\":[" + filter + ",{\"duration\":-1}]}", "-" + field));
            }
            assertThat(find(project, "{}", "+" + field))
                    .isEqualTo(find(project, "{\"$or\":[{},{\"duration\":-1}]}", "+" + field));
        }
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "+created_at | a b c",
                "-created_at | c b a",
                "created_at | a b c",
                "+summary_metrics.loss | c a b",
                "-summary_metrics.loss | a c b",
                "-config.lr.value | b a c",
                "+config.opt.value | c b a",
                "+state,-created_at | b c a"
            })
    void ordersRuns(String order, String names) throws IOException {
        assertThat(String.join(" ", find("p", "{}", order))).isEqualTo(names);
    }

    @Test
    void countsAndPagesThroughWhatMatches() throws IOException {
        String query =
                "query Q($after: String) { project(name: \"p\") { runCount(filters: \"{\\\"tags\\\":\\\"t1\\\"}\")"
                        + " runs(first: 2, after: $after, order: \"-created_at\") { edges { cursor node { name } }"
                        + " pageInfo { endCursor hasNextPage } totalCount } } }";
        JsonNode first = server.data(query, Map.of()).path("project");
        JsonNode runs = first.path("runs");
        assertThat(first.path("runCount").asInt()).isEqualTo(2);
        assertThat(runs.path("totalCount").asInt()).isEqualTo(3);
        assertThat(runs.path("pageInfo").path("hasNextPage").asBoolean()).isTrue();

        String cursor = runs.path("edges").path(1).path("cursor").asText();
        JsonNode second =
                server.data(query, Map.of("after", cursor)).path("project").path("runs");
        assertThat(second.path("edges").path(0).path("node").path("name").asText())
                .isEqualTo("a");
        assertThat(second.path("pageInfo").path("hasNextPage").asBoolean()).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"$xor\":[]} | unknown filter operator $xor",
                "{\"name\":{\"$near\":1}} | unknown filter operator $near",
                "{\"$or\":{}} | $or takes a list of filters",
                "{\"name\":{\"$regex\":\"(\"}} | invalid $regex",
                "nonsense | filters is not valid JSON"
            })
    void refusesFiltersThatItDoesNotUnderstand(String filters, String message) throws IOException {
        String error = server.error(
                "query Q($filters: JSONString) { project(name: \"p\") { runCount(filters: $filters) } }",
                Map.of("filters", filters));
        assertThat(error).contains(message);
    }

    private List<String> find(String project, String filters, String order) throws IOException {
        JsonNode edges = server.data(
                        "query Q($project: String, $filters: JSONString, $order: String) { project(name: $project) {"
                                + " runs(filters: $filters, order: $order) { edges { node { name } } } } }",
                        Map.of("project", project, "filters", filters, "order", order))
                .path("project")
                .path("runs")
                .path("edges");
        List<String> names = new ArrayList<>();
        edges.forEach(edge -> names.add(edge.path("node").path("name").asText()));
        return names;
    }

    private void make(String name, String group, List<String> tags, String config, String summary) throws IOException {
        server.upsert(new HashMap<>(
                Map.of("name", name, "groupName", group, "tags", tags, "config", config, "summaryMetrics", summary)));
        server.clock.advance(Duration.ofMinutes(1));
    }
}
