package org.perpupil.formula.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.HIGH;
import static org.perpupil.formula.Trial.MIDDLE;
import static org.perpupil.formula.Trial.id;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Trial;
import org.perpupil.formula.allocation.Comparison.Change;
import org.perpupil.formula.allocation.Comparison.Summary;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;

class ComparisonTest {

    private static School school(String id, long pupils, GradeSpan... spans) {
        Enrollment.Builder counts = Enrollment.in(spans[0]);
        for (GradeSpan span : spans) {
            counts.in(span).pupils(pupils / spans.length);
        }
        return School.of(id, "School " + id)
                .enrolling(counts.build())
                .text("region", id.compareTo("3") < 0 ? "north" : "south")
                .build();
    }

    private static Money money(String amount) {
        return Money.parse(amount);
    }

    /** $10 a pupil: 1,000, 2,000, 3,000, 4,000, 0 and 6,000; school 6 is new, school 9 is gone. */
    private static Comparison comparison() {
        return Trial.in(
                        school("1", 100, HIGH),
                        school("2", 200, ELEMENTARY),
                        school("3", 300, ELEMENTARY, MIDDLE),
                        school("4", 400, ELEMENTARY),
                        school("5", 0, MIDDLE),
                        school("6", 600, ELEMENTARY))
                .source(GENERAL, "100000.00")
                .lines(line("base").amount(pupils().times(dollars(10))).from(GENERAL))
                .allocate()
                .comparedWith(Trial.paidLastYear(Map.of(
                        "1", money("1500.00"),
                        "2", money("1500.00"),
                        "3", money("2500.00"),
                        "4", money("4000.00"),
                        "5", money("0.00"),
                        "9", money("10.00"))));
    }

    private static Change of(String id) {
        return comparison().changes().stream()
                .filter(change -> change.school().id().equals(id(id)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_change_is_after_less_before() {
        // 1,000 − 1,500
        assertThat(of("1").before()).contains(money("1500.00"));
        assertThat(of("1").after()).isEqualTo(money("1000.00"));
        assertThat(of("1").change()).contains(money("-500.00"));
        assertThat(of("1").relativeChange()).contains(Rational.of(-1, 3));
        assertThat(of("1").changePerPupil()).contains(Rational.of(-5));
    }

    @Test
    void a_school_without_a_budget_before_has_no_change() {
        assertThat(of("6").before()).isEmpty();
        assertThat(of("6").change()).isEmpty();
        assertThat(of("6").relativeChange()).isEmpty();
        assertThat(of("6").changePerPupil()).isEmpty();
    }

    @Test
    void nothing_is_divided_by_zero() {
        assertThat(of("5").change()).contains(Money.ZERO);
        assertThat(of("5").relativeChange()).isEmpty();
        assertThat(of("5").changePerPupil()).isEmpty();
    }

    @Test
    void gains_and_losses_are_sorted_by_size_and_equal_ones_by_id() {
        // +500 for schools 2 and 3, −500 for school 1
        assertThat(comparison().gaining())
                .extracting(change -> change.school().id().value())
                .containsExactly("2", "3");
        assertThat(comparison().losing())
                .extracting(change -> change.school().id().value())
                .containsExactly("1");
    }

    @Test
    void the_largest_gain_and_the_largest_loss_come_first() {
        Comparison comparison = Trial.withPupils(1, 2, 3, 4)
                .source(GENERAL, "1000.00")
                .lines(line("base").amount(dollars(100)).from(GENERAL))
                .allocate()
                .comparedWith(Trial.paidLastYear(Map.of(
                        "1", money("90.00"),
                        "2", money("50.00"),
                        "3", money("101.00"),
                        "4", money("300.00"))));

        // +10, +50, −1, −200
        assertThat(comparison.gaining())
                .extracting(change -> change.school().id().value())
                .containsExactly("2", "1");
        assertThat(comparison.losing())
                .extracting(change -> change.school().id().value())
                .containsExactly("4", "3");
    }

    @Test
    void schools_that_are_gone_are_listed() {
        assertThat(comparison().gone()).containsExactly(id("9"));
    }

    @Test
    void a_summary_counts_new_schools_in_after_only() {
        // Before 1,500 + 1,500 + 2,500 + 4,000 + 0; after 1,000 + 2,000 + 3,000 + 4,000 + 0 + 6,000
        assertThat(comparison().summary())
                .isEqualTo(new Summary(
                        6, money("9500.00"), money("16000.00"), 2, money("1000.00"), 1, money("500.00"), 2));
    }

    @Test
    void groups_are_by_level_in_the_order_of_the_district() {
        Map<String, Summary> byLevel = comparison().byLevel();

        // School 5 has no pupils, so it is in no level; school 3 straddles two
        assertThat(byLevel.keySet()).containsExactly("elementary", "high", "elementary + middle", "other");
        // Schools 2, 4 and 6: before 1,500 + 4,000; after 2,000 + 4,000 + 6,000
        assertThat(byLevel.get("elementary"))
                .isEqualTo(new Summary(3, money("5500.00"), money("12000.00"), 1, money("500.00"), 0, Money.ZERO, 1));
    }

    @Test
    void groups_are_by_any_text_in_order_of_their_first_school() {
        Map<String, Summary> byRegion =
                comparison().by(school -> school.text("region").orElse("none"));

        assertThat(byRegion.keySet()).containsExactly("north", "south");
        // Schools 1 and 2: −500 and +500
        assertThat(byRegion.get("north"))
                .isEqualTo(
                        new Summary(2, money("3000.00"), money("3000.00"), 1, money("500.00"), 1, money("500.00"), 0));
    }

    @Test
    void is_a_small_table_for_people() {
        // by hand from the amounts above: 1 (high) loses 500, 2 (elementary) gains 500, 3 (straddling) gains 500, 4
        // (elementary) and 5 (without pupils) stay; 6 (elementary, 6,000) is new, 9 is gone
        assertThat(comparison()).hasToString("""
                who gains, who loses
                                     schools     before       after  gain          by  lose        by  unchanged
                elementary                 3  $5,500.00  $12,000.00     1    +$500.00     0     $0.00          1
                high                       1  $1,500.00   $1,000.00     0       $0.00     1  −$500.00          0
                elementary + middle        1  $2,500.00   $3,000.00     1    +$500.00     0     $0.00          0
                other                      1      $0.00       $0.00     0       $0.00     0     $0.00          1
                all schools                6  $9,500.00  $16,000.00     2  +$1,000.00     1  −$500.00          2
                without a budget before, neither gaining nor losing: 1
                with a budget before and no longer there: 1""");
        assertThat(comparison().losing().get(0))
                // −500 of 1,500
                .hasToString("School 1 (1): 1,500.00 → 1,000.00, −500.00 (−33.3%)");
        assertThat(comparison().gaining().get(1)).hasToString("School 3 (3): 2,500.00 → 3,000.00, +500.00 (+20.0%)");
        assertThat(comparison().changes().get(4)).hasToString("School 5 (5): 0.00 → 0.00, 0.00");
        assertThat(comparison().changes().get(5)).hasToString("School 6 (6): no budget before → 6,000.00");
        assertThat(comparison().summary())
                .hasToString("6 schools: 9,500.00 → 16,000.00; 2 gain 1,000.00, 1 lose 500.00, 2 unchanged");
    }
}
