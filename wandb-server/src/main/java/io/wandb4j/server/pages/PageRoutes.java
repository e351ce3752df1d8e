package io.wandb4j.server.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.wandb4j.server.auth.Users;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.http.Guard;
import io.wandb4j.server.http.Routes;
import io.wandb4j.server.run.Project;
import io.wandb4j.server.run.RunStores;
import java.util.Optional;

/**
 * The dashboard, at the addresses that W&amp;B's own has.
 *
 * <p>All pages are one frame; its script reads the address and asks GraphQL for the rest. Comes after all other routes:
 * an entity may have any name.
 */
public final class PageRoutes implements Routes {

    // Nothing from elsewhere, nothing inline: what a run logged can never become a script here.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " media-src 'self'; frame-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    private final RunStores stores;
    private final Users users;
    private final Assets assets = new Assets();

    /** Shows what is in these stores to these users. */
    public PageRoutes(RunStores stores, Users users) {
        this.stores = stores;
        this.users = users;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/static/<name>", this::asset);
        routes.get("/", context -> show(context, true));
        routes.get("/{entity}", context -> show(context, hasEntity(context)));
        routes.get(
                "/{entity}/{project}", context -> show(context, project(context).isPresent()));
        routes.get(
                "/{entity}/{project}/{section}",
                context -> show(context, project(context).isPresent()));
        routes.get("/{entity}/{project}/runs/<run>", context -> show(context, hasRun(context)));
        routes.get(
                "/{entity}/{project}/{section}/<rest>",
                context -> show(context, project(context).isPresent()));
        routes.error(404, "text/html", context -> show(context, false));
    }

    private void show(Context context, boolean exists) {
        Asset shell = assets.shell();
        secure(context);
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Frame-Options", "DENY");
        context.header("Cache-Control", "no-store");
        context.status(exists ? HttpStatus.OK : HttpStatus.NOT_FOUND)
                .contentType(shell.type())
                .result(shell.bytes());
    }

    private void asset(Context context) {
        String name = context.pathParam("name");
        Asset asset = assets.find(name).orElseThrow(() -> RequestException.notFound("there is no file " + name));
        secure(context);
        context.header("Cache-Control", "private, no-cache");
        context.header("ETag", asset.tag());
        if (asset.tag().equals(context.header("If-None-Match"))) {
            context.status(HttpStatus.NOT_MODIFIED);
        } else {
            context.contentType(asset.type()).result(asset.bytes());
        }
    }

    private static void secure(Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "same-origin");
    }

    private boolean hasEntity(Context context) {
        return users.byName(context.pathParam("entity")).isPresent();
    }

    private Optional<Project> project(Context context) {
        return stores.projects().find(context.pathParam("entity"), context.pathParam("project"), Guard.user(context));
    }

    // W&B has addresses for parts of a run, such as .../runs/ID/logs.
    private boolean hasRun(Context context) {
        String name = context.pathParam("run").replaceFirst("/.*", "");
        return project(context)
                .flatMap(project -> stores.runs().find(project, name))
                .isPresent();
    }
}
