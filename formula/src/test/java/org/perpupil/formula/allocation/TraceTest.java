package org.perpupil.formula.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.lines;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rank;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.MIDDLE;
import static org.perpupil.formula.Trial.STATE_AID;
import static org.perpupil.formula.Trial.YEAR;
import static org.perpupil.formula.Trial.id;
import static org.perpupil.formula.Trial.school;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.reserve;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.Term;
import org.perpupil.formula.Trial;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Explanation.About;
import org.perpupil.formula.allocation.Explanation.Fact;
import org.perpupil.formula.allocation.Explanation.Row;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;

public class TraceTest {
    private static final RevenueSource RESERVE = RevenueSource.local("reserve", "Reserve");

    private static Row row(Allocation allocation, String school, String line) {
        Explanation explanation = allocation.of(id(school)).explain();
        return Stream.of(
                        explanation.steps(),
                        explanation.sources().stream()
                                .flatMap(paid -> paid.rows().stream())
                                .toList(),
                        explanation.notCounted())
                .flatMap(List::stream)
                .filter(row -> row.line().equals(line))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> fact(Row row, String name) {
        return row.facts().stream()
                .filter(fact -> fact.about().toString().equals(name))
                .flatMap(fact -> fact.texts().stream())
                .toList();
    }

    /** The value of a parameter in the year before. */
    private static MoneyTerm rateBefore(String parameter) {
        return MoneyTerm.of(new Term.ParameterValue(parameter, ValueType.MONEY, Optional.empty(), 1));
    }

    public static ResolvedModel resolved() {
        District district = District.named("Springfield")
                .levels(ELEMENTARY, MIDDLE)
                .school(School.of("1", "Lincoln")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(31)
                                .need(POVERTY, 12)
                                .estimated(POVERTY, "31 pupils × 39%, rounded")
                                .build())
                        .enrolling(
                                new CountBasis("October"),
                                Enrollment.in(ELEMENTARY).pupils(30).build())
                        .build())
                .school(School.of("2", "Jefferson")
                        .enrolling(Enrollment.in(MIDDLE)
                                .pupils(62)
                                .need(POVERTY, 0)
                                .build())
                        .enrolling(
                                new CountBasis("October"),
                                Enrollment.in(MIDDLE).pupils(60).build())
                        .build())
                .revenue(GENERAL, Money.parse("250000.00"))
                .revenue(STATE_AID, Money.parse("100.00"))
                .build();
        return FundingModel.named("M")
                .parameters(
                        Parameter.dollars("base")
                                .in(2027, "resolution 7, table 1", at(ELEMENTARY, "1000.005"), at(MIDDLE, "990")),
                        Parameter.dollars("October rate")
                                .in(2026, "12.5", "resolution 6")
                                .in(2027, "13", "resolution 7"),
                        Parameter.number("poverty weight").in(2027, "0.34", "0.3", "resolution 8"))
                .unlocked(GENERAL, centralShare("10%"), reserve(RESERVE, "1.5%"))
                .unlocked(STATE_AID, eligible(shareOf(POVERTY).atLeast("10%")), inProportionTo(pupils()))
                .add(
                        line("weighted rate")
                                .figure(dollars(1_000).times(share("poverty weight")))
                                .rounded(Rounding.dollars())
                                .citing("policy 12"),
                        line("all").amount(perPupil(ALL_PUPILS, "base")).from(GENERAL),
                        line("October")
                                .amount(rateBefore("October rate").times(pupils().counted("October")))
                                .from(GENERAL)
                                .onlyWhere(pupils().atMost("50")),
                        line("poverty")
                                .amount(pupils(POVERTY).times(amount("weighted rate")))
                                .from(GENERAL),
                        line("next year").amount(dollars(5)).asShadow())
                .build()
                .resolve(district, YEAR);
    }

    private static Allocation whole() {
        return resolved().allocate();
    }

