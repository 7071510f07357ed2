package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.district.FiscalYear;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.Cost;
import org.perpupil.plan.EvidenceTier;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;

class InvestmentsCsvTest {
    private static final SitePlan DRAFT = SitePlan.of("007", FiscalYear.of(2027))
            .goal(Goal.of("algebra", FocusArea.MATHEMATICS, "More pupils pass algebra")
                    .through(Strategy.of("time", "More time").acting(Action.of("hire", "Hire"))))
            .build();

    private static final CsvColumns<InvestmentsCsv> COLUMNS = CsvColumns.of(InvestmentsCsv.SCHOOL, "School")
            .and(InvestmentsCsv.ACTION, "Action")
            .and(InvestmentsCsv.INVESTMENT, "No")
            .and(InvestmentsCsv.DESCRIPTION, "What")
            .and(InvestmentsCsv.PRIORITY, "Prio")
            .and(InvestmentsCsv.AMOUNT, "Amount")
            .and(InvestmentsCsv.FTE, "FTE")
            .and(InvestmentsCsv.UNITS, "Units")
            .and(InvestmentsCsv.PRICE, "Price")
            .and(InvestmentsCsv.ACCOUNT, "Acct")
            .and(InvestmentsCsv.SERVES, "For")
            .and(InvestmentsCsv.REACHES, "Pupils")
            .and(InvestmentsCsv.EVIDENCE, "Evidence")
            .and(InvestmentsCsv.RECURS, "Recurs");
    private static final String HEADER =
            "School,Action,No,What,Prio,Amount,FTE,Units,Price,Acct,For,Pupils,Evidence,Recurs\n";

    private static Loaded<List<SitePlan>> read(String rows) throws IOException {
        return InvestmentsCsv.read(
                CsvInput.of(new StringReader(HEADER + rows), "a.csv"), COLUMNS, List.of(DRAFT), List.of(POVERTY));
    }

    @Test
    void puts_investments_into_the_actions_of_the_plan() throws IOException {
        SitePlan plan = read("007,hire,t1,Tutors,1,,2.5,,\"$98,000\",1100,Poverty,640,2,recurring\n"
                        + "007,hire,b1,Books,2,\"5,000\",,,,,,,,one-time\n"
                        + "007,hire,i1,Laptops,3,,,40,520,,,,,\n")
                .orThrow()
                .get(0);

        assertThat(plan.investment("t1"))
                .contains(Investment.of("t1", "Tutors", Cost.fte("2.5", Money.ofDollars(98_000)))
                        .priority(1)
                        .chargedTo("1100")
                        .serving(POVERTY)
                        .reaching(640)
                        .backedBy(EvidenceTier.MODERATE)
                        .recurring());
        assertThat(plan.investment("b1"))
                .contains(Investment.of("b1", "Books", Cost.of(Money.ofDollars(5_000)))
                        .priority(2)
                        .oneTime());
        // 2.5 × 98,000 + 5,000 + 40 × 520
        assertThat(plan.cost()).isEqualTo(Money.ofDollars(270_800));
    }

    @Test
    void tells_every_fault_and_keeps_the_other_rows() throws IOException {
        Loaded<List<SitePlan>> loaded = read("008,hire,x,Aides,1,5,,,,,,,,\n"
                + "007,fire,x,Aides,0,5,,,,,,,,\n"
                + "007,hire,x,Aides,1,5,2,,7,,rich,,9,often\n"
                + "007,hire,y,Aides,1,,,,,,,,,\n"
                + "007,hire,z,Aides,1,,-2,,7,,,,,\n"
                + "007,hire,ok,Aides,1,5,,,,,,,,\n"
                + "007,hire,ok,Aides,1,6,,,,,,,,\n");

        assertThat(loaded.value().get(0).cost()).isEqualTo(Money.ofDollars(5));
        assertThat(loaded.rowsRead()).isEqualTo(7);
        assertThat(loaded.rowsUsed()).isEqualTo(1);
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("csv.plan-unknown", "a.csv, line 2, column \"School\""),
                        tuple("csv.action-unknown", "a.csv, line 3, column \"Action\""),
                        tuple("csv.priority", "a.csv, line 3, column \"Prio\""),
                        tuple("csv.cost", "a.csv, line 4"),
                        tuple("csv.group", "a.csv, line 4, column \"For\""),
                        tuple("csv.choice", "a.csv, line 4, column \"Evidence\""),
                        tuple("csv.choice", "a.csv, line 4, column \"Recurs\""),
                        tuple("csv.cost", "a.csv, line 5"),
                        tuple("csv.cost", "a.csv, line 6"),
                        tuple("csv.investment-twice", "a.csv, line 8"));
    }
}
