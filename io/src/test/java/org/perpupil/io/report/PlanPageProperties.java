package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.io.json.PlanWorlds;
import org.perpupil.money.Money;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.funding.FundingStreams;
import org.perpupil.plan.funding.Matching;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.pupils.Enrollment;
import org.perpupil.testing.Schools;

@Domain(PlanWorlds.class)
@Domain(DomainContext.Global.class)
class PlanPageProperties {

    private static PlanPage page(Funding funding) {
        District district = District.named("District")
                .schools(List.of(School.of(funding.plan().school(), "School")
                        .enrolling(Enrollment.in(Schools.ELEMENTARY).pupils(100).build())
                        .build()))
                .build();
        return PlanPage.of(district, funding);
    }

    @Property(tries = 150)
    @StatisticsReport(StatisticsReportMode.OFF)
    void every_figure_of_a_table_adds_up_to_its_foot_and_all_to_the_funding(@ForAll Funding funding) {
        Assume.that(isWithinMoney(funding));
        PlanPage page = page(funding);
        Html matrix = Html.parse(page.html());

        // The matrix: each column of the investments adds up to the first row of the foot, which is what the streams
        // pay.
        int streams = funding.streams().all().size();
        for (int column = 1; column <= streams + 2; column++) {
            List<String> feet = matrix.all("//section[@id='matrix']//tfoot/tr/td[" + column + "]");
            assertThat(sum(matrix.all("//section[@id='matrix']//tbody/tr[not(@class)]/td[" + column + "]")))
                    .isEqualTo(money(feet.get(0)))
                    .isEqualTo(sum(matrix.all("//section[@id='matrix']//tbody/tr[@class='sum']/td[" + column + "]")));
            if (column > 1 && column <= streams + 1) {
                FundingStream stream = funding.streams().all().get(column - 2);
                assertThat(money(feet.get(1))).isEqualTo(stream.cap());
                assertThat(money(feet.get(0)).plus(money(feet.get(2)))).isEqualTo(stream.cap());
            }
        }
        assertThat(matrix.all("//section[@id='sums']//tfoot//td[@data-is='Paid']"))
                .extracting(PlanPageProperties::money)
                .containsOnly(funding.total());
        assertThat(matrix.all("//*[@class='bad']")).isEmpty();

        for (PlanPage view : List.of(page.byGoal(), page.bySource(), page.byAccount())) {
            Html html = Html.parse(view.html());
            List<String> feet = new ArrayList<>();
            int tables = html.all("//section[@id='dollars']//table").size();
            for (int i = 1; i <= tables; i++) {
                String table = "(//section[@id='dollars']//table)[" + i + "]";
                feet.add(html.one(table + "/tfoot/tr/td[last()]"));
                assertThat(sum(html.all(table + "/tbody/tr/td[last()]"))).isEqualTo(money(feet.get(i - 1)));
            }
            assertThat(sum(feet)).isEqualTo(funding.total());
            assertThat(view.html()).isEqualTo(view.html());
        }

        collect("something paid", funding.total().isPositive());
        collect("something not paid", funding.missing().isPositive());
    }

    @Property(tries = 100)
    @StatisticsReport(StatisticsReportMode.OFF)
    void parents_see_all_that_is_paid_and_not_paid(@ForAll Funding funding) {
        Assume.that(isWithinMoney(funding));
        Html sheet = Html.parse(page(funding).forParents().html());

        assertThat(sum(sheet.all("//tbody/tr/td")))
                .isEqualTo(money(sheet.one("//tfoot/tr/td")))
                .isEqualTo(funding.plan().cost());
    }

    @Property(tries = 60)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_history_of_any_status_is_shown(@ForAll PlanHistory history) {
        Funding funding =
                Matching.of(history.current().plan(), FundingStreams.of()).fund();
        Assume.that(isWithinMoney(funding));
        PlanPage page = page(funding).with(history);

        assertThat(Html.parse(page.html()).all("//header//dl/div").get(1))
                .startsWith("Status" + PlanWords.of(history.status()));
        assertThat(Html.parse(page.forParents().html()).one("//p[@class='lead']"))
                .isNotEmpty();
    }

    /** Plans are drawn whose costs, each an amount, are together more than an amount can be. */
    private static boolean isWithinMoney(Funding funding) {
        return funding.plan().chains().stream()
                        .map(chain -> chain.investment().cost().amount().dollars())
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .compareTo(Money.ofCents(Long.MAX_VALUE).dollars())
                <= 0;
    }

    private static Money sum(List<String> amounts) {
        return Money.total(amounts.stream().map(PlanPageProperties::money).toList());
    }

    /** Reads an amount as a page shows it; a dash is nothing. */
    private static Money money(String shown) {
        return shown.equals(Words.NONE) ? Money.ZERO : Money.ofDollars(new BigDecimal(shown.replaceAll("[$,]", "")));
    }

    private static void collect(String what, boolean isDrawn) {
        Statistics.label(what)
                .collect(isDrawn)
                .coverage(drawn -> drawn.check(true).percentage(share -> share > 5));
    }
}
