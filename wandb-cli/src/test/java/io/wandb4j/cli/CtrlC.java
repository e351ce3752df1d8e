package io.wandb4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Ctrl+C for processes that tests start. */
final class CtrlC {
    private static final int INTERRUPT = 0b10;

    private CtrlC() {}

    /** A command that minds it even if this process, and so its children, ignore it, as those in the background do. */
    static List<String> minding(List<String> command) throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignoring = Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & INTERRUPT) != 0);
        return ignoring
                ? Stream.concat(Stream.of("env", "--default-signal=INT"), command.stream())
                        .toList()
                : command;
    }
}
