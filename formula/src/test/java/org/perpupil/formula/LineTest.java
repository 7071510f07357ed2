package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.lines;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.STATE_AID;
import static org.perpupil.formula.Trial.id;
import static org.perpupil.formula.Trial.text;

import com.google.common.collect.ImmutableSortedMap;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.Held;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** Lines that are computed school by school: what they add, where they apply, how they are rounded. */
class LineTest {

    @Test
    void an_amount_is_rounded_to_cents_and_keeps_its_exact_value() {
        LineResult result = Trial.withPupils(100)
                .lines(line("third").amount(dollars(100).dividedBy(number(3))))
                .first("third");

        // 100 / 3 = 33.333…
        assertThat(result.exact()).contains(Rational.of(100, 3));
        assertThat(result.amount()).contains(Money.parse("33.33"));
        assertThat(result.rounding()).contains(Rounding.cents());
    }

    @Test
    void a_figure_is_exact_unless_it_is_rounded() {
        Trial trial = Trial.withPupils(100)
                .lines(
                        line("exact").figure(pupils().dividedBy(number(3))),
                        line("whole").figure(pupils().dividedBy(number(3))).rounded(Rounding.whole()));

        // 100 / 3 = 33.333…
        assertThat(trial.first("exact").value()).contains(Rational.of(100, 3));
        assertThat(trial.first("whole").value()).contains(Rational.of(33));
        assertThat(trial.first("whole").exact()).contains(Rational.of(100, 3));
        assertThat(trial.first("exact").amount()).isEmpty();
    }

    @Test
    void thirds_that_land_on_a_half_cent_are_rounded_as_with_unlimited_paper() {
        NumberTerm years = pupils().plus(pupils().counted("2026")).plus(pupils().counted("2025"));
        School school = Trial.school("1", 11)
                .enrolling(new CountBasis("2026"), whole(12))
                .enrolling(new CountBasis("2025"), whole(8))
                .build();

        LineResult result = Trial.in(school)
                .lines(line("x").amount(years.dividedBy(number(3)).times(dollars("0.045"))))
                .first("x");

        // (11 + 12 + 8) / 3 × 0.045 = 0.465, which is 0.47; a division to 34 digits makes it 0.46
        assertThat(result.exact()).contains(Rational.parse("0.465"));
        assertThat(result.amount()).contains(Money.parse("0.47"));
    }

    private static Enrollment whole(long pupils) {
        return Enrollment.in(GradeSpan.ALL_GRADES).pupils(pupils).build();
    }

    @Test
    void each_step_rounds_for_itself() {
        Trial trial = Trial.withPupils(31)
                .lines(
                        line("mean").figure(pupils().dividedBy(number(3))).rounded(Rounding.places(2)),
                        line("by the rounded mean").amount(figure("mean").times(dollars("0.045"))),
                        line("by the exact mean")
                                .amount(pupils().dividedBy(number(3)).times(dollars("0.045"))));

        // 31 / 3 = 10.333… → 10.33; × 0.045 = 0.46485 → 0.46; 10.333… × 0.045 = 0.465 → 0.47
        assertThat(trial.amounts("by the rounded mean")).containsExactly("0.46");
        assertThat(trial.amounts("by the exact mean")).containsExactly("0.47");
    }

    @Test
    void half_up_is_away_from_zero_below_zero_too() {
        Trial trial = Trial.withPupils(1)
                .lines(
                        line("up").amount(dollars("0.005")),
                        line("down").amount(dollars("-0.005")),
                        line("near").amount(dollars("-0.0049")));

        // half a cent goes to the cent further from zero, less than half a cent to zero
        assertThat(trial.amounts("up")).containsExactly("0.01");
        assertThat(trial.amounts("down")).containsExactly("-0.01");
        assertThat(trial.amounts("near")).containsExactly("0.00");
    }

    @Test
    void a_line_rounds_to_its_own_unit_by_its_own_rule() {
        Trial trial = Trial.withPupils(101)
                .lines(
                        line("positions")
                                .figure(pupils().dividedBy(number(25)))
                                .rounded(Rounding.whole().up()),
                        line("eighths")
                                .figure(pupils().dividedBy(number(24)))
                                .rounded(Rounding.to("0.125").down()),
                        line("even")
                                .amount(dollars("2.5"))
                                .rounded(Rounding.dollars().by(RoundingMode.HALF_EVEN)),
                        line("hundreds").amount(dollars(1_250)).rounded(Rounding.places(-2)));

        // 101 / 25 = 4.04 → 5 positions
        assertThat(trial.figures("positions")).containsExactly("5");
        // 101 / 24 = 4.2083…; 33 eighths are 4.125, 34 are 4.25
        assertThat(trial.figures("eighths")).containsExactly("4.125");
        assertThat(trial.amounts("even")).containsExactly("2.00");
        // 12.5 hundreds → 13
        assertThat(trial.amounts("hundreds")).containsExactly("1300.00");
    }

