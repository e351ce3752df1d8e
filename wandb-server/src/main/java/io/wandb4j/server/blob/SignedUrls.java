package io.wandb4j.server.blob;

import io.wandb4j.server.db.Database;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that carry their own, expiring permission for one method on one path.
 *
 * <p>File transfers come without a key, so the address must hold the right to make them.
 */
public final class SignedUrls {

    /** The query parameter with the time of expiry, in seconds since 1970. */
    public static final String EXPIRES = "expires";

    /** The query parameter with the signature. */
    public static final String SIGNATURE = "signature";

    private static final String ALGORITHM = "HmacSHA256";
    // A large upload may wait in a client's queue behind others; a day covers it.
    private static final Duration LIFETIME = Duration.ofHours(24);

    private final SecretKeySpec secret;
    private final Clock clock;

    SignedUrls(byte[] secret, Clock clock) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
        this.clock = clock;
    }

    /** Signs with the secret in the database, made at the first call. */
    public static SignedUrls open(Database database, Clock clock) {
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        byte[] secret = database.write(handle -> {
            handle.execute("INSERT OR IGNORE INTO secret (name, value) VALUES ('transfer', ?)", (Object) fresh);
            Optional<byte[]> kept = handle.createQuery("SELECT value FROM secret WHERE name = 'transfer'")
                    .map((row, ctx) -> row.getBytes(1))
                    .findOne();
            return kept.orElse(fresh);
        });
        return new SignedUrls(secret, clock);
    }

    /** The path, which needs no escaping, with its permission for the method ({@code GET} or {@code PUT}). */
    public String sign(String method, String path) {
        long expires = clock.instant().plus(LIFETIME).getEpochSecond();
        return path + "?" + EXPIRES + "=" + expires + "&" + SIGNATURE + "=" + signature(method, path, expires);
    }

    /** Whether the parameters permit the method on the path now. */
    public boolean permits(String method, String path, @Nullable String expires, @Nullable String signature) {
        if (expires == null || signature == null || !expires.matches("[0-9]{1,12}")) {
            return false;
        }
        long until = Long.parseLong(expires);
        byte[] wanted = signature(method, path, until).getBytes(StandardCharsets.UTF_8);
        boolean genuine = MessageDigest.isEqual(wanted, signature.getBytes(StandardCharsets.UTF_8));
        return genuine && clock.instant().getEpochSecond() <= until;
    }

    private String signature(String method, String path, long expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] text = (method + "\n" + path + "\n" + expires).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
