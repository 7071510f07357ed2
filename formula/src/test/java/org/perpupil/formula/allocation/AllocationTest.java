package org.perpupil.formula.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.YEAR;
import static org.perpupil.formula.Trial.id;
import static org.perpupil.formula.Trial.school;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.exact.Rational;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Trial;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

public class AllocationTest {
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
    private static final RevenueSource BONDS = RevenueSource.local("bonds", "Bonds");
    private static final RevenueSource ARTS = RevenueSource.privately("arts", "Arts grant");
    private static final RevenueSource TRANSPORT = RevenueSource.state("transport", "Transport");

    private static Money money(String amount) {
        return Money.parse(amount);
    }

    /** Every kind of decision, over two schools of 100 and 300 pupils. */
    public static ResolvedModel resolved() {
        District district = District.named("Springfield")
                .school(school("1", 100).number("x", 1).build())
                .school(school("2", 300).number("x", 2).build())
                .revenue(GENERAL, money("1000.00"))
                .revenue(TITLE_I, money("90.01"))
                .revenue(BONDS, money("500.00"))
                .revenue(ARTS, money("70.00"))
                .build();
        return FundingModel.named("Everything")
                .unlocked(
                        GENERAL,
                        centralShare("15%"),
                        paying(line("lump").amount(dollars(25))).then(inProportionTo(pupils())))
                .unlocked(TITLE_I, inProportionTo(fact("x")))
                .locked(BONDS, "new wing", Map.of(id("2"), money("120.00")))
                .schoolGrant(ARTS, "arts", Map.of(id("1"), money("60.00")))
                .unlocked(TRANSPORT, withoutAmount(), paying(line("buses").amount(dollars(8))))
                .build()
                .resolve(district, YEAR);
    }

    private static Allocation everything() {
        return resolved().allocate();
    }

    /** What is made when it is asked for is made whole, whoever else asks: budgets, and lines with their working. */
    @Test
    void may_be_read_by_several_threads_at_once() {
        List<SchoolAllocation> alone = everything().schools();
        for (int round = 0; round < 200; round++) {
            List<SchoolAllocation> together = everything().schools();
            List<Object> read = IntStream.range(0, 2 * together.size())
                    .parallel()
                    .mapToObj(at -> read(together.get(at / 2), at % 2 == 0))
                    .toList();

            assertThat(read)
                    .isEqualTo(IntStream.range(0, 2 * alone.size())
                            .mapToObj(at -> read(alone.get(at / 2), at % 2 == 0))
                            .toList());
        }
    }

    private static Object read(SchoolAllocation school, boolean isBudget) {
        return isBudget ? school.budget() : school.lines();
    }

    @Test
    void every_source_accounts_for_its_amount() {
        Allocation allocation = everything();

        for (SourceStatement statement : allocation.sources()) {
            Money accounted = statement.central().plus(statement.toSchools());
            statement
                    .amount()
                    .ifPresent(amount -> assertThat(
                                    accounted.plus(statement.residual().orElseThrow()))
                            .isEqualTo(amount));
        }
        assertThat(allocation.sources())
                .extracting(SourceStatement::source)
                .containsExactly(GENERAL, TITLE_I, BONDS, ARTS, TRANSPORT);
        // 15% of 1,000; 2 × 25; the other 800 in proportion
        SourceStatement general = allocation.source(GENERAL.id());
        assertThat(general.central()).isEqualTo(money("150.00"));
        assertThat(general.byLine())
                .containsExactly(
                        Map.entry("lump", money("50.00")), Map.entry("share of General fund", money("800.00")));
        assertThat(general.residual()).contains(Money.ZERO);
    }

    @Test
    void budgets_add_up_to_what_the_sources_paid() {
        Allocation allocation = everything();

        // 25 + 200 + 30.00 + 60 + 8; 25 + 600 + 60.01 + 120 + 8: 90.01 by 1 : 2 is 30.0033… and 60.0066…
        assertThat(allocation.of(id("1")).total()).isEqualTo(money("323.00"));
        assertThat(allocation.of(id("2")).total()).isEqualTo(money("813.01"));
        assertThat(allocation.total()).isEqualTo(money("1136.01"));
        assertThat(Money.total(allocation.sources().stream()
                        .map(SourceStatement::toSchools)
                        .toList()))
                .isEqualTo(allocation.total());
        assertThat(allocation.budgets().total()).isEqualTo(allocation.total());
    }

