package org.perpupil.io.california;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.district.School;
import org.perpupil.io.csv.CsvInput;
import org.perpupil.io.csv.PublishedData;
import org.perpupil.io.csv.SchoolColumns;
import org.perpupil.io.csv.SchoolsCsv;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

class CaliforniaFilesTest {
    @TempDir
    private Path folder;

    private static BigDecimal sum(List<School> schools, PupilGroup group) {
        return schools.stream()
                .map(school -> school.enrollment().count(group))
                .flatMap(Optional::stream)
                .map(PupilCount::value)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void unduplicated_counts_of_a_county_add_up_as_published() throws IOException {
        List<School> schools = SchoolsCsv.read(
                        PublishedData.file("standards/calpads/cupc-2019-20-sacramento-county.csv"),
                        CaliforniaFiles.unduplicatedCounts("total_enrolled"))
                .orThrow();

        // standards/README.md, CALPADS UPC file: 391 rows, 249,194 enrolled, UPC 155,902
        assertThat(schools).hasSize(391);
        assertThat(sum(schools, ALL_PUPILS)).isEqualByComparingTo("249194");
        assertThat(sum(schools, CaliforniaFiles.UNDUPLICATED)).isEqualByComparingTo("155902");
        List<School> twinRivers = schools.stream()
                .filter(school -> school.text("district").equals(Optional.of("Twin Rivers Unified")))
                .toList();
        // the same: 55 rows, 33,006 enrolled, 28,840 unduplicated FRPM, 10,834 EL, UPC 29,576
        assertThat(twinRivers).hasSize(55);
        assertThat(sum(twinRivers, ALL_PUPILS)).isEqualByComparingTo("33006");
        assertThat(sum(twinRivers, POVERTY)).isEqualByComparingTo("28840");
        assertThat(sum(twinRivers, ENGLISH_LEARNER)).isEqualByComparingTo("10834");
        assertThat(sum(twinRivers, CaliforniaFiles.UNDUPLICATED)).isEqualByComparingTo("29576");
    }

    // data/README.md, california: Los Angeles 997 rows, 646,683 enrolled K–12, 488,670 eligible; Twin Rivers 55,
    // 31,035, 25,730
    @ParameterizedTest
    @CsvSource({"los-angeles, 997, 646683, 488670", "twin-rivers, 55, 31035, 25730"})
    void free_meals_of_a_district_add_up_as_published(String district, int rows, String enrolled, String eligible)
            throws IOException {
        List<School> schools = SchoolsCsv.read(
                        PublishedData.file("california/frpm-2014-15-%s.csv".formatted(district)),
                        CaliforniaFiles.freeMeals())
                .orThrow();

        assertThat(schools).hasSize(rows);
        assertThat(sum(schools, ALL_PUPILS)).isEqualByComparingTo(enrolled);
        assertThat(sum(schools, POVERTY)).isEqualByComparingTo(eligible);
    }

    @Test
    void both_blocks_of_the_count_report_add_up_as_printed() throws IOException {
        Path report = PublishedData.file("standards/calpads/calpads-report-1.17-losangeles-2017-18.xlsx");

        Loaded<List<School>> ordinary = SchoolsCsv.read(report, CaliforniaFiles.countReport());
        Loaded<List<School>> charter = SchoolsCsv.read(report, CaliforniaFiles.charterCountReport());

        assertThat(ordinary.problems()).isEmpty();
        assertThat(charter.problems()).isEmpty();
        // standards/README.md: 731 non-charter and 298 charter rows; 21 charter codes stand in two rows
        assertThat(ordinary.rowsRead()).isEqualTo(731);
        assertThat(ordinary.value()).hasSize(731);
        assertThat(charter.rowsRead()).isEqualTo(298);
        assertThat(charter.rowsUsed()).isEqualTo(298);
        assertThat(charter.value()).hasSize(298 - 21);
        // the same, non-charter / charter: enrollment 460,519 / 154,331; FRPM 386,128 / 103,924; EL 112,933 / 27,307;
        // total
        // unduplicated 399,225 / 111,070
        assertThat(sum(ordinary.value(), ALL_PUPILS)).isEqualByComparingTo("460519");
        assertThat(sum(charter.value(), ALL_PUPILS)).isEqualByComparingTo("154331");
        assertThat(sum(ordinary.value(), CaliforniaFiles.MEAL_PROGRAM)).isEqualByComparingTo("386128");
        assertThat(sum(charter.value(), CaliforniaFiles.MEAL_PROGRAM)).isEqualByComparingTo("103924");
        assertThat(sum(ordinary.value(), ENGLISH_LEARNER)).isEqualByComparingTo("112933");
        assertThat(sum(charter.value(), ENGLISH_LEARNER)).isEqualByComparingTo("27307");
        assertThat(sum(ordinary.value(), CaliforniaFiles.UNDUPLICATED)).isEqualByComparingTo("399225");
        assertThat(sum(charter.value(), CaliforniaFiles.UNDUPLICATED)).isEqualByComparingTo("111070");
    }

    @Test
    void reads_the_traps_of_a_count_report() throws IOException {
        Path file = folder.resolve("report.xlsx");
        try (OutputStream stream = Files.newOutputStream(file);
                Workbook workbook = new Workbook(stream, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("1.17");
            sheet.value(2, 10, "1.17 - Count");
            sheet.value(8, 2, "Non-Charter School(s)");
            header(sheet, 10, 24, 27);
            school(sheet, 11, 24, 27, "0109280", "Amanecer", 170, 163, 0, 5, 0, 94, 164, 93, 167);
            total(sheet, 12, 24, 27, 12, 12);
            sheet.value(14, 2, "Charter School(s)");
            header(sheet, 16, 23, 26);
            school(sheet, 17, 23, 26, 102434, "Animo", 8, 2, 1, 0, 0, 2, 3, 1, 4);
            school(sheet, 18, 23, 26, "0102434", "Animo", 400, 300, 0, 0, 0, 2, 310, 40, 320);
            total(sheet, 19, 23, 26, 18, 19);
            sheet.value(20, 2, "TOTAL LEA");
            sheet.value(22, 2, "This report includes pupils of the grades K to 12.");
        }

        List<School> ordinary =
                SchoolsCsv.read(file, CaliforniaFiles.countReport()).orThrow();
        List<School> charter =
                SchoolsCsv.read(file, CaliforniaFiles.charterCountReport()).orThrow();

        assertThat(ordinary).extracting(school -> school.id().value()).containsExactly("0109280");
        assertThat(ordinary.get(0).enrollment().count(POVERTY)).contains(PupilCount.of(164));
        assertThat(charter).extracting(school -> school.id().value()).containsExactly("0102434");
        // 8 + 400, and 3 + 310, although the columns stand elsewhere than above
        assertThat(charter.get(0).enrollment().pupils()).isEqualTo(PupilCount.of(408));
        assertThat(charter.get(0).enrollment().count(POVERTY)).contains(PupilCount.of(313));
    }

    private static void header(Worksheet sheet, int row, int direct, int poor) {
        sheet.value(row, 2, "School Code");
        sheet.value(row, 4, "School Name");
        sheet.value(row, 11, "Total Enrollment");
        sheet.value(row, 14, "Free & Reduced Meal Program: 181/182");
        sheet.value(row, 16, "Foster");
        sheet.value(row, 18, "Homeless (1)");
        sheet.value(row, 21, "Migrant Program: 135");
        sheet.value(row, direct, "Direct Certification");
        sheet.value(row, poor, "Unduplicated Eligible Free/Reduced Meal Counts");
        sheet.value(row, 31, "EL Funding Eligible (2)");
        sheet.value(row, 34, "Total Unduplicated FRPM/EL Eligible (3)");
    }

    private static void school(
            Worksheet sheet, int row, int direct, int poor, Object code, String name, int... counts) {
        if (code instanceof String text) {
            sheet.value(row, 2, text);
        } else {
            sheet.value(row, 2, (Number) code);
        }
        sheet.value(row, 4, name);
        int[] places = {11, 14, 16, 18, 21, direct, poor, 31, 34};
        for (int i = 0; i < places.length; i++) {
            sheet.value(row, places[i], counts[i]);
        }
    }

    private static void total(Worksheet sheet, int row, int direct, int poor, int first, int last) {
        sheet.value(row, 2, "TOTAL - Selected Schools");
        sheet.formula(row, 11, "SUM(L%s:L%s)".formatted(first, last));
        sheet.formula(row, direct, "SUM(X%s:X%s)".formatted(first, last));
        sheet.formula(row, poor, "SUM(AA%s:AA%s)".formatted(first, last));
    }

    @Test
    void reads_the_traps_of_unduplicated_counts() throws IOException {
        String csv = "Academic Year,County Code,District Code,School Code,District Name,School Name,School Type,"
                + "\"Charter \nSchool \n(Y/N)\",Low Grade,High Grade,total_enrolled,\"Free &\nReduced\nMeal\nProgram\",Foster,"
                + "Homeless,\"Migrant\nProgram\",\"Unduplicated\nFRPM Eligible \nCount\",\"English \nLearner \n(EL)\","
                + "\"CALPADS Unduplicated \nPupil Count\n(UPC)\",lookup\r\n"
                + "2019-2020,34,10348,0106229,County Office,Palmiter,Special,No ,7,12,\"1,777\",13,2,9,0,42,1,42,#N/A\r\n"
                + "2019-2020,01,10017,112607,Oakland,Envision,High,Yes,9,Adult,85,N/A,,#N/A,0,60,12,117,x\r\n";

        Loaded<List<School>> loaded = SchoolsCsv.read(
                CsvInput.of(new StringReader(csv), "a.csv"), CaliforniaFiles.unduplicatedCounts("total_enrolled"));

        School palmiter = loaded.value().get(0);
        assertThat(palmiter.id().value()).isEqualTo("34103480106229");
        assertThat(palmiter.flag("charter")).contains(false);
        assertThat(palmiter.enrollment().pupils()).isEqualTo(PupilCount.of(1_777));
        // an unduplicated count above the enrolment is a fault of its row
        assertThat(loaded.value()).hasSize(1);
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("count.above-enrolment", "117 pupils, more than the 85 enrolled"));
    }

    @Test
    void what_is_not_available_in_unduplicated_counts_is_missing() throws IOException {
        String csv = "County Code,District Code,School Code,District Name,School Name,School Type,Charter School (Y/N),"
                + "Low Grade,High Grade,Total Enrollment,Free & Reduced Meal Program,Foster,Homeless,Migrant Program,"
                + "Unduplicated FRPM Eligible Count,English Learner (EL),CALPADS Unduplicated Pupil Count (UPC)\n"
                + "01,10017,0112607,Oakland,Envision,High,N/A,9,Adult,85,N/A,,#N/A,0,60,12,62\n";

        School envision = SchoolsCsv.read(
                        CsvInput.of(new StringReader(csv), "a.csv"),
                        CaliforniaFiles.unduplicatedCounts("Total Enrollment"))
                .orThrow()
                .get(0);

        assertThat(envision.enrollment().count(CaliforniaFiles.MEAL_PROGRAM)).isEmpty();
        assertThat(envision.enrollment().count(NeedCategory.FOSTER)).isEmpty();
        assertThat(envision.enrollment().count(NeedCategory.HOMELESS)).isEmpty();
        assertThat(envision.enrollment().count(NeedCategory.MIGRANT)).contains(PupilCount.ZERO);
        assertThat(envision.flag("charter")).isEmpty();
        assertThat(envision.enrollment().spans()).extracting(GradeSpan::name).containsExactly("9–12");
    }

    @Test
    void free_meals_have_rows_without_grades_and_codes_without_zeros() throws IOException {
        String csv = "County Code,District Code,School Code,School Name,District Name,School Type,Charter School (Y/N),"
                + "Low Grade,High Grade,Enrollment (K-12),FRPM Count (K-12)\n"
                + "34,76505,0000001,\"Nonpublic, Nonsectarian Schools\",Twin Rivers,,,,,65.0,22.0\n"
                + "34,76505,100487,Norwood,Twin Rivers,Intermediate,0,P,5,709.0,616.0\n"
                + "34,76505,0101766,Outreach,Twin Rivers,K-12,1,K,12,15,16\n";

        Loaded<List<School>> loaded =
                SchoolsCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), CaliforniaFiles.freeMeals());

        assertThat(loaded.value())
                .extracting(
                        school -> school.id().value(),
                        school -> school.enrollment().spans().toString(),
                        school -> school.flag("charter"))
                .containsExactly(
                        tuple("34765050000001", "[all grades]", Optional.empty()),
                        tuple("34765050100487", "[PK–5]", Optional.of(false)));
        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("count.above-enrolment");
    }

    @Test
    void a_mapping_can_be_changed_like_any_other() {
        SchoolColumns changed =
                CaliforniaFiles.unduplicatedCounts("Total Enrollment").text("county", "County Name");

        assertThat(changed.columns()).contains("Total Enrollment", "County Name");
    }
}
