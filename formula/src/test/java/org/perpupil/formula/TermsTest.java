package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.section;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.amountOf;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.decided;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.greatest;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.least;
import static org.perpupil.formula.Terms.levelOf;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.poolOf;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.ramp;
import static org.perpupil.formula.Terms.rank;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.ratioOf;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.Terms.weighted;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.HIGH;
import static org.perpupil.formula.Trial.MIDDLE;
import static org.perpupil.formula.Trial.id;
import static org.perpupil.formula.Trial.school;
import static org.perpupil.formula.Trial.text;
import static org.perpupil.formula.Trial.why;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.HOMELESS;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.PupilGroup.allOf;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.funding.Decision;
import org.perpupil.money.Money;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;

/** Each kind of term: its value, how it has none, and the working. */
class TermsTest {
    /** 412 + 220 = 632 pupils in two spans; 240 + 101 = 341 in poverty; English learners known for elementary only. */
    private static final School K_8 = School.of("1", "Lincoln")
            .enrolling(Enrollment.in(ELEMENTARY)
                    .pupils(412)
                    .need(POVERTY, 240)
                    .need(ENGLISH_LEARNER, 97)
                    .need(FOSTER, 10)
                    .need(anyOf(POVERTY, FOSTER), 245)
                    .need(allOf(POVERTY, FOSTER), 5)
                    .need(POVERTY.butNot(HOMELESS), 230)
                    .in(MIDDLE)
                    .pupils(220)
                    .need(POVERTY, 101)
                    .build())
            .enrolling(
                    new CountBasis("attendance"),
                    Enrollment.in(GradeSpan.ALL_GRADES)
                            .pupils(new BigDecimal("601.25"))
                            .build())
            .number("miles", new BigDecimal("2.5"))
            .money("rent", Trial.dollars("1200.50"))
            .text("type", "magnet")
            .flag("isolated", true)
            .build();

    private static void assertValue(LineResult result, String value, String text) {
        assertThat(result.value()).contains(Rational.parse(value));
        assertThat(text(result)).isEqualTo(text);
    }

    private static void assertNone(LineResult result, String why) {
        assertThat(result.value()).isEmpty();
        assertThat(result.exact()).isEmpty();
        assertThat(why(result)).isEqualTo(why);
    }

    @Test
    void a_number_is_a_decimal_or_a_per_cent() {
        // 40% = 40/100
        assertValue(Trial.in(K_8).of(number("40%")), "0.4", "0.4");
        assertValue(Trial.in(K_8).of(number("0.4")), "0.4", "0.4");
        assertValue(Trial.in(K_8).of(number(12_345)), "12345", "12,345");
    }

