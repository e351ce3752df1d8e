package io.wandb4j.server.http;

import io.javalin.http.Context;
import java.io.InputStream;
import java.net.URLConnection;

/** Sends stored bytes, in parts if asked, so that what a run stored can never act in the pages' name. */
public final class Downloads {

    private Downloads() {}

    /** Sends so many bytes under the name; closes them. */
    public static void send(Context context, String name, InputStream bytes, long size) {
        String guess = URLConnection.guessContentTypeFromName(name);
        // A browser must treat an HTML file of a run as a stranger: no cookies, no requests as the viewer.
        context.header("Content-Security-Policy", "sandbox allow-scripts");
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Cache-Control", "private, no-cache");
        context.writeSeekableStream(bytes, guess == null ? "application/octet-stream" : guess, size);
    }
}
