package io.wandb4j.internal.transport;

import io.wandb4j.settings.NetworkSettings;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Names the user to proxies: as the proxy's address does, else as the settings' own {@code Proxy-Authorization} does. */
final class ProxyLogin implements Authenticator {
    static final String HEADER = "Proxy-Authorization";

    private final Map<String, String> logins = new HashMap<>();
    private final String otherwise;

    ProxyLogin(NetworkSettings settings, Map<String, String> variables) {
        for (String name : List.of("http_proxy", "https_proxy")) {
            Stream.of(name, name.toUpperCase(Locale.ROOT)).forEach(variable -> add(variables.get(variable)));
        }
        settings.httpProxy().ifPresent(this::add);
        settings.httpsProxy().ifPresent(this::add);
        otherwise = settings.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(HEADER))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** What a proxy is told; empty if nothing, or if there is none. */
    Optional<String> of(@Nullable Route route) {
        if (route == null
                || route.proxy().type() != Proxy.Type.HTTP
                || !(route.proxy().address() instanceof InetSocketAddress address)) {
            return Optional.empty();
        }
        String login = logins.getOrDefault(place(address.getHostString(), address.getPort()), otherwise);
        return Optional.of(login).filter(text -> !text.isEmpty());
    }

    /** Adds the login to the request for a tunnel, unless it has been refused. */
    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        Request request = response.request();
        if (request.header(HEADER) != null) {
            return null;
        }
        return of(route)
                .map(login -> request.newBuilder().header(HEADER, login).build())
                .orElse(null);
    }

    private void add(@Nullable String address) {
        Optional.ofNullable(address)
                .flatMap(ProxyAddress::parse)
                .filter(proxy -> !proxy.login().isEmpty())
                .ifPresent(proxy -> logins.put(place(proxy.host(), proxy.port()), proxy.login()));
    }

    private static String place(String host, int port) {
        return host.toLowerCase(Locale.ROOT) + ":" + port;
    }
}
