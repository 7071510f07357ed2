package org.perpupil.equity.weights;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import org.perpupil.equity.internal.FigureText;

/**
 * The weight of one need that spending implies, beside the one that was adopted.
 *
 * @param need the column of its shares
 * @param weight what a pupil with the need brings on top, as a share of what one without any brings; 0.25 is a quarter more
 * @param standardError of the weight, by the delta method; 0 or more
 * @param adopted the weight that policy names, in the same unit; empty if none was given
 */
public record ImpliedWeight(String need, double weight, double standardError, Optional<BigDecimal> adopted) {

    public ImpliedWeight {
        requireNonNull(need, "need");
        requireNonNull(adopted, "adopted");
        if (!Double.isFinite(weight) || !(standardError >= 0)) {
            throw new IllegalArgumentException("the weight of \"%s\" is a number with a standard error, not %s with %s"
                    .formatted(need, weight, standardError));
        }
    }

    /** Returns the implied weight less the adopted one; empty if none was given. */
    public OptionalDouble difference() {
        return adopted.isPresent() ? OptionalDouble.of(weight - adopted.get().doubleValue()) : OptionalDouble.empty();
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return "%s: %s ± %s%s"
                .formatted(
                        need,
                        FigureText.digits(weight),
                        FigureText.digits(standardError),
                        adopted.map(named -> ", adopted " + named.toPlainString())
                                .orElse(""));
    }
}
