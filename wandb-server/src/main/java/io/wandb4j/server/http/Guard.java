package io.wandb4j.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.wandb4j.server.auth.Sessions;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.auth.Users;
import io.wandb4j.server.blob.SignedUrls;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through to the other routes only from somebody the server knows.
 *
 * <p>Clients show a key, pages a session; transfers may show a signed address instead.
 */
public final class Guard implements Routes {

    /** Where transfer addresses begin; each of them is open to a valid signature. */
    public static final String TRANSFERS = "/storage/";

    private static final String USER = "user";
    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

    private final HostCheck hosts;
    private final Users users;
    private final Sessions sessions;
    private final SignedUrls urls;

    /** Guards a server that is bound to the host. */
    public Guard(String host, Users users, Sessions sessions, SignedUrls urls) {
        this.hosts = new HostCheck(host);
        this.users = users;
        this.sessions = sessions;
        this.urls = urls;
    }

    /** The user who sent the request; behind a signed address there is none. */
    public static User user(Context context) {
        User user = context.attribute(USER);
        if (user == null) {
            throw new IllegalStateException("no user behind " + context.path());
        }
        return user;
    }

    /** The server's address as the sender of the request sees it. */
    public static String url(Context context) {
        return "http://" + context.header("Host");
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.before(this::check);
    }

    private void check(Context context) {
        if (!hosts.accepts(context.header("Host"))) {
            refuse(
                    context,
                    HttpStatus.FORBIDDEN,
                    "this server does not answer for the host " + context.header("Host") + "; use " + hosts.names());
        } else if (!isOpen(context)) {
            Optional<User> user = known(context);
            user.ifPresentOrElse(found -> context.attribute(USER, found), () -> refuseStranger(context));
        }
    }

    private boolean isOpen(Context context) {
        String path = context.path();
        boolean signed = path.startsWith(TRANSFERS)
                && urls.permits(
                        context.method().name(),
                        path,
                        context.queryParam(SignedUrls.EXPIRES),
                        context.queryParam(SignedUrls.SIGNATURE));
        return signed || path.equals(LoginPage.PATH);
    }

    private Optional<User> known(Context context) {
        String authorization = context.header("Authorization");
        if (authorization != null) {
            String key = key(authorization);
            return key == null ? Optional.empty() : users.byKey(key);
        }
        String token = context.cookie(LoginPage.cookieName(context));
        return token == null || isForeign(context) ? Optional.empty() : sessions.user(token);
    }

    // SameSite keeps other sites out already; another port of this machine is the same site to a browser. Browsers name
    // the origin of every request that may change something.
    private static boolean isForeign(Context context) {
        String origin = context.header("Origin");
        return origin == null ? !READING.contains(context.method()) : !origin.equals(url(context));
    }

    private static @Nullable String key(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return null;
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void refuseStranger(Context context) {
        String accept = context.header("Accept");
        boolean page = context.method().name().equals("GET") && accept != null && accept.contains("text/html");
        if (page) {
            context.redirect(
                    LoginPage.PATH + "?next=" + URLEncoder.encode(context.path(), StandardCharsets.UTF_8),
                    HttpStatus.FOUND);
            context.skipRemainingHandlers();
        } else {
            refuse(
                    context,
                    HttpStatus.UNAUTHORIZED,
                    "the API key is not known to this server; log in with one of its keys");
        }
    }

    private static void refuse(Context context, HttpStatus status, String message) {
        context.status(status).json(Map.of("errors", List.of(Map.of("message", message))));
        context.skipRemainingHandlers();
    }
}
