package io.wandb4j.chart;

import java.util.Arrays;
import java.util.List;

/** The presets of W&amp;B. */
enum Preset {
    LINE("wandb/line/v0"),
    LINE_SERIES("wandb/lineseries/v0"),
    BAR("wandb/bar/v0"),
    SCATTER("wandb/scatter/v0"),
    HISTOGRAM("wandb/histogram/v0"),
    CONFUSION_MATRIX("wandb/confusion_matrix/v1"),
    AREA_UNDER_CURVE("wandb/area-under-curve/v0");

    private final String id;

    Preset(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Preset::id).toList();
    }
}
