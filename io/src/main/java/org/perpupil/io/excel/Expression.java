package org.perpupil.io.excel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.perpupil.exact.Rational;

/**
 * A part of a spreadsheet's formula, and what must be so for it to have a value.
 *
 * <p>A spreadsheet takes an empty cell for 0. Here missing is not zero, so an expression knows the cells that must hold numbers.
 *
 * @param text the formula, without {@code =}
 * @param binding how it must be bracketed
 * @param numbers the cells that must hold numbers
 * @param tests what must be true besides, in this order, such as that a divisor is not 0
 * @param settled whether it is a decimal as it was written or rounded, so that equal values are equal to the last bit
 */
record Expression(String text, Binding binding, Set<String> numbers, List<String> tests, boolean settled) {

    /** Formulas of programs keep no more. */
    private static final int MOST_DIGITS = 15;

    static final int HEAVY = 600;
    private static final int WEIGHT_OF_A_TEST = 60;
    private static final int DEEPEST = 20;

    /** How tightly the outermost operation binds, the loosest first. */
    enum Binding {
        SUM,
        PRODUCT,
        WHOLE
    }

    Expression {
        numbers = ImmutableSet.copyOf(numbers);
        tests = ImmutableList.copyOf(tests);
    }

    /** A cell that must hold a number. */
    static Expression cell(String cell) {
        return new Expression(cell, Binding.WHOLE, Set.of(cell), List.of(), true);
    }

    /** A cell that nobody is asked to change. */
    static Expression fixedCell(String cell) {
        return new Expression(cell, Binding.WHOLE, Set.of(), List.of(), true);
    }

    static Expression number(Rational value) {
        boolean ends = value.toExactDecimal()
                .filter(decimal -> decimal.precision() <= MOST_DIGITS && decimal.scale() <= MOST_DIGITS)
                .isPresent();
        String text = ends
                ? value.toString()
                : Sheet.quotient(value)
                        .orElseGet(() -> Sheet.significant(value)
                                .round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN))
                                .toString());
        boolean brackets = value.signum() < 0 || !ends;
        return new Expression(brackets ? "(" + text + ")" : text, Binding.WHOLE, Set.of(), List.of(), ends);
    }

    /** How much of a formula it takes up, roughly in characters; each test is a level of nesting besides. */
    int weight() {
        return text.length() + known().length() + WEIGHT_OF_A_TEST * tests.size();
    }

    /** Tells whether it should stand in a cell of its own: a person reads no more at once, and a spreadsheet not much more. */
    boolean isHeavy() {
        return weight() > HEAVY || isDeep(text) || isDeep(known());
    }

    static boolean isDeep(String formula) {
        int depth = 0;
        for (int at = 0; at < formula.length(); at++) {
            depth += formula.charAt(at) == '(' ? 1 : formula.charAt(at) == ')' ? -1 : 0;
            if (depth > DEEPEST) {
                return true;
            }
        }
        return false;
    }

    static Expression text(String text, Binding binding) {
        return new Expression(text, binding, Set.of(), List.of(), false);
    }

    /** A call of a function, or anything else that needs no brackets. */
    static Expression whole(String text) {
        return text(text, Binding.WHOLE);
    }

    /** Returns the formula in brackets if it binds more loosely than is needed. */
    String in(Binding least) {
        return binding.compareTo(least) < 0 ? "(" + text + ")" : text;
    }

    /** Returns the same, which has a value only where others have. */
    Expression needing(Expression... others) {
        return needing(Arrays.asList(others));
    }

    Expression needing(Collection<Expression> others) {
        ImmutableSet.Builder<String> cells = ImmutableSet.<String>builder().addAll(numbers);
        ImmutableSet.Builder<String> truths = ImmutableSet.builder();
        for (Expression other : others) {
            cells.addAll(other.numbers);
            truths.addAll(other.tests);
        }
        truths.addAll(tests);
        return new Expression(text, binding, cells.build(), truths.build().asList(), settled);
    }

    /** Returns the same, which has a value only where a test is true. */
    Expression where(String test) {
        return new Expression(
                text,
                binding,
                numbers,
                ImmutableList.<String>builder().addAll(tests).add(test).build(),
                settled);
    }

    boolean isAlwaysKnown() {
        return numbers.isEmpty() && tests.isEmpty();
    }

    /** Returns the formula of whether there is a value; never an error. */
    String known() {
        return isAlwaysKnown() ? "TRUE" : guarded("TRUE", "FALSE");
    }

    /** Returns a formula that is computed where there is a value, and another one where there is none. */
    String guarded(String formula, String otherwise) {
        String guarded = formula;
        for (String test : ImmutableList.copyOf(tests).reverse()) {
            guarded = "IF(%s,%s,%s)".formatted(test, guarded, otherwise);
        }
        return numbers.isEmpty()
                ? guarded
                : "IF(COUNT(%s)=%s,%s,%s)".formatted(String.join(",", numbers), numbers.size(), guarded, otherwise);
    }
}
