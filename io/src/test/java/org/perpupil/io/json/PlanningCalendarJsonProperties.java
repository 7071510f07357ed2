package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.plan.process.PlanningCalendar;
import org.perpupil.problem.ProblemException;

@Domain(PlanWorlds.class)
@Domain(DomainContext.Global.class)
class PlanningCalendarJsonProperties {

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void what_is_written_is_read_back_equal(@ForAll PlanningCalendar calendar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlanningCalendarJson.write(calendar, bytes);

        PlanningCalendar read = PlanningCalendarJson.read(new ByteArrayInputStream(bytes.toByteArray()), "a.json");

        assertThat(read).isEqualTo(calendar);
        assertThat(PlanningCalendarJson.toJson(read)).isEqualTo(bytes.toString(UTF_8));
        assertThat(PlanningCalendarJson.parse(PlanningCalendarJson.toJson(calendar)))
                .isEqualTo(calendar);

        collect("no milestones", calendar.milestones().isEmpty());
        collect(
                "something done",
                calendar.milestones().stream()
                        .anyMatch(milestone -> milestone.done().isPresent()));
    }

    private static void collect(String what, boolean isDrawn) {
        Statistics.label(what)
                .collect(isDrawn)
                .coverage(drawn -> drawn.check(true).count(count -> count > 0));
    }

    /** A fault in a document is told as a problem, and never by another exception. */
    @Property(tries = 400)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_document_with_a_slip_is_read_or_refused(@ForAll PlanningCalendar calendar, @ForAll Random random) {
        String json = PlanningCalendarJson.toJson(calendar);
        boolean isRefused = false;
        try {
            PlanningCalendarJson.parse(
                    random.nextBoolean() ? Slips.ofTyping(json, random) : Slips.ofMeaning(json, random));
        } catch (ProblemException refused) {
            isRefused = true;
            assertThat(refused.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.place()).matches("(?s)JSON(, line \\d+:\\d+.*)?"));
        }
        Statistics.label("refused")
                .collect(isRefused)
                .coverage(drawn -> drawn.check(true).percentage(share -> share > 10));
    }
}
