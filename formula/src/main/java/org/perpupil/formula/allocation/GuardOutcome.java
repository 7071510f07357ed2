package org.perpupil.formula.allocation;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.ValueType;
import org.perpupil.money.Money;

/**
 * What became of a guard at one school that it applies to.
 *
 * @param guard the name of its line
 * @param school the school
 * @param floor what the counted lines should reach, exactly; empty if there is no minimum
 * @param cap what they should not exceed, exactly; empty if there is no maximum
 * @param before what they were before the guard
 * @param moved what the guard added, or took away
 * @param atEnd what they are when every line is computed, the guard among them
 * @param tolerance less than this much below the floor or above the cap is the rounding of the line
 * @param undoneBy the lines below that moved them away again, where the guard is not held; empty then if it never could be: its
 *     source had paid the school less than there was to take back
 */
public record GuardOutcome(
        String guard,
        SchoolId school,
        Optional<Rational> floor,
        Optional<Rational> cap,
        Money before,
        Money moved,
        Money atEnd,
        Rational tolerance,
        List<String> undoneBy) {

    public GuardOutcome {
        undoneBy = ImmutableList.copyOf(undoneBy);
    }

    /** Tells whether the guard made a difference to the school. */
    public boolean isBinding() {
        return !moved.isZero();
    }

    /** Tells whether the counted lines keep the floor and, unless the floor is above it, the cap when all is computed. */
    public boolean isHeld() {
        return lacking().compareTo(tolerance) < 0 && excess().compareTo(tolerance) < 0;
    }

    /** Returns by how much the floor is missed, exactly; 0 if it is not. */
    public Rational lacking() {
        return floor.map(least -> Rational.ZERO.max(least.minus(atEnd.toRational())))
                .orElse(Rational.ZERO);
    }

    /** Returns by how much the cap is exceeded, exactly; 0 if it is not. A floor above the cap beats it. */
    public Rational excess() {
        return cap.map(most -> floor.map(most::max).orElse(most))
                .map(most -> Rational.ZERO.max(atEnd.toRational().minus(most)))
                .orElse(Rational.ZERO);
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return "%s, school %s: %s%s%s, moved by %s, %s at the end%s%s"
                .formatted(
                        guard,
                        school,
                        before.display(""),
                        bound("floor", floor),
                        bound("cap", cap),
                        moved.display(""),
                        atEnd.display(""),
                        isHeld() ? "" : ", not held",
                        undoneBy.isEmpty() ? "" : ", undone by " + String.join(", ", undoneBy));
    }

    private static String bound(String name, Optional<Rational> bound) {
        return bound.map(exact -> ", %s %s".formatted(name, Wording.of(exact, ValueType.MONEY, "")))
                .orElse("");
    }
}
