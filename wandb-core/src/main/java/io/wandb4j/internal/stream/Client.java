package io.wandb4j.internal.stream;

import java.util.Locale;

/** How this client names itself. */
public final class Client {
    public static final String VERSION = "0.1.0";

    /** The version of the official client whose protocol is spoken; servers compare it with the versions they know. */
    public static final String PROTOCOL = "0.30.0";

    private Client() {}

    /** The platform as the official client spells it, such as {@code linux-x86_64}. */
    public static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String name = os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "darwin" : "linux";
        return name + "-" + (arch.equals("amd64") ? "x86_64" : arch);
    }
}
