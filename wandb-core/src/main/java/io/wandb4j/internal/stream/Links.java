package io.wandb4j.internal.stream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of the pages that people open. */
public final class Links {
    private Links() {}

    public static String project(String appUrl, String entity, String project) {
        return appUrl + "/" + encoded(entity) + "/" + encoded(project);
    }

    public static String run(String appUrl, String entity, String project, String runId) {
        return project(appUrl, entity, project) + "/runs/" + encoded(runId);
    }

    public static String sweep(String appUrl, String entity, String project, String sweepId) {
        return project(appUrl, entity, project) + "/sweeps/" + encoded(sweepId);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
