package org.perpupil.formula;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.ValueType.MONEY;
import static org.perpupil.formula.ValueType.NUMBER;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.funding.Cell;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.Distribution;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.formula.funding.Staffing;
import org.perpupil.formula.funding.Transition;
import org.perpupil.money.Money;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/** Draws one model and its district; most of what it draws can be allocated. */
final class RandomModel extends Drawing {
    static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    static final RevenueSource STATE_AID = RevenueSource.state("state", "State aid & <b>\"more\"</b>");
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(NeedCategory.POVERTY);
    private static final RevenueSource OPEN = RevenueSource.state("open", "=1+1");
    private static final RevenueSource BONDS = RevenueSource.local("bonds", "Bonds");
    private static final RevenueSource ARTS =
            RevenueSource.privately("arts", "Arts grant 🎨").restrictedTo("murals");
    private static final RevenueSource RESERVE = RevenueSource.local("reserve", "Reserve");

    private static final Money PLENTY = Money.ofDollars(1_000_000_000L);

    private static final List<ComponentKind> POTS = List.of(
            ComponentKind.RATABLE_REDUCTION,
            ComponentKind.SPLIT_OF_A_POT,
            ComponentKind.LIFTED_TO_A_LEVEL,
            ComponentKind.SOLVED_TARGET);

    private final Set<Class<? extends Record>> without;
    private final RandomDistrict district;
    private final Map<RevenueSource, Money> revenues = new LinkedHashMap<>();
    private final Map<SourceId, Money> measured = new LinkedHashMap<>();
    private final List<RevenueSource> withAmount = new ArrayList<>();
    private final FundingModel.Builder model;
    private final List<Parameter> parameters;
    private final RandomValues values;
    private final RandomComponents components;
    private final RandomPolicies policies;
    private final Set<ComponentKind> drawn = EnumSet.noneOf(ComponentKind.class);
    private LinesAbove scope = new LinesAbove();
    /** Whether terms may look at lines and sources; eligibility may not. */
    private boolean ofLines = true;

    private int named;

    RandomModel(SplittableRandom random, Set<Class<? extends Record>> without) {
        super(random);
        this.without = without;
        this.district = new RandomDistrict(random);
        this.model = FundingModel.named(oneOf(List.of("A model", "=model & <b>", "Modèle 🎈")));
        this.values = new RandomValues(random, this::name);
        this.parameters = values.ofEveryModel();
        this.components = new RandomComponents(random, district, values);
        this.policies = new RandomPolicies(random, district, values);
    }

    District district() {
        return district.with(revenues);
    }

    Optional<Budgets> lastYear() {
        return district.lastYear();
    }

    /** The kinds of components that were drawn by the names they have. */
    Set<ComponentKind> drawn() {
        return drawn;
    }

    /** The sources whose revenue is to be about what they pay, with what they have more than that. */
    Map<SourceId, Money> measured() {
        return measured;
    }

    private String name(String what) {
        String odd = oneOf(List.of("", "", "", "", "", "=", "'", " & <b>", " 🎈", "\n", "\"", "/~", "a{{b}}", "%"));
        return (odd.equals("=") ? "=" + what : what + odd) + " " + (++named);
    }

    private record Option<T>(Class<?> kind, int weight, Supplier<T> make) {}

    private <T> T pick(List<Option<T>> options) {
        List<Option<T>> allowed = options.stream()
                .filter(option -> !without.contains(option.kind()) && option.weight() > 0)
                .toList();
        int sum = allowed.stream().mapToInt(Option::weight).sum();
        int drawn = draw(sum);
        for (Option<T> option : allowed) {
            drawn -= option.weight();
            if (drawn < 0) {
                return option.make().get();
            }
        }
        throw new AssertionError("no option");
    }

    private static Option<Term> term(int weight, Class<? extends Term> kind, Supplier<Term> make) {
        return new Option<>(kind, weight, make);
    }

    private Term any(ValueType type, int depth, boolean sure) {
        return type == MONEY ? money(depth, sure) : count(depth, sure);
    }

    /** A number; if it is sure, it has a value in every school. */
    private Term count(int depth, boolean sure) {
        List<Option<Term>> options = new ArrayList<>(leaves(NUMBER, sure));
        options.add(term(7, Term.Pupils.class, () -> pupilsOf(sure)));
        if (depth > 0) {
            options.addAll(made(NUMBER, depth - 1, sure));
            options.add(term(2, Term.Rank.class, () -> ranked(depth - 1, sure)));
            options.add(term(3, Term.Times.class, () -> product(count(depth - 1, sure), factor())));
            options.add(term(1, Term.Times.class, () -> {
                Term share = new Term.Over(pupilsOf(true), constant("300"));
                return product(share, share);
            }));
            ValueType type = oneIn(3) ? MONEY : NUMBER;
            options.add(term(3, Term.Over.class, () -> quotient(any(type, depth - 1, sure), type, depth - 1, sure)));
        }
        return pick(options);
    }

