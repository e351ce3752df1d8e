package io.wandb4j.internal.transport;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.Credentials;

/** Where a proxy is, and who asks it.
 *
 * @param login the value of {@code Proxy-Authorization}, empty if the address names nobody */
record ProxyAddress(String host, int port, String login) {
    /** The proxy at an address with or without a scheme, a port and a user; empty if it is no address. */
    static Optional<ProxyAddress> parse(String address) {
        try {
            URI uri = URI.create(address.contains("://") ? address : "http://" + address);
            if (uri.getHost() == null) {
                return Optional.empty();
            }
            return Optional.of(new ProxyAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), login(uri)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Proxy proxy() {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    /** Leaves the login out. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    private static String login(URI uri) {
        String user = uri.getUserInfo();
        if (user == null) {
            return "";
        }
        int colon = user.indexOf(':');
        return colon < 0
                ? Credentials.basic(user, "", StandardCharsets.UTF_8)
                : Credentials.basic(user.substring(0, colon), user.substring(colon + 1), StandardCharsets.UTF_8);
    }
}
