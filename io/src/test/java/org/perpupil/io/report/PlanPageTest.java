package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Status;
import org.perpupil.io.json.FundingJson;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.CommunityAsset;
import org.perpupil.plan.Cost;
import org.perpupil.plan.DistrictGoal;
import org.perpupil.plan.EvidenceTier;
import org.perpupil.plan.Finding;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.Metric;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.plan.Subgroup;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.funding.FundingStreams;
import org.perpupil.plan.funding.Matching;
import org.perpupil.plan.process.Approval;
import org.perpupil.plan.process.Committee;
import org.perpupil.plan.process.Input;
import org.perpupil.plan.process.Meeting;
import org.perpupil.plan.process.Member;
import org.perpupil.plan.process.MemberRole;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanningCalendar;
import org.perpupil.plan.process.Votes;
import org.perpupil.plan.review.Scorecard;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.testing.Schools;

class PlanPageTest {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final Metric PASS = Metric.percent("pass mathematics");

    private final PlanPage plan = page("Adams");
    private final Html whole = Html.parse(plan.html());

    @TempDir
    Path folder;

    private static District district(String name) {
        return District.named(name)
                .schools(List.of(School.of("101", name)
                        .enrolling(Enrollment.in(Schools.ELEMENTARY).pupils(100).build())
                        .build()))
                .build();
    }

    private static Investment tutors(String name) {
        return Investment.of("tutors", name, Cost.fte("2", Money.ofDollars(50_000)))
                .priority(1)
                .chargedTo("1100")
                .serving(POVERTY)
                .reaching(48)
                .recurring()
                .backedBy(EvidenceTier.STRONG);
    }

    /** Tutors for 2 × 50,000, books for 100 × 25.50, and a van for 30,000 that is bought whole or not at all. */
    private static SitePlan plan(String name) {
        return SitePlan.of("101", YEAR)
                .assessment(NeedsAssessment.builder()
                        .focusingOn(FocusArea.MATHEMATICS)
                        .finding(Finding.of("math", PASS, Subgroup.of(name))
                                .in(2025, "55")
                                .in(2026, "60")
                                .against("80"))
                        .answer(NeedsAssessment.Question.MAJOR_NEEDS, name)
                        .build())
                .importing(DistrictGoal.of("D1", FocusArea.MATHEMATICS, name))
                .asset(CommunityAsset.of("college", name, name).hours(60).worth(Money.ofDollars(777)))
                .goal(Goal.of("pass", FocusArea.MATHEMATICS, name)
                        .measuredBy(PASS, Subgroup.of(name))
                        .from(2026, "60")
                        .to("80")
                        .by(LocalDate.of(2028, 6, 30))
                        .servingDistrictGoal("D1")
                        .answering("math")
                        .through(Strategy.of("small", name)
                                .acting(Action.of("hire", name)
                                        .ownedBy(name)
                                        .dueBy(LocalDate.of(2026, 9, 1))
                                        .supportedBy("college")
                                        .investing(
                                                tutors(name),
                                                Investment.of("books", name, Cost.units(100, Money.ofCents(2_550)))
                                                        .priority(2)
                                                        .chargedTo("4300")))))
                .goal(Goal.of("attend", FocusArea.ATTENDANCE, name)
                        .through(Strategy.of("fetch", name)
                                .acting(Action.of("drive", name)
                                        .investing(Investment.of("van", name, Cost.of(Money.ofDollars(30_000)))
                                                .priority(3)
                                                .wholeOrNothing()))))
                .build();
    }

    private static Funding funding(String name) {
        return Matching.of(
                        plan(name),
                        FundingStreams.of(
                                new FundingStream(RevenueSource.state("general", name), Money.ofDollars(20_000), 1),
                                new FundingStream(
                                        RevenueSource.federal("title-i", name + " I")
                                                .restrictedTo(POVERTY),
                                        Money.ofDollars(90_000),
                                        2)))
                .fund();
    }

    private static PlanHistory draft(String name) {
        Committee council = Committee.SCHOOL_SITE_COUNCIL
                .seating(Member.of(name, MemberRole.PARENT), Member.of(name + " 2", MemberRole.TEACHER))
                .met(Meeting.on(LocalDate.of(2026, 3, 2))
                        .discussing(name)
                        .attendedBy(name)
                        .hearing(Input.of(name, name).about("pass")));
        return PlanHistory.requiring(council).start(plan(name), name, LocalDate.of(2026, 3, 1), name);
    }

