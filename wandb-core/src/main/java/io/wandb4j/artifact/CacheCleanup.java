package io.wandb4j.artifact;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Removes files of the cache, those that were not used for longest first. */
final class CacheCleanup {
    private final Path folder;

    CacheCleanup(Path folder) {
        this.folder = folder;
    }

    /** A file of the cache. */
    private record Content(Path file, long size, FileTime lastUse) {}

    /** The bytes of all contents. */
    long size() throws IOException {
        return files("obj").stream().mapToLong(Content::size).sum();
    }

    long to(long targetBytes, boolean temporaries) throws IOException {
        long gone = 0;
        List<Content> temporary = files("tmp");
        long size = temporary.stream().mapToLong(Content::size).sum();
        if (temporaries) {
            for (Content content : temporary) {
                gone += remove(content);
            }
        }
        List<Content> contents = files("obj");
        size += contents.stream().mapToLong(Content::size).sum() - gone;
        contents.sort(Comparator.comparing(Content::lastUse));
        for (Content content : contents) {
            if (size <= targetBytes) {
                return gone;
            }
            long removed = remove(content);
            size -= removed;
            gone += removed;
        }
        return gone;
    }

    private static long remove(Content content) throws IOException {
        return Files.deleteIfExists(content.file()) ? content.size() : 0;
    }

    private List<Content> files(String name) throws IOException {
        List<Content> found = new ArrayList<>();
        Path start = folder.resolve(name);
        if (!Files.isDirectory(start)) {
            return found;
        }
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(new Content(file, attributes.size(), attributes.lastAccessTime()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE; // another process removed it
            }
        });
        return found;
    }
}
