package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.exact.Rational;

class FundingLevelTest {

    @Test
    void reads_per_cents() {
        assertThat(FundingLevel.parse("90%").share()).isEqualTo(Rational.of(9, 10));
        assertThat(FundingLevel.parse("33.3%").share()).isEqualTo(Rational.of(333, 1_000));
        assertThat(FundingLevel.parse("0%").share()).isEqualTo(Rational.ZERO);
        assertThat(FundingLevel.parse("110%").share()).isEqualTo(Rational.of(11, 10));
        assertThat(FundingLevel.parse("100%")).isEqualTo(FundingLevel.FULL);
        assertThat(FundingLevel.parse("90.00%")).isEqualTo(FundingLevel.parse("90%"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "", "%", "-10%", "90 %", "1e2%", "1/0%", ".5%", "5.%", "9,5%", "1234567890%", "٩٠%"})
    void refuses_anything_else(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FundingLevel.parse(text))
                .withMessage("\"" + text + "\" is not a level of funding; write a per cent such as 90%");
    }

    @Test
    void refuses_less_than_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FundingLevel(Rational.of(-1, 10)))
                .withMessage("a level of funding is 0% or more, not -0.1");
    }

    @Test
    void prints_what_it_reads() {
        assertThat(FundingLevel.parse("90%")).hasToString("90%");
        assertThat(FundingLevel.parse("97.50%")).hasToString("97.5%");
        assertThat(FundingLevel.FULL).hasToString("100%");
        assertThat(FundingLevel.parse(FundingLevel.parse("0.000000001%").toString()))
                .isEqualTo(FundingLevel.parse("0.000000001%"));
    }

    @Test
    void the_lower_share_comes_first() {
        assertThat(FundingLevel.parse("90%"))
                .isLessThan(FundingLevel.FULL)
                .isEqualByComparingTo(FundingLevel.parse("90.0%"))
                .isGreaterThan(FundingLevel.parse("9%"));
    }

    @Test
    void equals_means_the_same_share() {
        EqualsVerifier.forClass(FundingLevel.class)
                .suppress(Warning.NULL_FIELDS) // the constructor refuses null
                .verify();
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException().isThrownBy(() -> FundingLevel.parse(null));
        assertThatNullPointerException().isThrownBy(() -> new FundingLevel(null));
    }

    @Test
    void reads_what_it_prints() {
        FundingLevel third = new FundingLevel(Rational.of(1, 3));

        assertThat(third).hasToString("100/3%");
        assertThat(FundingLevel.parse("100/3%")).isEqualTo(third);
    }
}
