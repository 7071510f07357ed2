package org.perpupil.district;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.pupils.PupilNeeds;

/**
 * Counts pupils who stand in columns of numbers, such as those of a whole nation, into an array of counts by school, span and group. A need
 * counts each of its pupils, a combination counts each pupil once.
 *
 * <pre>{@code
 * PupilCounter counter = PupilCounter.of(
 *         List.of(ELEMENTARY, SECONDARY),
 *         List.of(POVERTY, ENGLISH_LEARNER, FOSTER),                // bits 0, 1 and 2
 *         List.of(POVERTY, ENGLISH_LEARNER, anyOf(POVERTY, ENGLISH_LEARNER, FOSTER)));
 * int[] counts = counter.counts(schools);
 * counter.add(school, grade, needs, 0, school.length, counts);      // as often as there are more
 * Enrollment first = counter.enrollment(0, counts);
 * }</pre>
 *
 * <p>This is {@link PupilTally} for tens of millions of pupils of whom everything is known. A tally says more: it keeps every set of needs,
 * so that any group can be asked of it later, and knows what is not known.
 *
 * <p>The memory, 16 bytes for each school and span, is kept, and pupils take none. One counter serves one thread at a time; counts
 * of several threads add up one by one.
 */
public final class PupilCounter {
    private static final ImmutableList<Grade> GRADES = ImmutableList.copyOf(Grade.values());

    /** As many as the bits of a byte. */
    private static final int MOST_NEEDS = 8;

    /** A count of a long that holds five; it is emptied before it is full. */
    private static final int BITS = 12;

    private static final long FULL = (1L << BITS) - 1;
    private static final int COUNTS_OF_A_LONG = 5;

    /** So many fit beside the pupils themselves, who are counted in each pass to know when counts are full. */
    private static final int GROUPS_OF_A_PASS = 2 * COUNTS_OF_A_LONG - 1;

    private final ImmutableList<GradeSpan> spans;
    private final ImmutableList<PupilGroup> groups;
    private final ImmutableList<Pass> passes;

    /** By number of grade, for every byte; below 0 for those in no span. */
    private final byte[] spanOf;

    private final int noNeed;

    /** Two longs for each cell; all are 0 between two calls. */
    private long[] packed = {};

    private int overflow;

    /** What a pupil adds to the counts of some of the groups. */
    private static final class Pass {
        /** The place of the first of the groups among all. */
        private final int at;

        private final int groups;

        /** By needs, and as long as a byte has values: the pupil and the first four groups; then the other five. */
        private final long[] first = new long[1 << MOST_NEEDS];

        private final long[] second = new long[1 << MOST_NEEDS];

        Pass(int at, List<PupilGroup> groups, List<PupilNeeds> pupils) {
            this.at = at;
            this.groups = groups.size();
            for (int bits = 0; bits < pupils.size(); bits++) {
                first[bits] = 1;
                for (int group = 0; group < groups.size(); group++) {
                    if (pupils.get(bits).isIn(groups.get(group)).orElseThrow()) {
                        int place = group + 1;
                        (place < COUNTS_OF_A_LONG ? first : second)[bits] |= 1L << (BITS * (place % COUNTS_OF_A_LONG));
                    }
                }
            }
        }
    }

    private PupilCounter(
            ImmutableList<GradeSpan> spans, ImmutableList<NeedCategory> needs, ImmutableList<PupilGroup> groups) {
        this.spans = spans;
        this.groups = groups;
        this.spanOf = new byte[1 << Byte.SIZE];
        Arrays.fill(spanOf, (byte) -1);
        for (int grade = 0; grade < GRADES.size(); grade++) {
            for (int span = 0; span < spans.size(); span++) {
                if (spans.get(span).grades().contains(GRADES.get(grade))) {
                    spanOf[grade] = (byte) span;
                }
            }
        }
        this.noNeed = -1 << needs.size();
        List<PupilNeeds> pupils = pupils(needs);
        ImmutableList.Builder<Pass> each = ImmutableList.builder();
        int at = 0;
        do {
            each.add(new Pass(at, groups.subList(at, Math.min(groups.size(), at + GROUPS_OF_A_PASS)), pupils));
            at += GROUPS_OF_A_PASS;
        } while (at < groups.size());
        this.passes = each.build();
    }

