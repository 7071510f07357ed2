package org.perpupil.formula.internal.columns;

/** Columns cannot tell: a fault is to be told, or numbers are too large. The computation in fractions can, and does it all again. */
final class Beyond extends RuntimeException {
    private static final long serialVersionUID = 1;

    Beyond() {
        super("beyond what columns hold", null, false, false);
    }
}
