package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.Cost;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingStreams;
import org.perpupil.plan.funding.Matching;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

class FundingJsonTest {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final SchoolId SCHOOL = SchoolId.of("101");
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource TITLE_I = RevenueSource.federal("title-i", "Title I")
            .restrictedTo(Restriction.to("catching up").forNeeds(POVERTY));
    private static final SourceId TITLE = TITLE_I.id();

    private static final SitePlan PLAN = SitePlan.of(SCHOOL, YEAR)
            .goal(Goal.of("math", FocusArea.academic("mathematics"), "Aim")
                    .through(Strategy.of("tutoring", "Way")
                            .acting(Action.of("hire", "Step")
                                    .investing(
                                            Investment.of("tutors", "Tutors", Cost.of(Money.ofDollars(50_000)))
                                                    .priority(1)
                                                    .serving(POVERTY),
                                            Investment.of("books", "Books", Cost.of(Money.ofDollars(20_000)))
                                                    .priority(2)))))
            .build();

    private static final FundingStreams STREAMS = FundingStreams.of(new SchoolBudget(
            SCHOOL,
            YEAR,
            List.of(
                    new BudgetLine("base", GENERAL, Money.ofDollars(25_000), Held.FREE),
                    new BudgetLine("salaries", GENERAL, Money.ofDollars(250_000), Held.LOCKED),
                    new BudgetLine("Title I", TITLE_I, Money.ofDollars(48_000), Held.FREE))));

    // By hand: an entry is exactly what the stream pays, so of the 50,000 for tutors Title I pays 40,000 and the
    // general fund the
    // other 10,000. That leaves 15,000 of the general fund for books, and 8,000 of Title I, which may not pay for them.
    private static final Funding FUNDING = Matching.of(PLAN, STREAMS)
            .byHand("tutors", TITLE, Money.ofDollars(40_000))
            .fund();

    private static final String JSON = """
            {
              "kind": "funding",
              "schema": 1,
              "plan": {
                "school": "101",
                "year": "2026–27",
                "goals": [
                  {
                    "id": "math",
                    "area": {"name": "mathematics", "academic": true},
                    "statement": "Aim",
                    "strategies": [
                      {
                        "id": "tutoring",
                        "description": "Way",
                        "actions": [
                          {
                            "id": "hire",
                            "description": "Step",
                            "status": "planned",
                            "investments": [
                              {"id": "tutors", "description": "Tutors", "priority": "1", "cost": {"amount": "50000.00"}, "serves": "poverty"},
                              {"id": "books", "description": "Books", "priority": "2", "cost": {"amount": "20000.00"}}
                            ]
                          }
                        ]
                      }
                    ]
                  }
                ]
              },
              "sources": [
                {"id": "general", "name": "General fund", "origin": "local"},
                {"id": "title-i", "name": "Title I", "origin": "federal", "restriction": {"purpose": "catching up", "needs": ["poverty"], "spans": []}}
              ],
              "streams": [
                {"source": "general", "cap": "25000.00", "flexibility": "1"},
                {"source": "title-i", "cap": "48000.00", "flexibility": "2"}
              ],
              "locked": [
                {"source": "general", "amount": "250000.00"}
              ],
              "entries": [
                {"investment": "tutors", "source": "title-i", "amount": "40000.00"}
              ],
              "automatic": true,
              "result": {
                "paid": [
                  {"investment": "tutors", "source": "general", "amount": "10000.00", "byHand": false},
                  {"investment": "tutors", "source": "title-i", "amount": "40000.00", "byHand": true},
                  {"investment": "books", "source": "general", "amount": "15000.00", "byHand": false}
                ],
                "left": [
                  {"source": "general", "amount": "0.00"},
                  {"source": "title-i", "amount": "8000.00"}
                ],
                "shortfalls": [
                  {"investment": "books", "funded": "15000.00", "missing": "5000.00", "available": "15000.00", "reason": "spent on higher priorities", "why": "general holds 25,000.00, of which 10,000.00 goes to what comes before it: tutors 10,000.00"}
                ]
              }
            }
            """;

    @TempDir
    Path folder;

