package org.perpupil.io.release;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.budget.BudgetLine;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Form;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.Working;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/** Finds which lines of one school's budget hang on hidden counts, and whether their sum gives one of those away. */
final class BudgetHiding {
    /** How many pupils more and fewer are tried. */
    private static final int FARTHEST = 60;

    /** How many counts are moved at once, or pairs of counts in groups that are shown as a whole. */
    private static final int MOST_MOVES = 4;

    /** After how many tries for one count it is held for given away. */
    private static final int MOST_TRIES = 100_000;

    private final Allocation all;
    private final SchoolAllocation allocation;
    private final School school;
    private final PublicRelease release;

    /** What hangs on hidden counts, by line: dollars or a number for each pupil more; empty where that is not the same for each. */
    private final Map<String, Optional<Map<Hidden, Rational>>> hanging = new LinkedHashMap<>();

    /**
     * A hidden count.
     *
     * @param basis empty for the one that holds if none is named, which is the basis of the release
     */
    private record Hidden(Optional<CountBasis> basis, PupilGroup group, GradeSpan span) {}

    /** By how many pupils hidden counts differ together, and what a sum of lines gains by that before it is rounded. */
    private record Shift(Map<Hidden, Integer> pupils, Rational dollars) {
        Shift times(int by) {
            Map<Hidden, Integer> more = new HashMap<>();
            pupils.forEach((hidden, one) -> more.put(hidden, one * by));
            return new Shift(more, dollars.times(Rational.of(by)));
        }

        Shift plus(Shift other) {
            Map<Hidden, Integer> both = new HashMap<>(pupils);
            other.pupils.forEach((hidden, by) -> both.merge(hidden, by, Integer::sum));
            return new Shift(both, dollars.plus(other.dollars));
        }
    }

    /**
     * One pupil more, in a group that is shown as a whole against one fewer in another span.
     *
     * @param least how often it can be made at least; negative for pupils fewer
     * @param most how often it can be made at most
     */
    private record Move(Shift one, int least, int most) {}

    BudgetHiding(Allocation all, SchoolAllocation allocation, PublicRelease release) {
        this.all = all;
        this.allocation = allocation;
        this.school = allocation.school();
        this.release = release;
        for (LineResult line : allocation.lines()) {
            Stream<Working> working = Stream.concat(line.working().stream(), line.lookedAt().stream());
            Stream<Working> ofPart = line.part().stream()
                    .flatMap(part -> Stream.concat(
                            Stream.of(part.points(), part.own()),
                            Stream.concat(part.atLeast().stream(), part.atMost().stream())));
            boolean[] hangs = {false};
            Stream.concat(working, ofPart).forEach(part -> hangs[0] |= hangs(part));
            Optional<Map<Hidden, Rational>> ofNobody = ofNobody(line);
            if (hangs[0] || !ofNobody.equals(Optional.of(Map.of()))) {
                boolean isPlain =
                        line.part().isEmpty() && line.lookedAt().stream().noneMatch(this::hangs);
                Optional<Map<Hidden, Rational>> each =
                        isPlain ? line.working().flatMap(this::perPupil) : Optional.empty();
                hanging.put(
                        line.line().name(),
                        each.flatMap(counted -> ofNobody.map(none -> {
                            Map<Hidden, Rational> both = new LinkedHashMap<>(none);
                            counted.forEach((hidden, dollars) -> both.merge(hidden, dollars, Rational::plus));
                            return both;
                        })));
            }
        }
    }

    ReleasedBudget released() {
        Set<String> merged = new LinkedHashSet<>();
        for (LineResult line : allocation.lines()) {
            if (isPaid(line) && hanging.containsKey(line.line().name())) {
                merged.add(line.line().name());
            }
        }
        if (merged.isEmpty()) {
            return released(merged, false);
        }
        if (givesAway(merged)) {
            Set<String> more = new LinkedHashSet<>();
            for (LineResult line : allocation.lines()) {
                if (isPaid(line)
                        && !line.paid().isZero()
                        && line.working().filter(this::isOnlyKnownHere).isPresent()) {
                    more.add(line.line().name());
                }
            }
            more.removeAll(merged);
            merged.addAll(more);
            return released(merged, more.isEmpty());
        }
        return released(merged, false);
    }

