package org.perpupil.pupils;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.exact.LargestRemainder;
import org.perpupil.exact.Rational;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * How many pupils a school has, by span of grades: all of them, and those of each group that was counted.
 *
 * <p>Each group is counted over spans of its own: a school may know its enrolment by grade and its pupils in poverty only as a
 * whole. A group that is not given is not known, which is not none; {@linkplain #missing(PupilGroup) why} may be said. Counts are duplicated (a pupil with two needs counts under
 * both) unless the group is a combination, which is counted for itself.
 *
 * <pre>{@code
 * Enrollment.in(ELEMENTARY).pupils(412).need(POVERTY, 240).need(ENGLISH_LEARNER, 97)
 *         .in(MIDDLE).pupils(220).need(POVERTY, 101).need(ENGLISH_LEARNER, 40)
 *         .build()
 * }</pre>
 */
public final class Enrollment {
    private final ImmutableMap<PupilGroup, ImmutableMap<GradeSpan, PupilCount>> cells;
    private final ImmutableMap<PupilGroup, String> estimates;
    private final ImmutableMap<PupilGroup, Missing> missing;

    /** The grades in which the school has pupils, a bit for each; within a span that is counted as a whole, all grades may have. */
    private final int taught;

    private Enrollment(
            ImmutableMap<PupilGroup, ImmutableMap<GradeSpan, PupilCount>> cells,
            ImmutableMap<PupilGroup, String> estimates,
            ImmutableMap<PupilGroup, Missing> missing) {
        this.cells = cells;
        this.estimates = estimates;
        this.missing = missing;
        int bits = 0;
        for (Map.Entry<GradeSpan, PupilCount> cell :
                cells.getOrDefault(NeedCategory.ALL_PUPILS, ImmutableMap.of()).entrySet()) {
            bits |= cell.getValue().isZero() ? 0 : bits(cell.getKey());
        }
        this.taught = bits;
    }

    /** Starts with the pupils of one span of grades. */
    public static Builder in(GradeSpan span) {
        return new Builder().in(span);
    }

    /** Returns every pupil, once. */
    public PupilCount pupils() {
        return sum(cells(NeedCategory.ALL_PUPILS));
    }

    private static PupilCount sum(Map<GradeSpan, PupilCount> counts) {
        PupilCount sum = PupilCount.ZERO;
        for (PupilCount count : counts.values()) {
            sum = sum.plus(count);
        }
        return sum;
    }

    /** Returns the groups that were counted, all pupils first. */
    public Set<PupilGroup> groups() {
        return cells.keySet();
    }

    /** Returns a group's counts as they were given, by span; empty if the group was not counted. */
    public Map<GradeSpan, PupilCount> cells(PupilGroup group) {
        return cells.getOrDefault(group, ImmutableMap.of());
    }

    /** Returns how a group's counts were estimated; empty if they were counted. */
    public Optional<String> estimate(PupilGroup group) {
        return Optional.ofNullable(estimates.get(group));
    }

    /**
     * Returns why a group's pupils in the whole school are not known: {@link Missing#NOT_GIVEN} unless it was said otherwise; empty if
     * they are known.
     */
    public Optional<Missing> missing(PupilGroup group) {
        return count(group).isPresent()
                ? Optional.empty()
                : Optional.of(missing.getOrDefault(group, Missing.NOT_GIVEN));
    }

    /** Returns the groups of which it is known that their counts do not apply or are suppressed, in whole or in part. */
    public Map<PupilGroup, Missing> missing() {
        return missing;
    }

    /**
     * Returns the same with the pupils of a group in one span, in place of what was known of the group there. How its other counts were
     * estimated is still said, and why the group is not known as long as it is not known in all grades.
     *
     * <pre>{@code
     * school.withEnrollment(school.enrollment().with(POVERTY, elementary, PupilCount.of(240)))
     * }</pre>
     *
     * @throws ProblemException if the count does not go with the others
     */
    public Enrollment with(PupilGroup group, GradeSpan span, PupilCount count) {
        Builder changed = new Builder();
        cells.forEach((other, counts) -> counts.forEach((in, known) -> {
            if (!other.equals(group) || !in.equals(span)) {
                changed.in(in).need(other, known.value());
            }
        }));
        changed.in(span).need(requireNonNull(group, "group"), count.value());
        estimates.forEach((other, how) -> {
            if (!other.equals(group) || cells(group).keySet().stream().anyMatch(in -> !in.equals(span))) {
                changed.estimated(other, how);
            }
        });
        Enrollment counted = changed.build();
        return changed.missing(Maps.filterKeys(missing, other -> !counted.isCountedInAllGrades(other)))
                .build();
    }

