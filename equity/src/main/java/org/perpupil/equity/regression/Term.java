package org.perpupil.equity.regression;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What explains: a column, its logarithm or powers, a factor, or a product of these. Each gives one or more columns of the regression.
 */
public sealed interface Term {

    /** Returns the columns of numbers that it is made of. */
    Set<String> columns();

    /** Returns the terms that it holds, or itself alone. */
    default List<Term> single() {
        return List.of(this);
    }

    /** Returns a column of numbers as it is. */
    static Term of(String column) {
        return new Column(column);
    }

    /** Returns the natural logarithm of a column; a row in which it is not above 0 is refused. */
    static Term log(String column) {
        return new Logarithm(column);
    }

    /**
     * Returns one power of a column, computed to 32 digits, so that nothing is lost where powers nearly depend on each other.
     *
     * @param degree from 1, which is the column itself, to 20
     */
    static Term power(String column, int degree) {
        return degree == 1 ? of(column) : new Power(column, degree);
    }

    /**
     * Returns the powers of a column from 1 to a degree.
     *
     * @param degree from 1 to 20
     */
    static Term polynomial(String column, int degree) {
        Term last = power(column, degree);
        return new Together(Stream.concat(
                        IntStream.range(1, degree).mapToObj(power -> power(column, power)), Stream.of(last))
                .toList());
    }

    /**
     * Returns a column of texts as fixed effects: one column for each level but the first in order of name, which is the base.
     */
    static Term factor(String column) {
        return new Factor(column, "");
    }

    /** Returns a column of texts as fixed effects, with the level that the others are compared with. */
    static Term factor(String column, String base) {
        if (base.isEmpty()) {
            throw new IllegalArgumentException("the base of factor \"%s\" has a name".formatted(column));
        }
        return new Factor(column, base);
    }

    /** Returns the products of every column of one term with every column of another: an interaction. */
    static Term product(Term one, Term other) {
        return new Product(one, other);
    }

    /** Returns several terms as one, for tests and interactions. */
    static Term together(Term... terms) {
        return new Together(List.of(terms));
    }

    /** A column as it is. */
    record Column(String column) implements Term {
        public Column {
            requireNonNull(column, "column");
        }

        @Override
        public Set<String> columns() {
            return Set.of(column);
        }

        @Override
        public String toString() {
            return column;
        }
    }

    /** The natural logarithm of a column. */
    record Logarithm(String column) implements Term {
        public Logarithm {
            requireNonNull(column, "column");
        }

        @Override
        public Set<String> columns() {
            return Set.of(column);
        }

        @Override
        public String toString() {
            return "ln " + column;
        }
    }

    /** A power of a column, from 2 to 20. */
    record Power(String column, int degree) implements Term {
        public Power {
            requireNonNull(column, "column");
            if (degree < 2 || degree > 20) {
                throw new IllegalArgumentException(
                        "a power is from 2 to 20, and 1 is the column itself; not " + degree);
            }
        }

        @Override
        public Set<String> columns() {
            return Set.of(column);
        }

        @Override
        public String toString() {
            return column + "^" + degree;
        }
    }

    /** Fixed effects; the base is empty where it is the first level. */
    record Factor(String column, String base) implements Term {
        public Factor {
            requireNonNull(column, "column");
            requireNonNull(base, "base");
        }

        @Override
        public Set<String> columns() {
            return Set.of();
        }

        @Override
        public String toString() {
            return base.isEmpty() ? "factor " + column : "factor %s, base %s".formatted(column, base);
        }
    }

    /** An interaction. */
    record Product(Term one, Term other) implements Term {
        public Product {
            requireNonNull(one, "one");
            requireNonNull(other, "other");
        }

        @Override
        public Set<String> columns() {
            return Sets.union(one.columns(), other.columns()).immutableCopy();
        }

        @Override
        public String toString() {
            return one + " × " + other;
        }
    }

    /** Several terms. */
    record Together(List<Term> terms) implements Term {
        public Together {
            terms = ImmutableList.copyOf(terms);
        }

        @Override
        public Set<String> columns() {
            return terms.stream().flatMap(term -> term.columns().stream()).collect(ImmutableSet.toImmutableSet());
        }

        @Override
        public List<Term> single() {
            return terms.stream().flatMap(term -> term.single().stream()).toList();
        }

        @Override
        public String toString() {
            return terms.stream().map(Term::toString).collect(Collectors.joining(", "));
        }
    }
}
