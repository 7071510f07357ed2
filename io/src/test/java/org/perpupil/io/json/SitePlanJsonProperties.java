package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.district.FiscalYear;
import org.perpupil.plan.Action;
import org.perpupil.plan.ActionStatus;
import org.perpupil.plan.Chain;
import org.perpupil.plan.Cost;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.SitePlan;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.NeedCombination;

@Domain(Plans.class)
@Domain(DomainContext.Global.class)
class SitePlanJsonProperties {

    private static byte[] bytes(SitePlan plan) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SitePlanJson.write(plan, bytes);
        return bytes.toByteArray();
    }

    @Property(tries = 500)
    @StatisticsReport(StatisticsReportMode.OFF)
    void what_is_written_is_read_back_equal(@ForAll SitePlan plan) throws IOException {
        SitePlan read = SitePlanJson.read(new ByteArrayInputStream(bytes(plan)), "a.json");

        assertThat(read).isEqualTo(plan);
        assertThat(read.accounts()).isEqualTo(plan.accounts());
        assertThat(read.byPriority()).isEqualTo(plan.byPriority());
        assertThat(read.openPoints()).isEqualTo(plan.openPoints());
        assertThat(read.since(plan)).isEmpty();
        assertThat(SitePlanJson.parse(SitePlanJson.toJson(plan))).isEqualTo(plan);

        collect("no goals", plan.goals().isEmpty());
        collect("no accounts", plan.accounts().isEmpty());
        collect("a dropped action that costs something", anyAction(plan, SitePlanJsonProperties::isDroppedWithCost));
        collect("staff", anyChain(plan, chain -> chain.investment().cost() instanceof Cost.Staff));
        collect("units", anyChain(plan, chain -> chain.investment().cost() instanceof Cost.Units));
        collect("a combination", anyChain(plan, chain -> chain.investment().serves() instanceof NeedCombination));
        collect(
                "a link",
                plan.goals().stream().anyMatch(goal -> !goal.findings().isEmpty()));
        collect(
                "an asset that helps",
                anyAction(plan, action -> !action.assets().isEmpty()));
    }

    @Example
    void a_plan_that_nothing_was_found_out_for_is_read_back_equal() throws IOException {
        SitePlan plan = SitePlan.of("101", FiscalYear.of(2027)).build();

        assertThat(plan.assessment()).isEqualTo(NeedsAssessment.NONE);
        assertThat(SitePlanJson.read(new ByteArrayInputStream(bytes(plan)), "a.json"))
                .isEqualTo(plan);
    }

    private static void collect(String what, boolean isDrawn) {
        Statistics.label(what)
                .collect(isDrawn)
                .coverage(drawn -> drawn.check(true).count(count -> count > 0));
    }

    private static boolean isDroppedWithCost(Action action) {
        return action.status() == ActionStatus.DROPPED && !action.investments().isEmpty();
    }

    private static boolean anyAction(SitePlan plan, Predicate<Action> is) {
        return plan.goals().stream()
                .flatMap(goal -> goal.strategies().stream())
                .map(strategy -> strategy.actions())
                .flatMap(Collection::stream)
                .anyMatch(is);
    }

    private static boolean anyChain(SitePlan plan, Predicate<Chain> is) {
        return plan.chains().stream().anyMatch(is);
    }

    @Property(tries = 300)
    void equal_plans_have_the_same_bytes(@ForAll SitePlan plan) throws IOException {
        SitePlan again = plan.copy(plan.year()).goals(plan.goals()).build();
        byte[] bytes = bytes(plan);

        assertThat(bytes(plan)).isEqualTo(bytes);
        assertThat(bytes(again)).isEqualTo(bytes);
        assertThat(bytes(SitePlanJson.read(new ByteArrayInputStream(bytes), "a.json")))
                .isEqualTo(bytes);
    }

    /** A fault in a document is told as a problem, and never by another exception. */
    @Property(tries = 600)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_document_with_a_slip_is_read_or_refused(@ForAll SitePlan plan, @ForAll Random random) {
        String json = SitePlanJson.toJson(plan);
        boolean isRefused = false;
        try {
            SitePlanJson.parse(random.nextBoolean() ? Slips.ofTyping(json, random) : Slips.ofMeaning(json, random));
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
