package org.perpupil.io.release;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.perpupil.district.District;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/**
 * Tables that are published together, in which no hidden count can be found from those that are shown.
 *
 * <pre>{@code
 * PublicRelease release = PublicRelease.of(district).minimum(10).build();
 * release.tables();     // each count, or * where it is hidden
 * release.suppressed(); // how many counts are hidden
 * release.note();       // what to print below the tables
 * PublicRelease own = PublicRelease.named("Pupils of 2026–27").table(bySchool).table(bySpan).build();
 * }</pre>
 *
 * <p>A count under the minimum is hidden, and so is 0 unless {@linkplain Builder#showingZeros() said otherwise}. A count of pupils that no
 * table has but everyone can work out is small in the same way: if 97 of 100 pupils are poor, 3 are not, so 97 is hidden. That holds for
 * pupils outside a group, for what a total leaves beside its parts, and for what two groups leave of each other. Then as many other counts
 * are hidden as are needed: those that hide the fewest pupils first. All hidden counts bear one mark, which does not say that a count is
 * small.
 *
 * <p><b>What is promised.</b> For each hidden count, and each small one that no table has, there is another set of whole, non-negative
 * changes to the counts that fits everything that is shown in all tables of the release, gives this count another value, and leaves every
 * small count below the minimum. So neither one who adds and subtracts, nor one who tries all numbers, nor one who was told which of the
 * hidden counts are small, finds one of them. A fraction of a pupil (as in average attendance) is small by its value, and is shifted by
 * whole pupils.
 *
 * <p><b>What is not promised.</b> A count may be bounded: two hidden counts whose sum is 5 are each at most 5. One who knows some of the
 * pupils, an earlier release, other tables of the same pupils, or grades that a school does not teach where no table shows it, knows more; what
 * is published together belongs into one release. One who
 * repeats the choice of what is hidden for every possible table may rule some of them out. Of combinations of three and more needs, what
 * follows from differences and sums of the published groups is considered, not every inequality.
 *
 * <p>Nothing but the values of the counts and their labels decides what is hidden: the order of tables and schools does not. Nothing is
 * computed from a release; an allocation is computed from all counts.
 */
public final class PublicRelease {
    private static final int USUAL_MINIMUM = 10;

    private final String name;
    private final int minimum;
    private final boolean zerosAreShown;
    private final ImmutableList<ReleasedTable> tables;

    /** Every count of the release, shown or not. */
    private final ImmutableSortedMap<Figure, PupilCount> counts;

    private final ImmutableSortedMap<Figure, PupilCount> shown;
    private final int small;
    private final Counts of;
    private final Hiding hiding;

    private PublicRelease(Builder builder, Counts of, Hiding hiding) {
        this.name = builder.name;
        this.minimum = builder.minimum;
        this.zerosAreShown = builder.zerosAreShown;
        ImmutableSortedMap.Builder<Figure, PupilCount> all = ImmutableSortedMap.naturalOrder();
        ImmutableSortedMap.Builder<Figure, PupilCount> visible = ImmutableSortedMap.naturalOrder();
        int few = 0;
        for (Map.Entry<Figure, Integer> figure : of.numbers().entrySet()) {
            int number = figure.getValue();
            PupilCount count = PupilCount.of(of.relations().count(number));
            all.put(figure.getKey(), count);
            if (!hiding.isHidden(number)) {
                visible.put(figure.getKey(), count);
            }
            few += hiding.isSmall(number) ? 1 : 0;
        }
        this.counts = all.buildOrThrow();
        this.shown = visible.buildOrThrow();
        this.small = few;
        this.of = of;
        this.hiding = hiding;
        this.tables = builder.tables.values().stream().map(this::released).collect(ImmutableList.toImmutableList());
    }

    private ReleasedTable released(ReleaseTable table) {
        return new ReleasedTable(
                table.name(),
                table.dimensions().stream().map(Dimension::name).toList(),
                table.counts().keySet().stream()
                        .map(labels ->
                                new ReleasedTable.Cell(labels, Optional.ofNullable(shown.get(table.figure(labels)))))
                        .toList());
    }

    /** Starts a release of tables of one's own. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * Starts a release of a district's counts: pupils by school and need with the totals of levels and of the district, and, if a school
     * has counts in two spans, pupils by school, span and need. The counts are those that hold if no basis is named.
     */
    public static Builder of(District district) {
        Builder builder = named(district.name());
        DistrictTables.of(district).forEach(builder::table);
        return builder;
    }

    public String name() {
        return name;
    }

    /** Returns below which number a count is small. */
    public int minimum() {
        return minimum;
    }

    /** Returns the tables, in the order in which they were given. */
    public List<ReleasedTable> tables() {
        return tables;
    }

    /** Returns a table by its name; empty if there is none. */
    public Optional<ReleasedTable> table(String table) {
        return tables.stream().filter(one -> one.name().equals(table)).findFirst();
    }

    /** Returns how many counts the tables have; a count that stands in two tables is one. */
    public int counts() {
        return counts.size();
    }

    /** Returns how many of the counts are hidden. */
    public int suppressed() {
        return counts.size() - shown.size();
    }

