package org.perpupil.benchmarks;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.perpupil.district.FiscalYear;
import org.perpupil.money.Money;
import org.perpupil.plan.Action;
import org.perpupil.plan.Cost;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Investment;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.funding.FundingStreams;
import org.perpupil.plan.funding.Matching;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;

/** Matches plans with streams that hold two thirds of what everything costs, most of them restricted. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
public class MatchBenchmark {
    private static final long SEED = 20_270_701;

    private static final FocusArea AREA = FocusArea.academic("mathematics");

    private static final NeedCategory[] NEEDS = {
        NeedCategory.POVERTY,
        NeedCategory.ENGLISH_LEARNER,
        NeedCategory.SPECIAL_EDUCATION,
        NeedCategory.FOSTER,
        NeedCategory.HOMELESS,
        NeedCategory.MIGRANT,
        NeedCategory.GIFTED,
        NeedCategory.MOBILITY
    };

    /** Plans, investments in each, streams: the plan of a school, the largest plan there may be, the plans of a large district. */
    @Param({"1x40x10", "1x1000x60", "1500x40x10"})
    String size = "";

    private List<Matching> matchings = List.of();

    @Setup
    public void draw() {
        String[] sizes = size.split("x", -1);
        SplittableRandom random = new SplittableRandom(SEED);
        matchings = IntStream.range(0, Integer.parseInt(sizes[0]))
                .mapToObj(plan -> matching(
                        Integer.toString(plan), Integer.parseInt(sizes[1]), Integer.parseInt(sizes[2]), random))
                .toList();
    }

    private static Matching matching(String school, int investments, int streams, SplittableRandom random) {
        List<Investment> drawn = IntStream.range(0, investments)
                .mapToObj(i -> investment("i" + i, random))
                .toList();
        List<Strategy> strategies = new ArrayList<>();
        for (int first = 0; first < investments; first += 10) {
            strategies.add(Strategy.of("s" + first, "strategy")
                    .acting(Action.of("a" + first, "action")
                            .investing(drawn.subList(first, Math.min(first + 10, investments))
                                    .toArray(Investment[]::new))));
        }
        SitePlan plan = SitePlan.of(school, FiscalYear.of(2027))
                .goal(Goal.of("g", AREA, "goal").through(strategies.toArray(Strategy[]::new)))
                .build();
        long mean = plan.cost().cents() * 2 / 3 / streams;
        List<FundingStream> drawnStreams = IntStream.range(0, streams)
                .mapToObj(i -> stream("r" + i, Money.ofCents(random.nextLong(mean * 2)), random))
                .toList();
        return Matching.of(plan, FundingStreams.of(drawnStreams));
    }

    private static Investment investment(String id, SplittableRandom random) {
        Investment investment = Investment.of(
                        id, "investment", Cost.of(Money.ofCents(random.nextLong(50_000, 20_000_000))))
                .priority(random.nextInt(1, 20))
                .chargedTo(Integer.toString(random.nextInt(1_000, 7_000)))
                .serving(served(random));
        return random.nextInt(3) == 0 ? investment.wholeOrNothing() : investment;
    }

    private static PupilGroup served(SplittableRandom random) {
        NeedCategory need = NEEDS[random.nextInt(NEEDS.length)];
        return switch (random.nextInt(3)) {
            case 0 -> NeedCategory.ALL_PUPILS;
            case 1 -> need;
            default -> need.equals(NEEDS[0]) ? need : PupilGroup.allOf(need, NEEDS[0]);
        };
    }

    private static FundingStream stream(String id, Money cap, SplittableRandom random) {
        RevenueSource source = RevenueSource.state(id, "stream " + id);
        Restriction purpose = Restriction.to("purpose");
        return new FundingStream(
                switch (random.nextInt(4)) {
                    case 0 -> source;
                    case 1 ->
                        source.restrictedTo(
                                purpose.forAccounts(random.nextInt(1, 7) + "*", random.nextInt(1, 7) + "*"));
                    default -> source.restrictedTo(purpose.forNeeds(needs(random)));
                },
                cap,
                random.nextInt(1, 5));
    }

    private static NeedCategory[] needs(SplittableRandom random) {
        Set<NeedCategory> needs = Stream.generate(() -> NEEDS[random.nextInt(NEEDS.length)])
                .limit(2)
                .collect(toCollection(TreeSet::new));
        return needs.toArray(NeedCategory[]::new);
    }

    /** The matchings of a run. */
    List<Matching> matchings() {
        return matchings;
    }

    @Benchmark
    public List<Funding> match() {
        return matchings.stream().map(Matching::fund).toList();
    }
}
