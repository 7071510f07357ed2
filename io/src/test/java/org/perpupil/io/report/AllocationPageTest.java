package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.Terms;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** Every amount is worked by hand in {@link ThreeSchools}, or in the line above it. */
class AllocationPageTest {
    private static final String NASTY = "</script><b onclick='x'>A & \"B\"</b>\n{{name}} ${x} `=` \uD83D\uDE80 --> ]]>";

    private final AllocationPage page = AllocationPage.of(ThreeSchools.allocation());
    private final AllocationPage compared = page.comparedWith(ThreeSchools.lastYear(), "last year, staffed by ratio");

    private static Html read(AllocationPage page) {
        return Html.parse(page.html());
    }

    private static String row(String table, String head) {
        return "//table[caption[contains(., '%s')]]//tr[th[starts-with(., '%s')]]/td".formatted(table, head);
    }

    private static String working(String school) {
        return "//div[@id='school-%s']".formatted(school);
    }

    @Test
    void opens_with_model_district_year_and_key_figures() {
        Html html = read(page);

        assertThat(html.one("//title")).isEqualTo("By need: Riverside, 2026–27");
        assertThat(html.one("//h1")).isEqualTo("By need");
        assertThat(html.one("//header/p[@class='over']")).isEqualTo("Riverside · 2026–27");
        // 100 + 100 + 10 pupils; 795,310.50 ÷ 210 = 3,787.19285…; 781,910 ÷ 1,000,000 = 78.191%
        assertThat(html.all("//header//dd"))
                .containsExactly(
                        "draft",
                        "3",
                        "210",
                        "$795,310.50 all sources",
                        "$3,787.19 mean",
                        "78.2% of unrestricted money");
    }

    @Test
    void says_that_it_is_not_for_publication() {
        assertThat(read(page).one("//p[@class='notice']"))
                .startsWith("Working document for the district, not for publication.")
                .contains("full counts of pupils by need");
        assertThat(page.html()).contains("<meta name=\"robots\" content=\"noindex\"/>");
    }

    @Test
    void labels_notes_and_estimates() {
        Html html = read(page.noting("Assumption: enrolment is last year's.", "Checked by the board at 8:30."));

        assertThat(html.all("//section[@id='first']//li"))
                .startsWith(
                        "Assumption: enrolment is last year's.",
                        "Checked by the board at 8:30.",
                        "Estimate: English learner: last spring's share of pupils (Adams)");
        assertThat(html.all("//section[@id='first']//li/strong")).containsExactly("Assumption:", "Estimate:");
        assertThat(html.one(working("101") + "/p"))
                .isEqualTo("Estimate: English learner: last spring's share of pupils");
        assertThat(html.all(working("102") + "/p")).isEmpty();
    }

    @Test
    void says_so_if_no_count_is_an_estimate() {
        assertThat(read(AllocationPage.of(ThreeSchools.allocation(
                                "Riverside", "By need", List.of(ThreeSchools.brook(), ThreeSchools.clay()))))
                        .all("//section[@id='first']//li"))
                .contains("No count of pupils that a line uses is marked as an estimate.");
    }

    @Test
    void shows_where_every_cent_of_every_source_went() {
        Html html = read(page);

        // 10% of 1,000,000.00 is central; 900,000.00 − 781,910.00 is left
        assertThat(html.all(row("Each source", "General fund")))
                .containsExactly("$1,000,000.00", "$100,000.00", "$781,910.00all 3 schools", "$118,090.00", "$0.00");
        assertThat(html.all(row("Each source", "Title I")))
                .containsExactly("$10,800.00", "$0.00", "$10,800.002 of 3 schools", "$0.00", "$0.00");
        assertThat(html.all(row("Each source", "Bond")))
                .containsExactly("$50,000.00", "$50,000.00", "$0.00no school", "$0.00", "$0.00");
        assertThat(html.all(row("Each source", "share of Title I"))).contains("$10,800.00");
        // 1,000,000 + 10,800 + 100 + 50,000 + 2,500.50; 100,000 + 50,000
        assertThat(html.all(row("Each source", "All sources")))
                .containsExactly("$1,063,400.50", "$150,000.00", "$795,310.50", "$118,090.00", "$0.00");
        assertThat(html.one("//section[@id='money']/p[1]"))
                .isEqualTo(
                        "The sources pay schools $795,310.50, and the budgets of the 3 schools add up to the same, to"
                                + " the cent.");
    }

