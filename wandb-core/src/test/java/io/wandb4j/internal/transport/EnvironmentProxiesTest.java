package io.wandb4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    @Test
    void choosesByScheme() {
        EnvironmentProxies proxies =
                proxies(Map.of("HTTPS_PROXY", "http://proxy.example.org:3128", "http_proxy", "other.example.org:81"));

        assertThat(proxies.select(URI.create("https://api.wandb.ai/graphql")))
                .containsExactly(proxy("proxy.example.org", 3128));
        assertThat(proxies.select(URI.create("http://w.example.org/"))).containsExactly(proxy("other.example.org", 81));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/",
                "http://127.0.0.1:8080/",
                "http://[::1]:8080/",
                "http://a.corp.example.org/",
                "http://corp.example.org/",
                "http://CORP.example.org/"
            })
    void reachesThisMachineAndTheExceptionsDirectly(String url) {
        EnvironmentProxies proxies =
                proxies(Map.of("HTTP_PROXY", "http://proxy:1", "NO_PROXY", "x.org, .corp.example.org"));

        assertThat(proxies.select(URI.create(url))).isEqualTo(DIRECT);
    }

    @Test
    void ignoresWhatIsNoProxy() {
        assertThat(proxies(Map.of()).select(URI.create("http://a.org/"))).isEqualTo(DIRECT);
        assertThat(proxies(Map.of("HTTP_PROXY", "http://")).select(URI.create("http://a.org/")))
                .isEqualTo(DIRECT);
        assertThat(proxies(Map.of("HTTP_PROXY", "a b")).select(URI.create("http://a.org/")))
                .isEqualTo(DIRECT);
        assertThat(proxies(Map.of("HTTP_PROXY", "p:1", "NO_PROXY", "*")).select(URI.create("http://a.org/")))
                .isEqualTo(DIRECT);
    }

    private static EnvironmentProxies proxies(Map<String, String> variables) {
        return new EnvironmentProxies(variables, ProxySelector.of(null));
    }

    private static Proxy proxy(String host, int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }
}
