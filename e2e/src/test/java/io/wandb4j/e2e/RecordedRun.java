package io.wandb4j.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.internal.json.Json;
import io.wandb4j.query.StoredRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;

/** What a server has of a run, in a form that is equal for equal runs whoever logged them.
 *
 * <p>What may differ, and how it is left out:
 *
 * <ul>
 *   <li>ids of runs and of artifacts, of which the latter are random: replaced by a word
 *   <li>digests and sizes of files, since encoders of PNG and writers of JSON differ: a digest of the pixels, or of the JSON
 *       with its keys sorted and its numbers as doubles, stands in their place
 *   <li>times: {@code _timestamp}, {@code _runtime}, and the one in the name of an increment of a table
 *   <li>the order of sets: classes and the names of scores
 *   <li>the template of colours that Plotly's own library adds to a figure
 *   <li>in the config, what a client says of itself: all below {@code _wandb} but charts, names of classes and metrics
 * </ul> */
final class RecordedRun {
    private static final Pattern FILE_ID = Pattern.compile("_([0-9a-f]{20})(\\.[\\w.]+)$");
    private static final Pattern ENTRY_ID =
            Pattern.compile("^media/(.+?)/[0-9a-f]{20}(?:/[^/]*)?(?:\\.mask)?(\\.\\w+)$");
    private static final Pattern CLASS_FILE = Pattern.compile("^media/classes/.*$");
    private static final Pattern CLIENT_ID = Pattern.compile("wandb-client-artifact://[a-z0-9]+");
    private static final Pattern INCREMENT = Pattern.compile("(None|\\d+)-\\d{13}\\.");
    private static final List<String> TIMES = List.of("_timestamp", "_runtime");
    private static final List<String> OWN =
            List.of("visualize", "viz", "bounding_box/class_labels", "mask/class_labels");

    private final StoredRun run;
    private final Path folder;
    private final Map<String, String> contents = new TreeMap<>();

    private RecordedRun(StoredRun run, Path folder) {
        this.run = run;
        this.folder = folder;
    }

    /** All that the server has of a run, by name. */
    static Map<String, JsonNode> read(StoredRun run, Path folder) throws IOException {
        RecordedRun recorded = new RecordedRun(run, folder);
        Map<String, JsonNode> all = new LinkedHashMap<>();
        all.put("files", recorded.files());
        all.put("history", recorded.history());
        all.put("summary", recorded.clean(Json.MAPPER.valueToTree(run.summary().asMap())));
        all.put("config", recorded.config());
        all.put("artifacts", recorded.artifacts());
        return all;
    }

