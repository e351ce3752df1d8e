package io.wandb4j.cli;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes API keys for tests. */
final class Keys {
    private Keys() {}

    static String random() {
        byte[] bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
