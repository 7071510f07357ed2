package org.perpupil.equity.inequality;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.equity.inequality.Measure.ADEQUACY_AT_MEAN;
import static org.perpupil.equity.inequality.Measure.ADEQUACY_AT_MEDIAN;
import static org.perpupil.equity.inequality.Measure.ATKINSON_1;
import static org.perpupil.equity.inequality.Measure.ATKINSON_2;
import static org.perpupil.equity.inequality.Measure.ATKINSON_HALF;
import static org.perpupil.equity.inequality.Measure.COEFFICIENT_OF_VARIATION;
import static org.perpupil.equity.inequality.Measure.FEDERAL_DISPARITY;
import static org.perpupil.equity.inequality.Measure.FEDERAL_RANGE_RATIO;
import static org.perpupil.equity.inequality.Measure.GINI;
import static org.perpupil.equity.inequality.Measure.HALF_SQUARED_VARIATION;
import static org.perpupil.equity.inequality.Measure.HIGHEST;
import static org.perpupil.equity.inequality.Measure.HOOVER;
import static org.perpupil.equity.inequality.Measure.INTERQUARTILE_RANGE;
import static org.perpupil.equity.inequality.Measure.LOWEST;
import static org.perpupil.equity.inequality.Measure.MCLOONE;
import static org.perpupil.equity.inequality.Measure.MCLOONE_OF_HALF;
import static org.perpupil.equity.inequality.Measure.MCLOONE_WITHOUT_MEDIAN;
import static org.perpupil.equity.inequality.Measure.MEAN;
import static org.perpupil.equity.inequality.Measure.MEDIAN;
import static org.perpupil.equity.inequality.Measure.P90_OVER_P10;
import static org.perpupil.equity.inequality.Measure.P95_OVER_P5;
import static org.perpupil.equity.inequality.Measure.RANGE;
import static org.perpupil.equity.inequality.Measure.RELATIVE_MEAN_DEVIATION;
import static org.perpupil.equity.inequality.Measure.RESTRICTED_RANGE;
import static org.perpupil.equity.inequality.Measure.STANDARD_DEVIATION;
import static org.perpupil.equity.inequality.Measure.STANDARD_DEVIATION_OF_LOGARITHMS;
import static org.perpupil.equity.inequality.Measure.THEIL_L;
import static org.perpupil.equity.inequality.Measure.THEIL_T;
import static org.perpupil.equity.inequality.Measure.VERSTEGEN;
import static org.perpupil.equity.inequality.Measure.VERSTEGEN_OF_HALF;
import static org.perpupil.equity.inequality.Measure.VERSTEGEN_WITHOUT_MEDIAN;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/**
 * Tiny distributions with figures that were computed outside of this library.
 *
 * <p>Every expected figure below is from the project's {@code equity/worked-examples.json} (CC0), which was computed in 60-digit
 * arithmetic, rounded once at the end, and checked against R 4.2.2. It certifies 15 digits. {@link EquityDataTest} reads the rest of
 * that file where it is at hand.
 */
class WorkedExamplesTest {
    /** A last digit of 15, or two. */
    private static final Percentage DIGITS = Percentage.withPercentage(2e-13);

    /** Checks every measure; what is not named has to be what the measure gives where all are equal. */
    private static void check(DollarsPerPupil spending, Map<Measure, Double> expected, Measure... undefined) {
        for (Figure figure : spending.figures()) {
            Measure measure = figure.measure();
            Optional<Double> value = Optional.ofNullable(expected.get(measure));
            if (Arrays.asList(undefined).contains(measure)) {
                assertThat(figure.value()).as(measure.label()).isEmpty();
                assertThat(figure.why()).as(measure.label()).isPresent();
            } else if (value.isPresent() && value.get() != 0) {
                assertThat(figure.value().orElseThrow()).as(measure.label()).isCloseTo(value.get(), DIGITS);
            } else {
                OptionalDouble exactly = value.map(OptionalDouble::of).orElseGet(measure::whenEqual);
                assertThat(figure.value()).as(measure.label()).isEqualTo(exactly);
            }
        }
    }

