package io.wandb4j.settings;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How runs are set up: which server, which project, which mode, under which names.
 *
 * <p>Immutable. What is not set here is taken, when a run starts, from {@code WANDB_*} variables, then from settings
 * files, then from defaults; see {@link #resolved()}. */
public final class Settings {
    private final Map<Setting, Object> values;
    private final Map<String, Object> config;
    private final Map<Setting, String> origins;
    private final Environment environment;
    private final List<SettingsNotice> notices;
    private final boolean resolved;

    Settings(
            Map<Setting, Object> values,
            Map<String, Object> config,
            Map<Setting, String> origins,
            Environment environment,
            List<SettingsNotice> notices,
            boolean resolved) {
        new SettingsCheck(values, origins).run();
        this.values = copy(values);
        this.config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
        this.origins = copy(origins);
        this.environment = environment;
        this.notices = List.copyOf(notices);
        this.resolved = resolved;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** These settings with everything that is unset filled in from the environment, settings files and defaults. */
    public Settings resolved() {
        return resolved(environment);
    }

    /** These settings with everything that is unset filled in from the given environment, settings files and defaults. */
    public Settings resolved(Environment environment) {
        return new SettingsSources(environment).fill(this);
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.values.putAll(values);
        builder.config.putAll(config);
        builder.origins.putAll(origins);
        builder.environment = environment;
        builder.resolved = resolved;
        return builder;
    }

    /** What the user should know of the settings files that {@link #resolved()} has read just now. */
    public List<SettingsNotice> notices() {
        return notices;
    }

    public Mode mode() {
        return get(Setting.MODE, Mode.class).orElse(Mode.ONLINE);
    }

    /** The server's API, without a trailing slash. */
    public String baseUrl() {
        return text(Setting.BASE_URL).orElse("https://api.wandb.ai");
    }

    /** Where people look at runs. */
    public String appUrl() {
        return text(Setting.APP_URL_OVERRIDE).orElseGet(() -> AppUrl.of(baseUrl()));
    }

    public Optional<String> apiKey() {
        return text(Setting.API_KEY);
    }

    /** The organization in whose registry artifacts are linked. */
    public Optional<String> organization() {
        return text(Setting.ORGANIZATION);
    }

    public Optional<String> entity() {
        return text(Setting.ENTITY);
    }

    public String project() {
        return text(Setting.PROJECT).orElse("uncategorized");
    }

    /** The project, if one was named. */
    public Optional<String> explicitProject() {
        return text(Setting.PROJECT);
    }

    public Optional<String> runId() {
        return text(Setting.RUN_ID);
    }

    /** The run's display name; the server makes one if unset. */
    public Optional<String> runName() {
        return text(Setting.RUN_NAME);
    }

    public Optional<String> group() {
        return text(Setting.RUN_GROUP);
    }

    public Optional<String> jobType() {
        return text(Setting.RUN_JOB_TYPE);
    }

    public Optional<String> notes() {
        return text(Setting.RUN_NOTES);
    }

    public List<String> tags() {
        return list(Setting.RUN_TAGS);
    }

    /** YAML files whose values are the weakest part of the config that a run starts with. */
    public List<Path> configPaths() {
        return list(Setting.CONFIG_PATHS).stream().map(environment::path).toList();
    }

    /** Patterns of the names of files that are not uploaded. */
    public List<String> ignoreGlobs() {
        return list(Setting.IGNORE_GLOBS);
    }

    /** Whether a run records what the program prints. */
    public ConsoleMode console() {
        return get(Setting.CONSOLE, ConsoleMode.class).orElse(ConsoleMode.WRAP);
    }

    /** What happens when a run of the same id exists already. */
    public Resume resume() {
        return get(Setting.RESUME, Resume.class).orElse(Resume.NONE);
    }

    /** The step to which the run is rewound before it goes on. */
    public Optional<RunMoment> resumeFrom() {
        return get(Setting.RESUME_FROM, RunMoment.class);
    }

    /** The step of another run with which this one begins. */
    public Optional<RunMoment> forkFrom() {
        return get(Setting.FORK_FROM, RunMoment.class);
    }

    /** The config that the run starts with. */
    public Map<String, Object> config() {
        return config;
    }

    public Optional<String> sweepId() {
        return text(Setting.SWEEP_ID);
    }

    /** The file in which an agent hands a sweep's values to a program. */
    public Optional<Path> sweepParamPath() {
        return path(Setting.SWEEP_PARAM_PATH);
    }

    public Optional<String> program() {
        return text(Setting.PROGRAM);
    }

    /** The arguments of the program, if they were named. */
    public List<String> args() {
        return list(Setting.ARGS);
    }

    /** The container image that the program runs in, if it was named. */
    public Optional<String> docker() {
        return text(Setting.DOCKER);
    }

    /** The program that executes the program, if it was named. */
    public Optional<String> executable() {
        return text(Setting.X_EXECUTABLE);
    }

    /** The git remote whose address a run records. */
    public String gitRemote() {
        return text(Setting.GIT_REMOTE).orElse("origin");
    }

    /** What a run records of the machine and the program without being told. */
    public MachineSettings machine() {
        return MachineSettings.of(values);
    }

    /** The name of the machine: as set, else as it calls itself. */
    public String host() {
        return text(Setting.HOST).orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        });
    }

    public Optional<String> username() {
        return text(Setting.USERNAME);
    }

    public Optional<String> email() {
        return text(Setting.EMAIL);
    }

    /** The parent of the {@code wandb} folder. */
    public Path rootDir() {
        return path(Setting.ROOT_DIR).orElse(Path.of("").toAbsolutePath());
    }

    /** The parent of the {@code artifacts} folder of the cache. */
    public Path cacheDir() {
        return path(Setting.CACHE_DIR).orElseGet(environment::cacheDir);
    }

    /** Where files are kept until they are uploaded. */
    public Path dataDir() {
        return path(Setting.DATA_DIR).orElseGet(environment::dataDir);
    }

    /** Where artifacts are downloaded to unless a folder is given. */
    public Path artifactDir() {
        return path(Setting.ARTIFACT_DIR).orElse(Path.of("artifacts"));
    }

    /** The folder of the user's own settings file. */
    public Path configDir() {
        return path(Setting.CONFIG_DIR).orElseGet(environment::configDir);
    }

    public Duration initTimeout() {
        return get(Setting.INIT_TIMEOUT, Duration.class).orElse(Duration.ofSeconds(90));
    }

    /** How long {@code finish()} may take; zero waits for as long as it takes. */
    public Duration finishTimeout() {
        return get(Setting.FINISH_TIMEOUT, Duration.class).orElse(Duration.ZERO);
    }

    /** Whether the terminal shows only what matters. */
    public boolean quiet() {
        return get(Setting.QUIET, Boolean.class).orElse(false);
    }

    /** Whether the terminal shows nothing. */
    public boolean silent() {
        return get(Setting.SILENT, Boolean.class).orElse(false);
    }

    /** Whether the terminal shows what happens. */
    public boolean showInfo() {
        return get(Setting.SHOW_INFO, Boolean.class).orElse(true);
    }

    /** Whether the terminal shows warnings. */
    public boolean showWarnings() {
        return get(Setting.SHOW_WARNINGS, Boolean.class).orElse(true);
    }

    /** Whether the terminal shows errors. */
    public boolean showErrors() {
        return get(Setting.SHOW_ERRORS, Boolean.class).orElse(true);
    }

    /** Whether saved files are linked by their paths; else they share their content with the run, or are copied. */
    public boolean symlink() {
        return get(Setting.SYMLINK, Boolean.class).orElseGet(() -> !environment.isWindows());
    }

    /** How to reach servers. */
    public NetworkSettings network() {
        return NetworkSettings.of(values);
    }

    Map<Setting, Object> values() {
        return values;
    }

    boolean isResolved() {
        return resolved;
    }

    Map<Setting, String> origins() {
        return origins;
    }

    /** Where a value was found; empty if the program gave it. */
    Optional<String> origin(Setting setting) {
        return Optional.ofNullable(origins.get(setting));
    }

    Environment environment() {
        return environment;
    }

    private static <T> Map<Setting, T> copy(Map<Setting, T> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(map));
    }

    private Optional<String> text(Setting setting) {
        return get(setting, String.class);
    }

    @SuppressWarnings("unchecked")
    private List<String> list(Setting setting) {
        return (List<String>) values.getOrDefault(setting, List.of());
    }

    private Optional<Path> path(Setting setting) {
        return get(setting, Path.class);
    }

    private <T> Optional<T> get(Setting setting, Class<T> type) {
        return Optional.ofNullable(type.cast(values.get(setting)));
    }

    /** Collects settings; checks them in {@link #build()}. Null means unset. */
    public static final class Builder {
        private final Map<Setting, Object> values = new EnumMap<>(Setting.class);
        private final Map<String, Object> config = new LinkedHashMap<>();
        private final Map<Setting, String> origins = new EnumMap<>(Setting.class);
        private Environment environment = Environment.ofProcess();
        private boolean resolved;

        private Builder() {}

        public Builder mode(@Nullable Mode mode) {
            return set(Setting.MODE, mode);
        }

        public Builder baseUrl(@Nullable String url) {
            return set(Setting.BASE_URL, url);
        }

        public Builder appUrl(@Nullable String url) {
            return set(Setting.APP_URL_OVERRIDE, url);
        }

        public Builder apiKey(@Nullable String key) {
            return set(Setting.API_KEY, key);
        }

        public Builder entity(@Nullable String entity) {
            return set(Setting.ENTITY, entity);
        }

        public Builder project(@Nullable String project) {
            return set(Setting.PROJECT, project);
        }

        /** The run's id; eight random characters if unset. */
        public Builder id(@Nullable String id) {
            return set(Setting.RUN_ID, id);
        }

        /** The run's display name. */
        public Builder name(@Nullable String name) {
            return set(Setting.RUN_NAME, name);
        }

        public Builder group(@Nullable String group) {
            return set(Setting.RUN_GROUP, group);
        }

        public Builder jobType(@Nullable String jobType) {
            return set(Setting.RUN_JOB_TYPE, jobType);
        }

        public Builder notes(@Nullable String notes) {
            return set(Setting.RUN_NOTES, notes);
        }

        public Builder tags(Collection<String> tags) {
            return set(Setting.RUN_TAGS, List.copyOf(tags));
        }

        public Builder tags(String... tags) {
            return tags(List.of(tags));
        }

        /** Whether a run records what the program prints; it does if unset. */
        public Builder console(@Nullable ConsoleMode console) {
            return set(Setting.CONSOLE, console);
        }

        /** What happens when a run of the same id exists already. */
        public Builder resume(@Nullable Resume resume) {
            return set(Setting.RESUME, resume);
        }

        /** Goes on with a run from one of its steps; what it logged after that step is dropped.
         *
         * @param moment {@code RUNID?_step=N}
         * @throws io.wandb4j.errors.UsageException if it has another form */
        public Builder resumeFrom(@Nullable String moment) {
            return set(Setting.RESUME_FROM, moment == null ? null : RunMoment.parse(moment));
        }

        /** Begins a new run with the history of another one up to one of its steps.
         *
         * @param moment {@code RUNID?_step=N}
         * @throws io.wandb4j.errors.UsageException if it has another form */
        public Builder forkFrom(@Nullable String moment) {
            return set(Setting.FORK_FROM, moment == null ? null : RunMoment.parse(moment));
        }

        /** Adds to the config that the run starts with. */
        public Builder config(Map<String, ?> config) {
            this.config.putAll(config);
            return this;
        }

        /** Adds one value to the config that the run starts with. */
        public Builder config(String key, @Nullable Object value) {
            this.config.put(requireNonNull(key, "key"), value);
            return this;
        }

        public Builder sweepId(@Nullable String sweepId) {
            return set(Setting.SWEEP_ID, sweepId);
        }

        public Builder sweepParamPath(@Nullable Path path) {
            return set(Setting.SWEEP_PARAM_PATH, path);
        }

        public Builder program(@Nullable String program) {
            return set(Setting.PROGRAM, program);
        }

        public Builder host(@Nullable String host) {
            return set(Setting.HOST, host);
        }

        /** The parent of the {@code wandb} folder; the working directory if unset. */
        public Builder rootDir(@Nullable Path dir) {
            return set(Setting.ROOT_DIR, dir);
        }

        public Builder cacheDir(@Nullable Path dir) {
            return set(Setting.CACHE_DIR, dir);
        }

        public Builder dataDir(@Nullable Path dir) {
            return set(Setting.DATA_DIR, dir);
        }

        public Builder artifactDir(@Nullable Path dir) {
            return set(Setting.ARTIFACT_DIR, dir);
        }

        public Builder configDir(@Nullable Path dir) {
            return set(Setting.CONFIG_DIR, dir);
        }

        public Builder initTimeout(@Nullable Duration timeout) {
            return set(Setting.INIT_TIMEOUT, timeout);
        }

        public Builder finishTimeout(@Nullable Duration timeout) {
            return set(Setting.FINISH_TIMEOUT, timeout);
        }

        public Builder quiet(boolean quiet) {
            return set(Setting.QUIET, quiet);
        }

        public Builder silent(boolean silent) {
            return set(Setting.SILENT, silent);
        }

        /** Whether files that are saved are linked by their paths; so unless this is Windows. */
        public Builder symlink(boolean symlink) {
            return set(Setting.SYMLINK, symlink);
        }

        /** Whether a run records nothing of what the machine is doing. */
        public Builder disableStats(boolean disable) {
            return set(Setting.X_DISABLE_STATS, disable);
        }

        /** How long it is from one sample of what the machine is doing to the next; 15 seconds if unset. */
        public Builder statsInterval(@Nullable Duration interval) {
            return set(Setting.X_STATS_SAMPLING_INTERVAL, interval);
        }

        /** Whether a run records nothing of the machine and the program it runs on. */
        public Builder disableMachineInfo(boolean disable) {
            return set(Setting.X_DISABLE_MACHINE_INFO, disable);
        }

        /** Whether a run records nothing of the git repository that it runs in. */
        public Builder disableGit(boolean disable) {
            return set(Setting.DISABLE_GIT, disable);
        }

        /** Whether a run saves its program and what the repository's files differ in; if unset, the account decides. */
        public Builder saveCode(@Nullable Boolean save) {
            return set(Setting.SAVE_CODE, save);
        }

        /** The settings, if all values keep their limits.
         *
         * @throws io.wandb4j.errors.UsageException if one does not */
        public Settings build() {
            return new Settings(values, config, origins, environment, List.of(), resolved);
        }

        private Builder set(Setting setting, @Nullable Object value) {
            origins.remove(setting);
            if (value == null) {
                values.remove(setting);
            } else if (setting.kind == Setting.Kind.ADDRESS) {
                values.put(setting, Setting.withoutSlash(value.toString()));
            } else {
                values.put(setting, value);
            }
            return this;
        }
    }
}
