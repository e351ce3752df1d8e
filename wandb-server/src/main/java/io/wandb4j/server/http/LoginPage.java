package io.wandb4j.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.wandb4j.server.auth.Sessions;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.auth.Users;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for the key once and keeps a session, never the key, in a cookie. */
public final class LoginPage implements Routes {

    /** Where the page is. */
    public static final String PATH = "/login";

    private static final String FORM = "login.html";

    private final Users users;
    private final Sessions sessions;
    private final String form;

    /** Logs these users in. */
    public LoginPage(Users users, Sessions sessions) {
        this.users = users;
        this.sessions = sessions;
        this.form = resource();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, context -> show(context, ""));
        routes.post(PATH, this::login);
        routes.post("/logout", this::logout);
        // where the official client sends people who look for their key
        routes.get("/authorize", context -> context.redirect(PATH));
    }

    // Cookies are shared by all ports of a host; two servers on one machine must not end each other's sessions.
    static String cookieName(Context context) {
        return "wandb4j_session_" + context.req().getLocalPort();
    }

    private void login(Context context) {
        String key = context.formParam("key");
        Optional<User> user = key == null ? Optional.empty() : users.byKey(key.strip());
        if (user.isEmpty()) {
            context.status(HttpStatus.UNAUTHORIZED);
            show(context, "This key is not known to this server.");
            return;
        }
        Cookie cookie = new Cookie(cookieName(context), sessions.begin(user.get()));
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setMaxAge((int) Sessions.LIFETIME.toSeconds());
        context.cookie(cookie);
        context.redirect(next(context.formParam("next")), HttpStatus.SEE_OTHER);
    }

    private void logout(Context context) {
        String token = context.cookie(cookieName(context));
        if (token != null) {
            sessions.end(token);
        }
        context.removeCookie(cookieName(context), "/");
        context.redirect(PATH, HttpStatus.SEE_OTHER);
    }

    private void show(Context context, String problem) {
        String next =
                next(context.method().name().equals("GET") ? context.queryParam("next") : context.formParam("next"));
        context.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
        context.header("Cache-Control", "no-store");
        context.header("X-Frame-Options", "DENY");
        context.html(form.replace("{{problem}}", escape(problem)).replace("{{next}}", escape(next)));
    }

    // Only a path on this server: anything else would lend our name to another site.
    private static String next(@Nullable String wanted) {
        boolean local = wanted != null && wanted.matches("/(?![/\\\\])[^\\p{Cntrl}]*") && !wanted.startsWith(PATH);
        return local ? String.valueOf(wanted) : "/";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource() {
        try (InputStream stream = LoginPage.class.getResourceAsStream(FORM)) {
            if (stream == null) {
                throw new IllegalStateException("no " + FORM + " on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
