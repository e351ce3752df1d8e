package io.wandb4j.settings;

import io.wandb4j.errors.UsageException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The name and kind of everything that can be set.
 *
 * <p>A setting {@code RUN_GROUP} is {@code WANDB_RUN_GROUP} in the environment and {@code run_group} in a settings file;
 * a few have an older name in the environment, too. */
enum Setting {
    API_KEY(Kind.TEXT),
    APP_URL(Kind.ADDRESS),
    ARTIFACT_DIR(Kind.PATH),
    BASE_URL(Kind.ADDRESS),
    CACHE_DIR(Kind.PATH),
    CONFIG_DIR(Kind.PATH),
    DATA_DIR(Kind.PATH),
    EMAIL(Kind.TEXT, "WANDB_USER_EMAIL"),
    ENTITY(Kind.TEXT),
    FINISH_TIMEOUT(Kind.SECONDS),
    HOST(Kind.TEXT),
    INIT_TIMEOUT(Kind.SECONDS),
    JOB_TYPE(Kind.TEXT),
    MODE(Kind.MODE),
    PROGRAM(Kind.TEXT),
    PROJECT(Kind.TEXT),
    QUIET(Kind.FLAG),
    ROOT_DIR(Kind.PATH, "WANDB_DIR"),
    RUN_GROUP(Kind.TEXT),
    RUN_ID(Kind.TEXT),
    RUN_NAME(Kind.TEXT, "WANDB_NAME"),
    RUN_NOTES(Kind.TEXT, "WANDB_NOTES"),
    RUN_TAGS(Kind.LIST, "WANDB_TAGS"),
    SILENT(Kind.FLAG),
    SWEEP_ID(Kind.TEXT),
    SWEEP_PARAM_PATH(Kind.PATH),
    USERNAME(Kind.TEXT);

    private static final Set<String> YES = Set.of("y", "yes", "t", "true", "on", "1");
    private static final Set<String> NO = Set.of("n", "no", "f", "false", "off", "0");

    enum Kind {
        TEXT,
        ADDRESS,
        PATH,
        FLAG,
        LIST,
        SECONDS,
        MODE
    }

    final Kind kind;
    private final Optional<String> olderVariable;

    Setting(Kind kind) {
        this(kind, null);
    }

    Setting(Kind kind, @Nullable String olderVariable) {
        this.kind = kind;
        this.olderVariable = Optional.ofNullable(olderVariable);
    }

    /** The name in a settings file and in messages. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names in the environment, the strongest first. */
    List<String> variables() {
        String variable = "WANDB_" + name();
        return olderVariable.map(older -> List.of(older, variable)).orElse(List.of(variable));
    }

    /** The value that a text stands for.
     *
     * @param origin where the text was found, for the message
     * @throws UsageException if it stands for none */
    Object parse(String text, String origin, Environment environment) {
        return switch (kind) {
            case TEXT -> text;
            case ADDRESS -> withoutSlash(text);
            case PATH -> environment.path(text);
            case FLAG -> flag(text, origin);
            case LIST ->
                Arrays.stream(text.split(",")).filter(s -> !s.isEmpty()).toList();
            case SECONDS -> seconds(text, origin);
            case MODE -> mode(text, origin);
        };
    }

    static String withoutSlash(String url) {
        return url.replaceFirst("/+$", "");
    }

    private boolean flag(String text, String origin) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (!YES.contains(lower) && !NO.contains(lower)) {
            throw bad(text, origin, "true or false");
        }
        return YES.contains(lower);
    }

    private Duration seconds(String text, String origin) {
        try {
            double seconds = Double.parseDouble(text.strip());
            if (seconds >= 0 && seconds < 1e12) {
                return Duration.ofMillis(Math.round(seconds * 1000));
            }
        } catch (NumberFormatException e) {
            throw bad(text, origin, "a number of seconds");
        }
        throw bad(text, origin, "a number of seconds, 0 or more");
    }

    private Mode mode(String text, String origin) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "online", "run" -> Mode.ONLINE;
            case "offline", "dryrun" -> Mode.OFFLINE;
            case "disabled" -> Mode.DISABLED;
            default -> throw bad(text, origin, "online, offline or disabled");
        };
    }

    private UsageException bad(String text, String origin, String expected) {
        return new UsageException(key() + " '" + text + "' (from " + origin + ") must be " + expected);
    }
}
