package org.perpupil.equity.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.equity.Study;
import org.perpupil.problem.ProblemException;

class RegressionProperties {
    private static final List<Covariance> WITHOUT_CLUSTERS =
            List.of(Covariance.CLASSICAL, Covariance.HC0, Covariance.HC1, Covariance.HC2, Covariance.HC3);

    /**
     * Rows of whole numbers. Two rows are far along each column, so that no column is a combination of the others and the constant,
     * even without one of the rows.
     */
    record World(double[][] columns, double[] y, double[] weights, List<String> groups, boolean isWeighted) {
        int rows() {
            return y.length;
        }

        String[] names() {
            return IntStream.range(0, columns.length).mapToObj(i -> "x" + i).toArray(String[]::new);
        }

        Study study() {
            Study.Builder study = Study.ofRows(rows())
                    .number("y", y)
                    .number("weight", weights)
                    .text("group", groups);
            for (int i = 0; i < columns.length; i++) {
                study.number("x" + i, columns[i]);
            }
            return study.build();
        }

        Regression regression() {
            Regression plain = Regression.of("y").on(names());
            return isWeighted ? plain.weightedBy("weight") : plain;
        }

        Fit fit() {
            return regression().fit(study());
        }

        World at(int... rows) {
            return new World(
                    Arrays.stream(columns).map(column -> pick(column, rows)).toArray(double[][]::new),
                    pick(y, rows),
                    pick(weights, rows),
                    Arrays.stream(rows).mapToObj(groups::get).toList(),
                    isWeighted);
        }

        World withY(double[] other) {
            return new World(columns, other, weights, groups, isWeighted);
        }

        World withColumn(int at, double[] other) {
            double[][] changed = columns.clone();
            changed[at] = other;
            return new World(changed, y, weights, groups, isWeighted);
        }
    }

    private static double[] pick(double[] column, int... rows) {
        return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
    }

    private static double[] mapped(double[] column, DoubleUnaryOperator change) {
        return Arrays.stream(column).map(change).toArray();
    }

    @Provide
    Arbitrary<World> worlds() {
        return Combinators.combine(
                        Arbitraries.randomValue(Random::nextLong),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(3, 30),
                        Arbitraries.of(0, 100, 100_000),
                        Arbitraries.of(true, false))
                .as(RegressionProperties::draw)
                .withoutEdgeCases();
    }

    private static World draw(long seed, int k, int more, int offset, boolean isWeighted) {
        Random random = new Random(seed);
        int rows = 2 * k + more;
        double[][] columns = new double[k][rows];
        for (int column = 0; column < k; column++) {
            for (int row = 0; row < rows; row++) {
                columns[column][row] = random.nextInt(10) + (row == column || row == column + k ? 100 : 0) + offset;
            }
        }
        double[] y = random.ints(rows, 5_000, 25_000).asDoubleStream().toArray();
        double[] weights = random.ints(rows, 1, 9).asDoubleStream().toArray();
        List<String> groups = IntStream.range(0, rows)
                .mapToObj(row -> "g" + (row < 4 ? row : random.nextInt(7)))
                .toList();
        return new World(columns, y, weights, groups, isWeighted);
    }

    private static void assertSame(Fit found, Fit expected, double digits) {
        assertThat(found.names()).containsExactlyInAnyOrderElementsOf(expected.names());
        for (String name : expected.names()) {
            double coefficient = expected.coefficient(name);
            assertThat(found.coefficient(name))
                    .as(name)
                    .isCloseTo(coefficient, within(digits * Math.abs(coefficient) + 1e-18));
        }
        assertThat(found.residualSumOfSquares())
                .isCloseTo(expected.residualSumOfSquares(), within(digits * expected.totalSumOfSquares()));
    }

    private static void assertSame(Inference found, Inference expected, double digits) {
        for (String name : expected.fit().names()) {
            double error = expected.standardError(name);
            assertThat(found.standardError(name))
                    .as(found.kind() + " " + name)
                    .isCloseTo(error, within(digits * error));
        }
    }

