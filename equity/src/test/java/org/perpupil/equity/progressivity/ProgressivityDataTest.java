package org.perpupil.equity.progressivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.EquityData;
import org.perpupil.equity.Json;
import org.perpupil.equity.Study;

/**
 * Real spending against need, beside the reference answers of the data.
 *
 * <p>The expected figures are read from the files beside the data: computed in 60-digit arithmetic, rounded once and checked against R
 * 4.2.2 and statsmodels 0.13.5.
 */
class ProgressivityDataTest {
    /** The reference answers certify 15 digits of exact data; 12 are asked for, as quotients and logarithms are rounded first. */
    private static final Percentage DIGITS = Percentage.withPercentage(1e-10);

    private static final Map<String, ToDoubleFunction<Progressivity>> BY_NAME = byName();

    private static Map<String, ToDoubleFunction<Progressivity>> byName() {
        Map<String, ToDoubleFunction<Progressivity>> names = new LinkedHashMap<>();
        names.put("pearson", Progressivity::pearson);
        names.put("pearson_weighted", Progressivity::weightedPearson);
        names.put("spearman", Progressivity::spearman);
        names.put("ols_intercept", Progressivity::intercept);
        names.put("ols_slope", Progressivity::slope);
        names.put("wls_intercept", Progressivity::weightedIntercept);
        names.put("wls_slope", Progressivity::weightedSlope);
        names.put("elasticity_at_means", Progressivity::elasticityAtMeans);
        names.put("elasticity_loglog_weighted", Progressivity::logLogElasticity);
        names.put("concentration_index", Progressivity::concentrationIndex);
        names.put("need_gini", Progressivity::giniOfNeed);
        names.put("kakwani", Progressivity::kakwani);
        names.put("need_pupil_mean", Progressivity::needMean);
        names.put("other_pupil_mean", Progressivity::otherMean);
        names.put("need_gap", Progressivity::needGap);
        names.put("need_ratio", Progressivity::progressivityRatio);
        return names;
    }

    private static void check(Progressivity spending, Json expected) {
        List<String> checked = new ArrayList<>();
        for (String name : expected.names()) {
            if (name.equals("quartiles")) {
                checkQuartiles(spending, expected.get(name));
                continue;
            }
            checked.add(name);
            ToDoubleFunction<Progressivity> measure = BY_NAME.get(name);
            assertThat(measure).as(name).isNotNull();
            assertThat(measure.applyAsDouble(spending)).as(name).isCloseTo(expected.number(name), DIGITS);
        }
        // The elasticity in logarithms is left out where a unit has no need; what divides by pupils in need, for an
        // income.
        assertThat(checked).hasSizeGreaterThanOrEqualTo(BY_NAME.size() - 4);
        if (!checked.contains("elasticity_loglog_weighted")) {
            assertThat(spending.figure(VerticalMeasure.LOG_LOG_ELASTICITY).why())
                    .hasValueSatisfying(why -> assertThat(why).endsWith("and the lowest is 0"));
        }
    }

