package org.perpupil.formula;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.perpupil.district.SchoolId;

/**
 * A question about a school that is answered with yes or no; where a fact it asks for is not given, with neither.
 *
 * <p>Made by the comparisons of {@link NumberTerm} and {@link MoneyTerm} and by {@link Terms}.
 */
public sealed interface Condition {

    /** Returns the terms that the question looks at. */
    List<Term> terms();

    /** Returns the questions that this one is made of. */
    default List<Condition> parts() {
        return List.of();
    }

    <R> R accept(ConditionVisitor<R> visitor);

    default Condition and(Condition other) {
        return new All(List.of(this, other));
    }

    default Condition or(Condition other) {
        return new Any(List.of(this, other));
    }

    default Condition negated() {
        return new Not(this);
    }

    /** How two values are compared. */
    enum Comparison {
        AT_LEAST("is at least", "is below"),
        MORE_THAN("is more than", "is not more than"),
        AT_MOST("is at most", "is above"),
        LESS_THAN("is less than", "is not less than"),
        EQUAL("is", "is not");

        private final String words;
        private final String otherwise;

        Comparison(String words, String otherwise) {
            this.words = words;
            this.otherwise = otherwise;
        }

        /** Returns the words for what is found: that the comparison holds, or that it does not. */
        public String words(boolean holds) {
            return holds ? words : otherwise;
        }

        /** Tells whether a result of {@code left.compareTo(right)} satisfies the comparison. */
        public boolean holds(int compared) {
            return switch (this) {
                case AT_LEAST -> compared >= 0;
                case MORE_THAN -> compared > 0;
                case AT_MOST -> compared <= 0;
                case LESS_THAN -> compared < 0;
                case EQUAL -> compared == 0;
            };
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Compares two terms of one type. */
    record Compare(Term left, Comparison how, Term right) implements Condition {
        public Compare {
            Types.same("compared", List.of(left, right));
        }

        @Override
        public List<Term> terms() {
            return List.of(left, right);
        }

        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.compare(this);
        }
    }

    /** A yes-or-no fact of the school. */
    record Is(String flag) implements Condition {
        @Override
        public List<Term> terms() {
            return List.of();
        }

        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.is(this);
        }
    }

    /** A text fact of the school is one of some texts. */
    record OneOf(String fact, Set<String> texts) implements Condition {
        public OneOf {
            texts = ImmutableSet.copyOf(texts);
        }

        @Override
        public List<Term> terms() {
            return List.of();
        }

        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.oneOf(this);
        }
    }

    /** The school is on a list, on which each has a reason. */
    record Listed(Map<SchoolId, String> reasons) implements Condition {
        public Listed {
            reasons = ImmutableSortedMap.copyOf(reasons);
        }

        @Override
        public List<Term> terms() {
            return List.of();
        }

        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.listed(this);
        }
    }

    /** A term has a value. */
    record IsGiven(Term term) implements Condition {
        @Override
        public List<Term> terms() {
            return List.of(term);
        }

        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.isGiven(this);
        }
    }

    /** Every one holds. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = ImmutableList.copyOf(parts);
        }

        @Override
        public List<Term> terms() {
            return termsOf(parts);
        }

        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.all(this);
        }
    }

    /** At least one holds. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = ImmutableList.copyOf(parts);
        }

        @Override
        public List<Term> terms() {
            return termsOf(parts);
        }

        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.any(this);
        }
    }

    /** The other does not hold. */
    record Not(Condition condition) implements Condition {
        @Override
        public List<Term> terms() {
            return condition.terms();
        }

        @Override
        public List<Condition> parts() {
            return List.of(condition);
        }

        @Override
        public <R> R accept(ConditionVisitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /** Returns this condition and every one inside it. */
    default Stream<Condition> stream() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(Condition::stream));
    }

    private static List<Term> termsOf(List<Condition> conditions) {
        return conditions.stream()
                .flatMap(condition -> condition.terms().stream())
                .toList();
    }
}
