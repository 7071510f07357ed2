package org.perpupil.io.json;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.domains.DomainContextBase;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.plan.Chain;
import org.perpupil.plan.DistrictGoal;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Subgroup;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.funding.FundingStreams;
import org.perpupil.plan.funding.Matching;
import org.perpupil.plan.process.Approval;
import org.perpupil.plan.process.Committee;
import org.perpupil.plan.process.CompositionRule;
import org.perpupil.plan.process.Input;
import org.perpupil.plan.process.Meeting;
import org.perpupil.plan.process.Member;
import org.perpupil.plan.process.MemberRole;
import org.perpupil.plan.process.Milestone;
import org.perpupil.plan.process.Phase;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanStatus;
import org.perpupil.plan.process.PlanningCalendar;
import org.perpupil.plan.process.Votes;
import org.perpupil.plan.review.DistrictPlans;
import org.perpupil.plan.review.Scorecard;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.testing.Schools;

/** What becomes of the plans of {@link Plans}: their money, how they came about, the calendar, and what the district sees. */
public final class PlanWorlds extends DomainContextBase {
    private static final List<String> PEOPLE = List.of("Ana Ruiz", "Ben \"B\" Cole", "李", "0", "d/e~f");
    private static final List<MemberRole> ROLES =
            List.of(MemberRole.PRINCIPAL, MemberRole.TEACHER, MemberRole.PARENT, new MemberRole("élu \"x\""));

    /** An entry by hand: so many thousandths of what can be entered still for some investment from some stream. */
    private record Pick(int investment, int stream, int share) {}

    /** What happens to a committee. */
    private record Change(int kind, int who, MemberRole role, Meeting meeting) {
        Committee to(Committee before) {
            List<String> seated = before.members().stream().map(Member::name).toList();
            if (kind == 0 || seated.isEmpty()) {
                return before.seating(Member.of(PEOPLE.get(who), role));
            }
            if (kind == 1) {
                return before.releasing(seated.get(who % seated.size()));
            }
            return before.met(meeting.attendedBy(
                    seated.subList(0, who % (seated.size() + 1)).toArray(String[]::new)));
        }
    }

    /** What somebody tries to do to a plan, so many days after the last step. */
    private record Move(int kind, int pick, int days, String who, String note, Change change) {}

    @Provide
    Arbitrary<Funding> anyFunding() {
        return Combinators.combine(
                        Plans.plans(Schools.schoolIds(), Plans.years()),
                        Documents.sources()
                                .list()
                                .uniqueElements(RevenueSource::id)
                                .ofMaxSize(4))
                .flatAs(PlanWorlds::fundings)
                .withoutEdgeCases();
    }

    private static Arbitrary<Funding> fundings(SitePlan plan, List<RevenueSource> sources) {
        Arbitrary<Pick> picks = Combinators.combine(
                        Arbitraries.integers().between(0, 11),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(0, 1, 300, 1000))
                .as(Pick::new);
        return Combinators.combine(streams(plan, sources), picks.list().ofMaxSize(6), Arbitraries.of(true, true, false))
                .as((streams, entries, automatic) -> {
                    Matching matching = entered(Matching.of(plan, streams), entries);
                    return automatic ? matching.fund() : matching.byHandOnly();
                });
    }

    /** Streams of a budget, in part locked, and streams with ranks of their own. */
    private static Arbitrary<FundingStreams> streams(SitePlan plan, List<RevenueSource> sources) {
        if (sources.isEmpty()) {
            return Arbitraries.just(FundingStreams.of());
        }
        Arbitrary<Long> cents = Arbitraries.longs().between(0, 1_000_000_000_000L);
        Arbitrary<FundingStreams> ofBudget = Combinators.combine(
                        Arbitraries.of(sources), cents, Arbitraries.of(Held.class), Plans.names())
                .as((source, amount, held, name) -> new BudgetLine(name, source, Money.ofCents(amount), held))
                .list()
                .uniqueElements(line -> Map.entry(line.name(), line.source()))
                .ofMaxSize(6)
                .map(lines -> FundingStreams.of(new SchoolBudget(plan.school(), plan.year(), lines)));
        Arbitrary<FundingStreams> ranked = Combinators.combine(
                        cents.list().ofSize(sources.size()),
                        Arbitraries.integers().between(1, 3).list().ofSize(sources.size()))
                .as((caps, ranks) -> {
                    List<FundingStream> streams = new ArrayList<>();
                    for (int i = 0; i < sources.size(); i++) {
                        streams.add(new FundingStream(sources.get(i), Money.ofCents(caps.get(i)), ranks.get(i)));
                    }
                    return FundingStreams.of(streams);
                });
        return Combinators.combine(ofBudget, ranked, Arbitraries.of(0, 1, 2))
                .as((budget, free, which) -> switch (which) {
                    case 0 -> budget;
                    case 1 -> free;
                    default ->
                        budget.all().isEmpty()
                                ? budget
                                : budget.savedInOrder(budget.all()
                                        .get(budget.all().size() - 1)
                                        .id());
                });
    }

