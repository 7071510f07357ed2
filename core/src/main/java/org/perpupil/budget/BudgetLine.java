package org.perpupil.budget;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/**
 * One line of a school's budget.
 *
 * @param name what the line is for; the same in every school of a year
 * @param source who pays
 * @param amount negative if the line takes away
 * @param held who decides on its use
 */
public record BudgetLine(String name, RevenueSource source, Money amount, Held held) {

    public BudgetLine {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a budget line has a name");
        }
        requireNonNull(source, "source");
        requireNonNull(amount, "amount");
        requireNonNull(held, "held");
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return "%s: %s from %s, %s"
                .formatted(name, amount.display(""), source, held.name().toLowerCase(Locale.ROOT));
    }
}
