package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.school;

import java.math.BigDecimal;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.Allocation;

/** An own figure beside the terms that say the same. */
class OwnFigureProperties {

    /** What the terms can say gives the same cents when a caller computes it. */
    @Property(tries = 200)
    void computes_like_the_terms_that_say_the_same(
            @ForAll @IntRange(min = 0, max = 5_000) int pupils,
            @ForAll @IntRange(min = 1, max = 999) int thousandths,
            @ForAll @IntRange(min = 1, max = 97) int divisor) {
        OwnFigure excess = OwnFigure.number(
                "excess",
                "pupils over a divisor times a share",
                inputs -> Optional.of(inputs.get(0)
                        .orElseThrow()
                        .dividedBy(Rational.of(divisor))
                        .times(inputs.get(1).orElseThrow())));
        String share = BigDecimal.valueOf(thousandths, 3).toPlainString();
        Trial trial = Trial.in(
                        school("1", pupils).number("x", new BigDecimal(share)).build())
                .source(GENERAL, "100000000.00")
                .lines(
                        line("own").figure(excess, pupils(), fact("x")),
                        line("a").amount(figure("own").times(dollars(10))).from(GENERAL),
                        line("b")
                                .amount(pupils().dividedBy(Terms.number(divisor))
                                        .times(fact("x"))
                                        .times(dollars(10)))
                                .from(GENERAL));
        Allocation allocation = trial.allocate();

        assertThat(Trial.amounts(allocation, "a")).isEqualTo(Trial.amounts(allocation, "b"));
    }
}
