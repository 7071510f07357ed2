package org.perpupil.io.report;

import java.util.List;
import org.perpupil.district.School;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.formula.allocation.Wording;

/** How pots were shared, as text. */
final class PotsContent {
    private PotsContent() {}

    /**
     * A pot.
     *
     * @param level for how much one point counted
     * @param last who got one of the last units, the largest remainder first
     */
    public record Pot(
            String line, String pot, String shared, String surplus, String level, String lastCount, List<Link> last) {}

    /** A link to a school's working. */
    public record Link(String anchor, String school) {}

    static List<Pot> of(Allocation allocation, Words words) {
        return allocation.sharedPots().stream()
                .map(pot -> pot(pot, allocation, words))
                .toList();
    }

    private static Pot pot(SharedPot pot, Allocation allocation, Words words) {
        return new Pot(
                pot.line(),
                words.money(pot.pot()),
                words.money(pot.shared()),
                words.money(pot.surplus()),
                Wording.of(pot.level(), pot.levelType(), words.currencySign())
                        + (pot.levelType() == ValueType.MONEY
                                ? " for one point"
                                : " for " + words.currencySign() + "1 of points"),
                Words.schools(pot.roundedUp().size()),
                pot.roundedUp().stream()
                        .map(school -> new Link(
                                Words.anchor(school),
                                allocation
                                        .district()
                                        .school(school)
                                        .map(School::name)
                                        .orElse(school.value())))
                        .toList());
    }
}
