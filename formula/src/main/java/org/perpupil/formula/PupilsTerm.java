package org.perpupil.formula;

import java.util.Optional;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;

/** A count of pupils of the school; see {@link Terms#pupils()}. */
public final class PupilsTerm extends NumberTerm {
    private final Term.Pupils pupils;

    PupilsTerm(Term.Pupils pupils) {
        super(pupils);
        this.pupils = pupils;
    }

    /** Returns the same count in one span of grades only. */
    public PupilsTerm in(GradeSpan span) {
        return new PupilsTerm(new Term.Pupils(pupils.group(), Optional.of(span), pupils.basis()));
    }

    /** Returns the same count on a basis of the data, such as {@code "prior year"}. */
    public PupilsTerm counted(String basis) {
        return new PupilsTerm(new Term.Pupils(pupils.group(), pupils.span(), Optional.of(new CountBasis(basis))));
    }
}
