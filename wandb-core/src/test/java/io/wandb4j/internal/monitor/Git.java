package io.wandb4j.internal.monitor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real git in a folder. */
record Git(Path root) {
    static Git init(Path folder) throws IOException, InterruptedException {
        Git git = new Git(folder);
        git.run("init", "-q", "-b", "main");
        git.configure();
        return git;
    }

    void configure() throws IOException, InterruptedException {
        run("config", "user.email", "ada@example.org");
        run("config", "user.name", "Ada");
    }

    String run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("git " + String.join(" ", words) + ": " + output);
        }
        return output;
    }
}
