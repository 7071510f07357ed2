package org.perpupil.formula.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.District;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.RandomModels.Case;
import org.perpupil.formula.Selection;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

class SupplementCheckProperties {
    private static final RevenueSource MORE = RevenueSource.federal("on-top", "On top");
    private static final RevenueSource PAYER = RevenueSource.local("payer", "Payer");

    @Provide
    Arbitrary<Case> cases() {
        return RandomModels.cases();
    }

    /** The case's model with two sources more and lines at its end, for a district that has their revenue. */
    private static ResolvedModel with(Case one, long toEach, Line... lines) {
        FundingFormula formula = one.model().lines();
        FundingModel.Builder model = FundingModel.named(one.model().name())
                .parameters(formula.parameters().values())
                .rounding(formula.rounding());
        one.model().sources().forEach(model::source);
        formula.lines().forEach(model::add);
        model.unlocked(MORE)
                .unlocked(PAYER)
                .add(line("on top").amount(dollars(toEach)).from(MORE))
                .add(lines);
        District.Builder district = District.named(one.district().name())
                .currency(one.district().currencySign())
                .levels(one.district().levels())
                .schools(one.district().schools())
                .revenue(MORE, Money.ofDollars(1_000_000))
                .revenue(PAYER, Money.ofDollars(1_000_000_000_000L));
        one.district().revenues().forEach(district::revenue);
        return one.lastYear()
                .map(budgets -> model.build().resolve(district.build(), one.year(), budgets))
                .orElseGet(() -> model.build().resolve(district.build(), one.year()));
    }

    @Property(tries = 150)
    void a_source_that_nothing_looks_at_supplements(
            @ForAll("cases") Case one, @ForAll @IntRange(max = 9_000) int toEach) {
        Line minimum = line("minimum")
                .raiseTo(dollars(50).times(pupils()))
                .counting(Selection.everythingAbove().except("on top"))
                .from(PAYER);

        SupplementCheck check = SupplementCheck.of(with(one, toEach, minimum), MORE);

        assertThat(check.isMet()).isTrue();
    }

    @Property(tries = 150)
    void a_minimum_that_counts_the_source_is_found_in_each_school_that_it_lifts(
            @ForAll("cases") Case one, @ForAll @IntRange(min = 1, max = 9_000) int toEach) {
        Line minimum = line("minimum")
                .raiseTo(dollars(10_000))
                .counting(Selection.lines("on top"))
                .from(PAYER);

        SupplementCheck check = SupplementCheck.of(with(one, toEach, minimum), MORE);

        // 10,000 less what each school has on top: without it, the minimum pays just so much more
        assertThat(check.changes())
                .hasSize(one.district().schools().size())
                .allSatisfy(change -> assertThat(change.difference()).isEqualTo(Money.ofDollars(toEach)));
    }

    @Property(tries = 150)
    void changes_are_exactly_how_two_allocations_differ(
            @ForAll("cases") Case one,
            @ForAll @IntRange(max = 9_000) int toEach,
            @ForAll @IntRange(min = 1, max = 90) int perPupil) {
        Line[] lines = {
            line("match")
                    .amount(amount("on top").times(shareOf(ALL_PUPILS).ifMissing(number(0))))
                    .from(PAYER),
            line("minimum")
                    .raiseTo(dollars(perPupil).times(pupils()))
                    .counting(Selection.everythingAbove())
                    .from(PAYER),
            line("cap")
                    .lowerTo(dollars(2 * perPupil).times(pupils()))
                    .counting(Selection.lines("on top", "match", "minimum"))
                    .from(PAYER)
        };
        Allocation with = with(one, toEach, lines).allocate();
        Allocation without = with(one, 0, lines).allocate();
        Map<String, Money> differences = new LinkedHashMap<>();
        for (SchoolAllocation school : with.schools()) {
            for (LineResult result : school.lines()) {
                String line = result.line().name();
                Money then = without.of(school.id()).line(line).orElseThrow().paid();
                if (!line.equals("on top") && !then.equals(result.paid())) {
                    differences.put(school.id() + " " + line, then.minus(result.paid()));
                }
            }
        }

        SupplementCheck check = SupplementCheck.of(with(one, toEach, lines), MORE);

        Map<String, Money> told = new LinkedHashMap<>();
        check.changes()
                .forEach(change ->
                        told.put(change.school().id() + " " + change.line().name(), change.difference()));
        assertThat(check.problems()).isEmpty();
        assertThat(told).containsExactlyEntriesOf(differences);
        Statistics.label("met")
                .collect(check.isMet())
                .coverage(coverage -> coverage.check(false).percentage(share -> share > 30));
    }

    @Property(tries = 150)
    void every_source_of_any_model_is_told_of(@ForAll("cases") Case one) {
        ResolvedModel model = one.lastYear()
                .map(budgets -> one.model().resolve(one.district(), one.year(), budgets))
                .orElseGet(() -> one.model().resolve(one.district(), one.year()));
        one.model().sources().stream()
                .filter(decided -> decided.setAside().isEmpty())
                .forEach(decided -> {
                    SupplementCheck check = SupplementCheck.of(model, decided.source());
                    assertThat(check.isMet())
                            .isEqualTo(check.changes().isEmpty()
                                    && check.problems().isEmpty());
                    check.changes().forEach(change -> {
                        assertThat(change.line().source()).get().isNotEqualTo(decided.source());
                        assertThat(change.difference().isZero()).isFalse();
                    });
                    Statistics.label("finding")
                            .collect(check.isMet() ? "met" : check.problems().isEmpty() ? "changes" : "problems")
                            .coverage(coverage -> coverage.check("changes").percentage(share -> share > 3));
                });
    }
}
