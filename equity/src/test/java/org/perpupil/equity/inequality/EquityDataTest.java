package org.perpupil.equity.inequality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.equity.ReferenceData.column;
import static org.perpupil.equity.ReferenceData.number;
import static org.perpupil.equity.ReferenceData.numbers;
import static org.perpupil.equity.ReferenceData.texts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.ReferenceData;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.DollarsPerPupil.AtMedian;
import org.perpupil.equity.progressivity.Progressivity;
import org.perpupil.equity.regression.Regression;

/**
 * Real spending of districts and schools, against the reference answers beside the data.
 */
class EquityDataTest {
    /** The reference answers certify 15 digits; 14 are asked for. */
    private static final Percentage DIGITS = Percentage.withPercentage(1e-12);

    private static final Map<String, ToDoubleFunction<DollarsPerPupil>> BY_NAME = byName();

    /** Only without weights. */
    private static final String SAMPLE_VARIATION = "cv_sample";

    private final ReferenceData data = ReferenceData.find();

    private static Map<String, ToDoubleFunction<DollarsPerPupil>> byName() {
        Map<String, ToDoubleFunction<DollarsPerPupil>> names = new LinkedHashMap<>();
        names.put("n_units", DollarsPerPupil::units);
        names.put("pupils", DollarsPerPupil::pupils);
        names.put("total", DollarsPerPupil::dollars);
        names.put("mean", DollarsPerPupil::mean);
        names.put("median", DollarsPerPupil::median);
        names.put("min", DollarsPerPupil::lowest);
        names.put("max", DollarsPerPupil::highest);
        names.put("range", DollarsPerPupil::range);
        for (int percent : new int[] {5, 10, 25, 75, 90, 95}) {
            names.put(String.format(Locale.ROOT, "p%02d", percent), spending -> spending.percentile(percent));
        }
        names.put("p05_type1", spending -> spending.percentileReached(5));
        names.put("median_type1", spending -> spending.percentileReached(50));
        names.put("p95_type1", spending -> spending.percentileReached(95));
        names.put("federal_disparity", DollarsPerPupil::federalDisparity);
        names.put("restricted_range", DollarsPerPupil::restrictedRange);
        names.put("federal_range_ratio", DollarsPerPupil::federalRangeRatio);
        names.put("p95_p05_ratio", spending -> spending.percentileRatio(95, 5));
        names.put("p90_p10_ratio", spending -> spending.percentileRatio(90, 10));
        names.put("interquartile_range", DollarsPerPupil::interquartileRange);
        names.put("variance", DollarsPerPupil::variance);
        names.put("sd", DollarsPerPupil::standardDeviation);
        names.put("cv", DollarsPerPupil::coefficientOfVariation);
        names.put("relative_mean_deviation", DollarsPerPupil::relativeMeanDeviation);
        names.put("hoover", DollarsPerPupil::hoover);
        names.put("gini", DollarsPerPupil::gini);
        names.put("theil_t", DollarsPerPupil::theilT);
        names.put("theil_l", DollarsPerPupil::theilL);
        names.put("ge2", DollarsPerPupil::halfSquaredVariation);
        names.put("atkinson_0_5", spending -> spending.atkinson(0.5));
        names.put("atkinson_1", spending -> spending.atkinson(1));
        names.put("atkinson_2", spending -> spending.atkinson(2));
        names.put("sd_log", DollarsPerPupil::standardDeviationOfLogarithms);
        names.put("mcloone", DollarsPerPupil::mcloone);
        names.put("verstegen", DollarsPerPupil::verstegen);
        names.put("mcloone_strict", spending -> spending.mcloone(AtMedian.LEFT_OUT));
        names.put("verstegen_strict", spending -> spending.verstegen(AtMedian.LEFT_OUT));
        names.put("mcloone_half", spending -> spending.mcloone(AtMedian.SPLIT));
        names.put("verstegen_half", spending -> spending.verstegen(AtMedian.SPLIT));
        names.put("adequacy_index_at_mean", DollarsPerPupil::adequacyAtMean);
        names.put("adequacy_index_at_median", DollarsPerPupil::adequacyAtMedian);
        return names;
    }

