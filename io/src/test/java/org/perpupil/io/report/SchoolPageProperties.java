package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;

class SchoolPageProperties {
    @Provide
    Arbitrary<RandomModels.Case> models() {
        return RandomModels.cases();
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void every_school_of_any_model_has_a_page_with_its_total(@ForAll("models") RandomModels.Case drawn) {
        Allocation allocation = drawn.allocate();
        for (SchoolAllocation school : allocation.schools().stream().limit(3).toList()) {
            SchoolPage page = SchoolPage.of(allocation, school.id());
            SchoolPage compared = drawn.lastYear()
                    .map(budgets -> page.comparedWith(budgets, "last year"))
                    .orElse(page);

            Html html = Html.parse(compared.html());

            assertThat(html.all("//tfoot//td"))
                    .contains(new Words(allocation.district().currencySign()).money(school.total()));
            assertThat(html.all("//tr[@class='line']/th/span")).allMatch(sentence -> sentence.endsWith("."));
        }
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void whom_the_money_follows_adds_up_in_every_column(@ForAll("models") RandomModels.Case drawn) {
        Allocation allocation = drawn.allocate();
        for (SchoolAllocation school : allocation.schools().stream().limit(3).toList()) {
            Html html = Html.parse(SchoolPage.of(allocation, school.id()).html());
            String table = "//section[h2='Whom the money follows']//";
            int rows = html.all(table + "tbody/tr").size();
            int columns = html.all(table + "tfoot/tr/td").size();
            assertThat(columns).isGreaterThanOrEqualTo(3);
            for (int column = 1; column <= columns; column++) {
                BigDecimal foot = dollars(html.one(table + "tfoot/tr/td[" + column + "]"));
                BigDecimal sum = html.all(table + "tbody/tr/td[" + column + "]/text()").stream()
                        .map(SchoolPageProperties::dollars)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                // Every figure, and the foot, may be half a dollar off.
                assertThat(sum.subtract(foot).abs().multiply(BigDecimal.valueOf(2)))
                        .as("column %s of %s", column, school)
                        .isLessThanOrEqualTo(BigDecimal.valueOf(rows + 1L));
            }
        }
    }

    /** An amount as the page shows it; a dash is nothing. */
    private static BigDecimal dollars(String shown) {
        return shown.equals(Words.NONE)
                ? BigDecimal.ZERO
                : new BigDecimal(shown.replace('−', '-').replaceAll("[^-0-9.]", ""));
    }
}
