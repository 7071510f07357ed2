package org.perpupil.equity.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What least squares of one column on the others come from: the triangle R of orthonormal columns, X = QR, with the dependent column
 * as the last one. All in numbers of 32 digits.
 */
public final class Triangle {
    /** What 30 digits of products leave of nothing, as a share of Σ w y². */
    private static final double NOTHING = 1e-29;

    /** By row, then column ≥ row; the last column belongs to what is explained. */
    private final DoubleDouble[][] r;

    /** By column: how much of it is not a combination of the columns before it, as a share of its length. */
    private final double[] independent;

    Triangle(DoubleDouble[][] r, double[] independent) {
        this.r = r;
        this.independent = independent;
    }

    /** Factors sums of products, by Cholesky's method; a column that depends on others gets 0 on the diagonal. */
    public static Triangle ofProducts(DoubleDouble[][] gram) {
        int size = gram.length;
        DoubleDouble[][] r = new DoubleDouble[size][size];
        double[] independent = new double[size];
        for (int j = 0; j < size; j++) {
            for (int i = 0; i <= j; i++) {
                DoubleDouble rest = gram[j][i];
                for (int p = 0; p < i; p++) {
                    rest = rest.minus(r[p][i].times(r[p][j]));
                }
                if (i < j) {
                    r[i][j] = r[i][i].high() == 0 ? DoubleDouble.of(0) : rest.dividedBy(r[i][i]);
                } else {
                    boolean isPositive = rest.high() > 0;
                    r[i][j] = isPositive ? rest.squareRoot() : DoubleDouble.of(0);
                    independent[j] = isPositive ? Math.sqrt(rest.high() / gram[j][j].high()) : 0;
                }
            }
        }
        return new Triangle(r, independent);
    }

    /**
     * Returns the triangle with nothing where only rounding is left of the dependent column: after the first columns, or after all.
     *
     * @param first how many columns are no explanation: 1 with a constant, else 0
     */
    public Triangle withoutRounding(int first) {
        double most = NOTHING * squares(0).high();
        int from = squares(first).high() <= most ? first : columns();
        if (squares(from).high() > most) {
            return this;
        }
        DoubleDouble[][] cleared = Arrays.stream(r).map(DoubleDouble[]::clone).toArray(DoubleDouble[][]::new);
        for (int row = from; row <= columns(); row++) {
            cleared[row][columns()] = DoubleDouble.of(0);
        }
        return new Triangle(cleared, independent);
    }

    /** Returns how many columns explain. */
    public int columns() {
        return r.length - 1;
    }

    /** Returns how much of a column is not a combination of those before it, as a share of its length: 0 to 1. */
    public double independent(int column) {
        return independent[column];
    }

    /**
     * Returns how much of a column is not a combination of those before it, as a share of what the first columns leave of it.
     *
     * @param first how many columns are taken out first
     */
    public double independent(int column, int first) {
        double sum = 0;
        for (int row = first; row <= column; row++) {
            sum += r[row][column].high() * r[row][column].high();
        }
        return sum == 0 ? 0 : r[column][column].high() / Math.sqrt(sum);
    }

    /** Returns Σ of the squares of what some first columns leave of the dependent one; what all leave is the residual. */
    public DoubleDouble squares(int first) {
        return squares(first, columns() + 1);
    }

    /** Returns Σ of the squares of what some columns, one after the other, take out of the dependent one. */
    public DoubleDouble squares(int from, int to) {
        DoubleDouble sum = DoubleDouble.of(0);
        for (int row = from; row < to; row++) {
            sum = sum.plus(r[row][columns()].times(r[row][columns()]));
        }
        return sum;
    }

    /** Returns an element, row ≤ column. */
    public DoubleDouble get(int row, int column) {
        return r[row][column];
    }

    /** Returns the coefficients. */
    public DoubleDouble[] coefficients() {
        int k = columns();
        DoubleDouble[] right = new DoubleDouble[k];
        for (int i = 0; i < k; i++) {
            right[i] = r[i][k];
        }
        return solve(right, k);
    }

    private DoubleDouble[] solve(DoubleDouble[] right, int size) {
        DoubleDouble[] solution = new DoubleDouble[size];
        for (int i = size - 1; i >= 0; i--) {
            DoubleDouble rest = right[i];
            for (int p = i + 1; p < size; p++) {
                rest = rest.minus(r[i][p].times(solution[p]));
            }
            solution[i] = rest.dividedBy(r[i][i]);
        }
        return solution;
    }

