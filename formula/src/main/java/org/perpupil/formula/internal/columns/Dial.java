package org.perpupil.formula.internal.columns;

import java.math.BigInteger;
import org.perpupil.exact.Rational;

/** One value for all schools: a constant, a parameter, a rate. It may be set anew before a run. */
final class Dial extends Input {
    private double number;

    Dial(Rational value) {
        set(value);
    }

    void set(Rational value) {
        BigInteger numerator = value.numerator();
        BigInteger denominator = value.denominator();
        double top = numerator.doubleValue();
        double bottom = denominator.doubleValue();
        if (Math.abs(top) < END && bottom < END) {
            number = top;
            exact(denominator.longValueExact(), top, top);
        } else {
            number = Column.nearest(value);
            near(TWICE_ROUNDED * Math.abs(number), number, number);
        }
    }

    double number() {
        return number;
    }
}
