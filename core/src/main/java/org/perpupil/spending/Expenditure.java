package org.perpupil.spending;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.perpupil.account.AccountCode;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/**
 * Money that was spent on the pupils of a school.
 *
 * <pre>{@code
 * Expenditure.atSchool(generalFund, Money.ofDollars(412_050)).chargedTo(AccountCode.of("1100"));
 * Expenditure.centrally(titleI, Money.ofDollars(3_200));
 * }</pre>
 *
 * @param source what it was paid from
 * @param amount in whole cents; negative if money came back
 * @param level where it was spent
 * @param account what it was spent on, in the district's codes; empty if that is not known
 */
public record Expenditure(RevenueSource source, Money amount, Level level, Optional<AccountCode> account) {

    /** Where money is spent; reports under ESSA keep the two apart. */
    public enum Level {
        /** At the school: on its staff, its materials, its contracts. */
        SCHOOL,
        /** Centrally: the school's share of what the district spends for several schools. */
        CENTRAL
    }

    public Expenditure {
        requireNonNull(source, "source");
        requireNonNull(amount, "amount");
        requireNonNull(level, "level");
        requireNonNull(account, "account");
    }

    /** Returns money that was spent at the school. */
    public static Expenditure atSchool(RevenueSource source, Money amount) {
        return new Expenditure(source, amount, Level.SCHOOL, Optional.empty());
    }

    /** Returns the school's share of money that was spent centrally. */
    public static Expenditure centrally(RevenueSource source, Money amount) {
        return new Expenditure(source, amount, Level.CENTRAL, Optional.empty());
    }

    /** Returns the same with what it was spent on. */
    public Expenditure chargedTo(AccountCode to) {
        return new Expenditure(source, amount, level, Optional.of(to));
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return "%s from %s, %s%s"
                .formatted(
                        amount.display(""),
                        source,
                        level == Level.SCHOOL ? "at the school" : "centrally",
                        account.map(code -> ", account " + code).orElse(""));
    }
}