    // worked-examples.json, "four_equal"
    @Test
    void four_units_with_one_pupil_each() {
        check(
                DollarsPerPupil.of(new double[] {3, 5, 7, 9}, new double[] {1, 1, 1, 1}),
                Map.ofEntries(
                        entry(MEAN, 6.0),
                        entry(MEDIAN, 6.0),
                        entry(LOWEST, 3.0),
                        entry(HIGHEST, 9.0),
                        entry(RANGE, 6.0),
                        entry(RESTRICTED_RANGE, 6.0),
                        entry(INTERQUARTILE_RANGE, 4.0),
                        entry(STANDARD_DEVIATION, 2.23606797749979),
                        entry(FEDERAL_RANGE_RATIO, 2.0),
                        entry(FEDERAL_DISPARITY, 2.0),
                        entry(P95_OVER_P5, 3.0),
                        entry(P90_OVER_P10, 3.0),
                        entry(COEFFICIENT_OF_VARIATION, 0.37267799624996495),
                        entry(RELATIVE_MEAN_DEVIATION, 0.3333333333333333),
                        entry(HOOVER, 0.16666666666666666),
                        entry(GINI, 0.20833333333333334),
                        entry(THEIL_T, 0.07238297525477827),
                        entry(THEIL_L, 0.07896323735461931),
                        entry(HALF_SQUARED_VARIATION, 0.06944444444444445),
                        entry(ATKINSON_HALF, 0.037223976819528215),
                        entry(ATKINSON_1, 0.07592610477842925),
                        entry(ATKINSON_2, 0.1532258064516129),
                        entry(STANDARD_DEVIATION_OF_LOGARITHMS, 0.41137506565185017),
                        entry(MCLOONE, 0.6666666666666666),
                        entry(MCLOONE_WITHOUT_MEDIAN, 0.6666666666666666),
                        entry(MCLOONE_OF_HALF, 0.6666666666666666),
                        entry(VERSTEGEN, 1.3333333333333333),
                        entry(VERSTEGEN_WITHOUT_MEDIAN, 1.3333333333333333),
                        entry(VERSTEGEN_OF_HALF, 1.3333333333333333),
                        entry(ADEQUACY_AT_MEAN, 0.8333333333333334),
                        entry(ADEQUACY_AT_MEDIAN, 0.8333333333333334)));
    }

    // worked-examples.json, "three_weighted"
    @Test
    void the_median_school_holds_most_pupils() {
        check(
                DollarsPerPupil.of(new double[] {8000, 10000, 12000}, new double[] {100, 300, 100}),
                Map.ofEntries(
                        entry(MEAN, 10000.0),
                        entry(MEDIAN, 10000.0),
                        entry(LOWEST, 8000.0),
                        entry(HIGHEST, 12000.0),
                        entry(RANGE, 4000.0),
                        entry(RESTRICTED_RANGE, 4000.0),
                        entry(STANDARD_DEVIATION, 1264.9110640673518),
                        entry(FEDERAL_RANGE_RATIO, 0.5),
                        entry(FEDERAL_DISPARITY, 0.5),
                        entry(P95_OVER_P5, 1.5),
                        entry(P90_OVER_P10, 1.5),
                        entry(COEFFICIENT_OF_VARIATION, 0.12649110640673517),
                        entry(RELATIVE_MEAN_DEVIATION, 0.08),
                        entry(HOOVER, 0.04),
                        entry(GINI, 0.064),
                        entry(THEIL_T, 0.008054205420275549),
                        entry(THEIL_L, 0.008164398904051027),
                        entry(HALF_SQUARED_VARIATION, 0.008),
                        entry(ATKINSON_HALF, 0.0040469747884787554),
                        entry(ATKINSON_1, 0.008131160717433718),
                        entry(ATKINSON_2, 0.01639344262295082),
                        entry(STANDARD_DEVIATION_OF_LOGARITHMS, 0.12860863697090194),
                        entry(MCLOONE, 0.95),
                        entry(MCLOONE_WITHOUT_MEDIAN, 0.8),
                        entry(MCLOONE_OF_HALF, 0.92),
                        entry(VERSTEGEN, 1.05),
                        entry(VERSTEGEN_WITHOUT_MEDIAN, 1.2),
                        entry(VERSTEGEN_OF_HALF, 1.08),
                        entry(ADEQUACY_AT_MEAN, 0.96),
                        entry(ADEQUACY_AT_MEDIAN, 0.96)));
    }

