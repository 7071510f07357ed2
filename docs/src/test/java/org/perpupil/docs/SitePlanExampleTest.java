package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.docs.LosAngeles.ENGLISH_LEARNER_FUND;
import static org.perpupil.docs.LosAngeles.GENERAL;
import static org.perpupil.docs.LosAngeles.MUSIC;
import static org.perpupil.docs.LosAngeles.POVERTY_FUND;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.io.json.SitePlanJson;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.EvidenceTier;
import org.perpupil.plan.PlanChange;
import org.perpupil.plan.SmartCheck;
import org.perpupil.plan.funding.FundedLine;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingChange;
import org.perpupil.plan.funding.FundingLevels;
import org.perpupil.plan.funding.FundingMatrix;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.funding.Matching;
import org.perpupil.plan.funding.Shortfall;
import org.perpupil.plan.process.Committee;
import org.perpupil.plan.process.Milestone;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanStatus;

class SitePlanExampleTest {
    private static final Guide GUIDE = new Guide("site-plans.md", "SitePlanExample");

    /** Principal to counselors, 97 × 90,000 + 395,000 + 14 × 45,000 + 2,415 × 240 + 6 × 90,000: what nobody else may pay. */
    private static final long CORE = 8_730_000 + 395_000 + 630_000 + 579_600 + 540_000;

    private static Allocation allocation;
    private static Allocation june;
    private static Matching matching;
    private static Funding funding;

    @BeforeAll
    static void fund() throws IOException {
        District district = LosAngeles.district();
        allocation = LosAngeles.allocation(district);
        june = LosAngeles.restByPoverty()
                .resolve(district, LosAngeles.YEAR, LosAngeles.lastYear(district))
                .allocate();
        matching = SitePlanExample.matching(allocation);
        funding = matching.fund();
    }

    private static Money dollars(long amount) {
        return Money.ofDollars(amount);
    }

    @Test
    void caps_are_the_budget_by_source() {
        SchoolBudget budget = allocation.budgets().of(LosAngeles.SHOWN).orElseThrow();

        // 2,415 × 4,683; 1,908 × 1,077; 555 × 749; the grant
        assertThat(funding.streams().all())
                .extracting(FundingStream::source, FundingStream::cap)
                .containsExactly(
                        tuple(GENERAL, dollars(11_309_445)),
                        tuple(ENGLISH_LEARNER_FUND, dollars(415_695)),
                        tuple(MUSIC, dollars(25_000)),
                        tuple(POVERTY_FUND, dollars(2_054_916)));
        assertThat(funding.streams().total()).isEqualTo(budget.total());
        assertThat(funding.streams().all())
                .allSatisfy(stream ->
                        assertThat(stream.cap()).isEqualTo(budget.bySource().get(stream.source())));
    }

    @Test
    void every_stream_pays_or_keeps_what_it_holds() {
        for (FundingStream stream : funding.streams().all()) {
            Money paid = Money.total(funding.lines().stream()
                    .filter(line -> line.source().equals(stream.source()))
                    .map(FundedLine::amount)
                    .toList());
            assertThat(paid.plus(funding.left().get(stream.id()))).isEqualTo(stream.cap());
        }
        // what follows in the_matrix_adds_up: 11,309,445 − 11,302,705 and 2,054,916 − 1,888,000
        assertThat(funding.left())
                .containsEntry(GENERAL.id(), dollars(6_740))
                .containsEntry(ENGLISH_LEARNER_FUND.id(), Money.ZERO)
                .containsEntry(MUSIC.id(), Money.ZERO)
                .containsEntry(POVERTY_FUND.id(), dollars(166_916));
    }

    @Test
    void every_view_adds_up_to_the_same_total() {
        Stream<Function<FundedLine, Object>> facts = Stream.of(
                FundedLine::goal,
                FundedLine::strategy,
                FundedLine::source,
                FundedLine::account,
                FundedLine::serves,
                line -> line.investment().evidence(),
                line -> line.investment().recurrence());

        // 13,805,056 less what is left
        assertThat(facts.map(fact -> Money.total(funding.dollarsBy(fact).values())))
                .containsOnly(dollars(13_805_056 - 6_740 - 166_916))
                .hasSize(7);
        // tier 1: tutoring 6,000 × 38 and reading 1.5 × 90,000; account 1300: the principal and the assistants
        assertThat(funding.dollarsBy(line ->
                        line.investment().evidence().map(EvidenceTier::tier).orElse(0)))
                .containsEntry(1, dollars(228_000 + 135_000));
        assertThat(funding.dollarsBy(line -> line.account().orElseThrow().name()))
                .containsEntry("Administrators", dollars(395_000));
    }

