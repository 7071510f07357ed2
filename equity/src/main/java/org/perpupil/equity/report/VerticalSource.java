package org.perpupil.equity.report;

import org.perpupil.equity.progressivity.VerticalMeasure;

/**
 * Who defined a vertical measure, as {@link org.perpupil.equity.progressivity.Progressivity} says.
 *
 * @param shown beside the measure
 * @param reference at the foot
 */
record VerticalSource(String shown, String reference) {
    private static final VerticalSource BERNE_STIEFEL = new VerticalSource(
            "Berne and Stiefel 1984", "R. Berne and L. Stiefel, The Measurement of Equity in School Finance, 1984");
    private static final VerticalSource PEARSON = new VerticalSource(
            "Pearson 1896", "K. Pearson, Philosophical Transactions of the Royal Society A 187 (1896)");
    private static final VerticalSource SPEARMAN =
            new VerticalSource("Spearman 1904", "C. Spearman, The American Journal of Psychology 15 (1904)");
    private static final VerticalSource FELDSTEIN =
            new VerticalSource("Feldstein 1975", "M. S. Feldstein, The American Economic Review 65 (1975)");
    private static final VerticalSource KAKWANI_AND_OTHERS = new VerticalSource(
            "Kakwani, Wagstaff and van Doorslaer 1997",
            "N. Kakwani, A. Wagstaff and E. van Doorslaer, Journal of Econometrics 77 (1997)");
    private static final VerticalSource LERMAN_YITZHAKI = new VerticalSource(
            "Lerman and Yitzhaki 1989", "R. I. Lerman and S. Yitzhaki, Journal of Econometrics 42 (1989)");
    private static final VerticalSource KAKWANI =
            new VerticalSource("Kakwani 1977", "N. C. Kakwani, The Economic Journal 87 (1977)");
    private static final VerticalSource CHINGOS_BLAGG = new VerticalSource(
            "Chingos and Blagg 2017",
            "M. M. Chingos and K. Blagg, Do Poor Kids Get Their Fair Share of School Funding?, Urban Institute, 2017");

    static VerticalSource of(VerticalMeasure measure) {
        return switch (measure) {
            case PEARSON, WEIGHTED_PEARSON -> PEARSON;
            case SPEARMAN -> SPEARMAN;
            case LOG_LOG_ELASTICITY -> FELDSTEIN;
            case CONCENTRATION_INDEX -> KAKWANI_AND_OTHERS;
            case GINI_OF_NEED -> LERMAN_YITZHAKI;
            case KAKWANI -> KAKWANI;
            case NEED_MEAN, OTHER_MEAN, NEED_GAP, PROGRESSIVITY_RATIO -> CHINGOS_BLAGG;
            case INTERCEPT,
                    SLOPE,
                    WEIGHTED_INTERCEPT,
                    WEIGHTED_SLOPE,
                    ELASTICITY_AT_MEANS,
                    QUARTILE_GAP,
                    QUARTILE_RATIO -> BERNE_STIEFEL;
        };
    }
}
