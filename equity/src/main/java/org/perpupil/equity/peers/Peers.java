package org.perpupil.equity.peers;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.Moments;
import org.perpupil.equity.internal.Ties;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * Who is like whom: schools (or districts) by their distance in chosen columns.
 *
 * <pre>{@code
 * Peers peers = Peers.of(
 *         study.where("level", "Elementary").with("log pupils", "pupils", Math::log), "log pupils", "poverty", "English learner");
 * peers.nearest("10023", 10);    // ten elementary schools of about the same size and needs, the nearest first
 * }</pre>
 *
 * <p>The distance of schools i and j is
 *
 * <pre>{@code
 * √(Σ over columns of ((xᵢ − xⱼ) / s)²)
 * }</pre>
 *
 * <p>with s the standard deviation of the column over all schools that are compared, each counting once, with divisor n. That is
 * Euclid's distance of z-scores: columns count alike, whatever their units.
 *
 * <p>The order of the rows changes no bit of any answer: among schools at the same distance, the one whose name comes first is first.
 *
 * <p>Source: for the choice of peers by standardised distance, L. Kaufman and P. J. Rousseeuw, <i>Finding Groups in Data: An
 * Introduction to Cluster Analysis</i>, Wiley, 1990, section 1.2.1.
 */
public final class Peers {
    /** Above this a number is a fault: its square would leave the doubles. */
    private static final double LARGEST = 1e100;

    /** Below this a standard deviation is that of rows that are the same. */
    private static final double SMALLEST = 1e-100;

    private final ImmutableList<String> columns;
    private final ImmutableMap<String, Integer> rows;
    private final ImmutableList<Problem> leftOut;
    private final double[][] values;
    private final double[] deviations;

    private Peers(List<String> columns, List<String> units, List<Problem> leftOut, double[][] values) {
        this.columns = ImmutableList.copyOf(columns);
        ImmutableMap.Builder<String, Integer> byName = ImmutableMap.builder();
        for (int row = 0; row < units.size(); row++) {
            byName.put(units.get(row), row);
        }
        this.rows = byName.buildOrThrow();
        this.leftOut = ImmutableList.copyOf(leftOut);
        this.values = values;
        this.deviations = IntStream.range(0, values.length)
                .mapToDouble(column -> deviation(columns.get(column), values[column]))
                .toArray();
    }

    /**
     * Compares the rows of a study.
     *
     * <p>A row that lacks one of the numbers is {@linkplain #leftOut left out and listed}.
     *
     * @param columns of numbers in which peers should be alike; for a size, its logarithm is usual
     * @throws IllegalArgumentException if no column is named, or one twice
     * @throws ProblemException with every column that is not there, every unit that has two rows and every number that is too large
     *     to be squared, or if nobody is left
     * @throws UndefinedMeasureException if all rows are the same in a column, so that it has no standard deviation to divide by
     */
    public static Peers of(Study study, String... columns) {
        List<String> chosen = List.of(columns);
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("name at least one column in which peers should be alike");
        }
        chosen.forEach(column -> {
            if (chosen.indexOf(column) != chosen.lastIndexOf(column)) {
                throw new IllegalArgumentException("the column \"%s\" is named twice".formatted(column));
            }
        });
        CompleteRows complete = CompleteRows.of(study, chosen, "peers cannot be found");
        List<Problem> problems = new ArrayList<>();
        complete.checkUnits(problems);
        complete.checkSizes(problems, "value.range", chosen, LARGEST);
        complete.throwIfAny(problems);
        List<String> units = complete.units();
        int[] order = IntStream.range(0, units.size())
                .boxed()
                .sorted(Comparator.comparing(units::get))
                .mapToInt(Integer::intValue)
                .toArray();
        double[][] values = chosen.stream()
                .map(column -> {
                    double[] unsorted = complete.numbers(column);
                    return Arrays.stream(order)
                            .mapToDouble(row -> unsorted[row])
                            .toArray();
                })
                .toArray(double[][]::new);
        return new Peers(chosen, Arrays.stream(order).mapToObj(units::get).toList(), complete.leftOut(), values);
    }

    private static double deviation(String column, double[] values) {
        DoubleDouble[] ones =
                Moments.exactly(Arrays.stream(values).map(value -> 1).toArray());
        DoubleDouble[] fromMean = Moments.from(Moments.mean(values, ones), values);
        double deviation = Moments.products(fromMean, fromMean, ones)
                .dividedBy(DoubleDouble.of(values.length))
                .squareRoot()
                .high();
        double lowest = Arrays.stream(values).min().orElseThrow();
        if (deviation < SMALLEST
                || Ties.tied(lowest, Arrays.stream(values).max().orElseThrow())) {
            throw new UndefinedMeasureException(
                    "a distance divides by the standard deviation of \"%s\", and all have %s; leave the column out"
                            .formatted(column, lowest));
        }
        return deviation;
    }

    /** Returns the columns in which peers are alike. */
    public List<String> columns() {
        return columns;
    }

    /** Returns the units that are compared, in order of name. */
    public List<String> units() {
        return rows.keySet().asList();
    }

    /** Returns the rows that lack a number, and which they lack. */
    public List<Problem> leftOut() {
        return leftOut;
    }

    /**
     * Returns the distance of two units, in standard deviations.
     *
     * @throws IllegalArgumentException if one is not in the study, or was left out
     */
    public double distance(String one, String other) {
        return distance(row(one), row(other));
    }

    private double distance(int one, int other) {
        double sum = 0;
        for (int column = 0; column < values.length; column++) {
            double scores = (values[column][one] - values[column][other]) / deviations[column];
            sum = Math.fma(scores, scores, sum);
        }
        return Math.sqrt(sum);
    }

    /**
     * Returns the units nearest to one, without that one, the nearest first and of those at the same distance the one whose name comes
     * first.
     *
     * @param count how many are wanted, 1 or more; fewer if there are no more
     * @throws IllegalArgumentException if the unit is not in the study, or was left out, or the count is below 1
     */
    public List<Peer> nearest(String unit, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("the number of peers is at least 1, not " + count);
        }
        int own = row(unit);
        return rows.entrySet().stream()
                .filter(other -> other.getValue() != own)
                .map(other -> new Peer(other.getKey(), distance(own, other.getValue())))
                .sorted(Comparator.comparingDouble(Peer::distance).thenComparing(Peer::unit))
                .limit(count)
                .toList();
    }

    private int row(String unit) {
        Integer row = rows.get(requireNonNull(unit, "unit"));
        if (row == null) {
            throw new IllegalArgumentException("%s has no peers; %s"
                    .formatted(
                            unit,
                            leftOut.stream()
                                    .filter(problem -> problem.place().equals(unit))
                                    .findFirst()
                                    .map(problem -> "it was left out with " + problem.found())
                                    .orElse("it is not in the study")));
        }
        return row;
    }

    /** Compares columns, units and their numbers, in any order of rows, and who was left out. */
    @Override
    public boolean equals(Object object) {
        return object instanceof Peers other
                && columns.equals(other.columns)
                && rows.equals(other.rows)
                && leftOut.equals(other.leftOut)
                && Arrays.deepEquals(values, other.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, rows, leftOut, Arrays.deepHashCode(values));
    }

    @Override
    public String toString() {
        return "peers by %s: %s units, %s left out".formatted(columns, rows.size(), leftOut.size());
    }
}
