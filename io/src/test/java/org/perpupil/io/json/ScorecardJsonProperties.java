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
import org.perpupil.plan.review.Scorecard;
import org.perpupil.problem.ProblemException;

@Domain(PlanWorlds.class)
@Domain(DomainContext.Global.class)
class ScorecardJsonProperties {

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void what_is_written_is_read_back_equal(@ForAll Scorecard scorecard) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ScorecardJson.write(scorecard, bytes);

        Scorecard read = ScorecardJson.read(new ByteArrayInputStream(bytes.toByteArray()), "a.json");

        assertThat(read).isEqualTo(scorecard);
        assertThat(ScorecardJson.toJson(read)).isEqualTo(bytes.toString(UTF_8));
        assertThat(ScorecardJson.parse(ScorecardJson.toJson(scorecard))).isEqualTo(scorecard);

        for (Scorecard.Standing standing : Scorecard.Standing.values()) {
            collect("standing: " + standing, scorecard.rows().stream().anyMatch(row -> row.standing() == standing));
        }
        collect("no rows", scorecard.rows().isEmpty());
    }

    private static void collect(String what, boolean isDrawn) {
        Statistics.label(what)
                .collect(isDrawn)
                .coverage(drawn -> drawn.check(true).count(count -> count > 0));
    }

    /** A fault in a document is told as a problem, and never by another exception. */
    @Property(tries = 400)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_document_with_a_slip_is_read_or_refused(@ForAll Scorecard scorecard, @ForAll Random random) {
        String json = ScorecardJson.toJson(scorecard);
        boolean isRefused = false;
        try {
            ScorecardJson.parse(random.nextBoolean() ? Slips.ofTyping(json, random) : Slips.ofMeaning(json, random));
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
