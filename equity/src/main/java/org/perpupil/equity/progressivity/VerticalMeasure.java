package org.perpupil.equity.progressivity;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.perpupil.equity.inequality.UndefinedMeasureException;

/** The vertical measures, in the order in which tables show them; each is computed by {@link Progressivity}. */
public enum VerticalMeasure {
    PEARSON(
            "correlation of units",
            "Pearson's correlation of dollars per pupil and need, each unit counting once",
            Kind.RATIO,
            Progressivity::pearson),
    WEIGHTED_PEARSON(
            "correlation over pupils",
            "Pearson's correlation of dollars per pupil and need, each unit counting with its pupils",
            Kind.RATIO,
            Progressivity::weightedPearson),
    SPEARMAN(
            "rank correlation of units",
            "Spearman's correlation of the ranks of dollars per pupil and need, each unit counting once",
            Kind.RATIO,
            Progressivity::spearman),
    INTERCEPT(
            "intercept of units",
            "dollars per pupil at need 0 on the least-squares line, each unit counting once",
            Kind.DOLLARS,
            Progressivity::intercept),
    SLOPE(
            "slope of units",
            "dollars per pupil for one more percentage point of need on the least-squares line, each unit counting once",
            Kind.DOLLARS,
            Progressivity::slope),
    WEIGHTED_INTERCEPT(
            "intercept over pupils",
            "dollars per pupil at need 0 on the least-squares line, each unit counting with its pupils",
            Kind.DOLLARS,
            Progressivity::weightedIntercept),
    WEIGHTED_SLOPE(
            "slope over pupils",
            "dollars per pupil for one more percentage point of need on the least-squares line, each unit counting with its pupils",
            Kind.DOLLARS,
            Progressivity::weightedSlope),
    ELASTICITY_AT_MEANS(
            "elasticity at the means",
            "the slope over pupils times mean need over mean dollars per pupil",
            Kind.RATIO,
            Progressivity::elasticityAtMeans),
    LOG_LOG_ELASTICITY(
            "elasticity in logarithms",
            "the slope over pupils of ln dollars per pupil on ln need",
            Kind.RATIO,
            Progressivity::logLogElasticity),
    CONCENTRATION_INDEX(
            "concentration index",
            "twice the covariance over pupils of dollars per pupil and the rank by need, over mean dollars per pupil",
            Kind.RATIO,
            Progressivity::concentrationIndex),
    GINI_OF_NEED(
            "Gini index of need",
            "the concentration index of need itself: how unequally need is spread",
            Kind.RATIO,
            Progressivity::giniOfNeed),
    KAKWANI(
            "Kakwani index",
            "the concentration index less the Gini index of need; 0 if dollars are in proportion to need",
            Kind.RATIO,
            Progressivity::kakwani),
    NEED_MEAN(
            "mean of pupils with the need",
            "dollars per pupil weighted by pupils with the need",
            Kind.DOLLARS,
            Progressivity::needMean),
    OTHER_MEAN(
            "mean of other pupils",
            "dollars per pupil weighted by pupils without the need",
            Kind.DOLLARS,
            Progressivity::otherMean),
    NEED_GAP(
            "need gap", "mean of pupils with the need less mean of other pupils", Kind.DOLLARS, Progressivity::needGap),
    PROGRESSIVITY_RATIO(
            "progressivity ratio",
            "mean of pupils with the need over mean of other pupils",
            Kind.RATIO,
            Progressivity::progressivityRatio),
    QUARTILE_GAP(
            "gap of quartiles",
            "mean dollars per pupil of the quarter of pupils in units with the most need, less that of the quarter with the least",
            Kind.DOLLARS,
            Progressivity::quartileGap),
    QUARTILE_RATIO(
            "ratio of quartiles",
            "mean dollars per pupil of the quarter of pupils in units with the most need, over that of the quarter with the least",
            Kind.RATIO,
            Progressivity::quartileRatio);

    /** What a measure gives. */
    private enum Kind {
        DOLLARS,
        RATIO
    }

    private final String label;
    private final String definition;
    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // each is a method of a value
    private final ToDoubleFunction<Progressivity> computation;

    VerticalMeasure(String label, String definition, Kind kind, ToDoubleFunction<Progressivity> computation) {
        this.label = label;
        this.definition = definition;
        this.kind = kind;
        this.computation = computation;
    }

    /** Returns what the measure is called in tables. */
    public String label() {
        return label;
    }

    /** Returns what the measure is, in a phrase for the foot of a table. */
    public String definition() {
        return definition;
    }

    /** Returns whether it is a number without unit, which stays the same if every amount is multiplied; else dollars per pupil. */
    public boolean isRelative() {
        return kind == Kind.RATIO;
    }

    VerticalFigure of(Progressivity spending) {
        try {
            return new VerticalFigure(this, OptionalDouble.of(computation.applyAsDouble(spending)), Optional.empty());
        } catch (UndefinedMeasureException undefined) {
            return new VerticalFigure(this, OptionalDouble.empty(), Optional.of(undefined.reason()));
        }
    }

    @Override
    public String toString() {
        return label;
    }
}
