package org.perpupil.formula.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.section;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.is;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.ramp;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.sumOf;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/**
 * England's schools national funding formula for one secondary school, as published by the Department for Education:
 * twelve figures.
 */
class EnglandTest {
    private static final GradeSpan KS3 = GradeSpan.of("KS3", "7", "9");
    private static final GradeSpan KS4 = GradeSpan.of("KS4", "10", "11");
    private static final RevenueSource BLOCK = RevenueSource.state("schools-block", "Schools block");
    private static final String SOURCE = "Department for Education, national funding formula";

    private static Parameter rateOf(String name, String pounds) {
        return Parameter.dollars(name).in(2019, pounds, SOURCE);
    }

    /** A rate for each pupil of a proportion that is published to six decimals. */
    private static Line proportion(String name) {
        return line(name).amount(rate(name).times(fact(name)).times(pupils())).inSection("pupil-led");
    }

    private static final FundingFormula FORMULA = FundingFormula.named("National funding formula, secondary")
            .parameters(
                    rateOf("KS3", "3862.65"),
                    rateOf("KS4", "4385.81"),
                    rateOf("deprivation band F", "290"),
                    rateOf("free meals", "440"),
                    rateOf("free meals, ever 6", "785"),
                    rateOf("low prior attainment", "1550"),
                    rateOf("English as additional language", "1385"),
                    rateOf("sparsity maximum", "65000"),
                    Parameter.number("year group threshold").in(2019, "120", SOURCE),
                    Parameter.number("half the year group threshold").in(2019, "60", SOURCE),
                    rateOf("lump sum", "110000"),
                    rateOf("minimum per pupil", "4800"))
            .add(
                    line("KS3").amount(pupils().in(KS3).times(rate("KS3"))).inSection("pupil-led"),
                    line("KS4").amount(pupils().in(KS4).times(rate("KS4"))).inSection("pupil-led"),
                    proportion("deprivation band F"),
                    proportion("free meals"),
                    proportion("free meals, ever 6"),
                    proportion("low prior attainment"),
                    proportion("English as additional language"),
                    line("pupil-led").figure(sumOf(section("pupil-led"))),
                    line("sparsity")
                            .amount(rate("sparsity maximum")
                                    .times(ramp(fact("mean year group"))
                                            .from(share("half the year group threshold"), number(1))
                                            .to(share("year group threshold"), number(0))))
                            .onlyWhere(is("far from the next school")),
                    line("lump sum").amount(rate("lump sum")),
                    line("minimum per pupil")
                            .raiseTo(rate("minimum per pupil").times(pupils()))
                            .counting(everythingAbove()))
            .build();

    /** 571 pupils; 571 / 5 = 114.2 in a year group. */
    private static final School SCHOOL = School.of("1", "A secondary school")
            .enrolling(Enrollment.in(KS3).pupils(347).in(KS4).pupils(224).build())
            .number("deprivation band F", new BigDecimal("0.001751"))
            .number("free meals", new BigDecimal("0.054291"))
            .number("free meals, ever 6", new BigDecimal("0.120141"))
            .number("low prior attainment", new BigDecimal("0.168738"))
            .number("English as additional language", new BigDecimal("0.001751"))
            .number("mean year group", new BigDecimal("114.2"))
            .flag("far from the next school", true)
            .build();

    static ResolvedModel resolved() {
        District county =
                District.named("A county").currency("£").school(SCHOOL).build();
        return FundingModel.named("Schools block")
                .unlocked(BLOCK, Decision.withoutAmount(), Decision.paying(FORMULA))
                .build()
                .resolve(county, FiscalYear.of(2019));
    }

    private static SchoolAllocation budget() {
        return resolved().allocate().of(SCHOOL.id());
    }

    // Department for Education, national funding formula, one secondary school of 571 pupils: ten lines of its table.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    KS3                            | 1340339.55
                    KS4                            | 982421.44
                    deprivation band F             | 289.95
                    free meals                     | 13640.07
                    free meals, ever 6             | 53851.40
                    low prior attainment           | 149341.57
                    English as additional language | 1384.75
                    sparsity                       | 6283.33
                    lump sum                       | 110000.00
                    minimum per pupil              | 83247.94
                    """)
    void each_line_is_as_published(String name, String pounds) {
        assertThat(budget().line(name).orElseThrow().amount()).contains(Money.parse(pounds));
    }

    @Test
    void the_sum_of_the_pupil_led_lines_is_as_published() {
        // The same table, row "pupil-led": the seven lines above the sparsity add up to it.
        assertThat(budget().line("pupil-led").orElseThrow().value()).contains(Rational.parse("2541268.73"));
    }

    @Test
    void the_budget_is_as_published() {
        // The same table, row "budget": 4,800 × 571
        assertThat(budget().total()).isEqualTo(Money.parse("2740800.00"));
    }

    @Test
    void amounts_are_told_in_pounds() {
        assertThat(budget().explain().toString())
                .contains("KS3: 347 pupils (KS3) × £3,862.65 (KS3) = £1,340,339.55")
                .contains("£65,000.00 (sparsity maximum) × 0.0966")
                .endsWith("Budget £2,740,800.00\n");
    }
}
