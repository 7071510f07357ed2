package org.perpupil.formula.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.lines;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.poolOf;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.ramp;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.weighted;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.HIGH;
import static org.perpupil.formula.Trial.MIDDLE;
import static org.perpupil.formula.Trial.STATE_AID;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Trial;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.SourceId;

class NeedMatrixTest {
    /** 100 pupils, 60 in poverty. */
    private static final School POOR = School.of("1", "Poor")
            .enrolling(Enrollment.in(ELEMENTARY).pupils(100).need(POVERTY, 60).build())
            .build();

    /** 300 pupils, 30 in poverty. */
    private static final School RICH = School.of("2", "Rich")
            .enrolling(Enrollment.in(ELEMENTARY).pupils(300).need(POVERTY, 30).build())
            .build();

    /** 50 and 40 pupils, 10 and 20 in poverty. */
    private static final School K_8 = School.of("3", "K–8")
            .enrolling(Enrollment.in(ELEMENTARY)
                    .pupils(50)
                    .need(POVERTY, 10)
                    .in(MIDDLE)
                    .pupils(40)
                    .need(POVERTY, 20)
                    .build())
            .build();

    private static Rational cell(NeedMatrix matrix, GradeSpan span, PupilGroup group) {
        return matrix.cell(span, group).orElseThrow().dollarsPerPupil();
    }

