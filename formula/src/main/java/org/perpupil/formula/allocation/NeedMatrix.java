package org.perpupil.formula.allocation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableTable;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.internal.text.TextTable;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.SourceId;

/**
 * What one pupil of each span and need brings to a school, read off the workings of an allocation.
 *
 * <p>A line takes part if what it pays is so much for each pupil counted; rates that a split or a reduction solved are among
 * them. Other lines (lump sums, guards) are listed as {@linkplain #notPerPupil() not per pupil}.
 */
public final class NeedMatrix {
    private final ImmutableList<GradeSpan> spans;
    private final ImmutableList<PupilGroup> groups;
    private final ImmutableTable<GradeSpan, PupilGroup, Cell> cells;
    private final ImmutableMap<String, Money> notPerPupil;

    private NeedMatrix(
            Set<GradeSpan> spans,
            Set<PupilGroup> groups,
            ImmutableTable<GradeSpan, PupilGroup, Cell> cells,
            Map<String, Money> notPerPupil) {
        this.spans = ImmutableList.copyOf(spans);
        this.groups = ImmutableList.copyOf(groups);
        this.cells = cells;
        this.notPerPupil = ImmutableMap.copyOf(notPerPupil);
    }

    /**
     * What a pupil of one span and need brings.
     *
     * @param dollarsPerPupil exact; the mean over pupils where schools differ
     * @param least in the school where it is least
     * @param most in the school where it is most
     * @param schools how many schools get it
     * @param ofSchools how many schools have such pupils
     */
    public record Cell(Rational dollarsPerPupil, Rational least, Rational most, int schools, int ofSchools) {
        /** Tells whether the cell is the same in every school that gets it. */
        public boolean isUniform() {
            return least.equals(most);
        }

        /** Tells whether eligibility, a condition or an exception keeps some schools with such pupils from it. */
        public boolean isLimited() {
            return schools < ofSchools;
        }

        /** Returns the dollars, rounded half up to the cent, and how many schools get them where not all do. */
        @Override
        public String toString() {
            String dollars =
                    Money.ofDollars(dollarsPerPupil, RoundingMode.HALF_UP).display("");
            return isLimited() ? "%s at %s of %s schools".formatted(dollars, schools, ofSchools) : dollars;
        }
    }

    static NeedMatrix of(Allocation allocation, Predicate<SourceId> which) {
        Map<School, Map<LinearForm.Cell, Rational>> bySchool = new LinkedHashMap<>();
        Map<String, Money> notPerPupil = new LinkedHashMap<>();
        // A line that pays otherwise in one school is not per pupil in any, so that nothing is counted twice.
        Set<String> otherwise = new LinkedHashSet<>();
        Map<School, Map<String, LinearForm>> forms = new LinkedHashMap<>();
        for (SchoolAllocation school : allocation.schools()) {
            forms.put(school.school(), formsOf(school, which, otherwise));
        }
        forms.forEach((school, byLine) -> {
            Map<LinearForm.Cell, Rational> rates = new LinkedHashMap<>();
            byLine.forEach((line, form) -> {
                if (!otherwise.contains(line)) {
                    form.perPupil().forEach((cell, rate) -> rates.merge(cell, rate, Rational::plus));
                }
            });
            bySchool.put(school, rates);
        });
        for (SchoolAllocation school : allocation.schools()) {
            for (LineResult result : school.lines()) {
                if (otherwise.contains(result.line().name()) && isPaid(result, which)) {
                    notPerPupil.merge(result.line().name(), result.paid(), Money::plus);
                }
            }
        }
        return of(bySchool, notPerPupil);
    }

    private static boolean isPaid(LineResult result, Predicate<SourceId> which) {
        return result.line().counts()
                && result.line()
                        .source()
                        .filter(source -> which.test(source.id()))
                        .isPresent();
    }

    private static Map<String, LinearForm> formsOf(
            SchoolAllocation school, Predicate<SourceId> which, Set<String> otherwise) {
        Map<String, LineResult> lines = new LinkedHashMap<>();
        school.lines().forEach(result -> lines.put(result.line().name(), result));
        Map<String, LinearForm> forms = new LinkedHashMap<>();
        for (LineResult result : school.lines()) {
            if (!isPaid(result, which) || result.working().isEmpty()) {
                continue;
            }
            Optional<LinearForm> form = result.working().flatMap(working -> LinearForm.of(working, lines));
            if (form.isPresent() && form.get().constant().isZero()) {
                forms.put(result.line().name(), form.get());
            } else {
                otherwise.add(result.line().name());
            }
        }
        return forms;
    }

