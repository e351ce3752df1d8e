package io.wandb4j.internal.log;

import io.wandb4j.internal.log.proto.Record;
import java.io.IOException;

/** Appends records that are not rows. */
public final class LogRecords {
    private LogRecords() {}

    /** Appends a record with one field set; its number is given by the log. */
    public static void append(LogWriter log, Record.Builder record) throws IOException {
        byte[] bytes = record.clearNum().build().toByteArray();
        Bytes field = new Bytes();
        field.raw(bytes, 0, bytes.length);
        log.append(field);
    }
}
