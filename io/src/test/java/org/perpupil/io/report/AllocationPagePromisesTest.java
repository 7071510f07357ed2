package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Stamp;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;

/** Reserves, guards, shadows and stamps on the page. Every amount is worked by hand in {@link Guarded}, or in the line above it. */
class AllocationPagePromisesTest {
    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");

    private final Html guarded = read(Guarded.allocation());

    private static Html read(Allocation allocation) {
        return Html.parse(AllocationPage.of(allocation).html());
    }

    private static String row(String table, String head) {
        return "//table[caption[contains(., '%s')]]//tr[th[starts-with(., '%s')]]/td".formatted(table, head);
    }

    private static Allocation allocate(FundingModel model, List<School> schools) {
        return model.resolve(
                        District.named("Riverside")
                                .levels(ThreeSchools.ELEMENTARY, ThreeSchools.MIDDLE)
                                .schools(schools)
                                .revenue(GENERAL, Money.ofDollars(210_000))
                                .build(),
                        ThreeSchools.YEAR)
                .allocate();
    }

    private static List<School> three() {
        return List.of(ThreeSchools.adams(), ThreeSchools.brook(), ThreeSchools.clay());
    }

    @Test
    void a_reserve_says_where_it_comes_from_and_its_parent_what_it_gave() {
        assertThat(guarded.all("//table[@class='money']//tr[@class='head']/th"))
                .containsExactly(
                        "General fundstate, unrestrictedthrough the formula, less a central share of 10.0%; $60,000.00"
                                + " set aside for Reserve",
                        "Reservestate, unrestrictedset aside from General fund, $60,000.00");
    }

    @Test
    void all_sources_count_a_reserve_once_and_add_up() {
        // 10% of 300,000; 60,000 is set aside; 210,000 − 5,000; 300,000 − 90,000 − 205,000
        assertThat(guarded.all(row("Each source", "General fund")))
                .containsExactly(
                        "$300,000.00", "$30,000.00", "$60,000.00", "$205,000.00all 3 schools", "$5,000.00", "$0.00");
        assertThat(guarded.all(row("Each source", "Reserve")))
                .containsExactly("$60,000.00", "$0.00", "$0.00", "$20,000.001 of 3 schools", "$40,000.00", "$0.00");
        // 205,000 + 20,000; 5,000 + 40,000; 30,000 + 225,000 + 45,000 = 300,000
        assertThat(guarded.all(row("Each source", "All sources")))
                .containsExactly("$300,000.00", "$30,000.00", "–", "$225,000.00", "$45,000.00", "$0.00");
        assertThat(guarded.all("//section[@id='money']/p"))
                .contains(
                        "A reserve is set aside from a source, and its money is told in a row of its own. “All sources”"
                                + " counts it once, where it goes.");
    }

    @Test
    void a_page_without_reserves_does_not_speak_of_them() {
        assertThat(AllocationPage.of(ThreeSchools.allocation()).html()).doesNotContain("reserve", "set aside");
    }

    @Test
    void tells_what_each_guard_did_and_who_paid() {
        assertThat(guarded.all("//nav//a")).contains("What was promised");
        assertThat(guarded.all(row("Guarantees and limits", "minimum")))
                .containsExactly("3 schools", "1", "+$20,000.00", "0", "$0.00", "Reserve, which has $40,000.00 left");
        // Only Adams has 100 pupils in elementary grades.
        assertThat(guarded.all(row("Guarantees and limits", "maximum")))
                .containsExactly("1 school", "0", "$0.00", "0", "$0.00", "Reserve, which has $40,000.00 left");
    }

    @Test
    void tells_which_promises_are_not_held_by_how_much_and_why() {
        // 30,000 − 25,000
        assertThat(guarded.all(row("Promises that are not held", "Clay")))
                .containsExactly("minimum", "at least $30,000.00", "$25,000.00", "$5,000.00 below", "late cut");
        // 100,000 − 90,000
        assertThat(guarded.all(row("Promises that are not held", "Adams")))
                .containsExactly(
                        "maximum",
                        "at most $90,000.00",
                        "$100,000.00",
                        "$10,000.00 above",
                        "its source had nothing more to take back");
        assertThat(guarded.all("//section[@id='promises']//a/@href")).containsExactly("#school-103", "#school-101");
        assertThat(guarded.all("//section[@id='promises']/p")).isEmpty();
    }

    @Test
    void says_so_if_every_promise_is_held_and_that_other_schools_paid() {
        Html html = read(allocate(
                FundingModel.named("Floor")
                        .unlocked(GENERAL, inProportionTo(pupils()))
                        .guard(Guard.minimum("floor", dollars(30_000))
                                .counting(everythingAbove())
                                .paidByOthersOf(GENERAL))
                        .build(),
                three()));

        // 210,000 for 210 pupils: Clay has 10,000 and lacks 20,000, which Adams and Brook pay, 10,000 each
        assertThat(html.all(row("Guarantees and limits", "floor")))
                .containsExactly(
                        "3 schools", "1", "+$20,000.00", "2", "−$20,000.00", "the other schools, out of General fund");
        assertThat(html.all("//section[@id='promises']/p"))
                .containsExactly("Under this draft every promise would be kept when all lines are computed.");
        assertThat(html.all("//section[@id='promises']//table")).hasSize(1);
    }

    @Test
    void a_page_without_guards_and_shadows_has_no_sections_for_them() {
        Html html = read(ThreeSchools.allocation());

        assertThat(html.all("//section[@id='promises' or @id='shadow']")).isEmpty();
        assertThat(html.all("//nav//a")).doesNotContain("What was promised", "Shadow notice");
    }

