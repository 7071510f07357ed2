package org.perpupil.equity;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/**
 * Schools (or districts), one a row, with what is known of each as named columns of numbers or texts.
 *
 * <pre>{@code
 * Study study = Study.of(budgets, district);              // dollars per pupil, shares of need, pupils, level
 * Study study = Study.of(ids)                             // or columns of any origin
 *         .number("spending", spending)
 *         .number("poverty", poverty)
 *         .text("level", levels)
 *         .build();
 * }</pre>
 *
 * <p>What is missing is missing, and never 0: a number that is not known is {@code NaN} in a column that is given, a text that is not
 * known is empty. A computation leaves out the rows that lack what it needs, and says which.
 */
public final class Study {
    /** The column of pupils of a study that is made of budgets. */
    public static final String PUPILS = "pupils";

    /** The column of dollars per pupil from all sources. */
    public static final String DOLLARS = "dollars per pupil";

    /** The column of dollars per pupil from restricted sources. */
    public static final String RESTRICTED = "restricted dollars per pupil";

    /** The column of dollars per pupil from unrestricted sources. */
    public static final String UNRESTRICTED = "unrestricted dollars per pupil";

    /** The column of units in a study of several years; see {@link #asOf}. */
    public static final String UNIT = "unit";

    /** The column of years in a study of several years; see {@link #asOf}. */
    public static final String YEAR = "year";

    /** The column of levels, as {@link District#levelOf} names them. */
    public static final String LEVEL = "level";

    private final ImmutableList<String> units;
    private final ImmutableMap<String, double[]> numbers;
    private final ImmutableMap<String, ImmutableList<String>> texts;
    private final ImmutableList<Problem> leftOut;

    private Study(
            ImmutableList<String> units,
            Map<String, double[]> numbers,
            Map<String, ImmutableList<String>> texts,
            Collection<Problem> leftOut) {
        this.units = units;
        this.numbers = ImmutableMap.copyOf(numbers);
        this.texts = ImmutableMap.copyOf(texts);
        this.leftOut = ImmutableList.copyOf(leftOut);
    }

    /** Starts a study of units that are named. */
    public static Builder of(Collection<String> units) {
        return new Builder(ImmutableList.copyOf(units));
    }

    /** Starts a study of so many units, named by their row, from 1. */
    public static Builder ofRows(int rows) {
        return of(IntStream.rangeClosed(1, rows).mapToObj(Integer::toString).toList());
    }

    /**
     * Takes what each school of a district has to spend, in order of school id: {@link #DOLLARS}, {@link #RESTRICTED}, {@link
     * #UNRESTRICTED}, {@link #PUPILS}, {@link #LEVEL}; for every group of pupils that is counted, its share of all pupils in per cent,
     * named by the group; and every fact of the schools that is a number, an amount or a text, by its name.
     *
     * <p>Pupils are those of the basis that holds in the school if none is named. A school without pupils, or without a budget (which
     * is not a budget of 0), is left out and listed. Quotients of exact dollars and pupils are taken to 34 digits, then to the nearest
     * double.
     *
     * @throws ProblemException if no school has both pupils and a budget
     */
    public static Study of(Budgets budgets, District district) {
        List<School> rows = new ArrayList<>();
        List<Problem> leftOut = new ArrayList<>();
        for (School school : district.schools()) {
            String place = "school " + school.id();
            if (budgets.of(school.id()).isEmpty()) {
                leftOut.add(new Problem(
                        "budget.none",
                        place,
                        "no budget in " + budgets.year(),
                        "a budget, which may be 0",
                        "Give its budget."));
            } else if (school.enrollment().pupils().isZero()) {
                leftOut.add(new Problem(
                        "pupils.none",
                        place,
                        "no pupils",
                        "more than 0 pupils",
                        "Give its pupils, or report its money beside the study."));
            } else {
                rows.add(school);
            }
        }
        for (SchoolBudget budget : budgets.all()) {
            if (district.school(budget.school()).isEmpty()) {
                leftOut.add(new Problem(
                        "school.unknown",
                        "school " + budget.school(),
                        "a budget of a school that is not in " + district.name(),
                        "schools of the district",
                        "Add the school with its pupils, or leave the budget out."));
            }
        }
        if (rows.isEmpty()) {
            throw new ProblemException(
                    "there is nothing to study in %s in %s".formatted(district.name(), budgets.year()),
                    leftOut.isEmpty()
                            ? List.of(new Problem(
                                    "school.none",
                                    district.name(),
                                    "no schools",
                                    "at least one school with pupils and a budget",
                                    "Give its schools."))
                            : leftOut);
        }
        Builder builder = of(rows.stream().map(school -> school.id().value()).toList());
        builder.leftOut.addAll(leftOut);
        builder.number(DOLLARS, perPupil(rows, budgets, SchoolBudget::total));
        builder.number(RESTRICTED, perPupil(rows, budgets, SchoolBudget::restricted));
        builder.number(UNRESTRICTED, perPupil(rows, budgets, SchoolBudget::unrestricted));
        builder.number(
                PUPILS,
                rows.stream()
                        .mapToDouble(school -> pupils(school).doubleValue())
                        .toArray());
        builder.text(LEVEL, rows.stream().map(district::levelOf).toList());
        Set<PupilGroup> groups = new LinkedHashSet<>();
        rows.forEach(school -> groups.addAll(school.enrollment().groups()));
        for (PupilGroup group : groups) {
            if (!builder.has(group.name())) {
                builder.number(
                        group.name(),
                        rows.stream()
                                .mapToDouble(school -> share(school, group))
                                .toArray());
            }
        }
        addFacts(builder, rows);
        return builder.build();
    }