    @Test
    void a_budget_is_by_source_by_restriction_and_by_who_decides() {
        SchoolBudget budget = everything().of(id("2")).budget();

        assertThat(budget.bySource())
                .containsExactly(
                        Map.entry(GENERAL, money("625.00")),
                        Map.entry(TITLE_I, money("60.01")),
                        Map.entry(BONDS, money("120.00")),
                        Map.entry(TRANSPORT, money("8.00")));
        assertThat(budget.restricted()).isEqualTo(money("60.01"));
        assertThat(budget.unrestricted()).isEqualTo(money("753.00"));
        // 25 + 600 + 60.01 + 8
        assertThat(budget.held(Held.FREE)).isEqualTo(money("693.01"));
        assertThat(budget.held(Held.LOCKED)).isEqualTo(money("120.00"));
        assertThat(budget.lines())
                .extracting(BudgetLine::name)
                .containsExactly("lump", "share of General fund", "share of Title I", "Bonds", "buses");
    }

    @Test
    void schools_decide_on_the_free_lines_of_unrestricted_sources() {
        // Unrestricted amounts: 1,000 + 500 + 70; free: 850 of the general fund. Transport has no amount and is left
        // out.
        assertThat(everything().shareUnderSchoolDiscretion()).contains(Rational.of(850, 1_570));
    }

    @Test
    void there_is_no_share_under_school_discretion_without_unrestricted_money() {
        assertThat(Trial.withPupils(5)
                        .source(TITLE_I, "10.00", inProportionTo(pupils()))
                        .allocate()
                        .shareUnderSchoolDiscretion())
                .isEmpty();
    }

    @Test
    void schools_stand_in_order_of_id() {
        Allocation allocation = Trial.in(
                        school("9", 1).build(),
                        school("10", 1).build(),
                        school("2", 1).build())
                .allocate();

        assertThat(allocation.schools()).extracting(SchoolAllocation::id).containsExactly(id("10"), id("2"), id("9"));
    }

    @Test
    void what_is_not_there_is_told() {
        Allocation allocation = everything();

        assertThatThrownBy(() -> allocation.of(id("7")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Springfield has no school 7");
        assertThatThrownBy(() -> allocation.source(SourceId.of("lottery")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model \"Everything\" has no source lottery");
        assertThat(allocation.of(id("1")).line("no such line")).isEmpty();
    }

    @Test
    void says_what_it_is() {
        Allocation allocation = everything();

        assertThat(allocation).hasToString("Everything, 2026–27: 2 schools, $1,136.01");
        assertThat(allocation.model()).isEqualTo("Everything");
        assertThat(allocation.year()).isEqualTo(YEAR);
        assertThat(allocation.district().name()).isEqualTo("Springfield");
    }

    @Test
    void shared_pots_are_in_the_order_of_the_lines() {
        assertThat(everything().sharedPots())
                .extracting(SharedPot::line)
                .containsExactly("share of General fund", "share of Title I");
        // 90.01 / 3 dollars a point; 3000.33… and 6000.66… cents
        SharedPot titleI = everything().sharedPots().get(1);
        assertThat(titleI.level()).isEqualTo(Rational.of(9_001, 300));
        assertThat(titleI.roundedUp()).containsExactly(id("2"));
    }

    @Test
    void a_statement_that_does_not_add_up_cannot_be_made() {
        FundedSource source = FundedSource.unlocked(GENERAL, CentralShare.NONE, Optional.empty(), false);

        assertThatThrownBy(() -> new SourceStatement(
                        source,
                        Optional.of(money("10.00")),
                        money("1.00"),
                        Map.of(),
                        Map.of("a", money("2.00")),
                        Optional.of(money("6.00"))))
                .hasMessage("source General fund (general) accounts for 9.00 of 10.00");
        assertThatThrownBy(() -> new SharedPot(
                        "a",
                        money("5.00"),
                        money("3.00"),
                        money("1.00"),
                        Rational.ZERO,
                        Rational.ZERO,
                        ValueType.MONEY,
                        List.of()))
                .hasMessage("line \"a\" shared 3.00 of 5.00 and has 1.00 left");
    }
}
