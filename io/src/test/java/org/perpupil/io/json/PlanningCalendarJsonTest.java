package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.FiscalYear;
import org.perpupil.plan.process.Milestone;
import org.perpupil.plan.process.Phase;
import org.perpupil.plan.process.PlanningCalendar;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class PlanningCalendarJsonTest {
    private static final PlanningCalendar CALENDAR = PlanningCalendar.of(
            FiscalYear.of(2028),
            Map.of(
                    Phase.DECIDE, LocalDate.of(2027, 3, 1),
                    Phase.ENGAGE, LocalDate.of(2026, 7, 1),
                    Phase.REFLECT, LocalDate.of(2026, 10, 1),
                    Phase.PRIORITIZE, LocalDate.of(2026, 12, 1)),
            LocalDate.of(2027, 6, 30),
            List.of(
                    Milestone.of("board", Phase.DECIDE, "The board hears the plan", LocalDate.of(2027, 6, 15)),
                    Milestone.of("training", Phase.ENGAGE, "All know how", LocalDate.of(2026, 8, 15))
                            .doneOn(LocalDate.of(2026, 8, 12))));

    private static final String JSON = """
            {
              "kind": "planning calendar",
              "schema": 1,
              "planned": "2027–28",
              "begins": {"engage": "2026-07-01", "reflect": "2026-10-01", "prioritize": "2026-12-01", "decide": "2027-03-01"},
              "ends": "2027-06-30",
              "milestones": [
                {"id": "training", "phase": "engage", "description": "All know how", "due": "2026-08-15", "done": "2026-08-12"},
                {"id": "board", "phase": "decide", "description": "The board hears the plan", "due": "2027-06-15"}
              ]
            }
            """;

    @TempDir
    Path folder;

    private static List<Problem> problemsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> PlanningCalendarJson.parse(json))
                .problems();
    }

    private static List<String> messagesOf(String json) {
        return problemsOf(json).stream().map(Problem::message).toList();
    }

    /** Returns the example with one text in place of another that it has once. */
    private static String with(String from, String to) {
        assertThat(JSON).containsOnlyOnce(from);
        return JSON.replace(from, to);
    }

    @Test
    void writes_a_calendar_and_reads_it_back() throws IOException {
        Path file = folder.resolve("a.json");

        PlanningCalendarJson.write(CALENDAR, file);

        assertThat(file).hasContent(JSON);
        assertThat(PlanningCalendarJson.toJson(CALENDAR)).isEqualTo(JSON);
        assertThat(PlanningCalendarJson.read(file)).isEqualTo(CALENDAR);
        assertThat(PlanningCalendarJson.read(new ByteArrayInputStream(JSON.getBytes(UTF_8)), "a.json"))
                .isEqualTo(CALENDAR);
        assertThat(PlanningCalendarJson.parse(JSON)).isEqualTo(CALENDAR);
    }

    @Test
    void reads_the_year_of_the_guidebook_back() {
        PlanningCalendar year = PlanningCalendar.yearBefore(FiscalYear.of(2028));

        assertThat(PlanningCalendarJson.parse(PlanningCalendarJson.toJson(year)))
                .isEqualTo(year);
    }

    @Test
    void tells_phases_that_are_not_in_order_or_missing() {
        assertThat(messagesOf(with("\"reflect\": \"2026-10-01\"", "\"reflect\": \"2026-06-01\"")))
                .containsExactly(
                        "JSON, line 5:13, /begins, reflect: found begins 2026-06-01; allowed: 2026-07-01 or later, when the phase ahead of it begins. Put the phases in order.");
        assertThat(messagesOf(with("\"reflect\": \"2026-10-01\", ", "")))
                .containsExactly(
                        "JSON, line 5:13, /begins: found no key \"reflect\"; allowed: an object with the keys engage, reflect, prioritize, decide. Add the key.");
        assertThat(messagesOf(with("\"reflect\": \"2026-10-01\"", "\"reflect\": \"October\"")
                        .replace("\"ends\": \"2027-06-30\"", "\"ends\": \"2027\"")))
                .containsExactly(
                        "JSON, line 5:49, /begins/reflect: found \"October\"; allowed: a day such as \"2027-06-30\". Correct the value.",
                        "JSON, line 6:11, /ends: found \"2027\"; allowed: a day such as \"2027-06-30\". Correct the value.");
    }

    @Test
    void tells_an_end_before_the_last_phase() {
        assertThat(messagesOf(with("\"ends\": \"2027-06-30\"", "\"ends\": \"2027-02-28\"")))
                .containsExactly(
                        "JSON, line 6:11, /ends, last day: found 2027-02-28; allowed: 2027-03-01 or later, when the last phase begins. Let the calendar end later.");
    }

    @Test
    void tells_every_milestone_that_does_not_fit() {
        assertThat(messagesOf(with(
                                "\"due\": \"2026-08-15\", \"done\": \"2026-08-12\"",
                                "\"due\": \"2026-06-30\", \"done\": \"2026-06-30\"")
                        .replace("\"due\": \"2027-06-15\"", "\"due\": \"2027-07-01\"")))
                .containsExactly(
                        "JSON, line 8:5, /milestones/0, milestone training: found due 2026-06-30; allowed: 2026-07-01 or later, when the phase engage begins. Correct the day, or the phase.",
                        "JSON, line 8:5, /milestones/0, milestone training: found done 2026-06-30; allowed: 2026-07-01 or later, when the calendar begins. Correct the day on which it was done.",
                        "JSON, line 9:5, /milestones/1, milestone board: found due 2027-07-01; allowed: 2027-06-30 or earlier, the last day of the calendar. Correct the day, or let the calendar end later.");
        assertThat(messagesOf(with("{\"id\": \"board\"", "{\"id\": \"training\"")))
                .containsExactly(
                        "JSON, line 9:12, /milestones/1/id: found \"training\", which /milestones/0/id has too; allowed: each milestone once in a calendar. Correct one of the two.");
        assertThat(messagesOf(
                        with("\"phase\": \"decide\"", "\"phase\": \"DECIDE\"").replace("\"id\": \"training\", ", "")))
                .containsExactly(
                        "JSON, line 8:5, /milestones/0: found no key \"id\"; allowed: an object with the keys id, phase, description, due, done. Add the key.",
                        "JSON, line 9:30, /milestones/1/phase: found \"DECIDE\"; allowed: one of engage, reflect, prioritize, decide. Correct the value.");
    }
}
