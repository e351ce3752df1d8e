package io.wandb4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the settings in effect. */
@Command(name = "status", description = "Show the settings that a run would start with here, as JSON.")
final class Status implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--settings",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Show the settings (the default).")
    private boolean shown;

    Status(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        Settings settings = Surroundings.of(environment, spec).settings();
        if (shown) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Current Settings");
            out.println(json(shown(settings)));
            out.flush();
        }
    }

    private static Map<String, @Nullable Object> shown(Settings settings) {
        Map<String, @Nullable Object> shown = new TreeMap<>();
        shown.put("base_url", settings.baseUrl());
        shown.put("entity", settings.entity().orElse(null));
        shown.put("git_remote", settings.gitRemote());
        shown.put("ignore_globs", settings.ignoreGlobs());
        shown.put("organization", settings.organization().orElse(null));
        shown.put("project", settings.explicitProject().orElse(null));
        shown.put("root_dir", settings.rootDir().toString());
        return shown;
    }

    private static String json(Map<String, @Nullable Object> values) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
        try {
            return new JsonMapper().writer(printer).writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and lists of texts always are JSON", e);
        }
    }
}