    private JsonNode files() throws IOException {
        List<String> media = new ArrayList<>();
        run.files().filter(file -> isLogged(file.name())).forEach(file -> {
            try {
                String digest = digest(file.download(folder));
                contents.put(file.name(), digest);
                media.add(file.name().startsWith("media/") ? pathOf(file.name()) : file.name() + "=" + digest);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return Json.MAPPER.valueToTree(media.stream().sorted().toList());
    }

    /** Whether the program logged or saved the file itself. */
    private static boolean isLogged(String name) {
        return name.startsWith("media/") || name.startsWith("saved/");
    }

    private JsonNode history() {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        run.scanHistory().forEach(row -> rows.add(clean(Json.MAPPER.valueToTree(row.asMap()))));
        return rows;
    }

    private JsonNode config() throws IOException {
        JsonNode tree = new YAMLMapper()
                .readTree(run.file("config.yaml").download(folder).toFile());
        JsonNode own = tree.path("_wandb").path("value");
        ObjectNode kept = Json.MAPPER.createObjectNode();
        OWN.forEach(section -> kept.set(section, own.path(section)));
        kept.set("m", metrics(own.path("m")));
        return clean(kept);
    }

    /** Metric definitions by name, with the names of their steps: their order is left to clients. */
    private static JsonNode metrics(JsonNode definitions) {
        Map<String, ObjectNode> byName = new TreeMap<>();
        for (JsonNode definition : definitions) {
            ObjectNode named = definition.deepCopy();
            if (named.has("5")) {
                named.set("5", definitions.path(named.path("5").asInt() - 1).path("1"));
            }
            byName.put(named.path("1").asText(named.path("2").asText()), named);
        }
        return Json.MAPPER.valueToTree(byName);
    }

    private JsonNode artifacts() throws IOException {
        Map<String, JsonNode> byName = new TreeMap<>();
        for (ArtifactVersion version : run.loggedArtifacts()) {
            ObjectNode json = Json.MAPPER.createObjectNode();
            json.put("type", version.type());
            json.set(
                    "aliases",
                    Json.MAPPER.valueToTree(version.aliases().stream().sorted().toList()));
            json.set("entries", entries(version.download(folder.resolve("artifact-" + byName.size()))));
            byName.put(
                    version.nameAndVersion()
                            .replaceFirst("^run-" + run.id(), "run-ID")
                            .replaceFirst("-[\\w-]{6}:", "-CRC:"),
                    json);
        }
        return Json.MAPPER.valueToTree(byName);
    }

    private JsonNode entries(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> walked = Files.walk(root)) {
            files = walked.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            if (!file.toString().endsWith(".table.json")) { // tables name the others
                contents.put(root.relativize(file).toString(), digest(file));
            }
        }
        List<String> entries = new ArrayList<>();
        for (Path file : files) {
            String path = root.relativize(file).toString();
            boolean table = path.endsWith(".table.json");
            entries.add(pathOf(path) + (table ? clean(Json.read(Files.readString(file))) : ""));
        }
        return Json.MAPPER.valueToTree(entries.stream().sorted().toList());
    }

    private String digest(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".png")) {
            BufferedImage image = ImageIO.read(file.toFile());
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            return image.getWidth() + "x" + image.getHeight() + "#" + Integer.toHexString(Arrays.hashCode(pixels));
        }
        if (name.endsWith(".json")) {
            JsonNode json = clean(Json.read(Files.readString(file)));
            if (name.endsWith(".plotly.json")) {
                ((ObjectNode) json.path("layout")).remove("template");
            }
            return json.toString().length() > 200
                    ? Integer.toHexString(json.toString().hashCode())
                    : json.toString();
        }
        return HexFormat.of().formatHex(Files.readAllBytes(file));
    }

    private JsonNode clean(JsonNode node) {
        if (node.isNumber()) {
            return Json.MAPPER.getNodeFactory().numberNode(node.doubleValue());
        }
        if (node.isTextual()) {
            return Json.MAPPER.getNodeFactory().textNode(pathOf(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode items = Json.MAPPER.createArrayNode();
            node.forEach(item -> items.add(clean(item)));
            return items;
        }
        return node.isObject() ? cleanObject(node) : node;
    }

    private JsonNode cleanObject(JsonNode node) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        TIMES.forEach(sorted::remove);
        sorted.remove("_wandb");
        sorted.remove("sha256");
        sorted.remove("digest");
        if (sorted.containsKey("path")) {
            sorted.remove("size");
        }
        boolean isSet = node.path("is_set").booleanValue();
        sorted.forEach((key, value) -> {
            JsonNode cleaned = clean(value);
            json.set(key, key.equals("class_set") || isSet ? inOrder(cleaned) : cleaned);
        });
        return json;
    }

    private static JsonNode inOrder(JsonNode node) {
        if (!node.isArray()) {
            return node;
        }
        ArrayNode items = Json.MAPPER.createArrayNode();
        StreamSupport.stream(node.spliterator(), false)
                .sorted(Comparator.comparing(JsonNode::toString))
                .forEach(items::add);
        return items;
    }

    /** A path or address with what it holds in place of its id. */
    private String pathOf(String path) {
        String content = contents.getOrDefault(path, "?");
        if (CLASS_FILE.matcher(path).matches()) {
            return "media/classes/" + content;
        }
        Matcher entry = ENTRY_ID.matcher(path);
        if (entry.matches()) {
            return "media/" + entry.group(1) + "/" + content + entry.group(2);
        }
        Matcher file = FILE_ID.matcher(path);
        if (path.startsWith("media/") && file.find()) {
            return path.substring(0, file.start()) + "_" + content + file.group(2);
        }
        return INCREMENT
                .matcher(CLIENT_ID.matcher(path).replaceAll("wandb-client-artifact://ID"))
                .replaceAll("N-TIME.");
    }
}
