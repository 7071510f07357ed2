package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.equity.report.ReportSection;
import org.perpupil.io.chart.ScatterChart;
import org.perpupil.problem.Problem;

class EquityPageTest {
    private static final String TITLE = "How far apart";

    private final EquityPage equity = page("Adams");
    private final Html page = Html.parse(equity.html());

    @TempDir
    Path folder;

    private static Problem problem(String code, String place, String found) {
        return new Problem(code, place, found, "a number", "Correct it.");
    }

    private static Study study(String name) {
        return Study.of(List.of(name, "Brook", "Cole", "Dunn"))
                .number("dollars", 8_000, 10_000, 14_000, 10_500)
                .number("poverty", 0, 50, 100, 20)
                .leftOut(List.of(
                        problem("csv.number", "a.csv, line 6", "\"n/k\""),
                        problem("study", name + " Annex", "no pupils")))
                .build();
    }

    private static ReportSection section(String title, String name, List<Problem> leftOut) {
        return new ReportSection(
                title,
                "4 units, each once",
                List.of("value", "error", "unused"),
                List.of(
                        new ReportSection.Row(
                                "mean " + name,
                                List.of(new ReportSection.Figure("value", 10_625, ReportSection.Form.HUNDREDTHS)),
                                "the sum over the number",
                                name),
                        new ReportSection.Row(
                                "ratio",
                                List.of(new ReportSection.Figure("error", 0.5, ReportSection.Form.THOUSANDTHS)),
                                ""),
                        new ReportSection.Row("Gini", List.of(), "none: a unit has no pupils")),
                List.of("Dollars are of the year."),
                "A book",
                leftOut);
    }

    private static EquityPage page(String name) {
        List<Problem> left = List.of(
                problem("a", "Elm " + name, "no poverty"),
                problem("a", "Fir", "no poverty"),
                problem("b", "Fir", "tiny"));
        EquityReport report = EquityReport.of("Four schools " + name, study(name))
                .with(section(TITLE, name, left))
                .with(section("Again", name, left));
        ScatterChart chart = ScatterChart.of(Scatter.of(study(name), "poverty", "dollars"));
        return EquityPage.of(report)
                .with(chart.titled("Before all"))
                .with(TITLE, chart)
                .stamped("Source: budgets of " + name);
    }

    @Test
    void opens_with_the_report_and_who_is_in_no_figure() {
        assertThat(page.one("//head/title")).isEqualTo("Four schools Adams");
        assertThat(page.one("//h1")).isEqualTo("Four schools Adams");
        assertThat(page.one("//header/p[@class='lead']")).isEqualTo("4 units in the study");
        assertThat(page.one("//header/details[summary='Left out: 1 unit']//li")).isEqualTo("no pupils: Adams Annex");
        assertThat(page.one("//header/details[summary='Problems of the file']//li"))
                .startsWith("a.csv, line 6");
    }

    @Test
    void a_section_has_its_figures_definitions_notes_and_source() {
        String section = "//section[@id='section-1']";

        assertThat(page.one(section + "/h2")).isEqualTo(TITLE);
        assertThat(page.all(section + "//thead//th")).containsExactly("value", "error");
        assertThat(page.all(section + "//tbody/tr"))
                .containsExactly(
                        "mean Adamsthe sum over the numberAdams10,625.00–",
                        "ratio–0.500",
                        "Gininone: a unit has no pupils––");
        assertThat(page.one(section + "/ul/li")).isEqualTo("Dollars are of the year.");
        assertThat(page.one(section + "/p[@class='method']")).isEqualTo("Source: A book");
    }

    @Test
    void who_is_left_out_stands_once_with_every_reason() {
        assertThat(page.all("//section[@id='section-1']/details//li"))
                .containsExactly("no poverty: Elm Adams", "no poverty; tiny: Fir");
        assertThat(page.all("//section[@id='section-2']/details")).isEmpty();
        assertThat(page.all("//section[@id='section-2']/p[@class='method']"))
                .contains("Left out: the same as under “How far apart”.");
    }

