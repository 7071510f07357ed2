package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.amountOf;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Trial.GENERAL;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.exact.Rounding;

/** Same input, same text, whatever language the machine speaks: Arabic has its own digits, Turkish its own i. */
@ResourceLock(Resources.LOCALE)
class DefaultLocaleTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ar-EG-u-nu-arab", "tr-TR", "de-DE", "hi-IN-u-nu-deva"})
    void no_explanation_depends_on_the_default_locale(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));
        Trial trial = Trial.withPupils(31, 1_200)
                .source(GENERAL, "1234567.00")
                .lines(
                        line("THIRD").figure(pupils().dividedBy(number(3))).rounded(Rounding.places(2)),
                        line("PAID")
                                .amount(figure("THIRD").times(dollars("1000.005")))
                                .from(GENERAL),
                        line("POOL").figure(amountOf(GENERAL)));

        // 31 / 3 = 10.33…; × 1,000.005 = 10,330.05165
        assertThat(trial.allocate().of(Trial.id("1")).explain()).hasToString("""
                        School 1 (1), 2026–27

                        Steps
                          THIRD: 31 pupils ÷ 3 = 10.33
                            exactly 10.333333…, rounded to 0.01 half up
                          POOL: $1,234,567.00 (amount of general) = $1,234,567.00

                        General fund
                          PAID: 10.33 (THIRD) × $1,000.005 = $10,330.05
                            exactly $10,330.05165, rounded to 0.01 half up
                          together $10,330.05

                        Budget $10,330.05
                        """);
        assertThatThrownBy(() -> Trial.withPupils(31, 1_200)
                        .source(GENERAL, "12.00")
                        .lines(line("PAID").amount(dollars(1_000)).from(GENERAL))
                        .allocate())
                .hasMessageContaining("found $2,000.00 drawn by [PAID], $1,988.00 more than the pool");
    }
}
