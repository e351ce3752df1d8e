package io.wandb4j.internal.transport;

import io.wandb4j.settings.NetworkSettings;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Sets up the HTTP library as a connection wants it. */
final class HttpSetup {
    private static final Duration STALL = Duration.ofMinutes(5);

    /** As many as transfers go on at once, so that none of them has to connect anew for each file. */
    private static final int MOST_IDLE = 24;

    private HttpSetup() {}

    /** A client that goes by the settings first, then by the proxies of these variables and of Java. */
    static OkHttpClient client(Connection connection, Map<String, String> variables) {
        NetworkSettings network = connection.network();
        ProxySelector javas = ProxySelector.getDefault();
        ProxySelector others = new EnvironmentProxies(variables, javas == null ? ProxySelector.of(null) : javas);
        ProxyLogin login = new ProxyLogin(network, variables);
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .proxySelector(new SetProxies(network, others))
                .proxyAuthenticator(login)
                .dispatcher(new Dispatcher(noThreads()))
                .connectionPool(new ConnectionPool(MOST_IDLE, 5, TimeUnit.MINUTES))
                .connectTimeout(Duration.ofSeconds(30))
                .readTimeout(stall(network))
                .writeTimeout(stall(network))
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("User-Agent", "wandb4j")
                        .build()))
                .addNetworkInterceptor(new ExtraHeaders(network.headers(), HttpUrl.get(connection.baseUrl()), login));
        if (network.trustAnyone()) {
            AnyServer.trust(client);
        }
        return client.build();
    }

    /** The longest silence: no attempt that may take longer is cut off by it. */
    private static Duration stall(NetworkSettings network) {
        List<Duration> set = Stream.of(network.requests(), network.stream(), network.transfers())
                .map(kind -> kind.timeout())
                .flatMap(Optional::stream)
                .toList();
        return Collections.max(Stream.concat(set.stream(), Stream.of(STALL)).toList());
    }

    /** Calls block their own threads: this starts none unless the library does so against expectation. */
    private static ThreadPoolExecutor noThreads() {
        return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "wandb-http");
            thread.setDaemon(true);
            return thread;
        });
    }
}
