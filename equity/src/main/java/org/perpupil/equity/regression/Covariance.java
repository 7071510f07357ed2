package org.perpupil.equity.regression;

/**
 * How the uncertainty of coefficients is estimated. With e the residuals, h the leverages, X the rows times the root of their weights:
 *
 * <pre>{@code
 * classical  s² (X'X)⁻¹,  s² = Σ e² / (n − k)
 * HC0        (X'X)⁻¹ (Σ e² x x') (X'X)⁻¹
 * HC1        HC0 × n / (n − k)
 * HC2        e² / (1 − h) in place of e²
 * HC3        e² / (1 − h)² in place of e²
 * CR0        (X'X)⁻¹ (Σ over clusters of (Σ e x)(Σ e x)') (X'X)⁻¹
 * CR1        CR0 × G / (G − 1) × (n − 1) / (n − k),  G clusters
 * }</pre>
 *
 * <p>A row of leverage 1, such as the only one of a level, is fitted exactly whatever the others are: it counts as 0 in all of these, where
 * e² / (1 − h) would be 0 / 0 (R's {@code sandwich} has no HC2 and HC3 then). Where every row is fitted exactly, all variances are 0.
 *
 * <p>Degrees of freedom of t and F are n − k, and for CR0 and CR1 G − 1. HC1 is Stata's {@code robust}, CR1 its {@code cluster}.
 *
 * <p>With few clusters, or clusters of very different size, CR0 and CR1 tell too little uncertainty: below some 40 clusters read their
 * limits with reserve (A. C. Cameron and D. L. Miller, "A practitioner's guide to cluster-robust inference", <i>Journal of Human
 * Resources</i> 50 (2015), 317–372, section VI).
 *
 * <p>Robust and clustered variances are sums of doubles in the order of the rows: rows in another order may change their last digit or
 * two, and with them the last digits of t and F; threads never do. Coefficients are summed to 32 digits, and keep all of theirs unless
 * those of the 32 are a tie.
 *
 * <p>Source: J. G. MacKinnon and H. White, "Some heteroskedasticity-consistent covariance matrix estimators with improved finite
 * sample properties", <i>Journal of Econometrics</i> 29 (1985), 305–325; K.-Y. Liang and S. L. Zeger, "Longitudinal data analysis
 * using generalized linear models", <i>Biometrika</i> 73 (1986), 13–22.
 */
public enum Covariance {
    CLASSICAL,
    HC0,
    HC1,
    HC2,
    HC3,
    CR0,
    CR1;

    /** Tells whether it needs clusters. */
    public boolean isClustered() {
        return this == CR0 || this == CR1;
    }
}
