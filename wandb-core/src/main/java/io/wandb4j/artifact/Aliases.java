package io.wandb4j.artifact;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names by which a version of an artifact is found. */
public final class Aliases {
    /** The alias of the newest version. */
    public static final String LATEST = "latest";

    private Aliases() {}

    /** The aliases that a newly logged version gets: those asked for, each once, and {@link #LATEST}.
     *
     * @throws io.wandb4j.errors.UsageException if one is no alias */
    public static List<String> withLatest(Collection<String> aliases) {
        Set<String> all = new LinkedHashSet<>();
        aliases.forEach(alias -> all.add(ArtifactRules.alias(alias)));
        all.add(LATEST);
        return List.copyOf(all);
    }
}
