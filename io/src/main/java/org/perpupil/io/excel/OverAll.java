package org.perpupil.io.excel;

import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;

/** What hangs on all schools: computed over their rows in the workbook of a district, values of the allocation in that of one school. */
interface OverAll {
    Expression total(Term.Total term, Place at);

    Expression rank(Term.Rank term, Place at);

    Expression ofSource(Term.OfSource term, Place at);

    Expression level(Term.Level term, Place at);

    /** Writes what a shared line gives every school of the workbook. */
    void share(Line line, Form.Shared form);
}
