package org.perpupil.equity.regression;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.perpupil.equity.internal.FigureText;
import org.perpupil.equity.internal.GivenNames;

/**
 * Regressions side by side, as journals print them: coefficients with standard errors in brackets below, stars for the 10, 5 and 1 per
 * cent level, n and R² at the foot. A coefficient that has the name of a row of the foot, such as one of a column "n", has " (coefficient)"
 * added to its own.
 */
public final class RegressionTable {
    /** What has a row at the foot; a coefficient of the name has another. */
    private static final ImmutableSet<String> FOOT =
            ImmutableSet.of("n", "R²", "adjusted R²", "residual standard deviation", "weighted by", "standard errors");

    private final ImmutableList<Inference> columns;

    private RegressionTable(List<Inference> columns) {
        this.columns = ImmutableList.copyOf(columns);
    }

    /**
     * Returns a table with a column for each fit.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RegressionTable of(Inference... fits) {
        if (fits.length == 0) {
            throw new IllegalArgumentException("a table has at least one column");
        }
        return new RegressionTable(List.of(fits));
    }

    /** Returns the regressions, in the order of the columns. */
    public List<Inference> columns() {
        return columns;
    }

    private static String stars(double p) {
        return p < 0.01 ? "***" : p < 0.05 ? "**" : p < 0.1 ? "*" : "";
    }

    /** Returns the table as text. */
    @Override
    public String toString() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(
                "",
                column -> (column.fit().regression().isLogarithm() ? "ln " : "")
                        + column.fit().regression().dependent()));
        Set<String> names = new LinkedHashSet<>();
        columns.forEach(column -> names.addAll(column.fit().names()));
        if (names.remove(Regression.CONSTANT)) {
            names.add(Regression.CONSTANT);
        }
        for (String name : names) {
            rows.add(row(
                    GivenNames.apart(name, "coefficient", FOOT::contains),
                    column -> column.fit().names().contains(name) ? estimate(column.coefficient(name)) : ""));
            rows.add(row(
                    "",
                    column -> column.fit().names().contains(name)
                            ? "(" + digits(column.standardError(name), 4) + ")"
                            : ""));
        }
        rows.add(row("n", column -> Integer.toString(column.fit().rows())));
        rows.add(row("R²", column -> digits(column.fit().rSquared(), 3)));
        rows.add(row("adjusted R²", column -> digits(column.fit().adjustedRSquared(), 3)));
        rows.add(
                row("residual standard deviation", column -> digits(column.fit().residualStandardDeviation(), 4)));
        rows.add(row("weighted by", column -> column.fit().regression().weight().orElse("–")));
        rows.add(row("standard errors", RegressionTable::errors));
        int[] widths = new int[columns.size() + 1];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(
                        widths[i], row.get(i).codePointCount(0, row.get(i).length()));
            }
        });
        String table = rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < row.size(); i++) {
                        String text = row.get(i);
                        String blanks = " ".repeat(widths[i] - text.codePointCount(0, text.length()));
                        line.append(i == 0 ? text + blanks : "  " + blanks + text);
                    }
                    return line.toString().stripTrailing();
                })
                .collect(Collectors.joining("\n"));
        return table + "\nStandard errors in brackets; * p < 0.1, ** p < 0.05, *** p < 0.01, by Student's t.\n";
    }

    private List<String> row(String head, java.util.function.Function<Inference, String> cell) {
        List<String> row = new ArrayList<>();
        row.add(head);
        columns.forEach(column -> row.add(cell.apply(column)));
        return row;
    }

    private static String digits(double value, int digits) {
        return FigureText.isScientific(value) ? FigureText.scientific(value) : Figures.digits(value, digits);
    }

    private static String estimate(Inference.Coefficient coefficient) {
        return digits(coefficient.estimate(), 4) + stars(coefficient.p());
    }

    private static String errors(Inference column) {
        return column.kind() == Covariance.CLASSICAL
                ? "classical, %s df".formatted(column.degreesOfFreedom())
                : column.kind().isClustered()
                        ? "%s, %s clusters".formatted(column.kind(), column.clusters())
                        : "%s, %s df".formatted(column.kind(), column.degreesOfFreedom());
    }
}
