package io.wandb4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramCommandTest {
    private final Map<String, Object> values = new LinkedHashMap<>();

    @Test
    void startsTheProgramWithItsValuesByDefault() throws IOException {
        values.put("lr", 1e-5);
        values.put("layers", 3L);

        assertThat(words()).containsExactly("/usr/bin/env", "python", "train.py", "--lr=1e-05", "--layers=3");
    }

    @Test
    void knowsEveryMacroOfTheOfficialAgent() throws IOException {
        values.put("on", true);
        values.put("off", false);
        values.put("n", 2L);

        assertThat(words("${args_no_hyphens}")).containsExactly("on=True", "off=False", "n=2");
        assertThat(words("${args_no_equals}")).containsExactly("--on", "True", "--off", "False", "--n", "2");
        assertThat(words("${args_no_boolean_flags}")).containsExactly("--on", "--n=2");
        assertThat(words("${args_append_hydra}")).containsExactly("+on=True", "+off=False", "+n=2");
        assertThat(words("${args_override_hydra}")).containsExactly("++on=True", "++off=False", "++n=2");
        assertThat(words("${args_json}")).containsExactly("{\"on\":true,\"off\":false,\"n\":2}");
        assertThat(words("run", "${args_json_file}")).containsExactly("run", "values.json");
    }

    @Test
    void replacesVariablesWithinWordsAndDropsUnknownMacros() throws IOException {
        assertThat(words("--home=${envvar:HOUSE}/x", "${envvar:MISSING}", "${what}", "5"))
                .containsExactly("--home=/h$1/x", "MISSING", "5");
    }

    @Test
    void writesValuesAsPythonDoes() {
        List<Object> nested = Arrays.asList(1L, 0.5, true, null, "it's", "a\"'b", Map.of("k", List.of()));

        assertThat(PythonText.of(nested)).isEqualTo("[1, 0.5, True, None, \"it's\", 'a\"\\'b', {'k': []}]");
        assertThat(List.of(0.0001, 0.00001, 1e16, 123456789012345680.0, 1e15, -2.5e-7, 100.0, 1.0 / 3, -0.0, 1e100))
                .map(PythonText::of)
                .containsExactly(
                        "0.0001",
                        "1e-05",
                        "1e+16",
                        "1.2345678901234568e+17",
                        "1000000000000000.0",
                        "-2.5e-07",
                        "100.0",
                        "0.3333333333333333",
                        "-0.0",
                        "1e+100");
        assertThat(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))
                .map(PythonText::of)
                .containsExactly("nan", "inf", "-inf");
        assertThat(PythonText.of("as is")).isEqualTo("as is");
    }

    private List<String> words(String... template) throws IOException {
        ProgramCommand command = new ProgramCommand(
                "train.py", List.of("python"), values, Map.of("HOUSE", "/h$1"), false, () -> Path.of("values.json"));
        return command.words(List.of(template));
    }
}
