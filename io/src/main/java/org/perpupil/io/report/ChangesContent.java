package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.formula.allocation.Comparison.Change;
import org.perpupil.formula.allocation.Comparison.Summary;
import org.perpupil.money.Money;

/** Who gains and who loses, as text. */
final class ChangesContent {
    /** So many of the largest gains and losses are shown; the list of schools has all. */
    private static final int LARGEST = 10;

    private ChangesContent() {}

    /**
     * A comparison.
     *
     * @param comparedWith what the budgets before are
     * @param remark what a reader must know of them; may be empty
     * @param beforeYear their year
     * @param groups all schools together, then each level
     * @param newSchools about schools without a budget before; may be empty
     * @param gone about schools that are no longer there; may be empty
     */
    public record Changes(
            String comparedWith,
            String remark,
            String beforeYear,
            List<Group> groups,
            List<Largest> largest,
            String newSchools,
            String gone) {}

    /** Schools together. */
    public record Group(
            String name,
            String schools,
            String before,
            String now,
            String change,
            String percent,
            String direction,
            String gaining,
            String gained,
            String losing,
            String lost) {}

    /** The largest changes in one direction. */
    public record Largest(String title, List<Changed> schools) {}

    /**
     * A school that changes.
     *
     * @param held where a guarantee holds it; empty if none does
     */
    public record Changed(
            String link,
            String name,
            String held,
            String level,
            String before,
            String now,
            String change,
            String percent,
            String perPupil,
            String direction) {}

    static Changes of(Allocation allocation, AllocationPage.Before with, Comparison comparison, Words words) {
        ImmutableList.Builder<Group> groups = ImmutableList.builder();
        Map<SchoolId, String> held = PromisesContent.held(allocation);
        groups.add(group("all schools", comparison.summary(), words));
        if (!allocation.district().levels().isEmpty()) {
            comparison.byLevel().forEach((level, summary) -> groups.add(group(level, summary, words)));
        }
        return new Changes(
                with.name(),
                with.remark(),
                with.budgets().year().toString(),
                groups.build(),
                List.of(
                        largest("Largest gains", comparison.gaining(), Map.of(), allocation, words),
                        largest("Largest losses", comparison.losing(), held, allocation, words)),
                newSchools(comparison, words),
                gone(comparison, with.budgets(), words));
    }

    static Group group(String name, Summary summary, Words words) {
        Money change = summary.gained().minus(summary.lost());
        return new Group(
                name,
                Words.whole(summary.schools()),
                words.money(summary.before()),
                words.money(summary.after()),
                words.signed(change),
                Words.share(change.toRational(), summary.before().toRational())
                        .map(Words::signedPercent)
                        .orElse(Words.NONE),
                Words.direction(change),
                Words.whole(summary.gaining()),
                words.signed(summary.gained()),
                Words.whole(summary.losing()),
                words.signed(summary.lost().negated()));
    }

    private static Largest largest(
            String title, List<Change> changes, Map<SchoolId, String> held, Allocation allocation, Words words) {
        return new Largest(
                title,
                changes.stream()
                        .limit(LARGEST)
                        .map(change -> changed(change, held, allocation, words))
                        .toList());
    }

    private static Changed changed(Change change, Map<SchoolId, String> held, Allocation allocation, Words words) {
        Money difference = change.change().orElseThrow();
        return new Changed(
                words.link(change.school().id()),
                change.school().name(),
                Optional.ofNullable(held.get(change.school().id())).orElse(""),
                allocation.district().levelOf(change.school()),
                words.money(change.before()),
                words.money(change.after()),
                words.signed(difference),
                change.relativeChange().map(Words::signedPercent).orElse(Words.NONE),
                change.changePerPupil().map(words::signedPerPupil).orElse(Words.NONE),
                Words.direction(difference));
    }

    private static String newSchools(Comparison comparison, Words words) {
        List<Change> added = comparison.changes().stream()
                .filter(change -> change.before().isEmpty())
                .toList();
        if (added.isEmpty()) {
            return "";
        }
        Money now = Money.total(added.stream().map(Change::after).toList());
        return "%s without a budget before: now %s, which counts under “now” and in no change."
                .formatted(Words.schools(added.size()), words.money(now));
    }

    private static String gone(Comparison comparison, Budgets before, Words words) {
        if (comparison.gone().isEmpty()) {
            return "";
        }
        List<String> schools = comparison.gone().stream()
                .map(id -> "%s (%s)"
                        .formatted(
                                id,
                                words.money(Optional.of(id).flatMap(before::of).map(SchoolBudget::total))))
                .toList();
        return "Had a budget before and are not among the schools now: %s.".formatted(String.join(", ", schools));
    }
}
