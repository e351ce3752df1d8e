package io.wandb4j.internal.stream;

import io.wandb4j.internal.console.ConsoleLine;
import io.wandb4j.internal.json.Json;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

/** How a server wants to be told of console lines. */
enum ConsoleFormat implements Function<ConsoleLine, String> {
    /** As text that begins with the time, behind a word where it went to standard error. */
    PLAIN {
        @Override
        public String apply(ConsoleLine line) {
            return (line.isError() ? "ERROR " : "") + time(line) + " " + line.text();
        }
    },
    /** As JSON, for servers that say that they read it. */
    STRUCTURED {
        @Override
        public String apply(ConsoleLine line) {
            String level = line.isError() ? "\"level\":\"error\"," : "";
            return "{" + level + "\"ts\":\"" + time(line) + "\",\"content\":" + Json.write(line.text()) + "}";
        }
    };

    /** What a server calls its reading of the second. */
    static final String FEATURE = "STRUCTURED_CONSOLE_LOGS";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static String time(ConsoleLine line) {
        return TIME.format(line.time());
    }
}
