package io.wandb4j.settings;

import java.util.Locale;

/** The name and kind of everything that can be set.
 *
 * <p>A setting {@code RUN_GROUP} is {@code WANDB_RUN_GROUP} in the environment and {@code run_group} in a settings file. */
enum Setting {
    API_KEY(Kind.TEXT),
    APP_URL(Kind.TEXT),
    ARTIFACT_DIR(Kind.PATH),
    BASE_URL(Kind.TEXT),
    CACHE_DIR(Kind.PATH),
    CONFIG_DIR(Kind.PATH),
    DATA_DIR(Kind.PATH),
    EMAIL(Kind.TEXT),
    ENTITY(Kind.TEXT),
    FINISH_TIMEOUT(Kind.SECONDS),
    HOST(Kind.TEXT),
    INIT_TIMEOUT(Kind.SECONDS),
    JOB_TYPE(Kind.TEXT),
    MODE(Kind.MODE),
    PROGRAM(Kind.TEXT),
    PROJECT(Kind.TEXT),
    QUIET(Kind.FLAG),
    ROOT_DIR(Kind.PATH),
    RUN_GROUP(Kind.TEXT),
    RUN_ID(Kind.TEXT),
    RUN_NAME(Kind.TEXT),
    RUN_NOTES(Kind.TEXT),
    RUN_TAGS(Kind.LIST),
    SILENT(Kind.FLAG),
    SWEEP_ID(Kind.TEXT),
    SWEEP_PARAM_PATH(Kind.PATH),
    USERNAME(Kind.TEXT);

    enum Kind {
        TEXT,
        PATH,
        FLAG,
        LIST,
        SECONDS,
        MODE
    }

    final Kind kind;

    Setting(Kind kind) {
        this.kind = kind;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
