package org.perpupil.equity.regression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for people. */
final class Figures {
    private Figures() {}

    /** Returns a number to so many significant digits, but whole digits always. */
    static String digits(double value, int digits) {
        if (Double.isInfinite(value) || Double.isNaN(value)) {
            return Double.toString(value);
        }
        BigDecimal exact = new BigDecimal(value);
        int whole = exact.signum() == 0 ? 1 : exact.precision() - exact.scale();
        return whole > digits
                ? exact.setScale(0, RoundingMode.HALF_EVEN).toPlainString()
                : exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).toPlainString();
    }

    /** Returns a probability to three digits; nothing below 0.001. */
    static String p(double p) {
        return p < 0.001 ? "< 0.001" : digits(p, 3);
    }
}
