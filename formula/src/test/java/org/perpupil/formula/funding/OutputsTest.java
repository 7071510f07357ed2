package org.perpupil.formula.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Three.GENERAL;
import static org.perpupil.formula.funding.Three.YEAR;
import static org.perpupil.formula.funding.Three.district;
import static org.perpupil.formula.funding.Three.hadLastYear;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.formula.allocation.Shortfall;
import org.perpupil.money.Money;
import org.perpupil.pupils.PupilCount;

class OutputsTest {

    private static Allocation allocation() {
        return FundingModel.named("m")
                .unlocked(GENERAL, inProportionTo(pupils()))
                .build()
                .resolve(district().revenue(GENERAL, Money.ofDollars(600_000)).build(), YEAR)
                .allocate();
    }

    @Test
    void schools_below_a_minimum_operating_budget_say_what_they_lack() {
        // budgets 100,000, 200,000, 300,000; school 2 has exactly its minimum, school 3 has none
        Map<String, Money> minimum = Map.of("1", Money.ofDollars(130_000), "2", Money.ofDollars(200_000));

        assertThat(allocation()
                        .below(school ->
                                Optional.ofNullable(minimum.get(school.id().value()))))
                .singleElement()
                .satisfies(shortfall -> {
                    assertThat(shortfall.school().id()).isEqualTo(SchoolId.of("1"));
                    assertThat(shortfall.lacking()).isEqualTo(Money.ofDollars(30_000));
                })
                .extracting(Shortfall::school)
                .isInstanceOf(School.class);
    }

    @Test
    void winners_and_losers_are_told_by_need() {
        // 50%, 10% and 0% are poor; changes −20,000, +20,000 and +10,000
        Map<String, Comparison.Summary> byNeed = allocation()
                .comparedWith(hadLastYear(120_000, 180_000, 290_000))
                .byShareOf(POVERTY, "10%", "50%");

        assertThat(byNeed.keySet()).containsExactly("below 10%", "10% to below 50%", "50% and more");
        assertThat(byNeed.get("50% and more").lost()).isEqualTo(Money.ofDollars(20_000));
        assertThat(byNeed.get("10% to below 50%").gained()).isEqualTo(Money.ofDollars(20_000));
        assertThat(byNeed.get("below 10%").gained()).isEqualTo(Money.ofDollars(10_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> allocation().comparedWith(hadLastYear(1)).byShareOf(POVERTY, "0.5"))
                .withMessage("\"0.5\" is no limit; write a per cent such as 25%");
    }

    @Test
    void a_budget_is_told_for_each_pupil() {
        // 100,000 ÷ 80
        assertThat(allocation().of(SchoolId.of("1")).budget().dollarsPerPupil(PupilCount.of(80)))
                .isEqualTo(Rational.of(1_250));
    }
}
