package org.perpupil.formula.internal.columns;

import java.util.Arrays;
import java.util.List;

/** Steps that compute: sums, products, quotients and the like. What is made of something without a value has none. */
final class Arithmetic {
    private Arithmetic() {}

    /** The sum; an input without a value may count as nothing. */
    static final class Sum extends Node.Aligned {
        private final boolean missingIsNothing;

        Sum(List<Node> inputs, boolean missingIsNothing) {
            super(inputs);
            this.missingIsNothing = missingIsNothing;
        }

        @Override
        void bind() {
            boolean exact = align();
            if (exact && sumOfGreatest() >= END) {
                alignAsValues();
                exact = false;
            }
            double lowest = 0;
            double highest = 0;
            double error = 0;
            for (int i = 0; i < factors.length; i++) {
                lowest += missingIsNothing ? Math.min(0, low(i)) : low(i);
                highest += missingIsNothing ? Math.max(0, high(i)) : high(i);
                error += error(i);
            }
            if (exact) {
                exact(common, lowest, highest);
            } else {
                near(error + factors.length * TWICE_ROUNDED * sumOfGreatest(), lowest, highest);
            }
        }

        private double sumOfGreatest() {
            double sum = 0;
            for (int i = 0; i < factors.length; i++) {
                sum += greatest(i);
            }
            return sum;
        }

        @Override
        void run(int from, int count) {
            int first = 0;
            if (missingIsNothing || factors.length < 2) {
                Arrays.fill(out, 0, count, 0);
            } else {
                addTwo(inputs[0].out, factors[0], inputs[1].out, factors[1], count);
                first = 2;
            }
            for (int i = first; i < factors.length; i++) {
                add(inputs[i].out, factors[i], count);
            }
        }

        private void addTwo(double[] one, double byOne, double[] other, double byOther, int count) {
            double[] sum = out;
            for (int i = 0; i < count; i++) {
                sum[i] = one[i] * byOne + other[i] * byOther;
            }
        }

        private void add(double[] in, double factor, int count) {
            double[] sum = out;
            if (missingIsNothing) {
                for (int i = 0; i < count; i++) {
                    sum[i] += Double.isNaN(in[i]) ? 0 : in[i] * factor;
                }
            } else {
                for (int i = 0; i < count; i++) {
                    sum[i] += in[i] * factor;
                }
            }
        }
    }

    /** The first less the second. */
    static final class Difference extends Node.Aligned {
        Difference(Node left, Node right) {
            super(List.of(left, right));
        }

        @Override
        void bind() {
            boolean exact = align();
            if (exact && greatest(0) + greatest(1) >= END) {
                alignAsValues();
                exact = false;
            }
            double lowest = low(0) - high(1);
            double highest = high(0) - low(1);
            if (exact) {
                exact(common, lowest, highest);
            } else {
                near(error(0) + error(1) + 2 * TWICE_ROUNDED * (greatest(0) + greatest(1)), lowest, highest);
            }
        }

        @Override
        void run(int from, int count) {
            double[] left = inputs[0].out;
            double[] right = inputs[1].out;
            double one = factors[0];
            double other = factors[1];
            for (int i = 0; i < count; i++) {
                out[i] = left[i] * one - right[i] * other;
            }
        }
    }

    /** The product of two. */
    static final class Product extends Node {
        private final Node left;
        private final Node right;
        private double factor;

        Product(Node left, Node right) {
            this.left = left;
            this.right = right;
        }

        @Override
        void bind() {
            boolean exact = left.isExact()
                    && right.isExact()
                    && (double) left.per() * right.per() < END
                    && left.greatest() * right.greatest() < END;
            factor = exact ? 1 : left.toValue() * right.toValue();
            double a = left.low() * right.low() * factor;
            double b = left.low() * right.high() * factor;
            double c = left.high() * right.low() * factor;
            double d = left.high() * right.high() * factor;
            double lowest = Math.min(Math.min(a, b), Math.min(c, d));
            double highest = Math.max(Math.max(a, b), Math.max(c, d));
            if (exact) {
                exact(left.per() * right.per(), lowest, highest);
            } else {
                double error = left.greatestValue() * right.errorOfValue()
                        + right.greatestValue() * left.errorOfValue()
                        + left.errorOfValue() * right.errorOfValue()
                        + 4 * TWICE_ROUNDED * left.greatestValue() * right.greatestValue();
                near(error, lowest, highest);
            }
        }

