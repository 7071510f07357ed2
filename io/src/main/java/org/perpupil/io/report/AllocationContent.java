package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.formula.allocation.Explanation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.Stamp;
import org.perpupil.pupils.GradeSpan;

/** What the page of an allocation shows, as text, in the order of the page. */
final class AllocationContent {
    /** Up to so many schools are named where something holds for some only. */
    private static final int NAMED = 5;

    /** So many digits of a hash tell it apart from others; files have it whole. */
    private static final int SHOWN_OF_HASH = 12;

    private AllocationContent() {}

    /**
     * The whole page.
     *
     * @param key what the allocation is about, in a few figures
     * @param showsLevel whether the district speaks of levels
     * @param levels every level that a school has, for choosing
     * @param promises what guards promised; none without a guard
     * @param shadows formulas that are shown and pay nothing
     * @param references where rates and rules come from, in the order of their numbers
     * @param stamp what the allocation was computed from, and by what
     */
    public record Content(
            String model,
            String district,
            String year,
            List<Figure> key,
            List<Note> notes,
            List<Note> estimates,
            SourcesContent.Sources sources,
            NeedsContent.Needs needs,
            List<PotsContent.Pot> pots,
            List<PromisesContent.Promises> promises,
            List<ShadowContent.Shadow> shadows,
            List<ChangesContent.Changes> changes,
            boolean showsLevel,
            List<String> levels,
            List<SchoolContent.School> schools,
            String schoolCount,
            List<References.Reference> references,
            String stamp) {}

    /** A figure with its name; the detail may be empty. */
    public record Figure(String name, String value, String detail) {}

    /** Something to know first; the label and the detail may be empty. */
    public record Note(String label, String text, String detail) {}

    static Content of(Allocation allocation, Optional<AllocationPage.Before> before, List<String> notes) {
        Words words = new Words(allocation.district().currencySign());
        Optional<Comparison> comparison = before.map(with -> allocation.comparedWith(with.budgets()));
        References references = new References();
        List<Explanation> explanations =
                allocation.schools().stream().map(SchoolAllocation::explain).toList();
        ShadowContent shadow = ShadowContent.of(allocation, words);
        List<SchoolContent.School> schools =
                SchoolContent.of(allocation, explanations, comparison, shadow.bySchool(), references, words);
        boolean showsLevel = !allocation.district().levels().isEmpty();
        return new Content(
                allocation.model(),
                allocation.district().name(),
                allocation.year().toString(),
                key(allocation, words),
                notes.stream().map(AllocationContent::note).toList(),
                estimates(explanations),
                SourcesContent.of(allocation, words),
                NeedsContent.of(allocation, words),
                PotsContent.of(allocation, words),
                PromisesContent.of(allocation, before, words).stream().toList(),
                shadow.shadows(),
                before.stream()
                        .map(with -> ChangesContent.of(allocation, with, comparison.orElseThrow(), words))
                        .toList(),
                showsLevel,
                levels(allocation, schools),
                schools,
                Words.schools(schools.size()),
                references.all(),
                stamp(allocation.stamp()));
    }

    static String stamp(Stamp stamp) {
        return "Computed from the inputs %s by the definition %s, with perpupil %s and its rules of computing %s."
                .formatted(first(stamp.inputs()), first(stamp.definition()), stamp.library(), stamp.semantics());
    }

    static String first(String hash) {
        return hash.substring(0, Math.min(SHOWN_OF_HASH, hash.length()));
    }

    static List<Figure> key(Allocation allocation, Words words) {
        ImmutableList.Builder<Figure> key = ImmutableList.builder();
        key.add(new Figure("Status", allocation.status().name().toLowerCase(Locale.ROOT), ""));
        key.add(new Figure("Schools", Words.whole(allocation.schools().size()), ""));
        key.add(new Figure("Pupils", Words.pupils(allocation.district().pupils()), ""));
        key.add(new Figure("To schools", words.money(allocation.total()), "all sources"));
        Words.dollarsPerPupil(allocation.total(), allocation.district().pupils())
                .ifPresent(each -> key.add(new Figure("For each pupil", words.perPupil(each), "mean")));
        allocation
                .shareUnderSchoolDiscretion()
                .ifPresent(share ->
                        key.add(new Figure("Schools decide on", Words.percent(share), "of unrestricted money")));
        return key.build();
    }

    /** The district's levels in their order, then the others. */
    private static List<String> levels(Allocation allocation, List<SchoolContent.School> schools) {
        Set<String> present = schools.stream().map(SchoolContent.School::level).collect(ImmutableSet.toImmutableSet());
        Stream<String> named =
                allocation.district().levels().stream().map(GradeSpan::name).filter(present::contains);
        return Stream.concat(named, present.stream()).distinct().toList();
    }

    /** Words before a first colon are a label, if they are few. */
    static Note note(String text) {
        int colon = text.indexOf(": ");
        boolean labelled = colon > 0 && colon <= 40;
        return new Note(labelled ? text.substring(0, colon) : "", labelled ? text.substring(colon + 2) : text, "");
    }

    static List<Note> estimates(List<Explanation> explanations) {
        Map<String, List<String>> schools = new LinkedHashMap<>();
        explanations.forEach(explanation -> explanation
                .estimates()
                .forEach(estimate -> schools.computeIfAbsent(estimate, any -> new ArrayList<>())
                        .add(explanation.school().name())));
        return schools.entrySet().stream()
                .map(estimate -> new Note("Estimate", estimate.getKey(), who(estimate.getValue(), explanations.size())))
                .toList();
    }

    private static String who(List<String> schools, int all) {
        if (schools.size() == all) {
            return "all schools";
        }
        return schools.size() <= NAMED ? String.join("; ", schools) : Words.schools(schools.size());
    }
}
