package org.perpupil.formula;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Selection.lines;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.greatest;
import static org.perpupil.formula.Terms.is;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.least;
import static org.perpupil.formula.Terms.listed;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.oneOf;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.ramp;
import static org.perpupil.formula.Terms.rank;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import org.opentest4j.TestAbortedException;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.Distribution;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.testing.Schools;

/**
 * A whole valid world: a district with its revenue, and a model that fits it and can be allocated.
 *
 * <p>Sources are distributed in every way there is, with central shares, eligibility and guards. Nothing in it is refused: costs
 * without a reduction meet a source that is large enough, floors are such that the others can pay for them.
 */
public final class World {
    public static final FiscalYear YEAR = FiscalYear.of(2027);

    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource STATE_AID = RevenueSource.state("state", "State aid");
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
    private static final RevenueSource BONDS = RevenueSource.local("bonds", "Bonds");
    private static final RevenueSource ARTS = RevenueSource.privately("arts", "Arts grant");
    private static final RevenueSource RESERVE = RevenueSource.local("reserve", "Reserve");
    private static final Parameter BASE = Parameter.dollars("base").in(2027, "3741.125", "resolution");
    private static final Money PLENTY = Money.ofDollars(1_000_000_000_000L);

    private final List<School> schools;
    private final List<Integer> numbers;
    private final boolean unusedFigures;
    private final Map<RevenueSource, Money> revenues = new LinkedHashMap<>();
    private final Map<RevenueSource, CentralShare> centralShares = new LinkedHashMap<>();
    private final Set<String> features = new TreeSet<>();
    private final FundingModel model;
    private final Budgets lastYear;
    private Rounding rounding = Rounding.cents();
    private int drawn;
    private int named;

    private World(List<School> schools, List<Integer> numbers, boolean unusedFigures) {
        this.schools = schools;
        this.numbers = numbers;
        this.unusedFigures = unusedFigures;
        this.lastYear = budgets();
        this.model = build();
    }

    /** Returns whole valid worlds; their needs are not counted in every school. */
    public static Arbitrary<World> worlds() {
        Arbitrary<List<Integer>> numbers = Arbitraries.integers()
                .between(0, 9_999)
                .withDistribution(RandomDistribution.uniform())
                .list()
                .ofSize(150);
        return Combinators.combine(Schools.districts(false), numbers)
                .as((district, choices) -> new World(district.schools(), choices, true));
    }

    /** Returns the same world with its schools in another order. */
    public World shuffled(Random random) {
        List<School> others = new ArrayList<>(schools);
        Collections.shuffle(others, random);
        World same = new World(schools, numbers, unusedFigures);
        same.order = others;
        return same;
    }

    private List<School> order = List.of();

    /** Returns the same world without the figures that no line refers to. */
    public World withoutUnusedFigures() {
        return new World(schools, numbers, false);
    }

    public FundingModel model() {
        return model;
    }

    public List<School> schools() {
        return schools;
    }

    public Budgets budgetsOfLastYear() {
        return lastYear;
    }

    public Map<RevenueSource, Money> revenues() {
        return revenues;
    }

    /** Returns what is held back of a source; nothing if it is not told. */
    public CentralShare centralShare(RevenueSource source) {
        return centralShares.getOrDefault(source, CentralShare.NONE);
    }

    /** Returns what is special about the world: how its sources are distributed, which guards it has. */
    public Set<String> features() {
        return features;
    }

    public District district() {
        District.Builder district =
                District.named("Unified District").levels(Schools.LEVELS).schools(order.isEmpty() ? schools : order);
        revenues.forEach(district::revenue);
        return district.build();
    }

    /** Leaves the property out for worlds that break a rule of the domain, and are refused for it. */
    public Allocation allocate() {
        try {
            return model.resolve(district(), YEAR, lastYear).allocate();
        } catch (ProblemException refused) {
            boolean rules = refused.problems().stream()
                    .allMatch(problem -> problem.code().equals("source.overdrawn")
                            || problem.code().equals("source.negative"));
            if (rules) {
                throw new TestAbortedException("refused: " + refused.getMessage(), refused);
            }
            throw refused;
        }
    }

    @Override
    public String toString() {
        return "%s%nrevenues %s%nlines %s"
                .formatted(
                        schools,
                        revenues,
                        model.lines().lines().stream()
                                .map(line -> line.name() + ": " + line.form())
                                .toList());
    }