        @Override
        void run(int from, int count) {
            double[] a = left.out;
            double[] b = right.out;
            double by = factor;
            for (int i = 0; i < count; i++) {
                out[i] = a[i] * b[i] * by;
            }
        }
    }

    /** The quotient; without a value where it would be divided by zero. */
    static final class Quotient extends Node {
        private final Node dividend;
        private final Node divisor;
        private final Doubts doubts;
        private double factor;

        /** Whether all schools that have a divisor have the same, so that the quotient is a multiple of a smaller fraction. */
        private boolean isFraction;

        Quotient(Node dividend, Node divisor, Doubts doubts) {
            this.dividend = dividend;
            this.divisor = divisor;
            this.doubts = doubts;
        }

        @Override
        void bind() {
            isFraction = dividend.isExact()
                    && divisor.isExact()
                    && divisor.low() == divisor.high()
                    && divisor.low() != 0
                    && isBoundToFraction();
            if (isFraction) {
                return;
            }
            factor = (double) divisor.per() / dividend.per();
            // A divisor that is no whole multiple of anything may lie as near to 0 as its bounds allow.
            double least = divisor.low() > 0 ? divisor.low() : divisor.high() < 0 ? -divisor.high() : 0;
            double nearest =
                    (divisor.isExact() ? Math.max(1, least) : least) * divisor.toValue() - divisor.errorOfValue();
            if (!(nearest > 0)) {
                near(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
                return;
            }
            double greatest = (dividend.greatestValue() + dividend.errorOfValue()) / nearest;
            double error = (dividend.errorOfValue() + greatest * divisor.errorOfValue()) / nearest
                    + 4 * TWICE_ROUNDED * greatest;
            near(error, -greatest, greatest);
        }

        private boolean isBoundToFraction() {
            long number = (long) Math.abs(divisor.low());
            long shared = divisor(number, divisor.per());
            double finer = dividend.per() * whole(number, shared);
            factor = whole(divisor.per(), shared) * Math.signum(divisor.low());
            if (finer >= END || dividend.greatest() * Math.abs(factor) >= END) {
                return false;
            }
            double one = dividend.low() * factor;
            double other = dividend.high() * factor;
            exact((long) finer, Math.min(one, other), Math.max(one, other));
            return true;
        }

        @Override
        void run(int from, int count) {
            double[] a = dividend.out;
            double[] b = divisor.out;
            double by = factor;
            if (isFraction) {
                for (int i = 0; i < count; i++) {
                    out[i] = Double.isNaN(b[i]) ? Double.NaN : a[i] * by;
                }
                return;
            }
            for (int i = 0; i < count; i++) {
                out[i] = b[i] == 0 ? Double.NaN : a[i] / b[i] * by;
            }
            double error = divisor.error();
            if (error > 0) {
                for (int i = 0; i < count; i++) {
                    if (Math.abs(b[i]) <= error) {
                        doubts.add(i);
                    }
                }
            }
        }
    }

    /** The least or the greatest. */
    static final class Extreme extends Node.Aligned {
        private final boolean least;

        Extreme(List<Node> inputs, boolean least) {
            super(inputs);
            this.least = least;
        }

        @Override
        void bind() {
            boolean exact = align();
            double lowest = low(0);
            double highest = high(0);
            double error = 0;
            double greatest = 0;
            for (int i = 0; i < factors.length; i++) {
                lowest = least ? Math.min(lowest, low(i)) : Math.max(lowest, low(i));
                highest = least ? Math.min(highest, high(i)) : Math.max(highest, high(i));
                error = Math.max(error, error(i));
                greatest = Math.max(greatest, greatest(i));
            }
            if (exact) {
                exact(common, lowest, highest);
            } else {
                near(error + 2 * TWICE_ROUNDED * greatest, lowest, highest);
            }
        }

