package io.wandb4j.server.auth;

import io.wandb4j.server.db.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Logins of the pages: a random token in a cookie stands for a user until it expires or is ended. */
public final class Sessions {

    /** How long a login lasts. */
    public static final Duration LIFETIME = Duration.ofDays(30);

    private final Database database;
    private final Clock clock;

    /** Works on the sessions in the database. */
    public Sessions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Begins a session and gives its token. */
    public String begin(User user) {
        String token = Secrets.next();
        long now = clock.millis();
        database.change(handle -> {
            handle.execute("DELETE FROM page_session WHERE expires_at <= ?", now);
            handle.execute(
                    "INSERT INTO page_session (token_hash, account_id, expires_at) VALUES (?, ?, ?)",
                    Secrets.hash(token),
                    user.id(),
                    now + LIFETIME.toMillis());
        });
        return token;
    }

    /** The user whose running session this is. */
    public Optional<User> user(String token) {
        return database.read(handle -> handle.createQuery("SELECT a.id, a.name FROM page_session s "
                        + "JOIN account a ON a.id = s.account_id WHERE s.token_hash = ? AND s.expires_at > ?")
                .bind(0, Secrets.hash(token))
                .bind(1, clock.millis())
                .map((row, ctx) -> new User(row.getLong(1), row.getString(2)))
                .findOne());
    }

    /** Ends a session. */
    public void end(String token) {
        database.change(handle ->
                handle.execute("DELETE FROM page_session WHERE token_hash = ?", (Object) Secrets.hash(token)));
    }
}