    /** Money; if it is sure, it has a value in every school. */
    private Term money(int depth, boolean sure) {
        List<Option<Term>> options = new ArrayList<>(leaves(MONEY, sure));
        if (district.hasLastYear()) {
            options.add(term(
                    sure ? 0 : 3,
                    Term.LastYear.class,
                    () -> new Term.LastYear(
                            oneIn(2) ? Optional.empty() : Optional.of(oneOf(RandomDistrict.LINES_OF_LAST_YEAR)))));
        }
        if (ofLines && !withAmount.isEmpty()) {
            options.add(term(
                    2,
                    Term.OfSource.class,
                    () -> new Term.OfSource(oneOf(withAmount).id(), oneOf(List.of(Term.OfSource.What.values())))));
        }
        if (depth > 0) {
            options.addAll(made(MONEY, depth - 1, sure));
            options.add(term(6, Term.Times.class, () -> product(count(depth - 1, sure), money(0, sure))));
            options.add(term(2, Term.Times.class, () -> product(factor(), money(depth - 1, sure))));
            options.add(term(3, Term.Over.class, () -> quotient(money(depth - 1, sure), NUMBER, depth - 1, sure)));
        }
        return pick(options);
    }

    private List<Option<Term>> leaves(ValueType type, boolean sure) {
        List<Option<Term>> options = new ArrayList<>();
        boolean isMoney = type == MONEY;
        options.add(term(2, Term.Constant.class, () -> isMoney ? constantMoney(oneOf(RandomValues.RATES)) : factor()));
        options.add(term(3, Term.ParameterValue.class, () -> parameter(type, sure)));
        options.add(term(3, Term.PerPupil.class, () -> perPupil(type, sure)));
        options.add(term(
                2,
                Term.Fact.class,
                () -> new Term.Fact(
                        sure
                                ? (isMoney ? "salary" : RandomDistrict.ROOMS)
                                : isMoney ? oneOf(List.of("rent", "salary")) : oneOf(List.of("miles", "index")),
                        type)));
        options.add(term(1, Term.Decided.class, () -> decided(type, sure)));
        if (ofLines) {
            List<String> lines = scope.known(type, sure);
            List<String> all = scope.known(type, false);
            options.add(
                    term(lines.isEmpty() ? 0 : 4, Term.LineValue.class, () -> new Term.LineValue(oneOf(lines), type)));
            if (isMoney) {
                options.add(term(all.isEmpty() ? 0 : 2, Term.SumOf.class, () -> new Term.SumOf(selection(), MONEY)));
            } else {
                options.add(term(
                        all.isEmpty() ? 0 : 2,
                        Term.SumOf.class,
                        () -> new Term.SumOf(Selection.lines(oneOf(all), oneOf(all)), NUMBER)));
            }
            List<String> solved = scope.levels.keySet().stream()
                    .filter(line -> scope.levels.get(line) == type)
                    .toList();
            options.add(term(solved.isEmpty() ? 0 : 3, Term.Level.class, () -> new Term.Level(oneOf(solved), type)));
        }
        return options;
    }

    /** What can be made from terms of both types alike. */
    private List<Option<Term>> made(ValueType type, int depth, boolean sure) {
        Supplier<Term> part = () -> any(type, depth, sure);
        return List.of(
                term(3, Term.Plus.class, () -> new Term.Plus(several(part))),
                term(3, Term.Minus.class, () -> new Term.Minus(part.get(), part.get())),
                term(2, Term.Least.class, () -> new Term.Least(several(part))),
                term(2, Term.Greatest.class, () -> new Term.Greatest(several(part))),
                term(2, Term.Total.class, () -> new Term.Total(any(type, depth, sure && oneIn(2)))),
                term(2, Term.When.class, () -> new Term.When(condition(depth, sure), part.get(), part.get())),
                term(2, Term.Bands.class, () -> bands(type, depth, sure)),
                term(2, Term.Ramp.class, () -> ramp(type, depth, sure)),
                term(3, Term.IfMissing.class, () -> new Term.IfMissing(any(type, depth, false), part.get())));
    }

    private List<Term> several(Supplier<Term> part) {
        List<Term> parts = new ArrayList<>();
        int count = 1 + draw(10) / 4;
        for (int i = 0; i <= (count == 1 && !oneIn(6) ? 1 : count - 1); i++) {
            parts.add(part.get());
        }
        return parts;
    }

    private static Term constant(String value) {
        return new Term.Constant(Rational.parse(value), NUMBER);
    }

    private static Term constantMoney(String value) {
        return new Term.Constant(Rational.parse(value), MONEY);
    }

    private Term factor() {
        return constant(oneOf(RandomValues.FACTORS));
    }

    private static Term product(Term... factors) {
        return new Term.Times(List.of(factors));
    }

