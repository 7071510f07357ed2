package org.perpupil.formula.internal.columns;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.perpupil.formula.Condition;

/** Steps that ask and choose. An answer is 1 for yes, 0 for no, and NaN where it is not known. */
final class Choices {
    private Choices() {}

    /** A step that answers. */
    private abstract static class Answering extends Node {
        @Override
        void bind() {
            exact(1, 0, 1);
        }
    }

    /** Whether a comparison holds. */
    static final class Comparison extends Node.Aligned {
        private final Condition.Comparison how;
        private final Doubts doubts;
        private double within;

        Comparison(Node left, Node right, Condition.Comparison how, Doubts doubts) {
            super(List.of(left, right));
            this.how = how;
            this.doubts = doubts;
        }

        @Override
        void bind() {
            within =
                    align() ? 0 : widened(error(0) + error(1) + 4 * TWICE_ROUNDED * Math.max(greatest(0), greatest(1)));
            exact(1, 0, 1);
        }

        @Override
        void run(int from, int count) {
            double[] left = inputs[0].out;
            double[] right = inputs[1].out;
            double one = factors[0];
            double other = factors[1];
            for (int i = 0; i < count; i++) {
                double apart = left[i] * one - right[i] * other;
                double holds = how.holds((int) Math.signum(apart)) ? 1 : 0;
                out[i] = Double.isNaN(apart) ? Double.NaN : holds;
                if (within > 0 && Math.abs(apart) <= within) {
                    doubts.add(i);
                }
            }
        }
    }

    /** Whether there is a value. */
    static final class Known extends Answering {
        private final Node of;

        Known(Node of) {
            this.of = of;
        }

        @Override
        void run(int from, int count) {
            double[] in = of.out;
            for (int i = 0; i < count; i++) {
                out[i] = Double.isNaN(in[i]) ? 0 : 1;
            }
        }
    }

    /** Whether all hold, or any does: one that settles the matter does so whatever is not known. */
    static final class Joined extends Answering {
        private final List<Node> answers;
        private final double settles;

        Joined(List<Node> answers, boolean all) {
            this.answers = answers;
            this.settles = all ? 0 : 1;
        }

        @Override
        void run(int from, int count) {
            double open = 1 - settles;
            Arrays.fill(out, 0, count, open);
            for (Node answer : answers) {
                double[] in = answer.out;
                for (int i = 0; i < count; i++) {
                    boolean isSettled = in[i] == settles || out[i] == settles;
                    out[i] = isSettled ? settles : Double.isNaN(in[i]) ? Double.NaN : out[i];
                }
            }
        }
    }

    /** Whether something does not hold. */
    static final class Opposite extends Answering {
        private final Node answer;

        Opposite(Node answer) {
            this.answer = answer;
        }

        @Override
        void run(int from, int count) {
            double[] in = answer.out;
            for (int i = 0; i < count; i++) {
                out[i] = 1 - in[i];
            }
        }
    }

    /** One of two, as an answer tells. */
    static final class Choice extends Node.Aligned {
        private final Node answer;

        Choice(Node answer, Node then, Node otherwise) {
            super(List.of(then, otherwise));
            this.answer = answer;
        }

        @Override
        void bind() {
            bindToEither();
        }

        @Override
        void run(int from, int count) {
            double[] yes = answer.out;
            double[] then = inputs[0].out;
            double[] otherwise = inputs[1].out;
            double one = factors[0];
            double other = factors[1];
            for (int i = 0; i < count; i++) {
                out[i] = yes[i] == 1 ? then[i] * one : yes[i] == 0 ? otherwise[i] * other : Double.NaN;
            }
        }
    }

    /** The first, or the second where the first has no value. */
    static final class Instead extends Node.Aligned {
        Instead(Node of, Node instead) {
            super(List.of(of, instead));
        }

        @Override
        void bind() {
            bindToEither();
        }

        @Override
        void run(int from, int count) {
            double[] of = inputs[0].out;
            double[] instead = inputs[1].out;
            double one = factors[0];
            double other = factors[1];
            for (int i = 0; i < count; i++) {
                out[i] = Double.isNaN(of[i]) ? instead[i] * other : of[i] * one;
            }
        }
    }

    /** A value where an answer is yes, and none elsewhere. */
    static final class Only extends Node {
        private final Node answer;
        private final Node of;

        Only(Node answer, Node of) {
            this.answer = answer;
            this.of = of;
        }

        @Override
        void bind() {
            like(of);
        }

        @Override
        void run(int from, int count) {
            double[] yes = answer.out;
            double[] in = of.out;
            for (int i = 0; i < count; i++) {
                out[i] = yes[i] == 1 ? in[i] : Double.NaN;
            }
        }
    }

    /** A value where a column has one, and none elsewhere. */
    static final class Where extends Node {
        private final Column column;
        private final Node of;
        private double[] kept = out;

        Where(Column column, Node of) {
            this.column = column;
            this.of = of;
        }

        @Override
        void makeRoom(Supplier<double[]> blocks) {
            super.makeRoom(blocks);
            kept = out;
        }

        @Override
        void bind() {
            like(of);
            // Mostly all have one, and nothing is left to do.
            out = column.isFull() ? of.out : kept;
        }

        @Override
        void run(int from, int count) {
            double[] in = of.out;
            double[] its = column.block(from);
            if (out != in) {
                for (int i = 0; i < count; i++) {
                    out[i] = Double.isNaN(its[i]) ? Double.NaN : in[i];
                }
            }
        }
    }

    /** Schools whose data may be at fault: columns do not tell of them. */
    static final class Suspects {
        private final boolean[] suspects;
        private final IntPredicate suspicion;
        private final Doubts doubts;
        private boolean any;

        Suspects(int schools, IntPredicate suspicion, Doubts doubts) {
            this.suspects = new boolean[schools];
            this.suspicion = suspicion;
            this.doubts = doubts;
        }

        /** Looks at every school. */
        void look() {
            any = false;
            for (int at = 0; at < suspects.length; at++) {
                suspects[at] = suspicion.test(at);
                any |= suspects[at];
            }
        }

        boolean areAny() {
            return any;
        }

        /** Doubts those in a block. */
        void doubt(int from, int count) {
            for (int i = 0; i < count && any; i++) {
                if (suspects[from + i]) {
                    doubts.add(i);
                }
            }
        }
    }
}
