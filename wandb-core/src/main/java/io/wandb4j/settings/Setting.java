package io.wandb4j.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wandb4j.errors.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The name and kind of everything that can be set.
 *
 * <p>A setting {@code RUN_GROUP} is {@code WANDB_RUN_GROUP} in the environment and {@code run_group} in a settings file;
 * a few have an older name in the environment, too. */
enum Setting {
    API_KEY(Kind.TEXT),
    ARGS(Kind.WORDS),
    APP_URL_OVERRIDE(Kind.ADDRESS, "WANDB_APP_URL"),
    ARTIFACT_DIR(Kind.PATH),
    BASE_URL(Kind.ADDRESS),
    CACHE_DIR(Kind.PATH),
    CODE_DIR(Kind.PATH),
    CONFIG_DIR(Kind.PATH),
    CONFIG_PATHS(Kind.LIST),
    CONSOLE(Kind.CONSOLE),
    DATA_DIR(Kind.PATH),
    DISABLE_CODE(Kind.FLAG),
    DISABLE_GIT(Kind.FLAG),
    DISABLE_GIT_FORK_POINT(Kind.FLAG),
    DOCKER(Kind.TEXT),
    EMAIL(Kind.TEXT, "WANDB_USER_EMAIL"),
    ENTITY(Kind.TEXT),
    FINISH_TIMEOUT(Kind.SECONDS),
    FORK_FROM(Kind.MOMENT),
    GIT_COMMIT(Kind.TEXT),
    GIT_REMOTE(Kind.TEXT),
    GIT_REMOTE_URL(Kind.TEXT),
    GIT_ROOT(Kind.PATH),
    HOST(Kind.TEXT),
    HTTP_PROXY(Kind.ADDRESS),
    HTTPS_PROXY(Kind.ADDRESS),
    IGNORE_GLOBS(Kind.LIST),
    INIT_TIMEOUT(Kind.SECONDS),
    INSECURE_DISABLE_SSL(Kind.FLAG),
    MODE(Kind.MODE),
    ORGANIZATION(Kind.TEXT),
    PROGRAM(Kind.TEXT),
    PROJECT(Kind.TEXT),
    QUIET(Kind.FLAG),
    RESUME(Kind.RESUME),
    RESUME_FROM(Kind.MOMENT),
    ROOT_DIR(Kind.PATH, "WANDB_DIR"),
    RUN_GROUP(Kind.TEXT),
    RUN_ID(Kind.TEXT),
    RUN_JOB_TYPE(Kind.TEXT, "WANDB_JOB_TYPE"),
    RUN_NAME(Kind.TEXT, "WANDB_NAME"),
    RUN_NOTES(Kind.TEXT, "WANDB_NOTES"),
    RUN_TAGS(Kind.LIST, "WANDB_TAGS"),
    SAVE_CODE(Kind.FLAG),
    SHOW_ERRORS(Kind.FLAG),
    SHOW_INFO(Kind.FLAG),
    SHOW_WARNINGS(Kind.FLAG),
    SILENT(Kind.FLAG),
    SWEEP_ID(Kind.TEXT),
    SWEEP_PARAM_PATH(Kind.PATH),
    SYMLINK(Kind.FLAG),
    USERNAME(Kind.TEXT),
    X_DISABLE_MACHINE_INFO(Kind.FLAG),
    X_DISABLE_META(Kind.FLAG),
    X_DISABLE_STATS(Kind.FLAG),
    X_EXECUTABLE(Kind.TEXT),
    X_EXTRA_HTTP_HEADERS(Kind.MAP),
    X_FILE_STREAM_MAX_BYTES(Kind.COUNT),
    X_FILE_STREAM_MAX_LINE_BYTES(Kind.COUNT),
    X_FILE_STREAM_RETRY_MAX(Kind.COUNT),
    X_FILE_STREAM_RETRY_WAIT_MAX_SECONDS(Kind.SECONDS),
    X_FILE_STREAM_RETRY_WAIT_MIN_SECONDS(Kind.SECONDS),
    X_FILE_STREAM_TIMEOUT_SECONDS(Kind.SECONDS),
    X_FILE_STREAM_TRANSMIT_INTERVAL(Kind.SECONDS),
    X_FILE_TRANSFER_RETRY_MAX(Kind.COUNT),
    X_FILE_TRANSFER_RETRY_WAIT_MAX_SECONDS(Kind.SECONDS),
    X_FILE_TRANSFER_RETRY_WAIT_MIN_SECONDS(Kind.SECONDS),
    X_FILE_TRANSFER_TIMEOUT_SECONDS(Kind.SECONDS, "WANDB_FILE_PUSHER_TIMEOUT"),
    X_GRAPHQL_RETRY_MAX(Kind.COUNT),
    X_GRAPHQL_RETRY_WAIT_MAX_SECONDS(Kind.SECONDS),
    X_GRAPHQL_RETRY_WAIT_MIN_SECONDS(Kind.SECONDS),
    X_GRAPHQL_TIMEOUT_SECONDS(Kind.SECONDS, "WANDB_HTTP_TIMEOUT"),
    X_LABEL(Kind.TEXT),
    X_PRIMARY(Kind.FLAG),
    X_SAVE_REQUIREMENTS(Kind.FLAG),
    X_STATS_CPU_COUNT(Kind.COUNT),
    X_STATS_CPU_LOGICAL_COUNT(Kind.COUNT),
    X_STATS_DISK_PATHS(Kind.LIST),
    X_STATS_GPU_COUNT(Kind.COUNT),
    X_STATS_GPU_DEVICE_IDS(Kind.LIST),
    X_STATS_GPU_TYPE(Kind.TEXT),
    X_STATS_SAMPLING_INTERVAL(Kind.SECONDS);

