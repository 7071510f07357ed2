package org.perpupil.formula.internal.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Condition;
import org.perpupil.formula.ConditionVisitor;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Term;
import org.perpupil.formula.TermVisitor;
import org.perpupil.formula.ValueType;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

/** Makes the steps that compute the terms and conditions of one line for a block of schools, each after its inputs. */
final class Steps implements TermVisitor<Node>, ConditionVisitor<Node> {
    private static final long NEVER = -1;

    private final Batch batch;
    private final Line line;
    private final Doubts ofConditions = new Doubts();
    private final Doubts ofValues = new Doubts();

    /** What is asked first is whether the line applies; then what it gives those that it applies to. */
    private Doubts doubts = ofValues;

    private final List<Node> inOrder = new ArrayList<>();
    private final Map<Term, Node> known = new HashMap<>();
    private final List<Input> inputs = new ArrayList<>();
    private final List<Choices.Suspects> suspects = new ArrayList<>();

    /** What makes schools suspect, in one way or another. */
    private final List<Input> ofSuspects = new ArrayList<>();

    private boolean anySuspect;

    /** What is set before a run if it is another than last time, since parameters, data or lines above decide it. */
    private final List<Runnable> settings = new ArrayList<>();

    private final List<TermColumn> ofAll = new ArrayList<>();

    /** How many blocks of the workspace are taken. */
    private int rooms;

    private long computed = NEVER;
    private boolean always;

    /** Whether they compute for each district, what is the same for all its schools; not for each school. */
    private final boolean areOfDistricts;

    Steps(Batch batch, Line line) {
        this(batch, line, false);
    }

    private Steps(Batch batch, Line line, boolean areOfDistricts) {
        this.batch = batch;
        this.line = line;
        this.areOfDistricts = areOfDistricts;
    }

    /** Steps of terms that hang on nothing of a school, for a block of districts. */
    static Steps ofDistricts(Batch batch, Line line) {
        return new Steps(batch, line, true);
    }

    Node of(Term term) {
        Node found = known.get(term);
        if (found == null) {
            found = term.accept(this);
            known.put(term, found);
        }
        return found;
    }

    Node of(Condition condition) {
        return condition.accept(this);
    }

    /** A column that may change. */
    private Node given(Column column) {
        return fixed(input(column));
    }

    /** A column that stays as it is, or that changes with another input. */
    private Node fixed(Column column) {
        return step(new Node.Given(column));
    }

    private <I extends Input> I input(I input) {
        add(input, inputs);
        return input;
    }

    private static void add(Input input, List<Input> inputs) {
        if (!inputs.contains(input)) {
            inputs.add(input);
        }
    }

    /** A value rounded; what is in doubt makes the school doubtful. */
    Rounder rounded(Node value, Rounding rounding) {
        return step(new Rounder(value, rounding, doubts));
    }

    /** Whether the line applies to a school. */
    Node applies() {
        doubts = ofConditions;
        Node answer = answer();
        doubts = ofValues;
        return answer;
    }

    private Node answer() {
        List<Node> answers = new ArrayList<>();
        if (!line.exceptions().isEmpty() || decided().isPresent()) {
            answers.add(answers(school -> Optional.of(isMeant(school))));
        }
        line.source().flatMap(batch::eligible).ifPresent(eligible -> answers.add(of(eligible)));
        line.where().ifPresent(where -> answers.add(of(where)));
        return answers.stream().reduce(this::then).orElseGet(() -> step(new Node.Same(new Dial(Rational.ONE_WHOLE))));
    }

    private Optional<Term.Decided> decided() {
        return line.form() instanceof Form.Amount amount && amount.term() instanceof Term.Decided decided
                ? Optional.of(decided)
                : Optional.empty();
    }

    private boolean isMeant(School school) {
        return !line.exceptions().containsKey(school.id())
                && decided()
                        .map(known -> known.bySchool().containsKey(school.id()))
                        .orElse(true);
    }

