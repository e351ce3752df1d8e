package io.wandb4j.internal.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What shows at little cost that a file has changed. */
record FileStamp(FileTime time, long size) {
    /** That of a file that is not there. */
    static final FileStamp NONE = new FileStamp(FileTime.fromMillis(0), -1);

    /** Looks at a file, through links. */
    static FileStamp of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(attributes.lastModifiedTime(), attributes.size());
        } catch (IOException e) {
            return NONE;
        }
    }
}
