package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.account.Account;
import org.perpupil.account.AccountCode;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class ChartOfAccountsJsonTest {
    private static final ChartOfAccounts CHART = ChartOfAccounts.named("Fund and object")
            .segment("fund")
            .account("01", "General fund")
            .segment("object")
            .account("1100", "Teachers' salaries")
            .account("4300", "Materials")
            .build();

    private static final String JSON = """
            {
              "kind": "chart of accounts",
              "schema": 1,
              "name": "Fund and object",
              "segments": [
                {
                  "name": "fund",
                  "values": [
                    {"code": "01", "name": "General fund"}
                  ]
                },
                {
                  "name": "object",
                  "values": [
                    {"code": "1100", "name": "Teachers' salaries"},
                    {"code": "4300", "name": "Materials"}
                  ]
                }
              ]
            }
            """;

    private static List<Problem> problemsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> ChartOfAccountsJson.parse(json))
                .problems();
    }

    @Test
    void writes_the_values_of_every_segment() {
        assertThat(ChartOfAccountsJson.toJson(CHART)).isEqualTo(JSON);
        assertThat(ChartOfAccountsJson.parse(JSON)
                        .account(AccountCode.of("01-4300"))
                        .map(Account::name))
                .hasValue("General fund, Materials");
    }

    @Test
    void an_open_chart_says_so() {
        ChartOfAccounts open =
                ChartOfAccounts.openWith(List.of(new Account(AccountCode.of("1100"), "Teachers' salaries")));

        assertThat(ChartOfAccountsJson.toJson(open)).isEqualTo("""
                {
                  "kind": "chart of accounts",
                  "schema": 1,
                  "open": true,
                  "accounts": [
                    {"code": "1100", "name": "Teachers' salaries"}
                  ]
                }
                """);
        assertThat(ChartOfAccountsJson.parse(ChartOfAccountsJson.toJson(open))).isEqualTo(open);
        assertThat(ChartOfAccountsJson.parse(ChartOfAccountsJson.toJson(ChartOfAccounts.anyCode())))
                .isEqualTo(ChartOfAccounts.anyCode());
    }

    @Test
    void tells_what_the_chart_refuses_at_its_place() {
        assertThat(problemsOf(JSON.replace("4300", "1100").replace("\"object\"", "\"fund\"")))
                .extracting(Problem::place, Problem::found)
                .containsExactly(
                        tuple("JSON, line 12:5, /segments/1", "Fund and object already has a segment \"fund\""));
        assertThat(problemsOf(JSON.replace("4300", "1100")))
                .extracting(Problem::place, Problem::found)
                .containsExactly(
                        tuple("JSON, line 16:9, /segments/1/values/1", "Fund and object already has the object 1100"));
        assertThat(problemsOf(JSON.replace("\"01\"", "\"0-1\"")))
                .extracting(Problem::found)
                .containsExactly("the fund 0-1 of Fund and object has a hyphen, which joins segments");
    }

    @Test
    void an_account_of_an_open_chart_stands_there_once() {
        String twice = """
                {"kind": "chart of accounts", "schema": 1, "open": true,
                 "accounts": [ {"code": "1100", "name": "a"}, {"code": "1100", "name": "b"} ]}""";

        assertThat(problemsOf(twice))
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("account.twice", "JSON, line 2:47, /accounts/1"));
        assertThat(problemsOf(twice.replace("true", "false").replace("1100\", \"name\": \"b", "2\", \"name\": \"b")))
                .extracting(Problem::found)
                .containsExactly("open false");
    }

    @Test
    void a_chart_that_does_not_tell_its_accounts_is_not_written() {
        ChartOfAccounts system = new ChartOfAccounts() {
            @Override
            public String name() {
                return "the finance system";
            }

            @Override
            public Optional<Account> account(AccountCode code) {
                return Optional.empty();
            }
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChartOfAccountsJson.toJson(system))
                .withMessage("the chart the finance system does not tell its accounts, so no document can hold it");
    }
}
