package org.perpupil.equity.inequality;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.ExactSum;

/** Units in ascending order of dollars per pupil, at least one, and what they add up to. */
final class Units {
    private final double[] dollarsPerPupil;
    private final double[] pupils;
    private final BigDecimal exactPupils;
    private final DoubleDouble allPupils;
    private final DoubleDouble allDollars;
    private final DoubleDouble mean;

    /** Takes units that are in ascending order of dollars per pupil, and those with as much in order of pupils. */
    private Units(double[] dollarsPerPupil, double[] pupils) {
        this.dollarsPerPupil = dollarsPerPupil;
        this.pupils = pupils;
        ExactSum counted = new ExactSum();
        ExactSum spent = new ExactSum();
        for (int i = 0; i < pupils.length; i++) {
            counted.add(pupils[i]);
            spent.addProduct(pupils[i], dollarsPerPupil[i]);
        }
        this.exactPupils = counted.exactly();
        this.allPupils = counted.rounded();
        this.allDollars = spent.rounded();
        // Where all are equal, the mean is the same to the last bit, or a spread of nothing would show.
        this.mean = lowest() == highest() ? DoubleDouble.of(lowest()) : allDollars.dividedBy(allPupils);
    }

    static Units of(Collection<Gathering.Unit> units) {
        List<Gathering.Unit> sorted = units.stream()
                .sorted(Comparator.comparingDouble(Gathering.Unit::dollarsPerPupil)
                        .thenComparingDouble(Gathering.Unit::pupils))
                .toList();
        return new Units(
                sorted.stream().mapToDouble(Gathering.Unit::dollarsPerPupil).toArray(),
                sorted.stream().mapToDouble(Gathering.Unit::pupils).toArray());
    }

    /** Returns each unit so many times, in all at least once. */
    Units times(int[] counts) {
        int size = Arrays.stream(counts).sum();
        double[] amounts = new double[size];
        double[] weights = new double[size];
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            Arrays.fill(amounts, next, next + counts[i], dollarsPerPupil[i]);
            Arrays.fill(weights, next, next + counts[i], pupils[i]);
            next += counts[i];
        }
        return new Units(amounts, weights);
    }

    int size() {
        return pupils.length;
    }

    double dollarsPerPupil(int unit) {
        return dollarsPerPupil[unit];
    }

    double pupils(int unit) {
        return pupils[unit];
    }

    double lowest() {
        return dollarsPerPupil[0];
    }

    double highest() {
        return dollarsPerPupil[dollarsPerPupil.length - 1];
    }

    DoubleDouble allPupils() {
        return allPupils;
    }

    DoubleDouble allDollars() {
        return allDollars;
    }

    double mean() {
        return mean.high();
    }

    /** x − m, as if the mean had all its digits. */
    double fromMean(double x) {
        double difference = x - mean.high();
        return difference + (DoubleDouble.sumError(x, -mean.high(), difference) - mean.low());
    }

    /** The mean over pupils of a function of dollars per pupil. */
    double overPupils(DoubleUnaryOperator perPupil) {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < pupils.length; i++) {
            sum.add(pupils[i] * perPupil.applyAsDouble(dollarsPerPupil[i]));
        }
        return sum.rounded().dividedBy(allPupils).high();
    }

    /** Compares a running total of pupils with so many per cent of all, exactly. */
    int compare(ExactSum running, double percent) {
        double reached = running.roughly() * 100;
        double wanted = allPupils.high() * percent;
        return Math.abs(reached - wanted) > 1e-14 * (reached + wanted)
                ? Double.compare(reached, wanted)
                : running.exactly().movePointRight(2).compareTo(exactPupils.multiply(new BigDecimal(percent)));
    }

    void checkMean(String measure) {
        divisor(mean(), measure, "the mean of");
    }

    void checkLogarithms(String measure) {
        if (lowest() == 0) {
            throw new UndefinedMeasureException(
                    "%s takes the logarithm of dollars per pupil, and the lowest is 0".formatted(measure));
        }
    }

    /** Returns the value, which is not 0. */
    static double divisor(double value, String measure, String what) {
        if (value == 0) {
            throw new UndefinedMeasureException(
                    "%s divides by %s dollars per pupil, which is 0".formatted(measure, what));
        }
        return value;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Units other
                && Arrays.equals(dollarsPerPupil, other.dollarsPerPupil)
                && Arrays.equals(pupils, other.pupils);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(dollarsPerPupil) + Arrays.hashCode(pupils);
    }
}