    /** Returns how many of the hidden counts are small; it is not for the public. */
    public int small() {
        return small;
    }

    /**
     * Returns which share of all that is counted is hidden: pupils in hidden counts over pupils in all counts; 0 if nobody is counted. It is
     * not for the public, who could find a hidden count from it.
     */
    public Rational shareHidden() {
        BigDecimal all = sum(counts);
        return all.signum() == 0
                ? Rational.ZERO
                : Rational.of(all.subtract(sum(shown))).dividedBy(Rational.of(all));
    }

    private static BigDecimal sum(Map<Figure, PupilCount> counts) {
        return counts.values().stream().map(PupilCount::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * Returns how many counts, printed or not, are safe only from one who does not know which counts are small; almost always none. That
     * happens where even hiding everything that hangs together with a count leaves no other choice within the minimum. It is not for the
     * public.
     */
    public int protectedWithoutMinimum() {
        return hiding.weak();
    }

    /** Returns what to print with the tables. */
    public String note() {
        int hidden = suppressed();
        if (hidden == 0) {
            return "No count is suppressed: none is under %s%s."
                    .formatted(minimum, zerosAreShown ? ", zeros apart" : "");
        }
        return ("%s of %s counts %s suppressed and marked %s: counts under %s%s, and others from which those could be worked out. "
                        + "The mark does not tell which.")
                .formatted(
                        hidden,
                        counts.size(),
                        hidden == 1 ? "is" : "are",
                        ReleasedTable.MARK,
                        minimum,
                        zerosAreShown ? ", zeros apart" : "");
    }

    /**
     * Returns the district as everyone may have it, for all that writes a district.
     *
     * @see ReleasedDistrict
     */
    public ReleasedDistrict released(District district) {
        return ReleasedDistrict.of(district, this, Set.of());
    }

    /**
     * Returns the district as everyone may have it, with numbers and amounts that are known to tell nothing about few pupils.
     *
     * @param facts the names of numbers and amounts of schools that are kept
     * @see ReleasedDistrict
     */
    public ReleasedDistrict released(District district, Set<String> facts) {
        return ReleasedDistrict.of(district, this, facts);
    }

    /** Returns a count of a school that the release shows; empty if it is hidden, or in no table. */
    Optional<PupilCount> shown(SchoolId school, PupilGroup group, Optional<GradeSpan> span) {
        return Optional.ofNullable(shown.get(DistrictTables.figure(school, group, span)));
    }

    /** Returns the shifts that leave every shown count as it is: by how many pupils counts differ. */
    List<Map<Figure, Integer>> witnesses() {
        List<Map<Figure, Integer>> witnesses = new ArrayList<>();
        for (Map<Integer, Integer> shift : hiding.witnesses()) {
            Map<Figure, Integer> byFigure = new TreeMap<>();
            of.numbers().forEach((figure, number) -> {
                if (shift.containsKey(number)) {
                    byFigure.put(figure, requireNonNull(shift.get(number)));
                }
            });
            witnesses.add(byFigure);
        }
        return witnesses;
    }

    @Override
    public String toString() {
        return "%s: %s tables, %s counts, %s of them suppressed"
                .formatted(name, tables.size(), counts.size(), suppressed());
    }

    /** Collects tables. */
    public static final class Builder {
        private final String name;
        private final Map<String, ReleaseTable> tables = new LinkedHashMap<>();
        private int minimum = USUAL_MINIMUM;
        private boolean zerosAreShown;

        private Builder(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a release has a name");
            }
            this.name = name;
        }

        /**
         * A table. All tables of a release count the same pupils: a count is one figure with the same count of another table, and so is the
         * total of all. What counts other people belongs into a release of its own.
         */
        public Builder table(ReleaseTable table) {
            if (tables.putIfAbsent(table.name(), table) != null) {
                throw new IllegalStateException(
                        "release \"%s\" already has a table \"%s\"".formatted(name, table.name()));
            }
            return this;
        }

        /**
         * The least count that may be shown; 10 if nothing is said.
         *
         * @param pupils 2 or more
         */
        public Builder minimum(int pupils) {
            if (pupils < 2) {
                throw new IllegalArgumentException("the least count that may be shown is 2 or more, not " + pupils);
            }
            minimum = pupils;
            return this;
        }

        /**
         * Shows zeros. Then everyone knows of a hidden count that it is above 0, and that all pupils of a place are in a group, or none is.
         */
        public Builder showingZeros() {
            zerosAreShown = true;
            return this;
        }

        /**
         * Returns the release.
         *
         * @throws IllegalStateException if zeros are shown and the minimum is 2, so that each small count were 1
         * @throws IllegalArgumentException if two tables say different things of a dimension
         * @throws ProblemException with every fault: two values for one count, parts that are more than their total
         */
        public PublicRelease build() {
            if (zerosAreShown && minimum < 3) {
                throw new IllegalStateException(
                        "with zeros shown, a count under %s is 1; take a minimum of 3 or more".formatted(minimum));
            }
            Counts counts = Counts.of(tables.values());
            return new PublicRelease(this, counts, new Hiding(counts.relations(), minimum, zerosAreShown));
        }
    }
}