    @Test
    void tells_everything_behind_every_line() {
        // 12 of 31 are 39%; 10% of 250,000 and 1.5% of it leave 221,250; 31 × 1,000.005 = 31,000.155 and 62 × 990 =
        // 61,380;
        // 30 × 12.50 = 375; 12 × 340 = 4,080; 31,000.16 + 375 + 4,080 = 35,455.16, with Jefferson's 61,380 it is
        // 96,835.16,
        // which leaves 124,414.84; 100 ÷ 31 = 3.225806451612…; 1,000 × 0.3 = 300
        assertThat(whole().of(id("1")).explain().trace()).isEqualTo("""
                Lincoln (1), 2026–27: every dollar explained

                Steps

                  weighted rate: $340.00
                    Rule         a step that later lines use; it is not counted
                    Working      $1,000.00 × 0.34 (poverty weight, printed as 0.3)
                    Parameters   poverty weight in 2026–27: computed with 0.34, printed as 0.3
                    Rounding     exact as it is (to 1 half up)
                    As shown     with the printed 0.3 (poverty weight) it would be $300.00, $40.00 less
                    Cited        the line: policy 12
                                 poverty weight: resolution 8

                State aid
                    Use          unrestricted
                    Amount       $100.00
                    Central      $0.00
                    For schools  $100.00
                    Eligibility  eligible: 12 pupils (poverty, estimate) ÷ 31 pupils is at least 0.1
                    Drawn        $100.00 by all schools
                    Left over    $0.00
                    This school  $100.00

                  share of State aid: $100.00
                    Rule         a pot, shared in proportion to points
                    Working      31 pupils × $3.225806451612… (level)
                    Asked        eligible: 12 pupils (poverty, estimate) ÷ 31 pupils is at least 0.1
                    Counts       31 pupils: counted, on the basis "current"
                                 12 pupils (poverty, estimate): 31 pupils × 39%, rounded, on the basis "current"
                    Pot          $100.00 to share over 31 points of all schools: a level of $3.225806451612… for
                                 each point
                                 this school: 31 × $3.225806451612… = $100.00
                    Rounding     exact as it is
                    Decides      the school

                General fund
                    Use          unrestricted
                    Amount       $250,000.00
                    Central      $25,000.00: 10% of the amount, to the cent
                    Set aside    $3,750.00 for Reserve
                    For schools  $221,250.00
                    Drawn        $96,835.16 by all schools
                    Left over    $124,414.84
                    This school  $35,455.16

                  all: $31,000.16
                    Rule         an amount for the school
                    Working      31 pupils (elementary) × $1,000.005 (base, elementary)
                    Parameters   base, elementary in 2026–27: $1,000.005
                    Counts       31 pupils (elementary): counted, on the basis "current"
                    Rounding     exactly $31,000.155, rounded to 0.01 half up
                    Decides      the school
                    Cited        base, elementary: resolution 7, table 1

                  October: $375.00
                    Rule         an amount for the school
                    Working      $12.50 (October rate) × 30 pupils (October)
                    Asked        applies: 31 pupils is at most 50
                    Parameters   October rate in 2025–26: $12.50
                    Counts       30 pupils (October): counted, on the basis "October"
                                 31 pupils: counted, on the basis "current"
                    Rounding     exact as it is (to 0.01 half up)
                    Decides      the school
                    Cited        October rate: resolution 6

                  poverty: $4,080.00
                    Rule         an amount for the school
                    Working      12 pupils (poverty, estimate) × $340.00 (weighted rate)
                    Counts       12 pupils (poverty, estimate): 31 pupils × 39%, rounded, on the basis "current"
                    Rounding     exact as it is (to 0.01 half up)
                    Decides      the school

                Shown, not counted

                  next year: $5.00
                    Rule         an amount for the school
                    Working      $5.00
                    Rounding     exact as it is (to 0.01 half up)

                Budget $35,555.16
                """);
    }

    @Test
    void a_school_that_is_not_eligible_or_left_out_is_told_why_once() {
        assertThat(whole().of(id("2")).explain().trace())
                .contains("    Eligibility  not eligible: 0 pupils (poverty) ÷ 62 pupils is below 0.1\n")
                .contains("""
                  share of State aid: nothing
                    Rule         a pot, shared in proportion to points
                    Why          not eligible: 0 pupils (poverty) ÷ 62 pupils is below 0.1
                    Counts       0 pupils (poverty): counted, on the basis "current"
                                 62 pupils: counted, on the basis "current"

                """)
                .contains("""
                  October: nothing
                    Rule         an amount for the school
                    Why          does not apply: 62 pupils is above 50
                    Counts       62 pupils: counted, on the basis "current"

                """);
    }