    /** Draws a number below a bound; 0 is the plainest choice, to which a counterexample shrinks. */
    private int draw(int bound) {
        return numbers.get(drawn++ % numbers.size()) % bound;
    }

    private boolean oneIn(int bound) {
        return draw(bound) == bound - 1;
    }

    private String name(String what) {
        return what + " " + (++named);
    }

    /** Budgets of last year; not every school had one. */
    private Budgets budgets() {
        return Budgets.of(
                YEAR.previous(),
                schools.stream()
                        .filter(school -> school.id().value().hashCode() % 4 != 0)
                        .map(school -> new SchoolBudget(
                                school.id(),
                                YEAR.previous(),
                                List.of(new BudgetLine(
                                        "all",
                                        GENERAL,
                                        school.money("last year").orElseThrow(),
                                        Held.FREE))))
                        .toList());
    }

    private FundingModel build() {
        FundingModel.Builder builder = FundingModel.named("A model").parameters(BASE);
        if (oneIn(4)) {
            rounding = Rounding.dollars();
            features.add("whole dollars");
        }
        builder.rounding(rounding);
        for (RevenueSource source : List.of(GENERAL, STATE_AID, TITLE_I)) {
            if (source.equals(GENERAL) || draw(2) == 0) {
                unlocked(builder, source);
                unusedFigure(builder);
            }
        }
        if (oneIn(3)) {
            locked(builder);
        }
        if (oneIn(3)) {
            grant(builder);
        }
        if (draw(2) == 1) {
            builder.unlocked(RESERVE, withoutAmount());
            guards(builder);
        }
        unusedFigure(builder);
        return builder.build();
    }

    private void unusedFigure(FundingModel.Builder builder) {
        Line figure = line(name("unused")).figure(anyNumber().plus(total(anyNumber())));
        Line rounded =
                line(name("unused")).figure(anyMoney().times(anyNumber())).rounded(Rounding.dollars());
        if (unusedFigures) {
            builder.add(figure, rounded);
        }
    }

    private void unlocked(FundingModel.Builder builder, RevenueSource source) {
        List<Decision> decisions = new ArrayList<>();
        boolean limited = oneIn(3);
        if (limited) {
            decisions.add(eligible(anyEligibility()));
            features.add("eligibility");
        }
        Money amount = anyAmount();
        List<String> names = new ArrayList<>();
        int kind = draw(8);
        switch (kind) {
            case 0 -> {
                decisions.add(inProportionTo(pupils().plus(anyNumber())));
                names.add("share of " + source.name());
                features.add("split");
            }
            case 1 -> {
                decisions.add(inProportionTo(points()));
                names.add("share of " + source.name());
                features.add("formula as points");
            }
            case 2 -> {
                decisions.add(paying(formula(names, source)).prorateIfShort());
                names.add("reduction to the pool of " + source.name());
                features.add("prorated if short");
            }
            case 3 -> {
                decisions.add(paying(formula(names, source)));
                amount = PLENTY;
                features.add("published rates");
            }
            case 4 -> {
                Distribution lumps = paying(line(name("lump")).amount(dollars(draw(5_000))));
                decisions.add(lumps.then(inProportionTo(pupils())));
                features.add("lump sums first");
            }
            case 5 -> {
                String claims = name("claims");
                decisions.add(paying(line(claims).prorate(anyMoney()).to(remainingOf(source))));
                names.add(claims);
                features.add("prorate");
            }
            case 6 -> {
                String lift = name("lift");
                decisions.add(paying(line(lift).lift(remainingOf(source), pupils(), moneyFact("last year"))));
                names.add(lift);
                features.add("lift");
            }
            default -> {
                String served = name("served");
                decisions.add(paying(line(served).serveInOrder(remainingOf(source), anyMoney(), rank(anyNumber()))));
                names.add(served);
                features.add("serve in order");
            }
        }
        if (kind != 3 && draw(2) == 1) {
            CentralShare share = draw(2) == 0
                    ? CentralShare.rate(draw(1_000) + "/1000")
                    : CentralShare.sum(Money.ofCents(amount.cents() / (1 + draw(9))));
            centralShares.put(source, share);
            decisions.add(new Decision.Central(share));
            features.add("central share");
        }
        revenues.put(source, amount);
        features.add(amount.isZero() ? "no money" : amount.cents() < schools.size() ? "few cents" : "enough cents");
        builder.unlocked(source, decisions.toArray(Decision[]::new));
        if (!source.isRestricted() && !limited && !names.isEmpty() && oneIn(3)) {
            keepWithin(builder, source, names);
        } else if (!names.isEmpty() && oneIn(4)) {
            takeBack(builder, source, names);
        }
    }

