package io.wandb4j.run;

import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.stream.RunStream;
import java.util.List;
import java.util.function.Consumer;

/** What people call a run and say of it, which may change while it goes on. Safe for use by several threads. */
final class RunNames {
    private final Object lock = new Object();
    private final RunStream stream;
    private volatile RunRecord record;

    /** Goes on from the run's first record. */
    RunNames(RunStream stream, RunRecord first) {
        this.stream = stream;
        this.record = first;
    }

    String name() {
        return record.getDisplayName();
    }

    List<String> tags() {
        return List.copyOf(record.getTagsList());
    }

    String notes() {
        return record.getNotes();
    }

    boolean isResumed() {
        return record.getResumed();
    }

    /** Changes something and tells the log. */
    void change(Consumer<RunRecord.Builder> change) {
        synchronized (lock) {
            RunRecord.Builder builder = record.toBuilder();
            change.accept(builder);
            record = builder.build();
            stream.append(Record.newBuilder().setRun(record));
        }
    }
}
