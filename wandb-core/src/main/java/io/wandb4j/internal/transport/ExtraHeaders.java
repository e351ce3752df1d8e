package io.wandb4j.internal.transport;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import okhttp3.Connection;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Adds the headers of the settings to each request on its way to the server, whatever redirected it there.
 *
 * <p>They may hold secrets: another's host, to which a signed address leads, gets none of them. What the client itself
 * says in a header is stronger, but for its name. */
final class ExtraHeaders implements Interceptor {
    private final Map<String, String> headers;
    private final HttpUrl server;
    private final ProxyLogin proxyLogin;

    ExtraHeaders(Map<String, String> headers, HttpUrl server, ProxyLogin proxyLogin) {
        this.headers = checked(headers);
        this.server = server;
        this.proxyLogin = proxyLogin;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Request.Builder builder = request.newBuilder();
        if (isServer(request.url())) {
            headers.forEach((name, value) -> {
                if (request.header(name) == null || name.equalsIgnoreCase("User-Agent")) {
                    builder.header(name, value);
                }
            });
        }
        Connection connection = chain.connection();
        if (!request.isHttps() && connection != null) { // without a tunnel each request is the proxy's
            proxyLogin.of(connection.route()).ifPresent(login -> builder.header(ProxyLogin.HEADER, login));
        }
        return chain.proceed(builder.build());
    }

    private boolean isServer(HttpUrl url) {
        return url.scheme().equals(server.scheme()) && url.host().equals(server.host()) && url.port() == server.port();
    }

    private static Map<String, String> checked(Map<String, String> headers) {
        Map<String, String> ours = new HashMap<>(headers);
        ours.keySet().removeIf(name -> name.equalsIgnoreCase(ProxyLogin.HEADER));
        headers.forEach((name, value) -> {
            try {
                new Headers.Builder().add(name, value);
            } catch (IllegalArgumentException e) { // its message may hold the value
                throw new UsageException("x_extra_http_headers holds a header '" + name
                        + "' with a name or value that HTTP does not allow: letters, digits and simple signs only");
            }
        });
        return ours;
    }
}
