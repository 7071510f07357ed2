package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.YEAR;
import static org.perpupil.formula.Trial.id;
import static org.perpupil.formula.Trial.school;
import static org.perpupil.formula.Trial.text;
import static org.perpupil.formula.Trial.why;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.GradeSpan;

/** What the closed set of terms cannot say, a caller computes: as a figure that is rounded, explained and used like any other. */
class OwnFigureTest {
    private static final OwnFigure ROOT = OwnFigure.number(
            "poverty curve",
            "the square root of the poverty share, to four digits",
            inputs -> inputs.get(0)
                    .map(share -> Rational.of(
                            share.toDecimal(20, RoundingMode.HALF_UP).sqrt(new MathContext(4)))));

    private static OwnFigure number(OwnFigure.Calculation calculation) {
        return OwnFigure.number("mine", "what I say", calculation);
    }

    private static List<Problem> faults(Trial trial) {
        try {
            trial.resolve();
        } catch (ProblemException refused) {
            return refused.problems();
        }
        throw new AssertionError("resolved");
    }

    @Test
    void pays_through_a_line_that_uses_it_and_is_rounded_by_its_own() {
        // √0.36 = 0.6; √0.05 = 0.22360… = 0.2236 to four digits, rounded up to 0.23
        Trial trial = Trial.withNumbers("0.36", "0.05")
                .source(GENERAL, "100000.00")
                .lines(
                        line("curve")
                                .figure(ROOT, fact("x"))
                                .rounded(Rounding.to("0.01").up()),
                        line("poverty")
                                .amount(figure("curve").times(dollars(1_000)))
                                .from(GENERAL));

        assertThat(trial.figures("curve")).containsExactly("0.6", "0.23");
        assertThat(trial.amounts("poverty")).containsExactly("600.00", "230.00");
    }

    @Test
    void gives_money_of_numbers_and_money_together() {
        // 10% of 250.00 for each of 100 pupils beyond 40: 25 × 60 = 1,500
        OwnFigure costs = OwnFigure.money(
                "small school costs",
                "a tenth of the actual costs for each pupil beyond 40",
                inputs -> Optional.of(inputs.get(0)
                        .orElseThrow()
                        .minus(Rational.of(40))
                        .times(inputs.get(1).orElseThrow())
                        .dividedBy(Rational.of(10))));
        Trial trial = Trial.in(school("1", 100)
                        .money("actual costs", Money.parse("250.00"))
                        .build())
                .source(GENERAL, "10000.00")
                .lines(
                        line("costs").figure(costs, pupils(), moneyFact("actual costs")),
                        line("paid").amount(amount("costs")).from(GENERAL));

        assertThat(trial.amounts("paid")).containsExactly("1500.00");
    }

    @Test
    void its_working_names_it_and_shows_what_it_was_given() {
        Trial trial = Trial.withNumbers("0.36")
                .parameters(Parameter.dollars("base").in(2027, "50", "board resolution 7"))
                .lines(line("curve").figure(ROOT, fact("x"), pupils().minus(pupils()), rate("base")));

        assertThat(text(trial.first("curve")))
                .isEqualTo("poverty curve of (0.36 (x); 100 pupils − 100 pupils; $50.00 (base))");
        // √0.36
        assertThat(trial.first("curve").value()).contains(Rational.parse("0.6"));
        assertThat(trial.allocate().of(id("1")).explain().toString())
                .contains("  curve: poverty curve of (0.36 (x); 100 pupils − 100 pupils; $50.00 (base)) = 0.6\n");
        assertThat(trial.allocate().of(id("1")).explain().steps().get(0).citations())
                .containsExactly("board resolution 7");
    }

    @Test
    void is_given_no_value_where_there_is_none_and_may_give_none() {
        List<List<Optional<Rational>>> given = new ArrayList<>();
        OwnFigure first = number(inputs -> {
            given.add(inputs);
            return inputs.get(0);
        });
        Trial trial = Trial.withPupils(12).lines(line("curve").figure(first, fact("x"), pupils()));

        assertThat(why(trial.first("curve")))
                .isEqualTo("mine of (no value: \"x\" is not given as a number (x); 12 pupils) has no value");
        assertThat(given).containsOnly(List.of(Optional.empty(), Optional.of(Rational.of(12))));
    }

