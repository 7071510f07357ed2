package org.perpupil.equity.inequality;

import org.perpupil.equity.internal.ExactSum;

/** What units have up to which a share of the pupils are. */
record Percentiles(Units units) {

    /** Returns definition 2 of Hyndman and Fan: the average of two units where the share is hit exactly. */
    double averaged(double percent) {
        check(percent);
        ExactSum running = new ExactSum();
        for (int i = 0; i < units.size() - 1; i++) {
            running.add(units.pupils(i));
            int side = units.compare(running, percent);
            if (side > 0) {
                return units.dollarsPerPupil(i);
            }
            if (side == 0) {
                return units.dollarsPerPupil(i) / 2 + units.dollarsPerPupil(i + 1) / 2;
            }
        }
        return units.highest();
    }

    /** Returns definition 1 of Hyndman and Fan: the first unit at which the share is reached. */
    double reached(double percent) {
        check(percent);
        ExactSum running = new ExactSum();
        for (int i = 0; i < units.size() - 1; i++) {
            running.add(units.pupils(i));
            if (units.compare(running, percent) >= 0) {
                return units.dollarsPerPupil(i);
            }
        }
        return units.highest();
    }

    private static void check(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile is from 0 to 100, not " + percent);
        }
    }
}
