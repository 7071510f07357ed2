package org.perpupil.formula;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.perpupil.exact.Rational;

/**
 * A figure that a caller computes, where the closed set of terms cannot: a root, a logarithm, anything iterative.
 *
 * <pre>{@code
 * static final OwnFigure POVERTY_CURVE = OwnFigure.number(
 *         "poverty curve",
 *         "the square root of the poverty share, to ten digits",
 *         inputs -> inputs.get(0).map(share ->
 *                 Rational.of(share.toDecimal(20, RoundingMode.HALF_UP).sqrt(new MathContext(10)))));
 *
 * line("curve").figure(POVERTY_CURVE, fact("poverty share")).rounded(Rounding.to("0.0001"))
 * }</pre>
 *
 * <p>It is a step like any other figure: it pays nothing, is rounded by its line, and later lines use it by the line's name. So
 * sources, guards and sums stay as safe as they are without it. People are told its name and description, a file keeps its name only, and
 * the reader of the file must be given it; an {@link org.perpupil.formula.allocation.Stamp} knows only the name, too. Give
 * it another name when it computes otherwise.
 *
 * <p>Two own figures are equal only if they are one and the same.
 */
public final class OwnFigure {
    private final String name;
    private final String description;
    private final ValueType type;
    private final Calculation calculation;

    private OwnFigure(String name, String description, ValueType type, Calculation calculation) {
        if (name.isBlank() || description.isBlank()) {
            throw new IllegalArgumentException("an own figure has a name, and a description for people");
        }
        this.name = name;
        this.description = description;
        this.type = type;
        this.calculation = requireNonNull(calculation, "calculation");
    }

    /**
     * What an own figure computes, for one school at a time.
     *
     * <p>It must be pure: the same inputs give the same value, whatever the order of the schools, the machine and the time (of the
     * functions of {@link Math} only those of {@link StrictMath} promise that). It is called when a model is resolved, once for each
     * school whose inputs are known by then, and once for each school when it is allocated; never where its line does not apply.
     */
    @FunctionalInterface
    public interface Calculation {

        /**
         * Returns the value; empty for none, which is not 0. What is thrown is told as a fault of the school, and so is a number
         * with more than 10,000 binary digits above or below its fraction line.
         *
         * @param inputs the exact values in the order of the line, money in dollars; empty where there is none
         */
        Optional<Rational> of(List<Optional<Rational>> inputs);
    }

    /**
     * Returns a figure that is a number.
     *
     * @param name the same in every file and stamp
     * @param description what it computes, for people, as in "the square root of the poverty share"
     * @throws IllegalArgumentException if a text is blank
     */
    public static OwnFigure number(String name, String description, Calculation calculation) {
        return new OwnFigure(name, description, ValueType.NUMBER, calculation);
    }

    /**
     * Returns a figure that is money, in dollars of any precision.
     *
     * @param name the same in every file and stamp
     * @param description what it computes, for people
     * @throws IllegalArgumentException if a text is blank
     */
    public static OwnFigure money(String name, String description, Calculation calculation) {
        return new OwnFigure(name, description, ValueType.MONEY, calculation);
    }

    public String name() {
        return name;
    }

    /** Returns what it computes, for people. */
    public String description() {
        return description;
    }

    public ValueType type() {
        return type;
    }

    /** Returns what it computes, for programs. */
    public Calculation calculation() {
        return calculation;
    }

    /** Returns the name and the type, as a stamp knows them. */
    @Override
    public String toString() {
        return "own figure \"%s\", %s".formatted(name, type);
    }
}
