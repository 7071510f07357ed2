package org.perpupil.formula;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.perpupil.exact.Rounding;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.PupilGroup;

/**
 * A formula: an ordered list of named lines with their parameters. It is a definition; it holds no district and no year.
 *
 * <pre>{@code
 * FundingFormula formula = FundingFormula.named("Targeted revenue model")
 *         .perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741), at(MIDDLE, 3_667), at(HIGH, 4_683))
 *         .perPupil(POVERTY, at(ELEMENTARY, 1_272), at(MIDDLE, 1_247), at(HIGH, 1_077))
 *         .build();
 * }</pre>
 *
 * <p>Order is meaning: a line sees only the lines above it. A {@link org.perpupil.formula.funding.FundingModel} says who pays.
 */
public final class FundingFormula {
    private final String name;
    private final Rounding rounding;
    private final ImmutableMap<String, Parameter> parameters;
    private final ImmutableList<Line> lines;

    private FundingFormula(
            String name, Rounding rounding, ImmutableMap<String, Parameter> parameters, ImmutableList<Line> lines) {
        this.name = name;
        this.rounding = rounding;
        this.parameters = parameters;
        this.lines = lines;
    }

    public static Builder named(String name) {
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    /** Returns how amounts are rounded that do not say it themselves; to cents, half up, unless said otherwise. */
    public Rounding rounding() {
        return rounding;
    }

    /** Returns the parameters by name, in the order in which they were given. */
    public Map<String, Parameter> parameters() {
        return parameters;
    }

    public List<Line> lines() {
        return lines;
    }

    /**
     * Returns the same formula with other parameters in place of those with the same names.
     *
     * @throws IllegalArgumentException if there is no parameter of a name, or it is of another type
     */
    public FundingFormula instead(Collection<Parameter> changed) {
        Map<String, Parameter> all = new LinkedHashMap<>(parameters);
        for (Parameter parameter : changed) {
            Parameter before = all.replace(parameter.name(), parameter);
            if (before == null || before.type() != parameter.type()) {
                throw new IllegalArgumentException("formula \"%s\" has no parameter \"%s\" of type %s; it has %s"
                        .formatted(name, parameter.name(), parameter.type(), parameters.keySet()));
            }
        }
        return new FundingFormula(name, rounding, ImmutableMap.copyOf(all), lines);
    }

    /** Returns how a line of this formula is rounded; empty for a figure that is kept exact. */
    public Optional<Rounding> roundingOf(Line line) {
        return line.rounding().or(() -> line.form().isAmount() ? Optional.of(rounding) : Optional.empty());
    }

    /**
     * Returns the lines above one, which are all that it sees.
     *
     * @throws IllegalArgumentException if {@code line} is no line of this formula
     */
    public List<Line> above(Line line) {
        int at = lines.indexOf(line);
        if (at < 0) {
            throw new IllegalArgumentException("%s is no line of \"%s\"".formatted(line, name));
        }
        return lines.subList(0, at);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof FundingFormula other
                && name.equals(other.name)
                && rounding.equals(other.rounding)
                && parameters.equals(other.parameters)
                && lines.equals(other.lines);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + lines.hashCode();
    }

    @Override
    public String toString() {
        return "%s, %s line%s".formatted(name, lines.size(), lines.size() == 1 ? "" : "s");
    }

    /** Collects lines and parameters. */
    public static final class Builder {
        private final String name;
        private final Map<String, Parameter> parameters = new LinkedHashMap<>();
        private final List<Line> lines = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private Optional<Rounding> rounding = Optional.empty();

        private Builder(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a formula has a name");
            }
            this.name = name;
        }

        /** How amounts are rounded that do not say it themselves. */
        public Builder rounding(Rounding amounts) {
            if (rounding.isPresent()) {
                throw new IllegalStateException("formula \"%s\" already rounds to %s".formatted(name, rounding.get()));
            }
            rounding = Optional.of(amounts);
            return this;
        }

        public Builder parameters(Parameter... several) {
            return parameters(List.of(several));
        }

        /** Adds parameters; one that is there already may be given again if it is equal. */
        public Builder parameters(Collection<Parameter> several) {
            for (Parameter parameter : several) {
                Parameter earlier = parameters.putIfAbsent(parameter.name(), parameter);
                if (earlier != null && !earlier.equals(parameter)) {
                    problems.add(new Problem(
                            "parameter.twice",
                            "parameter \"" + parameter.name() + "\"",
                            "two different parameters",
                            "one parameter for a name",
                            "Rename one of them."));
                }
            }
            return this;
        }

        /** Adds a line with dollars for each pupil of a group, by span; it is named after the group. */
        public Builder perPupil(PupilGroup group, SpanRate... rates) {
            return add(Line.line(group.name()).amount(Terms.perPupil(group, rates)));
        }

        /** Adds lines below those already there. */
        public Builder add(Line... several) {
            return add(List.of(several));
        }

        /** Adds lines below those already there. */
        public Builder add(Collection<Line> several) {
            several.forEach(line -> lines.add(requireNonNull(line, "line")));
            return this;
        }

        /** Adds the lines that a function makes for each item: each span, each tier. */
        public <T> Builder forEach(Iterable<T> items, Function<T, List<Line>> linesOf) {
            items.forEach(item -> add(linesOf.apply(item)));
            return this;
        }

        /**
         * Returns the formula.
         *
         * @throws ProblemException with every fault: two lines of one name, a line that is referred to before it is computed, an
         *     unknown parameter, two different own figures of one name, money where a number is needed, an amount that is not rounded to cents
         */
        public FundingFormula build() {
            FundingFormula formula = new FundingFormula(
                    name,
                    rounding.orElse(Rounding.cents()),
                    ImmutableMap.copyOf(parameters),
                    ImmutableList.copyOf(lines));
            List<Problem> all = new ArrayList<>(problems);
            all.addAll(new LineCheck(formula).problems());
            ProblemException.throwIfAny("formula \"" + name + "\" cannot be built", all);
            return formula;
        }
    }
}
