package io.wandb4j.internal.stream;

import io.wandb4j.artifact.Digests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the server has of the files that may be uploaded more than once, so that only changed ones are. For one thread. */
final class SentContents {
    private final UploadedFiles folder;
    private final Map<String, Content> sending = new HashMap<>();
    private final Map<String, Content> sent = new HashMap<>();

    private record Content(String digest, FileStamp stamp) {}

    SentContents(UploadedFiles folder) {
        this.folder = folder;
    }

    /** Whether the server lacks the content that a file has now. */
    boolean isNew(String name) {
        Path file = folder.file(name);
        FileStamp stamp = FileStamp.of(file);
        try {
            Content now = new Content(Digests.of(file), stamp);
            sending.put(name, now);
            Content before = sent.get(name);
            return before == null || !before.digest().equals(now.digest());
        } catch (IOException e) {
            return true; // the upload tells what is wrong
        }
    }

    /** Notes that a file arrived. */
    void arrived(String name) {
        Content content = sending.remove(name);
        if (content != null && content.stamp().equals(FileStamp.of(folder.file(name)))) {
            sent.put(name, content);
        } else { // it changed on the way: nobody knows what the server has
            sent.remove(name);
        }
    }
}
