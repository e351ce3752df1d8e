package io.wandb4j.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.http.Bodies;
import io.wandb4j.server.http.Guard;
import io.wandb4j.server.http.Routes;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunStores;
import io.wandb4j.server.run.StreamRequest;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Map;

/** The file stream: where running runs send what they log. */
public final class FileStreamRoutes implements Routes {

    private final RunStores stores;

    /** Writes to these stores. */
    public FileStreamRoutes(RunStores stores) {
        this.stores = stores;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/files/{entity}/{project}/{run}/file_stream", this::accept);
    }

    private void accept(Context context) throws IOException, SQLException {
        Run run = find(context);
        StreamRequest request;
        try (InputStream body = Bodies.open(context)) {
            request = StreamRequest.read(body);
        }
        boolean stop = stores.stream().accept(run.id(), request);
        context.json(stop ? Map.of("stopped", true, "limits", Map.of()) : Map.of("limits", Map.of()));
    }

    private Run find(Context context) {
        String project = context.pathParam("project");
        String name = context.pathParam("run");
        return stores.projects()
                .find(context.pathParam("entity"), project, Guard.user(context))
                .flatMap(found -> stores.runs().find(found, name))
                .orElseThrow(() -> RequestException.notFound("run " + project + "/" + name + " does not exist"));
    }
}
