package io.wandb4j.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.wandb4j.internal.log.proto.Record;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Lets a fuzzer that watches the reader's branches look for bytes that it cannot bear. */
class LogReaderFuzzTest {
    private static Path file = Path.of("");

    @BeforeAll
    static void makeFile() throws IOException {
        file = Files.createTempFile("fuzz", ".wandb");
    }

    @AfterAll
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    @FuzzTest(maxDuration = "1m")
    void readsAnyBytesToTheirEnd(byte[] bytes) throws IOException {
        readsToTheEnd(withHeader(bytes));
        readsToTheEnd(withSoundChecksums(bytes));
    }

    /** The bytes as chunks whose checksums are right, so that the fuzzer comes past them. */
    private static byte[] withSoundChecksums(byte[] bytes) {
        byte[] log = withHeader(bytes);
        for (int at = LogFormat.HEADER.length; at + LogFormat.CHUNK_HEADER < log.length; ) {
            int length = Math.min((log[at + 4] & 0xFF) | ((log[at + 5] & 0x7F) << 8), log.length - at - LogFormat.CHUNK_HEADER);
            log[at + 4] = (byte) length;
            log[at + 5] = (byte) (length >> 8);
            CRC32 checksum = new CRC32();
            checksum.update(log, at + 6, length + 1);
            for (int i = 0; i < 4; i++) {
                log[at + i] = (byte) (checksum.getValue() >> (8 * i));
            }
            at += LogFormat.CHUNK_HEADER + length;
        }
        return log;
    }

    private static void readsToTheEnd(byte[] log) throws IOException {
        Files.write(file, log);
        try (LogReader reader = LogReader.open(file)) {
            long before = 0;
            for (Optional<Record> next = reader.next(); next.isPresent(); next = reader.next()) {
                assertThat(reader.position()).isGreaterThan(before);
                before = reader.position();
            }
            assertThat(reader.position()).isLessThanOrEqualTo(log.length + (long) LogFormat.BLOCK);
            assertThat(reader.next()).isEmpty();
        }
    }

    private static byte[] withHeader(byte[] bytes) {
        byte[] log = new byte[LogFormat.HEADER.length + bytes.length];
        System.arraycopy(LogFormat.HEADER, 0, log, 0, LogFormat.HEADER.length);
        System.arraycopy(bytes, 0, log, LogFormat.HEADER.length, bytes.length);
        return log;
    }
}