    private boolean isCountedInAllGrades(PupilGroup group) {
        return cells.containsKey(group) && count(group).isPresent();
    }

    /**
     * Returns the counts of these pupils and of others together, none of whom is counted here. What is not known of one of the two is not
     * known of both, and the sum says {@linkplain #missing(PupilGroup) why}; where one has no pupils there is nothing to know.
     *
     * @throws ProblemException if the two count the same grades in spans of different width, or a sum is too large
     */
    public Enrollment plus(Enrollment others) {
        Builder both = new Builder();
        Set<PupilGroup> groups = new LinkedHashSet<>(groups());
        groups.addAll(others.groups());
        for (PupilGroup group : groups) {
            Set<GradeSpan> spans = new LinkedHashSet<>(cells(group).keySet());
            spans.addAll(others.cells(group).keySet());
            for (GradeSpan span : spans) {
                if (tells(group, span) && others.tells(group, span)) {
                    both.in(span)
                            .need(
                                    group,
                                    cell(group, span)
                                            .value()
                                            .add(others.cell(group, span).value()));
                }
            }
            Stream.of(estimate(group), others.estimate(group))
                    .flatMap(Optional::stream)
                    .distinct()
                    .reduce((one, other) -> one + "; " + other)
                    .ifPresent(how -> both.estimated(group, how));
        }
        for (Enrollment one : List.of(this, others)) {
            if (!one.pupils().isZero()) {
                both.missing(one.missing);
            }
        }
        return both.build();
    }

    /** Tells whether a group is counted in just this span, or has nobody in it; pupils counted in other spans are found when all is built. */
    private boolean tells(PupilGroup group, GradeSpan span) {
        return group.equals(NeedCategory.ALL_PUPILS) || cells(group).containsKey(span) || !teaches(span);
    }

    private PupilCount cell(PupilGroup group, GradeSpan span) {
        return cells(group).getOrDefault(span, PupilCount.ZERO);
    }

    /** Returns a group's pupils in the whole school; empty if they are not known for all its grades. */
    public Optional<PupilCount> count(PupilGroup group) {
        return count(group, GradeSpan.ALL_GRADES);
    }

    /**
     * Returns a group's pupils in a span; 0 if the school has no pupils there, empty if the group is not known for all the
     * school's grades in the span.
     *
     * @throws IllegalArgumentException if the span {@linkplain #cutBy cuts} a count of the data
     */
    public Optional<PupilCount> count(PupilGroup group, GradeSpan span) {
        cutBy(group, span).ifPresent(cut -> {
            throw new IllegalArgumentException(
                    "%s is counted for %s as a whole, so not for %s".formatted(group.name(), cut, span));
        });
        return countIfTold(group, span);
    }

    /**
     * Returns a group's pupils in a span as {@link #count(PupilGroup, GradeSpan)} does, and nothing where the span {@linkplain #cutBy
     * cuts} a count of the data.
     */
    public Optional<PupilCount> countIfTold(PupilGroup group, GradeSpan span) {
        int asked = bits(span);
        int unknown = taught & asked;
        PupilCount count = PupilCount.ZERO;
        for (Map.Entry<GradeSpan, PupilCount> cell : cells(group).entrySet()) {
            int counted = bits(cell.getKey());
            if (cell.getValue().isZero()) {
                unknown &= ~counted;
            } else if ((taught & counted & ~asked) == 0) {
                count = count.isZero() ? cell.getValue() : count.plus(cell.getValue());
                unknown &= ~counted;
            } else if ((taught & counted & asked) != 0) {
                return Optional.empty();
            }
        }
        return unknown == 0 ? Optional.of(count) : Optional.empty();
    }

    /**
     * Returns the span of the data that a span cuts across, so that nobody can tell how many of its pupils are inside; empty if
     * there is none. A count of 0 is 0 on both sides and is never cut.
     */
    public Optional<GradeSpan> cutBy(PupilGroup group, GradeSpan span) {
        for (Map.Entry<GradeSpan, PupilCount> cell : cells(group).entrySet()) {
            GradeSpan counted = cell.getKey();
            if (!cell.getValue().isZero()
                    && counted.overlaps(span)
                    && !isWithin(span, counted)
                    && (taught & bits(counted) & bits(span)) != 0) {
                return Optional.of(counted);
            }
        }
        return Optional.empty();
    }

