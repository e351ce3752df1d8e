package io.wandb4j.artifact;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes of what is said of a version: nothing is sent before {@link #save}. For use by one thread.
 *
 * <p>An alias that another version of the artifact has moves to this one, in one step: nobody finds it nowhere. */
public final class ArtifactEdit {
    private final ArtifactVersion version;
    private final Set<String> addedAliases = new LinkedHashSet<>();
    private final Set<String> removedAliases = new LinkedHashSet<>();
    private final List<String> addedTags = new ArrayList<>();
    private final List<String> removedTags = new ArrayList<>();
    private Optional<String> description = Optional.empty();
    private Optional<Map<String, Object>> metadata = Optional.empty();
    private TimeToLive timeToLive = TimeToLive.UNCHANGED;

    ArtifactEdit(ArtifactVersion version) {
        this.version = version;
    }

    /** Gives the version further aliases.
     *
     * @throws io.wandb4j.errors.UsageException if one is no alias */
    @CanIgnoreReturnValue
    public ArtifactEdit addAliases(String... aliases) {
        for (String alias : aliases) {
            addedAliases.add(ArtifactRules.alias(alias));
            removedAliases.remove(alias);
        }
        return this;
    }

    /** Takes aliases from the version; those that it does not have stay where they are. */
    @CanIgnoreReturnValue
    public ArtifactEdit removeAliases(String... aliases) {
        for (String alias : aliases) {
            removedAliases.add(alias);
            addedAliases.remove(alias);
        }
        return this;
    }

    /** Gives the version further tags. */
    @CanIgnoreReturnValue
    public ArtifactEdit addTags(String... tags) {
        for (String tag : tags) {
            addedTags.add(ArtifactRules.tag(tag));
        }
        return this;
    }

    /** Takes tags from the version. */
    @CanIgnoreReturnValue
    public ArtifactEdit removeTags(String... tags) {
        removedTags.addAll(List.of(tags));
        return this;
    }

    /** Says anew what the version is for. */
    @CanIgnoreReturnValue
    public ArtifactEdit description(String text) {
        description = Optional.of(requireNonNull(text, "description"));
        return this;
    }

    /** Replaces all facts.
     *
     * @throws io.wandb4j.errors.UsageException if a number is infinite, or there are more than 100 keys */
    @CanIgnoreReturnValue
    public ArtifactEdit metadata(Map<String, ?> facts) {
        Map<String, Object> clean = new LinkedHashMap<>();
        facts.forEach((key, value) -> clean.put(key, ArtifactMetadata.clean(version.name(), key, value)));
        ArtifactRules.metadata(version.name(), clean);
        metadata = Optional.of(clean);
        return this;
    }

    /** Says anew how long the version is kept. */
    @CanIgnoreReturnValue
    public ArtifactEdit timeToLive(TimeToLive time) {
        timeToLive = requireNonNull(time, "time to live");
        return this;
    }

    /** Sends the changes and answers how the version is now.
     *
     * @throws io.wandb4j.errors.CommunicationException if the server refuses them or cannot be reached */
    @CanIgnoreReturnValue
    public ArtifactVersion save() {
        return version.server().change(version, this);
    }

    /** The aliases to be added. */
    public List<String> addedAliases() {
        return List.copyOf(addedAliases);
    }

    /** The aliases to be removed. */
    public List<String> removedAliases() {
        return List.copyOf(removedAliases);
    }

    /** The tags to be added. */
    public List<String> addedTags() {
        return List.copyOf(addedTags);
    }

    /** The tags to be removed. */
    public List<String> removedTags() {
        return List.copyOf(removedTags);
    }

    /** The new description, if there is one. */
    public Optional<String> description() {
        return description;
    }

    /** The new facts, if there are any. */
    public Optional<Map<String, Object>> metadata() {
        return metadata;
    }

    /** The new time to live. */
    public TimeToLive timeToLive() {
        return timeToLive;
    }
}