    /** The second answer where the first one is yes; the first one elsewhere. */
    private Node then(Node first, Node second) {
        return choice(first, second, first);
    }

    /** Sets what is set before a run; tells whether anything is new since the steps were computed last. */
    boolean refresh() {
        settings.forEach(Runnable::run);
        boolean isNew = always || computed == NEVER;
        for (Input input : inputs) {
            isNew |= input.isNewerThan(computed);
        }
        boolean areDataNew = false;
        for (Input data : ofSuspects) {
            areDataNew |= data.isNewerThan(computed);
        }
        if (areDataNew) {
            lookForSuspects();
        }
        computed = batch.now();
        return isNew;
    }

    private void lookForSuspects() {
        anySuspect = false;
        for (Choices.Suspects some : suspects) {
            some.look();
            anySuspect |= some.areAny();
        }
    }

    /** Computes every time, since what comes from outside may be another. */
    void always() {
        always = true;
    }

    /** Takes nothing for computed. */
    void forget() {
        computed = NEVER;
        ofAll.forEach(TermColumn::forget);
    }

    /** Finds what the numbers stand for. */
    void bind() {
        inOrder.forEach(Node::bind);
    }

    /** Tells whether columns may not tell of any school of the block that was run last. */
    boolean anyDoubt() {
        return ofConditions.any() || ofValues.any();
    }

    /** Tells whether columns do not tell of a school; what its value is does not matter where the line does not apply. */
    boolean inDoubt(int at, boolean applies) {
        return ofConditions.is(at) || (applies && ofValues.is(at));
    }

    /** Columns do not tell the value of a school. */
    void doubt(int at) {
        ofValues.add(at);
    }

    void run(int from, int count) {
        ofConditions.clear();
        ofValues.clear();
        for (Node step : inOrder) {
            step.run(from, count);
        }
        if (anySuspect) {
            suspects.forEach(some -> some.doubt(from, count));
        }
    }

    private <N extends Node> N step(N node) {
        node.makeRoom(() -> batch.workspace().block(rooms++));
        inOrder.add(node);
        return node;
    }

    private List<Node> all(List<Term> terms) {
        return terms.stream().map(this::of).toList();
    }

    @Override
    public Node constant(Term.Constant term) {
        return step(new Node.Same(new Dial(term.value())));
    }

    @Override
    public Node parameterValue(Term.ParameterValue term) {
        return batch.dials().entry(term.name(), term.yearsBack()) instanceof ParameterEntry.ByKey
                ? byKey(term, term.by().orElseThrow())
                : step(new Node.Same(input(batch.dials().single(term.name(), term.yearsBack()))));
    }

    /** Looks up the text of each school in a table now, and again whenever the table is another. */
    private Node byKey(Term.ParameterValue term, String by) {
        Dials.Table table = batch.dials().byKey(term.name(), term.yearsBack());
        Column column = Column.of(batch.size());
        settings.add(() -> {
            if (computed == NEVER || table.isNewerThan(computed)) {
                column.fill(schools(school -> school.text(by).flatMap(table::find)));
                column.changeIn(batch.now());
            }
        });
        suspect(at -> !column.hasValue(at) && batch.school(at).text(by).isPresent(), input(column));
        return given(column);
    }

    private <T> List<T> schools(Function<School, T> what) {
        return IntStream.range(0, batch.size())
                .mapToObj(at -> what.apply(batch.school(at)))
                .toList();
    }

    private Column column(Function<School, Optional<Rational>> value) {
        return Column.of(batch.size(), at -> value.apply(batch.school(at)));
    }

    @Override
    public Node pupils(Term.Pupils term) {
        return fixed(counts(term.group(), term.span(), term.basis()));
    }

    private Column counts(PupilGroup group, Optional<GradeSpan> span, Optional<CountBasis> basis) {
        Term.Pupils term = new Term.Pupils(group, span, basis);
        Column column = batch.counts(term);
        suspect(at -> !column.hasValue(at) && batch.isCut(term, at), input(batch.ofCounts()));
        return column;
    }