    /** From nothing and a few cents to more than any formula costs. */
    private Money anyAmount() {
        return Money.ofCents(
                switch (draw(10)) {
                    case 0 -> 100_000_000L + draw(10_000);
                    case 1 -> 0;
                    case 2 -> 1 + draw(11);
                    case 3 -> PLENTY.cents() + draw(10_000);
                    default -> 10_000L * draw(10_000) * (1 + draw(99)) + draw(10_000);
                });
    }

    /** A condition that at least one school meets, and that is known in every school. */
    private Condition anyEligibility() {
        School one = schools.get(draw(schools.size()));
        return switch (draw(4)) {
            case 0 ->
                fact("miles").atLeast(number(one.number("miles").orElseThrow().toPlainString()));
            case 1 -> oneOf("type", one.text("type").orElseThrow());
            case 2 -> listed("pilot", one.id());
            default ->
                is("charter")
                        .and(pupils(POVERTY).isGiven())
                        .or(fact("miles")
                                .atMost(number(one.number("miles").orElseThrow().toPlainString())));
        };
    }

    private Condition anyCondition() {
        return switch (draw(5)) {
            case 0 -> pupils().atMost(number(draw(2_000)));
            case 1 -> is("charter");
            case 2 -> oneOf("type", "E", "S");
            case 3 -> pupils(POVERTY).isGiven().and(shareOf(POVERTY).moreThan(draw(100) + "%"));
            default -> fact("miles").lessThan(draw(60) + "").negated();
        };
    }

    private NeedCategory anyNeed() {
        return Schools.NEEDS.get(draw(Schools.NEEDS.size()));
    }

    /** A number that is 0 or more and given in every school. */
    private NumberTerm anyNumber() {
        return switch (draw(8)) {
            case 0 -> pupils();
            case 1 -> pupils(anyNeed()).ifMissing(number(0));
            case 2 ->
                pupils(anyNeed())
                        .in(Schools.LEVELS.get(draw(3)))
                        .ifMissing(number(0))
                        .times("0." + draw(1_000));
            case 3 -> pupils().dividedBy(number(3));
            case 4 -> pupils(anyNeed()).ifMissing(number(0)).inExcessOf(pupils().times(draw(100) + "%"));
            case 5 ->
                pupils().times(ramp(fact("miles")).from(draw(30) + "", "0").to(30 + draw(30) + "", "1.5"));
            case 6 ->
                bands(pupils())
                        .below(100, number(3))
                        .upTo(800, pupils().dividedBy(number(7)))
                        .otherwise(number(4));
            default -> least(greatest(pupils().minus(number(draw(500))), number(0)), number(draw(900)));
        };
    }

    private String decimal(int bound) {
        return draw(bound) + "." + List.of("0", "5", "005", "125", "0001").get(draw(5));
    }

    /** Money that is 0 or more and given in every school. */
    private MoneyTerm anyMoney() {
        return switch (draw(6)) {
            case 0 -> anyNumber().times(dollars(decimal(5_000)));
            case 1 ->
                perPupil(
                        ALL_PUPILS,
                        at(Schools.ELEMENTARY, decimal(5_000)),
                        at(Schools.MIDDLE, decimal(5_000)),
                        at(Schools.HIGH, decimal(5_000)));
            case 2 -> rate("base").times(anyNumber()).times("0." + draw(1_000));
            case 3 -> when(anyCondition(), dollars(decimal(90_000)), anyNumber().times(dollars(decimal(100))));
            case 4 -> moneyFact("last year").times(draw(120) + "%").plus(dollars(decimal(10)));
            default -> lastYear().ifMissing(dollars(0)).times(draw(50) + "%");
        };
    }

