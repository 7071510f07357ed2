package org.perpupil.equity.inequality;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;
import org.perpupil.equity.internal.FigureText;

/**
 * What a measure gives: a value, or why there is none.
 *
 * @param measure what was measured
 * @param value dollars per pupil, or a ratio without unit; empty if the measure does not exist for the data
 * @param why why there is no value; empty if there is one
 */
public record Figure(Measure measure, OptionalDouble value, Optional<String> why) {

    public Figure {
        requireNonNull(measure, "measure");
        if (value.isPresent() == why.isPresent()) {
            throw new IllegalArgumentException("%s has either a value or a reason why it has none".formatted(measure));
        }
        value.ifPresent(number -> {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("%s is a number, not %s".formatted(measure, number));
            }
        });
    }

    /** Returns the measure with its value, to four digits, or why it has none. */
    @Override
    public String toString() {
        return measure + ": " + (value.isPresent() ? FigureText.digits(value.getAsDouble()) : why.orElseThrow());
    }
}
