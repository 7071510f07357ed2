package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.district.FiscalYear;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.ActionStatus;
import org.perpupil.plan.CommunityAsset;
import org.perpupil.plan.Cost;
import org.perpupil.plan.DistrictGoal;
import org.perpupil.plan.EvidenceTier;
import org.perpupil.plan.Finding;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.GoalReview;
import org.perpupil.plan.Investment;
import org.perpupil.plan.Metric;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.plan.Subgroup;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.SourceId;

class SitePlanJsonTest {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final FocusArea MATHEMATICS = FocusArea.academic("mathematics");
    private static final Metric PROFICIENT = Metric.percent("proficient");
    private static final Metric ABSENT = Metric.of("absent", "days").lowerIsBetter();
    private static final Subgroup GRADE_5 = Subgroup.of("grade 5");

    private static final SitePlan PLAN = SitePlan.of("101", YEAR)
            .assessment(NeedsAssessment.builder()
                    .focusingOn(FocusArea.other("attendance"), MATHEMATICS)
                    .finding(Finding.of("math-5", PROFICIENT, GRADE_5)
                            .in(2026, "60")
                            .in(2025, "57.50")
                            .against("80"))
                    .finding(Finding.of("absent", ABSENT, Subgroup.ALL_PUPILS))
                    .lastYear(new GoalReview(
                            "reading", "Read by grade 3", GoalReview.Outcome.PARTLY_MET, "62%, target 70%"))
                    .answer(NeedsAssessment.Question.MAJOR_NEEDS, "Time to catch up.")
                    .answer(NeedsAssessment.Question.ACADEMIC_FOCUS, "Mathematics.")
                    .build())
            .importing(DistrictGoal.of("D1", MATHEMATICS, "Every pupil is proficient"))
            .asset(CommunityAsset.of("mentors", "Rotary club", "Mentors")
                    .hours(120)
                    .worth(Money.ofDollars(3000)))
            .asset(CommunityAsset.of("hall", "City", "Sports hall"))
            .accounts(ChartOfAccounts.named("objects")
                    .account("4300", "Materials")
                    .account("1100", "Teachers' salaries")
                    .account("5800", "Services")
                    .build())
            .goal(Goal.of("math", MATHEMATICS, "Raise proficiency in grade 5 to 80 per cent")
                    .measuredBy(PROFICIENT, GRADE_5)
                    .from(2026, "60")
                    .to("80")
                    .by(LocalDate.of(2029, 6, 30))
                    .servingDistrictGoal("D1")
                    .answering("math-5")
                    .through(Strategy.of("tutoring", "Tutoring in small groups")
                            .acting(
                                    Action.of("hire", "Hire two tutors")
                                            .ownedBy("Principal")
                                            .dueBy(LocalDate.of(2026, 9, 15))
                                            .withStatus(ActionStatus.UNDER_WAY)
                                            .supportedBy("mentors")
                                            .investing(
                                                    Investment.of(
                                                                    "tutors",
                                                                    "Two tutors",
                                                                    Cost.fte("2", Money.ofDollars(78_500)))
                                                            .priority(1)
                                                            .chargedTo("1100")
                                                            .serving(POVERTY)
                                                            .inGrades(GradeSpan.of("5", "5", "5"))
                                                            .reaching(48)
                                                            .recurring()
                                                            .backedBy(EvidenceTier.STRONG)
                                                            .wholeOrNothing()
                                                            .approvedFor(SourceId.of("grant"), SourceId.of("gift"))
                                                            .notFrom(SourceId.of("general")),
                                                    Investment.of(
                                                                    "books",
                                                                    "Workbooks",
                                                                    Cost.units("12.5", Money.ofCents(350)))
                                                            .priority(2)
                                                            .chargedTo("4300")
                                                            .serving(PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER))
                                                            .oneTime(),
                                                    Investment.of("room", "Room", Cost.of(Money.ofDollars(900)))
                                                            .priority(2)),
                                    Action.of("meet", "Meet the parents"))))
            .goal(Goal.of("draft", FocusArea.other("attendance"), "Fewer days absent"))
            .build();

    private static final String JSON = """
            {
              "kind": "site plan",
              "schema": 1,
              "school": "101",
              "year": "2026–27",
              "assessment": {
                "areas": [
                  {"name": "mathematics", "academic": true},
                  {"name": "attendance", "academic": false}
                ],
                "findings": [
                  {"id": "math-5", "metric": {"name": "proficient", "unit": "%", "better": "higher"}, "pupils": "grade 5", "values": [{"year": "2024–25", "value": "57.5"}, {"year": "2025–26", "value": "60"}], "target": "80"},
                  {"id": "absent", "metric": {"name": "absent", "unit": "days", "better": "lower"}, "pupils": "all pupils"}
                ],
                "lastYear": [
                  {"goal": "reading", "statement": "Read by grade 3", "outcome": "partly met", "evidence": "62%, target 70%"}
                ],
                "answers": [
                  {"question": "academic focus", "answer": "Mathematics."},
                  {"question": "major needs", "answer": "Time to catch up."}
                ]
              },
              "districtGoals": [
                {"id": "D1", "area": {"name": "mathematics", "academic": true}, "statement": "Every pupil is proficient"}
              ],
              "assets": [
                {"id": "mentors", "giver": "Rotary club", "offer": "Mentors", "hours": "120", "inKindValue": "3000.00"},
                {"id": "hall", "giver": "City", "offer": "Sports hall"}
              ],
              "accounts": [
                {"code": "1100", "name": "Teachers' salaries"},
                {"code": "4300", "name": "Materials"}
              ],
              "goals": [
                {
                  "id": "math",
                  "area": {"name": "mathematics", "academic": true},
                  "statement": "Raise proficiency in grade 5 to 80 per cent",
                  "measuredBy": {"metric": {"name": "proficient", "unit": "%", "better": "higher"}, "pupils": "grade 5"},
                  "baseline": {"year": "2025–26", "value": "60"},
                  "target": "80",
                  "deadline": "2029-06-30",
                  "districtGoals": ["D1"],
                  "findings": ["math-5"],
                  "strategies": [
                    {
                      "id": "tutoring",
                      "description": "Tutoring in small groups",
                      "actions": [
                        {
                          "id": "hire",
                          "description": "Hire two tutors",
                          "owner": "Principal",
                          "deadline": "2026-09-15",
                          "status": "under way",
                          "assets": ["mentors"],
                          "investments": [
                            {"id": "tutors", "description": "Two tutors", "priority": "1", "cost": {"fte": "2", "perFte": "78500.00"}, "account": "1100", "serves": "poverty", "grades": {"name": "5", "first": "5", "last": "5"}, "pupilsServed": "48", "recurrence": "recurring", "evidence": "strong", "wholeOrNothing": true, "approvedFor": ["gift", "grant"], "notFrom": ["general"]},
                            {"id": "books", "description": "Workbooks", "priority": "2", "cost": {"units": "12.5", "price": "3.50"}, "account": "4300", "serves": {"anyOf": ["English learner", "poverty"]}, "recurrence": "one time"},
                            {"id": "room", "description": "Room", "priority": "2", "cost": {"amount": "900.00"}}
                          ]
                        },
                        {
                          "id": "meet",
                          "description": "Meet the parents",
                          "status": "planned"
                        }
                      ]
                    }
                  ]
                },
                {
                  "id": "draft",
                  "area": {"name": "attendance", "academic": false},
                  "statement": "Fewer days absent"
                }
              ]
            }
            """;

    @TempDir
    Path folder;

    private static List<Problem> problemsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> SitePlanJson.parse(json))
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
    void writes_a_plan_and_reads_it_back() throws IOException {
        Path file = folder.resolve("plan.json");

        SitePlanJson.write(PLAN, file);

        assertThat(file).hasContent(JSON);
        assertThat(SitePlanJson.toJson(PLAN)).isEqualTo(JSON);
        assertThat(SitePlanJson.read(file)).isEqualTo(PLAN);
        assertThat(SitePlanJson.read(new ByteArrayInputStream(JSON.getBytes(UTF_8)), "a.json"))
                .isEqualTo(PLAN);
        assertThat(SitePlanJson.parse(JSON)).isEqualTo(PLAN);
    }

    @Test
    void a_plan_that_has_nothing_yet_is_short() {
        SitePlan empty = SitePlan.of("101", YEAR).build();
        String json = """
                {
                  "kind": "site plan",
                  "schema": 1,
                  "school": "101",
                  "year": "2026–27"
                }
                """;

        assertThat(SitePlanJson.toJson(empty)).isEqualTo(json);
        assertThat(SitePlanJson.parse(json)).isEqualTo(empty);
    }

    @Test
    void empty_lists_and_what_is_said_though_it_need_not_be_are_read() {
        String json = with(
                        "\"cost\": {\"amount\": \"900.00\"}",
                        "\"cost\": {\"amount\": \"900\"}, \"serves\": \"all pupils\", \"wholeOrNothing\": false, \"approvedFor\": [], \"notFrom\": []")
                .replace("\"status\": \"planned\"", "\"status\": \"planned\", \"assets\": [], \"investments\": []")
                .replace("\"Fewer days absent\"", "\"Fewer days absent\", \"findings\": [], \"strategies\": []");

        assertThat(SitePlanJson.parse(json)).isEqualTo(PLAN);
    }

    @Test
    void the_accounts_of_a_plan_are_those_that_something_is_charged_to() {
        String json = with(
                "{\"code\": \"4300\", \"name\": \"Materials\"}",
                "{\"code\": \"4300\", \"name\": \"Materials\"}, {\"code\": \"5800\", \"name\": \"Services\"}");

        assertThat(SitePlanJson.parse(json)).isEqualTo(PLAN);
    }

    @Test
    void an_account_may_be_named_by_its_code() {
        SitePlan plan = SitePlan.of("101", YEAR)
                .goal(Goal.of("g", MATHEMATICS, "Aim")
                        .through(Strategy.of("s", "Way")
                                .acting(Action.of("a", "Step")
                                        .withStatus(ActionStatus.DROPPED)
                                        .investing(Investment.of("i", "Thing", Cost.of(Money.ofCents(1)))
                                                .priority(1)
                                                .chargedTo("01-1100")))))
                .build();

        SitePlan read = SitePlanJson.parse(SitePlanJson.toJson(plan));

        assertThat(SitePlanJson.toJson(plan)).contains("{\"code\": \"01-1100\", \"name\": \"01-1100\"}");
        assertThat(read).isEqualTo(plan);
        assertThat(read.accounts()).isEqualTo(plan.accounts());
    }

    @Test
    void tells_an_account_that_is_not_in_the_list() {
        assertThat(messagesOf(with("\"account\": \"4300\"", "\"account\": \"4310\"")))
                .containsExactly(
                        "JSON, line 59:133, /goals/0/strategies/0/actions/0/investments/1/account: found \"4310\"; allowed: one account of the plan: 1100, 4300. Add the account, or correct what names it.");
        assertThat(messagesOf(JSON.replaceFirst("(?s)  \"accounts\".*?\\],\n", "")))
                .containsExactly(
                        "JSON, line 54:135, /goals/0/strategies/0/actions/0/investments/0/account: found \"1100\"; allowed: none, since the plan has no account. Add the account, or correct what names it.",
                        "JSON, line 55:133, /goals/0/strategies/0/actions/0/investments/1/account: found \"4300\"; allowed: none, since the plan has no account. Add the account, or correct what names it.");
    }

    @Test
    void the_codes_are_those_of_the_plan_itself() {
        assertThat(problemsOf(with("\"account\": \"4300\"", "\"account\": \"4310\"")))
                .extracting(Problem::code)
                .containsExactly("plan.account");
        assertThat(problemsOf(with("\"assets\": [\"mentors\"]", "\"assets\": [\"choir\"]")))
                .extracting(Problem::code)
                .containsExactly("plan.unknown");
        assertThat(problemsOf(with("\"id\": \"draft\"", "\"id\": \"math\"")))
                .extracting(Problem::code)
                .containsExactly("plan.twice");
    }

    @Test
    void an_account_at_fault_is_still_known() {
        assertThat(messagesOf(with("\"Materials\"", "\" \"")))
                .containsExactly(
                        "JSON, line 32:30, /accounts/1/name: found \" \"; allowed: a text that is not blank. Correct the value.");
    }

    @Test
    void tells_everything_that_is_named_and_not_there() {
        String json = with("\"districtGoals\": [\"D1\"]", "\"districtGoals\": [\"D1\", \"D2\"]")
                .replace("\"findings\": [\"math-5\"]", "\"findings\": [\"math-4\"]")
                .replace("\"assets\": [\"mentors\"]", "\"assets\": [\"choir\"]");

        assertThat(messagesOf(json))
                .containsExactly(
                        "JSON, line 43:31, /goals/0/districtGoals/1: found \"D2\"; allowed: one district goal of the plan: D1. Add the district goal, or correct what names it.",
                        "JSON, line 44:20, /goals/0/findings/0: found \"math-4\"; allowed: one finding of the plan: math-5, absent. Add the finding, or correct what names it.",
                        "JSON, line 56:26, /goals/0/strategies/0/actions/0/assets/0: found \"choir\"; allowed: one community asset of the plan: mentors, hall. Add the community asset, or correct what names it.");
    }

    @Test
    void tells_everything_that_stands_twice() {
        String json = with("\"id\": \"draft\"", "\"id\": \"math\"")
                .replace("\"id\": \"meet\"", "\"id\": \"hire\"")
                .replace("\"id\": \"room\"", "\"id\": \"books\"")
                .replace("\"id\": \"hall\"", "\"id\": \"mentors\"")
                .replace("\"question\": \"major needs\"", "\"question\": \"academic focus\"")
                .replace("{\"code\": \"4300\"", "{\"code\": \"1100\"")
                .replace("\"account\": \"4300\"", "\"account\": \"1100\"");

        assertThat(messagesOf(json))
                .containsExactly(
                        "JSON, line 20:20, /assessment/answers/1/question: found \"academic focus\", which /assessment/answers/0/question has too; allowed: each answer once in a plan. Correct one of the two.",
                        "JSON, line 28:12, /assets/1/id: found \"mentors\", which /assets/0/id has too; allowed: each community asset once in a plan. Correct one of the two.",
                        "JSON, line 32:14, /accounts/1/code: found \"1100\", which /accounts/0/code has too; allowed: each account once in a plan. Correct one of the two.",
                        "JSON, line 60:24, /goals/0/strategies/0/actions/0/investments/2/id: found \"books\", which /goals/0/strategies/0/actions/0/investments/1/id has too; allowed: each investment once in a plan. Correct one of the two.",
                        "JSON, line 64:21, /goals/0/strategies/0/actions/1/id: found \"hire\", which /goals/0/strategies/0/actions/0/id has too; allowed: each action once in a plan. Correct one of the two.",
                        "JSON, line 73:13, /goals/1/id: found \"math\", which /goals/0/id has too; allowed: each goal once in a plan. Correct one of the two.");
    }

    @Test
    void tells_where_two_findings_measure_the_same() {
        String json = with(
                "\"metric\": {\"name\": \"absent\", \"unit\": \"days\", \"better\": \"lower\"}, \"pupils\": \"all pupils\"",
                "\"metric\": {\"name\": \"proficient\", \"unit\": \"%\", \"better\": \"higher\"}, \"pupils\": \"grade 5\"");

        assertThat(messagesOf(json))
                .containsExactly(
                        "JSON, line 6:17, /assessment, finding absent: found \"proficient\" of grade 5 a second time; allowed: each once. Remove one of the two, or correct it.");
    }

    @Test
    void tells_a_year_of_a_finding_that_has_two_values() {
        assertThat(messagesOf(with("\"2024–25\"", "\"2025–26\"")))
                .containsExactly(
                        "JSON, line 12:7, /assessment/findings/0: found finding math-5 already has a value for 2025–26; allowed: values that go together. Correct one of them.");
    }

    @Test
    void tells_values_that_the_metric_cannot_take() {
        String json = with("\"value\": \"57.5\"", "\"value\": \"-1\"")
                .replace("\"target\": \"80\"}", "\"target\": \"100.01\"}")
                .replace(
                        "\"baseline\": {\"year\": \"2025–26\", \"value\": \"60\"}",
                        "\"baseline\": {\"year\": \"2025–26\", \"value\": \"600\"}")
                .replace("\"target\": \"80\",", "\"target\": \"101\",");

        assertThat(problemsOf(json)).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("plan.value");
            assertThat(problem.allowed()).isEqualTo("0 to 100%");
            assertThat(problem.remedy()).isEqualTo("Correct the value, or the unit of \"proficient\".");
        });
        assertThat(problemsOf(json))
                .extracting(Problem::place)
                .containsExactly(
                        "JSON, line 12:152, /assessment/findings/0/values/0/value",
                        "JSON, line 12:206, /assessment/findings/0/target",
                        "JSON, line 40:48, /goals/0/baseline/value",
                        "JSON, line 41:17, /goals/0/target");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "school": "101" | "school": " " | /school | " " | the id of a school, without blanks around it
                    "year": "2026–27" | "year": "2027" | /year | "2027" | a fiscal year such as "2026–27"
                    "area": {"name": "attendance", "academic": false} | "area": {"name": "attendance", "academic": "no"} | /goals/1/area/academic | "no" | true or false
                    "better": "lower" | "better": "less" | /assessment/findings/1/metric/better | "less" | one of higher, lower
                    "value": "57.5" | "value": "1e1" | /assessment/findings/0/values/0/value | "1e1" | a decimal in quotes, such as "-2.5"
                    "value": "57.5" | "value": 57.5 | /assessment/findings/0/values/0/value | 57.5 | a decimal in quotes, such as "-2.5"
                    "partly met" | "half met" | /assessment/lastYear/0/outcome | "half met" | one of met, partly met, not met, not known
                    "major needs" | "needs" | /assessment/answers/1/question | "needs" | one of academic focus, other focus, alignment, last year, distance, themes, major needs, largest gaps, missed subgroups
                    "offer": "Mentors" | "offer": "" | /assets/0/offer | "" | a text that is not blank
                    "inKindValue": "3000.00" | "inKindValue": "$3" | /assets/0/inKindValue | "$3" | dollars in quotes, with two decimals or none, such as "1234.50"
                    "account": "1100" | "account": "11 00" | /goals/0/strategies/0/actions/0/investments/0/account | "11 00" | up to 100 letters, digits, dots, hyphens, slashes, colons and underscores, such as "1100"
                    "id": "draft" | "id": "draft/1" | /goals/1/id | "draft/1" | up to 64 letters, digits, blanks, dots, hyphens and underscores, such as "math-5"
                    "2029-06-30" | "2029-06-31" | /goals/0/deadline | "2029-06-31" | a day such as "2027-06-30"
                    "2029-06-30" | null | /goals/0/deadline | null | a day such as "2027-06-30"
                    "districtGoals": ["D1"] | "districtGoals": "D1" | /goals/0/districtGoals | "D1" | a list
                    "findings": ["math-5"] | "findings": [5] | /goals/0/findings/0 | 5 | a text
                    "under way" | "started" | /goals/0/strategies/0/actions/0/status | "started" | one of planned, under way, done, dropped
                    "priority": "1" | "priority": 1 | /goals/0/strategies/0/actions/0/investments/0/priority | 1 | a whole number in quotes that is 1 or more, such as "1"
                    "priority": "1" | "priority": "0" | /goals/0/strategies/0/actions/0/investments/0/priority | "0" | a whole number in quotes that is 1 or more, such as "1"
                    "priority": "1" | "priority": "+1" | /goals/0/strategies/0/actions/0/investments/0/priority | "+1" | a whole number in quotes that is 1 or more, such as "1"
                    "priority": "1" | "priority": "2147483648" | /goals/0/strategies/0/actions/0/investments/0/priority | "2147483648" | a whole number in quotes that is 1 or more, such as "1"
                    {"amount": "900.00"} | "900.00" | /goals/0/strategies/0/actions/0/investments/2/cost | "900.00" | an object
                    "serves": "poverty" | "serves": "(poor)" | /goals/0/strategies/0/actions/0/investments/0/serves | "(poor)" | the name of a need, without brackets or commas
                    "pupilsServed": "48" | "pupilsServed": "-48" | /goals/0/strategies/0/actions/0/investments/0/pupilsServed | "-48" | a count in quotes that is 0 or more, such as "412" or "411.75"
                    "one time" | "once" | /goals/0/strategies/0/actions/0/investments/1/recurrence | "once" | one of one time, recurring
                    "evidence": "strong" | "evidence": "1" | /goals/0/strategies/0/actions/0/investments/0/evidence | "1" | one of strong, moderate, promising, rationale
                    "wholeOrNothing": true | "wholeOrNothing": "yes" | /goals/0/strategies/0/actions/0/investments/0/wholeOrNothing | "yes" | true or false
                    "notFrom": ["general"] | "notFrom": [""] | /goals/0/strategies/0/actions/0/investments/0/notFrom/0 | "" | up to 64 letters, digits, dots, hyphens and underscores, such as "title-i"
                    """)
    void tells_a_value_that_does_not_fit(String from, String to, String pointer, String found, String allowed) {
        assertThat(problemsOf(with(from, to))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isIn("json.value", "json.type");
            assertThat(problem.place()).matches("JSON, line \\d+:\\d+, " + pointer);
            assertThat(problem.found()).isEqualTo(found);
            assertThat(problem.allowed()).isEqualTo(allowed);
        });
    }

    @Test
    void tells_a_cost_that_is_none() {
        String cost = "{\"amount\": \"900.00\"}";
        String place = "JSON, line 60:80, /goals/0/strategies/0/actions/0/investments/2/cost";

        assertThat(messagesOf(with(cost, "{}")))
                .containsExactly(
                        place
                                + ": found none of the keys amount, fte and units; allowed: an amount, or fte with perFte, or units with price. Say what it costs.");
        assertThat(messagesOf(with(cost, "{\"amount\": \"0\"}")))
                .containsExactly(
                        place
                                + ": found an investment costs more than 0, and not 0.00; allowed: values that go together. Correct one of them.");
        assertThat(messagesOf(with(cost, "{\"units\": \"-1\", \"price\": \"2\"}")))
                .containsExactly(
                        place
                                + ": found an investment costs more than 0, and not -1 × 2.00; allowed: values that go together. Correct one of them.");
        assertThat(messagesOf(with(cost, "{\"fte\": \"99999999999999999999\", \"perFte\": \"1\"}")))
                .containsExactly(
                        place
                                + ": found 99999999999999999999 × 1.00 is more than an amount can be; allowed: values that go together. Correct one of them.");
        assertThat(messagesOf(with(cost, "{\"fte\": \"1\", \"price\": \"1\"}")))
                .containsExactly(
                        "JSON, line 60:102, /goals/0/strategies/0/actions/0/investments/2/cost/price: found the key \"price\"; allowed: the keys fte, perFte. Remove the key, or correct its name.",
                        place
                                + ": found no key \"perFte\"; allowed: an object with the keys fte, perFte. Add the key.");
    }

    @Test
    void tells_hours_and_values_below_0() {
        assertThat(messagesOf(with("\"hours\": \"120\"", "\"hours\": \"-1\"")))
                .containsExactly(
                        "JSON, line 27:5, /assets/0: found community asset mentors gives -1 hours; allowed: values that go together. Correct one of them.");
        assertThat(messagesOf(with("\"3000.00\"", "\"-3\"")))
                .containsExactly(
                        "JSON, line 27:5, /assets/0: found community asset mentors is worth -3.00; allowed: values that go together. Correct one of them.");
    }

    @Test
    void tells_unknown_keys_and_missing_ones_wherever_they_stand() {
        String json = with("\"school\": \"101\",", "\"scool\": \"101\",")
                .replace("\"giver\": \"City\"", "\"given by\": \"City\"")
                .replace(", \"pupils\": \"grade 5\"},\n      \"baseline\"", "},\n      \"baseline\"")
                .replace("\"status\": \"planned\"", "\"stand\": \"planned\"")
                .replace("\"id\": \"room\"", "\"name\": \"room\"");

        assertThat(messagesOf(json))
                .containsExactly(
                        "JSON, line 4:12, /scool: found the key \"scool\"; allowed: the keys kind, schema, school, year, assessment, districtGoals, assets, accounts, goals. Remove the key, or correct its name.",
                        "JSON, line 1:1: found no key \"school\"; allowed: an object with the keys kind, schema, school, year, assessment, districtGoals, assets, accounts, goals. Add the key.",
                        "JSON, line 28:32, /assets/1/given by: found the key \"given by\"; allowed: the keys id, giver, offer, hours, inKindValue. Remove the key, or correct its name.",
                        "JSON, line 28:5, /assets/1: found no key \"giver\"; allowed: an object with the keys id, giver, offer, hours, inKindValue. Add the key.",
                        "JSON, line 39:21, /goals/0/measuredBy: found no key \"pupils\"; allowed: an object with the keys metric, pupils. Add the key.",
                        "JSON, line 60:26, /goals/0/strategies/0/actions/0/investments/2/name: found the key \"name\"; allowed: the keys id, description, priority, cost, account, serves, grades, pupilsServed, recurrence, evidence, wholeOrNothing, approvedFor, notFrom. Remove the key, or correct its name.",
                        "JSON, line 60:17, /goals/0/strategies/0/actions/0/investments/2: found no key \"id\"; allowed: an object with the keys id, description, priority, cost, account, serves, grades, pupilsServed, recurrence, evidence, wholeOrNothing, approvedFor, notFrom. Add the key.",
                        "JSON, line 66:24, /goals/0/strategies/0/actions/1/stand: found the key \"stand\"; allowed: the keys id, description, status, owner, deadline, assets, investments. Remove the key, or correct its name.",
                        "JSON, line 63:13, /goals/0/strategies/0/actions/1: found no key \"status\"; allowed: an object with the keys id, description, status, owner, deadline, assets, investments. Add the key.");
    }

    @Test
    void a_document_of_another_kind_is_told_at_once() {
        assertThat(messagesOf(with("\"kind\": \"site plan\"", "\"kind\": \"budgets\"")))
                .containsExactly(
                        "JSON, line 2:11, /kind: found kind \"budgets\"; allowed: kind \"site plan\". Read it as what it is.");
    }

    @Test
    void refuses_what_is_nested_too_deeply() {
        String nested = "[".repeat(600) + "]".repeat(600);

        assertThat(messagesOf(with("\"Two tutors\"", nested)))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains("found more than 500 objects and lists inside each other; allowed: at most 500."));
        assertThat(messagesOf(with("\"Two tutors\"", "[[[[]]]]")))
                .containsExactly(
                        "JSON, line 58:49, /goals/0/strategies/0/actions/0/investments/0/description: found a list; allowed: a text that is not blank. Correct the value.");
    }

    @Test
    void reads_the_largest_number_that_a_plan_may_name() {
        SitePlan plan = SitePlan.of("101", YEAR)
                .goal(Goal.of("g", MATHEMATICS, "Aim")
                        .to(BigDecimal.TEN.pow(100).subtract(BigDecimal.ONE)))
                .build();

        assertThat(SitePlanJson.parse(SitePlanJson.toJson(plan))).isEqualTo(plan);
    }
}
