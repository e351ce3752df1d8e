package io.wandb4j.sweep;

import io.wandb4j.errors.UsageException;
import java.util.Optional;

/** Where a sweep is: its id, and as much of project and entity as was said. */
record SweepPath(Optional<String> entity, Optional<String> project, String id) {
    /** Reads {@code id}, {@code project/id} or {@code entity/project/id}.
     *
     * @throws UsageException if the text is none of them */
    static SweepPath parse(String text) {
        String[] parts = text.strip().split("/", -1);
        boolean blank = false;
        for (String part : parts) {
            blank |= part.isBlank();
        }
        if (blank || parts.length > 3) {
            throw new UsageException(
                    "\"" + text + "\" is not a sweep; write ID, PROJECT/ID or ENTITY/PROJECT/ID as it was printed when"
                            + " the sweep was made");
        }
        return new SweepPath(part(parts, 3), part(parts, 2), parts[parts.length - 1]);
    }

    private static Optional<String> part(String[] parts, int fromEnd) {
        return parts.length < fromEnd ? Optional.empty() : Optional.of(parts[parts.length - fromEnd]);
    }
}
