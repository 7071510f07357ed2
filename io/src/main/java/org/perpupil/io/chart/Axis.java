package org.perpupil.io.chart;

import static java.util.Objects.requireNonNull;

/**
 * What an axis shows.
 *
 * @param label in words
 * @param unit of its numbers
 */
record Axis(String label, Unit unit) {
    Axis {
        requireNonNull(label, "label");
        requireNonNull(unit, "unit");
    }
}
