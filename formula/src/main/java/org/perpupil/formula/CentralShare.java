package org.perpupil.formula;

import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.money.Money;

/** What is held back centrally from an unlocked source before the rest becomes its pool. */
public sealed interface CentralShare {

    /** Nothing is held back. */
    CentralShare NONE = new Sum(Money.ZERO);

    /** Returns what is held back of an amount; of a rate rounded to the cent, half up. */
    Money of(Money amount);

    /**
     * A part of the amount.
     *
     * @param share from 0 to 1
     */
    record Rate(Rational share) implements CentralShare {
        public Rate {
            if (share.signum() < 0 || share.compareTo(Rational.ONE_WHOLE) > 0) {
                throw new IllegalArgumentException("a central share is from 0% to 100%, not " + share);
            }
        }

        @Override
        public Money of(Money amount) {
            return Money.ofDollars(
                    amount.toRational().times(share), Rounding.cents().mode());
        }
    }

    /**
     * A fixed sum.
     *
     * @param amount 0 or more
     */
    record Sum(Money amount) implements CentralShare {
        public Sum {
            if (amount.isNegative()) {
                throw new IllegalArgumentException("a central share is 0 or more, not " + amount);
            }
        }

        @Override
        public Money of(Money whole) {
            return amount;
        }
    }

    /** Returns a rate such as {@code "15%"} or {@code "0.15"}. */
    static CentralShare rate(String share) {
        return new Rate(NumberTerm.parse(share));
    }

    /** Returns a fixed sum. */
    static CentralShare sum(Money amount) {
        return new Sum(amount);
    }
}
