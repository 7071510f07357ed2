package org.perpupil.io.oneroster;

import org.perpupil.problem.Problem;

/** The set cannot be read at all. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedException(String code, Object place, String found, String allowed, String remedy) {
        super(found);
        this.problem = new Problem(code, place.toString(), found, allowed, remedy);
    }

    Problem problem() {
        return problem;
    }
}
