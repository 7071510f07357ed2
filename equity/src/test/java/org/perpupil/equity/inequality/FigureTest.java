package org.perpupil.equity.inequality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void has_a_value_or_a_reason() {
        assertThatThrownBy(() -> new Figure(Measure.GINI, OptionalDouble.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Gini index has either a value or a reason why it has none");
        assertThatThrownBy(() -> new Figure(Measure.GINI, OptionalDouble.of(0.1), Optional.of("none")))
                .hasMessage("Gini index has either a value or a reason why it has none");
    }

    @Test
    void is_never_not_a_number() {
        assertThatThrownBy(() -> new Figure(Measure.GINI, OptionalDouble.of(Double.NaN), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Gini index is a number, not NaN");
        assertThatThrownBy(
                        () -> new Figure(Measure.GINI, OptionalDouble.of(Double.POSITIVE_INFINITY), Optional.empty()))
                .hasMessage("Gini index is a number, not Infinity");
    }

    @Test
    void measures_have_names_of_their_own() {
        assertThat(Arrays.stream(Measure.values()).map(Measure::label)).doesNotHaveDuplicates();
        assertThat(Measure.GINI).hasToString("Gini index");
    }

    @Test
    void measures_say_what_they_give() {
        assertThat(Measure.MEAN.isRelative()).isFalse();
        assertThat(Measure.MEAN.whenEqual()).isEmpty();
        assertThat(Measure.RANGE.isRelative()).isFalse();
        assertThat(Measure.RANGE.whenEqual()).hasValue(0);
        assertThat(Measure.GINI.isRelative()).isTrue();
        assertThat(Measure.GINI.whenEqual()).hasValue(0);
        assertThat(Measure.MCLOONE.isRelative()).isTrue();
        assertThat(Measure.MCLOONE.whenEqual()).hasValue(1);
    }
}
