package io.wandb4j.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.HistoryRecord;
import io.wandb4j.internal.log.proto.Record;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What a killed {@link Victim} left: what it said, and what its log holds.
 *
 * @param printed rows whose call had returned
 * @param recovered rows in the log
 * @param missing rows that were said and are not in the log
 * @param torn rows in the log that are not what was logged, or are there twice
 * @param broken places of the log that the reader had to skip
 * @param lastIsOpen whether the only row missing is the one of the highest step
 */
record KilledLog(int printed, int recovered, int missing, int torn, long broken, boolean lastIsOpen) {

    /** Reads both from the folder of a round. */
    static KilledLog of(Path folder) throws IOException {
        Path file = logIn(folder);
        Set<String> found = new HashSet<>();
        int recovered = 0;
        int sound = 0;
        long broken;
        try (LogReader reader = LogReader.open(file)) {
            for (Optional<Record> record = reader.next(); record.isPresent(); record = reader.next()) {
                if (record.get().hasHistory()) {
                    recovered++;
                    sound += addSound(record.get().getHistory(), found);
                }
            }
            broken = reader.skipped();
        }
        return compare(said(folder), found, recovered, recovered - sound, broken);
    }

    /** The log of a run that was started in the folder. */
    static Path logIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.find(
                folder.resolve("wandb"),
                2,
                (path, attributes) ->
                        attributes.isRegularFile() && path.toString().endsWith(".wandb"))) {
            return files.findFirst().orElseThrow(() -> new IOException("no log in " + folder));
        }
    }

    private static KilledLog compare(List<String[]> said, Set<String> found, int recovered, int torn, long broken) {
        int missing = 0;
        long highestStep = -1;
        String ofHighestStep = "";
        String lastMissing = "";
        for (String[] row : said) {
            String key = row[0] + " " + row[1];
            if (!found.contains(key)) {
                missing++;
                lastMissing = key;
            }
            if (Long.parseLong(row[2]) > highestStep) {
                highestStep = Long.parseLong(row[2]);
                ofHighestStep = key;
            }
        }
        boolean lastIsOpen = missing == 1 && lastMissing.equals(ofHighestStep);
        return new KilledLog(said.size(), recovered, missing, torn, broken, lastIsOpen);
    }

    /** Thread, number and step of each row; a line without its end was not written whole. */
    private static List<String[]> said(Path folder) throws IOException {
        String text = Files.readString(folder.resolve("printed"), UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(line -> line.split(" "))
                .toList();
    }

    /** Adds the row if it is what was logged, once; how many were added. */
    private static int addSound(HistoryRecord row, Set<String> found) {
        long thread = read(row, "thread").asLong(-1);
        long number = read(row, "number").asLong(-1);
        CRC32 sum = new CRC32();
        sum.update((thread + ":" + number + ":" + read(row, "text").asText()).getBytes(UTF_8));
        boolean same = sum.getValue() == read(row, "sum").asLong(-1)
                && read(row, "third").asDouble() == number / 3.0
                && read(row, "deep", "down", "there").asDouble() == number * 1e-7
                && !read(row, "_step").isMissingNode()
                && !read(row, "_runtime").isMissingNode();
        return same && found.add(thread + " " + number) ? 1 : 0;
    }

    private static JsonNode read(HistoryRecord row, String... path) {
        List<String> wanted = List.of(path);
        for (HistoryItem item : row.getItemList()) {
            List<String> key = item.getNestedKeyCount() == 0 ? List.of(item.getKey()) : item.getNestedKeyList();
            if (key.equals(wanted)) {
                return Json.read(item.getValueJson());
            }
        }
        return Json.MAPPER.missingNode();
    }
}
