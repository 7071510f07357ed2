package org.perpupil.formula.allocation;

import org.perpupil.district.School;
import org.perpupil.money.Money;

/**
 * A school whose budget is below a minimum.
 *
 * @param school the school
 * @param minimum what it needs to run
 * @param budget what it has
 */
public record Shortfall(School school, Money minimum, Money budget) {

    /** Returns by how much the school would have to be topped up. */
    public Money lacking() {
        return minimum.minus(budget);
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return "%s: %s, which is %s less than %s"
                .formatted(school, budget.display(""), lacking().display(""), minimum.display(""));
    }
}