    /** Leaves schools whose data may be at fault to the plain computation, wherever the line applies to them. */
    private void suspect(IntPredicate suspicion, Input of) {
        suspects.add(new Choices.Suspects(batch.size(), suspicion, doubts));
        add(of, ofSuspects);
    }

    @Override
    public Node perPupil(Term.PerPupil term) {
        return perPupil(List.of(term));
    }

    /** The sum of tables, which is one sum over the columns of all. */
    private Node perPupil(List<Term.PerPupil> terms) {
        List<Column> counts = new ArrayList<>();
        List<Dial> rates = new ArrayList<>();
        Set<Column> wholes = new LinkedHashSet<>();
        for (Term.PerPupil term : terms) {
            Column whole = counts(term.group(), Optional.empty(), term.basis());
            List<Column> itsCounts = new ArrayList<>();
            rates(term.table()).forEach((span, rate) -> {
                itsCounts.add(counts(term.group(), Optional.of(span), term.basis()));
                rates.add(rate);
            });
            // All rates of a table are set together.
            input(rates.get(rates.size() - 1));
            suspect(at -> !isCounted(itsCounts, whole, at), batch.ofCounts());
            counts.addAll(itsCounts);
            wholes.add(whole);
        }
        Node sum = step(new Arithmetic.Weighted(counts, rates));
        for (Column whole : wholes) {
            sum = step(new Choices.Where(whole, sum));
        }
        return sum;
    }

    /** Tells whether all pupils of a school are in a grade with a rate. */
    private static boolean isCounted(List<Column> counts, Column whole, int at) {
        double counted = 0;
        boolean areWhole = true;
        for (Column column : counts) {
            counted += column.number(at);
            areWhole &= column.isWhole();
        }
        if (areWhole && whole.isWhole()) {
            return counted == whole.number(at) || Double.isNaN(counted - whole.number(at));
        }
        return sum(counts, at).equals(sum(List.of(whole), at));
    }

    private static Optional<Rational> sum(List<Column> columns, int at) {
        Rational sum = Rational.ZERO;
        for (Column column : columns) {
            if (!column.isExact() || !column.hasValue(at)) {
                return Optional.empty();
            }
            sum = sum.plus(column.value(at));
        }
        return Optional.of(sum);
    }

    private Map<GradeSpan, Dial> rates(RateTable table) {
        return table instanceof RateTable.Named named
                ? batch.dials().bySpan(named.parameter())
                : Dials.of(((RateTable.Stated) table).bySpan());
    }

    @Override
    public Node fact(Term.Fact term) {
        return fixed(column(school -> term.type() == ValueType.MONEY
                ? school.money(term.name()).map(Money::toRational)
                : school.number(term.name()).map(Rational::of)));
    }

    @Override
    public Node decided(Term.Decided term) {
        return fixed(column(
                school -> Optional.ofNullable(term.bySchool().get(school.id())).map(Term.Decided.Decision::value)));
    }

    @Override
    public Node lastYear(Term.LastYear term) {
        return fixed(Column.of(
                batch.size(),
                at -> batch.district(batch.districtOf()[at])
                        .world()
                        .lastYear()
                        .flatMap(budgets -> budgets.of(batch.school(at).id()))
                        .flatMap(budget -> term.line().map(budget::line).orElseGet(() -> Optional.of(budget.total())))
                        .map(Money::toRational)));
    }

