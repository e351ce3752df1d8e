package io.wandb4j.internal.transport;

import java.io.IOException;

/** The trouble is with a file here, not with the network: sending again does not help. */
final class LocalFileException extends IOException {
    private static final long serialVersionUID = 1;

    LocalFileException(String message, IOException cause) {
        super(message, cause);
    }
}