    // worked-examples.json, "exact_half"
    @Test
    void pupils_hit_one_half_exactly() {
        check(
                DollarsPerPupil.of(new double[] {8000, 12000}, new double[] {250, 250}),
                Map.ofEntries(
                        entry(MEAN, 10000.0),
                        entry(MEDIAN, 10000.0),
                        entry(LOWEST, 8000.0),
                        entry(HIGHEST, 12000.0),
                        entry(RANGE, 4000.0),
                        entry(RESTRICTED_RANGE, 4000.0),
                        entry(INTERQUARTILE_RANGE, 4000.0),
                        entry(STANDARD_DEVIATION, 2000.0),
                        entry(FEDERAL_RANGE_RATIO, 0.5),
                        entry(FEDERAL_DISPARITY, 0.5),
                        entry(P95_OVER_P5, 1.5),
                        entry(P90_OVER_P10, 1.5),
                        entry(COEFFICIENT_OF_VARIATION, 0.2),
                        entry(RELATIVE_MEAN_DEVIATION, 0.2),
                        entry(HOOVER, 0.1),
                        entry(GINI, 0.1),
                        entry(THEIL_T, 0.020135513550688874),
                        entry(THEIL_L, 0.020410997260127565),
                        entry(HALF_SQUARED_VARIATION, 0.02),
                        entry(ATKINSON_HALF, 0.01010205144336438),
                        entry(ATKINSON_1, 0.02020410288672876),
                        entry(ATKINSON_2, 0.04),
                        entry(STANDARD_DEVIATION_OF_LOGARITHMS, 0.2027325540540822),
                        entry(MCLOONE, 0.8),
                        entry(MCLOONE_WITHOUT_MEDIAN, 0.8),
                        entry(MCLOONE_OF_HALF, 0.8),
                        entry(VERSTEGEN, 1.2),
                        entry(VERSTEGEN_WITHOUT_MEDIAN, 1.2),
                        entry(VERSTEGEN_OF_HALF, 1.2),
                        entry(ADEQUACY_AT_MEAN, 0.9),
                        entry(ADEQUACY_AT_MEDIAN, 0.9)));
    }

    // worked-examples.json, "one_school"
    @Test
    void a_single_school_is_equal() {
        check(
                DollarsPerPupil.of(new double[] {9500}, new double[] {420}),
                Map.ofEntries(
                        entry(MEAN, 9500.0), entry(MEDIAN, 9500.0), entry(LOWEST, 9500.0), entry(HIGHEST, 9500.0)),
                MCLOONE_WITHOUT_MEDIAN,
                VERSTEGEN_WITHOUT_MEDIAN);
    }

    // worked-examples.json, "all_equal"
    @Test
    void schools_of_any_size_that_are_alike_are_equal() {
        check(
                DollarsPerPupil.of(new double[] {7000, 7000, 7000}, new double[] {10, 200, 35}),
                Map.ofEntries(
                        entry(MEAN, 7000.0), entry(MEDIAN, 7000.0), entry(LOWEST, 7000.0), entry(HIGHEST, 7000.0)),
                MCLOONE_WITHOUT_MEDIAN,
                VERSTEGEN_WITHOUT_MEDIAN);
    }

