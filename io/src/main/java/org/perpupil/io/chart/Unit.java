package org.perpupil.io.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** What the numbers of an axis are, which says how they are written. */
public enum Unit {
    /** Any number: {@code 1,250.5}. */
    NUMBER("", "", ",~f"),
    /** Whole or parts of dollars: {@code $12,500}. */
    DOLLARS("$", "", "$,~f"),
    /** Numbers that are per cents already, 35 and not 0.35: {@code 35%}. */
    PERCENT("", "%", ",~f");

    private final String before;
    private final String after;
    private final String vega;

    Unit(String before, String after, String vega) {
        this.before = before;
        this.after = after;
        this.vega = vega;
    }

    /** Returns the unit of money: dollars where the sign is {@code $}, and plain numbers in any other currency. */
    public static Unit ofMoney(String currencySign) {
        return currencySign.equals("$") ? DOLLARS : NUMBER;
    }

    /** The format of the number in a Vega-Lite specification, without what stands after it. */
    String vega() {
        return vega;
    }

    String after() {
        return after;
    }

    /** Returns a number with so many decimals. */
    String text(double value, int decimals) {
        return text(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP));
    }

    /**
     * Returns a number with the decimals that it is told to readers with: none from 100 on, else one, or three digits of what is less than
     * 1. Parts of dollars have cents.
     */
    String told(double value) {
        double size = Math.abs(value);
        if (size >= 100) {
            return text(value, 0);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = exact.setScale(this == DOLLARS ? 2 : 1, RoundingMode.HALF_UP);
        if (size < 1) {
            // What is smaller than any data is the dust of a computation.
            rounded = size < 1e-15 ? BigDecimal.ZERO : exact.round(new MathContext(3, RoundingMode.HALF_UP));
        }
        BigDecimal shortest = rounded.stripTrailingZeros();
        boolean hasCents = this == DOLLARS && (shortest.scale() == 1 || shortest.scale() == 2);
        return text(shortest.setScale(hasCents ? 2 : Math.max(0, shortest.scale()), RoundingMode.UNNECESSARY));
    }

    /** Returns a number with all its decimals. */
    String text(BigDecimal value) {
        String digits = value.abs().toPlainString();
        int point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        StringBuilder grouped = new StringBuilder(digits);
        for (int i = point - 3; i > 0; i -= 3) {
            grouped.insert(i, ',');
        }
        return (value.signum() < 0 ? "−" : "") + before + grouped + after;
    }
}