    @Test
    void says_what_was_decided_on_each_source() {
        assertThat(read(page).all("//table[@class='money']//tr[@class='head']/th"))
                .containsExactly(
                        "General fundstate, unrestrictedthrough the formula, less a central share of 10.0%",
                        "Title Ifederal, restricted to pupils: povertythrough the formula; eligible schools only",
                        "Learner fundstate, restricted to pupils: English learnerthrough the formula",
                        "Bondlocal, restricted to repayment of bondslocked: not distributed by the formula",
                        "Arts grantprivate, restricted to teachers of artschool grant: passes through to named schools");
    }

    @Test
    void says_by_how_much_sources_and_budgets_differ_if_they_do() {
        Allocation whole = ThreeSchools.allocation();
        List<SchoolAllocation> withoutClay = whole.schools().subList(0, 2);
        Allocation broken = Allocation.draft(
                whole.model(),
                whole.district(),
                whole.year(),
                withoutClay,
                whole.sources(),
                whole::sharedPots,
                whole::guards,
                whole::stamp);

        Html html = read(AllocationPage.of(broken));

        // 795,310.50 − 37,503.33
        assertThat(html.one("//section[@id='money']/p[@class='bad']"))
                .isEqualTo(
                        "The sources pay schools $795,310.50, but the budgets of the 2 schools add up to $757,807.17: a"
                                + " difference of $37,503.33.");
    }

    @Test
    void shows_what_a_pupil_brings_with_weight_and_limit() {
        Html html = read(page);

        // 200 ÷ 3,741 = 0.05346…; of Adams and Brook, Adams is eligible; 33.33… ÷ 3,741 = 0.00891…
        assertThat(html.all(row("All sources", "elementary (K–5)")))
                .containsExactly("$3,741.00weight 1.0000", "$200.00weight 0.05351 of 2 schools", "$33.33weight 0.0089");
        // 200 ÷ 3,667 = 0.05454…; of Brook and Clay, Clay is eligible; 33.33… ÷ 3,667 = 0.00909…
        assertThat(html.all(row("All sources", "middle (6–8)")))
                .containsExactly("$3,667.00weight 1.0000", "$200.00weight 0.05451 of 2 schools", "$33.33weight 0.0091");
        // Adams and Clay are eligible, and all three have pupils in poverty.
        assertThat(html.all(row("Title I, for each pupil", "all grades"))).containsExactly("$200.002 of 3 schools");
    }

    @Test
    void lists_lines_that_do_not_pay_for_each_pupil() {
        assertThat(read(page).all(row("Lines that pay otherwise", "Arts grant")))
                .containsExactly("Arts grant", "$2,500.50");
    }

    @Test
    void shows_shared_pots_and_who_got_the_last_cents() {
        Html html = read(page);

        assertThat(html.all("//div[@class='pot'][h3='share of Learner fund']//dd"))
                .containsExactly("$100.00", "$100.00", "$0.00", "$33.333333… for one point");
        assertThat(html.all("//div[@class='pot'][h3='share of Learner fund']//li"))
                .containsExactly("Adams");
        assertThat(html.one("//div[@class='pot'][h3='share of Title I']//summary"))
                .isEqualTo("One of the last units went to 0 schools");
    }

    @Test
    void tells_on_demand_what_stands_behind_a_line() {
        // 10,800.00 ÷ 54 pupils in poverty = 200.00, and Adams has 50 of them
        assertThat(read(page).all(working("101") + "//tr[th='share of Title I']//details/dl/div"))
                .containsExactly(
                        "Askedeligible: 50 pupils (poverty) ÷ 100 pupils is at least 0.4",
                        "Pot$10,800.00 to share over 54 points of all schools: a level of $200.00 for each point"
                                + "this school: 50 × $200.00 = $10,000.00");
        assertThat(read(page).all(working("102") + "//tr[th='Arts grant']//details"))
                .isEmpty();
    }

