package org.perpupil.formula.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.greatest;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.NumberTerm;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;

/** California's local control funding formula (Education Code 42238.02 and 42238.03), computed for a district as one school. */
class CaliforniaTest {
    private static final RevenueSource LCFF = RevenueSource.state("lcff", "Local control funding formula");
    private static final String CODE = "Education Code 42238.02";

    static final GradeSpan K_3 = GradeSpan.of("K–3", "TK", "3");
    static final GradeSpan GRADES_4_6 = GradeSpan.of("4–6", "4", "6");
    private static final GradeSpan GRADES_7_8 = GradeSpan.of("7–8", "7", "8");
    static final GradeSpan GRADES_9_12 = GradeSpan.of("9–12", "9", "12");
    private static final List<GradeSpan> SPANS = List.of(K_3, GRADES_4_6, GRADES_7_8, GRADES_9_12);
    private static final List<GradeSpan> ADJUSTED = List.of(K_3, GRADES_9_12);

    private static final PupilGroup UNDUPLICATED = anyOf(ENGLISH_LEARNER, POVERTY, FOSTER);

    private static Parameter base(String span, String of2014, String of2016, String of2025) {
        return Parameter.dollars("base " + span)
                .in(2014, of2014, CODE)
                .in(2016, of2016, CODE)
                .in(2025, of2025, CODE);
    }

    private static Parameter always(String name, String value) {
        return Parameter.number(name)
                .in(2014, value, CODE)
                .in(2016, value, CODE)
                .in(2025, value, CODE);
    }

    private static NumberTerm ofThreeYears(NumberTerm now, NumberTerm before, NumberTerm earlier) {
        return now.plus(before).plus(earlier);
    }

    private static NumberTerm funded(GradeSpan span) {
        NumberTerm now = pupils().in(span);
        NumberTerm before = pupils().in(span).counted("prior year");
        NumberTerm earlier = pupils().in(span).counted("year before");
        return greatest(now, before, ofThreeYears(now, before, earlier).dividedBy(number(3)));
    }

    private static MoneyTerm adjustedBase(GradeSpan span) {
        MoneyTerm base = rate("base " + span.name());
        return ADJUSTED.contains(span) ? base.plus(amount("adjustment " + span.name())) : base;
    }

    private static final FundingFormula FORMULA = FundingFormula.named("Local control funding formula")
            .parameters(
                    // 2015–16 is given for K–3 only; the other rates of that year stand in and are not looked at.
                    base("K–3", "6845", "7083", "10025"),
                    base("4–6", "6947", "6947", "10177"),
                    base("7–8", "7154", "7154", "10478"),
                    base("9–12", "8289", "8289", "12144"),
                    always("adjustment K–3", "10.4%"),
                    always("adjustment 9–12", "2.6%"),
                    always("supplemental", "20%"),
                    Parameter.number("concentration")
                            .in(2014, "50%", CODE)
                            .in(2016, "50%", CODE)
                            .in(2025, "65%", CODE + ", since 2021–22"),
                    always("threshold", "55%"))
            .forEach(
                    ADJUSTED,
                    span -> List.of(line("adjustment " + span.name())
                            .figure(rate("base " + span.name()).times(share("adjustment " + span.name())))
                            .rounded(Rounding.dollars())))
            .forEach(
                    SPANS,
                    span -> List.of(
                            line("funded attendance " + span.name())
                                    .figure(funded(span))
                                    .rounded(Rounding.places(2)),
                            line("base grant " + span.name())
                                    .amount(adjustedBase(span).times(figure("funded attendance " + span.name())))))
            .add(
                    line("base grant")
                            .figure(sumOf(SPANS.stream()
                                    .map(span -> "base grant " + span.name())
                                    .toArray(String[]::new))),
                    line("unduplicated share")
                            .figure(ofThreeYears(
                                            pupils(UNDUPLICATED),
                                            pupils(UNDUPLICATED).counted("prior year"),
                                            pupils(UNDUPLICATED).counted("year before"))
                                    .dividedBy(ofThreeYears(
                                            pupils(), pupils().counted("prior year"), pupils().counted("year before"))))
                            .rounded(Rounding.places(4)),
                    line("supplemental")
                            .amount(amount("base grant")
                                    .times(share("supplemental"))
                                    .times(figure("unduplicated share"))),
                    line("concentration")
                            .amount(amount("base grant")
                                    .times(share("concentration"))
                                    .times(figure("unduplicated share").inExcessOf(share("threshold")))))
            .build();

    private static Enrollment attendance(GradeSpan span, long pupils, long unduplicated) {
        return Enrollment.in(span)
                .pupils(pupils)
                .need(UNDUPLICATED, unduplicated)
                .build();
    }

    static School school(
            GradeSpan span, long now, long before, long earlier, long ofNow, long ofBefore, long ofEarlier) {
        return School.of("1", "A district")
                .enrolling(attendance(span, now, ofNow))
                .enrolling(new CountBasis("prior year"), attendance(span, before, ofBefore))
                .enrolling(new CountBasis("year before"), attendance(span, earlier, ofEarlier))
                .build();
    }

    static ResolvedModel resolved(School school, int year) {
        return FundingModel.named("California")
                .unlocked(LCFF, Decision.withoutAmount(), Decision.paying(FORMULA))
                .build()
                .resolve(District.named("A district").school(school).build(), FiscalYear.of(year));
    }

    private static SchoolAllocation allocate(School school, int year) {
        return resolved(school, year).allocate().of(school.id());
    }

