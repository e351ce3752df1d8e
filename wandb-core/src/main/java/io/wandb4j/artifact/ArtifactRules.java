package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import java.util.Map;
import java.util.regex.Pattern;

/** What names, types, aliases, tags and metadata of artifacts may be. */
final class ArtifactRules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_\\-.]{1,128}");
    private static final Pattern TAG = Pattern.compile("[-\\w]+( +[-\\w]+)*", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Map<String, String> RESERVED = Map.of("job", "", "run_table", "run-", "code", "source-");
    private static final int LONGEST = 128;
    private static final int MOST_METADATA_KEYS = 100;

    private ArtifactRules() {}

    static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new UsageException("artifact name '" + name
                    + "' must be 1 to 128 characters, of letters A-Z, digits, '_', '-' and '.' only");
        }
        return name;
    }

    static String type(String type, String name) {
        if (type.isEmpty() || type.length() > LONGEST || hasSeparator(type)) {
            throw new UsageException(
                    "artifact type '" + type + "' must be 1 to 128 characters and contain none of / :");
        }
        String prefix = RESERVED.get(type);
        if (type.startsWith("wandb-") || (prefix != null && name.startsWith(prefix))) {
            throw new UsageException("artifact type '" + type + "' of '" + name + "' is reserved, choose another");
        }
        return type;
    }

    static String alias(String alias) {
        if (alias.isEmpty() || alias.length() > LONGEST || hasSeparator(alias)) {
            throw new UsageException("alias '" + alias + "' must be 1 to 128 characters and contain none of / :");
        }
        return alias;
    }

    static String tag(String tag) {
        if (tag.length() > LONGEST || !TAG.matcher(tag).matches()) {
            throw new UsageException("artifact tag '" + tag
                    + "' must be at most 128 characters: words of letters, digits, '_' and '-', with spaces between");
        }
        return tag;
    }

    static void metadata(String name, Map<String, Object> metadata) {
        if (metadata.size() > MOST_METADATA_KEYS) {
            throw new UsageException("artifact '" + name + "' must have at most " + MOST_METADATA_KEYS
                    + " metadata keys, but has " + metadata.size());
        }
    }

    private static boolean hasSeparator(String text) {
        return text.indexOf('/') >= 0 || text.indexOf(':') >= 0;
    }
}
