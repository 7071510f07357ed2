package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Line;
import org.perpupil.formula.Terms;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.testing.Schools;

class AllocationPageProperties {
    private static final List<String> STRUCTURE =
            Html.parse(page("Riverside", "By need", "Adams", "a note").html()).structure();

    private static AllocationPage page(String district, String model, String school, String note) {
        School named = School.of("101", school)
                .enrolling(ThreeSchools.adams().enrollment())
                .build();
        Allocation allocation =
                ThreeSchools.allocation(district, model, List.of(named, ThreeSchools.brook(), ThreeSchools.clay()));
        return AllocationPage.of(allocation)
                .comparedWith(ThreeSchools.lastYear(), district)
                .noting(note);
    }

    /** Texts in which characters with a meaning in HTML, JSON, JavaScript and templates are common. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> special = Arbitraries.chars().with("<>&\"'`=/\\{}$#!-[];\n\r\t\u0000\u2028\uD83D\uDE80");
        Arbitrary<Character> any = Arbitraries.chars().all();
        return Arbitraries.frequencyOf(Tuple.of(3, special), Tuple.of(1, any))
                .list()
                .ofMinSize(0)
                .ofMaxSize(20)
                .map(characters -> {
                    StringBuilder text = new StringBuilder("x");
                    characters.forEach(text::append);
                    return text.toString();
                });
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void no_text_changes_what_a_page_is_made_of(
            @ForAll("texts") String district,
            @ForAll("texts") String model,
            @ForAll("texts") String school,
            @ForAll("texts") String note) {
        // A note's label is an element of its own, so the note has none here.
        String html = page(district, model, school, note.replace(':', ';')).html();

        assertThat(Html.parse(html).structure()).isEqualTo(STRUCTURE);
        Statistics.label("markup in the name")
                .collect(school.chars().anyMatch(character -> "<>&\"'{".indexOf(character) >= 0))
                .coverage(names -> names.check(true).percentage(percent -> percent > 5));
    }

    @Property(tries = 100)
    @Domain(Schools.class)
    void every_budget_adds_up_on_paper(@ForAll District district) {
        RevenueSource fund = RevenueSource.state("fund", "Fund");
        RevenueSource extra = RevenueSource.state("extra", "Extra").restrictedTo("small schools");
        Allocation allocation = FundingModel.named("By size")
                .unlocked(
                        fund,
                        Decision.paying(Line.line("lump sum").amount(Terms.dollars(1_000)))
                                .then(Decision.inProportionTo(Terms.pupils())))
                .unlocked(
                        extra,
                        Decision.withoutAmount(),
                        Decision.paying(Line.line("small")
                                .amount(Terms.dollars("12.345").times(Terms.pupils()))
                                .onlyWhere(Terms.pupils().atMost("300"))))
                .build()
                .resolve(
                        District.named(district.name())
                                .levels(district.levels())
                                .schools(district.schools())
                                .revenue(fund, Money.parse("20000.01"))
                                .build(),
                        ThreeSchools.YEAR)
                .allocate();

        Html html = Html.parse(AllocationPage.of(allocation).html());

        BigDecimal all = BigDecimal.ZERO;
        for (SchoolAllocation school : allocation.schools()) {
            String rows = "//div[@id='%s']//tbody/tr[not(@class='head') and not(@class='sum')]/td[last()]"
                    .formatted(AllocationPage.anchorOf(school.id()));
            BigDecimal budget = sum(html.all(rows));
            assertThat(budget).isEqualTo(school.total().dollars());
            all = all.add(budget);
        }
        assertThat(all)
                .isEqualTo(sum(html.all("//table[@class='money']//tr[@class='line']/td[3]")))
                .isEqualTo(allocation.total().dollars());
        assertThat(html.all("//table[@class='money']//td[last()][normalize-space()]"))
                .containsOnly("$0.00");
    }

    private static BigDecimal sum(List<String> amounts) {
        return amounts.stream()
                .filter(amount -> !amount.equals("–"))
                .map(amount -> new BigDecimal(amount.replace("−", "-").replaceAll("[$,]", "")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Property
    void schools_never_share_a_place(@ForAll @Size(min = 2, max = 6) @UniqueElements Set<@From("texts") String> ids) {
        List<String> places = ids.stream()
                .map(id -> AllocationPage.anchorOf(SchoolId.of("." + id + ".")))
                .toList();

        assertThat(places).doesNotHaveDuplicates().allMatch(place -> place.matches("[A-Za-z0-9._-]+"));
    }
}