    @Test
    void shows_each_schools_working_line_by_line() {
        Html html = read(page);

        assertThat(html.all(working("101") + "//tr[th='all pupils']/td"))
                .containsExactly(
                        "100 pupils (elementary) × $3,741.00 (base, elementary) [1]"
                                + "What is behind itParametersbase, elementary in 2026–27: $3,741.00",
                        "$374,100.00");
        assertThat(html.all(working("102") + "//tr[th='share of Title I']/td"))
                .satisfiesExactly(
                        why -> assertThat(why).startsWith("not eligible"),
                        nothing -> assertThat(nothing).isEqualTo("–"));
        assertThat(html.one(working("103") + "//tr[th='share of Learner fund']/td/small"))
                .startsWith("exactly $33.333333");
        assertThat(html.all(working("102") + "//tfoot//td")).containsExactly("$373,673.83");
        assertThat(html.all(working("101") + "/dl/div"))
                .containsExactly(
                        "Pupils100",
                        "poverty50 50.0%",
                        "English learner1 1.0%",
                        "Unrestricted$374,100.00",
                        // 10,000.00 + 33.34
                        "Restricted$10,033.34",
                        "School decides$384,133.34");
        assertThat(html.all(working("102") + "//dl/div")).contains("For a stated use$2,500.50");
    }

