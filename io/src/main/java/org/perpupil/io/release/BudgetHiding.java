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
import java.util.stream.Stream;
import org.perpupil.budget.BudgetLine;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.Working;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/** Finds which lines of one school's budget hang on hidden counts, and whether their sum gives one of those away. */
final class BudgetHiding {
    /** How many pupils more and fewer are tried. */
    private static final int FARTHEST = 60;

    private final SchoolAllocation allocation;
    private final School school;
    private final PublicRelease release;

    /** What hangs on hidden counts, by line: dollars or a number for each pupil more; empty where that is not the same for each. */
    private final Map<String, Optional<Map<Hidden, Rational>>> hanging = new LinkedHashMap<>();

    /** A hidden count. */
    private record Hidden(PupilGroup group, GradeSpan span) {}

    BudgetHiding(SchoolAllocation allocation, PublicRelease release) {
        this.allocation = allocation;
        this.school = allocation.school();
        this.release = release;
        for (LineResult line : allocation.lines()) {
            Stream<Working> all = Stream.concat(line.working().stream(), line.lookedAt().stream());
            Stream<Working> ofPart = line.part().stream()
                    .flatMap(part -> Stream.concat(
                            Stream.of(part.points(), part.own()),
                            Stream.concat(part.atLeast().stream(), part.atMost().stream())));
            boolean[] hangs = {false};
            Stream.concat(all, ofPart).forEach(working -> hangs[0] |= hangs(working));
            if (hangs[0]) {
                boolean isPlain =
                        line.part().isEmpty() && line.lookedAt().stream().noneMatch(this::hangs);
                hanging.put(line.line().name(), isPlain ? line.working().flatMap(this::perPupil) : Optional.empty());
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
        boolean isOther = count.basis()
                .filter(basis ->
                        !basis.equals(school.enrollments().keySet().iterator().next()))
                .isPresent();
        Enrollment enrollment = isOther
                ? requireNonNull(school.enrollments().get(count.basis().orElseThrow()), "enrollment")
                : school.enrollment();
        GradeSpan span = count.span().orElse(GradeSpan.ALL_GRADES);
        List<Hidden> cells = new ArrayList<>();
        int within = 0;
        for (Map.Entry<GradeSpan, PupilCount> cell :
                enrollment.cells(count.group()).entrySet()) {
            if (cell.getKey().overlaps(span)) {
                within++;
                if (isOther
                        || ReleasedDistrict.shown(school, count.group(), cell.getKey(), release)
                                .isEmpty()) {
                    cells.add(new Hidden(count.group(), cell.getKey()));
                }
            }
        }
        boolean isWholeShown = !isOther
                && within == enrollment.cells(count.group()).size()
                && release.shown(school.id(), count.group(), Optional.empty()).isPresent();
        return isWholeShown ? List.of() : cells;
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
        for (int by = 1; by <= FARTHEST; by++) {
            for (int sign : new int[] {-1, 1}) {
                Map<Hidden, Integer> shift = new HashMap<>(Map.of(one, by * sign));
                if (isSame(shift, lines) || isMended(shift, new ArrayList<>(each.keySet()), each, lines)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Tries to make up for one shift by one or two others. */
    private boolean isMended(
            Map<Hidden, Integer> shift, List<Hidden> others, Map<Hidden, Rational> each, List<LineResult> lines) {
        others.removeAll(shift.keySet());
        for (Hidden second : others) {
            for (Hidden third : others) {
                for (int by = -FARTHEST; by <= FARTHEST; by++) {
                    if (second.equals(third) != (by == 0)) {
                        continue;
                    }
                    Map<Hidden, Integer> more = new HashMap<>(shift);
                    if (by != 0) {
                        more.put(third, by);
                    }
                    Rational missing = Rational.ZERO;
                    for (Map.Entry<Hidden, Integer> moved : more.entrySet()) {
                        missing = missing.minus(
                                requireNonNull(each.get(moved.getKey())).times(Rational.of(moved.getValue())));
                    }
                    Rational dollars = requireNonNull(each.get(second));
                    Rational pupils = dollars.isZero() ? Rational.ZERO : missing.dividedBy(dollars);
                    if (pupils.isWhole() && pupils.numerator().bitLength() < 31) {
                        more.put(second, pupils.numerator().intValueExact());
                        if (isSame(more, lines)) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    /** Tells whether lines come to the same sum with other counts, each rounded by its own rule, and whether there can be such counts. */
    private boolean isSame(Map<Hidden, Integer> shift, List<LineResult> lines) {
        if (!keepsWhole(shift)) {
            return false;
        }
        for (Map.Entry<Hidden, Integer> moved : shift.entrySet()) {
            PupilCount count = requireNonNull(school.enrollment()
                    .cells(moved.getKey().group())
                    .getOrDefault(moved.getKey().span(), PupilCount.ZERO));
            BigDecimal other = count.value().add(BigDecimal.valueOf(moved.getValue()));
            if (other.signum() < 0
                    || other.compareTo(school.enrollment().pupils().value()) > 0
                    || (isSmall(count.value()) && !isSmall(other))) {
                return false;
            }
        }
        Rational difference = Rational.ZERO;
        for (LineResult line : lines) {
            Map<Hidden, Rational> each =
                    requireNonNull(hanging.get(line.line().name())).orElseThrow();
            Rational exact = line.exact().orElseThrow();
            for (Map.Entry<Hidden, Integer> moved : shift.entrySet()) {
                exact = exact.plus(
                        each.getOrDefault(moved.getKey(), Rational.ZERO).times(Rational.of(moved.getValue())));
            }
            Rational before = line.value().orElseThrow();
            Rational after = exact;
            difference = difference
                    .plus(line.rounding().map(rule -> rule.apply(after)).orElse(after))
                    .minus(before);
        }
        return difference.isZero();
    }

    /** Tells whether each group of which the release shows the whole has as many pupils in the school as before. */
    private boolean keepsWhole(Map<Hidden, Integer> shift) {
        Map<PupilGroup, Integer> moved = new LinkedHashMap<>();
        shift.forEach((hidden, by) -> moved.merge(hidden.group(), by, Integer::sum));
        return moved.entrySet().stream()
                .noneMatch(group -> group.getValue() != 0
                        && release.shown(school.id(), group.getKey(), Optional.empty())
                                .isPresent());
    }

    private boolean isSmall(BigDecimal count) {
        return count.compareTo(BigDecimal.valueOf(release.minimum())) < 0;
    }
}
