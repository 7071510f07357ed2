package org.perpupil.formula;

import java.util.Optional;
import java.util.stream.Stream;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;

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

    /**
     * Returns this count, or the same one on another basis of the data where that is greater: what a shrinking school is paid for.
     * It has no value where a basis is not counted.
     */
    public NumberTerm orGreater(String... otherBases) {
        return Terms.greatest(this, onBases(otherBases));
    }

    /** Returns the mean of this count and the same one on other bases of the data; no value where a basis is not counted. */
    public NumberTerm meanWith(String... otherBases) {
        NumberTerm sum = this;
        for (NumberTerm other : onBases(otherBases)) {
            sum = sum.plus(other);
        }
        return sum.dividedBy(Terms.number(otherBases.length + 1L));
    }

    private NumberTerm[] onBases(String... bases) {
        if (bases.length == 0) {
            throw new IllegalArgumentException("name at least one other basis, such as \"prior year\"");
        }
        return Stream.of(bases).map(this::counted).toArray(NumberTerm[]::new);
    }

    /** Returns the pupils beyond a share of all pupils, such as {@code "40%"}, and 0 below it: the concentration of a need. */
    public NumberTerm beyondShareOfAll(String share) {
        return beyondShareOfAll(Terms.number(share));
    }

    /** Returns the pupils beyond a share of all pupils, and 0 below it; a parameter such as {@code share("threshold")} is cited. */
    public NumberTerm beyondShareOfAll(NumberTerm share) {
        return inExcessOf(all().times(share));
    }

    /** Returns this count, but not more than a share of all pupils, such as {@code "12%"}: an assumed count. */
    public NumberTerm atMostShareOfAll(String share) {
        return atMostShareOfAll(Terms.number(share));
    }

    /** Returns this count, but not more than a share of all pupils; a parameter such as {@code share("cap")} is cited. */
    public NumberTerm atMostShareOfAll(NumberTerm share) {
        return Terms.least(this, all().times(share));
    }

    /** All pupils of the same span, on the same basis. */
    private NumberTerm all() {
        return new PupilsTerm(new Term.Pupils(NeedCategory.ALL_PUPILS, pupils.span(), pupils.basis()));
    }
}
