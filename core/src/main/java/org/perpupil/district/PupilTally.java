package org.perpupil.district;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import java.math.BigDecimal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.pupils.PupilNeeds;

/**
 * Pupils counted one by one: how many each school has in each grade with the same needs. Any group of pupils can be counted from it,
 * duplicated or unduplicated, and none of the pupils is kept.
 *
 * <pre>{@code
 * PupilTally tally = PupilTally.of(POVERTY, ENGLISH_LEARNER, FOSTER)
 *         .add(school, Grade.GRADE_3, PupilNeeds.of(POVERTY, ENGLISH_LEARNER))
 *         .add(school, Grade.GRADE_3, PupilNeeds.NONE)
 *         .build();
 * Map<SchoolId, Enrollment> counts = tally.plus(others)
 *         .enrollments(POVERTY, ENGLISH_LEARNER, anyOf(POVERTY, ENGLISH_LEARNER, FOSTER));
 * }</pre>
 *
 * <p>Tallies of parts, as of files or of machines, {@linkplain #plus add up} in any order to the same. What is kept grows with schools,
 * grades and the sets of needs that are met, never with pupils.
 *
 * <p>A count that leaves pupils out is no count. Where it is not known of a pupil whether there is a need, the groups for which that matters
 * are not counted in the pupil's school and grade; where a pupil could not be counted at all, the school is {@linkplain #incomplete()
 * incomplete} and has no counts.
 *
 * <p>A tally has no pupil's name or id, yet a count of one or two pupils may tell who they are: suppress small counts before they are
 * published.
 */
public final class PupilTally {
    /** The first two bytes say that it is a tally, the others which format it has. */
    private static final int FORMAT = 0x5054_0001;

    /** More counts than the schools of the largest state make; they fit in the memory of a usual machine. */
    private static final int MOST_COUNTS = 1 << 23;

    private static final PupilCount ONE_PUPIL = PupilCount.of(1);

    /** In the order of their numbers in bytes, which is part of the format. */
    private static final List<Missing> REASONS = List.of(Missing.NOT_GIVEN, Missing.NOT_APPLICABLE, Missing.SUPPRESSED);

    private final ImmutableSortedSet<NeedCategory> needs;
    private final ImmutableSortedMap<SchoolId, ImmutableMap<Cell, PupilCount>> counts;
    private final ImmutableSortedSet<SchoolId> incomplete;

    /** Pupils of a school who are counted together. */
    private record Cell(Grade grade, PupilNeeds needs) {}

    private PupilTally(
            ImmutableSortedSet<NeedCategory> needs,
            ImmutableSortedMap<SchoolId, ImmutableMap<Cell, PupilCount>> counts,
            ImmutableSortedSet<SchoolId> incomplete) {
        this.needs = needs;
        this.counts = counts;
        this.incomplete = incomplete;
    }

    /**
     * Starts a tally.
     *
     * @param needs those that are asked of every pupil; what is not asked cannot be counted
     */
    public static Builder of(NeedCategory... needs) {
        return of(List.of(needs));
    }

    /**
     * Starts a tally.
     *
     * @param needs those that are asked of every pupil; what is not asked cannot be counted
     */
    public static Builder of(Collection<NeedCategory> needs) {
        return new Builder(ImmutableSortedSet.copyOf(needs));
    }

    /** Returns the needs that were asked of pupils, in order of name. */
    public Set<NeedCategory> needs() {
        return needs;
    }

    /** Returns the schools that have pupils, counted or not, in order of id. */
    public Set<SchoolId> schools() {
        return ImmutableSortedSet.copyOf(Sets.union(counts.keySet(), incomplete));
    }

    /** Returns the schools with pupils who could not be counted, in order of id; they have no enrolment. */
    public Set<SchoolId> incomplete() {
        return incomplete;
    }

    /**
     * Returns the pupils of both. Of a need that was asked of the pupils of one only, it is {@linkplain Missing#NOT_GIVEN not given} whether
     * the others have it. A school that is incomplete in one is incomplete.
     *
     * @throws ArithmeticException if they are more than a tally holds, as {@link Builder#add(SchoolId, Grade, PupilNeeds)}
     */
    public PupilTally plus(PupilTally other) {
        return of(Sets.union(needs, other.needs)).addAll(this).addAll(other).build();
    }

