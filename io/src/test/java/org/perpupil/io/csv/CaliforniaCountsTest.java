package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.district.School;
import org.perpupil.io.csv.SchoolColumns.Digits;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/** The layout of California's unduplicated pupil counts: headers over several lines, ids in three columns, thousands. */
class CaliforniaCountsTest {
    /** A need of its own: in one row it is more than the needs it is said to be made of. */
    private static final NeedCategory UNDUPLICATED = new NeedCategory("unduplicated");

    private static SchoolColumns.WholeSchool start() {
        return SchoolColumns.id(
                        new Digits("County Code", 2), new Digits("District Code", 5), new Digits("School Code", 7))
                .name("School Name")
                .gradesFrom("Low Grade", "High Grade", Map.of("Adult", Grade.parse("12"), "13", Grade.parse("12")));
    }

    private static SchoolColumns of2020() {
        return start().pupils("total_enrolled")
                .need(NeedCategory.POVERTY, "Unduplicated FRPM Eligible Count")
                .need(NeedCategory.ENGLISH_LEARNER, "English Learner (EL)")
                .need(NeedCategory.FOSTER, "Foster")
                .need(UNDUPLICATED, "CALPADS Unduplicated Pupil Count (UPC)")
                .text("district", "District Name");
    }

    private static BigDecimal sum(List<School> schools, PupilGroup group) {
        return schools.stream()
                .map(school -> school.enrollment().count(group))
                .flatMap(Optional::stream)
                .map(PupilCount::value)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void puts_back_the_zeros_that_a_spreadsheet_took() throws IOException {
        List<School> schools = SchoolsCsv.read(
                        PublishedData.file("standards/calpads/calpads-upc-2017-18-escondido.csv"),
                        start().pupils("total_enrolled")
                                .need(NeedCategory.POVERTY, "unduplicated_frpm")
                                .need(NeedCategory.ENGLISH_LEARNER, "english_learner"))
                .value();
        // standards/README.md: 60 rows; the first is school 102590 of district 68098, county 37
        assertThat(schools).hasSize(60);
        assertThat(schools.get(0).id().value()).isEqualTo("37680980102590");
    }

    @Test
    void reads_what_such_a_file_has() throws IOException {
        String csv = "County Code,District Code,School Code,School Name,Low Grade,High Grade,total_enrolled,"
                + "\"Unduplicated\nFRPM Eligible \nCount\",\"English \nLearner \n(EL)\",Foster,"
                + "\"CALPADS Unduplicated \nPupil Count\n(UPC)\",District Name\r\n"
                + "01,10017,0112607,Envision,9,12,\"1,777\",300,50,N/A,320,Alameda\r\n"
                + "1,10017,112608,Nonpublic,,,65,22,*,0,22,Alameda\r\n"
                + "01,10017,0112609,Kinder,KG,05,20,2,1,0,2,Alameda\r\n"
                + "01,1001x,0112610,Odd,Nursery,12,20,2,1,0,2,Alameda\r\n"
                + "01,10017,0112611,Down,5,K,20,2,1,0,2,Alameda\r\n";

        Loaded<List<School>> loaded = SchoolsCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), of2020());

        assertThat(loaded.value())
                .extracting(
                        school -> school.id().value(),
                        school -> school.enrollment().spans().toString())
                .containsExactly(
                        tuple("01100170112607", "[9–12]"),
                        tuple("01100170112608", "[all grades]"),
                        tuple("01100170112609", "[K–5]"));
        assertThat(sum(loaded.value(), NeedCategory.ALL_PUPILS)).isEqualByComparingTo("1862");
        assertThat(loaded.value().get(2).enrollment().spans()).containsExactly(GradeSpan.of("K–5", "K", "5"));
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("csv.id", "a.csv, line 11, column \"District Code\""),
                        tuple("csv.grade", "a.csv, line 11, column \"Low Grade\""),
                        tuple("csv.grade", "a.csv, line 12, column \"High Grade\""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Digits("County Code", 21));
    }
}
