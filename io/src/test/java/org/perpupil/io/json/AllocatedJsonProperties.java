package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.RandomModels.Case;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.FundingModel;

/** What was written and read gives every school the same money, line by line. */
class AllocatedJsonProperties {

    @Provide
    Arbitrary<Case> cases() {
        return RandomModels.cases();
    }

    @Property(tries = 250)
    void a_model_that_is_read_again_is_equal_and_pays_the_same(@ForAll("cases") Case one) {
        FundingModel read = FundingModelJson.parse(FundingModelJson.toJson(one.model()));

        assertThat(read).isEqualTo(one.model());
        assertSame(one.allocate(), one.allocate(read));
    }

    @Property(tries = 250)
    void a_district_that_is_read_again_is_equal_and_paid_the_same(@ForAll("cases") Case one) {
        District read = DistrictJson.parse(DistrictJson.toJson(one.district()));

        assertThat(read).isEqualTo(one.district());
        assertSame(one.allocate(), new Case(one.model(), read, one.year(), one.lastYear(), one.seed()).allocate());
    }

    @Property(tries = 250)
    void budgets_of_last_year_that_are_read_again_are_equal_and_count_the_same(@ForAll("cases") Case one) {
        one.lastYear().ifPresent(budgets -> {
            Budgets read = BudgetsJson.parse(BudgetsJson.toJson(budgets));

            assertThat(read).isEqualTo(budgets);
        });
        Case again = new Case(
                one.model(),
                one.district(),
                one.year(),
                one.lastYear().map(BudgetsJson::toJson).map(BudgetsJson::parse),
                one.seed());
        assertSame(one.allocate(), again.allocate());
    }

    private static void assertSame(Allocation expected, Allocation actual) {
        assertThat(actual.budgets()).isEqualTo(expected.budgets());
        assertThat(actual.sources()).isEqualTo(expected.sources());
        assertThat(actual.sharedPots()).isEqualTo(expected.sharedPots());
        for (SchoolAllocation school : expected.schools()) {
            assertThat(actual.of(school.id()).lines()).isEqualTo(school.lines());
        }
    }
}
