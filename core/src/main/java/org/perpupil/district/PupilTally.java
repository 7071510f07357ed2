package org.perpupil.district;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import java.math.BigDecimal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

    /** In the order of their numbers in bytes, which is part of the format. */
    private static final List<Missing> REASONS = List.of(Missing.NOT_GIVEN, Missing.NOT_APPLICABLE, Missing.SUPPRESSED);

    private static final ImmutableList<Grade> GRADES = ImmutableList.copyOf(Grade.values());

    private static final ImmutableMap<Grade, Integer> PLACES =
            Maps.immutableEnumMap(Maps.toMap(GRADES, GRADES::indexOf));

    private final ImmutableSortedSet<NeedCategory> needs;

    /** The different sets of needs that are met, in the order of what is said of each need. */
    private final ImmutableList<PupilNeeds> patterns;

    private final ImmutableSortedMap<SchoolId, Cells> counts;
    private final ImmutableSortedSet<SchoolId> incomplete;

    /** The pupils of a school by grade and pattern, in this order. */
    private static final class Cells {
        private static final int PATTERN_BITS = 23;

        /** The grade in the high bits, the pattern in the low ones; a nation has millions of them. */
        private final int[] keys;

        private final long[] whole;

        /** The counts that are not whole numbers, by place. */
        private final ImmutableMap<Integer, PupilCount> others;

        Cells(int[] keys, long[] whole, ImmutableMap<Integer, PupilCount> others) {
            this.keys = keys;
            this.whole = whole;
            this.others = others;
        }

        static int key(int grade, int pattern) {
            return (grade << PATTERN_BITS) | pattern;
        }

        int size() {
            return keys.length;
        }

        static int grade(int key) {
            return key >> PATTERN_BITS;
        }

        static int pattern(int key) {
            return key & (MOST_COUNTS - 1);
        }

        PupilCount count(int place) {
            PupilCount other = others.get(place);
            return other == null ? PupilCount.of(whole[place]) : other;
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Cells other
                    && Arrays.equals(keys, other.keys)
                    && Arrays.equals(whole, other.whole)
                    && others.equals(other.others);
        }

        @Override
        public int hashCode() {
            return Objects.hash(Arrays.hashCode(keys), Arrays.hashCode(whole), others);
        }
    }

    private static final Cells NO_CELLS = new Cells(new int[0], new long[0], ImmutableMap.of());

    private PupilTally(
            ImmutableSortedSet<NeedCategory> needs,
            ImmutableList<PupilNeeds> patterns,
            ImmutableSortedMap<SchoolId, Cells> counts,
            ImmutableSortedSet<SchoolId> incomplete) {
        this.needs = needs;
        this.patterns = patterns;
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
        List<Boolean> isOpen =
                patterns.stream().map(pattern -> pattern.isIn(group).isEmpty()).toList();
        if (!isOpen.contains(true)) {
            return ImmutableSortedMap.of();
        }
        ImmutableSortedMap.Builder<SchoolId, PupilCount> unknown = ImmutableSortedMap.naturalOrder();
        counts.forEach((school, cells) -> {
            PupilCount open = IntStream.range(0, cells.size())
                    .filter(place -> isOpen.get(Cells.pattern(cells.keys[place])))
                    .mapToObj(cells::count)
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
        List<Asked> asked =
                others.stream().map(group -> new Asked(group, patterns)).toList();
        ImmutableSortedMap.Builder<SchoolId, Enrollment> enrollments = ImmutableSortedMap.naturalOrder();
        counts.forEach((school, cells) -> {
            if (!incomplete.contains(school)) {
                enrollments.put(school, enrollment(cells, spanOf, asked));
            }
        });
        return enrollments.buildOrThrow();
    }

    /** A group that is counted; a nation has millions of cells of which each group is asked. */
    private static final class Asked {
        private final PupilGroup group;

        /** By pattern. */
        private final boolean[] isIn;

        private final boolean[] isOpen;

        Asked(PupilGroup group, List<PupilNeeds> patterns) {
            this.group = group;
            this.isIn = new boolean[patterns.size()];
            this.isOpen = new boolean[patterns.size()];
            for (int pattern = 0; pattern < isIn.length; pattern++) {
                Optional<Boolean> has = patterns.get(pattern).isIn(group);
                isIn[pattern] = has.orElse(false);
                isOpen[pattern] = has.isEmpty();
            }
        }
    }

    private Enrollment enrollment(Cells cells, Map<Grade, GradeSpan> spanOf, List<Asked> asked) {
        Enrollment.Builder enrollment = Enrollment.in(GradeSpan.ALL_GRADES);
        Map<PupilGroup, Missing> missing = new LinkedHashMap<>();
        // Grades of a span follow one another, and so do their cells.
        for (int from = 0, to; from < cells.size(); from = to) {
            GradeSpan span = requireNonNull(spanOf.get(GRADES.get(Cells.grade(cells.keys[from]))));
            Sum all = new Sum();
            for (to = from;
                    to < cells.size() && span.equals(spanOf.get(GRADES.get(Cells.grade(cells.keys[to]))));
                    to++) {
                all.add(cells, to);
            }
            enrollment.in(span).pupils(all.value());
            for (Asked group : asked) {
                Sum in = new Sum();
                boolean isOpen = false;
                for (int place = from; place < to; place++) {
                    int pattern = Cells.pattern(cells.keys[place]);
                    if (group.isIn[pattern]) {
                        in.add(cells, place);
                    } else if (group.isOpen[pattern] && !cells.count(place).isZero()) {
                        isOpen = true;
                        missing.merge(
                                group.group,
                                patterns.get(pattern).missing(group.group).orElseThrow(),
                                PupilTally::later);
                    }
                }
                if (!isOpen) {
                    enrollment.need(group.group, in.value());
                }
            }
        }
        missing.forEach(enrollment.schoolwide()::missing);
        return enrollment.build();
    }

    /** Pupils added up: whole numbers as such, for nearly all are. */
    private static final class Sum {
        private long whole;
        private BigDecimal others = BigDecimal.ZERO;

        void add(Cells cells, int place) {
            whole = Math.addExact(whole, cells.whole[place]);
            if (!cells.others.isEmpty()) {
                PupilCount other = cells.others.get(place);
                others = other == null ? others : others.add(other.value());
            }
        }

        BigDecimal value() {
            return BigDecimal.valueOf(whole).add(others);
        }
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
            Cells cells = counts.getOrDefault(school, NO_CELLS);
            write(bytes, school.value());
            bytes.writeBoolean(incomplete.contains(school));
            bytes.writeInt(cells.size());
            for (int place = 0; place < cells.size(); place++) {
                PupilNeeds pattern = patterns.get(Cells.pattern(cells.keys[place]));
                write(bytes, GRADES.get(Cells.grade(cells.keys[place])).code());
                needs.forEach(need -> bytes.write(state(pattern, need)));
                write(bytes, cells.count(place).toString());
            }
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
                && patterns.equals(other.patterns)
                && counts.equals(other.counts)
                && incomplete.equals(other.incomplete);
    }

    @Override
    public int hashCode() {
        return Objects.hash(needs, patterns, counts, incomplete);
    }

    @Override
    public String toString() {
        return "pupils of %s schools by grade and %s".formatted(schools().size(), needs);
    }

    /** Counts pupils, one after the other. */
    public static final class Builder {
        private final ImmutableSortedSet<NeedCategory> needs;
        private final Map<PupilNeeds, Integer> patterns = new LinkedHashMap<>();
        private final Map<SchoolId, Counts> schools = new HashMap<>();
        private final Set<SchoolId> incomplete = new HashSet<>();
        private int size;

        /** Pupils of a school often follow one another. */
        private Counts last = new Counts();

        private @Nullable SchoolId lastSchool;

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
            requireNonNull(school, "school");
            return add(school, key(grade, pupil), 1);
        }

        /**
         * Counts several pupils who are alike, or a part of one, such as half a pupil who is enrolled for half the day.
         *
         * @throws IllegalArgumentException if the pupils have, or may have, a need that is not asked
         * @throws ArithmeticException if different sets of needs in a grade of a school are more than 8,388,608
         */
        public Builder add(SchoolId school, Grade grade, PupilNeeds each, PupilCount pupils) {
            requireNonNull(school, "school");
            requireNonNull(pupils, "pupils");
            return add(school, key(grade, each), pupils);
        }

        private Builder add(SchoolId school, int key, PupilCount pupils) {
            if (pupils.value().scale() == 0) {
                return add(school, key, pupils.value().longValueExact());
            }
            add(school, key, 0);
            counts(school).parts.merge(key, pupils.value(), BigDecimal::add);
            return this;
        }

        private Builder add(SchoolId school, int key, long pupils) {
            Counts counts = counts(school);
            int slot = counts.slot(key);
            if (counts.keys[slot] == 0) {
                grow();
                slot = counts.take(slot, key);
            }
            counts.whole[slot] = Math.addExact(counts.whole[slot], pupils);
            return this;
        }

        private Counts counts(SchoolId school) {
            if (!school.equals(lastSchool)) {
                last = schools.computeIfAbsent(school, any -> new Counts());
                lastSchool = school;
            }
            return last;
        }

        private int key(Grade grade, PupilNeeds pupil) {
            return Cells.key(requireNonNull(PLACES.get(requireNonNull(grade, "grade"))), pattern(pupil));
        }

        /** Returns the number of a set of needs: how many others were met before. */
        private int pattern(PupilNeeds pupil) {
            Integer known = patterns.get(pupil);
            if (known != null) {
                return known;
            }
            for (NeedCategory need : Sets.union(pupil.needs(), pupil.unknown().keySet())) {
                if (!needs.contains(need)) {
                    throw new IllegalArgumentException("pupils are asked for %s, not for %s".formatted(needs, need));
                }
            }
            // Each pattern has a count of its own, so that there are no more of them.
            if (patterns.size() == MOST_COUNTS) {
                throw tooMany();
            }
            patterns.put(pupil, patterns.size());
            return patterns.size() - 1;
        }

        private static ArithmeticException tooMany() {
            return new ArithmeticException("a tally holds %s counts and no more".formatted(MOST_COUNTS));
        }

        private void grow() {
            if (size == MOST_COUNTS) {
                throw tooMany();
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
            int[] numbers = tally.patterns.stream()
                    .mapToInt(pattern -> pattern(widened(pattern, tally.needs)))
                    .toArray();
            tally.counts.forEach((school, cells) -> {
                for (int place = 0; place < cells.size(); place++) {
                    add(
                            school,
                            Cells.key(Cells.grade(cells.keys[place]), numbers[Cells.pattern(cells.keys[place])]),
                            cells.count(place));
                }
            });
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
            Map<PupilNeeds, List<Integer>> states = Maps.toMap(
                    patterns.keySet(),
                    pattern -> needs.stream().map(need -> state(pattern, need)).toList());
            List<PupilNeeds> sorted = new ArrayList<>(patterns.keySet());
            sorted.sort(Comparator.comparing(
                    pattern -> requireNonNull(states.get(pattern)),
                    Comparators.lexicographical(Comparator.<Integer>naturalOrder())));
            int[] order = new int[sorted.size()];
            for (int rank = 0; rank < order.length; rank++) {
                order[requireNonNull(patterns.get(sorted.get(rank)))] = rank;
            }
            ImmutableSortedMap.Builder<SchoolId, Cells> counts = ImmutableSortedMap.naturalOrder();
            schools.forEach((school, its) -> counts.put(school, its.cells(order)));
            return new PupilTally(
                    needs, ImmutableList.copyOf(sorted), counts.buildOrThrow(), ImmutableSortedSet.copyOf(incomplete));
        }
    }

    /** The pupils of one school, counted so far, in a table that is at most three quarters full. */
    private static final class Counts {
        /** Those of {@link Cells}, by number of pattern, and 1 more; 0 where a place is free. */
        private int[] keys = new int[8];

        private long[] whole = new long[8];

        /** What is not a whole number, beside that. */
        private final Map<Integer, BigDecimal> parts = new HashMap<>();

        private int size;

        /** Returns where a key is, or the free place where it belongs. */
        private int slot(int key) {
            int mask = keys.length - 1;
            // The high bits hang on the grade and on the pattern.
            int slot = (key * 0x9E37_79B9) >>> Integer.numberOfLeadingZeros(mask);
            while (keys[slot] != 0 && keys[slot] != key + 1) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        /** Gives a free place to a key, and returns where the key is then. */
        private int take(int slot, int key) {
            keys[slot] = key + 1;
            size++;
            if (size <= keys.length / 4 * 3) {
                return slot;
            }
            int[] oldKeys = keys;
            long[] oldWhole = whole;
            keys = new int[oldKeys.length * 2];
            whole = new long[oldKeys.length * 2];
            for (int old = 0; old < oldKeys.length; old++) {
                if (oldKeys[old] != 0) {
                    int place = slot(oldKeys[old] - 1);
                    keys[place] = oldKeys[old];
                    whole[place] = oldWhole[old];
                }
            }
            return slot(key);
        }

        /** Returns the counts in order, by rank of their patterns. */
        private Cells cells(int[] order) {
            long[] sorted = new long[size];
            int many = 0;
            for (int slot = 0; slot < keys.length; slot++) {
                if (keys[slot] != 0) {
                    int key = keys[slot] - 1;
                    long ranked = Cells.key(Cells.grade(key), order[Cells.pattern(key)]);
                    sorted[many++] = (ranked << Integer.SIZE) | slot;
                }
            }
            Arrays.sort(sorted);
            int[] inOrder = new int[size];
            long[] counts = new long[size];
            ImmutableMap.Builder<Integer, PupilCount> others = ImmutableMap.builder();
            for (int place = 0; place < size; place++) {
                int slot = (int) sorted[place];
                inOrder[place] = (int) (sorted[place] >>> Integer.SIZE);
                if (parts.isEmpty()) {
                    counts[place] = PupilCount.of(whole[slot]).value().longValueExact();
                    continue;
                }
                PupilCount count = PupilCount.of(
                        BigDecimal.valueOf(whole[slot]).add(parts.getOrDefault(keys[slot] - 1, BigDecimal.ZERO)));
                if (count.value().scale() == 0) {
                    counts[place] = count.value().longValueExact();
                } else {
                    others.put(place, count);
                }
            }
            return new Cells(inOrder, counts, others.buildOrThrow());
        }
    }
}
