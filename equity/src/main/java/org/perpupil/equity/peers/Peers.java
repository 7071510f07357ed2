package org.perpupil.equity.peers;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.ExactSum;
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
 * peers.review("10023", 10, Study.DOLLARS, "teachers per 100 pupils");    // and what it has beside what they have
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
 * <p>Numbers within 10⁻⁹ of each other count as the same, and so do distances: the same share may have been computed in two ways. Among
 * schools at the same distance, the one whose name comes first is first, so that neither rounding nor the order of the rows decides who is
 * a peer.
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

    /** Every column of numbers of the study, in the order of the rows. */
    private final ImmutableMap<String, double[]> numbers;

    private final double[][] values;
    private final double[] deviations;

    private Peers(
            List<String> columns, List<String> units, List<Problem> leftOut, ImmutableMap<String, double[]> numbers) {
        this.columns = ImmutableList.copyOf(columns);
        ImmutableMap.Builder<String, Integer> byName = ImmutableMap.builder();
        for (int row = 0; row < units.size(); row++) {
            byName.put(units.get(row), row);
        }
        this.rows = byName.buildOrThrow();
        this.leftOut = ImmutableList.copyOf(leftOut);
        this.numbers = numbers;
        this.values = columns.stream().map(numbers::get).toArray(double[][]::new);
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
        List<String> chosen = distinct("name at least one column in which peers should be alike", columns);
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
        ImmutableMap.Builder<String, double[]> numbers = ImmutableMap.builder();
        for (String column : study.numbers()) {
            double[] unsorted = complete.numbers(column);
            numbers.put(
                    column,
                    Arrays.stream(order).mapToDouble(row -> unsorted[row]).toArray());
        }
        return new Peers(
                chosen, Arrays.stream(order).mapToObj(units::get).toList(), complete.leftOut(), numbers.buildOrThrow());
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
            double own = values[column][one];
            double others = values[column][other];
            double scores = Ties.tied(own, others) ? 0 : (own - others) / deviations[column];
            sum = Math.fma(scores, scores, sum);
        }
        return Math.sqrt(sum);
    }

    /**
     * Returns the units nearest to one, without that one, the nearest first and of those at the same distance the one whose name comes
     * first. More may be as near as the last that is chosen.
     *
     * @param count how many are wanted, 1 or more; fewer if there are no more
     * @throws IllegalArgumentException if the unit is not in the study, or was left out, or the count is below 1
     */
    public List<Peer> nearest(String unit, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("the number of peers is at least 1, not " + count);
        }
        int own = row(unit);
        List<Peer> ordered = new ArrayList<>(rows.entrySet().stream()
                .filter(other -> other.getValue() != own)
                .map(other -> new Peer(other.getKey(), distance(own, other.getValue())))
                .sorted(Comparator.comparingDouble(Peer::distance).thenComparing(Peer::unit))
                .toList());
        for (int from = 0, to; from < ordered.size(); from = to) {
            to = from + 1;
            while (to < ordered.size()
                    && Ties.tied(ordered.get(from).distance(), ordered.get(to).distance())) {
                to++;
            }
            ordered.subList(from, to).sort(Comparator.comparing(Peer::unit));
        }
        return ImmutableList.copyOf(ordered.subList(0, Math.min(count, ordered.size())));
    }

    /**
     * Returns a unit beside the units nearest to it, as {@link #nearest} chooses them: what it has and what they have, column by column.
     *
     * @param count how many peers are wanted, 1 or more; fewer if there are no more
     * @param reviewed columns of numbers of the study, such as dollars per pupil by source, pupils per teacher, years of experience; a
     *     number may be missing
     * @throws IllegalArgumentException if the unit is not in the study, or was left out, the count is below 1, or no column is named, or
     *     one twice
     * @throws ProblemException with every column that is not there, and every number above 10¹⁰⁰ in size of the unit and its peers
     */
    public ResourceReview review(String unit, int count, String... reviewed) {
        List<String> chosen = distinct("name at least one column to review", reviewed);
        List<Peer> nearest = nearest(unit, count);
        List<Problem> problems = new ArrayList<>();
        List<ResourceReview.Line> lines = new ArrayList<>();
        for (String column : chosen) {
            double[] all = numbers.get(column);
            if (all == null) {
                problems.add(new Problem(
                        "column.unknown",
                        "columns of numbers",
                        "\"" + column + "\"",
                        String.join(", ", numbers.keySet()),
                        "Add the column, or correct its name."));
                continue;
            }
            checkSize(problems, column, unit, all[row(unit)]);
            nearest.forEach(peer -> checkSize(problems, column, peer.unit(), all[row(peer.unit())]));
            lines.add(line(
                    column,
                    all[row(unit)],
                    nearest.stream()
                            .mapToDouble(peer -> all[row(peer.unit())])
                            .filter(value -> !Double.isNaN(value))
                            .toArray()));
        }
        ProblemException.throwIfAny("%s cannot be reviewed".formatted(unit), problems);
        return new ResourceReview(unit, columns, nearest, lines, leftOut);
    }

    private static void checkSize(List<Problem> problems, String column, String unit, double value) {
        if (Math.abs(value) > LARGEST) {
            problems.add(new Problem(
                    "value.range",
                    unit,
                    "%s %s".formatted(column, value),
                    "at most %s in size".formatted(LARGEST),
                    "Correct the number, or leave the row out and say so."));
        }
    }

    private static ResourceReview.Line line(String column, double own, double[] peers) {
        ExactSum sum = new ExactSum();
        Arrays.stream(peers).forEach(sum::add);
        return new ResourceReview.Line(
                column,
                Double.isNaN(own) ? OptionalDouble.empty() : OptionalDouble.of(own),
                peers.length,
                peers.length == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(sum.rounded()
                                .dividedBy(DoubleDouble.of(peers.length))
                                .high()),
                Arrays.stream(peers).min(),
                Arrays.stream(peers).max());
    }

    private static List<String> distinct(String none, String... columns) {
        List<String> chosen = List.of(columns);
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(none);
        }
        chosen.forEach(column -> {
            if (chosen.indexOf(column) != chosen.lastIndexOf(column)) {
                throw new IllegalArgumentException("the column \"%s\" is named twice".formatted(column));
            }
        });
        return chosen;
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

    /** Compares columns, units and all their numbers, in any order of rows, and who was left out. */
    @Override
    public boolean equals(Object object) {
        return object instanceof Peers other
                && columns.equals(other.columns)
                && rows.equals(other.rows)
                && leftOut.equals(other.leftOut)
                && numbers.keySet().equals(other.numbers.keySet())
                && numbers.entrySet().stream()
                        .allMatch(column -> Arrays.equals(column.getValue(), other.numbers.get(column.getKey())));
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
