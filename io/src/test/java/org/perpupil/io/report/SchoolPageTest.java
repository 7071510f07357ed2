package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;

class SchoolPageTest {
    private final Allocation allocation = ThreeSchools.allocation();
    private final SchoolPage adams =
            SchoolPage.of(allocation, SchoolId.of("101")).comparedWith(ThreeSchools.lastYear(), "last year");
    private final Html page = Html.parse(adams.html());

    @TempDir
    Path folder;

    @Test
    void opens_with_the_school_its_budget_and_its_status() {
        assertThat(page.one("//head/title")).isEqualTo("Adams: how the budget was calculated, 2026–27");
        assertThat(page.one("//h1")).isEqualTo("Adams 101");
        assertThat(page.one("//p[@class='over']")).isEqualTo("Riverside · 2026–27 · By need · draft");
        // 384,133.34 ÷ 100; 795,310.50 ÷ 210 = 3,787.1929; 384,133.34 − 380,000.00 = 4,133.34
        assertThat(page.all("//header//dl/div"))
                .containsExactly(
                        "The school gets$384,133",
                        "For each pupil$3,841",
                        "District’s mean$3,787 for each pupil",
                        "Pupils100",
                        "Against last year+$4,133");
        assertThat(page.one("//p[@class='notice']")).startsWith("Working document for the district");
    }

    @Test
    void says_how_many_schools_get_as_much() {
        List<School> schools = new ArrayList<>();
        for (int id = 101; id <= 103; id++) {
            schools.add(School.of(Integer.toString(id), "School " + id)
                    .enrolling(Enrollment.in(ThreeSchools.ELEMENTARY)
                            .pupils(60)
                            .need(POVERTY, 30)
                            .need(ENGLISH_LEARNER, id == 102 ? 1 : 0)
                            .build())
                    .build());
        }
        Allocation three = ThreeSchools.allocation("Riverside", "By need", schools);

        // 60 × 3,741 + 10,800 ÷ 3 = 228,060; ÷ 60 = 3,801. 102 has 100.00 and 2,500.50 more: 230,660.50 ÷ 60 = 3,844.34
        assertThat(Html.parse(SchoolPage.of(three, SchoolId.of("103")).html()).all("//section[h2='In short']//li"))
                .first()
                .asString()
                .startsWith(
                        "For each pupil it gets $3,801, the lowest of the 3 schools of the district, with one other.");
        assertThat(Html.parse(SchoolPage.of(three, SchoolId.of("102")).html()).all("//section[h2='In short']//li"))
                .first()
                .asString()
                .startsWith("For each pupil it gets $3,844, the highest of the 3 schools of the district. ");
    }

    @Test
    void does_not_rank_schools_that_all_get_the_same() {
        RevenueSource general = RevenueSource.state("general", "General fund");
        Allocation same = FundingModel.named("Same")
                .unlocked(
                        general, paying(line("all pupils").amount(dollars(1_000).times(pupils()))))
                .build()
                .resolve(
                        District.named("Riverside")
                                .schools(Stream.of("1", "2", "3")
                                        .map(id -> School.of(id, "School " + id)
                                                .enrolling(Enrollment.in(ThreeSchools.ELEMENTARY)
                                                        .pupils(100)
                                                        .build())
                                                .build())
                                        .toList())
                                .revenue(general, Money.ofDollars(300_000))
                                .build(),
                        ThreeSchools.YEAR)
                .allocate();

        assertThat(Html.parse(SchoolPage.of(same, SchoolId.of("2")).html()).all("//section[h2='In short']//li"))
                .first()
                .asString()
                .startsWith("For each pupil it gets $1,000, as each of the 3 schools of the district does."
                        + " The district’s mean is $1,000, so it gets as much.");
    }

