package org.perpupil.equity.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.perpupil.problem.Problem;

/**
 * One result in a report.
 *
 * @param title what was asked
 * @param counted how many units, and how each counts
 * @param rows the figures
 * @param notes what the columns mean, and what else has to be known
 * @param source where the method is from
 * @param leftOut who is in no figure, and why
 */
public record ReportSection(
        String title, String counted, List<Row> rows, List<String> notes, String source, List<Problem> leftOut) {

    public ReportSection {
        requireNonNull(title, "title");
        requireNonNull(counted, "counted");
        requireNonNull(source, "source");
        rows = ImmutableList.copyOf(rows);
        notes = ImmutableList.copyOf(notes);
        leftOut = ImmutableList.copyOf(leftOut);
    }

    /** How a figure is written; its value is not rounded. */
    public enum Form {
        /** With two decimals: dollars per pupil, per cents. */
        HUNDREDTHS(value -> grouped(value.setScale(2, RoundingMode.HALF_EVEN))),
        /** With four digits, whole ones always. */
        DIGITS(value -> grouped(digits(value, 4))),
        /** As it is, up to two decimals: units, pupils. */
        COUNT(value -> grouped(value.setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros())),
        /** With three digits, nothing below 0.001. */
        PROBABILITY(value -> value.compareTo(new BigDecimal("0.001")) < 0 ? "< 0.001" : grouped(digits(value, 3)));

        @SuppressWarnings("ImmutableEnumChecker") // each is a lambda that holds nothing
        private final Function<BigDecimal, String> text;

        Form(Function<BigDecimal, String> text) {
            this.text = text;
        }

        private static BigDecimal digits(BigDecimal value, int digits) {
            return value.signum() == 0
                    ? BigDecimal.ZERO
                    : value.setScale(Math.max(0, digits - value.precision() + value.scale()), RoundingMode.HALF_EVEN);
        }

        private static String grouped(BigDecimal value) {
            return String.format(Locale.ROOT, "%,." + Math.max(0, value.scale()) + "f", value);
        }

        /** Returns a figure for people. */
        String of(double value) {
            return text.apply(new BigDecimal(value));
        }
    }

    /**
     * A figure.
     *
     * @param column what it is
     * @param value its value, not rounded; a number
     * @param form how it is written
     */
    public record Figure(String column, double value, Form form) {
        public Figure {
            requireNonNull(column, "column");
            requireNonNull(form, "form");
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("%s is a number, not %s".formatted(column, value));
            }
        }

        @Override
        public String toString() {
            return form.of(value);
        }
    }

    /**
     * A row of figures.
     *
     * @param name what they are of
     * @param figures in their columns; none if there is none to be told
     * @param explanation its definition, or why there are no figures; empty if the notes say all
     */
    public record Row(String name, List<Figure> figures, String explanation) {
        public Row {
            requireNonNull(name, "name");
            requireNonNull(explanation, "explanation");
            figures = ImmutableList.copyOf(figures);
        }
    }

    /**
     * Returns a figure.
     *
     * @param row the name of its row
     * @return empty if the figure does not exist
     * @throws IllegalArgumentException if there is no such row, or no such column
     */
    public OptionalDouble figure(String row, String column) {
        if (!columns().contains(column)) {
            throw new IllegalArgumentException(
                    "\"%s\" has no column \"%s\"; it has %s".formatted(title, column, columns()));
        }
        return rows.stream()
                .filter(some -> some.name().equals(row))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"%s\" has no row \"%s\"; it has %s"
                        .formatted(title, row, rows.stream().map(Row::name).toList())))
                .figures()
                .stream()
                .filter(figure -> figure.column().equals(column))
                .mapToDouble(Figure::value)
                .findFirst();
    }

    private Set<String> columns() {
        return rows.stream()
                .flatMap(row -> row.figures().stream())
                .map(Figure::column)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the section as text. */
    @Override
    public String toString() {
        return text(List.of());
    }

    /** Returns the section as text, without those left out who are told of already. */
    String text(List<Problem> told) {
        StringBuilder text =
                new StringBuilder(title).append('\n').append(counted).append('\n');
        List<String> columns = List.copyOf(columns());
        int names = width(rows.stream().map(Row::name).toList());
        text.append(line(
                        names,
                        "",
                        columns.stream()
                                .map(column -> right(column, width(column)))
                                .toList(),
                        ""))
                .append('\n');
        for (Row row : rows) {
            List<String> cells = columns.stream()
                    .map(column -> right(cell(row, column), width(column)))
                    .toList();
            text.append(line(names, row.name(), cells, row.explanation())).append('\n');
        }
        notes.forEach(note -> text.append(note).append('\n'));
        text.append("Source: ").append(source).append('\n');
        List<Problem> rest =
                leftOut.stream().filter(problem -> !told.contains(problem)).toList();
        if (!rest.isEmpty()) {
            text.append(leftOut(rest)).append('\n');
        }
        return text.toString();
    }

    /** Returns who is left out, those with the same reason together. */
    static String leftOut(List<Problem> problems) {
        Map<String, List<String>> byReason = new TreeMap<>();
        problems.forEach(problem -> byReason.computeIfAbsent(problem.found(), any -> new ArrayList<>())
                .add(problem.place()));
        return "Left out (%s):\n".formatted(problems.size())
                + byReason.entrySet().stream()
                        .map(reason -> "  " + reason.getKey() + ": " + String.join("; ", reason.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    private int width(String column) {
        return Math.max(
                length(column),
                width(rows.stream().map(row -> cell(row, column)).toList()));
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(ReportSection::length).max().orElse(0);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String right(String text, int width) {
        return " ".repeat(width - length(text)) + text;
    }

    private static String cell(Row row, String column) {
        return row.figures().stream()
                .filter(figure -> figure.column().equals(column))
                .map(Figure::toString)
                .findFirst()
                .orElse("");
    }

    private static String line(int names, String name, List<String> cells, String explanation) {
        return ("  " + name + " ".repeat(names - length(name))
                        + cells.stream().map(cell -> "  " + cell).collect(Collectors.joining())
                        + (explanation.isEmpty() ? "" : "  " + explanation))
                .stripTrailing();
    }
}
