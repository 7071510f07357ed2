package org.perpupil.io.report;

import com.google.common.collect.ImmutableSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.formula.allocation.Comparison.Change;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.io.report.AllocationContent.Figure;
import org.perpupil.money.Money;

/** What the list of a district's pages shows, as text. */
final class DistrictContent {
    /** Names are in order whatever their capitals, the same in every locale. */
    private static final Comparator<SchoolAllocation> BY_NAME = Comparator.comparing(
                    (SchoolAllocation school) -> school.school().name(), String.CASE_INSENSITIVE_ORDER)
            .thenComparing(school -> school.school().name())
            .thenComparing(SchoolAllocation::id);

    private final Allocation allocation;
    private final Optional<AllocationPage.Before> before;
    private final Map<SchoolId, String> links;
    private final Words words;
    /** Schools to which a guarantee adds. */
    private final ImmutableSet<SchoolId> held;

    /**
     * @param links where each school's page is
     */
    DistrictContent(Allocation allocation, Optional<AllocationPage.Before> before, Map<SchoolId, String> links) {
        this.allocation = allocation;
        this.before = before;
        this.links = links;
        this.held = allocation.guards().stream()
                .filter(guard -> guard.moved().isPositive())
                .map(GuardOutcome::school)
                .collect(ImmutableSet.toImmutableSet());
        this.words = new Words(allocation.district().currencySign());
    }

    /**
     * The whole page.
     *
     * @param same that all pages are computed from the same inputs
     * @param before what is compared with; empty without a comparison
     * @param remark what a reader must know of what is compared with; may be empty
     * @param held what the mark at schools means; empty where no guarantee adds to any
     */
    public record Page(
            String district,
            String year,
            String model,
            List<Figure> key,
            Pages pages,
            String same,
            boolean showsLevel,
            String before,
            String remark,
            String held,
            List<School> schools,
            School all,
            String stamp) {}

    /** Pages of one allocation, and pages that were written otherwise. */
    public record Pages(List<Link> ours, List<Link> others) {}

    /** A page; what is on it may be empty. */
    public record Link(String link, String name, String about) {}

    /** A row of the table; {@code held} is where a guarantee adds to the budget. */
    public record School(
            String link,
            String name,
            String id,
            String level,
            String pupils,
            String budget,
            String perPupil,
            String change,
            String percent,
            String direction,
            String held) {}

    Page page(Pages pages) {
        Map<SchoolId, Change> changes = new LinkedHashMap<>();
        Optional<Comparison> comparison = before.map(with -> allocation.comparedWith(with.budgets()));
        comparison.ifPresent(with ->
                with.changes().forEach(change -> changes.put(change.school().id(), change)));
        return new Page(
                allocation.district().name(),
                allocation.year().toString(),
                allocation.model(),
                AllocationContent.key(allocation, words),
                pages,
                "This page, the %s above and the %s below are computed from the same inputs, %s, by the same definition, %s; each says so at its end."
                        .formatted(
                                pages.ours().size() == 1 ? "page" : pages.ours().size() + " pages",
                                links.size() == 1 ? "page of one school" : "pages of " + Words.schools(links.size()),
                                AllocationContent.first(allocation.stamp().inputs()),
                                AllocationContent.first(allocation.stamp().definition())),
                !allocation.district().levels().isEmpty(),
                before.map(with -> with.name() + " (" + with.budgets().year() + ")")
                        .orElse(""),
                before.map(AllocationPage.Before::remark).orElse(""),
                held.isEmpty()
                        ? ""
                        : "“held” marks the %s to which a guarantee adds money.".formatted(Words.schools(held.size())),
                allocation.schools().stream()
                        .sorted(BY_NAME)
                        .map(school -> school(school, Optional.ofNullable(changes.get(school.id()))))
                        .toList(),
                all(comparison.map(Comparison::summary)),
                AllocationContent.stamp(allocation.stamp()));
    }

    private School school(SchoolAllocation school, Optional<Change> change) {
        Optional<Money> difference = change.flatMap(Change::change);
        return new School(
                links.getOrDefault(school.id(), ""),
                school.school().name(),
                school.id().value(),
                allocation.district().levelOf(school.school()),
                Words.pupils(school.school().enrollment().pupils()),
                words.money(school.total()),
                Words.dollarsPerPupil(
                                school.total(), school.school().enrollment().pupils())
                        .map(words::perPupil)
                        .orElse(Words.NONE),
                difference.map(words::signed).orElse(Words.NONE),
                change.flatMap(Change::relativeChange).map(Words::signedPercent).orElse(Words.NONE),
                difference.map(Words::direction).orElse(""),
                held.contains(school.id()) ? "held" : "");
    }

    /** All schools together; what they gain and lose counts those that had a budget. */
    private School all(Optional<Comparison.Summary> summary) {
        Optional<Money> change = summary.map(all -> all.gained().minus(all.lost()));
        return new School(
                "",
                "All schools",
                "",
                "",
                Words.pupils(allocation.district().pupils()),
                words.money(allocation.total()),
                Words.dollarsPerPupil(allocation.total(), allocation.district().pupils())
                        .map(words::perPupil)
                        .orElse(Words.NONE),
                change.map(words::signed).orElse(""),
                change.flatMap(money -> Words.share(
                                money.toRational(),
                                summary.orElseThrow().before().toRational()))
                        .map(Words::signedPercent)
                        .orElse(Words.NONE),
                change.map(Words::direction).orElse(""),
                "");
    }
}
