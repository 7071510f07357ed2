package org.perpupil.formula.internal.columns;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.formula.allocation.Working;
import org.perpupil.formula.internal.Computed;
import org.perpupil.formula.internal.Definition;
import org.perpupil.formula.internal.Ledger;
import org.perpupil.formula.internal.SchoolLine;
import org.perpupil.formula.internal.World;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/** Goes through the lines in order, each for all schools at once. */
public final class ColumnComputation extends Computed {
    private final Definition definition;
    private final World world;
    private final Map<SourceId, Ledger> ledgers;
    private final Map<SchoolId, Integer> places = new HashMap<>();
    private final Map<String, LineColumn> columns = new LinkedHashMap<>();
    private final Map<String, SharedColumn> shared = new HashMap<>();

    /** What a term in a line gives all schools, in fractions; it is the same whoever asks. */
    private final Map<List<Object>, Map<SchoolId, Rational>> ofAll = new HashMap<>();

    private final Map<Term.Pupils, Column> counts = new HashMap<>();
    private int redone;

    private ColumnComputation(Definition definition, World world) {
        super(definition);
        this.definition = definition;
        this.world = world;
        this.ledgers = Ledger.open(definition.sources(), world.district().revenues());
        List<School> schools = world.district().schools();
        for (int at = 0; at < schools.size(); at++) {
            places.put(schools.get(at).id(), at);
        }
        definition.lines().lines().forEach(line -> columns.put(line.name(), columnOf(line)));
    }

    /** Computes every line; empty if there is a fault to be told, or if columns cannot hold the numbers. */
    public static Optional<ColumnComputation> of(Definition definition, World world) {
        try {
            ColumnComputation computation = new ColumnComputation(definition, world);
            computation.run();
            return Optional.of(computation);
        } catch (Beyond beyond) {
            return Optional.empty();
        }
    }

    private LineColumn columnOf(Line line) {
        if (line.form() instanceof Form.Shared form) {
            SharedColumn column = new SharedColumn(this, line, form.columns());
            shared.put(line.name(), column);
            return column;
        }
        return line.form() instanceof Form.Own ? new OwnColumn(this, line) : new PlainColumn(this, line);
    }

    private void run() {
        for (Line line : definition.lines().lines()) {
            LineColumn column = requireNonNull(columns.get(line.name()));
            column.run();
            if (line.counts()) {
                line.source().ifPresent(source -> pay(line, source, column.column()));
            }
        }
        checkSources();
        checkSchools();
    }

    /** How many values of schools were computed in fractions after all. */
    public int redone() {
        return redone;
    }

    /** How many lines that share a pot were computed in fractions as a whole. */
    public long sharedInFractions() {
        return shared.values().stream().filter(SharedColumn::isInFractions).count();
    }

    private int place(SchoolId school) {
        return requireNonNull(places.get(school), school::value);
    }

    Column column(String line) {
        return requireNonNull(columns.get(line), line).column();
    }

    /** What a column of money gives a school, in cents; 0 where it gives nothing. */
    private static long cents(Column column, int at) {
        return column.hasValue(at) ? ((long) column.numbers()[at]) * (100 / column.per()) : 0;
    }

    private void pay(Line line, RevenueSource source, Column column) {
        long sum = 0;
        for (int at = 0; at < column.numbers().length; at++) {
            sum = Math.addExact(sum, cents(column, at));
        }
        requireNonNull(ledgers.get(source.id()), source::name).pay(line, Money.ofCents(sum));
    }

    /** A count of pupils, which many lines may look at. */
    Column counts(Term.Pupils term) {
        return counts.computeIfAbsent(
                term,
                any -> Column.ofDecimals(
                        world.district().schools(),
                        school -> enrollment(school, term.basis())
                                .flatMap(counted ->
                                        counted.count(term.group(), term.span().orElse(GradeSpan.ALL_GRADES)))
                                .map(PupilCount::value)));
    }

    private static Optional<Enrollment> enrollment(School school, Optional<CountBasis> basis) {
        return basis.isEmpty() ? Optional.of(school.enrollment()) : basis.flatMap(school::enrollment);
    }

    /** The exact result of a line in one school. */
    LineResult inFractions(Line line, School school) {
        redone++;
        return SchoolLine.result(this, line, school);
    }

    /** The exact value of a term in one school. */
    Optional<Rational> inFractions(Line line, School school, Term term) {
        redone++;
        return SchoolLine.working(this, line, school, term).value();
    }

    private void checkSources() {
        for (Ledger ledger : ledgers.values()) {
            if (ledger.remaining().filter(Money::isNegative).isPresent()) {
                throw new Beyond();
            }
        }
    }

