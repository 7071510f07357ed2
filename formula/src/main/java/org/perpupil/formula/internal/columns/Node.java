package org.perpupil.formula.internal.columns;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * One step of computing a term for a block of schools.
 *
 * <p>First {@link #bind()} tells, from what the inputs can be, what the numbers will stand for; then {@link #run} computes block after
 * block. Inputs are always bound and run before.
 */
abstract class Node extends Grid {
    static final int BLOCK = 256;

    private static final double[] NONE = {};

    /** The numbers of the block that was run last; NaN where there is no value. */
    double[] out = NONE;

    /** Makes room for the schools of a block. It is another step's once the line is computed. */
    void makeRoom(Supplier<double[]> blocks) {
        out = blocks.get();
    }

    abstract void bind();

    /** Computes {@code count} schools from a place in the district. */
    abstract void run(int from, int count);

    /** What a column holds already. */
    static final class Given extends Node {
        private final Column column;

        Given(Column column) {
            this.column = column;
        }

        @Override
        void makeRoom(Supplier<double[]> blocks) {
            // The numbers stay where they are.
            out = column.block(0);
        }

        @Override
        void bind() {
            like(column);
        }

        @Override
        void run(int from, int count) {
            out = column.block(from);
        }
    }

    /** One value for all schools. */
    static final class Same extends Node {
        private final Dial dial;

        Same(Dial dial) {
            this.dial = dial;
        }

        @Override
        void bind() {
            like(dial);
            Arrays.fill(out, dial.number());
        }

        @Override
        void run(int from, int count) {
            // It is the same in every block.
        }
    }

    /** One value for all schools of a district. */
    static final class OfDistrict extends Node {
        private final Column ofDistricts;
        private final int[] districtOf;

        OfDistrict(Column ofDistricts, int[] districtOf) {
            this.ofDistricts = ofDistricts;
            this.districtOf = districtOf;
        }

        @Override
        void bind() {
            like(ofDistricts);
            Arrays.fill(out, ofDistricts.number(0));
        }

        @Override
        void run(int from, int count) {
            if (ofDistricts.size() > 1) {
                for (int i = 0; i < count; i++) {
                    out[i] = ofDistricts.number(districtOf[from + i]);
                }
            }
        }
    }

    /** Steps that bring their inputs to one fraction first, or to values with errors. */
    abstract static class Aligned extends Node {
        final Node[] inputs;
        final double[] factors;

        /** What all inputs are multiples of when multiplied with their factors; 1 for values. */
        long common;

        Aligned(List<Node> inputs) {
            this.inputs = inputs.toArray(Node[]::new);
            this.factors = new double[inputs.size()];
        }

        /** Finds the smallest common fraction; tells whether all inputs can be held as multiples of it. */
        final boolean align() {
            common = 1;
            for (Node input : inputs) {
                common = input.isExact() ? common(common, input.per()) : 0;
            }
            boolean exact = common != 0;
            for (Node input : inputs) {
                exact = exact && input.fits(common);
            }
            if (!exact) {
                alignAsValues();
                return false;
            }
            for (int i = 0; i < factors.length; i++) {
                factors[i] = whole(common, inputs[i].per());
            }
            return true;
        }

        final void alignAsValues() {
            common = 1;
            for (int i = 0; i < factors.length; i++) {
                factors[i] = inputs[i].toValue();
            }
        }

        final double low(int input) {
            return inputs[input].low() * factors[input];
        }

        final double high(int input) {
            return inputs[input].high() * factors[input];
        }

        final double greatest(int input) {
            return inputs[input].greatest() * factors[input];
        }

        final double error(int input) {
            return inputs[input].errorOfValue();
        }

        /** Binds to one of two inputs, whichever is chosen. */
        final void bindToEither() {
            boolean exact = align();
            double lowest = Math.min(low(0), low(1));
            double highest = Math.max(high(0), high(1));
            if (exact) {
                exact(common, lowest, highest);
            } else {
                double greatest = Math.max(greatest(0), greatest(1));
                near(Math.max(error(0), error(1)) + 2 * TWICE_ROUNDED * greatest, lowest, highest);
            }
        }
    }
}