    private static void check(DollarsPerPupil spending, String expected) {
        Map<String, OptionalDouble> fields = ReferenceData.fields(expected);
        fields.forEach((name, value) -> {
            ToDoubleFunction<DollarsPerPupil> measure =
                    name.equals(SAMPLE_VARIATION) ? DollarsPerPupil::sampleCoefficientOfVariation : BY_NAME.get(name);
            assertThat(measure).as(name).isNotNull();
            if (value.isEmpty()) {
                assertThat(catchUndefined(measure, spending)).as(name).isTrue();
            } else if (value.getAsDouble() == 0) {
                assertThat(measure.applyAsDouble(spending)).as(name).isZero();
            } else {
                assertThat(measure.applyAsDouble(spending)).as(name).isCloseTo(value.getAsDouble(), DIGITS);
            }
        });
        assertThat(fields.keySet()).containsAll(BY_NAME.keySet());
    }

    private static boolean catchUndefined(ToDoubleFunction<DollarsPerPupil> measure, DollarsPerPupil spending) {
        try {
            measure.applyAsDouble(spending);
            return false;
        } catch (UndefinedMeasureException undefined) {
            return true;
        }
    }

    private static DollarsPerPupil of(
            List<Map<String, String>> rows,
            ToDoubleFunction<Map<String, String>> dollarsPerPupil,
            ToDoubleFunction<Map<String, String>> pupils) {
        return DollarsPerPupil.of(
                rows.stream().mapToDouble(dollarsPerPupil).toArray(),
                rows.stream().mapToDouble(pupils).toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "four_equal",
                "three_weighted",
                "exact_half",
                "one_school",
                "all_equal",
                "zero_pupils",
                "zero_spending",
                "percentile_hits",
                "outlier"
            })
    void agrees_with_the_worked_examples(String name) {
        String example = data.object("worked-examples.json", name);
        DollarsPerPupil spending = DollarsPerPupil.of(numbers(example, "per_pupil"), numbers(example, "pupils"));
        check(spending, data.object("worked-examples.json", name, "expected"));
    }

    @Test
    void agrees_on_california_districts_of_1998() {
        Study districts = california();
        check(
                DollarsPerPupil.of(districts, "expenditure", "students"),
                data.object("caschools/expected.json", "horizontal_weighted_students"));
        String unweighted = data.object("caschools/expected.json", "horizontal_unweighted");
        assertThat(unweighted).contains(SAMPLE_VARIATION);
        check(DollarsPerPupil.unweighted(districts, "expenditure"), unweighted);
        check(DollarsPerPupil.unweighted(districts.numbers("expenditure")), unweighted);
    }

    private Study california() {
        List<Map<String, String>> districts = data.rows("caschools/caschools.csv");
        return Study.of(texts(districts, "district"))
                .number("expenditure", column(districts, row -> number(row, "expenditure")))
                .number("students", column(districts, row -> number(row, "students")))
                .number("poor", column(districts, row -> number(row, "students") * number(row, "lunch") / 100))
                .text("county", texts(districts, "county"))
                .build();
    }

    @Test
    void agrees_on_the_equity_factor_of_california() {
        EquityFactor factor = EquityFactor.of(california(), "expenditure", "students", "poor");
        Map<String, OptionalDouble> expected =
                ReferenceData.fields(data.object("caschools/expected.json", "efig_equity_factor_lunch_as_poor"));
        assertThat(expected).containsOnlyKeys("agencies", "mean", "equity_factor");
        assertThat(factor.spending().units())
                .isEqualTo((int) expected.get("agencies").getAsDouble());
        assertThat(factor.spending().leftOut()).hasSize(420 - 363);
        assertThat(factor.spending().mean()).isCloseTo(expected.get("mean").getAsDouble(), DIGITS);
        assertThat(factor.value()).isCloseTo(expected.get("equity_factor").getAsDouble(), DIGITS);
    }

    private Study michigan() {
        List<Map<String, String>> schools = data.rows("michigan/elem94_95.csv");
        return Study.ofRows(schools.size())
                .number("exppp", column(schools, row -> number(row, "exppp")))
                .number("enrol", column(schools, row -> number(row, "enrol")))
                .number("teachers", column(schools, row -> number(row, "staff") / 1000 * number(row, "enrol")))
                .number("avgsal", column(schools, row -> number(row, "avgsal")))
                .number("lunch", column(schools, row -> number(row, "lunch")))
                .text("distid", texts(schools, "distid"))
                .build();
    }

