package org.perpupil.equity.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;

class RegressionTableTest {
    /** Columns 1 and 5 of Stock and Watson's Table 7.1, and spending weighted by pupils with errors clustered by county. */
    private static RegressionTable california() throws IOException {
        Study districts = RegressionDataTest.california();
        return RegressionTable.of(
                RegressionDataTest.ofScores("1").fit(districts).with(Covariance.HC1),
                RegressionDataTest.ofScores("5").fit(districts).with(Covariance.HC1),
                Regression.ofLog("expenditure")
                        .on("lunch", "english")
                        .on(Term.log("students"))
                        .weightedBy("students")
                        .fit(districts)
                        .clusteredBy("county"));
    }

    // A snapshot of the layout. The figures are those of regressions.json to the digits shown: stock_watson_7_1 1 and 5
    // (HC1), log_spending_wls_students (CR1); PublishedTablesTest has the printed ones.
    private static final String TEXT = """
                                               score        score    ln expenditure
            str                            -2.280***    -1.014***
                                            (0.5195)     (0.2689)
            english                                    -0.1298***        -9.970e-07
                                                        (0.03626)       (0.0005864)
            lunch                                      -0.5286***         0.0003430
                                                        (0.03812)       (0.0004928)
            calworks                                     -0.04785
                                                        (0.05865)
            ln students                                                   -0.008548
                                                                         (0.007853)
            constant                        698.9***     700.4***          8.611***
                                             (10.36)      (5.537)         (0.07143)
            n                                    420          420               420
            R²                                0.0512        0.775            0.0212
            adjusted R²                       0.0490        0.773            0.0141
            residual standard deviation        18.58        9.084             3.929
            weighted by                            –            –          students
            standard errors              HC1, 418 df  HC1, 415 df  CR1, 45 clusters
            Standard errors in brackets; * p < 0.1, ** p < 0.05, *** p < 0.01, by Student's t.
            """;

    @Test
    void stands_as_journals_print_it() throws IOException {
        assertThat(california()).hasToString(TEXT);
    }

    @Test
    void is_the_same_in_every_locale() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(california()).hasToString(TEXT);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void is_how_a_fit_is_shown() {
        // Slope Σ(x − 2)(y − 5) / Σ(x − 2)² = 21/10, constant 5 − 2 × 2.1
        Fit fit = Regression.of("dollars")
                .on("need")
                .fit(Study.ofRows(5)
                        .number("dollars", 1, 3, 4, 8, 9)
                        .number("need", 0, 1, 2, 3, 4)
                        .build());
        assertThat(fit.toString()).isEqualTo(fit.with(Covariance.CLASSICAL).toString());
        assertThat(fit.toString())
                .isEqualTo(RegressionTable.of(fit.with(Covariance.CLASSICAL)).toString());
        assertThat(fit.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("need 2.100***", "constant 0.8000", "n 5", "standard errors classical, 3 df");
    }

    @Test
    void tells_a_coefficient_from_the_row_of_its_name_at_the_foot() {
        Study study = Study.ofRows(4)
                .number("dollars", 1, 3, 4, 8)
                .number("n", 0, 1, 2, 3)
                .number("R²", 1, 0, 0, 2)
                .build();
        assertThat(Regression.of("dollars")
                        .on("n", "R²")
                        .fit(study)
                        .with(Covariance.CLASSICAL)
                        .toString()
                        .lines()
                        .map(line -> line.replaceAll("  .*", "")))
                .containsOnlyOnce("n", "n (coefficient)", "R²", "R² (coefficient)");
    }

    @Test
    void has_at_least_one_column() {
        assertThatIllegalArgumentException()
                .isThrownBy(RegressionTable::of)
                .withMessage("a table has at least one column");
    }
}