    /**
     * Returns the pupils whose school, grade and needs are known, and of whom it is not known whether they are in a group, by school: so many
     * the group may have more. Schools without such pupils are left out.
     *
     * @throws IllegalArgumentException if the group has a need that was not asked
     */
    public Map<SchoolId, PupilCount> unknown(PupilGroup group) {
        checkAsked(List.of(group));
        ImmutableSortedMap.Builder<SchoolId, PupilCount> unknown = ImmutableSortedMap.naturalOrder();
        counts.forEach((school, cells) -> {
            PupilCount open = cells.entrySet().stream()
                    .filter(cell -> cell.getKey().needs().isIn(group).isEmpty())
                    .map(Map.Entry::getValue)
                    .reduce(PupilCount.ZERO, PupilCount::plus);
            if (!open.isZero()) {
                unknown.put(school, open);
            }
        });
        return unknown.buildOrThrow();
    }

    /**
     * Returns the counts of each school by grade: every pupil once, and the pupils of each group. In a grade with a pupil of whom it is not
     * known whether the pupil is in a group, the group is not counted, and the enrolment keeps {@linkplain Enrollment#missing(PupilGroup)
     * why}. A group without pupils is 0.
     *
     * @param groups a need counts each of its pupils, and so a pupil with two needs under both; a combination counts each pupil once
     * @return in order of school id; without the {@linkplain #incomplete() incomplete} schools
     * @throws IllegalArgumentException if a group has a need that was not asked
     */
    public Map<SchoolId, Enrollment> enrollments(PupilGroup... groups) {
        return enrollments(List.of(), groups);
    }

    /**
     * Returns the counts of each school by the given spans; grades in none of them have counts of their own, so that no pupil is left out.
     *
     * @param groups as in {@link #enrollments(PupilGroup...)}
     * @throws IllegalArgumentException if two spans have a grade in common, or a group has a need that was not asked
     */
    public Map<SchoolId, Enrollment> enrollments(Collection<GradeSpan> spans, PupilGroup... groups) {
        Map<Grade, GradeSpan> spanOf = spanOf(spans);
        Set<PupilGroup> others = new LinkedHashSet<>(List.of(groups));
        others.remove(NeedCategory.ALL_PUPILS);
        checkAsked(others);
        Map<PupilNeeds, Map<PupilGroup, Optional<Boolean>>> isIn = new HashMap<>();
        ImmutableSortedMap.Builder<SchoolId, Enrollment> enrollments = ImmutableSortedMap.naturalOrder();
        counts.forEach((school, cells) -> {
            if (incomplete.contains(school)) {
                return;
            }
            Map<GradeSpan, Map<PupilGroup, PupilCount>> bySpan = new LinkedHashMap<>();
            Set<Spanned> open = new HashSet<>();
            Map<PupilGroup, Missing> missing = new LinkedHashMap<>();
            cells.forEach((cell, count) -> {
                GradeSpan span = requireNonNull(spanOf.get(cell.grade()));
                Map<PupilGroup, PupilCount> ofSpan = bySpan.computeIfAbsent(span, any -> new LinkedHashMap<>());
                ofSpan.merge(NeedCategory.ALL_PUPILS, count, PupilCount::plus);
                isIn.computeIfAbsent(cell.needs(), pattern -> membership(pattern, others))
                        .forEach((group, is) -> {
                            ofSpan.merge(group, is.orElse(false) ? count : PupilCount.ZERO, PupilCount::plus);
                            if (is.isEmpty() && !count.isZero()) {
                                open.add(new Spanned(span, group));
                                missing.merge(group, cell.needs().missing(group).orElseThrow(), PupilTally::later);
                            }
                        });
            });
            Enrollment.Builder enrollment = Enrollment.in(GradeSpan.ALL_GRADES);
            bySpan.forEach((span, ofSpan) -> ofSpan.forEach((group, count) -> {
                if (!open.contains(new Spanned(span, group))) {
                    enrollment.in(span).need(group, count.value());
                }
            }));
            missing.forEach(enrollment.schoolwide()::missing);
            enrollments.put(school, enrollment.build());
        });
        return enrollments.buildOrThrow();
    }

