package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.account.AccountCode;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.spending.Expenditure;
import org.perpupil.spending.SchoolSpending;
import org.perpupil.spending.Spending;

class SpendingCsvTest {
    private static final FiscalYear YEAR = FiscalYear.of(2026);
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource TITLE_I = RevenueSource.federal("title-i", "Title I");

    private static final CsvColumns<SpendingCsv> COLUMNS = CsvColumns.of(SpendingCsv.SCHOOL, "Site")
            .and(SpendingCsv.SOURCE, "Resource", Map.of("0000", "general", "3010", "title-i"))
            .and(SpendingCsv.ACCOUNT, "Object")
            .and(SpendingCsv.AMOUNT, "Actual")
            .and(SpendingCsv.LEVEL, "Where", Map.of("S", "school", "D", "central"));

    private static Loaded<Spending> read(String csv) throws IOException {
        return SpendingCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), COLUMNS, YEAR, List.of(GENERAL, TITLE_I));
    }

    @Test
    void reads_every_posting() throws IOException {
        Spending spending = read("Site,Resource,Object,Actual,Where\n"
                        + "007,0000,1100,\"412,050.25\",S\n"
                        + "007,0000,1100,-50.25,S\n"
                        + "007,3010,,3200,D\n")
                .orThrow();

        assertThat(spending)
                .isEqualTo(Spending.of(
                        YEAR,
                        List.of(new SchoolSpending(
                                SchoolId.of("007"),
                                YEAR,
                                List.of(
                                        Expenditure.atSchool(GENERAL, Money.ofCents(41_205_025))
                                                .chargedTo(AccountCode.of("1100")),
                                        Expenditure.atSchool(GENERAL, Money.ofCents(-5_025))
                                                .chargedTo(AccountCode.of("1100")),
                                        Expenditure.centrally(TITLE_I, Money.ofCents(320_000)))))));
    }

    @Test
    void tells_what_is_wrong_with_a_posting() throws IOException {
        Loaded<Spending> loaded = read("Site,Resource,Object,Actual,Where\n1,9999,a b,x,T\n2,0000,1100,5,S\n");

        assertThat(loaded.value().all()).extracting(SchoolSpending::school).containsExactly(SchoolId.of("2"));
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("csv.code-unknown", "a.csv, line 2, column \"Resource\""),
                        tuple("csv.code-unknown", "a.csv, line 2, column \"Where\""),
                        tuple("csv.money", "a.csv, line 2, column \"Actual\""),
                        tuple("csv.account", "a.csv, line 2, column \"Object\""));
    }
}
