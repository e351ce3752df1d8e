package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Settings from files, environment and code come out as the official client's do.
 *
 * <p>Left out, since ours differ on purpose: an empty variable (it counts as unset here), tags with nothing between two
 * commas (they are dropped here), the workspace of another {@code WANDB_DIR} (the official client reads the one of the
 * working directory), a slash at the end of {@code WANDB_APP_URL} (dropped here), {@code shared} mode, and the texts of
 * errors.
 */
class SettingsLikeOfficialTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static List<JsonNode> answers = List.of();

    /** Where settings come from: two files, variables, and code as both clients take it. */
    private record Case(
            String name,
            String user,
            String workspace,
            Map<String, String> environment,
            Map<String, Object> code,
            UnaryOperator<Settings.Builder> builder) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                of("nothing"),
                user("a user's file", "entity = me\nproject = p\nmode = offline\nbase_url = http://localhost:1/"),
                files("the workspace wins over the user", "entity = a\nproject = a", "entity = b"),
                new Case(
                        "the environment wins over files",
                        "[default]\nentity = a\nquiet = true\n",
                        "[default]\nproject = b\n",
                        Map.of("WANDB_ENTITY", "e", "WANDB_PROJECT", "f", "WANDB_QUIET", "no"),
                        Map.of(),
                        builder -> builder),
                new Case(
                        "code wins over all",
                        "[default]\nentity = a\n",
                        "[default]\nentity = b\n",
                        Map.of("WANDB_ENTITY", "c", "WANDB_RUN_GROUP", "g", "WANDB_MODE", "dryrun"),
                        Map.of("entity", "d", "run_tags", List.of("x", "y"), "mode", "online"),
                        builder -> builder.entity("d").tags("x", "y").mode(Mode.ONLINE)),
                user("an unknown key spoils the file", "entity = me\nbogus = 1"),
                files("an unknown key spoils both files", "entity = me", "bogus = 1"),
                user("a key of the environment alone spoils the file", "entity = me\ncache_dir = /tmp"),
                user("the name of a variable is not that of a setting", "entity = me\njob_type = x"),
                user("a wrong value spoils the file", "entity = me\ninit_timeout = soon"),
                user("a wrong address spoils the file", "entity = me\nbase_url = localhost"),
                user("refused keys are left out", "entity = me\nroot_dir = /tmp\nsettings_system = /tmp/x"),
                user("a setting without effect is left out", "entity = me\nanonymous = must"),
                user("tags of a file are one", "run_tags = a,b"),
                user("patterns of a file are many", "ignore_globs = *.a,*.b"),
                user("spellings of truth", "quiet = Yes\nsilent = on\nshow_info = F\nshow_warnings = 0"),
                user("keys in capitals", "Entity = me\nPROJECT : p"),
                user("remarks", "# entity = a\n; entity = b\nproject = p # p"),
                user("an indented line", "run_notes = one\n  two\nentity = me"),
                text("no section", "entity = me\n"),
                text("another section", "[other]\nentity = me\n[default]\nproject = p\n"),
                text("a key twice", "[default]\nentity = a\nentity = b\n"),
                text("a key without a value", "[default]\nentity\nproject = p\n"),
                text("an empty file", ""),
                user("what only one client uses", "console = off\nx_stats_sampling_interval = 5\nentity = me"),
                env(
                        "names of a run",
                        Map.of(
                                "WANDB_NAME",
                                "n",
                                "WANDB_NOTES",
                                "some notes",
                                "WANDB_TAGS",
                                "a,b c",
                                "WANDB_RUN_ID",
                                "abc")),
                env("group and job", Map.of("WANDB_RUN_GROUP", "g", "WANDB_JOB_TYPE", "j", "WANDB_ORGANIZATION", "o")),
                env("long names", Map.of("WANDB_RUN_NAME", "n", "WANDB_RUN_NOTES", "s", "WANDB_RUN_JOB_TYPE", "j")),
                env(
                        "people and machines",
                        Map.of(
                                "WANDB_USERNAME",
                                "ada",
                                "WANDB_USER_EMAIL",
                                "a@b.c",
                                "WANDB_HOST",
                                "h",
                                "WANDB_DOCKER",
                                "d")),
                env("a server", Map.of("WANDB_BASE_URL", "https://api.example.org/", "WANDB_API_KEY", "k".repeat(40))),
                env(
                        "a server's pages",
                        Map.of("WANDB_BASE_URL", "http://localhost:8080", "WANDB_APP_URL", "http://localhost:9090")),
                env("another cloud", Map.of("WANDB_BASE_URL", "https://api.wandb.example.org")),
                env(
                        "timeouts",
                        Map.of(
                                "WANDB_INIT_TIMEOUT", "1.5",
                                "WANDB_FINISH_TIMEOUT", "30",
                                "WANDB_HTTP_TIMEOUT", "7",
                                "WANDB_FILE_PUSHER_TIMEOUT", "8")),
                env("an interval", Map.of("WANDB_X_FILE_STREAM_TRANSMIT_INTERVAL", "2")),
                env("an interval by its old name", Map.of("WANDB__FILE_STREAM_TRANSMIT_INTERVAL", "2")),
                env(
                        "a network",
                        Map.of(
                                "WANDB_HTTP_PROXY", "http://proxy:1",
                                "WANDB_HTTPS_PROXY", "http://proxy:2/",
                                "WANDB_INSECURE_DISABLE_SSL", "true",
                                "WANDB_X_EXTRA_HTTP_HEADERS", "{\"X-A\": \"b\"}")),
                env(
                        "a terminal",
                        Map.of(
                                "WANDB_SILENT", "t",
                                "WANDB_QUIET", "N",
                                "WANDB_SHOW_INFO", "off",
                                "WANDB_SHOW_WARNINGS", "FALSE",
                                "WANDB_SHOW_ERRORS", "0")),
                env("patterns", Map.of("WANDB_IGNORE_GLOBS", "*.a,*.b")),
                env("a sweep", Map.of("WANDB_SWEEP_ID", "s1", "WANDB_SWEEP_PARAM_PATH", "/tmp/p.yaml")),
                env("old names of modes", Map.of("WANDB_MODE", "run")),
                env("a mode that is none", Map.of("WANDB_MODE", "sometimes")),
                env("a truth that is none", Map.of("WANDB_SILENT", "maybe")),
                env("a time that is none", Map.of("WANDB_INIT_TIMEOUT", "soon")),
                env("a project that cannot be", Map.of("WANDB_PROJECT", "a/b")),
                env("a run id that cannot be", Map.of("WANDB_RUN_ID", "a:b")),
                env("an address that is none", Map.of("WANDB_BASE_URL", "localhost")),
                env("the cloud without its door", Map.of("WANDB_BASE_URL", "https://wandb.ai")),
                env("the cloud without locks", Map.of("WANDB_BASE_URL", "http://api.wandb.ai")),
                env("a tag that is too long", Map.of("WANDB_TAGS", "x".repeat(65))),
                env("variables of others", Map.of("WANDB_SOMETHING_NEW", "x", "WANDB_CORE_DEBUG", "true")));
    }

    @BeforeAll
    static void askTheOfficialClient() throws IOException, InterruptedException {
        List<Map<String, Object>> asked = new ArrayList<>();
        for (Case each : cases().toList()) {
            Path home = folder(each);
            write(home.resolve(".config/wandb/settings"), each.user);
            write(home.resolve("work/wandb/settings"), each.workspace);
            asked.add(Map.of(
                    "home",
                    home.toString(),
                    "work",
                    home.resolve("work").toString(),
                    "environment",
                    each.environment,
                    "code",
                    each.code));
        }
        Path questions = directory.resolve("cases.json");
        Files.writeString(questions, JSON.writeValueAsString(asked));
        Path file = directory.resolve("answers.json");
        PythonClient.offline(Files.createDirectories(directory.resolve("home")))
                .run("settings_table.py", questions.toString(), file.toString());
        answers = Stream.of(JSON.readValue(file.toFile(), JsonNode[].class)).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void resolvesAsTheOfficialClient(Case each) {
        JsonNode official = answers.get(cases().map(Case::name).toList().indexOf(each.name));
        Path home = folder(each);
        Environment environment = new Environment(each.environment, home, "Linux");
        Settings.Builder builder = Settings.builder();
        if (!each.environment.containsKey("WANDB_DIR")) {
            builder.rootDir(home.resolve("work")); // as if this were the working directory
        }

        Throwable refused =
                catchThrowable(() -> each.builder.apply(builder).build().resolved(environment));

        if (official.has("error")) {
            assertThat(refused).as(official.toString()).isInstanceOf(UsageException.class);
        } else {
            assertThat(refused).isNull();
            assertThat(fields(each.builder.apply(builder).build().resolved(environment), official))
                    .isEqualTo(fields(official));
        }
    }

    private static Map<String, String> fields(JsonNode official) {
        Map<String, String> fields = new TreeMap<>();
        official.fields().forEachRemaining(field -> fields.put(field.getKey(), text(field.getValue())));
        fields.replace(
                "mode",
                official.path("mode").asText().replace("dryrun", "offline").replace("run", "online"));
        return fields;
    }

    private static Map<String, String> fields(Settings settings, JsonNode official) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("api_key", orNull(settings.apiKey()));
        fields.put("app_url", settings.appUrl());
        fields.put("base_url", settings.baseUrl());
        fields.put("docker", orNull(settings.docker()));
        fields.put("email", orNull(settings.email()));
        fields.put("entity", orNull(settings.entity()));
        fields.put("finish_timeout", seconds(Optional.of(settings.finishTimeout())));
        fields.put("git_remote", settings.gitRemote());
        fields.put("host", settings.host());
        fields.put("http_proxy", orNull(settings.network().httpProxy()));
        fields.put("https_proxy", orNull(settings.network().httpsProxy()));
        fields.put("ignore_globs", settings.ignoreGlobs());
        fields.put("init_timeout", seconds(Optional.of(settings.initTimeout())));
        fields.put("insecure_disable_ssl", settings.network().trustAnyone());
        fields.put("mode", settings.mode().name().toLowerCase(Locale.ROOT));
        fields.put("organization", orNull(settings.organization()));
        fields.put("project", orNull(settings.explicitProject()));
        fields.put("quiet", settings.quiet());
        fields.put("root_dir", settings.rootDir().toString());
        fields.put("run_group", orNull(settings.group()));
        fields.put("run_id", orNull(settings.runId()));
        fields.put("run_job_type", orNull(settings.jobType()));
        fields.put("run_name", orNull(settings.runName()));
        fields.put("run_notes", orNull(settings.notes()));
        fields.put("run_tags", settings.tags().isEmpty() ? null : settings.tags());
        fields.put("show_errors", settings.showErrors());
        fields.put("show_info", settings.showInfo());
        fields.put("show_warnings", settings.showWarnings());
        fields.put("silent", settings.silent());
        fields.put("sweep_id", orNull(settings.sweepId()));
        fields.put("sweep_param_path", orNull(settings.sweepParamPath().map(Path::toString)));
        fields.put("username", orNull(settings.username()));
        Map<String, String> headers = settings.network().headers();
        fields.put("x_extra_http_headers", headers.isEmpty() ? null : headers);
        fields.put("x_file_stream_transmit_interval", seconds(settings.network().transmitInterval()));
        fields.put(
                "x_file_transfer_timeout_seconds",
                seconds(settings.network().transfers().timeout()));
        fields.put(
                "x_graphql_timeout_seconds",
                seconds(settings.network().requests().timeout()));
        assertThat(fields.keySet()).isEqualTo(fields(official).keySet());
        Map<String, String> texts = new TreeMap<>();
        fields.forEach((key, value) -> texts.put(key, text(JSON.valueToTree(value))));
        return texts;
    }

    private static String text(JsonNode value) {
        return value.isNumber()
                ? String.valueOf(value.asDouble())
                : value.toString().replace("\"", "");
    }

    private static @Nullable Double seconds(Optional<Duration> duration) {
        return duration.map(time -> time.toMillis() / 1000.0).orElse(null);
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.orElse(null);
    }

    private static Case of(String name) {
        return text(name, "");
    }

    private static Case text(String name, String user) {
        return new Case(name, user, "", Map.of(), Map.of(), builder -> builder);
    }

    private static Case user(String name, String user) {
        return text(name, "[default]\n" + user + "\n");
    }

    private static Case files(String name, String user, String workspace) {
        return new Case(
                name,
                "[default]\n" + user + "\n",
                "[default]\n" + workspace + "\n",
                Map.of(),
                Map.of(),
                builder -> builder);
    }

    private static Case env(String name, Map<String, String> environment) {
        return new Case(name, "", "", environment, Map.of(), builder -> builder);
    }

    private static Path folder(Case each) {
        return directory.resolve(each.name.replaceAll("\\W", "-"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        if (!text.isEmpty()) {
            Files.writeString(file, text);
        }
    }
}
