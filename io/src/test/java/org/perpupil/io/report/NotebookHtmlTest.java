package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.perpupil.district.School;
import org.perpupil.equity.Study;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.equity.report.ReportSection;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.scenario.Scenarios;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.NeedCategory;

/** Every amount is worked by hand in {@link ThreeSchools}, or in the line above it. */
class NotebookHtmlTest {
    private static final String NASTY = "</table><script>x()</script>\n{{name}} & \"B\"";

    private final Allocation allocation = ThreeSchools.allocation();

    private static String row(String caption, String head) {
        return "//table[caption='%s']//tr[th='%s']/td".formatted(caption, head);
    }

    private static School school(int number, String name) {
        return School.of("%03d".formatted(number), name)
                .enrolling(Enrollment.in(ThreeSchools.ELEMENTARY)
                        .pupils(1)
                        .need(NeedCategory.POVERTY, 1)
                        .need(NeedCategory.ENGLISH_LEARNER, 1)
                        .build())
                .build();
    }

    private static ReportSection section(int rows) {
        return new ReportSection(
                "How unequal",
                "n = 3",
                IntStream.rangeClosed(1, rows)
                        .mapToObj(number -> new ReportSection.Row(
                                "measure " + number,
                                List.of(new ReportSection.Figure("value", 0.25, ReportSection.Form.DIGITS)),
                                "what it is",
                                "Gini 1912"))
                        .toList(),
                List.of("A note."),
                "a book",
                List.of(new Problem("left", "unit 9", "no pupils", "pupils", "Count them.")));
    }

    @Test
    void an_allocation_shows_its_sources_and_budgets() {
        Html html = Html.parse(NotebookHtml.of(allocation));

        // 781,910 of 1,000,000 less 100,000
        assertThat(html.all(row("Where every cent went", "General fund")))
                .containsExactly("$1,000,000.00", "$100,000.00", "$781,910.00", "$118,090.00");
        // 384,133.34 ÷ 100
        assertThat(html.all(row("Budgets, in order of id", "Adams (101)")))
                .containsExactly("100", "$384,133.34", "$3,841.33");
        assertThat(html.all("//p"))
                .containsExactly(
                        "By need: Riverside, 2026–27", "3 schools, 210 pupils, $795,310.50 to schools; status: draft.");
    }

    @Test
    void a_working_shows_lines_notes_and_sums() {
        Html html = Html.parse(NotebookHtml.of(allocation.schools().get(0).explain()));

        assertThat(html.one("//caption")).isEqualTo("Adams (101), 2026–27");
        assertThat(html.all("//tr[th='all pupils']/td"))
                .containsExactly(
                        "100 pupils (elementary) × $3,741.00 (base, elementary)" + ThreeSchools.CITATION,
                        "$374,100.00");
        assertThat(html.all("//tr[@class='head']")).contains("General fund", "Title I");
        assertThat(html.all("//tr[th='Budget']/td")).containsExactly("", "$384,133.34");
        assertThat(html.all("//p")).singleElement().asString().contains(ThreeSchools.ESTIMATE);
    }

    @Test
    void a_matrix_shows_dollars_weights_and_who_gets_them() {
        Html html = Html.parse(NotebookHtml.of(allocation.needMatrix()));

        // 200 ÷ 3,741 = 0.05346…; Title I reaches Adams, not Brook
        assertThat(html.all(row("Dollars for each pupil", "elementary (K–5)")))
                .contains("3,741.00weight 1.0000", "200.00weight 0.05351 of 2 schools");
    }

    @Test
    void a_comparison_shows_groups_and_the_largest_changes() {
        Html html = Html.parse(NotebookHtml.of(allocation.comparedWith(ThreeSchools.lastYear())));

        assertThat(html.all("//caption")).startsWith("Who gains, who loses");
        assertThat(html.all("//tr[@class='sum']/th")).containsExactly("all schools");
        // nobody changes if this year is last year
        assertThat(Html.parse(NotebookHtml.of(allocation.comparedWith(allocation.budgets())))
                        .all("//caption"))
                .containsExactly("Who gains, who loses");
    }

    @Test
    void scenarios_are_compared_with_the_first() {
        Html html = Html.parse(NotebookHtml.of(Scenarios.of("now", allocation).and("then", allocation)));

        assertThat(html.all("//tr[th='now']/td")).containsExactly("$795,310.50", "–", "–", "–");
        assertThat(html.all("//tr[th='then']/td")).containsExactly("$795,310.50", "$0.00", "0", "0");
    }

