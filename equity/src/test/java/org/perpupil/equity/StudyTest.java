package org.perpupil.equity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.spending.Expenditure;
import org.perpupil.spending.SchoolSpending;
import org.perpupil.spending.Spending;

class StudyTest {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource GRANT =
            RevenueSource.federal("grant", "Grant").restrictedTo("reading");
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");

    private static SchoolBudget budget(String id, String general, String grant) {
        return new SchoolBudget(
                SchoolId.of(id),
                YEAR,
                List.of(
                        new BudgetLine("base", GENERAL, Money.parse(general), Held.FREE),
                        new BudgetLine("reading", GRANT, Money.parse(grant), Held.FREE)));
    }

    private static School school(String id, GradeSpan span, String pupils) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(span).pupils(new BigDecimal(pupils)).build())
                .build();
    }

    private static final District DISTRICT = District.named("Unified")
            .levels(ELEMENTARY, HIGH)
            .school(School.of("2", "Lincoln")
                    .enrolling(Enrollment.in(HIGH)
                            .pupils(new BigDecimal("250.5"))
                            .need(NeedCategory.POVERTY, 100)
                            .build())
                    .number("rooms", 30)
                    .text("principal", "Ms. Roe")
                    .flag("old", true)
                    .build())
            .school(School.of("1", "Central")
                    .enrolling(Enrollment.in(ELEMENTARY)
                            .pupils(400)
                            .need(NeedCategory.POVERTY, 120)
                            .need(NeedCategory.ENGLISH_LEARNER, 0)
                            .build())
                    .money("rent", Money.parse("1200.50"))
                    .build())
            .build();

    private static final Budgets BUDGETS =
            Budgets.of(YEAR, List.of(budget("1", "4000000.00", "0.00"), budget("2", "2000000.00", "505010.00")));

    @Test
    void takes_what_schools_have_to_spend() {
        Study study = Study.of(BUDGETS, DISTRICT);
        assertThat(study.units()).containsExactly("1", "2");
        assertThat(study.size()).isEqualTo(2);
        // 4,000,000 / 400, 2,505,010 / 250.5, and their parts
        assertThat(study.numbers(Study.DOLLARS)).containsExactly(10_000, 2_505_010 / 250.5);
        assertThat(study.numbers(Study.RESTRICTED)).containsExactly(0, 505_010 / 250.5);
        assertThat(study.numbers(Study.UNRESTRICTED)).containsExactly(10_000, 2_000_000 / 250.5);
        assertThat(study.numbers(Study.PUPILS)).containsExactly(400, 250.5);
        assertThat(study.texts(Study.LEVEL)).containsExactly("elementary", "high");
        assertThat(study.leftOut()).isEmpty();
    }

    @Test
    void takes_what_was_spent_at_schools_and_centrally() {
        RevenueSource general = RevenueSource.local("general", "General fund");
        RevenueSource titleI = RevenueSource.federal("title-i", "Title I").restrictedTo(Restriction.to("poor pupils"));
        Spending spending = Spending.of(
                        YEAR,
                        List.of(
                                new SchoolSpending(
                                        SchoolId.of("1"),
                                        YEAR,
                                        List.of(
                                                Expenditure.atSchool(general, Money.ofDollars(4_000_000)),
                                                Expenditure.atSchool(titleI, Money.ofDollars(100_000)))),
                                new SchoolSpending(SchoolId.of("7"), YEAR, List.of())))
                .withCentral(general, Money.ofDollars(60_000), Map.of(SchoolId.of("1"), 1));
        Study study = Study.of(spending, DISTRICT);
        // 4,160,000, 100,000, 4,060,000, 4,100,000 and 60,000 over 400 pupils
        assertThat(study.units()).containsExactly("1");
        assertThat(study.numbers(Study.DOLLARS)).containsExactly(10_400);
        assertThat(study.numbers(Study.RESTRICTED)).containsExactly(250);
        assertThat(study.numbers(Study.UNRESTRICTED)).containsExactly(10_150);
        assertThat(study.numbers(Study.AT_SCHOOL)).containsExactly(10_250);
        assertThat(study.numbers(Study.CENTRAL)).containsExactly(150);
        assertThat(study.numbers("poverty")).containsExactly(30);
        assertThat(study.leftOut())
                .extracting(Problem::code, Problem::place, Problem::found)
                .containsExactly(
                        tuple("spending.none", "2", "no spending in " + YEAR),
                        tuple("school.unknown", "7", "spending of a school that is not in Unified"));
    }

    @Test
    void takes_shares_of_need_in_per_cent() {
        Study study = Study.of(BUDGETS, DISTRICT);
        // 100 × 120 / 400, 100 × 100 / 250.5
        assertThat(study.numbers("poverty")).containsExactly(30, 10_000 / 250.5);
        // A count of 0 is a count; what nobody counted is missing.
        assertThat(study.number(0, "English learner")).hasValue(0);
        assertThat(study.number(1, "English learner")).isEmpty();
    }

    @Test
    void takes_facts_that_are_numbers_amounts_or_texts() {
        Study study = Study.of(BUDGETS, DISTRICT);
        assertThat(study.number(1, "rooms")).hasValue(30);
        assertThat(study.number(0, "rooms")).isEmpty();
        assertThat(study.number(0, "rent")).hasValue(1200.5);
        assertThat(study.text(1, "principal")).hasValue("Ms. Roe");
        assertThat(study.text(0, "principal")).isEmpty();
        assertThat(study.numbers()).doesNotContain("old");
        assertThat(study.texts(Study.NAME)).containsExactly("Central", "Lincoln");
        assertThat(study.texts()).containsExactly(Study.NAME, Study.LEVEL, "old", "principal");
    }

    @Test
    void takes_facts_that_are_yes_or_no() {
        Study study = Study.of(BUDGETS, DISTRICT);
        assertThat(study.texts("old")).containsExactly("", "yes");
        assertThat(study.where("old", "yes").units()).containsExactly("2");
    }

    @Test
    void loses_no_fact_to_a_column_of_its_name_or_to_facts_of_another_kind() {
        NeedCategory pupils = new NeedCategory("pupils");
        District district = District.named("Unified")
                .school(School.of("1", "Central")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(400)
                                .need(NeedCategory.POVERTY, 120)
                                .need(pupils, 100)
                                .build())
                        .number("poverty", 7)
                        .text("poverty (fact)", "high")
                        .text("level", "K-5")
                        .number("code", 3)
                        .flag("open", false)
                        .build())
                .school(School.of("2", "Lincoln")
                        .enrolling(Enrollment.in(HIGH).pupils(200).build())
                        .text("code", "3b")
                        .money("open", Money.parse("1.50"))
                        .build())
                .build();
        Study study = Study.of(BUDGETS, district);
        assertThat(study.numbers("poverty")).containsExactly(30, Double.NaN);
        assertThat(study.numbers("poverty (fact)")).containsExactly(7, Double.NaN);
        assertThat(study.texts("poverty (fact) (fact)")).containsExactly("high", "");
        assertThat(study.texts("level (fact)")).containsExactly("K-5", "");
        assertThat(study.numbers("pupils (share)")).containsExactly(25, Double.NaN);
        assertThat(study.texts("code")).containsExactly("3", "3b");
        assertThat(study.texts("open")).containsExactly("no", "1.50");
    }

    @Test
    void tells_every_fact_that_is_too_large() {
        District district = District.named("Unified")
                .school(School.of("1", "Central")
                        .enrolling(Enrollment.in(ELEMENTARY).pupils(400).build())
                        .number("rooms", new BigDecimal("1e400"))
                        .build())
                .build();
        assertThatThrownBy(() -> Study.of(BUDGETS, district))
                .isInstanceOf(ProblemException.class)
                .hasMessage(
                        "\"rooms\" cannot be a column; 1 problem:\n"
                                + "  1: found rooms Infinity; allowed: a finite number, or NaN for missing. Correct the number.");
    }

    @Test
    void lists_every_school_that_cannot_be_studied() {
        District district = District.named("Unified")
                .school(school("1", GradeSpan.ALL_GRADES, "400"))
                .school(school("3", GradeSpan.ALL_GRADES, "0"))
                .school(school("4", GradeSpan.ALL_GRADES, "120"))
                .build();
        Budgets budgets = Budgets.of(
                YEAR,
                List.of(budget("1", "0.00", "0.00"), budget("3", "125000.00", "0.00"), budget("9", "1.00", "0.00")));
        Study study = Study.of(budgets, district);
        // A budget of 0 is a budget.
        assertThat(study.units()).containsExactly("1");
        assertThat(study.numbers(Study.DOLLARS)).containsExactly(0);
        assertThat(study.leftOut())
                .extracting(Problem::message)
                .containsExactly(
                        "3: found no pupils; allowed: more than 0 pupils. Give its pupils, or report its money"
                                + " beside the study.",
                        "4: found no budget in 2026–27; allowed: a budget, which may be 0. Give its budget.",
                        "9: found a budget of a school that is not in Unified; allowed: schools of the district."
                                + " Add the school with its pupils, or leave the budget out.");
        assertThat(study.copy().build().leftOut()).isEqualTo(study.leftOut());
        assertThat(study.where(row -> false).leftOut()).isEqualTo(study.leftOut());
    }

    @Test
    void refuses_budgets_of_which_none_can_be_studied() {
        assertThatThrownBy(() -> Study.of(Budgets.of(YEAR, List.of()), DISTRICT))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::place)
                                .containsExactly("1", "2"))
                .hasMessageStartingWith("there is nothing to study in Unified in 2026–27; 2 problems:");
        District empty = District.named("Empty").build();
        assertThat(catchThrowableOfType(ProblemException.class, () -> Study.of(Budgets.of(YEAR, List.of()), empty))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("school.none");
    }

    private static Study three() {
        return Study.of(List.of("a", "b", "c"))
                .number("need", 10, Double.NaN, 30)
                .number("dollars", 100, 200, 600)
                .text("level", List.of("high", "", "middle"))
                .build();
    }

    @Test
    void tells_what_is_missing() {
        assertThat(three().number(0, "need")).isEqualTo(OptionalDouble.of(10));
        assertThat(three().number(1, "need")).isEmpty();
        assertThat(three().text(0, "level")).isEqualTo(Optional.of("high"));
        assertThat(three().text(1, "level")).isEmpty();
        assertThat(three().numbers("need")).containsExactly(10, Double.NaN, 30);
        assertThat(three().texts("level")).containsExactly("high", "", "middle");
    }

    @Test
    void names_rows_from_1() {
        assertThat(Study.ofRows(3).build().units()).containsExactly("1", "2", "3");
        assertThat(Study.ofRows(0).build().size()).isZero();
    }

    @Test
    void computes_columns_and_keeps_what_is_missing() {
        Study study = three().with("twice", "need", need -> 2 * need)
                .with("ratio", "dollars", "need", (dollars, need) -> dollars / need);
        assertThat(study.numbers("twice")).containsExactly(20, Double.NaN, 60);
        assertThat(study.numbers("ratio")).containsExactly(10, Double.NaN, 20);
        assertThat(study.numbers()).containsExactly("need", "dollars", "twice", "ratio");
        assertThat(three().numbers()).containsExactly("need", "dollars");
    }

    @Test
    void never_computes_with_what_is_missing() {
        Study study = three().with("high", "need", need -> need > 15 ? 1 : 0)
                .with("known", "need", "dollars", (need, dollars) -> 1);
        assertThat(study.numbers("high")).containsExactly(0, Double.NaN, 1);
        assertThat(study.numbers("known")).containsExactly(1, Double.NaN, 1);
    }

    @Test
    void tells_every_unit_of_which_known_numbers_give_none() {
        assertThatThrownBy(() -> three().with("root", "need", need -> Math.log(need - 10)))
                .isInstanceOf(ProblemException.class)
                .hasMessage("\"root\" cannot be computed; 1 problem:\n"
                        + "  a: found -Infinity, computed from need 10.0; allowed: a finite number where nothing is missing."
                        + " Leave the row out before, with leavingOut(…), or correct what it is computed from.");
        assertThatThrownBy(() -> three().with("x", "dollars", "need", (dollars, need) -> dollars * (need - 10) / 0))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::place, Problem::found)
                                .containsExactly(
                                        tuple("a", "NaN, computed from dollars 100.0, need 10.0"),
                                        tuple("c", "Infinity, computed from dollars 600.0, need 30.0")));
        assertThatThrownBy(() -> Study.ofRows(1)
                        .number("one", 1e308)
                        .number("other", 1e308)
                        .build()
                        .withSum("both", "one", "other"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("1: found Infinity, computed from one 1.0E308, other 1.0E308");
        assertThatThrownBy(() -> three().with("need", "dollars", dollars -> dollars / 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the study already has a column \"need\"");
    }

    @Test
    void keeps_rows_of_which_something_is_true() {
        Study kept = three().where(row -> row != 1);
        assertThat(kept.units()).containsExactly("a", "c");
        assertThat(kept.numbers("need")).containsExactly(10, 30);
        assertThat(kept.texts("level")).containsExactly("high", "middle");
        assertThat(three().where("level", "middle").units()).containsExactly("c");
        assertThat(three().where("level", "").units()).containsExactly("b");
        assertThat(three().where(row -> true)).isEqualTo(three());
    }

    @Test
    void refuses_texts_that_no_row_has() {
        assertThatThrownBy(() -> three().where("level", "low"))
                .isInstanceOf(ProblemException.class)
                .hasMessage(
                        "rows cannot be chosen; 1 problem:\n"
                                + "  texts of \"level\": found \"low\" in no row; allowed: \"high\", \"middle\". Name a text that a row has.");
        assertThatThrownBy(() -> three().where(row -> row == 0).where("level", ""))
                .hasMessageContaining("found no row without a text; allowed: \"high\".");
        assertThatThrownBy(() -> three().where(row -> row == 1).where("level", "high"))
                .hasMessageContaining("allowed: nothing, for no row has a text.");
        Study many = Study.ofRows(25)
                .text("code", IntStream.range(0, 25).mapToObj(row -> "c" + row).toList())
                .build();
        assertThatThrownBy(() -> many.where("code", "c25")).hasMessageContaining("\"c18\", \"c19\" and 5 more.");
    }

    @Test
    void leaves_rows_out_for_a_reason_and_tells() {
        Problem before = new Problem("budget.none", "d", "no budget", "a budget", "Give it.");
        Study study = three().copy().leftOut(List.of(before)).build();
        Study left = study.leavingOut(row -> row == 1, "a virtual school").leavingOut("level", "middle", "too large");
        assertThat(left.units()).containsExactly("a");
        assertThat(left.numbers("need")).containsExactly(10);
        assertThat(left.leftOut())
                .extracting(Problem::message)
                .containsExactly(
                        before.message(),
                        "b: found a virtual school; allowed: units that the study is of. Report it beside the study.",
                        "c: found too large; allowed: units that the study is of. Report it beside the study.");
        assertThat(study.leavingOut(row -> false, "closed")).isEqualTo(study);
        assertThat(study.leavingOut("level", "", "no level").units()).containsExactly("a", "c");
        assertThatThrownBy(() -> study.leavingOut("level", "hihg", "closed"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("rows cannot be left out; 1 problem:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> study.leavingOut(row -> true, " "))
                .withMessage("rows are left out for a reason, which is not blank");
    }

    @Test
    void merges_levels() {
        Study study = three().withRecoded("kind", "level", Map.of("middle", "high"));
        assertThat(study.texts("kind")).containsExactly("high", "", "high");
        assertThat(study.texts("level")).containsExactly("high", "", "middle");
        assertThat(three().withRecoded("kind", "level", Map.of("", "other", "high", ""))
                        .texts("kind"))
                .containsExactly("", "other", "middle");
        assertThatThrownBy(() -> three().withRecoded("kind", "level", Map.of("midle", "high", "low", "high")))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith(
                        "\"level\" cannot be recoded; 2 problems:\n  texts of \"level\": found \"low\" in no row;");
        assertThatThrownBy(() -> three().withRecoded("level", "level", Map.of("middle", "high")))
                .isInstanceOf(IllegalStateException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> three().withRecoded("kind", "need", Map.of()));
    }

    @Test
    void does_not_change_with_the_arrays_it_was_made_from_or_gave() {
        double[] need = {1, 2, 3};
        Study study = Study.ofRows(3).number("need", need).build();
        need[0] = 100;
        study.numbers("need")[1] = 100;
        assertThat(study.numbers("need")).containsExactly(1, 2, 3);
        Study.Builder copy = study.copy();
        Study before = copy.build();
        copy.number("more", 1, 2, 3);
        assertThat(before.numbers()).containsExactly("need");
    }

    @Test
    void reads_a_column_where_it_is() {
        Study.Column column = three().values("dollars");
        assertThat(column.size()).isEqualTo(3);
        assertThat(column.get(2)).isEqualTo(600);
        double[] block = new double[3];
        column.copy(1, 2, block);
        assertThat(block).containsExactly(200, 600, 0);
    }

    @Test
    void is_a_value() {
        assertThat(three())
                .isEqualTo(three())
                .hasSameHashCodeAs(three())
                .isEqualTo(three().copy().build());
        assertThat(three()).isNotEqualTo(three().with("more", "need", need -> need));
        assertThat(three()).isNotEqualTo(three().where(row -> row < 2));
        assertThat(Study.ofRows(1).number("x", 1).build())
                .isNotEqualTo(Study.ofRows(1).number("x", 2).build())
                .isNotEqualTo(Study.ofRows(1).text("x", List.of("1")).build());
        assertThat(three()).hasToString("3 units, columns \"need\", \"dollars\", \"level\"");
        assertThat(Study.ofRows(2).build()).hasToString("2 units, columns none");
    }

    @Test
    void refuses_columns_that_are_not_there() {
        String message = "the study has no column of numbers \"ned\"; it has \"need\", \"dollars\"";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().number(0, "ned"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().numbers("ned"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().values("ned"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().with("more", "ned", need -> need))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().with("more", "need", "ned", Double::sum))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().texts("need"))
                .withMessage("the study has no column of texts \"need\"; it has \"level\"");
        assertThatIllegalArgumentException().isThrownBy(() -> three().where("need", "10"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Study.ofRows(1).build().texts("need"))
                .withMessage("the study has no column of texts \"need\"; it has none");
    }

    @Test
    void refuses_columns_that_do_not_fit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Study.ofRows(2).number("need", 1, 2, 3))
                .withMessage("column \"need\" has 3 values for 2 units");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Study.ofRows(2).text("level", List.of("high")))
                .withMessage("column \"level\" has 1 values for 2 units");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Study.ofRows(1).number(" ", 1))
                .withMessage("a column has a name");
        assertThatThrownBy(() -> three().copy().text("need", List.of("x", "y", "z")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the study already has a column \"need\"");
        assertThatNullPointerException().isThrownBy(() -> Study.of((List<String>) null));
        assertThatNullPointerException().isThrownBy(() -> three().numbers(null));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refuses_numbers_without_end(double value) {
        assertThatThrownBy(() -> Study.of(List.of("a", "b", "c")).number("need", value, 1, value))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::place)
                                .containsExactly("a", "c"))
                .hasMessageStartingWith("\"need\" cannot be a column; 2 problems:\n"
                        + "  a: found need %s; allowed: a finite number, or NaN for missing. Correct the number."
                                .formatted(value));
    }

    @Test
    void keeps_why_a_value_is_missing_through_every_step() {
        Study study = Study.of(List.of("a", "b", "c"))
                .number("lunch", 50, Double.NaN, Double.NaN)
                .number("pupils", Double.NaN, 100, 200)
                .text("level", List.of("High", "", "High"))
                .missing("lunch", 1, Missing.SUPPRESSED)
                .missing("level", 1, Missing.NOT_APPLICABLE)
                .missing("pupils", 0, Missing.NOT_GIVEN)
                .build();
        assertThat(study.missing(0, "lunch")).isEmpty();
        assertThat(study.missing(1, "lunch")).contains(Missing.SUPPRESSED);
        assertThat(study.missing(2, "lunch")).contains(Missing.NOT_GIVEN);
        assertThat(study.missing(1, "level")).contains(Missing.NOT_APPLICABLE);
        assertThat(study.missing(0, "pupils")).contains(Missing.NOT_GIVEN);
        Study derived = study.with("poor", "lunch", "pupils", (lunch, pupils) -> lunch * pupils)
                .withSum("sum", "pupils", "lunch")
                .withRecoded("kind", "level", Map.of("High", "Other"));
        assertThat(derived.missing(1, "poor")).contains(Missing.SUPPRESSED);
        assertThat(derived.missing(1, "sum")).contains(Missing.SUPPRESSED);
        assertThat(derived.missing(0, "sum")).contains(Missing.NOT_GIVEN);
        assertThat(derived.missing(1, "kind")).contains(Missing.NOT_APPLICABLE);
        Study later = derived.where(row -> row > 0).asOf("2016");
        assertThat(later.missing(0, "poor")).contains(Missing.SUPPRESSED);
        assertThat(later.missing(1, "poor")).contains(Missing.NOT_GIVEN);
        Study both = study.asOf("2015").and(later);
        assertThat(both.missing(1, "lunch")).contains(Missing.SUPPRESSED);
        assertThat(both.missing(3, "lunch")).contains(Missing.SUPPRESSED);
        assertThat(both.missing(4, "lunch")).contains(Missing.NOT_GIVEN);
        assertThat(study.and(study).missing(4, "lunch")).contains(Missing.SUPPRESSED);
        assertThat(study.and(study).missing(2, "lunch")).contains(Missing.NOT_GIVEN);
        assertThat(both.missing(0, "poor")).contains(Missing.NOT_GIVEN);
        assertThat(both)
                .isNotEqualTo(
                        both.copy().missing("lunch", 3, Missing.NOT_APPLICABLE).build());
    }

    @Test
    void a_computation_tells_why_it_leaves_a_row_out() {
        Study study = Study.of(List.of("a", "b", "c"))
                .number("dollars", 8_000, 9_000, 10_000)
                .number("lunch", 50, Double.NaN, Double.NaN)
                .number("pupils", 100, 100, 200)
                .missing("lunch", 1, Missing.SUPPRESSED)
                .build();
        assertThat(CompleteRows.of(study, List.of("dollars", "lunch"), List.of(), "refused")
                        .leftOut())
                .extracting(Problem::place, Problem::found)
                .containsExactly(tuple("b", "no lunch (suppressed)"), tuple("c", "no lunch"));
    }

    @Test
    void only_what_is_missing_has_a_reason() {
        Study.Builder study = Study.of(List.of("a")).number("lunch", 50).text("level", List.of("High"));
        assertThatThrownBy(() -> study.missing("lunch", 0, Missing.SUPPRESSED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a has a value in column \"lunch\", which cannot be suppressed");
        assertThatThrownBy(() -> study.missing("level", 0, Missing.SUPPRESSED))
                .isInstanceOf(IllegalStateException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> study.missing("lunhc", 0, Missing.SUPPRESSED));
    }

    @Test
    void takes_over_why_counts_and_facts_of_schools_are_missing() {
        District district = District.named("Unified")
                .school(School.of("1", "Central")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(400)
                                .missing(NeedCategory.FOSTER, Missing.SUPPRESSED)
                                .build())
                        .missing("graduates", Missing.NOT_APPLICABLE)
                        .build())
                .school(School.of("2", "Lincoln")
                        .enrolling(Enrollment.in(HIGH)
                                .pupils(250)
                                .need(NeedCategory.FOSTER, 20)
                                .build())
                        .number("graduates", 90)
                        .build())
                .build();
        Study study = Study.of(BUDGETS, district);
        assertThat(study.missing(0, "foster")).contains(Missing.SUPPRESSED);
        assertThat(study.number(1, "foster")).hasValue(8);
        assertThat(study.missing(0, "graduates")).contains(Missing.NOT_APPLICABLE);
        assertThat(study.missing(1, "graduates")).isEmpty();
    }

    @Test
    void years_do_not_merge_in_what_is_left_out() {
        Study study = Study.of(List.of("a", "b")).number("dollars", 1, 2).build();
        Study both = study.leavingOut(row -> row == 0, "a virtual school")
                .asOf("2015")
                .and(study.leavingOut(row -> row == 0, "a virtual school").asOf("2016"));
        assertThat(both.leftOut()).extracting(Problem::place).containsExactly("a, 2015", "a, 2016");
    }

    @Test
    void adds_columns_whatever_their_order_and_refuses_none() {
        Study study = Study.of(List.of("a"))
                .number("x", 0.1)
                .number("y", 0.2)
                .number("z", 0.3)
                .build();
        // The doubles 0.1, 0.2 and 0.3 add up to 0.6000000000000000055…, next to the double 0.6.
        assertThat(study.withSum("sum", "x", "y", "z").numbers("sum")).containsExactly(0.6);
        assertThat(study.withSum("sum", "z", "y", "x").numbers("sum")).containsExactly(0.6);
        assertThatIllegalArgumentException().isThrownBy(() -> study.withSum("sum"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> study.withSum("sum", "x", "x"))
                .withMessage("\"sum\" is a sum of one or more columns, each once, not of [x, x]");
    }

    @Test
    void leaves_rows_out_by_a_number() {
        Study study = Study.of(List.of("a", "b", "c"))
                .number("pupils", 0, Double.NaN, 100)
                .build();
        Study some = study.leavingOut("pupils", pupils -> pupils == 0, "no pupils");
        assertThat(some.units()).containsExactly("b", "c");
        assertThat(some.leftOut()).extracting(Problem::place, Problem::found).containsExactly(tuple("a", "no pupils"));
        assertThat(some.with("log", "pupils", Math::log).number(1, "log")).hasValue(Math.log(100));
    }

    @Test
    void recoding_to_nothing_names_the_text() {
        Study study = Study.of(List.of("a")).text("level", List.of("High")).build();
        Map<String, String> nothing = new HashMap<>();
        nothing.put("High", null);
        assertThatThrownBy(() -> study.withRecoded("kind", "level", nothing))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the new text for \"High\"");
    }
}