    /**
     * Returns how much of a column is not a combination of those before it, as a share of the lengths that cancel in the combination: about
     * 1e-16 is the rounding of data.
     */
    public double cancelled(int column) {
        if (r[column][column].high() == 0) {
            return 0;
        }
        DoubleDouble[] right = new DoubleDouble[column];
        for (int i = 0; i < column; i++) {
            right[i] = r[i][column];
        }
        DoubleDouble[] combination = solve(right, column);
        double lengths = length(column, column + 1);
        for (int other = 0; other < column; other++) {
            lengths += Math.abs(combination[other].high()) * length(other, other + 1);
        }
        return r[column][column].high() / lengths;
    }

    /** Returns the columns before one that it is a combination of, with that one last. */
    public List<Integer> dependents(int column) {
        DoubleDouble[] right = new DoubleDouble[column];
        for (int i = 0; i < column; i++) {
            right[i] = r[i][column];
        }
        DoubleDouble[] combination = solve(right, column);
        double length = length(column, column);
        List<Integer> dependents = new ArrayList<>();
        for (int other = 0; other < column; other++) {
            if (Math.abs(combination[other].high()) * length(other, other + 1) > 1e-10 * length) {
                dependents.add(other);
            }
        }
        dependents.add(column);
        return dependents;
    }

    private double length(int column, int rows) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += r[row][column].high() * r[row][column].high();
        }
        return Math.sqrt(sum);
    }

    /**
     * Returns orthonormal directions in which the estimates of some coefficients are all that is estimated: the span of their rows of R⁻¹.
     *
     * @param tested some columns that explain, each once
     * @return as many rows, each as long as there are columns that explain
     */
    public DoubleDouble[][] directions(int[] tested) {
        int k = columns();
        DoubleDouble[][] directions = new DoubleDouble[tested.length][k];
        // Rows of the last columns span the last axes.
        boolean areLast = Arrays.stream(tested).min().orElse(k) == k - tested.length;
        for (int i = 0; i < tested.length; i++) {
            DoubleDouble[] direction = directions[i];
            int first = areLast ? k - tested.length + i : tested[i];
            Arrays.fill(direction, DoubleDouble.of(0));
            direction[first] = DoubleDouble.of(1);
            if (areLast) {
                continue;
            }
            for (int p = first + 1; p < k; p++) {
                DoubleDouble sum = DoubleDouble.of(0);
                for (int m = first; m < p; m++) {
                    sum = sum.plus(direction[m].times(r[m][p]));
                }
                direction[p] = sum.negated().dividedBy(r[p][p]);
            }
            for (int pass = 0; pass < 2; pass++) {
                normalize(direction);
                for (int before = 0; before < i; before++) {
                    DoubleDouble along = dot(directions[before], direction);
                    for (int p = 0; p < k; p++) {
                        direction[p] = direction[p].minus(directions[before][p].times(along));
                    }
                }
            }
            normalize(direction);
        }
        return directions;
    }

    private static DoubleDouble dot(DoubleDouble[] one, DoubleDouble[] other) {
        DoubleDouble sum = DoubleDouble.of(0);
        for (int p = 0; p < one.length; p++) {
            sum = sum.plus(one[p].times(other[p]));
        }
        return sum;
    }

    private static void normalize(DoubleDouble[] vector) {
        DoubleDouble length = dot(vector, vector).squareRoot();
        for (int p = 0; p < vector.length; p++) {
            vector[p] = vector[p].dividedBy(length);
        }
    }

    /** Returns the inverse of the triangle of what explains, rounded: by row, then column ≥ row. */
    public double[][] inverse() {
        int k = columns();
        double[][] inverse = new double[k][k];
        for (int column = 0; column < k; column++) {
            DoubleDouble[] right = new DoubleDouble[column + 1];
            for (int row = 0; row <= column; row++) {
                right[row] = DoubleDouble.of(row == column ? 1 : 0);
            }
            DoubleDouble[] solution = solve(right, column + 1);
            for (int row = 0; row <= column; row++) {
                inverse[row][column] = solution[row].high();
            }
        }
        return inverse;
    }
}
