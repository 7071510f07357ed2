package org.perpupil.formula;

import com.google.common.collect.ImmutableSet;
import java.util.List;
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

    /**
     * Returns which of some lines are meant, in their order.
     *
     * @param lines usually those {@linkplain FundingFormula#above above} the line
     * @param by the line that says so: in a formula, everything above it is everything of that formula
     */
    public List<Line> among(List<Line> lines, Line by) {
        return lines.stream()
                .filter(line -> switch (reach) {
                    case LINES -> names.contains(line.name());
                    case SECTION ->
                        line.form().isAmount()
                                && (line.section().filter(names::contains).isPresent()
                                        || line.formula()
                                                .filter(names::contains)
                                                .isPresent());
                    case SOURCE ->
                        line.counts()
                                && line.source()
                                        .filter(source ->
                                                names.contains(source.id().value()))
                                        .isPresent();
                    case EVERYTHING_ABOVE ->
                        by.formula().isPresent()
                                ? line.form().isAmount() && line.formula().equals(by.formula())
                                : line.counts();
                })
                .filter(line -> !except.contains(line.name()))
                .toList();
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