    /** Over something that is not 0, or maybe is. */
    private Term quotient(Term of, ValueType type, int depth, boolean sure) {
        Term plain = type == MONEY ? constantMoney("3") : constant(oneOf(List.of("3", "7", "30", "0.5", "-6")));
        if (type == NUMBER && oneIn(2)) {
            return new Term.Over(of, plain);
        }
        Term divisor = any(type, depth, sure);
        if (!sure) {
            return new Term.Over(of, divisor);
        }
        return oneIn(2) || without.contains(Term.IfMissing.class)
                ? new Term.Over(
                        of, new Term.Greatest(List.of(divisor, type == MONEY ? constantMoney("1") : constant("1"))))
                : new Term.IfMissing(new Term.Over(of, divisor), of.type() == type ? factor() : money(0, true));
    }

    private Term pupilsOf(boolean sure) {
        Optional<GradeSpan> span = oneIn(3) ? Optional.of(oneOf(RandomDistrict.SPANS)) : Optional.empty();
        return new Term.Pupils(
                group(sure), span, sure || oneIn(2) ? Optional.empty() : Optional.of(RandomDistrict.PRIOR_YEAR));
    }

    private PupilGroup group(boolean sure) {
        return oneOf(sure ? district.groupsCountedEverywhere() : RandomDistrict.GROUPS);
    }

    private Term parameter(ValueType type, boolean sure) {
        int yearsBack = oneIn(4) ? 1 : 0;
        if (type == MONEY) {
            return oneIn(3)
                    ? new Term.ParameterValue("rates by type", MONEY, Optional.of("type"), yearsBack)
                    : new Term.ParameterValue(oneOf(List.of("base", "=1+1 rate")), MONEY, Optional.empty(), yearsBack);
        }
        return sure || oneIn(2)
                ? new Term.ParameterValue("share", NUMBER, Optional.empty(), yearsBack)
                : new Term.ParameterValue("factors by region", NUMBER, Optional.of("region"), 0);
    }

    private Term perPupil(ValueType type, boolean sure) {
        RateTable table = oneIn(2)
                ? new RateTable.Named(type == MONEY ? "rates by span" : "weights by span", type)
                : RateTable.of(
                        type,
                        oneIn(3)
                                ? new SpanRate[] {SpanRate.at(GradeSpan.ALL_GRADES, oneOf(RandomValues.RATES))}
                                : new SpanRate[] {
                                    SpanRate.at(RandomDistrict.HIGH, oneOf(RandomValues.RATES)),
                                    SpanRate.at(RandomDistrict.KINDERGARTEN_TO_8, oneOf(RandomValues.RATES))
                                });
        return new Term.PerPupil(
                group(sure), table, sure || oneIn(2) ? Optional.empty() : Optional.of(RandomDistrict.PRIOR_YEAR));
    }

    private Term decided(ValueType type, boolean everySchool) {
        Map<SchoolId, Term.Decided.Decision> decisions = new LinkedHashMap<>();
        for (School school : district.schools()) {
            if (everySchool || oneIn(2)) {
                decisions.put(
                        school.id(),
                        new Term.Decided.Decision(
                                Rational.parse(oneOf(type == MONEY ? RandomValues.RATES : RandomValues.FACTORS)),
                                oneOf(List.of("by the board", "=HYPERLINK(\"x\")", "a\nb"))));
            }
        }
        return new Term.Decided(decisions, type);
    }

    private Term ranked(int depth, boolean sure) {
        return new Term.Rank(
                any(oneOf(List.of(ValueType.values())), depth, sure),
                oneIn(3) ? Optional.of(sure ? "type" : oneOf(List.of("type", "region"))) : Optional.empty());
    }

    private Term bands(ValueType type, int depth, boolean sure) {
        ValueType of = oneOf(List.of(ValueType.values()));
        List<Term.Bands.Band> bands = new ArrayList<>();
        int count = 1 + draw(3);
        for (int i = 1; i <= count; i++) {
            Term limit = oneIn(3) ? any(of, 0, sure) : new Term.Constant(Rational.of(100L * i), of);
            bands.add(new Term.Bands.Band(limit, oneIn(2), any(type, Math.min(depth, 1), sure)));
        }
        return new Term.Bands(any(of, Math.min(depth, 1), sure), bands, any(type, Math.min(depth, 1), sure));
    }

    private Term ramp(ValueType type, int depth, boolean sure) {
        ValueType of = oneOf(List.of(ValueType.values()));
        int shallow = Math.min(depth, 1);
        Term fromX = new Term.Constant(Rational.of(draw(400)), of);
        Term toX = oneIn(2) ? new Term.Constant(Rational.of(draw(400)), of) : any(of, 0, sure);
        return new Term.Ramp(any(of, shallow, sure), fromX, any(type, shallow, sure), toX, any(type, shallow, sure));
    }

    /** Earlier lines that are money, in any of the ways to name them. */
    private Selection selection() {
        List<String> lines = scope.known(MONEY, false);
        Selection selection = switch (draw(5)) {
            case 0, 1 -> everythingAbove();
            case 2 -> lines.isEmpty() ? everythingAbove() : Selection.lines(oneOf(lines), oneOf(lines));
            case 3 ->
                scope.sections.isEmpty() ? everythingAbove() : Selection.section(oneOf(List.copyOf(scope.sections)));
            default -> withAmount.isEmpty() ? everythingAbove() : Selection.from(oneOf(withAmount));
        };
        return !lines.isEmpty() && oneIn(4) ? selection.except(oneOf(lines)) : selection;
    }

