package io.wandb4j.internal.log;

/** The container of the transaction log: blocks of 32 KiB holding checksummed chunks, as LevelDB's log.
 *
 * <p>Differences from LevelDB: a header of seven bytes at the start of the file, and a plain CRC-32 over type and data. */
final class LogFormat {
    /** ":W&amp;B", the low 16 bits of CRC-32("Weights &amp; Biases") little-endian, version 0. */
    static final byte[] HEADER = {0x3A, 0x57, 0x26, 0x42, (byte) 0xE1, (byte) 0xBE, 0x00};

    static final int BLOCK = 32 * 1024;
    static final int CHUNK_HEADER = 7;

    static final int FULL = 1;
    static final int FIRST = 2;
    static final int MIDDLE = 3;
    static final int LAST = 4;

    private LogFormat() {}
}
