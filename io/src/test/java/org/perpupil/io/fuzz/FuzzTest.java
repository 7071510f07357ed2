package org.perpupil.io.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short run of what {@link FuzzRun} does for minutes, and a look at whether it would find anything. */
class FuzzTest {
    @TempDir
    private Path folder;

    static List<Subject> subjects() throws IOException {
        List<Subject> all = new ArrayList<>(Tables.all());
        all.addAll(Standards.all());
        all.addAll(Documents.all());
        all.addAll(Published.all());
        return all;
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void reads_sound_files_and_uses_rows(Subject subject) throws IOException {
        Path file = Files.write(
                folder.resolve("sound" + subject.suffix()), subject.seeds().get(0));

        assertThat(subject.reading().read(file).rowsUsed()).isPositive();
    }

    @Test
    void stands_some_broken_files_of_every_kind() throws IOException {
        try (Fuzz fuzz = new Fuzz(20_270_701, folder)) {
            for (Subject subject : subjects()) {
                for (int i = 0; i < 40; i++) {
                    fuzz.once(List.of(subject));
                }
            }
            assertThat(fuzz.files()).isEqualTo(40L * subjects().size());
        }
    }

    @Test
    void would_tell_of_a_crash_and_of_a_row_that_is_lost() throws IOException {
        Path file = Files.writeString(folder.resolve("any.csv"), "a");
        try (Fuzz fuzz = new Fuzz(1, folder)) {
            assertThatThrownBy(() -> fuzz.check(
                            new Subject("crashing", ".csv", List.of(), true, any -> {
                                throw new IllegalStateException("no");
                            }),
                            file))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("crashing java.lang.IllegalStateException");
            assertThatThrownBy(() -> fuzz.check(
                            new Subject("losing", ".csv", List.of(), true, any -> new Subject.Outcome(2, 1, List.of())),
                            file))
                    .hasMessageContaining("loses 1 rows and tells no problem");
        }
    }
}
