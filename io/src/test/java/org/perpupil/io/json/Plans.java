package org.perpupil.io.json;

import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.domains.DomainContextBase;
import org.perpupil.account.AccountCode;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
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
import org.perpupil.plan.Recurrence;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.plan.Subgroup;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.SourceId;
import org.perpupil.testing.Schools;

/**
 * Plans with all that a document can hold: everything that may be absent is absent now and then, ids and texts are odd, goals name
 * what the plan has.
 */
public final class Plans extends DomainContextBase {
    private static final List<String> CODES = List.of("1100", "01-3010-0", "4300", "A.b_c:d/e", "0");
    private static final ChartOfAccounts CHART = ChartOfAccounts.named("accounts")
            .account("1100", "Teachers' salaries")
            .account("01-3010-0", "\"Title I\" \\ 😀")
            .account("4300", "Materials")
            .account("A.b_c:d/e", "0")
            .account("0", "none")
            .build();

    /** A part before it has an id, which is its own in its plan, and before it names other parts. */
    @FunctionalInterface
    private interface Draft<T> {
        T in(World world);
    }

    /** What a draft is made in. */
    private static final class World {
        private final List<String> districtGoals = new ArrayList<>();
        private final List<String> findings = new ArrayList<>();
        private final List<String> assets = new ArrayList<>();
        private final Map<String, Metric> metrics = new HashMap<>();
        private int parts;

        /** A plan means one metric by a name. */
        Metric metric(Metric drawn) {
            return metrics.computeIfAbsent(drawn.name(), name -> drawn);
        }

        String id(String stem) {
            parts++;
            return stem + parts;
        }

        <T> List<T> all(List<Draft<T>> drafts) {
            return drafts.stream().map(draft -> draft.in(this)).toList();
        }
    }

    private static String[] picked(List<String> ids, Set<Integer> picks) {
        return ids.isEmpty()
                ? new String[0]
                : picks.stream().map(pick -> ids.get(pick % ids.size())).toArray(String[]::new);
    }

    private static <T, P> T with(T value, Optional<P> part, BiFunction<T, P, T> add) {
        return part.map(given -> add.apply(value, given)).orElse(value);
    }

    @Provide
    Arbitrary<SitePlan> anyPlan() {
        return plans(Schools.schoolIds(), years());
    }

    /** Returns plans of some schools for some years. */
    static Arbitrary<SitePlan> plans(Arbitrary<SchoolId> schools, Arbitrary<FiscalYear> years) {
        return Combinators.combine(
                        schools,
                        years,
                        assessments(),
                        districtGoals().list().ofMaxSize(3),
                        assets().list().ofMaxSize(3),
                        goals().list().ofMaxSize(3),
                        Arbitraries.of(CHART, ChartOfAccounts.anyCode()))
                .as((school, year, assessment, districtGoals, assets, goals, chart) -> {
                    World world = new World();
                    SitePlan.Builder plan = SitePlan.of(school, year)
                            .accounts(chart)
                            .assessment(assessment.in(world))
                            .importing(world.all(districtGoals));
                    world.all(assets).forEach(plan::asset);
                    return plan.goals(world.all(goals)).build();
                })
                .withoutEdgeCases();
    }

    private static Arbitrary<Draft<NeedsAssessment>> assessments() {
        return Combinators.combine(
                        areas().list().ofMaxSize(3),
                        findings().list().ofMaxSize(3),
                        reviews().list().ofMaxSize(2),
                        Arbitraries.maps(Arbitraries.of(NeedsAssessment.Question.class), names())
                                .ofMaxSize(3))
                .as((areas, findings, reviews, answers) -> world -> {
                    NeedsAssessment.Builder assessment = NeedsAssessment.builder()
                            .focusingOn(areas.toArray(FocusArea[]::new))
                            .findings(world.all(findings));
                    world.all(reviews).forEach(assessment::lastYear);
                    answers.forEach(assessment::answer);
                    return assessment.build();
                });
    }

    private static Arbitrary<Draft<Finding>> findings() {
        Arbitrary<List<Tuple2<FiscalYear, BigDecimal>>> values = Combinators.combine(years(), shares())
                .as(Tuple::of)
                .list()
                .uniqueElements(Tuple2::get1)
                .ofMaxSize(4);
        return Combinators.combine(stems(), metrics(), names(), values, shares().optional(0.7))
                .as((stem, drawn, pupils, known, target) -> world -> {
                    Metric metric = world.metric(drawn);
                    String id = world.id(stem);
                    world.findings.add(id);
                    Finding finding = Finding.of(id, metric, Subgroup.of(pupils + id));
                    for (Tuple2<FiscalYear, BigDecimal> value : known) {
                        finding = finding.in(value.get1(), possible(metric, value.get2()));
                    }
                    return with(finding, target.map(aim -> possible(metric, aim)), Finding::against);
                });
    }

