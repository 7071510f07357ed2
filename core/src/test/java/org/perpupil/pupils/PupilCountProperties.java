package org.perpupil.pupils;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class PupilCountProperties {

    @Property
    void parse_reads_what_to_string_writes(
            @ForAll @BigRange(min = "0", max = "999999999999999") @Scale(13) BigDecimal pupils) {
        PupilCount count = PupilCount.of(pupils);

        assertThat(PupilCount.parse(count.toString())).isEqualTo(count);
    }

    @Property
    void the_number_of_trailing_zeros_does_not_matter(
            @ForAll @BigRange(min = "0", max = "1000000") @Scale(3) BigDecimal pupils,
            @ForAll @IntRange(max = 20) int zeros) {
        PupilCount longer = PupilCount.of(pupils.setScale(3 + zeros));

        assertThat(longer).isEqualTo(PupilCount.of(pupils)).hasSameHashCodeAs(PupilCount.of(pupils));
        assertThat(longer).hasToString(PupilCount.of(pupils).toString());
    }

    @Property
    void sums_and_order_are_those_of_the_numbers(
            @ForAll @BigRange(min = "0", max = "1000000") @Scale(3) BigDecimal a,
            @ForAll @BigRange(min = "0", max = "1000000") @Scale(3) BigDecimal b) {
        assertThat(PupilCount.of(a).plus(PupilCount.of(b))).isEqualTo(PupilCount.of(a.add(b)));
        assertThat(PupilCount.of(a).compareTo(PupilCount.of(b))).isEqualTo(a.compareTo(b));
    }
}
