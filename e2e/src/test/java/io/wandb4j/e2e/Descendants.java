package io.wandb4j.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes that a process had started at a moment, and those that these had started. */
record Descendants(List<ProcessHandle> processes) {
    static Descendants of(Process process) {
        return new Descendants(process.descendants().toList());
    }

    /** Kills them, and waits until none of them can write to a file any more. */
    void kill() {
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : processes) {
            while (process.isAlive() && !isDead(process)) {
                Thread.onSpinWait();
            }
        }
    }

    // Where nobody asks for the exit codes of orphans, as in some containers, dead ones stay in the table of processes.
    private static boolean isDead(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            String text = Files.readString(stat);
            return text.startsWith("Z", text.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false; // gone, or no Linux: whether it is alive is asked again
        }
    }
}
