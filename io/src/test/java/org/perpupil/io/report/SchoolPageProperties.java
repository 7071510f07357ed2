package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;

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
}
