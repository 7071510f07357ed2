package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.lines;
import static org.perpupil.formula.Selection.section;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.levelOf;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rank;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.ratioOf;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.MIDDLE;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.perpupil.exact.Rounding;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/** A formula as a definition: what it holds, and every fault that its list of lines can have. */
class FundingFormulaTest {
    private static final Parameter BASE = Parameter.dollars("base").in(2027, "3741", "Table 2.2");
    private static final Parameter PHASE = Parameter.number("phase").in(2027, "0.25", "resolution");

    private static FundingFormula.Builder formula() {
        return FundingFormula.named("F");
    }

    private static void assertFaults(FundingFormula.Builder builder, String... messages) {
        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(problem -> problem.code() + " | " + problem.message())
                                .containsExactly(messages))
                .hasMessageStartingWith("formula \"F\" cannot be built; ");
    }

    @Test
    void keeps_lines_and_parameters_in_their_order() {
        FundingFormula formula = formula()
                .parameters(PHASE, BASE)
                .perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741), at(MIDDLE, 3_667))
                .perPupil(POVERTY, at(ELEMENTARY, 1_272), at(MIDDLE, 1_247))
                .add(line("lump sum").amount(dollars(100)))
                .build();

        assertThat(formula.lines()).extracting(Line::name).containsExactly("all pupils", "poverty", "lump sum");
        assertThat(formula.parameters()).containsOnlyKeys("phase", "base").containsEntry("base", BASE);
        assertThat(formula.parameters().keySet()).containsExactly("phase", "base");
        assertThat(formula.name()).isEqualTo("F");
        assertThat(formula).hasToString("F, 3 lines");
    }

    @Test
    void lines_can_be_made_for_each_item() {
        FundingFormula formula = formula()
                .forEach(
                        List.of(ELEMENTARY, MIDDLE),
                        span -> List.of(
                                line("funded " + span.name()).figure(pupils().in(span)),
                                line("grant " + span.name())
                                        .amount(figure("funded " + span.name()).times(dollars(10)))))
                .build();

        assertThat(formula.lines())
                .extracting(Line::name)
                .containsExactly("funded elementary", "grant elementary", "funded middle", "grant middle");
    }

    @Test
    void rounds_amounts_to_cents_unless_it_says_otherwise() {
        Line amount = line("a").amount(dollars(1));
        Line own = line("b").amount(dollars(1)).rounded(Rounding.places(-1));
        Line figure = line("c").figure(dollars(1));

        assertThat(formula().build().rounding()).isEqualTo(Rounding.cents());
        FundingFormula formula = formula().rounding(Rounding.dollars()).build();
        assertThat(formula.roundingOf(amount)).contains(Rounding.dollars());
        assertThat(formula.roundingOf(own)).contains(Rounding.places(-1));
        assertThat(formula.roundingOf(figure)).isEmpty();
    }

    @Test
    void a_rounding_is_said_once() {
        assertThatThrownBy(() -> formula().rounding(Rounding.dollars()).rounding(Rounding.cents()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("formula \"F\" already rounds to 1 half up");
    }

    @Test
    void a_formula_has_a_name() {
        assertThatThrownBy(() -> FundingFormula.named("")).hasMessage("a formula has a name");
    }

    @Test
    void an_amount_is_rounded_to_whole_cents() {
        assertFaults(
                formula().add(line("x").amount(dollars(1)).rounded(Rounding.to("0.005"))),
                "line.rounding | formula \"F\", line \"x\": found rounded to 0.005 half up; allowed: a whole number of"
                        + " cents for an amount. Make the finer step a figure, and the amount a line of its own.");
        assertFaults(
                formula().rounding(Rounding.places(4)).add(line("x").amount(dollars(1))),
                "line.rounding | formula \"F\", line \"x\": found rounded to 0.0001 half up; allowed: a whole number of"
                        + " cents for an amount. Make the finer step a figure, and the amount a line of its own.");
    }

    @Test
    void a_figure_may_be_rounded_finer_than_cents() {
        assertThat(formula()
                        .rounding(Rounding.dollars())
                        .add(line("x").figure(dollars(1)).rounded(Rounding.places(8)))
                        .build()
                        .lines())
                .hasSize(1);
    }

    @Test
    void two_lines_of_one_name_are_a_fault() {
        assertFaults(
                formula()
                        .perPupil(POVERTY, at(ELEMENTARY, 1))
                        .add(line("poverty").amount(dollars(1))),
                "line.twice | formula \"F\", line \"poverty\": found a second line of this name; allowed: one line for a"
                        + " name. Rename one of them.");
    }

    @Test
    void a_line_that_is_referred_to_before_it_is_computed_is_a_fault() {
        assertFaults(
                formula()
                        .add(
                                line("supplemental").amount(dollars(1).times(figure("unduplicated share"))),
                                line("unduplicated share").figure(number(1))),
                "line.later | formula \"F\", line \"supplemental\": found refers to \"unduplicated share\", which comes"
                        + " later; allowed: a line above. Move one of the two.");
    }

    @Test
    void a_line_that_refers_to_itself_is_a_fault() {
        assertThatThrownBy(() -> formula()
                        .add(line("x").amount(amount("x").plus(dollars(1))))
                        .build())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(Problem::code)
                                .containsExactly("line.itself"));
    }

    @Test
    void an_unknown_line_is_a_fault_wherever_it_is_named() {
        String unknown = "found refers to \"y\", which is no line; allowed: a line above. Correct the name.";
        assertFaults(
                formula()
                        .add(
                                line("a").amount(amount("y")),
                                line("b").amount(sumOf("a", "y")),
                                line("c")
                                        .raiseTo(dollars(1))
                                        .counting(everythingAbove().except("y")),
                                line("d")
                                        .amount(dollars(1))
                                        .onlyWhere(figure("y").isGiven()),
                                line("e").amount(when(amount("y").atLeast(dollars(2)), dollars(1), dollars(2))),
                                line("f").figure(levelOf("y")),
                                line("g").split(dollars(1)).by(amount("y"))),
                "line.unknown | formula \"F\", line \"a\": " + unknown,
                "line.unknown | formula \"F\", line \"b\": " + unknown,
                "line.unknown | formula \"F\", line \"c\": " + unknown,
                "line.unknown | formula \"F\", line \"d\": " + unknown,
                "line.unknown | formula \"F\", line \"e\": " + unknown,
                "line.unknown | formula \"F\", line \"f\": " + unknown,
                "line.unknown | formula \"F\", line \"g\": " + unknown);
    }

    @Test
    void a_line_of_another_type_is_a_fault() {
        assertFaults(
                formula()
                        .add(
                                line("n").figure(number(1)),
                                line("a").amount(amount("n")),
                                line("b").amount(dollars(1).times(figure("a"))),
                                line("c").amount(sumOf("n"))),
                "line.type | formula \"F\", line \"a\": found \"n\" as money; allowed: \"n\" as a number. Use amount(…)"
                        + " for money and figure(…) for numbers.",
                "line.type | formula \"F\", line \"b\": found \"a\" as a number; allowed: \"a\" as money. Use amount(…)"
                        + " for money and figure(…) for numbers.",
                "line.type | formula \"F\", line \"c\": found \"n\" as money; allowed: \"n\" as a number. Use amount(…)"
                        + " for money and figure(…) for numbers.");
    }

    @Test
    void an_unknown_section_is_a_fault() {
        assertFaults(
                formula()
                        .add(
                                line("a").raiseTo(dollars(1)).counting(section("base")),
                                line("b").amount(dollars(1)).inSection("base")),
                "section.unknown | formula \"F\", line \"a\": found refers to section \"base\", which has no line above;"
                        + " allowed: a section or formula with a line above. Correct the name, or move the line below"
                        + " it.");
    }

    @Test
    void a_section_of_figures_alone_is_a_fault() {
        assertFaults(
                formula()
                        .add(
                                line("principal").figure(dollars(1)).inSection("services"),
                                line("a").raiseTo(sumOf(section("services"))).counting(everythingAbove())),
                "section.figures | formula \"F\", line \"a\": found refers to section \"services\", which has only"
                        + " figures above; allowed: a section or formula with an amount above. Name the figures"
                        + " themselves.");
    }

    @Test
    void an_unknown_parameter_is_a_fault() {
        assertFaults(
                formula().add(line("a").amount(rate("base"))),
                "parameter.unknown | formula \"F\", line \"a\": found no parameter \"base\"; allowed: a parameter of the"
                        + " formula, which has none. Correct the name, or add the parameter.");
        assertFaults(
                formula()
                        .parameters(BASE, PHASE)
                        .add(line("a").amount(rate("Base")), line("b").amount(perPupil(POVERTY, "rates"))),
                "parameter.unknown | formula \"F\", line \"a\": found no parameter \"Base\"; allowed: one of [base,"
                        + " phase]. Correct the name, or add the parameter.",
                "parameter.unknown | formula \"F\", line \"b\": found no parameter \"rates\"; allowed: one of [base,"
                        + " phase]. Correct the name, or add the parameter.");
    }

    @Test
    void a_parameter_of_another_type_is_a_fault() {
        assertFaults(
                formula()
                        .parameters(BASE, PHASE)
                        .add(
                                line("a").amount(rate("phase")),
                                line("b").amount(dollars(1).times(share("base")))),
                "parameter.type | formula \"F\", line \"a\": found \"phase\" as money; allowed: \"phase\" as a number."
                        + " Use rate(…) or perPupil(…) for money, and share(…) or weighted(…) for numbers.",
                "parameter.type | formula \"F\", line \"b\": found \"base\" as a number; allowed: \"base\" as money. Use"
                        + " rate(…) or perPupil(…) for money, and share(…) or weighted(…) for numbers.");
    }

    @Test
    void a_parameter_may_be_given_again_only_if_it_is_equal() {
        assertThat(formula().parameters(BASE).parameters(List.of(BASE)).build().parameters())
                .hasSize(1);
        assertFaults(
                formula().parameters(BASE, Parameter.dollars("base").in(2027, "3742", "Table 2.2")),
                "parameter.twice | parameter \"base\": found two different parameters; allowed: one parameter for a"
                        + " name. Rename one of them.");
    }

    @Test
    void only_a_shared_line_has_a_level() {
        assertFaults(
                formula().add(line("a").amount(dollars(1)), line("b").figure(levelOf("a"))),
                "level.none | formula \"F\", line \"b\": found the level of \"a\"; allowed: the level of a line that"
                        + " shares a pot. Name a line made by split, prorate, lift, serveInOrder, keepWithin or"
                        + " takeBack.");
    }

    @Test
    void a_level_is_dollars_for_a_point_or_a_ratio() {
        String allowed =
                "; allowed: dollars for one point, or a ratio if the points are money. Use levelOf(…) for dollars"
                        + " and ratioOf(…) for a ratio.";
        assertFaults(
                formula()
                        .add(
                                line("by pupils").split(dollars(1)).by(pupils()),
                                line("by money").split(dollars(1)).by(moneyFact("means")),
                                line("a").figure(ratioOf("by pupils")),
                                line("b").figure(levelOf("by money"))),
                "level.type | formula \"F\", line \"a\": found the level of \"by pupils\" as a number" + allowed,
                "level.type | formula \"F\", line \"b\": found the level of \"by money\" as money" + allowed);
    }

    @Test
    void a_pot_that_differs_by_school_is_a_fault() {
        Parameter byType = Parameter.dollars("by type").in(2027, Map.of("E", "5"), "guide");
        String message =
                ": found a pot that differs by school; allowed: constants, parameters, sums of sources and totals"
                        + " over all schools. Use total(…) for a sum over all schools.";
        assertFaults(
                formula()
                        .parameters(byType)
                        .add(
                                line("m").amount(dollars(1)),
                                line("a").split(dollars(1).times(pupils())).by(pupils()),
                                line("b").split(moneyFact("rent")).by(pupils()),
                                line("c").split(amount("m")).by(pupils()),
                                line("d").split(sumOf("m")).by(pupils()),
                                line("e").split(rate("by type", "type")).by(pupils()),
                                line("f")
                                        .split(dollars(1).times(rank(fact("x"))))
                                        .by(pupils()),
                                line("g").split(Terms.lastYear()).by(pupils()),
                                line("h")
                                        .split(perPupil(POVERTY, at(ELEMENTARY, 1)))
                                        .by(pupils()),
                                line("i")
                                        .split(when(pupils().atLeast("5"), dollars(1), dollars(2)))
                                        .by(pupils()),
                                line("j")
                                        .split(when(Terms.is("rural"), dollars(1), dollars(2)))
                                        .by(pupils())),
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j").stream()
                        .map(name -> "pot.of-school | formula \"F\", line \"" + name + "\"" + message)
                        .toArray(String[]::new));
    }

    @Test
    void a_pot_is_made_of_what_is_the_same_for_every_school() {
        assertThat(formula()
                        .parameters(BASE, PHASE)
                        .add(
                                line("m").amount(dollars(1).times(pupils())),
                                line("a")
                                        .split(rate("base").times(share("phase")))
                                        .by(pupils()),
                                line("b").split(total(amount("m"))).by(pupils()),
                                line("c")
                                        .split(when(total(amount("m")).atLeast(dollars(5)), dollars(1), levelOf("a")))
                                        .by(pupils()))
                        .build()
                        .lines())
                .hasSize(4);
    }

    @Test
    void all_faults_are_told_at_once() {
        assertThatThrownBy(() -> formula()
                        .add(
                                line("a").amount(rate("base")).rounded(Rounding.places(3)),
                                line("a").amount(amount("z")))
                        .build())
                .hasMessage("formula \"F\" cannot be built; 4 problems:\n"
                        + "  formula \"F\", line \"a\": found a second line of this name; allowed: one line for a name."
                        + " Rename one of them.\n"
                        + "  formula \"F\", line \"a\": found rounded to 0.001 half up; allowed: a whole number of cents"
                        + " for an amount. Make the finer step a figure, and the amount a line of its own.\n"
                        + "  formula \"F\", line \"a\": found no parameter \"base\"; allowed: a parameter of the formula,"
                        + " which has none. Correct the name, or add the parameter.\n"
                        + "  formula \"F\", line \"a\": found refers to \"z\", which is no line; allowed: a line above."
                        + " Correct the name.");
    }

    @Test
    void figures_that_nobody_pays_need_no_section_or_source() {
        assertThat(formula()
                        .add(line("a").figure(dollars(1)), line("b").amount(sumOf(lines("a"))))
                        .build()
                        .lines()
                        .get(1)
                        .source())
                .isEmpty();
    }

    @Test
    void equal_definitions_are_equal() {
        FundingFormula one =
                formula().parameters(BASE).add(line("a").amount(rate("base"))).build();
        FundingFormula same =
                formula().parameters(BASE).add(line("a").amount(rate("base"))).build();

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one)
                .isNotEqualTo(formula()
                        .parameters(BASE)
                        .rounding(Rounding.dollars())
                        .add(line("a").amount(rate("base")))
                        .build());
        EqualsVerifier.forClass(FundingFormula.class)
                .suppress(Warning.STRICT_HASHCODE)
                .withPrefabValues(ImmutableMap.class, ImmutableMap.of("base", BASE), ImmutableMap.of("phase", PHASE))
                .withPrefabValues(
                        ImmutableList.class,
                        ImmutableList.of(line("a").amount(dollars(1))),
                        ImmutableList.of(line("b").amount(dollars(1))))
                .withPrefabValues(Rounding.class, Rounding.cents(), Rounding.dollars())
                .withNonnullFields("name", "rounding", "parameters", "lines")
                .verify();
    }
}
