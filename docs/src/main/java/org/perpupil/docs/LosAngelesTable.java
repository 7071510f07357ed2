package org.perpupil.docs;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.perpupil.district.School;
import org.perpupil.io.csv.CsvInput;
import org.perpupil.io.csv.SchoolColumns;
import org.perpupil.io.csv.SchoolsCsv;
import org.perpupil.problem.Loaded;
import org.perpupil.pupils.NeedCategory;

/** Reads the table of facts about the Los Angeles schools of 2000; its provenance stands beside it. */
final class LosAngelesTable {
    private static final String TABLE = "los-angeles-2000/schools.csv";

    private LosAngelesTable() {}

    /** Which column holds what: all that has to be said for a district's own file. */
    static SchoolColumns columns() {
        return SchoolColumns.id("school_code")
                .name("school")
                .levelFrom("type", Map.of("E", LosAngeles.ELEMENTARY, "M", LosAngeles.MIDDLE, "H", LosAngeles.HIGH))
                .pupils("pupils")
                .needFromPercent(NeedCategory.POVERTY, "subsidised_meals_percent")
                .needFromPercent(NeedCategory.ENGLISH_LEARNER, "english_learner_percent")
                .text("type", "type")
                .number("subsidised meals per cent", "subsidised_meals_percent");
    }

    static Loaded<List<School>> schools() throws IOException {
        try (Reader table = new InputStreamReader(
                requireNonNull(LosAngelesTable.class.getResourceAsStream(TABLE), TABLE), StandardCharsets.UTF_8)) {
            return SchoolsCsv.read(CsvInput.of(table, TABLE), columns());
        }
    }
}
