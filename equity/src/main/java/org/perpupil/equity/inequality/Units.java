package org.perpupil.equity.inequality;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.Ranked;
import org.perpupil.equity.internal.Total;

/** Units in ascending order of dollars per pupil, at least one, and what they add up to. */
final class Units {
    private final Ranked ranked;
    private final DoubleDouble allDollars;
    private final DoubleDouble mean;
    private final Supplier<Ratios> ratios;

    private Units(Ranked ranked) {
        this.ranked = ranked;
        this.allDollars = dollars(0, ranked.size());
        // Where all are equal, the mean is the same to the last bit, or a spread of nothing would show.
        this.mean = lowest() == highest() ? DoubleDouble.of(lowest()) : allDollars.dividedBy(allPupils());
        this.ratios = Suppliers.memoize(() -> new Ratios(this));
    }

    static Units of(double[] dollarsPerPupil, double[] pupils) {
        return new Units(Ranked.of(dollarsPerPupil, pupils));
    }

    /** Returns each unit so many times, in all at least once. */
    Units times(int[] counts) {
        return new Units(ranked.times(counts));
    }

    /** Returns the units by rank, each weighing as its pupils. */
    Ranked ranked() {
        return ranked;
    }

    int size() {
        return ranked.size();
    }

    double dollarsPerPupil(int rank) {
        return ranked.value(rank);
    }

    double pupils(int rank) {
        return ranked.weight(rank);
    }

    double lowest() {
        return ranked.value(0);
    }

    double highest() {
        return ranked.value(ranked.size() - 1);
    }

    DoubleDouble allPupils() {
        return ranked.all();
    }

    DoubleDouble allDollars() {
        return allDollars;
    }

    /** The pupils of units from one rank to before another. */
    DoubleDouble pupils(int from, int to) {
        Total pupils = new Total();
        for (int i = from; i < to; i++) {
            pupils.add(ranked.weight(i));
        }
        return pupils.value();
    }

    /** What units from one rank to before another have to spend. */
    DoubleDouble dollars(int from, int to) {
        Total dollars = new Total();
        for (int i = from; i < to; i++) {
            dollars.addProduct(ranked.weight(i), ranked.value(i));
        }
        return dollars.value();
    }

    double mean() {
        return mean.high();
    }

    /** Returns what units have over the mean, which is not 0; made when first asked for. */
    Ratios ratios() {
        return requireNonNull(ratios.get());
    }

    /** x − m, as if the mean had all its digits. */
    double fromMean(double x) {
        double difference = x - mean.high();
        return difference + (DoubleDouble.sumError(x, -mean.high(), difference) - mean.low());
    }

    double percentile(double percent) {
        return ranked.at(percent, 100);
    }

    double percentileReached(double percent) {
        return ranked.value(ranked.reaching(percent, 100));
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
        return object instanceof Units other && ranked.equals(other.ranked);
    }

    @Override
    public int hashCode() {
        return ranked.hashCode();
    }
}
