package io.wandb4j.settings;

import io.wandb4j.errors.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The limits that values must keep. */
final class SettingsCheck {
    private static final Pattern WANDB_CLOUD = Pattern.compile(".*wandb\\.ai[^.]*");
    private static final int LONGEST_TAG = 64;
    private static final int LONGEST_PROJECT = 128;

    private final Map<Setting, Object> values;
    private final Map<Setting, String> origins;

    SettingsCheck(Map<Setting, Object> values, Map<Setting, String> origins) {
        this.values = values;
        this.origins = origins;
    }

    void run() {
        text(Setting.API_KEY).flatMap(ApiKey::problem).ifPresent(problem -> {
            throw new UsageException("API key" + origin(Setting.API_KEY) + " " + problem);
        });
        text(Setting.BASE_URL).ifPresent(this::checkBaseUrl);
        for (Setting address : List.of(Setting.APP_URL_OVERRIDE, Setting.HTTP_PROXY, Setting.HTTPS_PROXY)) {
            text(address).ifPresent(url -> checkAddress(address, url));
        }
        text(Setting.PROJECT).ifPresent(this::checkProject);
        text(Setting.RUN_ID).ifPresent(id -> checkId(Setting.RUN_ID, id, ":;,#?/'"));
        text(Setting.SWEEP_ID).ifPresent(id -> checkId(Setting.SWEEP_ID, id, ""));
        if (values.get(Setting.RUN_TAGS) instanceof List<?> tags) {
            tags.forEach(tag -> checkTag(String.valueOf(tag)));
        }
        checkBranching();
        checkTimeout(Setting.INIT_TIMEOUT, 1);
        checkTimeout(Setting.FINISH_TIMEOUT, 0);
        if (values.get(Setting.X_STATS_SAMPLING_INTERVAL) instanceof Duration interval && interval.toMillis() < 100) {
            throw bad(Setting.X_STATS_SAMPLING_INTERVAL, interval.toString(), "be a tenth of a second or more");
        }
        if (Integer.valueOf(0).equals(values.get(Setting.X_FILE_STREAM_MAX_LINE_BYTES))) {
            throw bad(Setting.X_FILE_STREAM_MAX_LINE_BYTES, "0", "be positive");
        }
    }

    private void checkBranching() {
        boolean resumes = values.getOrDefault(Setting.RESUME, Resume.NONE) != Resume.NONE;
        RunMoment rewind = (RunMoment) values.get(Setting.RESUME_FROM);
        RunMoment fork = (RunMoment) values.get(Setting.FORK_FROM);
        if ((resumes ? 1 : 0) + (rewind == null ? 0 : 1) + (fork == null ? 0 : 1) > 1) {
            throw new UsageException("`fork_from`, `resume`, or `resume_from` are mutually exclusive."
                    + " Please specify only one of them.");
        }
        Object id = values.get(Setting.RUN_ID);
        if (rewind != null && id != null && !rewind.runId().equals(id)) {
            throw new UsageException("Both `run_id` and `resume_from` have been specified with different ids.");
        }
        if (fork != null && fork.runId().equals(id)) {
            throw new UsageException("Provided `run_id` is the same as the run to `fork_from`."
                    + " Please provide a different `run_id` or remove the `run_id` argument."
                    + " If you want to rewind the current run, please use `resume_from` instead.");
        }
    }

    private void checkBaseUrl(String url) {
        checkAddress(Setting.BASE_URL, url);
        if (!WANDB_CLOUD.matcher(url).matches()) {
            return;
        }
        if (!url.contains("api.") || !url.startsWith("https:")) {
            throw bad(Setting.BASE_URL, url, "be https://api.wandb.ai for W&B's own server");
        }
    }

    private void checkAddress(Setting setting, String url) {
        try {
            URI address = new URI(url);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (web && address.getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            throw bad(setting, url, "be an http or https address: " + e.getReason());
        }
        throw bad(setting, url, "be an http or https address, such as https://api.wandb.ai");
    }

    private void checkProject(String project) {
        if (project.isEmpty()) {
            throw bad(Setting.PROJECT, project, "not be empty");
        }
        if (project.codePointCount(0, project.length()) > LONGEST_PROJECT || containsAny(project, "/\\#?%:")) {
            throw bad(Setting.PROJECT, project, "be at most 128 characters and contain none of / \\ # ? % :");
        }
    }

    private void checkId(Setting setting, String id, String forbidden) {
        if (id.isEmpty() || !id.strip().equals(id)) {
            throw bad(setting, id, "not be empty, nor begin or end with a space");
        }
        if (containsAny(id, forbidden)) {
            throw bad(setting, id, "contain none of " + String.join(" ", forbidden.split("")));
        }
    }

    private void checkTag(String tag) {
        if (tag.isEmpty() || tag.codePointCount(0, tag.length()) > LONGEST_TAG) {
            throw bad(Setting.RUN_TAGS, tag, "each have 1 to " + LONGEST_TAG + " characters");
        }
    }

    private void checkTimeout(Setting setting, long leastMilliseconds) {
        if (values.get(setting) instanceof Duration timeout && timeout.toMillis() < leastMilliseconds) {
            throw bad(setting, timeout.toString(), leastMilliseconds == 0 ? "not be negative" : "be positive");
        }
    }

    private Optional<String> text(Setting setting) {
        return Optional.ofNullable(values.get(setting)).map(String.class::cast);
    }

    private UsageException bad(Setting setting, String value, String must) {
        return new UsageException(setting.shown(value) + origin(setting) + " must " + must);
    }

    private String origin(Setting setting) {
        String origin = origins.get(setting);
        return origin == null ? "" : " (from " + origin + ")";
    }

    private static boolean containsAny(String text, String characters) {
        return text.chars().anyMatch(c -> characters.indexOf(c) >= 0);
    }
}