    /** Tells whether every grade of a count in which the school has pupils is in a span. */
    private boolean isWithin(GradeSpan span, GradeSpan counted) {
        return span.contains(counted) || (taught & bits(counted) & ~bits(span)) == 0;
    }

    /** A bit for each grade of a span; bits are never kept or written. */
    @SuppressWarnings("EnumOrdinal")
    private static int bits(GradeSpan span) {
        return (2 << span.last().ordinal()) - (1 << span.first().ordinal());
    }

    /** Tells whether the school has pupils in a grade of a span. */
    private boolean teaches(GradeSpan span) {
        return (taught & bits(span)) != 0;
    }

    /**
     * Returns the same pupils, all of them in one span: the whole school classified under one level, by decision, whatever its
     * grades. Results that use the counts say so. A group that is not known for all grades is not known in the result.
     */
    public Enrollment classifiedAs(GradeSpan level) {
        Builder builder = in(level).missing(missing);
        cells.forEach((group, counts) -> {
            if (count(group).isEmpty()) {
                return;
            }
            builder.need(group, sum(counts).value());
            String note = "the whole school is classified as " + level.name();
            builder.estimated(
                    group, estimate(group).map(how -> how + "; " + note).orElse(note));
        });
        return builder.build();
    }

    /**
     * Returns the same pupils, with every group that is known for several spans together spread over the spans in which all
     * pupils are counted: in proportion to them, by largest remainder, and called an estimate.
     *
     * <p>Each count keeps its sum, and no group gets more pupils than a span has. Whole counts stay whole; fractional ones are spread
     * in units of their last decimal place.
     */
    public Enrollment spreadByEnrollment() {
        Builder builder = new Builder().missing(missing);
        Map<GradeSpan, PupilCount> enrolled = cells(NeedCategory.ALL_PUPILS);
        cells.forEach((group, counts) -> {
            boolean spread = false;
            for (Map.Entry<GradeSpan, PupilCount> cell : counts.entrySet()) {
                Map<GradeSpan, PupilCount> within = ImmutableMap.copyOf(
                        Maps.filterKeys(enrolled, span -> cell.getKey().contains(span)));
                if (within.size() > 1 && !sum(within).isZero()) {
                    spread = true;
                    spread(cell.getValue(), within)
                            .forEach((span, part) -> builder.in(span).need(group, part));
                } else {
                    builder.in(cell.getKey()).need(group, cell.getValue().value());
                }
            }
            Optional<String> note =
                    spread ? Optional.of("spread over grades in proportion to enrolment") : Optional.empty();
            estimate(group)
                    .map(how -> note.map(more -> how + "; " + more).orElse(how))
                    .or(() -> note)
                    .ifPresent(how -> builder.estimated(group, how));
        });
        return builder.build();
    }

    private static Map<GradeSpan, BigDecimal> spread(PupilCount count, Map<GradeSpan, PupilCount> enrolled) {
        int places = Math.max(
                count.value().scale(),
                enrolled.values().stream()
                        .mapToInt(span -> span.value().scale())
                        .max()
                        .orElse(0));
        Rational perPupil = Rational.of(count.value().movePointRight(places))
                .dividedBy(Rational.of(sum(enrolled).value()));
        Map<Grade, Rational> quotas = new EnumMap<>(Grade.class);
        enrolled.forEach((span, pupils) -> quotas.put(span.first(), perPupil.times(Rational.of(pupils.value()))));
        Map<Grade, BigInteger> units = LargestRemainder.of(quotas).parts();
        Map<GradeSpan, BigDecimal> parts = new LinkedHashMap<>();
        enrolled.keySet()
                .forEach(span ->
                        parts.put(span, new BigDecimal(units.getOrDefault(span.first(), BigInteger.ZERO), places)));
        return parts;
    }

    /** Returns the spans in which the school has pupils, as its enrolment was given. */
    public Set<GradeSpan> spans() {
        return ImmutableSet.copyOf(Maps.filterValues(cells(NeedCategory.ALL_PUPILS), count -> !count.isZero())
                .keySet());
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Enrollment other
                && cells.equals(other.cells)
                && estimates.equals(other.estimates)
                && missing.equals(other.missing);
    }

    @Override
    public int hashCode() {
        return Objects.hash(cells, estimates, missing);
    }