    @Test
    void values_that_conditions_bounds_bands_and_pots_hang_on_are_told_with_year_and_source() {
        Trial trial = Trial.withPupils(40, 60)
                .source(GENERAL, "9000000.00")
                .parameters(
                        Parameter.number("threshold").in(2027, "30", "policy 1"),
                        Parameter.number("small").in(2027, "10", "policy 2"),
                        Parameter.number("chosen").in(2027, "20", "policy 3"),
                        Parameter.dollars("sum").in(2027, "1000", "policy 4"),
                        Parameter.dollars("most").in(2027, "900", "policy 5"))
                .lines(
                        line("asked").amount(dollars(1)).from(GENERAL).onlyWhere(pupils().atLeast(share("threshold"))),
                        line("banded")
                                .amount(MoneyTerm.of(new Term.Bands(
                                        pupils().term(),
                                        List.of(new Term.Bands.Band(
                                                share("small").term(),
                                                false,
                                                dollars(1).term())),
                                        dollars(2).term())))
                                .from(GENERAL),
                        line("choice")
                                .amount(when(pupils().atLeast(share("chosen")), dollars(3), dollars(4)))
                                .from(GENERAL),
                        line("shared")
                                .prorate(rate("most").times(number(1)))
                                .to(rate("sum"))
                                .from(GENERAL));
        Allocation allocation = trial.allocate();

        // The definition above: the source of each value
        assertThat(fact(row(allocation, "1", "asked"), "Cited")).containsExactly("threshold: policy 1");
        assertThat(fact(row(allocation, "1", "asked"), "Parameters")).containsExactly("threshold in 2026–27: 30");
        assertThat(fact(row(allocation, "1", "banded"), "Cited")).containsExactly("small: policy 2");
        assertThat(fact(row(allocation, "1", "choice"), "Cited")).containsExactly("chosen: policy 3");
        // 1,000 is less than the two claims of 900, so neither school gets its claim; both values decide it
        assertThat(fact(row(allocation, "1", "shared"), "Cited")).containsExactly("most: policy 5", "sum: policy 4");
    }

    @Test
    void a_chosen_sum_stands_in_brackets_beside_what_it_is_multiplied_by() {
        Trial trial = Trial.withPupils(40)
                .lines(line("x")
                        .figure(when(pupils().atLeast(number(20)), pupils().plus(number(5)), number(0))
                                .times(number(2))));

        // (40 + 5) × 2 = 90; without brackets it would read 40 + 10
        Row row = row(trial.allocate(), "1", "x");
        assertThat(row.result()).isEqualTo("90");
        assertThat(row.computed()).hasToString("x: 90");
        assertThat(row.working()).isEqualTo("(40 pupils + 5 [as 40 pupils is at least 20]) × 2");
    }

    private static Trial printed(long pupils) {
        return Trial.withPupils(pupils)
                .parameters(Parameter.dollars("per capita").in(2027, "4122.545644", "$4,122.55", "FSF 2015"))
                .source(GENERAL, "9000000.00")
                .lines(line("base").amount(pupils().times(rate("per capita"))).from(GENERAL));
    }

    @Test
    void a_printed_rate_that_would_not_give_the_amount_says_so() {
        // New York City, Fair Student Funding 2015: 436 × 4,122.545644 = 1,797,429.900784 and 436 × 4,122.55 =
        // 1,797,431.80
        AsShown shown = row(printed(436).allocate(), "1", "base").asShown().orElseThrow();

        assertThat(shown.text())
                .isEqualTo("with the printed $4,122.55 (per capita) it would be $1,797,431.80, $1.90 more");
        assertThat(shown.numbers()).containsExactly("the printed $4,122.55 (per capita)");
        assertThat(shown.value()).contains(Rational.parse("1797431.8"));
        assertThat(shown.difference()).contains(Rational.parse("1.9"));
    }

    @Test
    void a_printed_rate_that_gives_the_amount_says_nothing() {
        // 1 × 4,122.545644 is 4,122.55 to the cent, as printed
        Row row = row(printed(1).allocate(), "1", "base");

        assertThat(row.asShown()).isEmpty();
        assertThat(fact(row, "As shown")).isEmpty();
        assertThat(fact(row, "Parameters"))
                .containsExactly("per capita in 2026–27: computed with $4,122.545644, printed as $4,122.55");
    }

