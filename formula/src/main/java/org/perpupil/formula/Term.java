package org.perpupil.formula;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.SourceId;

/**
 * An expression over one school's facts, parameters and earlier lines: the closed set of kinds that formulas are made of.
 *
 * <p>People write terms with {@link Terms}, where the compiler keeps money and numbers apart. This is what stands behind: data
 * that an engine computes, a page explains and a file keeps. A term has no side effect and never rounds. Where a fact is not
 * given, or something is divided by 0, it has <em>no value</em>, and neither has what is made of it; only {@link IfMissing} and
 * {@link Condition.IsGiven} look at that.
 */
public sealed interface Term {

    /** Returns what the term gives. */
    ValueType type();

    /** Returns the terms that this one is made of, in order; those inside conditions included. */
    List<Term> parts();

    <R> R accept(TermVisitor<R> visitor);

    /** Calls the action with this term and every term inside it. */
    default void walk(Consumer<Term> action) {
        action.accept(this);
        parts().forEach(part -> part.walk(action));
    }

    /** A fixed value; a parameter is better, since it has a citation. */
    record Constant(Rational value, ValueType type) implements Term {
        @Override
        public List<Term> parts() {
            return List.of();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.constant(this);
        }
    }

    /**
     * The value of a parameter in the year of the allocation, or so many years before.
     *
     * @param by the text fact whose value picks the entry of a table; empty for a single value
     */
    record ParameterValue(String name, ValueType type, Optional<String> by, int yearsBack) implements Term {
        public ParameterValue {
            if (yearsBack < 0) {
                throw new IllegalArgumentException(
                        "parameter %s %s years back: give 0 or more".formatted(name, yearsBack));
            }
        }

        @Override
        public List<Term> parts() {
            return List.of();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.parameterValue(this);
        }
    }

    /** A count of pupils: of a group, in a span or the whole school, on a basis or the school's own. */
    record Pupils(PupilGroup group, Optional<GradeSpan> span, Optional<CountBasis> basis) implements Term {
        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }

