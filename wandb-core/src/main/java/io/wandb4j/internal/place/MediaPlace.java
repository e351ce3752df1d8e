package io.wandb4j.internal.place;

import java.io.IOException;
import java.util.Map;

/** Where media put their content when they are logged. */
public interface MediaPlace {
    /** Keeps content and answers what JSON says of it: {@code path}, {@code sha256} and, in a run, {@code size}.
     *
     * @param folder below {@code media}
     * @param extension with its dot, or empty */
    Map<String, Object> keep(String folder, String extension, MediaContent content) throws IOException;
}