    @Test
    void words_and_nothing_are_no_numbers_to_do_a_line_again_with() {
        Trial words = Trial.withPupils(10)
                .parameters(Parameter.dollars("rate").in(2027, "4.5", "about five", "memo"))
                .lines(line("x").figure(rate("rate").times(pupils())));
        Trial comma = Trial.withPupils(10)
                .parameters(Parameter.dollars("rate").in(2027, "4.5", "4,5", "circulaire"))
                .lines(line("x").figure(rate("rate").times(pupils())));
        Trial nothing = Trial.withPupils(10)
                .parameters(Parameter.number("divisor").in(2027, "0.4", "0", "memo"))
                .lines(line("x").figure(pupils().dividedBy(share("divisor"))));

        assertThat(row(words.allocate(), "1", "x").asShown()).isEmpty();
        assertThat(row(comma.allocate(), "1", "x").asShown()).isEmpty();
        assertThat(row(nothing.allocate(), "1", "x").asShown().map(AsShown::text))
                .contains("with the printed 0 (divisor) it would divide by zero");
    }

    @Test
    void digits_that_are_cut_are_told_where_they_cost_a_cent() {
        Trial trial = Trial.withPupils(1)
                .source(GENERAL, "20000000000.00")
                .lines(
                        line("third").figure(number(1).dividedBy(number(3))),
                        line("small")
                                .amount(dollars(300).times(figure("third")))
                                .from(GENERAL),
                        line("large")
                                .amount(dollars(30_000_000_000L).times(figure("third")))
                                .from(GENERAL));

        // 300 × 0.333333333333 = 99.9999999999, to the cent 100; 30,000,000,000 × 0.333333333333 = 9,999,999,999.99
        assertThat(row(trial.allocate(), "1", "small").asShown()).isEmpty();
        assertThat(row(trial.allocate(), "1", "large").asShown().map(AsShown::text))
                .contains("with the shown 0.333333333333 (third) it would be $9,999,999,999.99, $0.01 less");
    }

    @Test
    void a_level_that_is_cut_gives_the_same_part() {
        Trial trial = Trial.withPupils(1, 1, 1)
                .source(GENERAL, "100.00")
                .lines(line("split").split(remainingOf(GENERAL)).by(pupils()).from(GENERAL));
        Allocation allocation = trial.allocate();

        // 100 over three pupils is 33.333… each, and the last cent goes to the first by id
        Row first = row(allocation, "1", "split");
        assertThat(first.result()).isEqualTo("$33.34");
        assertThat(first.asShown()).isEmpty();
        assertThat(fact(first, "Rounding"))
                .containsExactly(
                        "exactly $33.333333…; got one of the last units, being among the largest remainders (units of"
                                + " 0.01)");
        assertThat(fact(first, "Pot"))
                .containsExactly(
                        "$100.00 to share over 3 points of all schools: a level of $33.333333333333… for each point",
                        "this school: 1 × $33.333333333333… = $33.333333…");
        assertThat(fact(row(allocation, "2", "split"), "Rounding"))
                .containsExactly("exactly $33.333333…; the last units went to larger remainders (units of 0.01)");
        assertThat(row(allocation, "2", "split").asShown()).isEmpty();
        assertThat(first.computed().part().orElseThrow().pot().points()).isEqualTo(Rational.of(3));
    }

    @Test
    void a_whole_part_is_not_lost_to_cut_digits() {
        Trial trial = Trial.withPupils(1, 2)
                .source(GENERAL, "1.00")
                .lines(line("split")
                        .split(dollars("0.75"))
                        .by(pupils().dividedBy(number(7)))
                        .from(GENERAL));

        // The level is 0.75 ÷ (3 ÷ 7) = 1.75, and 1 ÷ 7 and 2 ÷ 7 are not cut: they stand as what they are made of
        assertThat(trial.amounts("split")).containsExactly("0.25", "0.50");
        assertThat(row(trial.allocate(), "1", "split").asShown()).isEmpty();
    }

    private static Trial three() {
        return Trial.in(
                        school("1", 10).money("paid", Money.parse("1000.00")).build(),
                        school("2", 10).money("paid", Money.parse("3000.00")).build(),
                        school("3", 10).money("paid", Money.parse("2000.00")).build())
                .source(GENERAL, "9000.00")
                .lines(line("paid").amount(moneyFact("paid")).from(GENERAL));
    }

