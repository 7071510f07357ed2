package org.perpupil.formula;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rational;

/**
 * A value of a formula that changes by year, each with its citation.
 *
 * <pre>{@code
 * Parameter.dollars("per-pupil minimum").in(2017, "9000", "FY2017 budget guide, page 12")
 * }</pre>
 *
 * <p>A year that is not given has no value: a formula that asks for it is refused, and never takes the nearest.
 */
public final class Parameter {
    private final String name;
    private final ValueType type;
    private final ImmutableSortedMap<FiscalYear, ParameterEntry> byYear;

    private Parameter(String name, ValueType type, ImmutableSortedMap<FiscalYear, ParameterEntry> byYear) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a parameter has a name");
        }
        this.name = name;
        this.type = type;
        this.byYear = byYear;
    }

    /** Returns a parameter in dollars of any precision, without a value yet. */
    public static Parameter dollars(String name) {
        return new Parameter(name, ValueType.MONEY, ImmutableSortedMap.of());
    }

    /** Returns a parameter that is a plain number, without a value yet. */
    public static Parameter number(String name) {
        return new Parameter(name, ValueType.NUMBER, ImmutableSortedMap.of());
    }

    /**
     * Returns the parameter with a value for the fiscal year that ends in {@code year}.
     *
     * @param value such as {@code "9000"} or {@code "40%"}; how it is written is kept, as in {@code "0.340"}
     */
    public Parameter in(int year, String value, String citation) {
        return in(year, ParameterEntry.of(value, citation));
    }

    /** Returns the parameter with a value that is published rounded: computed with one, shown as the other. */
    public Parameter in(int year, String value, String printed, String citation) {
        return in(year, new ParameterEntry.Single(NumberTerm.parse(value), Optional.of(printed), citation));
    }

    /** Returns the parameter with a table by span of grades. */
    public Parameter in(int year, String citation, SpanRate... bySpan) {
        return in(year, ParameterEntry.of(citation, bySpan));
    }

    /** Returns the parameter with a table by a text fact of the school, such as its type. */
    public Parameter in(int year, Map<String, String> byKey, String citation) {
        return in(year, ParameterEntry.of(byKey, citation));
    }

    /**
     * Returns the parameter with an entry for the fiscal year that ends in {@code year}.
     *
     * @throws IllegalStateException if the year has one already
     */
    public Parameter in(int year, ParameterEntry entry) {
        FiscalYear key = FiscalYear.of(year);
        if (byYear.containsKey(key)) {
            throw new IllegalStateException("parameter \"%s\" already has a value for %s".formatted(name, key));
        }
        return new Parameter(
                name,
                type,
                ImmutableSortedMap.<FiscalYear, ParameterEntry>naturalOrder()
                        .putAll(byYear)
                        .put(key, entry)
                        .buildOrThrow());
    }

    /**
     * Returns the parameter with another entry in place of the one that a year has: what if it were another.
     *
     * @throws IllegalArgumentException if the year has none
     */
    public Parameter instead(FiscalYear year, ParameterEntry entry) {
        if (!byYear.containsKey(year)) {
            throw new IllegalArgumentException("parameter \"%s\" has no value for %s".formatted(name, year));
        }
        Map<FiscalYear, ParameterEntry> changed = new TreeMap<>(byYear);
        changed.put(year, entry);
        return new Parameter(name, type, ImmutableSortedMap.copyOf(changed));
    }

    /**
     * Returns the parameter with a value for each of several years, on a straight line: the dated path of a weight to the board's
     * goal.
     *
     * @param from the fiscal year that ends in this year has the first value
     * @param to the fiscal year that ends in this year has the last one; after {@code from}
     */
    public Parameter path(int from, String first, int to, String last, String citation) {
        if (to <= from) {
            throw new IllegalArgumentException("a path ends after it starts, not from %s to %s".formatted(from, to));
        }
        Rational start = NumberTerm.parse(first);
        Rational step = NumberTerm.parse(last).minus(start).dividedBy(Rational.of(to - from));
        Parameter path = this;
        for (int year = from; year <= to; year++) {
            Rational value = start.plus(step.times(Rational.of(year - from)));
            path = path.in(year, new ParameterEntry.Single(value, Optional.empty(), citation));
        }
        return path;
    }

    /** Returns how a value was written, unless it writes itself like that. */
    static Optional<String> printed(String written, Rational value) {
        return Optional.of(written).filter(text -> !text.equals(value.toString()));
    }

    public String name() {
        return name;
    }

    public ValueType type() {
        return type;
    }

    /** Returns every entry, the earliest first. */
    public Map<FiscalYear, ParameterEntry> byYear() {
        return byYear;
    }

    /** Returns the entry of a year; empty if none is given. */
    public Optional<ParameterEntry> entry(FiscalYear year) {
        return Optional.ofNullable(byYear.get(year));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Parameter other
                && name.equals(other.name)
                && type == other.type
                && byYear.equals(other.byYear);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name + " " + byYear;
    }
}