    /** A metric in per cent takes 0 to 100; any other takes anything. */
    private static BigDecimal possible(Metric metric, BigDecimal share) {
        BigDecimal any = share.subtract(BigDecimal.valueOf(50)).scaleByPowerOfTen(14);
        return metric.canBe(any) ? any : share;
    }

    private static Arbitrary<Draft<GoalReview>> reviews() {
        return Combinators.combine(stems(), names(), Arbitraries.of(GoalReview.Outcome.class), names())
                .as((stem, statement, outcome, evidence) ->
                        world -> new GoalReview(world.id(stem), statement, outcome, evidence));
    }

    /** Goals of the same id say the same, as those do that schools import from one district. */
    private static Arbitrary<Draft<DistrictGoal>> districtGoals() {
        return stems().map(stem -> world -> {
            String id = world.id(stem);
            world.districtGoals.add(id);
            boolean isAcademic = id.length() % 2 == 0;
            return DistrictGoal.of(id, new FocusArea("a/b~c of " + id, isAcademic), "\"</script> of " + id + "\\ 괮");
        });
    }

    private static Arbitrary<Draft<CommunityAsset>> assets() {
        return Combinators.combine(
                        stems(),
                        names(),
                        names(),
                        shares().optional(0.5),
                        Arbitraries.longs()
                                .greaterOrEqual(0)
                                .map(Money::ofCents)
                                .optional(0.5))
                .as((stem, giver, offer, hours, worth) -> world -> {
                    String id = world.id(stem);
                    world.assets.add(id);
                    CommunityAsset asset = CommunityAsset.of(id, giver, offer);
                    asset = with(asset, hours, CommunityAsset::hours);
                    return with(asset, worth, CommunityAsset::worth);
                });
    }

    private static Arbitrary<Draft<Goal>> goals() {
        Arbitrary<Goal> alone = Combinators.combine(
                        areas(),
                        names(),
                        Combinators.combine(metrics(), names()).as(Tuple::of).optional(0.6),
                        Combinators.combine(years(), shares()).as(Tuple::of).optional(0.6),
                        shares().optional(0.6),
                        days().optional(0.6))
                .as((area, statement, measure, baseline, target, deadline) -> {
                    Goal goal = Goal.of("any", area, statement);
                    goal = with(goal, measure, (some, by) -> some.measuredBy(by.get1(), Subgroup.of(by.get2())));
                    goal = with(goal, baseline, (some, from) -> some.from(from.get1(), from.get2()));
                    goal = with(goal, target, Goal::to);
                    return with(goal, deadline, Goal::by);
                });
        return Combinators.combine(
                        stems(), alone, picks(), picks(), strategies().list().ofMaxSize(2))
                .as((stem, said, districtGoals, findings, strategies) -> world -> {
                    Goal goal = Goal.of(world.id(stem), said.area(), said.statement())
                            .servingDistrictGoal(picked(world.districtGoals, districtGoals))
                            .answering(picked(world.findings, findings))
                            .through(world.all(strategies).toArray(Strategy[]::new));
                    goal = with(
                            goal,
                            said.metric(),
                            (some, metric) -> some.measuredBy(
                                    world.metric(metric), said.pupils().orElseThrow()));
                    goal = with(
                            goal,
                            said.baseline(),
                            (some, value) -> some.from(said.baselineYear().orElseThrow(), value));
                    goal = with(goal, said.target(), Goal::to);
                    return with(goal, said.deadline(), Goal::by);
                });
    }

    private static Arbitrary<Draft<Strategy>> strategies() {
        return Combinators.combine(stems(), names(), actions().list().ofMaxSize(2))
                .as((stem, description, actions) ->
                        world -> new Strategy(world.id(stem), description, world.all(actions)));
    }

    private static Arbitrary<Draft<Action>> actions() {
        return Combinators.combine(
                        stems(),
                        names(),
                        names().optional(0.6),
                        days().optional(0.6),
                        Arbitraries.of(ActionStatus.class),
                        picks(),
                        investments().list().ofMaxSize(3))
                .as((stem, description, owner, deadline, status, assets, investments) -> world -> {
                    Action action = Action.of(world.id(stem), description)
                            .withStatus(status)
                            .supportedBy(picked(world.assets, assets))
                            .investing(world.all(investments).toArray(Investment[]::new));
                    action = with(action, owner, Action::ownedBy);
                    return with(action, deadline, Action::dueBy);
                });
    }

