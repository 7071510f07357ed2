package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.Cost;
import org.perpupil.plan.DistrictGoal;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.funding.FundingStreams;
import org.perpupil.plan.funding.Matching;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.review.DistrictPlans;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.testing.Schools;

class DistrictPlansJsonTest {
    private static final FiscalYear YEAR = FiscalYear.of(2028);
    private static final FocusArea MATHEMATICS = FocusArea.academic("mathematics");
    private static final DistrictGoal D1 = DistrictGoal.of("D1", MATHEMATICS, "Every pupil");
    private static final District DISTRICT = District.named("Unified")
            .schools(List.of(school("101"), school("102"), school("103")))
            .build();

    // By hand: of the 1,000 in the general fund, books take 900 and 100 are left.
    private static final DistrictPlans PLANS = DistrictPlans.of(DISTRICT, YEAR)
            .setting(D1)
            .plan(history("Ben Cole", 9, SitePlan.of("102", YEAR).build()))
            .plan(
                    history("Ana Ruiz", 8, plan("101")),
                    Matching.of(plan("101"), streams("General fund")).fund())
            .build();

    private static School school(String id) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(Schools.ELEMENTARY).pupils(100).build())
                .build();
    }

    private static SitePlan plan(String school) {
        return SitePlan.of(school, YEAR)
                .importing(D1)
                .goal(Goal.of("math", MATHEMATICS, "Aim")
                        .servingDistrictGoal("D1")
                        .through(Strategy.of("s", "Way")
                                .acting(Action.of("a", "Step")
                                        .investing(Investment.of("books", "Books", Cost.of(Money.ofDollars(900)))
                                                .priority(1)))))
                .build();
    }

    private static FundingStreams streams(String name) {
        return FundingStreams.of(new FundingStream(RevenueSource.local("general", name), Money.ofDollars(1000), 1));
    }

    private static PlanHistory history(String who, int day, SitePlan plan) {
        return PlanHistory.requiring().start(plan, who, LocalDate.of(2027, 3, day), "");
    }

    private static final String JSON = """
            {
              "kind": "district plans",
              "schema": 1,
              "year": "2027–28",
              "districtGoals": [
                {"id": "D1", "area": {"name": "mathematics", "academic": true}, "statement": "Every pupil"}
              ],
              "sources": [
                {"id": "general", "name": "General fund", "origin": "local"}
              ],
              "schools": [
                {
                  "school": "101",
                  "history": {
                    "versions": [
                      {
                        "number": "1",
                        "day": "2027-03-08",
                        "author": "Ana Ruiz",
                        "plan": {
                          "school": "101",
                          "year": "2027–28",
                          "districtGoals": [
                            {"id": "D1", "area": {"name": "mathematics", "academic": true}, "statement": "Every pupil"}
                          ],
                          "goals": [
                            {
                              "id": "math",
                              "area": {"name": "mathematics", "academic": true},
                              "statement": "Aim",
                              "districtGoals": ["D1"],
                              "strategies": [
                                {
                                  "id": "s",
                                  "description": "Way",
                                  "actions": [
                                    {
                                      "id": "a",
                                      "description": "Step",
                                      "status": "planned",
                                      "investments": [
                                        {"id": "books", "description": "Books", "priority": "1", "cost": {"amount": "900.00"}}
                                      ]
                                    }
                                  ]
                                }
                              ]
                            }
                          ]
                        }
                      }
                    ],
                    "steps": [
                      {"step": "started", "version": "1", "day": "2027-03-08", "who": "Ana Ruiz"}
                    ]
                  },
                  "funding": {
                    "streams": [
                      {"source": "general", "cap": "1000.00", "flexibility": "1"}
                    ],
                    "automatic": true,
                    "result": {
                      "paid": [
                        {"investment": "books", "source": "general", "amount": "900.00", "byHand": false}
                      ],
                      "left": [
                        {"source": "general", "amount": "100.00"}
                      ]
                    }
                  }
                },
                {
                  "school": "102",
                  "history": {
                    "versions": [
                      {
                        "number": "1",
                        "day": "2027-03-09",
                        "author": "Ben Cole",
                        "plan": {
                          "school": "102",
                          "year": "2027–28"
                        }
                      }
                    ],
                    "steps": [
                      {"step": "started", "version": "1", "day": "2027-03-09", "who": "Ben Cole"}
                    ]
                  }
                }
              ]
            }
            """;

    @TempDir
    Path folder;

    private static List<Problem> problemsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> DistrictPlansJson.parse(json, DISTRICT))
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
    void writes_the_plans_of_a_district_and_reads_them_back() throws IOException {
        Path file = folder.resolve("a.json");

        DistrictPlansJson.write(PLANS, file);

        assertThat(file).hasContent(JSON);
        assertThat(DistrictPlansJson.toJson(PLANS)).isEqualTo(JSON);
        assertThat(DistrictPlansJson.read(file, DISTRICT)).isEqualTo(PLANS);
        assertThat(DistrictPlansJson.read(new ByteArrayInputStream(JSON.getBytes(UTF_8)), "a.json", DISTRICT))
                .isEqualTo(PLANS);
        assertThat(DistrictPlansJson.parse(JSON, DISTRICT)).isEqualTo(PLANS);
    }

    @Test
    void a_district_without_plans_is_short() {
        DistrictPlans none = DistrictPlans.of(DISTRICT, YEAR).build();
        String json = """
            {
              "kind": "district plans",
              "schema": 1,
              "year": "2027–28"
            }
            """;

        assertThat(DistrictPlansJson.toJson(none)).isEqualTo(json);
        assertThat(DistrictPlansJson.parse(json, DISTRICT)).isEqualTo(none);
    }

    @Test
    void plans_differ_by_district_goals_histories_and_money() {
        DistrictPlans unfunded = DistrictPlans.of(DISTRICT, YEAR)
                .setting(D1)
                .plan(history("Ben Cole", 9, SitePlan.of("102", YEAR).build()))
                .plan(history("Ana Ruiz", 8, plan("101")))
                .build();
        District other = District.named("Other").schools(DISTRICT.schools()).build();

        assertThat(unfunded).isNotEqualTo(PLANS);
        assertThat(unfunded.districtGoals()).containsExactly(D1);
        assertThat(DistrictPlansJson.parse(JSON, other)).isNotEqualTo(PLANS);
    }

    @Test
    void refuses_to_write_two_sources_with_one_id_and_writes_nothing() {
        DistrictPlans plans = DistrictPlans.of(DISTRICT, YEAR)
                .setting(D1)
                .plan(
                        history("Ana Ruiz", 8, plan("101")),
                        Matching.of(plan("101"), streams("General fund")).fund())
                .plan(
                        history("Ben Cole", 8, plan("102")),
                        Matching.of(plan("102"), streams("Gift")).fund())
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistrictPlansJson.write(plans, folder.resolve("a.json")))
                .withMessage(
                        "two different sources have the id general, \"General fund\" and \"Gift\", so a document cannot tell them apart");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tells_a_school_that_the_district_does_not_have() {
        assertThat(messagesOf(
                        with("\"school\": \"101\",\n      \"history\"", "\"school\": \"109\",\n      \"history\"")))
                .containsExactly(
                        "JSON, line 13:17, /schools/0/school: found \"109\"; allowed: a school of Unified. Remove it, or correct its id.",
                        "JSON, line 14:18, /schools/0/history: found the plan of school 101; allowed: the plan of school 109. Correct one of the two.");
    }

    @Test
    void tells_a_plan_of_another_year_and_a_goal_that_is_not_set() {
        assertThat(messagesOf(
                        with("\"schema\": 1,\n  \"year\": \"2027–28\"", "\"schema\": 1,\n  \"year\": \"2026–27\"")))
                .containsExactly(
                        "JSON, line 12:5, /schools/0, plan of school 101, 2027–28: 1 goal, 1 investment: found a plan for 2027–28; allowed: a plan for 2026–27. Leave it out.",
                        "JSON, line 72:5, /schools/1, plan of school 102, 2027–28: 0 goals, 0 investments: found a plan for 2027–28; allowed: a plan for 2026–27. Leave it out.");
        assertThat(messagesOf(with(
                        "  \"districtGoals\": [\n    {\"id\": \"D1\", \"area\": {\"name\": \"mathematics\", \"academic\": true}, \"statement\": \"Every pupil\"}\n  ],\n  \"sources\"",
                        "  \"sources\"")))
                .containsExactly(
                        "JSON, line 9:5, /schools/0, school 101, goal math: found district goal D1; allowed: none, since no goal of the district is given. Set the goal, or correct the plan.");
    }

    @Test
    void nothing_is_computed_from_a_source_at_fault() {
        assertThat(messagesOf(with("\"origin\": \"local\"", "\"origin\": \"here\"")
                        .replace(
                                "\"left\": [",
                                "\"left\": [\n            {\"source\": \"other\", \"amount\": \"1.00\"},")))
                .containsExactly(
                        "JSON, line 9:57, /sources/0/origin: found \"here\"; allowed: one of federal, state, local, private. Correct the value.");
    }

    @Test
    void tells_the_faults_of_a_funding_at_its_school() {
        assertThat(messagesOf(with("\"cap\": \"1000.00\"", "\"cap\": \"900.00\"")
                        .replace("\"source\": \"general\", \"cap\"", "\"source\": \"generals\", \"cap\"")))
                .containsExactly(
                        "JSON, line 59:22, /schools/0/funding/streams/0/source: found \"generals\"; allowed: the id of one of the document's sources: general. Add the source, or correct the id.");
        assertThat(messagesOf(
                        with("\"left\": [", "\"left\": [\n            {\"source\": \"other\", \"amount\": \"1.00\"},")))
                .containsExactly(
                        "JSON, line 67:13, /schools/0/funding/result/left/0: found source other, amount 1.00; allowed: nothing, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.");
    }

    @Test
    void tells_goals_and_schools_that_stand_twice() {
        assertThat(
                        messagesOf(
                                with(
                                        "  \"districtGoals\": [\n    {\"id\"",
                                        "  \"districtGoals\": [\n    {\"id\": \"D1\", \"area\": {\"name\": \"reading\", \"academic\": true}, \"statement\": \"Read\"},\n    {\"id\"")))
                .containsExactly(
                        "JSON, line 7:12, /districtGoals/1/id: found \"D1\", which /districtGoals/0/id has too; allowed: each district goal once in a district. Correct one of the two.");
        assertThat(messagesOf(
                        with("\"school\": \"102\",\n      \"history\"", "\"school\": \"101\",\n      \"history\"")))
                .containsExactly(
                        "JSON, line 72:5, /schools/1: found the id \"101\", which /schools/0 has too; allowed: one school for an id. Remove one of the two, or correct its id.",
                        "JSON, line 74:18, /schools/1/history: found the plan of school 102; allowed: the plan of school 101. Correct one of the two.");
    }

    @Test
    void a_fault_in_a_history_is_told_once() {
        assertThat(
                        messagesOf(
                                with(
                                        "{\"step\": \"started\", \"version\": \"1\", \"day\": \"2027-03-08\", \"who\": \"Ana Ruiz\"}\n        ]\n      },\n      \"funding\"",
                                        "{\"step\": \"shared\", \"version\": \"1\", \"day\": \"2027-03-08\", \"who\": \"Ana Ruiz\"}\n        ]\n      },\n      \"funding\"")))
                .containsExactly(
                        "JSON, line 54:11, /schools/0/history/steps/0: found shared; allowed: started, the first step of every history. Add the step before.");
    }
}
