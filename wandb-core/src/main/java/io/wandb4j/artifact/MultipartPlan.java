package io.wandb4j.artifact;

import java.util.ArrayList;
import java.util.List;

/** How a large file is cut for its upload.
 *
 * @param fileSize of the whole, in bytes
 * @param partSize of each part but the last, in bytes */
public record MultipartPlan(long fileSize, long partSize) {
    /** From this size on a file goes in parts. */
    public static final long THRESHOLD = 2L << 30;

    private static final long PART = 100L << 20;
    private static final long MOST_PARTS = 10_000;
    private static final long GRAIN = 4096;

    /** The plan for a file of so many bytes. */
    public static MultipartPlan of(long fileSize) {
        if (fileSize < PART * MOST_PARTS) {
            return new MultipartPlan(fileSize, PART);
        }
        long least = (fileSize + MOST_PARTS - 1) / MOST_PARTS;
        return new MultipartPlan(fileSize, (least + GRAIN - 1) / GRAIN * GRAIN);
    }

    /** A part of the file; parts count from 1. */
    public record Part(int number, long offset, long length) {}

    /** All parts, in their order. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (long offset = 0; offset < fileSize; offset += partSize) {
            parts.add(new Part(parts.size() + 1, offset, Math.min(partSize, fileSize - offset)));
        }
        return parts;
    }
}
