package org.perpupil.io.dcps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.io.dcps.DcpsFiles.AT_RISK;
import static org.perpupil.io.dcps.DcpsFiles.AT_RISK_FUNDS;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.compliance.FootingCheck;
import org.perpupil.formula.compliance.FootingCheck.Gap;
import org.perpupil.formula.compliance.PublishedRow;
import org.perpupil.formula.compliance.PublishedSum;
import org.perpupil.formula.compliance.RateCheck;
import org.perpupil.io.csv.BudgetsCsv;
import org.perpupil.io.csv.PublishedData;
import org.perpupil.io.csv.SchoolsCsv;
import org.perpupil.money.Money;

/** What the published budgets of 2017 say by themselves: at-risk money for a pupil, and the totals that do not foot. */
class DcpsReverseCheckTest {
    private static final String FILE = "dcps/school-budgets-fy2015-fy2017.csv";
    private static final String PRINTED = "printed at-risk";

    /** The schools of 2017 and their lines, both read from one file. */
    private record Published(List<School> schools, Budgets budgets) {
        static Published read(Path file) throws IOException {
            FiscalYear year = FiscalYear.of(2017);
            return new Published(
                    SchoolsCsv.read(file, DcpsFiles.schools(year).number(PRINTED, "AMT_ATRISK"))
                            .orThrow(),
                    BudgetsCsv.read(file, DcpsFiles.budgets(year), year, DcpsFiles.sources())
                            .orThrow());
        }

        RateCheck byPrintedColumn() {
            return check(schools.stream()
                    .filter(school -> school.enrollment().count(AT_RISK).isPresent())
                    .map(school -> row(school, school.number(PRINTED).orElseThrow()))
                    .toList());
        }

        RateCheck byParts() {
            return check(schools.stream()
                    .filter(school -> school.enrollment().count(AT_RISK).isPresent())
                    .map(school -> row(
                            school,
                            Money.total(lines(school).stream()
                                            .filter(line -> line.source().equals(AT_RISK_FUNDS))
                                            .map(BudgetLine::amount)
                                            .toList())
                                    .dollars()
                                    .setScale(0, RoundingMode.HALF_UP)))
                    .toList());
        }

        private static RateCheck check(List<PublishedRow> rows) {
            return RateCheck.of(Rounding.dollars(), rows);
        }

        private static PublishedRow row(School school, BigDecimal dollars) {
            return PublishedRow.of(school.name(), dollars)
                    .count(Rational.of(
                            school.enrollment().count(AT_RISK).orElseThrow().value()));
        }

        private List<BudgetLine> lines(School school) {
            return budgets.of(school.id()).map(SchoolBudget::lines).orElseThrow();
        }

        /** The lines with the at-risk money as printed in one column, beside the printed total. */
        FootingCheck footing(String tolerance) {
            return FootingCheck.of(
                    new BigDecimal(tolerance),
                    schools.stream()
                            .map(school -> {
                                Map<String, BigDecimal> parts = new LinkedHashMap<>();
                                lines(school).stream()
                                        .filter(line -> !line.source().equals(AT_RISK_FUNDS))
                                        .forEach(line -> parts.put(
                                                line.name(), line.amount().dollars()));
                                parts.put("at-risk", school.number(PRINTED).orElseThrow());
                                return PublishedSum.of(
                                        school.name(),
                                        parts,
                                        school.number(DcpsFiles.TOTAL).orElseThrow());
                            })
                            .toList());
        }

        /** The parts of the at-risk money beside its printed column. */
        FootingCheck footingOfAtRisk() {
            return FootingCheck.of(
                    BigDecimal.ONE,
                    schools.stream()
                            .map(school -> PublishedSum.of(
                                    school.name(),
                                    lines(school).stream()
                                            .filter(line -> line.source().equals(AT_RISK_FUNDS))
                                            .collect(Collectors.toMap(
                                                    BudgetLine::name,
                                                    line -> line.amount().dollars())),
                                    school.number(PRINTED).orElseThrow()))
                            .toList());
        }
    }

    private static Set<String> outliers(RateCheck check) {
        return check.outliers().stream().map(outlier -> outlier.row().label()).collect(Collectors.toSet());
    }

    @Test
    void at_risk_money_is_1908_a_pupil_in_108_of_108_schools() throws IOException {
        Published published = Published.read(PublishedData.file(FILE));

        RateCheck printed = published.byPrintedColumn();
        RateCheck parts = published.byParts();

        // formulas.md 1.1: 1,908.00 for each pupil; 107 of 108 schools by the printed column, 106 by the parts alone
        assertThat(printed.rate()).isEqualTo(Rational.of(1_908));
        assertThat(printed.missedBy(Rational.of(1_908))).hasSize(1);
        assertThat(printed.toString()).startsWith("107 of 108 rows");
        assertThat(outliers(printed)).containsExactly("Stanton ES");
        assertThat(printed.outliers().get(0).off()).isEqualByComparingTo("-500000");
        assertThat(parts.rate()).isEqualTo(Rational.of(1_908));
        assertThat(parts.toString()).startsWith("106 of 108 rows");
        assertThat(outliers(parts)).containsExactlyInAnyOrder("Eastern HS", "Garfield ES");
        // 1,278,591 − 1,379,484 and 394,790 − 501,804
        assertThat(parts.outliers())
                .extracting(outlier -> outlier.off().toPlainString())
                .containsExactlyInAnyOrder("-100893", "-107014");
        // by the one or the other, every school
        Set<String> neither = new HashSet<>(outliers(printed));
        neither.retainAll(outliers(parts));
        assertThat(neither).isEmpty();
        // the rate that the city pays, 2,120, is not the one that schools get
        assertThat(printed.contains(new BigDecimal("2120"))).isFalse();
    }

