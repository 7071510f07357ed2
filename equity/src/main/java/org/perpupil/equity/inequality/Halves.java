package org.perpupil.equity.inequality;

import org.perpupil.equity.inequality.DollarsPerPupil.AtMedian;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.Ranked;

/** The worse-funded and the better-funded half of the pupils, each over the median. */
record Halves(Units units) {

    double mcloone(AtMedian atMedian) {
        double median = median("McLoone");
        Ranked ranked = units.ranked();
        return switch (atMedian) {
            case COUNTED -> toMedian(0, ranked.below(median, true), median, "McLoone", "at or below");
            case LEFT_OUT -> toMedian(0, ranked.below(median, false), median, "McLoone", "below");
            case SPLIT -> toMedianOfHalf(dollarsOfLowerHalf(), median);
        };
    }

    double verstegen(AtMedian atMedian) {
        double median = median("Verstegen");
        Ranked ranked = units.ranked();
        return switch (atMedian) {
            case COUNTED -> toMedian(ranked.below(median, false), ranked.size(), median, "Verstegen", "at or above");
            case LEFT_OUT -> toMedian(ranked.below(median, true), ranked.size(), median, "Verstegen", "above");
            case SPLIT -> toMedianOfHalf(units.allDollars().minus(dollarsOfLowerHalf()), median);
        };
    }

    private double median(String index) {
        return Units.divisor(units.percentile(50), "the " + index + " index", "the median of");
    }

    /** Dollars of the units from one rank to before another, over what they would be at the median. */
    private double toMedian(int from, int to, double median, String index, String side) {
        if (from == to) {
            throw new UndefinedMeasureException(
                    "the %s index looks at pupils %s the median of dollars per pupil, %s, and there are none"
                            .formatted(index, side, median));
        }
        return units.dollars(from, to)
                .dividedBy(units.pupils(from, to).times(median))
                .high();
    }

    private double toMedianOfHalf(DoubleDouble dollars, double median) {
        return dollars.dividedBy(units.allPupils().times(0.5 * median)).high();
    }

    private DoubleDouble dollarsOfLowerHalf() {
        int middle = units.ranked().reaching(50, 100);
        DoubleDouble stillMissing = units.allPupils().times(0.5).minus(units.pupils(0, middle));
        return units.dollars(0, middle).plus(stillMissing.times(units.dollarsPerPupil(middle)));
    }
}
