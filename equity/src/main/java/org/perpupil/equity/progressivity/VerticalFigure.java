package org.perpupil.equity.progressivity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;
import org.perpupil.equity.internal.FigureText;

/**
 * What a vertical measure gives: a value, or why there is none.
 *
 * @param measure what was measured, with its name and definition
 * @param value in the unit that the measure says; empty if the measure does not exist for the data
 * @param why why there is no value; empty if there is one
 */
public record VerticalFigure(VerticalMeasure measure, OptionalDouble value, Optional<String> why) {

    public VerticalFigure {
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
