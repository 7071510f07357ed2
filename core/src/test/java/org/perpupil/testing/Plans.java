package org.perpupil.testing;

import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import com.google.common.collect.Sets;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.domains.DomainContextBase;
import org.perpupil.account.AccountCode;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.district.FiscalYear;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.ActionStatus;
import org.perpupil.plan.CommunityAsset;
import org.perpupil.plan.Cost;
import org.perpupil.plan.DistrictGoal;
import org.perpupil.plan.EvidenceTier;
import org.perpupil.plan.Finding;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.GoalReview;
import org.perpupil.plan.Investment;
import org.perpupil.plan.Metric;
import org.perpupil.plan.NeedsAssessment;
import org.perpupil.plan.NeedsAssessment.Question;
import org.perpupil.plan.Recurrence;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.plan.Subgroup;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * Whole valid site plans for property tests, whatever their school is given.
 *
 * <p>With {@code @Domain(Plans.class)} on a property or its class, a {@code @ForAll} parameter may be a {@link SitePlan}, an
 * {@link Investment}, a {@link Cost}, a {@link NeedsAssessment}, a {@link PupilGroup} or a {@link RevenueSource}. A property that
 * also draws numbers or texts adds {@code @Domain(DomainContext.Global.class)}. The static methods give the same arbitraries
 * anywhere.
 *
 * <p>A plan has up to 4 goals, each up to 3 strategies, each up to 2 actions, each up to 3 investments; every part has all, some
 * or none of what it may have. Ids are {@code G1}, {@code S1}, {@code A1} in the order of the plan; those of investments,
 * {@code i0} to {@code i100}, are in no order, so that a tie that is broken by the id is not broken by the place. Priorities are
 * few, so that there are ties. Goals name district goals and findings that the plan has, actions its community assets, and
 * investments accounts of {@link #CHART}. Investments are for {@link #NEEDS} and their combinations, in {@link #SPANS}, and are
 * approved for or kept from some of {@link #SOURCES}. Costs are from 1 cent to two million dollars.
 */
public final class Plans extends DomainContextBase {
    public static final List<NeedCategory> NEEDS = List.of(POVERTY, ENGLISH_LEARNER, FOSTER);

    /** The levels of {@link Schools}, a grade and two spans within them. */
    public static final List<GradeSpan> SPANS = List.of(
            Schools.ELEMENTARY,
            Schools.MIDDLE,
            Schools.HIGH,
            GradeSpan.of("5", "5", "5"),
            GradeSpan.of("early", "K", "3"),
            GradeSpan.of("upper", "9", "10"));

    public static final List<AccountCode> ACCOUNTS = Stream.of("1100", "2100", "4300", "4400", "5800")
            .map(AccountCode::of)
            .toList();

    /** Has {@link #ACCOUNTS} and others. */
    public static final ChartOfAccounts CHART = ChartOfAccounts.named("Objects of expenditure")
            .account("1100", "Teachers' salaries")
            .account("1300", "Supervisors' salaries")
            .account("2100", "Aides' salaries")
            .account("4300", "Materials and supplies")
            .account("4400", "Equipment")
            .account("5800", "Professional services")
            .build();

    /** An unrestricted source, and one of each kind of restriction. */
    public static final List<RevenueSource> SOURCES = List.of(
            RevenueSource.local("general", "General fund"),
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY),
            RevenueSource.state("supplemental", "Supplemental grant").restrictedTo(POVERTY, ENGLISH_LEARNER, FOSTER),
            RevenueSource.state("early", "Early grades")
                    .restrictedTo(Restriction.to("early grades").inGrades(Schools.ELEMENTARY)),
            RevenueSource.state("materials", "Materials grant")
                    .restrictedTo(Restriction.to("materials").forAccounts("4*")),
            RevenueSource.privately("gift", "Gift of parents").restrictedTo("music"));

    private static final List<Metric> METRICS = List.of(
            Metric.percent("proficient in mathematics"),
            Metric.percent("suspended at least once").lowerIsBetter(),
            Metric.of("score in reading", "points"),
            Metric.of("absent per pupil", "days").lowerIsBetter());
    private static final List<Subgroup> SUBGROUPS = List.of(
            Subgroup.ALL_PUPILS, Subgroup.of(POVERTY), Subgroup.of(ENGLISH_LEARNER), Subgroup.of("girls in grade 8"));
    private static final List<FocusArea> AREAS =
            List.of(FocusArea.academic("mathematics"), FocusArea.academic("reading"), FocusArea.other("attendance"));

    /** A prime above the most investments of a plan, so that steps of any length meet every id once. */
    private static final int INVESTMENT_IDS = 101;

    private static final int STEP = 37;

    /** What goals and actions may name. */
    private record World(NeedsAssessment assessment, List<DistrictGoal> districtGoals, List<CommunityAsset> assets) {

        String[] districtGoalsAmong(Set<String> ids) {
            return among(ids, districtGoals.stream().map(DistrictGoal::id));
        }

        String[] findingsAmong(Set<String> ids) {
            return among(ids, assessment.findings().stream().map(Finding::id));
        }

        String[] assetsAmong(Set<String> ids) {
            return among(ids, assets.stream().map(CommunityAsset::id));
        }

        private static String[] among(Set<String> ids, Stream<String> known) {
            return Sets.intersection(ids, known.collect(Collectors.toSet())).toArray(String[]::new);
        }
    }

    /** Gives every part of a plan its own id. */
    private static final class Ids {
        private final int firstInvestment;
        private int strategies;
        private int actions;
        private int investments;

        private Ids(int firstInvestment) {
            this.firstInvestment = firstInvestment;
        }

        String strategy() {
            return "S" + ++strategies;
        }

        String action() {
            return "A" + ++actions;
        }

        String investment() {
            return "i" + (firstInvestment + STEP * investments++) % INVESTMENT_IDS;
        }
    }

    /** An investment before it has an id. */
    private record InvestmentDraft(Cost cost, int priority, List<UnaryOperator<Investment>> facts) {

        Investment as(String id) {
            return applied(
                    facts, Investment.of(id, "What " + id + " buys", cost).priority(priority));
        }
    }

    /** An action before it has an id. */
    private record ActionDraft(
            List<UnaryOperator<Action>> facts, Set<String> assets, List<InvestmentDraft> investments) {

        Action in(World world, Ids ids) {
            String id = ids.action();
            return applied(facts, Action.of(id, "What " + id + " does"))
                    .supportedBy(world.assetsAmong(assets))
                    .investing(investments.stream()
                            .map(draft -> draft.as(ids.investment()))
                            .toArray(Investment[]::new));
        }
    }

    /** A goal before it has an id; each of its strategies is a list of actions. */
    private record GoalDraft(
            FocusArea area,
            List<UnaryOperator<Goal>> facts,
            Set<String> districtGoals,
            Set<String> findings,
            List<List<ActionDraft>> strategies) {

        Goal in(World world, Ids ids, String id) {
            return applied(facts, Goal.of(id, area, "What " + id + " aims at"))
                    .servingDistrictGoal(world.districtGoalsAmong(districtGoals))
                    .answering(world.findingsAmong(findings))
                    .through(strategies.stream()
                            .map(actions -> strategy(world, ids, actions))
                            .toArray(Strategy[]::new));
        }

        private static Strategy strategy(World world, Ids ids, List<ActionDraft> actions) {
            String id = ids.strategy();
            return Strategy.of(id, "What " + id + " does")
                    .acting(actions.stream().map(draft -> draft.in(world, ids)).toArray(Action[]::new));
        }
    }

    private static <T> T applied(List<UnaryOperator<T>> facts, T part) {
        T whole = part;
        for (UnaryOperator<T> fact : facts) {
            whole = fact.apply(whole);
        }
        return whole;
    }

    @Provide
    Arbitrary<SitePlan> anyPlan() {
        return plans();
    }

    @Provide
    Arbitrary<Investment> anyInvestment() {
        return investments();
    }

    @Provide
    Arbitrary<Cost> anyCost() {
        return costs();
    }

    @Provide
    Arbitrary<NeedsAssessment> anyAssessment() {
        return assessments();
    }

    @Provide
    Arbitrary<PupilGroup> anyGroup() {
        return groups();
    }

    @Provide
    Arbitrary<RevenueSource> anySource() {
        return sources();
    }

    /** Returns plans of 0 to 4 goals. */
    public static Arbitrary<SitePlan> plans() {
        return Combinators.combine(
                        Schools.schoolIds(),
                        years(2020, 2030),
                        worlds(),
                        Arbitraries.frequencyOf(
                                        Tuple.of(1, Arbitraries.just(0)),
                                        Tuple.of(6, Arbitraries.integers().between(1, 4)))
                                .flatMap(count -> goals().list().ofSize(count)),
                        Arbitraries.integers().between(0, INVESTMENT_IDS - 1))
                .as((school, year, world, goals, firstInvestment) -> {
                    Ids ids = new Ids(firstInvestment);
                    SitePlan.Builder plan = SitePlan.of(school, year)
                            .assessment(world.assessment)
                            .importing(world.districtGoals)
                            .accounts(CHART);
                    world.assets.forEach(plan::asset);
                    for (int i = 0; i < goals.size(); i++) {
                        plan.goal(goals.get(i).in(world, ids, "G" + (i + 1)));
                    }
                    return plan.build();
                })
                .withoutEdgeCases(); // rare cases are drawn on purpose; all pairs of edges would crowd out the rest
    }

    /**
     * Returns plans of one goal, one strategy and one action, with 1 to so many investments: for comparing with a slow way.
     *
     * @param most up to 101
     */
    public static Arbitrary<SitePlan> smallPlans(int most) {
        return Combinators.combine(
                        Schools.schoolIds(),
                        years(2020, 2030),
                        investmentDrafts().list().ofMinSize(1).ofMaxSize(most),
                        Arbitraries.integers().between(0, INVESTMENT_IDS - 1))
                .as((school, year, drafts, firstInvestment) -> {
                    Ids ids = new Ids(firstInvestment);
                    Investment[] investments = drafts.stream()
                            .map(draft -> draft.as(ids.investment()))
                            .toArray(Investment[]::new);
                    return SitePlan.of(school, year)
                            .accounts(CHART)
                            .goal(Goal.of("G1", AREAS.get(0), "What G1 aims at")
                                    .through(Strategy.of("S1", "What S1 does")
                                            .acting(Action.of("A1", "What A1 does")
                                                    .investing(investments))))
                            .build();
                })
                .withoutEdgeCases();
    }

    /** Returns investments {@code i0} to {@code i100}. */
    public static Arbitrary<Investment> investments() {
        return Combinators.combine(investmentDrafts(), Arbitraries.integers().between(0, INVESTMENT_IDS - 1))
                .as((draft, id) -> draft.as("i" + id))
                .withoutEdgeCases();
    }

    /** Returns amounts, staff and units, some of which come to half a cent. */
    public static Arbitrary<Cost> costs() {
        Arbitrary<Money> few = Arbitraries.longs().between(1, 500).map(Money::ofCents);
        Arbitrary<Money> many = Arbitraries.longs()
                .between(500, 20_000_000)
                .withDistribution(RandomDistribution.uniform())
                .map(Money::ofCents);
        Arbitrary<Money> dollars = Arbitraries.longs().between(1, 100_000).map(Money::ofDollars);
        Arbitrary<BigDecimal> quantity =
                Arbitraries.integers().between(50, 1_000).map(hundredths -> BigDecimal.valueOf(hundredths, 2));
        return Arbitraries.oneOf(
                Arbitraries.oneOf(few, many, dollars).map(Cost::of),
                Combinators.combine(quantity, Arbitraries.oneOf(many, dollars)).as(Cost::fte),
                Combinators.combine(Arbitraries.longs().between(1, 1_000), few).as(Cost::units),
                Combinators.combine(quantity.map(BigDecimal::toPlainString), few)
                        .as(Cost::units));
    }

    /** Returns assessments with up to 4 findings, each in up to 4 years, some without target. */
    public static Arbitrary<NeedsAssessment> assessments() {
        Arbitrary<Tuple2<Metric, Subgroup>> measured = Combinators.combine(
                        Arbitraries.of(METRICS), Arbitraries.of(SUBGROUPS))
                .as(Tuple::of);
        return Combinators.combine(
                        measured.set().ofMaxSize(4).flatMap(Plans::findings),
                        Arbitraries.of(AREAS).set().ofMaxSize(3),
                        reviews(),
                        Arbitraries.maps(
                                        Arbitraries.of(Question.class),
                                        Arbitraries.of("More pupils read well.", "Pupils miss too many days."))
                                .ofMaxSize(3))
                .as((findings, areas, reviews, answers) -> {
                    NeedsAssessment.Builder assessment = NeedsAssessment.builder()
                            .focusingOn(areas.toArray(FocusArea[]::new))
                            .findings(findings);
                    reviews.forEach(assessment::lastYear);
                    answers.forEach(assessment::answer);
                    return assessment.build();
                })
                .withoutEdgeCases();
    }

    /** Returns groups of pupils of {@link #NEEDS}: all pupils, one need, and combinations. */
    public static Arbitrary<PupilGroup> groups() {
        Arbitrary<PupilGroup> one = Arbitraries.of(NEEDS).map(need -> need);
        Arbitrary<NeedCategory[]> two =
                Arbitraries.shuffle(NEEDS).map(needs -> needs.subList(0, 2).toArray(NeedCategory[]::new));
        Arbitrary<PupilGroup> any = two.map(PupilGroup::anyOf);
        Arbitrary<PupilGroup> all = two.map(PupilGroup::allOf);
        Arbitrary<PupilGroup> without = Arbitraries.shuffle(NEEDS)
                .map(needs -> PupilGroup.anyOf(needs.get(0), needs.get(1)).butNot(needs.get(2)));
        Arbitrary<PupilGroup> allWithout = Arbitraries.shuffle(NEEDS)
                .map(needs -> PupilGroup.allOf(needs.get(0), needs.get(1)).butNot(needs.get(2)));
        Arbitrary<PupilGroup> oneWithout =
                Arbitraries.shuffle(NEEDS).map(needs -> needs.get(0).butNot(needs.get(1)));
        Arbitrary<PupilGroup> others = Arbitraries.of(NEEDS).map(NeedCategory.ALL_PUPILS::butNot);
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(NeedCategory.ALL_PUPILS)),
                Tuple.of(4, one),
                Tuple.of(2, any),
                Tuple.of(2, all),
                Tuple.of(1, without),
                Tuple.of(1, allWithout),
                Tuple.of(1, oneWithout),
                Tuple.of(1, others));
    }

    /** Returns the {@link #SOURCES}, and sources that are restricted to several things at once. */
    public static Arbitrary<RevenueSource> sources() {
        Arbitrary<NeedCategory> need = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.of(NEEDS)), Tuple.of(1, Arbitraries.just(NeedCategory.ALL_PUPILS)));
        Arbitrary<RevenueSource> drawn = Combinators.combine(
                        need.set().ofMaxSize(3),
                        Arbitraries.of(SPANS).set().ofMaxSize(2),
                        Arbitraries.of("1*", "2100", "4*", "*00", "5800").set().ofMaxSize(2))
                .as((needs, spans, accounts) -> RevenueSource.federal("grant", "Grant")
                        .restrictedTo(Restriction.to("a purpose")
                                .forNeeds(needs.toArray(NeedCategory[]::new))
                                .inGrades(spans.toArray(GradeSpan[]::new))
                                .forAccounts(accounts.toArray(String[]::new))))
                .withoutEdgeCases();
        return Arbitraries.oneOf(Arbitraries.of(SOURCES), drawn);
    }

    private static Arbitrary<InvestmentDraft> investmentDrafts() {
        Arbitrary<PupilCount> pupils =
                Arbitraries.integers().between(0, 5_000).map(tenths -> PupilCount.of(BigDecimal.valueOf(tenths, 1)));
        Arbitrary<Integer> priority = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.integers().between(1, 4)), Tuple.of(1, Arbitraries.of(10, 1_000_000)));
        Arbitrary<Set<SourceId>> several = Arbitraries.of(SOURCES)
                .map(RevenueSource::id)
                .set()
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<Set<SourceId>> gift = Arbitraries.just(Set.of(SourceId.of("gift")));
        Arbitrary<List<UnaryOperator<Investment>>> facts = Combinators.combine(List.of(
                        sometimes(3, 1, Arbitraries.of(ACCOUNTS), Investment::chargedTo),
                        sometimes(2, 1, Arbitraries.of(Recurrence.class), Investment::recurring),
                        sometimes(1, 1, Arbitraries.of(EvidenceTier.class), Investment::backedBy),
                        sometimes(3, 1, groups(), Investment::serving),
                        sometimes(1, 1, Arbitraries.of(SPANS), Investment::inGrades),
                        sometimes(1, 1, pupils, Investment::reaching),
                        sometimes(1, 3, Arbitraries.just(true), (it, whole) -> it.wholeOrNothing()),
                        sometimes(1, 2, Arbitraries.oneOf(several, gift), Investment::approvedFor),
                        sometimes(1, 4, several, Investment::notFrom)))
                .as(all -> all);
        return Combinators.combine(costs(), priority, facts).as(InvestmentDraft::new);
    }

    private static Arbitrary<ActionDraft> actionDrafts() {
        Arbitrary<ActionStatus> status = Arbitraries.frequency(
                Tuple.of(3, ActionStatus.PLANNED),
                Tuple.of(2, ActionStatus.UNDER_WAY),
                Tuple.of(1, ActionStatus.DONE),
                Tuple.of(1, ActionStatus.DROPPED));
        Arbitrary<List<UnaryOperator<Action>>> facts = Combinators.combine(List.of(
                        sometimes(2, 1, Arbitraries.of("Principal", "Ms Ode"), Action::ownedBy),
                        sometimes(3, 1, days(), Action::dueBy),
                        sometimes(1, 1, status, Action::withStatus)))
                .as(all -> all);
        return Combinators.combine(
                        facts, someOf("C1", "C2"), investmentDrafts().list().ofMaxSize(3))
                .as(ActionDraft::new);
    }

    private static Arbitrary<GoalDraft> goals() {
        Arbitrary<UnaryOperator<Goal>> measure = Combinators.combine(Arbitraries.of(METRICS), Arbitraries.of(SUBGROUPS))
                .as((metric, pupils) -> goal -> goal.measuredBy(metric, pupils));
        Arbitrary<UnaryOperator<Goal>> baseline =
                Combinators.combine(years(2018, 2026), values()).as((year, value) -> goal -> goal.from(year, value));
        Arbitrary<List<UnaryOperator<Goal>>> facts = Combinators.combine(List.of(
                        sometimes(4, 1, measure, (goal, fact) -> fact.apply(goal)),
                        sometimes(4, 1, baseline, (goal, fact) -> fact.apply(goal)),
                        sometimes(4, 1, values(), Goal::to),
                        sometimes(4, 1, days(), Goal::by)))
                .as(all -> all);
        return Combinators.combine(
                        Arbitraries.of(AREAS),
                        facts,
                        someOf("D1", "D2"),
                        someOf("F1", "F2", "F3", "F4"),
                        actionDrafts().list().ofMaxSize(2).list().ofMaxSize(3))
                .as(GoalDraft::new);
    }

    private static Arbitrary<World> worlds() {
        Arbitrary<Long> hours = Arbitraries.longs().between(0, 400);
        Arbitrary<Money> value = Arbitraries.longs().between(0, 1_000_000).map(Money::ofCents);
        Arbitrary<List<UnaryOperator<CommunityAsset>>> facts = Combinators.combine(
                        Plans.<CommunityAsset, Long>sometimes(1, 1, hours, CommunityAsset::hours),
                        Plans.<CommunityAsset, Money>sometimes(1, 1, value, CommunityAsset::worth))
                .as((some, more) -> List.of(some, more));
        Arbitrary<List<CommunityAsset>> assets = facts.list()
                .ofMaxSize(2)
                .map(all -> numbered(
                        all,
                        (number, some) -> applied(some, CommunityAsset.of("C" + number, "Library", "Reading hours"))));
        Arbitrary<List<DistrictGoal>> districtGoals = Arbitraries.of(AREAS)
                .list()
                .ofMaxSize(2)
                .map(some -> numbered(
                        some, (number, area) -> DistrictGoal.of("D" + number, area, "What D" + number + " aims at")));
        return Combinators.combine(assessments(), districtGoals, assets).as(World::new);
    }

    private static Arbitrary<List<Finding>> findings(Set<Tuple2<Metric, Subgroup>> measured) {
        Arbitrary<UnaryOperator<Finding>> facts = Combinators.combine(
                        Arbitraries.maps(years(2018, 2026), values()).ofMaxSize(4),
                        Plans.<Finding, BigDecimal>sometimes(4, 1, values(), Finding::against))
                .as((values, target) -> finding -> {
                    Finding whole = target.apply(finding);
                    for (var value : values.entrySet()) {
                        whole = whole.in(value.getKey(), value.getValue());
                    }
                    return whole;
                });
        return facts.list().ofSize(measured.size()).map(all -> {
            List<Tuple2<Metric, Subgroup>> some = List.copyOf(measured);
            return numbered(
                    all,
                    (number, fact) -> fact.apply(Finding.of(
                            "F" + number,
                            some.get(number - 1).get1(),
                            some.get(number - 1).get2())));
        });
    }

    private static Arbitrary<List<GoalReview>> reviews() {
        return Arbitraries.of(GoalReview.Outcome.class)
                .list()
                .ofMaxSize(2)
                .map(some -> numbered(
                        some,
                        (number, outcome) ->
                                new GoalReview("L" + number, "What L" + number + " aimed at", outcome, "a count")));
    }

    private static <T, R> List<R> numbered(List<T> some, BiFunction<Integer, T, R> toOne) {
        List<R> all = new ArrayList<>();
        IntStream.rangeClosed(1, some.size()).forEach(number -> all.add(toOne.apply(number, some.get(number - 1))));
        return List.copyOf(all);
    }

    /** Returns values that every metric can take, per cent too. */
    private static Arbitrary<BigDecimal> values() {
        Arbitrary<BigDecimal> tenths =
                Arbitraries.integers().between(0, 1_000).map(number -> BigDecimal.valueOf(number, 1));
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(BigDecimal.ZERO, BigDecimal.valueOf(100))), Tuple.of(8, tenths));
    }

    private static Arbitrary<FiscalYear> years(int first, int last) {
        return Arbitraries.integers().between(first, last).map(FiscalYear::of);
    }

    private static Arbitrary<LocalDate> days() {
        return Arbitraries.integers()
                .between(0, 2_000)
                .map(days -> LocalDate.of(2025, 7, 1).plusDays(days));
    }

    private static Arbitrary<Set<String>> someOf(String... ids) {
        return Arbitraries.of(ids).set().ofMaxSize(ids.length);
    }

    /** Returns changes that say a fact so many times, and nothing so many times. */
    private static <P, T> Arbitrary<UnaryOperator<P>> sometimes(
            int said, int unsaid, Arbitrary<T> values, BiFunction<P, T, P> fact) {
        Arbitrary<UnaryOperator<P>> saying = values.map(value -> part -> fact.apply(part, value));
        Arbitrary<UnaryOperator<P>> nothing = Arbitraries.just(UnaryOperator.identity());
        return Arbitraries.frequencyOf(Tuple.of(unsaid, nothing), Tuple.of(said, saying));
    }
}