    /** Returns one line for people: every count by group and span, and why others are missing. */
    @Override
    public String toString() {
        List<String> groups = new ArrayList<>();
        Set<PupilGroup> all = new LinkedHashSet<>(cells.keySet());
        all.addAll(missing.keySet());
        for (PupilGroup group : all) {
            List<String> counts = new ArrayList<>();
            cells(group).forEach((span, count) -> counts.add("%s in %s".formatted(count, span)));
            missing(group).ifPresent(why -> counts.add(why.toString()));
            groups.add("%s: %s".formatted(group.name(), String.join(", ", counts)));
        }
        return String.join("; ", groups);
    }

    /** Collects counts, span by span. */
    public static final class Builder {
        private final Map<PupilGroup, Map<GradeSpan, PupilCount>> cells = new LinkedHashMap<>();
        private final Map<PupilGroup, String> estimates = new LinkedHashMap<>();
        private final Map<PupilGroup, Map<GradeSpan, Missing>> missing = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();
        /** Groups with a wrong count: told once, and nothing more is concluded from their counts. */
        private final Set<PupilGroup> faulty = new HashSet<>();

        private GradeSpan span = GradeSpan.ALL_GRADES;

        private Builder() {
            cells.put(NeedCategory.ALL_PUPILS, new LinkedHashMap<>());
        }

        /** What follows is counted in this span. */
        public Builder in(GradeSpan next) {
            span = requireNonNull(next, "span");
            return this;
        }

        /** What follows is known for the school as a whole only. */
        public Builder schoolwide() {
            return in(GradeSpan.ALL_GRADES);
        }

        /** Every pupil of the span, once. */
        public Builder pupils(long count) {
            return need(NeedCategory.ALL_PUPILS, count);
        }

        /** Every pupil of the span, once; not always whole. */
        public Builder pupils(BigDecimal count) {
            return need(NeedCategory.ALL_PUPILS, count);
        }

        /** The pupils of a group in the span. */
        public Builder need(PupilGroup group, long count) {
            return need(group, BigDecimal.valueOf(count));
        }

        /** The pupils of a group in the span; not always whole. */
        public Builder need(PupilGroup group, BigDecimal count) {
            requireNonNull(group, "group");
            if (count.signum() < 0) {
                faulty.add(group);
                problems.add(new Problem(
                        "count.negative",
                        place(group, span),
                        count.toPlainString(),
                        "0 or more",
                        "Correct the count."));
                return this;
            }
            if (PupilCount.isTooLarge(count)) {
                faulty.add(group);
                problems.add(tooLarge(place(group, span), count + " pupils"));
                return this;
            }
            PupilCount earlier =
                    cells.computeIfAbsent(group, any -> new LinkedHashMap<>()).putIfAbsent(span, PupilCount.of(count));
            if (earlier != null) {
                faulty.add(group);
                problems.add(new Problem(
                        "count.twice",
                        place(group, span),
                        earlier + " and " + count.toPlainString(),
                        "one count for a group and span",
                        "Give the count once."));
            }
            return this;
        }

        private static String place(PupilGroup group, GradeSpan span) {
            return group.name() + ", " + span.name();
        }

        private static Problem tooLarge(String place, String found) {
            return new Problem(
                    "count.too-large",
                    place,
                    found,
                    "at most 15 digits before the decimal point",
                    "Correct the counts.");
        }

        /** Says how the counts of a group were estimated, so that every result that uses them can say so too. */
        public Builder estimated(PupilGroup group, String how) {
            if (how.isBlank()) {
                throw new IllegalArgumentException("an estimate says how it was made");
            }
            estimates.put(requireNonNull(group, "group"), how);
            return this;
        }

        /**
         * Says why a group is not counted in the span; {@link Missing#NOT_GIVEN} says nothing more than leaving it out does. Said of several
         * spans of a group, the last holds.
         *
         * <p>Said of a span in which nobody is enrolled, or that is part of one in which the group is counted, it is no reason why the group
         * would not be known, and is dropped. That is not so of pupils in all: where they are suppressed, nobody can tell that there are none.
         */
        public Builder missing(PupilGroup group, Missing why) {
            return missing(group, span, why);
        }

        /** Says it of the whole school, whatever span is counted. */
        private Builder missing(Map<PupilGroup, Missing> said) {
            said.forEach((group, why) -> missing(group, GradeSpan.ALL_GRADES, why));
            return this;
        }

        private Builder missing(PupilGroup group, GradeSpan in, Missing why) {
            requireNonNull(group, "group");
            if (requireNonNull(why, "why") != Missing.NOT_GIVEN) {
                Map<GradeSpan, Missing> bySpan = missing.computeIfAbsent(group, any -> new LinkedHashMap<>());
                bySpan.remove(in); // so that what is said last is last
                bySpan.put(in, why);
            }
            return this;
        }