    /** Where the user keeps files: known to the environment alone, as {@link #ROOT_DIR} is. */
    private static final Set<Setting> FOLDERS = EnumSet.of(ARTIFACT_DIR, CACHE_DIR, CONFIG_DIR, DATA_DIR);

    /** What may hold a password or a key, so that no message may. */
    private static final Set<Setting> SECRET = EnumSet.of(API_KEY, HTTP_PROXY, HTTPS_PROXY, X_EXTRA_HTTP_HEADERS);

    private static final Set<String> YES = Set.of("y", "yes", "t", "true", "on", "1");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> NO = Set.of("n", "no", "f", "false", "off", "0");

    enum Kind {
        TEXT,
        ADDRESS,
        PATH,
        FLAG,
        LIST,
        MAP,
        SECONDS,
        COUNT,
        WORDS,
        MODE,
        CONSOLE,
        RESUME,
        MOMENT
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

    /** Whether a settings file may hold it. */
    boolean isForFiles() {
        return this != ROOT_DIR && this != ARGS && !FOLDERS.contains(this);
    }

    /** The names in the environment, the strongest first. */
    List<String> variables() {
        List<String> names = new ArrayList<>();
        olderVariable.ifPresent(names::add);
        names.add("WANDB_" + name());
        if (name().startsWith("X_")) {
            names.add("WANDB_" + name().substring(1));
        }
        return names;
    }

    /** The setting with its value as messages may show it. */
    String shown(String value) {
        return SECRET.contains(this) ? key() : key() + " '" + value + "'";
    }

    /** The value that a text of a settings file stands for; tags are one tag there, whatever commas it has. */
    Object parseInFile(String text, String origin, Environment environment) {
        return this == RUN_TAGS ? List.of(text) : parse(text, origin, environment);
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
            case MAP -> map(text, origin);
            case SECONDS -> seconds(text, origin);
            case COUNT -> count(text, origin);
            case WORDS -> words(text, origin);
            case MODE -> mode(text, origin);
            case CONSOLE -> console(text, origin);
            case RESUME -> resume(text, origin);
            case MOMENT -> RunMoment.parse(text.strip());
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

    private Map<String, String> map(String text, String origin) {
        try {
            Map<String, String> map = JSON.readValue(text, new TypeReference<>() {});
            if (map != null && !map.containsValue(null)) {
                return map;
            }
        } catch (JsonProcessingException e) { // its message may hold the text
            throw bad(text, origin, "a JSON object of texts");
        }
        throw bad(text, origin, "a JSON object of texts, none of them null");
    }

    private List<String> words(String text, String origin) {
        try {
            String[] words = JSON.readValue(text, String[].class);
            if (words != null && !Arrays.asList(words).contains(null)) {
                return Arrays.asList(words);
            }
        } catch (JsonProcessingException e) {
            throw bad(text, origin, "a JSON list of texts");
        }
        throw bad(text, origin, "a JSON list of texts, none of them null");
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

    private Integer count(String text, String origin) {
        try {
            int count = Integer.parseInt(text.strip());
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw bad(text, origin, "a whole number");
        }
        throw bad(text, origin, "a whole number, 0 or more");
    }

    private Mode mode(String text, String origin) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "online", "run" -> Mode.ONLINE;
            case "offline", "dryrun" -> Mode.OFFLINE;
            case "disabled" -> Mode.DISABLED;
            default -> throw bad(text, origin, "online, offline or disabled");
        };
    }

    // The official ways of capturing differ in what Python needs; Java has one.
    private ConsoleMode console(String text, String origin) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "off" -> ConsoleMode.OFF;
            case "auto", "wrap", "wrap_raw", "wrap_emu", "redirect" -> ConsoleMode.WRAP;
            default -> throw bad(text, origin, "auto, off, wrap, wrap_raw, wrap_emu or redirect");
        };
    }

    private Resume resume(String text, String origin) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (YES.contains(lower)) {
            return Resume.AUTO;
        }
        if (NO.contains(lower)) {
            return Resume.NONE;
        }
        return switch (lower) {
            case "allow" -> Resume.ALLOW;
            case "must" -> Resume.MUST;
            case "never" -> Resume.NEVER;
            case "auto" -> Resume.AUTO;
            default -> throw bad(text, origin, "allow, must, never or auto");
        };
    }

    private UsageException bad(String text, String origin, String expected) {
        return new UsageException(shown(text) + " (from " + origin + ") must be " + expected);
    }
}
