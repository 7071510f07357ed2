package org.perpupil.formula;

import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.money.Money;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.SourceId;

/**
 * Models of every kind there is, each with a small district that it fits: whatever reads a definition is tried on them against the
 * allocation.
 *
 * <p>Every kind of term, condition, form and guard occurs, in some cases without a value; names are hostile now and then, and
 * exact values often lie on half a cent. A case is made from one seed, the same one each time, and is not shrunk.
 */
public final class RandomModels {
    public static final FiscalYear YEAR = FiscalYear.of(2027);

    private static final int MOST_TRIES = 10_000;

    private RandomModels() {}

    /**
     * A model that can be allocated, with all that it needs.
     *
     * @param lastYear the budgets of the year before; some schools have none
     * @param seed what {@link #of} makes the same case from
     */
    public record Case(FundingModel model, District district, FiscalYear year, Optional<Budgets> lastYear, long seed) {

        public Allocation allocate() {
            return allocate(model);
        }

        /** Allocates with another model, such as this one after it was written and read. */
        public Allocation allocate(FundingModel other) {
            return lastYear.map(budgets -> other.resolve(district, year, budgets))
                    .orElseGet(() -> other.resolve(district, year))
                    .allocate();
        }

        Case with(District other) {
            return new Case(model, other, year, lastYear, seed);
        }

        @Override
        public String toString() {
            return "seed %sL: %s%n%s%n%s%n%s"
                    .formatted(
                            seed,
                            district.schools().stream()
                                    .map(school -> school + " " + school.enrollments() + " " + school.facts())
                                    .collect(Collectors.joining("\n")),
                            district.revenues(),
                            model.sources(),
                            model.lines().lines().stream()
                                    .map(line -> line + " " + line.form())
                                    .collect(Collectors.joining("\n")));
        }
    }

    /** Returns cases with every kind of term, condition and form. */
    public static Arbitrary<Case> cases() {
        return casesWithout();
    }

    /**
     * Returns cases without some kinds.
     *
     * @param kinds records of {@link Term}, {@link Condition} and {@link Form}; not those of which nearly every model is made, such
     *     as products
     */
    @SafeVarargs
    public static Arbitrary<Case> casesWithout(Class<? extends Record>... kinds) {
        Set<Class<? extends Record>> without = Set.of(kinds);
        return Arbitraries.randomValue(random -> of(random.nextLong(), without));
    }

    /** Returns the case of a seed. */
    public static Case of(long seed) {
        return of(seed, Set.of());
    }

    private static Case of(long seed, Set<Class<? extends Record>> without) {
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<Drawn> found = attempt(i == 0 ? seed : seeds.nextLong(), without);
            if (found.isPresent()) {
                return found.get().one();
            }
        }
        throw new IllegalStateException("no case without " + without);
    }

    /** A case, and the kinds of components in it that were drawn by their names. */
    record Drawn(Case one, Set<ComponentKind> components) {}

    /** Makes one case; empty if it breaks a rule and is refused. */
    static Optional<Drawn> attempt(long seed, Set<Class<? extends Record>> without) {
        RandomModel random = new RandomModel(new SplittableRandom(seed), without);
        try {
            FundingModel model = random.build();
            if (kinds(model).stream().anyMatch(without::contains)) {
                return Optional.empty();
            }
            Case first = new Case(model, random.district(), YEAR, random.lastYear(), seed);
            return Optional.of(
                    new Drawn(withRevenueAsDrawn(first, first.allocate(), random.measured()), random.drawn()));
        } catch (ProblemException refused) {
            return Optional.empty();
        }
    }

    /** Where published rates are paid, the revenue is about what they cost: a source is rarely far larger. */
    private static Case withRevenueAsDrawn(Case first, Allocation allocation, Map<SourceId, Money> slack) {
        Map<SourceId, Money> revenues = new LinkedHashMap<>(first.district().revenues());
        for (SourceStatement statement : allocation.sources()) {
            SourceId id = statement.source().id();
            Money more = slack.get(id);
            if (more != null) {
                Rational amount = statement.amount().orElseThrow().toRational();
                Rational pool = amount.minus(statement.central().toRational());
                Rational drawn = statement.toSchools().toRational();
                // A central rate leaves the same share of any amount; a sum leaves less of a smaller one.
                revenues.put(
                        id,
                        Money.ofDollars(
                                        pool.isZero()
                                                ? amount
                                                : drawn.times(amount).dividedBy(pool),
                                        RoundingMode.UP)
                                .plus(more));
            }
        }
        District.Builder district = District.named(first.district().name())
                .currency(first.district().currencySign())
                .levels(first.district().levels())
                .schools(first.district().schools());
        revenues.forEach(district::revenue);
        Case second = first.with(district.build());
        try {
            second.allocate();
            return second;
        } catch (ProblemException refused) {
            return first;
        }
    }

    /** Returns the kinds of terms, conditions and forms that a model is made of. */
    public static Set<Class<?>> kinds(FundingModel model) {
        Set<Class<?>> kinds = kinds(model.lines().lines());
        model.sources().forEach(source -> source.eligible().ifPresent(condition -> add(kinds, condition)));
        return kinds;
    }

    static Set<Class<?>> kinds(List<Line> lines) {
        Set<Class<?>> kinds = new LinkedHashSet<>();
        for (Line line : lines) {
            kinds.add(line.form().getClass());
            line.form().terms().forEach(term -> add(kinds, term));
            line.where().ifPresent(condition -> add(kinds, condition));
        }
        return kinds;
    }

    private static void add(Set<Class<?>> kinds, Term term) {
        kinds.add(term.getClass());
        if (term instanceof Term.When when) {
            add(kinds, when.condition());
        }
        term.parts().forEach(part -> add(kinds, part));
    }

    private static void add(Set<Class<?>> kinds, Condition condition) {
        condition.stream().forEach(part -> kinds.add(part.getClass()));
        condition.terms().forEach(term -> add(kinds, term));
    }
}