    @Test
    void agrees_on_michigan_elementary_schools_of_1994() {
        String file = "michigan/expected-elem94_95.json";
        check(DollarsPerPupil.of(michigan(), "exppp", "enrol"), data.object(file, "horizontal_weighted"));
        check(DollarsPerPupil.unweighted(michigan(), "exppp"), data.object(file, "horizontal_unweighted"));
    }

    private static double slope(Study study, String spending) {
        return Regression.of(spending)
                .on("lunch")
                .weightedBy("enrol")
                .fit(study)
                .coefficient("lunch");
    }

    private static double quartileGap(Study study, String spending) {
        return Progressivity.of(study, spending, "lunch", "enrol").quartileGap();
    }

    @Test
    void agrees_on_average_and_actual_salaries_of_michigan() {
        SalaryComparison both =
                SalaryAveraging.of("avgsal", "teachers").within("distid").compare(michigan(), "exppp", "enrol");
        String expected = data.object("michigan/expected-elem94_95.json", "average_vs_actual_salaries");
        Map<String, OptionalDouble> fields = ReferenceData.fields(expected);
        assertThat(both.meanAbsoluteDifference())
                .isCloseTo(fields.get("mean_abs_difference_weighted").getAsDouble(), DIGITS);
        assertThat(both.highestDifference())
                .isCloseTo(fields.get("max_difference").getAsDouble(), DIGITS);
        assertThat(both.lowestDifference())
                .isCloseTo(fields.get("min_difference").getAsDouble(), DIGITS);
        assertThat(slope(both.study(), "exppp"))
                .isCloseTo(fields.get("vertical_lunch_actual_slope").getAsDouble(), DIGITS);
        assertThat(slope(both.study(), SalaryComparison.AVERAGED))
                .isCloseTo(fields.get("vertical_lunch_averaged_slope").getAsDouble(), DIGITS);
        String districts = data.object(
                "michigan/expected-elem94_95.json", "average_vs_actual_salaries", "districts_with_20_or_more_schools");
        Matcher codes = Pattern.compile("\"(\\d+)\": \\{([^}]*)}").matcher(districts);
        int found = 0;
        while (codes.find()) {
            found++;
            Study district = both.study().where("distid", codes.group(1));
            Map<String, OptionalDouble> its = ReferenceData.fields(codes.group(2));
            assertThat(district.size()).isEqualTo((int) its.get("schools").getAsDouble());
            assertThat(district.number(0, SalaryComparison.AVERAGE_SALARY).orElseThrow())
                    .isCloseTo(its.get("district_average_salary").getAsDouble(), DIGITS);
            assertThat(slope(district, "exppp"))
                    .isCloseTo(its.get("slope_actual").getAsDouble(), DIGITS);
            assertThat(slope(district, SalaryComparison.AVERAGED))
                    .isCloseTo(its.get("slope_averaged").getAsDouble(), DIGITS);
            assertThat(quartileGap(district, "exppp"))
                    .isCloseTo(its.get("quartile_gap_actual").getAsDouble(), DIGITS);
            assertThat(quartileGap(district, SalaryComparison.AVERAGED))
                    .isCloseTo(its.get("quartile_gap_averaged").getAsDouble(), DIGITS);
        }
        assertThat(found).isEqualTo(7);
    }

