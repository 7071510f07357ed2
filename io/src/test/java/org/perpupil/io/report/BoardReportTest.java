package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.School;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.scenario.Scenarios;
import org.perpupil.io.chart.FlowChart;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.NeedCategory;

/** Amounts are worked by hand in {@link ThreeSchools} and {@link Guarded}, or in the line above them. */
class BoardReportTest {
    private static final Study STUDY = Study.of(List.of("a", "b"))
            .number(Study.DOLLARS, 10, 20)
            .number(Study.PUPILS, 1, 1)
            .build();

    private final Allocation allocation = ThreeSchools.allocation();
    private final Methodology methodology =
            Methodology.of(ThreeSchools.resolved().model(), ThreeSchools.YEAR);
    private final BoardReport whole = BoardReport.of(allocation)
            .comparedWith(ThreeSchools.lastYear(), "last year, staffed by ratio")
            .with(methodology, "methodology.html")
            .with(Scenarios.of("as it is", allocation).and("guarded", Guarded.allocation()))
            .with(EquityReport.of("Spread", STUDY)
                    .with(DollarsPerPupil.of(STUDY, Study.DOLLARS, Study.PUPILS), Measure.MEAN))
            .with(FlowChart.of(allocation).titled("The same again"))
            .withMinimum(any -> Optional.of(Money.ofDollars(40_000)))
            .noting("Assumption: all is as it was.");
    private final Html page = Html.parse(whole.html());

    @TempDir
    Path folder;

    private static List<String> row(Html page, String caption, String head) {
        return page.all(
                "//table[caption[starts-with(., '%s')]]//tr[th[starts-with(., '%s')]]/td".formatted(caption, head));
    }

    @Test
    void says_in_short_what_is_decided() {
        assertThat(page.one("//h1")).isEqualTo("By need");
        assertThat(page.one("//p[@class='over']")).isEqualTo("Riverside · 2026–27");
        assertThat(page.one("//p[@class='notice']")).startsWith("Draft.");
        // 384,133.34 − 380,000.00; 374,000.00 − 373,673.83
        assertThat(page.all("//section[@id='brief']//dd"))
                .contains("3", "210", "$795,310.50 all sources", "78.2% of unrestricted money")
                .endsWith(
                        "1 school +$4,133, compared with last year, staffed by ratio",
                        "1 school −$326, compared with last year, staffed by ratio");
        // 1,000,000 + 10,800 + 100 + 50,000 + 2,500.50; 100,000 + 50,000; 900,000.00 − 781,910.00
        assertThat(page.all("//section[@id='brief']/ul/li"))
                .containsExactly(
                        "Of $1.1 million in all, $150,000.00 stays central or is locked, $795,310.50 goes to schools and $118,090.00 is left over.",
                        "The central office keeps $100,000.00 (10.0% of General fund); $50,000.00 of Bond is locked for repayment of bonds.",
                        "Compared with last year, staffed by ratio: 1 school gains, 1 loses, 0 stay as they were, 1 had no budget before.");
    }

    @Test
    void says_what_it_does_not_tell() {
        assertThat(page.all("//div[@class='untold']//li"))
                .containsExactly(
                        "Whether the money is enough for what schools should reach; only the minimum is looked at.",
                        "What schools buy with it: these are budgets, and not what is spent.");
        assertThat(Html.parse(BoardReport.of(allocation)
                                .comparedWith(ThreeSchools.lastYear(), "a rule", "Assumed: what a rule would cost.")
                                .html())
                        .all("//div[@class='untold']//li"))
                .startsWith("Whether the money is enough: no cost of what schools should reach is in it.")
                .endsWith(
                        "What schools really had: the budgets of a rule are not that (assumed: what a rule would cost).");
    }

    @Test
    void answers_first_whether_money_follows_need() {
        Html eight = Html.parse(BoardReport.of(EightSchools.allocation()).html());

        // 1,000 + 500 × 75% and 1,000 + 500 × 15%; 300 ÷ 1,075 = 27.90…%
        String verdict =
                "Yes: schools with the most pupils in poverty (at least 70%) get $1,375 for each pupil, those with"
                        + " the fewest (at most 20%) $1,075: $300 more (28%).";
        assertThat(eight.all("//section[@id='brief']//li/strong"))
                .containsExactly("Does money follow need? " + verdict);
        assertThat(eight.one("//section[@id='need']/p[@class='answer']")).isEqualTo(verdict);
        assertThat(row(eight, "Dollars for each pupil by the share", "above 60%"))
                .containsExactly("2", "200", "$1,375", "$375", "$1,000");
        assertThat(eight.all("//nav//a")).contains("Need");
        assertThat(page.all("//p[@class='answer']")).isEmpty();
    }

