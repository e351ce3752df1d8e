package io.wandb4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file in a server's folder that says which process serves it, if that process does nothing else.
 *
 * <p>Numbers of processes are given out again: the moment of its start tells whether it still is that process. */
record ServerProcessFile(Path file) {
    static ServerProcessFile in(Path directory) {
        return new ServerProcessFile(directory.resolve("process"));
    }

    /** Names this process. */
    void write() {
        try {
            Files.writeString(file, line(ProcessHandle.current()));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** The process that is named; empty if it is there no more. */
    Optional<ProcessHandle> read() {
        try {
            String line = Files.readString(file);
            long number = Long.parseLong(line.substring(0, line.indexOf(' ')));
            return ProcessHandle.of(number).filter(process -> line(process).equals(line));
        } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
            return Optional.empty(); // another version's, or none: then nobody knows
        }
    }

    private static String line(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Object::toString).orElse("") + "\n";
    }
}
