package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.account.AccountCode;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.spending.Expenditure;
import org.perpupil.spending.SchoolSpending;
import org.perpupil.spending.Spending;

class SpendingJsonTest {
    private static final FiscalYear YEAR = FiscalYear.of(2026);
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");

    private static final Spending SPENDING = Spending.of(
            YEAR,
            List.of(
                    new SchoolSpending(
                            SchoolId.of("101"),
                            YEAR,
                            List.of(
                                    Expenditure.atSchool(GENERAL, Money.ofDollars(412_050))
                                            .chargedTo(AccountCode.of("1100")),
                                    Expenditure.centrally(GENERAL, Money.ofCents(-5)))),
                    new SchoolSpending(SchoolId.of("102"), YEAR, List.of())));

    private static final String JSON = """
            {
              "kind": "spending",
              "schema": 1,
              "year": "2025–26",
              "sources": [
                {
                  "id": "general",
                  "name": "General fund",
                  "origin": "local"
                }
              ],
              "schools": [
                {
                  "id": "101",
                  "spent": [
                    {"source": "general", "amount": "412050.00", "level": "school", "account": "1100"},
                    {"source": "general", "amount": "-0.05", "level": "central"}
                  ]
                },
                {
                  "id": "102",
                  "spent": []
                }
              ]
            }
            """;

    @TempDir
    Path folder;

    @Test
    void writes_every_expenditure_with_its_source_level_and_account() throws IOException {
        Path file = folder.resolve("a.json");
        SpendingJson.write(SPENDING, file);

        assertThat(Files.readString(file)).isEqualTo(JSON);
        assertThat(SpendingJson.read(file)).isEqualTo(SPENDING);
    }

    @Test
    void tells_every_fault_at_its_place() {
        String wrong = JSON.replace("\"level\": \"school\"", "\"level\": \"room\"")
                .replace("\"-0.05\"", "-0.05")
                .replace("\"1100\"", "\"11 00\"")
                .replace("{\"source\": \"general\", \"amount\": -", "{\"source\": \"grant\", \"amount\": -")
                .replace("\"id\": \"102\"", "\"id\": \"101\"");

        assertThat(catchThrowableOfType(ProblemException.class, () -> SpendingJson.parse(wrong))
                        .problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("json.value", "JSON, line 16:63, /schools/0/spent/0/level"),
                        tuple("json.value", "JSON, line 16:82, /schools/0/spent/0/account"),
                        tuple("json.source-unknown", "JSON, line 17:20, /schools/0/spent/1/source"),
                        tuple("json.type", "JSON, line 17:39, /schools/0/spent/1/amount"),
                        tuple("school.twice", "JSON, line 20:5, /schools/1"));
    }

    @Test
    void refuses_to_write_two_sources_with_one_id() {
        Spending mixed = Spending.of(
                YEAR,
                List.of(
                        SPENDING.all().get(0),
                        new SchoolSpending(
                                SchoolId.of("103"),
                                YEAR,
                                List.of(Expenditure.atSchool(
                                        RevenueSource.state("general", "General fund"), Money.ZERO)))));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpendingJson.toJson(mixed))
                .withMessageContaining("two different sources have the id general");
    }
}
