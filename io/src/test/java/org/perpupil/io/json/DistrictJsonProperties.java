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
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.problem.ProblemException;

@Domain(Documents.class)
@Domain(DomainContext.Global.class)
class DistrictJsonProperties {

    @Property(tries = 300)
    void what_is_written_is_read_back_equal(@ForAll District district) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DistrictJson.write(district, bytes);

        District read = DistrictJson.read(new ByteArrayInputStream(bytes.toByteArray()), "a.json");

        assertThat(read).isEqualTo(district);
        assertThat(DistrictJson.parse(DistrictJson.toJson(district))).isEqualTo(district);
        assertThat(DistrictJson.toJson(read))
                .isEqualTo(DistrictJson.toJson(district))
                .isEqualTo(bytes.toString(UTF_8));
    }

    @Property(tries = 200)
    void the_order_of_bases_and_groups_is_kept(@ForAll District district) {
        District read = DistrictJson.parse(DistrictJson.toJson(district));

        for (School school : district.schools()) {
            School again = read.school(school.id()).orElseThrow();
            assertThat(again.enrollments().keySet())
                    .containsExactlyElementsOf(school.enrollments().keySet());
            assertThat(again.enrollment().groups())
                    .containsExactlyElementsOf(school.enrollment().groups());
        }
        assertThat(read.revenues().keySet())
                .containsExactlyElementsOf(district.revenues().keySet());
    }

    /** A fault in a document is told as a problem, and never by another exception. */
    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_document_with_a_slip_of_typing_is_read_or_refused(@ForAll District district, @ForAll Random random) {
        check(Slips.ofTyping(DistrictJson.toJson(district), random));
    }

    @Property(tries = 400)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_document_with_a_slip_of_meaning_is_read_or_refused(@ForAll District district, @ForAll Random random) {
        check(Slips.ofMeaning(DistrictJson.toJson(district), random));
    }

    private static void check(String json) {
        boolean isRefused = false;
        try {
            DistrictJson.parse(json);
        } catch (ProblemException refused) {
            isRefused = true;
            assertThat(refused.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.place()).matches("(?s)JSON(, line \\d+:\\d+.*)?"));
        }
        Statistics.label("refused")
                .collect(isRefused)
                .coverage(drawn -> drawn.check(true).percentage(share -> share > 12.5));
    }
}
