package org.perpupil.io.internal;

import java.math.RoundingMode;
import org.perpupil.money.Money;

/** Amounts as readers take them in. */
public final class RoughMoney {
    private static final Money MILLION = Money.ofDollars(1_000_000);

    private RoughMoney() {}

    /** Returns an amount in millions with one decimal, such as {@code $2,400.0 million}, or to the cent what is less than one. */
    public static String of(Money amount, String currencySign) {
        Money size = amount.isNegative() ? amount.negated() : amount;
        if (size.compareTo(MILLION) < 0) {
            return amount.display(currencySign);
        }
        Money millions = Money.ofDollars(amount.dollars().movePointLeft(6).setScale(1, RoundingMode.HALF_UP));
        String text = millions.display(currencySign);
        return text.substring(0, text.length() - 1) + " million";
    }
}
