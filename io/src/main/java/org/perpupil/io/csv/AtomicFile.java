package org.perpupil.io.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file whole or not at all: readers see the old file or the new one, never a part. */
final class AtomicFile {
    private AtomicFile() {}

    /** What is written, as UTF-8. */
    @FunctionalInterface
    interface Text {
        void writeTo(Writer writer) throws IOException;
    }

    static void write(Path file, Text text) throws IOException {
        Path name = file.getFileName();
        if (name == null) {
            throw new IllegalArgumentException("\"%s\" names no file".formatted(file));
        }
        // Not createTempFile, whose files only their owner may read.
        Path draft = file.resolveSibling("." + name + "." + UUID.randomUUID() + ".tmp");
        try {
            try (Writer writer = Files.newBufferedWriter(draft, UTF_8, StandardOpenOption.CREATE_NEW)) {
                text.writeTo(writer);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
