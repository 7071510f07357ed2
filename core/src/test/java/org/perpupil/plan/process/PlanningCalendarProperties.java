package org.perpupil.plan.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.perpupil.district.FiscalYear;

class PlanningCalendarProperties {

    @Property
    void every_plan_has_a_year_of_four_phases_before_it(
            @ForAll @IntRange(min = 1902, max = 2999) int ending, @ForAll @IntRange(max = 365) int days) {
        PlanningCalendar calendar = PlanningCalendar.yearBefore(FiscalYear.of(ending));
        LocalDate first = LocalDate.of(ending - 2, 7, 1);
        LocalDate day = first.plusDays(days);

        assertThat(List.copyOf(calendar.begins().values())).isSorted().startsWith(first);
        assertThat(calendar.phaseOn(day).isPresent()).isEqualTo(day.isBefore(first.plusYears(1)));
    }

    @Property
    void what_was_due_by_a_day_is_done_overdue_or_due_on_it_and_the_rest_is_done_or_next(
            @ForAll @IntRange(max = 12) int done,
            @ForAll @IntRange(min = -400, max = 400) int early,
            @ForAll @IntRange(max = 400) int days) {
        PlanningCalendar plain = PlanningCalendar.yearBefore(FiscalYear.of(2028));
        LocalDate first = LocalDate.of(2026, 7, 1);
        LocalDate day = first.plusDays(days);
        Milestone milestone = plain.milestones().get(done);
        LocalDate doneOn = milestone.due().minusDays(early);
        PlanningCalendar calendar = doneOn.isBefore(first) ? plain : plain.done(milestone.id(), doneOn);

        List<Milestone> due = calendar.dueBetween(first, day);

        assertThat(due)
                .allMatch(one -> one.isDoneBy(day)
                        || one.due().equals(day)
                        || calendar.overdueOn(day).contains(one));
        assertThat(due).containsAll(calendar.overdueOn(day));
        Optional<Milestone> next = calendar.nextAfter(day);
        next.ifPresent(milestoneAhead -> assertThat(due).doesNotContain(milestoneAhead));
        assertThat(next.isEmpty())
                .isEqualTo(calendar.milestones().stream().allMatch(one -> due.contains(one) || one.isDoneBy(day)));
    }
}