    @Test
    void a_report_has_a_table_for_each_section() {
        EquityReport report = EquityReport.of("Two questions", Study.ofRows(3).build())
                .with(section(2))
                .headed("First")
                .with(section(1));

        Html html = Html.parse(NotebookHtml.of(report));

        assertThat(html.all("//caption")).containsExactly("First", "How unequal");
        assertThat(html.all("//table[2]//tr[th='measure 1']/td")).containsExactly("0.2500", "what it is [Gini 1912]");
        assertThat(html.all("//p"))
                .startsWith("Two questions", "Units in the study: 3.", "n = 3", "A note.", "Source: a book")
                .contains("Left out of every figure, each with its reason in the report: 1 unit.");
    }

    @Test
    void what_was_loaded_shows_problems_and_notices() {
        Problem wrong = new Problem("x", "a.csv, line 3", "\"many\"", "a number", "Correct it.");
        Notice notice = new Notice("y", "a.csv", "1 row of totals was not read.");

        Html html = Html.parse(NotebookHtml.of(new Loaded<>("value", List.of(wrong), 1_003, 1_002, List.of(notice))));

        assertThat(html.one("//p")).isEqualTo("1,002 of 1,003 rows used.");
        assertThat(html.all(row("Problems", "a.csv, line 3"))).containsExactly("\"many\"", "a number", "Correct it.");
        assertThat(html.all(row("Notices", "a.csv"))).containsExactly("1 row of totals was not read.");
        assertThat(Html.parse(NotebookHtml.of(new Loaded<>("value", List.of(), 1, 1)))
                        .all("//table"))
                .isEmpty();
    }

    @Test
    void says_how_many_rows_are_not_shown() {
        Allocation large = ThreeSchools.allocation(
                "Many",
                "By need",
                Stream.concat(
                                Stream.of(ThreeSchools.brook(), ThreeSchools.clay()),
                                IntStream.rangeClosed(200, 249).mapToObj(number -> school(number, "School")))
                        .toList());

        Html html = Html.parse(NotebookHtml.of(large));

        // 52 schools, of which 50 are shown
        assertThat(html.all("//table[2]/tbody/tr")).hasSize(50);
        assertThat(html.all("//p")).contains("Not shown: 2 more schools.");
        assertThat(Html.parse(NotebookHtml.of(section(51))).all("//p")).contains("Not shown: 1 more row.");
        assertThat(Html.parse(NotebookHtml.of(section(50))).all("//p")).noneMatch(text -> text.startsWith("Not shown"));
    }

    @Test
    void nothing_from_data_becomes_markup() {
        Allocation nasty = ThreeSchools.allocation(
                NASTY,
                NASTY,
                List.of(ThreeSchools.adams(), ThreeSchools.brook(), ThreeSchools.clay(), school(200, NASTY)));
        Problem wrong = new Problem(NASTY, NASTY, NASTY, NASTY, NASTY);

        assertThat(Stream.of(
                        NotebookHtml.of(nasty),
                        NotebookHtml.of(nasty.schools().get(3).explain()),
                        NotebookHtml.of(nasty.comparedWith(ThreeSchools.lastYear())),
                        NotebookHtml.of(Scenarios.of(NASTY, nasty)),
                        NotebookHtml.of(new Loaded<>(NASTY, List.of(wrong), 1, 0))))
                .allSatisfy(html -> {
                    assertThat(html).doesNotContain("<script").startsWith("<div class=\"perpupil\" tabindex=\"0\"");
                    Html.parse(html);
                });
    }

    @Test
    void every_table_has_a_caption_and_says_what_its_heads_are_of() {
        assertThat(Stream.of(
                        NotebookHtml.of(allocation),
                        NotebookHtml.of(allocation.schools().get(0).explain()),
                        NotebookHtml.of(allocation.needMatrix()),
                        NotebookHtml.of(section(1))))
                .map(Html::parse)
                .allSatisfy(html -> {
                    assertThat(html.all("//table[not(caption)]")).isEmpty();
                    assertThat(html.all("//th[not(@scope)]")).isEmpty();
                    assertThat(html.all("//th[normalize-space()='']")).isEmpty();
                });
    }
}
