package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.staff.Position;
import org.perpupil.staff.Staff;

class StaffCsvTest {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final CsvColumns<StaffCsv> COLUMNS = CsvColumns.of(StaffCsv.SCHOOL, "Site")
            .and(StaffCsv.JOB, "Job Class", Map.of("T1", "teacher", "C1", "counselor"))
            .and(StaffCsv.FTE, "FTE")
            .and(StaffCsv.PAY, "Salary and\nBenefits")
            .and(StaffCsv.YEARS, "Years");

    private static Loaded<Staff> read(String csv, CsvColumns<StaffCsv> columns) throws IOException {
        return StaffCsv.read(CsvInput.of(new StringReader(csv), "staff.csv"), columns, YEAR);
    }

    @Test
    void reads_positions_and_takes_no_missing_pay_for_none() throws IOException {
        Staff staff = read(
                        "Site,Job Class,FTE,Salary and Benefits,Years\n"
                                + "007,T1,1.0,\"$98,450.00\",14\n"
                                + "007,C1,.5,,\n",
                        COLUMNS)
                .orThrow();

        SchoolId school = SchoolId.of("007");
        assertThat(staff.positions())
                .containsExactly(
                        Position.at(school, "teacher", "1")
                                .paid(Money.ofDollars(98_450))
                                .withYears("14"),
                        Position.at(school, "counselor", "0.5"));
    }

    @Test
    void tells_every_fault_and_keeps_the_other_rows() throws IOException {
        Loaded<Staff> loaded = read(
                "Site,Job Class,FTE,Salary and Benefits,Years\n" + ",T1,1,2,3\n" + "1,X9,-1,-5,old\n" + "2,T1,1,2,3\n",
                COLUMNS);

        assertThat(loaded.value().positions()).hasSize(1);
        assertThat(loaded.rowsRead()).isEqualTo(3);
        assertThat(loaded.rowsUsed()).isEqualTo(1);
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("csv.missing", "staff.csv, line 2, column \"Site\""),
                        tuple("csv.code-unknown", "staff.csv, line 3, column \"Job Class\""),
                        tuple("csv.fte", "staff.csv, line 3, column \"FTE\""),
                        tuple("csv.money", "staff.csv, line 3, column \"Salary and\nBenefits\""),
                        tuple("csv.years", "staff.csv, line 3, column \"Years\""));
    }

    @Test
    void keeps_central_positions_apart_where_the_file_says_so() throws IOException {
        CsvColumns<StaffCsv> columns = CsvColumns.of(StaffCsv.SCHOOL, "Site")
                .and(StaffCsv.LEVEL, "Where", Map.of("D", "central", "S", "school"))
                .and(StaffCsv.JOB, "Job")
                .and(StaffCsv.FTE, "FTE");

        Staff staff = read("Site,Where,Job,FTE\n,D,psychologist,0.6\n1,S,teacher,1\n", columns)
                .orThrow();

        assertThat(staff.central().positions()).containsExactly(Position.central("psychologist", "0.6"));
        assertThat(staff.at(SchoolId.of("1")).positions()).hasSize(1);
    }

    @Test
    void without_a_column_of_schools_all_positions_are_the_districts() throws IOException {
        CsvColumns<StaffCsv> columns = CsvColumns.of(StaffCsv.JOB, "STAFF")
                .and(StaffCsv.FTE, "STAFF_COUNT")
                .in(CsvLayout.usual().onlyRows("TOTAL_INDICATOR", "Derived"));

        Staff staff = read(
                        "STAFF,STAFF_COUNT,TOTAL_INDICATOR\nAides,3.5,Category\nTeachers,\"2,114.93\",Derived\n",
                        columns)
                .orThrow();

        assertThat(staff.positions()).containsExactly(Position.central("Teachers", "2114.93"));
    }

    @Test
    void adds_up_teachers_of_a_district_in_the_national_file() throws IOException {
        CsvColumns<StaffCsv> columns = CsvColumns.of(StaffCsv.JOB, "STAFF")
                .and(StaffCsv.FTE, "STAFF_COUNT")
                .in(CsvLayout.usual().onlyRows("LEAID", "5508520").onlyRows("STAFF", "Teachers"));

        Staff staff = StaffCsv.read(
                        PublishedData.file("standards/nces/ccd_lea_059_2122_staff_excerpt.csv"),
                        columns,
                        FiscalYear.of(2022))
                .orThrow();

        // standards/README.md, NCES: Teachers 2,114.93
        assertThat(staff.fte()).isEqualByComparingTo("2114.93");
    }

    @Test
    void keeps_why_pay_and_years_are_missing() throws IOException {
        Staff staff = read("Site,Job Class,FTE,Salary and Benefits,Years\n007,T1,1,*,†\n", COLUMNS)
                .orThrow();

        assertThat(staff.positions())
                .containsExactly(Position.at(SchoolId.of("007"), "teacher", "1")
                        .withoutPay(Missing.SUPPRESSED)
                        .withoutYears(Missing.NOT_APPLICABLE));
    }
}
