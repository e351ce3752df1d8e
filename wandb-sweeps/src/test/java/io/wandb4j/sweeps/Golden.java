package io.wandb4j.sweeps;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Values that W&B's sweep package computed. */
public final class Golden {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    /** The cases of a file; a name that ends in .gz is unpacked. */
    @SuppressWarnings("unchecked") // the files are written that way
    public static List<Map<String, Object>> cases(String name) {
        try (InputStream file = Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + name));
                InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(file) : file) {
            return (List<Map<String, Object>>) JSON.readValue(plain, Map.class).get("cases");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
