package org.perpupil.formula.internal;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.formula.allocation.Working;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * Goes through the lines in order, each for all schools, and books what they pay.
 *
 * <p>It runs in two ways. With facts only, it finds every fault that hangs on the data alone, and what hangs on lines is left
 * for later. In full, it gives the allocation.
 */
public final class Computation {
    private final Definition definition;
    private final World world;
    private final boolean factsOnly;
    private final Map<SourceId, Ledger> ledgers;
    private final Map<String, Map<SchoolId, LineResult>> results = new LinkedHashMap<>();
    private final Map<String, SharedPot> pots = new LinkedHashMap<>();
    private final Guards guards = new Guards();
    private final Set<Problem> problems = new LinkedHashSet<>();
    /** Where the data are at fault; that a value is missing there is not told as well. */
    private final Set<String> faulted = new HashSet<>();

    /** What a term gives all schools, kept while one line is computed. */
    private final Map<Term, Optional<Map<SchoolId, Rational>>> ofAll = new HashMap<>();

    private Optional<Line> ofAllIn = Optional.empty();

    /** Lines that cannot be computed for a fault that is told already; what hangs on them is left alone. */
    private final Set<String> skipped;

    private Computation(Definition definition, World world, boolean factsOnly, Set<String> skipped) {
        this.definition = definition;
        this.world = world;
        this.factsOnly = factsOnly;
        this.skipped = skipped;
        this.ledgers = Ledger.open(definition.sources(), world.district().revenues());
    }

    /** Finds every fault that hangs on the data alone; none means that computing cannot fail for want of data. */
    static Set<Problem> faultsOfFacts(Definition definition, World world, Set<String> skipped) {
        Computation computation = new Computation(definition, world, true, skipped);
        computation.run();
        return computation.problems;
    }

    /**
     * Computes every line.
     *
     * @throws ProblemException if a rule of the domain cannot be met: a source is overdrawn, a pot has nobody to go to
     */
    public static Computation of(Definition definition, World world) {
        Computation computation = new Computation(definition, world, false, Set.of());
        computation.run();
        computation.checkSources();
        computation.checkSchools();
        computation.guards.check(computation);
        ProblemException.throwIfAny(
                "\"%s\" cannot be allocated for %s".formatted(definition.lines().name(), world.year()),
                computation.problems);
        return computation;
    }

    /** Gives the working of a term as it stands in a line, for one school, when all is computed. */
    public synchronized Working working(Line line, SchoolId school, Term term) {
        return new Evaluator(this, line, school(school)).working(term);
    }

    World world() {
        return world;
    }

    boolean factsOnly() {
        return factsOnly;
    }

    String currencySign() {
        return world.district().currencySign();
    }

    School school(SchoolId id) {
        return world.district().school(id).orElseThrow();
    }

    Optional<Ledger> ledger(SourceId id) {
        return Optional.ofNullable(ledgers.get(id));
    }

    private Ledger ledgerOf(RevenueSource source) {
        return requireNonNull(ledgers.get(source.id()), source::name);
    }

    ParameterEntry entry(String parameter, int yearsBack) {
        return requireNonNull(definition.lines().parameters().get(parameter), parameter)
                .entry(world.year().minusYears(yearsBack))
                .orElseThrow();
    }

    LineResult result(String line, SchoolId school) {
        Map<SchoolId, LineResult> ofLine = requireNonNull(results.get(line), line);
        return requireNonNull(ofLine.get(school), school::value);
    }

    Optional<Rational> level(String line) {
        return Optional.ofNullable(pots.get(line)).map(SharedPot::level);
    }

    /** The lines above a line, which are all that it sees. */
    List<Line> above(Line line) {
        return definition.lines().above(line);
    }

    List<Line> lines() {
        return definition.lines().lines();
    }

    /** What the lines above one leave of a source's pool; empty for a source without an amount. */
    Optional<Money> remaining(SourceId source, Line by) {
        Ledger ledger = ledgers.get(source);
        return ledger == null ? Optional.empty() : ledger.remaining(above(by));
    }

    /** The lines below one, when all are computed. */
    List<Line> below(Line line) {
        List<Line> lines = definition.lines().lines();
        return lines.subList(lines.indexOf(line) + 1, lines.size());
    }

    /** A term's value in every school that has one; empty if they are known later. */
    Optional<Map<SchoolId, Rational>> valuesOfAll(Term term, Line line) {
        if (!ofAllIn.equals(Optional.of(line))) {
            ofAll.clear();
            ofAllIn = Optional.of(line);
        }
        Optional<Map<SchoolId, Rational>> known = ofAll.get(term);
        if (known != null) {
            return known;
        }
        Map<SchoolId, Rational> values = new LinkedHashMap<>();
        boolean later = false;
        for (School school : world.district().schools()) {
            Working working = new Evaluator(this, line, school).working(term);
            working.value().ifPresent(value -> values.put(school.id(), value));
            later |= working.value().isEmpty() && working.why().isEmpty();
        }
        Optional<Map<SchoolId, Rational>> found = later ? Optional.empty() : Optional.of(values);
        ofAll.put(term, found);
        return found;
    }