    private ReleasedBudget released(Set<String> merged, boolean isWithheld) {
        List<BudgetLine> shown = new ArrayList<>();
        List<Money> sum = new ArrayList<>();
        for (BudgetLine line : allocation.budget().lines()) {
            if (merged.contains(line.name())) {
                sum.add(line.amount());
            } else {
                shown.add(line);
            }
        }
        return new ReleasedBudget(
                school.id(),
                isWithheld ? List.of() : shown,
                merged.isEmpty() || isWithheld
                        ? Optional.empty()
                        : Optional.of(new ReleasedBudget.Together(List.copyOf(merged), Money.total(sum))),
                allocation.total(),
                isWithheld);
    }

    private static boolean isPaid(LineResult line) {
        return line.line().counts() && line.line().source().isPresent();
    }

    /** Tells whether something in a working is a hidden count, or a line that hangs on one. */
    private boolean hangs(Working working) {
        if (working instanceof Working.Count count) {
            return !hidden(count).isEmpty();
        }
        if (working instanceof Working.Given given) {
            return given.kind() == Working.Given.Kind.LINE && hanging.containsKey(given.name());
        }
        return working.parts().stream().anyMatch(this::hangs);
    }

    private boolean isOnlyKnownHere(Working working) {
        if (working instanceof Working.Given given) {
            return switch (given.kind()) {
                case DECIDED, LAST_YEAR, FACT -> true;
                default -> false;
            };
        }
        return working.parts().stream().anyMatch(this::isOnlyKnownHere);
    }

    /** The counts of the school's data that a count is the sum of, if it cannot be had from those that are shown. */
    private List<Hidden> hidden(Working.Count count) {
        Optional<CountBasis> other = other(count.basis());
        if (isWithout(other)) {
            return List.of();
        }
        GradeSpan span = count.span().orElse(GradeSpan.ALL_GRADES);
        List<Hidden> cells = new ArrayList<>();
        int within = 0;
        Set<GradeSpan> spans = enrollment(other).cells(count.group()).keySet();
        for (GradeSpan cell : spans) {
            if (cell.overlaps(span)) {
                within++;
                if (other.isPresent() || isHidden(count.group(), cell)) {
                    cells.add(new Hidden(other, count.group(), cell));
                }
            }
        }
        boolean isWholeShown = other.isEmpty() && within == spans.size() && isWholeShown(count.group());
        return isWholeShown ? List.of() : cells;
    }

    /**
     * Returns what a line gains with each pupil more of each hidden count that is 0: the working of a rate for each pupil has no row where
     * nobody is counted. Empty if that is not known.
     */
    private Optional<Map<Hidden, Rational>> ofNobody(LineResult line) {
        List<Term.PerPupil> terms = new ArrayList<>();
        Stream.concat(
                        line.line().form().terms().stream(),
                        line.line().where().stream().flatMap(where -> where.terms().stream()))
                .forEach(term -> term.walk(part -> {
                    if (part instanceof Term.PerPupil perPupil) {
                        terms.add(perPupil);
                    }
                }));
        Map<Hidden, Rational> each = new LinkedHashMap<>();
        for (Term.PerPupil term : terms) {
            boolean isAlone = line.line().form().equals(new Form.Amount(term));
            for (Hidden nobody : nobody(term)) {
                List<Map.Entry<GradeSpan, Rational>> rates = rates(line, term).entrySet().stream()
                        .filter(rate -> rate.getKey().overlaps(nobody.span())
                                && isAny(nobody, NeedCategory.ALL_PUPILS, rate.getKey()))
                        .toList();
                if (rates.stream().anyMatch(rate -> isAny(nobody, nobody.group(), rate.getKey()))) {
                    continue;
                }
                Set<Rational> rate = rates.stream().map(Map.Entry::getValue).collect(Collectors.toSet());
                if (rate.size() != 1 || !isAlone) {
                    return Optional.empty();
                }
                each.put(nobody, rate.iterator().next());
            }
        }
        return Optional.of(each);
    }

    /** The hidden counts of a rate's pupils that are 0. */
    private List<Hidden> nobody(Term.PerPupil term) {
        Optional<CountBasis> other = other(term.basis());
        return isWithout(other)
                ? List.of()
                : enrollment(other).cells(term.group()).entrySet().stream()
                        .filter(cell -> cell.getValue().isZero()
                                && (other.isPresent() || isHidden(term.group(), cell.getKey())))
                        .map(cell -> new Hidden(other, term.group(), cell.getKey()))
                        .toList();
    }

