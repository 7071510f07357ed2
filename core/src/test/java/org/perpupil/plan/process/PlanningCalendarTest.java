package org.perpupil.plan.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.process.Phase.DECIDE;
import static org.perpupil.plan.process.Phase.ENGAGE;
import static org.perpupil.plan.process.Phase.PRIORITIZE;
import static org.perpupil.plan.process.Phase.REFLECT;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.district.FiscalYear;
import org.perpupil.problem.ProblemException;

class PlanningCalendarTest {
    private static final PlanningCalendar YEAR = PlanningCalendar.yearBefore(FiscalYear.of(2028));

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    // the guidebook, Table 3.1, new timeline: summer engage, fall engage and reflect, winter prioritize, spring decide
    @ParameterizedTest
    @CsvSource({
        "2026-07-01,ENGAGE",
        "2026-08-15,ENGAGE",
        "2026-09-30,ENGAGE",
        "2026-10-01,REFLECT",
        "2026-11-30,REFLECT",
        "2026-12-01,PRIORITIZE",
        "2027-02-28,PRIORITIZE",
        "2027-03-01,DECIDE",
        "2027-06-30,DECIDE"
    })
    void the_year_before_runs_from_summer_to_spring(LocalDate day, Phase phase) {
        assertThat(YEAR.phaseOn(day)).contains(phase);
    }

    @Test
    void no_phase_is_before_the_first_day_or_after_the_last() {
        assertThat(YEAR.phaseOn(day("2026-06-30"))).isEmpty();
        assertThat(YEAR.phaseOn(day("2027-07-01"))).isEmpty();
        assertThat(YEAR.begins().keySet()).containsExactly(ENGAGE, REFLECT, PRIORITIZE, DECIDE);
        assertThat(YEAR.ends()).isEqualTo("2027-06-30");
        assertThat(YEAR.planned()).isEqualTo(FiscalYear.of(2028));
    }

    @Test
    void milestones_are_in_order_of_day_and_id() {
        assertThat(YEAR.milestones())
                .extracting(Milestone::id)
                .containsExactly(
                        "training",
                        "assets",
                        "welcome",
                        "surveys",
                        "data-review",
                        "plan-review",
                        "goals",
                        "priorities",
                        "costs",
                        "scenarios",
                        "draft-budget",
                        "feedback",
                        "plan");
        assertThat(YEAR.milestone("training").map(Milestone::toString))
                .contains("Staff and council know how the school plans and budgets (training, due 2026-08-15)");
    }

    @Test
    void nothing_is_overdue_on_its_last_day() {
        assertThat(YEAR.overdueOn(day("2026-08-15"))).isEmpty();
        assertThat(YEAR.overdueOn(day("2026-08-16"))).extracting(Milestone::id).containsExactly("training");
    }

    @Test
    void what_was_done_late_was_overdue_until_then() {
        PlanningCalendar late = YEAR.done("training", day("2026-08-20"));

        assertThat(late.overdueOn(day("2026-08-19"))).extracting(Milestone::id).containsExactly("training");
        assertThat(late.overdueOn(day("2026-08-20"))).isEmpty();
    }

    @Test
    void due_between_includes_both_days() {
        assertThat(YEAR.dueBetween(day("2026-08-31"), day("2026-10-15")))
                .extracting(Milestone::id)
                .containsExactly("assets", "welcome", "surveys");
        assertThat(YEAR.dueBetween(day("2026-09-01"), day("2026-10-14"))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> YEAR.dueBetween(day("2026-09-02"), day("2026-09-01")))
                .withMessage("no day is between 2026-09-02 and 2026-09-01");
    }

    @Test
    void next_is_what_is_due_after_a_day_and_not_done() {
        assertThat(YEAR.nextAfter(day("2026-08-15")).map(Milestone::id)).contains("assets");
        assertThat(YEAR.done("assets", day("2026-08-10"))
                        .nextAfter(day("2026-08-15"))
                        .map(Milestone::id))
                .contains("welcome");
        assertThat(YEAR.nextAfter(day("2027-05-31"))).isEmpty();
    }

