package org.perpupil.equity.spread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class SampleTest {

    @Test
    void describes_numbers_by_hand() {
        Sample sample = Sample.of(1, 2, 6);
        assertThat(sample.size()).isEqualTo(3);
        assertThat(sample.mean()).isEqualTo(3);
        // (4 + 1 + 9) / 2
        assertThat(sample.variance()).isEqualTo(7);
        assertThat(sample.standardDeviation()).isEqualTo(Math.sqrt(7));
        // ((−1)(−2) + 3 (−1)) / 14
        assertThat(sample.autocorrelation()).isCloseTo(-1 / 14.0, within(1e-16));
        assertThat(sample).hasToString("3 numbers with mean 3.000");
    }

    @Test
    void takes_a_column_in_the_order_of_the_rows() {
        Study study = Study.ofRows(4).number("x", 1, Double.NaN, 2, 6).build();
        Sample sample = Sample.of(study, "x");
        assertThat(sample.autocorrelation()).isEqualTo(Sample.of(1, 2, 6).autocorrelation());
        assertThat(sample.leftOut()).extracting(Problem::place).containsExactly("2");
        assertThat(sample).isNotEqualTo(Sample.of(1, 2, 6));
        assertThat(Sample.of(1, 2, 6)).isEqualTo(Sample.of(1, 2, 6)).hasSameHashCodeAs(Sample.of(1, 2, 6));
    }

    @Test
    void says_why_there_is_no_figure() {
        assertThat(Sample.of(0.1, 0.1, 0.1).standardDeviation()).isZero();
        assertThatThrownBy(() -> Sample.of(5).variance())
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("the variance of a sample divides by the count of numbers less 1, and there is one number");
        assertThatThrownBy(() -> Sample.of(0.1, 0.1, 0.1).autocorrelation())
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage("the autocorrelation divides by the squares around the mean, and all numbers are 0.1");
        assertThatThrownBy(() -> Sample.of())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sample has at least one number");
        assertThatThrownBy(
                        () -> Sample.of(Study.ofRows(1).number("x", Double.NaN).build(), "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sample has at least one number, and \"x\" has none");
        assertThatThrownBy(() -> Sample.of(1, Double.NaN, 1e200))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("number 2: found NaN;")
                .hasMessageContaining("number 3: found 1.0E200;");
    }
}