    /** A group in one span. */
    private record Spanned(GradeSpan span, PupilGroup group) {}

    private static Map<PupilGroup, Optional<Boolean>> membership(PupilNeeds needs, Set<PupilGroup> groups) {
        Map<PupilGroup, Optional<Boolean>> isIn = new LinkedHashMap<>();
        groups.forEach(group -> isIn.put(group, needs.isIn(group)));
        return isIn;
    }

    private static Missing later(Missing one, Missing other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Map<Grade, GradeSpan> spanOf(Collection<GradeSpan> spans) {
        Map<Grade, GradeSpan> spanOf = new EnumMap<>(Grade.class);
        for (GradeSpan span : spans) {
            for (Grade grade : span.grades()) {
                GradeSpan earlier = spanOf.put(grade, span);
                if (earlier != null) {
                    throw new IllegalArgumentException("%s and %s both have grade %s; count every pupil in one span"
                            .formatted(earlier, span, grade.code()));
                }
            }
        }
        for (Grade grade : Grade.values()) {
            spanOf.putIfAbsent(grade, GradeSpan.of(grade));
        }
        return spanOf;
    }

    private void checkAsked(Collection<PupilGroup> groups) {
        for (PupilGroup group : groups) {
            Set<NeedCategory> unasked = new TreeSet<>(
                    group instanceof NeedCombination combination
                            ? Sets.union(combination.needs(), combination.without())
                            : Set.of((NeedCategory) group));
            unasked.remove(NeedCategory.ALL_PUPILS);
            unasked.removeAll(needs);
            if (!unasked.isEmpty()) {
                throw new IllegalArgumentException("\"%s\" cannot be counted: pupils were asked for %s, not for %s"
                        .formatted(group, needs, unasked));
            }
        }
    }

    /** Returns the tally as bytes, to be sent elsewhere; equal tallies have the same bytes. */
    public byte[] toBytes() {
        ByteArrayDataOutput bytes = ByteStreams.newDataOutput();
        bytes.writeInt(FORMAT);
        bytes.writeInt(needs.size());
        needs.forEach(need -> write(bytes, need.name()));
        Set<SchoolId> schools = schools();
        bytes.writeInt(schools.size());
        for (SchoolId school : schools) {
            Map<Cell, PupilCount> cells = counts.getOrDefault(school, ImmutableMap.of());
            write(bytes, school.value());
            bytes.writeBoolean(incomplete.contains(school));
            bytes.writeInt(cells.size());
            cells.forEach((cell, count) -> {
                write(bytes, cell.grade().code());
                needs.forEach(need -> bytes.write(state(cell.needs(), need)));
                write(bytes, count.toString());
            });
        }
        return bytes.toByteArray();
    }

    private static void write(ByteArrayDataOutput bytes, String text) {
        bytes.writeInt(text.length());
        bytes.writeChars(text);
    }

    /** Returns 0 for no, 1 for yes, and more for each of the reasons why it is not known. */
    private static int state(PupilNeeds of, NeedCategory need) {
        Missing why = of.unknown().get(need);
        return why != null ? 2 + REASONS.indexOf(why) : of.needs().contains(need) ? 1 : 0;
    }

    /**
     * Reads what {@link #toBytes()} gives.
     *
     * @throws IllegalArgumentException if the bytes are anything else
     */
    public static PupilTally ofBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(requireNonNull(bytes, "bytes"));
        try {
            PupilTally tally = read(buffer);
            // There is one form of a tally only, in order and without repetition.
            if (buffer.hasRemaining() || !Arrays.equals(tally.toBytes(), bytes)) {
                throw new IllegalArgumentException(
                        "these bytes are no tally of pupils; something is there twice or not in order");
            }
            return tally;
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("these bytes are no tally of pupils; they end too early", cut);
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException(
                    "these bytes are no tally of pupils; they have more than one holds", tooLarge);
        }
    }