    @Test
    void leads_with_what_makes_the_difference_and_tells_each_need() {
        // 3,841.3334 − 3,787.1929 = 54.1405, of which 100.00 − 51.4286 = 48.571, 3,741.00 − 3,723.381 = 17.619,
        // 0 − 11.907 and 0.3334 − 0.4762 = −0.143, which is less than half a dollar
        // 50 of 100 and 79 of 210 = 37.62%; 10,000 ÷ 50 and 10,800 ÷ 79 = 136.71
        // 33.34 ÷ 100 = 0.3334, 100 ÷ 210 = 0.4762; 1 of 100 and 3 of 210 = 1.43%; 33.34 ÷ 1 and 100 ÷ 3 = 33.33
        // 4,133.34 ÷ 380,000.00 = 1.088%; ÷ 100 = 41.33
        assertThat(page.all("//section[h2='In short']//li"))
                .containsExactly(
                        "For each pupil it gets $3,841, the highest of the 3 schools of the district. The district’s mean is $3,787, so it gets $54 more: $49 more for pupils in poverty, $18 more counted by all its pupils and $12 less not counted by pupils.",
                        "For pupils in poverty: $100 for each pupil of the school, against $51 on average in the district, because they are 50.0% of its pupils, against 37.6% there. Each pupil in poverty brings $200, as in all schools that get money for theirs. 1 of the 3 schools gets nothing for theirs, which lowers the mean of the district to $137 for each pupil in poverty.",
                        "For English learners: $0.33 for each pupil of the school, against $0.48 on average in the district; they are 1.0% of its pupils, against 1.4% there. Each English learner brings $33, as in the district.",
                        "Compared with last year (2025–26): $380,000 then, $384,133 now, +$4,133 (+1.1%) or +$41 for each pupil.");
    }

    @Test
    void a_need_that_the_school_is_not_paid_for_says_why() {
        // 10,800 ÷ 210 = 51.43; 25 of 100 and 79 of 210
        assertThat(Html.parse(SchoolPage.of(allocation, SchoolId.of("102")).html())
                        .all("//section[h2='In short']//li"))
                .contains(
                        "For pupils in poverty: $0 for each pupil of the school, against $51 on average in the district. They are 25.0% of its pupils, against 37.6% there. The school gets nothing for them: not eligible: 25 pupils (poverty) ÷ 100 pupils is below 0.4.");
    }

    @Test
    void tells_whom_the_money_follows() {
        // 781,910.00 ÷ 210 = 3,723.38; 10,800 ÷ 210 = 51.43; 100 ÷ 210 = 0.476; 2,500.50 ÷ 210 = 11.907
        assertThat(page.all("//section[h2='Whom the money follows']//tbody/tr"))
                .containsExactly(
                        "all its pupils$374,10097.4%$3,741$3,723",
                        "pupils in poverty$10,0002.6%$100$51",
                        "English learners$330.0%$0.33$0.48",
                        "not counted by pupils$00.0%$0$12");
    }

    @Test
    void a_school_that_gets_nothing_for_a_need_has_its_row() {
        // Brook has 25 pupils in poverty among 100 and is not eligible; in the district 10,800 ÷ 210 = 51.43
        Html brook = Html.parse(SchoolPage.of(allocation, SchoolId.of("102")).html());
        assertThat(brook.all("//section[h2='Whom the money follows']//tbody/tr/th"))
                .containsExactly("all its pupils", "pupils in poverty", "English learners", "not counted by pupils");
        assertThat(brook.all("//section[h2='Whom the money follows']//tbody/tr"))
                .contains("pupils in poverty$00.0%$0$51");
    }

    @Test
    void a_sign_is_not_torn_from_its_amount_at_the_end_of_a_line() {
        // 384,133.34 − 380,000.00 = 4,133.34; Clay's 5,000 less, as below
        assertThat(adams.html()).contains("+\u2060$4,133").doesNotContain("+$", "−$");
        assertThat(SchoolPage.of(Guarded.allocation(), SchoolId.of("103")).html())
                .contains("−\u2060$5,000")
                .doesNotContain("−$");
    }

    @Test
    void says_that_parts_miss_their_sum_only_where_they_do() {
        // 374,100 + 10,000 + 33 + 0 = 384,133 and 3,741 + 100 + 0 + 0 = 3,841, but 3,723 + 51 + 0 + 12 = 3,786, not
        // 3,787
        assertThat(page.one("//section[h2='Whom the money follows']/p"))
                .isEqualTo(
                        "Each figure is rounded by itself, so parts may miss their sum by $1 or so; the budget to the cent is exact.");
        Html whole = Html.parse(
                SchoolPage.of(Guarded.allocation(), SchoolId.of("101")).html());
        // 100,000 of 100,000 and 1,000 of 1,000; in the district 1,000 + 15,000 ÷ 210 = 1,000 + 71.43 and 1,071.43
        assertThat(whole.all("//section[h2='Whom the money follows']/p")).isEmpty();
    }

