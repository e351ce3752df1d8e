package io.wandb4j.sweeps.config;

import java.util.List;
import java.util.regex.Pattern;

/** Flags words of a command that look like macros and are none: agents leave them out without a word. */
final class CommandCheck {
    private static final List<String> MACROS = List.of(
            "${env}",
            "${interpreter}",
            "${program}",
            "${args}",
            "${args_no_hyphens}",
            "${args_no_equals}",
            "${args_no_boolean_flags}",
            "${args_json}",
            "${args_json_file}",
            "${args_append_hydra}",
            "${args_override_hydra}",
            "${envvar:NAME}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{envvar:[A-Z0-9_]*}");

    private CommandCheck() {}

    static void of(List<?> words, List<Problem> problems) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i) instanceof String word && isUnknownMacro(word)) {
                problems.add(Problem.ignoredMacro("command[" + i + "]", word, MACROS));
            }
        }
    }

    private static boolean isUnknownMacro(String word) {
        String plain = VARIABLE.matcher(word).replaceAll("");
        return plain.startsWith("${") && plain.endsWith("}") && !MACROS.contains(plain);
    }
}
