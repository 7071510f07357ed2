package org.perpupil.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;

class StaffProperties {
    private static final FiscalYear YEAR = FiscalYear.of(2027);

    @Property
    void averaging_keeps_every_cent_of_every_job_and_every_full_time_equivalent(
            @ForAll("positions") List<Position> positions) {
        Staff staff = Staff.of(YEAR, positions);

        Staff averaged = staff.atAveragePay();

        assertThat(averaged.positions()).hasSameSizeAs(positions);
        staff.jobs()
                .forEach(job -> assertThat(averaged.in(job).pay())
                        .isEqualTo(staff.in(job).pay()));
        for (int i = 0; i < positions.size(); i++) {
            assertThat(averaged.positions().get(i).paid(Money.ZERO))
                    .isEqualTo(positions.get(i).paid(Money.ZERO));
        }
    }

    @Property
    void an_average_is_within_a_cent_of_the_mean(@ForAll("positions") List<Position> positions) {
        Staff staff = Staff.of(YEAR, positions);

        for (Position position : staff.atAveragePay().positions()) {
            BigDecimal mean = staff.in(position.job()).meanPay().orElseThrow().toDecimal(30, RoundingMode.HALF_UP);
            BigDecimal exact = mean.multiply(position.fte());
            assertThat(position.pay().orElseThrow().dollars().subtract(exact).abs())
                    .isLessThan(new BigDecimal("0.0100001"));
        }
    }

    @Provide
    Arbitrary<List<Position>> positions() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of("teacher", "aide", "principal"),
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("0.1"), BigDecimal.TEN)
                                .ofScale(2),
                        Arbitraries.longs().between(0, 20_000_000))
                .as((school, job, fte, cents) -> (school == 4
                                ? Position.central(job, fte)
                                : Position.at(SchoolId.of("10" + school), job, fte))
                        .paid(Money.ofCents(cents)))
                .list()
                .ofMaxSize(12);
    }
}
