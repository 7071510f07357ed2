package org.perpupil.equity.progressivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.Term;

class RelativeSpendingTest {
    private static final Offset<Double> LAST_DIGITS = within(1e-13);

    /** Five schools whose line is 0.8 + 2.1 need; its means are 2 and 5. */
    private static final Inference LINE = Regression.of("dollars")
            .on("need")
            .fit(Study.of(List.of("a", "b", "c", "d", "e"))
                    .number("need", 0, 1, 2, 3, 4)
                    .number("dollars", 1, 3, 4, 8, 9)
                    .build())
            .with(Covariance.CLASSICAL);

    @Test
    void limits_are_of_the_level_that_is_asked_for() {
        RelativeSpending relative = RelativeSpending.of(LINE, "need");
        RelativeSpending.Difference usual = relative.differencesAt(2).get(0);
        RelativeSpending.Difference wide =
                relative.withLevel(0.99).differencesAt(2).get(0);
        // 2 × 2.1; the error of the slope is √(1.9 / 3 / 10)
        assertThat(usual.dollars()).isCloseTo(4.2, LAST_DIGITS);
        double error = 2 * Math.sqrt(1.9 / 30);
        // R 4.2.2, qt(0.975, 3) and qt(0.995, 3)
        assertThat(usual.interval().upper()).isCloseTo(4.2 + 3.1824463052837078 * error, LAST_DIGITS);
        assertThat(wide.interval().upper()).isCloseTo(4.2 + 5.8409093097333553 * error, within(1e-12));
        assertThat(relative.level()).isEqualTo(0.95);
        assertThat(relative.withLevel(0.99).level()).isEqualTo(0.99);
    }

    @Test
    void tells_what_it_is_of() {
        RelativeSpending relative = RelativeSpending.of(LINE, "need");
        assertThat(relative.need()).isEqualTo("need");
        assertThat(relative.inference()).isSameAs(LINE);
        assertThat(relative.toString()).startsWith("relative to 0% \"need\", by ");
        assertThat(relative.at(2).get(0).atZero()).isCloseTo(0.8, LAST_DIGITS);
        assertThat(relative.at(2).get(0).atShare()).isCloseTo(5, LAST_DIGITS);
        assertThat(relative.at(2).get(0).ratio()).isCloseTo(6.25, LAST_DIGITS);
    }

    @Test
    void refuses_a_need_that_does_not_explain_as_it_is() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RelativeSpending.of(LINE, "size"))
                .withMessageStartingWith("\"size\" does not explain");
        Inference squared = Regression.of("dollars")
                .on(Term.polynomial("need", 2))
                .fit(LINE.fit().study())
                .with(Covariance.CLASSICAL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RelativeSpending.of(squared, "need"))
                .withMessageContaining("otherwise than as it is");
    }
}
