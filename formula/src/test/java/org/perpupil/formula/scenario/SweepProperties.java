package org.perpupil.formula.scenario;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Line;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.formula.internal.Computation;
import org.perpupil.formula.internal.Definition;
import org.perpupil.formula.internal.World;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.GradeSpan;

class SweepProperties {
    private static final List<Rational> FACTORS = List.of(
            Rational.ZERO,
            Rational.of(1, 3),
            Rational.of(9, 10),
            Rational.of(1),
            Rational.of(101, 100),
            Rational.of(2));

    @Provide
    Arbitrary<RandomModels.Case> cases() {
        return RandomModels.cases();
    }

    /** All that can be read off an outcome. */
    private record Read(
            Budgets budgets,
            List<SourceStatement> sources,
            Map<String, Map<SchoolId, Money>> amounts,
            List<Long> cents) {}

    @Property
    void each_scenario_gives_what_the_changed_model_allocates_for_the_changed_district(
            @ForAll("cases") RandomModels.Case drawn, @ForAll long seed) {
        ResolvedModel base = resolved(drawn);
        SplittableRandom random = new SplittableRandom(seed);
        List<Scenario> scenarios = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            // The model as it stands comes back in between, so that what was set has to be set back.
            Scenario scenario = Scenario.named("scenario " + number);
            scenarios.add(number == 3 ? scenario : changed(scenario, base, random));
        }

        List<Swept<Read>> swept = Sweep.of(base).read(scenarios, SweepProperties::read);

