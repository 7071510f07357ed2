package org.perpupil.equity.inequality;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The horizontal measures, in the order in which tables show them; each is defined where {@link DollarsPerPupil} computes it.
 */
public enum Measure {
    MEAN("mean", Kind.LEVEL, DollarsPerPupil::mean),
    MEDIAN("median", Kind.LEVEL, DollarsPerPupil::median),
    LOWEST("lowest", Kind.LEVEL, DollarsPerPupil::lowest),
    HIGHEST("highest", Kind.LEVEL, DollarsPerPupil::highest),
    RANGE("range", Kind.DISTANCE, DollarsPerPupil::range),
    RESTRICTED_RANGE("restricted range", Kind.DISTANCE, DollarsPerPupil::restrictedRange),
    INTERQUARTILE_RANGE("interquartile range", Kind.DISTANCE, DollarsPerPupil::interquartileRange),
    STANDARD_DEVIATION("standard deviation", Kind.DISTANCE, DollarsPerPupil::standardDeviation),
    FEDERAL_RANGE_RATIO("federal range ratio", Kind.INEQUALITY, DollarsPerPupil::federalRangeRatio),
    FEDERAL_DISPARITY("federal disparity", Kind.INEQUALITY, DollarsPerPupil::federalDisparity),
    P95_OVER_P5("95th over 5th percentile", Kind.PROPORTION, spending -> spending.percentileRatio(95, 5)),
    P90_OVER_P10("90th over 10th percentile", Kind.PROPORTION, spending -> spending.percentileRatio(90, 10)),
    COEFFICIENT_OF_VARIATION("coefficient of variation", Kind.INEQUALITY, DollarsPerPupil::coefficientOfVariation),
    RELATIVE_MEAN_DEVIATION("relative mean deviation", Kind.INEQUALITY, DollarsPerPupil::relativeMeanDeviation),
    HOOVER("Hoover index", Kind.INEQUALITY, DollarsPerPupil::hoover),
    GINI("Gini index", Kind.INEQUALITY, DollarsPerPupil::gini),
    THEIL_T("Theil index T", Kind.INEQUALITY, DollarsPerPupil::theilT),
    THEIL_L("Theil index L", Kind.INEQUALITY, DollarsPerPupil::theilL),
    HALF_SQUARED_VARIATION(
            "half the squared coefficient of variation", Kind.INEQUALITY, DollarsPerPupil::halfSquaredVariation),
    ATKINSON_HALF("Atkinson index, aversion 0.5", Kind.INEQUALITY, spending -> spending.atkinson(0.5)),
    ATKINSON_1("Atkinson index, aversion 1", Kind.INEQUALITY, spending -> spending.atkinson(1)),
    ATKINSON_2("Atkinson index, aversion 2", Kind.INEQUALITY, spending -> spending.atkinson(2)),
    STANDARD_DEVIATION_OF_LOGARITHMS(
            "standard deviation of logarithms", Kind.INEQUALITY, DollarsPerPupil::standardDeviationOfLogarithms),
    MCLOONE("McLoone index", Kind.PROPORTION, DollarsPerPupil::mcloone),
    MCLOONE_WITHOUT_MEDIAN(
            "McLoone index without the median",
            Kind.PROPORTION,
            spending -> spending.mcloone(DollarsPerPupil.AtMedian.LEFT_OUT)),
    MCLOONE_OF_HALF(
            "McLoone index of half the pupils",
            Kind.PROPORTION,
            spending -> spending.mcloone(DollarsPerPupil.AtMedian.SPLIT)),
    VERSTEGEN("Verstegen index", Kind.PROPORTION, DollarsPerPupil::verstegen),
    VERSTEGEN_WITHOUT_MEDIAN(
            "Verstegen index without the median",
            Kind.PROPORTION,
            spending -> spending.verstegen(DollarsPerPupil.AtMedian.LEFT_OUT)),
    VERSTEGEN_OF_HALF(
            "Verstegen index of half the pupils",
            Kind.PROPORTION,
            spending -> spending.verstegen(DollarsPerPupil.AtMedian.SPLIT)),
    ADEQUACY_AT_MEAN("adequacy index at the mean", Kind.PROPORTION, DollarsPerPupil::adequacyAtMean),
    ADEQUACY_AT_MEDIAN("adequacy index at the median", Kind.PROPORTION, DollarsPerPupil::adequacyAtMedian);

    /** What a measure gives, and what that is if all pupils get the same. */
    private enum Kind {
        /** Dollars per pupil, whatever all get. */
        LEVEL(false, OptionalDouble.empty()),
        /** Dollars per pupil, 0 if all get the same. */
        DISTANCE(false, OptionalDouble.of(0)),
        /** A ratio, 0 if all get the same. */
        INEQUALITY(true, OptionalDouble.of(0)),
        /** A ratio, 1 if all get the same. */
        PROPORTION(true, OptionalDouble.of(1));

        private final boolean relative;
        private final OptionalDouble whenEqual;

        Kind(boolean relative, OptionalDouble whenEqual) {
            this.relative = relative;
            this.whenEqual = whenEqual;
        }
    }

    private final String label;
    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // each is a method of a value, or a lambda that holds nothing
    private final ToDoubleFunction<DollarsPerPupil> computation;

    Measure(String label, Kind kind, ToDoubleFunction<DollarsPerPupil> computation) {
        this.label = label;
        this.kind = kind;
        this.computation = computation;
    }

    /** Returns what the measure is called in tables. */
    public String label() {
        return label;
    }

    /** Returns whether it is a ratio without unit, which stays the same if every amount is multiplied; else dollars per pupil. */
    public boolean isRelative() {
        return kind.relative;
    }

    /** Returns what it gives if all pupils get the same: 0 or 1; empty if that is what they get. */
    public OptionalDouble whenEqual() {
        return kind.whenEqual;
    }

    Figure of(DollarsPerPupil spending) {
        try {
            return new Figure(this, OptionalDouble.of(computation.applyAsDouble(spending)), Optional.empty());
        } catch (UndefinedMeasureException undefined) {
            return new Figure(this, OptionalDouble.empty(), Optional.of(undefined.reason()));
        }
    }

    @Override
    public String toString() {
        return label;
    }
}
