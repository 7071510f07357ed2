package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.plan.funding.Matchings.inOrder;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.funding.FundingChange.InvestmentChange;
import org.perpupil.plan.funding.FundingChange.Kind;
import org.perpupil.plan.funding.FundingChange.StreamChange;

@Domain(Matchings.class)
@Domain(DomainContext.Global.class)
class FundingChangeProperties {

    /** The same plan from other streams, or another plan, of which some ids are the same and all else differs. */
    private static Funding later(Matching some, Matching others, boolean samePlan) {
        return samePlan
                ? some.withoutEntries().from(others.streams()).fund()
                : Matching.of(ofSchool(some.plan().school(), others.plan()), others.streams())
                        .byHand(others.entries())
                        .fund();
    }

    private static SitePlan ofSchool(SchoolId school, SitePlan plan) {
        SitePlan.Builder same = SitePlan.of(school, plan.year())
                .assessment(plan.assessment())
                .importing(plan.districtGoals())
                .goals(plan.goals());
        plan.assets().forEach(same::asset);
        return same.build();
    }

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void changes_add_up_to_the_difference_of_the_totals(
            @ForAll Matching some, @ForAll Matching others, @ForAll boolean samePlan) {
        Funding earlier = some.fund();
        Funding later = later(some, others, samePlan);

        FundingChange change = later.since(earlier);

        Money before = Money.ZERO;
        Money after = Money.ZERO;
        Money costs = Money.ZERO;
        for (InvestmentChange one : change.investments()) {
            before = before.plus(one.before());
            after = after.plus(one.after());
            costs = costs.plus(one.costAfter()).minus(one.costBefore());
        }
        Money caps = Money.ZERO;
        Money left = Money.ZERO;
        for (StreamChange one : change.streams()) {
            caps = caps.plus(one.capAfter()).minus(one.capBefore());
            left = left.plus(one.leftAfter()).minus(one.leftBefore());
        }
        assertThat(after.minus(before)).isEqualTo(later.total().minus(earlier.total()));
        assertThat(costs).isEqualTo(later.plan().cost().minus(some.plan().cost()));
        assertThat(caps).isEqualTo(others.streams().total().minus(some.streams().total()));
        assertThat(left)
                .isEqualTo(Money.total(later.left().values())
                        .minus(Money.total(earlier.left().values())));
        for (Kind kind : EnumSet.complementOf(EnumSet.of(Kind.OTHER_COST))) {
            Statistics.label(kind.toString())
                    .collect(!change.of(kind).isEmpty())
                    .coverage(checker -> checker.check(true).percentage(share -> share > 0));
        }
    }

    @Property(tries = 200)
    void the_way_back_is_the_same_the_other_way_round(
            @ForAll Matching some, @ForAll Matching others, @ForAll boolean samePlan) {
        Map<Kind, Set<Kind>> mirrored = new EnumMap<>(Kind.class);
        mirrored.put(Kind.CAME_IN, Set.of(Kind.FELL_OUT));
        mirrored.put(Kind.FELL_OUT, Set.of(Kind.CAME_IN, Kind.MORE));
        mirrored.put(Kind.MORE, Set.of(Kind.LESS, Kind.FELL_OUT));
        mirrored.put(Kind.LESS, Set.of(Kind.MORE));
        mirrored.put(Kind.OTHER_STREAMS, Set.of(Kind.OTHER_STREAMS));
        mirrored.put(Kind.OTHER_COST, Set.of(Kind.OTHER_COST));
        mirrored.put(Kind.NEW, Set.of(Kind.GONE));
        mirrored.put(Kind.GONE, Set.of(Kind.NEW));

        Funding later = later(some, others, samePlan);
        FundingChange there = later.since(some.fund());
        FundingChange back = some.fund().since(later);

        Map<String, InvestmentChange> backById = new HashMap<>();
        back.investments().forEach(change -> backById.put(change.investment(), change));
        assertThat(backById).hasSameSizeAs(there.investments());
        for (InvestmentChange change : there.investments()) {
            InvestmentChange reversed = backById.get(change.investment());
            assertThat(reversed)
                    .isEqualTo(new InvestmentChange(
                            change.investment(),
                            reversed.kind(),
                            change.costAfter(),
                            change.costBefore(),
                            change.paidAfter(),
                            change.paidBefore()));
            assertThat(mirrored.get(change.kind())).contains(reversed.kind());
        }
        assertThat(back.streams())
                .containsExactlyInAnyOrderElementsOf(there.streams().stream()
                        .map(change -> new StreamChange(
                                change.source(),
                                change.capAfter(),
                                change.capBefore(),
                                change.leftAfter(),
                                change.leftBefore()))
                        .toList());
    }

    @Property(tries = 120)
    void what_is_not_told_is_as_it_was(@ForAll Matching matching) {
        Funding earlier = matching.fund();
        Funding later = matching.withoutEntries().fund();

        FundingChange change = later.since(earlier);

        Set<String> told = new HashSet<>();
        change.investments().forEach(one -> told.add(one.investment()));
        for (Investment investment : inOrder(matching)) {
            boolean same = matching.streams().all().stream()
                    .allMatch(stream -> earlier.paid(stream.id(), investment.id())
                            .equals(later.paid(stream.id(), investment.id())));
            assertThat(told.contains(investment.id())).isEqualTo(!same);
        }
    }
}
