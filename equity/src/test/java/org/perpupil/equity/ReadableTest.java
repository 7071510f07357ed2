package org.perpupil.equity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.inequality.Figure;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.peers.Peer;
import org.perpupil.equity.progressivity.NeedQuartile;
import org.perpupil.equity.progressivity.VerticalFigure;
import org.perpupil.equity.progressivity.VerticalMeasure;
import org.perpupil.equity.weights.ImpliedWeight;

/** What a script prints, or a prompt shows, can be read. Every expected text is written by hand. */
class ReadableTest {

    @Test
    void figures_have_four_digits_or_say_why_they_are_missing() {
        assertThat(new Figure(Measure.GINI, OptionalDouble.of(0.0551912345), Optional.empty()))
                .hasToString("Gini index: 0.05519");
        assertThat(new Figure(Measure.GINI, OptionalDouble.empty(), Optional.of("nobody gets anything")))
                .hasToString("Gini index: nobody gets anything");
        assertThat(new VerticalFigure(
                        VerticalMeasure.PROGRESSIVITY_RATIO, OptionalDouble.of(1.0943999), Optional.empty()))
                .hasToString("progressivity ratio: 1.094");
    }

    @Test
    void a_peer_a_quartile_and_a_weight_are_one_line() {
        assertThat(new Peer("75119", 0.13799)).hasToString("75119 at 0.1380");
        assertThat(new NeedQuartile(4, List.of("a", "b"), 1234.5, OptionalDouble.of(6_543.21)))
                .hasToString("quartile 4: 2 units, 1,234.5 pupils, 6,543.21 dollars per pupil");
        assertThat(new NeedQuartile(1, List.of(), 0, OptionalDouble.empty()))
                .hasToString("quartile 1: 0 units, 0 pupils, empty");
        assertThat(new ImpliedWeight("poverty", 0.21, 0.031234, Optional.of(new BigDecimal("0.25"))))
                .hasToString("poverty: 0.2100 ± 0.03123, adopted 0.25");
    }
}
