package org.perpupil.formula.internal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Condition;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Term;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.revenue.SourceId;

/** Checks every name of a definition against one year's data, and reports all that is missing. */
public final class Resolver {
    private final Definition definition;
    private final World world;
    private final Set<Problem> problems = new LinkedHashSet<>();
    /** Lines that lack a parameter or last year, which is told once and not again for every school. */
    private final Set<String> incomplete = new LinkedHashSet<>();

    private Resolver(Definition definition, World world) {
        this.definition = definition;
        this.world = world;
    }

    /**
     * Returns every fault; none means that computing cannot fail for want of data.
     *
     * @param isFaultless a faster way to tell that the data of schools have no fault, asked once every name is found; it may say no
     *     where there is none
     */
    public static List<Problem> problems(
            Definition definition, World world, BiPredicate<Definition, World> isFaultless) {
        Resolver resolver = new Resolver(definition, world);
        resolver.checkNames();
        if (!resolver.problems.isEmpty() || !isFaultless.test(definition, world)) {
            resolver.checkFacts();
        }
        return List.copyOf(resolver.problems);
    }

    private void checkFacts() {
        if (!world.district().schools().isEmpty()) {
            problems.addAll(Computation.faultsOfFacts(definition, world, incomplete));
        }
    }

    private void checkNames() {
        checkRevenue();
        if (world.district().schools().isEmpty()) {
            add("district.empty", "district", "no schools", "at least one school", "Give the district its schools.");
            return;
        }
        definition
                .lines()
                .lines()
                .forEach(line -> checkNames(line, place(line), line.form().terms(), line.where()));
        definition
                .sources()
                .forEach(source -> source.eligible().ifPresent(eligible -> {
                    String place = "source " + source.source() + ", eligibility";
                    definition.lines().lines().stream()
                            .filter(line -> line.source()
                                    .filter(source.source()::equals)
                                    .isPresent())
                            .forEach(line -> checkNames(line, place, List.of(), Optional.of(eligible)));
                }));
        definition
                .lines()
                .lines()
                .forEach(line ->
                        line.exceptions().keySet().forEach(school -> checkSchool(place(line) + ", exception", school)));
    }

    private static String place(Line line) {
        return "line \"" + line.name() + "\"";
    }

    private void checkRevenue() {
        definition.sources().forEach(this::checkAmount);
        world.lastYear()
                .filter(budgets -> !budgets.year().equals(world.year().previous()))
                .ifPresent(budgets -> add(
                        "last-year.year",
                        "budgets of last year",
                        "budgets of " + budgets.year(),
                        "the budgets of " + world.year().previous(),
                        "Give those of the year before."));
        for (Map.Entry<SourceId, Money> revenue : world.district().revenues().entrySet()) {
            if (definition.source(revenue.getKey()).isEmpty()) {
                add(
                        "revenue.undecided",
                        "revenue " + revenue.getKey(),
                        revenue.getValue() + " on which the model decides nothing",
                        "a decision on every revenue",
                        "Unlock it, lock it or make it a school grant.");
            }
        }
    }

    private void checkAmount(FundedSource source) {
        Optional<Money> amount = world.district().revenue(source.source().id());
        String place = "source " + source.source();
        if (source.setAside().isPresent()) {
            if (amount.isPresent()) {
                add(
                        "revenue.reserve",
                        place,
                        amount.get() + " of revenue for a reserve",
                        "no revenue: a reserve has what is set aside for it",
                        "Remove the revenue, or decide on it as a source of its own.");
            }
            return;
        }
        if (amount.isEmpty() && !source.openEnded()) {
            add(
                    "revenue.missing",
                    place,
                    "no amount for " + world.year(),
                    "the amount that is expected",
                    "Give the district this revenue, or decide withoutAmount().");
        } else if (amount.isPresent() && source.openEnded()) {
            add(
                    "revenue.open-ended",
                    place,
                    amount.get().toString(),
                    "no amount, as the model decides",
                    "Remove withoutAmount() or the revenue.");
        } else if (amount.isPresent()) {
            Money heldBack = definition.heldBack(source, amount.get());
            if (heldBack.compareTo(amount.get()) > 0) {
                add(
                        "central.above-amount",
                        place,
                        "%s held back centrally and in reserves".formatted(heldBack),
                        "at most the amount, " + amount.get(),
                        "Lower the central share or the reserve.");
            }
        }
    }