    // worked-examples.json, "zero_pupils"
    @Test
    void a_school_without_pupils_carries_no_weight() {
        check(
                DollarsPerPupil.of(new double[] {5000, 6000, 99999}, new double[] {100, 100, 0}),
                Map.ofEntries(
                        entry(MEAN, 5500.0),
                        entry(MEDIAN, 5500.0),
                        entry(LOWEST, 5000.0),
                        entry(HIGHEST, 6000.0),
                        entry(RANGE, 1000.0),
                        entry(RESTRICTED_RANGE, 1000.0),
                        entry(INTERQUARTILE_RANGE, 1000.0),
                        entry(STANDARD_DEVIATION, 500.0),
                        entry(FEDERAL_RANGE_RATIO, 0.2),
                        entry(FEDERAL_DISPARITY, 0.2),
                        entry(P95_OVER_P5, 1.2),
                        entry(P90_OVER_P10, 1.2),
                        entry(COEFFICIENT_OF_VARIATION, 0.09090909090909091),
                        entry(RELATIVE_MEAN_DEVIATION, 0.09090909090909091),
                        entry(HOOVER, 0.045454545454545456),
                        entry(GINI, 0.045454545454545456),
                        entry(THEIL_T, 0.004137942083286755),
                        entry(THEIL_L, 0.004149401407347547),
                        entry(HALF_SQUARED_VARIATION, 0.004132231404958678),
                        entry(ATKINSON_HALF, 0.002070402268030806),
                        entry(ATKINSON_1, 0.004140804536061612),
                        entry(ATKINSON_2, 0.008264462809917356),
                        entry(STANDARD_DEVIATION_OF_LOGARITHMS, 0.09116077839697731),
                        entry(MCLOONE, 0.9090909090909091),
                        entry(MCLOONE_WITHOUT_MEDIAN, 0.9090909090909091),
                        entry(MCLOONE_OF_HALF, 0.9090909090909091),
                        entry(VERSTEGEN, 1.0909090909090908),
                        entry(VERSTEGEN_WITHOUT_MEDIAN, 1.0909090909090908),
                        entry(VERSTEGEN_OF_HALF, 1.0909090909090908),
                        entry(ADEQUACY_AT_MEAN, 0.9545454545454546),
                        entry(ADEQUACY_AT_MEDIAN, 0.9545454545454546)));
    }

    // worked-examples.json, "zero_spending"
    @Test
    void a_school_without_dollars_has_no_logarithm() {
        check(
                DollarsPerPupil.of(new double[] {0, 4000, 8000}, new double[] {50, 50, 50}),
                Map.ofEntries(
                        entry(MEAN, 4000.0),
                        entry(MEDIAN, 4000.0),
                        entry(LOWEST, 0.0),
                        entry(HIGHEST, 8000.0),
                        entry(RANGE, 8000.0),
                        entry(RESTRICTED_RANGE, 8000.0),
                        entry(INTERQUARTILE_RANGE, 8000.0),
                        entry(STANDARD_DEVIATION, 3265.9863237109043),
                        entry(COEFFICIENT_OF_VARIATION, 0.816496580927726),
                        entry(RELATIVE_MEAN_DEVIATION, 0.6666666666666666),
                        entry(HOOVER, 0.3333333333333333),
                        entry(GINI, 0.4444444444444444),
                        entry(THEIL_T, 0.4620981203732969),
                        entry(HALF_SQUARED_VARIATION, 0.3333333333333333),
                        entry(ATKINSON_HALF, 0.3523969861393122),
                        entry(MCLOONE, 0.5),
                        entry(MCLOONE_WITHOUT_MEDIAN, 0.0),
                        entry(MCLOONE_OF_HALF, 0.3333333333333333),
                        entry(VERSTEGEN, 1.5),
                        entry(VERSTEGEN_WITHOUT_MEDIAN, 2.0),
                        entry(VERSTEGEN_OF_HALF, 1.6666666666666667),
                        entry(ADEQUACY_AT_MEAN, 0.6666666666666666),
                        entry(ADEQUACY_AT_MEDIAN, 0.6666666666666666)),
                FEDERAL_RANGE_RATIO,
                FEDERAL_DISPARITY,
                P95_OVER_P5,
                P90_OVER_P10,
                THEIL_L,
                ATKINSON_1,
                ATKINSON_2,
                STANDARD_DEVIATION_OF_LOGARITHMS);
    }

