package org.perpupil.formula.internal.columns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    private final ColumnComputation computation;
    private final Line line;
    private final List<School> schools;
    private final boolean[] doubts;
    private final List<Node> inOrder = new ArrayList<>();
    private final Map<Term, Node> known = new HashMap<>();

    /** What is found out before a run, since lines above decide it. */
    private final List<Runnable> before = new ArrayList<>();

    Steps(ColumnComputation computation, Line line, boolean[] doubts) {
        this.computation = computation;
        this.line = line;
        this.schools = computation.world().district().schools();
        this.doubts = doubts;
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

    /** A column of answers that are known before any step: 1 for yes, 0 for no. */
    Node given(Column column) {
        return step(new Node.Given(column));
    }

    /** A value rounded; what is in doubt makes the school doubtful. */
    Rounder rounded(Node value, Rounding rounding) {
        return step(new Rounder(value, rounding, doubts));
    }

    /** Whether the line applies to a school. */
    Node applies() {
        Node answer = answers(school -> Optional.of(isMeant(school)));
        Optional<Condition> eligible = line.source().flatMap(computation::eligible);
        if (eligible.isPresent()) {
            answer = then(answer, of(eligible.get()));
        }
        return line.where().isPresent() ? then(answer, of(line.where().get())) : answer;
    }

    private boolean isMeant(School school) {
        return !line.exceptions().containsKey(school.id())
                && !(line.form() instanceof Form.Amount amount
                        && amount.term() instanceof Term.Decided decided
                        && !decided.bySchool().containsKey(school.id()));
    }

    /** The second answer where the first one is yes; the first one elsewhere. */
    private Node then(Node first, Node second) {
        return choice(first, second, first);
    }

    void bind() {
        before.forEach(Runnable::run);
        inOrder.forEach(Node::bind);
    }

    void run(int from, int count) {
        for (Node step : inOrder) {
            step.run(from, count);
        }
    }

    private <N extends Node> N step(N node) {
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
        ParameterEntry entry = computation.entry(term.name(), term.yearsBack());
        if (entry instanceof ParameterEntry.Single single) {
            return step(new Node.Same(new Dial(single.value())));
        }
        Map<String, Rational> byKey = ((ParameterEntry.ByKey) entry).values();
        return given(Column.of(
                schools, school -> school.text(term.by().orElseThrow()).map(byKey::get)));
    }

    @Override
    public Node pupils(Term.Pupils term) {
        return given(counts(term.group(), term.span(), term.basis()));
    }

    private Column counts(PupilGroup group, Optional<GradeSpan> span, Optional<CountBasis> basis) {
        return computation.counts(new Term.Pupils(group, span, basis));
    }

    @Override
    public Node perPupil(Term.PerPupil term) {
        List<Column> counts = new ArrayList<>();
        List<Dial> rates = new ArrayList<>();
        rates(term.table()).forEach((span, rate) -> {
            counts.add(counts(term.group(), Optional.of(span), term.basis()));
            rates.add(new Dial(rate));
        });
        Node sum = step(new Arithmetic.Weighted(counts, rates));
        Column whole = counts(term.group(), Optional.empty(), term.basis());
        return whole.isFull() ? sum : step(new Choices.Only(step(new Choices.Known(given(whole))), sum));
    }

    private Map<GradeSpan, Rational> rates(RateTable table) {
        return table instanceof RateTable.Named named
                ? ((ParameterEntry.BySpan) computation.entry(named.parameter(), 0)).values()
                : ((RateTable.Stated) table).bySpan();
    }

    @Override
    public Node fact(Term.Fact term) {
        return given(Column.of(
                schools,
                school -> term.type() == ValueType.MONEY
                        ? school.money(term.name()).map(Money::toRational)
                        : school.number(term.name()).map(Rational::of)));
    }

    @Override
    public Node decided(Term.Decided term) {
        return given(Column.of(
                schools,
                school -> Optional.ofNullable(term.bySchool().get(school.id())).map(Term.Decided.Decision::value)));
    }

    @Override
    public Node lastYear(Term.LastYear term) {
        return given(Column.of(
                schools,
                school -> computation
                        .world()
                        .lastYear()
                        .flatMap(budgets -> budgets.of(school.id()))
                        .flatMap(budget -> term.line().map(budget::line).orElseGet(() -> Optional.of(budget.total())))
                        .map(Money::toRational)));
    }

    @Override
    public Node ofSource(Term.OfSource term) {
        if (computation.amount(term.source()).isEmpty()) {
            return nothing();
        }
        Dial sum = new Dial();
        before.add(() -> sum.set(of(term).orElseThrow().toRational()));
        return step(new Node.Same(sum));
    }

    private Optional<Money> of(Term.OfSource term) {
        return switch (term.what()) {
            case AMOUNT -> computation.amount(term.source());
            case POOL -> computation.pool(term.source());
            case REMAINING -> computation.remaining(term.source(), line);
        };
    }

    private Node nothing() {
        return given(Column.of(schools, any -> Optional.empty()));
    }

    @Override
    public Node lineValue(Term.LineValue term) {
        return given(computation.column(term.line()));
    }

    @Override
    public Node sumOf(Term.SumOf term) {
        return step(new Arithmetic.Sum(
                term.lines().among(computation.above(line), line).stream()
                        .map(selected -> given(computation.column(selected.name())))
                        .toList(),
                true));
    }

    @Override
    public Node total(Term.Total term) {
        Dial sum = new Dial();
        TermColumn values = new TermColumn(computation, line, term.of());
        before.add(() -> sum.set(values.total()));
        return step(new Node.Same(sum));
    }

    @Override
    public Node rank(Term.Rank term) {
        Ranks ranks = new Ranks(computation, line, term);
        before.add(ranks::run);
        return given(ranks.column());
    }

    @Override
    public Node level(Term.Level term) {
        Dial level = new Dial();
        before.add(() -> level.set(computation.level(term.line()).orElseThrow(Beyond::new)));
        return step(new Node.Same(level));
    }

    @Override
    public Node plus(Term.Plus term) {
        return step(new Arithmetic.Sum(all(term.parts()), false));
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

    Node answers(Function<School, Optional<Boolean>> answer) {
        return given(Column.of(
                schools, school -> answer.apply(school).map(yes -> yes ? Rational.ONE_WHOLE : Rational.ZERO)));
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
