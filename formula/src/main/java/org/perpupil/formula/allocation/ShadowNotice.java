package org.perpupil.formula.allocation;

import org.perpupil.district.School;
import org.perpupil.money.Money;

/**
 * What a formula that pays nothing would have given a school, beside what is paid.
 *
 * @param school the school
 * @param paid its budget
 * @param shadow the sum of the formula's amounts
 */
public record ShadowNotice(School school, Money paid, Money shadow) {

    /** Returns how much more the school would get by the formula; negative if less. */
    public Money difference() {
        return shadow.minus(paid);
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return "%s: %s is paid, %s would be: %s"
                .formatted(
                        school,
                        paid.display(""),
                        shadow.display(""),
                        difference().display(""));
    }
}