    @Test
    void rounding_each_line_differs_from_rounding_the_sum() {
        Trial trial = Trial.withPupils(1)
                .source(GENERAL, "100.00")
                .lines(
                        line("a").amount(dollars("0.334")).from(GENERAL),
                        line("b").amount(dollars("0.334")).from(GENERAL),
                        line("c").amount(dollars("0.334")).from(GENERAL));

        // 3 × 0.33, though 3 × 0.334 = 1.002
        assertThat(trial.allocate().total()).isEqualTo(Money.parse("0.99"));
    }

    @Test
    void a_floor_adds_what_the_counted_lines_lack() {
        Trial trial = Trial.withPupils(100, 300)
                .lines(
                        line("base").amount(dollars(1_000).times(pupils())),
                        line("lump").amount(dollars(50_000)),
                        line("of base").raiseTo(dollars(200_000)).counting(lines("base")),
                        line("of both").raiseTo(dollars(200_000)).counting(lines("base", "lump")));

        // 200,000 − 100,000; 300,000 is above already
        assertThat(trial.amounts("of base")).containsExactly("100000.00", "0.00");
        // 200,000 − 150,000
        assertThat(trial.amounts("of both")).containsExactly("50000.00", "0.00");
        assertThat(text(trial.first("of both")))
                .isEqualTo("the greatest of ($0.00; $200,000.00 − ($100,000.00 (base) + $50,000.00 (lump)))");
    }

    @Test
    void a_cap_takes_what_the_counted_lines_have_above_it() {
        Trial trial = Trial.withPupils(100, 300)
                .lines(
                        line("base").amount(dollars(1_000).times(pupils())),
                        line("cap").lowerTo(dollars(250_000)).counting(lines("base")));

        // 100,000 is below; 250,000 − 300,000
        assertThat(trial.amounts("cap")).containsExactly("0.00", "-50000.00");
        assertThat(text(trial.first("cap"))).isEqualTo("the least of ($0.00; $250,000.00 − $100,000.00 (base))");
    }

    @Test
    void guards_act_in_the_order_of_the_list() {
        Line floor = line("floor").raiseTo(dollars(200)).counting(everythingAbove());
        Line cap = line("cap").lowerTo(dollars(150)).counting(everythingAbove());
        Line base = line("base").amount(dollars(100));

        // floor first: 100 + 100 − 50; cap first: 100 − 0 + 100
        Trial floorFirst = Trial.withPupils(1).lines(base, floor, cap);
        assertThat(floorFirst.amounts("floor")).containsExactly("100.00");
        assertThat(floorFirst.amounts("cap")).containsExactly("-50.00");
        Trial capFirst = Trial.withPupils(1).lines(base, cap, floor);
        assertThat(capFirst.amounts("cap")).containsExactly("0.00");
        assertThat(capFirst.amounts("floor")).containsExactly("100.00");
    }

    @Test
    void a_floor_that_was_undone_can_be_checked_again() {
        Trial trial = Trial.withPupils(1)
                .lines(
                        line("base").amount(dollars(100)),
                        line("floor").raiseTo(dollars(200)).counting(everythingAbove()),
                        line("cap").lowerTo(dollars(150)).counting(everythingAbove()),
                        line("again").raiseTo(dollars(200)).counting(everythingAbove()));

        // 100 + 100 − 50 = 150, so 50 more
        assertThat(trial.amounts("again")).containsExactly("50.00");
    }

    @Test
    void phased_dollars_move_from_last_year_to_the_formula() {
        Parameter phase = Parameter.number("phase").in(2027, "25%", "board resolution");
        Trial trial = Trial.withPupils(100)
                .parameters(phase)
                .lastYear(Trial.paidLastYear(Map.of("1", Money.parse("800.00"))))
                .lines(
                        line("formula").amount(dollars(1_000)),
                        line("transition")
                                .amount(Terms.lastYear()
                                        .minus(amount("formula"))
                                        .times(number(1).minus(Terms.share("phase")))));

        // (1 − 0.25) × (800 − 1,000)
        assertThat(trial.amounts("transition")).containsExactly("-150.00");
    }

