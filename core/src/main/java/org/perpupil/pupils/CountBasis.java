package org.perpupil.pupils;

/**
 * When or how pupils were counted: current enrolment, last year's, average attendance, a count frozen on a date.
 *
 * @param name what the basis is called in the data and in formulas
 */
public record CountBasis(String name) {
    /** The counts that a school has if nothing else is said. */
    public static final CountBasis CURRENT = new CountBasis("current");

    public CountBasis {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a count basis has a name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
