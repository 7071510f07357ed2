package org.perpupil.formula.allocation;

import java.util.Optional;
import org.perpupil.exact.Rational;

/**
 * How one school's part of a shared pot came about.
 *
 * <pre>{@code
 * part = level × points − own,  not below atLeast and not above atMost
 * }</pre>
 *
 * @param pot the pot and its level, the same for every school
 * @param points what the pot is shared by
 * @param own what the school has already; 0 where the form of the line knows no such thing
 * @param atLeast the least that the part may be; empty for none
 * @param atMost the greatest that the part may be; empty for none
 * @param free level × points − own, exactly, before the bounds
 * @param pinnedAt the bound that the part is; empty if no bound holds it
 */
public record SharedPart(
        SharedPot pot,
        Working points,
        Working own,
        Optional<Working> atLeast,
        Optional<Working> atMost,
        Rational free,
        Optional<Bound> pinnedAt) {

    /** One of the two ends of a part. */
    public enum Bound {
        /** The part is no less than the school is promised. */
        LEAST,
        /** The part is no more than the school claims, or may have. */
        MOST
    }
}
