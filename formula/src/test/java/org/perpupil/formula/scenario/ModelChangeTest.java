package org.perpupil.formula.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.HIGH;
import static org.perpupil.formula.Trial.MIDDLE;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.withoutAmount;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.Held;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.scenario.ModelChange.Change;
import org.perpupil.formula.scenario.ModelChange.Kind;
import org.perpupil.formula.scenario.ModelChange.Part;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/** What a board sees of a change: each one in words, and nothing that stays. */
class ModelChangeTest {
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource AID = RevenueSource.state("aid", "State aid");

    private static List<String> words(ModelChange change) {
        return change.changes().stream().map(Change::toString).toList();
    }

    private static FundingFormula formula(Parameter... parameters) {
        return FundingFormula.named("F").parameters(parameters).build();
    }

    private static FundingFormula formula(Line... lines) {
        return FundingFormula.named("F").add(lines).build();
    }

    /** Lines that are named by the letters of a text. */
    private static FundingFormula order(String letters) {
        return formula(letters.chars()
                .mapToObj(letter -> line(Character.toString(letter)).amount(dollars(1)))
                .toArray(Line[]::new));
    }

    private static List<String> changed(FundingFormula before, FundingFormula after) {
        return words(ModelChange.between(before, after));
    }

    @Test
    void nothing_changes_between_equal_ones() {
        ModelChange nothing = ModelChange.between(order("ab"), order("ab"));

        assertThat(nothing.changes()).isEmpty();
        assertThat(nothing).hasToString("nothing changes");
    }

    @Test
    void a_value_is_told_with_its_year_its_digits_and_its_citation() {
        Parameter before = Parameter.number("weight")
                .in(2026, "0.3", "Resolution 8")
                .in(2027, "0.340", "Resolution 12")
                .in(2028, "0.35", "Resolution 12");
        Parameter after = Parameter.number("weight")
                .in(2027, "0.360", "Resolution 31")
                .in(2028, "0.35", "Resolution 31")
                .in(2029, "0.4", "0.38", "Resolution 31");

        ModelChange change = ModelChange.between(formula(before), formula(after));

        assertThat(change).hasToString("""
                parameter "weight", 2025–26: removed 0.3 (Resolution 8)
                parameter "weight", 2026–27: 0.340 becomes 0.360 (Resolution 31)
                parameter "weight", 2027–28, citation: Resolution 12 becomes Resolution 31
                parameter "weight", 2028–29: added 0.4, printed as 0.38 (Resolution 31)""");
        assertThat(change.changes().get(1))
                .isEqualTo(new Change(
                        Part.PARAMETER, "weight", "2026–27", Kind.CHANGED, "0.340", "0.360", "Resolution 31"));
    }

    @Test
    void a_table_is_told_by_its_rows() {
        Parameter before = Parameter.dollars("rates")
                .in(2027, "Table 2", at(ELEMENTARY, "3741"), at(MIDDLE, "3667"))
                .in(2028, Map.of("E", "1", "H", "2"), "Table 3");
        Parameter after = Parameter.dollars("rates")
                .in(2027, "Table 2a", at(ELEMENTARY, "3741"), at(MIDDLE, "3700"), at(HIGH, "4683"))
                .in(2028, "5", "Table 3");

        assertThat(changed(formula(before), formula(after)))
                .containsExactlyInAnyOrder(
                        "parameter \"rates\", 2026–27, middle (6–8): 3667 becomes 3700 (Table 2a)",
                        "parameter \"rates\", 2026–27, high (9–12): added 4683 (Table 2a)",
                        "parameter \"rates\", 2027–28, \"E\": removed 1 (Table 3)",
                        "parameter \"rates\", 2027–28, \"H\": removed 2 (Table 3)",
                        "parameter \"rates\", 2027–28: added 5 (Table 3)");
    }

    @Test
    void parameters_come_and_go() {
        Parameter dollars = Parameter.dollars("x").in(2027, "1", "a");
        Parameter number = Parameter.number("x").in(2027, "1", "a");
        Parameter other = Parameter.number("y").in(2027, "2", "b");

        assertThat(changed(formula(dollars), formula(number, other)))
                .containsExactly(
                        "parameter \"x\", type: money becomes a number",
                        "parameter \"y\": added",
                        "parameter \"y\", 2026–27: added 2 (b)");
        assertThat(changed(formula(other, number), formula(number))).containsExactly("parameter \"y\": removed");
        // the order of parameters means nothing, and equal formulas may differ in it
        assertThat(changed(formula(other, number), formula(number, other))).isEmpty();
    }