    @Test
    void a_line_that_does_not_apply_has_no_value_and_says_why() {
        LineResult result = Trial.withPupils(500)
                .lines(line("small").amount(dollars(5)).onlyWhere(pupils().lessThan("300")))
                .first("small");

        assertThat(result.value()).isEmpty();
        assertThat(result.working()).isEmpty();
        assertThat(result.notApplied()).contains("does not apply: 500 pupils is not less than 300");
        assertThat(result.paid()).isEqualTo(Money.ZERO);
    }

    @Test
    void a_school_is_left_out_by_decision_with_the_reason() {
        Trial trial = Trial.withPupils(500, 500)
                .lines(line("x").amount(dollars(5)).exceptFor(id("2"), "a programme, not a school"));

        assertThat(trial.amounts("x")).containsExactly("5.00", "–");
        assertThat(trial.allocate().of(id("2")).line("x").orElseThrow().notApplied())
                .contains("left out by decision: a programme, not a school");
    }

    @Test
    void a_decided_amount_leaves_the_other_schools_out() {
        Trial trial = Trial.withPupils(500, 500)
                .lines(line("award").amount(Terms.decided("arts", Map.of(id("2"), Money.parse("9.00")))));

        assertThat(trial.amounts("award")).containsExactly("–", "9.00");
        assertThat(trial.first("award").notApplied()).contains("not among the schools named");
    }

    @Test
    void a_shadow_is_shown_and_counts_nowhere() {
        Allocation allocation = Trial.withPupils(100)
                .source(GENERAL, "1000.00")
                .lines(
                        line("paid").amount(dollars(100)).from(GENERAL),
                        line("shadow").amount(dollars(700)).from(GENERAL).asShadow(),
                        line("above").figure(Terms.sumOf(everythingAbove())))
                .allocate();

        assertThat(Trial.amounts(allocation, "shadow")).containsExactly("700.00");
        // 100 are paid of 1,000; the 700 are not counted
        assertThat(allocation.total()).isEqualTo(Money.parse("100.00"));
        assertThat(allocation.of(id("1")).line("above").orElseThrow().value()).contains(Rational.of(100));
        assertThat(allocation.source(GENERAL.id()).residual()).contains(Money.parse("900.00"));
    }

