package org.perpupil.formula;

import org.perpupil.exact.Rational;
import org.perpupil.pupils.GradeSpan;

/**
 * One entry of a table by span.
 *
 * @param rate dollars per pupil of any precision, or a weight
 */
public record SpanRate(GradeSpan span, Rational rate) {

    /** Returns the rate or weight of a span, as a decimal such as {@code "1272.50"}. */
    public static SpanRate at(GradeSpan span, String rate) {
        return new SpanRate(span, Rational.parse(rate));
    }

    /** Returns the whole rate of a span. */
    public static SpanRate at(GradeSpan span, long rate) {
        return new SpanRate(span, Rational.of(rate));
    }
}
