package org.perpupil.io.chart;

import java.math.BigDecimal;
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

    /** Returns a number with the decimals that it is told to readers with. */
    String told(double value) {
        return text(value, Math.abs(value) >= 100 ? 0 : 1);
    }

    private String text(BigDecimal value) {
        String digits = value.abs().toPlainString();
        int point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        StringBuilder grouped = new StringBuilder(digits);
        for (int i = point - 3; i > 0; i -= 3) {
            grouped.insert(i, ',');
        }
        return (value.signum() < 0 ? "−" : "") + before + grouped + after;
    }
}
