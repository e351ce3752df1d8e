package io.wandb4j.run;

/** How grave an alert is. */
public enum AlertLevel {
    INFO,
    WARN,
    ERROR
}
