package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;

/** What is told as a sum for each pupil is what the allocation pays for them, school by school. */
class LinearTermProperties {

    @Provide
    Arbitrary<RandomModels.Case> models() {
        return RandomModels.cases();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_line_told_as_so_much_for_each_pupil_comes_to_that(@ForAll("models") RandomModels.Case given) {
        Defined defined = new Defined(given.model().lines(), given.model().sources(), given.year(), "$");
        Allocation allocation = given.allocate();
        boolean found = false;
        for (SchoolAllocation school : allocation.schools()) {
            for (LineResult result : school.lines()) {
                Line line = result.line();
                if (!(line.form() instanceof Form.Amount amount)
                        || result.exact().isEmpty()
                        || hangsOnLines(amount.term())) {
                    continue;
                }
                Optional<LinearTerm> form = LinearTerm.of(defined, amount.term());
                if (form.isPresent()) {
                    found = true;
                    assertThat(result.exact())
                            .as("%s in school %s: %s", line.name(), school.id(), form.get())
                            .contains(at(school.school(), form.get()));
                }
            }
        }
        Statistics.label("a sum for each pupil")
                .collect(found)
                .coverage(some -> some.check(true).percentage(percent -> percent > 20));
    }

    /** Cents that earlier amounts were rounded by are no part of a rate. */
    private static boolean hangsOnLines(Term term) {
        boolean[] found = new boolean[1];
        term.walk(part -> found[0] |= part instanceof Term.LineValue || part instanceof Term.SumOf);
        return found[0];
    }

    private static Rational at(School school, LinearTerm form) {
        Rational sum = form.constant();
        for (Map.Entry<LinearTerm.Count, Rational> rate : form.perPupil().entrySet()) {
            LinearTerm.Count count = rate.getKey();
            Optional<Enrollment> enrollment = count.basis().isEmpty()
                    ? Optional.of(school.enrollment())
                    : school.enrollment(count.basis().get());
            Rational pupils = enrollment
                    .flatMap(counts -> counts.count(count.group(), count.span().orElse(GradeSpan.ALL_GRADES)))
                    .map(many -> Rational.of(many.value()))
                    .orElse(Rational.ZERO);
            sum = sum.plus(pupils.times(rate.getValue()));
        }
        return sum;
    }
}