    private static BigDecimal pupils(School school) {
        return school.enrollment().pupils().value();
    }

    private static double[] perPupil(List<School> rows, Budgets budgets, Function<SchoolBudget, Money> part) {
        return rows.stream()
                .mapToDouble(school -> part.apply(budgets.of(school.id()).orElseThrow())
                        .dollars()
                        .divide(pupils(school), MathContext.DECIMAL128)
                        .doubleValue())
                .toArray();
    }

    private static double share(School school, PupilGroup group) {
        return school.enrollment()
                .count(group)
                .map(PupilCount::value)
                .map(count -> count.movePointRight(2)
                        .divide(pupils(school), MathContext.DECIMAL128)
                        .doubleValue())
                .orElse(Double.NaN);
    }

    private static void addFacts(Builder builder, List<School> rows) {
        Set<String> facts = new LinkedHashSet<>();
        rows.forEach(school -> facts.addAll(school.facts().keySet()));
        for (String fact : facts) {
            if (builder.has(fact)) {
                continue;
            }
            boolean isText = rows.stream().anyMatch(school -> school.text(fact).isPresent());
            boolean isNumber = rows.stream()
                    .anyMatch(school -> school.number(fact).isPresent()
                            || school.money(fact).isPresent());
            if (isNumber && !isText) {
                builder.number(
                        fact,
                        rows.stream()
                                .mapToDouble(school -> school.number(fact)
                                        .or(() -> school.money(fact).map(Money::dollars))
                                        .map(BigDecimal::doubleValue)
                                        .orElse(Double.NaN))
                                .toArray());
            } else if (isText) {
                builder.text(
                        fact,
                        rows.stream()
                                .map(school -> school.text(fact).orElse(""))
                                .toList());
            }
        }
    }

    /** Returns how many units there are. */
    public int size() {
        return units.size();
    }

    /** Returns the units, in the order of the rows. */
    public List<String> units() {
        return units;
    }

    /** Returns the names of the columns of numbers, in the order given. */
    public Set<String> numbers() {
        return numbers.keySet();
    }

    /** Returns the names of the columns of texts, in the order given. */
    public Set<String> texts() {
        return texts.keySet();
    }

    /** Returns what was left out when the study was made, and why. */
    public List<Problem> leftOut() {
        return leftOut;
    }

