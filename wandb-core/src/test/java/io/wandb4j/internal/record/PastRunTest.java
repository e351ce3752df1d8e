package io.wandb4j.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PastRunTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "the last row knows the step | {\"_step\":3} | {\"_step\":7} | 2 | 8",
                "the summary knows it if the row does not | {\"_step\":3} | {\"x\":1} | 2 | 4",
                "the summary alone | {\"_step\":3} | null | 1 | 4",
                "no row was sent: the step is the summary's own | {\"_step\":3} | null | 0 | 3",
                "a step with a fraction is none | {\"_step\":3} | {\"_step\":7.0} | 2 | 4",
                "nor is one with an exponent | {\"_step\":3e0} | {\"_step\":7e0} | 2 | 1",
                "nor is text | {} | {\"_step\":\"7\"} | 2 | 1",
                "nor is what no long can hold | {} | {\"_step\":99999999999999999999} | 2 | 1",
                "nobody knows | {} | null | 5 | 1",
                "nobody knows and nothing was sent | {} | null | 0 | 0"
            })
    void findsTheStepOfTheNextRow(String claim, String summary, String lastRow, int lines, long step) throws Exception {
        ObjectNode bucket = bucket().put("summaryMetrics", summary).put("historyLineCount", lines);
        bucket.put("historyTail", tail(lastRow));

        assertThat(PastRun.of(bucket).nextStep()).as(claim).isEqualTo(step);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "the longest counts: the event | {\"_runtime\":5} | {\"_runtime\":4.9} | {\"_runtime\":30.7} | 30",
                "the longest counts: the row | {\"_runtime\":5} | {\"_runtime\":40.9} | {\"_runtime\":30} | 40",
                "the longest counts: the summary | {\"_runtime\":50} | {\"_runtime\":40} | {\"_runtime\":30} | 50",
                "the client's own part is preferred | {\"_wandb\":{\"runtime\":7},\"_runtime\":50} | null | null | 7",
                "it is, even if it says nothing | {\"_wandb\":{},\"_runtime\":50} | null | null | 0",
                "it must be an object | {\"_wandb\":3,\"_runtime\":50} | null | null | 50",
                "text is no time | {\"_runtime\":\"50\"} | {\"_runtime\":true} | null | 0",
                "nor is NaN | {\"_runtime\":NaN} | null | null | 0",
                "nobody knows | {} | {} | {} | 0"
            })
    void findsHowLongTheRunHasRun(String claim, String summary, String lastRow, String lastEvent, int runtime)
            throws Exception {
        ObjectNode bucket = bucket().put("summaryMetrics", summary);
        bucket.put("historyTail", tail(lastRow)).put("eventsTail", tail(lastEvent));

        assertThat(PastRun.of(bucket).runtime()).as(claim).isEqualTo(runtime);
    }

    @Test
    void onlyTheLastLineOfATailCounts() throws Exception {
        ObjectNode bucket = bucket().put("historyTail", "[\"no JSON\",\"{\\\"_step\\\":4}\"]");

        assertThat(PastRun.of(bucket).nextStep()).isEqualTo(5);
    }

    @Test
    void readsTheRest() throws Exception {
        PastRun run = PastRun.of(bucket());

        assertThat(run.storageId()).isEqualTo("the-id");
        assertThat(run.config()).isEqualTo(Json.read("{\"lr\":0.1,\"none\":null,\"_wandb\":{\"t\":{}}}"));
        assertThat(run.tags()).containsExactly("a", "b");
        assertThat(run.notes()).isEqualTo("a note");
    }

    @Test
    void anEmptyOrNullTextIsAnEmptyThing() throws Exception {
        ObjectNode bucket = bucket().put("config", "null").put("summaryMetrics", "null");
        bucket.put("historyTail", "[]")
                .put("eventsTail", "null")
                .putNull("tags")
                .putNull("notes");

        PastRun run = PastRun.of(bucket);

        assertThat(run.config()).isEmpty();
        assertThat(run.summary()).isEmpty();
        assertThat(run.tags()).isEmpty();
        assertThat(run.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config",
                "summaryMetrics",
                "historyTail",
                "eventsTail",
                "historyLineCount",
                "eventsLineCount",
                "logLineCount"
            })
    void refusesAnAnswerThatLacksAField(String field) {
        assertThatThrownBy(() -> PastRun.of(bucket().putNull(field)))
                .isInstanceOf(UnreadableRunException.class)
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "config | x",
                "config | [1]",
                "config | {\"lr\":0.1}",
                "summaryMetrics | x",
                "summaryMetrics | 5",
                "historyTail | x",
                "historyTail | {}",
                "historyTail | [1]",
                "historyTail | [\"\"]",
                "eventsTail | [\"5\"]",
                "eventsTail | [\"{\"]"
            })
    void refusesWhatItCannotRead(String field, String value) {
        assertThatThrownBy(() -> PastRun.of(bucket().put(field, value))).isInstanceOf(UnreadableRunException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"t\":{\"1\":[2]}} | true", "{\"t\":null} | true", "{} | false", "[\"t\"] | false", "x | false"})
    void aRunIsStartedOnceItHasTelemetry(String wandbConfig, boolean started) {
        assertThat(PastRun.isStarted(bucket().put("wandbConfig", wandbConfig))).isEqualTo(started);
    }

    @Test
    void whatIsNotThereIsNotStarted() {
        JsonNode nothing = Json.read("{\"bucket\":null}");

        assertThat(PastRun.isStarted(nothing.path("bucket"))).isFalse();
        assertThat(PastRun.isStarted(nothing.path("model"))).isFalse();
        assertThat(PastRun.isStarted(bucket().putNull("wandbConfig"))).isFalse();
    }

    private static ObjectNode bucket() {
        return (ObjectNode) Json.read("""
                {"id": "the-id", "historyLineCount": 2, "eventsLineCount": 3, "logLineCount": 4, "historyTail": "[]",
                 "eventsTail": "[]", "summaryMetrics": "{}", "tags": ["a", "b"], "notes": "a note",
                 "config": "{\\"lr\\":{\\"value\\":0.1},\\"none\\":{\\"value\\":null},\\"only\\":{\\"desc\\":\\"d\\"},\
                \\"_wandb\\":{\\"value\\":{\\"t\\":{}}}}"}""");
    }

    private static String tail(String line) {
        return line.equals("null") ? "[]" : Json.write(java.util.List.of(line));
    }
}
