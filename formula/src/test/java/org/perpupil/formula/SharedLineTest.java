package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.lines;
import static org.perpupil.formula.Terms.amountOf;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.levelOf;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.ratioOf;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.STATE_AID;
import static org.perpupil.formula.Trial.id;
import static org.perpupil.formula.Trial.school;
import static org.perpupil.formula.Trial.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SharedPart;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/** Lines that share a pot over all schools, worked by hand. */
class SharedLineTest {

    /** Schools 1, 2, 3, … with an amount under the name "paid", which a line of that name pays from the general fund. */
    private static Trial paid(String... amounts) {
        List<School> schools = new ArrayList<>();
        for (String amount : amounts) {
            schools.add(school(String.valueOf(schools.size() + 1), 10)
                    .money("paid", Money.parse(amount))
                    .build());
        }
        return Trial.in(schools.toArray(School[]::new))
                .source(GENERAL, "1000.00")
                .lines(line("paid").amount(moneyFact("paid")).from(GENERAL));
    }

    private static SharedPot pot(Trial trial, String line) {
        return trial.allocate().sharedPots().stream()
                .filter(shared -> shared.line().equals(line))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(Trial trial, String code, String message) {
        assertThatThrownBy(trial::allocate).isInstanceOfSatisfying(ProblemException.class, fault -> {
            assertThat(fault.problems()).extracting(Problem::code).containsExactly(code);
            assertThat(fault.problems().get(0).message()).isEqualTo(message);
        });
    }

    /**
     * Vectors in cents from the test suites of moneyphp/money and brick/money; the mirrored one
     * is this project's own rule. Schools 1, 2, 3, … are in index order.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    100              | 1 1 1          | 34 33 33
                    101              | 1 1 1          | 34 34 33
                    5                | 3 7            | 2 3
                    5                | 7 3            | 4 1
                    -5               | 7 3            | -4 -1
                    5                | 0 7 3          | 0 4 1
                    2                | 1 1 1          | 1 1 0
                    1                | .33 .66        | 0 1
                    101              | 3 7            | 30 71
                    7000000000000000 | 1 2            | 2333333333333333 4666666666666667
                    100              | 2 3 1          | 33 50 17
                    10000            | 30 20 40       | 3333 2222 4445
                    10000            | 30 20 40 40    | 2308 1538 3077 3077
                    2                | 1 1 3 1        | 1 0 1 0
                    3                | 75 25          | 2 1
                    """)
    void splits_a_pot_as_published(long cents, String points, String parts) {
        Trial trial = Trial.withNumbers(points.split(" "))
                .lines(line("share").split(amountOf(Money.ofCents(cents))).by(fact("x")));

        assertThat(trial.amounts("share"))
                .isEqualTo(Stream.of(parts.split(" "))
                        .map(part -> Money.ofCents(Long.parseLong(part)).toString())
                        .toList());
    }

    @Test
    void a_split_says_the_level_and_who_got_the_last_cents() {
        Trial trial = Trial.withNumbers("30", "20", "40", "40")
                .lines(line("share").split(dollars(100)).by(fact("x")));

        // 100 / 130 dollars a point; in cents 2307.69…, 1538.46…, 3076.92…, 3076.92…: rounded down they lack 3 of
        // 10,000, which go
        // to the remainders .92…, .92… and .69…
        SharedPot pot = pot(trial, "share");
        assertThat(pot.level()).isEqualTo(Rational.of(100, 130));
        assertThat(pot.levelType()).isEqualTo(ValueType.MONEY);
        assertThat(pot.roundedUp()).containsExactly(id("3"), id("4"), id("1"));
        assertThat(pot.pot()).isEqualTo(Money.parse("100.00"));
        assertThat(pot.shared()).isEqualTo(Money.parse("100.00"));
        assertThat(pot.surplus()).isEqualTo(Money.ZERO);
        assertThat(trial.first("share").gotUnit()).isTrue();
        assertThat(trial.allocate().of(id("2")).line("share").orElseThrow().gotUnit())
                .isFalse();
        assertThat(text(trial.first("share"))).isEqualTo("30 (x) × $0.769230769230… (level)");
    }

    @Test
    void cents_are_not_given_by_the_order_of_ids_alone() {
        // quotas in cents 333.33…, 333.33…, 333.33… : a tie, so by id; "10" stands before "9"
        Trial trial = Trial.in(
                        school("9", 1).build(),
                        school("10", 1).build(),
                        school("11", 1).build())
                .lines(line("share").split(dollars(10)).by(pupils()));

        assertThat(pot(trial, "share").roundedUp()).containsExactly(id("10"));
    }

    @Test
    void a_split_in_whole_dollars_gives_whole_dollars() {
        Trial trial = Trial.withNumbers("1", "1", "1")
                .lines(line("share").split(dollars(100)).by(fact("x")).rounded(Rounding.dollars()));

        assertThat(trial.amounts("share")).containsExactly("34.00", "33.00", "33.00");
    }

    /** A split by the numbers, of $1,000 if nothing else is said. */
    private static Line bounded(int floor, int cap) {
        return line("share")
                .split(dollars(1_000))
                .atLeast(dollars(floor))
                .atMost(dollars(cap))
                .by(fact("x"));
    }

    @Test
    void a_split_lifts_to_a_floor_and_lowers_to_a_cap_and_the_rest_is_in_proportion_to_the_last_cent() {
        Trial trial = Trial.withNumbers("10", "20", "40", "60").lines(bounded(100, 400));

        // Of 1,000 / 130 a point school 1 would have 76.92… and school 4 461.53…. 100 and 400 leave 500 for 60 points,
        // 8.33… a point: 166.66… and 333.33…
        assertThat(trial.amounts("share")).containsExactly("100.00", "166.67", "333.33", "400.00");
        SharedPot pot = pot(trial, "share");
        assertThat(pot.level()).isEqualTo(Rational.of(25, 3));
        assertThat(pot.shared()).isEqualTo(Money.parse("1000.00"));
        assertThat(pot.surplus()).isEqualTo(Money.ZERO);
        assertThat(pot.roundedUp()).containsExactly(id("2"));
        Allocation allocation = trial.allocate();
        assertThat(allocation.schools())
                .extracting(school ->
                        school.line("share").orElseThrow().part().orElseThrow().pinnedAt())
                .containsExactly(
                        Optional.of(SharedPart.Bound.LEAST),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(SharedPart.Bound.MOST));
        assertThat(text(trial.first("share"))).isEqualTo("$100.00 [the least it may be]");
        assertThat(text(allocation.of(id("2")).line("share").orElseThrow()))
                .isEqualTo("20 (x) × $8.333333333333… (level)");
        assertThat(text(allocation.of(id("4")).line("share").orElseThrow()))
                .isEqualTo("the greatest of ($100.00; $400.00) [the most it may be]");
    }

    @Test
    void a_split_can_have_a_floor_alone_or_a_cap_alone() {
        Line.Points pot = line("share").split(dollars(1_000));
        Trial floor = Trial.withNumbers("10", "20", "40", "60")
                .lines(pot.atLeast(dollars(200)).by(fact("x")));
        Trial cap = Trial.withNumbers("10", "20", "40", "60")
                .lines(pot.atMost(dollars(400)).by(fact("x")));

        // 200 and 200 leave 600 for 100 points; of 800 for 120 points school 2 would have 133.33…
        assertThat(floor.amounts("share")).containsExactly("200.00", "200.00", "240.00", "360.00");
        // 400 leaves 600 for 70 points, 85.714…, 171.428… and 342.857…; two cents go to the largest fractions of one
        assertThat(cap.amounts("share")).containsExactly("85.71", "171.43", "342.86", "400.00");
    }

    @Test
    void bounds_that_do_not_bind_change_nothing() {
        Trial trial = Trial.withNumbers("10", "20", "40", "60")
                .lines(line("plain").split(dollars(1_000)).by(fact("x")), bounded(76, 462));

        // 1,000 / 130 a point: 76.923…, 153.846…, 307.692… and 461.538…; two cents to .846… and .692…
        assertThat(trial.amounts("share"))
                .containsExactly("76.92", "153.85", "307.69", "461.54")
                .isEqualTo(trial.amounts("plain"));
        assertThat(pot(trial, "share").level()).isEqualTo(Rational.of(1_000, 130));
    }

    @Test
    void floors_that_come_to_more_than_the_pot_are_refused_with_the_amount() {
        // 4 × 300
        assertRefused(
                Trial.withNumbers("10", "20", "40", "60").lines(bounded(300, 400)),
                "pot.short",
                "line \"share\": found $1,000.00 to share, short by $200.00; allowed: at least $1,200.00, by the bounds of"
                        + " the schools. Change the pot or the bounds.");
        // without points nobody could take anything, and yet it is the floors that are too much
        assertRefused(
                Trial.withNumbers("0", "0", "0", "0").lines(bounded(300, 400)),
                "pot.short",
                "line \"share\": found $1,000.00 to share, short by $200.00; allowed: at least $1,200.00, by the bounds of"
                        + " the schools. Change the pot or the bounds.");
    }

    @Test
    void caps_that_come_to_less_than_the_pot_are_refused_with_the_amount() {
        // 4 × 200
        assertRefused(
                Trial.withNumbers("10", "20", "40", "60").lines(bounded(100, 200)),
                "pot.surplus",
                "line \"share\": found $1,000.00 to share, over by $200.00; allowed: at most $800.00, by the bounds of"
                        + " the schools. Change the pot or the bounds.");
        assertRefused(
                Trial.withNumbers("0", "0").lines(bounded(100, 900)),
                "pot.nobody",
                "line \"share\": found $1,000.00 to share and 2 schools, whose points are all 0; allowed: at least one"
                        + " school that can take it. Widen who is eligible, change what it is shared by, or lock the source.");
    }

    @Test
    void a_floor_of_a_split_beats_its_cap() {
        Trial trial = Trial.in(
                        school("1", 10).money("cap", Money.parse("30.00")).build(),
                        school("2", 30).money("cap", Money.parse("90.00")).build(),
                        school("3", 60).money("cap", Money.parse("90.00")).build())
                .lines(line("share")
                        .split(dollars(120))
                        .atMost(moneyFact("cap"))
                        .atLeast(dollars(40))
                        .by(pupils()));

        // School 1 stands at 40, above its cap; of 80 for 90 pupils school 2 would have 26.66…, so it stands at 40, too
        assertThat(trial.amounts("share")).containsExactly("40.00", "40.00", "40.00");
        assertThat(text(trial.first("share"))).isEqualTo("$40.00 [the least it may be]");
    }

    @Test
    void bounds_become_whole_units_inside_themselves() {
        Trial trial = Trial.withNumbers("10", "20", "40", "60")
                .lines(line("share")
                        .split(dollars(1_000))
                        .atLeast(dollars("100.40"))
                        .atMost(dollars("400.60"))
                        .by(fact("x"))
                        .rounded(Rounding.dollars()));

        // 101 and 400 leave 499 for 60 points: 166.33… and 332.66…
        assertThat(trial.amounts("share")).containsExactly("101.00", "166.00", "333.00", "400.00");
    }

    @Test
    void a_school_without_points_has_its_floor() {
        Trial trial = Trial.withNumbers("0", "10", "30").lines(bounded(100, 900));

        // 900 by 10 : 30
        assertThat(trial.amounts("share")).containsExactly("100.00", "225.00", "675.00");
    }

    @Test
    void what_is_taken_can_have_bounds_too() {
        Trial trial = Trial.withNumbers("10", "30")
                .lines(line("share")
                        .split(dollars(-100))
                        .atLeast(dollars(-60))
                        .atMost(dollars(0))
                        .by(fact("x")));

        // by 10 : 30 it would be 25 and 75
        assertThat(trial.amounts("share")).containsExactly("-40.00", "-60.00");
    }

    @Test
    void a_bound_without_a_value_is_told_and_another_can_stand_for_it() {
        MoneyTerm floor = moneyFact("floor");
        Line.Points pot = line("share").split(dollars(100));
        School[] schools = {
            school("1", 10).money("floor", Money.parse("40.00")).build(),
            school("2", 90).build()
        };

        assertThatThrownBy(() ->
                        Trial.in(schools).lines(pot.atLeast(floor).by(pupils())).allocate())
                .hasMessageContaining("school School 2 (2), line \"share\"")
                .hasMessageContaining("floor");
        // 100 less the 40 of school 1
        assertThat(Trial.in(schools)
                        .lines(pot.atLeast(floor.ifMissing(dollars(0))).by(pupils()))
                        .amounts("share"))
                .containsExactly("40.00", "60.00");
    }

    @Test
    void a_fault_in_a_bound_is_told_once() {
        MoneyTerm unknown = Terms.rate("unknown");
        Line split = line("share")
                .split(dollars(1))
                .atLeast(unknown)
                .atMost(dollars(5))
                .by(fact("x"));
        Line guard = line("guard").keepWithin(unknown, dollars(5)).counting(lines("share"), lines("share"));

        for (List<Line> several : List.of(List.of(split), List.of(line("share").amount(dollars(1)), guard))) {
            assertThatThrownBy(() -> Trial.withNumbers("1")
                            .lines(several.toArray(Line[]::new))
                            .resolve())
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            fault -> assertThat(fault.problems())
                                    .extracting(Problem::code)
                                    .containsExactly("parameter.unknown"));
        }
    }