    private static Option<Condition> condition(int weight, Class<? extends Condition> kind, Supplier<Condition> make) {
        return new Option<>(kind, weight, make);
    }

    /** A condition; if it is sure, it can be told in every school. */
    private Condition condition(int depth, boolean sure) {
        List<Option<Condition>> options = new ArrayList<>(List.of(
                condition(4, Condition.Compare.class, () -> compare(Math.min(depth, 1), sure)),
                condition(2, Condition.Is.class, () -> new Condition.Is(sure || oneIn(2) ? "charter" : "pilot")),
                condition(2, Condition.OneOf.class, () -> ofText(sure)),
                condition(1, Condition.Listed.class, () -> new Condition.Listed(reasons())),
                condition(
                        2,
                        Condition.IsGiven.class,
                        () -> new Condition.IsGiven(any(oneOf(List.of(ValueType.values())), 0, false)))));
        if (depth > 0) {
            options.add(condition(2, Condition.All.class, () -> new Condition.All(conditions(depth - 1, sure))));
            options.add(condition(2, Condition.Any.class, () -> new Condition.Any(conditions(depth - 1, sure))));
            options.add(condition(2, Condition.Not.class, () -> new Condition.Not(condition(depth - 1, sure))));
            options.add(condition(1, Condition.All.class, () -> {
                Term maybe = new Term.Fact("miles", NUMBER);
                return new Condition.All(List.of(
                        new Condition.IsGiven(maybe),
                        new Condition.Compare(maybe, Condition.Comparison.AT_LEAST, constant("3.5"))));
            }));
        }
        return pick(options);
    }

    private List<Condition> conditions(int depth, boolean sure) {
        List<Condition> conditions = new ArrayList<>();
        int count = oneIn(12) ? draw(2) : 2 + draw(2);
        for (int i = 0; i < count; i++) {
            conditions.add(condition(depth, sure));
        }
        return conditions;
    }

    private Condition compare(int depth, boolean sure) {
        ValueType type = oneOf(List.of(ValueType.values()));
        Term limit = oneIn(2)
                ? any(type, depth, sure)
                : new Term.Constant(Rational.of(draw(10) * (type == MONEY ? 10_000L : 40L)), type);
        return new Condition.Compare(any(type, depth, sure), oneOf(List.of(Condition.Comparison.values())), limit);
    }

    private Condition ofText(boolean sure) {
        boolean type = sure || oneIn(2);
        List<String> texts = type ? RandomDistrict.TYPES : RandomDistrict.REGIONS;
        return new Condition.OneOf(
                type ? "type" : "region",
                oneIn(12) ? Set.of() : new LinkedHashSet<>(List.of(oneOf(texts), oneOf(texts))));
    }

    private Map<SchoolId, String> reasons() {
        Map<SchoolId, String> reasons = new LinkedHashMap<>();
        for (School school : district.schools()) {
            if (oneIn(3)) {
                reasons.put(school.id(), oneOf(List.of("pilot", "=1+1", "<i>by decision</i>")));
            }
        }
        return reasons;
    }

    /** Adds what a line may have beside its form, and makes it known to the lines below. */
    private Line finish(Line plain, boolean sure, boolean mayBeLeftOut) {
        Line line = plain;
        boolean everywhere = sure;
        if (mayBeLeftOut && line.where().isEmpty() && oneIn(5)) {
            line = line.onlyWhere(condition(1, true));
            everywhere = false;
        }
        if (mayBeLeftOut && oneIn(8)) {
            line = line.exceptFor(oneOf(district.schools()).id(), oneOf(List.of("by decision", "=1+1", "\"&\"")));
            everywhere = false;
        }
        if (line.rounding().isEmpty() && oneIn(3)) {
            line = line.rounded(rounding(line.form().isAmount()));
        }
        if (line.form().isAmount() && oneIn(6)) {
            line = line.held(oneOf(List.of(Held.values())));
        }
        if (oneIn(4)) {
            line = line.citing(oneOf(List.of("page 12", "=page", "Beschluss \"3\"\n<b>")));
        }
        if (line.section().isEmpty() && oneIn(4)) {
            line = line.inSection("section " + oneOf(List.of("1", "=2", "3 & <b>")));
        }
        scope.add(line, everywhere);
        return line;
    }

    private Rounding rounding(boolean amount) {
        String unit = oneOf(
                amount
                        ? List.of("0.01", "0.01", "1", "1", "0.05", "100")
                        : List.of("0.01", "1", "0.125", "0.0001", "10"));
        RoundingMode mode = oneOf(List.of(
                RoundingMode.HALF_UP,
                RoundingMode.HALF_UP,
                RoundingMode.HALF_UP,
                RoundingMode.UP,
                RoundingMode.DOWN,
                RoundingMode.FLOOR,
                RoundingMode.CEILING,
                RoundingMode.HALF_EVEN,
                RoundingMode.HALF_DOWN));
        return Rounding.to(unit).by(mode);
    }