    @Property(tries = 150)
    void the_order_of_rows_does_not_matter(@ForAll @From("worlds") World world, @ForAll Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, world.rows()).boxed().toList());
        Collections.shuffle(order, random);
        Fit fit = world.fit();
        Fit shuffled =
                world.at(order.stream().mapToInt(Integer::intValue).toArray()).fit();
        assertSame(shuffled, fit, 1e-13);
        for (Covariance kind : WITHOUT_CLUSTERS) {
            assertSame(shuffled.with(kind), fit.with(kind), 1e-9);
        }
        assertSame(shuffled.clusteredBy("group"), fit.clusteredBy("group"), 1e-9);
    }

    @Property(tries = 150)
    void the_order_of_columns_does_not_matter(@ForAll @From("worlds") World world, @ForAll Random random) {
        List<String> names = new ArrayList<>(List.of(world.names()));
        Collections.shuffle(names, random);
        Regression other = Regression.of("y").on(names.toArray(String[]::new));
        Fit fit = Regression.of("y").on(world.names()).fit(world.study());
        Fit shuffled = other.fit(world.study());
        assertSame(shuffled, fit, 1e-13);
        assertSame(shuffled.with(Covariance.HC1), fit.with(Covariance.HC1), 1e-9);
    }

    /**
     * A row of weight 3 is fitted as three rows. Standard errors are not all the same, as weights are analytic: three rows are three
     * observations, and HC0 adds up w e² x x' of them but w² e² x x' of one of weight 3. What holds: classical variances but for n − k,
     * and, with the repeated rows of a unit as a cluster, CR0 of the repeated rows is HC0 of the weighted one.
     */
    @Property(tries = 150)
    void whole_weights_repeat_rows(@ForAll @From("worlds") World drawn) {
        World world = new World(drawn.columns, drawn.y, drawn.weights, drawn.groups, true);
        int[] repeated = IntStream.range(0, world.rows())
                .flatMap(row -> IntStream.generate(() -> row).limit((long) world.weights[row]))
                .toArray();
        World longer = world.at(repeated);
        Study study = longer.study()
                .copy()
                .text(
                        "unit",
                        Arrays.stream(repeated).mapToObj(Integer::toString).toList())
                .build();
        Fit weighted = world.fit();
        Fit repeating = Regression.of("y").on(world.names()).fit(study);
        assertSame(repeating, weighted, 1e-13);
        double degrees = Math.sqrt((double) repeating.degreesOfFreedom() / weighted.degreesOfFreedom());
        for (String name : weighted.names()) {
            double classical = weighted.with(Covariance.CLASSICAL).standardError(name);
            assertThat(repeating.with(Covariance.CLASSICAL).standardError(name) * degrees)
                    .isCloseTo(classical, within(1e-11 * classical));
        }
        assertSame(repeating.clusteredBy("unit", Covariance.CR0), weighted.with(Covariance.HC0), 1e-9);
        assertSame(repeating.clusteredBy("group", Covariance.CR0), weighted.clusteredBy("group", Covariance.CR0), 1e-9);
    }

    @Property(tries = 150)
    void every_row_its_own_cluster_is_hc0(@ForAll @From("worlds") World world) {
        Study study = world.study().copy().text("unit", world.study().units()).build();
        Fit fit = world.regression().fit(study);
        assertSame(fit.clusteredBy("unit", Covariance.CR0), fit.with(Covariance.HC0), 1e-11);
        // CR1 of n clusters is n / (n − 1) × (n − 1) / (n − k) of it: HC1
        assertSame(fit.clusteredBy("unit"), fit.with(Covariance.HC1), 1e-11);
    }

    /** Powers of two are exact in doubles: every digit is the same. */
    @Property(tries = 150)
    void units_scale_coefficients(
            @ForAll @From("worlds") World world,
            @ForAll @IntRange(min = -20, max = 20) int ofY,
            @ForAll @IntRange(min = -20, max = 20) int ofColumn) {
        double y = Math.scalb(1.0, ofY);
        double x = Math.scalb(1.0, ofColumn);
        Fit fit = world.fit();
        Fit scaled = world.withY(mapped(world.y, value -> value * y))
                .withColumn(0, mapped(world.columns[0], value -> value * x))
                .fit();
        for (String name : fit.names()) {
            double factor = name.equals("x0") ? y / x : y;
            assertThat(scaled.coefficient(name)).isEqualTo(factor * fit.coefficient(name));
            for (Covariance kind : WITHOUT_CLUSTERS) {
                assertThat(scaled.with(kind).standardError(name))
                        .isEqualTo(factor * fit.with(kind).standardError(name));
            }
            assertThat(scaled.clusteredBy("group").standardError(name))
                    .isEqualTo(factor * fit.clusteredBy("group").standardError(name));
        }
        assertThat(scaled.rSquared()).isEqualTo(fit.rSquared());
    }

    @Property(tries = 150)
    void dollars_or_thousands_tell_the_same(@ForAll @From("worlds") World world) {
        Fit fit = world.fit();
        Fit scaled = world.withY(mapped(world.y, dollars -> 1000 * dollars)).fit();
        for (String name : fit.names()) {
            double coefficient = 1000 * fit.coefficient(name);
            assertThat(scaled.coefficient(name)).isCloseTo(coefficient, within(1e-13 * Math.abs(coefficient)));
            Inference.Coefficient one = fit.with(Covariance.HC3).coefficient(name);
            Inference.Coefficient other = scaled.with(Covariance.HC3).coefficient(name);
            assertThat(other.t()).isCloseTo(one.t(), within(1e-9 * Math.abs(one.t())));
        }
    }

    @Property(tries = 150)
    void shifting_a_column_changes_only_the_constant(
            @ForAll @From("worlds") World world, @ForAll @IntRange(min = -5_000, max = 5_000) int by) {
        Fit fit = world.fit();
        Fit shifted = world.withColumn(0, mapped(world.columns[0], value -> value + by))
                .fit();
        for (String name : world.names()) {
            double slope = fit.coefficient(name);
            assertThat(shifted.coefficient(name)).isCloseTo(slope, within(1e-13 * Math.abs(slope)));
            for (Covariance kind : WITHOUT_CLUSTERS) {
                double error = fit.with(kind).standardError(name);
                assertThat(shifted.with(kind).standardError(name)).isCloseTo(error, within(1e-9 * error));
            }
        }
        double moved = by * fit.coefficient("x0");
        double constant = fit.coefficient("constant");
        assertThat(shifted.coefficient("constant"))
                .isCloseTo(constant - moved, within(1e-13 * (Math.abs(constant) + Math.abs(moved))));
        assertThat(shifted.rSquared()).isCloseTo(fit.rSquared(), within(1e-13));
    }

    @Property(tries = 150)
    void nothing_of_the_columns_is_left_in_residuals(@ForAll @From("worlds") World world) {
        Fit fit = world.fit();
        double[] residuals = fit.residuals();
        List<double[]> columns = new ArrayList<>(List.of(world.columns));
        columns.add(mapped(world.y, any -> 1));
        for (double[] column : columns) {
            double sum = 0;
            double size = 0;
            for (int row = 0; row < world.rows(); row++) {
                double weight = world.isWeighted ? world.weights[row] : 1;
                sum += weight * residuals[row] * column[row];
                size += weight * Math.abs(world.y[row] * column[row]);
            }
            assertThat(sum).isCloseTo(0, within(1e-11 * size));
        }
        double squares = IntStream.range(0, world.rows())
                .mapToDouble(row -> (world.isWeighted ? world.weights[row] : 1) * residuals[row] * residuals[row])
                .sum();
        assertThat(squares).isCloseTo(fit.residualSumOfSquares(), within(1e-9 * fit.residualSumOfSquares() + 1e-9));
        assertThat(fit.rSquared()).isBetween(0.0, 1.0);
    }

    @Property(tries = 150)
    void leverages_share_out_the_coefficients(@ForAll @From("worlds") World world) {
        double[] leverages = world.fit().leverages();
        assertThat(Arrays.stream(leverages).boxed()).allMatch(leverage -> leverage >= 0 && leverage <= 1 + 1e-10);
        assertThat(Arrays.stream(leverages).sum()).isCloseTo(world.columns.length + 1, within(1e-9));
    }

    @Property(tries = 100)
    void interactions_with_every_level_are_regressions_of_each_level(
            @ForAll @From("worlds") World one, @ForAll @From("worlds") World two) {
        List<World> levels = List.of(one, two);
        double[] y =
                levels.stream().flatMapToDouble(world -> Arrays.stream(world.y)).toArray();
        double[] x = levels.stream()
                .flatMapToDouble(world -> Arrays.stream(world.columns[0]))
                .toArray();
        double[] weights = levels.stream()
                .flatMapToDouble(world -> Arrays.stream(world.weights))
                .toArray();
        List<String> names = IntStream.range(0, y.length)
                .mapToObj(row -> row < one.rows() ? "one" : "two")
                .toList();
        Study both = Study.ofRows(y.length)
                .number("y", y)
                .number("x", x)
                .number("weight", weights)
                .text("level", names)
                .build();
        Term level = Term.factor("level");
        Regression each = Regression.of("y").on("x").weightedBy("weight");
        Fit together = each.on(level, Term.product(level, Term.of("x"))).fit(both);
        Fit first = each.fit(both.where("level", "one"));
        Fit second = each.fit(both.where("level", "two"));
        for (String[] name : new String[][] {{"constant", "level: two"}, {"x", "level: two × x"}}) {
            double base = first.coefficient(name[0]);
            double other = second.coefficient(name[0]);
            assertThat(together.coefficient(name[0])).isCloseTo(base, within(1e-13 * Math.abs(base)));
            assertThat(together.coefficient(name[1]))
                    .isCloseTo(other - base, within(1e-13 * (Math.abs(base) + Math.abs(other))));
        }
        double squares = first.residualSumOfSquares() + second.residualSumOfSquares();
        assertThat(together.residualSumOfSquares()).isCloseTo(squares, within(1e-13 * squares));
        // The residuals are those of the two; HC0 of the base level is its own.
        double error = first.with(Covariance.HC0).standardError("x");
        assertThat(together.with(Covariance.HC0).standardError("x")).isCloseTo(error, within(1e-9 * error + 1e-12));
    }

    private enum Dependence {
        SUM,
        DIFFERENCE_AND_CONSTANT,
        TENTH,
        SAME_EVERYWHERE,
        NOTHING,
        SHARES,
        DUMMIES
    }

    private static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);

    /** Returns how much of the last column is not a combination of the others, as a share of its length, by Gram and Schmidt. */
    private static double left(List<double[]> columns) {
        List<BigDecimal[]> before = new ArrayList<>();
        double share = 0;
        for (double[] column : columns) {
            BigDecimal[] rest = Arrays.stream(column).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
            BigDecimal length = dot(rest, rest);
            for (BigDecimal[] other : before) {
                BigDecimal along = dot(rest, other).divide(dot(other, other), DIGITS);
                for (int row = 0; row < rest.length; row++) {
                    rest[row] = rest[row].subtract(along.multiply(other[row], DIGITS), DIGITS);
                }
            }
            before.add(rest);
            share = length.signum() == 0
                    ? 0
                    : Math.sqrt(dot(rest, rest).divide(length, DIGITS).doubleValue());
        }
        return share;
    }

    private static BigDecimal dot(BigDecimal[] one, BigDecimal[] other) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int row = 0; row < one.length; row++) {
            sum = sum.add(one[row].multiply(other[row], DIGITS), DIGITS);
        }
        return sum;
    }

    private static final Pattern FOUND =
            Pattern.compile("\"([^\"]*)\", which is (?:0 in every row|a combination of (.*))");

    private static double[] column(Study study, String name) {
        return name.equals("constant")
                ? IntStream.range(0, study.size()).mapToDouble(row -> 1).toArray()
                : study.numbers(name);
    }

    private static Study dependent(World world, Dependence dependence) {
        Study study = world.study();
        return switch (dependence) {
            case SUM -> {
                Study.Builder more = study.copy();
                double[] sum = new double[study.size()];
                for (String name : world.names()) {
                    Arrays.setAll(sum, row -> sum[row] + study.numbers(name)[row]);
                }
                yield more.number("more", sum).number("first", world.columns[0]).build();
            }
            case DIFFERENCE_AND_CONSTANT -> study.with("more", "x0", x -> 1_000 - x);
            case TENTH -> study.with("more", "x0", x -> x / 10);
            case SAME_EVERYWHERE -> study.with("more", "x0", any -> 0.1);
            case NOTHING -> study.with("more", "x0", any -> 0);
            case SHARES ->
                // The sizes of the worlds that are drawn keep every share above 2 per cent or so.
                study.with("all", "x0", "weight", (x, weight) -> x + 40 * weight + 1_000)
                        .with("first", "x0", "all", (x, all) -> 100 * x / all)
                        .with("second", "weight", "all", (weight, all) -> 4_000 * weight / all)
                        .with("more", "all", all -> 100 * 1_000 / all);
            case DUMMIES -> {
                List<String> levels = IntStream.range(0, study.size())
                        .mapToObj(row -> "l" + row % 3)
                        .toList();
                Study.Builder more = study.copy();
                for (String name : List.of("l0", "l1", "l2")) {
                    more.number(
                            name.equals("l2") ? "more" : name,
                            levels.stream()
                                    .mapToDouble(level -> level.equals(name) ? 1 : 0)
                                    .toArray());
                }
                yield more.build();
            }
        };
    }

    @Property(tries = 200)
    void names_columns_that_depend_on_each_other(@ForAll @From("worlds") World world, @ForAll Dependence dependence) {
        Statistics.label("dependence")
                .collect(dependence)
                .coverage(checker -> Arrays.stream(Dependence.values())
                        .forEach(each -> checker.check(each).percentage(share -> share > 0.25)));
        Study study = dependent(world, dependence);
        String[] columns = switch (dependence) {
            case SHARES -> new String[] {"first", "second", "more"};
            case DUMMIES -> new String[] {"l0", "l1", "more"};
            case SUM -> {
                List<String> all = new ArrayList<>(List.of(world.names()));
                all.add("more");
                if (world.columns.length == 1) {
                    all.set(0, "first");
                }
                yield all.toArray(String[]::new);
            }
            default -> new String[] {"x0", "more"};
        };
        Regression regression = Regression.of("y").on(columns);
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class,
                () -> (world.isWeighted ? regression.weightedBy("weight") : regression).fit(study));
        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("column.dependent");
            Matcher found = FOUND.matcher(problem.found());
            assertThat(found.matches()).isTrue();
            List<String> others =
                    found.group(2) == null ? List.of() : List.of(found.group(2).split(", "));
            List<double[]> named = new ArrayList<>();
            others.forEach(name -> named.add(column(study, name)));
            named.add(column(study, found.group(1)));
            assertThat(left(named)).isLessThan(1e-12);
            // None is named in vain: without it the others do not depend on each other.
            for (int i = 0; i < others.size(); i++) {
                List<double[]> fewer = new ArrayList<>(named);
                fewer.remove(i);
                assertThat(left(fewer)).isGreaterThan(1e-6);
            }
        });
    }

    @Property(tries = 150)
    void takes_columns_that_are_near_but_independent(
            @ForAll @From("worlds") World world, @ForAll @IntRange(min = 0, max = 26) int halvings) {
        // Whole numbers and fractions of 2⁻²⁶ or more are exact. The last row is far along what is the column's own.
        double apart = Math.scalb(1.0, -halvings);
        double[] own = world.weights.clone();
        own[own.length - 1] += 50;
        Study exact = world.study()
                .copy()
                .number("own", own)
                .build()
                .with("near", "x0", "own", (x, more) -> x + apart * more)
                .with("explained", "x0", "own", (x, more) -> 3 * more + 5 * x + 1000);
        Fit fit = Regression.of("explained").on("x0", "near").fit(exact);
        // explained = 1000 + (5 − 3 / apart) x + 3 / apart near, exactly
        assertThat(fit.coefficient("constant")).isCloseTo(1000, within(1e-6));
        assertThat(fit.coefficient("near") * apart).isCloseTo(3, within(1e-12));
        assertThat(fit.coefficient("x0") + fit.coefficient("near")).isCloseTo(5, within(1e-13 * 6 / apart));
    }
}
