package org.perpupil.equity.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.ListMultimap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
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
        /** With two decimals: dollars per pupil, means. */
        HUNDREDTHS(value -> grouped(value.setScale(2, RoundingMode.HALF_EVEN))),
        /** With four digits, whole ones always. */
        DIGITS(value -> grouped(digits(value, 4))),
        /** As it is, up to two decimals: units, pupils. */
        COUNT(value -> grouped(value.setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros())),
        /** With three decimals: ratios that are compared with 1. */
        THOUSANDTHS(value -> grouped(value.setScale(3, RoundingMode.HALF_EVEN))),
        /** A share, 0.25 for a quarter, as per cent with two decimals: 25.00%. */
        SHARE(value -> grouped(value.movePointRight(2).setScale(2, RoundingMode.HALF_EVEN)) + "%"),
        /** With three decimals, nothing below 0.001. */
        PROBABILITY(value -> value.compareTo(new BigDecimal("0.001")) < 0
                ? "< 0.001"
                : grouped(value.setScale(3, RoundingMode.HALF_EVEN)));

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
     * @param source who defined it, such as "Pearson 1896"; empty if the source of the section is that of the row
     */
    public record Row(String name, List<Figure> figures, String explanation, String source) {
        public Row {
            requireNonNull(name, "name");
            requireNonNull(explanation, "explanation");
            requireNonNull(source, "source");
            figures = ImmutableList.copyOf(figures);
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

    /** Returns the columns in the order in which they come, but with F before p. */
    private Set<String> columns() {
        List<String> columns = rows.stream()
                .flatMap(row -> row.figures().stream())
                .map(Figure::column)
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        int p = columns.indexOf("p");
        if (p >= 0 && columns.indexOf("F") > p) {
            columns.remove("F");
            columns.add(p, "F");
        }
        return ImmutableSet.copyOf(columns);
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
            text.append(line(names, row.name(), cells, row.beside())).append('\n');
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

    /** Returns who is left out: each unit once with its reasons, and units with the same reasons together. */
    static String leftOut(List<Problem> problems) {
        Map<String, List<String>> byUnit = byUnit(problems);
        Map<List<String>, List<String>> byReasons = new LinkedHashMap<>();
        byUnit.forEach((unit, reasons) ->
                byReasons.computeIfAbsent(reasons, any -> new ArrayList<>()).add(unit));
        return "Left out (%s):\n".formatted(Words.units(byUnit.size()))
                + byReasons.entrySet().stream()
                        .map(each -> {
                            String reasons = String.join("; ", each.getKey());
                            List<String> units = each.getValue();
                            return units.size() == 1
                                    ? "  %s: %s".formatted(units.get(0), reasons)
                                    : "  %s, %s: %s"
                                            .formatted(Words.units(units.size()), reasons, String.join("; ", units));
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
