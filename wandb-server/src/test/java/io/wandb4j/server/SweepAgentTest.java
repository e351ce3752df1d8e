package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepAgentTest {

    private static final String GRID = "{method: grid, metric: {name: loss}, parameters: {x: {values: [1, 2, 3]}}}";

    @TempDir
    Path directory;

    private TestServer server;
    private SweepClient client;

    @BeforeEach
    void start() {
        server = new TestServer(directory);
        client = new SweepClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void beginsASweepWithItsFirstAgent() throws IOException {
        String sweep = client.create(GRID);
        String agent = client.agent(sweep);

        assertThat(client.state(sweep)).isEqualTo("RUNNING");
        String run = client.start(agent);
        JsonNode pending = server.run(run, "state config sweepName displayName");
        assertThat(pending.path("state").asText()).isEqualTo("pending");
        assertThat(pending.path("config").asText()).isEqualTo("{\"x\":{\"value\":1}}");
        assertThat(pending.path("sweepName").asText()).isEqualTo(sweep);
        assertThat(pending.path("displayName").asText()).matches("[a-z]+-sweep-1");
        client.begin(run, sweep);
        assertThat(server.run(run, "state").path("state").asText()).isEqualTo("running");
        assertThat(client.heartbeat(agent, run)).isEmpty();
    }

    @Test
    void answersWithNotFoundForAnAgentOrASweepThatIsNotThere() throws IOException {
        server.upsert(Map.of("name", "a"));

        assertThat(client.rawHeartbeat("nosuchagent").code()).isEqualTo(404);
        assertThat(client.rawHeartbeat("QWdlbnQ6OTk=").code()).isEqualTo(404);
        TestServer.Reply reply = client.createAgent("nosuchid");
        assertThat(reply.code()).isEqualTo(404);
        assertThat(reply.body()).contains("there is no sweep nosuchid in the project p");
    }

    @Test
    void finishesAGridWithItsLastRun() throws IOException {
        String sweep = client.create(GRID);
        String agent = client.agent(sweep);
        for (int i = 0; i < 3; i++) {
            String run = client.start(agent);
            client.begin(run, sweep);
            assertThat(client.state(sweep)).isEqualTo("RUNNING");
            client.end(run);
        }

        assertThat(client.state(sweep)).isEqualTo("FINISHED");
        assertThat(types(client.heartbeat(agent))).containsExactly("exit");
        assertThat(client.sweep(sweep, "agents { edges { node { state } } }")
                        .at("/agents/edges/0/node/state")
                        .asText())
                .isEqualTo("FINISHED");
    }

    @Test
    void givesEachOfManyAgentsItsOwnPoints() throws IOException {
        String sweep = client.create(GRID.replace("[1, 2, 3]", points(60)));
        ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> agents = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            agents.add(CompletableFuture.runAsync(() -> work(sweep, seen), task -> new Thread(task).start()));
        }
        agents.forEach(CompletableFuture::join);

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).boxed().toList());
        assertThat(client.state(sweep)).isEqualTo("FINISHED");
        assertThat(client.sweep(sweep, "runCount").path("runCount").asInt()).isEqualTo(60);
    }

    @Test
    void forgetsNothingWhenTheServerIsStartedAgain() throws IOException {
        String sweep = client.create(GRID);
        String first = client.agent(sweep);
        String second = client.agent(sweep);
        String begun = client.start(first);
        client.begin(begun, sweep);
        String handedOut = client.start(second);
        server.close();
        start();

        assertThat(client.heartbeat(first, begun)).isEmpty();
        assertThat(client.start(second)).isEqualTo(handedOut);
        client.end(begun);
        assertThat(client.heartbeat(first).get(0).at("/args/x/value").asInt()).isEqualTo(3);
        assertThat(types(client.heartbeat(client.agent(sweep)))).isEmpty();
    }

    @Test
    void drawsAnotherValueEachTimeAlsoAfterARestart() throws IOException {
        String random = "{method: random, parameters: {x: {min: 0.0, max: 1.0}}}";
        String sweep = client.create(random);
        String agent = client.agent(sweep);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            JsonNode command = client.heartbeat(agent).get(0);
            values.add(command.at("/args/x/value").asDouble());
            client.begin(command.path("run_id").asText(), sweep);
            client.end(command.path("run_id").asText());
            server.close();
            start();
        }
        assertThat(values).doesNotHaveDuplicates().allMatch(value -> value >= 0 && value < 1);
    }

    @Test
    void givesTheRunOfADeadAgentToAnother() throws IOException {
        String sweep = client.create(GRID.replace(", 2, 3", ""));
        String dead = client.agent(sweep);
        String run = client.start(dead);
        String other = client.agent(sweep);

        assertThat(client.heartbeat(other)).isEmpty();
        server.clock.advance(Duration.ofSeconds(61));
        assertThat(client.sweep(sweep, "agents { edges { node { state } } }")
                        .at("/agents/edges/0/node/state")
                        .asText())
                .isEqualTo("CRASHED");
        assertThat(client.start(other)).isEqualTo(run);
        client.begin(run, sweep);
        assertThat(types(client.heartbeat(dead, run))).containsExactly("stop");
        assertThat(client.heartbeat(other, run)).isEmpty();
    }

    @Test
    void givesTheBegunRunOfADeadAgentToAnotherOnceItIsSilent() throws IOException {
        String sweep = client.create(GRID.replace(", 2, 3", ""));
        String dead = client.agent(sweep);
        String run = client.start(dead);
        client.begin(run, sweep);
        server.history(run, 0, List.of("{\"_step\":0,\"loss\":1}"));
        server.clock.advance(Duration.ofMinutes(4));
        String other = client.agent(sweep);

        assertThat(client.heartbeat(other)).isEmpty();
        server.clock.advance(Duration.ofSeconds(50));
        assertThat(client.heartbeat(other)).isEmpty();
        server.clock.advance(Duration.ofSeconds(11));
        JsonNode command = client.heartbeat(other).get(0);
        assertThat(command.path("type").asText()).isEqualTo("resume");
        assertThat(command.path("run_id").asText()).isEqualTo(run);
        client.begin(run, sweep);
        assertThat(types(client.heartbeat(dead, run))).containsExactly("stop");
        client.end(run);
        assertThat(client.state(sweep)).isEqualTo("FINISHED");
    }

    @Test
    void waitsForASilentRunUntilItsAgentIsMissedToo() throws IOException {
        String sweep = client.create(GRID.replace(", 2, 3", ""));
        String agent = client.agent(sweep);
        String run = client.start(agent);
        client.begin(run, sweep);
        server.clock.advance(Duration.ofMinutes(6));

        assertThat(client.heartbeat(agent, run)).isEmpty();
        assertThat(client.state(sweep)).isEqualTo("RUNNING");
        server.clock.advance(Duration.ofSeconds(61));
        assertThat(client.start(client.agent(sweep))).isEqualTo(run);
    }

    @Test
    void givesThePreemptedRunBackAtOnce() throws IOException {
        String sweep = client.create(GRID);
        String agent = client.agent(sweep);
        String run = client.start(agent);
        client.begin(run, sweep);
        server.stream(run, "{\"preempting\":true}");
        server.stream(run, "{\"complete\":true,\"exitcode\":1}");

        assertThat(server.run(run, "state").path("state").asText()).isEqualTo("preempted");
        assertThat(client.start(client.agent(sweep))).isEqualTo(run);
    }

    @Test
    void leavesARunAloneWhoseProgramCrashedUnderALivingAgent() throws IOException {
        String sweep = client.create(GRID);
        String agent = client.agent(sweep);
        String run = client.start(agent);
        client.begin(run, sweep);
        String next = client.start(agent);

        assertThat(next).isNotEqualTo(run);
        assertThat(server.run(run, "state").path("state").asText()).isEqualTo("crashed");
        server.clock.advance(Duration.ofMinutes(6));
        assertThat(client.start(client.agent(sweep))).isEqualTo(next);
    }

    @Test
    void keepsAnIdleAgentForTheRunThatALivingOneMayLose() throws IOException {
        String sweep = client.create(GRID.replace(", 2, 3", ""));
        String dead = client.agent(sweep);
        String run = client.start(dead);
        client.begin(run, sweep);
        String idle = client.agent(sweep);

        for (int i = 0; i < 6; i++) {
            assertThat(client.heartbeat(idle)).isEmpty();
            server.clock.advance(Duration.ofSeconds(59));
        }
        assertThat(client.start(idle)).isEqualTo(run);
        client.begin(run, sweep);
        client.end(run);
        assertThat(types(client.heartbeat(idle))).containsExactly("exit");
        assertThat(client.state(sweep)).isEqualTo("FINISHED");
    }

    @Test
    void finishesASweepWhoseLastRunDiedWithoutAWord() throws IOException {
        String sweep = client.create(GRID.replace(", 2, 3", ""));
        String agent = client.agent(sweep);
        String run = client.start(agent);
        client.begin(run, sweep);

        assertThat(types(client.heartbeat(agent))).containsExactly("exit");
        assertThat(server.run(run, "state").path("state").asText()).isEqualTo("crashed");
        assertThat(client.state(sweep)).isEqualTo("FINISHED");
    }

    @Test
    void countsNoSilenceWhileTheServerWasDown() throws IOException {
        String sweep = client.create(GRID);
        String first = client.agent(sweep);
        String handedOut = client.start(first);
        server.close();
        server = new TestServer(directory, Duration.ofHours(1));
        client = new SweepClient(server);

        assertThat(client.start(client.agent(sweep))).isNotEqualTo(handedOut);
        assertThat(client.start(first)).isEqualTo(handedOut);
    }

    @Test
    void givesNoRunsWhilePausedAndGoesOnWhenResumed() throws IOException {
        String sweep = client.create(GRID);
        String agent = client.agent(sweep);
        client.become(sweep, "PAUSED");
        assertThat(client.heartbeat(agent)).isEmpty();
        client.become(sweep, "RUNNING");
        assertThat(types(client.heartbeat(agent))).containsExactly("run");
    }

    @Test
    void stopsTheRunsOfACanceledSweepAndThenTheirAgents() throws IOException {
        String sweep = client.create(GRID);
        String agent = client.agent(sweep);
        String idle = client.agent(sweep);
        String run = client.start(agent);
        client.begin(run, sweep);
        String waiting = client.start(idle);
        client.become(sweep, "CANCELED");

        assertThat(types(client.heartbeat(agent, run))).containsExactly("stop");
        assertThat(server.stream(run, "{}").json().path("stopped").asBoolean()).isTrue();
        assertThat(types(client.heartbeat(agent))).containsExactly("exit");
        assertThat(types(client.heartbeat(idle))).containsExactly("exit");
        assertThat(server.run(run, "state").path("state").asText()).isEqualTo("killed");
        assertThat(server.run(waiting, "state").path("state").asText()).isEqualTo("killed");
    }

    @Test
    void stopsABadRunThroughItsFileStreamAndItsAgent() throws IOException {
        String sweep = client.create("{method: random, metric: {name: a.loss, goal: maximize},"
                + " early_terminate: {type: hyperband, min_iter: 3, eta: 2}, parameters: {x: {min: 0.0, max: 1.0}}}");
        for (double level : new double[] {0.7, 0.8}) {
            String agent = client.agent(sweep);
            String run = client.start(agent);
            client.begin(run, sweep);
            server.history(run, 0, rows(0, 4, level));
            client.end(run);
        }
        String agent = client.agent(sweep);
        String bad = client.start(agent);
        client.begin(bad, sweep);

        assertThat(server.history(bad, 0, rows(0, 2, 0.1)).json().has("stopped"))
                .isFalse();
        assertThat(client.heartbeat(agent, bad)).isEmpty();
        assertThat(server.history(bad, 2, rows(2, 3, 0.1))
                        .json()
                        .path("stopped")
                        .asBoolean())
                .isTrue();
        assertThat(types(client.heartbeat(agent, bad))).containsExactly("stop");
        server.stream(bad, "{\"complete\":true,\"exitcode\":255}");
        JsonNode node = client.sweep(sweep, "runs { edges { node { name state stopped shouldStop } } }")
                .at("/runs/edges/2/node");
        assertThat(node.path("state").asText()).isEqualTo("killed");
        assertThat(node.path("stopped").asBoolean()).isTrue();
        assertThat(types(client.heartbeat(agent))).containsExactly("run");
    }

    @Test
    void finishesWhenARunReachesTheTarget() throws IOException {
        String sweep = client.create("{method: random, metric: {name: loss, goal: minimize, target: 0.5},"
                + " parameters: {x: {min: 0.0, max: 1.0}}}");
        String agent = client.agent(sweep);
        String run = client.start(agent);
        client.begin(run, sweep);
        server.history(run, 0, List.of("{\"_step\":0,\"loss\":0.5}", "{\"_step\":1,\"loss\":0.9}"));

        assertThat(client.state(sweep)).isEqualTo("FINISHED");
        assertThat(client.heartbeat(agent, run)).isEmpty();
        client.end(run);
        assertThat(types(client.heartbeat(agent))).containsExactly("exit");
    }

    @Test
    void judgesARunAnewThatWasRewound() throws IOException {
        String sweep = client.create(
                "{method: random, metric: {name: loss, target: 0}," + " parameters: {x: {min: 0.0, max: 1.0}}}");
        String run = client.start(client.agent(sweep));
        client.begin(run, sweep);
        server.history(run, 0, List.of("{\"_step\":0,\"loss\":3}", "{\"_step\":1,\"loss\":2}"));
        server.data(
                "mutation { rewindRun(input: {runName: \"" + run + "\", projectName: \"p\", metricName: \"_step\","
                        + " metricValue: 0}) { rewoundRun { id } } }",
                Map.of());
        server.history(run, 1, List.of("{\"_step\":1,\"loss\":-1}"));

        assertThat(client.state(sweep)).isEqualTo("FINISHED");
    }

    @Test
    void followsAControllerOnTheUsersMachine() throws IOException {
        String sweep = client.create(
                "{method: custom, controller: {type: local}, metric: {name: loss}, parameters: {x: {values: [1]}}}");
        String agent = client.agent(sweep);
        assertThat(client.heartbeat(agent)).isEmpty();
        String id = client.sweep(sweep, "id").path("id").asText();
        String controller =
                "{\"schedule\":[{\"id\":\"s1\",\"data\":{\"args\":{\"x\":{\"value\":4}}}}],\"earlystop\":[]}";
        client.upsert(Map.of("id", id, "controller", controller));
        JsonNode command = client.heartbeat(agent).get(0);
        String run = command.path("run_id").asText();

        assertThat(command.at("/args/x/value").asInt()).isEqualTo(4);
        assertThat(Json.object(
                                client.sweep(sweep, "scheduler")
                                        .path("scheduler")
                                        .asText(),
                                "scheduler")
                        .at("/scheduled/0/runid")
                        .asText())
                .isEqualTo(run);
        client.begin(run, sweep);
        client.upsert(Map.of("id", id, "controller", "{\"schedule\":[],\"earlystop\":[\"" + run + "\"]}"));
        assertThat(types(client.heartbeat(agent, run))).containsExactly("stop");
        client.end(run);
        client.upsert(Map.of("id", id, "controller", "{\"schedule\":[{\"id\":\"s2\",\"data\":{\"args\":null}}]}"));
        assertThat(types(client.heartbeat(agent))).containsExactly("exit");
        assertThat(client.state(sweep)).isEqualTo("FINISHED");
    }

    private void work(String sweep, ConcurrentLinkedQueue<Integer> seen) {
        try {
            String agent = client.agent(sweep);
            while (true) {
                List<JsonNode> commands = client.heartbeat(agent);
                if (types(commands).contains("exit")) {
                    return;
                }
                for (JsonNode command : commands) {
                    seen.add(command.at("/args/x/value").asInt());
                    String run = command.path("run_id").asText();
                    client.begin(run, sweep);
                    client.end(run);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String points(int count) {
        return IntStream.range(0, count).boxed().toList().toString();
    }

    private static List<String> rows(int from, int until, double value) {
        return IntStream.range(from, until)
                .mapToObj(step -> "{\"_step\":" + step + ",\"a\":{\"loss\":" + value + "}}")
                .toList();
    }

    private static List<String> types(List<JsonNode> commands) {
        return commands.stream().map(command -> command.path("type").asText()).toList();
    }
}