    @Test
    void a_figure_pays_nothing() {
        assertThatThrownBy(() -> line("x").figure(number(1)).from(GENERAL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("\"x\" is a figure and pays nothing; make it an amount");
    }

    @Test
    void what_is_said_twice_is_refused() {
        Line line = line("x")
                .amount(dollars(1))
                .from(GENERAL)
                .onlyWhere(pupils().moreThan("3"))
                .rounded(Rounding.cents())
                .held(Held.FREE)
                .citing("page 1")
                .inSection("base")
                .partOf("formula");

        assertThatThrownBy(() -> line.from(STATE_AID))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("line \"x\" already has the source General fund (general)");
        assertThatThrownBy(() -> line.onlyWhere(pupils().isGiven()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("line \"x\" already has the condition ");
        assertThatThrownBy(() -> line.rounded(Rounding.dollars()))
                .hasMessage("line \"x\" already has the rounding 0.01 half up");
        assertThatThrownBy(() -> line.held(Held.SET)).hasMessage("line \"x\" already has the held FREE");
        assertThatThrownBy(() -> line.citing("page 2")).hasMessage("line \"x\" already has the citation page 1");
        assertThatThrownBy(() -> line.inSection("other")).hasMessage("line \"x\" already has the section base");
        assertThatThrownBy(() -> line.partOf("other")).hasMessage("line \"x\" already has the formula formula");
    }

    @Test
    void a_name_and_a_reason_are_not_blank() {
        assertThatThrownBy(() -> line(" ")).hasMessage("a line has a name");
        assertThatThrownBy(() -> line("x").amount(dollars(1)).exceptFor(id("1"), " "))
                .hasMessage("an exception has a reason");
    }

    @Test
    void nothing_is_null() {
        Line line = line("x").amount(dollars(1));

        assertThatNullPointerException().isThrownBy(() -> line(null));
        assertThatNullPointerException().isThrownBy(() -> line.from(null)).withMessage("source");
        assertThatNullPointerException().isThrownBy(() -> line.onlyWhere(null)).withMessage("condition");
        assertThatNullPointerException().isThrownBy(() -> line.rounded(null)).withMessage("rounding");
        assertThatNullPointerException().isThrownBy(() -> line.held(null)).withMessage("held");
        assertThatNullPointerException().isThrownBy(() -> line.citing(null)).withMessage("citation");
        assertThatNullPointerException().isThrownBy(() -> line.inSection(null)).withMessage("section");
        assertThatNullPointerException().isThrownBy(() -> line("x").amount(null));
    }

    @Test
    void says_what_it_is() {
        assertThat(line("x").amount(dollars(1))).hasToString("line \"x\"");
        assertThat(line("x").amount(dollars(1)).asShadow().isShadow()).isTrue();
        assertThat(line("x").amount(dollars(1)).isShadow()).isFalse();
        assertThat(line("x").amount(dollars(1)).asShadow().counts()).isFalse();
        assertThat(line("x").figure(dollars(1)).counts()).isFalse();
    }

    @Test
    void a_line_that_counts_is_money() {
        assertThatThrownBy(() -> Line.of("x", new Form.Amount(number(1).term())))
                .hasMessage("a line that counts is money; make the number a figure");
        assertThatThrownBy(() -> new Form.RaiseTo(number(1).term(), everythingAbove()))
                .hasMessage("a line that counts is money; make the number a figure");
        Term money = dollars(1).term();
        Term number = number(1).term();
        assertThatThrownBy(() -> new Form.Split(number, number))
                .hasMessage("a line that counts is money; make the number a figure");
        assertThatThrownBy(() -> new Form.Split(money, number, Optional.of(number), Optional.empty()))
                .hasMessage("a line that counts is money; make the number a figure");
        assertThatThrownBy(() -> new Form.Split(money, number, Optional.empty(), Optional.of(number)))
                .hasMessage("a line that counts is money; make the number a figure");
    }

    @Test
    void equal_definitions_are_equal() {
        EqualsVerifier.forClass(Line.class)
                .suppress(Warning.STRICT_HASHCODE, Warning.ALL_FIELDS_SHOULD_BE_USED)
                .withPrefabValues(
                        Form.class,
                        new Form.Amount(dollars(1).term()),
                        new Form.Amount(dollars(2).term()))
                .withPrefabValues(
                        ImmutableSortedMap.class,
                        ImmutableSortedMap.of(id("1"), "a reason"),
                        ImmutableSortedMap.of(id("2"), "a reason"))
                .withPrefabValues(Rounding.class, Rounding.cents(), Rounding.dollars())
                .withPrefabValues(RevenueSource.class, GENERAL, STATE_AID)
                .withPrefabValues(
                        Condition.class, number(1).isGiven(), number(2).isGiven())
                .withNonnullFields("name", "form", "options")
                .verify();
        assertThat(line("x").amount(rate("a").times(fact("b"))).from(GENERAL))
                .isEqualTo(line("x").amount(rate("a").times(fact("b"))).from(GENERAL))
                .isNotEqualTo(line("x").amount(rate("a").times(fact("b"))).from(STATE_AID));
    }

    @Test
    void terms_stand_at_most_a_hundred_deep_inside_each_other() {
        MoneyTerm deepest = Terms.dollars(1);
        // The constant is 1 deep, and each difference one more.
        for (int depth = 2; depth <= 100; depth++) {
            deepest = deepest.minus(Terms.dollars(1));
        }
        MoneyTerm tooDeep = deepest.minus(Terms.dollars(1));

        assertThat(Line.line("deep").amount(deepest).name()).isEqualTo("deep");
        assertThatThrownBy(() -> Line.line("deep").amount(tooDeep))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line \"deep\" has more than 100 terms inside each other; make one of its steps a figure of"
                        + " its own");
    }

    @Test
    void a_term_of_ten_thousand_levels_is_refused_with_a_message() {
        MoneyTerm deep = Terms.dollars(1);
        Condition question = Terms.is("charter");
        for (int i = 0; i < 10_000; i++) {
            deep = deep.minus(Terms.dollars(1));
            question = question.negated();
        }
        MoneyTerm tooDeep = deep;
        Condition tooLong = question;

        assertThatThrownBy(() -> Line.line("deep").raiseTo(tooDeep).counting(Selection.everythingAbove()))
                .hasMessageContaining("more than 100 terms inside each other");
        assertThatThrownBy(() -> Line.line("deep").amount(Terms.dollars(1)).onlyWhere(tooLong))
                .hasMessageContaining("more than 100 terms inside each other");
    }

    @Test
    void several_schools_are_left_out_at_once_with_the_reason_for_each() {
        Line line = Line.line("base").amount(Terms.dollars(1));
        SchoolId one = SchoolId.of("1");
        SchoolId two = SchoolId.of("2");

        assertThat(line.exceptFor(Map.of(two, "closed", one, "moved")))
                .isEqualTo(line.exceptFor(one, "moved").exceptFor(two, "closed"));
        assertThatThrownBy(() -> line.exceptFor(Map.of(one, " "))).hasMessage("an exception has a reason");
        assertThatThrownBy(() -> line.exceptFor(one, "moved").exceptFor(Map.of(one, "closed")))
                .hasMessage("line \"base\" already leaves out school 1: moved");
    }
}