    @Test
    void each_bound_of_a_split_is_said_once() {
        Line.Points pot = line("share").split(dollars(9)).atLeast(dollars(1)).atMost(dollars(5));

        assertThatThrownBy(() -> pot.atLeast(dollars(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("line \"share\" already has the floor 1 dollars");
        assertThatThrownBy(() -> pot.atMost(dollars(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("line \"share\" already has the cap 5 dollars");
    }

    @Test
    void a_split_says_which_bounds_it_has() {
        Line.Points pot = line("share").split(dollars(9));

        assertThat(pot.by(pupils()).form().rule()).isEqualTo("a pot, shared in proportion to points");
        assertThat(pot.atLeast(dollars(1)).by(pupils()).form().rule())
                .isEqualTo("a pot, shared in proportion to points, none below a floor; the others pay or gain");
        assertThat(pot.atMost(dollars(1)).by(pupils()).form().rule())
                .isEqualTo("a pot, shared in proportion to points, none above a cap; the others pay or gain");
        assertThat(bounded(1, 2).form().rule())
                .isEqualTo("a pot, shared in proportion to points, none below a floor or above a cap; the others pay or"
                        + " gain");
    }

    @Test
    void only_schools_that_a_line_applies_to_have_a_part() {
        Trial trial = Trial.withNumbers("1", "2", "5")
                .lines(line("share")
                        .split(dollars(90))
                        .by(fact("x"))
                        .onlyWhere(fact("x").lessThan("5")));

        // 90 by 1 : 2
        assertThat(trial.amounts("share")).containsExactly("30.00", "60.00", "–");
    }

    @Test
    void points_can_be_money() {
        Trial trial = Trial.withNumbers("1", "3")
                .lines(
                        line("points").amount(fact("x").times(dollars(7))),
                        line("share").split(dollars(80)).by(Terms.amount("points")),
                        line("ratio").figure(ratioOf("share")));

        // 80 by 7 : 21
        assertThat(trial.amounts("share")).containsExactly("20.00", "60.00");
        assertThat(trial.first("ratio").value()).contains(Rational.of(80, 28));
        assertThat(pot(trial, "share").levelType()).isEqualTo(ValueType.NUMBER);
    }

    @Test
    void claims_are_paid_in_full_if_the_pot_allows_and_the_surplus_stays() {
        Trial trial = paid("0.00", "0.00")
                .source(STATE_AID, "1000.00")
                .lines(line("claims")
                        .prorate(pupils().times(dollars(12)))
                        .to(remainingOf(STATE_AID))
                        .from(STATE_AID));

        // 10 × 12 each; 1,000 − 240 stays
        Allocation allocation = trial.allocate();
        assertThat(Trial.amounts(allocation, "claims")).containsExactly("120.00", "120.00");
        assertThat(allocation.source(STATE_AID.id()).residual()).contains(Money.parse("760.00"));
        SharedPot pot = pot(trial, "claims");
        assertThat(pot.surplus()).isEqualTo(Money.parse("760.00"));
        assertThat(pot.shared()).isEqualTo(Money.parse("240.00"));
        assertThat(pot.level()).isEqualTo(Rational.ONE_WHOLE);
        assertThat(text(trial.first("claims"))).isEqualTo("10 pupils × $12.00 [the most it may be]");
    }

    @Test
    void claims_that_exceed_the_pot_are_reduced_by_one_factor() {
        Trial trial = Trial.withNumbers("100", "300")
                .lines(line("claims").prorate(fact("x").times(dollars(1))).to(dollars(200)));

        // 200 / 400
        assertThat(trial.amounts("claims")).containsExactly("50.00", "150.00");
        assertThat(pot(trial, "claims").level()).isEqualTo(Rational.of(1, 2));
        assertThat(pot(trial, "claims").surplus()).isEqualTo(Money.ZERO);
        assertThat(text(trial.first("claims"))).isEqualTo("100 (x) × $1.00 × 0.5 (level)");
    }

    @Test
    void claims_on_an_empty_pot_get_nothing() {
        Trial trial = Trial.withNumbers("100", "300")
                .lines(line("claims").prorate(fact("x").times(dollars(1))).to(dollars(0)));

        assertThat(trial.amounts("claims")).containsExactly("0.00", "0.00");
    }

    @Test
    void the_lowest_are_lifted_to_one_level() {
        Trial trial = Trial.in(
                        school("1", 10).money("own", Money.parse("100.00")).build(),
                        school("2", 20).money("own", Money.parse("100.00")).build(),
                        school("3", 30).money("own", Money.parse("600.00")).build())
                .lines(
                        line("lift").lift(dollars(200), pupils(), moneyFact("own")),
                        line("level").figure(levelOf("lift")));

        // Own means for a pupil 10, 5, 20. Lifting school 2 from 5 to 10 costs 20 × 5 = 100; the other 100 lift 30
        // pupils by
        // 100 / 30 = 3.33…, to 13.33…: 10 × 13.33… − 100 = 33.33…, 20 × 13.33… − 100 = 166.66…; school 3 has 20
        // already.
        assertThat(trial.amounts("lift")).containsExactly("33.33", "166.67", "0.00");
        assertThat(trial.first("level").value()).contains(Rational.of(40, 3));
        assertThat(text(trial.first("lift"))).isEqualTo("10 pupils × $13.333333333333… (level) − $100.00 (own)");
        assertThat(text(trial.allocate().of(id("3")).line("lift").orElseThrow()))
                .isEqualTo("$0.00 [the least it may be]");
    }

    @Test
    void a_target_ratio_is_solved() {
        // Schools need 100, 200 and 300 and have 50, 20 and 300. With 110 to give, the first two are lifted to one
        // ratio:
        // (110 + 50 + 20) / (100 + 200) = 0.6: 60 − 50 and 120 − 20.
        Trial trial = Trial.in(
                        school("1", 1)
                                .money("need", Money.parse("100.00"))
                                .money("own", Money.parse("50.00"))
                                .build(),
                        school("2", 1)
                                .money("need", Money.parse("200.00"))
                                .money("own", Money.parse("20.00"))
                                .build(),
                        school("3", 1)
                                .money("need", Money.parse("300.00"))
                                .money("own", Money.parse("300.00"))
                                .build())
                .lines(
                        line("lift").lift(dollars(110), moneyFact("need"), moneyFact("own")),
                        line("ratio").figure(ratioOf("lift")));

        assertThat(trial.amounts("lift")).containsExactly("10.00", "100.00", "0.00");
        assertThat(trial.first("ratio").value()).contains(Rational.parse("0.6"));
    }

    @Test
    void claims_are_served_in_order_until_the_pot_is_spent() {
        Trial trial = Trial.withNumbers("2", "4", "1", "3")
                .lines(line("served").serveInOrder(dollars(250), dollars(100), fact("x")));

        // rank 1 and 2 in full, rank 3 gets half, rank 4 nothing
        assertThat(trial.amounts("served")).containsExactly("100.00", "0.00", "100.00", "50.00");
    }

    @Test
    void unequal_claims_are_served_in_order_of_distinct_ranks() {
        Trial trial = Trial.in(
                        school("1", 1)
                                .number("rank", 1)
                                .money("claim", Money.parse("100.00"))
                                .build(),
                        school("2", 1)
                                .number("rank", 2)
                                .money("claim", Money.parse("40.00"))
                                .build(),
                        school("3", 1)
                                .number("rank", 3)
                                .money("claim", Money.parse("300.00"))
                                .build(),
                        school("4", 1)
                                .number("rank", 4)
                                .money("claim", Money.parse("5.00"))
                                .build())
                .lines(line("served").serveInOrder(dollars(200), moneyFact("claim"), fact("rank")));

        // 100 + 40, and 60 of the 300
        assertThat(trial.amounts("served")).containsExactly("100.00", "40.00", "60.00", "0.00");
    }

    @Test
    void a_pot_that_is_more_than_money_holds_is_refused() {
        Trial pot = Trial.withPupils(1, 2)
                .lines(line("share").split(dollars("100000000000000000000")).by(pupils()));
        Trial floors = Trial.withPupils(1, 2)
                .lines(line("share")
                        .split(dollars(1))
                        .atLeast(dollars("90000000000000000"))
                        .by(pupils()));

        for (Trial trial : List.of(pot, floors)) {
            assertThatThrownBy(trial::allocate)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            fault -> assertThat(fault.problems())
                                    .extracting(Problem::code)
                                    .containsOnly("amount.too-large"));
        }
    }

    /** Claims of nothing are all paid, whatever the order; that one of them has no place in it is a fault nevertheless. */
    @Test
    void a_claim_of_nothing_needs_a_rank_too() {
        Trial trial = Trial.in(
                        school("1", 1).number("x", 2).build(), school("2", 1).build())
                .lines(line("served").serveInOrder(dollars(0), dollars(0), fact("x")));

        assertThatThrownBy(trial::allocate)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(Problem::code)
                                .containsOnly("value.missing"));
    }

    @Test
    void a_pot_above_all_claims_leaves_a_surplus() {
        Trial trial =
                Trial.withNumbers("2", "1").lines(line("served").serveInOrder(dollars(250), dollars(100), fact("x")));

        assertThat(trial.amounts("served")).containsExactly("100.00", "100.00");
        assertThat(pot(trial, "served").surplus()).isEqualTo(Money.parse("50.00"));
    }

    @Test
    void a_floor_is_paid_by_the_others_in_proportion() {
        Trial trial = paid("100.00", "200.00", "300.00")
                .lines(line("floor")
                        .keepAtLeast(dollars(150))
                        .counting(lines("paid"), lines("paid"))
                        .from(GENERAL));

        // 150 leaves 450 for 200 and 300, which is nine tenths of them
        assertThat(trial.amounts("floor")).containsExactly("50.00", "-20.00", "-30.00");
        assertThat(pot(trial, "floor").level()).isEqualTo(Rational.of(9, 10));
        assertThat(trial.allocate().source(GENERAL.id()).toSchools()).isEqualTo(Money.parse("600.00"));
        assertThat(text(trial.first("floor")))
                .isEqualTo("the greatest of ($0.00 − $100.00 (paid); $150.00 − $100.00 (paid)) [the least it may be]");
    }

    @Test
    void a_cap_gives_to_the_others_in_proportion() {
        Trial trial = paid("100.00", "200.00", "300.00")
                .lines(line("cap")
                        .keepAtMost(dollars(250))
                        .counting(lines("paid"), lines("paid"))
                        .from(GENERAL));

        // 250 leaves 350 for 100 and 200, which is 7/6 of them: 116.66… and 233.33…
        assertThat(trial.amounts("cap")).containsExactly("16.67", "33.33", "-50.00");
    }

    @Test
    void a_floor_and_a_cap_hold_together_and_pinning_one_pins_no_more_than_needed() {
        Trial trial = paid("100.00", "200.00", "300.00", "400.00")
                .lines(line("keep")
                        .keepWithin(dollars(180), dollars(320))
                        .counting(lines("paid"), lines("paid"))
                        .from(GENERAL));

        // 180 and 320 leave 500 of 1,000 for 200 and 300, which have just that
        assertThat(trial.amounts("keep")).containsExactly("80.00", "0.00", "0.00", "-80.00");
        assertThat(pot(trial, "keep").level()).isEqualTo(Rational.ONE_WHOLE);
    }

    @Test
    void a_floor_beats_a_cap() {
        Trial trial = Trial.in(
                        school("1", 1)
                                .money("paid", Money.parse("100.00"))
                                .money("cap", Money.parse("120.00"))
                                .build(),
                        school("2", 1)
                                .money("paid", Money.parse("200.00"))
                                .money("cap", Money.parse("900.00"))
                                .build(),
                        school("3", 1)
                                .money("paid", Money.parse("300.00"))
                                .money("cap", Money.parse("900.00"))
                                .build())
                .source(GENERAL, "600.00")
                .lines(
                        line("paid").amount(moneyFact("paid")).from(GENERAL),
                        line("keep")
                                .keepWithin(dollars(130), moneyFact("cap"))
                                .counting(lines("paid"), lines("paid"))
                                .from(GENERAL));

        // School 1 stands at 130, above its cap; 470 / 500 of 200 and 300: 188 and 282
        assertThat(trial.amounts("keep")).containsExactly("30.00", "-12.00", "-18.00");
    }

    @Test
    void a_floor_counts_more_lines_than_it_moves() {
        Trial trial = paid("100.00", "200.00")
                .source(STATE_AID, "700.00")
                .lines(
                        line("grant")
                                .amount(dollars(600))
                                .from(STATE_AID)
                                .onlyWhere(moneyFact("paid").atMost(dollars(100))),
                        line("floor")
                                .keepAtLeast(dollars(250))
                                .counting(lines("paid", "grant"), lines("paid"))
                                .from(GENERAL));

        // School 1 has 700 with its grant, so it needs nothing; school 2 lacks 50, and school 1 pays it of its 100
        assertThat(trial.amounts("floor")).containsExactly("-50.00", "50.00");
    }

    @Test
    void a_school_pays_no_more_than_the_moved_lines_gave_it() {
        Trial trial = paid("100.00", "200.00")
                .source(STATE_AID, "700.00")
                .lines(
                        line("grant")
                                .amount(dollars(600))
                                .from(STATE_AID)
                                .onlyWhere(moneyFact("paid").atMost(dollars(100))),
                        line("floor")
                                .keepAtLeast(dollars(350))
                                .counting(lines("paid", "grant"), lines("paid"))
                                .from(GENERAL));

        // School 2 lacks 150; school 1 has only 100 that can be moved, whatever its grant
        assertRefused(
                trial,
                "guard.floors",
                "source General fund (general), line \"floor\": found floors that lack $50.00, which the others cannot pay;"
                        + " allowed: floors that the money of the source can meet. Lower the floor, or let a reserve pay.");
    }

    @Test
    void floors_that_the_money_cannot_meet_are_refused_with_the_amount() {
        Trial trial = paid("100.00", "200.00", "300.00")
                .lines(line("floor")
                        .keepAtLeast(dollars(250))
                        .counting(lines("paid"), lines("paid"))
                        .from(GENERAL));

        // 3 × 250 − 600
        assertRefused(
                trial,
                "guard.floors",
                "source General fund (general), line \"floor\": found floors that lack $150.00, which the others cannot pay;"
                        + " allowed: floors that the money of the source can meet. Lower the floor, or let a reserve pay.");
    }

    @Test
    void caps_that_leave_money_over_are_refused_with_the_amount() {
        Trial trial = paid("100.00", "200.00", "300.00")
                .lines(line("cap")
                        .keepAtMost(dollars(150))
                        .counting(lines("paid"), lines("paid"))
                        .from(GENERAL));

        // 600 − 3 × 150
        assertRefused(
                trial,
                "guard.caps",
                "source General fund (general), line \"cap\": found caps that leave $150.00, which nobody may take;"
                        + " allowed: caps that the money of the source fits under. Raise the cap, or let the source take back"
                        + " what is above it.");
    }

    @Test
    void a_floor_or_a_cap_is_needed() {
        assertThatThrownBy(() ->
                        new Form.KeepWithin(Optional.empty(), Optional.empty(), everythingAbove(), everythingAbove()))
                .hasMessage("give a floor, a cap, or both");
    }

    @Test
    void an_amount_is_taken_back_in_proportion() {
        Trial trial = paid("100.00", "300.00")
                .lines(line("back")
                        .takeBack(dollars(50))
                        .inProportionTo(Terms.amount("paid"))
                        .from(GENERAL));

        // 50 / 400 of each
        assertThat(trial.amounts("back")).containsExactly("-12.50", "-37.50");
        assertThat(pot(trial, "back").pot()).isEqualTo(Money.parse("-50.00"));
        assertThat(pot(trial, "back").level()).isEqualTo(Rational.of(-1, 8));
        assertThat(trial.allocate().source(GENERAL.id()).residual()).contains(Money.parse("650.00"));
    }

    @Test
    void nothing_is_taken_back_where_the_amount_is_zero() {
        Trial trial = paid("100.00", "300.00")
                .lines(line("back")
                        .takeBack(dollars(0))
                        .inProportionTo(Terms.amount("paid"))
                        .from(GENERAL));

        assertThat(trial.amounts("back")).containsExactly("0.00", "0.00");
    }

    @Test
    void all_that_schools_have_can_be_taken_back_and_no_more() {
        Trial all = paid("100.00", "300.00")
                .lines(line("back")
                        .takeBack(dollars(400))
                        .inProportionTo(Terms.amount("paid"))
                        .from(GENERAL));
        Trial more = paid("100.00", "300.00")
                .lines(line("back")
                        .takeBack(dollars(500))
                        .inProportionTo(Terms.amount("paid"))
                        .from(GENERAL));

        assertThat(all.amounts("back")).containsExactly("-100.00", "-300.00");
        assertRefused(
                more,
                "take-back.short",
                "source General fund (general), line \"back\": found $500.00 to take back, $100.00 more than there is to"
                        + " take; allowed: at most $400.00. Take back less, or let another source pay.");
    }

    @Test
    void a_cap_pays_for_a_floor() {
        Trial trial = paid("100.00", "200.00", "300.00")
                .lines(
                        line("floor")
                                .raiseTo(dollars(130))
                                .counting(lines("paid"))
                                .from(GENERAL),
                        line("gain above cap").figure(moneyFact("paid").inExcessOf(dollars(150))),
                        line("paid for by the cap")
                                .takeBack(total(Terms.amount("floor")))
                                .inProportionTo(Terms.amount("gain above cap"))
                                .from(GENERAL));

        // The floor costs 30; the gains above 150 are 0, 50 and 150: 0, 7.50 and 22.50
        assertThat(trial.amounts("paid for by the cap")).containsExactly("0.00", "-7.50", "-22.50");
    }

    @Test
    void a_statutory_total_is_split_over_the_claims() {
        Trial trial = Trial.withNumbers("10", "20")
                .lines(
                        line("claim").figure(fact("x").times(dollars(10))),
                        line("paid")
                                .split(Terms.greatest(dollars(450), total(Terms.amount("claim"))))
                                .by(Terms.amount("claim")));

        // The claims are 300; the law pays 450, by 100 : 200
        assertThat(trial.amounts("paid")).containsExactly("150.00", "300.00");
    }

    @Test
    void a_pot_with_nobody_to_go_to_is_refused() {
        Trial trial = Trial.withNumbers("1", "2")
                .source(GENERAL, "90.00")
                .lines(line("share")
                        .split(remainingOf(GENERAL))
                        .by(fact("x"))
                        .from(GENERAL)
                        .onlyWhere(fact("x").moreThan("5")));

        assertRefused(
                trial,
                "pot.nobody",
                "source General fund (general), line \"share\": found $90.00 to share and no school that the line"
                        + " applies to; allowed: at least one school that can take it. Widen who is eligible, change"
                        + " what it is shared by, or lock the source.");
    }

    @Test
    void a_pot_whose_points_are_all_zero_is_refused() {
        Trial trial = Trial.withNumbers("0", "0")
                .source(GENERAL, "90.00")
                .lines(line("share").split(remainingOf(GENERAL)).by(fact("x")).from(GENERAL));

        assertRefused(
                trial,
                "pot.nobody",
                "source General fund (general), line \"share\": found $90.00 to share and 2 schools, whose points are"
                        + " all 0; allowed: at least one school that can take it. Widen who is eligible, change what it"
                        + " is shared by, or lock the source.");
    }

    @Test
    void an_empty_pot_needs_nobody() {
        Trial trial = Trial.withNumbers("0", "0")
                .lines(line("share").split(dollars(0)).by(fact("x")));

        assertThat(trial.amounts("share")).containsExactly("0.00", "0.00");
    }

    @Test
    void a_surplus_with_nobody_to_go_to_stays_where_it_may() {
        Trial trial = Trial.withNumbers("1")
                .lines(line("claims")
                        .prorate(fact("x").times(dollars(3)))
                        .to(dollars(50))
                        .onlyWhere(fact("x").moreThan("5")));

        assertThat(pot(trial, "claims").surplus()).isEqualTo(Money.parse("50.00"));
    }

    @Test
    void negative_points_are_refused_by_school() {
        Trial trial = Trial.withNumbers("4", "-1", "-2")
                .lines(line("share").split(dollars(90)).by(fact("x").plus(number("0.5"))));

        assertThatThrownBy(trial::resolve)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(Problem::code, Problem::message)
                                .containsExactly(
                                        tuple(
                                                "points.negative",
                                                "school School 2 (2), line \"share\": found −1 (x) + 0.5 = −0.5; allowed: 0 or"
                                                        + " more. Correct what the pot is shared by."),
                                        tuple(
                                                "points.negative",
                                                "school School 3 (3), line \"share\": found −2 (x) + 0.5 = −1.5; allowed: 0 or"
                                                        + " more. Correct what the pot is shared by.")));
    }

    @Test
    void a_negative_claim_is_refused_by_school() {
        Trial trial = Trial.withNumbers("1", "-2")
                .lines(line("claims").prorate(fact("x").times(dollars(10))).to(dollars(50)));

        // −2 × 10
        assertThatThrownBy(trial::resolve)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(Problem::code, Problem::message)
                                .containsExactly(tuple(
                                        "points.negative",
                                        "school School 2 (2), line \"claims\": found −2 (x) × $10.00 = −$20.00; allowed: 0 or"
                                                + " more. Correct what the pot is shared by.")));
    }
}