    void fault(String code, Line line, School school, String found, String allowed, String remedy) {
        faulted.add(place(line, school));
        problems.add(new Problem(code, place(line, school), found, allowed, remedy));
    }

    private static String place(Line line, School school) {
        return "school %s, line \"%s\"".formatted(school, line.name());
    }

    private void run() {
        for (Line line : definition.lines().lines()) {
            Map<SchoolId, LineResult> ofLine =
                    line.form() instanceof Form.Shared shared ? shared(line, shared) : forEachSchool(line);
            results.put(line.name(), ofLine);
            if (!factsOnly) {
                guards.note(this, line, ofLine);
            }
            if (line.counts() && !factsOnly) {
                line.source().ifPresent(source -> pay(line, source, ofLine));
            }
        }
    }

    private void pay(Line line, RevenueSource source, Map<SchoolId, LineResult> ofLine) {
        Ledger ledger = ledgerOf(source);
        try {
            ledger.pay(
                    line,
                    Money.total(ofLine.values().stream().map(LineResult::paid).toList()));
            ledger.remaining();
        } catch (ArithmeticException tooLarge) {
            problems.add(new Problem(
                    "amount.too-large",
                    "source " + source + ", line \"" + line.name() + "\"",
                    "a sum over all schools that is too large to hold",
                    "sums below 92 quadrillion",
                    "Correct the rate or the counts."));
            ledger.pay(line, Money.ZERO);
        }
    }

    private Map<SchoolId, LineResult> forEachSchool(Line line) {
        Map<SchoolId, LineResult> ofLine = new LinkedHashMap<>();
        for (School school : world.district().schools()) {
            ofLine.put(school.id(), forSchool(line, school));
        }
        return ofLine;
    }

