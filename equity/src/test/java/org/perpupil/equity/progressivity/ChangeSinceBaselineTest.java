package org.perpupil.equity.progressivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.progressivity.ChangeSinceBaseline.RelativeChange;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Inference.Interval;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.Term;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class ChangeSinceBaselineTest {
    private static final Percentage DIGITS = Percentage.withPercentage(1e-10);
    private static final Offset<Double> LAST_DIGITS = within(1e-12);
    private static final List<String> YEARS = List.of("2015", "2015", "2015", "2015", "2016", "2016", "2016", "2016");
    private static final List<String> SCHOOLS = List.of("a", "b", "c", "d", "a", "b", "c", "d");
    private static final Regression LINE = Regression.of("dollars").on("need");
    private static final Regression ORIGIN =
            Regression.of("dollars").on("need", "size").throughOrigin();

    private static Study study(List<String> years, List<String> schools) {
        return Study.ofRows(8)
                .number("need", 0, 20, 40, 60, 0, 20, 40, 60)
                .number("size", 1, 2, 1, 3, 1, 2, 1, 3)
                .number("dollars", 10, 22, 14, 38, 11, 24, 18, 45)
                .text("year", years)
                .text("school", schools)
                .build();
    }

    private static ChangeSinceBaseline change(Regression regression, Study study) {
        return ChangeSinceBaseline.of(regression, study, "year", "2015", "2016", "school");
    }

    private static void check(Interval interval, double lower, double upper) {
        assertThat(interval.lower()).isCloseTo(lower, DIGITS);
        assertThat(interval.upper()).isCloseTo(upper, DIGITS);
    }

    @Test
    void without_a_constant_no_year_has_one() {
        ChangeSinceBaseline change = change(ORIGIN, study(YEARS, SCHOOLS));

        assertThat(change.inference().fit().names())
                .containsExactly("need", "size", "need × year: 2016", "size × year: 2016");
        RelativeChange at = change.relativeSpending("need", 100).get(0);
        // R 4.2.2, lm(dollars ~ 0 + need + size) of each year, mean size 1.75; covariance CR1 and Fieller by matrices,
        // qt(0.975, 3)
        assertThat(at.baseline()).isCloseTo(1.6456043956043949, DIGITS);
        check(at.baselineLimits().orElseThrow(), 1.1366245934102379, 2.3125963704846786);
        assertThat(at.later()).isCloseTo(2.1151435169910906, DIGITS);
        check(at.laterLimits().orElseThrow(), 1.3625110948980286, 3.3254987233500253);
        assertThat(at.change()).isCloseTo(0.46953912138669573, DIGITS);
        assertThat(at.standardError()).isCloseTo(0.16472648310753596, DIGITS);
        check(at.interval(), -0.054694066161261157, 0.99377230893465263);
        assertThat(at.p()).isCloseTo(0.065086751033353069, Percentage.withPercentage(1e-8));
        // Two slopes, and no level
        assertThat(change.testOfAll().numerator()).isEqualTo(2);
    }

    @Test
    void with_or_without_a_constant_each_year_is_as_if_it_were_fitted_alone() {
        Study study = study(YEARS, SCHOOLS);
        for (Regression regression : List.of(ORIGIN, LINE, LINE.on("size"), ORIGIN.weightedBy("size"))) {
            RelativeChange at =
                    change(regression, study).relativeSpending("need", 30).get(0);
            double[] ratios = List.of("2015", "2016").stream()
                    .map(year -> regression.fit(study.where("year", year)))
                    .mapToDouble(fit -> {
                        // All of these columns are the same in both years, and so are their means.
                        double atZero = fit.names().stream()
                                .filter(name -> !name.equals("need"))
                                .mapToDouble(name -> fit.coefficient(name) * fit.mean(name))
                                .sum();
                        return 1 + 30 * fit.coefficient("need") / atZero;
                    })
                    .toArray();
            assertThat(at.baseline()).isCloseTo(ratios[0], LAST_DIGITS);
            assertThat(at.later()).isCloseTo(ratios[1], LAST_DIGITS);
        }
    }

    @Test
    void tells_no_limits_where_what_is_predicted_at_0_might_be_0() {
        RelativeChange at = change(LINE, study(YEARS, SCHOOLS))
                .relativeSpending("need", 100)
                .get(0);
        // By hand: 9.6 + 0.38 z, 10.1 + 0.48 z. R 4.2.2: D² − t² V(D) is −54.0 and −42.6.
        assertThat(at.baseline()).isCloseTo(47.6 / 9.6, LAST_DIGITS);
        assertThat(at.later()).isCloseTo(58.1 / 10.1, LAST_DIGITS);
        assertThat(at.baselineLimits()).isEmpty();
        assertThat(at.laterLimits()).isEmpty();
        // R 4.2.2, as above
        check(at.interval(), -0.68415177894724155, 2.2724356073300767);
    }

    @Test
    void refuses_a_ratio_to_nothing() {
        ChangeSinceBaseline alone = change(Regression.of("dollars").on("need").throughOrigin(), study(YEARS, SCHOOLS));
        assertThatThrownBy(() -> alone.relativeSpending("need", 50))
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage(
                        "what \"dollars\" is relative to 0% \"need\" in 2015 divides by what is predicted there, which is 0");
        Study lower = study(YEARS, SCHOOLS).with("score", "dollars", dollars -> dollars - 10);
        // By hand: −0.4 + 0.38 z in 2015
        assertThatThrownBy(
                        () -> change(Regression.of("score").on("need"), lower).relativeSpending("need", 50))
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessageStartingWith("what \"score\" is relative to 0% \"need\" in 2015 divides by")
                .hasMessageContaining("which is -0.");
        assertThatThrownBy(() -> RelativeSpending.of(
                                Regression.of("score")
                                        .on("need")
                                        .fit(lower.where("year", "2015"))
                                        .with(Covariance.HC1),
                                "need")
                        .at(50))
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessageStartingWith("what \"score\" is relative to 0% \"need\" divides by what is predicted there");
    }

    private static List<Problem> problems(ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problems();
    }

    @Test
    void refuses_years_that_are_not_there() {
        Study study = study(YEARS, SCHOOLS);
        assertThatThrownBy(() -> ChangeSinceBaseline.of(LINE, study, "year", "2014", "2017", "school"))
                .isInstanceOf(ProblemException.class)
                .hasMessage(
                        "the change of \"dollars\" cannot be told; 2 problems:\n"
                                + "  years in \"year\": found \"2014\" in no row; allowed: 2015, 2016. Name a year that rows have.\n"
                                + "  years in \"year\": found \"2017\" in no row; allowed: 2015, 2016. Name a year that rows have.");
        assertThatThrownBy(() -> ChangeSinceBaseline.of(LINE, study, "year", "2015", "2015", "school"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("the change of \"dollars\" cannot be told; 1 problem:\n"
                        + "  years in \"year\": found \"2015\" as the baseline and as the later year; allowed: two different"
                        + " years. Name the year to compare with the baseline.");
        assertThat(problems(() -> ChangeSinceBaseline.of(LINE, study, "yr", "2015", "2016", "scool")))
                .extracting(Problem::found)
                .containsExactly("\"scool\"", "\"yr\"");
        Study never = study(Arrays.asList("", "", "", "", "", "", "", ""), SCHOOLS);
        assertThat(problems(() -> change(LINE, never)))
                .extracting(Problem::allowed)
                .containsExactly("none, for no row has a year", "none, for no row has a year");
    }

    @Test
    void tells_what_is_at_fault_in_each_year() {
        Study study = study(YEARS, SCHOOLS)
                .copy()
                .number("later only", Double.NaN, Double.NaN, Double.NaN, Double.NaN, 1, 2, 3, 5)
                .number("same", 1, 1, 1, 1, 1, 2, 3, 5)
                .build();
        assertThatThrownBy(() -> change(LINE.on("later only"), study))
                .isInstanceOf(ProblemException.class)
                .hasMessage("the change of \"dollars\" cannot be told; 1 problem:\n"
                        + "  2015, rows that lack nothing: found 0; allowed: at least 3, one for each coefficient. Explain by fewer"
                        + " columns, or find what is missing.");
        assertThat(problems(() -> change(LINE.on("same"), study)))
                .extracting(Problem::place, Problem::found)
                .containsExactly(tuple("2015, columns that explain", "\"same\", which is a combination of constant"));
        // What both years lack is told once.
        assertThat(problems(() -> change(LINE.on("sise"), study)))
                .extracting(Problem::place)
                .containsExactly("columns of numbers");
    }

    @Test
    void lists_rows_without_a_year_or_a_cluster() {
        Study longer = study(YEARS, SCHOOLS)
                .and(Study.of(List.of("undated", "unclustered", "earlier", "poor"))
                        .number("need", 1, 2, 3, Double.NaN)
                        .number("dollars", 1, 2, 3, 4)
                        .text("year", List.of("", "2016", "2014", "2015"))
                        .text("school", List.of("e", "", "", "f"))
                        .build());

        ChangeSinceBaseline change = change(LINE, longer);

        assertThat(change.leftOut())
                .extracting(Problem::message)
                .containsExactly(
                        "undated: found no year; allowed: a value in every column that is used. Find what is missing, or leave the column out.",
                        "unclustered: found no school; allowed: a value in every column that is used. Find what is missing, or leave the column out.",
                        "poor: found no need; allowed: a value in every column that is used. Find what is missing, or leave the column out.");
        assertThat(change.inference().fit().rows()).isEqualTo(8);
        assertThat(change.relativeSpending("need", 100))
                .isEqualTo(change(LINE, study(YEARS, SCHOOLS)).relativeSpending("need", 100));
    }

    @Test
    void tests_what_changed() {
        ChangeSinceBaseline change = change(LINE, study(YEARS, SCHOOLS));
        assertThat(change.test(Term.of("need"))).isEqualTo(change.inference().test("need × year: 2016"));
        // A level and a slope
        assertThat(change.testOfAll().numerator()).isEqualTo(2);
        assertThat(change.regression()).isEqualTo(LINE);
    }

    @Test
    void tells_the_change_where_a_logarithm_is_explained() {
        RelativeChange at = change(Regression.ofLog("dollars").on("need"), study(YEARS, SCHOOLS))
                .relativeSpending("need", 100)
                .get(0);
        // mpmath 1.2 with 40 digits, by the definitions; R 4.2.2 with lm(log(dollars) ~ need * year) and sandwich 3.0-2
        // with vcovCL(cluster = school, type = "HC1") has the first 9 of them
        assertThat(at.baseline()).isCloseTo(5.9091916075335935, DIGITS);
        check(at.baselineLimits().orElseThrow(), 0.76562211709806985, 45.608067837560494);
        assertThat(at.later()).isCloseTo(7.1657289178503819, DIGITS);
        check(at.laterLimits().orElseThrow(), 1.3124836324413842, 39.122522868040734);
        assertThat(at.change()).isCloseTo(1.2565373103167884, DIGITS);
        assertThat(at.standardError()).isCloseTo(0.24297204781435965, DIGITS);
        check(at.interval(), 0.48329181446276274, 2.0297828061708141);
        assertThat(at.p()).isCloseTo(0.014029385994912166, Percentage.withPercentage(1e-8));
    }

    @Test
    void tells_of_every_level_that_only_one_year_has() {
        Study study = study(YEARS, SCHOOLS)
                .copy()
                .text("kind", List.of("E", "E", "Q", "H", "E", "E", "H", "M"))
                .build();
        assertThat(catchThrowableOfType(ProblemException.class, () -> change(LINE.on(Term.factor("kind")), study))
                        .problems())
                .extracting(Problem::code, Problem::place, Problem::found)
                .containsExactly(
                        tuple("level.one-year", "levels of \"kind\"", "\"Q\" in 2015 only"),
                        tuple("level.one-year", "levels of \"kind\"", "\"M\" in 2016 only"));
    }

    @Test
    void tells_of_levels_of_one_year_in_products_and_terms_together() {
        Study study = study(YEARS, SCHOOLS)
                .copy()
                .text("kind", List.of("E", "E", "Q", "H", "E", "E", "H", "H"))
                .build();
        for (Term term : List.of(
                Term.product(Term.factor("kind"), Term.of("size")),
                Term.product(Term.of("size"), Term.factor("kind")),
                Term.together(Term.of("size"), Term.factor("kind")))) {
            assertThat(catchThrowableOfType(
                                    ProblemException.class,
                                    () -> change(Regression.of("dollars").on(term), study))
                            .problems())
                    .extracting(Problem::code, Problem::found)
                    .containsExactly(tuple("level.one-year", "\"Q\" in 2015 only"));
        }
    }

    @Test
    void tells_what_it_compares() {
        ChangeSinceBaseline change = change(LINE, study(YEARS, SCHOOLS));
        assertThat(change.baseline()).isEqualTo("2015");
        assertThat(change.later()).isEqualTo("2016");
        assertThat(change).hasToString(change.inference().toString());
        assertThat(change.toString()).contains("need × year: 2016");
        assertThatThrownBy(() -> change.relativeSpending("size", 50))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"size\" does not explain \"dollars\"");
    }
}
