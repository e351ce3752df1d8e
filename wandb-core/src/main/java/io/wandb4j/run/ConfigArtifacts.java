package io.wandb4j.run;

import io.wandb4j.artifact.ArtifactVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Artifacts in a config: each that is named there is used by the run, and written as the server's pages expect it. */
final class ConfigArtifacts {
    private static final String PREFIX = "wandb-artifact://";
    private static final String TYPE = "artifactVersion";

    private static final String ID = "_id/";

    private final Function<String, ArtifactVersion> find;
    private final Function<String, ArtifactVersion> byId;
    private final Consumer<ArtifactVersion> use;

    /** Artifacts of a run.
     *
     * @param find a version by its path
     * @param byId a version by the id that the server gave it
     * @param use notes that the run uses it */
    ConfigArtifacts(
            Function<String, ArtifactVersion> find,
            Function<String, ArtifactVersion> byId,
            Consumer<ArtifactVersion> use) {
        this.find = find;
        this.byId = byId;
        this.use = use;
    }

    /** The values with versions, and texts such as {@code wandb-artifact://entity/project/name:alias}, as their description.
     *
     * @throws io.wandb4j.errors.UsageException if there is no such version */
    Map<String, @Nullable Object> resolved(Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
        values.forEach((key, value) -> resolved.put(key, resolved(value)));
        return resolved;
    }

    /** Whether any of the values is an artifact that has to be used. */
    static boolean anyIn(Map<String, ? extends @Nullable Object> values) {
        return values.values().stream().anyMatch(ConfigArtifacts::isOne);
    }

    /** What stands for a version in a config. */
    static Map<String, @Nullable Object> description(ArtifactVersion version) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("_type", TYPE);
        json.put("_version", "v0");
        json.put("id", version.id());
        json.put("version", version.source().alias());
        json.put("sequenceName", version.source().name());
        json.put("usedAs", null);
        return json;
    }

    private @Nullable Object resolved(@Nullable Object value) {
        if (!isOne(value)) {
            return value;
        }
        ArtifactVersion version = value instanceof ArtifactVersion known ? known : named(path(String.valueOf(value)));
        use.accept(version);
        return description(version);
    }

    private ArtifactVersion named(String path) {
        return path.startsWith(ID) ? byId.apply(path.substring(ID.length())) : find.apply(path);
    }

    private static boolean isOne(@Nullable Object value) {
        return value instanceof ArtifactVersion || (value instanceof String text && text.startsWith(PREFIX));
    }

    /** The path without the address of a server that may stand before it. */
    private static String path(String uri) {
        String path = uri.substring(PREFIX.length());
        int host = path.indexOf("://");
        return host < 0 ? path : path.substring(path.indexOf('/', host + 3) + 1);
    }
}