    @Test
    void a_bound_of_a_split_is_a_change_of_what_a_line_computes() {
        Line.Points pot = line("share").split(dollars(9));
        FundingFormula plain = formula(pot.by(pupils()));
        FundingFormula floor = formula(pot.atLeast(dollars(1)).by(pupils()));
        FundingFormula higher = formula(pot.atLeast(dollars(2)).by(pupils()));
        FundingFormula cap = formula(pot.atMost(dollars(1)).by(pupils()));

        assertThat(changed(plain, floor)).containsExactly("line \"share\", what it computes: changed");
        assertThat(changed(floor, higher)).containsExactly("line \"share\", what it computes: changed");
        assertThat(changed(floor, cap)).containsExactly("line \"share\", what it computes: changed");
        assertThat(changed(cap, formula(pot.atMost(dollars(1)).by(pupils())))).isEmpty();
    }

    @Test
    void lines_are_added_removed_and_moved() {
        assertThat(changed(order("abcd"), order("xacy")))
                .containsExactly(
                        "line \"b\": removed",
                        "line \"d\": removed",
                        "line \"x\": added to the top",
                        "line \"y\": added below \"c\"");
        // the fewest moves: one line goes to the top, and four stay in their order
        assertThat(changed(order("abcde"), order("eabcd"))).containsExactly("line \"e\": moved to the top");
        assertThat(changed(order("abcde"), order("bcade"))).containsExactly("line \"a\": moved below \"c\"");
        // of two that change places, one has moved
        assertThat(changed(order("ab"), order("ba"))).hasSize(1);
    }

    @Test
    void each_side_of_a_line_is_told() {
        Line before = line("x").amount(dollars(1)).from(GENERAL).citing("p. 1");
        Line after = line("x")
                .amount(dollars(2))
                .from(AID)
                .onlyWhere(pupils().moreThan("10"))
                .exceptFor(SchoolId.of("7"), "closed")
                .rounded(Rounding.dollars())
                .held(Held.SET)
                .citing("p. 2")
                .inSection("base")
                .partOf("F2")
                .asShadow();

        assertThat(changed(formula(before), formula(after)))
                .containsExactly(
                        "source \"general\": removed",
                        "source \"aid\": added to the top",
                        "line \"x\", what it computes: changed",
                        "line \"x\", source: general becomes aid",
                        "line \"x\", schools: all becomes those of a condition",
                        "line \"x\", exception of school 7: nothing becomes closed",
                        "line \"x\", rounding: the usual one becomes 1 half up",
                        "line \"x\", held: as its source becomes set",
                        "line \"x\", citation: p. 1 becomes p. 2",
                        "line \"x\", section: nothing becomes base",
                        "line \"x\", formula: nothing becomes F2",
                        "line \"x\", counting: as its form becomes only shown");
    }

    @Test
    void decisions_on_sources_are_told() {
        RevenueSource titleI = RevenueSource.federal("title-i", "Title I");
        FundingModel before = FundingModel.named("M")
                .unlocked(GENERAL, centralShare("10%"))
                .unlocked(AID)
                .locked(titleI)
                .build();
        FundingModel after = FundingModel.named("M, revised")
                .rounding(Rounding.dollars())
                .unlocked(GENERAL, centralShare("12.5%"))
                .unlocked(RevenueSource.state("aid", "Aid"), withoutAmount())
                .unlocked(titleI.restrictedTo("reading"), eligible(pupils().atLeast("40")))
                .build();

        assertThat(words(ModelChange.between(before, after)))
                .containsExactly(
                        "definition \"M, revised\", name: M becomes M, revised",
                        "definition \"M, revised\", rounding of amounts: 0.01 half up becomes 1 half up",
                        "source \"general\", central share: 10% becomes 12.5%",
                        "source \"aid\", name: State aid becomes Aid",
                        "source \"aid\", amount: as expected becomes open-ended",
                        "source \"title-i\", restriction: nothing becomes reading",
                        "source \"title-i\", disposition: locked becomes unlocked",
                        "source \"title-i\", eligible schools: all becomes those of a condition");
    }

    @Test
    void a_central_share_can_become_a_sum_and_a_parameter_can_stay_unused() {
        FundingModel before =
                FundingModel.named("M").unlocked(GENERAL, centralShare("10%")).build();
        FundingModel after = FundingModel.named("M")
                .unlocked(GENERAL, centralShare(Money.parse("5000.00")))
                .parameters(Parameter.dollars("base").in(2027, "3", "p. 1"))
                .add(line("base").figure(rate("base")))
                .build();

        assertThat(words(ModelChange.between(before, after)))
                .containsExactly(
                        "parameter \"base\": added",
                        "parameter \"base\", 2026–27: added 3 (p. 1)",
                        "source \"general\", central share: 10% becomes 5000.00",
                        "line \"base\": added to the top");
        assertThat(ModelChange.between(before, after).of(Part.SOURCE)).hasSize(1);
    }
}
