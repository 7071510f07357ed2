package org.perpupil.io.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.budget.BudgetLine;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.Disposition;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/** Where every cent of every source went, as text. */
final class SourcesContent {
    private SourcesContent() {}

    /**
     * All sources.
     *
     * @param total all sources together; one without an amount counts with what was drawn
     * @param rough the same, as a reader takes it in
     * @param check that sources and budgets agree, or by how much they do not
     * @param agrees whether they do
     * @param discretion what schools decide on; empty without unrestricted money
     * @param reserves whether there is a reserve, which all sources together count once
     * @param locked whether a source is locked, which stays central as a central share does
     * @param central who keeps how much, in a sentence; empty if nobody keeps any
     */
    public record Sources(
            List<Source> sources,
            Sums total,
            Sums rough,
            String check,
            boolean agrees,
            String discretion,
            boolean reserves,
            boolean locked,
            String central) {}

    /**
     * One source.
     *
     * @param partOf the source that it is a reserve of, which is told before; empty if it is none
     * @param decision what was decided on it
     * @param restriction what it may be used for
     * @param reach how many schools it reaches
     */
    public record Source(
            String name,
            String partOf,
            String decision,
            String restriction,
            String reach,
            Sums sums,
            List<Paid> lines) {}

    /**
     * A row of amounts.
     *
     * @param setAside what is set aside for reserves, each with a row of its own; empty where no source has any
     * @param unaccounted the amount less all the others
     */
    public record Sums(
            String amount,
            String central,
            String setAside,
            String schools,
            String left,
            String unaccounted,
            boolean adds) {}

    /** What a line paid from a source. */
    public record Paid(String line, String reach, String amount) {}

    /** A line of a source. */
    private record Key(SourceId source, String line) {}

    static Sources of(Allocation allocation, Words words) {
        Map<SourceId, Set<SchoolId>> reached = new LinkedHashMap<>();
        Map<Key, Integer> paid = new LinkedHashMap<>();
        for (SchoolAllocation school : allocation.schools()) {
            for (BudgetLine line : school.budget().lines()) {
                if (!line.amount().isZero()) {
                    reached.computeIfAbsent(line.source().id(), any -> new LinkedHashSet<>())
                            .add(school.id());
                    paid.merge(new Key(line.source().id(), line.name()), 1, Integer::sum);
                }
            }
        }
        boolean reserves = allocation.sources().stream()
                .anyMatch(statement -> statement.decision().setAside().isPresent());
        List<Source> sources = allocation.sources().stream()
                .map(statement -> source(
                        statement,
                        reach(
                                reached.getOrDefault(statement.source().id(), Set.of())
                                        .size(),
                                allocation),
                        paid,
                        reserves,
                        allocation,
                        words))
                .toList();
        Money toSchools = Money.total(
                allocation.sources().stream().map(SourceStatement::toSchools).toList());
        boolean agrees = toSchools.equals(allocation.total());
        String check = agrees
                ? "The sources pay schools %s, and the budgets of %s add up to the same, to the cent."
                        .formatted(words.money(toSchools), ofAll(allocation))
                : "The sources pay schools %s, but the budgets of %s add up to %s: a difference of %s."
                        .formatted(
                                words.money(toSchools),
                                ofAll(allocation),
                                words.money(allocation.total()),
                                words.money(toSchools.minus(allocation.total())));
        return new Sources(
                sources,
                total(allocation.sources(), reserves, words::money),
                total(allocation.sources(), reserves, words::rough),
                check,
                agrees,
                discretion(allocation),
                reserves,
                allocation.sources().stream().anyMatch(SourcesContent::isLocked),
                central(allocation, words));
    }

    private static boolean isLocked(SourceStatement statement) {
        return statement.decision().disposition() == Disposition.LOCKED;
    }

    /** What the central office keeps, what is locked and what is set aside, source by source. */
    private static String central(Allocation allocation, Words words) {
        List<String> office = new ArrayList<>();
        List<String> other = new ArrayList<>();
        for (SourceStatement statement : allocation.sources()) {
            Money kept = kept(statement);
            if (!kept.isZero() && isLocked(statement)) {
                other.add("%s of %s is locked%s"
                        .formatted(
                                words.rough(kept),
                                statement.source().name(),
                                statement
                                        .source()
                                        .restriction()
                                        .map(restriction -> " for " + restriction.purpose())
                                        .orElse("")));
            } else if (!kept.isZero()) {
                office.add("%s%s".formatted(words.rough(kept), ofSource(statement, kept)));
            }
        }
        for (SourceStatement statement : allocation.sources()) {
            if (statement.decision().setAside().isPresent()) {
                Money paid = statement.toSchools();
                Money left = statement.residual().orElse(Money.ZERO);
                other.add("%s is set aside in %s (%s paid, %s left)"
                        .formatted(
                                words.rough(paid.plus(left)),
                                statement.source().name(),
                                words.rough(paid),
                                words.rough(left)));
            }
        }
        String kept = office.isEmpty() ? "" : "The central office keeps " + Defined.joined(office, "and");
        return Stream.concat(Stream.of(kept).filter(text -> !text.isEmpty()), other.stream())
                        .collect(Collectors.joining("; "))
                + (office.isEmpty() && other.isEmpty() ? "" : ".");
    }

    private static String ofSource(SourceStatement statement, Money kept) {
        return statement
                .amount()
                .flatMap(amount -> Words.share(kept.toRational(), amount.toRational()))
                .map(share -> " (%s of %s)"
                        .formatted(Words.percent(share), statement.source().name()))
                .orElse(" of " + statement.source().name());
    }

