package org.perpupil.plan.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.Subgroup.ALL_PUPILS;
import static org.perpupil.plan.review.Plans.YEAR;
import static org.perpupil.plan.review.Scorecard.Standing.IMPROVING;
import static org.perpupil.plan.review.Scorecard.Standing.MET;
import static org.perpupil.plan.review.Scorecard.Standing.NOT_IMPROVING;
import static org.perpupil.plan.review.Scorecard.Standing.NO_DATA;
import static org.perpupil.plan.review.Scorecard.Standing.NO_TARGET;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.plan.Finding;
import org.perpupil.plan.Metric;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Subgroup;
import org.perpupil.plan.process.PlanStatus;
import org.perpupil.plan.review.Scorecard.Measure;
import org.perpupil.plan.review.Scorecard.Reading;
import org.perpupil.plan.review.Scorecard.Row;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.testing.Schools;

class ScorecardTest {
    private static final Metric MATHEMATICS = Metric.percent("proficient in mathematics");
    private static final Metric ABSENCE = Metric.of("absence", "days").lowerIsBetter();
    private static final Metric SURVEY = Metric.of("survey", "points");
    private static final Subgroup POOR = Subgroup.of(NeedCategory.POVERTY);
    private static final SitePlan PLAN = plan(
            Finding.of("math", MATHEMATICS, ALL_PUPILS)
                    .in(2026, "60")
                    .in(2024, "52")
                    .in(2025, "57.5"),
            Finding.of("math-poor", MATHEMATICS, POOR).in(2024, "40").in(2026, "40"),
            Finding.of("absence", ABSENCE, ALL_PUPILS).in(2025, "9").in(2026, "8"),
            Finding.of("absence-poor", ABSENCE, POOR).in(2025, "9").in(2026, "10.5"),
            Finding.of("survey", SURVEY, ALL_PUPILS).in(2026, "3"),
            Finding.of("survey-poor", SURVEY, POOR).against("4"));

    private static SitePlan plan(Finding... findings) {
        return SitePlan.of("101", YEAR)
                .assessment(
                        NeedsAssessment.builder().findings(List.of(findings)).build())
                .build();
    }

    private static Row row(Measure measure) {
        return Scorecard.of(PLAN, measure).rows().get(0);
    }

    private static Reading reading(int year, String value) {
        return new Reading(FiscalYear.of(year), new BigDecimal(value));
    }

    @Test
    void a_target_is_met_where_it_is_reached_or_passed() {
        assertThat(row(Measure.of(MATHEMATICS, ALL_PUPILS).against("60")).standing())
                .isEqualTo(MET);
        assertThat(row(Measure.of(MATHEMATICS, ALL_PUPILS).against("59.9")).standing())
                .isEqualTo(MET);
        // reached, though it stood at 40 two years before too
        assertThat(row(Measure.of(MATHEMATICS, POOR).against("40")).standing()).isEqualTo(MET);
    }

    @Test
    void a_school_improves_that_is_short_of_the_target_and_better_than_before() {
        Row row = row(Measure.of(MATHEMATICS, ALL_PUPILS).against("60.1"));

        assertThat(row.standing()).isEqualTo(IMPROVING);
        assertThat(row.latest()).contains(reading(2026, "60"));
        assertThat(row.before()).contains(reading(2025, "57.5"));
        // 60 − 57.5
        assertThat(row.improvement()).contains(new BigDecimal("2.5"));
    }

    @Test
    void a_school_does_not_improve_that_stays_where_it_was() {
        Row row = row(Measure.of(MATHEMATICS, POOR).against("80"));

        assertThat(row.standing()).isEqualTo(NOT_IMPROVING);
        // the year between is not known
        assertThat(row.before()).contains(reading(2024, "40"));
        // 40 − 40
        assertThat(row.improvement()).contains(BigDecimal.ZERO);
    }

    @Test
    void a_school_does_not_improve_of_which_one_value_is_known() {
        Row row = row(Measure.of(SURVEY, ALL_PUPILS).against("4"));

        assertThat(row.standing()).isEqualTo(NOT_IMPROVING);
        assertThat(row.latest()).contains(reading(2026, "3"));
        assertThat(row.before()).isEmpty();
        assertThat(row.improvement()).isEmpty();
    }

    @Test
    void less_is_better_where_the_metric_says_so() {
        Row fewer = row(Measure.of(ABSENCE, ALL_PUPILS).against("6"));
        Row more = row(Measure.of(ABSENCE, POOR).against("6"));

        assertThat(fewer.standing()).isEqualTo(IMPROVING);
        // 9 − 8
        assertThat(fewer.improvement()).contains(BigDecimal.ONE);
        assertThat(more.standing()).isEqualTo(NOT_IMPROVING);
        // 9 − 10.5
        assertThat(more.improvement()).contains(new BigDecimal("-1.5"));
        assertThat(row(Measure.of(ABSENCE, ALL_PUPILS).against("8")).standing()).isEqualTo(MET);
        assertThat(row(Measure.of(ABSENCE, ALL_PUPILS).against("8.5")).standing())
                .isEqualTo(MET);
    }

    @Test
    void a_metric_that_the_district_only_watches_has_no_target() {
        Row row = row(Measure.of(MATHEMATICS, ALL_PUPILS));

        assertThat(row.standing()).isEqualTo(NO_TARGET);
        assertThat(row.latest()).contains(reading(2026, "60"));
        // 60 − 57.5
        assertThat(row.improvement()).contains(new BigDecimal("2.5"));
    }

