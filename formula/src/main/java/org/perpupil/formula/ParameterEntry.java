package org.perpupil.formula;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.perpupil.exact.Rational;
import org.perpupil.pupils.GradeSpan;

/** What a parameter is in one year. */
public sealed interface ParameterEntry {

    /** Returns the document, table and page that the entry comes from. */
    String citation();

    /**
     * Returns one value.
     *
     * @param value such as {@code "9000"} or {@code "40%"}; how it is written is kept, as in {@code "0.340"}
     */
    static Single of(String value, String citation) {
        Rational number = NumberTerm.parse(value);
        return new Single(number, Parameter.printed(value, number), citation);
    }

    /** Returns a table by span of grades. */
    static BySpan of(String citation, SpanRate... bySpan) {
        Map<GradeSpan, String> printed = new LinkedHashMap<>();
        for (SpanRate rate : bySpan) {
            rate.printed().ifPresent(text -> printed.put(rate.span(), text));
        }
        return new BySpan(RateTable.of(ValueType.NUMBER, bySpan).bySpan(), printed, citation);
    }

    /** Returns a table by a text fact of the school, such as its type; values are written as in {@link #of(String, String)}. */
    static ByKey of(Map<String, String> byKey, String citation) {
        Map<String, Rational> values = new TreeMap<>();
        Map<String, String> printed = new TreeMap<>();
        byKey.forEach((key, value) -> {
            Rational number = NumberTerm.parse(value);
            values.put(key, number);
            Parameter.printed(value, number).ifPresent(text -> printed.put(key, text));
        });
        return new ByKey(values, printed, citation);
    }

    /**
     * One value.
     *
     * @param value what is computed with
     * @param printed what the document shows, where that is not how the value writes itself: another number, or the same one as
     *     {@code 0.340} or {@code 34%}
     */
    record Single(Rational value, Optional<String> printed, String citation) implements ParameterEntry {
        public Single {
            requireNonNull(value, "value");
            requireNonNull(printed, "printed");
            requireNonNull(citation, "citation");
        }

        /** Returns what the document shows, if that is another number than the value. */
        public Optional<String> printedOtherwise() {
            return printed.filter(text -> !isWritten(text, value));
        }
    }

    /**
     * A table by span of grades.
     *
     * @param values in the order of the document
     * @param printed how the document writes a value, such as {@code 0.340} or {@code 34%}, where the value writes itself otherwise
     */
    record BySpan(Map<GradeSpan, Rational> values, Map<GradeSpan, String> printed, String citation)
            implements ParameterEntry {
        public BySpan {
            values = new RateTable.Stated(values, ValueType.NUMBER).bySpan();
            printed = checked(values, printed);
            requireNonNull(citation, "citation");
        }

        public BySpan(Map<GradeSpan, Rational> values, String citation) {
            this(values, Map.of(), citation);
        }
    }

    /**
     * A table by a text fact of the school.
     *
     * @param values by text, in the order of the document
     * @param printed how the document writes a value, such as {@code 0.340} or {@code 34%}, where the value writes itself otherwise
     */
    record ByKey(Map<String, Rational> values, Map<String, String> printed, String citation) implements ParameterEntry {
        public ByKey {
            values = ImmutableMap.copyOf(values);
            printed = checked(values, printed);
            requireNonNull(citation, "citation");
        }

        public ByKey(Map<String, Rational> values, String citation) {
            this(values, Map.of(), citation);
        }
    }

    /** Returns what is printed in the order of the values. */
    private static <K> Map<K, String> checked(Map<K, Rational> values, Map<K, String> printed) {
        printed.forEach((key, text) -> {
            Rational value = values.get(key);
            if (value == null || !isWritten(text, value)) {
                throw new IllegalArgumentException("the entry for %s is %s, which \"%s\" does not write"
                        .formatted(key, value == null ? "not given" : value, text));
            }
        });
        ImmutableMap.Builder<K, String> ordered = ImmutableMap.builder();
        values.keySet().forEach(key -> Optional.ofNullable(printed.get(key)).ifPresent(text -> ordered.put(key, text)));
        return ordered.buildOrThrow();
    }

    private static boolean isWritten(String text, Rational value) {
        try {
            return NumberTerm.parse(text).equals(value);
        } catch (IllegalArgumentException noNumber) {
            return false; // such as 4,122.55
        }
    }
}
