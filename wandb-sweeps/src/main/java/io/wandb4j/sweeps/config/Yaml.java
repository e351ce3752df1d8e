package io.wandb4j.sweeps.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Sweep configs as YAML 1.1 text, the version that the official client reads and writes; JSON is read as well. */
final class Yaml {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Yaml() {}

    /** The tree of a text: maps, lists, strings, numbers, booleans, null.
     *
     * @throws InvalidSweepException if the text is neither YAML nor JSON, naming line and column */
    static @Nullable Object read(String text) {
        if (text.stripLeading().startsWith("{")) {
            try {
                return JSON.readValue(text, Object.class);
            } catch (JsonProcessingException e) {
                // a YAML mapping in braces, perhaps: its parser has the last word
            }
        }
        try {
            return parser().load(text);
        } catch (MarkedYAMLException e) {
            throw new InvalidSweepException(Problem.of("", null, described(e)), e);
        } catch (YAMLException e) {
            throw new InvalidSweepException(Problem.of("", null, "the text is not YAML: " + e.getMessage()), e);
        }
    }

    static String write(Map<String, ?> values) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new org.yaml.snakeyaml.Yaml(new Writer(options), options).dump(values);
    }

    private static org.yaml.snakeyaml.Yaml parser() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions dumper = new DumperOptions();
        return new org.yaml.snakeyaml.Yaml(
                new SafeConstructor(options), new Representer(dumper), dumper, options, new WithoutDates());
    }

    private static String described(MarkedYAMLException e) {
        Mark mark = e.getProblemMark();
        String where = mark == null
                ? ""
                : String.format(Locale.ROOT, " at line %d, column %d", mark.getLine() + 1, mark.getColumn() + 1);
        return "the text is neither YAML nor JSON" + where + ": " + e.getProblem();
    }

    /** Reads 2024-01-31 as a string, which is what travels to the runs in the end. */
    private static final class WithoutDates extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern regexp, @Nullable String first, int limit) {
            if (!Tag.TIMESTAMP.equals(tag)) {
                super.addImplicitResolver(tag, regexp, first, limit);
            }
        }
    }

    /** Writes numbers and strings so that every YAML reader takes them for the same thing. */
    private static final class Writer extends Representer {
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/$][A-Za-z0-9_./{}$-]*( [A-Za-z0-9_./-]+)*");

        Writer(DumperOptions options) {
            super(options);
            representers.put(String.class, data -> representString((String) data));
            representers.put(Double.class, data -> representScalar(Tag.FLOAT, decimal((Double) data)));
        }

        private Node representString(String text) {
            boolean plain = PLAIN.matcher(text).matches();
            return representScalar(Tag.STR, text, plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
        }

        private static String decimal(double value) {
            if (!Double.isFinite(value)) {
                return Double.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
            }
            // without a sign in the exponent, YAML 1.1 reads 1.0E10 as a string
            return Double.toString(value).replaceFirst("E(?=\\d)", "E+");
        }
    }
}