    /** Tells whether a group has, or may have, pupils in a span, as they are counted on the basis of a count. */
    private boolean isAny(Hidden count, PupilGroup group, GradeSpan span) {
        Enrollment enrollment = enrollment(count.basis());
        return enrollment.cutBy(group, span).isPresent()
                || enrollment.count(group, span).filter(PupilCount::isZero).isEmpty();
    }

    /** The rates of a line for each pupil: those that it states, or those at which any school is paid. */
    private Map<GradeSpan, Rational> rates(LineResult line, Term.PerPupil term) {
        if (term.table() instanceof RateTable.Stated stated) {
            return stated.bySpan();
        }
        Map<GradeSpan, Rational> rates = new LinkedHashMap<>();
        for (SchoolAllocation school : all.schools()) {
            school.line(line.line().name()).flatMap(LineResult::working).ifPresent(working -> {
                Stream.concat(Stream.of(working), working.parts().stream()).forEach(row -> {
                    if (row.parts().size() == 2
                            && row.parts().get(0) instanceof Working.Count count
                            && count.group().equals(term.group())
                            && count.span().isPresent()) {
                        row.parts()
                                .get(1)
                                .value()
                                .ifPresent(rate -> rates.put(count.span().get(), rate));
                    }
                });
            });
        }
        return rates;
    }

    private Optional<CountBasis> other(Optional<CountBasis> named) {
        return named.filter(
                basis -> !basis.equals(school.enrollments().keySet().iterator().next()));
    }

    private boolean isWithout(Optional<CountBasis> other) {
        return other.filter(basis -> !school.enrollments().containsKey(basis)).isPresent();
    }

    private Enrollment enrollment(Optional<CountBasis> other) {
        return other.isEmpty()
                ? school.enrollment()
                : requireNonNull(school.enrollments().get(other.get()), "enrollment");
    }

    private PupilCount count(Hidden hidden) {
        return requireNonNull(enrollment(hidden.basis()).cells(hidden.group()).get(hidden.span()), "count");
    }

    private boolean isHidden(PupilGroup group, GradeSpan cell) {
        return ReleasedDistrict.shown(school, group, cell, release).isEmpty();
    }

    private boolean isWholeShown(PupilGroup group) {
        return release.shown(school.id(), group, Optional.empty()).isPresent();
    }

    /** Returns what a working gains with each pupil more of each hidden count; empty if that is not the same for each. */
    private Optional<Map<Hidden, Rational>> perPupil(Working working) {
        if (!hangs(working)) {
            return Optional.of(Map.of());
        }
        if (working instanceof Working.Count count) {
            Map<Hidden, Rational> each = new LinkedHashMap<>();
            hidden(count).forEach(hidden -> each.put(hidden, Rational.ONE_WHOLE));
            return Optional.of(each);
        }
        if (working instanceof Working.Given given) {
            return allocation
                    .line(given.name())
                    .flatMap(line -> requireNonNull(hanging.get(given.name())).filter(each -> isExact(line, each)));
        }
        Working.Made made = (Working.Made) working;
        return switch (made.operation()) {
            case SUM -> sum(made.parts(), Rational.ONE_WHOLE);
            case DIFFERENCE -> sum(made.parts(), Rational.ONE_WHOLE.negated());
            case PRODUCT, QUOTIENT -> scaled(made);
            case CHOICE, BAND ->
                made.parts().stream().skip(1).anyMatch(this::hangs)
                        ? Optional.empty()
                        : perPupil(made.parts().get(0));
            case LEAST, GREATEST, RAMP, OWN -> Optional.empty();
        };
    }

    /** Tells whether rounding changes nothing, whatever the counts are. */
    private static boolean isExact(LineResult line, Map<Hidden, Rational> each) {
        return line.exact().equals(line.value())
                && line.rounding()
                        .filter(rule -> !each.values().stream().allMatch(one -> one.equals(rule.apply(one))))
                        .isEmpty();
    }

