package org.perpupil.formula.internal;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.Working;
import org.perpupil.problem.Problem;

/**
 * Computes one line for one school, with its working: whether it applies, what its term gives in exact fractions, and how that is
 * rounded. This is what every faster way has to agree with.
 */
public final class SchoolLine {
    private final Surroundings around;
    private final Line line;
    private final School school;

    private SchoolLine(Surroundings around, Line line, School school) {
        this.around = around;
        this.line = line;
        this.school = school;
    }

    /** Computes a line that shares no pot. */
    public static LineResult result(Surroundings around, Line line, School school) {
        return new SchoolLine(around, line, school).result();
    }

    /** Tells whether a line applies to a school. */
    public static boolean applies(Surroundings around, Line line, School school) {
        return asked(around, line, school).applies();
    }

    /** Gives the working of a term as it stands in a line, for one school. */
    public static Working working(Surroundings around, Line line, School school, Term term) {
        return new Evaluator(around, line, school).working(term);
    }

    /** Asks whether a line applies to a school. */
    static Asked asked(Surroundings around, Line line, School school) {
        return new SchoolLine(around, line, school).asked();
    }

    /** Tells the fault if a working that must have a value has none; missing is not zero. */
    static void requireValue(Surroundings around, Line line, School school, Working working) {
        new SchoolLine(around, line, school).requireValue(working);
    }

    private LineResult result() {
        Asked asked = asked();
        Optional<Rounding> rounding = around.roundingOf(line);
        if (!asked.applies()) {
            return asked.withoutValue(line, rounding);
        }
        Evaluator evaluator = new Evaluator(around, line, school);
        Working working = line.form() instanceof Form.Own own ? evaluator.own(own) : evaluator.working(term(line));
        List<Working> lookedAt = together(asked.lookedAt(), evaluator.lookedAt());
        if (working.value().isEmpty()) {
            requireValue(working);
            // Once a fault is told, what hangs on the line is left alone, as if it were known later.
            boolean told = line.form().isAmount() || around.isFaulted(line, school);
            return new LineResult(
                    line,
                    told ? Optional.empty() : Optional.of(working),
                    Optional.empty(),
                    Optional.empty(),
                    rounding,
                    false,
                    Optional.empty(),
                    asked.tests(),
                    Optional.empty(),
                    lookedAt);
        }
        Rational exact = working.value().get();
        Optional<Rounding> by = rounding.map(usual -> roundingOf(exact, working, usual));
        Rational value = by.map(to -> to.apply(exact)).orElse(exact);
        boolean fits = !line.form().isAmount() || fits(value);
        if (!fits) {
            fault(
                    "amount.too-large",
                    working.text(around.currencySign()),
                    "an amount below 92 quadrillion",
                    "Correct the rate or the count.");
        }
        return new LineResult(
                line,
                Optional.of(working),
                fits ? Optional.of(exact) : Optional.empty(),
                fits ? Optional.of(value) : Optional.empty(),
                by,
                false,
                Optional.empty(),
                asked.tests(),
                Optional.empty(),
                lookedAt);
    }

    static List<Working> together(List<Working> first, List<Working> second) {
        return ImmutableList.<Working>builder().addAll(first).addAll(second).build();
    }

    /** What takes back is rounded towards zero where it would otherwise take more than its source has paid. */
    private Rounding roundingOf(Rational exact, Working working, Rounding usual) {
        return takesBack(line)
                        && usual.apply(exact)
                                        .compareTo(
                                                working.parts().get(0).value().orElseThrow())
                                < 0
                ? usual.down()
                : usual;
    }

    /** Tells whether a line takes back what a source has paid, and no more than that. */
    public static boolean takesBack(Line line) {
        return line.form() instanceof Form.LowerTo
                && line.counts()
                && line.source().isPresent();
    }

    static boolean fits(Rational dollars) {
        return dollars.times(Rational.of(100)).floor().bitLength() < Long.SIZE;
    }

    /** The term of a line that is neither a caller's own figure nor shares a pot. */
    public static Term term(Line line) {
        if (line.form() instanceof Form.Amount amount) {
            return amount.term();
        }
        if (line.form() instanceof Form.Figure figure) {
            return figure.term();
        }
        if (line.form() instanceof Form.RaiseTo raise) {
            return raise.term();
        }
        Form.LowerTo lower = (Form.LowerTo) line.form();
        return line.source().filter(any -> line.counts()).map(lower::term).orElseGet(lower::term);
    }

    private Asked asked() {
        if (around.isSkipped(line)) {
            return Asked.later();
        }
        String exception = line.exceptions().get(school.id());
        if (exception != null) {
            return Asked.refused("left out by decision: " + exception);
        }
        if (line.form() instanceof Form.Amount amount
                && amount.term() instanceof Term.Decided decided
                && !decided.bySchool().containsKey(school.id())) {
            return Asked.refused("not among the schools named");
        }
        List<String> tests = new ArrayList<>();
        Evaluator evaluator = new Evaluator(around, line, school);
        Optional<Condition> eligible = line.source().flatMap(around::eligible);
        return test(evaluator, eligible, "eligible: ", "not eligible: ", tests)
                .or(() -> test(evaluator, line.where(), "applies: ", "does not apply: ", tests))
                .orElseGet(() -> Asked.applies(tests, evaluator.lookedAt()));
    }

    /** Puts a condition to the school; empty if it is met, or there is none. */
    private Optional<Asked> test(
            Evaluator evaluator, Optional<Condition> condition, String yes, String no, List<String> tests) {
        if (condition.isEmpty()) {
            return Optional.empty();
        }
        Answer answer = answer(evaluator, condition.get(), no);
        if (answer.isYes()) {
            tests.add(yes + answer.text());
            return Optional.empty();
        }
        if (answer.status() == Answer.Status.LATER) {
            return Optional.of(Asked.later());
        }
        tests.add(answer.text());
        return Optional.of(new Asked(false, Optional.of(answer.text()), tests, evaluator.lookedAt()));
    }

    private Answer answer(Evaluator evaluator, Condition condition, String no) {
        Answer answer = evaluator.answer(condition);
        if (answer.status() == Answer.Status.UNKNOWN && line.form().isAmount()) {
            fault(
                    "condition.unknown",
                    "a condition that cannot be told: " + answer.text(),
                    "yes or no for every school",
                    "Give the fact, or say what holds without it, for instance with ifMissing(number(0)).");
            return new Answer(Answer.Status.LATER, "");
        }
        return answer.status() == Answer.Status.NO ? Answer.of(false, no + answer.text()) : answer;
    }

    /** An amount has a value in every school that it applies to, points included. */
    private void requireValue(Working working) {
        if (line.form().isAmount() && working.why().isPresent() && !around.isFaulted(line, school)) {
            around.problem(new Problem(
                    "value.missing",
                    place(line, school),
                    "no value: " + working.why().get(),
                    "a value for every school that the line applies to",
                    "Give it, or say onlyWhere(…isGiven()) or ifMissing(…) if that is meant."));
        }
    }

    private void fault(String code, String found, String allowed, String remedy) {
        around.fault(code, line, school, found, allowed, remedy);
    }

    static String place(Line line, School school) {
        return "school %s, line \"%s\"".formatted(school, line.name());
    }
}