    private static Matching entered(Matching matching, List<Pick> picks) {
        Matching entered = matching;
        for (Pick pick : picks) {
            List<Chain> chains = matching.plan().chains();
            List<FundingStream> streams = matching.streams().all();
            if (chains.isEmpty() || streams.isEmpty()) {
                return entered;
            }
            Chain chain = chains.get(pick.investment() % chains.size());
            FundingStream stream = streams.get(pick.stream() % streams.size());
            String investment = chain.investment().id();
            boolean isFilled = entered.entries().stream()
                    .anyMatch(entry -> entry.investment().equals(investment)
                            && entry.source().equals(stream.id()));
            if (isFilled) {
                continue;
            }
            Funding before = entered.byHandOnly();
            long most = chain.investment().isPayableFrom(stream.source())
                    ? Math.min(
                            chain.investment()
                                    .cost()
                                    .amount()
                                    .minus(before.funded(investment))
                                    .cents(),
                            before.left().getOrDefault(stream.id(), Money.ZERO).cents())
                    : 0;
            entered = entered.byHand(investment, stream.id(), Money.ofCents(most / 1000 * pick.share()));
        }
        return entered;
    }

    @Provide
    Arbitrary<PlanHistory> anyHistory() {
        return Combinators.combine(Schools.schoolIds(), Plans.years())
                .flatAs(PlanWorlds::histories)
                .withoutEdgeCases();
    }

