package org.perpupil.formula.internal.columns;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
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
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/** One district of a batch, as the plain computation of a school's line sees it, and as what an allocation is made of. */
public final class ColumnComputation extends Computed {
    private final Batch batch;
    private final Definition definition;
    private final int index;
    private final Map<SchoolId, Integer> places = new HashMap<>();

    /** What a term in a line gives all schools, in fractions; it is the same whoever asks in a run. */
    private final Map<List<Object>, Map<SchoolId, Rational>> ofAll = new HashMap<>();

    private long knownIn;
    private World world;

    ColumnComputation(Batch batch, Definition definition, World world, int index) {
        super(definition);
        this.batch = batch;
        this.definition = definition;
        this.world = world;
        this.index = index;
        List<School> schools = world.district().schools();
        for (int at = 0; at < schools.size(); at++) {
            places.put(schools.get(at).id(), batch.start(index) + at);
        }
    }

    /** Computes every line; empty if there is a fault to be told, or if columns cannot hold the numbers. */
    public static Optional<ColumnComputation> of(Definition definition, World world) {
        Workspace workspace = new Workspace(
                definition, world.year(), world.district().schools().size());
        return Batch.of(workspace, List.of(world)).flatMap(batch -> {
            batch.run();
            return batch.isBeyond(0)
                    ? Optional.empty()
                    : Optional.of(batch.districts().get(0));
        });
    }

    /** Tells whether a district's data are without a fault, so far as columns tell; if not, the plain computation has to look. */
    public static boolean isFaultless(Definition definition, World world) {
        // A caller's own figure is not called before the lines that it hangs on are computed for good.
        return definition.lines().lines().stream().noneMatch(line -> line.form() instanceof Form.Own)
                && of(definition, world).isPresent();
    }

    /** How many values of schools were computed in fractions after all, in all districts of the batch. */
    public int redone() {
        return batch.redone();
    }

    /** How many lines that share a pot were computed in fractions as a whole. */
    public long sharedInFractions() {
        return batch.sharedInFractions(index);
    }

    int index() {
        return index;
    }

    /** Takes other revenues and counts of the same schools. */
    void set(World other) {
        world = other;
    }

    private int place(SchoolId school) {
        return requireNonNull(places.get(school), school::value);
    }

    /** What all lines that count give a school, in cents. */
    public long budgetCents(SchoolId school) {
        int at = place(school);
        long sum = 0;
        for (LineColumn line : batch.paying()) {
            sum += line.cents(at);
        }
        return sum;
    }

    /** What a line pays a school; empty if it gave it no value, or is no money. */
    public Optional<Money> amount(String line, SchoolId school) {
        return batch.findLine(line)
                .filter(column -> column.line().form().isAmount())
                .flatMap(column -> paid(column.line(), school));
    }

    /** What every source has, before any line. */
    Map<SourceId, Ledger> openLedgers() {
        return Ledger.open(definition.sources(), world.district().revenues());
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
        return batch.roundingOf(line);
    }

    @Override
    public Optional<Condition> eligible(RevenueSource source) {
        return batch.eligible(source);
    }

    @Override
    public ParameterEntry entry(String parameter, int yearsBack) {
        return batch.dials().entry(parameter, yearsBack);
    }

    @Override
    protected List<LineResult> results(School school) {
        return lines().stream().map(line -> withWorking(line, school)).toList();
    }

    private LineResult withWorking(Line line, School school) {
        LineColumn column = batch.line(line.name());
        if (column instanceof OwnColumn own) {
            return own.result(place(school.id()));
        }
        return column instanceof SharedColumn pot
                ? pot.inFractions(index, school.id())
                : SchoolLine.result(this, line, school);
    }

    @Override
    protected Optional<Money> paid(Line line, SchoolId school) {
        LineColumn column = batch.line(line.name());
        int at = place(school);
        return column.hasValue(at) ? Optional.of(Money.ofCents(column.cents(at))) : Optional.empty();
    }

    @Override
    protected List<SharedPot> sharedPots() {
        return lines().stream()
                .filter(line -> line.form() instanceof Form.Shared)
                .map(line -> pot(line.name()))
                .toList();
    }

    private SharedPot pot(String line) {
        return ((SharedColumn) batch.line(line)).pot(index);
    }

    @Override
    protected List<Ledger> ledgers() {
        Map<SourceId, Ledger> ledgers = openLedgers();
        for (Line line : lines()) {
            LineColumn column = batch.line(line.name());
            column.purse()
                    .ifPresent(purse -> requireNonNull(
                                    ledgers.get(purse.decision().source().id()))
                            .pay(line, Money.ofCents(column.paid(index))));
        }
        return List.copyOf(ledgers.values());
    }

    @Override
    public List<Line> lines() {
        return definition.lines().lines();
    }

    @Override
    public LineResult result(String name, SchoolId school) {
        LineColumn line = batch.line(name);
        int at = place(school);
        if (line.hasValue(at) && line.column().isExact()) {
            return new LineResult(
                    line.line(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(line.column().value(at)),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.<Working>of());
        }
        return withWorking(line.line(), school(school));
    }

    @Override
    public List<Line> above(Line line) {
        return batch.above(line);
    }

    @Override
    public Optional<Money> amount(SourceId source) {
        return ofPurse(source, purse -> purse.amount(index));
    }

    @Override
    public Optional<Money> pool(SourceId source) {
        return ofPurse(source, purse -> purse.pool(index));
    }

    @Override
    public Optional<Money> remaining(SourceId source, Line by) {
        return ofPurse(source, purse -> purse.remaining(index, purse.count(above(by))));
    }

    private Optional<Money> ofPurse(SourceId source, ToLongFunction<Purse> cents) {
        return batch.purseOf(source).filter(Purse::hasAmount).map(purse -> Money.ofCents(cents.applyAsLong(purse)));
    }

    @Override
    public Optional<Map<SchoolId, Rational>> valuesOfAll(Term term, Line line) {
        if (knownIn != batch.now()) {
            ofAll.clear();
            knownIn = batch.now();
        }
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
        return Optional.of(line)
                .filter(name -> batch.line(name) instanceof SharedColumn)
                .map(name -> pot(name).level());
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
