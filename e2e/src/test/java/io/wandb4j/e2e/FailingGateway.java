package io.wandb4j.e2e;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A gateway before a server that fails in the ways that networks and gateways fail, for stretches drawn from a seed.
 *
 * <p>One request per connection. */
final class FailingGateway implements AutoCloseable {
    /** What becomes of a request. */
    enum Fault {
        NONE,
        /** Nobody listens. */
        REFUSE,
        /** The connection breaks while the request is under way. */
        RESET_IN_REQUEST,
        /** The server gets the request; the connection breaks while its answer is under way. */
        RESET_IN_ANSWER,
        /** The server gets the request; its answer is swallowed. */
        SWALLOW,
        /** The server gets the request, or not; an answer never comes. */
        STALL,
        /** A gateway answers with an error. */
        STATUS,
        /** What comes back is no HTTP. */
        NOISE,
        /** A gateway answers with a page of its own, and success. */
        PAGE
    }

    private static final int[] STATUSES = {408, 429, 500, 502, 503, 504};
    private static final String PAGE =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>Sign in</html>";
    private static final int LONGEST_STRETCH = 30; // more than the official client tries a call of GraphQL
    private static final int STALLS = 2;

    private final Random random;
    private final InetSocketAddress server;
    private final Socket reserved = new Socket(); // holds the port while nobody listens
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "gateway");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);

    @GuardedBy("this")
    private @Nullable ServerSocket listener;

    @GuardedBy("this")
    private Future<?> accepting = CompletableFuture.completedFuture(null);

    @GuardedBy("this")
    private Fault fault = Fault.NONE;

    @GuardedBy("this")
    private int left;

    @GuardedBy("this")
    private int stalls = STALLS;

    @GuardedBy("this")
    private boolean healthy;

    private volatile boolean closed;
    private volatile Runnable onRequest = () -> {};
    private volatile Predicate<String> deadly = body -> false;
    private volatile Runnable death = () -> {};

    private FailingGateway(URI server, long seed) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.random = new Random(seed);
        reserved.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.port = reserved.getLocalPort();
        synchronized (this) {
            this.listener = listen();
        }
    }

    static FailingGateway before(String server, long seed) throws IOException {
        return new FailingGateway(URI.create(server), seed);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Calls this with every request, before anything becomes of it. */
    void onRequest(Runnable listener) {
        onRequest = listener;
    }

    /** Lets the server store a request with such a body, and calls this instead of passing the answer on. */
    void afterStoring(Predicate<String> body, Runnable death) {
        this.deadly = body;
        this.death = death;
    }

    /** Fails no more. */
    synchronized void heal() throws IOException {
        healthy = true;
        comeBack();
    }

    /** Time passes: who refused may listen again. */
    void onSleep() {
        try {
            synchronized (this) {
                if (listener == null && --left <= 0) {
                    comeBack();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the gateway cannot listen again", e);
        }
    }

    /** How often each fault was met. */
    synchronized Map<Fault, Integer> counts() {
        return new EnumMap<>(counts);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        reserved.close();
        threads.shutdownNow();
        synchronized (this) {
            if (listener != null) {
                listener.close();
            }
        }
    }

    @GuardedBy("this")
    private void comeBack() throws IOException {
        if (listener == null && !closed) {
            listener = listen();
        }
    }

    @GuardedBy("this")
    private ServerSocket listen() throws IOException {
        awaitSilence();
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        accepting = threads.submit(() -> accept(socket));
        return socket;
    }

    // The system keeps the port as long as a thread is still in a call of the closed socket.
    @GuardedBy("this")
    private void awaitSilence() throws IOException {
        try {
            accepting.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed: refuses, or the end
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(60_000);
            InputStream in = new BufferedInputStream(client.getInputStream(), 1 << 16);
            String head = readHead(in);
            if (head.isEmpty()) {
                return;
            }
            onRequest.run();
            answer(client, in, head, next());
        } catch (IOException e) {
            return; // the client has gone, as clients do that give up
        }
    }

    private void answer(Socket client, InputStream in, String head, Fault now) throws IOException {
        int length = contentLength(head);
        switch (now) {
            case REFUSE -> reset(client);
            case RESET_IN_REQUEST -> {
                in.readNBytes(length / 2);
                reset(client);
            }
            case RESET_IN_ANSWER -> {
                byte[] answer = forward(head, in.readNBytes(length));
                client.getOutputStream().write(answer, 0, answer.length / 2);
                client.getOutputStream().flush();
                reset(client);
            }
            case SWALLOW -> forward(head, in.readNBytes(length));
            case STALL -> stall(client, head, in.readNBytes(length));
            case STATUS -> reply(client, in, length, gatewayError());
            case NOISE -> reply(client, in, length, "\u0016\u0003\u0001 what?\r\n\r\n");
            case PAGE -> reply(client, in, length, PAGE);
            case NONE -> pass(client, head, in.readNBytes(length));
        }
    }

    private void pass(Socket client, String head, byte[] body) throws IOException {
        byte[] answer = forward(head, body);
        if (deadly.test(text(head, body))) {
            deadly = any -> false;
            death.run();
            return;
        }
        client.getOutputStream().write(answer);
        client.getOutputStream().flush();
    }

    private static String text(String head, byte[] body) throws IOException {
        if (!head.toLowerCase(Locale.ROOT).contains("content-encoding: gzip")) {
            return new String(body, StandardCharsets.UTF_8);
        }
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private synchronized Fault next() throws IOException {
        if (healthy) {
            fault = Fault.NONE;
        } else if (left <= 0) {
            draw();
        }
        left--;
        counts.merge(fault, 1, Integer::sum);
        if (fault == Fault.REFUSE && listener != null) {
            listener.close();
            listener = null;
        }
        return fault;
    }

    @GuardedBy("this")
    private void draw() {
        left = 1 + random.nextInt(LONGEST_STRETCH);
        if (fault != Fault.NONE) {
            fault = Fault.NONE;
            left = 1 + random.nextInt(8);
            return;
        }
        Fault[] faults = Fault.values();
        fault = faults[1 + random.nextInt(faults.length - 1)];
        if (fault == Fault.STALL) {
            left = 1;
            fault = stalls-- > 0 ? Fault.STALL : Fault.SWALLOW;
        }
    }

    private byte[] forward(String head, byte[] body) throws IOException {
        try (Socket upstream = new Socket()) {
            upstream.connect(server);
            OutputStream out = upstream.getOutputStream();
            out.write(head.replaceAll("(?im)^connection:.*\r\n", "")
                    .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return upstream.getInputStream().readAllBytes();
        }
    }

    private void stall(Socket client, String head, byte[] body) throws IOException {
        boolean arrives;
        synchronized (this) {
            arrives = random.nextBoolean();
        }
        if (arrives) {
            forward(head, body);
        }
        int end = client.getInputStream().read(); // until the client gives up
        if (end >= 0) {
            throw new IOException("a second request on one connection");
        }
    }

    private synchronized String gatewayError() {
        int status = STATUSES[random.nextInt(STATUSES.length)];
        String wait =
                switch (random.nextInt(4)) {
                    case 0 -> "Retry-After: " + random.nextInt(120) + "\r\n";
                    case 1 -> "Retry-After: 0.5\r\n";
                    case 2 -> "Retry-After: Thu, 29 Feb 2024 12:30:00 GMT\r\n";
                    default -> "";
                };
        return "HTTP/1.1 " + status + " Not Now\r\n" + wait + "Content-Length: 0\r\nConnection: close\r\n\r\n";
    }

    private static void reply(Socket client, InputStream in, int length, String answer) throws IOException {
        in.skipNBytes(length);
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    private static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] end = {0, 0, 0, 0};
        while (!Arrays.equals(end, new byte[] {'\r', '\n', '\r', '\n'})) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            System.arraycopy(end, 1, end, 0, 3);
            end[3] = (byte) next;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static int contentLength(String head) {
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return 0;
    }
}
