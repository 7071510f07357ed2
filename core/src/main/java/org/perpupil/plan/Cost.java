package org.perpupil.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;

/** What an investment costs in one year, and how that came about; always above 0. */
public sealed interface Cost {

    /** Returns the cost, rounded half up to whole cents where a product is not whole. */
    Money amount();

    /** Returns how the cost came about, for people, such as {@code 2.5 FTE × $98,000.00}. */
    String working(String currencySign);

    /** Returns a cost that is given as an amount. */
    static Cost of(Money amount) {
        return new Amount(amount);
    }

    /** Returns the cost of staff. */
    static Cost fte(BigDecimal fte, Money perFte) {
        return new Staff(fte, perFte);
    }

    /** Returns the cost of staff, the full-time equivalents as a decimal such as {@code 2.5}. */
    static Cost fte(String fte, Money perFte) {
        return new Staff(Text.decimal(fte), perFte);
    }

    /** Returns the cost of so many things at a price each. */
    static Cost units(long units, Money price) {
        return new Units(BigDecimal.valueOf(units), price);
    }

    /** Returns the cost of so many things at a price each, the number as a decimal such as {@code 12.5}. */
    static Cost units(String units, Money price) {
        return new Units(Text.decimal(units), price);
    }

    private static Money product(BigDecimal quantity, Money price) {
        Rational exact = Rational.of(quantity).times(price.toRational());
        try {
            return Money.ofDollars(exact, RoundingMode.HALF_UP);
        } catch (ArithmeticException tooLarge) {
            ArithmeticException named =
                    new ArithmeticException("%s × %s is more than an amount can be".formatted(quantity, price));
            named.initCause(tooLarge);
            throw named;
        }
    }

    private static void requirePositive(Money amount, String working) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("an investment costs more than 0, and not " + working);
        }
    }

    /** An amount that is given. */
    record Amount(Money amount) implements Cost {
        public Amount {
            requirePositive(amount, amount.toString());
        }

        @Override
        public String working(String currencySign) {
            return amount.display(currencySign);
        }
    }

    /**
     * Full-time equivalents × cost of one.
     *
     * @param fte above 0
     * @param perFte salary and benefits of one full-time equivalent in a year
     */
    record Staff(BigDecimal fte, Money perFte) implements Cost {
        public Staff {
            fte = Text.plain(fte);
            requirePositive(
                    fte.signum() > 0 ? product(fte, perFte) : Money.ZERO, fte.toPlainString() + " FTE × " + perFte);
        }

        @Override
        public Money amount() {
            return product(fte, perFte);
        }

        @Override
        public String working(String currencySign) {
            return fte.toPlainString() + " FTE × " + perFte.display(currencySign);
        }
    }

    /**
     * Units × price.
     *
     * @param units above 0
     * @param price of one
     */
    record Units(BigDecimal units, Money price) implements Cost {
        public Units {
            units = Text.plain(units);
            requirePositive(
                    units.signum() > 0 ? product(units, price) : Money.ZERO, units.toPlainString() + " × " + price);
        }

        @Override
        public Money amount() {
            return product(units, price);
        }

        @Override
        public String working(String currencySign) {
            return units.toPlainString() + " × " + price.display(currencySign);
        }
    }
}