        /**
         * Returns the counts.
         *
         * @throws ProblemException with every fault: a negative or repeated count, a count or a sum of more than 15 digits, overlapping spans
         *     of one group, a group with more pupils than are enrolled, a combination with more pupils than its needs, a group that is known in
         *     all grades and said to be missing
         */
        public Enrollment build() {
            List<Problem> all = new ArrayList<>(problems);
            Set<PupilGroup> wrong = new HashSet<>(faulty);
            if (cells.getOrDefault(NeedCategory.ALL_PUPILS, Map.of()).isEmpty() && wrong.add(NeedCategory.ALL_PUPILS)) {
                all.add(new Problem(
                        "count.missing",
                        NeedCategory.ALL_PUPILS.name(),
                        "no count",
                        "the pupils enrolled in at least one span",
                        "Give the enrolment; it may be 0."));
            }
            checkSpans(all, wrong);
            checkSums(all, wrong);
            ImmutableMap.Builder<PupilGroup, ImmutableMap<GradeSpan, PupilCount>> copy = ImmutableMap.builder();
            cells.forEach((group, counts) -> copy.put(group, ImmutableMap.copyOf(counts)));
            ImmutableMap<PupilGroup, ImmutableMap<GradeSpan, PupilCount>> counted = copy.buildOrThrow();
            ImmutableMap<PupilGroup, String> estimated = ImmutableMap.copyOf(estimates);
            Map<PupilGroup, Missing> why = reasons(new Enrollment(counted, estimated, ImmutableMap.of()));
            Enrollment enrollment = new Enrollment(counted, estimated, ImmutableMap.copyOf(why));
            if (!wrong.contains(NeedCategory.ALL_PUPILS)) {
                checkCounts(enrollment, all, wrong);
                checkMissing(enrollment, all, wrong);
            }
            ProblemException.throwIfAny("the counts of pupils cannot be used", all);
            return enrollment;
        }

        /** Returns why groups are not known, by what was said of spans in which there is something to know. */
        private Map<PupilGroup, Missing> reasons(Enrollment counted) {
            Map<PupilGroup, Missing> reasons = new LinkedHashMap<>();
            missing.forEach((group, bySpan) -> bySpan.forEach((span, why) -> {
                boolean isPart = counted.cells(group).keySet().stream()
                        .anyMatch(cell -> !cell.equals(span) && cell.contains(span));
                if (!isPart && !(isWithoutPupils(counted, span) && isEmptyFor(group, why))) {
                    reasons.put(group, why);
                }
            }));
            return reasons;
        }

        private static boolean isWithoutPupils(Enrollment counted, GradeSpan span) {
            return !span.equals(GradeSpan.ALL_GRADES) && !counted.teaches(span);
        }

        private static boolean isEmptyFor(PupilGroup group, Missing why) {
            return !group.equals(NeedCategory.ALL_PUPILS) || why == Missing.NOT_APPLICABLE;
        }

        private void checkMissing(Enrollment enrollment, List<Problem> all, Set<PupilGroup> wrong) {
            enrollment.missing.forEach((group, why) -> {
                if (!wrong.contains(group) && enrollment.isCountedInAllGrades(group)) {
                    all.add(new Problem(
                            "count.given",
                            group.name(),
                            "%s, and counted in all grades".formatted(why),
                            "a count, or why there is none",
                            "Leave one of the two out."));
                }
            });
        }

        private void checkSums(List<Problem> all, Set<PupilGroup> wrong) {
            cells.forEach((group, counts) -> {
                BigDecimal sum =
                        counts.values().stream().map(PupilCount::value).reduce(BigDecimal.ZERO, BigDecimal::add);
                if (!wrong.contains(group) && PupilCount.isTooLarge(sum)) {
                    wrong.add(group);
                    all.add(tooLarge(group.name(), sum + " pupils in all"));
                }
            });
        }