    @Test
    void what_is_not_known_is_no_data_with_a_target_or_without() {
        // no finding of the metric; none of these pupils; a finding without values, whose own target is not a value
        for (Measure measure : List.of(
                Measure.of(Metric.percent("graduates"), ALL_PUPILS).against("0"),
                Measure.of(MATHEMATICS, Subgroup.of("girls")),
                Measure.of(SURVEY, POOR).against("4"))) {
            Row row = row(measure);

            assertThat(row.standing()).isEqualTo(NO_DATA);
            assertThat(row.latest()).isEmpty();
            assertThat(row.before()).isEmpty();
            assertThat(row.improvement()).isEmpty();
            assertThat(row.measure()).isEqualTo(measure);
        }
    }

    @Test
    void the_targets_are_those_of_the_district_and_not_of_the_school() {
        SitePlan plan =
                plan(Finding.of("math", MATHEMATICS, ALL_PUPILS).in(2026, "60").against("50"));

        assertThat(Scorecard.of(plan, Measure.of(MATHEMATICS, ALL_PUPILS).against("80"))
                        .rows())
                .extracting(Row::standing)
                .containsExactly(NOT_IMPROVING);
    }

    @Test
    void rows_stand_in_the_order_of_the_measures_and_are_told_line_by_line() {
        Scorecard card = Scorecard.of(
                PLAN,
                Measure.of(SURVEY, ALL_PUPILS),
                Measure.of(MATHEMATICS, ALL_PUPILS).against("80"),
                Measure.of(ABSENCE, POOR).against("6"),
                Measure.of(ABSENCE, ALL_PUPILS).against("8"),
                Measure.of(SURVEY, POOR).against("4"));

        assertThat(card.school()).isEqualTo(SchoolId.of("101"));
        assertThat(card).hasToString("""
                        school 101
                          survey, all pupils: 3 points in 2025–26: no target
                          proficient in mathematics, all pupils: 60% in 2025–26, from 57.5% in 2024–25, target 80%: improving
                          absence, poverty: 10.5 days in 2025–26, from 9 days in 2024–25, target 6 days: not improving
                          absence, all pupils: 8 days in 2025–26, from 9 days in 2024–25, target 8 days: met
                          survey, poverty: not known, target 4 points: no data""");
    }

    @Test
    void a_district_sees_the_scorecard_of_every_school_that_has_a_plan() {
        List<Measure> measures = List.of(Measure.of(MATHEMATICS, ALL_PUPILS).against("80"));
        DistrictPlans plans = DistrictPlans.of(
                        Plans.district(
                                Plans.school("101", Schools.MIDDLE, 3, 0, 0),
                                Plans.school("102", Schools.MIDDLE, 3, 0, 0),
                                Plans.school("103", Schools.MIDDLE, 3, 0, 0)),
                        YEAR)
                .plan(Plans.history(Plans.plan("103", YEAR), PlanStatus.DRAFT))
                .plan(Plans.history(PLAN, PlanStatus.DRAFT))
                .build();

        assertThat(plans.scorecards(measures))
                .containsExactly(
                        Scorecard.of(PLAN, measures),
                        new Scorecard(
                                SchoolId.of("103"),
                                List.of(new Row(measures.get(0), Optional.empty(), Optional.empty(), NO_DATA))));
    }

    @Test
    void refuses_a_target_that_the_metric_cannot_be() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measure.of(MATHEMATICS, ALL_PUPILS).against("100.5"))
                .withMessage("\"proficient in mathematics\" is from 0 to 100%, and its target cannot be 100.5%");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Measure(MATHEMATICS, ALL_PUPILS, Optional.of(new BigDecimal("-1"))))
                .withMessage("\"proficient in mathematics\" is from 0 to 100%, and its target cannot be -1%");
        assertThat(Measure.of(SURVEY, ALL_PUPILS).against("-1").target()).contains(new BigDecimal("-1"));
    }

    @Test
    @SuppressWarnings("NullAway")
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> Measure.of(null, ALL_PUPILS))
                .withMessage("metric");
        assertThatNullPointerException()
                .isThrownBy(() -> Measure.of(SURVEY, null))
                .withMessage("pupils");
        assertThatNullPointerException()
                .isThrownBy(() -> new Reading(null, BigDecimal.ONE))
                .withMessage("year");
        assertThatNullPointerException()
                .isThrownBy(() -> new Reading(YEAR, null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> new Scorecard(null, List.of()))
                .withMessage("school");
    }

    @Test
    void refuses_a_metric_that_the_school_means_otherwise() {
        SitePlan plan = SitePlan.of("101", Plans.YEAR)
                .assessment(NeedsAssessment.builder()
                        .finding(Finding.of("f", Metric.of("absence", "days"), Subgroup.ALL_PUPILS)
                                .in(2026, "8"))
                        .build())
                .build();
        Measure measure = Measure.of(Metric.of("absence", "days").lowerIsBetter(), Subgroup.ALL_PUPILS);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Scorecard.of(plan, measure))
                .withMessageContaining(
                        "school 101, finding f: found \"absence\" in days, higher is better; allowed: as the district"
                                + " measures it: in days, lower is better. Correct one of the two, or give them two names.");
    }

    @Test
    void a_target_is_a_number_however_it_is_written() {
        Measure measure = Measure.of(Metric.percent("proficient"), Subgroup.ALL_PUPILS);

        assertThat(measure.against("80.0")).isEqualTo(measure.against("80"));
        assertThatIllegalArgumentException().isThrownBy(() -> measure.against("two thirds"));
        assertThatIllegalArgumentException().isThrownBy(() -> measure.against("1/3"));
    }
}
