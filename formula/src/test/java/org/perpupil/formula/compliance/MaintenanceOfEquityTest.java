package org.perpupil.formula.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.compliance.TwoYears.AFTER;
import static org.perpupil.formula.compliance.TwoYears.BEFORE;
import static org.perpupil.formula.compliance.TwoYears.LEVY;
import static org.perpupil.formula.compliance.TwoYears.STATE_AID;
import static org.perpupil.formula.compliance.TwoYears.TITLE_I;
import static org.perpupil.formula.compliance.TwoYears.line;
import static org.perpupil.formula.compliance.TwoYears.school;
import static org.perpupil.formula.compliance.TwoYears.uncounted;
import static org.perpupil.pupils.GradeSpan.ALL_GRADES;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.compliance.MaintenanceOfEquity.Finding;
import org.perpupil.formula.compliance.MaintenanceOfEquity.Untold;
import org.perpupil.money.Money;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

class MaintenanceOfEquityTest {

    /** Three schools of 300 pupils with little poverty, to which a fourth is added. */
    private static TwoYears threeOthers() {
        return new TwoYears()
                .school("102", ALL_GRADES, 300, 60, "2700000", "2700000")
                .school("103", ALL_GRADES, 300, 50, "2700000", "2670000")
                .school("104", ALL_GRADES, 300, 40, "2700000", "2724000");
    }

    private static TwoYears four() {
        return threeOthers().school("101", ALL_GRADES, 300, 180, "2700000", "2610000");
    }

    @Test
    void a_poor_school_that_lost_more_than_the_mean_fails() {
        MaintenanceOfEquity check = four().check();

        // 90,000 + 0 + 30,000 − 24,000 = 96,000 less, over 1,200 pupils
        assertThat(check.allowed()).isEqualTo(Rational.of(80));
        assertThat(check.isMet()).isFalse();
        assertThat(check.exemption()).isEmpty();
        assertThat(check.untold()).isEmpty();
        assertThat(check.failing()).hasSize(1).isEqualTo(check.findings());
        Finding lincoln = check.findings().get(0);
        // 180 / 300
        assertThat(lincoln.povertyShare()).isEqualTo(Rational.of(3, 5));
        // 2,700,000 / 300 and 2,610,000 / 300
        assertThat(lincoln.before()).isEqualTo(Rational.of(9_000));
        assertThat(lincoln.after()).isEqualTo(Rational.of(8_700));
        assertThat(lincoln.reduction()).isEqualTo(Rational.of(300));
        // 80 − 300
        assertThat(lincoln.margin()).isEqualTo(Rational.of(-220));
        // 300 − x / 300 = (96,000 − x) / 1,200, so that 220 = x / 400
        assertThat(lincoln.mend()).isEqualTo(Money.ofDollars(88_000));
        assertThat(check).hasToString("""
                0 of 1 high-poverty schools lost no more than the $80.00 for each pupil that are allowed
                  School 101 (101), 60.0% in poverty: $9,000.00 → $8,700.00 for each pupil, $300.00 less; $88,000.00 mend it""");
    }

    @Test
    void a_poor_school_may_lose_as_much_as_the_mean() {
        // 24,000 less; 24,000 + 0 + 30,000 − 24,000 = 30,000 over 1,200 are 25, and 24,000 / 300 are 80
        assertThat(threeOthers()
                        .school("101", ALL_GRADES, 300, 180, "2700000", "2676000")
                        .check()
                        .isMet())
                .isFalse();
        // 2,000 less; 8,000 over 1,200 pupils are 6 2/3, as 2,000 / 300 are
        MaintenanceOfEquity check = threeOthers()
                .school("101", ALL_GRADES, 300, 180, "2700000", "2698000")
                .check();

        assertThat(check.findings().get(0).margin()).isEqualTo(Rational.ZERO);
        assertThat(check.isMet()).isTrue();
        assertThat(check.findings().get(0).mend()).isEqualTo(Money.ZERO);
        assertThat(check)
                .hasToString("1 of 1 high-poverty schools lost no more than the $6.67 for each pupil that are allowed");
    }

    @Test
    void where_the_district_has_more_no_poor_school_may_have_less() {
        // the others have 6,000 less in all, and 101 has 9,000 more: 3,000 more in the district
        MaintenanceOfEquity gaining = threeOthers()
                .school("101", ALL_GRADES, 300, 180, "2700000", "2709000")
                .check();
        assertThat(gaining.allowed()).isEqualTo(Rational.ZERO);
        assertThat(gaining.isMet()).isTrue();

        MaintenanceOfEquity losing = new TwoYears()
                .school("101", ALL_GRADES, 300, 180, "2700000", "2699999.99")
                .school("102", ALL_GRADES, 300, 60, "2700000", "2800000")
                .school("103", ALL_GRADES, 300, 50, "2700000", "2700000")
                .school("104", ALL_GRADES, 300, 40, "2700000", "2700000")
                .check();
        assertThat(losing.isMet()).isFalse();
        // one cent was lost
        assertThat(losing.findings().get(0).mend()).isEqualTo(Money.ofCents(1));
    }

