package io.wandb4j.internal.stream;

import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.log.proto.AlertRecord;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.RetryPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Raises the alerts of a run, each as soon as it is read, and once for as long as the stored progress lives. For one thread. */
final class Alerts {
    private static final String RAISE = """
            mutation NotifyScriptableRunAlert($entityName: String!, $projectName: String!, $runName: String!,
                $title: String!, $text: String!, $severity: AlertSeverity = INFO, $waitDuration: Duration) {
              notifyScriptableRunAlert(input: {entityName: $entityName, projectName: $projectName, runName: $runName,
                  title: $title, text: $text, severity: $severity, waitDuration: $waitDuration}) {
                success
              }
            }
            """;

    private final ApiClient api;
    private final RunIdentity run;
    private final StoredProgress progress;
    private final Consumer<String> problems;
    private int alerts;

    Alerts(ApiClient api, RunIdentity run, StoredProgress progress, Consumer<String> problems) {
        this.api = api;
        this.run = run;
        this.progress = progress;
        this.problems = problems;
    }

    /** Raises an alert that the server lacks; what it refuses is told, and ends nothing else. */
    void take(AlertRecord alert) {
        if (alerts++ < progress.get().alerts()) {
            return;
        }
        try {
            api.graphql("NotifyScriptableRunAlert", RAISE, variables(alert), RetryPolicy.RUN_UPDATE);
        } catch (CommunicationException e) {
            if (!e.isRejected()) {
                throw e;
            }
            problems.accept("alert \"" + alert.getTitle() + "\" was not raised: " + e.getMessage());
        }
        progress.acknowledgeAlerts(alerts);
    }

    private Map<String, @Nullable Object> variables(AlertRecord alert) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("entityName", run.entity());
        variables.put("projectName", run.project());
        variables.put("runName", run.runId());
        variables.put("title", alert.getTitle());
        variables.put("text", alert.getText());
        variables.put("severity", alert.getLevel().isEmpty() ? "INFO" : alert.getLevel());
        variables.put("waitDuration", alert.getWaitDuration());
        return variables;
    }
}
