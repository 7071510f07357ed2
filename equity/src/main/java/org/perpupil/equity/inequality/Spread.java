package org.perpupil.equity.inequality;

import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.Ranked;
import org.perpupil.equity.internal.Total;

/** How far units are from the mean, and from each other. */
record Spread(Units units) {

    double variance() {
        Total squares = new Total();
        for (int i = 0; i < units.size(); i++) {
            double deviation = units.fromMean(units.dollarsPerPupil(i));
            squares.add(units.pupils(i) * deviation * deviation);
        }
        return squares.value().dividedBy(units.allPupils()).high();
    }

    double relativeMeanDeviation() {
        Total distances = new Total();
        for (int i = 0; i < units.size(); i++) {
            distances.add(units.pupils(i) * Math.abs(units.fromMean(units.dollarsPerPupil(i))));
        }
        return Math.min(2, distances.value().dividedBy(units.allDollars()).high());
    }

    /** Returns Σ (xᵢ − m)² / (n − 1) with every unit counted once, where all weigh the same. */
    double sampleVariance() {
        double weight = units.pupils(0);
        Total squares = new Total();
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
        return squares.value().high() / (units.size() - 1);
    }

    double gini() {
        // Each gap between neighbours parts the pupils below it from those above, so the double sum is 2 Σ (xₖ₊₁ − xₖ)
        // Cₖ Aₖ:
        // nothing is subtracted that could cancel.
        Ranked ranked = units.ranked();
        Total above = new Total();
        Total sum = new Total();
        for (int rank = ranked.size() - 1; rank > 0; rank--) {
            above.add(ranked.weight(rank));
            double gap = ranked.value(rank) - ranked.value(rank - 1);
            sum.add(gap * ranked.upTo(rank - 1) * above.value().high());
        }
        DoubleDouble whole = units.allPupils().times(units.allDollars());
        return Math.min(1, sum.value().dividedBy(whole).high());
    }
}
