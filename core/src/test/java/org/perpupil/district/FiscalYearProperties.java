package org.perpupil.district;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FiscalYearProperties {

    @Property
    void parse_reads_what_to_string_writes(@ForAll @IntRange(min = 1900, max = 2999) int ending) {
        FiscalYear year = FiscalYear.of(ending);

        assertThat(FiscalYear.parse(year.toString())).isEqualTo(year);
    }

    @Property
    void the_year_before_the_next_is_the_year_itself(@ForAll @IntRange(min = 1900, max = 2998) int ending) {
        FiscalYear year = FiscalYear.of(ending);

        assertThat(year.next().previous()).isEqualTo(year);
        assertThat(year).isLessThan(year.next());
    }
}
