package io.wandb4j.sweep;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.record.RunIds;
import io.wandb4j.internal.sweep.KeptSweep;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweeps.config.InvalidSweepException;
import io.wandb4j.sweeps.config.SweepConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A search for good parameters that a server hands out to agents, run by run.
 *
 * @param id the id that agents name
 * @param entity the owner of the project; empty offline if nobody is named
 * @param project where its runs go
 * @param url where people look at it; empty offline
 * @param config what it tries, and how */
public record Sweep(String id, String entity, String project, String url, SweepConfig config) {
    public Sweep {
        requireNonNull(id, "id");
        requireNonNull(config, "config");
    }

    /** Makes a sweep on the server of the settings, or in the mode {@code offline} in a file beside its runs.
     *
     * <p>An offline sweep may have an id of its own, {@link Settings.Builder#sweepId}: if there is one of that id, this goes on
     * with it. {@code wandb4j sync} makes it a sweep of a server, with its runs.
     *
     * <p>Project and entity are those of the settings if these name them, else those of the config.
     *
     * @throws io.wandb4j.errors.WandbException if it cannot be made: wrong settings, no key, no server */
    public static Sweep create(SweepConfig config, Settings settings) {
        return create(config, settings, List.of());
    }

    /** Makes a sweep that begins with runs that are there already: its search learns from them, and a grid leaves out
     * their points.
     *
     * @param priorRuns ids of runs of its project
     * @throws io.wandb4j.errors.WandbException if it cannot be made: wrong settings, no key, no server */
    public static Sweep create(SweepConfig config, Settings settings, List<String> priorRuns) {
        Settings resolved = settings.resolved();
        Terminal terminal = Terminal.of(resolved);
        String project = settings.explicitProject().or(config::project).orElseGet(resolved::project);
        Optional<String> entity = settings.entity().or(config::entity).or(resolved::entity);
        if (resolved.mode() == Mode.OFFLINE) {
            if (!priorRuns.isEmpty()) {
                throw new UsageException("only a server's sweep can begin with earlier runs, and the mode is offline");
            }
            return offline(config, resolved, entity.orElse(""), project);
        }
        try (SweepService service = SweepService.open(resolved)) {
            SweepService.Stored stored = service.create(config, entity.orElse(null), project, priorRuns);
            config.warnings().forEach(warning -> terminal.warn("sweep config: " + warning));
            stored.warnings().forEach(warning -> terminal.warn("sweep config: " + warning));
            String url = url(resolved.appUrl(), stored);
            terminal.line("Create sweep with ID: " + stored.id());
            terminal.line("Sweep URL: " + url);
            return new Sweep(stored.id(), stored.entity(), stored.project(), url, config);
        }
    }

    /** Makes a sweep from a YAML or JSON file.
     *
     * @throws UsageException that names all problems of the file */
    public static Sweep create(Path yamlOrJson, Settings settings) {
        return create(checked(() -> SweepConfig.read(yamlOrJson), yamlOrJson + ": "), settings);
    }

    /** Makes a sweep from a map in the shape of a config file.
     *
     * @throws UsageException that names all problems of the map */
    public static Sweep create(Map<String, ?> config, Settings settings) {
        return create(checked(() -> SweepConfig.of(config), ""), settings);
    }

    /** What its runs found so far.
     *
     * @param settings those with which the sweep was made
     * @throws io.wandb4j.errors.WandbException if that cannot be read: no key, no server, no such sweep */
    public SweepResults results(Settings settings) {
        return SweepResults.of(path(), settings);
    }

    /** Entity, project and id: how an agent anywhere names this sweep. */
    public String path() {
        return (entity.isEmpty() ? "" : entity + "/") + project + "/" + id;
    }

    private static Sweep offline(SweepConfig config, Settings settings, String entity, String project) {
        Terminal terminal = Terminal.of(settings);
        String id = settings.sweepId().orElseGet(RunIds::runId);
        KeptSweep sweep = LocalController.create(config, settings, id, entity, project);
        config.warnings().forEach(warning -> terminal.warn("sweep config: " + warning));
        terminal.line((sweep.runs().isEmpty() ? "Create sweep with ID: " : "Go on with sweep: ") + id);
        return new Sweep(id, sweep.entity(), sweep.project(), "", sweep.config());
    }

    static String url(String appUrl, SweepService.Stored sweep) {
        return appUrl + "/" + encoded(sweep.entity()) + "/" + encoded(sweep.project()) + "/sweeps/"
                + encoded(sweep.id());
    }

    private static SweepConfig checked(Supplier<SweepConfig> source, String where) {
        try {
            return source.get();
        } catch (InvalidSweepException e) {
            throw new UsageException(where + e.getMessage(), e);
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