    @Test
    void a_district_changes_the_milestones() {
        PlanningCalendar changed = YEAR.with(
                        Milestone.of("board", DECIDE, "The board hears the plan", day("2027-06-15")))
                .with(YEAR.milestone("plan").orElseThrow().dueBy(day("2027-06-01")))
                .without("costs");

        assertThat(changed.nextAfter(day("2027-05-31")).map(Milestone::id)).contains("plan");
        assertThat(changed.nextAfter(day("2027-06-01")).map(Milestone::id)).contains("board");
        assertThat(changed.milestone("costs")).isEmpty();
        assertThat(YEAR.milestone("costs")).isPresent();
        assertThat(changed).hasToString("calendar for the plan of 2027–28, 13 milestones");
    }

    @Test
    void refuses_a_milestone_that_is_not_there() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> YEAR.done("budget", day("2027-01-01")))
                .withMessage("the calendar has no milestone budget");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> YEAR.without("budget"))
                .withMessage("the calendar has no milestone budget");
    }

    @Test
    void tells_every_fault() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> PlanningCalendar.of(
                        FiscalYear.of(2028),
                        Map.of(
                                ENGAGE, day("2026-07-01"),
                                PRIORITIZE, day("2026-06-01"),
                                DECIDE, day("2027-03-01")),
                        day("2027-02-01"),
                        List.of(
                                Milestone.of("a", ENGAGE, "A", day("2026-08-01"))
                                        .doneOn(day("2026-06-30")),
                                Milestone.of("a", REFLECT, "B", day("2026-09-01")),
                                Milestone.of("c", DECIDE, "C", day("2027-02-15")))))
                .withMessage("the calendar for the plan of 2027–28 cannot be used; 7 problems:\n"
                        + "  reflect: found no first day; allowed: a first day. Say when it begins.\n"
                        + "  prioritize: found begins 2026-06-01; allowed: 2026-07-01 or later, when the phase ahead of it begins. "
                        + "Put the phases in order.\n"
                        + "  last day: found 2027-02-01; allowed: 2027-03-01 or later, when the last phase begins. "
                        + "Let the calendar end later.\n"
                        + "  milestone a: found more than one milestone with this id; allowed: each id once in a calendar. "
                        + "Give one of them another id.\n"
                        + "  milestone a: found done 2026-06-30; allowed: 2026-07-01 or later, when the calendar begins. "
                        + "Correct the day on which it was done.\n"
                        + "  milestone c: found due 2027-02-15; allowed: 2027-03-01 or later, when the phase decide begins. "
                        + "Correct the day, or the phase.\n"
                        + "  milestone c: found due 2027-02-15; allowed: 2027-02-01 or earlier, the last day of the calendar. "
                        + "Correct the day, or let the calendar end later.");
    }

    @Test
    void a_milestone_says_what_is_to_be_done() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Milestone.of("board", DECIDE, " ", day("2027-06-15")))
                .withMessage("milestone board says what is to be done");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Milestone.of("", DECIDE, "The board hears the plan", day("2027-06-15")))
                .withMessage("a milestone has an id");
        assertThatNullPointerException()
                .isThrownBy(() -> Milestone.of("board", DECIDE, "The board hears the plan", null))
                .withMessage("due");
    }

    @Test
    void equals_means_the_same_in_every_part() {
        EqualsVerifier.forClass(Milestone.class)
                .suppress(
                        Warning.NULL_FIELDS,
                        Warning.STRICT_HASHCODE) // the constructor refuses null; ids differ in practice
                .verify();
        assertThat(YEAR)
                .isEqualTo(PlanningCalendar.yearBefore(FiscalYear.of(2028)))
                .hasSameHashCodeAs(PlanningCalendar.yearBefore(FiscalYear.of(2028)))
                .isNotEqualTo(PlanningCalendar.yearBefore(FiscalYear.of(2029)))
                .isNotEqualTo(YEAR.without("plan"));
    }
}
