package org.perpupil.formula.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.HIGH;
import static org.perpupil.formula.Trial.MIDDLE;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.NeedCategory.SPECIAL_EDUCATION;

import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Trial;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.NeedMatrix;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

/** The guidebook's targeted revenue model with the dollars per pupil of its Table 2.2, for a district made up by hand. */
class GuidebookTest {
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");

    /** Table 2.2: dollars per pupil by level and need. */
    static final FundingFormula TABLE_2_2 = FundingFormula.named("Targeted revenue model")
            .perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741), at(MIDDLE, 3_667), at(HIGH, 4_683))
            .perPupil(POVERTY, at(ELEMENTARY, 1_272), at(MIDDLE, 1_247), at(HIGH, 1_077))
            .perPupil(ENGLISH_LEARNER, at(ELEMENTARY, 636), at(MIDDLE, 513), at(HIGH, 749))
            .perPupil(SPECIAL_EDUCATION, at(ELEMENTARY, 3_442), at(MIDDLE, 3_154), at(HIGH, 3_887))
            .build();

    private static Enrollment.Builder count(
            Enrollment.Builder counts, long pupils, long poverty, long learners, long special) {
        return counts.pupils(pupils)
                .need(POVERTY, poverty)
                .need(ENGLISH_LEARNER, learners)
                .need(SPECIAL_EDUCATION, special);
    }

    private static final School ELEMENTARY_SCHOOL = School.of("101", "Lincoln Elementary")
            .enrolling(count(Enrollment.in(ELEMENTARY), 400, 250, 120, 40).build())
            .build();
    private static final School K_8 = School.of("102", "Washington K–8")
            .enrolling(count(count(Enrollment.in(ELEMENTARY), 200, 100, 50, 20).in(MIDDLE), 90, 60, 20, 10)
                    .build())
            .build();
    private static final School HIGH_SCHOOL = School.of("103", "Roosevelt High")
            .enrolling(count(Enrollment.in(HIGH), 1_000, 300, 100, 80).build())
            .build();

    static ResolvedModel resolved(String revenue, Decision... decisions) {
        District district = District.named("Springfield")
                .levels(ELEMENTARY, MIDDLE, HIGH)
                .schools(List.of(ELEMENTARY_SCHOOL, K_8, HIGH_SCHOOL))
                .revenue(GENERAL, Money.parse(revenue))
                .build();
        return FundingModel.named("Springfield")
                .unlocked(GENERAL, decisions)
                .build()
                .resolve(district, FiscalYear.of(2027));
    }

    private static Allocation allocate(String revenue, Decision... decisions) {
        return resolved(revenue, decisions).allocate();
    }

    // 101: 400 × 3,741 = 1,496,400; 250 × 1,272 = 318,000; 120 × 636 = 76,320; 40 × 3,442 = 137,680.
    // 102: 200 × 3,741 + 90 × 3,667 = 748,200 + 330,030; 100 × 1,272 + 60 × 1,247 = 127,200 + 74,820;
    //      50 × 636 + 20 × 513 = 31,800 + 10,260; 20 × 3,442 + 10 × 3,154 = 68,840 + 31,540.
    // 103: 1,000 × 4,683; 300 × 1,077; 100 × 749; 80 × 3,887.
    @ParameterizedTest
    @CsvSource({
        "101, all pupils, 1496400.00",
        "101, poverty, 318000.00",
        "101, English learner, 76320.00",
        "101, special education, 137680.00",
        "102, all pupils, 1078230.00",
        "102, poverty, 202020.00",
        "102, English learner, 42060.00",
        "102, special education, 100380.00",
        "103, all pupils, 4683000.00",
        "103, poverty, 323100.00",
        "103, English learner, 74900.00",
        "103, special education, 310960.00",
    })
    void each_line_is_count_times_rate(String school, String line, String amount) {
        assertThat(allocate("10000000.00", paying(TABLE_2_2))
                        .of(SchoolId.of(school))
                        .line(line)
                        .orElseThrow()
                        .amount())
                .contains(Money.parse(amount));
    }

    @Test
    void a_budget_is_the_sum_of_its_lines() {
        Allocation allocation = allocate("10000000.00", paying(TABLE_2_2));

        // the lines above: 1,496,400 + 318,000 + 76,320 + 137,680 and so on
        assertThat(allocation.of(SchoolId.of("101")).total()).isEqualTo(Money.parse("2028400.00"));
        assertThat(allocation.of(SchoolId.of("102")).total()).isEqualTo(Money.parse("1422690.00"));
        assertThat(allocation.of(SchoolId.of("103")).total()).isEqualTo(Money.parse("5391960.00"));
        assertThat(allocation.total()).isEqualTo(Money.parse("8843050.00"));
    }

    @Test
    void the_source_accounts_for_every_cent() {
        SourceStatement general =
                allocate("10000000.00", centralShare("10%"), paying(TABLE_2_2)).source(GENERAL.id());

        // 10% of 10,000,000; 8,843,050 to schools; 9,000,000 − 8,843,050 left
        assertThat(general.central()).isEqualTo(Money.parse("1000000.00"));
        assertThat(general.toSchools()).isEqualTo(Money.parse("8843050.00"));
        assertThat(general.residual()).contains(Money.parse("156950.00"));
    }

    @Test
    void half_the_revenue_gives_every_school_half() {
        Allocation allocation = allocate("4421525.00", paying(TABLE_2_2).prorateIfShort());

        // 4,421,525 is half of 8,843,050
        assertThat(allocation.of(SchoolId.of("101")).total()).isEqualTo(Money.parse("1014200.00"));
        assertThat(allocation.of(SchoolId.of("102")).total()).isEqualTo(Money.parse("711345.00"));
        assertThat(allocation.of(SchoolId.of("103")).total()).isEqualTo(Money.parse("2695980.00"));
        // the elementary rates of Table 2.2, halved
        NeedMatrix matrix = allocation.needMatrix();
        assertThat(matrix.cell(ELEMENTARY, ALL_PUPILS).orElseThrow().dollarsPerPupil())
                .isEqualTo(Rational.parse("1870.5"));
        assertThat(matrix.cell(ELEMENTARY, POVERTY).orElseThrow().dollarsPerPupil())
                .isEqualTo(Rational.of(636));
    }

    // Table 2.2
    @ParameterizedTest
    @CsvSource({
        "all pupils, 3741, 3667, 4683",
        "poverty, 1272, 1247, 1077",
        "English learner, 636, 513, 749",
        "special education, 3442, 3154, 3887",
    })
    void the_need_matrix_gives_the_table_back(String need, long elementary, long middle, long high) {
        NeedMatrix matrix = allocate("10000000.00", paying(TABLE_2_2)).needMatrix();
        NeedCategory group = new NeedCategory(need);

        assertThat(matrix.cell(ELEMENTARY, group).orElseThrow().dollarsPerPupil())
                .isEqualTo(Rational.of(elementary));
        assertThat(matrix.cell(MIDDLE, group).orElseThrow().dollarsPerPupil()).isEqualTo(Rational.of(middle));
        assertThat(matrix.cell(HIGH, group).orElseThrow().dollarsPerPupil()).isEqualTo(Rational.of(high));
        assertThat(matrix.spans()).containsExactly(ELEMENTARY, MIDDLE, HIGH);
        assertThat(matrix.notPerPupil()).isEmpty();
    }

    // Table 2.2, each rate over that of all pupils: 1,272 / 3,741 = 0.34001…, 636 / 3,741 = 0.17000…, 3,442 / 3,741 =
    // 0.92007…;
    // 1,247 / 3,667 = 0.34006…, 513 / 3,667 = 0.13989…, 3,154 / 3,667 = 0.86010…; 1,077 / 4,683 = 0.22998…,
    // 749 / 4,683 = 0.15994…, 3,887 / 4,683 = 0.83002…
    @ParameterizedTest
    @CsvSource({
        "elementary, poverty, 0.3400",
        "elementary, English learner, 0.1700",
        "elementary, special education, 0.9201",
        "middle, poverty, 0.3401",
        "middle, English learner, 0.1399",
        "middle, special education, 0.8601",
        "high, poverty, 0.2300",
        "high, English learner, 0.1599",
        "high, special education, 0.8300",
    })
    void weights_are_relative_to_all_pupils_of_the_level(String level, String need, String weight) {
        GradeSpan span = List.of(ELEMENTARY, MIDDLE, HIGH).stream()
                .filter(one -> one.name().equals(level))
                .findFirst()
                .orElseThrow();

        assertThat(allocate("10000000.00", paying(TABLE_2_2))
                        .needMatrix()
                        .weight(span, new NeedCategory(need))
                        .orElseThrow()
                        .toDecimal(4, RoundingMode.HALF_UP)
                        .toPlainString())
                .isEqualTo(weight);
    }

    @Test
    void a_principal_can_redo_the_budget_with_a_desk_calculator() {
        assertThat(allocate("10000000.00", paying(TABLE_2_2))
                        .of(SchoolId.of("102"))
                        .explain())
                .hasToString("""
                        Washington K–8 (102), 2026–27

                        General fund
                          all pupils: 200 pupils (elementary) × $3,741.00 + 90 pupils (middle) × $3,667.00 = $1,078,230.00
                          poverty: 100 pupils (poverty, elementary) × $1,272.00 + 60 pupils (poverty, middle) × $1,247.00 = $202,020.00
                          English learner: 50 pupils (English learner, elementary) × $636.00 + 20 pupils (English learner, middle) × $513.00 = $42,060.00
                          special education: 20 pupils (special education, elementary) × $3,442.00 + 10 pupils (special education, middle) × $3,154.00 = $100,380.00
                          together $1,422,690.00

                        Budget $1,422,690.00
                        """);
    }

    @Test
    void the_district_reports_a_straddling_school_for_itself() {
        Allocation allocation = allocate("10000000.00", paying(TABLE_2_2));

        assertThat(allocation
                        .comparedWith(Trial.paidLastYear(Map.of()))
                        .byLevel()
                        .keySet())
                .containsExactly("elementary", "high", "elementary + middle");
    }
}
