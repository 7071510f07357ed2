package org.perpupil.io.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Breaks files for ten minutes, or for as many as the property {@code perpupil.fuzz.minutes} says; the property {@code perpupil.fuzz.seed} breaks
 * others. A file that a reader did not stand is left in {@code target/fuzz}.
 */
class FuzzRun {
    @Test
    void no_broken_file_crashes_a_reader_keeps_it_busy_or_loses_a_row_without_a_word() throws IOException {
        long seed = Long.getLong("perpupil.fuzz.seed", 1);
        Duration length = Duration.ofMinutes(Long.getLong("perpupil.fuzz.minutes", 10));
        Path folder = Files.createDirectories(Path.of("target", "fuzz"));
        List<Subject> subjects = FuzzTest.subjects();
        try (Fuzz fuzz = new Fuzz(seed, folder)) {
            long end = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < end) {
                fuzz.once(subjects);
            }
            assertThat(fuzz.files()).isPositive();
            System.out.printf(
                    "%s files of %s kinds were broken and read (seed %s)%n", fuzz.files(), subjects.size(), seed);
        }
    }
}
