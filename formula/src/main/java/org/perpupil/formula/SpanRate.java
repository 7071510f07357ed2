package org.perpupil.formula;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.pupils.GradeSpan;

/**
 * One entry of a table by span.
 *
 * @param rate dollars per pupil of any precision, or a weight
 * @param printed how a document writes the rate, such as {@code 1272.50}, where it writes itself otherwise
 */
public record SpanRate(GradeSpan span, Rational rate, Optional<String> printed) {
    public SpanRate {
        requireNonNull(span, "span");
        requireNonNull(rate, "rate");
        requireNonNull(printed, "printed");
    }

    public SpanRate(GradeSpan span, Rational rate) {
        this(span, rate, Optional.empty());
    }

    /** Returns the rate or weight of a span, as a decimal such as {@code "1272.50"}. */
    public static SpanRate at(GradeSpan span, String rate) {
        Rational value = Rational.parse(rate);
        return new SpanRate(span, value, Parameter.printed(rate, value));
    }

    /** Returns the whole rate of a span. */
    public static SpanRate at(GradeSpan span, long rate) {
        return new SpanRate(span, Rational.of(rate));
    }
}