        @Override
        public List<Term> parts() {
            return List.of();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.pupils(this);
        }
    }

    /** The sum over spans of count × the table's entry. Every pupil of the group must be in a span of the table. */
    record PerPupil(PupilGroup group, RateTable table, Optional<CountBasis> basis) implements Term {
        @Override
        public ValueType type() {
            return table.type();
        }

        @Override
        public List<Term> parts() {
            return List.of();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.perPupil(this);
        }
    }

    /** A numeric or money fact of the school. */
    record Fact(String name, ValueType type) implements Term {
        @Override
        public List<Term> parts() {
            return List.of();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.fact(this);
        }
    }

    /** A value decided for each named school; the others have no value. */
    record Decided(Map<SchoolId, Decision> bySchool, ValueType type) implements Term {

        /** A value and why it was decided. */
        public record Decision(Rational value, String reason) {
            public Decision {
                if (reason.isBlank()) {
                    throw new IllegalArgumentException("a decided value has a reason");
                }
            }
        }

        public Decided {
            bySchool = ImmutableSortedMap.copyOf(bySchool);
        }

        @Override
        public List<Term> parts() {
            return List.of();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.decided(this);
        }
    }

    /** What a line, or all of them, paid the school last year. */
    record LastYear(Optional<String> line) implements Term {
        @Override
        public ValueType type() {
            return ValueType.MONEY;
        }

        @Override
        public List<Term> parts() {
            return List.of();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.lastYear(this);
        }
    }

    /** A sum of a revenue source, the same for every school. */
    record OfSource(SourceId source, What what) implements Term {

        /** Which sum of the source. */
        public enum What {
            /** All that is expected. */
            AMOUNT,
            /** The amount less the central share. */
            POOL,
            /** The pool less what the lines above took. */
            REMAINING
        }

        @Override
        public ValueType type() {
            return ValueType.MONEY;
        }

        @Override
        public List<Term> parts() {
            return List.of();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.ofSource(this);
        }
    }

    /** An earlier line of the same school, as it was rounded. */
    record LineValue(String line, ValueType type) implements Term {
        @Override
        public List<Term> parts() {
            return List.of();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.lineValue(this);
        }
    }

    /** The sum of earlier lines of the same school; a line without a value adds nothing. */
    record SumOf(Selection lines, ValueType type) implements Term {
        @Override
        public List<Term> parts() {
            return List.of();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.sumOf(this);
        }
    }

    /** The sum of a term over all schools that have a value. */
    record Total(Term of) implements Term {
        @Override
        public ValueType type() {
            return of.type();
        }

        @Override
        public List<Term> parts() {
            return List.of(of);
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.total(this);
        }
    }

    /**
     * The school's place among the schools that have a value, from 1 for the highest; equal schools in order of id.
     *
     * @param within a text fact: only schools with the same text are compared
     */
    record Rank(Term of, Optional<String> within) implements Term {
        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }

        @Override
        public List<Term> parts() {
            return List.of(of);
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.rank(this);
        }
    }

    /** The level for which an earlier shared line was solved. */
    record Level(String line, ValueType type) implements Term {
        @Override
        public List<Term> parts() {
            return List.of();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.level(this);
        }
    }

    /** The sum of terms of one type. */
    record Plus(List<Term> parts) implements Term {
        public Plus {
            parts = ImmutableList.copyOf(parts);
            Types.same("added", parts);
        }

        @Override
        public ValueType type() {
            return parts.get(0).type();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.plus(this);
        }
    }

    /** A difference of terms of one type. */
    record Minus(Term left, Term right) implements Term {
        public Minus {
            Types.same("subtracted", List.of(left, right));
        }

        @Override
        public ValueType type() {
            return left.type();
        }

        @Override
        public List<Term> parts() {
            return List.of(left, right);
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.minus(this);
        }
    }

    /** A product, of which at most one factor is money. */
    record Times(List<Term> parts) implements Term {
        public Times {
            parts = ImmutableList.copyOf(parts);
            if (parts.isEmpty() || parts.stream().filter(Types::isMoney).count() > 1) {
                throw new IllegalArgumentException("a product has factors, and at most one of them is money");
            }
        }

        @Override
        public ValueType type() {
            return parts.stream().anyMatch(Types::isMoney) ? ValueType.MONEY : ValueType.NUMBER;
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.times(this);
        }
    }

    /** A quotient: of two terms of one type, which is a number, or of money and a number, which is money. */
    record Over(Term left, Term right) implements Term {
        public Over {
            if (Types.isMoney(right) && !Types.isMoney(left)) {
                throw new IllegalArgumentException("a number is not divided by money");
            }
        }

        @Override
        public ValueType type() {
            return Types.isMoney(left) && !Types.isMoney(right) ? ValueType.MONEY : ValueType.NUMBER;
        }

        @Override
        public List<Term> parts() {
            return List.of(left, right);
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.over(this);
        }
    }

    /** The least of terms of one type. */
    record Least(List<Term> parts) implements Term {
        public Least {
            parts = ImmutableList.copyOf(parts);
            Types.same("compared", parts);
        }

        @Override
        public ValueType type() {
            return parts.get(0).type();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.least(this);
        }
    }

    /** The greatest of terms of one type. */
    record Greatest(List<Term> parts) implements Term {
        public Greatest {
            parts = ImmutableList.copyOf(parts);
            Types.same("compared", parts);
        }

        @Override
        public ValueType type() {
            return parts.get(0).type();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.greatest(this);
        }
    }

    /** One term where a condition holds, another where it does not. */
    record When(Condition condition, Term then, Term otherwise) implements Term {
        public When {
            Types.same("chosen between", List.of(then, otherwise));
        }

        @Override
        public ValueType type() {
            return then.type();
        }

        @Override
        public List<Term> parts() {
            return Stream.concat(condition.terms().stream(), Stream.of(then, otherwise))
                    .toList();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.when(this);
        }
    }

    /** The term of the first band that holds x, or else the last one. */
    record Bands(Term x, List<Band> bands, Term otherwise) implements Term {

        /** Up to a limit, which is in the band if it is inclusive. */
        public record Band(Term limit, boolean inclusive, Term then) {}

        public Bands {
            bands = ImmutableList.copyOf(bands);
            if (bands.isEmpty()) {
                throw new IllegalArgumentException("bands need at least one limit");
            }
            for (Band band : bands) {
                Types.same("compared", List.of(x, band.limit()));
                Types.same("chosen between", List.of(band.then(), otherwise));
            }
        }

        @Override
        public ValueType type() {
            return otherwise.type();
        }

        @Override
        public List<Term> parts() {
            return Stream.of(
                            Stream.of(x),
                            bands.stream().flatMap(band -> Stream.of(band.limit(), band.then())),
                            Stream.of(otherwise))
                    .flatMap(part -> part)
                    .toList();
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.bands(this);
        }
    }

    /** A straight line from one point to another, flat outside. */
    record Ramp(Term x, Term fromX, Term fromY, Term toX, Term toY) implements Term {
        public Ramp {
            Types.same("compared", List.of(x, fromX, toX));
            Types.same("chosen between", List.of(fromY, toY));
        }

        @Override
        public ValueType type() {
            return fromY.type();
        }

        @Override
        public List<Term> parts() {
            return List.of(x, fromX, fromY, toX, toY);
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.ramp(this);
        }
    }

    /** A term, or another where it has no value. */
    record IfMissing(Term of, Term instead) implements Term {
        public IfMissing {
            Types.same("chosen between", List.of(of, instead));
        }

        @Override
        public ValueType type() {
            return of.type();
        }

        @Override
        public List<Term> parts() {
            return List.of(of, instead);
        }

        @Override
        public <R> R accept(TermVisitor<R> visitor) {
            return visitor.ifMissing(this);
        }
    }
}
