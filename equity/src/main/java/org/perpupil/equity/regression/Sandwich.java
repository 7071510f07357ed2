package org.perpupil.equity.regression;

import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.Triangle;

/**
 * The covariance of coefficients, R⁻¹ M R⁻ᵀ, with R the triangle of the columns and M what residuals say among orthonormal columns.
 *
 * <p>M is near as even as the data are; R⁻¹ may not be. So a test of several coefficients is made of M, in directions that are told apart
 * with all digits of R, and not of the covariance, whose rounding it would multiply.
 */
final class Sandwich {
    /** What is left of a direction's variance beside others, as a share of it, below which it is rounding. */
    private static final double ROUNDING = 1e-12;

    private final Triangle triangle;
    private final double[][] middle;
    private final double[][] covariance;

    /** Takes the lower triangle of M. */
    Sandwich(Triangle triangle, double[][] lower, double scale) {
        int k = triangle.columns();
        this.triangle = triangle;
        this.middle = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                middle[i][j] = lower[i][j] * scale;
                middle[j][i] = middle[i][j];
            }
        }
        this.covariance = within(middle, triangle.inverse());
    }

    /** Returns the covariance of two coefficients. */
    double covariance(int one, int other) {
        return covariance[one][other];
    }

    /** Returns A M Aᵀ. */
    private static double[][] within(double[][] middle, double[][] directions) {
        int k = middle.length;
        double[][] half = new double[directions.length][k];
        double[][] sums = new double[directions.length][directions.length];
        for (int i = 0; i < directions.length; i++) {
            for (int q = 0; q < k; q++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(directions[i][p], middle[p][q], sum);
                }
                half[i][q] = sum;
            }
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int q = 0; q < k; q++) {
                    sum = Math.fma(half[i][q], directions[j][q], sum);
                }
                sums[i][j] = sum;
                sums[j][i] = sum;
            }
        }
        return sums;
    }

    /**
     * Returns Wald's statistic, b' V⁻¹ b, of some coefficients.
     *
     * @return NaN where V has no inverse
     */
    double wald(int[] tested) {
        DoubleDouble[][] directions = triangle.directions(tested);
        int q = tested.length;
        int k = triangle.columns();
        double[][] rounded = new double[q][k];
        double[] estimates = new double[q];
        for (int i = 0; i < q; i++) {
            DoubleDouble along = DoubleDouble.of(0);
            for (int p = 0; p < k; p++) {
                rounded[i][p] = directions[i][p].high();
                along = along.plus(directions[i][p].times(triangle.get(p, k)));
            }
            estimates[i] = along.high();
        }
        double[][] root = within(middle, rounded);
        double wald = 0;
        for (int i = 0; i < q; i++) {
            double variance = root[i][i];
            for (int j = 0; j <= i; j++) {
                for (int p = 0; p < j; p++) {
                    root[i][j] -= root[i][p] * root[j][p];
                }
                if (j < i) {
                    root[i][j] /= root[j][j];
                    estimates[i] -= root[i][j] * estimates[j];
                } else if (root[i][i] > ROUNDING * variance) {
                    root[i][i] = Math.sqrt(root[i][i]);
                    estimates[i] /= root[i][i];
                } else {
                    return Double.NaN;
                }
            }
            wald += estimates[i] * estimates[i];
        }
        return wald;
    }
}
