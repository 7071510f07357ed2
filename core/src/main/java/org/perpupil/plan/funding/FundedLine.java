package org.perpupil.plan.funding;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.perpupil.account.Account;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.Chain;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.Strategy;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;

/**
 * Dollars of one source for one investment, with everything they are tied to. A view of the money is a grouping of these lines by
 * one of their facts: see {@link Funding#dollarsBy}.
 *
 * @param school whose plan it is
 * @param year when
 * @param chain the investment and the goal it serves
 * @param account what it is charged to; empty if the investment names none
 * @param source who pays
 * @param amount above 0
 * @param byHand whether it was entered by hand
 */
public record FundedLine(
        SchoolId school,
        FiscalYear year,
        Chain chain,
        Optional<Account> account,
        RevenueSource source,
        Money amount,
        boolean byHand) {

    public FundedLine {
        requireNonNull(school, "school");
        requireNonNull(year, "year");
        requireNonNull(chain, "chain");
        requireNonNull(account, "account");
        requireNonNull(source, "source");
        requireNonNull(amount, "amount");
    }

    public Goal goal() {
        return chain.goal();
    }

    public Strategy strategy() {
        return chain.strategy();
    }

    public Action action() {
        return chain.action();
    }

    public Investment investment() {
        return chain.investment();
    }

    /** Returns whom the investment is for. */
    public PupilGroup serves() {
        return investment().serves();
    }

    /** Returns such as {@code 40000.00 from Title I (title-i) for math › tutoring › hire › tutors}. */
    @Override
    public String toString() {
        return "%s from %s for %s".formatted(amount, source, chain);
    }
}
