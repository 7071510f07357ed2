package org.perpupil.equity.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.FigureText;
import org.perpupil.equity.internal.Ties;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.report.ReportSection.Form;

/** The rows that a regression was fitted to, and what need they have. */
record Observed(Study rows) {

    static Observed of(Fit fit) {
        return new Observed(fit.fittedStudy());
    }

    Observed where(String column, String text) {
        return new Observed(rows.where(column, text));
    }

    Range range(String column) {
        double[] values = rows.numbers(column);
        return new Range(
                column,
                DoubleStream.of(values).min().orElseThrow(),
                DoubleStream.of(values).max().orElseThrow());
    }

    /**
     * From the least to the most of a need, in per cent.
     *
     * @param need its column
     */
    record Range(String need, double lowest, double highest) {
        /** Above this a share that is a fraction is unlikely, and one in per cent of a whole district is likely. */
        private static final double FRACTION = 1.5;

        /** Returns the range, to be put behind the name of the need. */
        String text() {
            return "%s to %s".formatted(percent(lowest), percent(highest));
        }

        /** Returns the range in the unit of the column. */
        String plain() {
            return "%s to %s".formatted(number(lowest), number(highest));
        }

        private String number(double value) {
            return FigureText.areSmall(lowest, highest) ? Form.DIGITS.of(value) : Form.COUNT.of(value);
        }

        private String percent(double share) {
            return number(share) + "%";
        }

        /** Tells the range, and whether the line is read below it where it is read at 0. */
        List<String> notes() {
            String observed = "Observed \"%s\": %s.".formatted(need, text());
            return isBelow(0)
                    ? List.of("%s What is told at 0%% is an extrapolation.".formatted(observed))
                    : List.of(observed);
        }

        /** Tells where a share is beyond what is observed; empty if it is not. */
        Optional<String> beyond(double share) {
            return isAbove(share)
                    ? Optional.of("above " + percent(highest))
                    : isBelow(share) ? Optional.of("below " + percent(lowest)) : Optional.empty();
        }

        /** A share that was computed in two ways is not beyond itself. */
        private boolean isAbove(double share) {
            return share > highest && !Ties.tied(share, highest);
        }

        /** Tells whether a share is below all that are observed; next to 0 they are the same if the way to the highest is. */
        boolean isBelow(double share) {
            return share < lowest
                    && !Ties.tied(share, lowest)
                    && !(highest > lowest && Ties.tied(highest - share, highest - lowest));
        }

        /** Returns what stands beside a figure at a share; empty if it is within what is observed. */
        Optional<String> mark(double share) {
            return beyond(share).map(side -> "extrapolation: " + side);
        }

        /** Warns if the need looks like fractions, or what is asked of it does. */
        List<String> warnings(double... asked) {
            List<String> warnings = new ArrayList<>();
            if (highest > 0 && highest <= FRACTION) {
                warnings.add(
                        ("Warning: \"%s\" is at most %s, as if it held fractions; needs are in per cent, 25 and not 0.25."
                                        + " Multiply it by 100 if it does.")
                                .formatted(need, Double.toString(highest)));
            } else if (asked.length > 0
                    && DoubleStream.of(asked).allMatch(share -> share >= 0 && share <= 1)
                    && DoubleStream.of(asked).anyMatch(share -> share > 0)) {
                warnings.add(
                        ("Warning: \"%s\" of %s is asked for, as if shares were fractions; they are in per cent, 25 and not"
                                        + " 0.25.")
                                .formatted(
                                        need,
                                        DoubleStream.of(asked)
                                                .mapToObj(Words::share)
                                                .collect(Collectors.joining(" and "))));
            }
            return warnings;
        }
    }
}
