package org.perpupil.formula.internal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SharedPot;
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
public final class Computation extends Computed {
    private final Definition definition;
    private final World world;
    private final boolean factsOnly;
    private final Map<SourceId, Ledger> ledgers;
    private final Map<String, Map<SchoolId, LineResult>> results = new LinkedHashMap<>();
    private final Map<String, SharedPot> pots = new LinkedHashMap<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    /** Where the data are at fault; that a value is missing there is not told as well. */
    private final Set<String> faulted = new HashSet<>();

    /** What a term gives all schools, kept while one line is computed. */
    private final Map<Term, Optional<Map<SchoolId, Rational>>> ofAll = new HashMap<>();

    private Optional<Line> ofAllIn = Optional.empty();

    /** Lines that cannot be computed for a fault that is told already; what hangs on them is left alone. */
    private final Set<String> skipped;

    private Computation(Definition definition, World world, boolean factsOnly, Set<String> skipped) {
        super(definition);
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
        Guards.check(computation);
        ProblemException.throwIfAny(
                "\"%s\" cannot be allocated for %s".formatted(definition.lines().name(), world.year()),
                computation.problems);
        return computation;
    }

    @Override
    public World world() {
        return world;
    }

    @Override
    public boolean factsOnly() {
        return factsOnly;
    }

    @Override
    public boolean isSkipped(Line line) {
        return skipped.contains(line.name());
    }

    @Override
    public Optional<Rounding> roundingOf(Line line) {
        return definition.lines().roundingOf(line);
    }

    @Override
    public Optional<Condition> eligible(RevenueSource source) {
        return ledgerOf(source).decision().eligible();
    }

    @Override
    public Optional<Money> amount(SourceId source) {
        return Optional.ofNullable(ledgers.get(source)).flatMap(Ledger::amount);
    }

    @Override
    public Optional<Money> pool(SourceId source) {
        return Optional.ofNullable(ledgers.get(source)).flatMap(Ledger::pool);
    }

    private Ledger ledgerOf(RevenueSource source) {
        return requireNonNull(ledgers.get(source.id()), source::name);
    }

    @Override
    public ParameterEntry entry(String parameter, int yearsBack) {
        return requireNonNull(definition.lines().parameters().get(parameter), parameter)
                .entry(world.year().minusYears(yearsBack))
                .orElseThrow();
    }

    @Override
    public LineResult result(String line, SchoolId school) {
        Map<SchoolId, LineResult> ofLine = requireNonNull(results.get(line), line);
        return requireNonNull(ofLine.get(school), school::value);
    }

    @Override
    public Optional<Rational> level(String line) {
        return Optional.ofNullable(pots.get(line)).map(SharedPot::level);
    }

    @Override
    public List<Line> above(Line line) {
        return definition.lines().above(line);
    }

    @Override
    public List<Line> lines() {
        return definition.lines().lines();
    }

    @Override
    public Optional<Money> remaining(SourceId source, Line by) {
        Ledger ledger = ledgers.get(source);
        return ledger == null ? Optional.empty() : ledger.remaining(above(by));
    }

    @Override
    public Optional<Map<SchoolId, Rational>> valuesOfAll(Term term, Line line) {
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

    @Override
    public void fault(String code, Line line, School school, String found, String allowed, String remedy) {
        faulted.add(SchoolLine.place(line, school));
        problems.add(new Problem(code, SchoolLine.place(line, school), found, allowed, remedy));
    }

    @Override
    public boolean isFaulted(Line line, School school) {
        return faulted.contains(SchoolLine.place(line, school));
    }

    private void run() {
        for (Line line : definition.lines().lines()) {
            Map<SchoolId, LineResult> ofLine =
                    line.form() instanceof Form.Shared shared ? shared(line, shared) : forEachSchool(line);
            results.put(line.name(), ofLine);
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
            ofLine.put(school.id(), SchoolLine.result(this, line, school));
        }
        return ofLine;
    }

    private Map<SchoolId, LineResult> shared(Line line, Form.Shared form) {
        SharedLine sharing = new SharedLine(
                this, line, form.columns(), definition.lines().roundingOf(line).orElseThrow());
        Map<SchoolId, LineResult> ofLine = sharing.compute();
        sharing.pot().ifPresent(pot -> pots.put(pot.line(), pot));
        return ofLine;
    }

    @Override
    public void problem(Problem problem) {
        problems.add(problem);
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

    @Override
    protected List<LineResult> results(School school) {
        return results.values().stream()
                .map(ofLine -> requireNonNull(ofLine.get(school.id())))
                .toList();
    }

    @Override
    protected Optional<Money> paid(Line line, SchoolId school) {
        return result(line.name(), school).amount();
    }

    @Override
    protected List<SharedPot> sharedPots() {
        return List.copyOf(pots.values());
    }

    @Override
    protected List<Ledger> ledgers() {
        return List.copyOf(ledgers.values());
    }

    static ValueType levelType(Term by) {
        return by.type() == ValueType.NUMBER ? ValueType.MONEY : ValueType.NUMBER;
    }
}