    /**
     * Returns a number of a row; empty if it is missing.
     *
     * @param row from 0
     * @throws IllegalArgumentException if there is no such column of numbers
     */
    public OptionalDouble number(int row, String column) {
        double value = column(column)[row];
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * Returns a column of numbers; what is missing is {@code NaN}.
     *
     * @throws IllegalArgumentException if there is no such column of numbers
     */
    public double[] numbers(String column) {
        return column(column).clone();
    }

    /**
     * Returns a column of numbers, to be read where it is.
     *
     * @throws IllegalArgumentException if there is no such column of numbers
     */
    public Column values(String column) {
        return new Column(column(column));
    }

    /** A column of numbers that can be read and not changed; what is missing is {@code NaN}. */
    public static final class Column {
        private final double[] values;

        private Column(double[] values) {
            this.values = values;
        }

        public int size() {
            return values.length;
        }

        /** Returns the number of a row, counted from 0. */
        public double get(int row) {
            return values[row];
        }

        /** Copies so many numbers, from a row on, to the start of a block. */
        public void copy(int from, int many, double[] block) {
            System.arraycopy(values, from, block, 0, many);
        }
    }

    private double[] column(String name) {
        double[] column = numbers.get(requireNonNull(name, "name"));
        if (column == null) {
            throw new IllegalArgumentException(
                    "the study has no column of numbers \"%s\"; it has %s".formatted(name, shown(numbers.keySet())));
        }
        return column;
    }

    private static String shown(Set<String> names) {
        return names.isEmpty()
                ? "none"
                : names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    /**
     * Returns a text of a row; empty if it is missing.
     *
     * @param row from 0
     * @throws IllegalArgumentException if there is no such column of texts
     */
    public Optional<String> text(int row, String column) {
        return Optional.of(texts(column).get(row)).filter(text -> !text.isEmpty());
    }

    /**
     * Returns a column of texts; what is missing is empty.
     *
     * @throws IllegalArgumentException if there is no such column of texts
     */
    public List<String> texts(String column) {
        ImmutableList<String> found = texts.get(requireNonNull(column, "column"));
        if (found == null) {
            throw new IllegalArgumentException(
                    "the study has no column of texts \"%s\"; it has %s".formatted(column, shown(texts.keySet())));
        }
        return found;
    }

    /**
     * Returns the study with a column that is computed from another; missing stays missing.
     *
     * @throws IllegalArgumentException if there is no such column, or one with the new name
     */
    public Study with(String name, String from, DoubleUnaryOperator computed) {
        double[] column = column(from);
        return copy().number(name, Arrays.stream(column).map(computed).toArray())
                .build();
    }

    /**
     * Returns the study with a column that is computed from two others; missing stays missing.
     *
     * @throws IllegalArgumentException if there is no such column, or one with the new name
     */
    public Study with(String name, String one, String other, DoubleBinaryOperator computed) {
        double[] left = column(one);
        double[] right = column(other);
        return copy().number(
                        name,
                        IntStream.range(0, size())
                                .mapToDouble(row -> computed.applyAsDouble(left[row], right[row]))
                                .toArray())
                .build();
    }

    /**
     * Returns the study with a column that is the sum of others; missing where one of them is.
     *
     * @throws IllegalArgumentException if there is no such column
     * @throws IllegalStateException if there is one with the new name
     */
    public Study withSum(String name, String... columns) {
        double[] sums = new double[size()];
        for (String column : columns) {
            double[] values = column(column);
            Arrays.setAll(sums, row -> sums[row] + values[row]);
        }
        return copy().number(name, sums).build();
    }

    /**
     * Returns the study as one of a year, to stand beside those of others: with the columns {@link #UNIT} and {@link #YEAR}, and the year
     * in the name of each unit.
     *
     * @throws IllegalStateException if it has one of these columns
     */
    public Study asOf(String year) {
        Study named = copy().text(UNIT, units)
                .text(YEAR, Collections.nCopies(size(), requireNonNull(year, "year")))
                .build();
        return new Study(
                units.stream().map(unit -> unit + ", " + year).collect(ImmutableList.toImmutableList()),
                named.numbers,
                named.texts,
                leftOut);
    }

    /**
     * Returns the rows of this study and then those of another; in a column that only one of them has, the rows of the other are missing.
     *
     * <pre>{@code
     * Study both = before.asOf("2015").and(after.asOf("2016"));
     * }</pre>
     *
     * @throws IllegalStateException if a column holds numbers in one and texts in the other
     */
    public Study and(Study other) {
        Builder both = of(ImmutableList.<String>builder()
                        .addAll(units)
                        .addAll(other.units)
                        .build())
                .leftOut(leftOut)
                .leftOut(other.leftOut);
        Set<String> names = new LinkedHashSet<>(numbers.keySet());
        names.addAll(other.numbers.keySet());
        for (String name : names) {
            both.number(
                    name,
                    Stream.of(this, other)
                            .flatMapToDouble(study -> Arrays.stream(
                                    study.numbers.containsKey(name) ? study.column(name) : missing(study.size())))
                            .toArray());
        }
        names = new LinkedHashSet<>(texts.keySet());
        names.addAll(other.texts.keySet());
        for (String name : names) {
            both.text(
                    name,
                    Stream.of(this, other)
                            .flatMap(study -> study.texts.containsKey(name)
                                    ? study.texts(name).stream()
                                    : Collections.nCopies(study.size(), "").stream())
                            .toList());
        }
        return both.build();
    }

    private static double[] missing(int rows) {
        double[] missing = new double[rows];
        Arrays.fill(missing, Double.NaN);
        return missing;
    }

    /** Returns a builder that has everything of this study, for more columns. */
    public Builder copy() {
        Builder copy = new Builder(units);
        copy.numbers.putAll(numbers);
        copy.texts.putAll(texts);
        copy.leftOut.addAll(leftOut);
        return copy;
    }

    /** Returns the rows of which something is true. */
    public Study where(IntPredicate row) {
        int[] kept = IntStream.range(0, size()).filter(row).toArray();
        Map<String, double[]> keptNumbers = new LinkedHashMap<>();
        numbers.forEach((name, column) -> keptNumbers.put(
                name, Arrays.stream(kept).mapToDouble(i -> column[i]).toArray()));
        Map<String, ImmutableList<String>> keptTexts = new LinkedHashMap<>();
        texts.forEach((name, column) -> keptTexts.put(
                name, Arrays.stream(kept).mapToObj(column::get).collect(ImmutableList.toImmutableList())));
        return new Study(
                Arrays.stream(kept).mapToObj(units::get).collect(ImmutableList.toImmutableList()),
                keptNumbers,
                keptTexts,
                leftOut);
    }

    /** Returns the rows with a text in a column. */
    public Study where(String column, String text) {
        List<String> values = texts(column);
        return where(row -> values.get(row).equals(text));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Study other
                && units.equals(other.units)
                && numbers.keySet().asList().equals(other.numbers.keySet().asList())
                && numbers.entrySet().stream()
                        .allMatch(column -> Arrays.equals(column.getValue(), other.numbers.get(column.getKey())))
                && texts.equals(other.texts)
                && leftOut.equals(other.leftOut);
    }

    @Override
    public int hashCode() {
        return Objects.hash(units, numbers.keySet(), texts);
    }

    @Override
    public String toString() {
        return "%s units, columns %s"
                .formatted(
                        size(),
                        shown(new LinkedHashSet<>(ImmutableList.<String>builder()
                                .addAll(numbers.keySet())
                                .addAll(texts.keySet())
                                .build())));
    }

    /** Collects columns. */
    public static final class Builder {
        private final ImmutableList<String> units;
        private final Map<String, double[]> numbers = new LinkedHashMap<>();
        private final Map<String, ImmutableList<String>> texts = new LinkedHashMap<>();
        private final List<Problem> leftOut = new ArrayList<>();

        private Builder(ImmutableList<String> units) {
            this.units = units;
        }

        private boolean has(String name) {
            return numbers.containsKey(name) || texts.containsKey(name);
        }

        private void check(String name, int length) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a column has a name");
            }
            if (has(name)) {
                throw new IllegalStateException("the study already has a column \"%s\"".formatted(name));
            }
            if (length != units.size()) {
                throw new IllegalArgumentException(
                        "column \"%s\" has %s values for %s units".formatted(name, length, units.size()));
            }
        }

        /**
         * A column of numbers, one for each unit; {@code NaN} where it is missing.
         *
         * @throws IllegalArgumentException if there are more or fewer values than units, or one is infinite
         */
        public Builder number(String name, double... values) {
            check(name, values.length);
            for (int row = 0; row < values.length; row++) {
                if (Double.isInfinite(values[row])) {
                    throw new IllegalArgumentException(
                            "column \"%s\" of %s is infinite; give a number, or NaN for missing"
                                    .formatted(name, units.get(row)));
                }
            }
            numbers.put(name, values.clone());
            return this;
        }

        /** A column of texts, one for each unit; empty where it is missing. */
        public Builder text(String name, Collection<String> values) {
            check(name, values.size());
            texts.put(name, ImmutableList.copyOf(values));
            return this;
        }

        /** Tells what was left out before the columns were given, and why; measures list it with what they leave out. */
        public Builder leftOut(Collection<Problem> problems) {
            leftOut.addAll(problems);
            return this;
        }

        public Study build() {
            return new Study(units, numbers, texts, leftOut);
        }
    }
}
