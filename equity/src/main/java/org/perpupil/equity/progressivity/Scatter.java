package org.perpupil.equity.progressivity;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Inference.Interval;
import org.perpupil.equity.regression.Regression;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * Schools as points, any column against any other, with the fitted line: dollars against need, outcomes against need or dollars,
 * experience of teachers against need.
 *
 * <pre>{@code
 * Scatter.of(study, "poverty", "dollars per pupil").sizedBy("pupils").groupedBy("level")
 * }</pre>
 *
 * <p>The line is that of least squares, each unit counting once, or with its size if {@link #weighted()} is said; the band is that of the
 * mean, with HC1 standard errors.
 */
public final class Scatter {
    private final Study study;
    private final String x;
    private final String y;
    private final Optional<String> size;
    private final Optional<String> group;
    private final boolean weighted;

    /**
     * A point.
     *
     * @param unit which school
     * @param x across
     * @param y up
     * @param size 1 if points are not sized
     * @param group empty if points are not grouped
     */
    public record Point(String unit, double x, double y, double size, String group) {}

    /**
     * The fitted line at one place.
     *
     * @param x where
     * @param y the line there
     * @param band of the mean there, 95%
     */
    public record LinePoint(double x, double y, Interval band) {}

    private Scatter(Study study, String x, String y, Optional<String> size, Optional<String> group, boolean weighted) {
        this.study = study;
        this.x = requireNonNull(x, "x");
        this.y = requireNonNull(y, "y");
        this.size = size;
        this.group = group;
        this.weighted = weighted;
    }

    /**
     * Returns a scatter of two columns of numbers.
     *
     * @param x across
     * @param y up
     * @throws IllegalArgumentException if there is no such column
     */
    public static Scatter of(Study study, String x, String y) {
        study.values(x);
        study.values(y);
        return new Scatter(study, x, y, Optional.empty(), Optional.empty(), false);
    }

    /**
     * Returns the scatter with points sized by a column of numbers, such as pupils; a unit of which the size is missing, or not above 0,
     * is no point, and is {@linkplain #leftOut listed}.
     *
     * @throws IllegalArgumentException if there is no such column of numbers
     */
    public Scatter sizedBy(String column) {
        study.values(column);
        return new Scatter(study, x, y, Optional.of(column), group, weighted);
    }

    /**
     * Returns the scatter with points grouped by a column of texts, such as the level; a unit of which the group is missing is no point,
     * and is {@linkplain #leftOut listed}.
     *
     * @throws IllegalArgumentException if there is no such column of texts
     */
    public Scatter groupedBy(String column) {
        study.texts(column);
        return new Scatter(study, x, y, size, Optional.of(column), weighted);
    }

    /**
     * Returns the scatter with a line to which points count with their size.
     *
     * @throws IllegalStateException if points have no size
     */
    public Scatter weighted() {
        if (size.isEmpty()) {
            throw new IllegalStateException("points have no size to count with; say sizedBy(…) first");
        }
        return new Scatter(study, x, y, size, group, true);
    }

    /**
     * Returns the scatter of each group alone, in the order of the alphabet: for a line through each. Without groups there is none.
     *
     * @return groups that have a point, by name
     */
    public Map<String, Scatter> byGroup() {
        if (group.isEmpty()) {
            return ImmutableMap.of();
        }
        List<String> names = study.texts(group.get());
        ImmutableMap.Builder<String, Scatter> groups = ImmutableMap.builder();
        points().stream()
                .map(Point::group)
                .distinct()
                .sorted()
                .forEach(name -> groups.put(
                        name,
                        new Scatter(study.where(row -> names.get(row).equals(name)), x, y, size, group, weighted)));
        return groups.buildOrThrow();
    }

    /** Returns the column across. */
    public String x() {
        return x;
    }

    /** Returns the column up. */
    public String y() {
        return y;
    }

    private CompleteRows complete() {
        List<String> numbers = Stream.concat(Stream.of(x, y), size.stream()).toList();
        CompleteRows complete = CompleteRows.of(study, numbers, group.stream().toList(), "points cannot be found");
        return size.map(column -> complete.withoutNonPositive(
                        "size.not-positive", column, "Give its size, or tell it beside the points."))
                .orElse(complete);
    }

    /** Returns the points that have all that is asked for, in the order of the study. */
    public List<Point> points() {
        CompleteRows rows = complete();
        List<String> units = rows.units();
        double[] across = rows.numbers(x);
        double[] up = rows.numbers(y);
        Optional<double[]> sizes = size.map(rows::numbers);
        Optional<List<String>> groups = group.map(rows::texts);
        return IntStream.range(0, rows.size())
                .mapToObj(i -> new Point(
                        units.get(i),
                        across[i],
                        up[i],
                        sizes.map(each -> each[i]).orElse(1.0),
                        groups.map(each -> each.get(i)).orElse("")))
                .toList();
    }

    /**
     * Returns what the study left out when it was made, then the rows that lack what is asked for, and then those of which the size is not
     * above 0; they are no points. Where nobody is a point, this tells why, and throws nothing.
     */
    public List<Problem> leftOut() {
        return complete().leftOut();
    }

    /**
     * Returns the line that is fitted to the points, as a regression.
     *
     * @throws ProblemException as {@link Regression#fit}: all points above each other, or fewer than two
     */
    public Fit line() {
        Regression regression = Regression.of(y).on(x);
        return (weighted ? regression.weightedBy(size.orElseThrow()) : regression)
                .fit(complete().study());
    }

    /** Returns the fitted line with its band at some places. */
    public List<LinePoint> lineAt(double... places) {
        Inference line = line().with(Covariance.HC1);
        return Arrays.stream(places).mapToObj(place -> at(line, place)).collect(ImmutableList.toImmutableList());
    }

    private LinePoint at(Inference line, double place) {
        Map<String, Double> point = new LinkedHashMap<>();
        point.put(Regression.CONSTANT, 1.0);
        point.put(x, place);
        double height = line.fit().coefficient(Regression.CONSTANT) + line.fit().coefficient(x) * place;
        // Where one point alone holds the line its variance is 0, which rounding may make a little less.
        double half = line.critical(0.95) * Math.sqrt(Math.max(0, line.covariance(point, point)));
        return new LinePoint(place, height, new Interval(height - half, height + half));
    }

    @Override
    public String toString() {
        return "\"%s\" against \"%s\", %s points".formatted(y, x, points().size());
    }
}
