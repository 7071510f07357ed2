package org.perpupil.equity.inequality;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.internal.ExactSum;
import org.perpupil.problem.ProblemException;

/**
 * How much of an inequality lies between groups of schools, such as districts or levels, and how much within them.
 *
 * <pre>{@code
 * Decomposition byDistrict = Decomposition.of(study, "spending", "pupils", "district");
 * byDistrict.theilT().betweenShare(); // 0.67: two thirds would be gone if districts had the same mean
 * byDistrict.groups().get("25010").gini();
 * }</pre>
 *
 * <p>In the formulas below, g runs over the groups, each with its mean m_g and
 *
 * <pre>{@code
 * p_g   its share of all pupils
 * s_g   its share of all dollars
 * }</pre>
 *
 * <p>The part between groups is the inequality that is left if every pupil gets the mean of the group. What the parts add up to
 * is the measure of {@link #all}, but for the last digit.
 *
 * <p>Source: F. Bourguignon, "Decomposable income inequality measures", <i>Econometrica</i> 47 (1979), 901–920; for the Gini index,
 * N. Bhattacharya and B. Mahalanobis, "Regional disparities in household consumption in India", <i>Journal of the American
 * Statistical Association</i> 62 (1967), 143–161.
 */
public final class Decomposition {
    private final String groupedBy;
    private final DollarsPerPupil all;
    private final ImmutableSortedMap<String, DollarsPerPupil> groups;

    private Decomposition(String groupedBy, DollarsPerPupil all, Map<String, DollarsPerPupil> groups) {
        this.groupedBy = groupedBy;
        this.all = all;
        this.groups = ImmutableSortedMap.copyOf(groups);
    }

    /**
     * Two parts of an inequality.
     *
     * @param within what is left if all groups have the same mean: 0 or more
     * @param between what is left if all pupils of a group get the same: 0 or more
     */
    public record Parts(double within, double between) {

        /** Returns the whole: within plus between. */
        public double total() {
            return within + between;
        }

        /**
         * Returns the part between groups over the whole.
         *
         * @return a share, from 0 to 1
         * @throws UndefinedMeasureException if the whole is 0, since all pupils get the same
         */
        public double betweenShare() {
            if (total() == 0) {
                throw new UndefinedMeasureException(
                        "the share between groups divides by the inequality of all pupils, which is 0");
            }
            return between / total();
        }
    }

    /**
     * Three parts of the Gini index.
     *
     * @param within inequality within groups: 0 or more
     * @param between inequality of the means of groups: 0 or more
     * @param overlap what comes of groups whose amounts lie among those of others: 0, but for rounding, if none do
     */
    public record GiniParts(double within, double between, double overlap) {

        /** Returns the whole: within plus between plus overlap. */
        public double total() {
            return within + between + overlap;
        }
    }

    /**
     * Takes three columns of a study, with one row for a school.
     *
     * <p>Rows that lack one of them, and rows without pupils, are left out and listed with {@link #all}.
     *
     * @param dollarsPerPupil the column of dollars per pupil: 0, or from 10⁻¹⁵ to 10¹⁵
     * @param pupils the column of pupils: 0, or from 10⁻¹⁵ to 10¹⁵
     * @param groups the column of texts that name the groups
     * @throws ProblemException with every column that is not there; or with every row that is negative or out of range; or if no row
     *     has all three
     * @throws IllegalArgumentException if the study has no rows
     */
    public static Decomposition of(Study study, String dollarsPerPupil, String pupils, String groups) {
        String refusal = "\"%s\" cannot be decomposed by \"%s\"".formatted(dollarsPerPupil, groups);
        CompleteRows rows = CompleteRows.of(study, List.of(dollarsPerPupil, pupils), List.of(groups), refusal);
        double[] amounts = rows.numbers(dollarsPerPupil);
        double[] counts = rows.numbers(pupils);
        DollarsPerPupil all =
                Gathering.of(rows, amounts, counts).finish(refusal).named(dollarsPerPupil);
        List<String> names = rows.texts(groups);
        Map<String, Gathering> found = new TreeMap<>();
        for (int row = 0; row < counts.length; row++) {
            String name = names.get(row);
            if (counts[row] > 0) {
                found.computeIfAbsent(name, group -> new Gathering(1)).add(name, amounts[row], counts[row]);
            }
        }
        return new Decomposition(
                groups,
                all,
                Maps.transformValues(found, group -> group.finish(refusal).named(dollarsPerPupil)));
    }