    private static PlanHistory finished(String name) {
        return draft(name)
                .share(name, LocalDate.of(2026, 4, 1))
                .record(Approval.approved("school site council", 1, LocalDate.of(2026, 5, 1), Votes.inFavor(2)))
                .approve(name, LocalDate.of(2026, 5, 2))
                .finish(name, LocalDate.of(2026, 5, 3));
    }

    private static PlanPage page(String name) {
        return PlanPage.of(district(name), funding(name))
                .with(finished(name))
                .with(Scorecard.of(
                        plan(name),
                        Scorecard.Measure.of(PASS, Subgroup.of(name)).against("70")))
                .with(PlanningCalendar.yearBefore(YEAR))
                .noting(name)
                .asking(name);
    }

    private static Stream<PlanPage> views(PlanPage page) {
        return Stream.of(
                page.whole(), page.byGoal(), page.bySource(), page.byAccount(), page.scorecard(), page.forParents());
    }

    @Test
    void opens_with_the_school_its_status_and_what_the_plan_costs() {
        assertThat(whole.one("//title")).isEqualTo("Site plan: Adams, 2026–27");
        assertThat(whole.one("//h1")).isEqualTo("Adams 101");
        // 2 × 50,000 + 100 × 25.50 + 30,000; all but the van is paid; 20,000 + 90,000 − 102,550 is left
        assertThat(whole.all("//header//dl/div"))
                .containsExactly(
                        "Budget$110,000",
                        "Statusfinal version 1 of March 1, 2026",
                        "Cost$132,550",
                        "Paid$102,550",
                        "Not paid$30,000",
                        "Left over$7,450");
        assertThat(whole.all("//p[@class='notice']")).isEmpty();
    }

    @Test
    void the_matrix_shows_what_each_source_pays_for_each_investment() {
        // Title I, which is less flexible, pays its 90,000 first; the general fund pays the other 10,000 of the tutors,
        // and the books
        assertThat(whole.all("//section[@id='matrix']//tbody/tr[@class='sum']"))
                .containsExactly("Adams$102,550$12,550$90,000–", "Adams$30,000––$30,000");
        assertThat(whole.all("//section[@id='matrix']//tbody/tr[not(@class)]"))
                .containsExactly(
                        "Adamspriority 1$100,000$10,000$90,000–",
                        "Adamspriority 2$2,550$2,550––",
                        "Adamspriority 3$30,000––$30,000");
        // 20,000 − 12,550 = 7,450
        assertThat(whole.all("//section[@id='matrix']//tfoot/tr"))
                .containsExactly(
                        "All goals$132,550$12,550$90,000$30,000",
                        "Each source holds$20,000$90,000",
                        "Left over$7,450$0");
    }

    @Test
    void a_goal_tells_its_measure_its_actions_and_what_they_cost() {
        assertThat(whole.all("(//section[@id='goals']//dl)[1]/div"))
                .contains(
                        "Areamathematics",
                        "Our goalpass mathematics, Adams: from 60% in 2025–26 to 80% by June 30, 2028",
                        "District’s goalAdams",
                        "Answerspass mathematics, Adams: 60%",
                        "HeardAdams (school site council): Adams");
        assertThat(whole.all("//section[@id='goals']//tr[@class='head']"))
                .containsExactly(
                        "Adams Adams · by September 1, 2026 · planned · helped by Adams",
                        "Adams nobody named · no day named · planned");
        assertThat(whole.all("(//section[@id='goals']//tbody/tr[not(@class)])[1]"))
                .containsExactly(
                        "Adams2 full-time posts × $50,000, recurring1pupils in povertyreaches 48tier 1, strong1100"
                                + "Adams $10,000; Adams I $90,000$100,000–");
    }

    @Test
    void gaps_are_ranked_and_open_points_told() {
        // (80 − 60) ÷ 80
        assertThat(whole.all("//section[@id='needs']//tbody/tr[not(@class)]"))
                .containsExactly("Pass mathematicsAdams2024–25 55% · 2025–26 60%60%80%25.0% short");
        assertThat(whole.all("//section[@id='first']//li"))
                .containsExactly(
                        "Adams",
                        "Still open: 1 goal is not SMART; see there.",
                        "Still open: action drive: no owner. Name who answers for it.",
                        "Still open: action drive: no deadline. Name the day by which it is done.");
        assertThat(whole.one("//section[@id='short']//p"))
                .isEqualTo("Of 3 investments, 2 are paid in full, 0 in part and 1 not at all.");
    }

