package io.wandb4j.internal.monitor;

import java.util.Arrays;
import java.util.List;

/** The arguments that the main method of this process was started with. */
final class ProgramArguments {
    private ProgramArguments() {}

    static List<String> ofProcess() {
        String[] all = ProcessHandle.current().info().arguments().orElse(new String[0]);
        return of(System.getProperty("sun.java.command", ""), Arrays.asList(all));
    }

    /** What follows the main class, or the jar.
     *
     * @param command main class and arguments in one text, as the JVM keeps them
     * @param all all arguments of the process, those of the JVM first; not every operating system tells them */
    static List<String> of(String command, List<String> all) {
        for (int i = 0; i < all.size(); i++) {
            if (String.join(" ", all.subList(i, all.size())).equals(command)) {
                return List.copyOf(all.subList(i + 1, all.size()));
            }
        }
        List<String> words = Arrays.stream(command.split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
        return words.isEmpty() ? words : words.subList(1, words.size());
    }
}
