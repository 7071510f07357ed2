package org.perpupil.io.nces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.equity.Study;
import org.perpupil.io.csv.CsvInput;
import org.perpupil.io.csv.PublishedData;
import org.perpupil.io.csv.StaffCsv;
import org.perpupil.io.csv.StudyCsv;
import org.perpupil.problem.Missing;

class NcesFilesTest {
    private static CsvInput text(String csv) {
        return CsvInput.of(new StringReader(csv), "a.csv");
    }

    @Test
    void reads_the_directory_and_takes_what_a_future_school_has_not_for_missing() throws IOException {
        Study schools = StudyCsv.read(
                        PublishedData.file("standards/nces/ccd_sch_029_2526_excerpt.csv"), NcesFiles.directory())
                .orThrow();

        // standards/README.md: 11 rows; a future school has M grades and "Not reported"
        assertThat(schools.size()).isEqualTo(11);
        assertThat(schools.units()).allSatisfy(unit -> assertThat(unit).matches("\\d{12}"));
        Study future = schools.where("status", "Future");
        assertThat(future.size()).isEqualTo(1);
        assertThat(future.missing(0, "lowest grade")).contains(Missing.NOT_GIVEN);
        assertThat(future.missing(0, "level")).contains(Missing.NOT_GIVEN);
        assertThat(schools.text(0, "lowest grade")).contains("07");
    }

    @Test
    void gives_the_lunch_total_and_never_adds_programs_to_it() throws IOException {
        Study lunch = StudyCsv.read(
                        PublishedData.file("standards/nces/ccd_sch_033_2122_excerpt.csv"), NcesFiles.lunch())
                .orThrow();
        Study direct = StudyCsv.read(
                        PublishedData.file("standards/nces/ccd_sch_033_2122_excerpt.csv"),
                        NcesFiles.directCertification())
                .orThrow();

        // standards/README.md: lunch table 174; a blank count is missing, not zero
        assertThat(lunch.numbers(NcesFiles.LUNCH)).containsExactly(174);
        assertThat(direct.number(0, NcesFiles.DIRECT_CERTIFICATION)).isEmpty();
    }

    @Test
    void gives_the_teachers_of_a_district() throws IOException {
        // standards/README.md: Teachers 2,114.93
        assertThat(StaffCsv.read(
                                PublishedData.file("standards/nces/ccd_lea_059_2122_staff_excerpt.csv"),
                                NcesFiles.teachers("5508520"),
                                FiscalYear.of(2022))
                        .orThrow()
                        .fte())
                .isEqualByComparingTo("2114.93");
    }

    @Test
    void reads_the_traps_of_the_lunch_and_staff_files() throws IOException {
        String lunch = "NCESSCH,DATA_GROUP,LUNCH_PROGRAM,STUDENT_COUNT,TOTAL_INDICATOR\n"
                + "010000500870,Direct Certification,Not Applicable,,Education Unit Total\n"
                + "010000500870,Free and Reduced-price Lunch Table,No Category Codes,\"1,174\",Education Unit Total\n"
                + "010000500870,Free and Reduced-price Lunch Table,Free lunch qualified,1000,Category Set A\n";
        String staff = "LEAID,STAFF,STAFF_COUNT,TOTAL_INDICATOR\n"
                + "0100005,Elementary Teachers,10.5,Category Set A\n"
                + "0100005,Aides,3,Category Set A\n"
                + "0100005,Teachers,15.25,Derived - Major Staffing Category\n"
                + "0100006,Teachers,99,Derived - Major Staffing Category\n"
                + "0100005,No Category Codes,30,Education Unit Total\n";

        Study table = StudyCsv.read(text(lunch), NcesFiles.lunch()).orThrow();

        assertThat(table.units()).containsExactly("010000500870");
        assertThat(table.numbers(NcesFiles.LUNCH)).containsExactly(1_174);
        assertThat(StudyCsv.read(text(lunch), NcesFiles.directCertification())
                        .orThrow()
                        .number(0, NcesFiles.DIRECT_CERTIFICATION))
                .isEmpty();
        assertThat(StaffCsv.read(text(staff), NcesFiles.teachers("0100005"), FiscalYear.of(2022))
                        .orThrow()
                        .fte())
                .isEqualByComparingTo("15.25");
        // 10.5 + 3
        assertThat(StaffCsv.read(text(staff), NcesFiles.staffByJob("0100005"), FiscalYear.of(2022))
                        .orThrow()
                        .fte())
                .isEqualByComparingTo("13.5");
    }

    @Test
    void reads_the_traps_of_the_directory() throws IOException {
        Study schools = StudyCsv.read(
                        text(
                                "NCESSCH,SCH_NAME,LEAID,LEVEL,GSLO,GSHI,SY_STATUS_TEXT,SCH_TYPE_TEXT,CHARTER_TEXT,MZIP\n"
                                        + "010000500870,Albertville,0100005,Middle,07,08,Open,Regular School,No,01234\n"
                                        + "010000602755,Asbury,0100006,Not reported,M,M,Future,Regular School,Not applicable,\n"),
                        NcesFiles.directory())
                .orThrow();

        assertThat(schools.texts("district")).containsExactly("0100005", "0100006");
        assertThat(schools.missing(1, "level")).contains(Missing.NOT_GIVEN);
        assertThat(schools.missing(1, "highest grade")).contains(Missing.NOT_GIVEN);
        assertThat(schools.missing(1, "charter")).contains(Missing.NOT_APPLICABLE);
    }
}
