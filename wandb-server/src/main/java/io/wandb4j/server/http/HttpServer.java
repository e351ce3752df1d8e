package io.wandb4j.server.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinException;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.errors.ServerException;
import io.wandb4j.server.json.Json;
import java.io.EOFException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server: its threads are daemons, its errors are JSON. */
public final class HttpServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    private static final int MAX_THREADS = 64;
    private static final int BUFFER = 1 << 16;

    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /** Starts to serve the routes, in their order; port 0 takes any that is free. */
    public static HttpServer start(String host, int port, List<? extends Routes> routes) {
        Javalin javalin = Javalin.create(config -> configure(config, routes));
        try {
            return new HttpServer(javalin.start(host, port));
        } catch (JavalinException e) {
            throw new ServerException(problem(host, port, e), e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void configure(JavalinConfig config, List<? extends Routes> routes) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("wandb4j-server");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setInputBufferSize(BUFFER); // large files come and go: fewer pieces are fewer waits
            http.setOutputBufferSize(BUFFER);
        });
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jsonMapper(new JavalinJackson(Json.STRICT, false));
        config.routes.exception(
                RequestException.class,
                (e, context) -> answer(context, e.reason().status(), String.valueOf(e.getMessage())));
        config.routes.exception(EofException.class, (e, context) -> context.status(400));
        config.routes.exception(EOFException.class, (e, context) -> context.status(400));
        config.routes.exception(
                ZipException.class,
                (e, context) -> answer(context, 400, "the body is not packed as it says: " + e.getMessage()));
        config.routes.exception(Exception.class, HttpServer::fail);
        routes.forEach(area -> area.addTo(config.routes));
    }

    private static void fail(Exception e, Context context) {
        log.error("{} {} failed", context.method(), context.path(), e);
        answer(context, 500, "internal error; the server's log says more");
    }

    private static void answer(Context context, int status, String message) {
        context.status(status).json(Map.of("errors", List.of(Map.of("message", message))));
    }

    private static String problem(String host, int port, JavalinException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "cannot listen on " + host + ":" + port + ": " + cause.getMessage()
                        + "; choose another port, or 0 for any that is free";
            }
        }
        return "cannot listen on " + host + ":" + port + ": " + e.getMessage();
    }
}
