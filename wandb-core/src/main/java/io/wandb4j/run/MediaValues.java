package io.wandb4j.run;

import io.wandb4j.chart.Chart;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.MediaContent;
import io.wandb4j.internal.place.RunPlace;
import io.wandb4j.media.LoggedValue;
import io.wandb4j.media.Media;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Puts in place of the media and charts of one call of {@code log} what a row says of them. */
final class MediaValues {
    private static final int DEEPEST = 100;

    private final MediaFolder folder;
    private final String step;
    private final BiConsumer<String, String> skipped;
    private final Set<String> kept = new LinkedHashSet<>();

    private MediaValues(MediaFolder folder, String step, BiConsumer<String, String> skipped) {
        this.folder = folder;
        this.step = step;
        this.skipped = skipped;
    }

    /** A copy of data in which media are replaced; what cannot be kept is left out.
     *
     * @param step what the files' names say: the step, or {@code summary}
     * @param skipped receives the keys that are left out and the reasons */
    static Map<?, ?> replaced(Map<?, ?> data, MediaFolder folder, Object step, BiConsumer<String, String> skipped) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        MediaValues values = new MediaValues(folder, step.toString(), skipped);
        values.copy(data, "", row, row);
        folder.publish(values.kept);
        return row;
    }

    /** Whether there is anything to replace. */
    static boolean holdsMedia(Map<?, ?> data) {
        return holdsMedia(data, 1);
    }

    private static boolean holdsMedia(Map<?, ?> data, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "its maps are nested more than " + DEEPEST + " deep; does one contain itself?");
        }
        for (Object value : data.values()) {
            boolean scalar = value instanceof Number || value instanceof String; // most are, and this is a hot path
            if (!scalar
                    && (value instanceof Media
                            || value instanceof Chart
                            || listOf(value) != null
                            || (value instanceof Map<?, ?> map && holdsMedia(map, depth + 1)))) {
                return true;
            }
        }
        return false;
    }

    /** The items of a list that holds media; null if it holds none, or is no list. */
    private static @Nullable List<?> listOf(@Nullable Object value) {
        List<?> items =
                value instanceof Media[] array ? Arrays.asList(array) : value instanceof List<?> list ? list : null;
        return items != null && items.stream().anyMatch(Media.class::isInstance) ? items : null;
    }

    private void copy(
            Map<?, ?> data, String prefix, Map<String, @Nullable Object> target, Map<String, @Nullable Object> root) {
        data.forEach((anyKey, value) -> {
            String key = String.valueOf(anyKey);
            if (value instanceof Chart chart) { // the tables of charts in maps go to the top, under dotted keys
                String name = prefix + key;
                folder.configure(chart.configKey(), name, chart.configValue(name));
                put(root, chart.tableKey(name), place -> chart.table().logTo(place));
            } else if (value instanceof Map<?, ?> map && holdsMedia(map)) {
                Map<String, @Nullable Object> inner = new LinkedHashMap<>();
                copy(map, prefix + key + ".", inner, root);
                target.put(key, inner);
            } else if (value instanceof Media medium) {
                put(target, key, medium::logTo);
            } else {
                copyOther(target, key, value);
            }
        });
    }

    private void copyOther(Map<String, @Nullable Object> target, String key, @Nullable Object value) {
        List<?> items = listOf(value);
        if (items == null) {
            target.put(key, value);
        } else if (items.stream().allMatch(Media.class::isInstance)) {
            List<Media> media = items.stream().map(Media.class::cast).toList();
            put(target, key, place -> Media.logAll(media, place));
        } else {
            put(target, key, place -> each(items, place));
        }
    }

    /** Media among other values, such as histograms. */
    private static List<@Nullable Object> each(List<?> items, RunPlace place) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object item : items) {
            values.add(item instanceof Media medium ? medium.logTo(place) : item);
        }
        return values;
    }

    private void put(Map<String, @Nullable Object> target, String key, Log value) {
        try {
            target.put(key, leaf(value.to(new Place(folder, key, step, kept))));
        } catch (IOException | UsageException | InvalidPathException e) {
            skipped.accept(key, "its file cannot be kept: " + e);
        }
    }

    /** A map would be merged with what the key held before; a medium is one value. */
    private static Object leaf(Object json) {
        if (json instanceof Map<?, ?> map) {
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((key, value) -> object.put(String.valueOf(key), value));
            return (LoggedValue) () -> object;
        }
        return json;
    }

    @FunctionalInterface
    private interface Log {
        Object to(RunPlace place) throws IOException;
    }

    private record Place(MediaFolder folder, String key, String step, Set<String> kept) implements RunPlace {
        private static final int ID_LENGTH = 20;

        @Override
        public String runId() {
            return folder.runId();
        }

        @Override
        public Map<String, Object> keep(String subfolder, String extension, MediaContent content) throws IOException {
            String id = content.sha256().substring(0, ID_LENGTH);
            String path = "media/" + subfolder + "/" + safe(key) + "_" + step + "_" + id + extension;
            folder.keep(path, content);
            kept.add(path);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("sha256", content.sha256());
            json.put("size", content.size());
            json.put("path", path);
            return json;
        }

        @Override
        public void label(String kind, String layer, Map<Integer, String> names) {
            String name = key + "_wandb_delimeter_" + layer;
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("type", kind);
            value.put("key", name);
            value.put("value", names);
            folder.configure(kind, name, value);
        }

        @Override
        public @Nullable ArtifactAddress logArtifact(
                String type, String name, String entry, boolean incremental, Filler filler) throws IOException {
            return folder.logArtifact(type, name, entry, incremental, filler);
        }

        @Override
        public void warn(String message) {
            folder.warn(message);
        }

        /** The key as a path that stays below its folder. */
        private static String safe(String key) {
            String relative = key.replaceFirst("^/+", "");
            return Arrays.stream(relative.split("/", -1))
                    .map(part -> part.equals(".") || part.equals("..") ? part.replace('.', '_') : part)
                    .collect(java.util.stream.Collectors.joining("/"));
        }
    }
}
