package org.perpupil.equity.progressivity;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.ExactSum;
import org.perpupil.equity.internal.Ranked;
import org.perpupil.equity.internal.Ties;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * Schools in groups of rising need, such as deciles, and the mean of any column in each: the bars of the guidebook, dollars by source
 * stacked, each with its mean needs; or outcomes by need.
 *
 * <pre>{@code
 * NeedGroups deciles = NeedGroups.deciles(study, "poverty", "pupils");
 * deciles.means("unrestricted dollars per pupil");
 * deciles.means("restricted dollars per pupil");
 * deciles.means("English learner");
 * }</pre>
 *
 * <p>Cut points are the quantiles j/k of the need, over pupils or over units: where the running total is exactly j/k, the mean of that
 * need and the next; else the first need whose running total exceeds it. A unit is in group 1 + the number of cut points strictly below
 * its need, so that equal needs are in one group and groups may differ in size. Needs within 10⁻⁹ of each other count as the same: one
 * share may have been computed in two ways.
 *
 * <p>{@link Progressivity#quartiles()} instead puts each unit, or tie of units, where the middle of its pupils is; the two may differ for
 * units that reach over a border.
 *
 * <p>Source of the cut points: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", <i>The American Statistician</i> 50
 * (1996), 361–365, definition 2.
 */
public final class NeedGroups {
    private final Study study;
    private final String need;
    private final Cut cut;
    private final double[] cutPoints;
    private final ImmutableList<Group> groups;
    private final int[] rows;
    private final int[] groupOf;
    private final double[] pupils;
    private final ImmutableList<Problem> leftOut;

    /** What has equal parts. */
    public enum Cut {
        /** Each group has about as many pupils. */
        PUPILS,
        /** Each group has about as many units. */
        UNITS
    }

    /**
     * A group.
     *
     * @param number from 1, the least need
     * @param units names of its schools, in the order of the study
     * @param pupils of these
     */
    public record Group(int number, List<String> units, double pupils) {

        public Group {
            units = ImmutableList.copyOf(units);
        }
    }

    /**
     * The mean of a column in a group.
     *
     * @param group its number
     * @param units how many have a number in the column
     * @param overPupils each unit counting with its pupils
     * @param overUnits each unit counting once
     */
    public record GroupMean(int group, int units, double overPupils, double overUnits) {}

    private NeedGroups(
            Study study,
            String need,
            Cut cut,
            double[] cutPoints,
            List<Group> groups,
            int[] rows,
            int[] groupOf,
            double[] pupils,
            List<Problem> leftOut) {
        this.study = study;
        this.need = need;
        this.cut = cut;
        this.cutPoints = cutPoints;
        this.groups = ImmutableList.copyOf(groups);
        this.rows = rows;
        this.groupOf = groupOf;
        this.pupils = pupils;
        this.leftOut = ImmutableList.copyOf(leftOut);
    }

    /**
     * Returns four groups with about as many pupils each; as {@link #of}.
     *
     * @throws ProblemException as {@link #of}
     */
    public static NeedGroups quartiles(Study study, String need, String pupilsColumn) {
        return of(study, need, pupilsColumn, 4, Cut.PUPILS);
    }

    /**
     * Returns five groups with about as many pupils each; as {@link #of}.
     *
     * @throws ProblemException as {@link #of}
     */
    public static NeedGroups quintiles(Study study, String need, String pupilsColumn) {
        return of(study, need, pupilsColumn, 5, Cut.PUPILS);
    }

    /**
     * Returns ten groups with about as many pupils each; as {@link #of}.
     *
     * @throws ProblemException as {@link #of}
     */
    public static NeedGroups deciles(Study study, String need, String pupilsColumn) {
        return of(study, need, pupilsColumn, 10, Cut.PUPILS);
    }

    /**
     * Returns any number of groups of rising need, with about as many pupils or units each. Rows without need or pupils are left out and
     * listed. There may be more groups than units; then some are empty.
     *
     * @param need any column of numbers
     * @param pupilsColumn pupils, 0 or more
     * @param many how many groups, from 2 to 100
     * @throws IllegalArgumentException if {@code many} is out of range
     * @throws ProblemException if a column is not there, nobody is left, or pupils are negative
     */
    public static NeedGroups of(Study study, String need, String pupilsColumn, int many, Cut cut) {
        if (many < 2 || many > 100) {
            throw new IllegalArgumentException("groups are from 2 to 100, not " + many);
        }
        CompleteRows complete = CompleteRows.of(study, List.of(need, pupilsColumn), "groups of need cannot be made")
                .withoutZeros("pupils.none", pupilsColumn, "Give its pupils, or report it beside the groups.")
                .requireSome();
        List<Problem> problems = new ArrayList<>();
        complete.check(problems, "pupils.range", pupilsColumn, 1e-15, 1e15);
        complete.throwIfAny(problems);
        double[] needs = complete.numbers(need);
        double[] pupils = complete.numbers(pupilsColumn);
        double[] weights =
                cut == Cut.PUPILS ? pupils : Arrays.stream(pupils).map(any -> 1).toArray();
        Ranked ranked = Ranked.of(needs, weights);
        double[] cutPoints =
                IntStream.range(1, many).mapToDouble(j -> ranked.at(j, many)).toArray();
        int[] groupOf = Arrays.stream(needs)
                .mapToInt(z -> 1
                        + (int) Arrays.stream(cutPoints)
                                .filter(point -> point < z && !Ties.tied(point, z))
                                .count())
                .toArray();
        List<Group> groups = new ArrayList<>();
        List<String> units = complete.units();
        for (int group = 1; group <= many; group++) {
            List<String> own = new ArrayList<>();
            ExactSum sum = new ExactSum();
            for (int row = 0; row < groupOf.length; row++) {
                if (groupOf[row] == group) {
                    own.add(units.get(row));
                    sum.add(pupils[row]);
                }
            }
            groups.add(new Group(group, own, sum.roughly()));
        }
        return new NeedGroups(
                study, need, cut, cutPoints, groups, complete.rows(), groupOf, pupils, complete.leftOut());
    }

    /** Returns the column of need. */
    public String need() {
        return need;
    }

    /** Returns what has equal parts. */
    public Cut cut() {
        return cut;
    }

    /** Returns the needs that divide the groups, one less than there are groups. */
    public double[] cutPoints() {
        return cutPoints.clone();
    }

    /** Returns the least need of any unit in a group. */
    public double lowestNeed() {
        return needs().min().orElseThrow();
    }

    /** Returns the most need of any unit in a group. */
    public double highestNeed() {
        return needs().max().orElseThrow();
    }

    private DoubleStream needs() {
        Study.Column all = study.values(need);
        return Arrays.stream(rows).mapToDouble(all::get);
    }

    /** Returns the groups, the least need first; one may be empty where many needs are equal. */
    public List<Group> groups() {
        return groups;
    }

    /** Returns the rows that are in no group, and why. */
    public List<Problem> leftOut() {
        return leftOut;
    }

    /**
     * Returns the mean of a column in each group that has a number in it; units without one are in no mean of that column.
     *
     * @throws IllegalArgumentException if there is no such column of numbers
     */
    public List<GroupMean> means(String column) {
        Study.Column values = study.values(column);
        ImmutableList.Builder<GroupMean> means = ImmutableList.builder();
        for (Group group : groups) {
            ExactSum sum = new ExactSum();
            ExactSum weighted = new ExactSum();
            ExactSum weight = new ExactSum();
            int units = 0;
            for (int i = 0; i < rows.length; i++) {
                double value = values.get(rows[i]);
                if (groupOf[i] == group.number() && !Double.isNaN(value)) {
                    sum.add(value);
                    weighted.addProduct(pupils[i], value);
                    weight.add(pupils[i]);
                    units++;
                }
            }
            if (units > 0) {
                means.add(new GroupMean(
                        group.number(),
                        units,
                        weighted.rounded().dividedBy(weight.rounded()).high(),
                        sum.rounded().dividedBy(DoubleDouble.of(units)).high()));
            }
        }
        return means.build();
    }

    @Override
    public String toString() {
        return "%s groups of rising %s, %s units, %s left out"
                .formatted(groups.size(), need, rows.length, leftOut.size());
    }
}