    @Test
    void a_part_that_a_floor_pins_keeps_points_level_and_bounds() {
        Allocation allocation = three().lines(line("kept")
                        .keepWithin(dollars(1_500), dollars(3_000))
                        .counting(lines("paid"), lines("paid"))
                        .from(GENERAL))
                .allocate();

        // School 1 lacks 500; the others pay it in proportion to 3,000 and 2,000, so all are at 0.9 of what they had
        assertThat(Trial.amounts(allocation, "kept")).containsExactly("500.00", "-300.00", "-200.00");
        Row pinned = row(allocation, "1", "kept");
        // 1,000 × 0.9 − 1,000 = −100; 1,500 − 1,000; 3,000 − 1,000
        assertThat(fact(pinned, "Pot"))
                .containsExactly(
                        "$0.00 to share over $6,000.00 of all schools: a level of 0.9 for each $1",
                        "this school: $1,000.00 × 0.9 − its own $1,000.00 = −$100.00",
                        "at least $500.00, which decides",
                        "at most $2,000.00");
        SharedPart part = pinned.computed().part().orElseThrow();
        assertThat(part.pinnedAt()).contains(SharedPart.Bound.LEAST);
        assertThat(part.free()).isEqualTo(Rational.of(-100));
        Working.Made made = (Working.Made) pinned.computed().working().orElseThrow();
        assertThat(made.parts()).hasSize(2);
        assertThat(made.parts().get(1).text("$")).isEqualTo("$1,000.00 (paid) × 0.9 (level) − $1,000.00 (paid)");
        // 3,000 × 0.9 − 3,000; the floor lets 1,500 go
        assertThat(fact(row(allocation, "2", "kept"), "Pot"))
                .contains("this school: $3,000.00 × 0.9 − its own $3,000.00 = −$300.00", "at least −$1,500.00")
                .noneMatch(text -> text.contains("decides"));
    }

    @Test
    void a_part_that_a_cap_pins_keeps_points_and_level() {
        Allocation allocation = three().lines(line("kept")
                        .keepWithin(dollars(500), dollars(2_500))
                        .counting(lines("paid"), lines("paid"))
                        .from(GENERAL))
                .allocate();

        // School 2 gives 500 up; the others gain it in proportion to 1,000 and 2,000: 166.666… and 333.333…
        assertThat(Trial.amounts(allocation, "kept")).containsExactly("166.67", "-500.00", "333.33");
        Row pinned = row(allocation, "2", "kept");
        // 3,000 × 7 ÷ 6 − 3,000 = 500; 2,500 − 3,000 = −500; 500 − 3,000 = −2,500
        assertThat(fact(pinned, "Pot"))
                .containsExactly(
                        "$0.00 to share over $6,000.00 of all schools: a level of 1.166666666666… for each $1",
                        "this school: $3,000.00 × 1.166666666666… − its own $3,000.00 = $500.00",
                        "at least −$2,500.00",
                        "at most −$500.00, which decides");
        assertThat(pinned.asShown()).isEmpty();
        assertThat(pinned.rounding()).isEmpty();
    }

    @Test
    void claims_that_are_paid_in_full_are_pinned_and_the_surplus_is_told() {
        Allocation allocation = Trial.withPupils(1, 2)
                .source(GENERAL, "500.00")
                .lines(line("claims")
                        .prorate(pupils().times(dollars(100)))
                        .to(dollars(350))
                        .from(GENERAL))
                .allocate();

        // Claims of 100 and 200 leave 50 of 350
        assertThat(fact(row(allocation, "2", "claims"), "Pot"))
                .containsExactly(
                        "$350.00 to share over $300.00 of all schools: a level of 1 for each $1; $50.00 that no school"
                                + " may take is left",
                        "this school: $200.00 × 1 = $200.00",
                        "at most $200.00, which decides");
    }

    @Test
    void a_lift_tells_own_means() {
        Allocation allocation = Trial.in(
                        school("1", 100).money("own", Money.parse("0.00")).build(),
                        school("2", 100).money("own", Money.parse("5000.00")).build())
                .source(GENERAL, "1000.00")
                .lines(line("lift")
                        .lift(dollars(1_000), pupils(), moneyFact("own"))
                        .from(GENERAL))
                .allocate();

        // All 1,000 lift the first to 10 a pupil; the second has 50 a pupil already: 100 × 10 − 5,000 = −4,000
        assertThat(Trial.amounts(allocation, "lift")).containsExactly("1000.00", "0.00");
        assertThat(fact(row(allocation, "2", "lift"), "Pot"))
                .containsExactly(
                        "$1,000.00 to share over 200 points of all schools: a level of $10.00 for each point",
                        "this school: 100 × $10.00 − its own $5,000.00 = −$4,000.00",
                        "at least $0.00, which decides");
        assertThat(row(allocation, "2", "lift").working()).isEqualTo("$0.00 [the least it may be]");
    }