        assertThat(swept).extracting(Swept::scenario).containsExactlyElementsOf(scenarios);
        for (Swept<Read> one : swept) {
            Scenario scenario = one.scenario();
            Statistics.label("what is otherwise")
                    .collect(
                            scenario.parameters().isEmpty() ? "" : "parameters",
                            scenario.revenues().isEmpty() ? "" : "revenues",
                            scenario.enrollments().isEmpty() ? "" : "counts");
            Statistics.label("can be allocated").collect(isPlain(one));
        }
    }

    /** Districts in several batches, which share their memory, and in one that is longer than a block; a table may have a span that is none. */
    @Property(tries = 50)
    void districts_of_several_batches_give_what_each_gives_alone(
            @ForAll("cases") RandomModels.Case drawn, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ResolvedModel> variants = new ArrayList<>(List.of(resolved(drawn)));
        for (int number = 0; number < 3; number++) {
            try {
                variants.add(resolved(drawn, varied(drawn.district(), random)));
            } catch (ProblemException refused) {
                // Not every district is without a fault.
            }
        }
        List<Scenario> scenarios = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            Scenario scenario = Scenario.named("scenario " + number);
            ResolvedModel one = variants.get(random.nextInt(variants.size()));
            scenarios.add(
                    number == 3 ? scenario : number == 1 ? misfit(scenario, one) : changed(scenario, one, random));
        }
        // One batch has at least so many districts as fill a block and go on in the next.
        int schools = variants.stream()
                .mapToInt(base -> base.district().schools().size())
                .sum();
        List<ResolvedModel> many = new ArrayList<>();
        for (int times = 0; times <= 260 / schools; times++) {
            many.addAll(variants);
        }

        Compiled ofFew = new Compiled(variants, 1);
        Compiled ofMany = new Compiled(many);

        for (Scenario scenario : scenarios) {
            List<Swept<Read>> few = swept(ofFew, scenario);
            List<Swept<Read>> all = swept(ofMany, scenario);
            few.forEach(SweepProperties::isPlain);
            for (int at = 0; at < all.size(); at++) {
                assertThat(all.get(at)).isEqualTo(few.get(at % variants.size()));
            }
        }
    }

    private static List<Swept<Read>> swept(Compiled compiled, Scenario scenario) {
        List<Swept<Read>> swept = new ArrayList<>();
        compiled.<Read>compute(scenario, SweepProperties::read, swept::add);
        return swept;
    }

    /** Holds what was swept to the plain computation; tells whether it can be allocated. */
    private static boolean isPlain(Swept<Read> one) {
        Optional<Allocation> plain = Optional.empty();
        List<Problem> problems = List.of();
        try {
            plain = Optional.of(plain(one.scenario().appliedTo(one.base())));
        } catch (ProblemException faults) {
            problems = faults.problems();
        }
        assertThat(one.problems()).isEqualTo(problems);
        assertThat(one.value()).isEqualTo(plain.map(allocation -> read(allocation, one.base())));
        return plain.isPresent();
    }

    /** Some of the schools with counts of one another, and other revenues. */
    private static District varied(District district, SplittableRandom random) {
        List<School> from = district.schools();
        List<School> schools = new ArrayList<>();
        for (School school : from) {
            if (schools.isEmpty() || random.nextInt(4) > 0) {
                schools.add(school.withEnrollment(
                        from.get(random.nextInt(from.size())).enrollment()));
            }
        }
        District.Builder varied = District.named(district.name())
                .currency(district.currencySign())
                .levels(district.levels())
                .schools(schools);
        district.revenues()
                .forEach((source, amount) ->
                        varied.revenue(source, Money.ofCents(amount.cents() / 10 * (8 + random.nextInt(6)))));
        return varied.build();
    }

    /** A table of as many spans, of which the last is another, so that some of its rates can be set and not all. */
    private static Scenario misfit(Scenario scenario, ResolvedModel base) {
        Scenario misfit = scenario;
        for (Parameter parameter : base.model().lines().parameters().values()) {
            if (parameter.entry(base.year()).orElse(null) instanceof ParameterEntry.BySpan table) {
                Map<GradeSpan, Rational> values = new LinkedHashMap<>(table.values());
                GradeSpan last = List.copyOf(values.keySet()).get(values.size() - 1);
                Rational rate = requireNonNull(values.remove(last));
                values.replaceAll((span, value) -> value.times(Rational.of(2)));
                values.put(GradeSpan.of("none", "UG", "UG"), rate);
                misfit = misfit.parameter(parameter.name(), new ParameterEntry.BySpan(values, table.citation()));
            }
        }
        return misfit;
    }

    private static ResolvedModel resolved(RandomModels.Case drawn) {
        return resolved(drawn, drawn.district());
    }

    private static ResolvedModel resolved(RandomModels.Case drawn, District district) {
        return drawn.lastYear()
                .map(budgets -> drawn.model().resolve(district, drawn.year(), budgets))
                .orElseGet(() -> drawn.model().resolve(district, drawn.year()));
    }

    private static Scenario changed(Scenario scenario, ResolvedModel base, SplittableRandom random) {
        Scenario changed = scenario;
        for (Parameter parameter : base.model().lines().parameters().values()) {
            Optional<ParameterEntry> entry = parameter.entry(base.year());
            if (entry.isPresent() && random.nextInt(2) == 0) {
                changed = changed.parameter(parameter.name(), changed(entry.get(), random));
            }
        }
        for (var revenue : base.district().revenues().entrySet()) {
            if (random.nextInt(3) == 0) {
                Rational more = revenue.getValue().toRational().times(factor(random));
                changed = changed.revenue(revenue.getKey(), Money.ofDollars(more, java.math.RoundingMode.HALF_UP));
            }
        }
        List<School> schools = base.district().schools();
        if (random.nextInt(2) == 0) {
            School one = schools.get(random.nextInt(schools.size()));
            School other = schools.get(random.nextInt(schools.size()));
            changed = changed.enrollment(one.id(), other.enrollment());
        }
        return changed;
    }

    private static Rational factor(SplittableRandom random) {
        return FACTORS.get(random.nextInt(FACTORS.size()));
    }

    private static ParameterEntry changed(ParameterEntry entry, SplittableRandom random) {
        if (entry instanceof ParameterEntry.Single single) {
            return new ParameterEntry.Single(single.value().times(factor(random)), Optional.empty(), single.citation());
        }
        if (entry instanceof ParameterEntry.BySpan table) {
            return new ParameterEntry.BySpan(changed(table.values(), random), table.citation());
        }
        ParameterEntry.ByKey table = (ParameterEntry.ByKey) entry;
        return new ParameterEntry.ByKey(changed(table.values(), random), table.citation());
    }

    private static <K> Map<K, Rational> changed(Map<K, Rational> values, SplittableRandom random) {
        Map<K, Rational> changed = new LinkedHashMap<>();
        values.forEach((key, value) -> changed.put(key, value.times(factor(random))));
        return changed;
    }

    /** By the plain computation in fractions. */
    private static Allocation plain(ResolvedModel model) {
        return Computation.of(
                        new Definition(model.model().lines(), model.model().sources()),
                        new World(model.district(), model.year(), model.lastYear()))
                .allocation();
    }

    private static Read read(Outcome outcome) {
        Statistics.label("held in columns")
                .collect(outcome.isOfColumns())
                .coverage(cover -> cover.check(true).percentage(share -> share > 50));
        ResolvedModel base = outcome.base();
        Map<String, Map<SchoolId, Money>> amounts = new LinkedHashMap<>();
        long[] cents = new long[base.district().schools().size()];
        for (Line line : base.model().lines().lines()) {
            Map<SchoolId, Money> ofLine = new LinkedHashMap<>();
            outcome.copyAmounts(line.name(), cents);
            int at = 0;
            for (School school : base.district().schools()) {
                Optional<Money> amount = outcome.amount(line.name(), school.id());
                amount.ifPresent(paid -> ofLine.put(school.id(), paid));
                assertThat(cents[at]).isEqualTo(amount.map(Money::cents).orElse(0L));
                at++;
            }
            amounts.put(line.name(), ofLine);
        }
        outcome.copyBudgets(cents);
        List<Long> budgets = new ArrayList<>();
        int at = 0;
        for (School school : base.district().schools()) {
            assertThat(outcome.budget(school.id()).cents()).isEqualTo(cents[at]);
            budgets.add(cents[at]);
            at++;
        }
        return new Read(outcome.budgets(), outcome.sources(), amounts, budgets);
    }

    private static Read read(Allocation allocation, ResolvedModel base) {
        Map<String, Map<SchoolId, Money>> amounts = new LinkedHashMap<>();
        for (Line line : base.model().lines().lines()) {
            Map<SchoolId, Money> ofLine = new LinkedHashMap<>();
            allocation
                    .schools()
                    .forEach(school -> school.line(line.name())
                            .flatMap(result -> result.amount())
                            .ifPresent(amount -> ofLine.put(school.id(), amount)));
            amounts.put(line.name(), ofLine);
        }
        return new Read(
                allocation.budgets(),
                allocation.sources(),
                amounts,
                allocation.schools().stream()
                        .map(school -> school.total().cents())
                        .toList());
    }
}