    @Test
    void what_mends_two_schools_is_enough_for_both() {
        TwoYears years = new TwoYears()
                .school("1", ALL_GRADES, 150, 90, "1500000", "1470000")
                .school("2", ALL_GRADES, 150, 75, "1500000", "1455000")
                .school("3", ALL_GRADES, 150, 10, "1500000", "1452000");
        for (int id = 4; id <= 8; id++) {
            years.school(String.valueOf(id), ALL_GRADES, 150, 10, "1500000", "1500000");
        }

        MaintenanceOfEquity check = years.check();

        // 30,000 + 45,000 + 48,000 over 1,200 pupils
        assertThat(check.allowed()).isEqualTo(Rational.parse("102.5"));
        // With a allowed after it, x = 150 (200 − a) and y = 150 (300 − a), and a = (123,000 − x − y) / 1,200: a = 53
        // 1/3.
        assertThat(check.findings())
                .extracting(Finding::mend)
                .containsExactly(Money.ofDollars(22_000), Money.ofDollars(37_000));
    }

    @Test
    void pupils_who_left_are_no_reduction_for_those_who_stayed() {
        MaintenanceOfEquity check = threeOthers()
                .before("101", ALL_GRADES, 300, 180, "2700000")
                .after("101", ALL_GRADES, 290, 180, "2610000")
                .check();

        // 9,000 for each of 300 and of 290
        assertThat(check.findings().get(0).reduction()).isEqualTo(Rational.ZERO);
        // 96,000 over the pupils of the year that is tested: 290 + 900
        assertThat(check.allowed()).isEqualTo(Rational.of(96_000, 1_190));
        assertThat(check.isMet()).isTrue();
    }

    @Test
    void federal_money_does_not_count_and_named_sources_do() {
        TwoYears years = threeOthers()
                .only(BEFORE, school("101", ALL_GRADES, 300, 180))
                .only(AFTER, school("101", ALL_GRADES, 300, 180))
                .budgetBefore("101", line(LEVY, "2000000"), line(STATE_AID, "700000"))
                .budgetAfter("101", line(LEVY, "2000000"), line(STATE_AID, "500000"), line(TITLE_I, "200000"));

        // 200,000 of state aid less for 300 pupils
        assertThat(years.check().findings().get(0).reduction()).isEqualTo(Rational.of(2_000, 3));
        // the levy alone pays the same
        assertThat(years.check(MaintenanceOfEquity.of(POVERTY, RoundingMode.DOWN)
                                .from(LEVY))
                        .findings()
                        .get(0)
                        .reduction())
                .isEqualTo(Rational.ZERO);
    }

