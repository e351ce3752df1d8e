package io.wandb4j.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.http.Downloads;
import io.wandb4j.server.http.Guard;
import io.wandb4j.server.http.Routes;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunFile;
import io.wandb4j.server.run.RunStores;
import java.io.IOException;

/** Moves the bytes of run files; addresses are signed, or the reader shows a key. */
public final class RunFileRoutes implements Routes {

    private static final String PREFIX = Guard.TRANSFERS + "run-files/";

    private final RunStores stores;

    /** Serves the files in these stores. */
    public RunFileRoutes(RunStores stores) {
        this.stores = stores;
    }

    static String path(long file) {
        return PREFIX + file;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.put(PREFIX + "{file}", this::upload);
        routes.get(PREFIX + "{file}", this::download);
        routes.get("/files/{entity}/{project}/{run}/<name>", this::downloadByName);
    }

    private void upload(Context context) throws IOException {
        stores.files().upload(id(context), context.bodyInputStream());
        context.status(HttpStatus.OK);
    }

    private void download(Context context) throws IOException {
        send(context, stores.files().get(id(context)));
    }

    private void downloadByName(Context context) throws IOException {
        String name = context.pathParam("name");
        Run run = RunMutations.named(
                stores,
                context.pathParam("entity"),
                context.pathParam("project"),
                context.pathParam("run"),
                Guard.user(context));
        send(
                context,
                stores.files()
                        .find(run.id(), name)
                        .orElseThrow(() -> RequestException.notFound("the run has no file " + name)));
    }

    private void send(Context context, RunFile file) throws IOException {
        Downloads.send(context, file.name(), stores.files().path(file));
    }

    private static long id(Context context) {
        String id = context.pathParam("file");
        if (!id.matches("[0-9]{1,18}")) {
            throw RequestException.notFound("no such file");
        }
        return Long.parseLong(id);
    }
}
