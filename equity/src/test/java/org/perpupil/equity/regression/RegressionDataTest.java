package org.perpupil.equity.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.equity.regression.Term.factor;
import static org.perpupil.equity.regression.Term.log;
import static org.perpupil.equity.regression.Term.product;
import static org.perpupil.equity.regression.Term.together;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.EquityData;
import org.perpupil.equity.Json;
import org.perpupil.equity.Study;

/**
 * Real spending and scores explained, beside the reference answers of the data.
 *
 * <p>The expected figures are read from the files beside the data: computed in 60-digit arithmetic, rounded once and checked against R
 * 4.2.2 (lm, sandwich 3.0-2, lmtest, car, estimatr, clubSandwich) and statsmodels 0.13.5.
 */
class RegressionDataTest {
    /** The reference answers certify 15 digits of exact data; 11 are asked for, as quotients and logarithms are rounded first. */
    private static final Percentage DIGITS = Percentage.withPercentage(1e-9);

    /** A probability moves by as much as t² does. */
    private static final Percentage DIGITS_OF_P = Percentage.withPercentage(1e-8);

    /** A regression with what its reference answer calls columns and tests. */
    private record Case(Regression regression, Map<String, String> names, String cluster, Map<String, Term[]> tests) {
        Case(Regression regression, Map<String, String> names) {
            this(regression, names, "", Map.of());
        }

        String name(String expected) {
            return expected.equals("const") ? Regression.CONSTANT : names.getOrDefault(expected, expected);
        }
    }

    private static void close(String what, double found, double expected, Percentage digits) {
        assertThat(found).as(what).isCloseTo(expected, digits);
    }

    private static void check(Case one, Study study, Json expected) {
        Fit fit = one.regression.fit(study);
        List<String> names = expected.get("terms").items().stream()
                .map(term -> one.name(term.text()))
                .toList();
        assertThat(fit.names()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(fit.rows()).isEqualTo((int) expected.number("n"));
        assertThat(fit.degreesOfFreedom()).isEqualTo((int) expected.number("df_residual"));
        close("sigma", fit.residualStandardDeviation(), expected.number("sigma"), DIGITS);
        close("ss_residual", fit.residualSumOfSquares(), expected.number("ss_residual"), DIGITS);
        close("r_squared", fit.rSquared(), expected.number("r_squared"), DIGITS);
        close("adj_r_squared", fit.adjustedRSquared(), expected.number("adj_r_squared"), DIGITS);
        close("residual_cv", fit.residualCoefficientOfVariation(), expected.number("residual_cv"), DIGITS);
        for (int i = 0; i < names.size(); i++) {
            double coefficient = expected.get("coefficients").items().get(i).number();
            close("coefficient " + names.get(i), fit.coefficient(names.get(i)), coefficient, DIGITS);
        }
        Json covariances = expected.get("covariances");
        assertThat(covariances.names()).isNotEmpty();
        for (String kind : covariances.names()) {
            Covariance covariance = kind.equals("classical") ? Covariance.CLASSICAL : Covariance.valueOf(kind);
            Inference inference =
                    covariance.isClustered() ? fit.clusteredBy(one.cluster, covariance) : fit.with(covariance);
            if (covariance.isClustered()) {
                assertThat(inference.clusters()).isEqualTo((int) expected.number("clusters"));
            }
            check(one, inference, names, covariances.get(kind));
        }
    }

    private static void check(Case one, Inference inference, List<String> names, Json expected) {
        assertThat(inference.degreesOfFreedom()).isEqualTo((int) expected.number("df"));
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String of = " %s %s".formatted(inference.kind(), name);
            int at = i;
            Function<String, Double> figure =
                    column -> expected.get(column).items().get(at).number();
            Inference.Coefficient coefficient = inference.coefficient(name);
            close("se" + of, coefficient.standardError(), figure.apply("se"), DIGITS);
            close("t" + of, coefficient.t(), figure.apply("t"), DIGITS);
            close("p" + of, coefficient.p(), figure.apply("p"), DIGITS_OF_P);
            close("lower" + of, inference.interval(name).lower(), figure.apply("ci95_lower"), DIGITS);
            close("upper" + of, inference.interval(name).upper(), figure.apply("ci95_upper"), DIGITS);
        }
        int tests = 0;
        for (String name : expected.names()) {
            if (name.startsWith("F_")) {
                tests++;
                Json test = expected.get(name);
                Inference.FTest found =
                        name.equals("F_all_slopes") ? inference.testOfAll() : inference.test(one.tests.get(name));
                String of = " %s %s".formatted(inference.kind(), name);
                close("F" + of, found.f(), test.number("F"), DIGITS);
                close("p" + of, found.p(), test.number("p"), DIGITS_OF_P);
                assertThat(found.numerator()).isEqualTo((int) test.number("df1"));
                assertThat(found.denominator()).isEqualTo((int) test.number("df2"));
            }
        }
        assertThat(tests).isEqualTo(one.tests.size() + 1);
    }

