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
import org.perpupil.district.SchoolId;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.review.DistrictPlans;
import org.perpupil.problem.ProblemException;

@Domain(PlanWorlds.class)
@Domain(DomainContext.Global.class)
class DistrictPlansJsonProperties {

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void what_is_written_is_read_back_equal(@ForAll DistrictPlans plans) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DistrictPlansJson.write(plans, bytes);

        DistrictPlans read =
                DistrictPlansJson.read(new ByteArrayInputStream(bytes.toByteArray()), "a.json", plans.district());

        assertThat(read).isEqualTo(plans);
        assertThat(read.byStatus()).isEqualTo(plans.byStatus());
        assertThat(read.lines()).isEqualTo(plans.lines());
        assertThat(read.unaligned()).isEqualTo(plans.unaligned());
        for (SitePlan plan : plans.plans()) {
            SchoolId school = plan.school();
            assertThat(read.history(school)).isEqualTo(plans.history(school));
            assertThat(read.funding(school)).isEqualTo(plans.funding(school));
        }
        assertThat(DistrictPlansJson.toJson(read)).isEqualTo(bytes.toString(UTF_8));
        assertThat(DistrictPlansJson.parse(DistrictPlansJson.toJson(plans), plans.district()))
                .isEqualTo(plans);

        collect("no plan", plans.plans().isEmpty());
        collect("several", plans.plans().size() > 1);
        collect(
                "a plan without money",
                plans.plans().stream()
                        .anyMatch(plan -> plans.funding(plan.school()).isEmpty()));
        collect("money", !plans.lines().isEmpty());
        collect("goals of the district", !plans.districtGoals().isEmpty());
    }

    private static void collect(String what, boolean isDrawn) {
        Statistics.label(what)
                .collect(isDrawn)
                .coverage(drawn -> drawn.check(true).count(count -> count > 0));
    }

    /** A fault in a document is told as a problem, and never by another exception. */
    @Property(tries = 100)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_document_with_a_slip_is_read_or_refused(@ForAll DistrictPlans plans, @ForAll Random random) {
        String json = DistrictPlansJson.toJson(plans);
        boolean isRefused = false;
        try {
            DistrictPlansJson.parse(
                    random.nextBoolean() ? Slips.ofTyping(json, random) : Slips.ofMeaning(json, random),
                    plans.district());
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
