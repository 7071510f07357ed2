package org.perpupil.formula;

import com.google.common.collect.ImmutableSet;
import java.util.Set;

/**
 * Which earlier lines count, as a guard and a sum must always say.
 *
 * @param reach where lines are taken from
 * @param names the lines, or the section, that are named; empty for everything above
 * @param except lines that do not count after all
 */
public record Selection(Reach reach, Set<String> names, Set<String> except) {

    /** Where lines are taken from. */
    public enum Reach {
        /** The named lines, amounts and figures. */
        LINES,
        /** The amounts of a section. */
        SECTION,
        /** Every amount above: in a formula those of the formula, in a model those that count in budgets. */
        EVERYTHING_ABOVE
    }

    public Selection {
        names = ImmutableSet.copyOf(names);
        except = ImmutableSet.copyOf(except);
        if (names.isEmpty() != (reach == Reach.EVERYTHING_ABOVE)) {
            throw new IllegalArgumentException("name at least one line or section, or take everything above");
        }
    }

    /** Returns the named lines. */
    public static Selection lines(String... names) {
        return new Selection(Reach.LINES, ImmutableSet.copyOf(names), Set.of());
    }

    /** Returns the amounts of a section: of a formula, by its name. */
    public static Selection section(String name) {
        return new Selection(Reach.SECTION, Set.of(name), Set.of());
    }

    /** Returns every amount above. */
    public static Selection everythingAbove() {
        return new Selection(Reach.EVERYTHING_ABOVE, Set.of(), Set.of());
    }

    /** Returns the same without some lines. */
    public Selection except(String... lines) {
        return new Selection(
                reach,
                names,
                ImmutableSet.<String>builder().addAll(except).add(lines).build());
    }

    @Override
    public String toString() {
        String words = switch (reach) {
            case LINES -> String.join(", ", names);
            case SECTION -> "all of " + String.join(", ", names);
            case EVERYTHING_ABOVE -> "everything above";
        };
        return except.isEmpty() ? words : words + " except " + String.join(", ", except);
    }
}