    private static void checkQuartiles(Progressivity spending, Json expected) {
        List<NeedQuartile> quartiles = spending.quartiles();
        assertThat(quartiles).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(quartiles.get(i).pupils())
                    .isCloseTo(expected.get("pupils").items().get(i).number(), DIGITS);
            assertThat(quartiles.get(i).dollarsPerPupil().orElseThrow())
                    .isCloseTo(expected.get("means").items().get(i).number(), DIGITS);
        }
        assertThat(spending.quartileGap()).isCloseTo(expected.number("gap"), DIGITS);
        assertThat(spending.quartileRatio()).isCloseTo(expected.number("ratio"), DIGITS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lunch", "english", "income"})
    void agrees_on_california_districts_of_1998(String need) throws IOException {
        Study districts = EquityData.study(EquityData.california("caschools.csv"), "district");
        check(
                Progressivity.of(districts, "expenditure", need, "students"),
                Json.of(EquityData.california("expected.json")).get("vertical_" + need));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2015", "2016"})
    void agrees_on_schools_of_the_district_of_columbia(String year) throws IOException {
        check(
                Progressivity.of(EquityData.districtOfColumbia(year), "per pupil", "% at risk", "enrolled"),
                Json.of(EquityData.text("dcps/expected.json")).get(year).get("vertical_at_risk"));
    }

    @Test
    void agrees_on_michigan_elementary_schools_of_1994() throws IOException {
        Study schools = EquityData.study(EquityData.text("michigan/elem94_95.csv"));
        check(
                Progressivity.of(schools, "exppp", "lunch", "enrol"),
                Json.of(EquityData.text("michigan/expected-elem94_95.json")).get("vertical_lunch"));
    }

    @Test
    void agrees_on_michigan_high_schools_of_1993() throws IOException {
        Study schools = EquityData.study(EquityData.text("michigan/meap93.csv"));
        check(
                Progressivity.of(schools, "expend", "lnchprg", "enroll"),
                Json.of(EquityData.text("michigan/expected-meap93.json")).get("vertical_lnchprg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1993", "1998"})
    void agrees_on_michigan_districts_before_and_after_the_reform(String year) throws IOException {
        Study all = EquityData.study(EquityData.text("michigan/mathpnl.csv"), "distid");
        // Districts that are complete in both years.
        Set<String> complete = new HashSet<>(complete(all, "1993"));
        complete.retainAll(complete(all, "1998"));
        Json expected = Json.of(EquityData.text("michigan/expected-mathpnl.json"));
        assertThat(complete).hasSize((int) expected.number("districts"));
        Study districts = all.where(row -> all.number(row, "year").orElseThrow() == Double.parseDouble(year)
                && complete.contains(all.units().get(row)));
        check(Progressivity.of(districts, "expp", "lunch", "enrol"), expected.get("vertical_lunch_" + year));
    }

    private static List<String> complete(Study all, String year) {
        return all.where(row -> all.number(row, "year").orElseThrow() == Double.parseDouble(year)
                        && List.of("expp", "lunch", "enrol").stream()
                                .allMatch(column -> all.number(row, column).isPresent()))
                .units();
    }

    @Test
    void agrees_on_massachusetts_districts_of_2017() throws IOException {
        Study schools = EquityData.study(EquityData.text("massachusetts-2017/ma_schools_2017.csv"), "school_code");
        // The high-needs share of a district is that of its schools, weighted by their enrolment.
        Map<String, Integer> rows = new LinkedHashMap<>();
        Map<String, BigDecimal> enrolled = new HashMap<>();
        Map<String, BigDecimal> inNeed = new HashMap<>();
        for (int row = 0; row < schools.size(); row++) {
            // Most charters have no spending of a district, and one school has no pupils.
            if (schools.number(row, "district_in_district_ppe").isPresent()
                    && schools.number(row, "pct_high_needs").isPresent()) {
                String district = district(schools, row);
                BigDecimal pupils = exactly(schools, row, "enrolled");
                rows.putIfAbsent(district, row);
                enrolled.merge(district, pupils, BigDecimal::add);
                inNeed.merge(district, pupils.multiply(exactly(schools, row, "pct_high_needs")), BigDecimal::add);
            }
        }
        Study districts = Study.of(rows.keySet())
                .number("spending", first(schools, rows, "district_in_district_ppe"))
                .number("pupils", first(schools, rows, "district_in_district_fte_pupils"))
                .number(
                        "high needs",
                        rows.keySet().stream()
                                .mapToDouble(district -> inNeed.getOrDefault(district, BigDecimal.ZERO)
                                        .divide(enrolled.getOrDefault(district, BigDecimal.ONE), MathContext.DECIMAL128)
                                        .doubleValue())
                                .toArray())
                .build();
        Json expected = Json.of(EquityData.text("massachusetts-2017/expected.json"));
        assertThat(districts.size()).isEqualTo((int) expected.number("districts"));
        check(
                Progressivity.of(districts, "spending", "high needs", "pupils"),
                expected.get("district_vertical_high_needs"));
    }

    private static String district(Study schools, int row) {
        // A column of digits is read as one of numbers.
        return Double.toString(schools.number(row, "district_code").orElseThrow());
    }

    private static BigDecimal exactly(Study schools, int row, String column) {
        return new BigDecimal(schools.number(row, column).orElseThrow());
    }

    private static double[] first(Study schools, Map<String, Integer> rows, String column) {
        return rows.values().stream()
                .mapToDouble(row -> schools.number(row, column).orElseThrow())
                .toArray();
    }
}
