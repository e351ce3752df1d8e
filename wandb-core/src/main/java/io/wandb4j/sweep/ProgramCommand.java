package io.wandb4j.sweep;

import io.wandb4j.internal.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of the command line of one run: those of the sweep's config with their macros replaced.
 *
 * <p>A word that is a macro becomes the words that it stands for, an unknown one none; {@code ${envvar:NAME}} is replaced
 * within a word, too. Values are written as Python writes them.
 *
 * @param program what the words start, for {@code ${program}}
 * @param interpreter what starts the program, for {@code ${interpreter}}
 * @param values the sweep's values
 * @param environment the environment of the agent
 * @param windows whether there is no {@code /usr/bin/env}
 * @param jsonFile writes the values as JSON and answers where; called if the macro occurs */
record ProgramCommand(
        String program,
        List<String> interpreter,
        Map<String, @Nullable Object> values,
        Map<String, String> environment,
        boolean windows,
        JsonFile jsonFile) {
    private static final List<String> DEFAULT = List.of("${env}", "${interpreter}", "${program}", "${args}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{envvar:([A-Z0-9_]*)}");

    /** Writes the values into a file. */
    @FunctionalInterface
    interface JsonFile {
        Path write() throws IOException;
    }

    /** The command line.
     *
     * @param template the words of the config; none for the default
     * @throws IOException if a file of values cannot be written */
    List<String> words(List<String> template) throws IOException {
        List<String> words = new ArrayList<>();
        for (String word : template.isEmpty() ? DEFAULT : template) {
            String filled = filled(word);
            if (filled.startsWith("${") && filled.endsWith("}")) {
                words.addAll(macro(filled.substring(2, filled.length() - 1)));
            } else {
                words.add(filled);
            }
        }
        return words;
    }

    /** A word with the values of environment variables in it; a variable that is not set leaves its name. */
    private String filled(String word) {
        Matcher variables = VARIABLE.matcher(word);
        return variables.replaceAll(
                found -> Matcher.quoteReplacement(environment.getOrDefault(found.group(1), found.group(1))));
    }

    private List<String> macro(String name) throws IOException {
        return switch (name) {
            case "env" -> windows ? List.of() : List.of("/usr/bin/env");
            case "interpreter" -> interpreter;
            case "program" -> program.isEmpty() ? List.of() : List.of(program);
            case "args" -> each("--");
            case "args_no_hyphens" -> each("");
            case "args_no_equals" -> pairs();
            case "args_no_boolean_flags" -> flags();
            case "args_append_hydra" -> each("+");
            case "args_override_hydra" -> each("++");
            case "args_json" -> List.of(Json.write(values));
            case "args_json_file" -> List.of(jsonFile.write().toString());
            default -> List.of();
        };
    }

    private List<String> each(String prefix) {
        List<String> words = new ArrayList<>();
        values.forEach((key, value) -> words.add(prefix + key + "=" + PythonText.of(value)));
        return words;
    }

    private List<String> pairs() {
        List<String> words = new ArrayList<>();
        values.forEach((key, value) -> {
            words.add("--" + key);
            words.add(PythonText.of(value));
        });
        return words;
    }

    private List<String> flags() {
        List<String> words = new ArrayList<>();
        values.forEach((key, value) -> {
            if (!(value instanceof Boolean flag)) {
                words.add("--" + key + "=" + PythonText.of(value));
            } else if (flag) {
                words.add("--" + key);
            }
        });
        return words;
    }
}
