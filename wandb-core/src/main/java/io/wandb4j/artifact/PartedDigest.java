package io.wandb4j.artifact;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The MD5 of a large file that digests its parts, too, on a second thread, since its upload has to announce each of them.
 *
 * <p>So a file is read once where it would be twice. The parts are remembered under the digest of the whole. */
public final class PartedDigest extends MessageDigest {
    private static final int BLOCK = 1 << 20;
    private static final int REMEMBERED = 32;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "wandb-part-digest");
        thread.setDaemon(true);
        return thread;
    });
    private static final Map<Key, List<String>> KNOWN = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, List<String>> eldest) {
            return size() > REMEMBERED;
        }
    });

    private final MultipartPlan plan;
    private final MessageDigest whole = Digests.newDigest();
    private final MessageDigest part = Digests.newDigest();
    private final List<String> parts = new ArrayList<>();
    private long inPart;
    private byte[] block = new byte[BLOCK];
    private byte[] digested = new byte[BLOCK];
    private int filled;
    private CompletableFuture<Void> digesting = CompletableFuture.completedFuture(null);

    PartedDigest(MultipartPlan plan) {
        super("MD5");
        this.plan = plan;
    }

    private record Key(String digest, long partSize) {}

    /** A digest for a file of this size. */
    static MessageDigest ofSize(long size) {
        return size < MultipartPlan.THRESHOLD ? Digests.newDigest() : new PartedDigest(MultipartPlan.of(size));
    }

    /** The parts' digests, in lower-case hex, of the content with this digest, in base64, if it was digested a while ago. */
    public static Optional<List<String>> known(String digest, MultipartPlan plan) {
        return Optional.ofNullable(KNOWN.get(new Key(digest, plan.partSize())));
    }

    @Override
    protected void engineUpdate(byte single) {
        engineUpdate(new byte[] {single}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {
        whole.update(bytes, offset, length);
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, BLOCK - filled);
            System.arraycopy(bytes, offset + done, block, filled, count);
            done += count;
            filled += count;
            if (filled == BLOCK) {
                handOver();
            }
        }
    }

    @Override
    protected byte[] engineDigest() {
        handOver();
        digesting.join();
        if (inPart > 0) {
            endPart();
        }
        byte[] digest = whole.digest();
        KNOWN.put(new Key(Digests.base64(digest), plan.partSize()), List.copyOf(parts));
        engineReset();
        return digest;
    }

    @Override
    protected void engineReset() {
        digesting.join();
        whole.reset();
        part.reset();
        parts.clear();
        inPart = 0;
        filled = 0;
    }

    private void handOver() {
        digesting.join();
        byte[] full = block;
        int count = filled;
        block = digested;
        digested = full;
        filled = 0;
        digesting = CompletableFuture.runAsync(() -> digestParts(full, count), THREADS);
    }

    private void digestParts(byte[] bytes, int length) {
        for (int done = 0; done < length; ) {
            int count = (int) Math.min(length - done, plan.partSize() - inPart);
            part.update(bytes, done, count);
            done += count;
            inPart += count;
            if (inPart == plan.partSize()) {
                endPart();
            }
        }
    }

    private void endPart() {
        parts.add(HexFormat.of().formatHex(part.digest()));
        inPart = 0;
    }
}