    @Test
    void an_amount_that_needs_it_is_refused_where_it_gives_none() {
        Trial trial = Trial.withPupils(12)
                .source(GENERAL, "100.00")
                .lines(
                        line("curve").figure(number(inputs -> Optional.empty()), pupils()),
                        line("paid").amount(figure("curve").times(dollars(1))).from(GENERAL));

        assertThat(faults(trial))
                .extracting(Problem::message)
                .containsExactly(
                        "school School 1 (1), line \"paid\": found no value: \"curve\" has no value: mine of (12"
                                + " pupils) has no value; allowed: a value for every school that the line applies to. Give it, or say"
                                + " onlyWhere(…isGiven()) or ifMissing(…) if that is meant.");
    }

    @Test
    void is_called_once_for_each_school_that_the_line_applies_to() {
        List<Rational> called = new ArrayList<>();
        OwnFigure counting = number(inputs -> {
            called.add(inputs.get(0).orElseThrow());
            return Optional.of(Rational.ZERO);
        });
        Trial trial = Trial.withPupils(10, 20, 30)
                .lines(
                        line("mine").figure(counting, pupils()).onlyWhere(pupils().moreThan("15")),
                        line("twice").figure(figure("mine").plus(figure("mine"))),
                        line("of all").figure(total(figure("mine"))));
        var resolved = trial.resolve();
        assertThat(called).containsExactly(Rational.of(20), Rational.of(30));
        called.clear();

        resolved.allocate();

        assertThat(called).containsExactly(Rational.of(20), Rational.of(30));
    }

    @Test
    void is_not_called_before_the_lines_that_it_hangs_on_are_computed() {
        List<Rational> called = new ArrayList<>();
        OwnFigure counting = number(inputs -> {
            called.add(inputs.get(1).orElseThrow());
            return Optional.of(Rational.ONE_WHOLE);
        });
        Trial trial = Trial.withPupils(1, 3)
                .source(GENERAL, "100.00")
                .lines(
                        line("share").split(dollars(40)).by(pupils()).from(GENERAL),
                        line("mine").figure(counting, pupils(), amount("share")),
                        line("paid").amount(figure("mine").times(dollars(5))).from(GENERAL));
        var resolved = trial.resolve();
        assertThat(called).isEmpty();

        // 40 by 1 : 3
        assertThat(Trial.amounts(resolved.allocate(), "paid")).containsExactly("5.00", "5.00");
        assertThat(called).containsExactly(Rational.of(10), Rational.of(30));
    }

    @Test
    void a_function_that_throws_is_a_fault_of_that_school_alone() {
        OwnFigure inverse = number(inputs -> inputs.get(0).map(Rational.ONE_WHOLE::dividedBy));
        Trial trial = Trial.withNumbers("2", "0", "4")
                .source(GENERAL, "100.00")
                .lines(
                        line("inverse").figure(inverse, fact("x")),
                        line("paid").amount(figure("inverse").times(dollars(8))).from(GENERAL));

        assertThat(faults(trial))
                .extracting(problem -> problem.code() + " | " + problem.message())
                .containsExactly(
                        "figure.failed | school School 2 (2), line \"inverse\": found own figure \"mine\", which threw"
                                + " java.lang.ArithmeticException: 1 cannot be divided by zero; allowed: a value, or none, for every"
                                + " school. Correct the function, or let it give no value for such inputs.");
    }