    private static Arbitrary<PlanHistory> histories(SchoolId school, FiscalYear year) {
        Arbitrary<List<SitePlan>> plans = Plans.plans(Arbitraries.just(school), Arbitraries.just(year))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<Move> moves = Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 40),
                        Plans.names(),
                        Documents.texts(),
                        changes())
                .as(Move::new);
        return Combinators.combine(
                        plans,
                        committees().list().uniqueElements(Committee::name).ofMaxSize(2),
                        Plans.days(),
                        Plans.names(),
                        Documents.texts(),
                        moves.list().ofMaxSize(12))
                .as((versions, committees, day, who, note, several) -> {
                    PlanHistory history = PlanHistory.requiring(committees).start(versions.get(0), who, day, note);
                    for (Move move : several) {
                        history = moved(history, move, versions);
                    }
                    return history;
                });
    }

    private static PlanHistory moved(PlanHistory before, Move move, List<SitePlan> versions) {
        LocalDate day = before.steps().get(before.steps().size() - 1).day().plusDays(move.days());
        List<Committee> committees = before.committees();
        if (move.kind() == 0 || before.status() == PlanStatus.FINAL) {
            return before.revise(versions.get(move.pick() % versions.size()), move.who(), day, move.note());
        }
        if (move.kind() == 1 && !committees.isEmpty()) {
            return before.withCommittee(move.change().to(committees.get(move.pick() % committees.size())));
        }
        if (before.status() == PlanStatus.DRAFT) {
            return before.share(move.who(), day);
        }
        if (before.missingApprovals().isEmpty()) {
            return before.status() == PlanStatus.APPROVED
                    ? before.finish(move.who(), day)
                    : before.approve(move.who(), day);
        }
        return before.status() == PlanStatus.SHARED ? voted(before, move, day) : before;
    }

    /** The first committee without an approval votes; now and then it is against. */
    private static PlanHistory voted(PlanHistory before, Move move, LocalDate day) {
        String name = before.missingApprovals().get(0).place();
        Committee committee = before.committees().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(before.committees().get(0));
        int members = committee.members().size();
        int version = before.current().number();
        int inFavor = members - (members > 2 ? move.pick() % 2 : 0);
        Votes votes = Votes.inFavor(inFavor).abstaining(members - inFavor);
        return before.record(
                members == 0 || move.kind() == 2
                        ? Approval.rejected(
                                committee.name(), version, day, Votes.inFavor(0).against(members), move.note())
                        : Approval.approved(committee.name(), version, day, votes)
                                .noting(move.note()));
    }

    private static Arbitrary<Committee> committees() {
        return Combinators.combine(
                        Plans.names(),
                        Arbitraries.frequencyOf(
                                Tuple.of(2, Arbitraries.just(List.<CompositionRule>of())),
                                Tuple.of(1, rules().list().ofMaxSize(3))),
                        changes().list().ofMaxSize(6))
                .as((name, rules, changes) -> {
                    Committee committee = Committee.named(name).ruledBy(rules);
                    for (Change change : changes) {
                        committee = change.to(committee);
                    }
                    return committee;
                });
    }

    private static Arbitrary<Change> changes() {
        Arbitrary<Input> inputs = Combinators.combine(
                        Plans.names(), Plans.names(), Documents.texts().optional(0.6))
                .as((from, words, goal) -> {
                    Input input = Input.of(from, words);
                    return goal.map(input::about).orElse(input);
                });
        Arbitrary<Meeting> meetings = Combinators.combine(
                        Plans.days(),
                        Documents.texts().list().ofMaxSize(2),
                        inputs.list().ofMaxSize(2))
                .as((day, agenda, said) -> new Meeting(day, agenda, Set.of(), said));
        return Combinators.combine(
                        Arbitraries.of(0, 0, 0, 1, 2, 2),
                        Arbitraries.integers().between(0, PEOPLE.size() - 1),
                        Arbitraries.of(ROLES),
                        meetings)
                .as(Change::new);
    }

    private static Arbitrary<CompositionRule> rules() {
        Arbitrary<Set<MemberRole>> roles =
                Arbitraries.of(ROLES).set().ofMinSize(1).ofMaxSize(3);
        Arbitrary<Tuple2<Integer, Set<MemberRole>>> counted =
                Combinators.combine(Arbitraries.integers().between(1, 4), roles).as(Tuple::of);
        return Arbitraries.oneOf(
                Arbitraries.of(ROLES).set().ofSize(3).map(some -> {
                    List<MemberRole> three = List.copyOf(some);
                    return CompositionRule.parityOf(three.get(0)).and(three.get(1), three.get(2));
                }),
                roles.map(some ->
                        CompositionRule.majorityOf(some.iterator().next()).among(some.toArray(MemberRole[]::new))),
                counted.map(rule -> new CompositionRule.AtLeast(rule.get1(), rule.get2())),
                counted.map(rule -> new CompositionRule.AtMost(rule.get1() - 1, rule.get2())),
                counted.map(rule -> new CompositionRule.Exactly(rule.get1() - 1, rule.get2())),
                roles.map(CompositionRule.Only::new));
    }

    @Provide
    Arbitrary<PlanningCalendar> anyCalendar() {
        Arbitrary<Map.Entry<String, Milestone>> milestones = Combinators.combine(
                        Plans.names(),
                        Arbitraries.of(Phase.class),
                        Plans.names(),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(-1000, 1000).optional(0.5))
                .as((id, phase, description, due, done) -> {
                    // Days of a draft are counted from the first of its phase.
                    Milestone milestone = Milestone.of(id, phase, description, LocalDate.ofEpochDay(due));
                    return Map.entry(
                            id,
                            done.map(LocalDate::ofEpochDay)
                                    .map(milestone::doneOn)
                                    .orElse(milestone));
                });
        return Combinators.combine(
                        Plans.years(),
                        Plans.days(),
                        Arbitraries.integers().between(0, 400).list().ofSize(Phase.values().length),
                        milestones.list().uniqueElements(Map.Entry::getKey).ofMaxSize(5))
                .as((planned, first, lasting, drafts) -> {
                    Map<Phase, LocalDate> begins = new EnumMap<>(Phase.class);
                    LocalDate next = first;
                    for (Phase phase : Phase.values()) {
                        begins.put(phase, next);
                        next = next.plusDays(lasting.get(phase.ordinal()));
                    }
                    LocalDate ends = next;
                    return PlanningCalendar.of(
                            planned,
                            begins,
                            ends,
                            drafts.stream()
                                    .map(draft -> placed(draft.getValue(), begins, ends))
                                    .toList());
                })
                .withoutEdgeCases();
    }

    private static Milestone placed(Milestone draft, Map<Phase, LocalDate> begins, LocalDate ends) {
        LocalDate first = begins.getOrDefault(draft.phase(), ends);
        LocalDate due = first.plusDays(draft.due().toEpochDay());
        Milestone milestone = draft.dueBy(due.isAfter(ends) ? ends : due);
        LocalDate start = begins.getOrDefault(Phase.ENGAGE, ends);
        return draft.done()
                .map(done -> start.plusDays(Math.abs(done.toEpochDay())))
                .map(milestone::doneOn)
                .orElse(milestone);
    }

    /** Scorecards of plans, and rows that no plan has. */
    @Provide
    Arbitrary<Scorecard> anyScorecard() {
        Arbitrary<Scorecard.Reading> readings =
                Combinators.combine(Plans.years(), numbers()).as(Scorecard.Reading::new);
        Arbitrary<Scorecard.Measure> measures = Combinators.combine(
                        Plans.metrics(),
                        Plans.names().map(Subgroup::of),
                        Plans.shares().optional(0.6))
                .as(Scorecard.Measure::new);
        Arbitrary<Scorecard.Row> rows = Combinators.combine(
                        measures,
                        readings.optional(0.6),
                        readings.optional(0.6),
                        Arbitraries.of(Scorecard.Standing.class))
                .as(Scorecard.Row::new);
        Arbitrary<Scorecard> made = Combinators.combine(
                        Schools.schoolIds(), rows.list().ofMaxSize(4))
                .as(Scorecard::new);
        Arbitrary<Scorecard> ofPlans = Combinators.combine(
                        Plans.plans(Schools.schoolIds(), Plans.years()),
                        measures.list().ofMaxSize(2))
                .as((plan, others) -> {
                    // A school and its district mean the same by the name of a metric.
                    List<Scorecard.Measure> all = new ArrayList<>(others);
                    all.removeIf(other -> plan.assessment().findings().stream()
                            .anyMatch(finding -> finding.metric()
                                    .name()
                                    .equals(other.metric().name())));
                    plan.assessment()
                            .findings()
                            .forEach(finding -> all.add(
                                    new Scorecard.Measure(finding.metric(), finding.pupils(), finding.target())));
                    return Scorecard.of(plan, all);
                });
        return Arbitraries.oneOf(made, ofPlans).withoutEdgeCases();
    }

    /** Numbers in every form that a {@link BigDecimal} has. */
    private static Arbitrary<BigDecimal> numbers() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(-20, 40))
                .as(BigDecimal::valueOf);
    }

    @Provide
    Arbitrary<DistrictPlans> anyDistrictPlans() {
        Arbitrary<List<SchoolId>> ids =
                Schools.schoolIds().list().uniqueElements().ofMaxSize(3);
        Arbitrary<List<RevenueSource>> sources =
                Documents.sources().list().uniqueElements(RevenueSource::id).ofMaxSize(3);
        return Combinators.combine(ids, Plans.years(), sources)
                .flatAs((schools, year, several) -> {
                    List<Arbitrary<Tuple2<PlanHistory, Optional<Funding>>>> all = schools.stream()
                            .map(school -> histories(school, year)
                                    .flatMap(history -> fundings(
                                                    history.current().plan(), several)
                                            .optional(0.7)
                                            .map(funding -> Tuple.of(history, funding))))
                            .toList();
                    return Combinators.combine(
                                    Combinators.combine(all).as(list -> list),
                                    Schools.schoolIds(),
                                    Plans.plans(Schools.schoolIds(), Plans.years()))
                            .as((planned, without, goals) -> plans(year, planned, without, goals.districtGoals()));
                })
                .withoutEdgeCases();
    }

    /** The district sets every goal that a plan imported, and some more. */
    private static DistrictPlans plans(
            FiscalYear year,
            List<Tuple2<PlanHistory, Optional<Funding>>> planned,
            SchoolId without,
            List<DistrictGoal> more) {
        Map<String, DistrictGoal> goals = new LinkedHashMap<>();
        more.forEach(goal -> goals.put(goal.id(), goal));
        Map<SchoolId, School> schools = new LinkedHashMap<>();
        schools.put(without, school(without));
        for (Tuple2<PlanHistory, Optional<Funding>> one : planned) {
            SitePlan plan = one.get1().current().plan();
            plan.districtGoals().forEach(goal -> goals.putIfAbsent(goal.id(), goal));
            schools.put(plan.school(), school(plan.school()));
        }
        DistrictPlans.Builder plans = DistrictPlans.of(
                        District.named("District").schools(schools.values()).build(), year)
                .setting(goals.values());
        planned.forEach(one ->
                one.get2().map(funding -> plans.plan(one.get1(), funding)).orElseGet(() -> plans.plan(one.get1())));
        return plans.build();
    }

    private static School school(SchoolId id) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(Schools.ELEMENTARY).pupils(100).build())
                .build();
    }
}