    /** The parts together, all but the first times a factor. */
    private Optional<Map<Hidden, Rational>> sum(List<Working> parts, Rational factor) {
        Map<Hidden, Rational> sum = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            Optional<Map<Hidden, Rational>> part = perPupil(parts.get(i));
            if (part.isEmpty()) {
                return part;
            }
            Rational times = i == 0 ? Rational.ONE_WHOLE : factor;
            part.get().forEach((hidden, each) -> sum.merge(hidden, each.times(times), Rational::plus));
        }
        return Optional.of(sum);
    }

    private Optional<Map<Hidden, Rational>> scaled(Working.Made made) {
        Rational factor = Rational.ONE_WHOLE;
        Optional<Map<Hidden, Rational>> hung = Optional.empty();
        for (int i = 0; i < made.parts().size(); i++) {
            Working part = made.parts().get(i);
            boolean divides = made.operation() == Working.Made.Operation.QUOTIENT && i > 0;
            if (hangs(part)) {
                if (hung.isPresent() || divides) {
                    return Optional.empty();
                }
                hung = perPupil(part);
                if (hung.isEmpty()) {
                    return hung;
                }
            } else if (part.value().isEmpty() || (divides && part.value().get().isZero())) {
                return Optional.empty();
            } else {
                Rational value = part.value().get();
                factor = divides ? factor.dividedBy(value) : factor.times(value);
            }
        }
        Rational times = factor;
        return hung.map(each -> {
            Map<Hidden, Rational> product = new LinkedHashMap<>();
            each.forEach((hidden, one) -> product.put(hidden, one.times(times)));
            return product;
        });
    }

    /** Tells whether a hidden count can have only one value for a sum of lines; also where that cannot be found out. */
    private boolean givesAway(Set<String> merged) {
        Map<Hidden, Rational> each = new LinkedHashMap<>();
        List<LineResult> lines = new ArrayList<>();
        for (LineResult line : allocation.lines()) {
            if (merged.contains(line.line().name())) {
                Optional<Map<Hidden, Rational>> perPupil =
                        requireNonNull(hanging.get(line.line().name()));
                if (perPupil.isEmpty() || line.exact().isEmpty()) {
                    return true;
                }
                perPupil.get().forEach((hidden, dollars) -> each.merge(hidden, dollars, Rational::plus));
                lines.add(line);
            }
        }
        return !each.keySet().stream().allMatch(hidden -> mayDiffer(hidden, each, lines));
    }

    private boolean mayDiffer(Hidden one, Map<Hidden, Rational> each, List<LineResult> lines) {
        List<Move> moves = moves(one, each);
        if (moves.isEmpty() || !moves.get(0).one().pupils().containsKey(one)) {
            return false;
        }
        int[] tries = {MOST_TRIES};
        for (int several = 1; several <= Math.min(MOST_MOVES, moves.size()); several++) {
            if (isMoved(
                    moves.get(0),
                    moves.subList(1, moves.size()),
                    several,
                    new Shift(Map.of(), Rational.ZERO),
                    lines,
                    tries)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The moves of which all changes are made that leave shown wholes as they are. Only the first changes the count that is asked for, if any
     * does.
     */
    private List<Move> moves(Hidden one, Map<Hidden, Rational> each) {
        Set<Hidden> counts = new LinkedHashSet<>();
        counts.add(one);
        counts.addAll(each.keySet());
        List<Move> moves = new ArrayList<>();
        Set<PupilGroup> wholes = new LinkedHashSet<>();
        for (Hidden count : counts) {
            if (count.basis().isPresent() || !isWholeShown(count.group())) {
                moves.add(move(count, Optional.empty(), each));
            } else if (wholes.add(count.group())) {
                List<Hidden> others = school.enrollment().cells(count.group()).keySet().stream()
                        .filter(span -> !span.equals(count.span()) && isHidden(count.group(), span))
                        .map(span -> new Hidden(Optional.empty(), count.group(), span))
                        .toList();
                for (Hidden other : others) {
                    Hidden against = others.get(0);
                    moves.add(move(other.equals(against) ? count : other, Optional.of(against), each));
                }
            }
        }
        return moves;
    }

    private Move move(Hidden more, Optional<Hidden> fewer, Map<Hidden, Rational> each) {
        BigDecimal count = count(more).value();
        BigDecimal most = isSmall(count)
                ? BigDecimal.valueOf(release.minimum())
                : enrollment(more.basis()).pupils().value();
        Map<Hidden, Integer> pupils = new HashMap<>(Map.of(more, 1));
        Rational dollars = each.getOrDefault(more, Rational.ZERO);
        if (fewer.isPresent()) {
            pupils.put(fewer.get(), -1);
            dollars = dollars.minus(each.getOrDefault(fewer.get(), Rational.ZERO));
        }
        return new Move(
                new Shift(pupils, dollars),
                -count.min(BigDecimal.valueOf(FARTHEST)).intValue(),
                most.subtract(count).min(BigDecimal.valueOf(FARTHEST)).intValue());
    }

    /** Tries to make the first move, and so many in all, so that the sum of lines is the same. */
    private boolean isMoved(
            Move first, List<Move> rest, int several, Shift before, List<LineResult> lines, int[] tries) {
        if (several == 1 && !before.pupils().isEmpty() && !first.one().dollars().isZero()) {
            Rational by = before.dollars().negated().dividedBy(first.one().dollars());
            return by.isWhole()
                    && by.compareTo(Rational.of(first.least())) >= 0
                    && by.compareTo(Rational.of(first.most())) <= 0
                    && isSame(before.plus(first.one().times(by.numerator().intValueExact())), lines);
        }
        for (int by = 1; by <= FARTHEST; by++) {
            for (int signed : new int[] {by, -by}) {
                if (signed < first.least() || signed > first.most()) {
                    continue;
                }
                Shift shift = before.plus(first.one().times(signed));
                if (several == 1 && isSame(shift, lines)) {
                    return true;
                }
                for (int i = 0; several > 1 && i < rest.size(); i++) {
                    if (tries[0]-- <= 0) {
                        return false;
                    }
                    if (isMoved(rest.get(i), rest.subList(i + 1, rest.size()), several - 1, shift, lines, tries)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Tells whether lines come to the same sum with other counts, each rounded by its own rule, and whether there can be such counts. */
    private boolean isSame(Shift moved, List<LineResult> lines) {
        Map<Hidden, Integer> shift = moved.pupils();
        if (!shift.keySet().stream().allMatch(hidden -> isPossible(hidden, shift))) {
            return false;
        }
        Rational difference = Rational.ZERO;
        for (LineResult line : lines) {
            Map<Hidden, Rational> each =
                    requireNonNull(hanging.get(line.line().name())).orElseThrow();
            Rational exact = line.exact().orElseThrow();
            for (Map.Entry<Hidden, Integer> one : shift.entrySet()) {
                exact = exact.plus(
                        each.getOrDefault(one.getKey(), Rational.ZERO).times(Rational.of(one.getValue())));
            }
            Rational before = line.value().orElseThrow();
            Rational after = exact;
            difference = difference
                    .plus(line.rounding().map(rule -> rule.apply(after)).orElse(after))
                    .minus(before);
        }
        return difference.isZero();
    }

    /** Tells whether a count can be what it would be: a small one stays small, and no group has more pupils than there are where it is counted. */
    private boolean isPossible(Hidden hidden, Map<Hidden, Integer> shift) {
        Enrollment enrollment = enrollment(hidden.basis());
        BigDecimal before = count(hidden).value();
        BigDecimal after = before.add(BigDecimal.valueOf(shift.getOrDefault(hidden, 0)));
        if (after.signum() < 0 || (isSmall(before) && !isSmall(after))) {
            return false;
        }
        if (!hidden.group().equals(NeedCategory.ALL_PUPILS)) {
            Hidden all = new Hidden(hidden.basis(), NeedCategory.ALL_PUPILS, hidden.span());
            return after.compareTo(pupils(all, shift)) <= 0;
        }
        return enrollment.groups().stream()
                .map(group -> new Hidden(hidden.basis(), group, hidden.span()))
                .filter(group -> enrollment.cells(group.group()).containsKey(hidden.span()))
                .allMatch(group -> pupils(group, shift).compareTo(after) <= 0);
    }

    /** What a count would be; all pupils of the school where the pupils of its span are not known. */
    private BigDecimal pupils(Hidden count, Map<Hidden, Integer> shift) {
        Enrollment enrollment = enrollment(count.basis());
        Optional<PupilCount> given = Optional.ofNullable(
                        enrollment.cells(count.group()).get(count.span()))
                .or(() -> enrollment.cutBy(count.group(), count.span()).isEmpty()
                        ? enrollment.count(count.group(), count.span())
                        : Optional.empty());
        return given.orElse(enrollment.pupils()).value().add(BigDecimal.valueOf(shift.getOrDefault(count, 0)));
    }

    private boolean isSmall(BigDecimal count) {
        return count.compareTo(BigDecimal.valueOf(release.minimum())) < 0;
    }
}