    /**
     * Returns a counter.
     *
     * @param spans by which pupils are counted
     * @param needs those that are known of every pupil, in the order of their bits, at most 8
     * @param groups what is counted beside all pupils
     * @throws IllegalArgumentException if two spans have a grade in common, a group or need is there twice or is all pupils, or a group has a
     *     need that is not known
     */
    public static PupilCounter of(
            Collection<GradeSpan> spans, List<NeedCategory> needs, List<? extends PupilGroup> groups) {
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("pupils are counted by spans, and there is none");
        }
        if (needs.size() > MOST_NEEDS || ImmutableSet.copyOf(needs).size() < needs.size()) {
            throw new IllegalArgumentException("%s are no needs that stand in a byte; name at most %s different ones"
                    .formatted(needs, MOST_NEEDS));
        }
        if (ImmutableSet.copyOf(groups).size() < groups.size() || groups.contains(NeedCategory.ALL_PUPILS)) {
            throw new IllegalArgumentException(
                    "%s has a group twice, or all pupils, who are always counted".formatted(groups));
        }
        // A tally of these needs knows what may be asked of them.
        PupilTally.of(needs).build().enrollments(spans, groups.toArray(PupilGroup[]::new));
        return new PupilCounter(ImmutableList.copyOf(spans), ImmutableList.copyOf(needs), ImmutableList.copyOf(groups));
    }

    /** Returns a pupil for each set of needs, by its bits. */
    private static List<PupilNeeds> pupils(List<NeedCategory> needs) {
        List<PupilNeeds> pupils = new ArrayList<>();
        for (int bits = 0; bits < 1 << needs.size(); bits++) {
            List<NeedCategory> has = new ArrayList<>();
            for (int bit = 0; bit < needs.size(); bit++) {
                if ((bits >> bit & 1) == 1) {
                    has.add(needs.get(bit));
                }
            }
            pupils.add(PupilNeeds.of(has, Map.of()));
        }
        return pupils;
    }

    /**
     * Returns counts of so many schools, which are all 0: those of a school after those of the one before; of a school those of a span after
     * those of the one before; and of a span all pupils, and then each group.
     *
     * @throws IllegalArgumentException if there are more counts than an array holds
     */
    public int[] counts(int schools) {
        long size = (long) schools * countsOfASchool();
        if (schools < 0 || size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "%s schools of %s counts each do not fit an array".formatted(schools, countsOfASchool()));
        }
        return new int[(int) size];
    }

    private int countsOfASchool() {
        return spans.size() * (1 + groups.size());
    }

    /**
     * Adds the pupils of a range of rows to counts.
     *
     * @param schools the number of each pupil's school, from 0
     * @param grades the place of each pupil's grade in {@link Grade#values()}, from 0
     * @param needs the needs of each pupil: a bit is 1 if the pupil has the need
     * @param from the first row
     * @param to behind the last row
     * @param counts as {@link #counts} gives them, with what was added before
     * @throws IllegalArgumentException if a row has a school without counts, a grade in no span, or a bit that is no need, or the counts are
     *     not those of whole schools; nothing is added then
     * @throws IndexOutOfBoundsException if a column has no such rows
     * @throws ArithmeticException if a count is, or would be, below 0 or above 2,147,483,647; the counts are of no use then
     */
    public void add(int[] schools, byte[] grades, byte[] needs, int from, int to, int[] counts) {
        Objects.checkFromToIndex(from, to, Math.min(schools.length, Math.min(grades.length, needs.length)));
        if (counts.length % countsOfASchool() != 0) {
            throw new IllegalArgumentException(
                    "%s counts are not %s for each of some schools".formatted(counts.length, countsOfASchool()));
        }
        check(schools, grades, needs, from, to, counts.length / countsOfASchool());
        int cells = counts.length / (1 + groups.size());
        if (packed.length < 2 * cells) {
            packed = new long[2 * cells];
        }
        overflow = 0;
        for (Pass pass : passes) {
            add(schools, grades, needs, from, to, pass, counts);
            for (int cell = 0; cell < cells; cell++) {
                empty(cell, pass, counts);
            }
        }
        if (overflow < 0) {
            throw new ArithmeticException("a count is not from 0 to %s".formatted(Integer.MAX_VALUE));
        }
    }

    private void check(int[] schools, byte[] grades, byte[] needs, int from, int to, int number) {
        int fault = 0;
        for (int row = from; row < to; row++) {
            fault |= schools[row] | (number - 1 - schools[row]);
        }
        // A grade or need that is none is below 0 in one of these.
        for (int row = from; row < to; row++) {
            fault |= spanOf(grades[row]) | -(needs[row] & 0xFF & noNeed);
        }
        for (int row = from; fault < 0 && row < to; row++) {
            if (schools[row] < 0 || schools[row] >= number) {
                throw new IllegalArgumentException(
                        "row %s has school %s; there are counts of %s".formatted(row, schools[row], number));
            }
            if (spanOf(grades[row]) < 0) {
                throw new IllegalArgumentException(
                        "row %s has grade %s, which is in none of %s".formatted(row, grades[row], spans));
            }
            if ((needs[row] & 0xFF & noNeed) != 0) {
                throw new IllegalArgumentException("row %s has needs %s, of which a bit is none of the needs"
                        .formatted(row, Integer.toBinaryString(needs[row] & 0xFF)));
            }
        }
    }

    private int spanOf(byte grade) {
        return spanOf[grade & 0xFF];
    }

    private void add(int[] schools, byte[] grades, byte[] needs, int from, int to, Pass pass, int[] counts) {
        long[] cells = packed;
        long[] first = pass.first;
        long[] second = pass.second;
        byte[] span = spanOf;
        int width = spans.size();
        for (int row = from; row < to; row++) {
            int cell = schools[row] * width + span[grades[row]];
            int bits = needs[row] & 0xFF;
            long sum = cells[2 * cell] + first[bits];
            cells[2 * cell] = sum;
            cells[2 * cell + 1] += second[bits];
            if ((sum & FULL) == FULL) {
                empty(cell, pass, counts);
            }
        }
    }

    /** Moves what a cell holds to the counts. */
    private void empty(int cell, Pass pass, int[] counts) {
        long first = packed[2 * cell];
        if (first == 0) {
            return;
        }
        long second = packed[2 * cell + 1];
        int all = cell * (1 + groups.size());
        if (pass.at == 0) {
            overflow |= counts[all] += (int) (first & FULL);
        }
        int group = all + 1 + pass.at;
        int end = group + pass.groups;
        for (; group < end && (first >>>= BITS) != 0; group++) {
            overflow |= counts[group] += (int) (first & FULL);
        }
        for (group = all + COUNTS_OF_A_LONG + pass.at; group < end; group++, second >>>= BITS) {
            overflow |= counts[group] += (int) (second & FULL);
        }
        packed[2 * cell] = 0;
        packed[2 * cell + 1] = 0;
    }

    /**
     * Returns the counts of one school. Spans without pupils are left out; a school without any has 0.
     *
     * @throws IndexOutOfBoundsException if the school has no counts
     */
    public Enrollment enrollment(int school, int[] counts) {
        Objects.checkIndex(school, counts.length / countsOfASchool());
        Enrollment.Builder enrollment = Enrollment.in(GradeSpan.ALL_GRADES);
        int at = school * countsOfASchool();
        boolean isEmpty = true;
        for (GradeSpan span : spans) {
            if (counts[at] > 0) {
                isEmpty = false;
                enrollment.in(span).pupils(counts[at]);
                for (int group = 0; group < groups.size(); group++) {
                    enrollment.need(groups.get(group), counts[at + 1 + group]);
                }
            }
            at += 1 + groups.size();
        }
        return isEmpty ? Enrollment.in(GradeSpan.ALL_GRADES).pupils(0).build() : enrollment.build();
    }
}
