package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.funding.Wants.general;
import static org.perpupil.plan.funding.Wants.plan;
import static org.perpupil.plan.funding.Wants.want;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.money.Money;

class FundingLevelsTest {
    private static final Matching MATCHING = Matching.of(
            plan(want("books", 40, 3), want("tutors", 60, 1), want("nurse", 50, 2), want("café", 1, 4)), general(120));
    private static final FundingLevels LEVELS = MATCHING.atLevels("100%", "90%", "125%");

    private static FundingLevel level(String percent) {
        return FundingLevel.parse(percent);
    }

    @Test
    void levels_stand_from_the_lowest() {
        assertThat(LEVELS.levels()).containsExactly(level("90%"), level("100%"), level("125%"));
        assertThat(MATCHING.atLevels(List.of(FundingLevel.FULL, level("9.5%"))).levels())
                .containsExactly(level("9.5%"), FundingLevel.FULL);
    }

    @Test
    void prints_what_each_investment_gets_at_each_level() {
        // 90% of 120 is 108: 60, 48 and nothing; 120: 60, 50 and 10; 125% is 150: everything but the last dollar
        assertThat(LEVELS).hasToString("""
                                  cost      90%     100%     125%
                        tutors   60.00  in full  in full  in full
                        nurse    50.00    48.00  in full  in full
                        books    40.00        –    10.00  in full
                        café      1.00        –        –        –
                        paid    151.00   108.00   120.00   150.00
                        """);
    }

    @Test
    void tells_what_an_investment_gets_at_each_level() {
        // 120 − 60 − 50
        assertThat(LEVELS.funded("books"))
                .containsExactly(
                        Map.entry(level("90%"), Money.ZERO),
                        Map.entry(level("100%"), Money.ofDollars(10)),
                        Map.entry(level("125%"), Money.ofDollars(40)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LEVELS.funded("ghost"))
                .withMessage("the plan has no investment ghost");
    }

    @Test
    void each_level_is_a_funding_of_its_own() {
        assertThat(LEVELS.at("100%")).isEqualTo(MATCHING.fund());
        // 0.9 × 120
        assertThat(LEVELS.at(level("90%")))
                .isEqualTo(MATCHING.from(general(108)).fund());
        assertThat(LEVELS.at("90.0%")).isEqualTo(LEVELS.at("90%"));
    }

    @Test
    void tells_what_changes_between_levels() {
        assertThat(LEVELS.between("90%", "100%"))
                .hasToString("nurse more: 48.00 → 50.00\nbooks more: 0.00 → 10.00\n"
                        + "stream general: holds 108.00 → 120.00, left 0.00 → 0.00");
        assertThat(LEVELS.between("100%", "90%").of(FundingChange.Kind.FELL_OUT))
                .containsExactly("books");
        assertThat(LEVELS.between("90%", "90%").isEmpty()).isTrue();
    }

    @Test
    void at_0_nothing_is_paid() {
        assertThat(MATCHING.atLevels("0%").at("0%").total()).isEqualTo(Money.ZERO);
    }

    @Test
    void refuses_a_level_that_was_not_asked_for() {
        String message = "80% was not asked for; there are [90%, 100%, 125%]";

        assertThatIllegalArgumentException().isThrownBy(() -> LEVELS.at("80%")).withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LEVELS.between("80%", "90%"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LEVELS.between("90%", "80%"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LEVELS.at("most"))
                .withMessage("\"most\" is not a level of funding; write a per cent such as 90%");
    }

    @Test
    void refuses_a_level_twice_and_none_at_all() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATCHING.atLevels("90%", "100%", "90.0%"))
                .withMessage("the level 90% is named twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATCHING.atLevels())
                .withMessage("name at least one level, such as 90%");
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> LEVELS.at((FundingLevel) null))
                .withMessage("level");
        assertThatNullPointerException().isThrownBy(() -> LEVELS.at((String) null));
    }
}
