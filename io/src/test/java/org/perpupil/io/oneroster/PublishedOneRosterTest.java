package org.perpupil.io.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.problem.Loaded;

/** Reads the sample sets of a learning platform, where they are at hand. */
class PublishedOneRosterTest {
    @ParameterizedTest
    @CsvSource({"1.1, 7, 3", "1.2, 14, 6"})
    void tells_that_the_school_of_the_only_department_is_missing(String version, int rows, int passedOver)
            throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(file("standards/oneroster-" + version));

        assertThat(loaded.value().version()).contains(version);
        // Counted by hand in the published files: 1 organisation, 6 users and, in version 1.2, 7 roles; three users are
        // students, and so
        // are three roles.
        assertThat(loaded.rowsRead()).isEqualTo(rows);
        assertThat(loaded.value().passedOver(OneRoster.Reason.NOT_A_PUPIL))
                .isEqualTo(passedOver + (rows == 14 ? 1 : 0));
        assertThat(loaded.problems())
                .hasSize(4)
                .allMatch(problem -> problem.code().equals("oneroster.school-missing"))
                .allMatch(
                        problem -> problem.found()
                                .equals(
                                        "the department \"org-sch-222-456\", whose parent \"org-sch-222-3456\" is not in orgs.csv"));
        assertThat(loaded.value().headCounts()).isEmpty();
    }

    private static Path file(String path) {
        Optional<String> data = Optional.ofNullable(System.getProperty("perpupil.data"))
                .or(() -> Optional.ofNullable(System.getenv("PERPUPIL_DATA")));
        Assumptions.assumeTrue(data.isPresent(), "neither perpupil.data nor PERPUPIL_DATA is set");
        return Path.of(data.orElseThrow(), path);
    }
}
