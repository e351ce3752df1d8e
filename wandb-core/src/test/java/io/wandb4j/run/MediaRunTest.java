package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.media.BoundingBox;
import io.wandb4j.media.Html;
import io.wandb4j.media.Image;
import io.wandb4j.media.IncrementalTable;
import io.wandb4j.media.Table;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaRunTest {
    @TempDir
    Path dir;

    @Test
    void keepsAnImageAsAFileOfTheRunAndTellsTheLog() throws IOException {
        Path file;
        try (Run run = start(Mode.OFFLINE)) {
            run.log(Map.of(
                    "a/picture",
                    Image.of(new int[][] {{0, 128, 255}, {1, 2, 3}}).withCaption("grey")));
            file = run.dir().orElseThrow().resolve("files");
        }
        JsonNode value = value("a/picture", 0);
        assertThat(value.path("_type").asText()).isEqualTo("image-file");
        assertThat(value.path("caption").asText()).isEqualTo("grey");
        assertThat(value.path("path").asText())
                .isEqualTo("media/images/a/picture_0_"
                        + value.path("sha256").asText().substring(0, 20) + ".png");
        BufferedImage kept =
                ImageIO.read(file.resolve(value.path("path").asText()).toFile());
        assertThat(kept.getRaster().getSample(2, 0, 0)).isEqualTo(255);
        assertThat(files()).containsExactly(value.path("path").asText());
    }

    @Test
    void anImageDoesNotChangeWithWhatItWasMadeOf() throws IOException {
        int[][] pixels = {{1, 2}};
        Path file = Files.writeString(dir.resolve("page.html"), "<p>before</p>");
        Image image = Image.of(pixels);
        Html page = Html.of(file);
        pixels[0][0] = 99;
        Files.writeString(file, "<p>after</p>");
        Path kept;
        try (Run run = start(Mode.OFFLINE)) {
            run.log(Map.of("image", image, "page", page));
            kept = run.dir().orElseThrow().resolve("files");
        }
        assertThat(ImageIO.read(kept.resolve(value("image", 0).path("path").asText())
                                .toFile())
                        .getRaster()
                        .getSample(0, 0, 0))
                .isEqualTo(1);
        assertThat(kept.resolve(value("page", 0).path("path").asText()))
                .content()
                .contains("before");
    }

    @Test
    void keepsLargeFilesByteForByte() throws IOException {
        byte[] bytes = new byte[3 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        Path film = Files.write(dir.resolve("film.mp4"), bytes);
        Path kept;
        try (Run run = start(Mode.OFFLINE)) {
            io.wandb4j.media.Video video = io.wandb4j.media.Video.of(film);
            Files.delete(film);
            run.log(Map.of("film", video));
            kept = run.dir().orElseThrow().resolve("files");
        }
        assertThat(kept.resolve(value("film", 0).path("path").asText())).hasBinaryContent(bytes);
        assertThat(value("film", 0).path("size").asLong()).isEqualTo(bytes.length);
    }

    @Test
    void whatCannotBeKeptIsSkippedAndTheRestOfTheRowIsNot() throws IOException {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("x".repeat(300), Image.of(new int[][] {{1}}));
        row.put("nul\0", Html.of("<p>nul</p>"));
        row.put("loss", 0.5);
        try (Run run = start(Mode.OFFLINE)) {
            run.log(row);
            run.log(Map.of("loss", 0.25));
        }
        assertThat(rows()).hasSize(2);
        assertThat(rows().get(0)).containsKey("loss").hasSize(4);
    }

    @Test
    void keysCannotLeaveTheFolderOfTheRun() throws IOException {
        Path run;
        try (Run open = start(Mode.OFFLINE)) {
            open.log(Map.of("/../../out", Html.of("<p>1</p>")));
            run = open.dir().orElseThrow();
        }
        assertThat(value("/../../out", 0).path("path").asText()).startsWith("media/html/__/__/out_0_");
        try (Stream<Path> walked = Files.walk(dir)) {
            assertThat(walked.filter(path -> path.toString().endsWith(".html")))
                    .allMatch(path -> path.startsWith(run.resolve("files/media/html")));
        }
    }

    @Test
    void aDisabledRunKeepsNothing() throws IOException {
        try (Run run = start(Mode.DISABLED)) {
            run.log(Map.of(
                    "image",
                    Image.of(new int[][] {{1}}),
                    "table",
                    Table.columns("a").add(1).build()));
        }
        try (Stream<Path> walked = Files.walk(dir)) {
            assertThat(walked.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void logsATableAsAFileAndAsAnArtifactWithItsMedia() throws IOException {
        Table table = Table.columns("i", "picture")
                .add(1, Image.of(new int[][] {{7}}))
                .add(2, null)
                .build();
        Path kept;
        try (Run run = start(Mode.OFFLINE)) {
            run.log(Map.of("my table", table));
            kept = run.dir().orElseThrow().resolve("files");
        }
        JsonNode value = value("my table", 0);
        assertThat(kept.resolve(value.path("path").asText()))
                .hasContent("{\"columns\":[\"i\",\"picture\"],\"data\":[[1,\"Image\"],[2,null]]}");
        assertThat(value.path("artifact_path").asText())
                .startsWith("wandb-client-artifact://")
                .endsWith("/my table.table.json");
        Record artifact =
                records().stream().filter(Record::hasArtifact).findFirst().orElseThrow();
        assertThat(artifact.getArtifact().getType()).isEqualTo("run_table");
        assertThat(artifact.getArtifact().getName()).matches("run-run12345-mytable-[\\w-]{6}");
        assertThat(artifact.getArtifact().getManifest().getContentsList())
                .anyMatch(entry -> entry.getPath().matches("media/images/[0-9a-f]{20}\\.png"))
                .anyMatch(entry -> entry.getPath().equals("my table.table.json"));
    }

    @Test
    void anIncrementalTableStoresWhatIsNew() throws IOException {
        IncrementalTable table = IncrementalTable.columns("i");
        Path kept;
        try (Run run = start(Mode.OFFLINE)) {
            for (int i = 0; i < 3; i++) {
                table.add(i).add(i * 10);
                run.log(Map.of("growing", table));
            }
            kept = run.dir().orElseThrow().resolve("files");
        }
        JsonNode last = value("growing", 2);
        assertThat(last.path("nrows").asInt()).isEqualTo(6);
        assertThat(last.path("increment_num").asInt()).isEqualTo(2);
        assertThat(last.path("previous_increments_paths")).hasSize(2);
        assertThat(kept.resolve(last.path("path").asText())).content().contains("[[2],[20]]");
        assertThat(records().stream().filter(Record::hasArtifact)).hasSize(3).allMatch(record -> record.getArtifact()
                .getIncrementalBeta1());
    }

    @Test
    void refusesWhatCannotBeShownWhereItIsMade() throws IOException {
        Path broken = Files.writeString(dir.resolve("broken.png"), "no image");
        assertThatThrownBy(() -> Image.of(broken))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("broken.png");
        assertThatThrownBy(() -> Image.of(dir.resolve("missing.png")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> Image.of(new int[][] {{1, 2}, {3}}))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> Image.of(new int[][] {{1}}).withCaption("x".repeat(200_000)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("caption");
        assertThatThrownBy(() -> Image.of(new int[][] {{256}})).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> BoundingBox.ofSides(0, Double.NaN, 1, 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Table.columns("a", "b").add(1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("1 cells");
        assertThatThrownBy(() -> Table.columns("a").add(1).add("one"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("column \"a\" holds none or number, not string");
        assertThatThrownBy(() -> Table.columns("a").add(new Object())).isInstanceOf(UsageException.class);
        Table table = Table.columns("x", "y").add(1, 2).build();
        assertThatThrownBy(() -> Wandb.plot().custom("wandb/pie/v0", table, Map.of("x", "x"), Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no preset");
        assertThatThrownBy(() -> Wandb.plot().scatter(table, "x", "z", ""))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"z\"");
    }

    private record Person(String name, int age) {}

    @Test
    void makesTablesOfRecordsAndMaps() throws IOException {
        Path kept;
        try (Run run = start(Mode.OFFLINE)) {
            run.log(Map.of("people", Table.ofRecords(Person.class, List.of(new Person("a", 3), new Person("b", 4)))));
            run.log(Map.of("maps", Table.ofMaps(List.of(Map.of("x", 1), Map.of("x", 2, "y", "t")))));
            kept = run.dir().orElseThrow().resolve("files");
        }
        assertThat(kept.resolve(value("people", 0).path("path").asText()))
                .hasContent("{\"columns\":[\"name\",\"age\"],\"data\":[[\"a\",3],[\"b\",4]]}");
        assertThat(kept.resolve(value("maps", 1).path("path").asText()))
                .content()
                .contains("[1,null]");
    }

    private Run start(Mode mode) {
        return Run.start(Settings.builder()
                .mode(mode)
                .id("run12345")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .silent(true)
                .build());
    }

    private JsonNode value(String key, int row) throws IOException {
        return Json.read(rows().get(row).get(key));
    }

    private List<String> files() throws IOException {
        return records().stream()
                .filter(Record::hasFiles)
                .flatMap(record -> record.getFiles().getFilesList().stream())
                .filter(item -> item.getType() == FilesItem.FileType.MEDIA)
                .map(FilesItem::getPath)
                .toList();
    }

    private List<Map<String, String>> rows() throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Record record : records()) {
            if (record.hasHistory()) {
                Map<String, String> row = new LinkedHashMap<>();
                record.getHistory()
                        .getItemList()
                        .forEach(item -> row.put(String.join(".", item.getNestedKeyList()), item.getValueJson()));
                rows.add(row);
            }
        }
        return rows;
    }

    private List<Record> records() throws IOException {
        List<Record> records = new ArrayList<>();
        try (Stream<Path> walked = Files.walk(dir)) {
            Path log = walked.filter(path -> path.toString().endsWith(".wandb"))
                    .findFirst()
                    .orElseThrow();
            try (LogReader reader = LogReader.open(log)) {
                for (Optional<Record> next = reader.next(); next.isPresent(); next = reader.next()) {
                    records.add(next.get());
                }
            }
        }
        return records;
    }
}
