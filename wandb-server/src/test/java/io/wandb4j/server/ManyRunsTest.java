package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finding and going through ten thousand runs with thirty values of config and summary each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyRunsTest {
    private static final int RUNS = 10_000;
    private static final long MOST_MILLIS = 2_000;
    private static final int TRIES = 10;

    private TestServer server;

    @BeforeAll
    void makeRuns(@TempDir Path directory) throws IOException, SQLException {
        server = new TestServer(directory);
        server.upsert(new HashMap<>(Map.of("name", "first")));
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("wandb4j.db"));
                Statement statement = database.createStatement()) {
            statement.execute("INSERT INTO run (project_id, name, display_name, state, account_id, created_at,"
                    + " heartbeat_at, group_name, tags_json, config_json, summary_json)"
                    + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + RUNS + ")"
                    + " SELECT project_id, 'r' || i, 'run-' || i, iif(i % 10 = 0, 'failed', 'finished'), account_id,"
                    + " created_at + i * 1000, heartbeat_at + i * 1000, 'g' || (i % 7), '[\"t' || (i % 3) || '\"]',"
                    + " '{' || (WITH RECURSIVE k(j) AS (SELECT 1 UNION ALL SELECT j + 1 FROM k WHERE j < 30)"
                    + " SELECT group_concat('\"key' || j || '\":{\"desc\":null,\"value\":' || j || '.5}') FROM k)"
                    + " || ',\"lr\":{\"desc\":null,\"value\":' || (i / 100.0) || '}}',"
                    + " '{' || (WITH RECURSIVE k(j) AS (SELECT 1 UNION ALL SELECT j + 1 FROM k WHERE j < 30)"
                    + " SELECT group_concat('\"metric/' || j || '\":' || (j * 0.123456789)) FROM k)"
                    + " || ',\"bad\":NaN,\"score\":' || ((i * 7919) % 10007) || '}'"
                    + " FROM run, n WHERE name = 'first'");
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | -created_at | 10001",
                "{} | -summary_metrics.score | 10001",
                "{\"config.lr\":{\"$lt\":20}} | +summary_metrics.score | 1999",
                "{\"config.lr.value\":{\"$gte\":20}} | -created_at | 8001",
                "{\"$and\":[{\"state\":\"finished\"},{\"group\":{\"$in\":[\"g1\",\"g2\"]}}]} | +created_at | 2572",
                "{\"display_name\":{\"$regex\":\"-99\"}} | +created_at | 111",
                "{\"tags\":\"t1\"} | -config.lr.value | 3334"
            })
    void findsAndOrdersInAMoment(String filters, String order, int count) throws IOException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && least > MOST_MILLIS; i++) {
            long before = workMillis();
            assertThat(page(filters, order, null).path("totalCount").asInt()).isEqualTo(count);
            least = Math.min(least, workMillis() - before);
        }
        assertThat(least).isLessThanOrEqualTo(MOST_MILLIS);
    }

    /** What this JVM had of the processors: it does not grow while others have them. */
    private static long workMillis() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1_000_000;
    }

    private JsonNode page(String filters, String order, String after) throws IOException {
        Map<String, Object> variables = new HashMap<>(Map.of("filters", filters, "order", order));
        variables.put("after", after);
        return server.data(
                        "query Q($filters: JSONString, $order: String, $after: String) { project(name: \"p\") {"
                                + " runs(filters: $filters, order: $order, first: 50, after: $after) { totalCount pageInfo"
                                + " { endCursor hasNextPage } edges { node { name config summaryMetrics } } } } }",
                        variables)
                .path("project")
                .path("runs");
    }
}
