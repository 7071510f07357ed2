package org.perpupil.equity.progressivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.equity.regression.Term.factor;
import static org.perpupil.equity.regression.Term.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.EquityData;
import org.perpupil.equity.Json;
import org.perpupil.equity.Study;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Inference.Interval;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.Term;

/**
 * What is drawn, beside the reference answers of the data: computed in 60-digit arithmetic, rounded once and checked against R 4.2.2 and
 * statsmodels 0.13.5.
 */
class DisplaysDataTest {
    private static final Percentage DIGITS = Percentage.withPercentage(1e-10);
    private static final Percentage PROBABILITY = Percentage.withPercentage(1e-6);

    private static final Regression SPENDING =
            Regression.of("expenditure").on("lunch", "english").on(log("students"));

    private static Study california() throws IOException {
        return EquityData.study(EquityData.california("caschools.csv"), "district");
    }

    /** The cut that is among the test resources, or the whole file. */
    private static Json expected() throws IOException {
        return Json.of(EquityData.text("caschools/expected.json"));
    }

    private static void check(Interval interval, Json limits) {
        assertThat(interval.lower()).isCloseTo(limits.items().get(0).number(), DIGITS);
        assertThat(interval.upper()).isCloseTo(limits.items().get(1).number(), DIGITS);
    }

    private static void check(Optional<Interval> interval, double lower, double upper) {
        assertThat(interval.orElseThrow().lower()).isCloseTo(lower, DIGITS);
        assertThat(interval.orElseThrow().upper()).isCloseTo(upper, DIGITS);
    }

    private static void checkLinear(RelativeSpending spending, Json expected) {
        for (Json point : expected.items()) {
            double percent = point.number("p");
            RelativeSpending.Point got = spending.at(percent).get(0);
            assertThat(got.atZero()).isCloseTo(point.number("predicted0"), DIGITS);
            assertThat(got.atShare()).isCloseTo(point.number("predicted"), DIGITS);
            assertThat(got.ratio()).isCloseTo(point.number("ratio"), DIGITS);
            assertThat(got.standardError()).isCloseTo(point.number("ratio_se_delta"), DIGITS);
            check(got.delta(), point.get("ratio_ci95_delta"));
            check(got.limits().orElseThrow(), point.get("ratio_ci95_fieller"));
            RelativeSpending.Difference difference =
                    spending.differencesAt(percent).get(0);
            assertThat(difference.dollars()).isCloseTo(point.number("difference"), DIGITS);
            assertThat(difference.standardError()).isCloseTo(point.number("difference_se"), DIGITS);
            check(difference.interval(), point.get("difference_ci95"));
        }
    }

    @Test
    void predicts_spending_relative_to_no_need_in_california() throws IOException {
        Json expected = expected();
        checkLinear(
                RelativeSpending.of(SPENDING.fit(california()).with(Covariance.HC1), "lunch"),
                expected.get("predicted_ols_HC1"));
        Regression weighted = SPENDING.weightedBy("students");
        checkLinear(
                RelativeSpending.of(weighted.fit(california()).with(Covariance.HC1), "lunch"),
                expected.get("predicted_wls_HC1"));
        checkLinear(
                RelativeSpending.of(weighted.fit(california()).clusteredBy("county"), "lunch"),
                expected.get("predicted_wls_CR1_county"));
    }

    @Test
    void predicts_from_logarithms() throws IOException {
        Inference inference = Regression.ofLog("expenditure")
                .on("lunch", "english")
                .on(log("students"))
                .weightedBy("students")
                .fit(california())
                .with(Covariance.HC1);

        RelativeSpending spending = RelativeSpending.of(inference, "lunch");

        for (Json point : expected().get("predicted_log_wls_HC1").items()) {
            RelativeSpending.Point got = spending.at(point.number("p")).get(0);
            assertThat(got.atZero()).isCloseTo(point.number("predicted0"), DIGITS);
            assertThat(got.atShare()).isCloseTo(point.number("predicted"), DIGITS);
            assertThat(got.ratio()).isCloseTo(point.number("ratio"), DIGITS);
            assertThat(got.standardError()).isCloseTo(point.number("ratio_se_delta"), DIGITS);
            check(got.delta(), point.get("ratio_ci95_delta"));
            check(got.limits().orElseThrow(), point.get("ratio_ci95_log"));
        }
    }

    private static void checkGroups(NeedGroups groups, Json expected, String... columns) {
        List<Json> cutPoints = expected.get("cut_points").items();
        assertThat(groups.cutPoints()).hasSize(cutPoints.size());
        for (int i = 0; i < cutPoints.size(); i++) {
            assertThat(groups.cutPoints()[i]).isCloseTo(cutPoints.get(i).number(), DIGITS);
        }
        for (Json group : expected.get("groups").items()) {
            int number = (int) group.number("group");
            assertThat(groups.groups().get(number - 1).units()).hasSize((int) group.number("units"));
            assertThat(groups.groups().get(number - 1).pupils()).isCloseTo(group.number("pupils"), DIGITS);
            for (int i = 0; i < columns.length; i += 2) {
                NeedGroups.GroupMean mean = groups.means(columns[i]).stream()
                        .filter(some -> some.group() == number)
                        .findFirst()
                        .orElseThrow();
                assertThat(mean.overPupils()).isCloseTo(group.number(columns[i + 1] + "_pupil_mean"), DIGITS);
                assertThat(mean.overUnits()).isCloseTo(group.number(columns[i + 1] + "_unit_mean"), DIGITS);
            }
        }
    }

