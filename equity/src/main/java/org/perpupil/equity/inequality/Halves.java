package org.perpupil.equity.inequality;

import java.util.function.DoublePredicate;
import org.perpupil.equity.inequality.DollarsPerPupil.AtMedian;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.ExactSum;

/** The worse-funded and the better-funded half of the pupils, each over the median. */
record Halves(Units units) {

    double mcloone(AtMedian atMedian) {
        double median = median("McLoone");
        return switch (atMedian) {
            case COUNTED -> toMedian(x -> x <= median, median, "McLoone", "at or below");
            case LEFT_OUT -> toMedian(x -> x < median, median, "McLoone", "below");
            case SPLIT -> toMedianOfHalf(dollarsOfLowerHalf(), median);
        };
    }

    double verstegen(AtMedian atMedian) {
        double median = median("Verstegen");
        return switch (atMedian) {
            case COUNTED -> toMedian(x -> x >= median, median, "Verstegen", "at or above");
            case LEFT_OUT -> toMedian(x -> x > median, median, "Verstegen", "above");
            case SPLIT -> toMedianOfHalf(units.allDollars().minus(dollarsOfLowerHalf()), median);
        };
    }

    private double median(String index) {
        return Units.divisor(new Percentiles(units).averaged(50), "the " + index + " index", "the median of");
    }

    /** Dollars of the units that are counted, over what they would be at the median. */
    private double toMedian(DoublePredicate counted, double median, String index, String side) {
        ExactSum spent = new ExactSum();
        ExactSum at = new ExactSum();
        for (int i = 0; i < units.size(); i++) {
            if (counted.test(units.dollarsPerPupil(i))) {
                spent.addProduct(units.pupils(i), units.dollarsPerPupil(i));
                at.add(units.pupils(i));
            }
        }
        if (at.roughly() == 0) {
            throw new UndefinedMeasureException(
                    "the %s index looks at pupils %s the median of dollars per pupil, %s, and there are none"
                            .formatted(index, side, median));
        }
        return spent.rounded().dividedBy(at.rounded().times(median)).high();
    }

    private double toMedianOfHalf(DoubleDouble dollars, double median) {
        return dollars.dividedBy(units.allPupils().times(0.5 * median)).high();
    }

    private DoubleDouble dollarsOfLowerHalf() {
        ExactSum running = new ExactSum();
        ExactSum spent = new ExactSum();
        DoubleDouble before = DoubleDouble.of(0);
        int i = 0;
        for (running.add(units.pupils(0)); units.compare(running, 50) < 0; running.add(units.pupils(i))) {
            spent.addProduct(units.pupils(i), units.dollarsPerPupil(i));
            before = running.rounded();
            i++;
        }
        DoubleDouble stillMissing = units.allPupils().times(0.5).minus(before);
        return spent.rounded().plus(stillMissing.times(units.dollarsPerPupil(i)));
    }
}
