package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.World;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanningCalendar;
import org.perpupil.plan.review.DistrictPlans;
import org.perpupil.plan.review.Scorecard;
import org.perpupil.problem.ProblemException;

/** What is written has the published structure; what a reader refuses for its structure, the schema refuses too. */
@Domain(Definitions.class)
@Domain(Documents.class)
@Domain(Plans.class)
@Domain(PlanWorlds.class)
@Domain(DomainContext.Global.class)
class JsonSchemasProperties {

    @Provide
    Arbitrary<World> worlds() {
        return World.worlds();
    }

    @Property(tries = 50)
    @StatisticsReport(StatisticsReportMode.OFF)
    void districts(@ForAll District district, @ForAll Random random) {
        check("district", DistrictJson.toJson(district), DistrictJson::parse, random);
    }

    @Property(tries = 50)
    @StatisticsReport(StatisticsReportMode.OFF)
    void all_budgets(@ForAll Budgets budgets, @ForAll Random random) {
        check("budgets", BudgetsJson.toJson(budgets), BudgetsJson::parse, random);
    }

    @Property(tries = 25)
    void allocations(@ForAll("worlds") World world) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AllocationJson.write(world.allocate(), bytes);

        assertThat(Schemas.faults("allocation", bytes.toString(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Property(tries = 25)
    void explanations(@ForAll("worlds") World world) throws IOException {
        Allocation allocation = world.allocate();
        for (School school : world.schools()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ExplanationJson.write(allocation, school.id(), bytes);

            assertThat(Schemas.faults("explanation", bytes.toString(StandardCharsets.UTF_8)))
                    .isEmpty();
            assertThat(ExplanationJson.differences(
                            new ByteArrayInputStream(bytes.toByteArray()), "e.json", allocation, school.id()))
                    .isEmpty();
        }
    }

    @Property(tries = 50)
    @StatisticsReport(StatisticsReportMode.OFF)
    void formulas(@ForAll FundingFormula formula, @ForAll Random random) {
        check("formula", FormulaJson.toJson(formula), json -> FormulaJson.parse(json, Definitions.FIGURES), random);
    }

    @Property(tries = 50)
    @StatisticsReport(StatisticsReportMode.OFF)
    void models(@ForAll FundingModel model, @ForAll Random random) {
        check(
                "funding model",
                FundingModelJson.toJson(model),
                json -> FundingModelJson.parse(json, Definitions.FIGURES),
                random);
    }

    @Property(tries = 25)
    @StatisticsReport(StatisticsReportMode.OFF)
    void models_that_make_sense(@ForAll("worlds") World world, @ForAll Random random) {
        check("funding model", FundingModelJson.toJson(world.model()), FundingModelJson::parse, random);
    }

    @Property(tries = 50)
    @StatisticsReport(StatisticsReportMode.OFF)
    void site_plans(@ForAll SitePlan plan, @ForAll Random random) {
        check("site plan", SitePlanJson.toJson(plan), SitePlanJson::parse, random);
    }

    @Property(tries = 50)
    @StatisticsReport(StatisticsReportMode.OFF)
    void plans_with_their_money(@ForAll Funding funding, @ForAll Random random) {
        check("funding", FundingJson.toJson(funding), FundingJson::parse, random);
    }

    @Property(tries = 50)
    @StatisticsReport(StatisticsReportMode.OFF)
    void histories(@ForAll PlanHistory history, @ForAll Random random) {
        check("plan history", PlanHistoryJson.toJson(history), PlanHistoryJson::parse, random);
    }

    @Property(tries = 30)
    @StatisticsReport(StatisticsReportMode.OFF)
    void plans_of_a_district(@ForAll DistrictPlans plans, @ForAll Random random) {
        check(
                "district plans",
                DistrictPlansJson.toJson(plans),
                json -> DistrictPlansJson.parse(json, plans.district()),
                random);
    }

    @Property(tries = 50)
    @StatisticsReport(StatisticsReportMode.OFF)
    void calendars(@ForAll PlanningCalendar calendar, @ForAll Random random) {
        check("planning calendar", PlanningCalendarJson.toJson(calendar), PlanningCalendarJson::parse, random);
    }

    @Property(tries = 50)
    @StatisticsReport(StatisticsReportMode.OFF)
    void scorecards(@ForAll Scorecard scorecard, @ForAll Random random) {
        check("scorecard", ScorecardJson.toJson(scorecard), ScorecardJson::parse, random);
    }

    private static void check(String kind, String json, Consumer<String> reader, Random random) {
        assertThat(Schemas.faults(kind, json)).isEmpty();
        Statistics.label("refused for its structure")
                .collect(isRefusedByBoth(kind, Slips.ofMeaning(json, random), reader))
                .coverage(drawn -> drawn.check(true).percentage(share -> share > 10));
        // Changing everything takes a while, so it is done with a few of those that are not long.
        if (json.length() < 2_500 && random.nextInt(10) == 0) {
            Slips.forEach(json, changed -> isRefusedByBoth(kind, changed, reader));
        }
    }

    /** Tells whether the reader refuses a document for its structure; the schema then does, too. */
    private static boolean isRefusedByBoth(String kind, String json, Consumer<String> reader) {
        try {
            reader.accept(json);
            assertThat(Schemas.structureFaults(kind, json)).as(json).isEmpty();
            return false;
        } catch (ProblemException refused) {
            boolean isOfStructure = Schemas.isOfStructure(refused.problems());
            if (isOfStructure) {
                assertThat(Schemas.faults(kind, json))
                        .as("%s%n%s", refused.getMessage(), json)
                        .isNotEmpty();
            }
            return isOfStructure;
        }
    }
}