    @Test
    void adds_up_on_paper_in_every_school() {
        Html html = read(page);

        for (SchoolAllocation school : ThreeSchools.allocation().schools()) {
            String rows = working(school.id().value())
                    + "//tbody[not(@class)]/tr[not(@class='head') and not(@class='sum')]/td[last()]";
            BigDecimal sum = html.all(rows).stream()
                    .filter(amount -> !amount.equals("–"))
                    .map(amount -> new BigDecimal(amount.replaceAll("[$,]", "")))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);

            assertThat(sum).isEqualTo(school.total().dollars());
        }
    }

    @Test
    void shows_steps_and_amounts_that_do_not_count_apart_from_those_that_do() {
        RevenueSource fund = RevenueSource.state("fund", "Fund");
        FundingFormula formula = FundingFormula.named("Positions")
                .add(
                        Line.line("positions").figure(Terms.pupils().dividedBy(Terms.number(20))),
                        Line.line("last year's way").amount(Terms.dollars(7)).asShadow(),
                        Line.line("salaries").amount(Terms.dollars(90_000).times(Terms.figure("positions"))),
                        Line.line("supplies").amount(Terms.dollars(10)))
                .build();
        Allocation allocation = FundingModel.named("Staffing")
                .unlocked(fund, Decision.withoutAmount(), Decision.paying(formula))
                .build()
                .resolve(
                        District.named("Riverside").school(ThreeSchools.adams()).build(), ThreeSchools.YEAR)
                .allocate();

        Html html = read(AllocationPage.of(allocation));

        assertThat(html.all(working("101") + "//tbody[@class='aside']//tr/th"))
                .containsExactly(
                        "Steps used by lines below",
                        "positions",
                        "Shown, not counted paid by nobody",
                        "last year's way");
        // 100 ÷ 20 = 5 positions; 5 × 90,000 + 10
        assertThat(html.all(working("101") + "//tr[@class='sum']/td")).containsExactly("$450,010.00");
        assertThat(html.all(row("Each source", "Fund")))
                .containsExactly("as drawn: $450,010.00", "$0.00", "$450,010.00all 1 school", "–", "$0.00");
        // Without levels and a comparison the list has no columns for them.
        assertThat(html.all("//div[@id='top']/span"))
                .containsExactly("School", "Id", "Pupils", "Budget", "For each pupil");
        assertThat(html.all("//select")).isEmpty();
    }

    @Test
    void tells_each_citation_once_and_refers_to_it_by_number() {
        Html html = read(page);

        assertThat(html.all("//section[@id='references']//li")).containsExactly(ThreeSchools.CITATION);
        assertThat(html.all("//a[@class='ref'][@href='#ref-1']")).hasSize(3);
        assertThat(page.html()).containsOnlyOnce(ThreeSchools.CITATION);
    }

    @Test
    void compares_with_budgets_before() {
        Html html = read(compared);

        assertThat(html.one("//section[@id='changes']/p[1]"))
                .isEqualTo("Compared with last year, staffed by ratio (2025–26).");
        // before 380,000 + 374,000; change 4,133.34 − 326.17 = 3,807.17, of 754,000 is 0.50…%
        assertThat(html.all(row("Budgets before and now", "all schools")))
                .containsExactly(
                        "3", "$754,000.00", "$795,310.50", "+$3,807.17", "+0.5%", "1", "+$4,133.34", "1", "−$326.17");
        // 384,133.34 − 380,000; ÷ 380,000 = 1.087…%; ÷ 100 pupils
        assertThat(html.all(row("Largest gains", "Adams")))
                .containsExactly("elementary", "$380,000.00", "$384,133.34", "+$4,133.34", "+1.1%", "+$41.33");
        // 373,673.83 − 374,000; ÷ 374,000 = −0.087…%; ÷ 100 pupils
        assertThat(html.all(row("Largest losses", "Brook")))
                .containsExactly("elementary + middle", "$374,000.00", "$373,673.83", "−$326.17", "−0.1%", "−$3.26");
        assertThat(html.all("//section[@id='changes']/p"))
                .contains(
                        "1 school without a budget before: now $37,503.33, which counts under “now” and in no change.",
                        "Had a budget before and are not among the schools now: 104 ($1,000.00).");
    }

    @Test
    void lists_every_school_with_numbers_to_sort_by() {
        Html html = read(compared);

        assertThat(html.all("//summary/span/*[starts-with(@class, 'name')]")).containsExactly("Adams", "Brook", "Clay");
        assertThat(html.all("//details[@class='school'][1]//data/@value"))
                // 384,133.34 ÷ 100; 4,133.34 ÷ 380,000 = 0.010877…
                .containsExactly("100", "384133.34", "3841.3334", "4133.34", "0.0109");
        assertThat(html.all("//details[@class='school'][3]//data/@value"))
                // 37,503.33 ÷ 10; no budget before, which is not a change of 0
                .containsExactly("10", "37503.33", "3750.333", "", "");
        assertThat(html.all("//select/option"))
                .containsExactly("all levels", "elementary", "middle", "elementary + middle");
    }

    @Test
    void shows_no_dollars_per_pupil_for_a_school_without_pupils() {
        School empty = School.of("104", "Dale")
                .enrolling(Enrollment.in(ThreeSchools.MIDDLE).pupils(0).build())
                .build();
        RevenueSource fund = RevenueSource.state("fund", "Fund");
        Allocation allocation = FundingModel.named("Lump sums")
                .unlocked(fund, Decision.paying(Line.line("lump sum").amount(Terms.dollars(5))))
                .build()
                .resolve(
                        District.named("Riverside")
                                .school(empty)
                                .revenue(fund, Money.ofDollars(5))
                                .build(),
                        ThreeSchools.YEAR)
                .allocate();

        assertThat(read(AllocationPage.of(allocation)).all("//summary//data"))
                .containsExactly("0 pupils", "$5.00", "– for each pupil");
    }

    @Test
    void shows_text_from_data_as_text_whatever_it_holds() {
        School nasty = School.of("1\"'<&>= \uD83D\uDE80", NASTY)
                .enrolling(ThreeSchools.adams().enrollment())
                .build();
        Html plain = read(ofOne("Riverside", "By need", ThreeSchools.adams(), "Fund", "line", "reason", "a: b"));
        AllocationPage page = ofOne(NASTY, NASTY, nasty, NASTY, NASTY, NASTY, "a: " + NASTY);
        Html html = read(page);

        assertThat(html.structure()).isEqualTo(plain.structure());
        String shown = NASTY.replace('\n', ' ');
        assertThat(html.one("//h1")).isEqualTo(shown);
        assertThat(html.one("//summary//bdi")).isEqualTo(shown);
        assertThat(html.one("//summary//span[@class='id']")).isEqualTo("1\"'<&>= \uD83D\uDE80");
        assertThat(html.one("//section[@id='first']//li[1]")).isEqualTo("a: " + shown);
        assertThat(html.all("//div[@class='working']//tbody/tr/th")).contains(shown);
        // One script, and it is ours: the data cannot end it or begin another.
        assertThat(page.html()).containsOnlyOnce("<script>").containsOnlyOnce("</script>");
    }

    private static AllocationPage ofOne(
            String district, String model, School school, String source, String line, String reason, String note) {
        RevenueSource fund = RevenueSource.state("fund", source).restrictedTo(source);
        Allocation allocation = FundingModel.named(model)
                .unlocked(
                        fund,
                        Decision.paying(Line.line(line)
                                .amount(Terms.decided(reason, Map.of(school.id(), Money.ofDollars(5))))
                                .citing(reason)))
                .build()
                .resolve(
                        District.named(district)
                                .levels(GradeSpan.of(district, "K", "5"))
                                .school(school)
                                .revenue(fund, Money.ofDollars(5))
                                .build(),
                        ThreeSchools.YEAR)
                .allocate();
        return AllocationPage.of(allocation)
                .comparedWith(allocation.budgets(), district)
                .noting(note);
    }

    @Test
    void shows_what_no_page_can_hold_as_a_replacement_character() {
        String half = "half \uD83D, bell \u0007, end \uFFFF";

        assertThat(read(page.noting(half)).all("//section[@id='first']//li"))
                .contains("half \uFFFD, bell \uFFFD, end \uFFFD");
    }

    @Test
    void gives_every_school_a_place_of_its_own_that_a_link_can_name() {
        assertThat(AllocationPage.anchorOf(SchoolId.of("19647331930650"))).isEqualTo("school-19647331930650");
        // U+0020 is 20, U+002E is 2e in hexadecimal
        assertThat(AllocationPage.anchorOf(SchoolId.of("a b"))).isEqualTo("school-a.20.b");
        assertThat(AllocationPage.anchorOf(SchoolId.of("a.20.b"))).isEqualTo("school-a.2e.20.2e.b");
    }

    @Test
    void has_no_id_twice_and_no_link_into_nothing() {
        Html html = read(compared);
        List<String> ids = html.all("//@id");

        assertThat(ids).doesNotHaveDuplicates().contains("school-101", "school-102", "school-103");
        assertThat(html.all("//a/@href")).allSatisfy(link -> assertThat(ids).contains(link.substring(1)));
    }

    @Test
    void names_every_table_and_says_what_each_head_is_for() {
        Html html = read(compared);

        assertThat(html.all("//table[not(caption)]")).isEmpty();
        assertThat(html.all("//th[not(@scope)]")).isEmpty();
        assertThat(html.all("//*[@aria-labelledby]/@aria-labelledby"))
                .allSatisfy(id -> assertThat(html.all("//*[@id='" + id + "']")).hasSize(1));
        assertThat(html.one("/html/@lang")).isEqualTo("en");
    }

    @Test
    void loads_nothing_and_runs_nothing_but_its_own_script() throws Exception {
        String html = compared.html();
        Matcher script = Pattern.compile("(?s)<script>(.*?)</script>").matcher(html);
        assertThat(script.find()).isTrue();
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(script.group(1).getBytes(StandardCharsets.UTF_8)));

        assertThat(html)
                .contains("content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + hash
                        + "'; base-uri 'none'; form-action 'none'\"")
                .doesNotContain(
                        "http:", "https:", "src=", "url(", "@import", "<link", "<img", "<iframe", "javascript:");
        assertThat(Html.parse(html).structure())
                .noneMatch(element -> element.contains(" on") || element.contains(" style"));
    }

    @Test
    void gives_the_same_bytes_for_the_same_input_in_any_order_and_locale() {
        String expected = compared.html();
        List<School> reversed = List.of(ThreeSchools.clay(), ThreeSchools.brook(), ThreeSchools.adams());
        Locale before = Locale.getDefault();
        try {
            for (String locale : List.of("ar-EG-u-nu-arab", "th-TH-u-nu-thai-ca-buddhist", "tr-TR", "de-CH")) {
                Locale.setDefault(Locale.forLanguageTag(locale));
                assertThat(AllocationPage.of(ThreeSchools.allocation("Riverside", "By need", reversed))
                                .comparedWith(ThreeSchools.lastYear(), "last year, staffed by ratio")
                                .html())
                        .isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void stays_a_responsible_size() {
        List<School> schools = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            for (School school : List.of(ThreeSchools.adams(), ThreeSchools.brook(), ThreeSchools.clay())) {
                schools.add(School.of(1000 + i + "-" + school.id(), school.name() + " " + i)
                        .enrolling(school.enrollment())
                        .build());
            }
        }
        Allocation allocation = bySplitting(schools);

        byte[] bytes = AllocationPage.of(allocation).html().getBytes(StandardCharsets.UTF_8);

        // 600 schools with five lines each: under 5 KB a school
        assertThat(bytes).hasSizeLessThan(600 * 5_000);
    }

    /** Five lines that all have something to explain. */
    private static Allocation bySplitting(List<School> schools) {
        District.Builder district = District.named("Riverside").schools(schools);
        FundingModel.Builder model = FundingModel.named("Five pots");
        for (int i = 1; i <= 5; i++) {
            RevenueSource source = RevenueSource.state("fund-" + i, "Fund " + i);
            district.revenue(source, Money.ofDollars(1_000_000L * i));
            model.unlocked(source, Decision.inProportionTo(Terms.pupils()));
        }
        return model.build().resolve(district.build(), ThreeSchools.YEAR).allocate();
    }

    @Test
    void replaces_a_file_in_one_step_and_leaves_nothing_beside_it(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("allocation.html");
        Files.writeString(file, "older");

        page.writeTo(file);

        assertThat(file).hasBinaryContent(page.html().getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void leaves_everything_as_it_was_if_the_file_cannot_be_written(@TempDir Path folder) throws IOException {
        Path taken = Files.createDirectory(folder.resolve("allocation.html"));
        Files.writeString(taken.resolve("inside"), "older");

        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> page.writeTo(taken));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(taken);
        }
        assertThat(taken.resolve("inside")).hasContent("older");
    }

    @Test
    void refuses_a_place_that_names_no_file() {
        Path root = Path.of("/").toAbsolutePath().getRoot();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> page.writeTo(root))
                .withMessage("\"%s\" names no file", root);
    }

    @Test
    void refuses_a_second_comparison() {
        assertThatIllegalStateException()
                .isThrownBy(() -> compared.comparedWith(ThreeSchools.lastYear(), "the plan"))
                .withMessage("the page already compares with \"last year, staffed by ratio\"; it cannot also with \"the"
                        + " plan\"");
    }

    @Test
    void refuses_blank_words_and_nulls() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page.comparedWith(ThreeSchools.lastYear(), " "))
                .withMessage("budgets to compare with have a name, such as \"last year\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page.noting("fine", " "))
                .withMessage("a note says something");
        assertThatNullPointerException()
                .isThrownBy(() -> AllocationPage.of(null))
                .withMessage("allocation");
        assertThatNullPointerException()
                .isThrownBy(() -> page.comparedWith(null, "last year"))
                .withMessage("budgets");
    }

    @Test
    void leaves_the_page_it_was_made_from_as_it_was() {
        String before = page.html();

        page.noting("A note.").comparedWith(ThreeSchools.lastYear(), "last year");

        assertThat(page.html()).isEqualTo(before);
    }

    @Test
    void says_of_budgets_that_are_assumed_that_they_are() {
        Html assumed = Html.parse(AllocationPage.of(ThreeSchools.allocation())
                .comparedWith(
                        ThreeSchools.lastYear(), "a staffing rule", "What a rule would cost, not what schools had.")
                .html());

        assertThat(assumed.all("//section[@id='changes']/p[@class='notice']"))
                .containsExactly("Compared with a staffing rule: What a rule would cost, not what schools had.");
    }
}