    /** The lines of a kind of component; without lines if one of them is of a kind that is left out. */
    private List<Line> component(ComponentKind kind) {
        List<Line> lines = allowed(kind, components.lines(kind));
        List<Line> finished = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            finished.add(finish(line, line.where().isEmpty(), i == lines.size() - 1));
        }
        return finished;
    }

    private List<Line> allowed(ComponentKind kind, List<Line> lines) {
        if (!without.isEmpty() && RandomModels.kinds(lines).stream().anyMatch(without::contains)) {
            return List.of();
        }
        drawn.add(kind);
        return lines;
    }

    private Line figure() {
        boolean sure = oneIn(2);
        Term term = any(oneOf(List.of(ValueType.values())), 1 + draw(3), sure);
        return finish(Line.of(name("figure"), new Form.Figure(term)), sure, true);
    }

    /** An amount that is not negative, as most are, mostly for every school. */
    private Line amount() {
        String name = name("amount");
        if (oneIn(8) && !without.contains(Condition.IsGiven.class)) {
            Term maybe = notNegative(money(2, false));
            return finish(Line.of(name, new Form.Amount(maybe)).onlyWhere(new Condition.IsGiven(maybe)), false, false);
        }
        if (oneIn(12) && !without.contains(Term.Decided.class)) {
            return finish(Line.of(name, new Form.Amount(decided(MONEY, false))), false, false);
        }
        return finish(Line.of(name, new Form.Amount(claim())), true, true);
    }

    private Term notNegative(Term term) {
        return new Term.Greatest(List.of(new Term.Constant(Rational.ZERO, term.type()), term));
    }

    /** Money of 0 or more for every school; often on half a cent. */
    private Term claim() {
        return switch (draw(9)) {
            case 0 -> product(pupilsOf(true), constantMoney("0.045"));
            case 1 ->
                product(
                        new Term.Over(new Term.Plus(List.of(pupilsOf(true), pupilsOf(true))), constant("3")),
                        constantMoney(oneOf(List.of("0.045", "0.015"))));
            case 2 -> product(pupilsOf(true), parameter(MONEY, true));
            case 3 -> perPupil(MONEY, true);
            case 4 -> product(pupilsOf(true), constantMoney(oneOf(RandomValues.RATES)), factor());
            case 5 -> product(weights(), constantMoney(oneOf(RandomValues.RATES)));
            default -> notNegative(money(1 + draw(2), true));
        };
    }

    private Term weights() {
        return without.contains(Term.PerPupil.class) ? pupilsOf(true) : perPupil(NUMBER, true);
    }

    /** Points of 0 or more that are not all 0 in most districts. */
    private Term points() {
        Term all = new Term.Pupils(NeedCategory.ALL_PUPILS, Optional.empty(), Optional.empty());
        return switch (draw(5)) {
            case 0 -> all;
            case 1 -> pupilsOf(true);
            case 2 -> new Term.Plus(List.of(all, notNegative(count(1, true))));
            case 3 -> new Term.Plus(List.of(product(all, constantMoney("1")), claim()));
            default -> product(all, parameter(MONEY, true));
        };
    }

    /** Money of 0 or more, the same for every school, at most what is left of a source. */
    private Term pot(RevenueSource source) {
        Term left = notNegative(remainingOf(source).term());
        return switch (draw(6)) {
            case 0 -> new Term.Least(List.of(left, new Term.Constant(Rational.of(draw(100_000), 8), MONEY)));
            case 1 -> new Term.Least(List.of(left, notNegative(new Term.Total(money(1, oneIn(2))))));
            case 2 -> product(left, factorBelow1());
            case 3 ->
                new Term.When(
                        new Condition.Compare(
                                new Term.Total(pupilsOf(true)), Condition.Comparison.AT_LEAST, constant("500")),
                        left,
                        product(left, factorBelow1()));
            default -> left;
        };
    }

    private Term factorBelow1() {
        return constant(oneOf(List.of("0.5", "1/3", "0.125", "0.9", "0.045")));
    }

    /** A line that shares what is left of a source. */
    private Line shared(RevenueSource source) {
        List<Option<Form>> options = List.of(
                form(5, Form.Split.class, () -> split(pot(source))),
                form(5, Form.Prorate.class, () -> new Form.Prorate(claim(), pot(source))),
                form(3, Form.Lift.class, () -> new Form.Lift(pot(source), points(), claim())),
                form(
                        3,
                        Form.ServeInOrder.class,
                        () -> new Form.ServeInOrder(
                                pot(source), claim(), new Term.Rank(count(1, true), Optional.empty()))));
        Line line = Line.of(name("shared"), pick(options));
        return finish(oneIn(3) ? line.rounded(Rounding.cents()) : line, true, oneIn(3));
    }

    /** A split, mostly with a floor, a cap, or both. */
    private Form split(Term pot) {
        Optional<Term> floor = oneIn(2) ? Optional.of(floor(pot)) : Optional.empty();
        Optional<Term> cap = oneIn(2) ? Optional.of(cap(pot)) : Optional.empty();
        return new Form.Split(pot, points(), floor, cap);
    }

    /** A part of a pot by pupils; over all schools it is nearly the pot, and never more. */
    private Term partByPupils(Term pot) {
        Term counted = pupilsOf(true);
        Term all = new Term.Plus(List.of(new Term.Total(counted), constant("1")));
        return product(new Term.Over(counted, all), pot);
    }

    /** Floors that come to less than the pot, if units are small. */
    private Term floor(Term pot) {
        Term part = product(partByPupils(pot), factorBelow1());
        return oneIn(2) ? part : new Term.Least(List.of(claim(), part));
    }

    /** Caps that come to more than the pot, if enough schools share it. */
    private Term cap(Term pot) {
        Term part = product(partByPupils(pot), constant(oneOf(List.of("1.25", "5/3", "4"))));
        Term some = product(pot, factorBelow1());
        return oneIn(3) ? some : oneIn(2) ? part : new Term.Greatest(List.of(some, part));
    }

    private static Option<Form> form(int weight, Class<? extends Form> kind, Supplier<Form> make) {
        return new Option<>(kind, weight, make);
    }

    private FundingFormula formula(boolean paying) {
        LinesAbove outside = scope;
        scope = new LinesAbove();
        String name = name("formula");
        FundingFormula.Builder formula = FundingFormula.named(name).parameters(parameters);
        if (oneIn(3)) {
            formula.rounding(rounding(true));
        }
        int count = 2 + draw(3);
        for (int i = 0; i < count; i++) {
            List<Line> lines = oneIn(2) ? component(oneOf(RandomComponents.KINDS)) : List.of();
            formula.add(lines.isEmpty() ? List.of(oneIn(3) ? figure() : amount()) : lines);
            i += Math.max(0, lines.size() - 1);
        }
        formula.add(amount());
        if (paying && oneIn(4) && !without.contains(Form.RaiseTo.class)) {
            formula.add(
                    oneIn(2)
                            ? component(oneOf(List.of(ComponentKind.BLENDED_MINIMUM, ComponentKind.BASELINE_SERVICES)))
                            : List.of(finish(
                                    Line.of(name("floor"), new Form.RaiseTo(claim(), everythingAbove())),
                                    true,
                                    false)));
        }
        formula.parameters(values.takeParameters());
        LinesAbove inside = scope;
        scope = outside;
        FundingFormula built = formula.build();
        built.lines()
                .forEach(line ->
                        scope.add(line, inside.known(line.form().type(), true).contains(line.name())));
        scope.sections.add(name);
        return built;
    }

    FundingModel build() {
        model.parameters(parameters);
        if (oneIn(4)) {
            model.rounding(oneOf(List.of(Rounding.dollars(), Rounding.cents(), Rounding.to("0.05"))));
        }
        boolean reserve = oneIn(3);
        boolean open = oneIn(2);
        unlocked(GENERAL, reserve);
        model.add(figure());
        if (open) {
            model.unlocked(OPEN, Decision.withoutAmount());
        }
        if (oneIn(2)) {
            unlocked(STATE_AID, false);
        }
        if (oneIn(3)) {
            unlocked(TITLE_I, false);
        }
        if (oneIn(3)) {
            decided();
        }
        if (oneIn(4)) {
            model.shadow(formula(true));
            drawn.add(ComponentKind.SHADOW);
        }
        int count = draw(3);
        for (int i = 0; i < count; i++) {
            model.add(oneIn(3) ? amount() : figure());
        }
        count = 1 + draw(3);
        for (int i = 0; i < count; i++) {
            guard(reserve, open);
        }
        model.add(figure());
        model.parameters(values.takeParameters());
        return model.build();
    }

    private void decided() {
        drawn.add(ComponentKind.LOCKED_AND_GRANTED);
        Map<SchoolId, Money> amounts = new LinkedHashMap<>();
        district.schools().stream()
                .limit(1 + draw(3))
                .forEach(school -> amounts.put(school.id(), Money.ofCents(draw(1_000_000))));
        Money amount = Money.total(amounts.values()).plus(Money.ofCents(draw(2) * 1_000L));
        if (without.contains(Term.Decided.class)) {
            model.locked(BONDS);
            revenues.put(BONDS, amount);
        } else if (oneIn(2)) {
            model.locked(BONDS, "new wing & <b>", amounts);
            revenues.put(BONDS, amount);
            scope.money.put(BONDS.name(), false);
        } else {
            model.schoolGrant(ARTS, "arts grant, second year", amounts);
            revenues.put(ARTS, amount);
            scope.money.put(ARTS.name(), false);
        }
    }

    private void unlocked(RevenueSource source, boolean reserve) {
        List<Decision> decisions = new ArrayList<>();
        boolean limited = !source.equals(GENERAL) && oneIn(3);
        if (limited) {
            ofLines = false;
            decisions.add(Decision.eligible(oneIn(2) ? eligible() : condition(1, true)));
            ofLines = true;
        }
        if (oneIn(3)) {
            drawn.add(ComponentKind.CENTRAL_SHARE);
            decisions.add(policies.centralShare());
        }
        if (reserve) {
            decisions.add(
                    oneIn(2)
                            ? Decision.reserve(RESERVE, oneOf(List.of("20%", "50%")))
                            : Decision.reserve(RESERVE, Money.ofCents(draw(5_000))));
        }
        Map<String, Boolean> before = new LinkedHashMap<>(scope.money);
        before.putAll(scope.numbers);
        revenues.put(source, Money.ofCents(10_000L + random.nextLong(500_000_000L)));
        withAmount.add(source);
        decisions.add(distribution(source));
        model.unlocked(source, decisions.toArray(Decision[]::new));
        if (limited) {
            scope.money.replaceAll((line, sure) -> sure && before.containsKey(line));
            scope.numbers.replaceAll((line, sure) -> sure && before.containsKey(line));
        }
    }

    private Condition eligible() {
        drawn.add(ComponentKind.ELIGIBILITY);
        return policies.eligible();
    }

    private Distribution distribution(RevenueSource source) {
        if (without.isEmpty() && oneIn(5)) {
            return pot(oneOf(POTS), source);
        }
        switch (draw(11)) {
            case 0, 1 -> {
                plenty(source);
                return Decision.paying(formula(!source.isRestricted()));
            }
            case 2 -> {
                Distribution paying = Decision.paying(formula(!source.isRestricted()));
                if (without.contains(Form.TakeBack.class)) {
                    plenty(source);
                    return paying;
                }
                scope.levels.put("reduction to the pool of " + source.name(), NUMBER);
                return paying.prorateIfShort();
            }
            case 3 -> {
                Term points = points();
                scope.levels.put("share of " + source.name(), points.type() == NUMBER ? MONEY : NUMBER);
                scope.money.put("share of " + source.name(), true);
                Distribution.InProportion shared = points.type() == NUMBER
                        ? Decision.inProportionTo(NumberTerm.of(points))
                        : Decision.inProportionTo(MoneyTerm.of(points));
                Term left = notNegative(remainingOf(source).term());
                shared = oneIn(3) ? shared.atLeast(MoneyTerm.of(floor(left))) : shared;
                return oneIn(3) ? shared.atMost(MoneyTerm.of(cap(left))) : shared;
            }
            case 4 -> {
                FundingFormula points = formula(false);
                scope.money.put("share of " + source.name(), true);
                scope.levels.put("share of " + source.name(), NUMBER);
                return Decision.inProportionTo(points);
            }
            case 5 -> {
                GradeSpan span = district.spanWithPupils();
                return Decision.byCells(
                        Cell.of(span, NeedCategory.ALL_PUPILS, oneOf(List.of("35%", "1/3"))),
                        oneIn(2)
                                ? Cell.rest(span, NeedCategory.POVERTY)
                                : Cell.of(span, NeedCategory.POVERTY, Money.ofCents(draw(3_000))));
            }
            case 6 -> {
                NumberTerm highest = NumberTerm.of(count(1, true));
                MoneyTerm claims = MoneyTerm.of(claim());
                scope.money.put("served from " + source.name(), true);
                scope.levels.put("served from " + source.name(), NUMBER);
                return Decision.serveFrom(highest, claims);
            }
            case 7 -> {
                Line lump = finish(line(name("lump")).amount(dollars(draw(4))), true, false);
                scope.money.put("share of " + source.name(), true);
                scope.levels.put("share of " + source.name(), MONEY);
                return Decision.paying(lump).then(Decision.inProportionTo(pupils()));
            }
            case 8 -> {
                plenty(source);
                List<Line> lines = Staffing.of(name("teachers"))
                        .positions(NumberTerm.of(new Term.Over(pupilsOf(true), constant("30"))), rounding(false))
                        .at(MoneyTerm.of(notNegative(money(0, true))));
                lines.forEach(line -> scope.add(line, true));
                return Decision.paying(lines);
            }
            default -> {
                return Decision.paying(shared(source));
            }
        }
    }

    /** A pot that is shared out as a kind of component has it. */
    private Distribution pot(ComponentKind kind, RevenueSource source) {
        drawn.add(kind);
        switch (kind) {
            case RATABLE_REDUCTION -> {
                FundingFormula formula = formula(!source.isRestricted());
                scope.levels.put("increase to the least total from " + source.name(), NUMBER);
                scope.levels.put("reduction to the pool of " + source.name(), NUMBER);
                return policies.guaranteed(formula);
            }
            case SPLIT_OF_A_POT -> {
                scope.levels.put("share of " + source.name(), MONEY);
                scope.money.put("share of " + source.name(), true);
                return Decision.inProportionTo(policies.points());
            }
            case LIFTED_TO_A_LEVEL -> {
                boolean perPupil = oneIn(2);
                scope.levels.put("lifted by " + source.name(), perPupil ? MONEY : NUMBER);
                scope.money.put("lifted by " + source.name(), true);
                return perPupil
                        ? Decision.lifting(pupils(), policies.ownMeans())
                        : Decision.lifting(policies.need(), policies.ownMeans());
            }
            default -> {
                scope.levels.put("share of " + source.name(), NUMBER);
                scope.money.put("share of " + source.name(), true);
                return Decision.closingGaps(policies.shareOfGaps(), policies.need(), policies.ownMeans());
            }
        }
    }

    /** More than any formula costs; the district gets less once the cost is known. */
    private void plenty(RevenueSource source) {
        revenues.put(source, PLENTY);
        measured.put(source.id(), Money.ofCents(oneOf(List.of(0L, 0L, 1L, 123_456L, 10_000_000L))));
    }

    private void guard(boolean reserve, boolean open) {
        RevenueSource payer = open && oneIn(2) ? OPEN : reserve ? RESERVE : open ? OPEN : GENERAL;
        if (oneIn(3)) {
            ComponentKind kind = oneOf(RandomPolicies.GUARDS);
            if (payer.equals(GENERAL)) {
                plenty(GENERAL);
            }
            add(allowed(kind, policies.guard(kind, payer, GENERAL)));
            return;
        }
        Selection paid = Selection.from(GENERAL);
        MoneyTerm had = sumOf(paid);
        List<Option<Runnable>> options = List.of(
                way(3, Form.RaiseTo.class, () -> raise(payer)),
                way(2, Form.RaiseTo.class, () -> {
                    plenty(GENERAL);
                    raise(GENERAL);
                }),
                way(
                        4,
                        Form.LowerTo.class,
                        () -> model.add(finish(
                                Line.of(name("cap"), new Form.LowerTo(claim(), oneIn(2) ? everythingAbove() : paid))
                                        .from(GENERAL),
                                true,
                                true))),
                way(5, Form.KeepWithin.class, () -> keepWithin(paid, had)),
                way(
                        4,
                        Form.TakeBack.class,
                        () -> model.add(finish(
                                line(name("back"))
                                        .takeBack(total(had).times(oneOf(List.of("10%", "1/3", "0.045"))))
                                        .inProportionTo(had)
                                        .from(GENERAL)
                                        .rounded(Rounding.cents()),
                                true,
                                false))),
                way(
                        2,
                        Form.TakeBack.class,
                        () -> add(Guard.minimum(name("paid by gains"), had.times(NumberTerm.of(factorBelow1())))
                                .counting(paid)
                                .paidByGainsAbove(had.times("90%"), GENERAL))),
                way(district.hasLastYear() ? 3 : 0, Form.Amount.class, () -> {
                    plenty(GENERAL);
                    Line line = Transition.phaseIn(name("phase-in"), Terms.share("share"), paid, GENERAL);
                    scope.add(line, false);
                    model.add(line);
                }),
                way(district.hasLastYear() ? 4 : 0, Form.RaiseTo.class, () -> fromLastYear(payer, paid)),
                way(1, Form.Split.class, () -> model.add(shared(GENERAL).from(GENERAL))),
                way(open ? 1 : 0, Form.Amount.class, () -> model.add(amount().from(OPEN))));
        pick(options).run();
    }

    private static Option<Runnable> way(int weight, Class<? extends Form> kind, Runnable run) {
        return new Option<>(kind, weight, () -> run);
    }

    private void raise(RevenueSource payer) {
        model.add(finish(
                Line.of(name("floor"), new Form.RaiseTo(claim(), selection())).from(payer), true, true));
    }

    private void add(Guard guard) {
        add(guard.lines());
    }

    private void add(List<Line> lines) {
        lines.forEach(line -> {
            scope.add(line, false);
            model.add(line);
        });
    }

    private void fromLastYear(RevenueSource payer, Selection paid) {
        if (oneIn(2)) {
            plenty(GENERAL);
        }
        add(policies.fromLastYear(payer, GENERAL, oneIn(2) ? everythingAbove() : paid));
    }

    /** Floors that leave something to pay with, and caps that leave room for the money; both bind somewhere. */
    private void keepWithin(Selection paid, MoneyTerm had) {
        MoneyTerm floor = had.times("50%")
                .plus(total(had)
                        .times(pupils())
                        .dividedBy(total(pupils()).plus(number(1)))
                        .times("48%"));
        MoneyTerm cap = had.times(NumberTerm.of(oneIn(2) ? constant("1.5") : constant("1.04")));
        Line.Moving start = switch (draw(3)) {
            case 0 -> line(name("kept")).keepAtLeast(floor);
            case 1 -> line(name("kept")).keepAtMost(cap);
            default -> line(name("kept")).keepWithin(floor, had.times("2"));
        };
        model.add(finish(start.counting(paid, paid).from(GENERAL).rounded(Rounding.cents()), true, false));
    }
}