    // worked-examples.json, "percentile_hits"
    @Test
    void a_percentile_between_two_schools_is_their_average() {
        check(
                DollarsPerPupil.of(
                        new double[] {
                            100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700,
                            1800, 1900, 2000
                        },
                        new double[] {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5}),
                Map.ofEntries(
                        entry(MEAN, 1050.0),
                        entry(MEDIAN, 1050.0),
                        entry(LOWEST, 100.0),
                        entry(HIGHEST, 2000.0),
                        entry(RANGE, 1900.0),
                        entry(RESTRICTED_RANGE, 1800.0),
                        entry(INTERQUARTILE_RANGE, 1000.0),
                        entry(STANDARD_DEVIATION, 576.6281297335398),
                        entry(FEDERAL_RANGE_RATIO, 12.0),
                        entry(FEDERAL_DISPARITY, 18.0),
                        entry(P95_OVER_P5, 13.0),
                        entry(P90_OVER_P10, 7.4),
                        entry(COEFFICIENT_OF_VARIATION, 0.549169647365276),
                        entry(RELATIVE_MEAN_DEVIATION, 0.47619047619047616),
                        entry(HOOVER, 0.23809523809523808),
                        entry(GINI, 0.31666666666666665),
                        entry(THEIL_T, 0.1705398845054989),
                        entry(THEIL_L, 0.23459443412580344),
                        entry(HALF_SQUARED_VARIATION, 0.15079365079365079),
                        entry(ATKINSON_HALF, 0.09459694775273353),
                        entry(ATKINSON_1, 0.2091084567867292),
                        entry(ATKINSON_2, 0.47056705423923484),
                        entry(STANDARD_DEVIATION_OF_LOGARITHMS, 0.7921343941326661),
                        entry(MCLOONE, 0.5238095238095238),
                        entry(MCLOONE_WITHOUT_MEDIAN, 0.5238095238095238),
                        entry(MCLOONE_OF_HALF, 0.5238095238095238),
                        entry(VERSTEGEN, 1.4761904761904763),
                        entry(VERSTEGEN_WITHOUT_MEDIAN, 1.4761904761904763),
                        entry(VERSTEGEN_OF_HALF, 1.4761904761904763),
                        entry(ADEQUACY_AT_MEAN, 0.7619047619047619),
                        entry(ADEQUACY_AT_MEDIAN, 0.7619047619047619)));
    }

    // worked-examples.json, "outlier"
    @Test
    void one_outlier_is_seen_by_the_gini_index_and_not_by_the_mcloone_index() {
        check(
                DollarsPerPupil.of(
                        new double[] {10000, 10000, 10000, 10000, 10000, 10000, 10000, 10000, 10000, 100000},
                        new double[] {100, 100, 100, 100, 100, 100, 100, 100, 100, 100}),
                Map.ofEntries(
                        entry(MEAN, 19000.0),
                        entry(MEDIAN, 10000.0),
                        entry(LOWEST, 10000.0),
                        entry(HIGHEST, 100000.0),
                        entry(RANGE, 90000.0),
                        entry(RESTRICTED_RANGE, 90000.0),
                        entry(STANDARD_DEVIATION, 27000.0),
                        entry(FEDERAL_RANGE_RATIO, 9.0),
                        entry(FEDERAL_DISPARITY, 9.0),
                        entry(P95_OVER_P5, 10.0),
                        entry(P90_OVER_P10, 5.5),
                        entry(COEFFICIENT_OF_VARIATION, 1.4210526315789473),
                        entry(RELATIVE_MEAN_DEVIATION, 0.8526315789473684),
                        entry(HOOVER, 0.4263157894736842),
                        entry(GINI, 0.4263157894736842),
                        entry(THEIL_T, 0.570033004877103),
                        entry(THEIL_L, 0.4115953768729902),
                        entry(HALF_SQUARED_VARIATION, 1.0096952908587258),
                        entry(ATKINSON_HALF, 0.2214684321945746),
                        entry(ATKINSON_1, 0.33740767800306987),
                        entry(ATKINSON_2, 0.421631000578369),
                        entry(STANDARD_DEVIATION_OF_LOGARITHMS, 0.6907755278982137),
                        entry(VERSTEGEN, 1.9),
                        entry(VERSTEGEN_WITHOUT_MEDIAN, 10.0),
                        entry(VERSTEGEN_OF_HALF, 2.8),
                        entry(ADEQUACY_AT_MEAN, 0.5736842105263158)),
                MCLOONE_WITHOUT_MEDIAN);
    }
}
