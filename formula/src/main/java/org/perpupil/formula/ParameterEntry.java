package org.perpupil.formula;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.pupils.GradeSpan;

/** What a parameter is in one year. */
public sealed interface ParameterEntry {

    /** Returns the document, table and page that the entry comes from. */
    String citation();

    /**
     * One value.
     *
     * @param value what is computed with
     * @param printed what the document shows, where that is not the computing value
     */
    record Single(Rational value, Optional<String> printed, String citation) implements ParameterEntry {}

    /**
     * A table by span of grades.
     *
     * @param values in the order of the document
     */
    record BySpan(Map<GradeSpan, Rational> values, String citation) implements ParameterEntry {
        public BySpan {
            values = new RateTable.Stated(values, ValueType.NUMBER).bySpan();
        }
    }

    /**
     * A table by a text fact of the school.
     *
     * @param values by text, in the order of the document
     */
    record ByKey(Map<String, Rational> values, String citation) implements ParameterEntry {
        public ByKey {
            values = ImmutableMap.copyOf(values);
        }
    }
}