    @Test
    void every_way_to_fail_is_told_and_all_at_once() {
        OwnFigure failing = number(inputs -> {
            int which = inputs.get(0).orElseThrow().numerator().intValueExact();
            return switch (which) {
                case 1 -> Optional.of(Optional.<Rational>empty().orElseThrow());
                case 2 -> endless(inputs);
                case 3 -> Optional.of(Rational.of(BigInteger.ONE.shiftLeft(10_000)));
                case 4 -> Optional.of(Rational.ONE_WHOLE.dividedBy(Rational.of(BigInteger.ONE.shiftLeft(10_000))));
                case 5 -> throw new IllegalStateException("a\nb" + "c".repeat(1_000));
                case 6 -> nothing();
                // 10,000 bits, which is the most
                default -> Optional.of(Rational.of(BigInteger.ONE.shiftLeft(9_999)));
            };
        });
        Trial trial = Trial.withNumbers("1", "2", "3", "4", "5", "6", "7")
                .lines(line("mine").figure(failing, fact("x")));

        assertThat(faults(trial)).extracting(Problem::code).hasSize(6).containsOnly("figure.failed");
        assertThat(faults(trial))
                .extracting(Problem::found)
                .containsExactly(
                        "own figure \"mine\", which threw java.util.NoSuchElementException: No value present",
                        "own figure \"mine\", which threw java.lang.StackOverflowError",
                        "own figure \"mine\", which gave a number of more than 10000 bits",
                        "own figure \"mine\", which gave a number of more than 10000 bits",
                        // 200 characters of "java.lang.IllegalStateException: a bccc…", of which the first 35 are not c
                        "own figure \"mine\", which threw java.lang.IllegalStateException: a b" + "c".repeat(164) + "…",
                        "own figure \"mine\", which returned null");
    }

    @Test
    void what_no_signature_allows_to_be_thrown_is_told_too() {
        OwnFigure failing = number(inputs -> {
            int which = inputs.get(0).orElseThrow().numerator().intValueExact();
            return switch (which) {
                case 1 -> OwnFigureTest.<RuntimeException>unseen(new IOException("no file"));
                case 2 -> throw new AssertionError("never");
                default -> throw new SilentFailure();
            };
        });
        Trial trial = Trial.withNumbers("1", "2", "3").lines(line("mine").figure(failing, fact("x")));

        assertThat(faults(trial))
                .extracting(Problem::found)
                .containsExactly(
                        "own figure \"mine\", which threw java.io.IOException: no file",
                        "own figure \"mine\", which threw java.lang.AssertionError: never",
                        "own figure \"mine\", which threw " + SilentFailure.class.getName());
    }

