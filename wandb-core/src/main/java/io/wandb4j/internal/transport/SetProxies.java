package io.wandb4j.internal.transport;

import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.NetworkSettings;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Chooses the proxies of the settings; where they name none, those of the surroundings. */
final class SetProxies extends ProxySelector {
    private final Map<String, Proxy> byScheme = new HashMap<>();
    private final ProxySelector others;

    /** @throws UsageException if a proxy cannot be spoken to */
    SetProxies(NetworkSettings settings, ProxySelector others) {
        this.others = others;
        add("http", settings.httpProxy());
        add("https", settings.httpsProxy());
    }

    @Override
    public List<Proxy> select(URI uri) {
        Proxy proxy = byScheme.get(uri.getScheme().toLowerCase(Locale.ROOT));
        return proxy == null ? others.select(uri) : List.of(proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        others.connectFailed(uri, address, failure);
    }

    private void add(String scheme, Optional<String> address) {
        address.ifPresent(text -> {
            // to a proxy that expects TLS, its password would go in the open
            if (text.toLowerCase(Locale.ROOT).startsWith("https:")) {
                throw new UsageException(
                        scheme + "_proxy must be an address that begins with http://; the way to a proxy has no TLS");
            }
            ProxyAddress proxy = ProxyAddress.parse(text)
                    .orElseThrow(() -> new UsageException(scheme + "_proxy is no address of a proxy"));
            byScheme.put(scheme, proxy.proxy());
        });
    }
}
