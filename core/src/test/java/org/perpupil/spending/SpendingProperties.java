package org.perpupil.spending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

class SpendingProperties {
    private static final FiscalYear YEAR = FiscalYear.of(2026);
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");

    /** Per school: what was spent there, and its share of what is central. */
    @Property
    void central_money_is_shared_out_whole_and_levels_add_up(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 9_999_999) Integer> cents,
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long central,
            @ForAll @IntRange(min = 1, max = 99) int factor) {
        Map<SchoolId, Integer> shares = new TreeMap<>();
        for (int i = 0; i < cents.size(); i++) {
            shares.put(SchoolId.of("s" + i), 1 + cents.get(i) % factor);
        }
        Spending before = Spending.of(
                YEAR,
                shares.keySet().stream()
                        .map(id -> new SchoolSpending(
                                id,
                                YEAR,
                                List.of(Expenditure.atSchool(
                                        GENERAL,
                                        Money.ofCents(cents.get(
                                                Integer.parseInt(id.value().substring(1))))))))
                        .toList());
        Spending after = before.withCentral(GENERAL, Money.ofCents(central), shares);
        assertThat(after.total()).isEqualTo(before.total().plus(Money.ofCents(central)));
        for (SchoolSpending school : after.all()) {
            assertThat(school.on(Expenditure.Level.SCHOOL).plus(school.on(Expenditure.Level.CENTRAL)))
                    .isEqualTo(school.total());
            assertThat(school.restricted().plus(school.unrestricted())).isEqualTo(school.total());
            assertThat(school.on(Expenditure.Level.SCHOOL))
                    .isEqualTo(before.of(school.school()).orElseThrow().total());
            // Within a cent of its share.
            double exact = (double) central
                    * shares.get(school.school())
                    / shares.values().stream().mapToInt(Integer::intValue).sum();
            assertThat(Math.abs(school.on(Expenditure.Level.CENTRAL).cents() - exact))
                    .isLessThan(1.001);
        }
    }
}
