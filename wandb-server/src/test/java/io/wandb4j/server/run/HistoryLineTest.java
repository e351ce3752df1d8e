package io.wandb4j.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HistoryLineTest {

    @Test
    void takesATypedObjectForOneValue() {
        HistoryLine line =
                HistoryLine.parse("{\"_step\":3,\"a\":{\"b\":{\"deep\":{\"x\":1},\"y\":true,\"_type\":\"image-file\","
                        + "\"path\":\"p\"},\"bc\":null},\"a.b2\":[1]}");

        assertThat(line.step()).isEqualTo(3);
        assertThat(line.types())
                .isEqualTo(Map.of("_step", "number", "a.b", "image-file", "a.bc", "nil", "a.b2", "list"));
    }

    /** With a look at all other keys for each typed object this takes hours. */
    @Test
    @Timeout(300)
    void takesAsLongAsTheLineIs() {
        String objects = IntStream.range(0, 300_000)
                .mapToObj(i -> "\"k" + i + "\":{\"_type\":\"t\"}")
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(HistoryLine.parse(objects).types()).hasSize(300_000);
    }
}