    @Test
    void adds_up_lines_that_count_the_same_pupils() {
        NeedMatrix matrix = Trial.in(POOR)
                .source(GENERAL, "1000000.00")
                .lines(
                        line("base")
                                .amount(perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741)))
                                .from(GENERAL),
                        line("supplies").amount(pupils().times(dollars("12.5"))).from(GENERAL),
                        line("poverty")
                                .amount(dollars(200)
                                        .times(pupils(POVERTY).in(ELEMENTARY))
                                        .times("1.5"))
                                .from(GENERAL))
                .allocate()
                .needMatrix();

        // 3,741 + 12.5, and 200 × 1.5
        assertThat(cell(matrix, ELEMENTARY, ALL_PUPILS)).isEqualTo(Rational.parse("3753.5"));
        assertThat(cell(matrix, ELEMENTARY, POVERTY)).isEqualTo(Rational.of(300));
        assertThat(matrix.groups()).containsExactly(ALL_PUPILS, POVERTY);
        assertThat(matrix.notPerPupil()).isEmpty();
    }

    @Test
    void is_by_source_or_of_all() {
        Allocation allocation = Trial.in(POOR)
                .source(GENERAL, "1000.00", paying(line("a").amount(pupils().times(dollars(3)))))
                .source(STATE_AID, "1000.00", paying(line("b").amount(pupils().times(dollars(4)))))
                .allocate();

        // 3 of the one, 4 of the other, 3 + 4 of both
        assertThat(cell(allocation.needMatrix(GENERAL.id()), GradeSpan.ALL_GRADES, ALL_PUPILS))
                .isEqualTo(Rational.of(3));
        assertThat(cell(allocation.needMatrix(STATE_AID.id()), GradeSpan.ALL_GRADES, ALL_PUPILS))
                .isEqualTo(Rational.of(4));
        assertThat(cell(allocation.needMatrix(), GradeSpan.ALL_GRADES, ALL_PUPILS))
                .isEqualTo(Rational.of(7));
        assertThatThrownBy(() -> allocation.needMatrix(SourceId.of("other")))
                .hasMessage("model \"Trial\" has no source other");
    }

    @Test
    void a_split_shows_the_solved_dollars_per_pupil() {
        NeedMatrix matrix = Trial.in(POOR, RICH)
                .source(
                        GENERAL,
                        "1190.00",
                        inProportionTo(
                                weighted(ALL_PUPILS, at(ELEMENTARY, 1)).plus(weighted(POVERTY, at(ELEMENTARY, "0.5")))))
                .allocate()
                .needMatrix();

        // Points 100 + 30 and 300 + 15 = 445; 1,190 / 445 for each, half of it for each in poverty
        assertThat(cell(matrix, ELEMENTARY, ALL_PUPILS)).isEqualTo(Rational.of(1_190, 445));
        assertThat(cell(matrix, ELEMENTARY, POVERTY)).isEqualTo(Rational.of(595, 445));
        assertThat(matrix.weight(ELEMENTARY, POVERTY)).contains(Rational.parse("0.5"));
        assertThat(matrix.cell(ELEMENTARY, ALL_PUPILS).orElseThrow().isUniform())
                .isTrue();
        assertThat(matrix.cell(ELEMENTARY, ALL_PUPILS).orElseThrow().isLimited())
                .isFalse();
    }

    @Test
    void a_split_by_the_points_of_a_formula_shows_them_too() {
        FundingFormula points = FundingFormula.named("Weights")
                .add(
                        line("base").amount(perPupil(ALL_PUPILS, at(ELEMENTARY, 100))),
                        line("need").amount(perPupil(POVERTY, at(ELEMENTARY, 34))))
                .build();
        NeedMatrix matrix = Trial.in(POOR, RICH)
                .source(GENERAL, "4306.00", inProportionTo(points))
                .allocate()
                .needMatrix();

        // Points 400 × 100 + 90 × 34 = 43,060, so a tenth of a dollar each
        assertThat(cell(matrix, ELEMENTARY, ALL_PUPILS)).isEqualTo(Rational.of(10));
        assertThat(cell(matrix, ELEMENTARY, POVERTY)).isEqualTo(Rational.parse("3.4"));
        assertThat(matrix.weight(ELEMENTARY, POVERTY)).contains(Rational.parse("0.34"));
    }

    @Test
    void prorated_claims_show_the_reduced_rate() {
        NeedMatrix matrix = Trial.in(POOR, RICH)
                .source(GENERAL, "600.00")
                .lines(line("claims")
                        .prorate(pupils().times(dollars(2)))
                        .to(poolOf(GENERAL))
                        .from(GENERAL))
                .allocate()
                .needMatrix();

        // 800 claimed, 600 paid
        assertThat(cell(matrix, GradeSpan.ALL_GRADES, ALL_PUPILS)).isEqualTo(Rational.parse("1.5"));
    }

    @Test
    void a_reduction_lowers_every_rate() {
        NeedMatrix matrix = Trial.in(POOR, RICH)
                .source(
                        GENERAL,
                        "600.00",
                        paying(
                                        line("base").amount(perPupil(ALL_PUPILS, at(ELEMENTARY, 2))),
                                        line("need").amount(perPupil(POVERTY, at(ELEMENTARY, 10))))
                                .prorateIfShort())
                .allocate()
                .needMatrix();

        // 800 + 900 = 1,700 for 600: 600 / 1,700 of 2 and of 10
        assertThat(cell(matrix, ELEMENTARY, ALL_PUPILS)).isEqualTo(Rational.of(1_200, 1_700));
        assertThat(cell(matrix, ELEMENTARY, POVERTY)).isEqualTo(Rational.of(6_000, 1_700));
    }

    @Test
    void a_cell_that_eligibility_limits_says_so() {
        NeedMatrix matrix = Trial.in(POOR, RICH, K_8)
                .source(
                        GENERAL,
                        "10000.00",
                        eligible(shareOf(POVERTY).atLeast("40%")),
                        paying(line("need")
                                .amount(pupils(POVERTY).in(ELEMENTARY).times(dollars(100)))))
                .allocate()
                .needMatrix();

        // 60% in school 1, 10% in school 2, 30 of 90 in school 3
        NeedMatrix.Cell cell = matrix.cell(ELEMENTARY, POVERTY).orElseThrow();
        assertThat(cell.dollarsPerPupil()).isEqualTo(Rational.of(100));
        assertThat(cell.schools()).isEqualTo(1);
        assertThat(cell.ofSchools()).isEqualTo(3);
        assertThat(cell.isLimited()).isTrue();
    }

    @Test
    void where_schools_differ_the_mean_is_over_pupils() {
        NeedMatrix matrix = Trial.in(POOR, RICH)
                .source(GENERAL, "10000.00")
                .lines(line("base")
                        .amount(when(pupils().atMost("200"), pupils().times(dollars(10)), pupils().times(dollars(2))))
                        .from(GENERAL))
                .allocate()
                .needMatrix();

        // (100 × 10 + 300 × 2) / 400
        NeedMatrix.Cell cell = matrix.cell(GradeSpan.ALL_GRADES, ALL_PUPILS).orElseThrow();
        assertThat(cell.dollarsPerPupil()).isEqualTo(Rational.of(4));
        assertThat(cell.least()).isEqualTo(Rational.of(2));
        assertThat(cell.most()).isEqualTo(Rational.of(10));
        assertThat(cell.isUniform()).isFalse();
    }

    @Test
    void what_is_not_so_much_for_each_pupil_is_listed() {
        NeedMatrix matrix = Trial.in(POOR, RICH)
                .source(GENERAL, "100000.00")
                .source(STATE_AID, "100000.00")
                .lines(
                        line("base").amount(pupils().times(dollars(10))).from(GENERAL),
                        line("lump sum").amount(dollars(500)).from(GENERAL),
                        line("positions")
                                .figure(pupils().dividedBy(number(30)))
                                .rounded(Rounding.whole().up()),
                        line("teachers")
                                .amount(figure("positions").times(dollars(100)))
                                .from(GENERAL),
                        line("banded")
                                .amount(bands(pupils()).upTo(200, dollars(7)).otherwise(dollars(8)))
                                .from(GENERAL),
                        line("concentration")
                                .amount(pupils(POVERTY)
                                        .inExcessOf(pupils().times("0.4"))
                                        .times(dollars(10)))
                                .from(GENERAL),
                        line("floor")
                                .raiseTo(dollars(5_000))
                                .counting(everythingAbove())
                                .from(STATE_AID))
                .allocate()
                .needMatrix();

        // lump 2 × 500; positions 4 and 10; bands 7 + 8; (60 − 40) × 10; 5,000 less what is above:
        // 1,000 + 500 + 400 + 7 + 200 = 2,107 and 3,000 + 500 + 1,000 + 8 + 0 = 4,508
        assertThat(matrix.notPerPupil())
                .containsExactly(
                        Map.entry("lump sum", Money.parse("1000.00")),
                        Map.entry("teachers", Money.parse("1400.00")),
                        Map.entry("banded", Money.parse("15.00")),
                        Map.entry("concentration", Money.parse("200.00")),
                        Map.entry("floor", Money.parse("3385.00")));
        assertThat(cell(matrix, GradeSpan.ALL_GRADES, ALL_PUPILS)).isEqualTo(Rational.of(10));
    }

    @Test
    void a_rate_that_is_rounded_first_is_shown_as_it_is_paid() {
        NeedMatrix matrix = Trial.in(POOR)
                .source(GENERAL, "1000000.00")
                .lines(
                        line("rate").figure(dollars(7_295).times("25%")).rounded(Rounding.dollars()),
                        line("need")
                                .amount(pupils(POVERTY).times(amount("rate")))
                                .from(GENERAL))
                .allocate()
                .needMatrix();

        // Tennessee 2025–26: 25% of 7,295 = 1,823.75, paid as 1,824
        assertThat(cell(matrix, GradeSpan.ALL_GRADES, POVERTY)).isEqualTo(Rational.of(1_824));
    }

    @Test
    void a_line_is_per_pupil_in_every_school_or_in_none() {
        NeedMatrix matrix = Trial.in(POOR, RICH)
                .source(GENERAL, "1000000.00")
                .lines(line("base")
                        .amount(when(pupils().atMost("200"), dollars(5_000), pupils().times(dollars(10))))
                        .from(GENERAL))
                .allocate()
                .needMatrix();

        // 5,000 for the small school and 300 × 10
        assertThat(matrix.notPerPupil()).containsExactly(Map.entry("base", Money.parse("8000.00")));
        assertThat(matrix.spans()).isEmpty();
    }

    @Test
    void a_band_of_a_fact_is_per_pupil_and_a_share_of_a_count_is_not() {
        School school = School.of("1", "A school")
                .enrolling(
                        Enrollment.in(ELEMENTARY).pupils(100).need(POVERTY, 60).build())
                .number("miles", 5)
                .build();
        NeedMatrix matrix = Trial.in(school)
                .source(GENERAL, "1000000.00")
                .lines(
                        line("remote")
                                .amount(bands(fact("miles"))
                                        .below(3, pupils().times(dollars(1)))
                                        .otherwise(pupils().times(dollars(2))))
                                .from(GENERAL),
                        line("square")
                                .amount(pupils().times(shareOf(POVERTY)).times(dollars(10)))
                                .from(GENERAL),
                        line("by pairs")
                                .amount(pupils().times(pupils(POVERTY)).times(dollars("0.01")))
                                .from(GENERAL),
                        line("taper")
                                .amount(pupils().times(ramp(fact("miles"))
                                                .from("0", "0")
                                                .to("10", "1"))
                                        .times(dollars(4)))
                                .from(GENERAL))
                .allocate()
                .needMatrix();

        // 2 for the distance and 4 × 0.5; 100 × 0.6 × 10 and 100 × 60 × 0.01 hang on two counts each
        assertThat(cell(matrix, GradeSpan.ALL_GRADES, ALL_PUPILS)).isEqualTo(Rational.of(4));
        assertThat(matrix.notPerPupil())
                .containsExactly(
                        Map.entry("square", Money.parse("600.00")), Map.entry("by pairs", Money.parse("60.00")));
    }

    @Test
    void a_rate_for_whole_schools_reaches_the_pupils_outside_of_named_spans() {
        School high = School.of("2", "High")
                .enrolling(Enrollment.in(HIGH).pupils(500).need(POVERTY, 100).build())
                .build();
        NeedMatrix matrix = Trial.in(POOR, high)
                .source(GENERAL, "1000000.00")
                .lines(
                        line("supplies").amount(pupils().times(dollars(5))).from(GENERAL),
                        line("early years")
                                .amount(pupils().in(ELEMENTARY).times(dollars(100)))
                                .from(GENERAL))
                .allocate()
                .needMatrix();

        assertThat(matrix.spans()).containsExactly(ELEMENTARY, HIGH);
        // 5 + 100 in elementary grades, 5 in the others
        assertThat(cell(matrix, ELEMENTARY, ALL_PUPILS)).isEqualTo(Rational.of(105));
        assertThat(cell(matrix, HIGH, ALL_PUPILS)).isEqualTo(Rational.of(5));
    }

    @Test
    void lines_of_another_source_are_not_listed() {
        Allocation allocation = Trial.in(POOR)
                .source(GENERAL, "100000.00", paying(line("lump sum").amount(dollars(500))))
                .source(STATE_AID, "100000.00", paying(line("base").amount(pupils().times(dollars(5)))))
                .allocate();

        assertThat(allocation.needMatrix(STATE_AID.id()).notPerPupil()).isEmpty();
        assertThat(allocation.needMatrix(GENERAL.id()).notPerPupil())
                .containsExactly(Map.entry("lump sum", Money.parse("500.00")));
        assertThat(allocation.needMatrix(GENERAL.id()).spans()).isEmpty();
    }

    @Test
    void a_line_made_of_other_lines_takes_their_rates() {
        NeedMatrix matrix = Trial.in(POOR)
                .source(GENERAL, "100000.00")
                .lines(
                        line("base").figure(pupils().times(dollars(10))),
                        line("need").figure(pupils(POVERTY).times(dollars(4))),
                        line("phased")
                                .amount(sumOf(lines("base", "need"))
                                        .minus(amount("need").dividedBy(number(2)))
                                        .times("80%"))
                                .from(GENERAL))
                .allocate()
                .needMatrix();

        // 80% of 10, and of 4 − 2
        assertThat(cell(matrix, GradeSpan.ALL_GRADES, ALL_PUPILS)).isEqualTo(Rational.of(8));
        assertThat(cell(matrix, GradeSpan.ALL_GRADES, POVERTY)).isEqualTo(Rational.parse("1.6"));
    }

    @Test
    void a_cell_without_pupils_or_dollars_is_empty() {
        NeedMatrix matrix = Trial.in(POOR)
                .source(GENERAL, "1000000.00")
                .lines(line("base")
                        .amount(perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741), at(HIGH, 4_683)))
                        .from(GENERAL))
                .allocate()
                .needMatrix();

        assertThat(matrix.spans()).containsExactly(ELEMENTARY);
        assertThat(matrix.cell(HIGH, ALL_PUPILS)).isEmpty();
        assertThat(matrix.cell(ELEMENTARY, ENGLISH_LEARNER)).isEmpty();
        assertThat(matrix.weight(ELEMENTARY, ENGLISH_LEARNER)).isEmpty();
        assertThat(matrix.weight(HIGH, ALL_PUPILS)).isEmpty();
    }

    @Test
    void a_weight_is_relative_to_any_base_cell() {
        NeedMatrix matrix = Trial.in(K_8)
                .source(GENERAL, "1000000.00")
                .lines(
                        line("base")
                                .amount(perPupil(ALL_PUPILS, at(ELEMENTARY, 4_000), at(MIDDLE, 5_000)))
                                .from(GENERAL),
                        line("need")
                                .amount(perPupil(POVERTY, at(ELEMENTARY, 0), at(MIDDLE, 1_000)))
                                .from(GENERAL))
                .allocate()
                .needMatrix();

        assertThat(matrix.weight(MIDDLE, ALL_PUPILS, ELEMENTARY, ALL_PUPILS)).contains(Rational.parse("1.25"));
        assertThat(matrix.weight(MIDDLE, POVERTY, ELEMENTARY, ALL_PUPILS)).contains(Rational.parse("0.25"));
        // a base of 0 is no base
        assertThat(matrix.weight(MIDDLE, POVERTY, ELEMENTARY, POVERTY)).isEmpty();
    }
}
