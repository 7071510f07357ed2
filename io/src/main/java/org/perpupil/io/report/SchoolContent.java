package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.AsShown;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.formula.allocation.Comparison.Change;
import org.perpupil.formula.allocation.Explanation;
import org.perpupil.formula.allocation.Explanation.About;
import org.perpupil.io.report.AllocationContent.Figure;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

/** Each school's budget with its working, as text. */
final class SchoolContent {
    private static final ImmutableSet<About> BEHIND = ImmutableSet.of(About.ASKED, About.PARAMETERS, About.POT);

    private final References references;
    private final Words words;

    private SchoolContent(References references, Words words) {
        this.references = references;
        this.words = words;
    }

    /** A figure for people, and the same as a plain number to sort by; the number is empty if there is none. */
    public record Sortable(String text, String number) {
        static final Sortable NONE = new Sortable(Words.NONE, "");

        static Sortable of(String text, Rational number) {
            return new Sortable(
                    text,
                    number.toDecimal(4, RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .toPlainString());
        }
    }

    /**
     * One school.
     *
     * @param changed its change; none if nothing is compared
     * @param key its pupils by need, how the budget divides, by restriction and by who decides, and what formulas that pay
     *     nothing would give
     * @param blocks its lines: steps and what is not counted, then each source
     */
    public record School(
            String anchor,
            String name,
            String id,
            String level,
            Sortable pupils,
            Sortable budget,
            Sortable perPupil,
            List<Changed> changed,
            List<Figure> key,
            List<Block> blocks,
            List<String> estimates) {}

    /** A school's change. */
    public record Changed(Sortable change, Sortable percent, String direction) {}

    /**
     * Lines that belong together.
     *
     * @param detail what kind of lines they are
     * @param counts whether they count in the budget
     * @param total what they add up to; empty for steps and for what is not counted
     * @param sum the same; empty for one line, too
     * @param drawn what became of the source before it reached the school; empty without one
     */
    public record Block(
            String title,
            String detail,
            boolean counts,
            List<Row> rows,
            String total,
            String sum,
            List<Explanation.Fact> drawn) {}

    /**
     * A line with its working.
     *
     * @param note how it was rounded; may be empty
     * @param shown what the numbers as they are shown would give, where that is not the result; may be empty
     * @param applies whether it has a value
     * @param facts everything behind it
     * @param behind those of them that a page of many schools does not tell elsewhere
     */
    public record Row(
            String line,
            String working,
            String result,
            String note,
            String shown,
            boolean applies,
            List<References.Reference> references,
            List<Explanation.Fact> facts,
            List<Explanation.Fact> behind) {}

    static List<School> of(
            Allocation allocation,
            List<Explanation> explanations,
            Optional<Comparison> comparison,
            Map<SchoolId, List<Figure>> shadows,
            References references,
            Words words) {
        Map<SchoolId, Change> changes = new LinkedHashMap<>();
        comparison.ifPresent(with ->
                with.changes().forEach(change -> changes.put(change.school().id(), change)));
        SchoolContent content = new SchoolContent(references, words);
        return explanations.stream()
                .map(explanation -> content.school(
                        explanation,
                        allocation.of(explanation.school().id()).budget(),
                        allocation.district().levelOf(explanation.school()),
                        Optional.ofNullable(changes.get(explanation.school().id())),
                        shadows.getOrDefault(explanation.school().id(), List.of())))
                .toList();
    }

    private School school(
            Explanation explanation, SchoolBudget budget, String level, Optional<Change> change, List<Figure> shadows) {
        Enrollment enrollment = explanation.school().enrollment();
        return new School(
                Words.anchor(budget.school()),
                explanation.school().name(),
                budget.school().value(),
                level,
                Sortable.of(
                        Words.pupils(enrollment.pupils()),
                        Rational.of(enrollment.pupils().value())),
                Sortable.of(
                        words.money(explanation.total()), explanation.total().toRational()),
                Words.dollarsPerPupil(explanation.total(), enrollment.pupils())
                        .map(each -> Sortable.of(words.perPupil(each), each))
                        .orElse(Sortable.NONE),
                change.map(this::changed).stream().toList(),
                facts(enrollment, budget, change, shadows),
                blocks(explanation),
                explanation.estimates());
    }

