package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Settings;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;

/**
 * A program that logs until it is killed, and says of each row that {@code log()} returned.
 *
 * <p>Says so in the file {@code printed}, one write per row: thread, number, step; after the first one, also that it is
 * ready. Each row carries a checksum of itself.
 */
final class Victim {
    private static final int LONG_TEXT = 40_000; // over more than one block of the log
    private static final int LONG_TEXT_EVERY = 200;

    private final Round round;
    private final Run run;
    private final OutputStream printed;
    private final long start = System.nanoTime();
    private final AtomicBoolean ready = new AtomicBoolean();
    private final Object lock = new Object();

    @GuardedBy("lock")
    private long step;

    private Victim(Round round, Run run, OutputStream printed) {
        this.round = round;
        this.run = run;
        this.printed = printed;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        Round round = Round.parse(Arrays.asList(args).subList(1, args.length));
        Settings settings = Settings.builder()
                .project("killed")
                .id("victim-" + round.number())
                .rootDir(folder)
                .silent(true)
                .build();
        try (OutputStream printed =
                new FileOutputStream(folder.resolve("printed").toFile())) {
            new Victim(round, Wandb.init(settings), printed).logForEver();
        }
    }

    private void logForEver() throws InterruptedException {
        Thread[] threads = new Thread[round.threads()];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> logFrom(number), "training-" + i);
            threads[i].start();
        }
        Random random = new Random(round.number());
        while (round.interrupted()) {
            threads[random.nextInt(threads.length)].interrupt();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(20));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void logFrom(int thread) {
        for (long number = 0; ; number++) {
            awaitTurn(thread, number);
            Map<String, Object> row = row(thread, number);
            long step = round.steps() ? logAtStep(row) : logNext(row);
            say(thread + " " + number + " " + step + "\n");
        }
    }

    private long logNext(Map<String, Object> row) {
        run.log(row);
        return -1;
    }

    /** Steps of several threads must not cross: one that is lower than the one before would be refused. */
    private long logAtStep(Map<String, Object> row) {
        Map<String, Object> second = new LinkedHashMap<>(row);
        second.keySet().retainAll(List.of("text", "sum"));
        row.keySet().removeAll(second.keySet());
        synchronized (lock) {
            long now = step;
            step += 1 + now % 3;
            run.log(row, now);
            run.log(second, now);
            return now;
        }
    }

    private Map<String, Object> row(int thread, long number) {
        Random random = new Random(31L * thread + number);
        boolean isLong = random.nextInt(LONG_TEXT_EVERY) == 0;
        String text = "ü\"\n".repeat(random.nextInt(isLong ? LONG_TEXT : 20));
        CRC32 sum = new CRC32();
        sum.update((thread + ":" + number + ":" + text).getBytes(UTF_8));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("thread", thread);
        row.put("number", number);
        row.put("text", text);
        row.put("third", number / 3.0);
        row.put("deep", Map.of("down", Map.of("there", number * 1e-7)));
        row.put("sum", sum.getValue());
        return row;
    }

    /** Waits for the moment of a row, and keeps an interrupt for the call that follows. */
    private void awaitTurn(int thread, long number) {
        if (round.rate() == 0) {
            return;
        }
        long turn = (number * round.threads() + thread) * TimeUnit.SECONDS.toNanos(1) / round.rate();
        boolean interrupted = false;
        for (long left = turn; left > 0; left = start + turn - System.nanoTime()) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) {
        try {
            printed.write(line.getBytes(UTF_8));
            if (!ready.getAndSet(true)) {
                System.out.println("ready");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