    /** What stays central, reserves apart. */
    private static Money kept(SourceStatement statement) {
        return statement.central().minus(Money.total(statement.reserves().values()));
    }

    private static String ofAll(Allocation allocation) {
        int all = allocation.schools().size();
        return all == 1 ? "all schools" : "the " + Words.schools(all);
    }

    private static String discretion(Allocation allocation) {
        return allocation
                .shareUnderSchoolDiscretion()
                .map(share ->
                        ("Schools decide on %s of the money from unrestricted sources; the rest stays central, is left"
                                        + " over, or comes with its use stated.")
                                .formatted(Words.percent(share)))
                .orElse("");
    }

    private static Source source(
            SourceStatement statement,
            String reach,
            Map<Key, Integer> paid,
            boolean reserves,
            Allocation allocation,
            Words words) {
        SourceId id = statement.source().id();
        return new Source(
                statement.source().name(),
                statement
                        .decision()
                        .setAside()
                        .map(setAside ->
                                allocation.source(setAside.from()).source().name())
                        .orElse(""),
                decision(statement, allocation, words),
                restriction(statement.source()),
                reach,
                sums(statement, reserves, words),
                statement.byLine().entrySet().stream()
                        .map(line -> new Paid(
                                line.getKey(),
                                reach(paid.getOrDefault(new Key(id, line.getKey()), 0), allocation),
                                words.money(line.getValue())))
                        .toList());
    }

    private static String reach(int schools, Allocation allocation) {
        int all = allocation.schools().size();
        if (schools == 0) {
            return "no school";
        }
        return schools == all ? "all " + Words.schools(all) : Words.whole(schools) + " of " + Words.schools(all);
    }

    private static String decision(SourceStatement statement, Allocation allocation, Words words) {
        Optional<FundedSource.SetAside> setAside = statement.decision().setAside();
        if (setAside.isPresent()) {
            CentralShare share = setAside.get().share();
            return "set aside from %s, %s"
                    .formatted(
                            allocation.source(setAside.get().from()).source().name(),
                            share instanceof CentralShare.Rate rate
                                    ? Words.percent(rate.share()) + " of its amount"
                                    : words.money(((CentralShare.Sum) share).amount()));
        }
        String eligible = statement.decision().eligible().isPresent() ? "; eligible schools only" : "";
        String decided = switch (statement.decision().disposition()) {
            case LOCKED -> "locked: not distributed by the formula";
            case SCHOOL_GRANT -> "school grant: passes through to named schools";
            case UNLOCKED ->
                "through the formula" + central(statement.decision().central(), words) + eligible;
        };
        return decided + reserves(statement, words);
    }

    private static String reserves(SourceStatement statement, Words words) {
        return statement.reserves().entrySet().stream()
                .map(reserve -> "; %s set aside for %s"
                        .formatted(
                                words.money(reserve.getValue()),
                                reserve.getKey().name()))
                .collect(Collectors.joining());
    }

    private static String central(CentralShare central, Words words) {
        if (central.equals(CentralShare.NONE)) {
            return "";
        }
        return central instanceof CentralShare.Rate rate
                ? ", less a central share of " + Words.percent(rate.share())
                : ", less a central share of " + words.money(((CentralShare.Sum) central).amount());
    }

    private static String restriction(RevenueSource source) {
        return source.origin().name().toLowerCase(Locale.ROOT)
                + ", "
                + source.restriction()
                        .map(restriction -> "restricted to " + restriction.purpose())
                        .orElse("unrestricted");
    }

    private static Sums sums(SourceStatement statement, boolean reserves, Words words) {
        Money drawn = statement.toSchools();
        Money amount = statement.amount().orElse(drawn);
        Money unaccounted = amount.minus(statement.central())
                .minus(drawn)
                .minus(statement.residual().orElse(Money.ZERO));
        Money setAside = Money.total(statement.reserves().values());
        boolean openEnded = statement.amount().isEmpty();
        return new Sums(
                openEnded ? "as drawn: " + words.money(amount) : words.money(amount),
                words.money(statement.central().minus(setAside)),
                reserves ? words.money(setAside) : "",
                words.money(drawn),
                openEnded ? Words.NONE : words.money(statement.residual()),
                words.money(unaccounted),
                unaccounted.isZero());
    }

    /** All sources; a reserve's amount is a part of another's, and counts once, where it goes. */
    private static Sums total(List<SourceStatement> statements, boolean reserves, Function<Money, String> told) {
        Money amount = Money.total(statements.stream()
                .filter(statement -> statement.decision().setAside().isEmpty())
                .map(statement -> statement.amount().orElseGet(statement::toSchools))
                .toList());
        Money setAside = Money.total(statements.stream()
                .flatMap(statement -> statement.reserves().values().stream())
                .toList());
        Money central = Money.total(
                        statements.stream().map(SourceStatement::central).toList())
                .minus(setAside);
        Money schools =
                Money.total(statements.stream().map(SourceStatement::toSchools).toList());
        Money left = Money.total(statements.stream()
                .flatMap(statement -> statement.residual().stream())
                .toList());
        Money unaccounted = amount.minus(central).minus(schools).minus(left);
        return new Sums(
                told.apply(amount),
                told.apply(central),
                reserves ? Words.NONE : "",
                told.apply(schools),
                told.apply(left),
                told.apply(unaccounted),
                unaccounted.isZero());
    }
}
