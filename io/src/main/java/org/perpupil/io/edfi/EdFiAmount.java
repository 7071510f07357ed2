package org.perpupil.io.edfi;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Optional;
import org.perpupil.account.AccountCode;
import org.perpupil.district.FiscalYear;
import org.perpupil.money.Money;

/**
 * An amount on a local account as of a date. Amounts of one account as of several dates are states of the same money: they are compared, not
 * added.
 *
 * @param organization the id of the organisation whose account it is
 * @param year the fiscal year of the account
 * @param collection of what period the amount is, as a district has them
 * @param staff what identifies the person who was paid, of payroll and contracted staff
 */
public record EdFiAmount(
        Kind kind,
        String organization,
        FiscalYear year,
        AccountCode account,
        LocalDate asOf,
        Money amount,
        Optional<String> collection,
        Optional<String> staff) {

    /** What the amount is. */
    public enum Kind {
        /** Allocated to be spent or received. */
        BUDGET("LocalBudget"),
        /** Spent or received. */
        ACTUAL("LocalActual"),
        /** Committed and not yet spent. */
        ENCUMBRANCE("LocalEncumbrance"),
        /** Paid to employees. */
        PAYROLL("LocalPayroll"),
        /** Paid to contractors. */
        CONTRACTED_STAFF("LocalContractedStaff");

        private final String element;

        Kind(String element) {
            this.element = element;
        }

        /** Returns the name of its element, such as {@code LocalBudget}. */
        String element() {
            return element;
        }
    }

    public EdFiAmount {
        requireNonNull(kind, "kind");
        requireNonNull(organization, "organization");
        requireNonNull(year, "year");
        requireNonNull(account, "account");
        requireNonNull(asOf, "asOf");
        requireNonNull(amount, "amount");
        requireNonNull(collection, "collection");
        requireNonNull(staff, "staff");
    }
}
