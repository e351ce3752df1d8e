package io.wandb4j.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which runs of a project are wanted, in which order.
 *
 * @param filters conditions in the manner of MongoDB, such as {@code {"config.optimizer": "sgd"}}; none takes all
 * @param order {@code +} or {@code -} and a key: {@code +created_at}, {@code -summary_metrics.accuracy} */
public record RunQuery(Map<String, @Nullable Object> filters, String order) {
    /** Copies the filters. */
    public RunQuery {
        filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
    }

    /** All runs, the oldest first. */
    public static RunQuery all() {
        return new RunQuery(Map.of(), "+created_at");
    }

    /** The runs of a sweep, the oldest first. */
    public static RunQuery ofSweep(String sweepId) {
        return all().where(Map.of("$and", List.of(Map.of("sweep", sweepId))));
    }

    /** The same with other filters. */
    public RunQuery where(Map<String, @Nullable Object> otherFilters) {
        return new RunQuery(otherFilters, order);
    }

    /** The same with another filter. */
    public RunQuery where(RunFilter filter) {
        return new RunQuery(new LinkedHashMap<>(filter.conditions()), order);
    }

    /** The same with another filter, written in JSON in the manner of MongoDB.
     *
     * @throws io.wandb4j.errors.UsageException if it is no JSON object */
    public RunQuery where(String filterJson) {
        return where(RunFilter.ofJson(filterJson));
    }

    /** The same with the least value first; runs without the value come last. */
    public RunQuery ascending(RunField field) {
        return orderBy("+" + field.name());
    }

    /** The same with the greatest value first; runs without the value come last. */
    public RunQuery descending(RunField field) {
        return orderBy("-" + field.name());
    }

    /** The same in another order. */
    public RunQuery orderBy(String otherOrder) {
        return new RunQuery(filters, otherOrder);
    }
}