    @Test
    void shows_what_a_formula_that_pays_nothing_would_have_given() {
        assertThat(guarded.all("//nav//a")).contains("Shadow notice");
        assertThat(guarded.all(row("By Next year", "would get more")))
                .containsExactly("2", "$200,000.00", "$240,000.00", "+$40,000.00");
        assertThat(guarded.all(row("By Next year", "would get less")))
                .containsExactly("1", "$25,000.00", "$12,000.00", "−$13,000.00");
        assertThat(guarded.all(row("By Next year", "would get the same")))
                .containsExactly("0", "$0.00", "$0.00", "$0.00");
        // 40,000 − 13,000
        assertThat(guarded.all(row("By Next year", "all schools")))
                .containsExactly("3", "$225,000.00", "$252,000.00", "+$27,000.00");
        assertThat(guarded.all("//div[@id='school-101']//dl/div")).contains("By Next year$120,000.00 +$20,000.00");
        assertThat(guarded.all("//div[@id='school-103']//dl/div")).contains("By Next year$12,000.00 −$13,000.00");
    }

    @Test
    void names_the_three_schools_that_differ_most_each_way() {
        List<School> schools = Stream.of(20, 30, 40, 50, 10, 60)
                .map(pupils -> School.of("1" + pupils, "School of " + pupils)
                        .enrolling(Enrollment.in(ThreeSchools.MIDDLE)
                                .pupils(pupils)
                                .build())
                        .build())
                .toList();
        Html html = read(allocate(
                FundingModel.named("By pupils")
                        .unlocked(
                                GENERAL,
                                paying(line("base").amount(dollars(1_000).times(pupils()))))
                        .shadow(FundingFormula.named("Flat")
                                .add(line("flat").amount(dollars(50_000)))
                                .build())
                        .build(),
                schools));

        // 50,000 − 1,000 × 10, 20, 30, 40, 50, 60: four more, one the same, one less
        assertThat(html.all("//table[caption='Would get most more, by Flat']/tbody/tr"))
                .containsExactly(
                        "School of 10$10,000.00$50,000.00+$40,000.00",
                        "School of 20$20,000.00$50,000.00+$30,000.00",
                        "School of 30$30,000.00$50,000.00+$20,000.00");
        assertThat(html.all("//table[caption='Would get most less, by Flat']/tbody/tr"))
                .containsExactly("School of 60$60,000.00$50,000.00−$10,000.00");
        // 40,000 + 30,000 + 20,000 + 10,000
        assertThat(html.all(row("By Flat", "would get more"))).endsWith("+$100,000.00");
        assertThat(html.all(row("By Flat", "would get the same"))).startsWith("1");
        assertThat(html.all("//div[@id='school-150']//dl/div")).contains("By Flat$50,000.00 $0.00");
    }

    @Test
    void points_of_a_split_and_single_shadow_lines_are_no_shadow_formula() {
        FundingFormula points = FundingFormula.named("Points")
                .add(line("points").amount(dollars(7).times(pupils())))
                .build();
        FundingFormula mixed = FundingFormula.named("Mixed")
                .add(
                        line("paid").amount(dollars(5)),
                        line("shown").amount(dollars(9)).asShadow())
                .build();
        RevenueSource other = RevenueSource.state("other", "Other");
        Html html = read(allocate(
                FundingModel.named("By points")
                        .unlocked(GENERAL, inProportionTo(points))
                        .unlocked(other, withoutAmount(), paying(mixed))
                        .add(line("alone").amount(dollars(1)).asShadow())
                        .build(),
                three()));

        assertThat(html.all("//section[@id='shadow']")).isEmpty();
        assertThat(html.all("//dt[starts-with(., 'By ')]")).isEmpty();
    }

    @Test
    void shows_status_and_stamp() {
        Allocation draft = Guarded.allocation();
        Stamp stamp = draft.stamp();

        assertThat(guarded.all("//header//dl/div")).startsWith("Statusdraft");
        assertThat(read(draft.adopted()).all("//header//dl/div")).startsWith("Statusadopted");
        assertThat(guarded.one("//footer"))
                .isEqualTo(
                        "Computed from the inputs %s by the definition %s, with perpupil %s and its rules of computing %s."
                                .formatted(
                                        stamp.inputs().substring(0, 12),
                                        stamp.definition().substring(0, 12),
                                        stamp.library(),
                                        stamp.semantics()));
    }

    @Test
    void shows_names_of_reserves_guards_and_formulas_as_text_whatever_they_hold() {
        String nasty = "</script><b onclick='x'>A & \"B\"</b> {{name}} ${x} -->";
        AllocationPage page = AllocationPage.of(Guarded.allocation(nasty, nasty, nasty));
        Html html = Html.parse(page.html());

        assertThat(html.structure()).isEqualTo(guarded.structure());
        assertThat(html.all("//section[@id='promises']//tbody/tr[1]/th")).contains(nasty);
        assertThat(html.all("//section[@id='shadow']//caption")).contains("By " + nasty);
        assertThat(html.all("//tr[@class='head']/th"))
                .anySatisfy(source -> assertThat(source).endsWith("set aside for " + nasty));
        assertThat(page.html()).containsOnlyOnce("<script>").containsOnlyOnce("</script>");
    }

    @Test
    void has_no_id_twice_no_link_into_nothing_and_names_every_table() {
        List<String> ids = guarded.all("//@id");

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(guarded.all("//a/@href")).allSatisfy(link -> assertThat(ids).contains(link.substring(1)));
        assertThat(guarded.all("//table[not(caption)]")).isEmpty();
        assertThat(guarded.all("//th[not(@scope)]")).isEmpty();
        assertThat(guarded.all("//*[@aria-labelledby]/@aria-labelledby"))
                .allSatisfy(id -> assertThat(ids).contains(id));
    }
}
