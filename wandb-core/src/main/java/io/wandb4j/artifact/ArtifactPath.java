package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import java.util.List;
import java.util.Optional;

/** Which version of which artifact is meant: {@code [[entity/]project/]name[:alias]}.
 *
 * @param entity who owns the project, if named
 * @param project where the artifact lies, if named
 * @param name the artifact's name
 * @param alias an alias or a version such as {@code v3} */
public record ArtifactPath(Optional<String> entity, Optional<String> project, String name, String alias) {
    /** Reads a path; without an alias it means the latest version.
     *
     * @throws UsageException if it is none */
    public static ArtifactPath parse(String path) {
        int colon = path.indexOf(':');
        String alias = colon < 0 ? Aliases.LATEST : path.substring(colon + 1);
        List<String> parts = List.of((colon < 0 ? path : path.substring(0, colon)).split("/", -1));
        if (parts.size() > 3 || parts.contains("") || alias.isEmpty()) {
            throw new UsageException("artifact path '" + path + "' must have the form name:alias, project/name:alias or"
                    + " entity/project/name:alias");
        }
        int last = parts.size() - 1;
        return new ArtifactPath(
                last == 2 ? Optional.of(parts.get(0)) : Optional.empty(),
                last >= 1 ? Optional.of(parts.get(last - 1)) : Optional.empty(),
                parts.get(last),
                alias);
    }

    /** This path with missing parts taken from the given ones. */
    public ArtifactPath orIn(Optional<String> defaultEntity, Optional<String> defaultProject) {
        return new ArtifactPath(entity.or(() -> defaultEntity), project.or(() -> defaultProject), name, alias);
    }

    /** The path as it is written. */
    @Override
    public String toString() {
        return entity.map(e -> e + "/").orElse("") + project.map(p -> p + "/").orElse("") + name + ":" + alias;
    }
}
