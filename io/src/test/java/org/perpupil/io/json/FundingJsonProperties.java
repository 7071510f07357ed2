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
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.Shortfall;
import org.perpupil.problem.ProblemException;

@Domain(PlanWorlds.class)
@Domain(DomainContext.Global.class)
class FundingJsonProperties {

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void what_is_written_is_read_back_equal(@ForAll Funding funding) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FundingJson.write(funding, bytes);

        Funding read = FundingJson.read(new ByteArrayInputStream(bytes.toByteArray()), "a.json");

        assertThat(read).isEqualTo(funding);
        assertThat(read.lines()).isEqualTo(funding.lines());
        assertThat(read.left()).isEqualTo(funding.left());
        assertThat(read.shortfalls()).isEqualTo(funding.shortfalls());
        assertThat(read.matching().entries()).isEqualTo(funding.matching().entries());
        assertThat(FundingJson.toJson(read)).isEqualTo(bytes.toString(UTF_8));
        assertThat(FundingJson.parse(FundingJson.toJson(funding))).isEqualTo(funding);

        collect("automatic", funding.isAutomatic());
        collect("by hand only", !funding.isAutomatic());
        collect("something locked", !funding.streams().locked().isEmpty());
        collect("entries", funding.matching().entries().size() > 1);
        collect("something left", !funding.total().isZero());
        for (Shortfall.Reason reason : Shortfall.Reason.values()) {
            collect("short: " + reason, funding.shortfalls().stream().anyMatch(lacking -> lacking.reason() == reason));
        }
    }

    private static void collect(String what, boolean isDrawn) {
        Statistics.label(what)
                .collect(isDrawn)
                .coverage(drawn -> drawn.check(true).count(count -> count > 0));
    }

    /** A fault in a document is told as a problem, and never by another exception. */
    @Property(tries = 400)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_document_with_a_slip_is_read_or_refused(@ForAll Funding funding, @ForAll Random random) {
        String json = FundingJson.toJson(funding);
        boolean isRefused = false;
        try {
            FundingJson.parse(random.nextBoolean() ? Slips.ofTyping(json, random) : Slips.ofMeaning(json, random));
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
