package io.wandb4j.server.auth;

import io.wandb4j.server.db.Database;
import io.wandb4j.server.errors.ServerException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * The users of a server and their keys, of which only hashes are kept.
 *
 * <p>Reads the database on every question, so a user added by another process may log in at once.
 */
public final class Users {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{40,256}");
    private static final Set<String> ADDRESSES =
            Set.of("login", "logout", "authorize", "graphql", "static", "storage", "files", "artifacts", "artifactsv2");
    private static final String SELECT = "SELECT id, name FROM account ";

    private final Database database;
    private final Clock clock;

    /** Works on the users in the database. */
    public Users(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A new key of 40 hexadecimal digits. */
    public static String newKey() {
        return Secrets.next();
    }

    /** Adds a user, or another key for one who exists; that a key belongs to somebody else is an error. */
    public User add(String name, String key) {
        checkName(name);
        checkKey(key);
        return database.write(handle -> {
            User user = byName(handle, name).orElseGet(() -> insert(handle, name));
            byHash(handle, Secrets.hash(key)).ifPresent(owner -> checkOwner(owner, user));
            handle.createUpdate("INSERT OR IGNORE INTO api_key (hash, account_id, created_at) VALUES (?, ?, ?)")
                    .bind(0, Secrets.hash(key))
                    .bind(1, user.id())
                    .bind(2, clock.millis())
                    .execute();
            return user;
        });
    }

    /** Removes a user's keys and ends their sessions, so that nobody is or becomes them; their runs stay. */
    public void removeKeys(String name) {
        database.change(handle -> {
            User user =
                    byName(handle, name).orElseThrow(() -> new ServerException("there is no user \"" + name + "\""));
            handle.execute("DELETE FROM api_key WHERE account_id = ?", user.id());
            handle.execute("DELETE FROM page_session WHERE account_id = ?", user.id());
        });
    }

    /** All users, in the order in which they came. */
    public List<User> list() {
        return database.read(handle -> handle.createQuery(SELECT + "ORDER BY id")
                .map((row, ctx) -> user(row))
                .list());
    }

    /** The user whose key this is. */
    public Optional<User> byKey(String key) {
        return database.read(handle -> byHash(handle, Secrets.hash(key)));
    }

    /** The user of this row. */
    public Optional<User> byId(long id) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE id = ?")
                .bind(0, id)
                .map((row, ctx) -> user(row))
                .findOne());
    }

    /** The user of this name; upper and lower case are one. */
    public Optional<User> byName(String name) {
        return database.read(handle -> byName(handle, name));
    }

    private User insert(Handle handle, String name) {
        long id = handle.createUpdate("INSERT INTO account (name, created_at) VALUES (?, ?)")
                .bind(0, name)
                .bind(1, clock.millis())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        return new User(id, name);
    }

    private static Optional<User> byName(Handle handle, String name) {
        return handle.createQuery(SELECT + "WHERE name = ?")
                .bind(0, name)
                .map((row, ctx) -> user(row))
                .findOne();
    }

    private static Optional<User> byHash(Handle handle, byte[] hash) {
        return handle.createQuery(SELECT + "WHERE id = (SELECT account_id FROM api_key WHERE hash = ?)")
                .bind(0, hash)
                .map((row, ctx) -> user(row))
                .findOne();
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(row.getLong("id"), row.getString("name"));
    }

    private static void checkOwner(User owner, User wanted) {
        if (owner.id() != wanted.id()) {
            throw new ServerException("this key belongs to another user; choose a new one");
        }
    }

    private static void checkName(String name) {
        if (ADDRESSES.contains(name.toLowerCase(Locale.ROOT))) {
            throw new ServerException("user name \"" + name + "\" is an address of the server itself: take another");
        }
        if (!NAME.matcher(name).matches()) {
            throw new ServerException("user name \"" + name
                    + "\" is not usable: take 1 to 64 letters, digits, - or _, the first a letter or digit");
        }
    }

    // Shorter keys are refused by the clients themselves.
    private static void checkKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new ServerException("the key is not usable: take 40 or more letters, digits, - or _, such as "
                    + "the output of `openssl rand -hex 20`");
        }
    }
}