    @Test
    void the_matrix_adds_up() {
        FundingMatrix matrix = funding.matrix();
        List<FundingMatrix.Row> goals =
                matrix.goals().stream().map(FundingMatrix.GoalRows::sum).toList();

        // algebra 8 × 90,000, tutoring 6,000 × 38, coach 95,000, laptops 750 × 900
        assertThat(goals.get(0).cost()).isEqualTo(dollars(720_000 + 228_000 + 95_000 + 675_000));
        assertThat(goals.get(0).cells())
                .isEqualTo(Map.of(GENERAL.id(), dollars(95_000), POVERTY_FUND.id(), dollars(720_000 + 228_000)));
        // English 3 × 90,000, reading 1.5 × 90,000, aides 5 × 31,000, translators 400 × 45; reading serves poor pupils,
        // so
        // that aides get 415,695 − 270,000 of the fund and 9,305 of the general fund, which translators need too
        assertThat(goals.get(1).cost()).isEqualTo(dollars(270_000 + 135_000 + 155_000 + 18_000));
        assertThat(goals.get(1).cells())
                .isEqualTo(Map.of(
                        GENERAL.id(),
                        dollars(9_305 + 18_000),
                        ENGLISH_LEARNER_FUND.id(),
                        dollars(270_000 + 145_695),
                        POVERTY_FUND.id(),
                        dollars(135_000)));
        // attendance 4 × 82,000, music 0.5 × 90,000, instruments 40 × 520, summer 320 × 900, college 420 × 450,
        // laboratory
        // 265,000, training 220 × 160; the grant pays 25,000 of music
        assertThat(goals.get(2).cost())
                .isEqualTo(dollars(CORE + 328_000 + 45_000 + 20_800 + 288_000 + 189_000 + 265_000 + 35_200));
        assertThat(goals.get(2).cells())
                .isEqualTo(Map.of(
                        GENERAL.id(),
                        dollars(CORE + 20_000 + 20_800 + 265_000),
                        MUSIC.id(),
                        dollars(25_000),
                        POVERTY_FUND.id(),
                        dollars(328_000 + 288_000 + 189_000)));
        // 1,718,000 + 578,000 + 12,045,600, and by stream
        assertThat(matrix.total().cost()).isEqualTo(dollars(14_341_600));
        assertThat(matrix.total().cell(GENERAL.id())).isEqualTo(dollars(11_302_705));
        assertThat(matrix.total().cell(POVERTY_FUND.id())).isEqualTo(dollars(1_888_000));
        assertThat(matrix.total().missing()).isEqualTo(dollars(675_000 + 35_200));
    }

    @Test
    void no_stream_pays_for_what_it_is_not_for() {
        assertThat(funding.lines())
                .allSatisfy(line ->
                        assertThat(line.investment().refusalBy(line.source())).isEmpty());
        assertThat(funding.paid(MUSIC.id(), "music").plus(funding.paid(MUSIC.id(), "instruments")))
                .isEqualTo(dollars(25_000));
    }

    @Test
    void what_is_short_could_not_be_had_whole() {
        assertThat(funding.shortfalls())
                .extracting(shortfall -> shortfall.chain().investment().id())
                .containsExactly("laptops", "training");
        Shortfall laptops = funding.shortfall("laptops").orElseThrow();
        // of the poverty fund less algebra, reading, attendance, tutoring and the summer; of the general fund less the
        // core,
        // aides, music and instruments beyond the grant, and the coach
        assertThat(laptops.available())
                .isEqualTo(dollars((2_054_916 - 720_000 - 135_000 - 328_000 - 228_000 - 288_000)
                        + (11_309_445 - CORE - 9_305 - 40_800 - 95_000)));
        assertThat(laptops.reason()).isEqualTo(Shortfall.Reason.SPENT_ON_HIGHER_PRIORITIES);
        // 675,000 − 645,656 and 35,200 − 6,740
        assertThat(funding.nextPurchaseFrom(POVERTY_FUND.id()).orElseThrow().more())
                .isEqualTo(dollars(29_344));
        assertThat(funding.nextPurchaseFrom(GENERAL.id()).orElseThrow().more()).isEqualTo(dollars(28_460));
        FundingChange richer =
                funding.nextPurchaseFrom(POVERTY_FUND.id()).orElseThrow().change();
        assertThat(richer.of(FundingChange.Kind.CAME_IN)).containsExactly("laptops");
        assertThat(richer.of(FundingChange.Kind.FELL_OUT)).containsExactly("college", "laboratory", "translators");
    }

    @Test
    void less_money_stops_at_the_supplies_and_more_pays_for_all() {
        FundingLevels levels = matching.atLevels("90%", "100%", "110%");

        // 0.9 × 11,309,445 less teachers, principals and office; nothing is left for counselors
        assertThat(levels.at("90%").funded("supplies")).isEqualTo(Money.parse("423500.50"));
        assertThat(levels.at("90%").funded("counselors")).isEqualTo(Money.ZERO);
        // 0.9 × 415,695 − 270,000, and 0.9 × 25,000
        assertThat(levels.at("90%").funded("aides")).isEqualTo(Money.parse("104125.50"));
        assertThat(levels.at("90%").funded("music")).isEqualTo(dollars(22_500));
        assertThat(levels.at("100%")).isEqualTo(funding);
        assertThat(levels.at("110%").missing()).isEqualTo(Money.ZERO);
    }

