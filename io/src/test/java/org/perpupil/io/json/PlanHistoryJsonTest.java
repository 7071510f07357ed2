package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.perpupil.plan.process.MemberRole.COMMUNITY_MEMBER;
import static org.perpupil.plan.process.MemberRole.PARENT;
import static org.perpupil.plan.process.MemberRole.PRINCIPAL;
import static org.perpupil.plan.process.MemberRole.STUDENT;
import static org.perpupil.plan.process.MemberRole.TEACHER;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.FiscalYear;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.process.Approval;
import org.perpupil.plan.process.Committee;
import org.perpupil.plan.process.CompositionRule;
import org.perpupil.plan.process.Input;
import org.perpupil.plan.process.Meeting;
import org.perpupil.plan.process.Member;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.Votes;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class PlanHistoryJsonTest {
    private static final FiscalYear YEAR = FiscalYear.of(2028);
    private static final String ANA = "Ana Ruiz";

    private static final Committee THEN = Committee.SCHOOL_SITE_COUNCIL
            .ruledBy(
                    CompositionRule.parityOf(PRINCIPAL, TEACHER).and(PARENT),
                    CompositionRule.majorityOf(TEACHER).among(PRINCIPAL, TEACHER),
                    CompositionRule.atLeast(1, PARENT, STUDENT),
                    CompositionRule.atMost(2, PRINCIPAL),
                    CompositionRule.exactly(0, COMMUNITY_MEMBER),
                    CompositionRule.only(PRINCIPAL, TEACHER, PARENT))
            .seating(Member.of(ANA, PARENT), Member.of("Ben Cole", TEACHER));
    private static final Committee NOW = THEN.met(Meeting.on(LocalDate.of(2026, 11, 4)))
            .met(Meeting.on(LocalDate.of(2026, 10, 14))
                    .discussing("Results of last year", "Goals")
                    .attendedBy(ANA, "Ben Cole")
                    .hearing(
                            Input.of(ANA, "Tutoring reaches few of our bus riders")
                                    .about("math"),
                            Input.of("families who answered", "Shorter forms")))
            .releasing("Ben Cole")
            .seating(Member.of("Cleo Diaz", TEACHER));

    private static final PlanHistory HISTORY = PlanHistory.requiring(
                    THEN, Committee.named("advisory").seating(Member.of("Eli", PARENT)))
            .start(plan("Raise it"), ANA, LocalDate.of(2027, 3, 8), "First draft")
            .share(ANA, LocalDate.of(2027, 4, 5))
            .record(Approval.rejected(
                    THEN.name(), 1, LocalDate.of(2027, 5, 4), Votes.inFavor(1).against(1), "Too vague"))
            .withCommittee(NOW)
            .revise(plan("Raise it to 80"), ANA, LocalDate.of(2027, 5, 5), "")
            .share(ANA, LocalDate.of(2027, 5, 5))
            .record(Approval.approved(NOW.name(), 2, LocalDate.of(2027, 5, 11), Votes.inFavor(2))
                    .noting("Gladly"))
            .record(Approval.approved("advisory", 2, LocalDate.of(2027, 5, 11), Votes.inFavor(1)))
            .approve(ANA, LocalDate.of(2027, 5, 12))
            .finish(ANA, LocalDate.of(2027, 5, 28));

    private static SitePlan plan(String statement) {
        return SitePlan.of("101", YEAR)
                .goal(Goal.of("math", FocusArea.academic("mathematics"), statement))
                .build();
    }

    private static final String JSON = """
            {
              "kind": "plan history",
              "schema": 1,
              "committees": [
                {
                  "name": "school site council",
                  "rules": [
                    {"rule": "parity", "oneSide": ["principal", "teacher"], "otherSide": ["parent"]},
                    {"rule": "majority", "some": ["teacher"], "group": ["principal", "teacher"]},
                    {"rule": "at least", "count": "1", "roles": ["parent", "student"]},
                    {"rule": "at most", "count": "2", "roles": ["principal"]},
                    {"rule": "exactly", "count": "0", "roles": ["community member"]},
                    {"rule": "only", "roles": ["principal", "teacher", "parent"]}
                  ],
                  "members": [
                    {"name": "Ana Ruiz", "role": "parent"},
                    {"name": "Cleo Diaz", "role": "teacher"}
                  ],
                  "formerMembers": [
                    {"name": "Ben Cole", "role": "teacher"}
                  ],
                  "meetings": [
                    {
                      "day": "2026-10-14",
                      "agenda": ["Results of last year", "Goals"],
                      "present": ["Ana Ruiz", "Ben Cole"],
                      "inputs": [
                        {"from": "Ana Ruiz", "words": "Tutoring reaches few of our bus riders", "goal": "math"},
                        {"from": "families who answered", "words": "Shorter forms"}
                      ]
                    },
                    {
                      "day": "2026-11-04"
                    }
                  ]
                },
                {
                  "name": "advisory",
                  "members": [
                    {"name": "Eli", "role": "parent"}
                  ]
                }
              ],
              "versions": [
                {
                  "number": "1",
                  "day": "2027-03-08",
                  "author": "Ana Ruiz",
                  "note": "First draft",
                  "plan": {
                    "school": "101",
                    "year": "2027–28",
                    "goals": [
                      {
                        "id": "math",
                        "area": {"name": "mathematics", "academic": true},
                        "statement": "Raise it"
                      }
                    ]
                  }
                },
                {
                  "number": "2",
                  "day": "2027-05-05",
                  "author": "Ana Ruiz",
                  "plan": {
                    "school": "101",
                    "year": "2027–28",
                    "goals": [
                      {
                        "id": "math",
                        "area": {"name": "mathematics", "academic": true},
                        "statement": "Raise it to 80"
                      }
                    ]
                  }
                }
              ],
              "votes": [
                {
                  "committee": "school site council",
                  "version": "1",
                  "day": "2027-05-04",
                  "decision": "rejected",
                  "inFavor": "1",
                  "against": "1",
                  "abstaining": "0",
                  "note": "Too vague",
                  "then": {
                    "rules": [
                      {"rule": "parity", "oneSide": ["principal", "teacher"], "otherSide": ["parent"]},
                      {"rule": "majority", "some": ["teacher"], "group": ["principal", "teacher"]},
                      {"rule": "at least", "count": "1", "roles": ["parent", "student"]},
                      {"rule": "at most", "count": "2", "roles": ["principal"]},
                      {"rule": "exactly", "count": "0", "roles": ["community member"]},
                      {"rule": "only", "roles": ["principal", "teacher", "parent"]}
                    ],
                    "members": [
                      {"name": "Ana Ruiz", "role": "parent"},
                      {"name": "Ben Cole", "role": "teacher"}
                    ]
                  }
                },
                {"committee": "school site council", "version": "2", "day": "2027-05-11", "decision": "approved", "inFavor": "2", "against": "0", "abstaining": "0", "note": "Gladly"},
                {"committee": "advisory", "version": "2", "day": "2027-05-11", "decision": "approved", "inFavor": "1", "against": "0", "abstaining": "0"}
              ],
              "steps": [
                {"step": "started", "version": "1", "day": "2027-03-08", "who": "Ana Ruiz", "note": "First draft"},
                {"step": "shared", "version": "1", "day": "2027-04-05", "who": "Ana Ruiz"},
                {"step": "committee rejected", "version": "1", "day": "2027-05-04", "who": "school site council", "note": "Too vague"},
                {"step": "revised", "version": "2", "day": "2027-05-05", "who": "Ana Ruiz"},
                {"step": "shared", "version": "2", "day": "2027-05-05", "who": "Ana Ruiz"},
                {"step": "committee approved", "version": "2", "day": "2027-05-11", "who": "school site council", "note": "Gladly"},
                {"step": "committee approved", "version": "2", "day": "2027-05-11", "who": "advisory"},
                {"step": "approved", "version": "2", "day": "2027-05-12", "who": "Ana Ruiz"},
                {"step": "finished", "version": "2", "day": "2027-05-28", "who": "Ana Ruiz"}
              ]
            }
            """;

    @TempDir
    Path folder;

    private static List<Problem> problemsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> PlanHistoryJson.parse(json))
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
    void writes_a_history_and_reads_it_back() throws IOException {
        Path file = folder.resolve("a.json");

        PlanHistoryJson.write(HISTORY, file);

        assertThat(file).hasContent(JSON);
        assertThat(PlanHistoryJson.toJson(HISTORY)).isEqualTo(JSON);
        assertThat(PlanHistoryJson.read(file)).isEqualTo(HISTORY);
        assertThat(PlanHistoryJson.read(new ByteArrayInputStream(JSON.getBytes(UTF_8)), "a.json"))
                .isEqualTo(HISTORY);
        assertThat(PlanHistoryJson.parse(JSON)).isEqualTo(HISTORY);
    }

    @Test
    void a_first_draft_that_needs_no_approval_is_short() {
        PlanHistory draft =
                PlanHistory.requiring().start(SitePlan.of("101", YEAR).build(), ANA, LocalDate.of(2027, 3, 8), "");
        String json = """
            {
              "kind": "plan history",
              "schema": 1,
              "versions": [
                {
                  "number": "1",
                  "day": "2027-03-08",
                  "author": "Ana Ruiz",
                  "plan": {
                    "school": "101",
                    "year": "2027–28"
                  }
                }
              ],
              "steps": [
                {"step": "started", "version": "1", "day": "2027-03-08", "who": "Ana Ruiz"}
              ]
            }
            """;

        assertThat(PlanHistoryJson.toJson(draft)).isEqualTo(json);
        assertThat(PlanHistoryJson.parse(json)).isEqualTo(draft);
        assertThat(messagesOf(json.replaceFirst("(?s)\"versions.*", "\"versions\": [], \"steps\": []}")))
                .containsExactly(
                        "JSON, line 1:1: found no steps; allowed: a history with its steps, started first. Add the steps.");
    }

    @Test
    void what_was_voted_by_a_committee_that_broke_its_rules_does_not_count_when_it_is_read() {
        PlanHistory read = PlanHistoryJson.parse(JSON);

        assertThat(read.ballots().get(0).committee()).isEqualTo(THEN);
        assertThat(read.ballots().get(1).committee()).isEqualTo(NOW);
        assertThat(read.ballots().get(0).problems())
                .isEqualTo(HISTORY.ballots().get(0).problems());
    }

    @Test
    void tells_a_step_that_is_refused_with_everything_against_it() {
        assertThat(messagesOf(with(
                        "\"day\": \"2027-04-05\", \"who\": \"Ana Ruiz\"",
                        "\"day\": \"2027-03-07\", \"who\": \"Ana Ruiz\"")))
                .containsExactly(
                        "JSON, line 109:5, /steps/1, version 1: found 2027-03-07; allowed: 2027-03-08 or later, the day of the last step. Correct the day.");
        assertThat(messagesOf(with(
                        "    {\"step\": \"shared\", \"version\": \"1\", \"day\": \"2027-04-05\", \"who\": \"Ana Ruiz\"},\n",
                        "")))
                .containsExactly(
                        "JSON, line 80:5, /votes/0, version 1: found draft; allowed: shared. Share a draft first; revise what has gone further.");
        assertThat(
                        messagesOf(
                                with(
                                                "\"decision\": \"approved\", \"inFavor\": \"1\"",
                                                "\"decision\": \"rejected\", \"inFavor\": \"0\"")
                                        .replace(
                                                "\"step\": \"committee approved\", \"version\": \"2\", \"day\": \"2027-05-11\", \"who\": \"advisory\"",
                                                "\"step\": \"committee rejected\", \"version\": \"2\", \"day\": \"2027-05-11\", \"who\": \"advisory\"")))
                .containsExactly(
                        "JSON, line 115:5, /steps/7, advisory: found version 2 rejected on 2027-05-11, 0 for, 0 against, 0 abstaining; allowed: an approval. Revise the plan, or let the committee vote again.");
        assertThat(messagesOf(with("\"inFavor\": \"2\"", "\"inFavor\": \"7\"")))
                .containsExactly(
                        "JSON, line 104:5, /votes/1, version 2: found 7 votes of the school site council; allowed: 2, one for each member. Correct the votes, or bring the members up to date.");
        assertThat(messagesOf(with(
                        "{\"committee\": \"advisory\", \"version\": \"2\"",
                        "{\"committee\": \"advisory\", \"version\": \"1\"")))
                .containsExactly(
                        "JSON, line 105:5, /votes/2, version 2: found version 1; allowed: version 2, the current one. Let the committee vote on the current version.");
        assertThat(
                        messagesOf(
                                with(
                                        "\"year\": \"2027–28\",\n        \"goals\": [\n          {\n            \"id\": \"math\",\n            \"area\": {\"name\": \"mathematics\", \"academic\": true},\n            \"statement\": \"Raise it to 80\"",
                                        "\"year\": \"2026–27\",\n        \"goals\": [\n          {\n            \"id\": \"math\",\n            \"area\": {\"name\": \"mathematics\", \"academic\": true},\n            \"statement\": \"Raise it to 80\"")))
                .containsExactly(
                        "JSON, line 62:5, /versions/1, version 1: found 2026–27; allowed: 2027–28. Start a history for the plan of another year.");
    }

    @Test
    void tells_a_step_that_is_not_what_it_stands_for() {
        assertThat(
                        messagesOf(
                                with(
                                        "\"step\": \"revised\", \"version\": \"2\", \"day\": \"2027-05-05\", \"who\": \"Ana Ruiz\"",
                                        "\"step\": \"revised\", \"version\": \"2\", \"day\": \"2027-05-06\", \"who\": \"Ana Ruiz\", \"note\": \"Hm\"")))
                .containsExactly(
                        "JSON, line 111:5, /steps/3: found 2027-05-06 version 2 revised by Ana Ruiz: Hm; allowed: 2027-05-05 version 2 revised by Ana Ruiz, by what it stands for. Correct the step, or the version or vote it stands for.");
        assertThat(messagesOf(with("\"step\": \"committee rejected\"", "\"step\": \"committee approved\"")))
                .containsExactly(
                        "JSON, line 110:5, /steps/2: found 2027-05-04 version 1 approved by school site council: Too vague; allowed: 2027-05-04 version 1 rejected by school site council: Too vague, by what it stands for. Correct the step, or the version or vote it stands for.");
        assertThat(messagesOf(with("\"number\": \"2\"", "\"number\": \"3\"")))
                .containsExactly(
                        "JSON, line 62:5, /versions/1: found version 3; allowed: version 2, since versions are numbered from 1 without gaps. Correct the number, or the order of the versions.");
    }

    @Test
    void tells_steps_without_versions_and_votes_and_the_other_way_round() {
        assertThat(
                        messagesOf(
                                with(
                                        "    {\"step\": \"committee approved\", \"version\": \"2\", \"day\": \"2027-05-11\", \"who\": \"advisory\"},\n    {\"step\": \"approved\", \"version\": \"2\", \"day\": \"2027-05-12\", \"who\": \"Ana Ruiz\"},\n    {\"step\": \"finished\", \"version\": \"2\", \"day\": \"2027-05-28\", \"who\": \"Ana Ruiz\"}\n",
                                        "    {\"step\": \"revised\", \"version\": \"3\", \"day\": \"2027-05-11\", \"who\": \"Ana Ruiz\"}\n")))
                .containsExactly(
                        "JSON, line 114:5, /steps/6: found 2027-05-11 version 3 revised by Ana Ruiz; allowed: one version for each such step, and there are fewer. Add the version, or remove the step.");
        assertThat(messagesOf(with(
                        "\"who\": \"school site council\", \"note\": \"Gladly\"},\n    {\"step\": \"committee approved\", \"version\": \"2\", \"day\": \"2027-05-11\", \"who\": \"advisory\"},\n    {\"step\": \"approved\", \"version\": \"2\", \"day\": \"2027-05-12\", \"who\": \"Ana Ruiz\"},\n    {\"step\": \"finished\", \"version\": \"2\", \"day\": \"2027-05-28\", \"who\": \"Ana Ruiz\"}",
                        "\"who\": \"school site council\", \"note\": \"Gladly\"}")))
                .containsExactly(
                        "JSON, line 105:5, /votes/2: found advisory approved version 2 on 2027-05-11: 1 for, 0 against, 0 abstaining; allowed: a step in which the committee votes. Add the step, or remove what has none.");
    }

    @Test
    void a_history_starts_once() {
        assertThat(messagesOf(with(
                        "{\"step\": \"started\", \"version\": \"1\"", "{\"step\": \"revised\", \"version\": \"1\"")))
                .containsExactly(
                        "JSON, line 108:5, /steps/0: found revised; allowed: started, the first step of every history. Add the step before.");
        assertThat(messagesOf(with(
                        "{\"step\": \"revised\", \"version\": \"2\"", "{\"step\": \"started\", \"version\": \"2\"")))
                .containsExactly(
                        "JSON, line 111:5, /steps/3: found started, a second time; allowed: revised, or another step after the first. Remove the step, or correct it.");
    }

    @Test
    void tells_the_faults_of_committees() {
        assertThat(messagesOf(with("\"present\": [\"Ana Ruiz\", \"Ben Cole\"]", "\"present\": [\"Ana Ruiz\", \"Bea\"]")
                        .replace(
                                "{\"name\": \"Ben Cole\", \"role\": \"teacher\"}\n      ],\n      \"meetings\"",
                                "{\"name\": \"Ana Ruiz\", \"role\": \" \"}\n      ],\n      \"meetings\"")
                        .replace("\"name\": \"advisory\"", "\"name\": \"school site council\"")))
                .containsExactly(
                        "JSON, line 20:18, /committees/0/formerMembers/0/name: found \"Ana Ruiz\", which /committees/0/members/0/name has too; allowed: each member once in a committee. Correct one of the two.",
                        "JSON, line 20:38, /committees/0/formerMembers/0/role: found \" \"; allowed: a text that is not blank. Correct the value.",
                        "JSON, line 26:35, /committees/0/meetings/0/present/1: found \"Bea\"; allowed: one member of the committee: Ana Ruiz, Cleo Diaz. Add the member, or correct what names it.",
                        "JSON, line 38:15, /committees/1/name: found \"school site council\", which /committees/0/name has too; allowed: each committee once in a history. Correct one of the two.",
                        "JSON, line 105:19, /votes/2/committee: found \"advisory\"; allowed: one committee of the history: school site council. Add the committee, or correct what names it.");
        assertThat(messagesOf(with("\"words\": \"Shorter forms\"", "\"words\": \"\"")
                        .replace("\"2026-11-04\"", "\"4.11.2026\"")))
                .containsExactly(
                        "JSON, line 29:56, /committees/0/meetings/0/inputs/1/words: found \"\"; allowed: a text that is not blank. Correct the value.",
                        "JSON, line 33:18, /committees/0/meetings/1/day: found \"4.11.2026\"; allowed: a day such as \"2027-06-30\". Correct the value.");
    }

    @Test
    void tells_a_rule_that_is_none() {
        assertThat(
                        messagesOf(
                                with(
                                        "      \"rules\": [\n        {\"rule\": \"parity\", \"oneSide\": [\"principal\", \"teacher\"], \"otherSide\": [\"parent\"]},\n        {\"rule\": \"majority\", \"some\": [\"teacher\"], \"group\": [\"principal\", \"teacher\"]},\n        {\"rule\": \"at least\", \"count\": \"1\", \"roles\": [\"parent\", \"student\"]},\n        {\"rule\": \"at most\", \"count\": \"2\", \"roles\": [\"principal\"]},\n        {\"rule\": \"exactly\", \"count\": \"0\", \"roles\": [\"community member\"]},\n        {\"rule\": \"only\", \"roles\": [\"principal\", \"teacher\", \"parent\"]}\n      ],\n      \"members\": [\n        {\"name\": \"Ana Ruiz\", \"role\": \"parent\"},\n        {\"name\": \"Cleo",
                                        "      \"rules\": [\n        {\"rule\": \"parity\", \"oneSide\": [\"parent\"], \"otherSide\": [\"parent\"]},\n        {\"rule\": \"majority\", \"some\": [\"teacher\"], \"group\": [\"parent\"]},\n        {\"rule\": \"at least\", \"count\": \"0\", \"roles\": [\"parent\"]},\n        {\"rule\": \"at most\", \"count\": \"-1\", \"roles\": [\"principal\"]},\n        {\"rule\": \"exactly\", \"roles\": [\"student\"]},\n        {\"rule\": \"only\", \"roles\": []},\n        {\"rule\": \"about\", \"count\": \"2\", \"roles\": [\"student\"]},\n        {\"count\": \"2\", \"roles\": [\"student\"]},\n        \"parity\"\n      ],\n      \"members\": [\n        {\"name\": \"Ana Ruiz\", \"role\": \"parent\"},\n        {\"name\": \"Cleo")))
                .containsExactly(
                        "JSON, line 8:9, /committees/0/rules/0: found parent is on both sides of a parity; a role is on one; allowed: values that go together. Correct one of them.",
                        "JSON, line 9:9, /committees/0/rules/1: found teacher cannot be the majority among parent; the group includes its majority; allowed: values that go together. Correct one of them.",
                        "JSON, line 10:9, /committees/0/rules/2: found a rule of at least 0 rules nothing; allowed: values that go together. Correct one of them.",
                        "JSON, line 11:38, /committees/0/rules/3/count: found \"-1\"; allowed: a whole number in quotes that is 0 or more, such as \"1\". Correct the value.",
                        "JSON, line 12:9, /committees/0/rules/4: found no key \"count\"; allowed: an object with the keys rule, count, roles. Add the key.",
                        "JSON, line 13:9, /committees/0/rules/5: found a rule of composition names at least one role; allowed: values that go together. Correct one of them.",
                        "JSON, line 14:18, /committees/0/rules/6/rule: found \"about\"; allowed: one of parity, majority, at least, at most, exactly, only. Correct the value.",
                        "JSON, line 15:9, /committees/0/rules/7: found no key \"rule\"; allowed: an object with the keys rule, oneSide, otherSide, some, group, count, roles. Add the key.",
                        "JSON, line 16:9, /committees/0/rules/8: found \"parity\"; allowed: an object. Correct the value.");
    }

    @Test
    void tells_a_vote_that_cannot_be() {
        assertThat(messagesOf(with(
                        "{\"committee\": \"advisory\", \"version\": \"2\"",
                        "{\"committee\": \"board\", \"version\": \"0\"")))
                .containsExactly(
                        "JSON, line 105:19, /votes/2/committee: found \"board\"; allowed: one committee of the history: school site council, advisory. Add the committee, or correct what names it.",
                        "JSON, line 105:39, /votes/2/version: found \"0\"; allowed: a whole number in quotes that is 1 or more, such as \"1\". Correct the value.");
        assertThat(messagesOf(with(
                        "\"decision\": \"approved\", \"inFavor\": \"1\", \"against\": \"0\"",
                        "\"decision\": \"approved\", \"inFavor\": \"1\", \"against\": \"1\"")))
                .containsExactly(
                        "JSON, line 105:5, /votes/2: found the advisory cannot have approved version 2 with 1 for, 1 against, 0 abstaining; it takes more votes for than against; allowed: values that go together. Correct one of them.");
        assertThat(messagesOf(with(
                        "\"note\": \"Too vague\",\n      \"then\": {",
                        "\"note\": \"Too vague\",\n      \"then\": {\n        \"name\": \"advisory\",")))
                .containsExactly(
                        "JSON, line 90:17, /votes/0/then/name: found the key \"name\"; allowed: the keys rules, members, formerMembers, meetings. Remove the key, or correct its name.");
    }

    @Test
    void tells_the_faults_of_a_version_in_its_plan() {
        assertThat(messagesOf(with("\"statement\": \"Raise it\"\n", "\"statement\": \"\"\n")))
                .containsExactly(
                        "JSON, line 57:26, /versions/0/plan/goals/0/statement: found \"\"; allowed: a text that is not blank. Correct the value.");
    }
}
