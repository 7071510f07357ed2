package org.perpupil.equity.regression;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.Values;
import org.perpupil.problem.Problem;

/** The columns that terms make of the rows of a study which lack nothing. */
final class Design {
    /** Above this in size a number is a fault: between it and {@link #SMALLEST} no sum and no covariance leaves the doubles. */
    static final double LARGEST = 1e75;

    /** A column whose numbers are all below this in size is a fault, unless all are 0. */
    static final double SMALLEST = 1e-50;

    /** Above this, and below {@link #SMALLEST_WEIGHT}, a weight is a fault, as pupils are in the other measures. */
    static final double LARGEST_WEIGHT = 1e15;

    static final double SMALLEST_WEIGHT = 1e-15;

    /** A column, and what its doubles are off by; null where they are exact. */
    static final class Column {
        private final String name;
        private final Values values;
        private final @Nullable Values rests;

        Column(String name, Values values, @Nullable Values rests) {
            this.name = name;
            this.values = values;
            this.rests = rests;
        }

        String name() {
            return name;
        }

        Values values() {
            return values;
        }

        @Nullable
        Values rests() {
            return rests;
        }
    }

    /** A column of the study, where it is. */
    private record InStudy(Study.Column column) implements Values {
        @Override
        public int size() {
            return column.size();
        }

        @Override
        public double get(int row) {
            return column.get(row);
        }

        @Override
        public void copy(int from, int many, double[] block) {
            column.copy(from, many, block);
        }
    }

    private final Study study;

    /** The rows that are kept; null if all are. */
    private final int @Nullable [] rows;

    private final CompleteRows complete;
    private final Map<Term, List<Column>> columns = new ConcurrentHashMap<>();

    private Design(Study study, CompleteRows complete) {
        this.study = study;
        this.rows = complete.size() == study.size() ? null : complete.rows();
        this.complete = complete;
    }

    /**
     * Finds the rows that have every column that is needed, and a weight that is not 0.
     *
     * @param problems are told every column that is not there
     */
    static Design of(
            Study study,
            List<Term> terms,
            String dependent,
            Optional<String> weight,
            String refusal,
            Collection<Problem> problems) {
        Set<String> neededNumbers = new LinkedHashSet<>(List.of(dependent));
        weight.ifPresent(neededNumbers::add);
        Set<String> neededTexts = new LinkedHashSet<>();
        terms.forEach(term -> collect(term, neededNumbers, neededTexts));
        CompleteRows complete = CompleteRows.of(
                study, ImmutableList.copyOf(neededNumbers), ImmutableList.copyOf(neededTexts), refusal, problems);
        return new Design(
                study,
                weight.filter(study.numbers()::contains)
                        .map(column -> complete.withoutZeros(
                                "weight.none", column, "Give its weight, or report the row beside the regression."))
                        .orElse(complete));
    }

    private static void collect(Term term, Set<String> numbers, Set<String> texts) {
        if (term instanceof Term.Column column) {
            numbers.add(column.column());
        } else if (term instanceof Term.Logarithm logarithm) {
            numbers.add(logarithm.column());
        } else if (term instanceof Term.Power power) {
            numbers.add(power.column());
        } else if (term instanceof Term.Factor factor) {
            texts.add(factor.column());
        } else if (term instanceof Term.Product product) {
            collect(product.one(), numbers, texts);
            collect(product.other(), numbers, texts);
        } else if (term instanceof Term.Together together) {
            together.terms().forEach(each -> collect(each, numbers, texts));
        } else {
            throw new AssertionError(term);
        }
    }

    int rows() {
        return rows == null ? study.size() : rows.length;
    }

    /** Returns the study of the rows that are kept, with the others among what it left out. */
    Study kept() {
        return rows == null ? study : complete.study();
    }

    /** Returns the unit of a row. */
    String unit(int row) {
        return study.units().get(rows == null ? row : rows[row]);
    }

    List<String> units() {
        return rows == null ? study.units() : picked(study.units(), rows);
    }

    /** Returns what the study left out when it was made, and then the rows that lack something. */
    List<Problem> leftOut() {
        return complete.leftOut();
    }

    /** Returns a column of numbers of the rows that are kept. */
    private Values number(String name) {
        Values all = new InStudy(study.values(name));
        return rows == null ? all : Values.at(all, rows);
    }

    List<String> text(String name) {
        List<String> all = study.texts(name);
        return rows == null ? all : picked(all, rows);
    }

    private static List<String> picked(List<String> all, int[] rows) {
        return Arrays.stream(rows).mapToObj(all::get).collect(ImmutableList.toImmutableList());
    }

    /**
     * Returns the columns of a term.
     *
     * @param problems are told all that keeps columns from being made; these are not returned
     */
    List<Column> columns(Term term, Collection<Problem> problems) {
        List<Column> known = columns.get(term);
        if (known != null) {
            return known;
        }
        Set<Problem> itsProblems = new LinkedHashSet<>();
        List<Column> made = make(term, itsProblems);
        if (itsProblems.isEmpty()) {
            columns.put(term, made);
        }
        problems.addAll(itsProblems);
        return made;
    }

