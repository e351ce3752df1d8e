package io.wandb4j.internal.transport;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses proxies as most programs do: by {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}.
 *
 * <p>Java's own properties ({@code https.proxyHost} ...) come first where they name a proxy. This machine is never
 * reached through a proxy of the environment. */
final class EnvironmentProxies extends ProxySelector {
    private static final Logger log = LoggerFactory.getLogger(EnvironmentProxies.class);
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final Map<String, String> variables;
    private final ProxySelector javas;

    EnvironmentProxies(Map<String, String> variables, ProxySelector javas) {
        this.variables = variables;
        this.javas = javas;
    }

    @Override
    public List<Proxy> select(URI uri) {
        List<Proxy> found = javas.select(uri);
        String host = uri.getHost();
        if (!found.equals(DIRECT) || host == null || isDirect(host.toLowerCase(Locale.ROOT))) {
            return found;
        }
        String proxy = variable(uri.getScheme() + "_proxy");
        return proxy.isEmpty() ? found : proxy(proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        javas.connectFailed(uri, address, failure);
    }

    private boolean isDirect(String host) {
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        for (String entry : variable("no_proxy").split(",")) {
            String suffix = entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
            if (suffix.equals("*") || (!suffix.isEmpty() && (host.equals(suffix) || host.endsWith("." + suffix)))) {
                return true;
            }
        }
        return false;
    }

    private static List<Proxy> proxy(String address) {
        Optional<ProxyAddress> proxy = ProxyAddress.parse(address);
        if (proxy.isEmpty()) {
            log.warn("a proxy variable is no address and is ignored");
        }
        return proxy.map(place -> List.of(place.proxy())).orElse(DIRECT);
    }

    /** Either spelling; the lower-case one is stronger, as in other programs. */
    private String variable(String name) {
        String lower = variables.getOrDefault(name, "").strip();
        return lower.isEmpty()
                ? variables.getOrDefault(name.toUpperCase(Locale.ROOT), "").strip()
                : lower;
    }
}
