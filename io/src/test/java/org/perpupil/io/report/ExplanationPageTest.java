package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;

class ExplanationPageTest {
    private final Allocation allocation = ThreeSchools.allocation();
    private final ExplanationPage adams = ExplanationPage.of(allocation, SchoolId.of("101"));
    private final Html page = Html.parse(adams.html());

    @TempDir
    Path folder;

    @Test
    void opens_with_the_school_and_its_budget() {
        assertThat(page.one("//title")).isEqualTo("Adams: Riverside, 2026–27");
        assertThat(page.one("//h1")).isEqualTo("Adams 101");
        assertThat(page.one("//p[@class='over']")).isEqualTo("Riverside · 2026–27 · By need");
        // 374,100.00 + 10,000.00 + 33.34; ÷ 100 pupils
        assertThat(page.all("//header//dl/div"))
                .startsWith("Budget$384,133.34", "For each pupil$3,841.33", "Pupils100");
        assertThat(page.one("//p[@class='notice']")).startsWith("Working document for the district");
    }

    @Test
    void every_line_adds_up_to_its_source_and_every_source_to_the_budget() {
        assertThat(page.all("//section[@id='budget']//tr[@class='head']"))
                .containsExactly(
                        "General fund unrestricted$374,100.00",
                        "Title I restricted$10,000.00",
                        "Learner fund restricted$33.34",
                        "Arts grant restricted$0.00");
        assertThat(page.all("//section[@id='budget']//tr[@class='line']/td"))
                .containsExactly("$374,100.00", "$10,000.00", "$33.34");
        assertThat(page.one("//tfoot//td")).isEqualTo("$384,133.34");
        assertThat(page.one("//section[@id='budget']/p"))
                .isEqualTo("Estimate: English learner: last spring's share of pupils");
    }

    @Test
    void a_source_tells_what_became_of_it_before_it_reached_the_school() {
        // 10% of 1,000,000.00 is central, 781,910.00 are drawn, 118,090.00 are left
        assertThat(page.all("//section[h2//span[starts-with(., 'General fund')]]/dl/div"))
                .containsExactly(
                        "Useunrestricted",
                        "Amount$1,000,000.00",
                        "Central$100,000.00: 10% of the amount, to the cent",
                        "For schools$900,000.00",
                        "Drawn$781,910.00 by all schools",
                        "Left over$118,090.00");
        assertThat(page.all("//section[h2//span[starts-with(., 'Title I')]]/dl/div"))
                .contains("Eligibilityeligible: 50 pupils (poverty) ÷ 100 pupils is at least 0.4");
    }

    @Test
    void a_line_tells_everything_behind_it() {
        assertThat(page.all("//article[h3/span='all pupils']/dl/div"))
                .containsExactly(
                        "Rulean amount for the school",
                        "Parametersbase, elementary in 2026–27: $3,741.00",
                        "Counts100 pupils (elementary): counted, on the basis \"current\"",
                        "Roundingexact as it is (to 0.01 half up)",
                        "Decidesthe school",
                        "Citedbase, elementary: Board policy 7, page 2");
        assertThat(page.all("//article[h3/span='share of Learner fund']/dl/div[dt='Pot']/dd"))
                .containsExactly(
                        "$100.00 to share over 3 points of all schools: a level of $33.333333333333… for each point",
                        "this school: 1 × $33.333333333333… = $33.333333…");
        assertThat(page.all("//p[@class='shown']")).isEmpty();
    }

    @Test
    void a_line_that_does_not_apply_says_why() {
        Html brook =
                Html.parse(ExplanationPage.of(allocation, SchoolId.of("102")).html());

        assertThat(brook.one("//article[h3/span='share of Title I']/h3/span[2]"))
                .isEqualTo("–");
        assertThat(brook.one("//article[h3/span='share of Title I']/p"))
                .isEqualTo("not eligible: 25 pupils (poverty) ÷ 100 pupils is below 0.4");
    }

    @Test
    void loads_nothing_and_runs_nothing() {
        assertThat(adams.html())
                .contains("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
                .doesNotContain("<script", "http:", "https:", "src=", "url(", "@import", "<link", "<img");
        assertThat(page.structure()).noneMatch(element -> element.contains(" on") || element.contains(" style"));
    }

    @Test
    void every_link_leads_somewhere() {
        assertThat(page.all("//a/@href"))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(page.all("//*[@id='" + link.substring(1) + "']"))
                        .hasSize(1));
    }

    @Test
    void no_name_changes_what_the_page_is_made_of() {
        for (String name : List.of("<script>&=\"'`{{x}}", "line\r\nbreak", "\u0000\u001b🏫\uD800", "x".repeat(3_000))) {
            Allocation named = ThreeSchools.allocation(
                    name, name, List.of(ThreeSchools.named(name), ThreeSchools.brook(), ThreeSchools.clay()));

            String html = ExplanationPage.of(named, SchoolId.of("101")).html();

            assertThat(Html.parse(html).structure()).isEqualTo(page.structure());
        }
    }

    @Test
    void gives_the_same_bytes_in_every_locale() throws IOException {
        Locale before = Locale.getDefault();
        Path file = folder.resolve("adams.html");
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            ExplanationPage.of(ThreeSchools.allocation(), SchoolId.of("101")).writeTo(file);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(Files.readString(file)).isEqualTo(adams.html());
    }

    @Test
    void a_school_that_is_not_there_is_told() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExplanationPage.of(allocation, SchoolId.of("9")))
                .withMessage("Riverside has no school 9");
    }
}