    private static PupilTally read(ByteBuffer buffer) {
        if (buffer.getInt() != FORMAT) {
            throw new IllegalArgumentException("these bytes are no tally of pupils, or one of another version");
        }
        Set<NeedCategory> needs = new LinkedHashSet<>();
        for (int left = many(buffer); left > 0; left--) {
            needs.add(new NeedCategory(text(buffer)));
        }
        Builder tally = of(needs);
        for (int schools = many(buffer); schools > 0; schools--) {
            SchoolId school = SchoolId.of(text(buffer));
            if (buffer.get() != 0) {
                tally.incomplete(school);
            }
            for (int cells = many(buffer); cells > 0; cells--) {
                Grade grade = Grade.parse(text(buffer));
                Set<NeedCategory> has = new LinkedHashSet<>();
                Map<NeedCategory, Missing> unknown = new LinkedHashMap<>();
                for (NeedCategory need : needs) {
                    byte state = buffer.get();
                    if (state == 1) {
                        has.add(need);
                    } else if (state != 0) {
                        unknown.put(need, reason(state - 2));
                    }
                }
                tally.add(school, grade, PupilNeeds.of(has, unknown), PupilCount.parse(text(buffer)));
            }
        }
        return tally.build();
    }

    private static Missing reason(int number) {
        if (number < 0 || number >= REASONS.size()) {
            throw new IllegalArgumentException(
                    "these bytes are no tally of pupils; one has a reason that there is not");
        }
        return REASONS.get(number);
    }

    /** Returns how many things follow: no more than there are bytes. */
    private static int many(ByteBuffer buffer) {
        int many = buffer.getInt();
        if (many < 0 || many > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        return many;
    }

    private static String text(ByteBuffer buffer) {
        char[] letters = new char[many(buffer)];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = buffer.getChar();
        }
        return new String(letters);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof PupilTally other
                && needs.equals(other.needs)
                && counts.equals(other.counts)
                && incomplete.equals(other.incomplete);
    }

    @Override
    public int hashCode() {
        return Objects.hash(needs, counts, incomplete);
    }

    @Override
    public String toString() {
        return "pupils of %s schools by grade and %s".formatted(schools().size(), needs);
    }

    /** Counts pupils, one after the other. */
    public static final class Builder {
        private final ImmutableSortedSet<NeedCategory> needs;
        private final Map<SchoolId, Counts> schools = new HashMap<>();
        private final Set<SchoolId> incomplete = new HashSet<>();
        private int size;

        /**
         * The pupils of one school.
         *
         * @param whole how many count as one, in the one place of an array that grows; 0 where there are others only
         * @param parts the others
         */
        private record Counts(Map<PupilNeeds, Map<Grade, long[]>> whole, Map<Cell, BigDecimal> parts) {}

        private Builder(ImmutableSortedSet<NeedCategory> needs) {
            if (needs.contains(NeedCategory.ALL_PUPILS)) {
                throw new IllegalArgumentException("all pupils are no need; they are always counted");
            }
            this.needs = needs;
        }

        /**
         * Counts one pupil.
         *
         * @throws IllegalArgumentException if the pupil has, or may have, a need that is not asked
         * @throws ArithmeticException if different sets of needs in a grade of a school are more than 8,388,608
         */
        public Builder add(SchoolId school, Grade grade, PupilNeeds pupil) {
            whole(counts(school), grade, pupil)[0]++;
            return this;
        }

        /**
         * Counts several pupils who are alike, or a part of one, such as half a pupil who is enrolled for half the day.
         *
         * @throws IllegalArgumentException if the pupils have, or may have, a need that is not asked
         * @throws ArithmeticException if different sets of needs in a grade of a school are more than 8,388,608
         */
        public Builder add(SchoolId school, Grade grade, PupilNeeds each, PupilCount pupils) {
            if (pupils.equals(ONE_PUPIL)) {
                return add(school, grade, each);
            }
            Counts counts = counts(school);
            whole(counts, grade, each);
            counts.parts().merge(new Cell(grade, each), pupils.value(), BigDecimal::add);
            return this;
        }