    @Test
    void makes_deciles_of_california() throws IOException {
        Study study = california().with("score", "read", "math", (read, math) -> (read + math) / 2);
        String[] columns = {"expenditure", "expenditure", "lunch", "lunch", "english", "english", "score", "score"};
        Json expected = expected();

        checkGroups(
                NeedGroups.of(study, "lunch", "students", 10, NeedGroups.Cut.UNITS),
                expected.get("lunch_deciles_districts"),
                columns);
        checkGroups(NeedGroups.deciles(study, "lunch", "students"), expected.get("lunch_deciles_pupils"), columns);
    }

    @Test
    void makes_deciles_of_the_district_of_columbia() throws IOException {
        for (String year : List.of("2015", "2016")) {
            Study study = EquityData.districtOfColumbia(year)
                    .with("unrestricted per pupil", "unrestricted", "enrolled", (dollars, pupils) -> dollars / pupils);
            String[] columns = {
                "per pupil",
                "total",
                "unrestricted per pupil",
                "unrestricted",
                "% at risk",
                "at_risk",
                "% ell",
                "ell",
                "% sped",
                "sped"
            };
            Json expected = Json.of(EquityData.text("dcps/expected.json")).get(year);
            checkGroups(
                    NeedGroups.of(study, "% at risk", "enrolled", 10, NeedGroups.Cut.UNITS),
                    expected.get("at_risk_deciles_schools"),
                    columns);
            checkGroups(
                    NeedGroups.deciles(study, "% at risk", "enrolled"),
                    expected.get("at_risk_deciles_pupils"),
                    columns);
        }
    }

    @Test
    void tells_how_spending_changed_in_the_district_of_columbia() throws IOException {
        Study before = EquityData.districtOfColumbia("2015");
        Study after = EquityData.districtOfColumbia("2016");
        Study both = both(before, after);
        Regression regression = Regression.of("per pupil")
                .on("% at risk", "% ell", "% sped")
                .on(log("enrolled"), factor("kind", "Elementary"))
                .weightedBy("enrolled");
        Json expected = Json.of(EquityData.text("dcps/expected.json")).get("change_2015_2016");

        ChangeSinceBaseline change = ChangeSinceBaseline.of(regression, both, "fiscal", "2015", "2016", "school");

        assertThat(change.inference().fit().rows())
                .isEqualTo((int) expected.get("regression").number("n"));
        for (Json point : expected.get("predicted_relative_spending_at_risk").items()) {
            ChangeSinceBaseline.RelativeChange got =
                    change.relativeSpending("% at risk", point.number("p")).get(0);
            assertThat(got.baseline()).isCloseTo(point.number("ratio_2015"), DIGITS);
            assertThat(got.later()).isCloseTo(point.number("ratio_2016"), DIGITS);
            assertThat(got.change()).isCloseTo(point.number("change"), DIGITS);
            assertThat(got.standardError()).isCloseTo(point.number("se_delta_CR1"), DIGITS);
            check(got.interval(), point.get("ci95"));
            assertThat(got.p()).isCloseTo(point.number("p_value"), PROBABILITY);
        }
        List<ChangeSinceBaseline.RelativeChange> both50And100 = change.relativeSpending("% at risk", 50, 100);
        // R 4.2.2: lm.wfit of both years, CR1 and Fieller by matrices, qt(0.975, 94)
        check(both50And100.get(0).baselineLimits(), 0.97718960033467228, 1.0555928806132855);
        check(both50And100.get(0).laterLimits(), 1.0233378581427621, 1.0978325807730558);
        check(both50And100.get(1).baselineLimits(), 0.95437920066935134, 1.1111857612265639);
        check(both50And100.get(1).laterLimits(), 1.0466757162855371, 1.1956651615460987);
        Json tests = expected.get("regression").get("covariances").get("CR1");
        assertThat(change.testOfAll().f()).isCloseTo(tests.get("F_all_by_year").number("F"), DIGITS);
        assertThat(change.test(regression.terms().subList(0, 3).toArray(Term[]::new))
                        .f())
                .isCloseTo(tests.get("F_needs_by_year").number("F"), DIGITS);
    }

    /** The schools that both years have, one year below the other. */
    private static Study both(Study before, Study after) {
        Study first = before.where(row -> after.units().contains(before.units().get(row)));
        Study second = after.where(row -> before.units().contains(after.units().get(row)));
        List<Study> years = List.of(first, second);
        Study.Builder both =
                Study.of(years.stream().flatMap(year -> year.units().stream()).toList());
        for (String column : List.of("per pupil", "enrolled", "% at risk", "% ell", "% sped")) {
            both.number(
                    column,
                    years.stream()
                            .flatMapToDouble(year -> java.util.Arrays.stream(year.numbers(column)))
                            .toArray());
        }
        both.text(
                "kind",
                years.stream()
                        .flatMap(year -> year.texts("level").stream())
                        .map(level -> level.equals("Art") ? "High" : level)
                        .toList());
        both.text(
                "school", years.stream().flatMap(year -> year.units().stream()).toList());
        both.text(
                "fiscal",
                IntStream.range(0, first.size() + second.size())
                        .mapToObj(row -> row < first.size() ? "2015" : "2016")
                        .toList());
        return both.build();
    }
}
