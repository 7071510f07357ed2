package org.perpupil.io.json;

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
import org.perpupil.budget.Budgets;
import org.perpupil.problem.ProblemException;

@Domain(Documents.class)
@Domain(DomainContext.Global.class)
class BudgetsJsonProperties {

    @Property(tries = 300)
    void what_is_written_is_read_back_equal(@ForAll Budgets budgets) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BudgetsJson.write(budgets, bytes);

        Budgets read = BudgetsJson.read(new ByteArrayInputStream(bytes.toByteArray()), "a.json");

        assertThat(read).isEqualTo(budgets);
        assertThat(read.all()).containsExactlyElementsOf(budgets.all());
        assertThat(BudgetsJson.parse(BudgetsJson.toJson(budgets))).isEqualTo(budgets);
        assertThat(BudgetsJson.toJson(read)).isEqualTo(BudgetsJson.toJson(budgets));
    }

    /** A fault in a document is told as a problem, and never by another exception. */
    @Property(tries = 600)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_document_with_a_slip_is_read_or_refused(@ForAll Budgets budgets, @ForAll Random random) {
        String json = BudgetsJson.toJson(budgets);
        boolean isRefused = false;
        try {
            BudgetsJson.parse(random.nextBoolean() ? Slips.ofTyping(json, random) : Slips.ofMeaning(json, random));
        } catch (ProblemException refused) {
            isRefused = true;
            assertThat(refused.problems()).isNotEmpty();
        }
        Statistics.label("refused")
                .collect(isRefused)
                .coverage(drawn -> drawn.check(true).percentage(share -> share > 12.5));
    }
}
