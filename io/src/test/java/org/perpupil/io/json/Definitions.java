package org.perpupil.io.json;

import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.ELEMENTARY;
import static org.perpupil.testing.Schools.HIGH;
import static org.perpupil.testing.Schools.LEVELS;
import static org.perpupil.testing.Schools.MIDDLE;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.domains.DomainContextBase;
import org.perpupil.budget.Held;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Disposition;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.OwnFigure;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.Terms;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;

/**
 * Formulas and models with every kind of term, condition, form and decision, under odd names. They can be built; most of them make
 * no sense, and fit no district.
 */
public final class Definitions extends DomainContextBase {
    private static final List<String> NAMES = List.of(
            "base",
            "at-risk",
            "a/b~c",
            "\"quoted\"",
            "\\",
            "😀 line",
            "é",
            "a\u2028b",
            "</script>",
            "=1+1",
            "total",
            " x ");

    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource OPEN = RevenueSource.state("open", "Open-ended aid");
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY, ENGLISH_LEARNER);
    private static final RevenueSource BONDS = RevenueSource.local("bonds", "Bonds");
    private static final RevenueSource ARTS =
            RevenueSource.privately("arts", "Arts grant").restrictedTo("murals");
    private static final RevenueSource RESERVE = RevenueSource.local("reserve", "Reserve");
    private static final List<RevenueSource> WITH_AMOUNTS = List.of(GENERAL, TITLE_I, BONDS, ARTS, RESERVE);
    private static final List<RevenueSource> SOURCES = List.of(GENERAL, OPEN, TITLE_I, BONDS, ARTS, RESERVE);

    /** The own figures that lines may name, which a reader must be given. */
    static final OwnFigure[] FIGURES = {
        OwnFigure.number("poverty curve", "the first of what it is given", inputs -> inputs.get(0)),
        OwnFigure.money(" \"curve\"\u2028é", "nothing", inputs -> Optional.empty()),
        OwnFigure.number("base", "one", inputs -> Optional.of(Rational.ONE_WHOLE))
    };

    @Provide
    Arbitrary<FundingFormula> anyFormula() {
        return draws().map(numbers -> new Drawn(numbers).formula());
    }

    @Provide
    Arbitrary<FundingModel> anyModel() {
        return draws().map(numbers -> new Drawn(numbers).model());
    }

    private static Arbitrary<List<Integer>> draws() {
        return Arbitraries.integers()
                .between(0, 9_999)
                .withDistribution(RandomDistribution.uniform())
                .list()
                .ofSize(400);
    }

    /** One definition, made of numbers that were drawn; where all are 0 it is the plainest. */
    private static final class Drawn {
        private final List<Integer> numbers;
        private final List<String> moneyLines = new ArrayList<>();
        private final List<String> numberLines = new ArrayList<>();
        private final List<String> sections = new ArrayList<>();
        private final Map<String, ValueType> levels = new LinkedHashMap<>();
        private int drawn;
        private boolean ofLines = true;
        private boolean ofSources = true;

        Drawn(List<Integer> numbers) {
            this.numbers = numbers;
        }

        private int draw(int bound) {
            return numbers.get(drawn++ % numbers.size()) % bound;
        }

        private boolean oneIn(int bound) {
            return draw(bound) == bound - 1;
        }

        private <T> T oneOf(List<T> several) {
            return several.get(draw(several.size()));
        }

        @SafeVarargs
        private <T> T anyOf(Supplier<? extends T>... ways) {
            return ways[draw(ways.length)].get();
        }

        private <T> Optional<T> maybe(Supplier<T> some) {
            return oneIn(3) ? Optional.of(some.get()) : Optional.empty();
        }

        private <T> List<T> several(int least, Supplier<T> one) {
            List<T> all = new ArrayList<>();
            int count = least + draw(3);
            for (int i = 0; i < count; i++) {
                all.add(one.get());
            }
            return all;
        }

        FundingFormula formula() {
            FundingFormula.Builder formula =
                    FundingFormula.named(oneOf(NAMES) + " formula").parameters(parameters());
            maybe(this::centsRounding).ifPresent(formula::rounding);
            int count = draw(7);
            for (int i = 0; i < count; i++) {
                String name = oneOf(NAMES) + " " + i;
                Line line = options(name, Line.of(name, form()));
                formula.add(line.form().isAmount() && oneIn(2) ? line.from(oneOf(SOURCES)) : line);
            }
            return formula.build();
        }

        FundingModel model() {
            FundingModel.Builder model =
                    FundingModel.named(oneOf(NAMES) + " model").parameters(parameters());
            maybe(this::centsRounding).ifPresent(model::rounding);
            ofLines = false;
            ofSources = false;
            model.source(FundedSource.unlocked(GENERAL, share(), maybe(() -> condition(2)), false))
                    .source(FundedSource.unlocked(OPEN, CentralShare.NONE, maybe(() -> condition(2)), true))
                    .source(new FundedSource(
                            TITLE_I, Disposition.UNLOCKED, share(), Optional.of(condition(2)), false, Optional.empty()))
                    .source(FundedSource.locked(BONDS))
                    .source(FundedSource.schoolGrant(ARTS))
                    .source(FundedSource.reserve(RESERVE, GENERAL.id(), share()));
            ofLines = true;
            ofSources = true;
            int count = draw(7);
            for (int i = 0; i < count; i++) {
                String name = oneOf(NAMES) + " " + i;
                Form form = form();
                Line line = options(name, Line.of(name, form));
                if (form instanceof Form.KeepWithin keep) {
                    line = keep.moved().equals(Selection.from(GENERAL)) ? line.from(GENERAL) : line;
                } else if (form instanceof Form.RaiseTo
                        || form instanceof Form.LowerTo
                        || form instanceof Form.TakeBack) {
                    line = line.from(oneOf(List.of(GENERAL, OPEN, RESERVE)));
                } else if (form.isAmount() && oneIn(2)) {
                    line = line.from(oneOf(SOURCES));
                }
                model.add(line);
            }
            return model.build();
        }

        private CentralShare share() {
            return anyOf(
                    () -> CentralShare.NONE,
                    () -> CentralShare.rate("1/3"),
                    () -> CentralShare.rate("0"),
                    () -> CentralShare.rate("15%"),
                    () -> CentralShare.sum(Money.ofCents(draw(10_000))));
        }

        private List<Parameter> parameters() {
            return List.of(
                    Parameter.dollars("rate")
                            .in(2027, entry())
                            .in(2026, "9007199254740993.01", "page 1")
                            .in(2030, "1272.50", ""),
                    Parameter.number("share")
                            .in(2028, entry())
                            .in(2026, "0.340", "9007199254740993", "page 2")
                            .path(2020, "0", 2023, "1", "board"),
                    Parameter.dollars("none"));
        }

        private ParameterEntry entry() {
            String cite = oneOf(List.of("", "Resolution 12, page 4", "é\n\"x\""));
            return anyOf(
                    () -> new ParameterEntry.Single(rational(), Optional.empty(), cite),
                    () -> new ParameterEntry.Single(
                            Rational.parse("0.34"),
                            Optional.of(oneOf(List.of("0.340", "34%", "0.34", "34.0%", ".34", "n/a"))),
                            cite),
                    () -> new ParameterEntry.BySpan(Map.of(ELEMENTARY, rational()), Map.of(), cite),
                    () -> new ParameterEntry.BySpan(
                            spans(), Map.of(HIGH, oneOf(List.of("1.50", "150%", "+1.5"))), cite),
                    () -> new ParameterEntry.ByKey(Map.of(oneOf(NAMES), rational()), cite),
                    () -> new ParameterEntry.ByKey(
                            Map.of("", Rational.parse("0.34")),
                            Map.of("", oneOf(List.of("0.340", "34%", "0.34"))),
                            cite),
                    () -> new ParameterEntry.ByKey(Map.of(), cite));
        }

        private Map<GradeSpan, Rational> spans() {
            Map<GradeSpan, Rational> spans = new LinkedHashMap<>();
            spans.put(HIGH, Rational.parse("1.5"));
            spans.put(oneOf(List.of(ELEMENTARY, MIDDLE)), rational());
            return spans;
        }

        private Rational rational() {
            return Rational.parse(oneOf(List.of(
                    "0",
                    "1",
                    "-2.5",
                    "1/3",
                    "-22/7",
                    "9007199254740993.01",
                    "0.1000000000000000055511151231257827021181583404541015625",
                    "123456789012345678901234567890")));
        }

        private Rounding centsRounding() {
            return new Rounding(
                    new BigDecimal(oneOf(List.of("0.01", "1", "0.05", "1E+2"))),
                    oneOf(List.of(
                            RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.CEILING)));
        }

        private Line options(String name, Line line) {
            Line with = line;
            if (oneIn(3)) {
                with = with.onlyWhere(condition(3));
            }
            if (oneIn(4)) {
                with = with.exceptFor(school(), oneOf(NAMES)).exceptFor(SchoolId.of("9-" + draw(9)), "by decision");
            }
            if (oneIn(3)) {
                with = with.rounded(
                        line.form().isAmount()
                                ? centsRounding()
                                : Rounding.to("0.125").up());
            }
            if (oneIn(3)) {
                with = with.held(oneOf(List.of(Held.values())));
            }
            if (oneIn(3)) {
                with = with.citing(oneOf(List.of("", "page 3")));
            }
            if (oneIn(3)) {
                String section = "section " + oneOf(NAMES);
                with = with.inSection(section);
                if (line.form().isAmount()) {
                    sections.add(section);
                }
            }
            if (oneIn(4)) {
                with = with.partOf("part " + oneOf(NAMES));
            }
            if (oneIn(5)) {
                with = with.asShadow();
            }
            (line.form().type() == ValueType.MONEY ? moneyLines : numberLines).add(name);
            if (line.form() instanceof Form.Shared shared) {
                levels.put(name, shared.columns().by().type() == ValueType.NUMBER ? ValueType.MONEY : ValueType.NUMBER);
            }
            return with;
        }

        private SchoolId school() {
            return SchoolId.of(oneOf(List.of("101", "0042", "é-1", "a b")));
        }

        private Form form() {
            return anyOf(
                    () -> new Form.Amount(money(4)),
                    () -> new Form.Figure(number(4)),
                    () -> new Form.Figure(money(3)),
                    () -> new Form.Own(
                            oneOf(List.of(FIGURES)), several(1, () -> of(oneOf(List.of(ValueType.values())), 2))),
                    () -> new Form.RaiseTo(money(3), selection()),
                    () -> new Form.LowerTo(money(3), selection()),
                    () -> new Form.Split(
                            pot(2),
                            anyOf(() -> number(2), () -> money(2)),
                            maybe(() -> money(2)),
                            maybe(() -> money(2))),
                    () -> new Form.Prorate(money(2), pot(2)),
                    () -> new Form.Lift(pot(2), anyOf(() -> number(2), () -> money(2)), money(2)),
                    () -> new Form.ServeInOrder(pot(2), money(2), number(2)),
                    this::keepWithin,
                    () -> new Form.TakeBack(pot(2), money(2)));
        }

        private Form keepWithin() {
            Optional<Term> floor = maybe(() -> money(2));
            return new Form.KeepWithin(
                    floor,
                    floor.isPresent() && oneIn(2) ? Optional.empty() : Optional.of(money(2)),
                    selection(),
                    Selection.from(GENERAL));
        }

        /** Money that is the same for every school. */
        private Term pot(int depth) {
            return anyOf(
                    () -> new Term.OfSource(GENERAL.id(), oneOf(List.of(Term.OfSource.What.values()))),
                    () -> new Term.Constant(rational(), ValueType.MONEY),
                    () -> new Term.ParameterValue("rate", ValueType.MONEY, Optional.empty(), draw(3)),
                    () -> new Term.Total(money(depth - 1)));
        }

        private Selection selection() {
            Selection lines = anyOf(
                    Selection::everythingAbove,
                    () -> moneyLines.isEmpty() ? Selection.everythingAbove() : Selection.lines(oneOf(moneyLines)),
                    () -> moneyLines.isEmpty()
                            ? Selection.everythingAbove()
                            : Selection.lines(moneyLines.toArray(String[]::new)),
                    () -> sections.isEmpty() ? Selection.everythingAbove() : Selection.section(oneOf(sections)),
                    () -> Selection.from(oneOf(SOURCES)));
            return !moneyLines.isEmpty() && oneIn(3) ? lines.except(oneOf(moneyLines)) : lines;
        }

        private PupilGroup group() {
            return anyOf(
                    () -> ALL_PUPILS,
                    () -> POVERTY,
                    () -> PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER),
                    () -> PupilGroup.allOf(POVERTY, ENGLISH_LEARNER),
                    () -> POVERTY.butNot(ENGLISH_LEARNER));
        }

        private Optional<CountBasis> basis() {
            return maybe(() -> new CountBasis("prior year"));
        }

        private Term number(int depth) {
            if (depth <= 0 || oneIn(3)) {
                return anyOf(
                        () -> new Term.Constant(rational(), ValueType.NUMBER),
                        () -> new Term.Pupils(group(), maybe(() -> oneOf(LEVELS)), basis()),
                        () -> new Term.ParameterValue("share", ValueType.NUMBER, maybe(() -> oneOf(NAMES)), draw(3)),
                        () -> new Term.Fact(oneOf(NAMES), ValueType.NUMBER),
                        () -> perPupil("share", ValueType.NUMBER),
                        () -> decided(ValueType.NUMBER),
                        () -> ofLines(ValueType.NUMBER));
            }
            return anyOf(
                    () -> either(depth - 1, ValueType.NUMBER),
                    () -> new Term.Rank(number(depth - 1), maybe(() -> oneOf(NAMES))),
                    () -> new Term.Times(several(1, () -> number(depth - 1))),
                    () -> new Term.Over(number(depth - 1), number(depth - 1)),
                    () -> new Term.Over(money(depth - 1), money(depth - 1)),
                    () -> either(depth - 1, ValueType.NUMBER));
        }

        private Term money(int depth) {
            if (depth <= 0 || oneIn(3)) {
                return anyOf(
                        () -> new Term.Constant(rational(), ValueType.MONEY),
                        () -> new Term.ParameterValue("rate", ValueType.MONEY, maybe(() -> oneOf(NAMES)), draw(3)),
                        () -> new Term.Fact(oneOf(NAMES), ValueType.MONEY),
                        () -> perPupil("rate", ValueType.MONEY),
                        () -> decided(ValueType.MONEY),
                        () -> new Term.LastYear(maybe(() -> oneOf(NAMES))),
                        () -> ofSources
                                ? new Term.OfSource(
                                        oneOf(WITH_AMOUNTS).id(), oneOf(List.of(Term.OfSource.What.values())))
                                : new Term.LastYear(Optional.empty()),
                        () -> ofLines(ValueType.MONEY));
            }
            return anyOf(
                    () -> either(depth - 1, ValueType.MONEY),
                    () -> new Term.Times(List.of(number(depth - 1), money(depth - 1), number(depth - 1))),
                    () -> new Term.Over(money(depth - 1), number(depth - 1)),
                    () -> either(depth - 1, ValueType.MONEY));
        }

        private Term of(ValueType type, int depth) {
            return type == ValueType.MONEY ? money(depth) : number(depth);
        }

        private Term either(int depth, ValueType type) {
            return anyOf(
                    () -> new Term.Plus(several(1, () -> of(type, depth))),
                    () -> new Term.Minus(of(type, depth), of(type, depth)),
                    () -> new Term.Least(several(1, () -> of(type, depth))),
                    () -> new Term.Greatest(several(1, () -> of(type, depth))),
                    () -> new Term.Total(of(type, depth)),
                    () -> new Term.When(condition(depth), of(type, depth), of(type, depth)),
                    () -> bands(type, depth),
                    () -> ramp(type, depth),
                    () -> new Term.IfMissing(of(type, depth), of(type, depth)));
        }

        private Term bands(ValueType type, int depth) {
            ValueType ofX = oneOf(List.of(ValueType.values()));
            return new Term.Bands(
                    of(ofX, depth),
                    several(1, () -> new Term.Bands.Band(of(ofX, depth - 1), oneIn(2), of(type, depth - 1))),
                    of(type, depth));
        }

        private Term ramp(ValueType type, int depth) {
            ValueType ofX = oneOf(List.of(ValueType.values()));
            return new Term.Ramp(
                    of(ofX, depth), of(ofX, depth - 1), of(type, depth - 1), of(ofX, depth - 1), of(type, depth - 1));
        }

        private Term perPupil(String parameter, ValueType type) {
            return new Term.PerPupil(
                    group(),
                    anyOf(() -> new RateTable.Named(parameter, type), () -> new RateTable.Stated(spans(), type)),
                    basis());
        }

        private Term decided(ValueType type) {
            Map<SchoolId, Term.Decided.Decision> decisions = new LinkedHashMap<>();
            int count = draw(3);
            for (int i = 0; i < count; i++) {
                decisions.put(school(), new Term.Decided.Decision(rational(), oneOf(NAMES)));
            }
            return new Term.Decided(decisions, type);
        }

        /** A line above, or a sum of them. */
        private Term ofLines(ValueType type) {
            List<String> known = type == ValueType.MONEY ? moneyLines : numberLines;
            List<String> solved = levels.keySet().stream()
                    .filter(line -> levels.get(line) == type)
                    .toList();
            if (!ofLines || (known.isEmpty() && type == ValueType.NUMBER)) {
                return new Term.Constant(rational(), type);
            }
            if (!solved.isEmpty() && oneIn(2)) {
                return new Term.Level(oneOf(solved), type);
            }
            if (!known.isEmpty() && oneIn(2)) {
                return new Term.LineValue(oneOf(known), type);
            }
            return new Term.SumOf(
                    type == ValueType.MONEY ? selection() : Selection.lines(known.toArray(String[]::new)), type);
        }

        private Condition condition(int depth) {
            if (depth <= 0 || oneIn(2)) {
                return anyOf(
                        () -> compare(depth - 1),
                        () -> Terms.is(oneOf(NAMES)),
                        () -> new Condition.OneOf(oneOf(NAMES), Set.of()),
                        () -> Terms.oneOf("type", "E", oneOf(NAMES)),
                        () -> Terms.listed(oneOf(NAMES), school(), SchoolId.of("7")),
                        () -> new Condition.Listed(Map.of()),
                        () -> new Condition.IsGiven(anyOf(() -> number(depth - 1), () -> money(depth - 1))));
            }
            return anyOf(
                    () -> new Condition.All(several(0, () -> condition(depth - 1))),
                    () -> new Condition.Any(several(0, () -> condition(depth - 1))),
                    () -> new Condition.Not(condition(depth - 1)));
        }

        private Condition compare(int depth) {
            ValueType type = oneOf(List.of(ValueType.values()));
            return new Condition.Compare(
                    of(type, depth), oneOf(List.of(Condition.Comparison.values())), of(type, depth));
        }
    }
}
