package io.wandb4j.cli;

import io.wandb4j.errors.WandbException;
import io.wandb4j.server.errors.ServerException;
import io.wandb4j.sweeps.config.InvalidSweepException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine.PicocliException;

/** Says in one line what went wrong. */
final class ErrorLine {
    private ErrorLine() {}

    static String of(Exception error) {
        if (error instanceof UncheckedIOException && error.getCause() instanceof IOException cause) {
            return of(cause);
        }
        return oneLine(text(error));
    }

    private static String text(Exception error) {
        String message = Objects.requireNonNullElse(error.getMessage(), "");
        if (error instanceof NoSuchFileException) {
            return message + ": no such file or folder";
        }
        if (error instanceof AccessDeniedException) {
            return message + ": access denied";
        }
        boolean forPeople = error instanceof WandbException
                || error instanceof ServerException
                || error instanceof InvalidSweepException
                || error instanceof PicocliException;
        if (forPeople || error instanceof FileSystemException) {
            return message;
        }
        return error.getClass().getSimpleName() + ": " + message + " (pass --stacktrace to see where)";
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll(":\\s*\\R\\s*(- )?", ": ").replaceAll("\\s*\\R\\s*(- )?", "; ");
    }
}
