package io.wandb4j.internal.console;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Takes what the program prints through {@link System#out} and {@link System#err}, after it was printed.
 *
 * <p>Several captures may be open in one process. What a thread prints goes to those that the thread itself opened, or the
 * thread that started it before; what a thread without any prints goes to all. So a single run gets everything, and runs
 * that train side by side on threads of their own each get theirs. Safe for use by several threads. */
public final class ConsoleCapture implements AutoCloseable {
    private static final Object LOCK = new Object();
    private static final AtomicLong IDS = new AtomicLong();
    private static final InheritableThreadLocal<long[]> OWN = new InheritableThreadLocal<>();
    private static final ThreadLocal<Place> PLACE = ThreadLocal.withInitial(Place::new);
    private static volatile ConsoleCapture[] open = {};

    private final long id = IDS.incrementAndGet();
    private final BiConsumer<Boolean, String> sink;

    /** Where a thread is: within a call of one of the streams, or in what takes their text. */
    private static final class Place {
        private boolean inOutput;
        private boolean inError;
        private boolean taking;
        private boolean addressed;
        private @Nullable ConsoleCapture addressee;
    }

    private ConsoleCapture(BiConsumer<Boolean, String> sink) {
        this.sink = sink;
    }

    /** Takes everything from now on that this thread, or a thread that it starts, prints.
     *
     * @param sink is given each piece of text, true if it went to standard error; on the thread that prints, several at once.
     *     What it prints itself is not taken */
    public static ConsoleCapture open(BiConsumer<Boolean, String> sink) {
        ConsoleCapture capture = new ConsoleCapture(sink);
        long[] own = OWN.get();
        synchronized (LOCK) {
            long[] alive = own == null
                    ? new long[0]
                    : Arrays.stream(own).filter(ConsoleCapture::isOpen).toArray();
            long[] more = Arrays.copyOf(alive, alive.length + 1);
            more[alive.length] = capture.id;
            OWN.set(more);
            ConsoleCapture[] all = Arrays.copyOf(open, open.length + 1);
            all[open.length] = capture;
            open = all;
            TeeStream.install();
        }
        return capture;
    }

    /** Takes no more; the streams are left as they were found once nothing else is open. */
    @Override
    public void close() {
        synchronized (LOCK) {
            open = Arrays.stream(open).filter(capture -> capture != this).toArray(ConsoleCapture[]::new);
            if (open.length == 0) {
                TeeStream.uninstall();
            }
        }
    }

    /** Prints something that one capture alone takes, or none if that is null. */
    public static void printTo(@Nullable ConsoleCapture capture, Runnable printing) {
        Place place = PLACE.get();
        boolean addressed = place.addressed;
        ConsoleCapture addressee = place.addressee;
        place.addressed = true;
        place.addressee = capture;
        try {
            printing.run();
        } finally {
            place.addressed = addressed;
            place.addressee = addressee;
        }
    }

    /** Notes that a thread begins to print; false if that is a part of printing which is taken already. */
    static boolean enter(boolean toError) {
        if (open.length == 0) {
            return false;
        }
        Place place = PLACE.get();
        boolean news = !place.taking && !(toError ? place.inError : place.inOutput);
        if (news) {
            set(place, toError, true);
        }
        return news;
    }

    /** Notes that a thread that entered has printed. */
    static void leave(boolean toError, String text) {
        Place place = PLACE.get();
        set(place, toError, false);
        if (text.isEmpty()) {
            return;
        }
        place.taking = true;
        try {
            hand(place, toError, text);
        } finally {
            place.taking = false;
        }
    }

    private static void hand(Place place, boolean toError, String text) {
        ConsoleCapture[] all = open;
        if (place.addressed) {
            for (ConsoleCapture capture : all) {
                if (capture == place.addressee) {
                    capture.sink.accept(toError, text);
                }
            }
            return;
        }
        long[] own = all.length > 1 ? OWN.get() : null;
        boolean some = own != null && Arrays.stream(own).anyMatch(ConsoleCapture::isOpen);
        for (ConsoleCapture capture : all) {
            if (!some || contains(own, capture.id)) {
                capture.sink.accept(toError, text);
            }
        }
    }

    private static void set(Place place, boolean toError, boolean in) {
        if (toError) {
            place.inError = in;
        } else {
            place.inOutput = in;
        }
    }

    private static boolean isOpen(long id) {
        for (ConsoleCapture capture : open) {
            if (capture.id == id) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(long @Nullable [] ids, long id) {
        return ids != null && Arrays.stream(ids).anyMatch(other -> other == id);
    }
}
