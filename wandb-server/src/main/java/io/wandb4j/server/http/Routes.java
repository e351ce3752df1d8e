package io.wandb4j.server.http;

import io.javalin.config.RoutesConfig;

/** The web addresses of one area. */
public interface Routes {

    /** Adds this area's addresses. */
    void addTo(RoutesConfig routes);
}