        @Override
        void run(int from, int count) {
            double[] first = inputs[0].out;
            double by = factors[0];
            for (int i = 0; i < count; i++) {
                out[i] = first[i] * by;
            }
            for (int input = 1; input < factors.length; input++) {
                double[] in = inputs[input].out;
                double factor = factors[input];
                if (least) {
                    for (int i = 0; i < count; i++) {
                        out[i] = Math.min(out[i], in[i] * factor);
                    }
                } else {
                    for (int i = 0; i < count; i++) {
                        out[i] = Math.max(out[i], in[i] * factor);
                    }
                }
            }
        }
    }

    /** The sum of columns, each times a rate that is the same for all schools. */
    static final class Weighted extends Node {

        private final Column[] columns;
        private final Dial[] rates;
        private final double[] factors;

        Weighted(List<Column> columns, List<Dial> rates) {
            this.columns = columns.toArray(Column[]::new);
            this.rates = rates.toArray(Dial[]::new);
            this.factors = new double[columns.size()];
        }

        @Override
        void bind() {
            long common = 1;
            for (int i = 0; i < factors.length; i++) {
                double each = (double) columns[i].per() * rates[i].per();
                boolean exact = columns[i].isExact() && rates[i].isExact() && each < END;
                common = exact ? common(common, (long) each) : 0;
            }
            if (common == 0 || !isBoundTo(common)) {
                bindAsValues();
            }
        }

        private boolean isBoundTo(long common) {
            double greatest = 0;
            for (int i = 0; i < factors.length; i++) {
                double times = whole(common, columns[i].per() * rates[i].per());
                factors[i] = rates[i].number() * times;
                // A factor itself has to be exact as well.
                greatest += Math.abs(factors[i]) * Math.max(1, columns[i].greatest());
            }
            exact(common, sumOfLow(), sumOfHigh());
            return greatest < END;
        }

        private void bindAsValues() {
            double error = 0;
            double greatest = 0;
            for (int i = 0; i < factors.length; i++) {
                factors[i] = rates[i].number() * rates[i].toValue() * columns[i].toValue();
                error += rates[i].greatestValue() * columns[i].errorOfValue()
                        + (columns[i].greatestValue() + columns[i].errorOfValue()) * rates[i].errorOfValue();
                greatest += rates[i].greatestValue() * columns[i].greatestValue();
            }
            near(error + (factors.length + 4) * TWICE_ROUNDED * greatest, sumOfLow(), sumOfHigh());
        }

        private double sumOfLow() {
            double sum = 0;
            for (int i = 0; i < factors.length; i++) {
                sum += Math.min(columns[i].low() * factors[i], columns[i].high() * factors[i]);
            }
            return sum;
        }

        private double sumOfHigh() {
            double sum = 0;
            for (int i = 0; i < factors.length; i++) {
                sum += Math.max(columns[i].low() * factors[i], columns[i].high() * factors[i]);
            }
            return sum;
        }

        @Override
        void run(int from, int count) {
            Arrays.fill(out, 0, count, 0);
            int column = 0;
            for (; column + 4 < factors.length; column += 5) {
                addFive(column, from, count);
            }
            for (; column < factors.length; column++) {
                double[] numbers = columns[column].block(from);
                double[] sum = out;
                double factor = factors[column];
                for (int i = 0; i < count; i++) {
                    sum[i] = Math.fma(numbers[i], factor, sum[i]);
                }
            }
        }

        /** Five columns in one pass over the sum: fewer passes cost more than they save, since registers run out. */
        private void addFive(int first, int from, int count) {
            double[] sum = out;
            double[] a = columns[first].block(from);
            double[] b = columns[first + 1].block(from);
            double[] c = columns[first + 2].block(from);
            double[] d = columns[first + 3].block(from);
            double[] e = columns[first + 4].block(from);
            double byA = factors[first];
            double byB = factors[first + 1];
            double byC = factors[first + 2];
            double byD = factors[first + 3];
            double byE = factors[first + 4];
            for (int i = 0; i < count; i++) {
                double most = Math.fma(b[i], byB, Math.fma(a[i], byA, sum[i]));
                sum[i] = Math.fma(e[i], byE, Math.fma(d[i], byD, Math.fma(c[i], byC, most)));
            }
        }
    }
}