    @Test
    void a_number_that_is_none_is_refused() {
        assertThatThrownBy(() -> number("4,5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"4,5\" is not a number; write a decimal such as 0.465 or a fraction such as 1/3");
    }

    @Test
    void dollars_have_any_precision_and_show_at_least_two_decimals() {
        assertValue(Trial.in(K_8).of(dollars(3_741)), "3741", "$3,741.00");
        assertValue(Trial.in(K_8).of(dollars("4122.545644")), "4122.545644", "$4,122.545644");
        assertValue(Trial.in(K_8).of(amountOf(Money.ofCents(-1_050))), "-10.5", "−$10.50");
    }

    @Test
    void a_parameter_has_the_value_of_the_year() {
        Parameter minimum =
                Parameter.dollars("minimum").in(2026, "8800", "guide 2026").in(2027, "9000", "guide 2027");

        assertValue(Trial.in(K_8).parameters(minimum).of(rate("minimum")), "9000", "$9,000.00 (minimum)");
    }

    @Test
    void a_parameter_can_be_that_of_a_year_before() {
        Parameter minimum =
                Parameter.dollars("minimum").in(2026, "8800", "guide 2026").in(2027, "9000", "guide 2027");
        Term before = new Term.ParameterValue("minimum", ValueType.MONEY, Optional.empty(), 1);

        assertValue(Trial.in(K_8).parameters(minimum).of(MoneyTerm.of(before)), "8800", "$8,800.00 (minimum)");
        assertThatThrownBy(() -> new Term.ParameterValue("minimum", ValueType.MONEY, Optional.empty(), -1))
                .hasMessage("parameter minimum -1 years back: give 0 or more");
    }

    @Test
    void a_parameter_that_is_printed_rounded_shows_both_values() {
        // New York City, Fair Student Funding 2015: computed with 4,122.545644, printed as 4,122.55
        Parameter base = Parameter.dollars("base").in(2027, "4122.545644", "4,122.55", "Fair Student Funding, FY2015");

        assertValue(
                Trial.in(K_8).parameters(base).of(rate("base")),
                "4122.545644",
                "$4,122.545644 (base, printed as 4,122.55)");
    }

    @Test
    void a_table_gives_the_entry_for_a_text_fact_of_the_school() {
        Parameter lump = Parameter.dollars("lump sum").in(2027, Map.of("magnet", "5000", "other", "4000"), "guide");
        Parameter weight = Parameter.number("weight").in(2027, Map.of("magnet", "1.2"), "guide");

        assertValue(
                Trial.in(K_8).parameters(lump).of(rate("lump sum", "type")), "5000", "$5,000.00 (lump sum, magnet)");
        assertValue(Trial.in(K_8).parameters(weight).of(share("weight", "type")), "1.2", "1.2 (weight, magnet)");
    }

    @Test
    void a_table_gives_no_value_where_the_text_fact_is_not_given() {
        Parameter lump = Parameter.dollars("lump sum").in(2027, Map.of("magnet", "5000"), "guide");

        assertNone(Trial.in(K_8).parameters(lump).of(rate("lump sum", "region")), "\"region\" is not given");
    }

    @Test
    void pupils_are_counted_in_all_in_a_span_and_on_a_basis() {
        // 412 + 220
        assertValue(Trial.in(K_8).of(pupils()), "632", "632 pupils");
        assertValue(Trial.in(K_8).of(pupils().in(MIDDLE)), "220", "220 pupils (middle)");
        assertValue(Trial.in(K_8).of(pupils().in(HIGH)), "0", "0 pupils (high)");
        assertValue(Trial.in(K_8).of(pupils().counted("attendance")), "601.25", "601.25 pupils (attendance)");
        // 240 + 101
        assertValue(Trial.in(K_8).of(pupils(POVERTY)), "341", "341 pupils (poverty)");
        assertValue(Trial.in(K_8).of(pupils(POVERTY).in(ELEMENTARY)), "240", "240 pupils (poverty, elementary)");
    }

    @Test
    void one_pupil_is_a_pupil() {
        assertValue(Trial.withPupils(1).of(pupils()), "1", "1 pupil");
    }

    @Test
    void combinations_are_looked_up_as_they_were_counted() {
        assertValue(
                Trial.in(K_8).of(pupils(anyOf(POVERTY, FOSTER)).in(ELEMENTARY)),
                "245",
                "245 pupils (any of (foster, poverty), elementary)");
        assertValue(
                Trial.in(K_8).of(pupils(allOf(POVERTY, FOSTER)).in(ELEMENTARY)),
                "5",
                "5 pupils (all of (foster, poverty), elementary)");
        assertValue(
                Trial.in(K_8).of(pupils(POVERTY.butNot(HOMELESS)).in(ELEMENTARY)),
                "230",
                "230 pupils (poverty without (homeless), elementary)");
    }

    @Test
    void a_combination_is_never_derived_from_duplicated_counts() {
        assertNone(
                Trial.in(K_8).of(pupils(anyOf(POVERTY, ENGLISH_LEARNER))),
                "pupils of \"any of (English learner, poverty)\" are not counted");
    }

    @Test
    void pupils_that_were_not_counted_are_no_value() {
        assertNone(Trial.in(K_8).of(pupils(HOMELESS)), "pupils of \"homeless\" are not counted");
        // English learners are known for elementary only, and the school has middle grades.
        assertNone(Trial.in(K_8).of(pupils(ENGLISH_LEARNER)), "pupils of \"English learner\" are not counted");
        assertNone(
                Trial.in(K_8).of(pupils(ENGLISH_LEARNER).in(MIDDLE)),
                "pupils of \"English learner\" are not counted for middle");
        assertNone(Trial.in(K_8).of(pupils().counted("October")), "no counts \"October\"");
    }

    @Test
    void dollars_per_pupil_add_up_over_the_spans() {
        // Table 2.2 of the guidebook: elementary 3,741 and middle 3,667.
        // 412 × 3,741 + 220 × 3,667 = 1,541,292 + 806,740
        assertValue(
                Trial.in(K_8).of(perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741), at(MIDDLE, 3_667), at(HIGH, 4_683))),
                "2348032",
                "412 pupils (elementary) × $3,741.00 + 220 pupils (middle) × $3,667.00");
    }

    @Test
    void dollars_per_pupil_of_a_parameter_are_those_of_the_year() {
        Parameter base = Parameter.dollars("base").in(2027, "Table 2.2", at(ELEMENTARY, 3_741), at(MIDDLE, 3_667));

        // As above.
        assertThat(Trial.in(K_8)
                        .parameters(base)
                        .of(perPupil(ALL_PUPILS, "base"))
                        .value())
                .contains(Rational.of(2_348_032));
    }

    @Test
    void weights_add_up_over_the_spans() {
        Parameter weights = Parameter.number("weights").in(2027, "guide", at(ELEMENTARY, "1.1"), at(MIDDLE, 1));

        // 240 × 1.1 + 101 × 1 = 264 + 101
        assertValue(
                Trial.in(K_8).of(weighted(POVERTY, at(ELEMENTARY, "1.1"), at(MIDDLE, 1))),
                "365",
                "240 pupils (poverty, elementary) × 1.1 + 101 pupils (poverty, middle) × 1");
        assertThat(Trial.in(K_8)
                        .parameters(weights)
                        .of(weighted(POVERTY, "weights"))
                        .value())
                .contains(Rational.of(365));
    }

    @Test
    void dollars_per_pupil_are_no_value_where_a_span_was_not_counted() {
        assertNone(
                Trial.in(K_8).of(perPupil(ENGLISH_LEARNER, at(ELEMENTARY, 636), at(MIDDLE, 513))),
                "pupils of \"English learner\" are not counted for middle");
        assertNone(
                Trial.in(K_8).of(perPupil(HOMELESS, at(ELEMENTARY, 1), at(MIDDLE, 1))),
                "pupils of \"homeless\" are not counted for elementary");
        assertNone(
                Trial.in(K_8).of(perPupil(ENGLISH_LEARNER, at(ELEMENTARY, 636))),
                "pupils of \"English learner\" are not counted");
    }

    @Test
    void dollars_per_pupil_are_zero_in_a_school_without_pupils() {
        assertValue(Trial.withPupils(0).of(perPupil(POVERTY, at(ELEMENTARY, 1_272))), "0", "$0.00");
    }

    @Test
    void a_table_has_one_rate_for_a_grade() {
        assertThatThrownBy(() -> perPupil(ALL_PUPILS, at(ELEMENTARY, 1), at(GradeSpan.of("primary", "5", "6"), 2)))
                .hasMessage("elementary (K–5) and primary (5–6) have a grade in common, which would then have two"
                        + " rates");
        assertThatThrownBy(() -> perPupil(ALL_PUPILS, at(ELEMENTARY, 1), at(ELEMENTARY, 2)))
                .hasMessage("elementary (K–5) has two rates");
        assertThatThrownBy(() -> perPupil(ALL_PUPILS)).hasMessage("a table has at least one span");
    }

    @Test
    void a_fact_is_a_number_or_money() {
        assertValue(Trial.in(K_8).of(fact("miles")), "2.5", "2.5 (miles)");
        assertValue(Trial.in(K_8).of(moneyFact("rent")), "1200.5", "$1,200.50 (rent)");
    }

    @Test
    void a_fact_that_is_not_given_or_of_another_kind_is_no_value() {
        assertNone(Trial.in(K_8).of(fact("acres")), "\"acres\" is not given as a number");
        assertNone(Trial.in(K_8).of(moneyFact("miles")), "\"miles\" is not given as money");
    }

    @Test
    void a_decided_amount_has_its_reason_and_the_other_schools_none() {
        Map<SchoolId, Money> award = Map.of(id("1"), Trial.dollars("25000.00"));
        Map<SchoolId, Money> other = Map.of(id("2"), Trial.dollars("25000.00"));

        assertValue(Trial.in(K_8).of(decided("arts grant", award)), "25000", "$25,000.00 (arts grant)");
        assertNone(
                Trial.in(K_8, school("2", 5).build()).of(decided("arts grant", other)),
                "nothing was decided for the school");
        assertThatThrownBy(() -> decided(" ", award)).hasMessage("a decided value has a reason");
    }

    @Test
    void last_year_is_what_the_budget_was_in_all_or_by_line() {
        Trial trial = Trial.in(K_8).lastYear(Trial.paidLastYear(Map.of("1", Trial.dollars("4383113.73"))));

        assertValue(trial.of(lastYear()), "4383113.73", "$4,383,113.73 (last year)");
        assertValue(
                trial.lines(line("of line").figure(lastYear("all"))).first("of line"),
                "4383113.73",
                "$4,383,113.73 (last year, all)");
        assertNone(
                trial.lines(line("of no line").figure(lastYear("rent"))).first("of no line"),
                "nothing for last year, rent");
    }

    @Test
    void last_year_is_no_value_in_a_school_without_a_budget() {
        assertNone(
                Trial.in(K_8)
                        .lastYear(Trial.paidLastYear(Map.of("2", Trial.dollars("1.00"))))
                        .of(lastYear()),
                "nothing for last year");
    }

    @Test
    void a_source_has_an_amount_a_pool_and_what_remains_of_it() {
        Trial trial = Trial.in(K_8)
                .source(GENERAL, "1000.00", Decision.centralShare("15%"))
                .lines(
                        line("rent").amount(dollars(300)).from(GENERAL),
                        line("amount").figure(amountOf(GENERAL)),
                        line("pool").figure(poolOf(GENERAL)),
                        line("rest").figure(remainingOf(GENERAL)));

        assertValue(trial.first("amount"), "1000", "$1,000.00 (amount of general)");
        // 1,000 − 15% of 1,000
        assertValue(trial.first("pool"), "850", "$850.00 (pool of general)");
        // 850 − 300
        assertValue(trial.first("rest"), "550", "$550.00 (remaining of general)");
    }

    @Test
    void a_source_without_an_amount_has_no_value() {
        assertNone(Trial.in(K_8).openEnded(GENERAL).of(poolOf(GENERAL)), "general has no amount");
    }

    @Test
    void an_earlier_line_is_used_as_it_was_rounded() {
        Trial trial = Trial.in(K_8)
                .lines(
                        line("third").amount(dollars(1).dividedBy(number(3))),
                        line("exact third").figure(dollars(1).dividedBy(number(3))),
                        line("thrice").figure(amount("third").times(number(3))),
                        line("thrice exact").figure(amount("exact third").times(number(3))));

        // 1/3 → 0.33; × 3 = 0.99
        assertValue(trial.first("thrice"), "0.99", "$0.33 (third) × 3");
        // A figure is not rounded unless it says so.
        assertValue(trial.first("thrice exact"), "1", "$0.333333333333… (exact third) × 3");
    }

    @Test
    void an_earlier_line_without_a_value_gives_none_and_says_why() {
        Trial trial = Trial.in(K_8)
                .lines(
                        line("acres").figure(fact("acres")),
                        line("twice").figure(figure("acres").times(number(2))),
                        line("island").figure(number(1)).onlyWhere(fact("miles").atLeast("3")),
                        line("islands").figure(figure("island").plus(number(1))));

        assertNone(trial.first("twice"), "\"acres\" has no value: \"acres\" is not given as a number");
        assertNone(trial.first("islands"), "\"island\" has no value: does not apply: 2.5 (miles) is below 3");
    }

    @Test
    void a_sum_of_lines_skips_those_without_a_value() {
        Trial trial = Trial.in(K_8)
                .lines(
                        line("a").amount(dollars(100)),
                        line("b").amount(dollars(7)).onlyWhere(fact("miles").atLeast("3")),
                        line("c").figure(dollars(20)),
                        line("sum").figure(sumOf("a", "b", "c")));

        // 100 + 20; a figure counts where it is named
        assertValue(trial.first("sum"), "120", "$100.00 (a) + $20.00 (c)");
    }

    @Test
    void a_sum_of_no_values_is_zero() {
        Trial trial = Trial.in(K_8)
                .lines(
                        line("b").amount(dollars(7)).onlyWhere(fact("miles").atLeast("3")),
                        line("sum").figure(sumOf("b")));

        assertValue(trial.first("sum"), "0", "$0.00");
    }

    @Test
    void a_sum_of_a_section_or_of_everything_above_counts_amounts_only() {
        Trial trial = Trial.in(K_8)
                .lines(
                        line("a").amount(dollars(100)).inSection("base"),
                        line("b").amount(dollars(50)),
                        line("c").figure(dollars(20)).inSection("base"),
                        line("d").amount(dollars(3)).inSection("base"),
                        line("of section").figure(sumOf(section("base"))),
                        line("of all").figure(sumOf(everythingAbove())),
                        line("of some").figure(sumOf(everythingAbove().except("b", "d"))));

        // 100 + 3
        assertValue(trial.first("of section"), "103", "$100.00 (a) + $3.00 (d)");
        // 100 + 50 + 3
        assertValue(trial.first("of all"), "153", "$100.00 (a) + $50.00 (b) + $3.00 (d)");
        assertValue(trial.first("of some"), "100", "$100.00 (a)");
    }

    @Test
    void a_selection_says_what_it_means() {
        assertThat(Selection.lines("a", "b").words()).isEqualTo("a, b");
        assertThat(section("base").except("c").words()).isEqualTo("all of base except c");
        assertThat(everythingAbove().words()).isEqualTo("everything above");
        assertThatThrownBy(Selection::lines).hasMessage("name at least one line or section, or take everything above");
    }

    @Test
    void a_total_is_over_the_schools_that_have_a_value() {
        School one = school("1", 10).number("x", 5).build();
        School two = school("2", 20).build();
        School three = school("3", 30).number("x", 7).build();

        // 5 + 7; school 2 has none
        assertValue(Trial.in(one, two, three).of(total(fact("x"))), "12", "12 (of 2 schools)");
        // (10 + 20 + 30) × 2
        assertValue(Trial.in(one, two, three).of(total(pupils().times(dollars(2)))), "120", "$120.00 (of 3 schools)");
    }

    @Test
    void a_total_over_no_values_is_zero() {
        assertValue(Trial.in(K_8).of(total(fact("acres"))), "0", "0 (of 0 schools)");
    }

    @Test
    void a_rank_counts_from_the_highest_and_equal_schools_in_order_of_id() {
        Trial trial = Trial.withNumbers("5", "9", "5", "7").lines(line("place").figure(rank(fact("x"))));

        // 9 first, 7 second, then the two fives
        assertThat(trial.figures("place")).containsExactly("3", "1", "4", "2");
    }

    @Test
    void nothing_of_a_negative_value_ranks_as_nothing() {
        Trial trial = Trial.withNumbers("-5", "5", "0")
                .lines(line("place").figure(rank(fact("x").times("0"))));

        // −5 × 0, 5 × 0 and 0 × 0 are all 0, so in order of id
        assertThat(trial.figures("place")).containsExactly("1", "2", "3");
    }

    @Test
    void a_rank_within_a_text_fact_compares_only_schools_with_the_same_text() {
        Trial trial = Trial.in(
                        school("1", 1).number("x", 5).text("region", "east").build(),
                        school("2", 1).number("x", 9).text("region", "west").build(),
                        school("3", 1).number("x", 6).text("region", "east").build(),
                        school("4", 1).number("x", 8).build())
                .lines(line("place").figure(rank(fact("x"), "region")));

        // 6 before 5 in the east, 9 alone in the west; school 4 is in no region
        assertThat(trial.figures("place")).containsExactly("2", "1", "1", "–");
        assertThat(text(trial.first("place"))).isEqualTo("2 (rank in east)");
    }

    @Test
    void a_rank_is_no_value_in_a_school_without_one() {
        School none = school("1", 1).build();
        School some = school("2", 1).number("x", 9).build();

        assertNone(Trial.in(none, some).of(rank(fact("x"))), "the school has no value to be ranked by");
    }

    @Test
    void the_level_of_a_shared_line_is_exact() {
        Trial trial = Trial.withNumbers("1", "2")
                .lines(
                        line("share").split(dollars(10)).by(fact("x")),
                        line("level").figure(levelOf("share")),
                        line("by money").split(dollars(10)).by(fact("x").times(dollars(4))),
                        line("ratio").figure(ratioOf("by money")));

        // 10 / (1 + 2) dollars for one point
        assertValue(trial.first("level"), "10/3", "$3.333333333333… (level of share)");
        // 10 / (4 + 8) for one dollar
        assertValue(trial.first("ratio"), "5/6", "0.833333333333… (level of by money)");
    }

    @Test
    void sums_and_differences_are_exact() {
        assertValue(Trial.in(K_8).of(number(1).plus(number("0.2")).plus(number(3))), "4.2", "1 + 0.2 + 3");
        assertValue(Trial.in(K_8).of(dollars(5).minus(dollars("0.005"))), "4.995", "$5.00 − $0.005");
        // 5 − (2 + 1)
        assertValue(Trial.in(K_8).of(number(5).minus(number(2).plus(number(1)))), "2", "5 − (2 + 1)");
        // 5 − (4 − 3), not 5 − 4 − 3
        assertValue(Trial.in(K_8).of(number(5).minus(number(4).minus(number(3)))), "4", "5 − (4 − 3)");
        assertValue(Trial.in(K_8).of(number(5).minus(number(4)).minus(number(3))), "-2", "5 − 4 − 3");
    }

    @Test
    void products_and_quotients_are_exact() {
        assertValue(Trial.in(K_8).of(dollars(4).times(number("0.5")).times("10%")), "0.2", "$4.00 × 0.5 × 0.1");
        // (1 + 2) × 3
        assertValue(Trial.in(K_8).of(number(1).plus(number(2)).times(number(3))), "9", "(1 + 2) × 3");
        assertValue(Trial.in(K_8).of(number(1).dividedBy(number(3))), "1/3", "1 ÷ 3");
        // 2 ÷ (4 × 3) and (2 ÷ 4) × 3
        assertValue(Trial.in(K_8).of(number(2).dividedBy(number(4).times(number(3)))), "1/6", "2 ÷ (4 × 3)");
        assertValue(Trial.in(K_8).of(number(2).dividedBy(number(4)).times(number(3))), "1.5", "(2 ÷ 4) × 3");
        // 3 × 2 ÷ 4 is (3 × 2) ÷ 4
        assertValue(Trial.in(K_8).of(number(3).times(number(2)).dividedBy(number(4))), "1.5", "3 × 2 ÷ 4");
        // 8 ÷ (4 ÷ 2), not 8 ÷ 4 ÷ 2
        assertValue(Trial.in(K_8).of(number(8).dividedBy(number(4).dividedBy(number(2)))), "4", "8 ÷ (4 ÷ 2)");
        // money by money is a ratio, money by number is money
        assertValue(Trial.in(K_8).of(dollars(1).dividedBy(dollars(8))), "0.125", "$1.00 ÷ $8.00");
        assertValue(Trial.in(K_8).of(dollars(1).dividedBy(number(8))), "0.125", "$1.00 ÷ 8");
    }

    @Test
    void a_share_is_of_all_pupils() {
        // 341 / 632
        assertValue(Trial.in(K_8).of(shareOf(POVERTY)), "341/632", "341 pupils (poverty) ÷ 632 pupils");
    }

    @Test
    void a_division_by_zero_is_no_value() {
        assertNone(Trial.withPupils(0).of(number(1).dividedBy(pupils())), "divided by zero: 0 pupils");
    }

    @Test
    void arithmetic_without_a_value_has_none_and_says_the_first_reason() {
        assertNone(
                Trial.in(K_8).of(fact("miles").plus(fact("acres")).times(fact("rooms"))),
                "\"acres\" is not given as a number");
        assertNone(Trial.in(K_8).of(number(0).times(fact("acres"))), "\"acres\" is not given as a number");
    }

    @Test
    void the_least_and_the_greatest_look_at_every_term() {
        assertValue(Trial.in(K_8).of(least(number(5), number(3), number(4))), "3", "the least of (5; 3; 4)");
        assertValue(Trial.in(K_8).of(greatest(dollars(5), dollars(9))), "9", "the greatest of ($5.00; $9.00)");
        assertValue(Trial.in(K_8).of(least(dollars(5), dollars(9))), "5", "the least of ($5.00; $9.00)");
        assertValue(Trial.in(K_8).of(greatest(number(5))), "5", "the greatest of (5)");
        assertNone(Trial.in(K_8).of(least(number(0), fact("acres"))), "\"acres\" is not given as a number");
    }

    @Test
    void an_excess_is_zero_below_the_threshold() {
        // 632 − 600
        assertThat(Trial.in(K_8).of(pupils().inExcessOf(number(600))).value()).contains(Rational.of(32));
        assertThat(Trial.in(K_8).of(pupils().inExcessOf(number(700))).value()).contains(Rational.ZERO);
        assertThat(Trial.in(K_8).of(dollars(5).inExcessOf(dollars(3))).value()).contains(Rational.of(2));
    }

    @Test
    void a_choice_takes_one_term_and_says_why() {
        MoneyTerm choice = when(pupils().atMost(number(600)), dollars(20), dollars(10));

        assertValue(Trial.in(K_8).of(choice), "10", "$10.00 [as 632 pupils is above 600]");
        assertValue(Trial.withPupils(600).of(choice), "20", "$20.00 [as 600 pupils is at most 600]");
    }

    @Test
    void the_branch_that_is_not_taken_may_lack_values() {
        assertThat(Trial.in(K_8)
                        .of(when(pupils().atMost(number(600)), fact("acres"), number(1)))
                        .value())
                .contains(Rational.of(1));
    }

    @Test
    void a_choice_by_a_condition_that_cannot_be_told_is_no_value() {
        assertNone(
                Trial.in(K_8).of(when(fact("acres").atLeast("2"), number(1), number(1))),
                "\"acres\" is not given as a number");
    }

    @Test
    void bands_take_the_first_that_holds_the_number() {
        NumberTerm banded = bands(pupils())
                .below(200, number(1))
                .upTo(600, number(2))
                .below(800, number(3))
                .otherwise(number(4));

        // 200 is not below 200; 600 is up to 600
        assertValue(Trial.withPupils(199).of(banded), "1", "1 [as 199 pupils is below 200]");
        assertValue(Trial.withPupils(200).of(banded), "2", "2 [as 200 pupils is at most 600]");
        assertValue(Trial.withPupils(600).of(banded), "2", "2 [as 600 pupils is at most 600]");
        assertValue(Trial.withPupils(601).of(banded), "3", "3 [as 601 pupils is below 800]");
        assertValue(Trial.withPupils(800).of(banded), "4", "4 [as 800 pupils is above every band]");
    }

    @Test
    void bands_hold_any_term() {
        // 632 − 600 pupils more, at $2, on top of $100
        MoneyTerm banded = bands(pupils())
                .upTo(600, dollars(100))
                .otherwise(dollars(100).plus(dollars(2).times(pupils().minus(number(600)))));

        assertThat(Trial.in(K_8).of(banded).value()).contains(Rational.of(164));
    }

    @Test
    void bands_give_money_as_well() {
        MoneyTerm banded = bands(fact("miles"))
                .below(2, dollars(10))
                .below(3, dollars(20))
                .upTo(5, dollars(30))
                .otherwise(dollars(40));
        NumberTerm first = bands(fact("miles")).upTo(2, number(1)).otherwise(number(9));

        // 2.5 is below 3, and above 2
        assertValue(Trial.in(K_8).of(banded), "20", "$20.00 [as 2.5 (miles) is below 3]");
        assertValue(Trial.in(K_8).of(first), "9", "9 [as 2.5 (miles) is above every band]");
    }

    @Test
    void equal_terms_are_equal() {
        assertThat(number("0.50").times(pupils()))
                .isEqualTo(number("50%").times(pupils()))
                .hasSameHashCodeAs(number("50%").times(pupils()))
                .isNotEqualTo(pupils().times(number("0.5")))
                .hasToString("0.5 × pupils (all pupils)");
        assertThat(dollars("3.00"))
                .isEqualTo(dollars(3))
                .hasSameHashCodeAs(dollars(3))
                .isNotEqualTo(dollars(4))
                .hasToString("3 dollars");
        assertThat(number(3)).isNotEqualTo(dollars(3));
    }

    @Test
    void bands_of_no_value_have_none() {
        assertNone(
                Trial.in(K_8).of(bands(fact("acres")).below(3, number(1)).otherwise(number(2))),
                "\"acres\" is not given as a number");
    }

    @Test
    void a_ramp_is_straight_between_two_points_and_flat_outside() {
        NumberTerm down = ramp(fact("x")).from("60", "1").to("120", "0");

        // (120 − 90) / 60
        assertValue(Trial.withNumbers("90").of(down), "0.5", "0.5 (from 1 at 60 to 0 at 120, here at 90 (x))");
        assertThat(Trial.withNumbers("59").of(down).value()).contains(Rational.of(1));
        assertThat(Trial.withNumbers("60").of(down).value()).contains(Rational.of(1));
        // (120 − 119) / 60
        assertThat(Trial.withNumbers("119").of(down).value()).contains(Rational.of(1, 60));
        assertThat(Trial.withNumbers("120").of(down).value()).contains(Rational.ZERO);
        assertThat(Trial.withNumbers("121").of(down).value()).contains(Rational.ZERO);
    }

    @Test
    void a_ramp_is_the_same_from_either_end() {
        // A ramp is fromY + (toY − fromY) × (x − from) / (to − from), clamped; it does not ask which point is further
        // right.
        NumberTerm leftToRight = ramp(fact("x")).from("60", "1").to("120", "0");
        NumberTerm rightToLeft = ramp(fact("x")).from("120", "0").to("60", "1");

        for (String x : List.of("10", "60", "75", "120", "300")) {
            assertThat(Trial.withNumbers(x).of(rightToLeft).value())
                    .isEqualTo(Trial.withNumbers(x).of(leftToRight).value());
        }
    }

    @Test
    void a_ramp_between_two_points_at_one_place_is_a_step() {
        NumberTerm step = ramp(fact("x")).from("60", "1").to("60", "0");

        // up to 60 the first point, above it the second
        assertThat(Trial.withNumbers("60").of(step).value()).contains(Rational.of(1));
        assertThat(Trial.withNumbers("61").of(step).value()).contains(Rational.ZERO);
    }

    @Test
    void a_ramp_of_no_value_has_none() {
        assertNone(
                Trial.in(K_8).of(ramp(fact("acres")).from("60", "1").to("120", "0")),
                "\"acres\" is not given as a number");
    }

    @Test
    void another_value_can_stand_in_for_one_that_is_missing() {
        assertValue(
                Trial.in(K_8).of(fact("acres").ifMissing(number(0))), "0", "0 [\"acres\" is not given as a number]");
        assertValue(Trial.in(K_8).of(fact("miles").ifMissing(number(0))), "2.5", "2.5 (miles)");
        assertThat(Trial.in(K_8).of(moneyFact("fees").ifMissing(dollars(3))).value())
                .contains(Rational.of(3));
    }

    @Test
    void money_and_numbers_do_not_mix() {
        Term number = number(1).term();
        Term money = dollars(1).term();

        assertThatThrownBy(() -> new Term.Plus(List.of(number, money)))
                .hasMessage("money and numbers cannot be added; make all of them money, or all of them numbers");
        assertThatThrownBy(() -> new Term.Minus(number, money))
                .hasMessage("money and numbers cannot be subtracted; make all of them money, or all of them numbers");
        assertThatThrownBy(() -> new Term.Times(List.of(money, money)))
                .hasMessage("a product has factors, and at most one of them is money");
        assertThatThrownBy(() -> new Term.Over(number, money)).hasMessage("a number is not divided by money");
        assertThatThrownBy(() -> new Term.Least(List.of(number, money)))
                .hasMessage("money and numbers cannot be compared; make all of them money, or all of them numbers");
        assertThatThrownBy(() -> new Term.Greatest(List.of(number, money)))
                .hasMessage("money and numbers cannot be compared; make all of them money, or all of them numbers");
        assertThatThrownBy(() -> new Term.IfMissing(number, money))
                .hasMessage(
                        "money and numbers cannot be chosen between; make all of them money, or all of them numbers");
        assertThatThrownBy(() -> new Term.When(number(1).isGiven(), number, money))
                .hasMessage(
                        "money and numbers cannot be chosen between; make all of them money, or all of them numbers");
        assertThatThrownBy(() -> new Term.Ramp(number, money, number, number, number))
                .hasMessage("money and numbers cannot be compared; make all of them money, or all of them numbers");
        assertThatThrownBy(() -> new Condition.Compare(number, Condition.Comparison.EQUAL, money))
                .hasMessage("money and numbers cannot be compared; make all of them money, or all of them numbers");
        assertThatThrownBy(() -> new Term.Bands(number, List.of(), number)).hasMessage("bands need at least one limit");
        assertThatThrownBy(() -> MoneyTerm.of(number)).hasMessage("this term gives a number, where money is needed");
        assertThatThrownBy(() -> NumberTerm.of(money)).hasMessage("this term gives money, where a number is needed");
    }

    @Test
    void a_school_with_a_text_that_the_table_lacks_is_a_fault() {
        Parameter lump = Parameter.dollars("lump sum").in(2027, Map.of("charter", "5000"), "guide");

        assertThatThrownBy(() -> Trial.in(K_8).parameters(lump).of(rate("lump sum", "type")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.code()).isEqualTo("parameter.key");
                            assertThat(problem.message())
                                    .isEqualTo("school Lincoln (1), line \"figure\": found type \"magnet\", for which"
                                            + " \"lump sum\" has no entry; allowed: one of [charter]. Add the entry,"
                                            + " or correct the school's type.");
                        }));
    }

    @Test
    void last_year_can_be_taken_without_some_lines() {
        Budgets paid = Budgets.of(
                Trial.YEAR.previous(),
                List.of(new SchoolBudget(
                        Trial.id("1"),
                        Trial.YEAR.previous(),
                        List.of(
                                new BudgetLine("base", GENERAL, Trial.dollars("900.00"), Held.FREE),
                                new BudgetLine("lump sum", GENERAL, Trial.dollars("110.00"), Held.FREE)))));
        Trial trial = Trial.withPupils(1, 1).lastYear(paid);

        // 1,010 − 110; school 1 was paid no line "rent", and school 2 had no budget
        assertThat(trial.lines(line("baseline").figure(Terms.lastYearExcept("lump sum", "rent")))
                        .figures("baseline"))
                .containsExactly("900", "–");
    }

    @Test
    void a_line_of_last_year_is_taken_off_once() {
        assertThatThrownBy(() -> Terms.lastYearExcept("rent", "rent"))
                .hasMessage("\"rent\" is named twice, and was paid once");
    }

    @Test
    void limits_and_shares_can_be_parameters_that_are_cited() {
        Trial trial = Trial.withPupils(400, 600, 700)
                .parameters(
                        Parameter.number("limit").in(2027, "600", "guide, page 3"),
                        Parameter.number("cap").in(2027, "10%", "guide, page 4"))
                .lines(
                        line("counselors")
                                .figure(bands(pupils())
                                        .below(share("limit"), number(1))
                                        .upTo(share("limit"), number(2))
                                        .otherwise(number(3))),
                        line("dollars")
                                .figure(bands(pupils())
                                        .upTo(share("limit"), dollars(1))
                                        .below(share("limit"), dollars(2))
                                        .otherwise(dollars(3))),
                        line("assumed").figure(pupils().atMostShareOfAll(share("cap"))),
                        line("beyond").figure(pupils().beyondShareOfAll(share("cap"))));

        // below 600, at 600, above 600
        assertThat(trial.figures("counselors")).containsExactly("1", "2", "3");
        assertThat(trial.figures("dollars")).containsExactly("1", "1", "3");
        // 10% of 400, 600 and 700, and what is above
        assertThat(trial.figures("assumed")).containsExactly("40", "60", "70");
        assertThat(trial.figures("beyond")).containsExactly("360", "540", "630");
        assertThat(trial.allocate().of(Trial.id("1")).explain().trace().toString())
                .contains("guide, page 3", "guide, page 4");
    }
}
