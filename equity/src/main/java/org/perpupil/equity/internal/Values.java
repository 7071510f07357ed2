package org.perpupil.equity.internal;

import java.util.Arrays;

/** A column of numbers that is read in blocks, so that nobody has to copy it whole. */
public interface Values {
    int size();

    /** Copies some numbers to the start of a block. */
    void copy(int from, int many, double[] block);

    /** Returns a number. */
    double get(int row);

    /** Returns the column of an array, which must not change. */
    static Values of(double[] values) {
        return new Values() {
            @Override
            public int size() {
                return values.length;
            }

            @Override
            public void copy(int from, int many, double[] block) {
                System.arraycopy(values, from, block, 0, many);
            }

            @Override
            public double get(int row) {
                return values[row];
            }
        };
    }

    /** Returns a column at some rows. */
    static Values at(Values values, int[] rows) {
        return new Values() {
            @Override
            public int size() {
                return rows.length;
            }

            @Override
            public void copy(int from, int many, double[] block) {
                for (int i = 0; i < many; i++) {
                    block[i] = values.get(rows[from + i]);
                }
            }

            @Override
            public double get(int row) {
                return values.get(rows[row]);
            }
        };
    }

    /** Returns a column of so many ones. */
    static Values ones(int size) {
        return new Values() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public void copy(int from, int many, double[] block) {
                Arrays.fill(block, 0, many, 1);
            }

            @Override
            public double get(int row) {
                return 1;
            }
        };
    }

    /** Returns all numbers. */
    default double[] toArray() {
        double[] all = new double[size()];
        copy(0, all.length, all);
        return all;
    }
}
