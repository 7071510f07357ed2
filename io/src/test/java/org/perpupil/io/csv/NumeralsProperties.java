package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;

/** What the JDK writes for a country is read as that country means it, and never otherwise. */
class NumeralsProperties {
    private static String written(BigDecimal number, Locale country) {
        return new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(country)).format(number);
    }

    @Property
    void reads_what_is_written_for_a_country(
            @ForAll @BigRange(min = "-1000000000000", max = "1000000000000") @Scale(6) BigDecimal number) {
        assertThat(Numerals.POINT.number(written(number, Locale.US)).orElseThrow())
                .isEqualByComparingTo(number);
        assertThat(Numerals.COMMA.number(written(number, Locale.GERMANY)).orElseThrow())
                .isEqualByComparingTo(number);
        assertThat(Numerals.COMMA.number(written(number, Locale.FRANCE)).orElseThrow())
                .isEqualByComparingTo(number);
        assertThat(Numerals.COMMA
                        .dollars(written(number, Locale.GERMANY) + " €")
                        .orElseThrow())
                .isEqualByComparingTo(number);
    }

    @Property
    void a_number_read_otherwise_than_it_is_meant_is_told_to_read_two_ways(
            @ForAll @BigRange(min = "-1000000000000", max = "1000000000000") @Scale(6) BigDecimal number) {
        String american = written(number, Locale.US);
        Optional<BigDecimal> misread = Numerals.COMMA.number(american);

        assertThat(misread.isPresent() && misread.get().compareTo(number) != 0)
                .isEqualTo(misread.isPresent() && Numerals.readsTwoWays(american));
    }

    @Property
    void thousandths_read_two_ways_where_they_can(
            @ForAll @BigRange(min = "-2000", max = "2000") @Scale(3) BigDecimal number) {
        String american = written(number, Locale.US);
        Optional<BigDecimal> misread = Numerals.COMMA.number(american);

        assertThat(misread.isPresent() && misread.get().compareTo(number) != 0)
                .isEqualTo(misread.isPresent() && Numerals.readsTwoWays(american));
    }
}
