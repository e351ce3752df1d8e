package io.wandb4j.server.blob;

import io.wandb4j.server.errors.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The MD5 of the parts of one file, which are digested in their order while later ones still come.
 *
 * <p>Who has brought a part does some of it, if nobody else is at it. What a stopped server had digested is digested again.
 */
final class PartDigest {

    // So that nobody who brought a part waits long for an answer; more than one, to catch up.
    private static final int AT_ONCE = 2;

    private static final int MOST_AHEAD = 4;

    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final MessageDigest md5 = Md5.newDigest();
    private final List<Parts.Part> digested = new ArrayList<>();
    private volatile int done;
    private final Map<Integer, Parts.Part> arrived = new ConcurrentHashMap<>();

    PartDigest(Path folder) {
        this.folder = folder;
    }

    /** A part is in the folder, to stay as it is; digests what is next, and waits if too many others are to be digested. */
    void arrived(Parts.Part part) throws IOException {
        arrived.put(part.number(), part);
        if (arrived.size() - done > MOST_AHEAD) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return;
        }
        try {
            Parts.Part next = arrived.get(digested.size() + 1);
            for (int i = 0; i < AT_ONCE && next != null; i++) {
                digest(next);
                next = arrived.get(digested.size() + 1);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Refuses parts that do not have this MD5, in Base64, together; of such, the first that is wrong is removed. */
    void check(List<Parts.Part> parts, String expected) throws IOException {
        lock.lock();
        try {
            if (digested.size() > parts.size() || !digested.equals(parts.subList(0, digested.size()))) {
                restart();
            }
            for (Parts.Part part : parts.subList(digested.size(), parts.size())) {
                digest(part);
            }
            check(expected, parts);
        } finally {
            restart();
            lock.unlock();
        }
    }

    // The MD5 of the whole says that all parts are right; only if it is not, the part is looked for that is not,
    // either.
    private void check(String expected, List<Parts.Part> parts) throws IOException {
        String found = Base64.getEncoder().encodeToString(md5.digest());
        if (!found.equals(expected)) {
            for (Parts.Part part : parts) {
                part.check(folder);
            }
            throw RequestException.invalid("the parts have the MD5 " + found + " together, not " + expected
                    + " as announced; the file changed: send it again");
        }
    }

    private void digest(Parts.Part part) throws IOException {
        boolean whole = false;
        try (InputStream bytes = Files.newInputStream(part.in(folder))) {
            Blobs.copy(bytes, new DigestOutputStream(OutputStream.nullOutputStream(), md5));
            whole = digested.add(part);
            done = digested.size();
        } finally {
            if (!whole) {
                restart();
            }
        }
    }

    private void restart() {
        md5.reset();
        digested.clear();
        done = 0;
        arrived.clear(); // parts that are there already are digested when all of them are
    }
}
