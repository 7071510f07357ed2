package org.perpupil.io.excel;

import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Line;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Term;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

/** Where the values that a term is made of stand, for one school and one line. */
interface Cells {
    Expression pupils(PupilGroup group, Optional<GradeSpan> span, Optional<CountBasis> basis);

    Expression parameter(Term.ParameterValue term);

    /** The entry of a table for a span. */
    Expression rate(Term.PerPupil term, GradeSpan span);

    /** The spans of a table. */
    Iterable<GradeSpan> spans(RateTable table);

    Expression fact(Term.Fact term);

    Expression decided(Term.Decided term);

    Expression lastYear(Term.LastYear term);

    Expression ofSource(Term.OfSource term);

    Expression line(String name);

    Expression sumOf(Term.SumOf term);

    Expression total(Term.Total term);

    Expression rank(Term.Rank term);

    Expression level(Term.Level term);

    /** The cell of a text fact. */
    String text(String fact);

    /** The cell of a yes-or-no fact, which holds {@code yes} or {@code no}. */
    String flag(String flag);

    /** A cell that holds a text of the definition. */
    String literal(String text);

    boolean isListed(Condition.Listed condition);

    /** What a term gives by the allocation. */
    Optional<Rational> exact(Term term);

    /** How large the numbers are that a term is computed from. */
    Rational magnitude(Term term);

    /** The line that is computed. */
    Line line();

    /** Computes a part in a cell of its own, and returns that cell. */
    Expression step(Expression part);
}
