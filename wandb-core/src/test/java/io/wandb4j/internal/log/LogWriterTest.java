package io.wandb4j.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.internal.log.proto.HistoryItem;
import io.wandb4j.internal.log.proto.HistoryRecord;
import io.wandb4j.internal.log.proto.Record;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWriterTest {
    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = dir.resolve("run-test.wandb");
    }

    @Test
    void writesTheOfficialBytes() throws IOException {
        try (LogWriter log = LogWriter.create(file)) {
            log.append(new Bytes());
        }
        // header, then a full chunk that holds the record number 1
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
                .startsWith("3a572642e1be00")
                .endsWith("0200010801");
    }

    @Test
    void refusesAFileThatExists() throws IOException {
        Files.createFile(file);
        assertThatThrownBy(() -> LogWriter.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void readsBackRecordsOfEverySizeAroundABlock() throws IOException {
        List<String> written = new ArrayList<>();
        try (LogWriter log = LogWriter.create(file)) {
            for (int size : new int[] {0, 1, 32_720, 32_730, 32_740, 32_750, 5, 32_767, 32_768, 100_000, 3}) {
                String value = "x".repeat(size);
                written.add(value);
                LogRecords.append(log, history(value));
            }
        }
        assertThat(values(file).equals(written)).isTrue();
    }

    @Test
    void fillsABlockToTheLastByte() throws IOException {
        for (int size = 32_690; size < 32_768; size++) {
            Path log = dir.resolve("run-" + size + ".wandb");
            try (LogWriter writer = LogWriter.create(log)) {
                LogRecords.append(writer, history("a".repeat(size)));
                LogRecords.append(writer, history("b"));
                LogRecords.append(writer, history("c"));
            }
            assertThat(values(log)).as("record of %s bytes", size).hasSize(3);
            assertThat(skipped(log)).as("record of %s bytes", size).isZero();
        }
    }

    @Test
    void seesARecordOnlyWhenItIsWhole() throws IOException {
        try (LogWriter log = LogWriter.create(file)) {
            LogRecords.append(log, history("first"));
            LogRecords.append(log, history("second"));
        }
        byte[] whole = Files.readAllBytes(file);
        Path growing = dir.resolve("growing.wandb");
        Files.write(growing, java.util.Arrays.copyOf(whole, whole.length - 1));
        try (LogReader reader = LogReader.open(growing)) {
            assertThat(reader.next()).map(LogWriterTest::value).contains("first");
            assertThat(reader.next()).isEmpty();
            Files.write(growing, whole);
            assertThat(reader.next()).map(LogWriterTest::value).contains("second");
            assertThat(reader.next()).isEmpty();
            assertThat(reader.skipped()).isZero();
        }
    }

    @Test
    void skipsABrokenBlockAndGoesOn() throws IOException {
        try (LogWriter log = LogWriter.create(file)) {
            for (int i = 0; i < 40; i++) {
                LogRecords.append(log, history(i + "-" + "x".repeat(2000)));
            }
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(5000);
            bytes.write(99);
        }
        List<String> values = values(file);
        assertThat(values.stream().map(value -> value.split("-")[0]))
                .startsWith("0", "1")
                .endsWith("38", "39");
        assertThat(values.size()).isBetween(20, 39);
    }

    @Test
    void readsAPrefixOfALogThatIsCutAnywhere() throws IOException {
        try (LogWriter log = LogWriter.create(file)) {
            for (int i = 0; i < 5; i++) {
                LogRecords.append(log, history("value " + i));
            }
        }
        byte[] whole = Files.readAllBytes(file);
        List<String> all = values(file);
        for (int length = 7; length < whole.length; length++) {
            Path cut = dir.resolve("cut-" + length);
            Files.write(cut, java.util.Arrays.copyOf(whole, length));
            List<String> values = values(cut);
            assertThat(all.subList(0, values.size())).isEqualTo(values);
        }
    }

    @Test
    void writesNothingBehindHalfARecord() throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw") {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (full.compareAndSet(true, false)) {
                    super.write(bytes, offset, length / 2);
                    throw new IOException("No space left on device");
                }
                super.write(bytes, offset, length);
            }
        };
        try (LogWriter log = new LogWriter(new LogFile(disk, null))) {
            LogRecords.append(log, history("first"));
            full.set(true);
            assertThatThrownBy(() -> LogRecords.append(log, history("second"))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> LogRecords.append(log, history("third"))).isInstanceOf(IOException.class);
        }
        assertThat(values(file)).containsExactly("first");
    }

    @Test
    void usesEveryByteThatTheDiskHasLeft() throws IOException {
        int most = 200_000;
        RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw") {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                int left = (int) Math.max(0, most - getFilePointer());
                super.write(bytes, offset, Math.min(left, length));
                if (left < length) {
                    throw new IOException("No space left on device");
                }
            }
        };
        int written = 0;
        try (FileChannel mapped = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                LogWriter log = new LogWriter(new LogFile(disk, mapped))) {
            for (; written < most; written++) {
                LogRecords.append(log, history("value " + written));
            }
        } catch (IOException e) {
            assertThat(e).hasMessage("No space left on device");
        }
        assertThat(values(file)).hasSize(written).last().isEqualTo("value " + (written - 1));
        assertThat(Files.size(file)).isEqualTo(most);
    }

    @Test
    void leavesNoRoomBehindItsLastRecord() throws IOException {
        try (LogWriter log = LogWriter.create(file)) {
            LogRecords.append(log, history("only"));
            assertThat(values(file)).containsExactly("only");
        }
        assertThat(Files.size(file)).isLessThan(100);
        assertThat(values(file)).containsExactly("only");
    }

    @Test
    void isReadWhileItIsWritten() throws Exception {
        int count = 40_000;
        try (LogWriter log = LogWriter.create(file);
                LogReader reader = LogReader.open(file)) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                SplittableRandom random = new SplittableRandom(5);
                for (int i = 0; i < count; i++) {
                    append(log, i + "x".repeat(random.nextInt(i % 1000 == 0 ? 100_000 : 300)));
                }
            });
            int read = 0;
            while (read < count && !writing.isCompletedExceptionally()) {
                Optional<Record> next = reader.next();
                if (next.isPresent()) {
                    assertThat(value(next.get()).replaceAll("x+", "")).isEqualTo(Integer.toString(read++));
                }
            }
            writing.get();
            assertThat(reader.skipped()).isZero();
        }
    }

    @Test
    void goesOnInAThreadThatIsInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try (LogWriter log = LogWriter.create(file)) {
            for (int i = 0; i < 10; i++) {
                LogRecords.append(log, history(i + "x".repeat(100_000)));
            }
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(values(file)).hasSize(10);
    }

    @Test
    void refusesAForeignFile() throws IOException {
        Files.writeString(file, "not a log at all");
        assertThatThrownBy(() -> LogReader.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a transaction log");
    }

    /** A reader that is strict about chunks, such as the official client's, would end where something is skipped. */
    private static long skipped(Path log) throws IOException {
        try (LogReader reader = LogReader.open(log)) {
            while (reader.next().isPresent()) {}
            return reader.skipped();
        }
    }

    private static void append(LogWriter log, String value) {
        try {
            LogRecords.append(log, history(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Record.Builder history(String value) {
        return Record.newBuilder()
                .setHistory(HistoryRecord.newBuilder()
                        .addItem(HistoryItem.newBuilder().addNestedKey("k").setValueJson(value)));
    }

    private static String value(Record record) {
        return record.getHistory().getItem(0).getValueJson();
    }

    private static List<String> values(Path file) throws IOException {
        List<String> values = new ArrayList<>();
        try (LogReader reader = LogReader.open(file)) {
            for (Optional<Record> next = reader.next(); next.isPresent(); next = reader.next()) {
                values.add(value(next.get()));
            }
        }
        return values;
    }
}
