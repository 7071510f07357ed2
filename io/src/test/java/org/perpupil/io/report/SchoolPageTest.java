package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.pupils.Enrollment;

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
                        "For each pupil$3,841.33",
                        "District’s mean$3,787.19 for each pupil",
                        "Pupils100",
                        "Change+$4,133");
        assertThat(page.one("//p[@class='notice']")).startsWith("Working document for the district");
    }

    @Test
    void answers_whether_the_school_gets_more_and_whether_for_its_needs() {
        // 3,841.3334 − 3,787.1929 = 54.1405, of which 3,741.00 − 3,723.381 = 17.619, 100.00 − 51.4286 = 48.571,
        // 0.3334 − 0.4762 = −0.143 and 0 − 11.907
        // 10,000.00 + 33.34 = 10,033.34; ÷ 384,133.34 = 2.61%; ÷ 100 = 100.33; district (10,800 + 100) ÷ 210 = 51.90
        // 4,133.34 ÷ 380,000.00 = 1.088%; ÷ 100 = 41.33
        assertThat(page.all("//section[h2='In short']//li"))
                .containsExactly(
                        "For each pupil it gets $54.14 more than the district’s schools on average: $17.62 more counted by all pupils, $48.57 more for pupils: poverty, $0.14 less for pupils: English learner and $11.91 less not counted by pupils.",
                        "$10,033 of its budget (2.6%) follows its pupils’ needs: $100.33 for each pupil of the school, more than the district’s mean of $51.90.",
                        "Compared with last year (2025–26): $380,000.00 then, $384,133.34 now, +$4,133.34 (+1.1%) or +$41.33 for each pupil.");
    }

    @Test
    void tells_whom_the_money_follows() {
        // 781,910.00 ÷ 210 = 3,723.38; 10,800 ÷ 210 = 51.43; 100 ÷ 210 = 0.476; 2,500.50 ÷ 210 = 11.907
        assertThat(page.all("//section[h2='Whom the money follows']//tbody/tr"))
                .containsExactly(
                        "all its pupils$374,10097.4%$3,741.00$3,723.38",
                        "pupils: poverty$10,0002.6%$100.00$51.43",
                        "pupils: English learner$330.0%$0.33$0.48",
                        "not counted by pupils$00.0%$0.00$11.91");
    }

    @Test
    void says_every_line_in_a_sentence() {
        assertThat(page.all("//tr[@class='head']"))
                .containsExactly(
                        "General fund unrestricted$374,10097.4%",
                        "Title I only for pupils: poverty$10,0002.6%",
                        "Learner fund only for pupils: English learner$330.0%",
                        "Arts grant only for teachers of art$00.0%");
        assertThat(page.all("//tr[@class='line']/th/span"))
                .startsWith(
                        "100 pupils (elementary) × $3,741.00 for each.",
                        "Its share of $10,800.00: the school has 50 pupils (poverty) of the 54 in all schools that take part.",
                        "Its share of $100.00: the school has 1 pupil (English learner) of the 3 in all schools that take part.");
        assertThat(page.one("//section[h2[starts-with(., 'Where it comes')]]//tfoot//td"))
                .isEqualTo("$384,133.34");
    }

    @Test
    void a_line_for_two_spans_of_grades_tells_both_and_one_that_does_not_apply_why() {
        Html brook = Html.parse(SchoolPage.of(allocation, SchoolId.of("102")).html());

        assertThat(brook.all("//tr[@class='line']/th/span"))
                .startsWith(
                        "60 pupils (elementary) × $3,741.00 and 40 pupils (middle) × $3,667.00 for each.",
                        "Nothing: not eligible: 25 pupils (poverty) ÷ 100 pupils is below 0.4.");
        assertThat(brook.all("//section[h2='In short']//li")).hasSize(2);
        assertThat(brook.all("//footer/p")).singleElement().asString().startsWith("A draft, which may still change.");
    }

    @Test
    void shows_what_pupils_bring_beside_the_district() {
        // 79 of 210 = 37.6%; 3 of 210 = 1.4%
        assertThat(page.all("//section[h2='What its pupils bring']//tbody/tr"))
                .containsExactly("poverty5050.0%37.6%", "English learner11.0%1.4%");
        assertThat(page.one("//section[h2='What its pupils bring']/p[@class='estimate']"))
                .isEqualTo("Estimate: English learner: last spring's share of pupils");
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

        // Adams 384,133.34, Dell 10 × 3,741 = 37,410.00: 421,543.34 ÷ 110 = 3,832.2122; 3,841.3334 − 3,832.2122 =
        // 9.1212
        assertThat(Html.parse(SchoolPage.of(four, SchoolId.of("101")).html()).all("//section[h2='In short']//li"))
                .contains("It gets $9.12 more than the 2 schools of its level (elementary), whose mean is $3,832.21.");
    }

    @Test
    void marks_the_school_among_all() {
        assertThat(page.one("//details/p")).contains("3 points", "Marked is Adams, elementary: 50%, $3,841.");
    }

    @Test
    void tells_what_guards_did() {
        Allocation guarded = Guarded.allocation();
        Html clay = Html.parse(SchoolPage.of(guarded, SchoolId.of("103")).html());
        Html adamsGuarded =
                Html.parse(SchoolPage.of(guarded, SchoolId.of("101")).html());

        // 30,000 − 10,000 = 20,000; then 5,000 less
        assertThat(clay.all("//section[h2='What guards did']//li"))
                .contains(
                        "“minimum” promises at least $30,000.00: before it, the lines that count were $10,000.00, so it added $20,000.00. In the end the promise is not kept: they are $25,000.00.");
        assertThat(adamsGuarded.all("//section[h2='What guards did']//li"))
                .contains(
                        "“minimum” promises at least $30,000.00: before it, the lines that count were $100,000.00, so it changed nothing.",
                        "“maximum” promises at most $90,000.00: before it, the lines that count were $100,000.00, so it changed nothing. In the end the promise is not kept: they are $100,000.00.");
        assertThat(clay.all("//dl[@class='glossary']//dt")).contains("Guard", "Central share");
        assertThat(page.all("//dl[@class='glossary']//dt")).doesNotContain("Guard");
        assertThat(page.all("//section[h2='What guards did']")).isEmpty();
    }

    @Test
    void a_school_without_a_budget_before_is_not_said_to_gain() {
        Html clay = Html.parse(SchoolPage.of(allocation, SchoolId.of("103"))
                .comparedWith(ThreeSchools.lastYear(), "last year")
                .html());

        assertThat(clay.all("//section[h2='In short']//li"))
                .contains("In last year (2025–26) the school has no budget, so nothing can be compared.");
        assertThat(clay.all("//header//dt")).doesNotContain("Change");
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
