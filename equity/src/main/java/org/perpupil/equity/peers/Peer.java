package org.perpupil.equity.peers;

import static java.util.Objects.requireNonNull;

import org.perpupil.equity.internal.FigureText;

/**
 * A school that is like another.
 *
 * @param unit which school
 * @param distance how far it is from the other, in standard deviations; 0 if they are alike in every column
 */
public record Peer(String unit, double distance) {

    public Peer {
        requireNonNull(unit, "unit");
        if (!(distance >= 0)) {
            throw new IllegalArgumentException("%s is at a distance of 0 or more, not %s".formatted(unit, distance));
        }
    }

    /** Returns who it is, and how far, to four digits. */
    @Override
    public String toString() {
        return "%s at %s".formatted(unit, FigureText.digits(distance));
    }
}
