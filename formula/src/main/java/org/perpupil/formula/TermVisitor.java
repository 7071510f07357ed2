package org.perpupil.formula;

/**
 * One way to read terms: computing, explaining, writing. It has a method for every kind, so a new kind cannot be forgotten.
 *
 * @param <R> what a term becomes
 */
public interface TermVisitor<R> {
    R constant(Term.Constant term);

    R parameterValue(Term.ParameterValue term);

    R pupils(Term.Pupils term);

    R perPupil(Term.PerPupil term);

    R fact(Term.Fact term);

    R decided(Term.Decided term);

    R lastYear(Term.LastYear term);

    R ofSource(Term.OfSource term);

    R lineValue(Term.LineValue term);

    R sumOf(Term.SumOf term);

    R total(Term.Total term);

    R rank(Term.Rank term);

    R level(Term.Level term);

    R plus(Term.Plus term);

    R minus(Term.Minus term);

    R times(Term.Times term);

    R over(Term.Over term);

    R least(Term.Least term);

    R greatest(Term.Greatest term);

    R when(Term.When term);

    R bands(Term.Bands term);

    R ramp(Term.Ramp term);

    R ifMissing(Term.IfMissing term);
}
