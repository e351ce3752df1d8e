package io.wandb4j.run;

import io.wandb4j.Wandb;
import io.wandb4j.settings.Settings;
import java.util.Map;

/** A program that starts a run and ends in one of the ways in which programs end. */
final class Victim {
    private Victim() {}

    /** @param args how to end, and how many runs to start */
    public static void main(String[] args) throws InterruptedException {
        Settings settings = Settings.builder().build();
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            Wandb.init(settings).log(Map.of("loss", 0.5));
        }
        System.out.println("logged");
        switch (args[0]) {
            case "return" -> {}
            case "exit" -> System.exit(0);
            case "throw" -> throw new IllegalStateException("boom");
            case "handle" -> handle();
            case "other thread throws" -> throwElsewhere();
            case "halt" -> Runtime.getRuntime().halt(7);
            case "kill" -> {
                System.out.println("the line before is recorded");
                Thread.sleep(600_000);
            }
            case "wait" -> Thread.sleep(600_000);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Has handlers of its own, set before the run and after. */
    private static void handle() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, cause) -> System.out.println("handled " + cause.getMessage()));
        throw new IllegalStateException("boom");
    }

    private static void throwElsewhere() throws InterruptedException {
        Thread other = new Thread(() -> {
            throw new IllegalStateException("elsewhere");
        });
        other.start();
        other.join();
    }
}
