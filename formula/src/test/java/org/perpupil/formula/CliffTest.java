package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.least;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import org.junit.jupiter.api.Test;
import org.perpupil.district.School;
import org.perpupil.exact.Rounding;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;

/** Thresholds at which one more pupil costs a school money: allowed, and so shown where they are. */
class CliffTest {

    private static Money total(Trial trial) {
        return trial.allocate().total();
    }

    private static Trial withLumpSum(long pupils) {
        return Trial.withPupils(pupils)
                .source(GENERAL, "10000000.00")
                .lines(
                        line("base").amount(pupils().times(dollars(1_000))).from(GENERAL),
                        line("small school")
                                .amount(bands(pupils())
                                        .upTo(300, dollars(50_000))
                                        .otherwise(dollars(0)))
                                .from(GENERAL));
    }

    @Test
    void the_pupil_who_ends_a_small_school_costs_its_lump_sum() {
        // 300 × 1,000 + 50,000 and 301 × 1,000
        assertThat(total(withLumpSum(300))).isEqualTo(Money.parse("350000.00"));
        assertThat(total(withLumpSum(301))).isEqualTo(Money.parse("301000.00"));
    }

    private static Trial withTitleI(long pupils, long poverty) {
        RevenueSource titleI = RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
        School school = School.of("1", "A school")
                .enrolling(Enrollment.in(ELEMENTARY)
                        .pupils(pupils)
                        .need(POVERTY, poverty)
                        .build())
                .build();
        return Trial.in(school)
                .source(GENERAL, "10000000.00", paying(line("base").amount(pupils().times(dollars(1_000)))))
                .source(
                        titleI,
                        "10000000.00",
                        eligible(shareOf(POVERTY).atLeast("40%")),
                        paying(line("poverty").amount(pupils(POVERTY).times(dollars(500)))));
    }

    @Test
    void a_pupil_who_is_not_poor_can_cost_a_school_its_eligibility() {
        // 40 of 100 are 40%: 100,000 + 20,000; 40 of 101 are less: 101,000
        assertThat(total(withTitleI(100, 40))).isEqualTo(Money.parse("120000.00"));
        assertThat(total(withTitleI(101, 40))).isEqualTo(Money.parse("101000.00"));
        assertThat(withTitleI(101, 40).allocate().of(Trial.id("1")).explain().toString())
                .contains("not eligible: 40 pupils (poverty) ÷ 101 pupils is below 0.4");
    }

    private static Money withTaper(long pupils) {
        return total(Trial.withPupils(pupils)
                .source(GENERAL, "10000000.00")
                .lines(
                        line("base").amount(pupils().times(dollars(3_522))).from(GENERAL),
                        line("subsidy")
                                .amount(least(
                                        number(500).inExcessOf(pupils()).times(dollars(850)),
                                        amount("base").times("15%")))
                                .from(GENERAL)));
    }

    @Test
    void a_taper_that_is_less_steep_than_the_rate_has_no_cliff() {
        // Houston's slope: below 500 each pupil brings 3,522 and costs 850, or brings 15% more
        for (long pupils = 1; pupils < 520; pupils++) {
            assertThat(withTaper(pupils + 1)).isGreaterThan(withTaper(pupils));
        }
    }

    private static Money withTeachers(long pupils) {
        return total(Trial.withPupils(pupils)
                .source(GENERAL, "10000000.00")
                .lines(
                        line("teachers")
                                .figure(pupils().dividedBy(number(30)))
                                .rounded(Rounding.whole().up()),
                        line("salaries")
                                .amount(figure("teachers").times(dollars(80_000)))
                                .from(GENERAL)));
    }

    @Test
    void staff_by_ratio_gives_601_comfortable_pupils_a_teacher_more_than_600_needy_ones() {
        // The guidebook's example: 600 / 30 = 20 teachers, 601 / 30 = 20.03 → 21
        assertThat(withTeachers(600)).isEqualTo(Money.parse("1600000.00"));
        assertThat(withTeachers(601)).isEqualTo(Money.parse("1680000.00"));
    }
}