    private void checkNames(Line line, String place, List<Term> terms, Optional<Condition> where) {
        List<Term> all = new ArrayList<>(terms);
        where.ifPresent(condition -> all.addAll(condition.terms()));
        all.forEach(term -> term.walk(part -> checkName(line, place, part)));
        Stream.concat(where.stream(), all.stream().flatMap(Resolver::conditionsIn))
                .flatMap(Condition::stream)
                .forEach(condition -> {
                    if (condition instanceof Condition.Listed listed) {
                        listed.reasons().keySet().forEach(school -> checkSchool(place, school));
                    }
                });
    }

    private static Stream<Condition> conditionsIn(Term term) {
        Stream<Condition> own = term instanceof Term.When when ? Stream.of(when.condition()) : Stream.empty();
        return Stream.concat(own, term.parts().stream().flatMap(Resolver::conditionsIn));
    }

    private void checkName(Line line, String place, Term term) {
        if (term instanceof Term.ParameterValue value) {
            checkEntry(
                    line,
                    place,
                    value.name(),
                    value.yearsBack(),
                    value.by().isPresent() ? ParameterEntry.ByKey.class : ParameterEntry.Single.class);
        } else if (term instanceof Term.PerPupil perPupil && perPupil.table() instanceof RateTable.Named named) {
            checkEntry(line, place, named.parameter(), 0, ParameterEntry.BySpan.class);
        } else if (term instanceof Term.Decided decided) {
            decided.bySchool().keySet().forEach(school -> checkSchool(place, school));
        } else if (term instanceof Term.LastYear && world.lastYear().isEmpty()) {
            incomplete.add(line.name());
            add(
                    "last-year.missing",
                    place,
                    "no budgets of last year",
                    "the budgets of " + world.year().previous(),
                    "Give them to resolve(…).");
        }
    }

    private void checkEntry(Line line, String place, String name, int yearsBack, Class<? extends ParameterEntry> kind) {
        Parameter parameter = requireNonNull(definition.lines().parameters().get(name), name);
        FiscalYear year = world.year().minusYears(yearsBack);
        Optional<ParameterEntry> entry = parameter.entry(year);
        if (entry.isEmpty()) {
            incomplete.add(line.name());
            add(
                    "parameter.year",
                    place,
                    "parameter \"%s\" without a value for %s".formatted(name, year),
                    parameter.byYear().isEmpty()
                            ? "a value for the year"
                            : "one of the years " + parameter.byYear().keySet(),
                    "Add the year's value with its citation; the nearest year is never taken.");
        } else if (!kind.isInstance(entry.get())) {
            incomplete.add(line.name());
            add(
                    "parameter.kind",
                    place,
                    "parameter \"%s\" as %s".formatted(name, words(kind)),
                    words(entry.get().getClass()) + ", as it is for " + year,
                    "Correct the term or the parameter.");
        }
    }

    private static String words(Class<? extends ParameterEntry> kind) {
        return kind == ParameterEntry.Single.class
                ? "a single value"
                : kind == ParameterEntry.BySpan.class ? "a table by span" : "a table by a text fact";
    }

    private void checkSchool(String place, SchoolId school) {
        if (world.district().school(school).isEmpty()) {
            add(
                    "school.unknown",
                    place,
                    "school " + school,
                    "a school of " + world.district().name(),
                    "Correct the id, or remove the school from the line.");
        }
    }

    private void add(String code, String place, String found, String allowed, String remedy) {
        problems.add(new Problem(code, place, found, allowed, remedy));
    }
}
