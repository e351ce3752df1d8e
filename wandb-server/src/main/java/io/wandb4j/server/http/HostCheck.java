package io.wandb4j.server.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accepts only requests for a name that is this server's.
 *
 * <p>A web page elsewhere can make its own name point to this machine; its requests carry that name and are refused.
 */
final class HostCheck {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String bound;

    HostCheck(String boundHost) {
        this.bound = boundHost.contains(":") ? "[" + boundHost + "]" : boundHost.toLowerCase(Locale.ROOT);
    }

    boolean accepts(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String name = header.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
        return LOOPBACK.contains(name) || name.equals(bound) || isAnyAddress() && isAddress(name);
    }

    /** The names that it accepts, for people. */
    String names() {
        return isAnyAddress() ? "an address of its machine, or localhost" : bound + " or localhost";
    }

    // Bound to every address, the server cannot know them; a name for them needs DNS, an address does not.
    private boolean isAnyAddress() {
        return bound.equals("0.0.0.0") || bound.equals("[::]");
    }

    private static boolean isAddress(String name) {
        return name.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || name.matches("\\[[0-9a-f:.]+]");
    }
}
