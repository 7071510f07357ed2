package org.perpupil.io.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.perpupil.budget.BudgetLine;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.CentralShare;
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
     * @param check that sources and budgets agree, or by how much they do not
     * @param agrees whether they do
     * @param discretion what schools decide on; empty without unrestricted money
     */
    public record Sources(List<Source> sources, Sums total, String check, boolean agrees, String discretion) {}

    /**
     * One source.
     *
     * @param decision what was decided on it
     * @param restriction what it may be used for
     * @param reach how many schools it reaches
     */
    public record Source(String name, String decision, String restriction, String reach, Sums sums, List<Paid> lines) {}

    /**
     * A row of amounts.
     *
     * @param unaccounted the amount less all the others
     */
    public record Sums(String amount, String central, String schools, String left, String unaccounted, boolean adds) {}

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
        List<Source> sources = allocation.sources().stream()
                .map(statement -> source(
                        statement,
                        reach(
                                reached.getOrDefault(statement.source().id(), Set.of())
                                        .size(),
                                allocation),
                        paid,
                        allocation,
                        words))
                .toList();
        Money toSchools = Money.total(
                allocation.sources().stream().map(SourceStatement::toSchools).toList());
        boolean agrees = toSchools.equals(allocation.total());
        String check = agrees
                ? "The sources pay schools %s, and the budgets of the %s add up to the same, to the cent."
                        .formatted(
                                words.money(toSchools),
                                Words.schools(allocation.schools().size()))
                : "The sources pay schools %s, but the budgets of the %s add up to %s: a difference of %s."
                        .formatted(
                                words.money(toSchools),
                                Words.schools(allocation.schools().size()),
                                words.money(allocation.total()),
                                words.money(toSchools.minus(allocation.total())));
        return new Sources(sources, total(allocation.sources(), words), check, agrees, discretion(allocation));
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
            SourceStatement statement, String reach, Map<Key, Integer> paid, Allocation allocation, Words words) {
        SourceId id = statement.source().id();
        return new Source(
                statement.source().name(),
                decision(statement, words),
                restriction(statement.source()),
                reach,
                total(List.of(statement), words),
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

    private static String decision(SourceStatement statement, Words words) {
        String eligible = statement.decision().eligible().isPresent() ? "; eligible schools only" : "";
        return switch (statement.decision().disposition()) {
            case LOCKED -> "locked: not distributed by the formula";
            case SCHOOL_GRANT -> "school grant: passes through to named schools";
            case UNLOCKED ->
                "through the formula" + central(statement.decision().central(), words) + eligible;
        };
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

    private static Sums total(List<SourceStatement> statements, Words words) {
        Money amount = Money.total(statements.stream()
                .map(statement -> statement.amount().orElseGet(statement::toSchools))
                .toList());
        Money central =
                Money.total(statements.stream().map(SourceStatement::central).toList());
        Money schools =
                Money.total(statements.stream().map(SourceStatement::toSchools).toList());
        Money left = Money.total(statements.stream()
                .flatMap(statement -> statement.residual().stream())
                .toList());
        Money unaccounted = amount.minus(central).minus(schools).minus(left);
        boolean openEnded = statements.size() == 1 && statements.get(0).amount().isEmpty();
        return new Sums(
                openEnded ? "as drawn: " + words.money(amount) : words.money(amount),
                words.money(central),
                words.money(schools),
                openEnded ? Words.NONE : words.money(left),
                words.money(unaccounted),
                unaccounted.isZero());
    }
}
