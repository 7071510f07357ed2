package org.perpupil.equity.internal;

/** A sum in double-double: some 30 digits where terms have one sign. The same terms in the same order give the same bits. */
public final class Total {
    private double high;
    private double low;

    public void add(double term) {
        double sum = high + term;
        low += DoubleDouble.sumError(high, term, sum);
        high = sum;
    }

    /** Adds the product with all its digits; the caller keeps both factors in a range where its low half is a double. */
    public void addProduct(double one, double other) {
        double product = one * other;
        add(product);
        low += Math.fma(one, other, -product);
    }

    public DoubleDouble value() {
        double sum = high + low;
        return new DoubleDouble(sum, DoubleDouble.sumError(high, low, sum));
    }
}
