package org.perpupil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.money.Money;
import org.perpupil.testing.Plans;

@Domain(Plans.class)
@Domain(DomainContext.Global.class)
class CostProperties {

    @Property(tries = 500)
    void is_always_above_nothing(@ForAll Cost cost) {
        assertThat(cost.amount().isPositive()).isTrue();
    }

    // The plain way: hundredths × cents are ten-thousandths of a dollar; half a cent goes up.
    @Property(tries = 1000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void a_product_is_rounded_half_up(
            @ForAll @IntRange(min = 50, max = 10_000) int hundredths,
            @ForAll @LongRange(min = 1, max = 20_000_000) long cents) {
        BigDecimal quantity = BigDecimal.valueOf(hundredths, 2);
        Money expected = Money.ofCents((hundredths * cents + 50) / 100);

        assertThat(Cost.fte(quantity, Money.ofCents(cents)).amount()).isEqualTo(expected);
        assertThat(Cost.units(quantity.toPlainString(), Money.ofCents(cents)).amount())
                .isEqualTo(expected);
        Statistics.label("whole cents").collect(hundredths * cents % 100 == 0).coverage(coverage -> {
            coverage.check(true).percentage(share -> share >= 0.25);
            coverage.check(false).percentage(share -> share >= 2.5);
        });
    }

    @Property(tries = 300)
    void whole_units_cost_exactly_their_number_times_the_price(
            @ForAll @LongRange(min = 1, max = 1_000_000) long units,
            @ForAll @LongRange(min = 1, max = 1_000_000) long cents) {
        Money price = Money.ofCents(cents);

        assertThat(Cost.units(units, price).amount()).isEqualTo(price.times(units));
    }

    @Property(tries = 300)
    void the_error_of_rounding_is_half_a_cent_at_most(@ForAll Cost cost) {
        BigDecimal exact = cost instanceof Cost.Staff staff
                ? staff.fte().multiply(staff.perFte().dollars())
                : cost instanceof Cost.Units things
                        ? things.units().multiply(things.price().dollars())
                        : cost.amount().dollars();

        assertThat(cost.amount().dollars()).isEqualByComparingTo(exact.setScale(2, RoundingMode.HALF_UP));
    }
}