    @Override
    public Node ofSource(Term.OfSource term) {
        Optional<Purse> purse = batch.purseOf(term.source()).filter(Purse::hasAmount);
        if (purse.isEmpty()) {
            return fixed(column(any -> Optional.empty()));
        }
        IntToLongFunction cents = switch (term.what()) {
            case AMOUNT -> purse.get()::amount;
            case POOL -> purse.get()::pool;
            case REMAINING -> {
                int before = purse.get().count(batch.above(line));
                yield district -> purse.get().remaining(district, before);
            }
        };
        Column ofDistricts = Column.of(batch.districtCount());
        long[] sums = new long[batch.districtCount()];
        Arrays.fill(sums, Long.MIN_VALUE);
        settings.add(() -> {
            boolean isNew = false;
            for (int district = 0; district < sums.length; district++) {
                long sum = cents.applyAsLong(district);
                isNew |= sum != sums[district];
                sums[district] = sum;
            }
            if (isNew) {
                ofDistricts.fill(sums, 100);
                ofDistricts.changeIn(batch.now());
            }
        });
        return ofDistrict(ofDistricts);
    }

    private Node ofDistrict(Column ofDistricts) {
        return areOfDistricts ? given(ofDistricts) : step(new Node.OfDistrict(input(ofDistricts), batch.districtOf()));
    }

    @Override
    public Node lineValue(Term.LineValue term) {
        return given(batch.line(term.line()).column());
    }

    @Override
    public Node sumOf(Term.SumOf term) {
        return step(new Arithmetic.Sum(
                term.lines().among(batch.above(line), line).stream()
                        .map(selected -> given(batch.line(selected.name()).column()))
                        .toList(),
                true));
    }

    @Override
    public Node total(Term.Total term) {
        Column sums = Column.of(batch.districtCount());
        TermColumn values = new TermColumn(batch, line, term.of());
        ofAll.add(values);
        settings.add(() -> {
            if (values.run()) {
                values.total(sums);
                sums.changeIn(batch.now());
            }
        });
        return ofDistrict(sums);
    }

    @Override
    public Node rank(Term.Rank term) {
        Ranks ranks = new Ranks(batch, line, term);
        ofAll.add(ranks.by());
        settings.add(() -> {
            if (ranks.by().run()) {
                ranks.rank();
                ranks.column().changeIn(batch.now());
            }
        });
        return given(ranks.column());
    }

    @Override
    public Node level(Term.Level term) {
        SharedColumn pot = (SharedColumn) batch.line(term.line());
        Column levels = Column.of(batch.districtCount());
        settings.add(() -> {
            if (pot.column().isNewerThan(computed)) {
                pot.levels(levels);
                levels.changeIn(batch.now());
            }
        });
        return ofDistrict(levels);
    }

    @Override
    public Node plus(Term.Plus term) {
        List<Node> parts = new ArrayList<>();
        List<Term.PerPupil> tables = new ArrayList<>();
        add(term, parts, tables);
        if (!tables.isEmpty()) {
            parts.add(tables.size() == 1 ? of(tables.get(0)) : perPupil(tables));
        }
        return parts.size() == 1 ? parts.get(0) : step(new Arithmetic.Sum(parts, false));
    }

    /** Adds the parts of a sum and of the sums in it, whose order does not matter, since they are exact or have a bound. */
    private void add(Term.Plus sum, List<Node> parts, List<Term.PerPupil> tables) {
        for (Term part : sum.parts()) {
            if (part instanceof Term.Plus inner) {
                add(inner, parts, tables);
            } else if (part instanceof Term.PerPupil table) {
                tables.add(table);
            } else {
                parts.add(of(part));
            }
        }
    }

    @Override
    public Node minus(Term.Minus term) {
        return minus(of(term.left()), of(term.right()));
    }

    private Node minus(Node left, Node right) {
        return step(new Arithmetic.Difference(left, right));
    }

    @Override
    public Node times(Term.Times term) {
        return all(term.parts()).stream()
                .reduce((one, other) -> step(new Arithmetic.Product(one, other)))
                .orElseThrow();
    }

    @Override
    public Node over(Term.Over term) {
        return step(new Arithmetic.Quotient(of(term.left()), of(term.right()), doubts));
    }

    @Override
    public Node least(Term.Least term) {
        return step(new Arithmetic.Extreme(all(term.parts()), true));
    }

