package org.perpupil.equity.inequality;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The horizontal measures, in the order in which tables show them; each is defined where {@link DollarsPerPupil} computes it.
 */
public enum Measure {
    MEAN("mean", "what every pupil would get if all got the same", Kind.LEVEL, DollarsPerPupil::mean),
    MEDIAN("median", "half of the pupils get no more", Kind.LEVEL, DollarsPerPupil::median),
    LOWEST("lowest", "the least of any unit", Kind.LEVEL, DollarsPerPupil::lowest),
    HIGHEST("highest", "the most of any unit", Kind.LEVEL, DollarsPerPupil::highest),
    RANGE("range", "highest less lowest", Kind.DISTANCE, DollarsPerPupil::range),
    RESTRICTED_RANGE(
            "restricted range",
            "95th percentile over pupils less the 5th",
            Kind.DISTANCE,
            DollarsPerPupil::restrictedRange),
    INTERQUARTILE_RANGE(
            "interquartile range",
            "75th percentile over pupils less the 25th",
            Kind.DISTANCE,
            DollarsPerPupil::interquartileRange),
    STANDARD_DEVIATION(
            "standard deviation",
            "root of the mean squared distance from the mean, divided by all pupils",
            Kind.DISTANCE,
            DollarsPerPupil::standardDeviation),
    FEDERAL_RANGE_RATIO(
            "federal range ratio",
            "restricted range over the 5th percentile",
            Kind.INEQUALITY,
            DollarsPerPupil::federalRangeRatio),
    FEDERAL_DISPARITY(
            "federal disparity",
            "95th less 5th percentile over the 5th, at the units where they are reached (34 CFR 222, subpart K, appendix)",
            Kind.INEQUALITY,
            DollarsPerPupil::federalDisparity),
    P95_OVER_P5(
            "95th over 5th percentile",
            "one percentile over pupils over the other",
            Kind.PROPORTION,
            spending -> spending.percentileRatio(95, 5)),
    P90_OVER_P10(
            "90th over 10th percentile",
            "one percentile over pupils over the other",
            Kind.PROPORTION,
            spending -> spending.percentileRatio(90, 10)),
    COEFFICIENT_OF_VARIATION(
            "coefficient of variation",
            "standard deviation over the mean",
            Kind.INEQUALITY,
            DollarsPerPupil::coefficientOfVariation),
    RELATIVE_MEAN_DEVIATION(
            "relative mean deviation",
            "mean distance from the mean, over the mean",
            Kind.INEQUALITY,
            DollarsPerPupil::relativeMeanDeviation),
    HOOVER(
            "Hoover index",
            "share of all dollars that would have to move for all pupils to get the same (Hoover 1936)",
            Kind.INEQUALITY,
            DollarsPerPupil::hoover),
    GINI("Gini index", "mean difference of two pupils, over twice the mean", Kind.INEQUALITY, DollarsPerPupil::gini),
    THEIL_T(
            "Theil index T",
            "mean of r ln r, with r dollars over the mean (Theil 1967)",
            Kind.INEQUALITY,
            DollarsPerPupil::theilT),
    THEIL_L(
            "Theil index L",
            "mean of −ln r, with r dollars over the mean (Theil 1967)",
            Kind.INEQUALITY,
            DollarsPerPupil::theilL),
    HALF_SQUARED_VARIATION(
            "half the squared coefficient of variation",
            "half the variance over the squared mean: generalised entropy of order 2",
            Kind.INEQUALITY,
            DollarsPerPupil::halfSquaredVariation),
    ATKINSON_HALF(
            "Atkinson index, aversion 0.5",
            "1 less the squared mean of roots over the mean (Atkinson 1970)",
            Kind.INEQUALITY,
            spending -> spending.atkinson(0.5)),
    ATKINSON_1(
            "Atkinson index, aversion 1",
            "1 less the geometric mean over the mean (Atkinson 1970)",
            Kind.INEQUALITY,
            spending -> spending.atkinson(1)),
    ATKINSON_2(
            "Atkinson index, aversion 2",
            "1 less the harmonic mean over the mean (Atkinson 1970)",
            Kind.INEQUALITY,
            spending -> spending.atkinson(2)),
    STANDARD_DEVIATION_OF_LOGARITHMS(
            "standard deviation of logarithms",
            "standard deviation of ln dollars per pupil, divided by all pupils",
            Kind.INEQUALITY,
            DollarsPerPupil::standardDeviationOfLogarithms),
    MCLOONE(
            "McLoone index",
            "dollars of units at or below the median, over what they would have at the median",
            Kind.PROPORTION,
            DollarsPerPupil::mcloone),
    MCLOONE_WITHOUT_MEDIAN(
            "McLoone index without the median",
            "dollars of units below the median, over what they would have at the median",
            Kind.PROPORTION,
            spending -> spending.mcloone(DollarsPerPupil.AtMedian.LEFT_OUT)),
    MCLOONE_OF_HALF(
            "McLoone index of half the pupils",
            "dollars of the half of pupils with least, over what they would have at the median",
            Kind.PROPORTION,
            spending -> spending.mcloone(DollarsPerPupil.AtMedian.SPLIT)),
    VERSTEGEN(
            "Verstegen index",
            "dollars of units at or above the median, over what they would have at the median (Verstegen 1996)",
            Kind.PROPORTION,
            DollarsPerPupil::verstegen),
    VERSTEGEN_WITHOUT_MEDIAN(
            "Verstegen index without the median",
            "dollars of units above the median, over what they would have at the median (Verstegen 1996)",
            Kind.PROPORTION,
            spending -> spending.verstegen(DollarsPerPupil.AtMedian.LEFT_OUT)),
    VERSTEGEN_OF_HALF(
            "Verstegen index of half the pupils",
            "dollars of the half of pupils with most, over what they would have at the median (Verstegen 1996)",
            Kind.PROPORTION,
            spending -> spending.verstegen(DollarsPerPupil.AtMedian.SPLIT)),
    ADEQUACY_AT_MEAN(
            "adequacy index at the mean",
            "mean of dollars over the mean, none counting as more than 1 (Odden and Picus 2000)",
            Kind.PROPORTION,
            DollarsPerPupil::adequacyAtMean),
    ADEQUACY_AT_MEDIAN(
            "adequacy index at the median",
            "mean of dollars over the median, none counting as more than 1 (Odden and Picus 2000)",
            Kind.PROPORTION,
            DollarsPerPupil::adequacyAtMedian);

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
    private final String definition;
    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // each is a method of a value, or a lambda that holds nothing
    private final ToDoubleFunction<DollarsPerPupil> computation;

    Measure(String label, String definition, Kind kind, ToDoubleFunction<DollarsPerPupil> computation) {
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

    /** Returns whether it is a ratio without unit, which stays the same if every amount is multiplied; else dollars per pupil. */
    public boolean isRelative() {
        return kind.relative;
    }

    /** Returns what it gives if all pupils get the same: 0 or 1; empty if that is what they get. */
    public OptionalDouble whenEqual() {
        return kind.whenEqual;
    }

    ToDoubleFunction<DollarsPerPupil> computation() {
        return computation;
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
