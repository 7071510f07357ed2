package org.perpupil.io.dcps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.pupils.NeedCategory.SPECIAL_EDUCATION;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.io.csv.BudgetsCsv;
import org.perpupil.io.csv.CsvInput;
import org.perpupil.io.csv.PublishedData;
import org.perpupil.io.csv.SchoolsCsv;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;

class DcpsFilesTest {
    private static final String FILE = "dcps/school-budgets-fy2015-fy2017.csv";

    private static BigDecimal total(List<School> schools) {
        return schools.stream()
                .map(school -> school.number(DcpsFiles.TOTAL).orElseThrow())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    // data/README.md: AMT_TOTAL FY15/16/17 533,053,410.15 / 589,319,656.56 / 608,507,467; formulas.md 1.1: 103, 113 and
    // 115 rows
    @ParameterizedTest
    @CsvSource({"2015, 103, 533053410.15", "2017, 115, 608507467.00"})
    void totals_of_a_year_add_up_as_published(int year, int rows, BigDecimal total) throws IOException {
        List<School> schools = SchoolsCsv.read(PublishedData.file(FILE), DcpsFiles.schools(FiscalYear.of(year)))
                .orThrow();

        assertThat(schools).hasSize(rows);
        assertThat(total(schools).setScale(2, RoundingMode.HALF_UP)).isEqualTo(total);
    }

    @Test
    void a_school_with_more_special_education_than_pupils_is_told_and_its_dollars_are_kept() throws IOException {
        Path file = PublishedData.file(FILE);
        FiscalYear year = FiscalYear.of(2016);

        Loaded<List<School>> schools = SchoolsCsv.read(file, DcpsFiles.schools(year));
        Loaded<Budgets> budgets = BudgetsCsv.read(file, DcpsFiles.budgets(year), year, DcpsFiles.sources());

        // data/README.md: two FY2016 rows, CHOICE 10 of 9, River Terrace 110 of 108; formulas.md 1.1: 113 rows
        assertThat(schools.rowsRead()).isEqualTo(113);
        assertThat(schools.value()).hasSize(111);
        assertThat(schools.problems())
                .extracting(Problem::code, Problem::found)
                .containsExactlyInAnyOrder(
                        tuple("count.above-enrolment", "10 pupils, more than the 9 enrolled"),
                        tuple("count.above-enrolment", "110 pupils, more than the 108 enrolled"));
        assertThat(budgets.problems()).isEmpty();
        assertThat(budgets.value().all()).hasSize(113);
        // every amount of the lines rounded half up to cents and added with Python 3's decimal: 589,999,656.80
        assertThat(budgets.value().total()).isEqualTo(Money.ofCents(58_999_965_680L));
        // the same: exactly they add up to 589,999,656.5684066
        assertThat(budgets.notices()).extracting(Notice::code).containsOnly("csv.rounded", "csv.rows-passed-over");
        assertThat(changes(budgets)).isEqualByComparingTo("0.2315934");
    }

    private static BigDecimal changes(Loaded<Budgets> budgets) {
        return budgets.notices().stream()
                .filter(notice -> notice.code().equals("csv.rounded"))
                .map(notice -> new BigDecimal(notice.said().replaceFirst(".* by (\\S+) dollars\\.", "$1")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void reads_the_traps_of_the_file() throws IOException {
        String csv = "SCHOOLCODE,SCHOOLNAME,LEVELTEXT,WARD,YEAR,ATRISKENROLLMENT,ECEENROLLMENT,ELLENROLLMENT,"
                + "SPEDENROLLMENT,TOTALENROLLMENT,AMT_ENROLLMENT,AMT_SPED,AMT_ELL,AMT_ASPECR,AMT_TITLE,AMT_SPECIALTY,"
                + "AMT_PPFM,AMT_STABILIZATION,AMT_SECURITY,AMT_ATRISK_ENROLLMENT,AMT_ATRISK_SPED,AMT_ATRISK_ELL,"
                + "AMT_ATRISK_SPECIALTY,AMT_ATRISK_ASPECR,AMT_ATRISK_STABILIZATION,AMT_ATRISK_FLEX,AMT_ATRISK,AMT_TOTAL\n"
                + "202,Aiton,Elementary,7,2016,180,82,2,22,245,100.005,0,0,0,7,0,0,0,,1,0,0,0,0,0,0.0017,1.0017,108.0067\n"
                + "947,CHOICE,Alternative,4,2016,NA,0,0,10,9,50,0,0,0,0,0,0,0,NA,0,0,0,0,0,0,0,0,50\n"
                + "202,Aiton,Elementary,7,2015,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1\n";
        FiscalYear year = FiscalYear.of(2016);

        Loaded<List<School>> schools =
                SchoolsCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), DcpsFiles.schools(year));
        Budgets budgets = BudgetsCsv.read(
                        CsvInput.of(new StringReader(csv), "a.csv"), DcpsFiles.budgets(year), year, DcpsFiles.sources())
                .orThrow();

        assertThat(schools.value()).extracting(School::name).containsExactly("Aiton");
        assertThat(schools.problems()).extracting(Problem::code).containsExactly("count.above-enrolment");
        assertThat(schools.value().get(0).enrollment().count(SPECIAL_EDUCATION)).isPresent();
        // 100.01 + 7 + 1 + 0.00, and 50
        assertThat(budgets.total()).isEqualTo(Money.ofCents(15_801));
        assertThat(budgets.all().get(0).lines()).extracting(BudgetLine::name).doesNotContain("security");
    }
}
