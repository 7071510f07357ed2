package org.perpupil.formula.compliance;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Line;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.internal.text.TextTable;

/**
 * Compares what a formula gives a school with the official figures, line by line.
 *
 * <pre>{@code
 * FigureCheck check = FigureCheck.of(allocation.of(school))
 *         .figure("sparsity", "6283.33")
 *         .figure("lump sum", "110000.00")
 *         .total("2740800.00");
 * check.isMet();
 * System.out.println(check); // every line, official and computed, and what is off
 * }</pre>
 *
 * <p>A figure is met if it is what was computed. One that is printed with fewer decimals than were computed is met if it is the computed
 * one rounded half up to those. Where one is not met, the text tells what would meet it, if something simple does: another rounding of the
 * exact value, or another line, or two, whose money is in it or lacks in it.
 */
public final class FigureCheck {
    private static final String TOTAL = "total";

    /** No exponent: nobody prints one, and a few bytes of it would be a text that fills the memory. */
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,100}(\\.\\d{1,100})?");

    private final SchoolAllocation school;
    private final ImmutableList<Row> rows;

    private FigureCheck(SchoolAllocation school, ImmutableList<Row> rows) {
        this.school = school;
        this.rows = rows;
    }

    /** Starts with a school and no figure. */
    public static FigureCheck of(SchoolAllocation school) {
        return new FigureCheck(requireNonNull(school, "school"), ImmutableList.of());
    }

    /**
     * Adds the official figure of a line.
     *
     * @param line an amount or a figure of the school
     * @param official as it is printed, without currency or commas: {@code "6283.33"}, {@code "-44000"}
     * @throws IllegalArgumentException if there is no such line, or the figure is no decimal of up to 100 digits before the point and
     *     after it
     */
    public FigureCheck figure(String line, String official) {
        LineResult result = school.line(line)
                .orElseThrow(() -> new IllegalArgumentException("%s has no line \"%s\"; it has %s"
                        .formatted(
                                school.school(),
                                line,
                                school.lines().stream()
                                        .map(other -> other.line().name())
                                        .collect(Collectors.joining(", ")))));
        return with(line, official, result.value(), Optional.of(result));
    }

    /**
     * Adds the official total of the school's budget.
     *
     * @param official as it is printed, without currency or commas
     * @throws IllegalArgumentException if the figure is no decimal, as in {@link #figure(String, String)}
     */
    public FigureCheck total(String official) {
        return with(TOTAL, official, Optional.of(school.total().toRational()), Optional.empty());
    }

    private FigureCheck with(String line, String official, Optional<Rational> computed, Optional<LineResult> result) {
        BigDecimal printed = printed(official);
        Row row = new Row(line, printed, computed, Optional.empty());
        Optional<String> because = row.isMet() ? Optional.empty() : because(row, result);
        return new FigureCheck(
                school,
                ImmutableList.<Row>builder()
                        .addAll(rows)
                        .add(new Row(line, printed, computed, because))
                        .build());
    }

    private static BigDecimal printed(String official) {
        if (!DECIMAL.matcher(official).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no official figure; write a decimal such as 6283.33".formatted(official));
        }
        return new BigDecimal(official);
    }

    private Optional<String> because(Row row, Optional<LineResult> result) {
        if (row.computed().isEmpty()) {
            return result.flatMap(line ->
                    line.notApplied().or(() -> line.working().flatMap(working -> working.why())));
        }
        Optional<String> rounding =
                result.flatMap(line -> line.exact().flatMap(exact -> rounding(line.line(), exact, row.official())));
        return rounding.or(() -> row.difference().flatMap(difference -> lines(difference, result)));
    }

    private static Optional<String> rounding(Line line, Rational exact, BigDecimal official) {
        Optional<Rounding> met = Stream.of(
                        RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP)
                .map(mode -> unit(official).by(mode))
                .filter(other -> other.apply(exact).equals(Rational.of(official)))
                .findFirst();
        return met.map(rounding -> line.form().isAmount() && !rounding.givesWholeCents()
                ? "exactly %s; an amount has whole cents, so make this step a figure that an amount pays"
                        .formatted(exact)
                : "exactly %s, which is met by rounding to %s".formatted(exact, rounding));
    }

    private static Rounding unit(BigDecimal printed) {
        return Rounding.places(Math.max(0, printed.scale()));
    }

    /** Returns the other line, or the two, of the same kind, that come to a difference. */
    private Optional<String> lines(Rational difference, Optional<LineResult> of) {
        ValueType type = of.map(line -> line.line().form().type()).orElse(ValueType.MONEY);
        List<LineResult> others = school.lines().stream()
                .filter(line -> line.line().form().type() == type)
                .filter(line -> of.isPresent() || line.line().form().isAmount())
                .filter(line -> line.value().filter(value -> !value.isZero()).isPresent())
                .filter(line -> of.filter(line::equals).isEmpty())
                // A difference is rather an amount than a step.
                .sorted(Comparator.comparing(line -> !line.line().form().isAmount()))
                .toList();
        // A total has in it what is paid. Which lines another line has in it is not known.
        List<LineResult> inside = of.isPresent() ? others : paid(others, true);
        List<LineResult> outside = of.isPresent() ? others : paid(others, false);
        return adding(difference, inside)
                .or(() -> adding(difference.negated(), outside))
                .map(names -> (difference.signum() > 0 ? "too much by " : "too little by ") + names);
    }

    private static List<LineResult> paid(List<LineResult> lines, boolean paid) {
        return lines.stream().filter(line -> !line.paid().isZero() == paid).toList();
    }

    private static Optional<String> adding(Rational sum, List<LineResult> lines) {
        for (LineResult line : lines) {
            if (value(line).equals(sum)) {
                return Optional.of("\"%s\"".formatted(line.line().name()));
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            for (int j = i + 1; j < lines.size(); j++) {
                if (value(lines.get(i)).plus(value(lines.get(j))).equals(sum)) {
                    return Optional.of("\"%s\" and \"%s\""
                            .formatted(
                                    lines.get(i).line().name(),
                                    lines.get(j).line().name()));
                }
            }
        }
        return Optional.empty();
    }

    private static Rational value(LineResult line) {
        return line.value().orElseThrow();
    }

    /** Returns every figure, in the order in which they were added. */
    public List<Row> rows() {
        return rows;
    }

    /** Returns the figures that are not met, in order. */
    public List<Row> differences() {
        return rows.stream().filter(row -> !row.isMet()).toList();
    }

    /** Tells whether every figure is met. */
    public boolean isMet() {
        return differences().isEmpty();
    }

    /**
     * One official figure beside the computed one.
     *
     * @param line the line, or {@code total}
     * @param official as printed
     * @param computed what the line gives; empty if it has no value
     * @param because what would meet the figure, or why there is no value, for people; empty if it is met, or nobody knows
     */
    public record Row(String line, BigDecimal official, Optional<Rational> computed, Optional<String> because) {
        public Row {
            requireNonNull(line, "line");
            requireNonNull(official, "official");
            requireNonNull(computed, "computed");
            requireNonNull(because, "because");
        }

        /** Returns what is computed less what is official; empty if nothing is computed. */
        public Optional<Rational> difference() {
            return computed.map(value -> value.minus(Rational.of(official)));
        }

        /** Tells whether the official figure is the computed one, rounded half up to the decimals that are printed. */
        public boolean isMet() {
            return computed.filter(value -> unit(official).apply(value).equals(Rational.of(official)))
                    .isPresent();
        }
    }

    /** Returns a table of all figures, and below it what is known of those that are not met. */
    @Override
    public String toString() {
        TextTable table = new TextTable(List.of("line", "official", "computed", "difference"));
        for (Row row : rows) {
            table.row(List.of(
                    row.line(),
                    row.official().toPlainString(),
                    row.computed().map(value -> text(value, row.official())).orElse("no value"),
                    row.isMet() ? "0" : row.difference().map(Rational::toString).orElse("–")));
        }
        StringBuilder text = new StringBuilder(table.toString());
        text.append("\n%s of %s figures are met"
                .formatted(rows.size() - differences().size(), rows.size()));
        if (differences().size() > 1) {
            text.append("; begin with \"%s\", as others may only follow from it"
                    .formatted(differences().get(0).line()));
        }
        differences()
                .forEach(row -> row.because()
                        .ifPresent(because -> text.append("\n  ")
                                .append(row.line())
                                .append(": ")
                                .append(because)));
        return text.toString();
    }

    /** The computed value with at least the decimals of the official one. */
    private static String text(Rational value, BigDecimal official) {
        return value.toExactDecimal()
                .map(decimal -> decimal.scale() < official.scale() ? decimal.setScale(official.scale()) : decimal)
                .map(BigDecimal::toPlainString)
                .orElseGet(value::toString);
    }
}