    @Test
    void says_every_line_in_a_sentence() {
        assertThat(page.all("//tr[@class='head']"))
                .containsExactly(
                        "General fund unrestricted$374,10097.4%",
                        "Title I only for pupils in poverty$10,0002.6%",
                        "Learner fund only for English learners$330.0%",
                        "Arts grant only for teachers of art$00.0%");
        assertThat(page.all("//tr[@class='line']/th/span"))
                .startsWith(
                        "100 pupils (elementary) × $3,741.00 for each.",
                        "Its share of $10,800.00: the school has 50 pupils in poverty of the 54 in all schools that take part.",
                        "Its share of $100.00: the school has 1 English learner of the 3 in all schools that take part.");
        assertThat(page.one("//section[h2[starts-with(., 'Where it comes')]]//tfoot//td"))
                .isEqualTo("$384,133.34");
    }

    /** Four schools of 10, 20, 40 and 60 pupils that share $1,000, none less than $100 or more than $400. */
    private static Allocation bounded() {
        RevenueSource general = RevenueSource.state("general", "General fund");
        District.Builder district =
                District.named("Springfield").levels(ThreeSchools.ELEMENTARY).revenue(general, Money.ofDollars(1_000));
        for (int pupils : new int[] {10, 20, 40, 60}) {
            district.school(School.of("of " + pupils, "Of " + pupils)
                    .enrolling(Enrollment.in(ThreeSchools.ELEMENTARY)
                            .pupils(pupils)
                            .build())
                    .build());
        }
        return FundingModel.named("Bounded")
                .unlocked(
                        general, inProportionTo(pupils()).atLeast(dollars(100)).atMost(dollars(400)))
                .build()
                .resolve(district.build(), ThreeSchools.YEAR)
                .allocate();
    }

    @Test
    void a_share_that_a_bound_holds_is_not_told_as_one_in_proportion() {
        // 100 and 400 leave 500 for 60 pupils, 8.33… for each: 10 would bring 83.33 and 60 would bring 500
        assertThat(bounded().schools())
                .extracting(school ->
                        Html.parse(SchoolPage.of(bounded(), school.id()).html()).one("//tr[@class='line']/th/span"))
                .containsExactly(
                        "Its share of $1,000.00, raised to the least that it may be: the school has 10 pupils of the 130 in all"
                                + " schools that take part, which would bring $83.33.",
                        "Its share of $1,000.00, of which other schools have the least or the most that they may: the school has"
                                + " 20 pupils of the 130 in all schools that take part.",
                        "Its share of $1,000.00, of which other schools have the least or the most that they may: the school has"
                                + " 40 pupils of the 130 in all schools that take part.",
                        "Its share of $1,000.00, lowered to the most that it may be: the school has 60 pupils of the 130 in all"
                                + " schools that take part, which would bring $500.00.");
    }

    @Test
    void a_share_that_a_bound_holds_follows_no_pupils() {
        // 166.67 ÷ 20 = 8.33; 100 ÷ 10 = 10
        assertThat(Html.parse(SchoolPage.of(bounded(), SchoolId.of("of 10")).html())
                        .all("//section[h2='Whom the money follows']//tbody/tr"))
                .contains("all its pupils$00.0%$0$4")
                .contains("not counted by pupils$100100.0%$10$4");
    }

    @Test
    void a_line_for_two_spans_of_grades_tells_both_and_one_that_does_not_apply_why() {
        Html brook = Html.parse(SchoolPage.of(allocation, SchoolId.of("102")).html());

        assertThat(brook.all("//tr[@class='line']/th/span"))
                .startsWith(
                        "60 pupils (elementary) × $3,741.00 and 40 pupils (middle) × $3,667.00 for each.",
                        "Nothing: not eligible: 25 pupils (poverty) ÷ 100 pupils is below 0.4.");
        assertThat(brook.all("//section[h2='In short']//li")).noneMatch(answer -> answer.startsWith("Compared"));
        assertThat(brook.all("//footer/p")).singleElement().asString().startsWith("A draft, which may still change.");
    }

    @Test
    void shows_what_pupils_bring_beside_the_district() {
        // 79 of 210 = 37.6%; 3 of 210 = 1.4%
        assertThat(page.all("//section[h2='What its pupils bring']//tbody/tr"))
                .containsExactly("pupils in poverty5050.0%37.6%", "English learners11.0%1.4%");
        assertThat(page.all("//section[h2='What this rests on']//li"))
                .containsExactly(
                        "Estimate: the count of English learners is an estimate: last spring's share of pupils.");
    }

