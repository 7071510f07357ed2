package org.perpupil.formula.internal.columns;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.internal.Definition;
import org.perpupil.formula.internal.SchoolLine;
import org.perpupil.formula.internal.World;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * The schools of one district or of several with the same definition: each line for all of them at once.
 *
 * <p>It is made once and run as often as something is set anew, in the same memory; a line is computed again if anything that it hangs
 * on has changed. A district that columns cannot tell is <i>beyond</i> them: it is left to the computation in fractions, and the others
 * go on.
 */
public final class Batch {
    private final Workspace workspace;
    private final Definition definition;
    private final Dials dials;
    private final List<ColumnComputation> districts = new ArrayList<>();
    private final List<School> schools = new ArrayList<>();

    private final int[] starts;
    private final int[] districtOf;
    private final Map<String, LineColumn> lines = new LinkedHashMap<>();
    private final List<LineColumn> paying = new ArrayList<>();
    private final Map<SourceId, Purse> purses = new LinkedHashMap<>();
    private final Map<Term.Pupils, Column> counts = new LinkedHashMap<>();

    /** When any count changed last. */
    private final Input ofCounts = new Input() {};

    private final List<boolean[]> marks = new ArrayList<>();
    private final boolean[] beyond;
    private int redone;

    private Batch(Workspace workspace, List<World> worlds) {
        this.workspace = workspace;
        this.definition = workspace.definition();
        this.dials = workspace.dials();
        this.starts = new int[worlds.size() + 1];
        this.beyond = new boolean[worlds.size()];
        for (int at = 0; at < worlds.size(); at++) {
            schools.addAll(worlds.get(at).district().schools());
            starts[at + 1] = schools.size();
            districts.add(new ColumnComputation(this, definition, worlds.get(at), at));
        }
        this.districtOf = new int[schools.size()];
        for (int at = 0; at < worlds.size(); at++) {
            Arrays.fill(districtOf, starts[at], starts[at + 1], at);
        }
        definition.sources().forEach(source -> purses.put(source.source().id(), new Purse(source, this)));
        for (int at = 0; at < worlds.size(); at++) {
            open(at);
        }
        for (Line line : definition.lines().lines()) {
            LineColumn column = columnOf(line);
            lines.put(line.name(), column);
            column.purse().ifPresent(purse -> {
                purse.pays(column);
                paying.add(column);
            });
        }
        count();
    }

    /**
     * Makes the columns.
     *
     * @param workspace of the definition, which other batches of the same thread may have as well
     * @param worlds of the year of the workspace, each with everything that the definition asks for by name
     * @return empty if columns cannot hold the numbers
     */
    public static Optional<Batch> of(Workspace workspace, List<World> worlds) {
        try {
            return Optional.of(new Batch(workspace, worlds));
        } catch (Beyond all) {
            return Optional.empty();
        }
    }

    /** The lines that a source pays. */
    List<LineColumn> paying() {
        return paying;
    }

    private LineColumn columnOf(Line line) {
        if (line.form() instanceof Form.Shared form) {
            return new SharedColumn(this, line, form.columns());
        }
        return line.form() instanceof Form.Own ? new OwnColumn(this, line) : new PlainColumn(this, line);
    }

    /**
     * Sets the revenues and the counts of a district for the next runs.
     *
     * @param world the district with the same schools and facts, of the same year
     */
    public void set(int district, World world) {
        dials.startRun();
        districts.get(district).set(world);
        open(district);
        List<Integer> changed = new ArrayList<>();
        List<School> now = world.district().schools();
        for (int at = 0; at < now.size(); at++) {
            if (!now.get(at).equals(schools.get(starts[district] + at))) {
                schools.set(starts[district] + at, now.get(at));
                changed.add(starts[district] + at);
            }
        }
        if (!changed.isEmpty()) {
            count(changed);
        }
    }

    /** Fills all counts school by school, since those of one school lie together in memory. */
    private void count() {
        for (int at = 0; at < size(); at++) {
            for (Map.Entry<Term.Pupils, Column> entry : counts.entrySet()) {
                entry.getValue().putDecimal(at, count(entry.getKey(), at));
            }
        }
        counts.forEach((term, column) -> column.endDecimals(at -> count(term, at)));
    }

    /** Counts schools anew. */
    private void count(List<Integer> changed) {
        counts.forEach((term, column) -> {
            changed.forEach(at -> column.putDecimal(at, count(term, at)));
            column.endDecimals(at -> count(term, at));
        });
        ofCounts.changeIn(now());
    }

    private void open(int district) {
        ColumnComputation it = districts.get(district);
        it.openLedgers().forEach((source, ledger) -> purse(source).open(district, ledger));
    }

    /** Computes every line that hangs on anything new. */
    public void run() {
        dials.startRun();
        if (dials.isBeyond()) {
            judge(true);
            return;
        }
        try {
            lines.values().forEach(LineColumn::run);
            purses.values().forEach(Purse::check);
            judge(false);
        } catch (Beyond all) {
            judge(true);
            lines.values().forEach(LineColumn::forget);
        }
    }

    /** Notes which districts are beyond. */
    private void judge(boolean all) {
        Arrays.fill(beyond, all);
        for (boolean[] mark : marks) {
            for (int district = 0; district < beyond.length; district++) {
                beyond[district] |= mark[district];
            }
        }
    }