    @Test
    void many_units_that_are_left_out_are_counted_and_shown_on_a_click() {
        List<Problem> many = IntStream.rangeClosed(1, 11)
                .mapToObj(i -> problem("a", "unit " + i, "no poverty"))
                .toList();
        Html html =
                Html.parse(EquityPage.of(EquityReport.of("Many", study("Adams")).with(section(TITLE, "", many)))
                        .html());

        assertThat(html.one("//section[@id='section-1']/details[not(@open)]/summary"))
                .isEqualTo("Left out: 11 units");
        assertThat(page.all("//section[@id='section-1']/details[@open]")).hasSize(1);
    }

    @Test
    void charts_stand_before_all_sections_or_in_theirs_and_are_told_in_words() {
        assertThat(page.all("//section[@aria-label='Charts']//figcaption/details/p"))
                .singleElement()
                .asString()
                .startsWith("4 points");
        assertThat(page.all("//section[@id='section-1']//figure")).hasSize(1);
        assertThat(page.all("//section[@id='section-2']//figure")).isEmpty();
        assertThat(page.all("//@id")).doesNotHaveDuplicates();
    }

    @Test
    void stands_on_what_it_was_computed_from() {
        assertThat(page.all("//footer/p")).containsExactly("Source: budgets of Adams");
        assertThat(Html.parse(EquityPage.of(EquityReport.of("Four schools", study("Adams")))
                                .stamped(ThreeSchools.allocation().stamp())
                                .html())
                        .one("//footer/p"))
                .startsWith("Computed from the inputs ");
    }

    @Test
    void every_link_leads_somewhere() {
        assertThat(page.all("//a/@href"))
                .hasSize(2)
                .allSatisfy(link -> assertThat(page.all("//*[@id='" + link.substring(1) + "']"))
                        .hasSize(1));
    }

