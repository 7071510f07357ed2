package org.perpupil.equity.internal;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.perpupil.equity.Study;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/** The rows of a study that have a number in every column that is needed, and the list of those that do not. */
public final class CompleteRows {
    private static final String CORRECT = "Correct the number, or leave the row out and say so.";

    private final Study study;
    private final String refusal;
    private final int[] rows;
    private final ImmutableList<Problem> leftOut;

    private CompleteRows(Study study, String refusal, int[] rows, List<Problem> leftOut) {
        this.study = study;
        this.refusal = refusal;
        this.rows = rows;
        this.leftOut = ImmutableList.copyOf(leftOut);
    }

    /**
     * Finds the rows.
     *
     * @param refusal what cannot be done if it cannot be done
     * @throws ProblemException with every column that is not there, or if no row has every number
     */
    public static CompleteRows of(Study study, List<String> columns, String refusal) {
        CompleteRows complete = of(study, columns, List.of(), refusal);
        return complete.requireSome();
    }

    /**
     * Finds the rows; there may be none.
     *
     * @param refusal what cannot be done without the columns
     * @throws ProblemException with every column that is not there
     */
    public static CompleteRows of(Study study, List<String> numbers, List<String> texts, String refusal) {
        List<Problem> problems = new ArrayList<>();
        CompleteRows complete = of(study, numbers, texts, refusal, problems);
        ProblemException.throwIfAny(refusal, problems);
        return complete;
    }

    /**
     * Finds the rows that lack nothing of the columns that are there; there may be none.
     *
     * @param problems are told every column that is not there
     */
    public static CompleteRows of(
            Study study, List<String> numbers, List<String> texts, String refusal, Collection<Problem> problems) {
        List<String> knownNumbers = numbers.stream()
                .distinct()
                .filter(name -> hasNumbers(study, name, problems))
                .toList();
        List<String> knownTexts = texts.stream()
                .distinct()
                .filter(name -> hasTexts(study, name, problems))
                .toList();
        boolean[] lacks = new boolean[study.size()];
        for (String name : knownNumbers) {
            Study.Column column = study.values(name);
            for (int row = 0; row < lacks.length; row++) {
                lacks[row] |= Double.isNaN(column.get(row));
            }
        }
        for (String name : knownTexts) {
            List<String> column = study.texts(name);
            for (int row = 0; row < lacks.length; row++) {
                lacks[row] |= column.get(row).isEmpty();
            }
        }
        int[] rows = new int[lacks.length];
        int kept = 0;
        List<Problem> leftOut = new ArrayList<>(study.leftOut());
        for (int row = 0; row < lacks.length; row++) {
            if (lacks[row]) {
                leftOut.add(missing(study, row, knownNumbers, knownTexts));
            } else {
                rows[kept++] = row;
            }
        }
        return new CompleteRows(study, refusal, Arrays.copyOf(rows, kept), leftOut);
    }

    private static Problem missing(Study study, int row, List<String> numbers, List<String> texts) {
        String found = Stream.concat(numbers.stream(), texts.stream())
                .flatMap(name -> study
                        .missing(row, name)
                        .map(why -> why == Missing.NOT_GIVEN ? name : "%s (%s)".formatted(name, why))
                        .stream())
                .collect(Collectors.joining(", "));
        return new Problem(
                "value.missing",
                study.units().get(row),
                "no " + found,
                "a value in every column that is used",
                "Find what is missing, or leave the column out.");
    }

    /** Returns whether there is a column of numbers, and tells if there is not. */
    public static boolean hasNumbers(Study study, String name, Collection<Problem> problems) {
        return has("numbers", study.numbers(), name, problems);
    }

    /** Returns whether there is a column of texts, and tells if there is not. */
    public static boolean hasTexts(Study study, String name, Collection<Problem> problems) {
        return has("texts", study.texts(), name, problems);
    }

    private static boolean has(String kind, Set<String> known, String name, Collection<Problem> problems) {
        if (known.contains(name)) {
            return true;
        }
        problems.add(new Problem(
                "column.unknown",
                "columns of " + kind,
                "\"" + name + "\"",
                known.isEmpty() ? "none" : String.join(", ", known),
                "Add the column, or correct its name."));
        return false;
    }

    public int size() {
        return rows.length;
    }

    public List<String> texts(String column) {
        List<String> all = study.texts(column);
        return Arrays.stream(rows).mapToObj(all::get).toList();
    }

    /** Returns the study of these rows, with all its columns, and with the rows that lack something among what it left out. */
    public Study study() {
        boolean[] kept = new boolean[study.size()];
        for (int row : rows) {
            kept[row] = true;
        }
        return study.where(row -> kept[row])
                .copy()
                .leftOut(leftOut.subList(study.leftOut().size(), leftOut.size()))
                .build();
    }

    /** Returns those of the rows, counted from 0 among them, of which something is true; the others are not told. */
    public CompleteRows where(IntPredicate row) {
        return new CompleteRows(
                study,
                refusal,
                IntStream.range(0, rows.length)
                        .filter(row)
                        .map(index -> rows[index])
                        .toArray(),
                leftOut);
    }

