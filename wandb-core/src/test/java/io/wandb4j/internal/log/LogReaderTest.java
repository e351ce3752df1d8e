package io.wandb4j.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.HistoryRecord;
import io.wandb4j.internal.log.proto.Record;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogReaderTest {
    private static final int BLOCK = 32 * 1024;
    private static final int HEADER = 7;

    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = dir.resolve("run-test.wandb");
    }

    @Test
    void readsAPrefixOfALogThatIsCutAtAnyByte() throws IOException {
        byte[] whole = log("one", "two", "", "four");
        List<Long> ends = ends(whole);
        for (int length = HEADER; length <= whole.length; length++) {
            Reading reading = read(Arrays.copyOf(whole, length));
            assertThat(reading.values())
                    .isEqualTo(List.of("one", "two", "", "four").subList(0, before(ends, length)));
            assertThat(reading.cut())
                    .as("cut at %s", length)
                    .isEqualTo(length > HEADER && !ends.contains((long) length));
            assertThat(reading.skipped()).isZero();
        }
    }

    @Test
    void readsAPrefixOfALogOfManyBlocksThatIsCutNearItsSeams() throws IOException {
        String[] values = {"a".repeat(BLOCK - 40), "b".repeat(3 * BLOCK), "c"};
        byte[] whole = log(values);
        List<Long> ends = ends(whole);
        for (int block = BLOCK; block < whole.length; block += BLOCK) {
            for (int length = block - 20; length < Math.min(block + 20, whole.length); length++) {
                Reading reading = read(Arrays.copyOf(whole, length));
                assertThat(reading.values()).isEqualTo(List.of(values).subList(0, before(ends, length)));
                assertThat(reading.skipped()).isZero();
            }
        }
    }

    @Test
    void skipsWhatIsBrokenWhicheverByteIsFlipped() throws IOException {
        String[] values = {"one", "two", "", "four"};
        byte[] whole = log(values);
        for (int at = HEADER; at < whole.length; at++) {
            for (int mask : new int[] {1, 0x80, 0xFF}) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) mask;
                expectsWhatIsLeft(read(flipped), values);
            }
        }
    }

    @Test
    void losesNoMoreThanTheBlocksOfARecordThatIsBroken() throws IOException {
        String[] values = new String[60];
        Arrays.setAll(values, i -> i + "x".repeat(i * 97 % 5000));
        byte[] whole = log(values);
        for (int at = HEADER; at < whole.length; at += 211) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            Reading reading = read(flipped);
            expectsWhatIsLeft(reading, values);
            int block = at / BLOCK;
            if (block < whole.length / BLOCK) {
                assertThat(reading.values()).as("flipped at %s", at).contains(values[59]);
                assertThat(reading.skipped()).isPositive();
            }
        }
    }

    @Test
    void readsAnyBytesToTheirEnd() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        byte[] whole = log("one", "x".repeat(40_000), "three");
        for (int round = 0; round < 300; round++) {
            byte[] bytes = whole.clone();
            int length = HEADER + random.nextInt(whole.length - HEADER);
            for (int flips = random.nextInt(200); flips >= 0; flips--) {
                bytes[HEADER + random.nextInt(whole.length - HEADER)] = (byte) random.nextInt(8);
            }
            assertThat(read(Arrays.copyOf(bytes, length)).values()).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void waitsForZerosAtTheEndToBeWrittenOver() throws IOException {
        byte[] whole = log("one", "two", "x".repeat(BLOCK), "four");
        int seen = ends(whole).get(1).intValue();
        Files.write(file, Arrays.copyOf(Arrays.copyOf(whole, seen), whole.length + 5000));
        try (LogReader reader = LogReader.open(file)) {
            assertThat(reader.next()).isPresent();
            assertThat(reader.next()).isPresent();
            assertThat(reader.next()).isEmpty();
            assertThat(reader.endsWithinRecord()).isFalse();
            try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
                writer.write(whole);
            }
            assertThat(reader.next()).isPresent();
            assertThat(reader.next()).map(LogReaderTest::value).contains("four");
            assertThat(reader.next()).isEmpty();
            assertThat(reader.skipped()).isZero();
        }
    }

    @Test
    void countsAHoleInTheMiddleAsBroken() throws IOException {
        byte[] whole = log("one", "x".repeat(3 * BLOCK), "three", "y".repeat(BLOCK), "five");
        Arrays.fill(whole, BLOCK, 2 * BLOCK, (byte) 0);
        Reading reading = read(whole);
        assertThat(reading.values()).startsWith("one").endsWith("five").hasSize(4);
        assertThat(reading.skipped()).isPositive();
        assertThat(reading.cut()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-30, -15, -14, -13, -8, -7, -6, -1, 0, 1, 7, 14})
    void readsRecordsThatEndNearASeam(int over) throws IOException {
        String[] values = {
            "a".repeat(BLOCK + over), "b", "c".repeat(BLOCK - 14 + over), "d".repeat(2 * BLOCK + over), "e"
        };
        Reading reading = read(log(values));
        assertThat(reading.values()).containsExactly(values);
        assertThat(reading.skipped()).isZero();
        assertThat(reading.cut()).isFalse();
    }

    private static void expectsWhatIsLeft(Reading reading, String... values) {
        List<String> left = new ArrayList<>(List.of(values));
        left.retainAll(reading.values());
        assertThat(reading.values()).isEqualTo(left).hasSizeLessThan(values.length);
        assertThat(reading.skipped() > 0 || reading.cut()).isTrue();
    }

    /** How many records end at or before a place. */
    private static int before(List<Long> ends, int length) {
        return (int) ends.stream().filter(end -> end <= length).count();
    }

    /** Where the records of a log end. */
    private List<Long> ends(byte[] log) throws IOException {
        Files.write(file, log);
        List<Long> ends = new ArrayList<>();
        try (LogReader reader = LogReader.open(file)) {
            while (reader.next().isPresent()) {
                ends.add(reader.position());
            }
        }
        return ends;
    }

    private byte[] log(String... values) throws IOException {
        Path written = dir.resolve("written.wandb");
        Files.deleteIfExists(written);
        try (LogWriter log = LogWriter.create(written)) {
            for (String value : values) {
                LogRecords.append(log, record(value));
            }
        }
        return Files.readAllBytes(written);
    }

    private Reading read(byte[] log) throws IOException {
        Files.write(file, log);
        List<String> values = new ArrayList<>();
        try (LogReader reader = LogReader.open(file)) {
            for (Optional<Record> next = reader.next(); next.isPresent(); next = reader.next()) {
                values.add(value(next.get()));
            }
            return new Reading(values, reader.skipped(), reader.endsWithinRecord());
        }
    }

    private static Record.Builder record(String value) {
        return Record.newBuilder()
                .setHistory(HistoryRecord.newBuilder()
                        .addItem(HistoryItem.newBuilder().addNestedKey("k").setValueJson(value)));
    }

    private static String value(Record record) {
        return record.getHistory().getItem(0).getValueJson();
    }

    private record Reading(List<String> values, long skipped, boolean cut) {}
}
