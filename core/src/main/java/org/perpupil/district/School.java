package org.perpupil.district;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;

/**
 * A school: its counts of pupils on one or more bases, and named facts that a formula may ask for.
 *
 * <p>A fact is a number, an amount of money, a text (the school's type, its region) or a yes-or-no. A fact that is not given is
 * not known, which is neither 0 nor no; {@linkplain #missing(String) why} may be said.
 */
public final class School {
    private final SchoolId id;
    private final String name;
    private final ImmutableMap<CountBasis, Enrollment> enrollments;
    private final ImmutableSortedMap<String, Object> facts;
    private final ImmutableSortedMap<String, Missing> missing;

    private School(Builder builder) {
        this.id = builder.id;
        this.name = builder.name;
        this.enrollments = ImmutableMap.copyOf(builder.enrollments);
        this.facts = ImmutableSortedMap.copyOf(builder.facts);
        this.missing = ImmutableSortedMap.copyOf(builder.missing);
    }

    /** Starts a school. */
    public static Builder of(SchoolId id, String name) {
        return new Builder(id, name);
    }

    /** Starts a school. */
    public static Builder of(String id, String name) {
        return of(SchoolId.of(id), name);
    }

    public SchoolId id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Returns the counts that hold if no basis is named. */
    public Enrollment enrollment() {
        return enrollments.values().iterator().next();
    }

    /** Returns the counts on a basis; empty if the school has none. */
    public Optional<Enrollment> enrollment(CountBasis basis) {
        return Optional.ofNullable(enrollments.get(basis));
    }

    /** Returns the counts on every basis, the one that holds if none is named first. */
    public Map<CountBasis, Enrollment> enrollments() {
        return enrollments;
    }

    /** Returns a fact that is a number; empty if it is not given. */
    public Optional<BigDecimal> number(String fact) {
        return fact(fact, BigDecimal.class);
    }

    /** Returns a fact that is an amount of money; empty if it is not given. */
    public Optional<Money> money(String fact) {
        return fact(fact, Money.class);
    }

    /** Returns a fact that is a text; empty if it is not given. */
    public Optional<String> text(String fact) {
        return fact(fact, String.class);
    }

    /** Returns a fact that is yes or no; empty if it is not given. */
    public Optional<Boolean> flag(String fact) {
        return fact(fact, Boolean.class);
    }

    private <T> Optional<T> fact(String fact, Class<T> kind) {
        Object value = facts.get(requireNonNull(fact, "fact"));
        return kind.isInstance(value) ? Optional.of(kind.cast(value)) : Optional.empty();
    }

    /** Returns the same school with other counts of pupils on the basis that holds if none is named. */
    public School withEnrollment(Enrollment counts) {
        return withEnrollment(enrollments.keySet().iterator().next(), counts);
    }

    /** Returns the same school with counts of pupils on a basis, in place of those it may have. */
    public School withEnrollment(CountBasis basis, Enrollment counts) {
        Builder copy = new Builder(id, name);
        copy.enrollments.putAll(enrollments);
        copy.enrollments.put(requireNonNull(basis, "basis"), requireNonNull(counts, "counts"));
        copy.facts.putAll(facts);
        copy.missing.putAll(missing);
        return copy.build();
    }

    /**
     * Returns every fact by name, in order of name: each a {@link BigDecimal}, a {@link Money}, a {@link String} or a
     * {@link Boolean}.
     */
    public Map<String, Object> facts() {
        return facts;
    }

    /** Returns why a fact is not given: {@link Missing#NOT_GIVEN} unless it was said otherwise; empty if it is given. */
    public Optional<Missing> missing(String fact) {
        return facts.containsKey(requireNonNull(fact, "fact"))
                ? Optional.empty()
                : Optional.of(missing.getOrDefault(fact, Missing.NOT_GIVEN));
    }

    /** Returns the facts of which it is known that they do not apply or are suppressed, in order of name. */
    public Map<String, Missing> missing() {
        return missing;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof School other
                && id.equals(other.id)
                && name.equals(other.name)
                && enrollments.equals(other.enrollments)
                && facts.equals(other.facts)
                && missing.equals(other.missing);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return name + " (" + id + ")";
    }

    /** Collects what is known of a school. */
    public static final class Builder {
        private final SchoolId id;
        private final String name;
        private final Map<CountBasis, Enrollment> enrollments = new LinkedHashMap<>();
        private final Map<String, Object> facts = new TreeMap<>();
        private final Map<String, Missing> missing = new TreeMap<>();

        private Builder(SchoolId id, String name) {
            this.id = requireNonNull(id, "id");
            this.name = requireNonNull(name, "name");
            if (name.isBlank()) {
                throw new IllegalArgumentException("school " + id + " has no name");
            }
        }

        /** The school's current counts. */
        public Builder enrolling(Enrollment counts) {
            return enrolling(CountBasis.CURRENT, counts);
        }

        /** The school's counts on a basis; the first one given holds where a formula names none. */
        public Builder enrolling(CountBasis basis, Enrollment counts) {
            if (enrollments.putIfAbsent(requireNonNull(basis, "basis"), requireNonNull(counts, "counts")) != null) {
                throw new IllegalStateException("%s already has %s counts".formatted(name, basis));
            }
            return this;
        }

        public Builder number(String fact, BigDecimal value) {
            return fact(fact, Rational.of(value).toExactDecimal().orElseThrow());
        }

        public Builder number(String fact, long value) {
            return number(fact, BigDecimal.valueOf(value));
        }

        public Builder money(String fact, Money value) {
            return fact(fact, requireNonNull(value, "value"));
        }

        public Builder text(String fact, String value) {
            return fact(fact, requireNonNull(value, "value"));
        }

        public Builder flag(String fact, boolean value) {
            return fact(fact, value);
        }

        /**
         * Says why a fact is not given; {@link Missing#NOT_GIVEN} says nothing more than leaving it out does.
         *
         * @throws IllegalStateException if it is given, or is said to be missing for another reason
         */
        public Builder missing(String fact, Missing why) {
            if (requireNonNull(why, "why") != Missing.NOT_GIVEN) {
                Missing earlier = missing.putIfAbsent(requireNonNull(fact, "fact"), why);
                checkOnce(fact, Optional.ofNullable(facts.get(fact)), why);
                checkOnce(fact, Optional.ofNullable(earlier).filter(other -> other != why), why);
            }
            return this;
        }

        private void checkOnce(String fact, Optional<?> earlier, Object value) {
            if (earlier.isPresent()) {
                throw new IllegalStateException("%s already has the fact \"%s\": %s; cannot also be %s"
                        .formatted(name, fact, earlier.get(), value));
            }
        }

        private Builder fact(String fact, Object value) {
            checkOnce(fact, Optional.ofNullable(missing.get(requireNonNull(fact, "fact"))), value);
            checkOnce(fact, Optional.ofNullable(facts.putIfAbsent(fact, value)), value);
            return this;
        }

        /**
         * Returns the school.
         *
         * @throws IllegalStateException if it has no counts of pupils
         */
        public School build() {
            if (enrollments.isEmpty()) {
                throw new IllegalStateException(name + " has no counts of pupils; call enrolling(…)");
            }
            return new School(this);
        }
    }
}
