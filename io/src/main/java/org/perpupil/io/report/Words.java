package org.perpupil.io.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Function;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.io.internal.RoughMoney;
import org.perpupil.money.Money;
import org.perpupil.pupils.PupilCount;

/**
 * Values as a page shows them, the same in every locale; what is rounded for showing is rounded half up.
 *
 * @param links where a school is shown; empty if it is not
 * @param whole whether amounts are rounded to whole dollars
 */
record Words(String currencySign, Function<SchoolId, String> links, boolean whole) {
    /** Stands where there is nothing to show, which is not 0. */
    static final String NONE = "–";

    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    private static final String MINUS = "−";
    private static final RoundingMode ROUNDING = RoundingMode.HALF_UP;

    /** Words of a page that has every school's working on it. */
    Words(String currencySign) {
        this(currencySign, school -> "#" + anchor(school));
    }

    /** Where a school is shown; empty if it is not. */
    String link(SchoolId school) {
        return links.apply(school);
    }

    /** Words to a place, with amounts to the cent. */
    Words(String currencySign, Function<SchoolId, String> links) {
        this(currencySign, links, false);
    }

    /** The same words, with amounts in whole dollars, for tables of which the size of an amount is read and not the cent. */
    Words inDollars() {
        return new Words(currencySign, links, true);
    }

    String money(Money exact) {
        Money amount = whole ? Money.ofDollars(exact.toRational().toDecimal(0, ROUNDING)) : exact;
        String cents = amount.display(currencySign);
        String text = whole ? cents.substring(0, cents.length() - ".00".length()) : cents;
        return amount.isNegative() ? MINUS + text.substring(1) : text;
    }

    String money(Optional<Money> amount) {
        return amount.map(this::money).orElse(NONE);
    }

    /** An amount as a reader takes it in: millions with one decimal, or to the cent what is less than one. */
    String rough(Money amount) {
        return RoughMoney.of(amount, currencySign);
    }

    /** Dollars for each pupil as a reader takes them in: whole ones, or cents of what is less than ten. */
    String rounded(double dollars) {
        BigDecimal rounded = BigDecimal.valueOf(Math.abs(dollars)).setScale(decimals(dollars), ROUNDING);
        String digits = rounded.scale() == 0
                ? quantity(Rational.of(rounded))
                : rounded.signum() == 0 ? "0" : rounded.toPlainString();
        return (dollars < 0 && rounded.signum() != 0 ? MINUS : "") + currencySign + digits;
    }

    /** With how many decimals {@link #rounded} tells dollars. */
    static int decimals(double dollars) {
        return Math.abs(dollars) < 10 ? 2 : 0;
    }

    /** An amount that is added, with its sign. */
    String signed(Money change) {
        String text = money(change);
        return (change.isPositive() && !text.equals(money(Money.ZERO)) ? "+" : "") + text;
    }

    /** Dollars for each pupil, to the cent. */
    String perPupil(Rational dollars) {
        return money(Money.ofDollars(dollars, ROUNDING));
    }

    String signedPerPupil(Rational dollars) {
        return signed(Money.ofDollars(dollars, ROUNDING));
    }

    /** Returns an amount for each pupil, exactly; empty without pupils. */
    static Optional<Rational> dollarsPerPupil(Money amount, PupilCount pupils) {
        return share(amount.toRational(), Rational.of(pupils.value()));
    }

    /** Returns a part over its whole, exactly; empty if the whole is 0. */
    static Optional<Rational> share(Rational part, Rational whole) {
        return whole.isZero() ? Optional.empty() : Optional.of(part.dividedBy(whole));
    }

    static String pupils(PupilCount count) {
        return Wording.of(Rational.of(count.value()), ValueType.NUMBER, "");
    }

    static String ofPupils(PupilCount count) {
        return pupils(count) + (count.equals(PupilCount.of(1)) ? " pupil" : " pupils");
    }

    static String quantity(Rational number) {
        return Wording.of(number, ValueType.NUMBER, "");
    }

    static String whole(int number) {
        return Wording.of(Rational.of(number), ValueType.NUMBER, "");
    }

    static String schools(int number) {
        return whole(number) + (number == 1 ? " school" : " schools");
    }

    /** A share as a per cent with one decimal. */
    static String percent(Rational share) {
        BigDecimal percent = share.times(Rational.of(100)).toDecimal(1, ROUNDING);
        return (percent.signum() < 0 ? MINUS : "") + percent.abs().toPlainString() + "%";
    }

    static String signedPercent(Rational share) {
        String percent = percent(share);
        return share.signum() > 0 ? "+" + percent : percent;
    }

    /** A weight with four decimals. */
    static String weight(Rational weight) {
        BigDecimal decimal = weight.toDecimal(4, ROUNDING);
        return (decimal.signum() < 0 ? MINUS : "") + decimal.abs().toPlainString();
    }

    /** A change as a style: {@code up}, {@code down} or nothing. */
    static String direction(Money change) {
        return change.isPositive() ? "up" : change.isNegative() ? "down" : "";
    }

    /** The place of a school's working in a page: letters and digits stay, whatever else is in an id is spelt out by code. */
    static String anchor(SchoolId school) {
        StringBuilder anchor = new StringBuilder("school-");
        school.value().codePoints().forEach(character -> {
            if (PLAIN.indexOf(character) >= 0) {
                anchor.appendCodePoint(character);
            } else {
                anchor.append('.').append(Integer.toHexString(character)).append('.');
            }
        });
        return anchor.toString();
    }
}
