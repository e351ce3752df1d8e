package io.wandb4j.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.Reference;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What an artifact is made of, drawn from a seed: files, references, metadata, a prefix. */
final class RandomTree {
    // Beyond the basic plane the order of UTF-16, in which Java compares, is not that of UTF-8.
    private static final List<String> NAMES = List.of(
            "a",
            "B",
            "model.bin",
            "with space",
            "\u00fc",
            "\uFF41",
            "\uD83D\uDE00",
            "\uD835\uDD18",
            "\u4e2d\u6587",
            "\u0627\u0644",
            ".hidden",
            "a-b",
            "a.b",
            "100%",
            "q?#&");
    private static final int DEEPEST = 3;

    private final Path folder;
    private final Random random;
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final List<Map<String, Object>> references = new ArrayList<>();
    private String prefix = "";

    private RandomTree(Path folder, Random random) {
        this.folder = folder;
        this.random = random;
    }

    /** Makes the folder, with a plan of it for the official client. */
    static RandomTree plant(Path folder, long seed) throws IOException {
        RandomTree tree = new RandomTree(folder, new Random(seed));
        tree.grow(Files.createDirectories(folder.resolve("files")), 0);
        tree.prefix = tree.random.nextInt(4) == 0 ? "below/" + tree.name() : "";
        tree.metadata.put("seed", seed);
        tree.metadata.put(tree.name(), tree.random.nextDouble());
        tree.metadata.put("nested", Map.of("list", List.of(1, 2.5, tree.name(), true)));
        tree.refer();
        Map<String, Object> plan =
                Map.of("metadata", tree.metadata, "prefix", tree.prefix, "references", tree.references);
        new ObjectMapper().writeValue(folder.resolve("plan.json").toFile(), plan);
        return tree;
    }

    /** The artifact as this client makes it. */
    Artifact artifact(Settings settings) {
        Artifact artifact = Artifact.create("digests", "dataset", settings)
                .metadata(metadata)
                .addDirectory(folder.resolve("files"), prefix);
        for (Map<String, Object> each : references) {
            Reference reference = Reference.to((String) each.get("uri")).as((String) each.get("name"));
            artifact.add(Boolean.TRUE.equals(each.get("checksum")) ? reference : reference.unchecked());
        }
        return artifact;
    }

    private void grow(Path place, int depth) throws IOException {
        for (String name : NAMES) {
            if (random.nextInt(14) == 0 && depth < DEEPEST) {
                grow(Files.createDirectories(place.resolve(name)), depth + 1);
            } else if (random.nextInt(5) == 0) {
                byte[] content = new byte[random.nextInt(4) * random.nextInt(2_000)];
                random.nextBytes(content);
                Files.write(place.resolve(name), content);
            }
        }
    }

    private void refer() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        grow(elsewhere, DEEPEST - 1);
        Path single = Files.writeString(elsewhere.resolve("single"), "seed " + random.nextInt());
        add(elsewhere.toUri().toString(), "references", random.nextBoolean());
        add(single.toUri().toString(), "one/" + name(), random.nextBoolean());
        add("nas://host/" + random.nextInt(1000), "tracked/" + random.nextInt(), true);
        add("https://host.invalid/" + random.nextInt(1000) + "?a=b", "web/" + random.nextInt(), false);
    }

    private void add(String uri, String name, boolean checked) {
        references.add(Map.of("uri", uri, "name", name, "checksum", checked));
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
