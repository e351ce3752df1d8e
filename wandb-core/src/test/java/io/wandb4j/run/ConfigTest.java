package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigTest {
    private final List<Map<String, @Nullable Object>> told = new CopyOnWriteArrayList<>();

    @Test
    void tellsOfChangesInTheirOrder() throws InterruptedException {
        AtomicReference<@Nullable Config> config = new AtomicReference<>();
        Thread other = new Thread(() -> config.get().set("a", 2));
        Config slow = config(change -> {
            if (change.containsValue(1)) {
                other.start(); // which has to wait until the log has the first change
                while (other.isAlive() && other.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
            }
            told.add(change);
        });
        config.set(slow);
        slow.set("a", 1);
        other.join();
        assertThat(slow.get("a")).isEqualTo(2);
        assertThat(told).containsExactly(Map.of("a", 1), Map.of("a", 2));
    }

    @Test
    void keepsNoNumberThatTheCallerMayStillChange() {
        AtomicLong number = new AtomicLong(1);
        Config config = config(told::add).set("n", number);
        number.set(2);
        assertThat(config.get("n")).isEqualTo(1L);
    }

    private static Config config(java.util.function.Consumer<Map<String, @Nullable Object>> onChange) {
        return new Config(Map.of(), Set.of(), onChange, warning -> {});
    }
}