        private void checkSpans(List<Problem> all, Set<PupilGroup> wrong) {
            cells.forEach((group, counts) -> {
                // Each is compared with that which reaches furthest before it, so that many spans make as many problems
                // at most.
                List<GradeSpan> given = List.copyOf(counts.keySet());
                List<GradeSpan> spans = new ArrayList<>(given);
                spans.sort(Comparator.comparing(GradeSpan::first));
                for (int i = 1, furthest = 0; i < spans.size(); i++) {
                    GradeSpan before = spans.get(furthest);
                    GradeSpan span = spans.get(i);
                    if (before.overlaps(span)) {
                        wrong.add(group);
                        all.add(new Problem(
                                "span.overlap",
                                group.name(),
                                given.stream()
                                        .filter(each -> each.equals(before) || each.equals(span))
                                        .map(GradeSpan::toString)
                                        .collect(Collectors.joining(" and ")),
                                "spans without a common grade",
                                "Count every pupil in one span."));
                    }
                    if (span.last().compareTo(before.last()) > 0) {
                        furthest = i;
                    }
                }
            });
        }

        private void checkCounts(Enrollment enrollment, List<Problem> all, Set<PupilGroup> wrong) {
            Map<GradeSpan, PupilCount> enrolledIn = enrollment.cells(NeedCategory.ALL_PUPILS);
            cells.forEach((group, counts) -> {
                if (wrong.contains(group)) {
                    return;
                }
                boolean cellsFit = true;
                Map<GradeSpan, PupilCount> within = new LinkedHashMap<>();
                for (Map.Entry<GradeSpan, PupilCount> cell : counts.entrySet()) {
                    if (enrolledIn.containsKey(cell.getKey())) {
                        // Mostly groups are counted in the spans in which all pupils are, and nothing is to be added
                        // up.
                        PupilCount enrolled = requireNonNull(enrolledIn.get(cell.getKey()));
                        cellsFit &= checkAtMost(all, () -> place(group, cell.getKey()), cell.getValue(), enrolled);
                        continue;
                    }
                    Optional<GradeSpan> cut = enrollment.cutBy(NeedCategory.ALL_PUPILS, cell.getKey());
                    if (cut.isEmpty()) {
                        PupilCount enrolled = enrollment
                                .count(NeedCategory.ALL_PUPILS, cell.getKey())
                                .orElse(PupilCount.ZERO);
                        cellsFit &= checkAtMost(all, () -> place(group, cell.getKey()), cell.getValue(), enrolled);
                    } else if (cut.get().contains(cell.getKey())) {
                        within.merge(cut.get(), cell.getValue(), PupilCount::plus);
                    }
                }
                for (Map.Entry<GradeSpan, PupilCount> cell : within.entrySet()) {
                    PupilCount enrolled = enrolledIn.getOrDefault(cell.getKey(), PupilCount.ZERO);
                    cellsFit &= checkAtMost(all, () -> place(group, cell.getKey()), cell.getValue(), enrolled);
                }
                if (cellsFit) {
                    checkAtMost(all, group::name, sum(counts), enrollment.pupils());
                }
                if (group instanceof NeedCombination combination
                        && combination.needs().stream().noneMatch(wrong::contains)) {
                    checkCombination(enrollment, combination, sum(counts), all);
                }
            });
        }

        private boolean checkAtMost(List<Problem> all, Supplier<String> place, PupilCount count, PupilCount enrolled) {
            if (count.compareTo(enrolled) <= 0) {
                return true;
            }
            all.add(new Problem(
                    "count.above-enrolment",
                    place.get(),
                    count + " pupils, more than the " + enrolled + " enrolled",
                    "0 to " + enrolled,
                    "Correct the count or the enrolment."));
            return false;
        }

        private void checkCombination(
                Enrollment enrollment, NeedCombination combination, PupilCount count, List<Problem> all) {
            List<PupilCount> needs = combination.needs().stream()
                    .map(enrollment::count)
                    .flatMap(Optional::stream)
                    .toList();
            if (needs.size() < combination.needs().size()) {
                return; // without the counts of its needs a combination cannot be checked
            }
            boolean any = combination.match() == NeedCombination.Match.ANY;
            BigDecimal most = any
                    ? needs.stream().map(PupilCount::value).reduce(BigDecimal.ZERO, BigDecimal::add)
                    : needs.stream().min(PupilCount::compareTo).orElseThrow().value();
            // A combination that is known for some grades only may be smaller than its needs in the whole school.
            boolean whole = enrollment.count(combination).isPresent();
            PupilCount least = any && whole && combination.without().isEmpty()
                    ? needs.stream().max(PupilCount::compareTo).orElseThrow()
                    : PupilCount.ZERO;
            if (count.value().compareTo(most) > 0 || count.compareTo(least) < 0) {
                all.add(new Problem(
                        "count.combination",
                        combination.name(),
                        count + " pupils",
                        least + " to " + most.toPlainString() + ", by the counts of its needs",
                        "Correct the combination or its needs."));
            }
        }
    }
}