    private static List<Problem> problemsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> FundingJson.parse(json))
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
    void writes_a_plan_with_its_money_and_reads_it_back() throws IOException {
        Path file = folder.resolve("a.json");

        FundingJson.write(FUNDING, file);

        assertThat(file).hasContent(JSON);
        assertThat(FundingJson.toJson(FUNDING)).isEqualTo(JSON);
        assertThat(FundingJson.read(file)).isEqualTo(FUNDING);
        assertThat(FundingJson.read(new ByteArrayInputStream(JSON.getBytes(UTF_8)), "a.json"))
                .isEqualTo(FUNDING);
        assertThat(FundingJson.parse(JSON)).isEqualTo(FUNDING);
    }

    @Test
    void a_plan_without_money_is_short() {
        Funding none = Matching.of(SitePlan.of("101", YEAR).build(), FundingStreams.of())
                .byHandOnly();
        String json = """
            {
              "kind": "funding",
              "schema": 1,
              "plan": {
                "school": "101",
                "year": "2026–27"
              },
              "automatic": false,
              "result": {}
            }
            """;

        assertThat(FundingJson.toJson(none)).isEqualTo(json);
        assertThat(FundingJson.parse(json)).isEqualTo(none);
    }

    @Test
    void a_document_without_a_result_is_computed() {
        String json = JSON.replaceFirst("(?s),\n  \"result\".*", "\n}");

        Funding read = FundingJson.parse(json);

        assertThat(json).endsWith("\"automatic\": true\n}");
        assertThat(read).isEqualTo(FUNDING);
        assertThat(read.paid(GENERAL.id(), "books")).isEqualTo(Money.ofDollars(15_000));
    }

    @Test
    void the_order_of_rows_the_form_of_amounts_and_the_words_of_a_reason_are_free() {
        String left = "      {\"source\": \"title-i\", \"amount\": \"8000.00\"}";
        String json = with(
                        "      {\"source\": \"general\", \"amount\": \"0.00\"},\n" + left,
                        left + ",\n      {\"source\": \"general\", \"amount\": \"0\"}")
                .replaceFirst("\"why\": \"[^\"]*\"", "\"why\": \"The money went to the tutors\"");

        assertThat(json).contains("The money went");
        assertThat(FundingJson.parse(json)).isEqualTo(FUNDING);
    }

    @Test
    void what_was_locked_stays_locked_and_streams_keep_their_ranks() {
        FundingStreams saved = STREAMS.savedInOrder(TITLE);
        Funding funding = Matching.of(PLAN, saved).fund();

        FundingStreams read = FundingJson.parse(FundingJson.toJson(funding)).streams();

        assertThat(read).isEqualTo(saved);
        assertThat(read.all().get(0).id()).isEqualTo(TITLE);
        assertThat(read.locked()).containsOnly(Map.entry(GENERAL, Money.ofDollars(250_000)));
    }

    @Test
    void tells_every_part_of_a_result_that_is_not_what_is_computed() {
        assertThat(messagesOf(with(
                        "\"source\": \"general\", \"amount\": \"10000.00\", \"byHand\": false",
                        "\"source\": \"general\", \"amount\": \"10001.00\", \"byHand\": true")))
                .containsExactly(
                        "JSON, line 49:63, /result/paid/0/amount: found \"10001.00\"; allowed: 10000.00, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.",
                        "JSON, line 49:85, /result/paid/0/byHand: found true; allowed: false, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.");
        assertThat(messagesOf(with(
                        "{\"source\": \"title-i\", \"amount\": \"8000.00\"}",
                        "{\"source\": \"title-i\", \"amount\": \"0\"}")))
                .containsExactly(
                        "JSON, line 55:39, /result/left/1/amount: found \"0\"; allowed: 8000.00, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.");
        assertThat(
                        messagesOf(
                                with(
                                        "\"funded\": \"15000.00\", \"missing\": \"5000.00\", \"available\": \"15000.00\", \"reason\": \"spent on higher priorities\"",
                                        "\"funded\": \"15000\", \"missing\": \"0.00\", \"available\": \"16000.00\", \"reason\": \"no stream\"")))
                .containsExactly(
                        "JSON, line 58:61, /result/shortfalls/0/missing: found \"0.00\"; allowed: 5000.00, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.",
                        "JSON, line 58:82, /result/shortfalls/0/available: found \"16000.00\"; allowed: 15000.00, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.",
                        "JSON, line 58:104, /result/shortfalls/0/reason: found \"no stream\"; allowed: spent on higher priorities, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.");
        assertThat(messagesOf(with(
                        "      {\"investment\": \"tutors\", \"source\": \"general\", \"amount\": \"10000.00\", \"byHand\": false},\n",
                        "")))
                .containsExactly(
                        "JSON, line 48:13, /result/paid: found nothing for investment tutors, source general; allowed: investment tutors, source general, amount 10000.00, byHand false, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.");
        assertThat(
                        messagesOf(
                                with(
                                        "{\"investment\": \"books\", \"source\": \"general\", \"amount\": \"15000.00\", \"byHand\": false}",
                                        "{\"investment\": \"books\", \"source\": \"title-i\", \"amount\": \"15000.00\", \"byHand\": false}")))
                .containsExactly(
                        "JSON, line 51:7, /result/paid/2: found investment books, source title-i, amount 15000.00, byHand false; allowed: nothing, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.",
                        "JSON, line 48:13, /result/paid: found nothing for investment books, source general; allowed: investment books, source general, amount 15000.00, byHand false, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.");
        assertThat(
                        messagesOf(
                                with(
                                        "      {\"source\": \"general\", \"amount\": \"0.00\"},",
                                        "      {\"source\": \"title-i\", \"amount\": \"8000.00\"},\n      {\"source\": \"general\", \"amount\": \"0.00\"},")))
                .containsExactly(
                        "JSON, line 56:7, /result/left/2: found source title-i, amount 8000.00, a second time; allowed: each once. Remove one of the two.");
    }

    @Test
    void tells_a_result_of_what_was_computed_from_something_else() {
        assertThat(messagesOf(with("\"cap\": \"25000.00\"", "\"cap\": \"30000.00\"")))
                .containsExactly(
                        "JSON, line 51:62, /result/paid/2/amount: found \"15000.00\"; allowed: 20000.00, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.",
                        "JSON, line 58:7, /result/shortfalls/0: found investment books, funded 15000.00, missing 5000.00, available 15000.00, reason spent on higher priorities; allowed: nothing, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.");
    }

    @Test
    void tells_rows_that_cannot_be_read_and_compares_the_other_lists() {
        assertThat(messagesOf(with("\"amount\": \"8000.00\"}", "\"amount\": 8000}")
                        .replace("\"reason\": \"spent on higher priorities\"", "\"reason\": \"lazy\"")
                        .replace("\"result\": {", "\"result\": {\n    \"total\": \"65000.00\",")
                        .replace("\"amount\": \"15000.00\", \"byHand\"", "\"amount\": \"1.00\", \"byHand\"")))
                .containsExactly(
                        "JSON, line 48:14, /result/total: found the key \"total\"; allowed: the keys paid, left, shortfalls. Remove the key, or correct its name.",
                        "JSON, line 52:62, /result/paid/2/amount: found \"1.00\"; allowed: 15000.00, as it is computed. Find out whether the document was changed or another version wrote it, or remove the result.",
                        "JSON, line 56:39, /result/left/1/amount: found 8000; allowed: dollars in quotes, with two decimals or none, such as \"1234.50\". Write it in quotes, so that no program takes it for a binary fraction.",
                        "JSON, line 59:110, /result/shortfalls/0/reason: found \"lazy\"; allowed: one of no stream, spent on higher priorities, too little, not entered. Correct the value.");
    }

    @Test
    void tells_each_entry_that_is_refused_where_it_stands() {
        assertThat(
                        messagesOf(
                                with(
                                        "    {\"investment\": \"tutors\", \"source\": \"title-i\", \"amount\": \"40000.00\"}\n",
                                        "    {\"investment\": \"tutor\", \"source\": \"title-ii\", \"amount\": \"40000.00\"},\n    {\"investment\": \"tutors\", \"source\": \"title-i\", \"amount\": \"40000.00\"},\n    {\"investment\": \"books\", \"source\": \"title-i\", \"amount\": \"1.00\"},\n    {\"investment\": \"tutors\", \"source\": \"general\", \"amount\": \"10000.01\"},\n    {\"investment\": \"tutors\", \"source\": \"general\", \"amount\": \"-1\"}\n")))
                .containsExactly(
                        "JSON, line 48:5, /entries/4: found general pays -1.00 for tutors; an entry is 0 or more; allowed: values that go together. Correct one of them.",
                        "JSON, line 44:5, /entries/0, entry of title-ii for investment tutor: found investment tutor; allowed: an investment of the plan whose action is not dropped. Remove the entry, or correct its id.",
                        "JSON, line 44:5, /entries/0, entry of title-ii for investment tutor: found stream title-ii; allowed: general, title-i. Remove the entry, or correct its stream.",
                        "JSON, line 46:5, /entries/2, goal math, entry of title-i for investment books: found 1.00, but Title I is for poverty, and this serves all pupils; allowed: what the source may be used for. Enter it under another stream.",
                        "JSON, line 47:5, /entries/3, goal math, investment tutors: found 50000.01 entered by hand; allowed: at most its cost, 50000.00. Lower an entry.");
        assertThat(messagesOf(with(
                        "    {\"investment\": \"tutors\", \"source\": \"title-i\", \"amount\": \"40000.00\"}\n",
                        "    {\"investment\": \"tutors\", \"source\": \"title-i\", \"amount\": \"48000.01\"}\n")))
                .containsExactly(
                        "JSON, line 44:5, /entries/0, stream title-i: found 48000.01 entered by hand; allowed: at most what it holds, 48000.00. Lower or remove an entry.");
        assertThat(
                        messagesOf(
                                with(
                                        "    {\"investment\": \"tutors\", \"source\": \"title-i\", \"amount\": \"40000.00\"}\n",
                                        "    {\"investment\": \"tutors\", \"source\": \"title-i\", \"amount\": \"0\"},\n    {\"investment\": \"tutors\", \"source\": \"title-i\", \"amount\": \"40000\"}\n")))
                .containsExactly(
                        "JSON, line 45:5, /entries/1: found an entry of title-i for investment tutors, which /entries/0 is too; allowed: one entry for a stream and an investment. Remove one of the two.");
    }

    @Test
    void tells_streams_that_cannot_be() {
        assertThat(
                        messagesOf(
                                with(
                                        "{\"source\": \"title-i\", \"cap\": \"48000.00\", \"flexibility\": \"2\"}",
                                        "{\"source\": \"general\", \"cap\": \"-1\", \"flexibility\": \"0\"},\n    {\"source\": \"title-ii\", \"cap\": \"1\", \"flexibility\": \"1\"},\n    {\"source\": \"title-i\", \"cap\": \"-1\", \"flexibility\": \"1\"}")))
                .containsExactly(
                        "JSON, line 38:16, /streams/1/source: found \"general\", which /streams/0/source has too; allowed: each stream once in a funding. Correct one of the two.",
                        "JSON, line 38:55, /streams/1/flexibility: found \"0\"; allowed: a whole number in quotes that is 1 or more, such as \"1\". Correct the value.",
                        "JSON, line 39:16, /streams/2/source: found \"title-ii\"; allowed: the id of one of the document's sources: general, title-i. Add the source, or correct the id.",
                        "JSON, line 40:5, /streams/3: found stream title-i holds -1.00; a stream holds 0 or more; allowed: values that go together. Correct one of them.");
        assertThat(
                        messagesOf(
                                with(
                                        "{\"source\": \"general\", \"amount\": \"250000.00\"}",
                                        "{\"source\": \"general\", \"amount\": \"250000.00\"},\n    {\"source\": \"general\", \"amount\": \"1\"}")))
                .containsExactly(
                        "JSON, line 42:16, /locked/1/source: found \"general\", which /locked/0/source has too; allowed: each locked amount once in a funding. Correct one of the two.");
    }

    @Test
    void nothing_is_computed_from_a_source_at_fault() {
        assertThat(messagesOf(with("\"origin\": \"federal\"", "\"origin\": \"national\"")))
                .containsExactly(
                        "JSON, line 34:52, /sources/1/origin: found \"national\"; allowed: one of federal, state, local, private. Correct the value.");
    }

    @Test
    void tells_the_faults_of_the_plan_and_what_is_missing() {
        assertThat(messagesOf(with("\"priority\": \"2\"", "\"priority\": \"0\"")
                        .replace("\"automatic\": true,\n", "")
                        .replace("\"streams\"", "\"stream\"")))
                .containsExactly(
                        "JSON, line 36:13, /stream: found the key \"stream\"; allowed: the keys kind, schema, plan, automatic, sources, streams, locked, entries, result. Remove the key, or correct its name.",
                        "JSON, line 1:1: found no key \"automatic\"; allowed: an object with the keys kind, schema, plan, automatic, sources, streams, locked, entries, result. Add the key.",
                        "JSON, line 23:71, /plan/goals/0/strategies/0/actions/0/investments/1/priority: found \"0\"; allowed: a whole number in quotes that is 1 or more, such as \"1\". Correct the value.");
    }

    @Test
    void every_fault_of_a_result_has_one_code() {
        assertThat(problemsOf(with("\"cap\": \"25000.00\"", "\"cap\": \"20000.00\"")))
                .isNotEmpty()
                .extracting(Problem::code)
                .containsOnly("funding.result");
    }
}