    private static NeedMatrix of(Map<School, Map<LinearForm.Cell, Rational>> bySchool, Map<String, Money> notPerPupil) {
        Set<GradeSpan> spans = new LinkedHashSet<>();
        Set<PupilGroup> groups = new LinkedHashSet<>();
        bySchool.values()
                .forEach(rates -> rates.keySet().forEach(cell -> {
                    cell.span().ifPresent(spans::add);
                    groups.add(cell.group());
                }));
        if (spans.isEmpty() && !groups.isEmpty()) {
            spans.add(GradeSpan.ALL_GRADES);
        } else if (bySchool.values().stream()
                .flatMap(rates -> rates.keySet().stream())
                .anyMatch(cell -> cell.span().isEmpty())) {
            // A rate for whole schools reaches pupils outside of the spans that other lines name.
            bySchool.keySet()
                    .forEach(school -> school.enrollment().spans().stream()
                            .filter(taught -> spans.stream().noneMatch(taught::overlaps))
                            .forEach(spans::add));
        }
        Set<GradeSpan> ordered = new LinkedHashSet<>(spans.stream()
                .sorted((one, other) -> one.first().compareTo(other.first()))
                .toList());
        ImmutableTable.Builder<GradeSpan, PupilGroup, Cell> cells = ImmutableTable.builder();
        for (GradeSpan span : ordered) {
            for (PupilGroup group : groups) {
                cell(span, group, bySchool).ifPresent(cell -> cells.put(span, group, cell));
            }
        }
        return new NeedMatrix(ordered, groups, cells.buildOrThrow(), notPerPupil);
    }

    private static Optional<Cell> cell(
            GradeSpan span, PupilGroup group, Map<School, Map<LinearForm.Cell, Rational>> bySchool) {
        Rational dollars = Rational.ZERO;
        Rational pupils = Rational.ZERO;
        Optional<Rational> least = Optional.empty();
        Optional<Rational> most = Optional.empty();
        int schools = 0;
        int ofSchools = 0;
        for (Map.Entry<School, Map<LinearForm.Cell, Rational>> school : bySchool.entrySet()) {
            Rational count = pupils(school.getKey().enrollment(), group, span);
            if (count.isZero()) {
                continue;
            }
            ofSchools++;
            Optional<Rational> rate = school.getValue().entrySet().stream()
                    .filter(entry -> entry.getKey().group().equals(group))
                    .filter(entry ->
                            entry.getKey().span().map(of -> of.contains(span)).orElse(true))
                    .map(Map.Entry::getValue)
                    .reduce(Rational::plus);
            if (rate.isPresent()) {
                schools++;
                dollars = dollars.plus(rate.get().times(count));
                pupils = pupils.plus(count);
                least = Optional.of(least.map(rate.get()::min).orElse(rate.get()));
                most = Optional.of(most.map(rate.get()::max).orElse(rate.get()));
            }
        }
        return schools == 0
                ? Optional.empty()
                : Optional.of(new Cell(
                        dollars.dividedBy(pupils), least.orElseThrow(), most.orElseThrow(), schools, ofSchools));
    }

    /** The pupils of a cell; where the data do not tell them apart, all pupils of the span stand for their number. */
    private static Rational pupils(Enrollment enrollment, PupilGroup group, GradeSpan span) {
        PupilGroup counted = enrollment.cutBy(group, span).isEmpty()
                        && enrollment.count(group, span).isPresent()
                ? group
                : NeedCategory.ALL_PUPILS;
        return enrollment.cutBy(counted, span).isEmpty()
                ? enrollment
                        .count(counted, span)
                        .map(count -> Rational.of(count.value()))
                        .orElse(Rational.ZERO)
                : Rational.ZERO;
    }

    /** Returns the rows, from the lowest grade. */
    public List<GradeSpan> spans() {
        return spans;
    }

    /** Returns the columns, in the order in which lines count them. */
    public List<PupilGroup> groups() {
        return groups;
    }

    /** Returns what a pupil of a span and need brings; empty if no school gets anything for one. */
    public Optional<Cell> cell(GradeSpan span, PupilGroup group) {
        return Optional.ofNullable(cells.get(span, group));
    }

    /**
     * Returns a cell's dollars per pupil over those of a base cell, exactly; empty if either is empty or the base is 0.
     *
     * <p>The guidebook's weights have all pupils of the same span as their base.
     */
    public Optional<Rational> weight(GradeSpan span, PupilGroup group, GradeSpan baseSpan, PupilGroup baseGroup) {
        return cell(span, group)
                .flatMap(cell -> cell(baseSpan, baseGroup)
                        .filter(base -> !base.dollarsPerPupil().isZero())
                        .map(base -> cell.dollarsPerPupil().dividedBy(base.dollarsPerPupil())));
    }

    /** Returns a cell's weight relative to all pupils of the same span. */
    public Optional<Rational> weight(GradeSpan span, PupilGroup group) {
        return weight(span, group, span, NeedCategory.ALL_PUPILS);
    }

    /** Returns the lines that pay otherwise than so much for each pupil, with what they pay in all. */
    public Map<String, Money> notPerPupil() {
        return notPerPupil;
    }

    /** Returns a table for people: a row for each span, dollars per pupil rounded half up to the cent. */
    @Override
    public String toString() {
        ImmutableList.Builder<String> heads = ImmutableList.<String>builder().add("");
        groups.forEach(group -> heads.add(group.name()));
        TextTable table = new TextTable(heads.build());
        for (GradeSpan span : spans) {
            ImmutableList.Builder<String> row = ImmutableList.<String>builder().add(span.toString());
            groups.forEach(
                    group -> row.add(cell(span, group).map(Cell::toString).orElse("–")));
            table.row(row.build());
        }
        StringBuilder text = new StringBuilder("dollars per pupil\n").append(table);
        notPerPupil.forEach((line, amount) ->
                text.append("\nnot per pupil: ").append(line).append(", ").append(amount.display("")));
        return text.toString();
    }
}
