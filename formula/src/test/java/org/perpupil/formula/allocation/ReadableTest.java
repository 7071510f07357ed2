package org.perpupil.formula.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.reserve;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** What a script prints, or a prompt shows, can be read. Every expected text is written by hand. */
public class ReadableTest {
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    private static final RevenueSource FLOOR = RevenueSource.state("floor", "Floor");
    private static final RevenueSource POOR =
            RevenueSource.federal("poor", "Poverty fund").restrictedTo("pupils in poverty");

    /** Two schools of 100 pupils, at $10 each; One had 2,000 last year and keeps 90%; 10% stay central and 5% are a reserve. */
    private static FundingModel model() {
        return FundingModel.named("m")
                .unlocked(
                        GENERAL,
                        centralShare("10%"),
                        reserve(FLOOR, "5%"),
                        paying(FundingFormula.named("base")
                                .perPupil(ALL_PUPILS, at(ELEMENTARY, 10))
                                .build()))
                .unlocked(
                        POOR,
                        withoutAmount(),
                        eligible(fact("index").atLeast("40")),
                        paying(line("poor").amount(dollars(2).times(pupils(POVERTY)))))
                .guard(Guard.holdHarmless("hold harmless", "90%")
                        .counting(everythingAbove())
                        .paidBy(FLOOR))
                .shadow(FundingFormula.named("old")
                        .add(line("old rate").amount(dollars(12).times(pupils())))
                        .build())
                .build();
    }

    private static District district() {
        return District.named("Two")
                .school(School.of("1", "One")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(100)
                                .need(POVERTY, 50)
                                .build())
                        .number("index", 50)
                        .build())
                .school(School.of("2", "Two")
                        .enrolling(Enrollment.in(ELEMENTARY)
                                .pupils(100)
                                .need(POVERTY, 10)
                                .build())
                        .number("index", 10)
                        .build())
                .revenue(GENERAL, Money.ofDollars(20_000))
                .build();
    }

    public static ResolvedModel resolved() {
        FiscalYear year = FiscalYear.of(2027);
        Budgets before = Budgets.of(
                year.previous(),
                List.of(new SchoolBudget(
                        SchoolId.of("1"),
                        year.previous(),
                        List.of(new BudgetLine("all", GENERAL, Money.ofDollars(2_000), Held.FREE)))));
        return model().resolve(district(), year, before);
    }

    private static Allocation allocation() {
        return resolved().allocate();
    }

    @Test
    void a_source_says_where_its_money_went() {
        // 20,000: 10% and 5% are 3,000; 10 × 200 = 2,000 to schools; 2 × 50 drawn for the poor in One;
        // One is lifted from 1,100 to 1,800 = 90% of 2,000, out of 1,000
        assertThat(allocation().sources())
                .extracting(SourceStatement::toString)
                .containsExactlyInAnyOrder(
                        "General fund (general): 20,000.00 = 3,000.00 central + 2,000.00 to schools + 15,000.00 left over",
                        "Poverty fund (poor), without an amount: 100.00 to schools",
                        "Floor (floor): 1,000.00 = 0.00 central + 700.00 to schools + 300.00 left over");
        assertThat(allocation().sources())
                .extracting(statement -> statement.decision().toString())
                .containsExactlyInAnyOrder(
                        "General fund (general): unlocked, 10% central",
                        "Poverty fund (poor): unlocked, eligible schools only, without an amount",
                        "Floor (floor): unlocked, 5% set aside from general");
    }

    @Test
    void a_matrix_tells_what_does_not_reach_all_and_what_is_not_per_pupil() {
        // "poor" is not for Two, whose index is 10
        assertThat(allocation().needMatrix()).hasToString("""
                dollars per pupil
                                  all pupils                 poverty
                elementary (K–5)       10.00  2.00 at 1 of 2 schools
                not per pupil: hold harmless, 700.00""");
    }

    @Test
    void guards_and_notices_are_one_line() {
        assertThat(allocation().guards())
                .singleElement()
                .hasToString("hold harmless, school 1: 1,100.00, floor 1,800.00, moved by 700.00, 1,800.00 at the end");
        // 12 × 100 − 1,800
        assertThat(allocation().shadow("old").get(0))
                .hasToString("One (1): 1,800.00 is paid, 1,200.00 would be: −600.00");
        assertThat(new GuardOutcome(
                        "cap",
                        SchoolId.of("2"),
                        Optional.empty(),
                        Optional.of(Rational.of(90)),
                        Money.ofDollars(100),
                        Money.ofDollars(-10),
                        Money.ofDollars(95),
                        Rational.parse("0.01"),
                        List.of("arts", "music")))
                .hasToString("cap, school 2: 100.00, cap 90.00, moved by −10.00, 95.00 at the end, not held, "
                        + "undone by arts, music");
    }

    @Test
    void a_resolved_model_says_what_it_is_resolved_for() {
        assertThat(model().resolve(district(), FiscalYear.of(2027), Budgets.of(FiscalYear.of(2026), List.of())))
                .hasToString("m for Two, 2 schools, 2026–27");
    }
}