    @Test
    void four_schools_have_a_total_far_above_their_lines() throws IOException {
        Published published = Published.read(PublishedData.file(FILE));

        // formulas.md 4: four schools miss by $117,788 to $229,146; the others by whole dollars, printed rounded: $2 at
        // most
        FootingCheck check = published.footing("2");
        assertThat(check.checked()).isEqualTo(115);
        assertThat(check.rows())
                .extracting(gap -> gap.label() + " " + gap.difference().toPlainString())
                .containsExactlyInAnyOrder(
                        "Ballou HS 229146", "Coolidge HS 117788", "Patterson ES 161080", "Woodson, H.D. HS 186126");
    }

    @Test
    void the_totals_of_the_schools_add_up_to_that_of_the_district() throws IOException {
        List<PublishedSum> totals = Published.read(PublishedData.file(FILE)).schools().stream()
                .map(school -> PublishedSum.of(
                        school.name(), Map.of(), school.number(DcpsFiles.TOTAL).orElseThrow()))
                .toList();

        // data/README.md: AMT_TOTAL of 2017 adds up to 608,507,467
        FootingCheck check = FootingCheck.of(
                BigDecimal.ZERO, totals, PublishedSum.of("all schools", Map.of(), new BigDecimal("608507467")));

        assertThat(check.foots()).isTrue();
        assertThat(check.checked()).isEqualTo(1);
    }

    @Test
    void three_schools_have_at_risk_money_that_is_not_its_parts() throws IOException {
        // formulas.md 1.1: Stanton's column is short of its parts, the parts of Eastern and Garfield are short of it
        assertThat(Published.read(PublishedData.file(FILE)).footingOfAtRisk().rows())
                .extracting(Gap::label)
                .containsExactlyInAnyOrder("Stanton ES", "Eastern HS", "Garfield ES");
    }

    @Test
    void a_file_in_this_layout_is_checked_by_itself(@TempDir Path folder) throws IOException {
        // Made by hand. At 1,908 a pupil: 10 are 19,080, 20 are 38,160, 30 are 57,240. The second prints 30,000 less
        // than its
        // parts, the third has no count; the total of the first is 100,000 more than 10,000 + 19,080.
        Path file = Files.writeString(folder.resolve("a.csv"), """
                SCHOOLCODE,SCHOOLNAME,LEVELTEXT,WARD,YEAR,ATRISKENROLLMENT,ECEENROLLMENT,ELLENROLLMENT,SPEDENROLLMENT,TOTALENROLLMENT,AMT_ENROLLMENT,AMT_SPED,AMT_ELL,AMT_ASPECR,AMT_TITLE,AMT_SPECIALTY,AMT_PPFM,AMT_STABILIZATION,AMT_SECURITY,AMT_ATRISK_ENROLLMENT,AMT_ATRISK_SPED,AMT_ATRISK_ELL,AMT_ATRISK_SPECIALTY,AMT_ATRISK_ASPECR,AMT_ATRISK_STABILIZATION,AMT_ATRISK_FLEX,AMT_ATRISK,AMT_TOTAL
                1,First,Elementary,7,2017,10,0,0,0,100,10000,0,0,0,0,0,0,0,,19079.6,0,0,0,0,0,0.2,19080,129080
                2,Second,Elementary,7,2017,20,0,0,0,100,10000,0,0,0,0,0,0,0,NA,38160,0,0,0,0,0,0,8160,18160
                3,Third,Alternative,7,2017,NA,0,0,0,100,10000,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,10000
                4,Fourth,Elementary,7,2017,30,0,0,0,100,10000,0,0,0,0,0,0,0,0,57240,0,0,0,0,0,0,57240,67241
                """);

        Published published = Published.read(file);

        assertThat(outliers(published.byPrintedColumn())).containsExactly("Second");
        assertThat(published.byParts().interval()).isPresent();
        assertThat(published.byParts().contains(new BigDecimal("1908"))).isTrue();
        assertThat(published.footing("1").rows())
                .extracting(gap -> gap.label() + " " + gap.difference() + " " + gap.missing())
                .containsExactly("First 100000 [security]");
        assertThat(published.footingOfAtRisk().rows()).extracting(Gap::label).containsExactly("Second");
    }
}