    private static Money amountOf(SchoolAllocation school, String line) {
        return school.line(line).orElseThrow().amount().orElseThrow();
    }

    @Test
    void the_adjusted_base_of_2015_is_as_published() {
        // LCFF 2015–16: 7,083 + round(10.4% of 7,083) = 7,083 + 737 = 7,820; attendance 8,456: 66,125,920
        School school = school(K_3, 8_456, 8_400, 8_300, 0, 0, 0);

        assertThat(amountOf(allocate(school, 2016), "base grant K–3")).isEqualTo(Money.parse("66125920.00"));
    }

    // By hand: 10.4% of 6,845 = 711.88 and of 10,025 = 1,042.60; 2.6% of 8,289 = 215.514 and of 12,144 = 315.744
    @ParameterizedTest
    @CsvSource({"2014, K–3, 712", "2025, K–3, 1043", "2014, 9–12, 216", "2025, 9–12, 316"})
    void the_adjustment_is_rounded_to_dollars(int year, String span, long dollars) {
        School school = school(K_3, 10, 10, 10, 0, 0, 0);

        assertThat(allocate(school, year)
                        .line("adjustment " + span)
                        .orElseThrow()
                        .value())
                .contains(Rational.of(dollars));
    }

    // By hand: the mean of 100, 106 and 97 is 101; of 90, 90 and 100 it is 93.333…
    @ParameterizedTest
    @CsvSource({"100, 106, 97, 106", "110, 106, 97, 110", "90, 90, 100, 93.33"})
    void funded_attendance_is_the_greatest_of_current_prior_and_mean(
            long now, long before, long earlier, String funded) {
        School school = school(GRADES_4_6, now, before, earlier, 0, 0, 0);

        assertThat(allocate(school, 2014)
                        .line("funded attendance 4–6")
                        .orElseThrow()
                        .value())
                .contains(Rational.parse(funded));
    }

    @Test
    void supplemental_and_concentration_follow_the_unduplicated_share() {
        // By hand, 2013–14: 106 × (6,845 + 712) = 801,042. Share (66 + 70 + 64) / (100 + 106 + 97) = 200 / 303 →
        // 0.6601.
        // Supplemental 20% × 0.6601 × 801,042 = 105,753.56484; concentration 50% × (0.6601 − 0.55) × 801,042 =
        // 44,097.3621.
        SchoolAllocation school = allocate(school(K_3, 100, 106, 97, 66, 70, 64), 2014);

        assertThat(amountOf(school, "base grant K–3")).isEqualTo(Money.parse("801042.00"));
        assertThat(school.line("unduplicated share").orElseThrow().value()).contains(Rational.parse("0.6601"));
        assertThat(amountOf(school, "supplemental")).isEqualTo(Money.parse("105753.56"));
        assertThat(amountOf(school, "concentration")).isEqualTo(Money.parse("44097.36"));
        assertThat(school.total()).isEqualTo(Money.parse("950892.92"));
    }

    @Test
    void there_is_no_concentration_up_to_the_threshold() {
        // 55 of 100 each year are 55%
        assertThat(amountOf(allocate(school(K_3, 100, 100, 100, 55, 55, 55), 2014), "concentration"))
                .isEqualTo(Money.ZERO);
    }

    @Test
    void two_indices_compound() {
        // California 2021–22: 1.0231 × 1.0270 − 1 = 0.0507237, published as 5.07%
        FundingModel model = FundingModel.named("Index")
                .parameters(
                        Parameter.number("index of 2020–21").in(2022, "1.0231", "California, 2021–22"),
                        Parameter.number("index of 2021–22").in(2022, "1.0270", "California, 2021–22"))
                .add(line("index")
                        .figure(share("index of 2020–21")
                                .times(share("index of 2021–22"))
                                .minus(number(1)))
                        .rounded(Rounding.places(4)))
                .build();
        School school = school(K_3, 1, 1, 1, 0, 0, 0);

        assertThat(model.resolve(District.named("A district").school(school).build(), FiscalYear.of(2022))
                        .allocate()
                        .of(school.id())
                        .line("index")
                        .orElseThrow()
                        .value())
                .contains(Rational.parse("0.0507"));
    }

    static ResolvedModel gap() {
        FundingModel model = FundingModel.named("Transition")
                .unlocked(LCFF, Decision.withoutAmount())
                .parameters(Parameter.number("gap").in(2014, "50.49926763%", "Education Code 42238.03"))
                .add(
                        line("floor").amount(moneyFact("floor")).from(LCFF),
                        line("target").figure(dollars("950892.92")),
                        line("gap funding")
                                .amount(share("gap").times(amount("target").minus(amount("floor"))))
                                .from(LCFF))
                .build();
        School school = School.of("1", "A district")
                .enrolling(attendance(K_3, 1, 0))
                .money("floor", Money.parse("700000.00"))
                .build();

        return model.resolve(District.named("A district").school(school).build(), FiscalYear.of(2014));
    }

    @Test
    void the_gap_is_closed_at_a_rate_of_eight_decimals() {
        // By hand: the target above is 950,892.92. From a floor of 700,000 the gap is 250,892.92;
        // × 0.5049926763 = 126,699.087135521796
        SchoolAllocation allocation = gap().allocate().schools().get(0);
        assertThat(amountOf(allocation, "gap funding")).isEqualTo(Money.parse("126699.09"));
        assertThat(allocation.budget().bySource()).isEqualTo(Map.of(LCFF, Money.parse("826699.09")));
    }
}