    @Test
    void a_quarter_that_is_not_whole_is_rounded_as_the_caller_says_and_of_equals_the_first_by_id_is_taken() {
        TwoYears five = new TwoYears();
        for (int id = 1; id <= 5; id++) {
            five.school(String.valueOf(id), ALL_GRADES, 300, 100, "1", "1");
        }

        // 5 / 4 is 1 1/4
        assertThat(five.check().findings())
                .extracting(finding -> finding.school().name())
                .containsExactly("School 1");
        assertThat(five.check(MaintenanceOfEquity.of(POVERTY, RoundingMode.UP)).findings())
                .extracting(finding -> finding.school().name())
                .containsExactly("School 1", "School 2");
        assertThatThrownBy(() -> MaintenanceOfEquity.of(POVERTY, RoundingMode.HALF_UP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a quarter of the schools is rounded up or down, not HALF_UP");
    }

    @Test
    void a_school_without_last_years_budget_is_left_out_and_keeps_the_test_from_being_met() {
        MaintenanceOfEquity check = threeOthers()
                .only(BEFORE, school("101", ALL_GRADES, 300, 180))
                .after("101", ALL_GRADES, 300, 180, "2610000")
                .check();

        assertThat(check.findings()).isEmpty();
        assertThat(check.untold()).containsExactly(new Untold(id("101"), "no budget for 2025–26", true));
        assertThat(check.isMet()).isFalse();
        // 0 + 30,000 − 24,000 over 900 pupils
        assertThat(check.allowed()).isEqualTo(Rational.of(6_000, 900));
        assertThat(check).hasToString("""
                0 of 0 high-poverty schools lost no more than the $6.67 for each pupil that are allowed
                  101 cannot be told: no budget for 2025–26; it may be high-poverty""");
    }

    @Test
    void a_school_with_little_poverty_that_cannot_be_told_leaves_the_others_to_be_tested() {
        MaintenanceOfEquity check = four().before("105", ALL_GRADES, 300, 0, "2700000")
                .only(AFTER, school("105", ALL_GRADES, 300, 0))
                .check();

        assertThat(check.untold()).containsExactly(new Untold(id("105"), "no budget for 2026–27", false));
        // as without it: 96,000 over 1,200
        assertThat(check.allowed()).isEqualTo(Rational.of(80));
    }

    @Test
    void schools_that_opened_or_closed_count_in_the_sums_of_their_year() {
        MaintenanceOfEquity check = four().before("105", ALL_GRADES, 200, 0, "1800000")
                .after("106", ALL_GRADES, 240, 0, "1860000")
                .check();

        assertThat(check.untold())
                .containsExactly(
                        new Untold(id("105"), "not among the schools of 2026–27", false),
                        new Untold(id("106"), "not among the schools of 2025–26", false));
        // 96,000 + 1,800,000 − 1,860,000 = 36,000 over 1,200 + 240 pupils
        assertThat(check.allowed()).isEqualTo(Rational.of(25));
    }

    @Test
    void what_is_not_known_of_a_school_is_told() {
        MaintenanceOfEquity check = threeOthers()
                .budgetBefore("100", line(LEVY, "5"))
                .only(BEFORE, uncounted("101", 0))
                .budgetBefore("101", line(LEVY, "5"))
                .after("101", ALL_GRADES, 300, 180, "2610000")
                .only(BEFORE, uncounted("105", 300))
                .budgetBefore("105", line(LEVY, "2700000"))
                .only(AFTER, uncounted("105", 300))
                .budgetAfter("105", line(LEVY, "2700000"))
                .check();

        assertThat(check.untold())
                .containsExactly(
                        new Untold(id("100"), "a budget for 2025–26 but no pupils", false),
                        new Untold(id("101"), "without pupils in 2025–26", true),
                        new Untold(id("105"), "no count of poverty", true));
    }

    @Test
    void small_districts_and_single_schools_are_exempt() {
        GradeSpan elementary = GradeSpan.of("elementary", "K", "5");
        GradeSpan high = GradeSpan.of("high", "6", "12");

        MaintenanceOfEquity small = new TwoYears()
                .school("1", ALL_GRADES, 500, 400, "5000", "4000")
                .school("2", ALL_GRADES, 499, 0, "5000", "5000")
                .check(MaintenanceOfEquity.of(POVERTY, RoundingMode.UP));
        assertThat(small.isMet()).isTrue();
        assertThat(small.exemption()).hasValue("it has 999 pupils, fewer than 1000");
        // 5,000 / 500 and 4,000 / 500: it would fail
        assertThat(small.failing()).hasSize(1);
        assertThat(small.toString()).startsWith("exempt, because it has 999 pupils, fewer than 1000\n0 of 1 ");

        assertThat(new TwoYears()
                        .school("1", ALL_GRADES, 1_000, 400, "5000", "4000")
                        .check()
                        .exemption())
                .hasValue("it has one school");
        assertThat(new TwoYears()
                        .school("1", elementary, 600, 400, "5000", "4000")
                        .school("2", high, 400, 0, "5000", "5000")
                        .check()
                        .exemption())
                .hasValue("each grade is taught at one school");
        assertThat(new TwoYears()
                        .school("1", elementary, 600, 400, "5000", "4000")
                        .school("2", high, 400, 0, "5000", "5000")
                        .school("3", GradeSpan.of("upper", "5", "5"), 10, 0, "5000", "5000")
                        .check()
                        .exemption())
                .isEmpty();
    }

    @Test
    void a_district_without_schools_with_pupils_allows_nothing() {
        MaintenanceOfEquity check = new TwoYears()
                .only(BEFORE, uncounted("1", 0))
                .only(AFTER, uncounted("1", 0))
                .check();

        assertThat(check.allowed()).isEqualTo(Rational.ZERO);
        assertThat(check.untold()).containsExactly(new Untold(id("1"), "no budget for 2025–26", false));
    }

    @Test
    void years_that_do_not_follow_each_other_are_refused() {
        District district = District.named("Springfield").build();
        MaintenanceOfEquity.Before before =
                MaintenanceOfEquity.of(POVERTY, RoundingMode.UP).before(district, Budgets.of(BEFORE, List.of()));

        assertThatThrownBy(() -> before.after(district, Budgets.of(BEFORE, List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the budgets of 2025–26 are compared with those of 2026–27, not of 2025–26");
    }

    private static SchoolId id(String id) {
        return SchoolId.of(id);
    }

    @Test
    void a_test_of_no_money_is_refused() {
        MaintenanceOfEquity.Rule rule = MaintenanceOfEquity.of(POVERTY, RoundingMode.DOWN);
        TwoYears years = new TwoYears().school("1", GradeSpan.ALL_GRADES, 1_000, 600, "100", "50");

        assertThatIllegalArgumentException().isThrownBy(rule::from);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> years.check(rule.from(RevenueSource.local("levi", "Levy"))))
                .withMessage("no budget of 2025–26 or 2026–27 has money of Levy (levi); they have [levy]");
        assertThat(years.check(rule.from(TwoYears.LEVY)).untold()).isEmpty();
    }
}