    @Test
    void every_way_of_counting_adds_up_to_the_same() {
        assertThat(whole.one("//section[@id='sums']//p[not(@class)]"))
                .endsWith(
                        "each way adds up to $102,550. With the $7,450 left over, that is the $110,000 that the sources hold.");
        assertThat(whole.all("//section[@id='sums']//tfoot//td[@data-is='Paid']"))
                .hasSize(5)
                .containsOnly("$102,550");
        assertThat(Html.parse(plan.bySource().html()).all("//section[@id='dollars']//h3"))
                .containsExactly("Adams of $20,000 $12,550", "Adams I of $90,000 $90,000");
        assertThat(Html.parse(plan.byAccount().html()).all("//section[@id='dollars']//h3"))
                .containsExactly("1100 $100,000", "4300 $2,550");
        assertThat(Html.parse(plan.byGoal().html()).all("//section[@id='dollars']//h3"))
                .containsExactly("Adams $102,550, all paid", "Adams $30,000 still missing");
    }

    @Test
    void what_the_community_gives_is_in_no_total() {
        assertThat(whole.all("//section[@id='community']//tbody/tr")).containsExactly("AdamsAdams60777.00Adams");
        assertThat(whole.all("//*[contains(text(), '$777')]")).isEmpty();
        assertThat(plan.forParents().html()).doesNotContain("777");
    }

    @Test
    void a_version_that_is_not_final_says_so_and_what_it_lacks() {
        Html draft = Html.parse(PlanPage.of(district("Adams"), funding("Adams"))
                .with(draft("Adams"))
                .html());

        assertThat(draft.one("//p[@class='notice']"))
                .isEqualTo("Not final. This version is a draft, and may change. One thing is missing for its approval;"
                        + " see the end.");
        assertThat(draft.all("//section[@id='decided']//li"))
                .hasSize(1)
                .first()
                .asString()
                .contains("school site council");
        assertThat(Html.parse(PlanPage.of(district("Adams"), funding("Adams")).html())
                        .all("//header//dl/div"))
                .contains("Statusnot told");
    }

    @Test
    void a_final_plan_says_that_its_budget_is_a_draft() {
        PlanPage draft = plan.with(Status.DRAFT);

        assertThat(Html.parse(draft.html()).one("//p[@class='notice']"))
                .isEqualTo("The plan is final, but the budget that pays for it is still a draft; amounts may change.");
        assertThat(Html.parse(draft.forParents().html()).one("//p[@class='lead']"))
                .endsWith("final. The budget that pays for it is still a draft, so amounts may change.");
        assertThat(Html.parse(plan.with(Status.ADOPTED).html()).all("//p[@class='notice']"))
                .isEmpty();
    }

    @Test
    void says_why_something_is_not_paid_and_that_a_day_is_not_recorded() {
        // 20,000 + 90,000 − 102,550 is left of all; of it the general fund's 7,450 may pay for the van
        assertThat(whole.one("//section[@id='short']//tbody/tr[1]/td[5]"))
                .isEqualTo(
                        "Costs $30,000, all or nothing; $7,450 was left when its turn came. What has a higher priority was paid first.");
        assertThat(Html.parse(plan.with(PlanningCalendar.yearBefore(YEAR)).html())
                        .all("//td[@data-is='Done']"))
                .contains("not recorded")
                .doesNotContain("–");
    }

    @Test
    void parents_read_what_was_found_aimed_at_and_paid() {
        Html sheet = Html.parse(plan.forParents().html());

        assertThat(sheet.one("//p[@class='lead']")).isEqualTo("This plan is approved and final.");
        assertThat(sheet.all("//section[@id='found']//li"))
                .containsExactly("Pass mathematics (Adams): 60% in 2025–26. The long-term aim is 80%.");
        assertThat(sheet.all("//article/p"))
                .containsExactly(
                        "Our goal: pass mathematics (Adams): from 60% to 80% by June 30, 2028.",
                        "Still missing: Adams: $30,000.");
        assertThat(sheet.all("//article/h3"))
                .containsExactly("Adams $102,550, all paid", "Adams $30,000 still missing");
        assertThat(whole.all("//section[@id='goals']//h3")).isEqualTo(sheet.all("//article/h3"));
        assertThat(sheet.all("//article/ul/li")).containsExactly("Adams (Adams, by September 1, 2026)", "Adams");
        // No amount has cents: 10,000 + 2,550; 90,000; the van
        assertThat(sheet.all("//tr[td]"))
                .containsExactly(
                        "Adams for anything$12,550",
                        "Adams I for pupils in poverty$90,000",
                        "Not paid for yet$30,000",
                        "Together$132,550");
        assertThat(sheet.all("//section[@id='money']/ul[1]/li")).containsExactly("Adams: $30,000");
        // 100,000 + 2,550 + 30,000 against 20,000 + 90,000; of that 102,550 is paid
        assertThat(sheet.all("//p[@class='budget']"))
                .containsExactly(
                        "The goals need $132,550; the budget holds $110,000.",
                        "$7,450 of the budget is not planned yet.");
    }

