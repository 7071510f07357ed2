package org.perpupil.io.excel;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Condition;
import org.perpupil.formula.ConditionVisitor;
import org.perpupil.formula.Term;
import org.perpupil.formula.TermVisitor;
import org.perpupil.formula.ValueType;
import org.perpupil.io.excel.Expression.Binding;
import org.perpupil.pupils.GradeSpan;

/** Writes a term as a formula over cells, and a condition as two. */
final class TermFormula implements TermVisitor<Expression>, ConditionVisitor<Truth> {
    /** What parts of one formula may weigh together. */
    private static final int MOST_WEIGHT = 2_000;

    private static final int MOST_PARTS = 30;

    /** What is written more than once in a formula weighs no more. */
    private static final int LIGHT = 100;

    private static final int PLACES_OF_MONEY = 6;
    private static final int PLACES_OF_NUMBERS = 9;

    private final Cells cells;

    TermFormula(Cells cells) {
        this.cells = cells;
    }

    Expression of(Term term) {
        return shortened(term.accept(this));
    }

    private Expression shortened(Expression expression) {
        return expression.isHeavy() ? cells.step(expression) : expression;
    }

    private Expression light(Expression expression) {
        return expression.weight() > LIGHT ? cells.step(expression) : expression;
    }

    Truth of(Condition condition) {
        return shortened(condition.accept(this));
    }

    /** A condition in a cell of its own holds 1 or 0, or neither where it cannot be told. */
    private Truth shortened(Truth truth) {
        if (truth.weight() <= Expression.HEAVY && !Expression.isDeep(truth.yes()) && !Expression.isDeep(truth.no())) {
            return truth;
        }
        String formula = truth.isCertain()
                ? "IF(%s,1,0)".formatted(truth.yes())
                : "IF(%s,1,IF(%s,0,%s))".formatted(truth.yes(), truth.no(), Words.NO_VALUE);
        String cell = cells.step(Expression.whole(formula)).text();
        return new Truth(cell + "=1", cell + "=0", truth.isCertain());
    }

    /** Joins parts in whatever order they are; those that are too many for one formula in cells of their own. */
    private <T> T folded(List<T> parts, ToIntFunction<T> weight, Function<List<T>, T> join, UnaryOperator<T> cut) {
        List<T> groups = new ArrayList<>();
        List<T> group = new ArrayList<>();
        int weighs = 0;
        for (T part : parts) {
            weighs += weight.applyAsInt(part);
            if (!group.isEmpty() && (weighs > MOST_WEIGHT || group.size() == MOST_PARTS)) {
                groups.add(cut.apply(join.apply(group)));
                group = new ArrayList<>();
                weighs = weight.applyAsInt(part);
            }
            group.add(part);
        }
        if (groups.isEmpty()) {
            return join.apply(group);
        }
        groups.add(cut.apply(join.apply(group)));
        return folded(groups, weight, join, cut);
    }

    private Expression folded(List<Expression> parts, Function<List<Expression>, Expression> join) {
        return folded(parts, Expression::weight, join, cells::step);
    }

    Expression sum(List<Expression> parts) {
        return folded(parts, group -> joined("+", Binding.SUM, group));
    }

    Truth anyOf(List<Truth> parts) {
        return folded(parts, Truth::weight, Truth::any, this::shortened);
    }

    private List<Expression> all(List<Term> terms) {
        return terms.stream().map(this::of).toList();
    }

    private static Expression joined(String sign, Binding binding, List<Expression> parts) {
        return Expression.text(parts.stream().map(part -> part.in(binding)).collect(Collectors.joining(sign)), binding)
                .needing(parts);
    }

    private static Expression call(String function, List<Expression> parts) {
        return Expression.whole(
                        parts.stream().map(Expression::text).collect(Collectors.joining(",", function + "(", ")")))
                .needing(parts);
    }

    @Override
    public Expression constant(Term.Constant term) {
        return Expression.number(term.value());
    }

    @Override
    public Expression parameterValue(Term.ParameterValue term) {
        return cells.parameter(term);
    }

    @Override
    public Expression pupils(Term.Pupils term) {
        return cells.pupils(term.group(), term.span(), term.basis());
    }

    @Override
    public Expression perPupil(Term.PerPupil term) {
        Expression whole = cells.pupils(term.group(), Optional.empty(), term.basis());
        List<Expression> rows = new ArrayList<>();
        List<Expression> nobody = new ArrayList<>();
        Set<String> outside = new LinkedHashSet<>(whole.numbers());
        for (GradeSpan span : cells.spans(term.table())) {
            Expression count = cells.pupils(term.group(), Optional.of(span), term.basis());
            if (count.text().equals("0")) {
                nobody.add(count);
            } else {
                rows.add(joined("*", Binding.PRODUCT, List.of(count, cells.rate(term, span))));
                outside.removeAll(count.numbers());
            }
        }
        Expression sum = (rows.isEmpty() ? Expression.number(Rational.ZERO) : sum(rows))
                .needing(nobody)
                .needing(whole);
        // Pupils without a rate are not paid nothing.
        return outside.isEmpty() ? sum : sum.where("SUM(" + String.join(",", outside) + ")=0");
    }