    /** Throws what the compiler does not see, as other languages do. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Exception> Optional<Rational> unseen(Exception thrown) throws T {
        throw (T) thrown;
    }

    /** Fails again when it is asked what it is. */
    private static final class SilentFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("asked");
        }
    }

    private static Optional<Rational> endless(List<Optional<Rational>> inputs) {
        return endless(inputs).map(Rational::negated);
    }

    /** What a caller whose code knows no null annotations may return. */
    @SuppressWarnings({"NullAway", "NullOptional"}) // it is wrong, and that is tested
    private static Optional<Rational> nothing() {
        return null;
    }

    @Test
    void a_failure_that_hangs_on_lines_is_told_when_they_are_computed() {
        OwnFigure failing = number(inputs -> {
            throw new IllegalArgumentException("no");
        });
        Trial trial = Trial.withPupils(1)
                .source(GENERAL, "40.00")
                .lines(
                        line("share").split(dollars(40)).by(pupils()).from(GENERAL),
                        line("mine").figure(failing, amount("share")));
        var resolved = trial.resolve();

        assertThatThrownBy(resolved::allocate)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(
                        "line \"mine\": found own figure \"mine\", which threw java.lang.IllegalArgumentException: no;");
    }

    @Test
    void two_own_figures_of_one_name_are_refused() {
        OwnFigure other = OwnFigure.number("poverty curve", "something else", inputs -> Optional.empty());
        FundingFormula.Builder formula = FundingFormula.named("F")
                .add(
                        line("a").figure(ROOT, pupils()),
                        line("b").figure(ROOT, pupils()),
                        line("c").figure(other, pupils()));

        assertThatThrownBy(formula::build)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(problem -> problem.code() + " | " + problem.message())
                                .containsExactly(
                                        "figure.twice | formula \"F\", line \"c\": found a second own figure \"poverty curve\";"
                                                + " allowed: one own figure for a name. Use one OwnFigure value for both, or"
                                                + " rename one of them."));
        assertThatThrownBy(() -> FundingModel.named("M")
                        .add(line("a").figure(ROOT, pupils()), line("c").figure(other, pupils()))
                        .build())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("a second own figure \"poverty curve\"");
    }

    @Test
    void what_it_is_given_is_checked_like_every_term() {
        FundingFormula.Builder formula = FundingFormula.named("F")
                .add(
                        line("a").figure(ROOT, figure("b"), rate("base")),
                        line("b").figure(ROOT, pupils()));
        FundingFormula.Builder money = FundingFormula.named("F")
                .add(line("a").figure(ROOT, pupils()), line("b").figure(amount("a")));

        assertThatThrownBy(formula::build)
                .hasMessageContaining("refers to \"b\", which comes later")
                .hasMessageContaining("no parameter \"base\"");
        assertThatThrownBy(money::build).hasMessageContaining("\"a\" as money; allowed: \"a\" as a number");
    }

    @Test
    void has_a_name_a_description_and_an_input_and_pays_nothing() {
        assertThat(ROOT.name()).isEqualTo("poverty curve");
        assertThat(ROOT.description()).isEqualTo("the square root of the poverty share, to four digits");
        assertThat(ROOT.type()).isEqualTo(ValueType.NUMBER);
        assertThat(ROOT).hasToString("own figure \"poverty curve\", a number");
        assertThatThrownBy(() -> OwnFigure.money(" ", "x", inputs -> Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an own figure has a name, and a description for people");
        assertThatThrownBy(() -> line("a").figure(ROOT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("own figure \"poverty curve\" has no input; give it the terms that it hangs on");
        assertThatThrownBy(() -> line("a").figure(ROOT, pupils()).from(GENERAL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is a figure and pays nothing");
        assertThat(line("a").figure(ROOT, pupils()))
                .isEqualTo(line("a").figure(ROOT, pupils()))
                .isNotEqualTo(line("a").figure(number(inputs -> Optional.empty()), pupils()));
    }

    @Test
    void the_stamp_knows_its_name() {
        String root = definition("poverty curve");

        assertThat(definition("poverty curve")).isEqualTo(root);
        assertThat(definition("poverty curve, 2026")).isNotEqualTo(root);
    }

    private static String definition(String name) {
        return Trial.withPupils(4)
                .lines(line("x").figure(OwnFigure.number(name, "x", inputs -> inputs.get(0)), pupils()))
                .allocate()
                .stamp()
                .definition();
    }

    @Test
    void the_need_matrix_takes_a_rate_from_it_only_where_it_hangs_on_no_count() {
        School lincoln = school("1", 100).number("x", new BigDecimal("0.36")).build();
        Allocation allocation = FundingModel.named("M")
                .unlocked(GENERAL)
                .add(
                        line("curve").figure(ROOT, fact("x")),
                        line("by need")
                                .amount(pupils().times(figure("curve")).times(dollars(10)))
                                .from(GENERAL),
                        line("of pupils").figure(ROOT, pupils()),
                        line("by size")
                                .amount(figure("of pupils").times(dollars(10)))
                                .from(GENERAL))
                .build()
                .resolve(
                        District.named("D")
                                .school(lincoln)
                                .revenue(GENERAL, Money.parse("10000.00"))
                                .build(),
                        YEAR)
                .allocate();

        // √0.36 × 10 dollars for each pupil; √100 × 10 dollars is not so much for each
        assertThat(allocation
                        .needMatrix()
                        .cell(GradeSpan.ALL_GRADES, ALL_PUPILS)
                        .orElseThrow()
                        .dollarsPerPupil())
                .isEqualTo(Rational.of(6));
        assertThat(allocation.needMatrix().notPerPupil()).containsExactly(Map.entry("by size", Money.parse("100.00")));
    }
}
