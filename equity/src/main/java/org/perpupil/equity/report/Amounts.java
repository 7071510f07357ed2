package org.perpupil.equity.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.primitives.Doubles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.perpupil.equity.internal.FigureText;
import org.perpupil.equity.report.ReportSection.Figure;
import org.perpupil.equity.report.ReportSection.Form;
import org.perpupil.equity.report.ReportSection.Row;

/** Amounts of one unit are written alike: with two decimals, or with four digits if all of them are below 1 in size. */
final class Amounts {
    private Amounts() {}

    /** Returns how amounts of one unit are written. */
    static Form form(double... amounts) {
        return FigureText.areSmall(amounts) ? Form.DIGITS : Form.HUNDREDTHS;
    }

    /** Returns rows whose amounts are all of one unit. */
    static List<Row> ofOneUnit(List<Row> rows) {
        return written(rows, (row, figure) -> "");
    }

    /** Returns rows whose amounts are of one unit in each column. */
    static List<Row> byColumn(List<Row> rows) {
        return written(rows, (row, figure) -> figure.column());
    }

    /** Returns rows that have amounts of a unit each. */
    static List<Row> byRow(List<Row> rows) {
        return written(rows, (row, figure) -> row.name());
    }

    private static List<Row> written(List<Row> rows, BiFunction<Row, Figure, String> unit) {
        ImmutableListMultimap.Builder<String, Double> collected = ImmutableListMultimap.builder();
        for (Row row : rows) {
            row.figures().stream()
                    .filter(Amounts::isAmount)
                    .forEach(figure -> collected.put(unit.apply(row, figure), figure.value()));
        }
        Map<String, Form> forms = new HashMap<>();
        collected.build().asMap().forEach((of, amounts) -> forms.put(of, form(Doubles.toArray(amounts))));
        return rows.stream()
                .map(row -> new Row(
                        row.name(),
                        row.figures().stream()
                                .map(figure -> isAmount(figure)
                                        ? new Figure(
                                                figure.column(),
                                                figure.value(),
                                                requireNonNull(forms.get(unit.apply(row, figure))))
                                        : figure)
                                .toList(),
                        row.explanation(),
                        row.source()))
                .toList();
    }

    private static boolean isAmount(Figure figure) {
        return figure.form() == Form.HUNDREDTHS;
    }
}
