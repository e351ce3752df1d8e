package io.wandb4j.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunMomentTest {
    @ParameterizedTest
    @CsvSource({"ans3bsax?_step=123,124", "a?_step=0,1", "a b-c.d?_step=2.9,3", "a?_step=1e3,1001", "a?_step=-1,0"})
    void namesARunAndTheStepAfterIt(String text, long next) {
        if (!text.contains(" ")) {
            assertThat(RunMoment.parse(text).nextStep()).isEqualTo(next);
        } else {
            assertThatThrownBy(() -> RunMoment.parse(text)).isInstanceOf(UsageException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "abc?",
                "abc?_step",
                "abc?_step=",
                "abc?_step=x",
                "abc?step=1",
                "?_step=1",
                "a/b?_step=1",
                "abc?_step=1&_loss=2",
                "abc?_step=1#x",
                "abc#x?_step=1"
            })
    void refusesAnotherFormInTheOfficialWords(String text) {
        assertThatThrownBy(() -> RunMoment.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessage("Could not parse passed run moment string '" + text
                        + "', expected format '<run>?<metric>=<numeric_value>'. Currently, only the metric '_step' is"
                        + " supported. Example: 'ans3bsax?_step=123'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a?_step=NaN", "a?_step=Infinity", "a?_step=-2"})
    void refusesAStepThatNoRowCanHave(String text) {
        assertThatThrownBy(() -> RunMoment.parse(text)).hasMessageContaining("must be a number, -1 or more");
    }

    @ParameterizedTest
    @CsvSource({
        "allow,ALLOW",
        "MUST,MUST",
        "never,NEVER",
        "auto,AUTO",
        "true,AUTO",
        "1,AUTO",
        "yes,AUTO",
        "false,NONE",
        "off,NONE"
    })
    void theEnvironmentSaysHowToResume(String text, Resume resume) {
        assertThat(resolve(Map.of("WANDB_RESUME", text)).resume()).isEqualTo(resume);
    }

    @Test
    void anUnknownWayToResumeIsRefused() {
        assertThatThrownBy(() -> resolve(Map.of("WANDB_RESUME", "maybe")))
                .hasMessage("resume 'maybe' (from WANDB_RESUME) must be allow, must, never or auto");
    }

    @Test
    void theEnvironmentNamesMoments() {
        assertThat(resolve(Map.of("WANDB_RESUME_FROM", "a?_step=3")).resumeFrom())
                .contains(new RunMoment("a", 3));
        assertThat(resolve(Map.of("WANDB_FORK_FROM", "a?_step=3")).forkFrom()).contains(new RunMoment("a", 3));
    }

    @Test
    void onlyOneWayToBranchIsTaken() {
        Settings.Builder fork = Settings.builder().forkFrom("a?_step=3");
        String message = "mutually exclusive. Please specify only one of them.";

        assertThatThrownBy(() -> fork.resume(Resume.ALLOW).build()).hasMessageContaining(message);
        assertThatThrownBy(() -> fork.resume(null).resumeFrom("a?_step=3").build())
                .hasMessageContaining(message);
        assertThat(fork.resume(Resume.NONE).resumeFrom(null).build().forkFrom()).isPresent();
    }

    @Test
    void aRunIsRewoundUnderItsOwnIdAndForkedUnderAnother() {
        assertThatThrownBy(
                        () -> Settings.builder().id("b").resumeFrom("a?_step=3").build())
                .hasMessage("Both `run_id` and `resume_from` have been specified with different ids.");
        assertThatThrownBy(
                        () -> Settings.builder().id("a").forkFrom("a?_step=3").build())
                .hasMessageContaining("Provided `run_id` is the same as the run to `fork_from`.");
        assertThat(Settings.builder().id("a").resumeFrom("a?_step=3").build().runId())
                .contains("a");
    }

    private static Settings resolve(Map<String, String> variables) {
        return Settings.builder().build().resolved(new Environment(variables, Path.of("/nowhere"), "Linux"));
    }
}
