package org.perpupil.equity.inequality;

import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.ExactSum;

/** How far units are from the mean, and from each other. */
record Spread(Units units) {

    double variance() {
        return units.overPupils(x -> units.fromMean(x) * units.fromMean(x));
    }

    double relativeMeanDeviation() {
        ExactSum distances = new ExactSum();
        for (int i = 0; i < units.size(); i++) {
            distances.add(units.pupils(i) * Math.abs(units.fromMean(units.dollarsPerPupil(i))));
        }
        return Math.min(2, distances.rounded().dividedBy(units.allDollars()).high());
    }

    /** Returns Σ (xᵢ − m)² / (n − 1) with every unit counted once, where all weigh the same. */
    double sampleVariance() {
        double weight = units.pupils(0);
        ExactSum squares = new ExactSum();
        for (int i = 0; i < units.size(); i++) {
            if (units.pupils(i) != weight) {
                throw new UndefinedMeasureException(
                        "the sample coefficient of variation counts units alike, and these count with %s and with %s pupils"
                                .formatted(weight, units.pupils(i)));
            }
            double deviation = units.fromMean(units.dollarsPerPupil(i));
            squares.addProduct(deviation, deviation);
        }
        if (units.size() == 1) {
            throw new UndefinedMeasureException(
                    "the sample coefficient of variation divides by the number of units less 1, and there is one unit");
        }
        return squares.roughly() / (units.size() - 1);
    }

    double gini() {
        // Each gap between neighbours parts the pupils below it from those above, so the double sum is
        // 2 Σ (xₖ₊₁ − xₖ) Cₖ (W − Cₖ), with Cₖ the running total: nothing is subtracted that could cancel.
        ExactSum below = new ExactSum();
        ExactSum sum = new ExactSum();
        for (int i = 0; i < units.size() - 1; i++) {
            below.add(units.pupils(i));
            double gap = units.dollarsPerPupil(i + 1) - units.dollarsPerPupil(i);
            if (gap > 0) {
                DoubleDouble poorer = below.rounded();
                sum.add(gap * poorer.times(units.allPupils().minus(poorer)).high());
            }
        }
        return Math.min(
                1,
                sum.rounded()
                        .dividedBy(units.allPupils().times(units.allDollars()))
                        .high());
    }
}