    /** Returns the column of texts that names the groups; it is not compared by {@link #equals}. */
    public String groupedBy() {
        return groupedBy;
    }

    /** Returns all schools together, and who was left out. */
    public DollarsPerPupil all() {
        return all;
    }

    /** Returns the schools of each group, in order of its name; the groups have at least one school each. */
    public Map<String, DollarsPerPupil> groups() {
        return groups;
    }

    /**
     * Returns the parts of {@linkplain DollarsPerPupil#theilT Theil's index T}.
     *
     * <pre>{@code
     * within Σ s_g T_g     between Σ s_g ln(m_g/m)
     * }</pre>
     *
     * @throws UndefinedMeasureException if the mean is 0
     */
    public Parts theilT() {
        all.theilT();
        return new Parts(
                weighted(DollarsPerPupil::dollars, DollarsPerPupil::theilT) / all.dollars(),
                new Entropy(means()).ofOrder(1));
    }

    /**
     * Returns the parts of {@linkplain DollarsPerPupil#theilL Theil's index L}.
     *
     * <pre>{@code
     * within Σ p_g L_g     between Σ p_g ln(m/m_g)
     * }</pre>
     *
     * @throws UndefinedMeasureException if a school has no dollars
     */
    public Parts theilL() {
        all.theilL();
        return new Parts(
                weighted(DollarsPerPupil::pupils, DollarsPerPupil::theilL) / all.pupils(),
                new Entropy(means()).ofOrder(0));
    }

    /**
     * Returns the parts of the {@linkplain DollarsPerPupil#variance variance}, in squared dollars per pupil.
     *
     * <pre>{@code
     * within Σ p_g variance_g     between Σ p_g (m_g − m)²
     * }</pre>
     */
    public Parts variance() {
        return new Parts(
                weighted(DollarsPerPupil::pupils, DollarsPerPupil::variance) / all.pupils(),
                new Spread(means()).variance());
    }

    /**
     * Returns the parts of the {@linkplain DollarsPerPupil#gini Gini index}.
     *
     * <pre>{@code
     * within Σ p_g s_g G_g     between: the Gini index of the m_g     overlap: the rest
     * }</pre>
     *
     * @throws UndefinedMeasureException if the mean is 0
     */
    public GiniParts gini() {
        double whole = all.gini();
        double within = weighted(group -> group.pupils() * group.dollars(), DollarsPerPupil::gini)
                / all.pupils()
                / all.dollars();
        double between = new Spread(means()).gini();
        return new GiniParts(within, between, whole - within - between);
    }

    /** Every pupil with the mean of the group. */
    private Units means() {
        return Units.of(
                groups.values().stream().mapToDouble(DollarsPerPupil::mean).toArray(),
                groups.values().stream().mapToDouble(DollarsPerPupil::pupils).toArray());
    }

    /** A sum of a measure over groups; one that weighs nothing adds nothing, and its measure may not exist. */
    private double weighted(ToDoubleFunction<DollarsPerPupil> weight, ToDoubleFunction<DollarsPerPupil> measure) {
        ExactSum sum = new ExactSum();
        for (DollarsPerPupil group : groups.values()) {
            double weighs = weight.applyAsDouble(group);
            if (weighs > 0) {
                sum.add(weighs * measure.applyAsDouble(group));
            }
        }
        return sum.roughly();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Decomposition other && all.equals(other.all) && groups.equals(other.groups);
    }

    @Override
    public int hashCode() {
        return 31 * all.hashCode() + groups.hashCode();
    }

    @Override
    public String toString() {
        return "%s in %s groups".formatted(all, groups.size());
    }
}