    @Override
    public Node greatest(Term.Greatest term) {
        return step(new Arithmetic.Extreme(all(term.parts()), false));
    }

    @Override
    public Node when(Term.When term) {
        return choice(of(term.condition()), of(term.then()), of(term.otherwise()));
    }

    private Node choice(Node answer, Node then, Node otherwise) {
        return step(new Choices.Choice(answer, then, otherwise));
    }

    private Node compare(Node left, Condition.Comparison how, Node right) {
        return step(new Choices.Comparison(left, right, how, doubts));
    }

    @Override
    public Node bands(Term.Bands term) {
        Node x = of(term.x());
        Node chosen = of(term.otherwise());
        for (int at = term.bands().size() - 1; at >= 0; at--) {
            Term.Bands.Band band = term.bands().get(at);
            Condition.Comparison how = band.inclusive() ? Condition.Comparison.AT_MOST : Condition.Comparison.LESS_THAN;
            chosen = choice(compare(x, how, of(band.limit())), of(band.then()), chosen);
        }
        return chosen;
    }

    @Override
    public Node ramp(Term.Ramp term) {
        List<Node> parts = all(term.parts());
        Node x = parts.get(0);
        List<Node> from = parts.subList(1, 3);
        List<Node> to = parts.subList(3, 5);
        Node backwards = compare(from.get(0), Condition.Comparison.MORE_THAN, to.get(0));
        Node ramp = choice(backwards, ramp(x, to, from), ramp(x, from, to));
        List<Node> isGiven =
                parts.stream().<Node>map(part -> step(new Choices.Known(part))).toList();
        return step(new Choices.Only(step(new Choices.Joined(isGiven, true)), ramp));
    }

    private Node ramp(Node x, List<Node> from, List<Node> to) {
        Node rise = minus(to.get(1), from.get(1));
        Node run = minus(to.get(0), from.get(0));
        Node between =
                step(new Arithmetic.Quotient(step(new Arithmetic.Product(rise, minus(x, from.get(0)))), run, doubts));
        Node slope = step(new Arithmetic.Sum(List.of(from.get(1), between), false));
        return choice(
                compare(x, Condition.Comparison.AT_MOST, from.get(0)),
                from.get(1),
                choice(compare(x, Condition.Comparison.AT_LEAST, to.get(0)), to.get(1), slope));
    }

    @Override
    public Node ifMissing(Term.IfMissing term) {
        return step(new Choices.Instead(of(term.of()), of(term.instead())));
    }

    @Override
    public Node compare(Condition.Compare condition) {
        return compare(of(condition.left()), condition.how(), of(condition.right()));
    }

    @Override
    public Node is(Condition.Is condition) {
        return answers(school -> school.flag(condition.flag()));
    }

    @Override
    public Node oneOf(Condition.OneOf condition) {
        return answers(school -> school.text(condition.fact()).map(condition.texts()::contains));
    }

    @Override
    public Node listed(Condition.Listed condition) {
        return answers(school -> Optional.of(condition.reasons().containsKey(school.id())));
    }

    private Node answers(Function<School, Optional<Boolean>> answer) {
        return fixed(column(school -> answer.apply(school).map(yes -> yes ? Rational.ONE_WHOLE : Rational.ZERO)));
    }

    @Override
    public Node isGiven(Condition.IsGiven condition) {
        return step(new Choices.Known(of(condition.term())));
    }

    @Override
    public Node all(Condition.All condition) {
        return joined(condition.parts(), true);
    }

    @Override
    public Node any(Condition.Any condition) {
        return joined(condition.parts(), false);
    }

    private Node joined(List<Condition> conditions, boolean all) {
        return step(new Choices.Joined(conditions.stream().map(this::of).toList(), all));
    }

    @Override
    public Node not(Condition.Not condition) {
        return step(new Choices.Opposite(of(condition.condition())));
    }
}
