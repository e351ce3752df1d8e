package io.wandb4j.examples.mnist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Copies one file from the network, with a progress bar.
 *
 * @param timeout the longest wait for the name and for the connection, each; four times that is it for the next bytes */
record Download(URI address, Duration timeout) {
    static Download of(URI address) {
        return new Download(address, Duration.ofSeconds(5));
    }

    void to(Path target) throws IOException {
        if (ProxySelector.getDefault().select(address).contains(Proxy.NO_PROXY)) {
            resolveHost();
        }
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.multipliedBy(4).toMillis());
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("HTTP " + connection.getResponseCode());
            }
            copy(connection, target);
        } finally {
            connection.disconnect();
        }
    }

    private void copy(HttpURLConnection connection, Path target) throws IOException {
        long size = connection.getContentLengthLong();
        try (InputStream in = ProgressBar.wrap(connection.getInputStream(), bar(size));
                OutputStream out = Files.newOutputStream(target)) {
            long copied = in.transferTo(out);
            if (size >= 0 && copied < size) {
                throw new IOException("expected " + size + " bytes, found " + copied);
            }
        }
    }

    private ProgressBarBuilder bar(long size) {
        String path = address.getPath();
        return new ProgressBarBuilder()
                .setTaskName(path.substring(path.lastIndexOf('/') + 1))
                .setInitialMax(size)
                .setUnit(" kB", 1 << 10)
                .setUpdateIntervalMillis(500);
    }

    /** Looks the name up aside: where there is no network, that alone can take minutes and has no time-out. */
    private void resolveHost() throws IOException {
        FutureTask<InetAddress> lookup = new FutureTask<>(() -> InetAddress.getByName(address.getHost()));
        Thread thread = new Thread(lookup, "lookup of " + address.getHost());
        thread.setDaemon(true);
        thread.start();
        try {
            lookup.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new UnknownHostException("unknown host " + address.getHost());
        } catch (TimeoutException e) {
            throw new IOException(
                    "no answer about the name " + address.getHost() + " within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