    /** Refuses to go on with nobody; who was left out until then is told. */
    public CompleteRows requireSome() {
        if (rows.length == 0) {
            ProblemException.throwIfAny(refusal + ", for nobody is left", leftOut);
            throw new ProblemException(
                    refusal,
                    List.of(new Problem("row.none", "rows", "none", "at least one row", "Give at least one school.")));
        }
        return this;
    }

    /**
     * Returns those of the rows in which a column is not 0; the others are listed after those that lack a number.
     *
     * @param remedy what to do about a 0
     */
    public CompleteRows withoutZeros(String code, String column, String remedy) {
        return where(code, column, value -> value != 0, remedy);
    }

    /** Returns those of the rows in which a column is above 0; the others are listed after those that lack a number. */
    public CompleteRows withoutNonPositive(String code, String column, String remedy) {
        return where(code, column, value -> value > 0, remedy);
    }

    private CompleteRows where(String code, String column, DoublePredicate isKept, String remedy) {
        double[] values = study.numbers(column);
        List<Problem> more = new ArrayList<>(leftOut);
        for (int row : rows) {
            if (!isKept.test(values[row])) {
                String found = values[row] == 0 ? "0" : Double.toString(values[row]);
                more.add(new Problem(
                        code, study.units().get(row), found + " " + column, "more than 0 " + column, remedy));
            }
        }
        int[] kept = Arrays.stream(rows).filter(row -> isKept.test(values[row])).toArray();
        return new CompleteRows(study, refusal, kept, more);
    }

    /**
     * Tells of every number of a column that is not in its range.
     *
     * @param smallest of those that are not 0
     */
    public void check(List<Problem> problems, String code, String column, double smallest, double largest) {
        check(problems, code, column, smallest, largest, CORRECT);
    }

    /**
     * Tells of every number of a column that is not in its range, and what to do about it.
     *
     * @param smallest of those that are not 0
     */
    public void check(
            List<Problem> problems, String code, String column, double smallest, double largest, String remedy) {
        check(
                problems,
                code,
                column,
                value -> value == 0 || (value >= smallest && value <= largest),
                "0, or %s to %s".formatted(smallest, largest),
                remedy);
    }

    /**
     * Tells of every number of a column that is not in its range, whatever its sign.
     *
     * @param smallest in size of those that are not 0
     */
    public void checkSigned(List<Problem> problems, String code, String column, double smallest, double largest) {
        check(
                problems,
                code,
                column,
                value -> value == 0 || (Math.abs(value) >= smallest && Math.abs(value) <= largest),
                "0, or %s to %s in size".formatted(smallest, largest),
                CORRECT);
    }

    private void check(
            List<Problem> problems,
            String code,
            String column,
            DoublePredicate isAllowed,
            String allowed,
            String remedy) {
        double[] values = study.numbers(column);
        for (int row : rows) {
            if (!isAllowed.test(values[row])) {
                problems.add(new Problem(
                        code, study.units().get(row), "%s %s".formatted(column, values[row]), allowed, remedy));
            }
        }
    }

    /** Tells of every number of some columns that is larger than can be computed with, whatever its sign. */
    public void checkSizes(List<Problem> problems, String code, List<String> columns, double largest) {
        for (String column : columns) {
            check(
                    problems,
                    code,
                    column,
                    value -> !(Math.abs(value) > largest),
                    "at most %s in size".formatted(largest),
                    CORRECT);
        }
    }

    /** Tells of every unit that has a second row; in a study of several years a unit is one in all of them. */
    public void checkUnits(List<Problem> problems) {
        Set<String> seen = new HashSet<>();
        List<String> rowsOf = study.texts().contains(Study.UNIT) ? texts(Study.UNIT) : units();
        for (int row = 0; row < rows.length; row++) {
            if (!seen.add(rowsOf.get(row))) {
                problems.add(new Problem(
                        "unit.twice",
                        study.units().get(rows[row]),
                        "a second row",
                        "one row for each",
                        "Take the rows of one year, or name units by year."));
            }
        }
    }

    /** Throws if there are problems. */
    public void throwIfAny(List<Problem> problems) {
        ProblemException.throwIfAny(refusal, problems);
    }

    /** Returns the rows that lack nothing, in their order. */
    public int[] rows() {
        return rows.clone();
    }

    /** Returns the units of these rows. */
    public List<String> units() {
        return Arrays.stream(rows).mapToObj(study.units()::get).collect(ImmutableList.toImmutableList());
    }

    /** Returns a column of these rows. A negative zero becomes a plain one. */
    public double[] numbers(String column) {
        double[] all = study.numbers(column);
        return Arrays.stream(rows).mapToDouble(row -> all[row] + 0.0).toArray();
    }

    /** Returns what the study left out when it was made, and then the rows that lack something. */
    public List<Problem> leftOut() {
        return leftOut;
    }
}
