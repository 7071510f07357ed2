package org.perpupil.formula.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.least;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.weighted;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** New York City, Fair Student Funding, fiscal year 2015: weighted register × rate, phased school by school. */
class NewYorkTest {
    private static final GradeSpan K_5 = GradeSpan.of("K–5", "K", "5");
    private static final RevenueSource FSF = RevenueSource.local("fsf", "Fair Student Funding");
    private static final FiscalYear YEAR = FiscalYear.of(2015);

    /** The printed rate is not the computing one, which lies in [4122.545642858, 4122.545645973] by the published dollars. */
    private static final Parameter RATE = Parameter.dollars("per capita")
            .in(2015, "4122.545644", "4,122.55", "NYC Department of Education, FY2015; computing value inferred");

    static Enrollment register(long pupils) {
        return Enrollment.in(K_5).pupils(pupils).build();
    }

    // NYC Department of Education, FSF budgets 2015, grades K–5 at weight 1.00.
    @ParameterizedTest
    @CsvSource({
        "1004, 4139035.83",
        "596, 2457037.20",
        "490, 2020047.37",
        "436, 1797429.90",
    })
    void a_register_by_the_computing_rate_is_as_published(long register, String published) {
        School school =
                School.of("K001", "P.S. 1").enrolling(register(register)).build();

        assertThat(computed(school, "register").amount()).contains(Money.parse(published));
    }

    // As above: changes of the register by −8 and +51 pupils.
    @ParameterizedTest
    @CsvSource({
        "492, 500, -32980.37",
        "551, 500, 210249.83",
    })
    void a_change_of_the_register_by_the_computing_rate_is_as_published(long now, long before, String published) {
        School school = School.of("K001", "P.S. 1")
                .enrolling(register(now))
                .enrolling(new CountBasis("last year"), register(before))
                .build();

        assertThat(computed(school, "change").amount()).contains(Money.parse(published));
    }

    @Test
    void the_printed_rate_gives_wrong_dollars() {
        // 1,004 × 4,122.55 = 4,139,040.20, where 4,139,035.83 was published
        School school = School.of("K001", "P.S. 1").enrolling(register(1_004)).build();
        Allocation allocation = FundingModel.named("printed")
                .add(line("x").amount(pupils().times(dollars("4122.55"))))
                .build()
                .resolve(District.named("New York City").school(school).build(), YEAR)
                .allocate();

        assertThat(allocation.of(school.id()).line("x").orElseThrow().amount()).contains(Money.parse("4139040.20"));
    }

    @Test
    void the_working_shows_the_computing_and_the_printed_rate() {
        School school = School.of("K001", "P.S. 1").enrolling(register(436)).build();
        LineResult result = computed(school, "register");

        assertThat(result.working().orElseThrow().text("$"))
                .isEqualTo("436 pupils (K–5) × 1 × $4,122.545644 (per capita, printed as 4,122.55)");
    }

    static ResolvedModel resolved(School school) {
        FundingFormula formula = FundingFormula.named("Fair Student Funding")
                .parameters(RATE)
                .add(
                        line("register")
                                .amount(weighted(ALL_PUPILS, at(K_5, "1.00")).times(rate("per capita"))),
                        line("change")
                                .amount(pupils().minus(pupils().counted("last year"))
                                        .times(rate("per capita")))
                                .onlyWhere(pupils().counted("last year").isGiven()))
                .build();
        return FundingModel.named("FSF")
                .unlocked(FSF, Decision.withoutAmount(), Decision.paying(formula))
                .build()
                .resolve(District.named("New York City").school(school).build(), YEAR);
    }

    private static LineResult computed(School school, String line) {
        return resolved(school).allocate().of(school.id()).line(line).orElseThrow();
    }

    // FSF budgets 2015: formula dollars P, dollars of the register change R, last year's allocation a, phased change f,
    // new
    // allocation d. Inputs are printed rounded, so f and d are met within $0.02.
    @ParameterizedTest
    @CsvSource({
        "K001, 6856416.99, -120645.73, 5957603.00, -99126.82, 5858476.18",
        "K003, 2225195.30, -214672.83, 2364807.00, -188271.84, 2176535.16",
        "K005, 1482282.85, -132749.12, 1711158.00, -122156.19, 1589001.81",
        "K008, 4476192.14, 514895.10, 3578829.00, 435935.53, 4014764.53",
        "K010, 4946803.29, 9991.56, 4345806.00, 8340.06, 4354146.06",
    })
    void a_phased_allocation_is_as_published(
            String id, String formula, String change, String before, String phased, String after) {
        Allocation allocation = phased(id, formula, change, before).allocate();

        assertThat(cents(allocation
                        .of(SchoolId.of(id))
                        .line("phased change")
                        .orElseThrow()
                        .amount()
                        .orElseThrow()))
                .isBetween(cents(Money.parse(phased)) - 2, cents(Money.parse(phased)) + 2);
        assertThat(cents(allocation.of(SchoolId.of(id)).total()))
                .isBetween(cents(Money.parse(after)) - 2, cents(Money.parse(after)) + 2);
    }

    static ResolvedModel phased(String id, String formula, String change, String before) {
        School school = School.of(id, "P.S. " + id)
                .enrolling(register(500))
                .money("formula", Money.parse(formula))
                .money("register change", Money.parse(change))
                .build();
        Budgets lastYear = Budgets.of(
                YEAR.previous(),
                List.of(new SchoolBudget(
                        school.id(),
                        YEAR.previous(),
                        List.of(new BudgetLine("FSF", FSF, Money.parse(before), Held.FREE)))));
        FundingFormula fsf = FundingFormula.named("Fair Student Funding")
                .parameters(Parameter.dollars("foundation").in(2015, "225000", "Fair Student Funding, FY2015"))
                .add(
                        line("percentage of formula")
                                .figure(least(
                                        number(1),
                                        lastYear()
                                                .minus(rate("foundation"))
                                                .dividedBy(moneyFact("formula").minus(moneyFact("register change"))))),
                        line("last year's allocation").amount(lastYear()),
                        line("phased change")
                                .amount(moneyFact("register change").times(figure("percentage of formula"))))
                .build();

        return FundingModel.named("FSF")
                .unlocked(FSF, Decision.withoutAmount(), Decision.paying(fsf))
                .build()
                .resolve(District.named("New York City").school(school).build(), YEAR, lastYear);
    }

    private static long cents(Money money) {
        return money.cents();
    }

    @Test
    void a_school_above_its_formula_is_at_one_hundred_per_cent() {
        // (2,364,807 − 225,000) / (2,000,000 − 0) is above 1, so the change is paid in full
        FundingModel model = FundingModel.named("FSF")
                .add(
                        line("percentage")
                                .figure(least(number(1), dollars(2_139_807).dividedBy(dollars(2_000_000)))),
                        line("change").amount(dollars(100).times(figure("percentage"))),
                        line("same").figure(amount("change")))
                .build();
        School school = School.of("1", "P.S. 1").enrolling(register(5)).build();

        assertThat(model.resolve(District.named("New York City").school(school).build(), YEAR)
                        .allocate()
                        .of(school.id())
                        .line("change")
                        .orElseThrow()
                        .amount())
                .contains(Money.parse("100.00"));
    }
}
