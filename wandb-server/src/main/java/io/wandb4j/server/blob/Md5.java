package io.wandb4j.server.blob;

import io.wandb4j.server.errors.RequestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The MD5, in Base64, by which clients announce bytes. */
public final class Md5 {

    private Md5() {}

    /** The MD5 of some bytes. */
    public static String of(byte[] bytes) {
        return Base64.getEncoder().encodeToString(newDigest().digest(bytes));
    }

    /** Refuses bytes that are not those announced. */
    public static void check(byte[] bytes, String announced) {
        check(announced, of(bytes));
    }

    static void check(String announced, String found) {
        if (!announced.equals(found)) {
            throw RequestException.invalid("the bytes have the MD5 " + found + ", not " + announced
                    + " as announced; the file changed or was damaged on its way: send it again");
        }
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
