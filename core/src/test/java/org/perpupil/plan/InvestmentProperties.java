package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;

import com.google.common.collect.Sets;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.money.Money;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;
import org.perpupil.testing.Plans;

@Domain(Plans.class)
class InvestmentProperties {

    private static Investment serving(PupilGroup group) {
        return Investment.of("it", "It", Cost.of(Money.ofDollars(1)))
                .priority(1)
                .serving(group);
    }

    /** Tells whether a pupil with some needs is in a group, without asking the library. */
    private static boolean isIn(PupilGroup group, Set<NeedCategory> pupil) {
        if (group instanceof NeedCategory need) {
            return need.equals(ALL_PUPILS) || pupil.contains(need);
        }
        NeedCombination some = (NeedCombination) group;
        boolean has = some.match() == NeedCombination.Match.ALL
                ? pupil.containsAll(some.needs())
                : some.needs().contains(ALL_PUPILS)
                        || !Sets.intersection(pupil, some.needs()).isEmpty();
        return has && Sets.intersection(pupil, some.without()).isEmpty();
    }

    // Every pupil that there can be is a set of needs; each one that is served must be one that the source is for.
    @Property(tries = 1000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_source_for_needs_pays_if_and_only_if_it_is_for_every_pupil_that_is_served(
            @ForAll PupilGroup group, @ForAll RevenueSource source) {
        Set<NeedCategory> needs = source.restriction().map(Restriction::needs).orElse(Set.of());
        Assume.that(!needs.isEmpty());
        RevenueSource forNeeds = RevenueSource.state("needs", "Needs")
                .restrictedTo(Restriction.to("needs").forNeeds(needs.toArray(NeedCategory[]::new)));
        boolean expected = Sets.powerSet(Set.copyOf(Plans.NEEDS)).stream()
                .filter(pupil -> isIn(group, pupil))
                .allMatch(pupil -> needs.contains(ALL_PUPILS)
                        || !Sets.intersection(pupil, needs).isEmpty());

        assertThat(serving(group).refusalBy(forNeeds).isEmpty()).isEqualTo(expected);
        Statistics.label("pays").collect(expected).coverage(coverage -> {
            coverage.check(true).percentage(share -> share >= 2.5);
            coverage.check(false).percentage(share -> share >= 2.5);
        });
    }

    @Property(tries = 1000)
    void a_source_for_needs_never_pays_for_all_pupils(@ForAll Investment investment, @ForAll RevenueSource source) {
        Set<NeedCategory> needs = source.restriction().map(Restriction::needs).orElse(Set.of());
        Assume.that(!needs.isEmpty() && !needs.contains(ALL_PUPILS));

        assertThat(investment.serving(ALL_PUPILS).approvedFor(source.id()).refusalBy(source))
                .isPresent();
    }

    @Property(tries = 500)
    void an_unrestricted_source_pays_unless_it_is_barred(@ForAll Investment investment) {
        RevenueSource general = Plans.SOURCES.get(0);

        assertThat(investment.refusalBy(general).isPresent())
                .isEqualTo(investment.barredSources().contains(general.id()));
    }

    @Property(tries = 500)
    void a_barred_source_never_pays(@ForAll Investment investment, @ForAll RevenueSource source) {
        assertThat(investment.notFrom(source.id()).refusalBy(source))
                .contains("it shall not be paid from " + source.name());
    }

    @Property(tries = 500)
    void a_purpose_in_words_pays_what_it_is_approved_for(@ForAll Investment investment) {
        RevenueSource words = RevenueSource.privately("club", "Club").restrictedTo("sports");

        assertThat(investment.refusalBy(words)).isPresent();
        assertThat(investment.approvedFor(words.id()).refusalBy(words)).isEmpty();
    }

    @Property(tries = 1000)
    void an_approval_matters_for_purposes_in_words_only(@ForAll Investment investment, @ForAll RevenueSource source) {
        Assume.that(!source.restriction().map(Restriction::needsFinding).orElse(false));

        assertThat(investment.approvedFor(source.id()).refusalBy(source)).isEqualTo(investment.refusalBy(source));
    }

    @Property(tries = 1000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void lifting_a_restriction_never_closes_a_source(@ForAll Investment investment, @ForAll RevenueSource source) {
        boolean paid = investment.refusalBy(source).isEmpty();
        RevenueSource free = RevenueSource.of(source.id(), source.name(), source.origin());

        if (paid) {
            assertThat(investment.refusalBy(free)).isEmpty();
        }
        Statistics.label("paid").collect(paid).coverage(coverage -> {
            coverage.check(true).percentage(share -> share >= 1.25);
            coverage.check(false).percentage(share -> share >= 1.25);
        });
    }

    @Property(tries = 500)
    void a_refusal_names_the_source(@ForAll Investment investment, @ForAll RevenueSource source) {
        investment.refusalBy(source).ifPresent(reason -> assertThat(reason).contains(source.name()));
    }

    @Property(tries = 500)
    void changing_a_fact_back_gives_the_same_investment(@ForAll Investment investment, @ForAll Cost cost) {
        assertThat(investment
                        .withCost(cost)
                        .withPriority(7)
                        .withPriority(investment.priority())
                        .withCost(investment.cost()))
                .isEqualTo(investment)
                .hasSameHashCodeAs(investment);
    }

    @Property(tries = 500)
    void only_its_own_approvals_count(@ForAll Investment investment, @ForAll RevenueSource source) {
        SourceId unknown = SourceId.of("somebody-else");

        assertThat(investment.approvedFor(unknown).notFrom(unknown).refusalBy(source))
                .isEqualTo(investment.refusalBy(source));
    }

    @Property
    void is_payable_where_nothing_is_refused(@ForAll Investment investment, @ForAll RevenueSource source) {
        assertThat(investment.isPayableFrom(source))
                .isEqualTo(investment.refusalBy(source).isEmpty());
    }
}
