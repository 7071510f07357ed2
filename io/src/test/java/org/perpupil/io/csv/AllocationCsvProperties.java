package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.inProportionTo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.perpupil.district.District;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.testing.Schools;

@Domain(Schools.class)
@Domain(DomainContext.Global.class)
class AllocationCsvProperties {

    private static Allocation allocation(District district, long cents) {
        District funded = District.named(district.name())
                .levels(district.levels())
                .schools(district.schools())
                .revenue(ExampleAllocation.GENERAL, Money.ofCents(cents))
                .build();
        return FundingModel.named("Example")
                .unlocked(ExampleAllocation.GENERAL, centralShare("15%"), inProportionTo(pupils()))
                .build()
                .resolve(funded, ExampleAllocation.YEAR)
                .allocate();
    }

    private static List<NamedCsvRecord> rows(CharSequence csv) {
        return CsvReader.builder().ofNamedCsvRecord(csv.toString()).stream().toList();
    }

    private static Money total(List<NamedCsvRecord> rows) {
        return Money.total(
                rows.stream().map(row -> Money.parse(row.getField("amount"))).toList());
    }

    @Property(tries = 100)
    void the_amounts_of_a_school_add_up_to_its_budget(
            @ForAll District district, @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long cents)
            throws IOException {
        Allocation allocation = allocation(district, cents);
        StringBuilder csv = new StringBuilder();
        AllocationCsv.write(allocation, csv);
        List<NamedCsvRecord> rows = rows(csv);

        assertThat(total(rows)).isEqualTo(allocation.total());
        for (SchoolAllocation school : allocation.schools()) {
            assertThat(total(rows.stream()
                            .filter(row ->
                                    row.getField("school").equals(school.id().value()))
                            .toList()))
                    .isEqualTo(school.total());
        }
    }

    @Property(tries = 100)
    void the_rows_of_a_source_add_up_to_its_amount(
            @ForAll District district, @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long cents)
            throws IOException {
        StringBuilder csv = new StringBuilder();
        AllocationCsv.writeSources(allocation(district, cents), csv);

        assertThat(total(rows(csv))).isEqualTo(Money.ofCents(cents));
    }
}