    @Test
    void says_where_money_does_not_follow_need() {
        BoardReport held = BoardReport.of(EightSchools.heldWhateverTheNeed());

        // schools 1 and 2, of 10% and 20% poor; 30% of school 3 are
        String where =
                "Not everywhere: 2 of 8 schools get 90% of last year’s budget (hold harmless), whatever their need."
                        + " Among them are all 2 schools with fewer than 30.0% pupils in poverty.";
        Html html = Html.parse(held.html());
        assertThat(html.all("//section[@id='brief']/ul/li").get(0)).endsWith(where);
        assertThat(html.all("//section[@id='need']/p")).contains(where);
        assertThat(Html.parse(held.comparedWith(EightSchools.lastYear(), "a rule", "Assumed: what a rule would cost.")
                                .html())
                        .all("//section[@id='need']/p"))
                .contains(
                        "How sure is this? It is arithmetic of this draft for all schools, and as such certain. It rests"
                                + " on last year’s budgets (assumed: what a rule would cost).");
        // What poor pupils bring is paid beside the other guarantee.
        assertThat(Html.parse(BoardReport.of(EightSchools.heldHarmless()).html())
                        .all("//section[@id='need']/p"))
                .noneMatch(text -> text.startsWith("Not everywhere"));
    }

    @Test
    void answers_for_another_need() {
        BoardReport report = BoardReport.of(EightSchools.allocation());

        // as many learners as pupils are not poor: 20% where 80% are poor
        assertThat(Html.parse(report.answering(ENGLISH_LEARNER).html()).one("//p[@class='answer']"))
                .startsWith("No: schools with the most pupils counted as English learner (at least 80%) get $1,075");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> report.answering(new NeedCategory("hunger")))
                .withMessage(
                        "no school counts pupils as \"hunger\"; they count [all pupils, poverty, English learner]");
    }

    @Test
    void a_need_may_be_called_as_a_figure_of_schools() {
        for (String name : List.of("pupils", "dollars per pupil", "level", "name")) {
            NeedCategory need = new NeedCategory(name);
            Allocation named = ThreeSchools.allocation(
                    "Riverside",
                    "By need",
                    IntStream.rangeClosed(1, 8)
                            .mapToObj(i -> School.of("10" + i, "School " + i)
                                    .enrolling(Enrollment.in(ThreeSchools.ELEMENTARY)
                                            .pupils(30)
                                            .need(NeedCategory.POVERTY, 15)
                                            .need(NeedCategory.ENGLISH_LEARNER, 1)
                                            .need(need, 3L * i)
                                            .build())
                                    .build())
                            .toList());

            // 3 to 24 of 30 pupils are 10% to 80%, two schools in each of four groups
            assertThat(Html.parse(BoardReport.of(named).answering(need).html()).one("//p[@class='answer']"))
                    .contains("the most pupils counted as " + name + " (at least 70%)", "(at most 20%)");
        }
    }

    @Test
    void says_of_budgets_that_are_assumed_that_they_are() {
        Html assumed = Html.parse(BoardReport.of(allocation)
                .comparedWith(
                        ThreeSchools.lastYear(), "a staffing rule", "What a rule would cost, not what schools had.")
                .with(Scenarios.of("as it is", allocation))
                .html());

        assertThat(assumed.one("//section[@id='changes']/p[@class='notice']"))
                .isEqualTo("Compared with a staffing rule: What a rule would cost, not what schools had.");
        assertThat(assumed.all("//section[@id='brief']/ul/li"))
                .anyMatch(
                        sentence -> sentence.startsWith(
                                "Compared with a staffing rule (What a rule would cost, not what schools had): 1 school gains,"));
        assertThat(assumed.all("//section[@id='changes']//caption"))
                .hasSize(4)
                .allMatch(caption -> caption.contains("a staffing rule"));
        assertThat(assumed.one("//section[@id='changes']//figure"))
                .contains("Compared with a staffing rule (What a rule");
        assertThat(row(assumed, "Each scenario compared with a staffing rule (What", "as it is"))
                // 754,000.00 of two schools before; Clay had nothing
                .startsWith("3", "$754,000", "$795,311", "+$3,807");
        assertThat(page.all("//section[@id='changes']/p[@class='notice']")).isEmpty();
    }

    @Test
    void says_what_is_still_to_decide_as_long_as_it_is_a_draft() {
        BoardReport draft = BoardReport.of(allocation).toDecide("Whether arts stay.", "How much is central?");

        assertThat(Html.parse(draft.html()).all("//header//li"))
                .containsExactly(
                        "Whether arts stay. Another choice is not calculated.",
                        "How much is central? Another choice is not calculated.");
        Html chosen = Html.parse(whole.toDecide("Whether there is a minimum.", List.of("guarded"))
                .html());
        assertThat(chosen.all("//header//li")).containsExactly("Whether there is a minimum. Calculated: guarded");
        assertThat(chosen.one("//tr[@id=substring(//header//li//a/@href, 2)]/th"))
                .startsWith("guarded");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draft.toDecide("Whether.", List.of("other")))
                .withMessage("the report has no scenario \"other\"; it has []");
        assertThat(Html.parse(BoardReport.of(allocation.adopted())
                                .toDecide("Whether arts stay.")
                                .html())
                        .all("//header//li"))
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> draft.toDecide(" "));
    }

    @Test
    void remarks_stand_under_the_title_adopted_or_not() {
        BoardReport remarked = BoardReport.of(allocation).remarking("Amounts are assumed.");

        assertThat(Html.parse(remarked.html()).all("//header/p[@class='notice']"))
                .containsExactly("Draft. Nothing here is adopted yet.", "Amounts are assumed.");
        assertThat(Html.parse(BoardReport.of(allocation.adopted())
                                .remarking("Amounts are assumed.")
                                .html())
                        .all("//header/p[@class='notice']"))
                .containsExactly("Amounts are assumed.");
        assertThatIllegalArgumentException().isThrownBy(() -> remarked.remarking(" "));
    }

    @Test
    void explains_the_scenarios_that_are_named() {
        BoardReport explained = whole.explaining("guarded", "With a minimum of $30,000.");

        assertThat(Html.parse(explained.html()).all("//small[@class='explained']"))
                .containsExactly("With a minimum of $30,000.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> whole.explaining("other", "…"))
                .withMessage("the report has no scenario \"other\"; it has [as it is, guarded]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoardReport.of(allocation).explaining("other", "…"))
                .withMessage("the report has no scenario \"other\"; it has []");
        assertThatIllegalStateException().isThrownBy(() -> explained.explaining("guarded", "again"));
    }

    @Test
    void states_each_promise_and_marks_who_is_held_there() {
        Html guarded = Html.parse(BoardReport.of(Guarded.allocation()).html());

        // Clay's 10,000 is raised to 30,000; Adams has 100,000 and nothing from the reserve that it could give back
        assertThat(guarded.all("//section[@id='promises']/ul/li"))
                .containsExactly(
                        "No school gets less than $30,000.00 (minimum). 1 school is held there, and Reserve pays $20,000.00.",
                        "No school gets more than $90,000.00, counting base; it applies to 1 of 3 schools (maximum). It changes"
                                + " no school’s budget.");
        assertThat(guarded.all("//section[@id='brief']/ul/li"))
                .anyMatch(sentence -> sentence.startsWith("No school gets less than"));
        Allocation held = EightSchools.heldHarmless();
        Html losses = Html.parse(BoardReport.of(held)
                .comparedWith(EightSchools.lastYear(), "last year")
                .html());
        // 90% of 200,000 is 180,000, and without poor pupils the first two have 100,000 each: 2 × 80,000
        assertThat(losses.all("//section[@id='promises']/ul/li"))
                .containsExactly(
                        "No school gets less than 90% of last year’s budget, poor pupils apart; it applies to 2 of 8 schools"
                                + " (hold harmless). 2 schools are held there, and Reserve pays $160,000.00.");
        assertThat(losses.all("//table[caption[starts-with(., 'Largest losses')]]//th/small"))
                .containsExactly("held at 90% of last year’s budget", "held at 90% of last year’s budget");
        assertThat(losses.all("//section[@id='brief']/ul/li"))
                .last()
                .isEqualTo("Under this draft every promise to a school would be kept.");
        assertThat(losses.all("//section[@id='promises']/p"))
                .containsExactly("Under this draft every promise would be kept when all lines are computed.");
        assertThat(Html.parse(BoardReport.of(held.adopted()).html()).all("//section[@id='brief']/ul/li"))
                .last()
                .isEqualTo("Every promise to a school is held.");
    }

    @Test
    void a_promise_names_budgets_of_last_year_that_are_assumed() {
        BoardReport report = BoardReport.of(EightSchools.heldHarmless());
        Html assumed = Html.parse(report.comparedWith(EightSchools.lastYear(), "a staffing rule", "Assumed: by ratio.")
                .html());

        assertThat(assumed.one("//section[@id='promises']/ul/li"))
                .startsWith(
                        "No school gets less than 90% of last year’s budget (assumed: by ratio), poor pupils apart; it applies");
    }

    @Test
    void a_reserve_is_told_as_a_part_of_its_source() {
        Html held = Html.parse(BoardReport.of(EightSchools.heldHarmless()).html());

        assertThat(held.all("//table[@class='money']//tr[@class='part']/th/text()"))
                .singleElement()
                .asString()
                .startsWith("of which Reserve (counted in ");
        // 180,000 − 100,000 at each of two schools
        assertThat(held.all("//section[@id='brief']/ul/li"))
                .contains("$200,000.00 is set aside in Reserve ($160,000.00 paid, $40,000.00 left).");
    }

    @Test
    void says_where_the_money_comes_from_and_goes() {
        // 10% of 1,000,000.00 is central; 900,000.00 − 781,910.00 is left
        assertThat(row(page, "Each source", "General fund"))
                .containsExactly("$1,000,000.00", "$100,000.00", "$781,910.00all 3 schools", "$118,090.00", "$0.00");
        assertThat(row(page, "Each source", "All sources"))
                .containsExactly("$1,063,400.50", "$150,000.00", "$795,310.50", "$118,090.00", "$0.00");
        assertThat(page.all("//section[@id='money']//figure")).hasSize(1);
    }

    @Test
    void tells_each_line_in_short() {
        assertThat(page.all("//table[@class='rules']//tr[th='all pupils']/td"))
                .containsExactly(
                        "Each school gets the rates “base” for each pupil: $3,741.00 in elementary (K–5) and $3,667.00 in middle (6–8).",
                        "all 3 schools",
                        "$781,910.00");
        assertThat(page.all("//table[@class='rules']//tr[th='share of Title I']/td[1]"))
                .containsExactly(
                        "Only for schools eligible for Title I; a school is eligible if the share of pupils who are counted as poverty is at least 40%. The schools share what is left of the pool of Title I (nothing if the lines before took all of it) in proportion to the number of pupils counted as poverty, to the last cent.");
        assertThat(page.one("//section[@id='how']//a/@href")).isEqualTo("methodology.html");
        assertThat(page.all("//table[@class='rules']//tr[td='Decided for 1 school by name.']/td[last()]"))
                .containsExactly("$2,500.50");
    }

    @Test
    void a_report_without_methodology_has_the_lines_without_sentences() {
        Html plain = Html.parse(BoardReport.of(allocation).html());

        assertThat(plain.all("//table[@class='rules']//tr[th='all pupils']/td"))
                .containsExactly("all 3 schools", "$781,910.00");
        assertThat(plain.all("//section/@id")).containsExactly("brief", "money", "how", "warnings", "rests");
    }

    @Test
    void says_who_gains_and_who_loses() {
        assertThat(row(page, "Largest gains", "Adams"))
                .containsExactly(
                        // 4,133.34 ÷ 380,000 = 1.0877…%; 4,133.34 ÷ 100
                        "elementary", "$380,000", "$384,133", "+$4,133", "+1.1%", "+$41");
        // Brook has 25 poor of 100 and Clay, without a budget before, 4 of 10: 373,673.83 + 37,503.33; 326.17 ÷ 374,000
        // = 0.087…%
        assertThat(row(page, "Gains and losses by the share", "25% to below 50%"))
                .containsExactly("2", "$374,000", "$411,177", "−$326", "−0.1%", "0", "$0", "1", "−$326");
        assertThat(row(page, "Gains and losses by the share", "50% to below 75%"))
                .startsWith("1", "$380,000", "$384,133");
    }

    @Test
    void shows_scenarios_side_by_side() {
        assertThat(page.all("//section[@id='scenarios']//th/small")).containsExactly("this report");
        // Guarded pays 225,000.00, which is 570,310.50 less: Adams loses 284,133.34, Brook 273,673.83, Clay 12,503.33
        assertThat(row(page, "Scenarios", "guarded"))
                .startsWith(
                        "3",
                        "$225,000",
                        // 205,000.00 − 781,910.00, and what Guarded does not pay; 20,000.00 of its reserve
                        "−$570,311−$576,910 General fund; −$10,800 Title I; −$100 Learner fund; −$2,501 Arts grant; +$20,000 Reserve",
                        // 5,000 of the general fund, and 60,000 − 20,000
                        "$45,000$40,000 of it in Reserve",
                        "0",
                        "$0",
                        "3",
                        "−$570,311");
        // 900,000.00 − 781,910.00
        assertThat(row(page, "Scenarios", "as it is")).startsWith("3", "$795,311", "–", "$118,090", "–");
        assertThat(row(page, "What each source sends", "Title I")).containsExactly("$10,800", "$0");
        assertThat(row(page, "What each source sends", "All sources")).containsExactly("$795,311", "$225,000");
        assertThat(page.all("//section[@id='changes' or @id='scenarios']/p[contains(., 'whole dollars')]"))
                .containsExactly("Amounts below are rounded to whole dollars, those of scenarios too.");
    }

    @Test
    void tells_the_figures_and_charts_on_equity_that_are_given() {
        // (10 + 20) ÷ 2 pupils
        assertThat(page.all("//table[@class='figures']//td")).contains("15.00");
        assertThat(page.all("//section[@id='need']/h3")).containsExactly("Spread 2 units in the study");
        assertThat(page.all("//section[@id='need']//figure")).hasSize(1);
    }

    @Test
    void warns_of_what_is_left_over_and_of_schools_below_a_minimum() {
        // 118,090 ÷ 1,000,000; 40,000.00 − 37,503.33
        assertThat(page.all("//section[@id='warnings']//li"))
                .containsExactly(
                        "Minimum: one school is below it, and $2,496.67 is lacking in all.",
                        "Left over: $118,090.00 of General fund (11.8%) reaches no school.");
        assertThat(row(page, "Schools below", "Clay")).containsExactly("$40,000.00", "$37,503.33", "$2,496.67");
    }

    @Test
    void warns_of_promises_that_are_not_held_and_of_formulas_that_pay_nothing() {
        Html guarded = Html.parse(BoardReport.of(Guarded.allocation()).html());

        // Adams stays 10,000 above its cap, and the late cut takes Clay 5,000 below its floor.
        assertThat(guarded.all("//section[@id='brief']/ul/li")).contains("2 promises to a school are not held.");
        assertThat(guarded.all("//section[@id='warnings']//li"))
                .contains(
                        "Promises: 2 are not held; “What is promised” names the schools.",
                        "Shadow notice: “Next year” is computed beside what is paid, and pays nothing.");
        assertThat(row(guarded, "Promises that", "Clay"))
                .containsExactly("minimum", "at least $30,000.00", "$25,000.00", "$5,000.00 below", "late cut");
        assertThat(row(guarded, "By Next year", "all schools")).startsWith("3", "$225,000.00", "$252,000.00");
    }

    @Test
    void what_is_compared_with_is_not_told_again_as_a_formula_that_pays_nothing() {
        Allocation draft = Guarded.allocation();
        // 1,200 × 100, 100 and 10 pupils
        BoardReport compared = BoardReport.of(draft)
                .comparedWith(Guarded.budgets("120000.00", "120000.00", "12000.00"), "next year’s rule");
        BoardReport other =
                BoardReport.of(draft).comparedWith(Guarded.budgets("120000.00", "120000.00", "12000.01"), "last year");

        assertThat(Html.parse(compared.html()).all("//section[@id='shadow']")).isEmpty();
        assertThat(Html.parse(other.html()).one("//section[@id='shadow']/h2"))
                .isEqualTo("Computed beside what is paid");
    }

    @Test
    void says_what_it_rests_on() {
        assertThat(page.all("//section[@id='rests']//li"))
                .startsWith(
                        "Assumption: all is as it was.",
                        "Estimate: English learner: last spring's share of pupils (Adams)");
        assertThat(page.all("//section[@id='rests']//dl/div"))
                .startsWith("ModelBy need", "Year2026–27", "Statusdraft")
                .contains(
                        "Inputs" + allocation.stamp().inputs(),
                        "Definition" + allocation.stamp().definition());
        assertThat(Html.parse(BoardReport.of(allocation.adopted()).html()).all("//p[@class='notice']"))
                .isEmpty();
    }

    @Test
    void loads_nothing_and_every_link_leads_somewhere() {
        assertThat(whole.html())
                .contains("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
                .doesNotContain("<script", "https:", " src=", "url(", "@import", "<link", "<img");
        assertThat(page.all("//a/@href[starts-with(., '#')]"))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(page.all("//*[@id='" + link.substring(1) + "']"))
                        .hasSize(1));
    }

    @Test
    void no_name_changes_what_the_page_is_made_of() {
        List<String> structure = named("x").structure();
        for (String name : List.of("<script>&=\"'`{{x}}", "line\r\nbreak", "\u0000\u001b🏫\uD800", "y".repeat(3_000))) {
            assertThat(named(name).structure()).isEqualTo(structure);
        }
    }

    private static Html named(String name) {
        School school = ThreeSchools.named(name);
        List<School> schools = List.of(school, ThreeSchools.brook(), ThreeSchools.clay());
        Allocation named = ThreeSchools.allocation(name, name, schools);
        // Charts break names into lines, and so are not in this.
        String html = BoardReport.of(named)
                .with(Methodology.of(ThreeSchools.resolved(name, name, schools).model(), ThreeSchools.YEAR))
                .comparedWith(ThreeSchools.lastYear(), name)
                .with(Scenarios.of(name, named))
                .with(EquityReport.of(name, STUDY)
                        .with(DollarsPerPupil.of(STUDY, Study.DOLLARS, Study.PUPILS), Measure.MEAN)
                        .headed(name))
                .withMinimum(any -> Optional.of(Money.ofDollars(400_000)))
                .noting(name)
                .html();
        return Html.parse(html.replaceAll("(?s)<svg.*?</svg>", ""));
    }

    @Test
    void gives_the_same_bytes_in_every_locale() throws IOException {
        Locale before = Locale.getDefault();
        Path file = folder.resolve("board.html");
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            whole.writeTo(file);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(file).content().isEqualTo(whole.html());
        assertThat(Files.list(folder)).containsExactly(file);
    }

    @Test
    void a_methodology_of_another_model_or_year_is_refused() {
        BoardReport report = BoardReport.of(allocation);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> report.with(Methodology.of(Guarded.resolved().model(), ThreeSchools.YEAR)))
                .withMessage("the methodology is of \"Guarded\", 2026–27; the allocation is by \"By need\", 2026–27");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        report.with(Methodology.of(ThreeSchools.resolved().model(), ThreeSchools.YEAR.previous())));
    }

    @Test
    void nothing_is_given_twice() {
        assertThatIllegalStateException().isThrownBy(() -> whole.with(methodology));
        assertThatIllegalStateException().isThrownBy(() -> whole.with(Scenarios.of("a", allocation)));
        assertThatIllegalStateException().isThrownBy(() -> whole.comparedWith(ThreeSchools.lastYear(), "again"));
        assertThatIllegalStateException().isThrownBy(() -> whole.withMinimum(any -> Optional.empty()));
    }

    @Test
    void only_a_file_beside_the_report_is_linked() {
        for (String file : List.of("/etc/passwd", "../other.html", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BoardReport.of(allocation).with(methodology, file))
                    .withMessageContaining("is no page that can be linked");
        }
        assertThat(Html.parse(BoardReport.of(allocation)
                                .with(methodology, "javascript:alert(1).html")
                                .html())
                        .one("//section[@id='how']//a/@href"))
                .isEqualTo("javascript%3Aalert%281%29.html");
    }
}
