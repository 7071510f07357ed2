package org.perpupil.io.csv;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.perpupil.io.internal.table.TableRows;
import org.perpupil.money.Money;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;

/** Makes whole cents of dollars as a layout says, and gives account of what that changed, column by column. */
final class Cents {
    private final CsvLayout layout;
    private final Map<String, List<BigDecimal>> changes = new LinkedHashMap<>();

    Cents(CsvLayout layout) {
        this.layout = layout;
    }

    /** What rounding did to one amount. */
    record Change(String column, BigDecimal dollars) {}

    /**
     * Returns an amount in whole cents; empty if it has parts of a cent and nobody said how they are rounded, or if it is too large.
     *
     * @param made to which a change is added
     */
    Optional<Money> of(BigDecimal dollars, String column, Collection<Change> made) {
        try {
            Money amount = Money.ofDollars(dollars, layout.cents().orElse(RoundingMode.UNNECESSARY));
            BigDecimal change = amount.dollars().subtract(dollars);
            if (change.signum() != 0) {
                made.add(new Change(column, change));
            }
            return Optional.of(amount);
        } catch (ArithmeticException splitCentsOrTooLarge) {
            return Optional.empty();
        }
    }

    /** Returns a sum; empty if it is more than an amount can be. */
    static Optional<Money> sum(Money one, Money other) {
        try {
            return Optional.of(one.plus(other));
        } catch (ArithmeticException tooLarge) {
            return Optional.empty();
        }
    }

    /** Returns the problem of a row whose amount cannot be added to those above. */
    static Problem tooLarge(String place) {
        return new Problem(
                "csv.money",
                place,
                "more, with the rows above, than an amount can be",
                "amounts whose sum is below 92 quadrillion dollars",
                "Correct the amount.");
    }

    /** Returns what to do about an amount that is not in whole cents, or is none. */
    static String remedy(Optional<BigDecimal> dollars) {
        return dollars.isPresent() && dollars.get().stripTrailingZeros().scale() > 2
                ? "Correct the amount, or say roundingCents(…) in the layout if parts of a cent are to be rounded."
                : "Correct the amount, or leave the cell empty if it is not known.";
    }

    /** Takes the changes of a row that is used into the account. */
    void count(Collection<Change> made) {
        made.forEach(change -> changes.computeIfAbsent(change.column(), any -> new ArrayList<>())
                .add(change.dollars()));
    }

    /** Tells what was rounded. */
    List<Notice> notices(TableRows rows) {
        String mode = layout.cents()
                .map(rounding -> rounding.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse("");
        return changes.entrySet().stream()
                .map(column -> new Notice(
                        "csv.rounded",
                        "%s, column \"%s\"".formatted(rows.name(), column.getKey()),
                        "%s %s of a cent rounded %s to whole cents, which changes their sum by %s dollars."
                                .formatted(
                                        column.getValue().size(),
                                        column.getValue().size() == 1 ? "amount with parts" : "amounts with parts",
                                        mode,
                                        column.getValue().stream()
                                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                                .toPlainString())))
                .toList();
    }
}
