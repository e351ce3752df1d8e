package io.wandb4j.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A wire to a server on which single requests fail, drawn from a seed: cut, stalled, damaged, or answered by a gateway.
 *
 * <p>Damaged are the bytes of files only, in both directions: nothing tells a damaged answer of other kinds from a whole one.
 * One request per connection. */
final class FaultyWire implements AutoCloseable {
    /** What becomes of a request. */
    enum Fault {
        NONE,
        CUT_IN_REQUEST,
        CUT_IN_ANSWER,
        SWALLOWED,
        STALLED,
        DAMAGED,
        STATUS
    }

    private static final int ONE_IN = 12;
    private static final int STALL_MILLIS = 500;

    private final Random random;
    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "wire");
        thread.setDaemon(true);
        return thread;
    });

    private FaultyWire(URI server, long seed) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.random = new Random(seed);
        this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    static FaultyWire to(String server, long seed) throws IOException {
        return new FaultyWire(URI.create(server), seed);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** How often each fault was met. */
    Map<Fault, Integer> counts() {
        synchronized (counts) {
            return new EnumMap<>(counts);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(60_000);
            InputStream in = new BufferedInputStream(client.getInputStream(), 1 << 16);
            String head = head(in);
            if (!head.isEmpty()) {
                answer(client, in, head, draw(head));
            }
        } catch (IOException | InterruptedException e) {
            return; // the client has gone, or the wire
        }
    }

    private void answer(Socket client, InputStream in, String head, Fault fault)
            throws IOException, InterruptedException {
        int length = length(head);
        if (fault == Fault.CUT_IN_REQUEST) {
            in.readNBytes(length / 2);
            reset(client);
            return;
        }
        byte[] body = in.readNBytes(length);
        if (fault == Fault.STATUS) {
            client.getOutputStream()
                    .write("HTTP/1.1 503 Not Now\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            return;
        }
        boolean upwards = head.startsWith("PUT ");
        if (upwards) {
            damage(fault, body, 0);
        }
        byte[] answer = forward(head, body);
        if (!upwards) {
            damage(fault, answer, text(answer).indexOf("\r\n\r\n") + 4);
        }
        if (fault == Fault.SWALLOWED) {
            return;
        }
        if (fault == Fault.STALLED) {
            closed.await(STALL_MILLIS, TimeUnit.MILLISECONDS);
        }
        boolean cut = fault == Fault.CUT_IN_ANSWER;
        client.getOutputStream().write(answer, 0, cut ? answer.length / 2 : answer.length);
        client.getOutputStream().flush();
        if (cut) {
            reset(client);
        }
    }

    private Fault draw(String head) {
        synchronized (counts) {
            Fault fault = Fault.NONE;
            if (random.nextInt(ONE_IN) == 0) {
                fault = Fault.values()[1 + random.nextInt(Fault.values().length - 1)];
            }
            if (fault == Fault.DAMAGED
                    && !head.contains(" /storage/contents/")
                    && !head.contains(" /artifact-bundles/")
                    && !head.contains("artifact-uploads/")) {
                fault = Fault.NONE;
            }
            counts.merge(fault, 1, Integer::sum);
            return fault;
        }
    }

    private static void damage(Fault fault, byte[] bytes, int from) {
        if (fault == Fault.DAMAGED && bytes.length > from) {
            bytes[from + (bytes.length - from) / 2] ^= 1;
        }
    }

    private byte[] forward(String head, byte[] body) throws IOException {
        try (Socket upstream = new Socket()) {
            upstream.connect(server);
            upstream.getOutputStream()
                    .write(head.replaceAll("(?im)^connection:.*\r\n", "")
                            .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            upstream.getOutputStream().write(body);
            upstream.getOutputStream().flush();
            return upstream.getInputStream().readAllBytes();
        }
    }

    private static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int last = 0; last != 0x0d0a0d0a; ) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            last = last << 8 | next;
        }
        return text(head.toByteArray());
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
