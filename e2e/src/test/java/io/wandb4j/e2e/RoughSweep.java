package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

/** One sweep on which several processes work until it is done, while they and the server are killed. */
final class RoughSweep implements AutoCloseable {
    private static final int LONGEST_DELAY_MILLIS = 400;

    private final ServerProcess server;
    private final Sweep sweep;
    private final Path folder;
    private final Random random;
    private final Queue<Blow> blows;
    private final List<Process> agents = new ArrayList<>();
    private int started;

    /**
     * Every sixth run sees an agent die, every twentieth the server; at least two and one.
     *
     * @param runs how many runs the sweep will have
     * @param seed which moments that are, and which agents
     */
    RoughSweep(ServerProcess server, Sweep sweep, Path folder, int runs, long seed) {
        this.server = server;
        this.sweep = sweep;
        this.folder = folder;
        this.random = new Random(seed);
        List<Blow> drawn = new ArrayList<>();
        random.ints(Math.max(2, runs / 6), 1, runs + 1).forEach(run -> drawn.add(new Blow(run, false)));
        random.ints(Math.max(1, runs / 20), 1, runs + 1).forEach(run -> drawn.add(new Blow(run, true)));
        drawn.sort(Comparator.comparingInt(Blow::atRun));
        this.blows = new ArrayDeque<>(drawn);
    }

    /** A process that is killed soon after so many runs were handed out. */
    private record Blow(int atRun, boolean atServer) {}

    void work(int agentCount) throws IOException, InterruptedException {
        for (int i = 0; i < agentCount; i++) {
            agents.add(agent());
        }
        JsonNode state = state();
        while (!state.path("state").asText().equals("FINISHED")) {
            if (!blows.isEmpty()
                    && state.path("runCount").asInt() >= blows.peek().atRun()) {
                Thread.sleep(random.nextInt(LONGEST_DELAY_MILLIS));
                strike(blows.remove());
            }
            boolean deserted = agents.stream().noneMatch(Process::isAlive);
            Thread.sleep(50);
            state = state();
            assertThat(deserted && !state.path("state").asText().equals("FINISHED"))
                    .as("all agents in %s left before the sweep was finished", folder)
                    .isFalse();
        }
        for (Process agent : agents) {
            assertThat(agent.waitFor())
                    .as("exit code of an agent in %s", folder)
                    .isZero();
        }
    }

    /** Kills what is left. */
    @Override
    public void close() {
        agents.forEach(Process::destroyForcibly);
    }

    private void strike(Blow blow) throws IOException, InterruptedException {
        if (blow.atServer()) {
            server.restart();
            return;
        }
        int hit = random.nextInt(agents.size());
        agents.get(hit).destroyForcibly().waitFor();
        agents.set(hit, agent());
    }

    private Process agent() throws IOException {
        Path home = Files.createDirectories(folder.resolve("agent-" + started++));
        List<String> command = new ArrayList<>(Killer.java(RoughAgent.class));
        command.addAll(List.of(sweep.path(), home.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WANDB_"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "WANDB_BASE_URL", server.url(),
                        "WANDB_API_KEY", server.apiKey(),
                        "WANDB_X_FILE_STREAM_TRANSMIT_INTERVAL", "0.1"));
        return builder.start();
    }

    private JsonNode state() throws IOException {
        return new RawGraphQl(server.url(), server.apiKey())
                .ask("""
                        query S($entity: String, $project: String, $sweep: String!) {
                          project(name: $project, entityName: $entity) {
                            sweep(sweepName: $sweep) { state runCount }
                          }
                        }
                        """, Map.of("entity", sweep.entity(), "project", sweep.project(), "sweep", sweep.id()))
                .at("/project/sweep");
    }
}
