package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.plan.process.CompositionRule;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanStep;
import org.perpupil.problem.ProblemException;

@Domain(PlanWorlds.class)
@Domain(DomainContext.Global.class)
class PlanHistoryJsonProperties {

    @Property(tries = 400)
    @StatisticsReport(StatisticsReportMode.OFF)
    void what_is_written_is_read_back_equal(@ForAll PlanHistory history) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlanHistoryJson.write(history, bytes);

        PlanHistory read = PlanHistoryJson.read(new ByteArrayInputStream(bytes.toByteArray()), "a.json");

        assertThat(read).isEqualTo(history);
        assertThat(read.missingApprovals()).isEqualTo(history.missingApprovals());
        assertThat(PlanHistoryJson.toJson(read)).isEqualTo(bytes.toString(UTF_8));
        assertThat(PlanHistoryJson.parse(PlanHistoryJson.toJson(history))).isEqualTo(history);

        for (PlanStep.Kind kind : PlanStep.Kind.values()) {
            collect("a step: " + kind, history.steps().stream().anyMatch(step -> step.kind() == kind));
        }
        for (Class<?> kind : CompositionRule.class.getPermittedSubclasses()) {
            collect("a rule: " + kind.getSimpleName(), anyRule(history, kind::isInstance));
        }
        collect(
                "a committee that has changed since its vote",
                history.ballots().stream()
                        .anyMatch(ballot -> !history.committees().contains(ballot.committee())));
        collect(
                "somebody who left",
                history.committees().stream()
                        .anyMatch(committee -> !committee.formerMembers().isEmpty()));
        collect(
                "meetings",
                history.committees().stream()
                        .anyMatch(committee -> committee.meetings().size() > 1));
    }

    private static void collect(String what, boolean isDrawn) {
        Statistics.label(what)
                .collect(isDrawn)
                .coverage(drawn -> drawn.check(true).count(count -> count > 0));
    }

    private static boolean anyRule(PlanHistory history, Predicate<CompositionRule> is) {
        return history.committees().stream()
                .flatMap(committee -> committee.rules().stream())
                .anyMatch(is);
    }

    /** A fault in a document is told as a problem, and never by another exception. */
    @Property(tries = 400)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_document_with_a_slip_is_read_or_refused(@ForAll PlanHistory history, @ForAll Random random) {
        String json = PlanHistoryJson.toJson(history);
        boolean isRefused = false;
        try {
            PlanHistoryJson.parse(random.nextBoolean() ? Slips.ofTyping(json, random) : Slips.ofMeaning(json, random));
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
