package org.perpupil.plan.funding;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perpupil.exact.Rational;

/**
 * A share of the money that is expected, such as 90%.
 *
 * @param share 0.9 for 90%; 0 or more
 */
public record FundingLevel(Rational share) implements Comparable<FundingLevel> {
    /** All that is expected. */
    public static final FundingLevel FULL = new FundingLevel(Rational.ONE_WHOLE);

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,9}(?:[./]\\d{1,9})?)%");
    private static final Rational HUNDRED = Rational.of(100);

    public FundingLevel {
        if (share.signum() < 0) {
            throw new IllegalArgumentException("a level of funding is 0% or more, not " + share);
        }
    }

    /**
     * Reads a per cent such as {@code 90%}, {@code 97.5%} or {@code 100/3%}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static FundingLevel parse(String percent) {
        Matcher matcher = PERCENT.matcher(percent);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a level of funding; write a per cent such as 90%%".formatted(percent));
        }
        try {
            return new FundingLevel(Rational.parse(matcher.group(1)).dividedBy(HUNDRED));
        } catch (IllegalArgumentException zeroDenominator) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a level of funding; write a per cent such as 90%%".formatted(percent),
                    zeroDenominator);
        }
    }

    @Override
    public int compareTo(FundingLevel other) {
        return share.compareTo(other.share);
    }

    @Override
    public String toString() {
        return share.times(HUNDRED) + "%";
    }
}