    private LineResult forSchool(Line line, School school) {
        Asked asked = asked(line, school);
        Optional<Rounding> rounding = definition.lines().roundingOf(line);
        if (!asked.applies()) {
            return asked.withoutValue(line, rounding);
        }
        Evaluator evaluator = new Evaluator(this, line, school);
        Working working = line.form() instanceof Form.Own own ? evaluator.own(own) : evaluator.working(term(line));
        List<Working> lookedAt = together(asked.lookedAt(), evaluator.lookedAt());
        if (working.value().isEmpty()) {
            checkMissing(line, school, working);
            // Once a fault is told, what hangs on the line is left alone, as if it were known later.
            boolean told = line.form().isAmount() || faulted.contains(place(line, school));
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
        Optional<Rounding> by = rounding.map(usual -> roundingOf(line, exact, working, usual));
        Rational value = by.map(to -> to.apply(exact)).orElse(exact);
        boolean fits = !line.form().isAmount() || fits(value);
        if (!fits) {
            fault(
                    "amount.too-large",
                    line,
                    school,
                    working.text(currencySign()),
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
    private static Rounding roundingOf(Line line, Rational exact, Working working, Rounding usual) {
        boolean takesBack = line.form() instanceof Form.LowerTo
                && line.counts()
                && line.source().isPresent();
        return takesBack
                        && usual.apply(exact)
                                        .compareTo(
                                                working.parts().get(0).value().orElseThrow())
                                < 0
                ? usual.down()
                : usual;
    }

    static boolean fits(Rational dollars) {
        return dollars.times(Rational.of(100)).floor().bitLength() < Long.SIZE;
    }

    private static Term term(Line line) {
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

    /** Asks whether a line applies to a school. */
    Asked asked(Line line, School school) {
        if (skipped.contains(line.name())) {
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
        Evaluator evaluator = new Evaluator(this, line, school);
        Optional<Condition> eligible =
                line.source().flatMap(source -> ledgerOf(source).decision().eligible());
        return test(line, school, evaluator, eligible, "eligible: ", "not eligible: ", tests)
                .or(() -> test(line, school, evaluator, line.where(), "applies: ", "does not apply: ", tests))
                .orElseGet(() -> Asked.applies(tests, evaluator.lookedAt()));
    }

    /** Puts a condition to a school; empty if it is met, or there is none. */
    private Optional<Asked> test(
            Line line,
            School school,
            Evaluator evaluator,
            Optional<Condition> condition,
            String yes,
            String no,
            List<String> tests) {
        if (condition.isEmpty()) {
            return Optional.empty();
        }
        Answer answer = answer(line, school, evaluator, condition.get(), no);
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

    private Answer answer(Line line, School school, Evaluator evaluator, Condition condition, String no) {
        Answer answer = evaluator.answer(condition);
        if (answer.status() == Answer.Status.UNKNOWN && line.form().isAmount()) {
            fault(
                    "condition.unknown",
                    line,
                    school,
                    "a condition that cannot be told: " + answer.text(),
                    "yes or no for every school",
                    "Give the fact, or say what holds without it, for instance with ifMissing(number(0)).");
            return new Answer(Answer.Status.LATER, "");
        }
        return answer.status() == Answer.Status.NO ? Answer.of(false, no + answer.text()) : answer;
    }

    /** An amount has a value in every school that it applies to, points included; missing is not zero. */
    private void checkMissing(Line line, School school, Working working) {
        String place = place(line, school);
        if (line.form().isAmount() && working.why().isPresent() && !faulted.contains(place)) {
            problems.add(new Problem(
                    "value.missing",
                    place,
                    "no value: " + working.why().get(),
                    "a value for every school that the line applies to",
                    "Give it, or say onlyWhere(…isGiven()) or ifMissing(…) if that is meant."));
        }
    }

    private Map<SchoolId, LineResult> shared(Line line, Form.Shared form) {
        return new SharedLine(
                        this,
                        line,
                        form.columns(),
                        definition.lines().roundingOf(line).orElseThrow())
                .compute();
    }

    /** What the computation of a shared line needs of this one. */
    void requireValue(Line line, School school, Working working) {
        checkMissing(line, school, working);
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    void shared(SharedPot pot) {
        pots.put(pot.line(), pot);
    }

    private void checkSources() {
        for (Ledger ledger : ledgers.values()) {
            Optional<Money> remaining = ledger.remaining();
            if (remaining.filter(Money::isNegative).isPresent()) {
                List<String> lines = new ArrayList<>(ledger.byLine().keySet());
                String sign = currencySign();
                problems.add(new Problem(
                        "source.overdrawn",
                        "source " + ledger.decision().source() + ", line \"" + lines.get(lines.size() - 1) + "\"",
                        "%s drawn by %s, %s more than the pool"
                                .formatted(
                                        ledger.drawn().display(sign),
                                        lines,
                                        remaining.get().negated().display(sign)),
                        "at most the pool, " + ledger.pool().orElseThrow().display(sign),
                        "Raise the revenue, lower the central share or the rates, or choose prorateIfShort()."));
            }
        }
    }

    /** A school gives back to a source at most what it had from it: other money would pay otherwise. */
    private void checkSchools() {
        for (School school : world.district().schools()) {
            Map<RevenueSource, Rational> bySource = new LinkedHashMap<>();
            for (Map<SchoolId, LineResult> ofLine : results.values()) {
                LineResult result = requireNonNull(ofLine.get(school.id()));
                if (result.line().counts() && result.value().isPresent()) {
                    result.line()
                            .source()
                            .ifPresent(source ->
                                    bySource.merge(source, result.value().get(), Rational::plus));
                }
            }
            bySource.forEach((source, sum) -> {
                if (sum.signum() < 0) {
                    problems.add(new Problem(
                            "source.negative",
                            "school %s, source %s".formatted(school, source),
                            "%s in all".formatted(Wording.of(sum, ValueType.MONEY, currencySign())),
                            "0 or more: a school gives back to a source at most what it had from it",
                            "Limit what is taken back, or draw it on the source that paid."));
                }
            });
        }
    }

    /** Puts together what was computed. */
    public Allocation allocation() {
        List<SourceStatement> sources =
                ledgers.values().stream().map(Ledger::statement).toList();
        List<SchoolAllocation> schools = new ArrayList<>();
        for (School school : world.district().schools()) {
            List<LineResult> ofSchool = results.values().stream()
                    .map(ofLine -> requireNonNull(ofLine.get(school.id())))
                    .toList();
            List<BudgetLine> budget = ofSchool.stream()
                    .filter(result -> result.line().counts() && result.value().isPresent())
                    .flatMap(result -> result.line().source().stream()
                            .map(source ->
                                    new BudgetLine(result.line().name(), source, result.paid(), held(result.line()))))
                    .toList();
            schools.add(new SchoolAllocation(
                    school, new SchoolBudget(school.id(), world.year(), budget), ofSchool, sources, currencySign()));
        }
        return Allocation.draft(
                definition.lines().name(),
                world.district(),
                world.year(),
                schools,
                sources,
                pots.values(),
                guards.outcomes(this),
                Stamps.of(definition, world));
    }

    private Held held(Line line) {
        return line.held().orElseGet(() -> {
            FundedSource decision = ledgerOf(line.source().orElseThrow()).decision();
            return decision.disposition().held();
        });
    }

    static ValueType levelType(Term by) {
        return by.type() == ValueType.NUMBER ? ValueType.MONEY : ValueType.NUMBER;
    }
}