    private Changed changed(Change change) {
        return change.change()
                .map(difference -> new Changed(
                        Sortable.of(words.signed(difference), difference.toRational()),
                        change.relativeChange()
                                .map(share -> Sortable.of(Words.signedPercent(share), share))
                                .orElse(Sortable.NONE),
                        Words.direction(difference)))
                .orElse(new Changed(Sortable.NONE, Sortable.NONE, ""));
    }

    private List<Figure> facts(
            Enrollment enrollment, SchoolBudget budget, Optional<Change> change, List<Figure> shadows) {
        ImmutableList.Builder<Figure> facts = ImmutableList.builder();
        pupils(enrollment, facts);
        facts.add(new Figure("Unrestricted", words.money(budget.unrestricted()), ""));
        facts.add(new Figure("Restricted", words.money(budget.restricted()), ""));
        facts.add(new Figure("School decides", words.money(budget.held(Held.FREE)), ""));
        if (!budget.held(Held.SET).isZero()) {
            facts.add(new Figure("For a stated use", words.money(budget.held(Held.SET)), ""));
        }
        if (!budget.held(Held.LOCKED).isZero()) {
            facts.add(new Figure("School has no say", words.money(budget.held(Held.LOCKED)), ""));
        }
        change.ifPresent(with -> facts.add(new Figure(
                "Before",
                words.money(with.before()),
                with.changePerPupil()
                        .map(each -> "now " + words.signedPerPupil(each) + " for each pupil")
                        .orElse(""))));
        facts.addAll(shadows);
        return facts.build();
    }

    /** The school's pupils in all, and by need as far as they are counted for the whole school. */
    private static void pupils(Enrollment enrollment, ImmutableList.Builder<Figure> facts) {
        Rational all = Rational.of(enrollment.pupils().value());
        facts.add(new Figure("Pupils", Words.pupils(enrollment.pupils()), ""));
        for (PupilGroup group : enrollment.groups()) {
            if (!group.equals(NeedCategory.ALL_PUPILS)) {
                enrollment
                        .count(group)
                        .ifPresent(count -> facts.add(new Figure(
                                group.name(),
                                Words.pupils(count),
                                Words.share(Rational.of(count.value()), all)
                                        .map(Words::percent)
                                        .orElse(""))));
            }
        }
    }

    private List<Block> blocks(Explanation explanation) {
        ImmutableList.Builder<Block> blocks = ImmutableList.builder();
        if (!explanation.steps().isEmpty()) {
            blocks.add(new Block("Steps", "used by lines below", false, rows(explanation.steps()), "", "", List.of()));
        }
        if (!explanation.notCounted().isEmpty()) {
            blocks.add(new Block(
                    "Shown, not counted", "paid by nobody", false, rows(explanation.notCounted()), "", "", List.of()));
        }
        for (Explanation.Paid paid : explanation.sources()) {
            blocks.add(new Block(
                    paid.source().name(),
                    paid.source().isRestricted() ? "restricted" : "unrestricted",
                    true,
                    rows(paid.rows()),
                    words.money(paid.subtotal()),
                    paid.rows().size() == 1 ? "" : words.money(paid.subtotal()),
                    paid.facts(words.currencySign())));
        }
        return blocks.build();
    }

    private List<Row> rows(List<Explanation.Row> rows) {
        return rows.stream()
                .map(row -> new Row(
                        row.line(),
                        row.working(),
                        row.amount().map(words::money).orElse(row.result()),
                        row.rounding(),
                        row.asShown().map(AsShown::text).orElse(""),
                        row.isComputed(),
                        references.of(row.citations()),
                        row.facts().stream()
                                .filter(fact -> fact.about() != About.AS_SHOWN)
                                .toList(),
                        row.facts().stream()
                                .filter(fact -> BEHIND.contains(fact.about()))
                                .toList()))
                .toList();
    }
}
