package org.perpupil.formula.funding;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Three.GENERAL;
import static org.perpupil.formula.funding.Three.TITLE_I;

import org.junit.jupiter.api.Test;
import org.perpupil.formula.Selection;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.NeedCategory;

class MovedTest {

    @Test
    void a_guard_moves_only_what_its_own_source_paid() {
        FundingModel.Builder model = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .unlocked(TITLE_I, inProportionTo(pupils(NeedCategory.POVERTY)))
                .add(line("guard")
                        .keepAtLeast(dollars(1))
                        .counting(everythingAbove(), Selection.from(TITLE_I))
                        .from(GENERAL));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(model::build)
                .withMessageContaining("line \"guard\": found moves all from title-i")
                .withMessageContaining("lines that General fund (general) pays");
    }

    @Test
    void a_sum_over_a_source_without_a_decision_is_refused() {
        FundingModel.Builder model = FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .add(line("x").figure(sumOf(Selection.from(TITLE_I))));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(model::build)
                .withMessageContaining("line \"x\": found draws on title-i, on which nothing is decided");
    }
}