    private FundingFormula formula(List<String> names, RevenueSource source) {
        FundingFormula.Builder formula =
                FundingFormula.named(name("formula")).parameters(BASE).rounding(rounding);
        int count = 1 + draw(3);
        for (int i = 0; i < count; i++) {
            String name = name("line");
            names.add(name);
            Line line = line(name).amount(anyMoney());
            formula.add(oneIn(3) ? line.onlyWhere(anyCondition()) : line);
        }
        if (!source.isRestricted() && oneIn(3)) {
            String name = name("floor");
            names.add(name);
            formula.add(line(name).raiseTo(pupils().times(dollars(draw(3_000)))).counting(everythingAbove()));
            features.add("floor in a formula");
        }
        return formula.build();
    }

    /** A formula that gives every school something. */
    private FundingFormula points() {
        return FundingFormula.named(name("points"))
                .parameters(BASE)
                .rounding(rounding)
                .add(
                        line(name("point")).amount(pupils().times(dollars("1.25"))),
                        line(name("point")).amount(anyMoney()))
                .build();
    }

    private void locked(FundingModel.Builder builder) {
        Money given = Money.ofCents(draw(10_000));
        builder.locked(
                BONDS, "new wing", Map.of(schools.get(draw(schools.size())).id(), given));
        revenues.put(BONDS, given.plus(Money.ofCents(draw(5) * 1_000L)));
        features.add("locked");
    }

    private void grant(FundingModel.Builder builder) {
        Map<SchoolId, Money> awards = new LinkedHashMap<>();
        schools.stream().limit(1 + draw(3)).forEach(school -> awards.put(school.id(), Money.ofCents(draw(10_000))));
        builder.schoolGrant(ARTS, "arts", awards);
        revenues.put(ARTS, Money.total(awards.values()).plus(Money.ofCents(draw(2))));
        features.add("school grant");
    }

    private static MoneyTerm paid(List<String> names) {
        return sumOf(names.toArray(String[]::new));
    }

    /** Floors that leave something to pay with, and caps that leave room for the money; both bind somewhere. */
    private void keepWithin(FundingModel.Builder builder, RevenueSource source, List<String> names) {
        Selection own = lines(names.toArray(String[]::new));
        MoneyTerm all = total(paid(names));
        MoneyTerm floor = paid(names)
                .times("50%")
                .plus(all.times(pupils()).dividedBy(total(pupils())).times("48%"));
        MoneyTerm narrow =
                paid(names).times(ramp(fact("miles")).from("0", "0.7").to("60", "1.9"));
        MoneyTerm cap = when(
                total(narrow).atLeast(all.times("101%")), narrow, paid(names).times("2"));
        Line.Moving start = switch (draw(3)) {
            case 0 -> line(name("kept")).keepAtLeast(floor);
            case 1 -> line(name("kept")).keepAtMost(cap);
            default -> line(name("kept")).keepWithin(floor, cap);
        };
        builder.add(start.counting(own, own)
                .from(source)
                .onlyWhere(total(paid(names)).atLeast(dollars(10_000))));
        features.add("kept within");
    }

    private void takeBack(FundingModel.Builder builder, RevenueSource source, List<String> names) {
        MoneyTerm all = total(paid(names));
        builder.add(line(name("back"))
                .takeBack(when(all.atLeast(dollars(10_000)), all.times(draw(60) + "%"), dollars(0)))
                .inProportionTo(paid(names))
                .from(source));
        features.add("taken back");
    }

    private void guards(FundingModel.Builder builder) {
        if (draw(2) == 1) {
            builder.add(line(name("minimum"))
                    .raiseTo(pupils().times(dollars(draw(5_000))))
                    .counting(everythingAbove())
                    .from(RESERVE));
            features.add("floor of a reserve");
        }
        if (draw(2) == 1) {
            builder.add(line(name("stabilization"))
                    .raiseTo(lastYear().times("95%"))
                    .counting(everythingAbove())
                    .from(RESERVE)
                    .onlyWhere(lastYear().isGiven())
                    .exceptFor(schools.get(0).id(), "by decision"));
            features.add("held harmless");
        }
        if (draw(2) == 1) {
            builder.add(line(name("cap"))
                    .lowerTo(pupils().times(dollars(draw(9_000))))
                    .counting(everythingAbove())
                    .from(RESERVE));
            features.add("cap");
        }
        if (draw(2) == 1) {
            builder.add(line(name("transition"))
                    .amount(lastYear().minus(sumOf(everythingAbove())).times(draw(100) + "%"))
                    .from(RESERVE)
                    .onlyWhere(lastYear().isGiven()));
            features.add("phase-in");
        }
    }
}