    @Override
    public Expression fact(Term.Fact term) {
        return cells.fact(term);
    }

    @Override
    public Expression decided(Term.Decided term) {
        return cells.decided(term);
    }

    @Override
    public Expression lastYear(Term.LastYear term) {
        return cells.lastYear(term);
    }

    @Override
    public Expression ofSource(Term.OfSource term) {
        return cells.ofSource(term);
    }

    @Override
    public Expression lineValue(Term.LineValue term) {
        return cells.line(term.line());
    }

    @Override
    public Expression sumOf(Term.SumOf term) {
        return cells.sumOf(term);
    }

    @Override
    public Expression total(Term.Total term) {
        return cells.total(term);
    }

    @Override
    public Expression rank(Term.Rank term) {
        return cells.rank(term);
    }

    @Override
    public Expression level(Term.Level term) {
        return cells.level(term);
    }

    @Override
    public Expression plus(Term.Plus term) {
        return sum(all(term.parts()));
    }

    @Override
    public Expression minus(Term.Minus term) {
        return difference(of(term.left()), of(term.right()));
    }

    static Expression difference(Expression left, Expression right) {
        return Expression.text(left.in(Binding.SUM) + "-" + right.in(Binding.PRODUCT), Binding.SUM)
                .needing(left, right);
    }

    @Override
    public Expression times(Term.Times term) {
        return folded(all(term.parts()), group -> joined("*", Binding.PRODUCT, group));
    }

    @Override
    public Expression over(Term.Over term) {
        Expression left = of(term.left());
        Expression right = of(term.right());
        return Expression.text(left.in(Binding.PRODUCT) + "/" + right.in(Binding.WHOLE), Binding.PRODUCT)
                .needing(left, right)
                .where(test(
                        term.right(),
                        right,
                        "<>",
                        new Term.Constant(Rational.ZERO, term.right().type()),
                        Expression.number(Rational.ZERO)));
    }

    @Override
    public Expression least(Term.Least term) {
        return folded(all(term.parts()), group -> call("MIN", group));
    }

    @Override
    public Expression greatest(Term.Greatest term) {
        return folded(all(term.parts()), group -> call("MAX", group));
    }

    @Override
    public Expression when(Term.When term) {
        return chosen(of(term.condition()), of(term.then()), of(term.otherwise()));
    }

    /** One or the other by a condition; the one that is not chosen may have no value. */
    private static Expression chosen(Truth truth, Expression then, Expression otherwise) {
        Expression choice = Expression.whole("IF(%s,%s,%s)".formatted(truth.yes(), then.text(), otherwise.text()));
        if (truth.isCertain() && then.isAlwaysKnown() && otherwise.isAlwaysKnown()) {
            return choice;
        }
        String no = truth.isCertain() ? otherwise.known() : "IF(%s,%s,FALSE)".formatted(truth.no(), otherwise.known());
        return choice.where("IF(%s,%s,%s)".formatted(truth.yes(), then.known(), no));
    }

    @Override
    public Expression bands(Term.Bands term) {
        Expression x = light(of(term.x()));
        Expression bands = of(term.otherwise());
        for (int at = term.bands().size() - 1; at >= 0; at--) {
            Term.Bands.Band band = term.bands().get(at);
            Expression limit = of(band.limit());
            String inside = test(term.x(), x, band.inclusive() ? "<=" : "<", band.limit(), limit);
            // Whether a value is known is asked once for x, and for each limit that is reached.
            Expression rest = chosen(Truth.certain(inside), of(band.then()), bands);
            bands = limit.isAlwaysKnown() ? rest : rest.needing(limit);
            bands = bands.isHeavy() ? cells.step(bands.needing(x)) : bands;
        }
        return bands.needing(x);
    }

    @Override
    public Expression ramp(Term.Ramp term) {
        List<Expression> parts = all(term.parts()).stream().map(this::light).toList();
        Expression x = parts.get(0);
        Expression fromX = parts.get(1);
        Expression fromY = parts.get(2);
        Expression toX = parts.get(3);
        Expression toY = parts.get(4);
        String along = "MEDIAN(0,1,%s/%s)"
                .formatted(
                        difference(x, fromX).in(Binding.WHOLE),
                        difference(toX, fromX).in(Binding.WHOLE));
        // So the ends themselves lose no digit, however large one is beside the other.
        String slope = "%s*(1-%s)+%s*%2$s".formatted(fromY.in(Binding.PRODUCT), along, toY.in(Binding.PRODUCT));
        // Where both ends are one place the ramp is a step.
        String step = "IF(%s,%s,%s)".formatted(test(term.x(), x, "<=", term.fromX(), fromX), fromY.text(), toY.text());
        return Expression.whole("IF(%s,%s,%s)".formatted(test(term.fromX(), fromX, "=", term.toX(), toX), step, slope))
                .needing(parts);
    }