        private Counts counts(SchoolId school) {
            return schools.computeIfAbsent(
                    requireNonNull(school, "school"), any -> new Counts(new HashMap<>(), new HashMap<>()));
        }

        private long[] whole(Counts counts, Grade grade, PupilNeeds pupil) {
            return counts.whole().computeIfAbsent(pupil, this::asked).computeIfAbsent(grade, this::grown);
        }

        private Map<Grade, long[]> asked(PupilNeeds pupil) {
            for (NeedCategory need : Sets.union(pupil.needs(), pupil.unknown().keySet())) {
                if (!needs.contains(need)) {
                    throw new IllegalArgumentException("pupils are asked for %s, not for %s".formatted(needs, need));
                }
            }
            return new EnumMap<>(Grade.class);
        }

        private long[] grown(Grade grade) {
            grow();
            return new long[1];
        }

        private void grow() {
            if (size == MOST_COUNTS) {
                throw new ArithmeticException("a tally holds %s counts and no more".formatted(MOST_COUNTS));
            }
            size++;
        }

        /** Says that a school has a pupil who cannot be counted, so that all its counts would be too low. */
        public Builder incomplete(SchoolId school) {
            if (incomplete.add(requireNonNull(school, "school"))) {
                grow();
            }
            return this;
        }

        private Builder addAll(PupilTally tally) {
            Map<PupilNeeds, PupilNeeds> asked = new HashMap<>();
            tally.counts.forEach((school, cells) -> cells.forEach((cell, count) -> add(
                    school,
                    cell.grade(),
                    asked.computeIfAbsent(cell.needs(), its -> widened(its, tally.needs)),
                    count)));
            tally.incomplete.forEach(this::incomplete);
            return this;
        }

        private PupilNeeds widened(PupilNeeds pupil, Set<NeedCategory> before) {
            PupilNeeds widened = pupil;
            for (NeedCategory need : Sets.difference(needs, before)) {
                widened = widened.withUnknown(need, Missing.NOT_GIVEN);
            }
            return widened;
        }

        /**
         * Returns what was counted so far.
         *
         * @throws IllegalArgumentException if a count has more digits than {@link PupilCount} holds
         */
        public PupilTally build() {
            ImmutableSortedMap.Builder<SchoolId, ImmutableMap<Cell, PupilCount>> counts =
                    ImmutableSortedMap.naturalOrder();
            Comparator<Cell> order = order();
            schools.forEach((school, its) -> counts.put(school, cells(its, order)));
            return new PupilTally(needs, counts.buildOrThrow(), ImmutableSortedSet.copyOf(incomplete));
        }

        private static ImmutableMap<Cell, PupilCount> cells(Counts counts, Comparator<Cell> order) {
            Map<Cell, BigDecimal> cells = new TreeMap<>(order);
            cells.putAll(counts.parts());
            counts.whole()
                    .forEach((pupil, byGrade) -> byGrade.forEach((grade, pupils) ->
                            cells.merge(new Cell(grade, pupil), BigDecimal.valueOf(pupils[0]), BigDecimal::add)));
            ImmutableMap.Builder<Cell, PupilCount> sorted = ImmutableMap.builder();
            cells.forEach((cell, count) -> sorted.put(cell, PupilCount.of(count)));
            return sorted.buildOrThrow();
        }

        /** By grade, then by what is said of the needs. */
        private Comparator<Cell> order() {
            Map<PupilNeeds, List<Integer>> states = new HashMap<>();
            schools.values()
                    .forEach(its -> its.whole()
                            .keySet()
                            .forEach(pupil -> states.computeIfAbsent(
                                    pupil,
                                    any -> needs.stream()
                                            .map(need -> state(pupil, need))
                                            .toList())));
            return Comparator.comparing(Cell::grade)
                    .thenComparing(
                            cell -> requireNonNull(states.get(cell.needs())),
                            Comparators.lexicographical(Comparator.<Integer>naturalOrder()));
        }
    }
}
