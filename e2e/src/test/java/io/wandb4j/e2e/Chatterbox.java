package io.wandb4j.e2e;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Settings;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** A program that prints many lines while it trains, and says in the end how long the calls took. */
final class Chatterbox {
    private static final int PER_ROW = 1000;

    private Chatterbox() {}

    static String line(int i) {
        return "epoch " + i / PER_ROW + " batch " + i % PER_ROW + " loss " + 1.0 / (i + 1) + " ü";
    }

    /** Prints lines into the file {@code printed} of the working directory, and the times to what was standard output.
     *
     * @param args how many lines */
    public static void main(String[] args) throws IOException {
        int lines = Integer.parseInt(args[0]);
        PrintStream terminal = System.out;
        System.setOut(new PrintStream(new FileOutputStream("printed"), true, StandardCharsets.UTF_8));
        int[] nanos = new int[lines];
        try (Run run = Wandb.init(
                Settings.builder().rootDir(Path.of("")).disableStats(true).build())) {
            for (int i = 0; i < lines; i++) {
                String line = line(i);
                long begin = System.nanoTime();
                System.out.println(line);
                nanos[i] = (int) (System.nanoTime() - begin);
                if (i % PER_ROW == 0) {
                    run.log(Map.of("i", i));
                }
            }
        }
        Arrays.sort(nanos);
        terminal.printf(
                Locale.ROOT,
                "p50 %.1f us, p99 %.1f us, longest %.1f ms%n",
                nanos[lines / 2] / 1e3,
                nanos[(int) (lines * 0.99)] / 1e3,
                nanos[lines - 1] / 1e6);
    }
}
