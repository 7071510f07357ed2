package org.perpupil.formula;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import org.perpupil.revenue.RevenueSource;

/**
 * Which earlier lines count, as a guard and a sum must always say.
 *
 * @param reach where lines are taken from
 * @param names the lines, or the section or source, that are named; empty for everything above
 * @param except lines that do not count after all
 */
public record Selection(Reach reach, Set<String> names, Set<String> except) {

    /** Where lines are taken from. */
    public enum Reach {
        /** The named lines, amounts and figures. */
        LINES,
        /** The amounts of a section. */
        SECTION,
        /** The amounts that draw on a source. */
        SOURCE,
        /** Every amount above: in a formula those of the formula, in a model those that count, whether or not a source pays them. */
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

    /** Returns the amounts above that draw on a source. */
    public static Selection from(RevenueSource source) {
        return new Selection(Reach.SOURCE, Set.of(source.id().value()), Set.of());
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

    /** Returns the selection for people, such as {@code everything above except at-risk}. */
    public String words() {
        String lines = switch (reach) {
            case LINES -> String.join(", ", names);
            case SECTION -> "all of " + String.join(", ", names);
            case SOURCE -> "all from " + String.join(", ", names);
            case EVERYTHING_ABOVE -> "everything above";
        };
        return except.isEmpty() ? lines : lines + " except " + String.join(", ", except);
    }
}
