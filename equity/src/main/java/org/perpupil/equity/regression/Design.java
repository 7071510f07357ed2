package org.perpupil.equity.regression;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.Values;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/** The columns that terms make of the rows of a study which lack nothing. */
final class Design {
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

    private final Map<Term, List<Column>> columns = new ConcurrentHashMap<>();

    private Design(Study study, int @Nullable [] rows) {
        this.study = study;
        this.rows = rows;
    }

    /**
     * Finds the rows that have every column that is needed.
     *
     * @param leftOut is told each row that lacks something
     * @throws ProblemException with every column that is not there
     */
    static Design of(Study study, List<Term> terms, List<String> numbers, List<String> texts, List<Problem> leftOut) {
        Set<String> neededNumbers = new LinkedHashSet<>(numbers);
        Set<String> neededTexts = new LinkedHashSet<>(texts);
        terms.forEach(term -> collect(term, neededNumbers, neededTexts));
        List<Problem> problems = new ArrayList<>();
        neededNumbers.forEach(name -> check(problems, "numbers", name, study.numbers()));
        neededTexts.forEach(name -> check(problems, "texts", name, study.texts()));
        ProblemException.throwIfAny("the study does not have what the regression needs", problems);
        boolean[] isMissing = new boolean[study.size()];
        for (String name : neededNumbers) {
            Study.Column values = study.values(name);
            for (int row = 0; row < isMissing.length; row++) {
                isMissing[row] |= Double.isNaN(values.get(row));
            }
        }
        for (String name : neededTexts) {
            List<String> values = study.texts(name);
            for (int row = 0; row < isMissing.length; row++) {
                isMissing[row] |= values.get(row).isEmpty();
            }
        }
        for (int row = 0; row < isMissing.length; row++) {
            if (isMissing[row]) {
                leftOut.add(missing(study, row, neededNumbers, neededTexts));
            }
        }
        int[] kept = leftOut.isEmpty()
                ? null
                : IntStream.range(0, isMissing.length)
                        .filter(row -> !isMissing[row])
                        .toArray();
        return new Design(study, kept);
    }

    private static Problem missing(Study study, int row, Set<String> numbers, Set<String> texts) {
        List<String> missing = new ArrayList<>();
        numbers.stream().filter(name -> study.number(row, name).isEmpty()).forEach(missing::add);
        texts.stream().filter(name -> study.text(row, name).isEmpty()).forEach(missing::add);
        return new Problem(
                "value.missing",
                study.units().get(row),
                "no " + String.join(", ", missing),
                "a value in every column that is used",
                "Find what is missing, or leave the column out.");
    }

    private static void check(List<Problem> problems, String kind, String name, Set<String> known) {
        if (!known.contains(name)) {
            problems.add(new Problem(
                    "column.unknown",
                    "columns of " + kind,
                    "\"" + name + "\"",
                    known.isEmpty() ? "none" : String.join(", ", known),
                    "Add the column, or correct its name."));
        }
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

    /** Returns where a row stands in the study. */
    private int inStudy(int row) {
        return rows == null ? row : rows[row];
    }

    List<String> units() {
        return rows == null ? study.units() : picked(study.units(), rows);
    }

    /** Returns a column of numbers of the rows that are kept. */
    Values number(String name) {
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

    /** Returns the columns of a term. */
    List<Column> columns(Term term) {
        List<Column> known = columns.get(term);
        if (known == null) {
            known = make(term);
            columns.put(term, known);
        }
        return known;
    }

    private List<Column> make(Term term) {
        if (term instanceof Term.Column column) {
            return List.of(new Column(column.column(), number(column.column()), null));
        }
        if (term instanceof Term.Logarithm logarithm) {
            return List.of(logarithm(logarithm.column()));
        }
        if (term instanceof Term.Power power) {
            return List.of(power(power));
        }
        if (term instanceof Term.Factor factor) {
            return factor(factor);
        }
        if (term instanceof Term.Product product) {
            ImmutableList.Builder<Column> products = ImmutableList.builder();
            for (Column one : columns(product.one())) {
                for (Column other : columns(product.other())) {
                    products.add(product(one, other));
                }
            }
            return products.build();
        }
        if (term instanceof Term.Together together) {
            return together.terms().stream()
                    .flatMap(each -> columns(each).stream())
                    .toList();
        }
        throw new AssertionError(term);
    }

    private Column logarithm(String name) {
        double[] values = number(name).toArray();
        List<Problem> problems = new ArrayList<>();
        for (int row = 0; row < values.length; row++) {
            if (values[row] <= 0) {
                problems.add(new Problem(
                        "value.logarithm",
                        study.units().get(inStudy(row)),
                        "%s %s".formatted(name, values[row]),
                        "more than 0, to have a logarithm",
                        "Leave the row out, or do without the logarithm."));
            }
            values[row] = StrictMath.log(values[row]);
        }
        ProblemException.throwIfAny("\"%s\" has no logarithm".formatted(name), problems);
        return new Column("ln " + name, Values.of(values), null);
    }

    private Column power(Term.Power power) {
        Values base = number(power.column());
        if (power.degree() == 1) {
            return new Column(power.column(), base, null);
        }
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

    private List<Column> factor(Term.Factor factor) {
        List<String> values = text(factor.column());
        TreeSet<String> levels = new TreeSet<>(values);
        String base = factor.base().isEmpty() && !levels.isEmpty() ? levels.first() : factor.base();
        if (!levels.contains(base)) {
            throw new IllegalArgumentException(
                    "factor \"%s\" has no level \"%s\"; it has %s".formatted(factor.column(), base, levels));
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

    /** Returns a column of ones. */
    Column constant() {
        return new Column(Regression.CONSTANT, Values.ones(rows()), null);
    }
}
