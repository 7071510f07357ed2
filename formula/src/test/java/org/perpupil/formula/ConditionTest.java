package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.is;
import static org.perpupil.formula.Terms.listed;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.oneOf;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.formula.Trial.id;
import static org.perpupil.formula.Trial.school;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.LineResult;

/** Each kind of condition: yes, no and unknown, and what is found in words. */
class ConditionTest {
    private static final School SCHOOL = school("1", 100)
            .number("miles", new BigDecimal("2.5"))
            .money("rent", Trial.dollars("1200.00"))
            .text("type", "magnet")
            .flag("isolated", true)
            .flag("charter", false)
            .build();

    private static LineResult answer(Condition condition) {
        return Trial.in(SCHOOL).of(when(condition, number(1), number(0)));
    }

    private static void assertYes(Condition condition, String found) {
        assertThat(Trial.text(answer(condition))).isEqualTo("1 [as " + found + "]");
    }

    private static void assertNo(Condition condition, String found) {
        assertThat(Trial.text(answer(condition))).isEqualTo("0 [as " + found + "]");
    }

    private static void assertUnknown(Condition condition, String why) {
        LineResult answer = answer(condition);
        assertThat(answer.value()).isEmpty();
        assertThat(Trial.why(answer)).isEqualTo(why);
    }

    @Test
    void at_least_includes_the_limit() {
        assertYes(fact("miles").atLeast("2.5"), "2.5 (miles) is at least 2.5");
        assertNo(fact("miles").atLeast("2.6"), "2.5 (miles) is below 2.6");
    }

    @Test
    void more_than_excludes_the_limit() {
        assertYes(fact("miles").moreThan("2.4"), "2.5 (miles) is more than 2.4");
        assertNo(fact("miles").moreThan("2.5"), "2.5 (miles) is not more than 2.5");
    }

    @Test
    void at_most_includes_the_limit() {
        assertYes(fact("miles").atMost("2.5"), "2.5 (miles) is at most 2.5");
        assertNo(fact("miles").atMost("2.4"), "2.5 (miles) is above 2.4");
    }

    @Test
    void less_than_excludes_the_limit() {
        assertYes(fact("miles").lessThan("2.6"), "2.5 (miles) is less than 2.6");
        assertNo(fact("miles").lessThan("2.5"), "2.5 (miles) is not less than 2.5");
    }

    @Test
    void equal_compares_numbers_and_not_their_digits() {
        assertYes(fact("miles").equalTo(number("2.50")), "2.5 (miles) is 2.5");
        assertNo(fact("miles").equalTo(number("2.51")), "2.5 (miles) is not 2.51");
    }

    @Test
    void money_is_compared_with_money() {
        assertYes(moneyFact("rent").atLeast(dollars(1_200)), "$1,200.00 (rent) is at least $1,200.00");
        assertNo(moneyFact("rent").moreThan(dollars(1_200)), "$1,200.00 (rent) is not more than $1,200.00");
        assertYes(moneyFact("rent").atMost(dollars(1_200)), "$1,200.00 (rent) is at most $1,200.00");
        assertNo(moneyFact("rent").lessThan(dollars(1_200)), "$1,200.00 (rent) is not less than $1,200.00");
    }

    @Test
    void a_comparison_with_what_is_not_given_is_unknown() {
        assertUnknown(fact("acres").atLeast("2"), "\"acres\" is not given as a number");
        assertUnknown(number(2).atMost(fact("acres")), "\"acres\" is not given as a number");
    }

    @Test
    void a_flag_is_yes_or_no() {
        assertYes(is("isolated"), "isolated");
        assertNo(is("charter"), "not charter");
        assertUnknown(is("rural"), "\"rural\" is not given as yes or no");
    }

    @Test
    void a_text_is_one_of_some() {
        assertYes(oneOf("type", "charter", "magnet"), "type magnet is one of charter, magnet");
        assertNo(oneOf("type", "charter"), "type magnet is none of charter");
        assertUnknown(oneOf("region", "east"), "\"region\" is not given as a text");
    }

    @Test
    void a_school_is_on_a_list_for_a_reason() {
        School other = school("2", 5).build();
        Trial trial = Trial.in(SCHOOL, other)
                .lines(line("x").figure(when(listed("closing in June", id("2")), number(1), number(0))));

        assertThat(trial.figures("x")).containsExactly("0", "1");
        assertThat(Trial.text(trial.first("x"))).isEqualTo("0 [as not on the list]");
        assertThat(Trial.text(trial.allocate().of(id("2")).line("x").orElseThrow()))
                .isEqualTo("1 [as on the list: closing in June]");
    }

    @Test
    void given_asks_whether_there_is_a_value() {
        assertYes(fact("miles").isGiven(), "a value is given");
        assertNo(fact("acres").isGiven(), "\"acres\" is not given as a number");
        assertYes(moneyFact("rent").isGiven(), "a value is given");
    }

    @Test
    void given_can_ask_for_an_earlier_line() {
        Trial trial = Trial.in(SCHOOL)
                .lines(
                        line("acres").figure(fact("acres")),
                        line("known")
                                .amount(dollars(5))
                                .onlyWhere(figure("acres").isGiven()),
                        line("not known")
                                .amount(dollars(7))
                                .onlyWhere(figure("acres").isGiven().negated()));

        assertThat(trial.amounts("known")).containsExactly("–");
        assertThat(trial.amounts("not known")).containsExactly("7.00");
    }

    @Test
    void all_hold_only_together() {
        assertYes(is("isolated").and(is("charter").negated()), "isolated and not charter");
        assertNo(is("isolated").and(is("charter")), "not charter");
    }

    @Test
    void any_one_is_enough() {
        assertYes(is("charter").or(is("isolated")), "isolated");
        assertNo(is("charter").or(is("isolated").negated()), "not charter and isolated");
    }

    @Test
    void one_answer_can_settle_the_matter_whatever_is_unknown() {
        // unknown and no is no; unknown or yes is yes
        assertNo(is("rural").and(is("charter")), "not charter");
        assertYes(is("rural").or(is("isolated")), "isolated");
    }

    @Test
    void what_is_unknown_otherwise_leaves_it_open() {
        assertUnknown(is("rural").and(is("isolated")), "\"rural\" is not given as yes or no");
        assertUnknown(is("rural").or(is("charter")), "\"rural\" is not given as yes or no");
        assertUnknown(is("rural").negated(), "\"rural\" is not given as yes or no");
    }

    @Test
    void not_turns_the_answer() {
        assertNo(is("isolated").negated(), "isolated");
        assertYes(is("charter").negated(), "not charter");
    }

    @Test
    void a_condition_of_nothing_is_settled_by_its_kind() {
        assertThat(answer(new Condition.All(List.of())).value()).contains(Rational.ONE_WHOLE);
        assertThat(answer(new Condition.Any(List.of())).value()).contains(Rational.ZERO);
    }

    @Test
    void a_list_keeps_its_reasons_in_order_of_school() {
        Condition.Listed list = new Condition.Listed(Map.of(id("9"), "b", id("10"), "a"));

        assertThat(list.reasons().keySet()).containsExactly(id("10"), id("9"));
    }
}
