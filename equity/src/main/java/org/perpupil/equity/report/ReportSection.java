package org.perpupil.equity.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.ListMultimap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.perpupil.equity.internal.FigureText;
import org.perpupil.problem.Problem;

/**
 * One result in a report.
 *
 * <p>Names that come of data are kept apart from those that a section has of its own: a regressor, a group, a year or a column with the
 * name of such a row or column has " (coefficient)", " (group)", " (year)" or " (mean)" added to its own, and finds its figures by that.
 *
 * @param title what was asked; not blank
 * @param counted how many units, and how each counts
 * @param columns what figures there may be, in the order in which they stand; one without figures is not shown
 * @param rows the figures
 * @param notes what the columns mean, and what else has to be known
 * @param source where the method is from
 * @param leftOut who is in no figure, and why
 */
public record ReportSection(
        String title,
        String counted,
        List<String> columns,
        List<Row> rows,
        List<String> notes,
        String source,
        List<Problem> leftOut) {

    public ReportSection {
        if (title.isBlank()) {
            throw new IllegalArgumentException("a section has a title, which is not blank");
        }
        requireNonNull(counted, "counted");
        requireNonNull(source, "source");
        columns = ImmutableList.copyOf(columns);
        rows = ImmutableList.copyOf(rows);
        notes = ImmutableList.copyOf(notes);
        leftOut = ImmutableList.copyOf(leftOut);
        Set<String> known = new HashSet<>();
        for (String column : columns) {
            if (!known.add(column)) {
                throw new IllegalArgumentException("\"%s\" has two columns \"%s\"".formatted(title, column));
            }
        }
        for (Row row : rows) {
            for (Figure figure : row.figures()) {
                if (!known.contains(figure.column())) {
                    throw new IllegalArgumentException("row \"%s\" of \"%s\" has a figure \"%s\"; columns are %s"
                            .formatted(row.name(), title, figure.column(), columns));
                }
            }
        }
    }

    /** A section whose columns come in the order in which rows first have them. */
    public ReportSection(
            String title, String counted, List<Row> rows, List<String> notes, String source, List<Problem> leftOut) {
        this(title, counted, columnsOf(rows), rows, notes, source, leftOut);
    }

    private static List<String> columnsOf(List<Row> rows) {
        return rows.stream()
                .flatMap(row -> row.figures().stream())
                .map(Figure::column)
                .distinct()
                .toList();
    }

    /** Returns the section with another title. */
    ReportSection headed(String heading) {
        return new ReportSection(heading, counted, columns, rows, notes, source, leftOut);
    }

    /**
     * How a figure is written; its value is not rounded. From 10¹⁵ on, and below 10⁻⁶ where digits are counted, it has four digits and an
     * exponent.
     */
    public enum Form {
        /** With two decimals: dollars per pupil, means. Sections write amounts that are all below 1 with {@link #DIGITS}. */
        HUNDREDTHS(value -> FigureText.decimals(value, 2)),
        /** With four digits, whole ones always. */
        DIGITS(FigureText::digits),
        /** As it is, up to two decimals: units, pupils. */
        COUNT(FigureText::upToHundredths),
        /** With three decimals: ratios that are compared with 1. */
        THOUSANDTHS(value -> FigureText.decimals(value, 3)),
        /** A share, 0.25 for a quarter, as per cent with two decimals: 25.00%. */
        SHARE(value -> FigureText.decimals(100 * value, 2) + "%"),
        /** With three decimals, nothing below 0.001. */
        PROBABILITY(value -> value < 0.001 ? "< 0.001" : FigureText.decimals(value, 3));

        @SuppressWarnings("ImmutableEnumChecker") // each is a lambda that holds nothing
        private final DoubleFunction<String> text;

        Form(DoubleFunction<String> text) {
            this.text = text;
        }

        /** Returns a figure for people. */
        String of(double value) {
            return text.apply(value);
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
     * @param source who defined it, such as "Pearson 1896"; empty if the source of the section is that of the row
     */
    public record Row(String name, List<Figure> figures, String explanation, String source) {
        public Row {
            requireNonNull(name, "name");
            requireNonNull(explanation, "explanation");
            requireNonNull(source, "source");
            figures = ImmutableList.copyOf(figures);
            Set<String> columns = new HashSet<>();
            for (Figure figure : figures) {
                if (!columns.add(figure.column())) {
                    throw new IllegalArgumentException(
                            "row \"%s\" has two figures \"%s\"".formatted(name, figure.column()));
                }
            }
        }

        /** A row whose source is that of its section. */
        public Row(String name, List<Figure> figures, String explanation) {
            this(name, figures, explanation, "");
        }

        /** Returns what stands beside the figures. */
        String beside() {
            return source.isEmpty()
                    ? explanation
                    : "%s [%s]".formatted(explanation, source).strip();
        }
    }

    /** Returns who is left out, each unit or place once, with every reason, in the order of {@link #leftOut}. */
    public Map<String, List<String>> leftOutByUnit() {
        return byUnit(leftOut);
    }

    static Map<String, List<String>> byUnit(List<Problem> problems) {
        ListMultimap<String, String> reasons = LinkedListMultimap.create();
        problems.forEach(problem -> {
            if (!reasons.containsEntry(problem.place(), problem.found())) {
                reasons.put(problem.place(), problem.found());
            }
        });
        ImmutableMap.Builder<String, List<String>> byUnit = ImmutableMap.builder();
        reasons.asMap().forEach((unit, all) -> byUnit.put(unit, ImmutableList.copyOf(all)));
        return byUnit.buildOrThrow();
    }

    /**
     * Returns a figure.
     *
     * @param row the name of its row
     * @return empty if the figure does not exist
     * @throws IllegalArgumentException if there is no such row, or several, or no such column
     */
    public OptionalDouble figure(String row, String column) {
        if (!columns.contains(column)) {
            throw new IllegalArgumentException(
                    "\"%s\" has no column \"%s\"; it has %s".formatted(title, column, columns));
        }
        List<Row> found = rows.stream().filter(some -> some.name().equals(row)).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("\"%s\" has %s \"%s\"; it has %s"
                    .formatted(
                            title,
                            found.isEmpty() ? "no row" : found.size() + " rows",
                            row,
                            rows.stream().map(Row::name).toList()));
        }
        return found.get(0).figures().stream()
                .filter(figure -> figure.column().equals(column))
                .mapToDouble(Figure::value)
                .findFirst();
    }

    /** Returns the section as text. */
    @Override
    public String toString() {
        return text(leftOut.isEmpty() ? "" : leftOut(leftOut));
    }

    /**
     * Returns the section as text.
     *
     * @param whoIsLeftOut who is left out, as it is to be told; empty if that is nobody
     */
    String text(String whoIsLeftOut) {
        StringBuilder text =
                new StringBuilder(title).append('\n').append(counted).append('\n');
        List<String> told = columnsOf(rows);
        int names = width(rows.stream().map(Row::name).toList());
        Map<String, Integer> widths = new LinkedHashMap<>();
        columns.stream().filter(told::contains).forEach(column -> widths.put(column, width(column)));
        if (!widths.isEmpty()) {
            List<String> heads = new ArrayList<>();
            widths.forEach((column, width) -> heads.add(right(column, width)));
            text.append(line(names, "", heads, "")).append('\n');
        }
        for (Row row : rows) {
            List<String> cells = new ArrayList<>();
            widths.forEach((column, width) -> cells.add(right(cell(row, column), width)));
            text.append(line(names, row.name(), cells, row.beside())).append('\n');
        }
        notes.forEach(note -> text.append(note).append('\n'));
        text.append("Source: ").append(source).append('\n');
        return (whoIsLeftOut.isEmpty() ? text : text.append(whoIsLeftOut).append('\n')).toString();
    }

    /** Returns who is left out: each unit once with its reasons, and units with the same reasons together. */
    static String leftOut(List<Problem> problems) {
        return "Left out (%s):\n%s".formatted(Words.units(byUnit(problems).size()), lines(problems));
    }

    /** Returns the lines below the head of that. */
    static String lines(List<Problem> problems) {
        Map<List<String>, List<String>> byReasons = new LinkedHashMap<>();
        byUnit(problems)
                .forEach((unit, reasons) -> byReasons
                        .computeIfAbsent(reasons, any -> new ArrayList<>())
                        .add(unit));
        return byReasons.entrySet().stream()
                .map(each -> {
                    String reasons = String.join("; ", each.getKey());
                    List<String> units = each.getValue();
                    return units.size() == 1
                            ? "  %s: %s".formatted(units.get(0), reasons)
                            : "  %s, %s: %s".formatted(Words.units(units.size()), reasons, String.join("; ", units));
                })
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
