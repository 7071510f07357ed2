package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.perpupil.budget.BudgetLine;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.formula.RandomModels.Case;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.money.Money;

/** What holds for a model of any kinds of terms, conditions, forms and guards. */
class RandomModelsProperties {

    @Provide
    Arbitrary<Case> cases() {
        return RandomModels.cases();
    }

    @Property(tries = 300)
    void every_cent_of_every_source_goes_to_one_place(@ForAll("cases") Case one) {
        Allocation allocation = one.allocate();

        FundingModelProperties.assertEveryCentIsInOnePlace(allocation);
        FundingModelProperties.assertPotsAreSpent(allocation);
    }

    @Property(tries = 200)
    void a_school_has_the_sum_of_its_paying_lines_for_budget(@ForAll("cases") Case one) {
        for (SchoolAllocation school : one.allocate().schools()) {
            long paying = 0;
            for (LineResult result : school.lines()) {
                Line line = result.line();
                if (line.form().isAmount() && !line.isShadow() && line.source().isPresent()) {
                    paying += result.amount().map(Money::cents).orElse(0L);
                }
            }
            assertThat(school.total().cents()).isEqualTo(paying);
            assertThat(school.budget().lines().stream()
                            .map(BudgetLine::amount)
                            .mapToLong(Money::cents)
                            .sum())
                    .isEqualTo(paying);
        }
    }

    @Property(tries = 200)
    void the_lines_of_an_explanation_add_up_to_the_budget(@ForAll("cases") Case one) {
        FundingModelProperties.assertExplanationsAddUp(one.allocate());
    }

    @Property(tries = 200)
    void every_value_is_its_working_computed_again_and_rounded(@ForAll("cases") Case one) {
        FundingModelProperties.assertValuesAreTheirWorkings(one.allocate());
    }

    @Property(tries = 100)
    void the_order_in_which_schools_are_given_changes_nothing(@ForAll("cases") Case one, @ForAll long seed) {
        Allocation allocation = one.allocate();
        Allocation other = one.with(shuffled(one.district(), new Random(seed))).allocate();

        assertThat(other.budgets()).isEqualTo(allocation.budgets());
        assertThat(other.sources()).isEqualTo(allocation.sources());
        assertThat(other.sharedPots()).isEqualTo(allocation.sharedPots());
        for (SchoolAllocation school : allocation.schools()) {
            assertThat(other.of(school.id()).lines()).isEqualTo(school.lines());
        }
    }

    private static District shuffled(District district, Random random) {
        List<School> schools = new ArrayList<>(district.schools());
        Collections.shuffle(schools, random);
        District.Builder other = District.named(district.name())
                .currency(district.currencySign())
                .levels(district.levels())
                .schools(schools);
        district.revenues().forEach(other::revenue);
        return other.build();
    }

    @Property(tries = 100)
    void computing_again_gives_the_same(@ForAll("cases") Case one) {
        Allocation allocation = one.allocate();
        Allocation again = one.allocate();

        assertThat(again.budgets()).isEqualTo(allocation.budgets());
        for (SchoolAllocation school : allocation.schools()) {
            assertThat(again.of(school.id()).lines()).isEqualTo(school.lines());
        }
    }
}
