package org.perpupil.equity.progressivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class ProgressivityTest {
    private static final Offset<Double> LAST_DIGITS = within(1e-15);

    private static Study study(double[] dollars, double[] need, double[] pupils) {
        return Study.ofRows(dollars.length)
                .number("dollars", dollars)
                .number("poverty", need)
                .number("pupils", pupils)
                .build();
    }

    private static Progressivity of(double[] dollars, double[] need, double[] pupils) {
        return Progressivity.of(study(dollars, need, pupils), "dollars", "poverty", "pupils");
    }

    /** Worked by hand below: the mean is 4,200,000 / 400 = 10,500, mean need is 50 per cent. */
    private static final Progressivity THREE =
            of(new double[] {8000, 10_000, 14_000}, new double[] {0, 50, 100}, new double[] {100, 200, 100});

    @Test
    void counts_units_and_pupils() {
        assertThat(THREE.units()).isEqualTo(3);
        assertThat(THREE.pupils()).isEqualTo(400);
        assertThat(THREE.leftOut()).isEmpty();
        assertThat(THREE).hasToString("\"dollars\" by \"poverty\": 3 units, 400 pupils, 0 left out");
    }

    @Test
    void correlates_units() {
        // 300,000 / √(56,000,000 / 3 · 5000) = √(27/28)
        assertThat(THREE.pearson()).isCloseTo(Math.sqrt(27 / 28.0), LAST_DIGITS);
        // 30,000,000 / √(1,900,000,000 · 500,000) = √(18/19)
        assertThat(THREE.weightedPearson()).isCloseTo(Math.sqrt(18 / 19.0), LAST_DIGITS);
        // The ranks are the same.
        assertThat(THREE.spearman()).isEqualTo(1);
    }

    @Test
    void shares_ranks_among_ties() {
        Progressivity tied = of(
                new double[] {8000, 0.1 + 0.2, 0.3, 9276}, // 0.1 + 0.2 is not 0.3 in doubles
                new double[] {50, 10, 30, 10},
                new double[] {1, 1, 1, 1});
        // Ranks less 2.5 are 0.5, −1, −1, 1.5 of dollars and 1.5, −1, 0.5, −1 of need. Their products add up to −0.25,
        // the squares of each to 4.5.
        assertThat(tied.spearman()).isCloseTo(-0.25 / 4.5, LAST_DIGITS);
    }

    @Test
    void draws_lines() {
        // 300,000 / 5000, and 32,000 / 3 − 60 · 50
        assertThat(THREE.slope()).isEqualTo(60);
        assertThat(THREE.intercept()).isEqualTo(23_000 / 3.0);
        // 30,000,000 / 500,000, and 10,500 − 60 · 50
        assertThat(THREE.weightedSlope()).isEqualTo(60);
        assertThat(THREE.weightedIntercept()).isEqualTo(7500);
    }

    @Test
    void tells_elasticities() {
        // 60 · 50 / 10,500
        assertThat(THREE.elasticityAtMeans()).isEqualTo(2 / 7.0);
        // Dollars double where need is fourfold.
        assertThat(of(new double[] {1000, 2000, 4000}, new double[] {1, 4, 16}, new double[] {7, 100, 3})
                        .logLogElasticity())
                .isCloseTo(0.5, LAST_DIGITS);
    }

    @Test
    void tells_concentration() {
        // Ranks are 1/8, 1/2, 7/8: 2 (100 · 2500 · 3/8 + 100 · 3500 · 3/8) / (400 · 10,500) = 3/28
        assertThat(THREE.concentrationIndex()).isCloseTo(3 / 28.0, LAST_DIGITS);
        // 2 (100 · 50 · 3/8 + 100 · 50 · 3/8) / (400 · 50)
        assertThat(THREE.giniOfNeed()).isEqualTo(0.375);
        // 3/28 − 3/8
        assertThat(THREE.kakwani()).isCloseTo(-15 / 56.0, LAST_DIGITS);
    }

    @Test
    void sets_pupils_with_the_need_beside_others() {
        // (100 · 10,000 + 100 · 14,000) / 200: half of the second school and all of the third
        assertThat(THREE.needMean()).isEqualTo(12_000);
        // (100 · 8000 + 100 · 10,000) / 200
        assertThat(THREE.otherMean()).isEqualTo(9000);
        assertThat(THREE.needGap()).isEqualTo(3000);
        assertThat(THREE.progressivityRatio()).isEqualTo(4 / 3.0);
    }

    @Test
    void puts_units_into_quartiles_by_the_middle_of_their_pupils() {
        // Middles are at 50, 200 and 350 of 400; 200 is on the border of the second and third.
        assertThat(THREE.quartiles())
                .containsExactly(
                        new NeedQuartile(1, List.of("1"), 100, OptionalDouble.of(8000)),
                        new NeedQuartile(2, List.of("2"), 200, OptionalDouble.of(10_000)),
                        new NeedQuartile(3, List.of(), 0, OptionalDouble.empty()),
                        new NeedQuartile(4, List.of("3"), 100, OptionalDouble.of(14_000)));
        assertThat(THREE.quartileGap()).isEqualTo(6000);
        assertThat(THREE.quartileRatio()).isEqualTo(1.75);
    }

    @Test
    void keeps_ties_together_in_quartiles() {
        // The tie reaches from 10 to 50 of 80, with the middle at 30.
        Progressivity tied = of(new double[] {5, 7, 9, 11}, new double[] {1, 2, 2, 3}, new double[] {10, 10, 30, 30});
        assertThat(tied.quartiles().get(1))
                .isEqualTo(new NeedQuartile(2, List.of("2", "3"), 40, OptionalDouble.of(8.5)));
    }

    @Test
    void refuses_dollars_below_0() {
        assertThatThrownBy(() -> of(new double[] {-1, 2, -3}, new double[] {1, 2, 3}, new double[] {1, 1, 1}))
                .isInstanceOf(ProblemException.class)
                .hasMessage(
                        "whether \"dollars\" follows \"poverty\" cannot be measured; 2 problems:\n"
                                + "  1: found dollars -1.0; allowed: 0, or 1.0E-15 to 1.0E15. Correct the number, or leave the row out and say so; for an outcome, which may be below 0, say ofOutcomes.\n"
                                + "  3: found dollars -3.0; allowed: 0, or 1.0E-15 to 1.0E15. Correct the number, or leave the row out and say so; for an outcome, which may be below 0, say ofOutcomes.");
    }

    @Test
    void measures_outcomes_below_0_but_no_share_of_them() {
        Progressivity scores = Progressivity.ofOutcomes(
                study(new double[] {1, -1, 0}, new double[] {0, 50, 100}, new double[] {100, 200, 100}),
                "dollars",
                "poverty",
                "pupils");
        // Means 0 and 50: −1 · 50 / 5000 over units, and over √(2 · 5000) the correlation
        assertThat(scores.slope()).isCloseTo(-0.01, LAST_DIGITS);
        assertThat(scores.pearson()).isCloseTo(-0.5, LAST_DIGITS);
        // Ranks 3, 1, 2 and 1, 2, 3
        assertThat(scores.spearman()).isCloseTo(-0.5, LAST_DIGITS);
        // Half of the second and all of the third school, and all of the first and half of the second
        assertThat(scores.needMean()).isEqualTo(-0.5);
        assertThat(scores.otherMean()).isEqualTo(0);
        assertThat(scores.needGap()).isEqualTo(-0.5);
        assertThat(scores.quartileGap()).isEqualTo(-1);
        for (VerticalMeasure measure : List.of(
                VerticalMeasure.ELASTICITY_AT_MEANS,
                VerticalMeasure.CONCENTRATION_INDEX,
                VerticalMeasure.KAKWANI,
                VerticalMeasure.PROGRESSIVITY_RATIO,
                VerticalMeasure.QUARTILE_RATIO)) {
            assertThat(why(scores, measure))
                    .endsWith(" is a share of \"dollars\", and means nothing where one is below 0; the lowest is -1.0");
        }
        assertThat(scores.giniOfNeed()).isEqualTo(0.375);
        Progressivity needy = Progressivity.ofOutcomes(
                study(new double[] {1, -1}, new double[] {10, 50}, new double[] {1, 1}),
                "dollars",
                "poverty",
                "pupils");
        assertThat(why(needy, VerticalMeasure.LOG_LOG_ELASTICITY))
                .isEqualTo("the elasticity in logarithms takes the logarithm of \"dollars\", and the lowest is -1.0");
    }

    @Test
    void outcomes_above_0_are_measured_as_dollars_are() {
        Study study =
                study(new double[] {8000, 10_000, 14_000}, new double[] {0, 50, 100}, new double[] {100, 200, 100});
        assertThat(Progressivity.ofOutcomes(study, "dollars", "poverty", "pupils"))
                .isEqualTo(THREE);
        assertThatThrownBy(() -> Progressivity.ofOutcomes(
                        study(new double[] {-1e-20, -1e20}, new double[] {1, 2}, new double[] {1, 1}),
                        "dollars",
                        "poverty",
                        "pupils"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::found, Problem::allowed)
                                .containsExactly(
                                        tuple("dollars -1.0E-20", "0, or 1.0E-15 to 1.0E15 in size"),
                                        tuple("dollars -1.0E20", "0, or 1.0E-15 to 1.0E15 in size")));
    }

    @Test
    void gives_every_figure_with_its_name_and_definition() {
        assertThat(THREE.figures()).extracting(VerticalFigure::measure).containsExactly(VerticalMeasure.values());
        assertThat(THREE.figure(VerticalMeasure.PROGRESSIVITY_RATIO))
                .isEqualTo(new VerticalFigure(
                        VerticalMeasure.PROGRESSIVITY_RATIO, OptionalDouble.of(4 / 3.0), Optional.empty()));
        assertThat(THREE.figure(VerticalMeasure.LOG_LOG_ELASTICITY).why())
                .hasValue("the elasticity in logarithms takes the logarithm of \"poverty\", and the lowest is 0");
        assertThat(Arrays.stream(VerticalMeasure.values()).map(VerticalMeasure::label))
                .doesNotHaveDuplicates();
        assertThat(VerticalMeasure.NEED_GAP).hasToString("need gap");
        assertThat(VerticalMeasure.NEED_GAP.definition())
                .isEqualTo("mean of pupils with the need less mean of other pupils");
        assertThat(VerticalMeasure.NEED_GAP.isRelative()).isFalse();
        assertThat(VerticalMeasure.KAKWANI.isRelative()).isTrue();
    }

    private static String why(Progressivity spending, VerticalMeasure measure) {
        VerticalFigure figure = spending.figure(measure);
        assertThat(figure.value()).as(measure.label()).isEmpty();
        return figure.why().orElseThrow();
    }

    @Test
    void says_why_nothing_can_be_told_where_all_have_the_same_need() {
        Progressivity same = of(new double[] {8000, 9000}, new double[] {30, 30}, new double[] {10, 20});
        assertThatThrownBy(same::slope)
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("the slope compares units that differ in \"poverty\", and all have 30.0 per cent");
        for (VerticalMeasure measure : List.of(
                VerticalMeasure.PEARSON,
                VerticalMeasure.WEIGHTED_PEARSON,
                VerticalMeasure.SPEARMAN,
                VerticalMeasure.INTERCEPT,
                VerticalMeasure.WEIGHTED_INTERCEPT,
                VerticalMeasure.WEIGHTED_SLOPE,
                VerticalMeasure.ELASTICITY_AT_MEANS,
                VerticalMeasure.LOG_LOG_ELASTICITY)) {
            assertThat(why(same, measure)).endsWith("and all have 30.0 per cent");
        }
        assertThat(same.concentrationIndex()).isZero();
        assertThat(same.giniOfNeed()).isZero();
        assertThat(same.progressivityRatio()).isEqualTo(1);
        assertThat(why(same, VerticalMeasure.QUARTILE_GAP))
                .isEqualTo(
                        "the gap of quartiles looks at quartile 4 by \"poverty\", and no unit, or tie of units, has its middle there");
        assertThat(why(same, VerticalMeasure.QUARTILE_RATIO)).startsWith("the ratio of quartiles looks at quartile 4");
    }

    @Test
    void says_why_nothing_can_be_told_where_all_have_the_same_dollars() {
        Progressivity same = of(new double[] {9276, 9276}, new double[] {30, 40}, new double[] {10, 20});
        assertThat(why(same, VerticalMeasure.PEARSON))
                .isEqualTo("the correlation compares units that differ in \"dollars\", and all have 9276.0");
        assertThat(why(same, VerticalMeasure.SPEARMAN)).endsWith("in \"dollars\", and all have 9276.0");
        assertThat(same.slope()).isZero();
        assertThat(same.intercept()).isEqualTo(9276);
        assertThat(same.needGap()).isZero();
    }

    @Test
    void says_why_nothing_can_be_told_without_dollars() {
        Progressivity nothing = of(new double[] {0, 0}, new double[] {30, 40}, new double[] {10, 10});
        assertThat(why(nothing, VerticalMeasure.CONCENTRATION_INDEX))
                .isEqualTo("the concentration index divides by the mean of \"dollars\", which is 0");
        assertThat(why(nothing, VerticalMeasure.KAKWANI))
                .isEqualTo("the Kakwani index divides by the mean of \"dollars\", which is 0");
        assertThat(why(nothing, VerticalMeasure.ELASTICITY_AT_MEANS))
                .isEqualTo("the elasticity at the means divides by the mean of \"dollars\", which is 0");
        assertThat(why(nothing, VerticalMeasure.LOG_LOG_ELASTICITY))
                .isEqualTo("the elasticity in logarithms takes the logarithm of \"dollars\", and the lowest is 0");
        assertThat(why(nothing, VerticalMeasure.PROGRESSIVITY_RATIO))
                .isEqualTo("the progressivity ratio divides by what pupils without \"poverty\" get, which is 0");
        Progressivity some =
                of(new double[] {0, 1, 2, 3}, new double[] {10, 20, 30, 40}, new double[] {10, 10, 10, 10});
        assertThat(why(some, VerticalMeasure.QUARTILE_RATIO))
                .isEqualTo(
                        "the ratio of quartiles divides by what the quartile with the least \"poverty\" gets, which is 0");
        assertThat(some.quartileGap()).isEqualTo(3);
    }

    @Test
    void says_why_nothing_can_be_told_without_need_or_without_others() {
        Progressivity none = of(new double[] {8, 9}, new double[] {0, 0}, new double[] {10, 10});
        assertThat(why(none, VerticalMeasure.NEED_MEAN))
                .isEqualTo("the mean of pupils with the need looks at pupils with \"poverty\", and there are none");
        assertThat(why(none, VerticalMeasure.GINI_OF_NEED))
                .isEqualTo("the Gini index of need divides by the mean of \"poverty\", which is 0");
        assertThat(why(none, VerticalMeasure.KAKWANI))
                .isEqualTo("the Kakwani index divides by the mean of \"poverty\", which is 0");
        assertThat(none.otherMean()).isEqualTo(8.5);
        Progressivity all = of(new double[] {8, 9}, new double[] {100, 100}, new double[] {10, 10});
        assertThat(why(all, VerticalMeasure.NEED_GAP))
                .isEqualTo("the need gap looks at pupils without \"poverty\", and there are none");
        assertThat(why(all, VerticalMeasure.OTHER_MEAN)).startsWith("the mean of other pupils looks");
        assertThat(all.needMean()).isEqualTo(8.5);
    }

    @Test
    void lists_rows_that_lack_a_number_or_pupils() {
        Progressivity some = of(
                new double[] {8000, Double.NaN, 10_000, 14_000, 1e9},
                new double[] {0, Double.NaN, 50, 100, 20},
                new double[] {100, 50, 200, 100, 0});
        assertThat(some.leftOut())
                .containsExactly(
                        new Problem(
                                "value.missing",
                                "2",
                                "no dollars, poverty",
                                "a value in every column that is used",
                                "Find what is missing, or leave the column out."),
                        new Problem(
                                "pupils.none",
                                "5",
                                "0 pupils",
                                "more than 0 pupils",
                                "Give the pupils, or report the money beside the measures."));
        assertThat(some.figures()).isEqualTo(THREE.figures());
        assertThat(some).isNotEqualTo(THREE);
    }

    @Test
    void refuses_numbers_out_of_range_all_at_once() {
        assertThatThrownBy(() -> of(new double[] {-1, 5, 6}, new double[] {0, 100.5, 1}, new double[] {1, 1, -3}))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code, Problem::place, Problem::found)
                                .containsExactly(
                                        tuple("dollars-per-pupil.range", "1", "dollars -1.0"),
                                        tuple("need.range", "2", "poverty 100.5"),
                                        tuple("pupils.range", "3", "pupils -3.0")))
                .hasMessageStartingWith("whether \"dollars\" follows \"poverty\" cannot be measured; 3 problems:");
    }

    @Test
    void refuses_columns_that_are_not_there_and_studies_without_anybody() {
        Study study = study(new double[] {1}, new double[] {1}, new double[] {0});
        assertThatThrownBy(() -> Progressivity.of(study, "money", "poverty", "heads"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::found)
                                .containsExactly("\"money\"", "\"heads\""));
        assertThatThrownBy(() -> Progressivity.of(study, "dollars", "poverty", "pupils"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith(
                        "whether \"dollars\" follows \"poverty\" cannot be measured, for nobody is left; 1 problem:");
        assertThatThrownBy(() -> of(new double[0], new double[0], new double[0]))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("at least one row");
    }

    @Test
    void is_equal_whatever_the_order_of_rows() {
        Study study = Study.of(List.of("a", "b"))
                .number("dollars", 1, 2)
                .number("poverty", 3, 4)
                .number("pupils", 5, 6)
                .build();
        Study turned = Study.of(List.of("b", "a"))
                .number("dollars", 2, 1)
                .number("poverty", 4, 3)
                .number("pupils", 6, 5)
                .build();
        Progressivity one = Progressivity.of(study, "dollars", "poverty", "pupils");
        assertThat(Progressivity.of(turned, "dollars", "poverty", "pupils"))
                .isEqualTo(one)
                .hasSameHashCodeAs(one);
        assertThat(Progressivity.of(study, "dollars", "pupils", "pupils")).isNotEqualTo(one);
        assertThat(Progressivity.of(study, "pupils", "poverty", "pupils")).isNotEqualTo(one);
        assertThat(Progressivity.of(study, "dollars", "poverty", "poverty")).isNotEqualTo(one);
        assertThat(one).isNotEqualTo(THREE).isNotEqualTo("a");
    }

    @Test
    void figures_and_quartiles_hold_what_they_must() {
        assertThatThrownBy(() -> new VerticalFigure(VerticalMeasure.SLOPE, OptionalDouble.empty(), Optional.empty()))
                .hasMessage("slope of units has either a value or a reason why it has none");
        assertThatThrownBy(() ->
                        new VerticalFigure(VerticalMeasure.SLOPE, OptionalDouble.of(Double.NaN), Optional.empty()))
                .hasMessage("slope of units is a number, not NaN");
        assertThatThrownBy(() -> new NeedQuartile(5, List.of(), 0, OptionalDouble.empty()))
                .hasMessage("a quartile is 1 to 4, not 5");
        assertThatThrownBy(() -> new NeedQuartile(1, List.of("a"), 0, OptionalDouble.of(1)))
                .hasMessage(
                        "quartile 1 has units, pupils and dollars per pupil, or none of these: [a], 0.0, OptionalDouble[1.0]");
        assertThatThrownBy(() -> new NeedQuartile(1, List.of("a"), 3, OptionalDouble.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