    @Test
    void a_sheet_for_parents_opens_with_what_must_be_known_before_its_status() {
        PlanPage example = plan.opening("Example: the plan is invented.");

        assertThat(Html.parse(example.forParents().html()).all("//header/p"))
                .endsWith("Example: the plan is invented.", "This plan is approved and final.");
        assertThat(Html.parse(example.html()).all("//main//li")).startsWith("Example: the plan is invented.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.opening(" "))
                .withMessage("a sentence says something");
    }

    @Test
    void parents_see_the_days_that_are_to_come_until_the_plan_is_final() {
        PlanPage drafted = PlanPage.of(district("Adams"), funding("Adams"))
                .with(draft("Adams"))
                .with(PlanningCalendar.yearBefore(YEAR));

        assertThat(Html.parse(drafted.forParents().html()).all("//section[@id='ask']//li"))
                .hasSizeGreaterThan(4)
                .startsWith(
                        "Ask at the school’s office.", "Committees that decide about the plan: school site council.");
        assertThat(Html.parse(plan.forParents().html()).all("//section[@id='ask']//li"))
                .containsExactly("Adams", "Committees that decide about the plan: school site council.");
    }

    @Test
    void the_scorecard_stands_alone_too() {
        Html scorecard = Html.parse(plan.scorecard().html());

        assertThat(scorecard.all("//main//tbody/tr"))
                .containsExactly(
                        "Pass mathematicsAdams55%2024–2560%2025–2670%short of the target, and better than before");
        assertThat(scorecard.all("//section/h2")).containsExactly("What to know first", "The metrics of the district");
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> PlanPage.of(district("Adams"), funding("Adams")).scorecard())
                .withMessage("the page has no scorecard; give it one by with(…)");
    }

    @Test
    void the_stamp_is_the_hash_of_the_document() throws IOException {
        Path file = folder.resolve("funding.json");
        FundingJson.write(funding("Adams"), file);

        String hash = Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString();

        views(plan)
                .forEach(view -> assertThat(Html.parse(view.html()).one("//footer"))
                        .contains("Made from the plan and its money " + hash.substring(0, 12) + ", its history "));
    }

    @Test
    void loads_nothing_and_runs_nothing() {
        views(plan).forEach(view -> {
            assertThat(view.html())
                    .contains("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
                    .doesNotContain("<script", "http:", "https:", "src=", "url(", "@import", "<link", "<img");
            assertThat(Html.parse(view.html()).structure())
                    .noneMatch(element -> element.contains(" on") || element.contains(" style"));
        });
        assertThat(whole.all("//a/@href"))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(whole.all("//*[@id='" + link.substring(1) + "']"))
                        .hasSize(1));
    }

    @Test
    void no_name_changes_what_a_page_is_made_of() {
        for (String name : List.of("<script>&=\"'`{{x}}", "line\r\nbreak", "\u0000\u001b🏫\uD800", "x".repeat(3_000))) {
            List<PlanPage> named = views(page(name)).toList();
            List<PlanPage> plain = views(plan).toList();

            for (int i = 0; i < plain.size(); i++) {
                assertThat(Html.parse(named.get(i).html()).structure())
                        .isEqualTo(Html.parse(plain.get(i).html()).structure());
            }
        }
    }

    @Test
    void gives_the_same_bytes_in_every_locale() throws IOException {
        Locale before = Locale.getDefault();
        Path file = folder.resolve("plan.html");
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            page("Adams").writeTo(file);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo(plan.html());
    }

    @Test
    void what_belongs_to_another_plan_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanPage.of(
                        District.named("Riverside").schools(List.of()).build(), funding("Adams")))
                .withMessage("Riverside has no school 101");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.with(draft("Brook")))
                .withMessageContaining("is not the current version of");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.with(PlanningCalendar.yearBefore(YEAR.next())))
                .withMessage("a page of a plan for 2026–27 cannot show the calendar of planning 2027–28");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.with(new Scorecard(SchoolId.of("9"), List.of())))
                .withMessage("a page of school 101 cannot show the scorecard of school 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.noting(" "))
                .withMessage("a sentence says something");
    }
}
