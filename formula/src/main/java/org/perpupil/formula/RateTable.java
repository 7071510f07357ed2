package org.perpupil.formula;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.perpupil.exact.Rational;
import org.perpupil.pupils.GradeSpan;

/** Rates or weights by span of grades: a parameter, or a table stated on the spot. */
public sealed interface RateTable {

    /** Returns money for rates in dollars per pupil, number for weights. */
    ValueType type();

    /** The table that a parameter has in the year. */
    record Named(String parameter, ValueType type) implements RateTable {}

    /**
     * A table stated in the formula.
     *
     * @param bySpan in the order in which the spans were given; no two have a grade in common
     */
    record Stated(Map<GradeSpan, Rational> bySpan, ValueType type) implements RateTable {
        public Stated {
            bySpan = ImmutableMap.copyOf(bySpan);
            checkSpans(bySpan);
        }
    }

    /** Returns a table from its entries. */
    static Stated of(ValueType type, SpanRate... rates) {
        Map<GradeSpan, Rational> bySpan = new LinkedHashMap<>();
        for (SpanRate rate : rates) {
            if (bySpan.putIfAbsent(rate.span(), rate.rate()) != null) {
                throw new IllegalArgumentException(rate.span() + " has two rates");
            }
        }
        return new Stated(bySpan, type);
    }

    private static void checkSpans(Map<GradeSpan, Rational> bySpan) {
        if (bySpan.isEmpty()) {
            throw new IllegalArgumentException("a table has at least one span");
        }
        GradeSpan[] spans = bySpan.keySet().toArray(GradeSpan[]::new);
        for (int at = 0; at < spans.length; at++) {
            GradeSpan one = spans[at];
            for (int after = at + 1; after < spans.length; after++) {
                GradeSpan other = spans[after];
                if (one.overlaps(other)) {
                    throw new IllegalArgumentException(
                            "%s and %s have a grade in common, which would then have two rates".formatted(one, other));
                }
            }
        }
    }
}