    @Test
    void a_column_that_a_count_was_made_from_is_a_detail() {
        School estimated = School.of("101", "Adams")
                .enrolling(Enrollment.in(ThreeSchools.ELEMENTARY)
                        .pupils(100)
                        .need(POVERTY, 50)
                        .need(ENGLISH_LEARNER, 1)
                        .estimated(POVERTY, "pupils × per cent in column \"meals_percent\", rounded half up")
                        .build())
                .build();
        Allocation of = ThreeSchools.allocation(
                "Riverside", "By need", List.of(estimated, ThreeSchools.brook(), ThreeSchools.clay()));

        assertThat(Html.parse(SchoolPage.of(of, SchoolId.of("101")).html())
                        .all("//section[h2='What this rests on']//li"))
                .containsExactly(
                        "Estimate: the count of pupils in poverty is an estimate: pupils × per cent, rounded half up. from the column “meals_percent”");
    }

    @Test
    void notes_and_a_remark_say_what_the_page_rests_on() {
        Html noted = Html.parse(SchoolPage.of(allocation, SchoolId.of("102"))
                .comparedWith(ThreeSchools.lastYear(), "last year", "An assumption, not what schools had")
                .noting("Assumption: all of it.", "Without a label")
                .html());

        assertThat(noted.all("//section[h2='What this rests on']//li"))
                .containsExactly("Assumption: all of it.", "Without a label");
        assertThat(noted.all("//section[h2='What this rests on']//strong")).containsExactly("Assumption:");
        // 373,673.83 − 374,000.00 = −326.17; ÷ 374,000.00 = −0.087%; ÷ 100 = −3.26
        assertThat(noted.all("//section[h2='In short']//li"))
                .contains(
                        "Compared with last year (2025–26): $374,000 then, $373,674 now, −$326 (−0.1%) or −$3 for each pupil. An assumption, not what schools had.");
        assertThat(noted.all("//header//dl/div")).contains("Against last year (assumed)−$326");
        assertThat(Html.parse(SchoolPage.of(allocation, SchoolId.of("102")).html())
                        .all("//section[h2='What this rests on']"))
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> adams.noting(" ")).withMessage("a note says something");
    }

    @Test
    void compares_with_the_schools_of_its_level() {
        School dell = School.of("104", "Dell")
                .enrolling(Enrollment.in(ThreeSchools.ELEMENTARY)
                        .pupils(10)
                        .need(POVERTY, 0)
                        .need(ENGLISH_LEARNER, 0)
                        .build())
                .build();
        Allocation four = ThreeSchools.allocation(
                "Riverside", "By need", List.of(ThreeSchools.adams(), ThreeSchools.brook(), ThreeSchools.clay(), dell));

        Html of = Html.parse(SchoolPage.of(four, SchoolId.of("101")).html());

        // Adams 384,133.34, Dell 10 × 3,741 = 37,410.00: 421,543.34 ÷ 110 = 3,832.2122; 3,841.3334 − 3,832.2122 =
        // 9.1212, of which 10,000 ÷ 100 − 10,000 ÷ 110 = 9.09
        // the district (795,310.50 + 37,410.00) ÷ 220 = 3,785.0932, 56.24 less; of which 3,741 − (781,910 + 37,410) ÷
        // 220 = 3,724.18 is 16.82 and 100 − 10,800 ÷ 220 = 49.09 is 50.91; 2,500.50 ÷ 220 = 11.37 of the arts grant
        // Brook, elementary and middle: 371,140 ÷ 100 = 3,711.40
        // 50 of 110 = 45.5%; 10,800 ÷ 79 = 136.71
        assertThat(of.all("//section[h2='In short']//li"))
                .startsWith(
                        "For each pupil it gets $3,841, the highest of the 2 elementary schools. Their mean is $3,832, so it gets $9 more: $9 more for pupils in poverty.",
                        "The district’s mean is $3,785, so it gets $56 more: $51 more for pupils in poverty, $17 more counted by all its pupils and $11 less not counted by pupils. Before any need is counted, elementary schools get $3,741 for each pupil, elementary + middle schools $3,711 and middle schools $3,667.",
                        "For pupils in poverty: $100 for each pupil of the school, against $91 on average in elementary schools, because they are 50.0% of its pupils, against 45.5% there. Each pupil in poverty brings $200, as in all schools that get money for theirs.");
        assertThat(of.all("//header//dl/div")).contains("Mean of elementary schools$3,832 for each pupil");
        assertThat(of.all("//section[h2='Whom the money follows']//tfoot/tr/*"))
                .containsExactly("Budget", "$384,133", "$3,841", "$3,832", "$3,785");
        assertThat(of.all("//section[h2='What its pupils bring']//tbody/tr"))
                .startsWith("pupils in poverty5050.0%45.5%35.9%");
    }

    @Test
    void says_in_one_sentence_that_it_is_above_the_mean_and_below_the_line() {
        Html eighth = Html.parse(SchoolPage.of(EightSchools.heldWhateverTheNeed(), SchoolId.of("8"))
                .html());

        // 1,800 twice, then 1,150 to 1,400 by 50: the mean is 11,250 ÷ 8 = 1,406.25. The slope is −22,750 ÷ 4,200 for
        // a point, so that at 80% the line is at 1,406.25 − 35 × 5.4167 = 1,216.67; 1,400 is 183.33 above it
        assertThat(eighth.all("//section[h2='In short']//li"))
                .contains(
                        "That is $6 less for each pupil than the mean of the district’s schools, but $183 more than is"
                                + " usual for the district’s schools with this share of pupils in poverty (80.0%).");
    }

    @Test
    void what_a_guarantee_adds_is_a_part_of_its_own() {
        Html clay = Html.parse(
                SchoolPage.of(Guarded.allocation(), SchoolId.of("103")).html());

        // 10,000, 20,000 and −5,000 of 25,000; ÷ 10; the district 210,000, 20,000 and −5,000 ÷ 210
        assertThat(clay.all("//section[h2='Whom the money follows']//tbody/tr"))
                .containsExactly(
                        "all its pupils$10,00040.0%$1,000$1,000",
                        "not counted by pupils−$5,000−$500−$24", "guarantees$20,00080.0%$2,000$95", "limits$00.0%$0$0");
        // 25,000 ÷ 10 = 2,500; 225,000 ÷ 210 = 1,071.43; 2,000 − 95.24 and −500 + 23.81
        assertThat(clay.all("//section[h2='In short']//li"))
                .startsWith(
                        "For each pupil it gets $2,500, the highest of the 3 schools of the district. The district’s mean is $1,071, so it gets $1,429 more: $1,905 more from guarantees ($2,000 for each pupil here, $95 on average) and $476 less not counted by pupils.");
    }

    @Test
    void a_higher_share_that_brings_less_is_explained_by_what_each_pupil_brings() {
        // poor pupils: a 80 of 100 and b 10 of 100 in high schools at $100 each; c and d 70 of 100 in elementary at
        // $300
        Html a = Html.parse(
                SchoolPage.of(HighAndElementary.allocation(), SchoolId.of("a")).html());

        // high schools 90 × 100 ÷ 200 = 45 at 45%; the district (90 × 100 + 140 × 300) ÷ 400 = 127.50 at 230 ÷ 400 =
        // 57.5%, 51,000 ÷ 230 = 221.74 each
        // a: 2,000 + 80 = 2,080; high schools 2,000 + 45; elementary 1,000 + 210; the district (409,000 + 242,000) ÷
        // 400
        // = 1,627.50; 2,080 − 1,627.50 = 452.50, half up 453, of which 2,000 − 1,500 for all pupils
        assertThat(a.all("//section[h2='In short']//li"))
                .containsExactly(
                        "For each pupil it gets $2,080, the highest of the 2 high schools. Their mean is $2,045, so it gets $35 more: $35 more for pupils in poverty.",
                        "The district’s mean is $1,628, so it gets $453 more: $500 more counted by all its pupils and $48 less for pupils in poverty. Before any need is counted, high schools get $2,000 for each pupil, elementary schools $1,000.",
                        "For pupils in poverty: $80 for each pupil of the school, against $45 on average in high schools, because they are 80.0% of its pupils, against 45.0% there. Each pupil in poverty brings $100 here and in high schools; $300 in elementary schools. That is why the school gets less ($80 for each of its pupils) than the district’s mean ($128), though a higher share of its pupils are in poverty (80.0% against 57.5%).");
    }

    @Test
    void marks_the_school_among_all_and_says_what_is_seen() {
        assertThat(page.all("//figure//*[local-name()='circle']/*[local-name()='title']"))
                .containsOnly("Adams, elementary: 50%, $3,841");
        assertThat(page.one("//figcaption"))
                .startsWith(
                        "Schools further right have a higher share of pupils in poverty; schools further up get more for each pupil.")
                .contains("The axis of dollars does not begin at $0.")
                .endsWith("This school has 50.0% and gets $3,841.");
    }

    @Test
    void tells_what_guarantees_did() {
        Allocation guarded = Guarded.allocation();
        Html clay = Html.parse(SchoolPage.of(guarded, SchoolId.of("103")).html());
        Html adamsGuarded =
                Html.parse(SchoolPage.of(guarded, SchoolId.of("101")).html());

        // 30,000 − 10,000 = 20,000; then 5,000 less
        assertThat(clay.all("//section[h2='What guarantees did']//li"))
                .contains(
                        "Without the guarantee “minimum” of at least $30,000 the lines it looks at would have come to $10,000; it adds $20,000, paid by Reserve. In the end it is not kept: they come to $25,000.");
        assertThat(adamsGuarded.all("//section[h2='What guarantees did']//li"))
                .contains(
                        "The guarantee “minimum” of at least $30,000 did not change anything: the lines it looks at came to $100,000.",
                        "The limit “maximum” of at most $90,000 did not change anything: the lines it looks at came to $100,000. In the end it is not kept: they come to $100,000.");
        // 10% of 300,000; 60,000 are set aside
        assertThat(clay.all("//dl[@class='glossary']//dd"))
                .contains(
                        "What the district keeps of a source, for services to all schools and for reserves, before schools get theirs: of $300,000 of General fund, 10% for the central office ($30,000) and $60,000 set aside for Reserve.");
        assertThat(clay.all("//dl[@class='glossary']//dt")).contains("Guarantee", "Central share");
        assertThat(page.all("//dl[@class='glossary']//dt")).doesNotContain("Guarantee");
        assertThat(page.all("//section[h2='What guarantees did']")).isEmpty();
    }

    @Test
    void a_school_without_a_budget_before_is_not_said_to_gain() {
        Html clay = Html.parse(SchoolPage.of(allocation, SchoolId.of("103"))
                .comparedWith(ThreeSchools.lastYear(), "last year")
                .html());

        assertThat(clay.all("//section[h2='In short']//li"))
                .contains("In last year (2025–26) the school has no budget, so nothing can be compared.");
        assertThat(clay.all("//header//dt")).noneMatch(name -> name.startsWith("Against"));
    }

    @Test
    void an_adopted_budget_is_no_draft() {
        assertThat(SchoolPage.of(allocation.adopted(), SchoolId.of("101")).html())
                .contains("<strong>adopted</strong>")
                .doesNotContain("A draft, which may still change.");
    }

    @Test
    void loads_nothing_and_runs_nothing() {
        assertThat(adams.html().replace("http://www.w3.org/2000/svg", ""))
                .contains("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
                .doesNotContain("<script", "http:", "https:", "src=", "url(", "@import", "<link", "<img");
        assertThat(page.structure()).noneMatch(element -> element.contains(" on") || element.contains(" style"));
    }

    @Test
    void no_name_changes_what_the_page_is_made_of() {
        for (String name : List.of("<script>&=\"'`{{x}}", "line\r\nbreak", "\u0000\u001b🏫\uD800", "x".repeat(3_000))) {
            Allocation named = ThreeSchools.allocation(
                    name, name, List.of(ThreeSchools.named(name), ThreeSchools.brook(), ThreeSchools.clay()));

            String html = SchoolPage.of(named, SchoolId.of("101"))
                    .comparedWith(ThreeSchools.lastYear(), name)
                    .html();

            assertThat(Html.parse(html).structure()).isEqualTo(page.structure());
        }
    }

    @Test
    void gives_the_same_bytes_in_every_locale() throws IOException {
        Locale before = Locale.getDefault();
        Path file = folder.resolve("adams.html");
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            SchoolPage.of(ThreeSchools.allocation(), SchoolId.of("101"))
                    .comparedWith(ThreeSchools.lastYear(), "last year")
                    .writeTo(file);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(Files.readString(file)).isEqualTo(adams.html());
    }

    @Test
    void refuses_a_school_that_is_not_there_and_a_second_comparison() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchoolPage.of(allocation, SchoolId.of("9")))
                .withMessage("Riverside has no school 9");
        assertThatIllegalStateException()
                .isThrownBy(() -> adams.comparedWith(ThreeSchools.lastYear(), "another"))
                .withMessage("the page already compares with \"last year\"; it cannot also with \"another\"");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SchoolPage.of(allocation, SchoolId.of("101")).comparedWith(ThreeSchools.lastYear(), " "))
                .withMessage("budgets to compare with have a name, such as \"last year\"");
    }
}
