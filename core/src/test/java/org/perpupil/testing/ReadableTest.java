package org.perpupil.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.perpupil.account.AccountCode;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.spending.Expenditure;
import org.perpupil.spending.SchoolSpending;
import org.perpupil.staff.Position;

/** What a script prints, or a prompt shows, can be read. Every expected text is written by hand. */
class ReadableTest {
    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo("pupils in poverty");
    private static final SchoolId ADAMS = SchoolId.of("101");
    private static final FiscalYear YEAR = FiscalYear.of(2027);

    @Test
    void an_enrolment_tells_every_count_and_why_others_are_missing() {
        GradeSpan elementary = GradeSpan.of("elementary", "K", "5");
        GradeSpan middle = GradeSpan.of("middle", "6", "8");

        assertThat(Enrollment.in(elementary)
                        .pupils(251)
                        .need(POVERTY, 65)
                        .in(middle)
                        .pupils(180)
                        .need(POVERTY, 52)
                        .missing(ENGLISH_LEARNER, Missing.SUPPRESSED)
                        .build())
                .hasToString("all pupils: 251 in elementary (K–5), 180 in middle (6–8); "
                        + "poverty: 65 in elementary (K–5), 52 in middle (6–8); English learner: suppressed");
    }

    @Test
    void a_budget_tells_its_total_and_who_pays() {
        BudgetLine base = new BudgetLine("base", GENERAL, Money.parse("1541292.00"), Held.FREE);
        BudgetLine poverty = new BudgetLine("poverty", TITLE_I, Money.parse("-0.50"), Held.SET);

        assertThat(base).hasToString("base: 1,541,292.00 from General fund (general), free");
        assertThat(poverty).hasToString("poverty: −0.50 from Title I (title-i), set");
        // 1,541,292.00 − 0.50
        assertThat(new SchoolBudget(ADAMS, YEAR, List.of(base, poverty)))
                .hasToString(
                        "budget of 101, 2026–27: 1,541,291.50, 1,541,292.00 from General fund, −0.50 from Title I");
        assertThat(new SchoolBudget(ADAMS, YEAR, List.of())).hasToString("budget of 101, 2026–27: 0.00");
    }

    @Test
    void spending_tells_what_was_spent_where() {
        Expenditure teachers =
                Expenditure.atSchool(GENERAL, Money.ofDollars(412_050)).chargedTo(AccountCode.of("1100"));
        Expenditure share = Expenditure.centrally(TITLE_I, Money.ofDollars(3_200));

        assertThat(teachers).hasToString("412,050.00 from General fund (general), at the school, account 1100");
        assertThat(share).hasToString("3,200.00 from Title I (title-i), centrally");
        // 412,050 + 3,200
        assertThat(new SchoolSpending(ADAMS, YEAR, List.of(teachers, share)))
                .hasToString("spending on 101, 2026–27: 415,250.00, 412,050.00 at the school and 3,200.00 centrally");
    }

    @Test
    void a_position_and_a_stream_are_one_line() {
        assertThat(Position.at(ADAMS, "teacher", "1")
                        .paid(Money.ofDollars(98_450))
                        .withYears("14"))
                .hasToString("1 teacher, school 101, pay 98,450.00, years 14");
        assertThat(Position.central("psychologist", "0.60"))
                .hasToString("0.6 psychologist, central, pay not given, years not given");
        assertThat(new FundingStream(TITLE_I, Money.ofDollars(48_000), 2))
                .hasToString("Title I (title-i): 48,000.00, flexibility 2");
    }

    @Test
    void what_was_loaded_tells_rows_and_the_first_problems_but_not_the_value() {
        Problem wrong = new Problem("x", "a.csv, line 3", "\"many\"", "a number", "Correct it.");
        Notice notice = new Notice("y", "a.csv", "1 row of totals was not read.");

        assertThat(wrong).hasToString("a.csv, line 3: found \"many\"; allowed: a number. Correct it.");
        assertThat(notice).hasToString("a.csv: 1 row of totals was not read.");
        assertThat(new Loaded<>("value", List.of(), 1, 1)).hasToString("1 of 1 rows used");
        assertThat(new Loaded<>("value", List.of(wrong), 3, 2, List.of(notice))).hasToString("""
                2 of 3 rows used
                1 problem:
                  a.csv, line 3: found "many"; allowed: a number. Correct it.
                1 notice:
                  a.csv: 1 row of totals was not read.""");
        // 12 problems, of which 10 are shown
        assertThat(new Loaded<>(
                                "value",
                                IntStream.range(0, 12).mapToObj(any -> wrong).toList(),
                                12,
                                0)
                        .toString()
                        .lines())
                .hasSize(13)
                .startsWith("0 of 12 rows used", "12 problems:")
                .endsWith("  … and 2 more");
    }
}