    @Test
    void june_brings_the_laptops_and_takes_the_laboratory() {
        Funding later = matching.from(SitePlanExample.budget(june)).fund();

        // 2,004,000,000 − 1,961,457,150 shared by 380,941 poor pupils, of whom 1,908 are here: 213,082.23
        assertThat(later.streams().stream(GENERAL.id()).orElseThrow().cap())
                .isEqualTo(dollars(11_309_445).plus(Money.parse("213082.23")));
        FundingChange change = later.since(funding);
        assertThat(change.of(FundingChange.Kind.CAME_IN)).containsExactly("laptops");
        assertThat(change.of(FundingChange.Kind.FELL_OUT)).containsExactly("laboratory", "translators");
        // 645,656 + 213,082.23 − 675,000
        assertThat(later.funded("college")).isEqualTo(Money.parse("183738.23"));
    }

    @Test
    void an_entry_by_hand_stands_and_the_rest_is_matched_around_it() {
        Funding byHand = SitePlanExample.withReadingByHand(matching);

        assertThat(byHand.paid(ENGLISH_LEARNER_FUND.id(), "reading")).isEqualTo(dollars(20_000));
        assertThat(byHand.paid(POVERTY_FUND.id(), "reading")).isEqualTo(dollars(115_000));
        // 9,305 + 20,000, which leaves 6,740 + 18,000 − 20,000 for translators
        assertThat(byHand.paid(GENERAL.id(), "aides")).isEqualTo(dollars(29_305));
        assertThat(byHand.funded("translators")).isEqualTo(dollars(4_740));
    }

    @Test
    void goals_are_smart_and_one_asks_for_more_than_ever_was() {
        assertThat(funding.plan().openPoints()).isEmpty();
        assertThat(funding.plan().smart()).allMatch(SmartCheck::isSmart);
        // 15 − 7 in the two years from 1999 to 2001; the metric gained 1 a year
        assertThat(funding.plan().smart().stream().flatMap(check -> check.open().stream()))
                .singleElement()
                .satisfies(open -> {
                    assertThat(open.quality()).isEqualTo(SmartCheck.Quality.ATTAINABLE);
                    assertThat(open.verdict()).isEqualTo(SmartCheck.Verdict.WARNING);
                    assertThat(open.reason()).contains("4 points a year");
                });
        // (15 − 7) ÷ 15 > (80 − 47) ÷ 80 > (60 − 41) ÷ 60 > (10.5 − 8) ÷ 10.5 > (80 − 62) ÷ 80 > (60 − 49) ÷ 60
        assertThat(funding.plan().assessment().gaps())
                .extracting(gap -> gap.finding().id())
                .containsExactly("fluent", "graduate-learners", "algebra-poor", "absent-poor", "graduate", "algebra");
    }

    @Test
    void the_plan_is_final_and_its_second_version_says_what_changed() {
        PlanHistory history = SitePlanExample.history();

        assertThat(history.status()).isEqualTo(PlanStatus.FINAL);
        assertThat(history.committees()).allMatch(Committee::isProperlyComposed);
        assertThat(history.changes(1, 2))
                .extracting(PlanChange::part)
                .containsExactly("investment tutoring", "investment reading", "investment translators");
        // the allocation is due to be spread by the end of March, and the hiring to be done
        assertThat(SitePlanExample.calendar().overdueOn(LocalDate.of(2000, 4, 10)))
                .extracting(Milestone::id)
                .containsExactly("draft-budget");
        assertThat(funding.plan().overdueOn(LocalDate.of(2000, 4, 10)))
                .extracting(Action::id)
                .containsExactly("hire");
    }

    @Test
    void it_prints_what_it_computes_and_writes_the_plan(@TempDir Path folder) throws IOException {
        String printed = SitePlanSummary.of(allocation, june);

        assertThat(printed)
                .contains(
                        funding.matrix().text("$"),
                        "laptops lacks $675,000.00",
                        "supplies        $579,600.00     $423,500.50",
                        "college less: $189,000.00 → $183,738.23",
                        "investment reading: priority 17 → 8",
                        "Invented: ")
                .isEqualTo(SitePlanSummary.of(allocation, june));
        assertThat(printed.lines()).allMatch(line -> line.length() <= 140);
        SitePlanExample.main(new String[] {folder.toString()});
        assertThat(SitePlanJson.read(folder.resolve("site-plan.json"))).isEqualTo(SitePlanExample.plan());
    }

    @Test
    void the_guide_shows_code_that_runs() throws IOException {
        List<String> compiled = new ArrayList<>(GUIDE.compiled());
        compiled.addAll(new Guide("site-plans.md", "SitePlanSummary").compiled());

        assertThat(GUIDE.blocks("java"))
                .containsExactlyInAnyOrderElementsOf(compiled)
                .isNotEmpty();
    }

    @Test
    void the_guide_shows_the_matrix_that_is_printed() throws IOException {
        assertThat(GUIDE.blocks(""))
                .contains(SitePlanSummary.matrix(funding, "$").strip());
    }
}