    /** A school gives back to a source at most what it had from it. */
    private void checkSchools() {
        for (SourceId source : ledgers.keySet()) {
            long[] sums = new long[places.size()];
            for (Line line : definition.lines().lines()) {
                if (line.counts()
                        && line.source().filter(of -> of.id().equals(source)).isPresent()) {
                    Column column = column(line.name());
                    for (int at = 0; at < sums.length; at++) {
                        sums[at] += cents(column, at);
                    }
                }
            }
            for (long sum : sums) {
                if (sum < 0) {
                    throw new Beyond();
                }
            }
        }
    }

    @Override
    public World world() {
        return world;
    }

    @Override
    public boolean factsOnly() {
        return false;
    }

    @Override
    public boolean isSkipped(Line line) {
        return false;
    }

    @Override
    public Optional<Rounding> roundingOf(Line line) {
        return definition.lines().roundingOf(line);
    }

    @Override
    public Optional<Condition> eligible(RevenueSource source) {
        return requireNonNull(ledgers.get(source.id()), source::name).decision().eligible();
    }

    @Override
    public ParameterEntry entry(String parameter, int yearsBack) {
        return requireNonNull(definition.lines().parameters().get(parameter), parameter)
                .entry(world.year().minusYears(yearsBack))
                .orElseThrow();
    }

    @Override
    protected List<LineResult> results(School school) {
        return lines().stream().map(line -> withWorking(line, school)).toList();
    }

    private LineResult withWorking(Line line, School school) {
        LineColumn column = requireNonNull(columns.get(line.name()));
        if (column instanceof OwnColumn own) {
            return own.result(school.id());
        }
        return column instanceof SharedColumn pot
                ? pot.inFractions(school.id())
                : SchoolLine.result(this, line, school);
    }

    @Override
    protected Optional<Money> paid(Line line, SchoolId school) {
        Column column = column(line.name());
        int at = place(school);
        return column.hasValue(at) ? Optional.of(Money.ofCents(cents(column, at))) : Optional.empty();
    }

    @Override
    protected List<SharedPot> sharedPots() {
        return lines().stream()
                .filter(line -> line.form() instanceof Form.Shared)
                .map(line -> requireNonNull(shared.get(line.name())).pot())
                .toList();
    }

    @Override
    protected List<Ledger> ledgers() {
        return List.copyOf(ledgers.values());
    }

    @Override
    public List<Line> lines() {
        return definition.lines().lines();
    }

    @Override
    public LineResult result(String name, SchoolId school) {
        Line line = definition.lines().lines().stream()
                .filter(other -> other.name().equals(name))
                .findFirst()
                .orElseThrow();
        Column column = column(name);
        int at = place(school);
        if (column.hasValue(at) && column.isExact()) {
            return new LineResult(
                    line,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(column.value(at)),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.<Working>of());
        }
        return withWorking(line, school(school));
    }

    @Override
    public List<Line> above(Line line) {
        return definition.lines().above(line);
    }

    @Override
    public Optional<Money> amount(SourceId source) {
        return Optional.ofNullable(ledgers.get(source)).flatMap(Ledger::amount);
    }

    @Override
    public Optional<Money> pool(SourceId source) {
        return Optional.ofNullable(ledgers.get(source)).flatMap(Ledger::pool);
    }

    @Override
    public Optional<Money> remaining(SourceId source, Line by) {
        return Optional.ofNullable(ledgers.get(source)).flatMap(ledger -> ledger.remaining(above(by)));
    }

    @Override
    public Optional<Map<SchoolId, Rational>> valuesOfAll(Term term, Line line) {
        Map<SchoolId, Rational> values = ofAll.get(List.of(line, term));
        if (values == null) {
            values = new LinkedHashMap<>();
            for (School school : world.district().schools()) {
                Optional<Rational> value =
                        SchoolLine.working(this, line, school, term).value();
                if (value.isPresent()) {
                    values.put(school.id(), value.get());
                }
            }
            ofAll.put(List.of(line, term), values);
        }
        return Optional.of(values);
    }

    @Override
    public Optional<Rational> level(String line) {
        return Optional.ofNullable(shared.get(line)).map(column -> column.pot().level());
    }

    @Override
    public void problem(Problem problem) {
        throw new Beyond();
    }

    @Override
    public void fault(String code, Line line, School school, String found, String allowed, String remedy) {
        throw new Beyond();
    }

    @Override
    public boolean isFaulted(Line line, School school) {
        return false;
    }
}
