package io.wandb4j.chart;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.media.Table;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table with the preset that draws it. Immutable.
 *
 * <p>When it is logged, the table goes into the row, and what draws it into the config. */
public final class Chart {
    private final Table table;
    private final String preset;
    private final @Nullable Map<String, @Nullable String> fields;
    private final Map<String, String> texts;
    private final boolean apart;

    private Chart(
            Table table,
            String preset,
            @Nullable Map<String, @Nullable String> fields,
            Map<String, String> texts,
            boolean apart) {
        this.table = requireNonNull(table, "table");
        this.preset = checked(preset);
        this.fields = fields;
        this.texts = texts;
        this.apart = apart;
    }

    /** A chart that a preset draws.
     *
     * @param preset such as {@code wandb/line/v0}, or one of your own: {@code ENTITY/NAME}
     * @param fields the column for each field of the preset
     * @param texts the text for each text of the preset, such as its title
     * @throws UsageException if the preset has no such form, or a column is missing */
    public static Chart of(
            String preset, Table table, Map<String, @Nullable String> fields, Map<String, String> texts) {
        for (String column : fields.values()) {
            if (column != null && !table.columns().contains(column)) {
                throw new UsageException(
                        "the chart needs a column \"" + column + "\", but the table has " + table.columns());
            }
        }
        return new Chart(
                table,
                preset,
                Collections.unmodifiableMap(new LinkedHashMap<>(fields)),
                Collections.unmodifiableMap(new LinkedHashMap<>(texts)),
                false);
    }

    /** A table with a panel of your own, kept under its own key.
     *
     * @throws UsageException if the panel is not named {@code ENTITY/NAME} */
    public static Chart visualize(String panel, Table table) {
        return new Chart(table, panel, null, Map.of(), false);
    }

    /** The same chart, its table shown in the section "Custom Chart Tables". */
    public Chart withTableApart() {
        return new Chart(table, preset, fields, texts, true);
    }

    /** What is drawn. */
    public Table table() {
        return table;
    }

    /** The key of the row that the table goes to. For the use of runs. */
    public String tableKey(String key) {
        if (fields == null) {
            return key;
        }
        return (apart ? "Custom Chart Tables/" : "") + key + "_table";
    }

    /** The key below {@code _wandb} in the config that what draws the chart goes to. For the use of runs. */
    public String configKey() {
        return fields == null ? "viz" : "visualize";
    }

    /** What draws the chart. For the use of runs. */
    public Map<String, Object> configValue(String key) {
        if (fields == null) {
            return Map.of("id", preset, "historyFieldSettings", Map.of("x-axis", "_step", "key", key));
        }
        Map<String, Object> panel = new LinkedHashMap<>();
        panel.put("panelDefId", preset);
        panel.put("fieldSettings", fields);
        panel.put("stringSettings", texts);
        panel.put("transform", Map.of("name", "tableWithLeafColNames"));
        panel.put("userQuery", Map.of("queryFields", List.of(runSets(tableKey(key)))));
        return Map.of("panel_type", "Vega2", "panel_config", panel);
    }

    private static Map<String, Object> runSets(String tableKey) {
        Map<String, Object> summaryTable = field("summaryTable");
        summaryTable.put("args", List.of(Map.of("name", "tableKey", "value", tableKey)));
        Map<String, Object> runSets = field("runSets");
        runSets.put("args", List.of(Map.of("name", "runSets", "value", "${runSets}")));
        runSets.put("fields", List.of(field("id"), field("name"), field("_defaultColorIndex"), summaryTable));
        return runSets;
    }

    private static Map<String, Object> field(String name) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("name", name);
        field.put("fields", List.of());
        return field;
    }

    private static String checked(String preset) {
        List<String> parts = List.of(preset.split("/", -1));
        boolean own = parts.size() >= 2 && parts.stream().noneMatch(String::isBlank);
        if (!own) {
            throw new UsageException(
                    "the preset of a chart is named ENTITY/NAME, or wandb/NAME/VERSION for W&B's own, not \"" + preset
                            + "\"");
        }
        if (parts.get(0).equals("wandb") && !Preset.ids().contains(preset)) {
            throw new UsageException("W&B has no preset \"" + preset + "\"; it has " + Preset.ids());
        }
        return preset;
    }
}