    @Test
    void agrees_on_michigan_high_schools_of_1993() {
        check(
                of(data.rows("michigan/meap93.csv"), row -> number(row, "expend"), row -> number(row, "enroll")),
                data.object("michigan/expected-meap93.json", "horizontal_weighted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1993", "1998"})
    void agrees_on_michigan_districts(String year) {
        check(
                of(
                        michiganDistricts(data).stream()
                                .filter(row -> row.get("year").equals(year))
                                .toList(),
                        row -> number(row, "expp"),
                        row -> number(row, "enrol")),
                data.object("michigan/expected-mathpnl.json", "horizontal_" + year));
    }

    /** Districts with spending, pupils and needs in both 1993 and 1998. */
    private static List<Map<String, String>> michiganDistricts(ReferenceData data) {
        List<Map<String, String>> rows = data.rows("michigan/mathpnl.csv").stream()
                .filter(row -> List.of("1993", "1998").contains(row.get("year")))
                .filter(row -> Stream.of("expp", "enrol", "lunch")
                        .noneMatch(column -> row.get(column).isEmpty()))
                .toList();
        Map<String, Long> years =
                rows.stream().collect(Collectors.groupingBy(row -> row.get("distid"), Collectors.counting()));
        return rows.stream().filter(row -> years.get(row.get("distid")) == 2).toList();
    }

    @Test
    void agrees_on_massachusetts_districts_of_2017() {
        List<Map<String, String>> districts = List.copyOf(data.rows("massachusetts-2017/ma_schools_2017.csv").stream()
                .filter(row -> !row.get("district_in_district_ppe").isEmpty())
                .collect(Collectors.toMap(
                        row -> row.get("district_code"), row -> row, (one, same) -> one, LinkedHashMap::new))
                .values());
        check(
                of(
                        districts,
                        row -> number(row, "district_in_district_ppe"),
                        row -> number(row, "district_in_district_fte_pupils")),
                data.object("massachusetts-2017/expected.json", "district_horizontal_weighted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2015", "2016"})
    void agrees_on_schools_of_the_district_of_columbia(String year) {
        List<Map<String, String>> schools = data.dcps(year);
        String[] unrestricted = {"amt_enrollment", "amt_specialty", "amt_ppfm", "amt_stabilization"};
        String[] restricted = {"amt_sped", "amt_ell", "amt_aspecr", "amt_title", "amt_atrisk"};
        ToDoubleFunction<Map<String, String>> pupils = row -> number(row, "enrolled");
        check(
                of(schools, row -> number(row, unrestricted) / number(row, "enrolled"), pupils),
                data.object("dcps/expected.json", year, "horizontal_unrestricted_weighted"));
        check(
                of(schools, row -> number(row, restricted) / number(row, "enrolled"), pupils),
                data.object("dcps/expected.json", year, "horizontal_restricted_weighted"));
        check(
                of(schools, ReferenceData::dcpsTotal, pupils),
                data.object("dcps/expected.json", year, "horizontal_total_weighted"));
    }

    private static void checkParts(Decomposition parts, String expected) {
        Map<String, OptionalDouble> fields = new LinkedHashMap<>(ReferenceData.fields(expected));
        assertThat(parts.groups()).hasSize((int) fields.remove("groups").getAsDouble());
        Map<String, Double> found = new LinkedHashMap<>();
        found.put("theil_t", parts.theilT().total());
        found.put("theil_t_within", parts.theilT().within());
        found.put("theil_t_between", parts.theilT().between());
        found.put("theil_t_between_share", parts.theilT().betweenShare());
        found.put("theil_l", parts.theilL().total());
        found.put("theil_l_within", parts.theilL().within());
        found.put("theil_l_between", parts.theilL().between());
        found.put("variance", parts.variance().total());
        found.put("variance_within", parts.variance().within());
        found.put("variance_between", parts.variance().between());
        found.put("variance_between_share", parts.variance().betweenShare());
        found.put("gini", parts.gini().total());
        found.put("gini_within", parts.gini().within());
        found.put("gini_between", parts.gini().between());
        found.put("gini_overlap", parts.gini().overlap());
        assertThat(found).containsOnlyKeys(fields.keySet());
        fields.forEach((name, value) -> assertThat(found.get(name)).as(name).isCloseTo(value.getAsDouble(), DIGITS));
    }

    @Test
    void agrees_on_decompositions() {
        checkParts(
                Decomposition.of(california(), "expenditure", "students", "county"),
                data.object("caschools/expected.json", "decomposition_by_county"));
        checkParts(
                Decomposition.of(michigan(), "exppp", "enrol", "distid"),
                data.object("michigan/expected-elem94_95.json", "decomposition_by_district"));
        for (String year : List.of("2015", "2016")) {
            List<Map<String, String>> schools = data.dcps(year);
            Study study = Study.of(texts(schools, "school"))
                    .number("total", column(schools, ReferenceData::dcpsTotal))
                    .number("enrolled", column(schools, row -> number(row, "enrolled")))
                    .text("level", texts(schools, "level"))
                    .build();
            checkParts(
                    Decomposition.of(study, "total", "enrolled", "level"),
                    data.object("dcps/expected.json", year, "decomposition_by_level"));
        }
    }
}