    /** Tells whether a district of the latest run is beyond what columns tell, so that it has to be computed in fractions. */
    public boolean isBeyond(int district) {
        return beyond[district];
    }

    /** The districts, in the order in which they were given. */
    public List<ColumnComputation> districts() {
        return districts;
    }

    /** How many schools a district has. */
    public int size(int district) {
        return start(district + 1) - start(district);
    }

    /** Copies the cents of every school's budget, in order of the district, to a place. */
    public void copyBudgets(int district, long[] cents, int at) {
        Arrays.fill(cents, at, at + size(district), 0);
        for (LineColumn line : paying) {
            line.addCents(start(district), start(district + 1), cents, at);
        }
    }

    /**
     * Copies the cents that a line pays each school, in order of the district, to a place; nothing if it is no money. Tells whether it is
     * there.
     */
    public boolean copyAmounts(int district, String line, long[] cents, int at) {
        LineColumn column = lines.get(line);
        if (column == null) {
            return false;
        }
        if (column.line().form().isAmount()) {
            column.copyCents(start(district), start(district + 1), cents, at);
        } else {
            Arrays.fill(cents, at, at + size(district), 0);
        }
        return true;
    }

    /** How many values of schools were computed in fractions after all. */
    public int redone() {
        return redone;
    }

    /** How many lines that share a pot were computed in fractions as a whole in a district. */
    long sharedInFractions(int district) {
        return lines.values().stream()
                .filter(column -> column instanceof SharedColumn pot && pot.isInFractions(district))
                .count();
    }

    /** The number of the run. */
    long now() {
        return dials.now();
    }

    int size() {
        return schools.size();
    }

    School school(int at) {
        return schools.get(at);
    }

    int districtCount() {
        return districts.size();
    }

    ColumnComputation district(int at) {
        return districts.get(at);
    }

    /** The place of a district's first school; for the number of districts, the number of schools. */
    int start(int district) {
        return starts[district];
    }

    /** The district of each school. */
    int[] districtOf() {
        return districtOf;
    }

    /** New marks of the districts that some part of the computation cannot tell. */
    boolean[] marks() {
        boolean[] mark = new boolean[districts.size()];
        marks.add(mark);
        return mark;
    }

    Optional<LineColumn> findLine(String name) {
        return Optional.ofNullable(lines.get(name));
    }

    LineColumn line(String name) {
        return requireNonNull(lines.get(name), name);
    }

    Purse purse(SourceId source) {
        return requireNonNull(purses.get(source), source::value);
    }

    Optional<Purse> purseOf(SourceId source) {
        return Optional.ofNullable(purses.get(source));
    }

    Optional<Rounding> roundingOf(Line line) {
        return definition.lines().roundingOf(line);
    }

    List<Line> above(Line line) {
        return definition.lines().above(line);
    }

    Optional<Condition> eligible(RevenueSource source) {
        return purse(source.id()).decision().eligible();
    }

    /** The parameters, which may be set for a run. */
    Dials dials() {
        return dials;
    }

    /** The memory that a line is computed in. */
    Workspace workspace() {
        return workspace;
    }

    /** All counts of pupils, as far as they change. */
    Input ofCounts() {
        return ofCounts;
    }

    /** A count of pupils, which many lines may look at; it is filled once all lines are made. */
    Column counts(Term.Pupils term) {
        return counts.computeIfAbsent(term, any -> Column.of(size()));
    }

    private Optional<BigDecimal> count(Term.Pupils term, int at) {
        return enrollment(school(at), term.basis())
                .flatMap(counted -> counted.countIfTold(term.group(), span(term)))
                .map(PupilCount::value);
    }

    /** Tells whether a count is asked for that the school's spans of grades do not allow. */
    boolean isCut(Term.Pupils term, int at) {
        return enrollment(school(at), term.basis())
                .flatMap(counted -> counted.cutBy(term.group(), span(term)))
                .isPresent();
    }

    private static GradeSpan span(Term.Pupils term) {
        return term.span().orElse(GradeSpan.ALL_GRADES);
    }

    private static Optional<Enrollment> enrollment(School school, Optional<CountBasis> basis) {
        return basis.isEmpty() ? Optional.of(school.enrollment()) : basis.flatMap(school::enrollment);
    }

    /** The exact value of a line in one school; its district is marked if that is a fault. */
    Optional<Rational> valueInFractions(Line line, int at, boolean[] mark) {
        return inFractions(
                at,
                mark,
                () -> SchoolLine.result(districts.get(districtOf[at]), line, school(at))
                        .value());
    }

    /** The exact value of a term of a line in one school; its district is marked if that is a fault. */
    Optional<Rational> valueInFractions(Line line, int at, Term term, boolean[] mark) {
        return inFractions(
                at,
                mark,
                () -> SchoolLine.working(districts.get(districtOf[at]), line, school(at), term)
                        .value());
    }

    private Optional<Rational> inFractions(int at, boolean[] mark, Supplier<Optional<Rational>> value) {
        redone++;
        try {
            return value.get();
        } catch (Beyond fault) {
            mark[districtOf[at]] = true;
            return Optional.empty();
        }
    }
}