    @Test
    void loads_nothing_and_runs_nothing() {
        assertThat(equity.html().replace("http://www.w3.org/2000/svg", ""))
                .contains("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
                .doesNotContain("<script", "http:", "https:", "src=", "url(", "@import", "<link", "<img");
        assertThat(page.structure()).noneMatch(element -> element.contains(" on") || element.contains(" style"));
    }

    @Test
    void no_name_changes_what_the_page_is_made_of() {
        for (String name : List.of("</svg><script>&=\"'`{{x}}", "line\r\nbreak", "\u0000\u001b🏫\uD800")) {
            assertThat(Html.parse(page(name).html()).structure()).isEqualTo(page.structure());
        }
    }

    @Test
    void gives_the_same_bytes_in_every_locale() throws IOException {
        Locale before = Locale.getDefault();
        Path file = folder.resolve("equity.html");
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            page("Adams").writeTo(file);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(Files.readString(file)).isEqualTo(equity.html());
    }

    @Test
    void answers_before_all_else_and_puts_what_specialists_read_last() {
        // 8 schools of 100 pupils; 1,000 + 10 × 75 and 1,000 + 10 × 15
        double[] needs = {10, 20, 30, 40, 50, 60, 70, 80};
        Study schools = Study.of(List.of("a", "b", "c", "d", "e", "f", "g", "h"))
                .number("poverty", needs)
                .number(Study.PUPILS, 100, 100, 100, 100, 100, 100, 100, 100)
                .number(Study.DOLLARS, 1_100, 1_200, 1_300, 1_400, 1_500, 1_600, 1_700, 1_800)
                .build();
        EquityPage plain = EquityPage.of(EquityReport.of("Eight", schools)
                .with(DollarsPerPupil.of(schools, Study.DOLLARS, Study.PUPILS), Measure.GINI, Measure.MCLOONE)
                .headed("Indices")
                .with(NeedGroups.quartiles(schools, "poverty", Study.PUPILS), Study.DOLLARS)
                .headed("Quarters"));

        Html html = Html.parse(plain.calling("school", "schools")
                .answering("poverty")
                .noting("Assumption: nothing else.")
                .html());

        assertThat(html.one("//section[1]/p[@class='answer']"))
                .startsWith("Yes: schools with the most pupils in poverty (at least 70%) get $1,750 for each pupil,");
        assertThat(html.all("//section/h2"))
                .containsExactly("Does money follow need?", "Quarters", "Indices", "What this rests on");
        assertThat(html.all("//section[h2='Indices']//tbody//small[1]"))
                .anyMatch(text -> text.endsWith(". 0 is equal; higher is less equal"))
                .anyMatch(text -> text.endsWith(". 1 is equal; farther from 1 is less equal"));
        assertThat(html.one("//section[h2='Indices']/p[@class='over']")).isEqualTo("For specialists");
        assertThat(html.all("//section/h2[../details//table]")).containsExactly("Indices");
        assertThat(html.one("//p[@class='lead']")).isEqualTo("8 schools in the study");
        assertThat(html.all("//section[h2='Quarters']//th")).contains("schools").doesNotContain("units");
        assertThat(html.all("//section[h2='What this rests on']//li")).containsExactly("Assumption: nothing else.");
        assertThat(Html.parse(plain.answering("poverty", "£").html()).one("//p[@class='answer']"))
                .contains("£1,750")
                .doesNotContain("$");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.answering("hunger"))
                .withMessage(
                        "the study has no column of numbers \"hunger\"; it has \"poverty\", \"pupils\", \"dollars per pupil\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.answering(Study.DOLLARS))
                .withMessage("a has 1100.0 in column \"dollars per pupil\"; a share in per cent is from 0 to 100");
        assertThatIllegalArgumentException().isThrownBy(() -> plain.calling(" ", "schools"));
    }

    @Test
    void remarks_stand_under_the_title() {
        Html html =
                Html.parse(equity.remarking("A draft.", "Amounts are assumed.").html());

        assertThat(html.all("//header/p[@class='notice']")).containsExactly("A draft.", "Amounts are assumed.");
        assertThat(page.all("//header/p[@class='notice']")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> equity.remarking(" "));
    }

    @Test
    void what_is_predicted_is_for_specialists_and_an_allocation_is_no_sample() {
        Study schools = Study.of(
                EightSchools.allocation().budgets(), EightSchools.allocation().district());
        EquityPage plain = EquityPage.of(EquityReport.of("Eight", schools)
                        .with(Regression.of(Study.DOLLARS)
                                .on("poverty")
                                .fit(schools)
                                .with(Covariance.HC1))
                        .headed("Fitted")
                        .with(NeedGroups.quartiles(schools, "poverty", Study.PUPILS), Study.DOLLARS)
                        .headed("Quarters"))
                .calling("school", "schools")
                .answering("poverty");
        Html html = Html.parse(plain.stamped(EightSchools.allocation().stamp()).html());

        assertThat(html.all("//section/h2")).containsExactly("Does money follow need?", "Quarters", "Fitted");
        assertThat(html.all("//section[p[@class='over']='For specialists']/h2")).containsExactly("Fitted");
        assertThat(html.all("//section[@id='answer']/details//li"))
                .anyMatch(text -> text.startsWith("These are all the district’s schools under one rule"));
        assertThat(html.all("//section[@id='answer']/p"))
                .contains("How sure is this? It is arithmetic of one rule for all schools, and as such certain.");
        assertThat(Html.parse(plain.stamped("Published budgets.").html())
                        .all("//section[@id='answer']//*[self::p or self::li]"))
                .noneMatch(text -> text.contains("one rule"));
        assertThat(Html.parse(plain.stamped(EightSchools.heldWhateverTheNeed()).html())
                        .all("//section[@id='answer']/p"))
                .anyMatch(text -> text.startsWith("Not everywhere: 2 of 8 schools get 90% of last year’s budget"))
                .anyMatch(text -> text.contains("arithmetic of this draft"));
    }

    @Test
    void refuses_a_chart_for_no_section_and_an_empty_stamp() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> equity.with("Nowhere", PictureTest.chart("Adams")))
                .withMessage("the report has no sections \"Nowhere\"; it has [How far apart, Again]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> equity.stamped(" "))
                .withMessage("a stamp says what figures were computed from");
    }
}
