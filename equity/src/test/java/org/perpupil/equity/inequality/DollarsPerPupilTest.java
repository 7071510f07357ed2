package org.perpupil.equity.inequality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.DollarsPerPupil.AtMedian;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

class DollarsPerPupilTest {
    private static final Offset<Double> LAST_DIGITS = within(1e-15);
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource GRANT =
            RevenueSource.federal("grant", "Grant").restrictedTo("reading");

    private static DollarsPerPupil of(double... amountsAndPupils) {
        double[] amounts = new double[amountsAndPupils.length / 2];
        double[] pupils = new double[amounts.length];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = amountsAndPupils[2 * i];
            pupils[i] = amountsAndPupils[2 * i + 1];
        }
        return DollarsPerPupil.of(amounts, pupils);
    }

    /** Worked by hand below: one pupil with 1 dollar, three with 3. */
    private static final DollarsPerPupil ONE_AND_THREE = of(1, 1, 3, 3);

    @Test
    void adds_up_pupils_and_dollars() {
        assertThat(ONE_AND_THREE.units()).isEqualTo(2);
        assertThat(ONE_AND_THREE.pupils()).isEqualTo(4);
        // 1 × 1 + 3 × 3
        assertThat(ONE_AND_THREE.dollars()).isEqualTo(10);
        // 10 / 4
        assertThat(ONE_AND_THREE.mean()).isEqualTo(2.5);
    }

    @Test
    void counts_pupils_up_to_percentiles() {
        // The running total is 1 of 4 after the first unit: 25 per cent exactly.
        assertThat(ONE_AND_THREE.percentile(24.9)).isEqualTo(1);
        assertThat(ONE_AND_THREE.percentile(25)).isEqualTo(2);
        assertThat(ONE_AND_THREE.percentile(25.1)).isEqualTo(3);
        assertThat(ONE_AND_THREE.percentileReached(25)).isEqualTo(1);
        assertThat(ONE_AND_THREE.percentileReached(25.1)).isEqualTo(3);
        assertThat(ONE_AND_THREE.percentile(0)).isEqualTo(1);
        assertThat(ONE_AND_THREE.percentileReached(0)).isEqualTo(1);
        assertThat(ONE_AND_THREE.percentile(100)).isEqualTo(3);
        assertThat(ONE_AND_THREE.percentileReached(100)).isEqualTo(3);
        // 3 − 2, and 3 over 2
        assertThat(ONE_AND_THREE.interquartileRange()).isEqualTo(1);
        assertThat(ONE_AND_THREE.percentileRatio(75, 25)).isEqualTo(1.5);
        assertThat(ONE_AND_THREE.percentileRatio(75, 75)).isEqualTo(1);
    }

    @Test
    void measures_spread_around_the_mean() {
        // (1 × 1.5² + 3 × 0.5²) / 4 = 3 / 4
        assertThat(ONE_AND_THREE.variance()).isEqualTo(0.75);
        assertThat(ONE_AND_THREE.standardDeviation()).isEqualTo(Math.sqrt(0.75));
        assertThat(ONE_AND_THREE.coefficientOfVariation()).isEqualTo(Math.sqrt(0.75) / 2.5);
        // 0.75 / (2 × 6.25)
        assertThat(ONE_AND_THREE.halfSquaredVariation()).isCloseTo(0.06, LAST_DIGITS);
        // (1 × 1.5 + 3 × 0.5) / (4 × 2.5) = 3 / 10
        assertThat(ONE_AND_THREE.relativeMeanDeviation()).isCloseTo(0.3, LAST_DIGITS);
        assertThat(ONE_AND_THREE.hoover()).isCloseTo(0.15, LAST_DIGITS);
        // 1 × 3 × |3 − 1| × 2 / (2 × 16 × 2.5) = 12 / 80
        assertThat(ONE_AND_THREE.gini()).isCloseTo(0.15, LAST_DIGITS);
    }

    @Test
    void counts_units_of_a_sample_once() {
        // (9 + 1 + 1 + 9) / 3 around 6
        assertThat(DollarsPerPupil.unweighted(3, 5, 7, 9).sampleCoefficientOfVariation())
                .isCloseTo(Math.sqrt(20 / 3.0) / 6, LAST_DIGITS);
        assertThat(of(3, 100, 5, 100, 7, 100, 9, 100).sampleCoefficientOfVariation())
                .isEqualTo(DollarsPerPupil.unweighted(3, 5, 7, 9).sampleCoefficientOfVariation());
        assertThat(DollarsPerPupil.unweighted(0.1, 0.1, 0.1).sampleCoefficientOfVariation())
                .isZero();
        assertThatThrownBy(ONE_AND_THREE::sampleCoefficientOfVariation)
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("the sample coefficient of variation counts units alike, and these count with 1.0 and with"
                        + " 3.0 pupils");
        assertThatThrownBy(of(5, 5)::sampleCoefficientOfVariation)
                .hasMessage(
                        "the sample coefficient of variation divides by the number of units less 1, and there is one"
                                + " unit");
        assertThatThrownBy(of(0, 1, 0, 1)::sampleCoefficientOfVariation)
                .hasMessage("the sample coefficient of variation divides by the mean of dollars per pupil, which is 0");
    }

    @Test
    void takes_columns_of_a_study() {
        Study study = Study.of(List.of("North", "South", "East", "West"))
                .number("spending", 1, 3, Double.NaN, 5)
                .number("pupils", 1, 3, 7, 0)
                .build();
        DollarsPerPupil spending = DollarsPerPupil.of(study, "spending", "pupils");
        assertThat(spending.gini()).isEqualTo(ONE_AND_THREE.gini());
        assertThat(spending.leftOut())
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("value.missing", "East"), tuple("pupils.none", "West"));
        DollarsPerPupil unweighted = DollarsPerPupil.unweighted(study, "spending");
        assertThat(unweighted.pupils()).isEqualTo(3);
        assertThat(unweighted.dollars()).isEqualTo(9);
        assertThatThrownBy(() -> DollarsPerPupil.of(study, "dollars", "children"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("\"dollars\" cannot be measured; 2 problems:\n"
                        + "  columns of numbers: found \"dollars\"; allowed: spending, pupils. Add the column, or"
                        + " correct its name.\n"
                        + "  columns of numbers: found \"children\"; allowed: spending, pupils. Add the column, or"
                        + " correct its name.");
        assertThatThrownBy(() -> DollarsPerPupil.unweighted(
                        Study.ofRows(1).number("spending", -1).build(), "spending"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith(
                        "\"spending\" cannot be measured; 1 problem:\n  1: found -1.0 dollars per pupil;");
    }

    @Test
    void measures_entropy() {
        // (1 × 0.4 ln 0.4 + 3 × 1.2 ln 1.2) / 4
        assertThat(ONE_AND_THREE.theilT()).isCloseTo((0.4 * Math.log(0.4) + 3.6 * Math.log(1.2)) / 4, LAST_DIGITS);
        // −(ln 0.4 + 3 ln 1.2) / 4
        assertThat(ONE_AND_THREE.theilL()).isCloseTo(-(Math.log(0.4) + 3 * Math.log(1.2)) / 4, LAST_DIGITS);
        // 1 − 4 / ((1/0.4 + 3/1.2)) = 1 − 4/5: the harmonic mean over the mean
        assertThat(ONE_AND_THREE.atkinson(2)).isCloseTo(0.2, LAST_DIGITS);
        // 1 − (0.4 × 1.2³)^(1/4): the geometric mean over the mean
        assertThat(ONE_AND_THREE.atkinson(1)).isCloseTo(1 - Math.pow(0.4 * 1.728, 0.25), LAST_DIGITS);
        // 1 − ((√0.4 + 3 √1.2) / 4)²
        assertThat(ONE_AND_THREE.atkinson(0.5))
                .isCloseTo(1 - Math.pow((Math.sqrt(0.4) + 3 * Math.sqrt(1.2)) / 4, 2), LAST_DIGITS);
        // Logarithms 0 and ln 3, with weights 1/4 and 3/4: ln 3 × √(3/16)
        assertThat(ONE_AND_THREE.standardDeviationOfLogarithms())
                .isCloseTo(Math.log(3) * Math.sqrt(3) / 4, LAST_DIGITS);
    }

    @Test
    void compares_each_half_with_the_median() {
        // The median is 3, at which the second unit is. 10 / (3 × 4)
        assertThat(ONE_AND_THREE.mcloone()).isCloseTo(10.0 / 12, LAST_DIGITS);
        assertThat(ONE_AND_THREE.verstegen()).isEqualTo(1);
        // Only the first unit is below: 1 / 3
        assertThat(ONE_AND_THREE.mcloone(AtMedian.LEFT_OUT)).isCloseTo(1.0 / 3, LAST_DIGITS);
        // The lower two pupils have 1 and 3: 4 / (3 × 2); the upper two 3 and 3.
        assertThat(ONE_AND_THREE.mcloone(AtMedian.SPLIT)).isCloseTo(4.0 / 6, LAST_DIGITS);
        assertThat(ONE_AND_THREE.verstegen(AtMedian.SPLIT)).isEqualTo(1);
        assertThatThrownBy(() -> ONE_AND_THREE.verstegen(AtMedian.LEFT_OUT))
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("the Verstegen index looks at pupils above the median of dollars per pupil, 3.0, and there"
                        + " are none");
    }

    @Test
    void measures_adequacy() {
        // (1 × 1/2 + 3 × 1) / 4
        assertThat(ONE_AND_THREE.adequacy(2)).isEqualTo(0.875);
        assertThat(ONE_AND_THREE.adequacy(1)).isEqualTo(1);
        // (1/5 + 3 × 3/5) / 4
        assertThat(ONE_AND_THREE.adequacy(5)).isEqualTo(0.5);
        // The ends of the range of amounts: 2.5 / 10¹⁵, and all have enough.
        assertThat(ONE_AND_THREE.adequacy(1e15)).isEqualTo(2.5e-15);
        assertThat(ONE_AND_THREE.adequacy(1e-15)).isEqualTo(1);
    }

    @Test
    void keeps_the_digits_of_entropy_where_spending_is_nearly_equal() {
        // With x = m (1 ± d), the series T = d²/2 + d⁴/12 + …, L = d²/2 + d⁴/4 + …; here d = 10⁻⁹, and d⁴ is beyond all
        // digits.
        DollarsPerPupil nearlyEqual = of(999_999_999, 1, 1_000_000_001, 1);
        Percentage lastDigits = Percentage.withPercentage(1e-13);
        assertThat(nearlyEqual.theilT()).isCloseTo(5e-19, lastDigits);
        assertThat(nearlyEqual.theilL()).isCloseTo(5e-19, lastDigits);
        assertThat(nearlyEqual.halfSquaredVariation()).isCloseTo(5e-19, lastDigits);
        // A = e d²/2 + …
        assertThat(nearlyEqual.atkinson(0.5)).isCloseTo(2.5e-19, lastDigits);
        assertThat(nearlyEqual.atkinson(2)).isCloseTo(1e-18, lastDigits);
        assertThat(nearlyEqual.standardDeviationOfLogarithms()).isCloseTo(1e-9, lastDigits);
        assertThat(nearlyEqual.coefficientOfVariation()).isCloseTo(1e-9, lastDigits);
        // d/2
        assertThat(nearlyEqual.gini()).isCloseTo(5e-10, lastDigits);
    }

    @Test
    void passes_from_the_series_to_the_closed_form_without_a_step() {
        // With x = m (1 ± d): T = ((1 + d) ln(1 + d) + (1 − d) ln(1 − d)) / 2, just inside and just outside of d = 0.1.
        for (double d : new double[] {0.0999999, 0.1000001}) {
            DollarsPerPupil spread = of(1 - d, 1, 1 + d, 1);
            Percentage digits = Percentage.withPercentage(1e-11);
            assertThat(spread.theilT()).isCloseTo(((1 + d) * Math.log1p(d) + (1 - d) * Math.log1p(-d)) / 2, digits);
            assertThat(spread.theilL()).isCloseTo(-(Math.log1p(d) + Math.log1p(-d)) / 2, digits);
            // e = 2: 1 − the harmonic mean, 1 − (1 − d²)
            assertThat(spread.atkinson(2)).isCloseTo(d * d, digits);
            // e near 0: A = e T + …
            assertThat(spread.atkinson(1e-6)).isCloseTo(1e-6 * spread.theilT(), Percentage.withPercentage(1e-3));
            // e near 1 on both sides
            assertThat(spread.atkinson(1 - 1e-9)).isCloseTo(spread.atkinson(1), Percentage.withPercentage(1e-6));
            assertThat(spread.atkinson(1 + 1e-9)).isCloseTo(spread.atkinson(1), Percentage.withPercentage(1e-6));
        }
    }

    @Test
    void finds_a_half_that_rounded_sums_would_miss() {
        // Ten times the double nearest to 0.1 adds up to less than 1 where each sum is rounded; five of ten are half
        // all the same.
        double[] amounts = DoubleStream.iterate(100, x -> x + 100).limit(10).toArray();
        double[] tenths = DoubleStream.generate(() -> 0.1).limit(10).toArray();
        assertThat(DollarsPerPupil.of(amounts, tenths).median()).isEqualTo(550);
        assertThat(DollarsPerPupil.of(amounts, tenths).percentileReached(50)).isEqualTo(500);
    }

    @Test
    void counts_the_smallest_school_beside_the_largest() {
        // 2⁴⁹ + 2⁻¹⁰ is no double: the first unit is exactly half of all only if the middle one gets lost.
        assertThat(of(1, 0x1p49, 2, 0x1p-10, 3, 0x1p49).median()).isEqualTo(2);
        // 10¹⁵ pupils with 1 and one with 10¹⁵: 2 · 10¹⁵ / (10¹⁵ + 1)
        assertThat(of(1, 1e15, 1e15, 1).mean()).isEqualTo(2 - 2 / (1e15 + 1));
    }

    @Test
    void gives_exactly_0_or_1_where_all_are_equal_whatever_the_digits() {
        DollarsPerPupil equal = of(0.1, 1379.7103845884174, 0.1, 1e-3, 0.1, 1 / 3.0);
        for (Figure figure : equal.figures()) {
            if (figure.measure().whenEqual().isPresent() && figure.value().isPresent()) {
                assertThat(figure.value())
                        .as(figure.measure().label())
                        .isEqualTo(figure.measure().whenEqual());
            }
        }
        assertThat(equal.mean()).isEqualTo(0.1);
        assertThat(equal.median()).isEqualTo(0.1);
    }

    @Test
    void stays_within_bounds_at_the_limits_of_the_data() {
        DollarsPerPupil extreme = of(0, 1e15, 1e-15, 1e-15, 1e15, 1e-15, 1e15, 1e15);
        DollarsPerPupil positive = of(1e-15, 1e15, 1e15, 1e-15);
        for (DollarsPerPupil spending : List.of(extreme, positive)) {
            spending.figures()
                    .forEach(figure -> figure.value()
                            .ifPresent(value ->
                                    assertThat(value).as(figure.toString()).isBetween(0.0, 1e30)));
        }
        // One pupil in 10³⁰ has all but nothing: as unequal as can be.
        assertThat(positive.atkinson(10)).isBetween(0.0, 1.0);
        assertThat(of(0, 1e15, 1, 1e-15).gini()).isCloseTo(1, LAST_DIGITS);
        assertThat(of(0, 1e15, 1, 1e-15).hoover()).isCloseTo(1, LAST_DIGITS);
        assertThat(of(0, 1e15, 1, 1e-15).atkinson(0.5)).isCloseTo(1, LAST_DIGITS);
    }

    @Test
    void says_why_a_measure_does_not_exist() {
        DollarsPerPupil nothing = of(0, 10, 0, 20);
        assertThat(nothing.mean()).isZero();
        assertThat(nothing.range()).isZero();
        assertThat(nothing.standardDeviation()).isZero();
        assertThatThrownBy(nothing::gini)
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("the Gini index divides by the mean of dollars per pupil, which is 0");
        assertThatThrownBy(nothing::coefficientOfVariation)
                .hasMessage("the coefficient of variation divides by the mean of dollars per pupil, which is 0");
        assertThatThrownBy(nothing::halfSquaredVariation)
                .hasMessage("half the squared coefficient of variation divides by the mean of dollars per pupil, which"
                        + " is 0");
        assertThatThrownBy(nothing::relativeMeanDeviation)
                .hasMessage("the relative mean deviation divides by the mean of dollars per pupil, which is 0");
        assertThatThrownBy(nothing::hoover)
                .hasMessage("the Hoover index divides by the mean of dollars per pupil, which is 0");
        assertThatThrownBy(nothing::theilT)
                .hasMessage("Theil's index T divides by the mean of dollars per pupil, which is 0");
        assertThatThrownBy(nothing::theilL)
                .hasMessage("Theil's index L takes the logarithm of dollars per pupil, and the lowest is 0");
        assertThatThrownBy(nothing::standardDeviationOfLogarithms)
                .hasMessage("the standard deviation of logarithms takes the logarithm of dollars per pupil, and the"
                        + " lowest is 0");
        assertThatThrownBy(() -> nothing.atkinson(0.5))
                .hasMessage("the Atkinson index with aversion 0.5 divides by the mean of dollars per pupil, which is"
                        + " 0");
        assertThatThrownBy(() -> of(0, 1, 1, 1).atkinson(1))
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("the Atkinson index with aversion 1.0 takes a logarithm or a negative power of dollars per"
                        + " pupil, and the lowest is 0");
        assertThatThrownBy(nothing::federalRangeRatio)
                .hasMessage("the federal range ratio divides by the 5th percentile of dollars per pupil, which is 0");
        assertThatThrownBy(nothing::federalDisparity)
                .hasMessage("the federal disparity divides by the 5th percentile of dollars per pupil, which is 0");
        assertThatThrownBy(() -> nothing.percentileRatio(90, 10))
                .hasMessage("the ratio of percentiles divides by percentile 10.0 of dollars per pupil, which is 0");
        assertThatThrownBy(nothing::mcloone)
                .hasMessage("the McLoone index divides by the median of dollars per pupil, which is 0");
        assertThatThrownBy(nothing::verstegen)
                .hasMessage("the Verstegen index divides by the median of dollars per pupil, which is 0");
        assertThatThrownBy(nothing::adequacyAtMean)
                .hasMessage("the adequacy index at the mean divides by the mean of dollars per pupil, which is 0");
        assertThatThrownBy(nothing::adequacyAtMedian)
                .hasMessage("the adequacy index at the median divides by the median of dollars per pupil, which is 0");
    }

    @Test
    void tells_every_measure_in_a_table() {
        List<Figure> figures = of(0, 1, 1, 1).figures();
        assertThat(figures).extracting(Figure::measure).containsExactly(Measure.values());
        assertThat(figures)
                .filteredOn(figure -> figure.measure() == Measure.GINI)
                .singleElement()
                .satisfies(gini -> {
                    // 1 × 1 × 1 × 2 / (2 × 4 × 0.5)
                    assertThat(gini.value()).hasValue(0.5);
                    assertThat(gini.why()).isEmpty();
                });
        assertThat(of(0, 1, 1, 1).figure(Measure.THEIL_L)).satisfies(theil -> {
            assertThat(theil.value()).isEmpty();
            assertThat(theil.why())
                    .hasValue("Theil's index L takes the logarithm of dollars per pupil, and the lowest is 0");
        });
    }

    @Test
    void refuses_arguments_out_of_range() {
        assertThatThrownBy(() -> ONE_AND_THREE.percentile(100.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a percentile is from 0 to 100, not 100.5");
        assertThatThrownBy(() -> ONE_AND_THREE.percentileReached(Double.NaN))
                .hasMessage("a percentile is from 0 to 100, not NaN");
        assertThatThrownBy(() -> ONE_AND_THREE.percentileRatio(5, 95))
                .hasMessage("percentile 5.0 stands over percentile 95.0; give the higher one first");
        assertThatThrownBy(() -> ONE_AND_THREE.atkinson(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an aversion to inequality is above 0 and at most 10.0, not 0.0");
        assertThatThrownBy(() -> ONE_AND_THREE.atkinson(Double.NaN))
                .hasMessage("an aversion to inequality is above 0 and at most 10.0, not NaN");
        assertThatThrownBy(() -> ONE_AND_THREE.adequacy(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an adequate amount is from 1.0E-15 to 1.0E15 dollars per pupil, not -1.0");
    }

    @Test
    void refuses_columns_of_different_length() {
        assertThatThrownBy(() -> DollarsPerPupil.of(new double[] {1, 2}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 amounts stand beside 1 counts of pupils; give one of each for a row");
    }

    @Test
    void refuses_no_rows() {
        assertThatThrownBy(() -> of())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("these dollars per pupil cannot be measured, for there are none; give at least one school");
    }

    @Test
    void refuses_rows_of_which_none_has_pupils() {
        assertThatThrownBy(() -> of(100, 0))
                .isInstanceOf(ProblemException.class)
                .hasMessage("these dollars per pupil cannot be measured, for nobody is left; 1 problem:\n"
                        + "  row 1: found 0 pupils; allowed: more than 0 pupils. Give the pupils, or report the money"
                        + " beside the measures.");
    }

    @Test
    void refuses_every_faulty_row_at_once() {
        assertThatThrownBy(() -> of(
                        Double.NaN,
                        1,
                        100,
                        -2,
                        100,
                        1,
                        Double.POSITIVE_INFINITY,
                        Double.NaN,
                        -0.01,
                        5,
                        1e16,
                        0,
                        1e-16,
                        1))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::place, Problem::code, Problem::found)
                                .containsExactly(
                                        tuple("row 1", "dollars-per-pupil.range", "NaN dollars per pupil"),
                                        tuple("row 2", "pupils.range", "-2.0 pupils"),
                                        tuple("row 4", "dollars-per-pupil.range", "Infinity dollars per pupil"),
                                        tuple("row 4", "pupils.range", "NaN pupils"),
                                        tuple("row 5", "dollars-per-pupil.range", "-0.01 dollars per pupil"),
                                        tuple("row 6", "dollars-per-pupil.range", "1.0E16 dollars per pupil"),
                                        tuple("row 7", "dollars-per-pupil.range", "1.0E-16 dollars per pupil")))
                .hasMessageContaining(
                        "row 2: found -2.0 pupils; allowed: 0, or 1.0E-15 to 1.0E15. Correct the number, or leave it out"
                                + " and say so.");
    }

    @Test
    void lists_a_row_without_pupils() {
        DollarsPerPupil spending = of(5000, 100, 99_999, 0);
        assertThat(spending.units()).isEqualTo(1);
        assertThat(spending.highest()).isEqualTo(5000);
        assertThat(spending.leftOut())
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("pupils.none", "row 2"));
    }

    @Test
    void takes_a_negative_zero_for_zero() {
        assertThat(of(-0.0, 1, 5, 1)).isEqualTo(of(0, 1, 5, 1));
        assertThat(1 / of(-0.0, 1).lowest()).isPositive();
    }

    @Test
    void does_not_change_with_the_columns_it_was_made_from() {
        double[] amounts = {1, 2};
        double[] pupils = {1, 1};
        DollarsPerPupil spending = DollarsPerPupil.of(amounts, pupils);
        amounts[0] = 100;
        pupils[0] = 100;
        assertThat(spending).isEqualTo(of(1, 1, 2, 1));
    }

    private static School school(String id, String pupils) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES)
                        .pupils(new BigDecimal(pupils))
                        .build())
                .build();
    }

    private static SchoolBudget budget(String id, String general, String grant) {
        return new SchoolBudget(
                SchoolId.of(id),
                YEAR,
                List.of(
                        new BudgetLine("base", GENERAL, Money.parse(general), Held.FREE),
                        new BudgetLine("reading", GRANT, Money.parse(grant), Held.FREE)));
    }

    private static final District DISTRICT = District.named("Unified")
            .school(school("3", "0"))
            .school(school("2", "250.5"))
            .school(school("1", "400"))
            .school(school("4", "120"))
            .build();

    @Test
    void divides_what_schools_have_to_spend_by_their_pupils() {
        Budgets budgets =
                Budgets.of(YEAR, List.of(budget("1", "4000000.00", "0.00"), budget("2", "2000000.00", "505010.00")));
        District district = District.named("Unified")
                .school(school("1", "400"))
                .school(school("2", "250.5"))
                .build();
        // 4,000,000 / 400 = 10,000; 2,505,010 / 250.5 = 10,000.03992015968…
        DollarsPerPupil spending = DollarsPerPupil.of(budgets, district);
        assertThat(spending.leftOut()).isEmpty();
        assertThat(spending).isEqualTo(of(10_000, 400, 2_505_010 / 250.5, 250.5));
        // 2,000,000 / 250.5
        assertThat(DollarsPerPupil.of(budgets, district, SchoolBudget::unrestricted)
                        .lowest())
                .isEqualTo(2_000_000 / 250.5);
        // 0 / 400: a budget of 0 is a budget
        assertThat(DollarsPerPupil.of(budgets, district, SchoolBudget::restricted)
                        .lowest())
                .isZero();
    }

    @Test
    void lists_every_school_that_cannot_be_counted() {
        Budgets budgets = Budgets.of(
                YEAR,
                List.of(
                        budget("1", "4000000.00", "0.00"),
                        budget("2", "2000000.00", "0.00"),
                        budget("3", "125000.00", "10.00"),
                        budget("9", "1.00", "0.00")));
        DollarsPerPupil spending = DollarsPerPupil.of(budgets, DISTRICT);
        assertThat(spending.units()).isEqualTo(2);
        assertThat(spending.leftOut())
                .extracting(Problem::message)
                .containsExactly(
                        "school 3: found no pupils to share 125010.00; allowed: more than 0 pupils. Give its pupils, or"
                                + " report its money beside the measures.",
                        "school 4: found no budget in 2026–27 for 120 pupils; allowed: a budget, which may be 0. Give its"
                                + " budget.",
                        "school 9: found a budget of a school that is not in Unified; allowed: schools of the district."
                                + " Add the school with its pupils, or leave the budget out.");
        assertThat(spending.leftOut())
                .extracting(Problem::code)
                .containsExactly("pupils.none", "budget.none", "school.unknown");
    }

    @Test
    void refuses_a_budget_below_0() {
        Budgets budgets = Budgets.of(YEAR, List.of(budget("1", "-400.00", "0.00"), budget("2", "1.00", "0.00")));
        assertThatThrownBy(() -> DollarsPerPupil.of(budgets, DISTRICT))
                .isInstanceOf(ProblemException.class)
                .hasMessage("the dollars per pupil of Unified in 2026–27 cannot be measured; 1 problem:\n"
                        + "  school 1: found -1.0 dollars per pupil; allowed: 0, or 1.0E-15 to 1.0E15. Correct the"
                        + " number, or leave it out and say so.");
    }

    @Test
    void refuses_budgets_of_which_none_can_be_counted() {
        assertThatThrownBy(() -> DollarsPerPupil.of(Budgets.of(YEAR, List.of()), DISTRICT))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::place)
                                .containsExactly("school 1", "school 2", "school 3", "school 4"))
                .hasMessageStartingWith(
                        "the dollars per pupil of Unified in 2026–27 cannot be measured, for nobody is left; 4 problems:");
    }

    @Test
    void speaks_the_same_in_every_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(ONE_AND_THREE).hasToString("dollars per pupil: mean 2.50, 2 units, 4 pupils, 0 left out");
            assertThatThrownBy(() -> DollarsPerPupil.of(new double[2], new double[1]))
                    .hasMessageStartingWith("2 amounts stand beside 1 counts");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void is_a_value() {
        EqualsVerifier.forClass(DollarsPerPupil.class)
                .withPrefabValues(
                        ImmutableList.class,
                        ImmutableList.of(),
                        ImmutableList.of(new Problem("pupils.none", "row 1", "0", "more", "Give them.")))
                .withPrefabValues(Units.class, of(1, 2).sorted(), of(3, 4).sorted())
                .withIgnoredFields("column")
                .withNonnullFields("sorted", "leftOut")
                .verify();
        // The sums follow from the columns.
        EqualsVerifier.forClass(Units.class)
                .withIgnoredFields("allDollars", "mean", "ratios")
                .withNonnullFields("ranked")
                .verify();
    }
}
