package org.perpupil.io.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file whole or not at all: readers see the old file or the new one, never a part. */
public final class AtomicFile {
    private AtomicFile() {}

    /** What is written. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }

    /** Writes a text in UTF-8, as {@link #write(Path, Content)} does. */
    public static void write(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(file, stream -> stream.write(bytes));
    }

    /**
     * Writes the file.
     *
     * @throws IOException if the file cannot be written or the content throws it; an older file is then left as it was
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path name = target.getFileName();
        if (name == null) {
            throw new IllegalArgumentException("\"%s\" names no file".formatted(file));
        }
        // Not createTempFile, whose files only their owner may read.
        Path draft = target.resolveSibling("." + name + "." + UUID.randomUUID() + ".tmp");
        try {
            try (OutputStream stream =
                    new BufferedOutputStream(Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW))) {
                content.writeTo(stream);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