    @Override
    public Expression ifMissing(Term.IfMissing term) {
        Expression of = of(term.of());
        if (of.isAlwaysKnown()) {
            return of;
        }
        Expression instead = of(term.instead());
        Expression either = Expression.whole(of.guarded(of.text(), instead.text()));
        return instead.isAlwaysKnown() ? either : either.where("IF(%s,TRUE,%s)".formatted(of.known(), instead.known()));
    }

    /**
     * Values that are not decimals as written differ in their last digits; they are equal if their difference is next to nothing,
     * which is more for larger numbers. Where there was a difference so small, it is told as it was.
     */
    private String test(Term left, Expression leftText, String sign, Term right, Expression rightText) {
        if (leftText.settled() && rightText.settled()) {
            return leftText.in(Binding.SUM) + sign + rightText.in(Binding.SUM);
        }
        Term.Minus difference = new Term.Minus(left, right);
        String text = difference(leftText, rightText).text();
        int most = left.type() == ValueType.MONEY ? PLACES_OF_MONEY : PLACES_OF_NUMBERS;
        int places = RoundedFormula.places(cells.magnitude(difference), most);
        String live = "ROUND(%s,%s)%s0".formatted(text, places, sign);
        Rational next = Rational.of(BigDecimal.ONE.movePointLeft(places));
        return cells.exact(difference)
                .filter(exact -> !exact.isZero() && exact.max(exact.negated()).compareTo(next) < 0)
                .map(exact -> "IF(ABS(%s-%s)<%s,%s%s0,%s)"
                        .formatted(
                                text,
                                Expression.number(exact).text(),
                                RoundedFormula.plain(BigDecimal.ONE.movePointLeft(places)),
                                exact.signum(),
                                sign,
                                live))
                .orElse(live);
    }

    private Truth compared(Term left, String sign, Term right) {
        Expression leftText = of(left);
        Expression rightText = of(right);
        String test = test(left, leftText, sign, right, rightText);
        Expression guard = Expression.whole(test).needing(leftText, rightText);
        return guard.isAlwaysKnown()
                ? Truth.certain(test)
                : new Truth(guard.guarded(test, "FALSE"), guard.guarded("NOT(" + test + ")", "FALSE"), false);
    }

    @Override
    public Truth compare(Condition.Compare condition) {
        String sign = switch (condition.how()) {
            case AT_LEAST -> ">=";
            case MORE_THAN -> ">";
            case AT_MOST -> "<=";
            case LESS_THAN -> "<";
            case EQUAL -> "=";
        };
        return compared(condition.left(), sign, condition.right());
    }

    @Override
    public Truth is(Condition.Is condition) {
        String cell = cells.flag(condition.flag());
        return new Truth(cell + "=\"yes\"", cell + "=\"no\"", false);
    }

    @Override
    public Truth oneOf(Condition.OneOf condition) {
        String cell = cells.text(condition.fact());
        Truth one = condition.texts().isEmpty()
                ? Truth.of(false)
                : anyOf(condition.texts().stream()
                        .map(text -> Truth.certain("EXACT(%s,%s)".formatted(cell, cells.literal(text))))
                        .toList());
        return new Truth(one.yes(), "AND(LEN(%s)>0,%s)".formatted(cell, one.no()), false);
    }

    static String or(List<String> tests) {
        return tests.isEmpty() ? "FALSE" : tests.stream().collect(Collectors.joining(",", "OR(", ")"));
    }

    @Override
    public Truth listed(Condition.Listed condition) {
        return Truth.of(cells.isListed(condition));
    }

    @Override
    public Truth isGiven(Condition.IsGiven condition) {
        return Truth.certain(of(condition.term()).known());
    }

    @Override
    public Truth all(Condition.All condition) {
        return condition.parts().isEmpty()
                ? Truth.of(true)
                : folded(condition.parts().stream().map(this::of).toList(), Truth::weight, Truth::all, this::shortened);
    }

    @Override
    public Truth any(Condition.Any condition) {
        return condition.parts().isEmpty()
                ? Truth.of(false)
                : anyOf(condition.parts().stream().map(this::of).toList());
    }

    @Override
    public Truth not(Condition.Not condition) {
        return of(condition.condition()).negated();
    }
}
