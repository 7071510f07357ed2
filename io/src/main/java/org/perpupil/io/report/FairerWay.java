package org.perpupil.io.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.progressivity.VerticalMeasure;
import org.perpupil.equity.report.ReportSection;

/** Which way a measure of equity is fairer, in words. */
final class FairerWay {
    private FairerWay() {}

    /** Tells whether each row of a section is a measure of equity, and one at least is more than a mean or a median. */
    static boolean isAllMeasures(ReportSection section) {
        return section.rows().stream()
                        .allMatch(row -> horizontal(row.name()).isPresent()
                                || vertical(row.name()).isPresent())
                && section.rows().stream().anyMatch(row -> !of(row.name()).isEmpty());
    }

    /** Returns the words on a measure; empty for one that is neither fair nor unfair, and for what is no measure. */
    static String of(String label) {
        return horizontal(label)
                .map(FairerWay::words)
                .or(() -> vertical(label).map(FairerWay::words))
                .orElse("");
    }

    private static Optional<Measure> horizontal(String label) {
        return Arrays.stream(Measure.values())
                .filter(measure -> measure.label().equals(label))
                .findFirst();
    }

    private static Optional<VerticalMeasure> vertical(String label) {
        return Arrays.stream(VerticalMeasure.values())
                .filter(measure -> measure.label().equals(label))
                .findFirst();
    }

    private static String words(Measure measure) {
        OptionalDouble whenEqual = measure.whenEqual();
        if (whenEqual.isEmpty()) {
            return "";
        }
        return whenEqual.getAsDouble() == 0
                ? "0 is equal; higher is less equal"
                : "1 is equal; farther from 1 is less equal";
    }

    private static String words(VerticalMeasure measure) {
        return switch (measure) {
            case PEARSON, WEIGHTED_PEARSON, SPEARMAN ->
                "above 0, up to 1: more dollars where there is more need; below 0: fewer";
            case SLOPE,
                    WEIGHTED_SLOPE,
                    ELASTICITY_AT_MEANS,
                    LOG_LOG_ELASTICITY,
                    CONCENTRATION_INDEX,
                    NEED_GAP,
                    QUARTILE_GAP -> "above 0: more dollars where there is more need; below 0: fewer";
            case KAKWANI -> "above 0: dollars rise faster than need; below 0: more slowly, or fall";
            case PROGRESSIVITY_RATIO, QUARTILE_RATIO ->
                "above 1: more dollars where there is more need; below 1: fewer";
            case INTERCEPT, WEIGHTED_INTERCEPT, GINI_OF_NEED, NEED_MEAN, OTHER_MEAN -> "";
        };
    }
}