    @Test
    void every_form_says_its_rule() {
        Allocation allocation = three().source(STATE_AID, "9000.00")
                .lines(
                        line("step").figure(number(2)),
                        line("floor")
                                .raiseTo(dollars(1_200))
                                .counting(everythingAbove())
                                .from(GENERAL),
                        line("cap")
                                .lowerTo(dollars(2_800))
                                .counting(everythingAbove())
                                .from(GENERAL),
                        line("split").split(dollars(90)).by(pupils()).from(STATE_AID),
                        line("claims").prorate(dollars(10)).to(dollars(30)).from(STATE_AID),
                        line("lift")
                                .lift(dollars(30), pupils(), moneyFact("paid"))
                                .from(STATE_AID),
                        line("served")
                                .serveInOrder(dollars(25), dollars(10), rank(number(1)))
                                .from(STATE_AID),
                        line("kept")
                                .keepAtLeast(dollars(5))
                                .counting(lines("split"), lines("split"))
                                .from(STATE_AID),
                        line("back")
                                .takeBack(dollars(3))
                                .inProportionTo(amount("split"))
                                .from(STATE_AID))
                .allocate();

        assertThat(List.of("paid", "step", "floor", "cap", "split", "claims", "lift", "served", "kept", "back"))
                .extracting(name -> fact(row(allocation, "1", name), "Rule").get(0))
                .containsExactly(
                        "an amount for the school",
                        "a step that later lines use; it is not counted",
                        "what the counted lines lack to reach a floor",
                        "what the counted lines have above a cap, taken away",
                        "a pot, shared in proportion to points",
                        "claims on a pot, paid in full or all by the same factor",
                        "a pot, shared so that the schools with the lowest means are lifted to one level",
                        "claims on a pot, served in order of rank until it is spent",
                        "what lifts schools to a floor and lowers them to a cap; the others of the same lines pay or gain",
                        "an amount taken back in proportion to what each school has");
        // The third in rank has 25 − 20 = 5 left of its claim of 10; it is 10 × 2.5 − 2 × 10
        assertThat(fact(row(allocation, "3", "served"), "Pot"))
                .containsExactly(
                        "$25.00 to share over $30.00 of all schools: a level of 2.5 for each $1",
                        "this school: $10.00 × 2.5 − its own $20.00 = $5.00",
                        "at least $0.00",
                        "at most $10.00");
        // A third of the split's 90 each: 1 of 3 is taken back
        assertThat(fact(row(allocation, "1", "back"), "Pot"))
                .containsExactly(
                        "$3.00 to take back over $90.00 of all schools: a level of −0.033333333333… for each $1",
                        "this school: $30.00 × −0.033333333333… = −$1.00",
                        "at least −$30.00",
                        "at most $0.00");
        assertThat(row(allocation, "1", "back").asShown()).isEmpty();
    }

    @Test
    void what_takes_back_no_more_than_was_paid_says_how_it_was_rounded() {
        Trial trial = Trial.withPupils(1)
                .source(GENERAL, "100.00")
                .lines(
                        line("paid").amount(dollars("0.50")).from(GENERAL),
                        line("other").amount(dollars(20)).from(GENERAL).rounded(Rounding.dollars()),
                        line("cap")
                                .lowerTo(dollars(0))
                                .counting(lines("paid"))
                                .from(GENERAL)
                                .rounded(Rounding.dollars()));

        // 0.50 above a cap of 0 is 1 dollar half up, which 20.50 can give back
        assertThat(trial.amounts("cap")).containsExactly("-1.00");
        assertThat(row(trial.allocate(), "1", "cap").rounding()).isEqualTo("exactly −$0.50, rounded to 1 half up");
        Trial tight = Trial.withPupils(1)
                .source(GENERAL, "100.00")
                .lines(
                        line("paid").amount(dollars("0.50")).from(GENERAL),
                        line("cap")
                                .lowerTo(dollars(0))
                                .counting(lines("paid"))
                                .from(GENERAL)
                                .rounded(Rounding.dollars()));
        // Here 1 dollar would be more than the 0.50 that was paid, so nothing is taken
        assertThat(tight.amounts("cap")).containsExactly("0.00");
        assertThat(row(tight.allocate(), "1", "cap").rounding()).isEqualTo("exactly −$0.50, rounded to 1 down");
    }

