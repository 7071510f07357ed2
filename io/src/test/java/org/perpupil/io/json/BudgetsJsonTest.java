package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.HIGH;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;

class BudgetsJsonTest {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource TITLE_I = RevenueSource.federal("title-i", "Title I")
            .restrictedTo(Restriction.to("catching up").forNeeds(POVERTY).inGrades(HIGH));

    private static final Budgets BUDGETS = Budgets.of(
            YEAR,
            List.of(
                    budget("2", new BudgetLine("base", GENERAL, Money.ofCents(-5), Held.LOCKED)),
                    budget(
                            "1",
                            new BudgetLine("base", GENERAL, Money.ofDollars(1000), Held.FREE),
                            new BudgetLine("base", TITLE_I, Money.ofCents(4_800_050), Held.SET)),
                    budget("3")));

    private static final String JSON = """
            {
              "kind": "budgets",
              "schema": 1,
              "year": "2026–27",
              "sources": [
                {
                  "id": "general",
                  "name": "General fund",
                  "origin": "local"
                },
                {
                  "id": "title-i",
                  "name": "Title I",
                  "origin": "federal",
                  "restriction": {"purpose": "catching up", "needs": ["poverty"], "spans": [{"name": "high", "first": "9", "last": "12"}]}
                }
              ],
              "schools": [
                {
                  "id": "1",
                  "budget": [
                    {"line": "base", "source": "general", "amount": "1000.00", "held": "free"},
                    {"line": "base", "source": "title-i", "amount": "48000.50", "held": "set"}
                  ]
                },
                {
                  "id": "2",
                  "budget": [
                    {"line": "base", "source": "general", "amount": "-0.05", "held": "locked"}
                  ]
                },
                {
                  "id": "3",
                  "budget": []
                }
              ]
            }
            """;

    @TempDir
    Path folder;

    private static SchoolBudget budget(String school, BudgetLine... lines) {
        return new SchoolBudget(SchoolId.of(school), YEAR, List.of(lines));
    }

    private static List<String> messagesOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> BudgetsJson.parse(json)).problems().stream()
                .map(Problem::message)
                .toList();
    }

    @Test
    void writes_budgets_and_reads_them_back() throws IOException {
        Path file = folder.resolve("budgets.json");

        BudgetsJson.write(BUDGETS, file);

        assertThat(file).hasContent(JSON);
        assertThat(BudgetsJson.read(file)).isEqualTo(BUDGETS);
        assertThat(BudgetsJson.parse(JSON)).isEqualTo(BUDGETS);
    }

    @Test
    void refuses_to_write_two_sources_with_one_id_and_writes_nothing() throws IOException {
        RevenueSource other = RevenueSource.state("general", "State aid");
        Budgets budgets = Budgets.of(
                YEAR,
                List.of(
                        budget("1", new BudgetLine("base", GENERAL, Money.ZERO, Held.FREE)),
                        budget("2", new BudgetLine("base", other, Money.ZERO, Held.FREE))));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BudgetsJson.write(budgets, bytes))
                .withMessage(
                        "two different sources have the id general, \"General fund\" and \"State aid\", so a document cannot tell them apart");
        assertThatIllegalArgumentException().isThrownBy(() -> BudgetsJson.write(budgets, folder.resolve("a.json")));
        assertThat(bytes.size()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tells_every_fault_of_the_lines() {
        String json = JSON.replace("\"source\": \"title-i\"", "\"source\": \"title-ii\"")
                .replace("\"1000.00\"", "1000.00")
                .replace("\"locked\"", "\"frozen\"")
                .replace("\"federal\"", "\"national\"")
                .replace("2026–27", "2026/27");

        assertThat(messagesOf(json))
                .containsExactly(
                        "JSON, line 4:11, /year: found \"2026/27\"; allowed: a fiscal year such as \"2026–27\". Correct the value.",
                        "JSON, line 14:17, /sources/1/origin: found \"national\"; allowed: one of federal, state, local, private. Correct the value.",
                        "JSON, line 22:57, /schools/0/budget/0/amount: found 1000.00; allowed: dollars in quotes, with two decimals or none, such as \"1234.50\". Write it in quotes, so that no program takes it for a binary fraction.",
                        "JSON, line 23:36, /schools/0/budget/1/source: found \"title-ii\"; allowed: the id of one of the document's sources: general, title-i. Add the source, or correct the id.",
                        "JSON, line 29:74, /schools/1/budget/0/held: found \"frozen\"; allowed: one of free, set, locked. Correct the value.");
    }

    @Test
    void tells_what_stands_twice() {
        String json =
                JSON.replace("\"id\": \"2\"", "\"id\": \"1\"").replace("\"id\": \"title-i\"", "\"id\": \"general\"");

        assertThat(messagesOf(json))
                .containsExactly(
                        "JSON, line 11:5, /sources/1: found the id general a second time; allowed: one source for an id. Remove one of the two, or correct its id.",
                        "JSON, line 23:36, /schools/0/budget/1/source: found \"title-i\"; allowed: the id of one of the document's sources: general. Add the source, or correct the id.",
                        "JSON, line 26:5, /schools/1: found the id \"1\", which /schools/0 has too; allowed: one school for an id. Remove one of the two, or correct its id.");
        assertThat(messagesOf(JSON.replace("\"source\": \"title-i\"", "\"source\": \"general\"")))
                .containsExactly(
                        "JSON, line 19:5, /schools/0: found school 1 has two lines \"base\" from source general; allowed: values that go together. Correct one of them.");
    }

    @Test
    void a_total_is_no_part_of_budgets() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.json"), JSON.replace("\"id\": \"3\"", "\"id\": \"3\", \"total\": \"0.00\""));

        assertThat(catchThrowableOfType(ProblemException.class, () -> BudgetsJson.read(file))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("json.key-unknown");
    }
}
