package org.perpupil.equity.inequality;

import org.perpupil.equity.internal.Logarithm;

/** What units have over the mean, r = x/m, with the logarithms that all measures of entropy share. The mean is not 0. */
final class Ratios {
    private final Units units;
    private final double overMean;

    /** The first rank at which r is near 1, and the first after it at which it no longer is. */
    private final int nearFrom;

    private final int nearTo;

    /** d − ln r where r is near 1; elsewhere ln r. */
    private final double[] bends;

    Ratios(Units units) {
        this.units = units;
        this.overMean = 1 / units.mean();
        this.nearFrom = units.ranked().below(Logarithm.NEAR_FROM * units.mean(), false);
        this.nearTo = units.ranked().below(Logarithm.NEAR_TO * units.mean(), true);
        this.bends = new double[units.size()];
        for (int rank = nearFrom; rank < nearTo; rank++) {
            bends[rank] = Logarithm.gapNear(deviation(rank));
        }
        for (int rank = 0; rank < nearFrom; rank++) {
            bends[rank] = Logarithm.ofFar(of(rank));
        }
        for (int rank = nearTo; rank < bends.length; rank++) {
            bends[rank] = Logarithm.ofFar(of(rank));
        }
    }

    /** r = x/m. */
    double of(int rank) {
        return units.dollarsPerPupil(rank) * overMean;
    }

    /** d = r − 1, to the last digits also where x is near m. */
    double deviation(int rank) {
        return units.fromMean(units.dollarsPerPupil(rank)) * overMean;
    }

    /** ln r, of a unit that has dollars. */
    double logarithm(int rank) {
        return isNear(rank) ? deviation(rank) - bends[rank] : bends[rank];
    }

    /** d − ln r, which is 0 or more, of a unit that has dollars. */
    double gap(int rank) {
        return isNear(rank) ? bends[rank] : deviation(rank) - bends[rank];
    }

    /** r ln r − d, which is 0 or more, of a unit that has dollars. */
    double weightedGap(int rank) {
        double d = deviation(rank);
        return isNear(rank) ? d * d - of(rank) * bends[rank] : of(rank) * bends[rank] - d;
    }

    private boolean isNear(int rank) {
        return rank >= nearFrom && rank < nearTo;
    }
}