    @Test
    void who_decides_on_the_money_is_told_of_every_source() {
        RevenueSource titleI = RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
        RevenueSource bonds = RevenueSource.local("bonds", "Bonds");
        RevenueSource arts = RevenueSource.privately("arts", "Arts grant");
        District district = District.named("Springfield")
                .school(school("1", 10).build())
                .revenue(titleI, Money.parse("10.00"))
                .revenue(bonds, Money.parse("100.00"))
                .revenue(arts, Money.parse("7.00"))
                .build();
        Allocation allocation = FundingModel.named("M")
                .unlocked(titleI, inProportionTo(pupils()))
                .locked(bonds, "new wing", Map.of(id("1"), Money.parse("60.00")))
                .schoolGrant(arts, "award", Map.of(id("1"), Money.parse("7.00")))
                .build()
                .resolve(district, YEAR)
                .allocate();
        List<Explanation.Paid> sources = allocation.of(id("1")).explain().sources();

        assertThat(sources)
                .flatExtracting(paid -> fact(paid.rows().get(0), "Decides"))
                .containsExactly(
                        "the school, within the restriction of Title I",
                        "the central office; the school has no say",
                        "nobody: it comes with its use stated");
        // 60 of 100 are given to the school, 40 stay
        assertThat(sources.get(1).facts("$"))
                .contains(new Fact(About.CENTRAL, List.of("$40.00: what is given to no school stays central")));
        assertThat(sources.get(2).facts("$"))
                .contains(new Fact(About.CENTRAL, List.of("$0.00: a grant passes through to the schools named")));
    }

    @Test
    void a_reserve_and_an_open_source_tell_where_their_money_is_from() {
        District district = District.named("Springfield")
                .school(school("1", 10).build())
                .revenue(GENERAL, Money.parse("1000.00"))
                .build();
        Allocation allocation = FundingModel.named("M")
                .unlocked(GENERAL, centralShare(Money.parse("100.00")), reserve(RESERVE, "1.5%"))
                .unlocked(STATE_AID, withoutAmount())
                .add(
                        line("kept").amount(dollars(5)).from(RESERVE),
                        line("open").amount(dollars(6)).from(STATE_AID),
                        line("general").amount(dollars(7)).from(GENERAL))
                .build()
                .resolve(district, YEAR)
                .allocate();
        List<Explanation.Paid> sources = allocation.of(id("1")).explain().sources();

        // 1.5% of 1,000 is 15; 1,000 − 100 − 15 = 885
        assertThat(sources.get(0).facts("$"))
                .contains(new Fact(
                        About.AMOUNT, List.of("$15.00, set aside from general: 1.5% of the amount, to the cent")));
        assertThat(sources.get(1).facts("$"))
                .contains(new Fact(About.AMOUNT, List.of("none; only what is drawn is told")))
                .extracting(Fact::about)
                .doesNotContain(About.CENTRAL, About.POOL, About.LEFT_OVER);
        assertThat(sources.get(2).facts("$"))
                .contains(
                        new Fact(About.CENTRAL, List.of("$100.00: a fixed sum")),
                        new Fact(About.SET_ASIDE, List.of("$15.00 for Reserve")),
                        new Fact(About.POOL, List.of("$885.00")));
    }

    @Test
    void names_cannot_make_lines_of_their_own() {
        School school = School.of("1", "A\nBudget $9.00\u001b[2J 🏫 " + "x".repeat(300))
                .enrolling(Enrollment.in(ELEMENTARY).pupils(1).build())
                .build();
        Allocation allocation = Trial.in(school)
                .source(GENERAL, "5.00")
                .lines(line("a\r\nBudget $8.00 <&=\"").amount(dollars(5)).from(GENERAL))
                .allocate();

        String trace = allocation.of(id("1")).explain().trace();

        assertThat(trace.lines().filter(text -> text.startsWith("Budget"))).containsExactly("Budget $5.00");
        assertThat(trace.lines()).allMatch(text -> text.codePointCount(0, text.length()) <= 100);
        assertThat(trace).contains("🏫", "<&=\"").doesNotContain("\u001b", "\r");
        assertThat(allocation
                        .of(id("1"))
                        .explain()
                        .toString()
                        .lines()
                        .filter(text -> text.strip().startsWith("Budget")))
                .containsExactly("Budget $5.00");
    }
}
