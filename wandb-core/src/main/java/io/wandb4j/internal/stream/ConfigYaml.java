package io.wandb4j.internal.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringWriter;

/** The config as {@code config.yaml}. */
final class ConfigYaml {
    private static final YAMLMapper YAML = new YAMLMapper();

    private ConfigYaml() {}

    static String of(JsonNode config) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator yaml = new SpecialNumbers(YAML.createGenerator(text))) {
            YAML.writeTree(yaml, config);
        }
        return text.toString();
    }

    /** YAML has words of its own for what JSON cannot say. */
    private static final class SpecialNumbers extends JsonGeneratorDelegate {
        SpecialNumbers(JsonGenerator yaml) {
            super(yaml);
        }

        @Override
        public void writeNumber(double number) throws IOException {
            if (Double.isNaN(number)) {
                writeNumber(".nan");
            } else if (Double.isInfinite(number)) {
                writeNumber(number > 0 ? ".inf" : "-.inf");
            } else {
                super.writeNumber(number);
            }
        }
    }
}
