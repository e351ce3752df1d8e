package io.wandb4j.query;

import io.wandb4j.errors.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which project, or which run or sweep in it, is meant.
 *
 * @param entity who owns the project, if named
 * @param project the project, if named
 * @param id the run or sweep; empty for a project */
record ObjectPath(Optional<String> entity, Optional<String> project, String id) {
    static ObjectPath ofProject(String path) {
        List<String> parts = parts(path, "");
        if (parts.size() > 2) {
            throw new UsageException("project path '" + path + "' must have the form entity/project or project");
        }
        Optional<String> entity = parts.size() == 2 ? Optional.of(parts.get(0)) : Optional.empty();
        return new ObjectPath(entity, Optional.of(parts.get(parts.size() - 1)), "");
    }

    /** Reads the path of a run or sweep, also in the form that its web address has.
     *
     * @param kind {@code runs} or {@code sweeps} */
    static ObjectPath of(String path, String kind) {
        List<String> parts = parts(path, kind);
        if (parts.size() > 3) {
            throw new UsageException("path '" + path + "' must have the form entity/project/id, project/id or id");
        }
        int last = parts.size() - 1;
        return new ObjectPath(
                last == 2 ? Optional.of(parts.get(0)) : Optional.empty(),
                last >= 1 ? Optional.of(parts.get(last - 1)) : Optional.empty(),
                parts.get(last));
    }

    private static List<String> parts(String path, String kind) {
        String plain = path.startsWith("/") ? path.substring(1) : path;
        List<String> parts = new ArrayList<>(List.of(plain.split("/", -1)));
        if (parts.size() == 4) {
            parts.remove(kind);
        }
        if (parts.contains("")) {
            throw new UsageException("path '" + path + "' has an empty part");
        }
        return parts;
    }
}