    private static Arbitrary<Draft<Investment>> investments() {
        Arbitrary<Investment> alone = Combinators.combine(
                        names(),
                        costs(),
                        Arbitraries.integers().greaterOrEqual(1),
                        Arbitraries.of(CODES).map(AccountCode::of).optional(0.7),
                        Arbitraries.of(Recurrence.class).optional(0.5),
                        Arbitraries.of(EvidenceTier.class).optional(0.5),
                        Arbitraries.of(true, false))
                .as((description, cost, priority, account, recurrence, evidence, isWhole) -> {
                    Investment investment =
                            Investment.of("any", description, cost).priority(priority);
                    investment = with(investment, account, Investment::chargedTo);
                    investment = with(investment, recurrence, Investment::recurring);
                    investment = with(investment, evidence, Investment::backedBy);
                    return isWhole ? investment.wholeOrNothing() : investment;
                });
        Arbitrary<GradeSpan> spans =
                Arbitraries.of(Schools.ELEMENTARY, GradeSpan.ALL_GRADES, GradeSpan.of("née \"x\"", "PK", "K"));
        Arbitrary<PupilCount> counts =
                Arbitraries.of("0", "48", "411.75", "999999999999999.5").map(PupilCount::parse);
        return Combinators.combine(
                        stems(),
                        alone,
                        groups(),
                        spans.optional(0.4),
                        counts.optional(0.4),
                        sources().set().ofMaxSize(2),
                        sources().set().ofMaxSize(2))
                .as((stem, said, serves, grades, pupils, approved, barred) -> world -> {
                    Investment investment = Investment.of(world.id(stem), said.description(), said.cost())
                            .priority(said.priority())
                            .serving(serves)
                            .approvedFor(approved)
                            .notFrom(barred);
                    investment = with(investment, said.account(), Investment::chargedTo);
                    investment = with(investment, said.recurrence(), Investment::recurring);
                    investment = with(investment, said.evidence(), Investment::backedBy);
                    investment = with(investment, grades, Investment::inGrades);
                    investment = with(investment, pupils, Investment::reaching);
                    return said.isWholeOrNothing() ? investment.wholeOrNothing() : investment;
                });
    }

    private static Arbitrary<Cost> costs() {
        Arbitrary<BigDecimal> quantities = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.5"), new BigDecimal("100000"))
                .ofScale(20);
        Arbitrary<Money> prices =
                Arbitraries.longs().between(1, 1_000_000_000_000L).map(Money::ofCents);
        return Arbitraries.oneOf(
                Arbitraries.longs().greaterOrEqual(1).map(Money::ofCents).map(Cost::of),
                Combinators.combine(quantities, prices).as(Cost.Staff::new),
                Combinators.combine(quantities, prices).as(Cost.Units::new));
    }

    private static Arbitrary<PupilGroup> groups() {
        return Arbitraries.of(
                ALL_PUPILS,
                POVERTY,
                new NeedCategory("néed \"x\""),
                PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER),
                PupilGroup.allOf(POVERTY, FOSTER).butNot(ENGLISH_LEARNER),
                ALL_PUPILS.butNot(POVERTY));
    }

    static Arbitrary<Metric> metrics() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        Metric.percent("proficient"), Metric.percent("absent").lowerIsBetter()),
                Combinators.combine(names(), names(), Arbitraries.of(Metric.Better.class))
                        .as(Metric::new)
                        .filter(metric -> !metric.unit().equals("%")));
    }

    private static Arbitrary<FocusArea> areas() {
        return Combinators.combine(names(), Arbitraries.of(true, false)).as(FocusArea::new);
    }

    /** Numbers from 0 to 100. */
    static Arbitrary<BigDecimal> shares() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(100))
                .ofScale(12);
    }

    static Arbitrary<FiscalYear> years() {
        return Arbitraries.integers().between(1900, 2999).map(FiscalYear::of);
    }

    static Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(-1, 1, 1).toEpochDay(),
                        LocalDate.of(12_000, 1, 1).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    private static Arbitrary<SourceId> sources() {
        return Arbitraries.of("general", "title-i", "A.1_b").map(SourceId::of);
    }

    /** What an id begins with; a number that is its own follows. */
    private static Arbitrary<String> stems() {
        return Arbitraries.of("goal ", "1.", "Ä_b-", "数学");
    }

    private static Arbitrary<Set<Integer>> picks() {
        return Arbitraries.integers().between(0, 2).set().ofMaxSize(3);
    }

    /** Texts that are not blank. */
    static Arbitrary<String> names() {
        return Documents.texts().filter(text -> !text.isBlank());
    }
}