    private List<Column> make(Term term, Collection<Problem> problems) {
        if (term instanceof Term.Factor factor) {
            return CompleteRows.hasTexts(study, factor.column(), problems) ? factor(factor, problems) : List.of();
        }
        if (term instanceof Term.Product product) {
            List<Column> others = columns(product.other(), problems);
            return columns(product.one(), problems).stream()
                    .flatMap(one -> others.stream().map(other -> product(one, other)))
                    .toList();
        }
        if (term instanceof Term.Together together) {
            return together.terms().stream()
                    .flatMap(each -> columns(each, problems).stream())
                    .toList();
        }
        if (!term.columns().stream().allMatch(name -> CompleteRows.hasNumbers(study, name, problems))) {
            return List.of();
        }
        if (term instanceof Term.Column column) {
            return List.of(new Column(column.column(), number(column.column()), null));
        }
        if (term instanceof Term.Logarithm logarithm) {
            return logarithm(logarithm.column(), problems);
        }
        if (term instanceof Term.Power power) {
            return List.of(power(power));
        }
        throw new AssertionError(term);
    }

    private List<Column> logarithm(String name, Collection<Problem> problems) {
        double[] values = number(name).toArray();
        boolean isAbove0 = true;
        for (int row = 0; row < values.length; row++) {
            if (values[row] <= 0) {
                isAbove0 = false;
                problems.add(new Problem(
                        "value.logarithm",
                        unit(row),
                        "%s %s".formatted(name, values[row]),
                        "more than 0, to have a logarithm",
                        "Leave the row out, or do without the logarithm."));
            }
            values[row] = StrictMath.log(values[row]);
        }
        return isAbove0 ? List.of(new Column("ln " + name, Values.of(values), null)) : List.of();
    }

    private Column power(Term.Power power) {
        Values base = number(power.column());
        double[] values = new double[base.size()];
        double[] rests = new double[values.length];
        for (int row = 0; row < values.length; row++) {
            DoubleDouble value = DoubleDouble.of(base.get(row));
            for (int i = 1; i < power.degree(); i++) {
                value = value.times(base.get(row));
            }
            values[row] = value.high();
            rests[row] = value.low();
        }
        return new Column("%s^%s".formatted(power.column(), power.degree()), Values.of(values), unlessExact(rests));
    }

    private static @Nullable Values unlessExact(double[] rests) {
        return Arrays.stream(rests).allMatch(rest -> rest == 0) ? null : Values.of(rests);
    }

    private List<Column> factor(Term.Factor factor, Collection<Problem> problems) {
        List<String> values = text(factor.column());
        TreeSet<String> levels = new TreeSet<>(values);
        if (levels.isEmpty()) {
            return List.of();
        }
        if (levels.size() == 1) {
            problems.add(new Problem(
                    "level.only",
                    "levels of \"%s\"".formatted(factor.column()),
                    "\"%s\" in every row that lacks nothing".formatted(levels.first()),
                    "two or more",
                    "Leave the factor out, or find rows of another level."));
            return List.of();
        }
        String base = factor.base().isEmpty() ? levels.first() : factor.base();
        if (!levels.contains(base)) {
            problems.add(new Problem(
                    "level.unknown",
                    "levels of \"%s\"".formatted(factor.column()),
                    "\"%s\" as the base".formatted(base),
                    String.join(", ", levels),
                    "Name a level that a row has, or none for the first."));
            return List.of();
        }
        return levels.stream()
                .filter(level -> !level.equals(base))
                .map(level -> new Column(
                        factor.column() + ": " + level,
                        Values.of(values.stream()
                                .mapToDouble(value -> value.equals(level) ? 1 : 0)
                                .toArray()),
                        null))
                .toList();
    }

    private static Column product(Column one, Column other) {
        double[] values = new double[one.values().size()];
        double[] rests = new double[values.length];
        for (int row = 0; row < values.length; row++) {
            DoubleDouble product = value(one, row).times(value(other, row));
            values[row] = product.high();
            rests[row] = product.low();
        }
        return new Column(one.name() + " × " + other.name(), Values.of(values), unlessExact(rests));
    }

    private static DoubleDouble value(Column column, int row) {
        Values rests = column.rests();
        return new DoubleDouble(column.values().get(row), rests == null ? 0 : rests.get(row));
    }

    /**
     * Tells of every number of a column that is too large to be computed with, or that all of them are too small.
     *
     * @param squares Σ w x²: with weights in their range, it tells that most columns need not be looked at
     */
    void checkSizes(Column column, double squares, Collection<Problem> problems) {
        if (squares > 1e-75 && squares < 1e135) {
            return;
        }
        Values values = column.values();
        double largest = 0;
        for (int row = 0; row < values.size(); row++) {
            double size = Math.abs(values.get(row));
            if (!(size <= LARGEST)) {
                problems.add(new Problem(
                        "value.range",
                        unit(row),
                        // A power or product that no double holds is no number.
                        column.name() + (Double.isNaN(size) ? " above " + Double.MAX_VALUE : " " + values.get(row)),
                        "at most %s in size".formatted(LARGEST),
                        "Correct the number, or give the column in a larger unit."));
            }
            largest = Math.max(largest, size);
        }
        if (largest > 0 && largest < SMALLEST) {
            problems.add(new Problem(
                    "column.small",
                    "columns",
                    "\"%s\" with no number above %s in size".formatted(column.name(), largest),
                    "a number of at least %s in size, or 0 in every row".formatted(SMALLEST),
                    "Give the column in a smaller unit."));
        }
    }

    /** Returns a column of ones. */
    Column constant() {
        return new Column(Regression.CONSTANT, Values.ones(rows()), null);
    }
}