    static Study california() throws IOException {
        return EquityData.study(EquityData.california("caschools.csv"), "district")
                .with("str", "students", "teachers", (students, teachers) -> students / teachers)
                .with("score", "math", "read", (math, read) -> (math + read) / 2)
                .with("thousands", "expenditure", dollars -> dollars / 1000);
    }

    /** The columns of Stock and Watson's Table 7.1. */
    static Regression ofScores(String column) {
        Regression scores = Regression.of("score").on("str");
        return switch (column) {
            case "1" -> scores;
            case "2" -> scores.on("english");
            case "3" -> scores.on("english", "lunch");
            case "4" -> scores.on("english", "calworks");
            case "5" -> scores.on("english", "lunch", "calworks");
            default -> throw new AssertionError(column);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "4", "5"})
    void agrees_on_test_scores_of_california(String column) throws IOException {
        Json expected = Json.of(EquityData.california("regressions.json")).get("stock_watson_7_1");
        check(new Case(ofScores(column), Map.of()), california(), expected.get(column));
    }

    private static Case needs(Regression regression, String... names) {
        Map<String, String> known = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i += 2) {
            known.put(names[i], names[i + 1]);
        }
        return new Case(
                regression, known, "county", Map.of("F_needs", new Term[] {Term.of("lunch"), Term.of("english")}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spending_ols", "spending_wls_students", "log_spending_wls_students", "outcome_ols"})
    void agrees_on_spending_of_california(String name) throws IOException {
        Regression of = name.startsWith("log") ? Regression.ofLog("expenditure") : Regression.of("expenditure");
        Case one = name.equals("outcome_ols")
                ? needs(
                        Regression.of("score")
                                .on("thousands", "lunch", "english")
                                .on(log("income")),
                        "expenditure_thousands",
                        "thousands",
                        "log_income",
                        "ln income")
                : needs(of.on("lunch", "english").on(log("students")), "log_students", "ln students");
        Case weighted = name.contains("wls")
                ? new Case(one.regression.weightedBy("students"), one.names, one.cluster, one.tests)
                : one;
        check(
                weighted,
                california(),
                Json.of(EquityData.california("regressions.json")).get(name));
    }

    private static final Term WASHINGTON = together(
            Term.of("% at risk"), Term.of("% ell"), Term.of("% sped"), log("enrolled"), factor("kind", "Elementary"));

    private static final Term NEEDS = together(Term.of("% at risk"), Term.of("% ell"), Term.of("% sped"));

    private static final Map<String, String> WASHINGTON_NAMES = Map.of(
            "p_atrisk", "% at risk",
            "p_ell", "% ell",
            "p_sped", "% sped",
            "lnE", "ln enrolled",
            "mid", "kind: Middle",
            "high", "kind: High",
            "camp", "kind: Education Campus");

    /** Art counts as High; every row also has its year and school as texts. */
    private static Study washington(String year) throws IOException {
        Study schools = EquityData.districtOfColumbia(year);
        return schools.copy()
                .text(
                        "kind",
                        schools.texts("level").stream()
                                .map(level -> level.equals("Art") ? "High" : level)
                                .toList())
                .text("fiscal year", schools.units().stream().map(any -> year).toList())
                .text("code", schools.units())
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2015 regression_wls", "2015 regression_ols", "2016 regression_wls", "2016 regression_ols"})
    void agrees_on_schools_of_the_district_of_columbia(String yearAndName) throws IOException {
        String year = yearAndName.substring(0, 4);
        String name = yearAndName.substring(5);
        Regression regression = Regression.of("per pupil").on(WASHINGTON);
        check(
                new Case(
                        name.endsWith("wls") ? regression.weightedBy("enrolled") : regression,
                        WASHINGTON_NAMES,
                        "",
                        Map.of("F_needs", new Term[] {NEEDS})),
                washington(year),
                Json.of(EquityData.text("dcps/expected.json")).get(year).get(name));
    }

    /** Returns the rows of one study, then those of another, of the columns that are named. */
    private static Study stacked(Study one, Study other, List<String> numbers, List<String> texts) {
        Study.Builder both = Study.of(
                Stream.concat(one.units().stream(), other.units().stream()).toList());
        numbers.forEach(column -> both.number(column, concat(one.numbers(column), other.numbers(column))));
        texts.forEach(column -> both.text(
                column,
                Stream.concat(one.texts(column).stream(), other.texts(column).stream())
                        .toList()));
        return both.build();
    }

    private static double[] concat(double[] one, double[] other) {
        double[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Adds the names of interactions with a year to those of what is interacted. */
    private static Map<String, String> withYear(Map<String, String> names, String expected, String year) {
        Map<String, String> all = new LinkedHashMap<>(names);
        all.put(expected, year);
        names.forEach((name, ours) -> all.put(name + ":" + expected, ours + " × " + year));
        return all;
    }

    @Test
    void agrees_on_the_change_between_two_years_of_the_district_of_columbia() throws IOException {
        Study before = washington("2015");
        Study after = washington("2016");
        Study both = stacked(
                before.where(row -> after.units().contains(before.units().get(row))),
                after.where(row -> before.units().contains(after.units().get(row))),
                List.of("per pupil", "% at risk", "% ell", "% sped", "enrolled"),
                List.of("kind", "fiscal year", "code"));
        Term year = factor("fiscal year", "2015");
        Case one = new Case(
                Regression.of("per pupil")
                        .on(WASHINGTON, year, product(WASHINGTON, year))
                        .weightedBy("enrolled"),
                withYear(WASHINGTON_NAMES, "year2016", "fiscal year: 2016"),
                "code",
                Map.of("F_needs_by_year", new Term[] {product(NEEDS, year)}, "F_all_by_year", new Term[] {
                    year, product(WASHINGTON, year)
                }));
        check(
                one,
                both,
                Json.of(EquityData.text("dcps/expected.json"))
                        .get("change_2015_2016")
                        .get("regression"));
    }

    @Test
    void agrees_on_michigan_elementary_schools_of_1994() throws IOException {
        Study schools = EquityData.study(EquityData.text("michigan/elem94_95.csv"));
        schools = schools.copy()
                .text("district", texts(schools.numbers("distid")))
                .build();
        check(
                new Case(
                        Regression.of("exppp").on("lunch").on(log("enrol")).weightedBy("enrol"),
                        Map.of("log_enrol", "ln enrol"),
                        "district",
                        Map.of()),
                schools,
                Json.of(EquityData.text("michigan/expected-elem94_95.json")).get("spending_wls_cluster_district"));
    }

    private static List<String> texts(double[] numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> Integer.toString((int) number))
                .toList();
    }

    static Study highSchools() throws IOException {
        return EquityData.study(EquityData.text("michigan/meap93.csv"))
                .with("totcomp", "salary", "benefits", Double::sum)
                .with("bs", "benefits", "salary", (benefits, salary) -> benefits / salary);
    }

    /** Wooldridge's examples of Michigan high schools, by name. */
    static Map<String, Regression> ofHighSchools() {
        Regression pass = Regression.of("math10");
        Regression salary = Regression.ofLog("salary").on("bs");
        return Map.of(
                "example_2_12", pass.on("lnchprg"),
                "example_4_2_level", pass.on("totcomp", "staff", "enroll"),
                "example_4_2_log", pass.on(log("totcomp"), log("staff"), log("enroll")),
                "table_4_1_col1", salary,
                "table_4_1_col2", salary.on(log("enroll"), log("staff")),
                "table_4_1_col3", salary.on(log("enroll"), log("staff")).on("droprate", "gradrate"));
    }

    static final Map<String, String> LOGARITHMS =
            Map.of("log_totcomp", "ln totcomp", "log_staff", "ln staff", "log_enroll", "ln enroll");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example_2_12",
                "example_4_2_level",
                "example_4_2_log",
                "table_4_1_col1",
                "table_4_1_col2",
                "table_4_1_col3"
            })
    void agrees_on_michigan_high_schools_of_1993(String name) throws IOException {
        check(
                new Case(ofHighSchools().get(name), LOGARITHMS),
                highSchools(),
                Json.of(EquityData.text("michigan/expected-meap93.json")).get(name));
    }

    /** Districts that have everything in both years. */
    private static Study beforeAndAfterReform() throws IOException {
        Study all = EquityData.study(EquityData.text("michigan/mathpnl.csv"));
        all = all.copy()
                .text("district", texts(all.numbers("distid")))
                .text("school year", texts(all.numbers("year")))
                .build();
        Study panel = all;
        Study complete = panel.where(row ->
                List.of("1993", "1998").contains(panel.texts("school year").get(row))
                        && panel.number(row, "lunch").isPresent()
                        && panel.number(row, "enrol").isPresent()
                        && panel.number(row, "expp").isPresent());
        Map<String, Long> years = complete.texts("district").stream()
                .collect(Collectors.groupingBy(district -> district, Collectors.counting()));
        return complete.where(row -> years.get(complete.texts("district").get(row)) == 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log_spending_change_wls", "log_spending_change_ols"})
    void agrees_on_the_change_between_1993_and_1998_in_michigan(String name) throws IOException {
        Term year = factor("school year", "1993");
        Term lunch = Term.of("lunch");
        Term both = together(lunch, log("enrol"));
        Regression regression = Regression.ofLog("expp").on(both, year, product(both, year));
        check(
                new Case(
                        name.endsWith("wls") ? regression.weightedBy("enrol") : regression,
                        withYear(Map.of("lunch", "lunch", "log_enrol", "ln enrol"), "year1998", "school year: 1998"),
                        "district",
                        Map.of("F_lunch_by_year", new Term[] {product(lunch, year)}, "F_all_by_year", new Term[] {
                            year, product(both, year)
                        })),
                beforeAndAfterReform(),
                Json.of(EquityData.text("michigan/expected-mathpnl.json")).get(name));
    }
}
