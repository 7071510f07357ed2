package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.perpupil.equity.Study;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.Shortfall;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.allocation.Status;
import org.perpupil.formula.scenario.Scenarios;
import org.perpupil.io.chart.ChangesChart;
import org.perpupil.io.chart.FlowChart;
import org.perpupil.io.report.AllocationContent.Figure;
import org.perpupil.io.report.AllocationContent.Note;
import org.perpupil.io.report.PictureContent.Picture;
import org.perpupil.money.Money;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;

/** What the page for a school board shows, as text, in the order of the page. */
final class BoardContent {
    /** Up to so many schools below the minimum are named; the sentence above them counts all. */
    private static final int NAMED = 20;

    private static final String[] BANDS = {"25%", "50%", "75%"};

    /** Columns of a study that no share of a need takes, even where the need is called so. */
    private static final ImmutableList<String> COLUMNS = ImmutableList.of(
            Study.DOLLARS, Study.RESTRICTED, Study.UNRESTRICTED, Study.PUPILS, Study.NAME, Study.LEVEL);

    private final Allocation allocation;
    private final BoardGiven given;
    private final Words words;
    private final Words dollars;

    BoardContent(Allocation allocation, BoardGiven given, Words words) {
        this.allocation = allocation;
        this.given = given;
        this.words = words;
        this.dollars = words.inDollars();
    }

    /**
     * The whole page.
     *
     * @param brief what matters most, in sentences
     * @param untold what the page does not tell
     * @param remarks what nobody may overlook
     * @param toDecide what is still to be decided; none if nothing is
     * @param comparedWith the budgets before, with the remark on them; empty without any
     * @param answer whether money follows need; none if that cannot be told
     * @param told whether lines have sentences
     * @param methodology where the whole methodology is; empty if it is not there
     * @param bands the comparison by the share of pupils in poverty; none if no school's is known
     * @param rests what was computed from what
     */
    public record Page(
            String district,
            String year,
            String model,
            String status,
            boolean draft,
            List<String> remarks,
            List<Decision> toDecide,
            String comparedWith,
            List<Figure> key,
            List<NeedAnswer.Answer> answer,
            List<String> brief,
            List<String> untold,
            SourcesContent.Sources money,
            List<Picture> flow,
            boolean told,
            String methodology,
            List<Payer> payers,
            List<ChangesContent.Changes> changes,
            boolean showsLevel,
            List<Picture> changesPicture,
            List<ChangesContent.Group> bands,
            List<Sides> scenarios,
            boolean follows,
            List<EquityContent.Content> equity,
            List<Picture> pictures,
            List<PromisesContent.Promises> promises,
            List<Note> warnings,
            List<ShadowContent.Shadow> shadows,
            List<Below> below,
            String moreBelow,
            List<Note> notes,
            List<Note> estimates,
            List<Figure> rests,
            String stamp) {}

    /**
     * What is still to be decided.
     *
     * @param choices scenarios that show another choice; none if that is not calculated
     */
    public record Decision(String text, List<Choice> choices) {}

    /** A scenario and its number on the page. */
    public record Choice(String name, int number) {}

    /** A source that pays, with its lines. */
    public record Payer(String name, String amount, List<Rule> lines) {}

    /** A line that pays; the sentence is empty without a methodology. */
    public record Rule(String line, String sentence, String reach, String amount) {}

    /** Scenarios side by side: a row for each, each compared with the budgets before if they are given, then each source in all of them. */
    public record Sides(
            List<Side> sides,
            List<ChangesContent.Group> since,
            List<String> names,
            List<BySource> sources,
            List<String> totals) {}

    /**
     * A scenario, and how it differs from the first one.
     *
     * @param mark what is special about it; may be empty
     * @param explained what it is; may be empty
     * @param sources which sources send more and which send less, where there are both; may be empty
     * @param left what reaches no school, in all
     * @param inReserve what of it is in reserves; may be empty
     */
    public record Side(
            String name,
            String mark,
            String explained,
            String schools,
            String total,
            String more,
            String sources,
            String left,
            String inReserve,
            String gaining,
            String gained,
            String losing,
            String lost,
            String discretion) {}

    /** What a source sends to schools in each scenario. */
    public record BySource(String name, List<String> amounts) {}

    /** A school below the minimum. */
    public record Below(String link, String school, String minimum, String budget, String lacking) {}

    Page page(String methodology) {
        Optional<Comparison> comparison = given.before().map(with -> allocation.comparedWith(with.budgets()));
        SourcesContent.Sources money = SourcesContent.of(allocation, words);
        List<PromisesContent.Promises> promises =
                PromisesContent.of(allocation, given.before(), words).stream().toList();
        List<ShadowContent.Shadow> shadows = shadows();
        List<Shortfall> below = given.shortfalls().orElse(ImmutableList.of());
        List<NeedAnswer.Answer> answer = answer().stream().toList();
        String status = allocation.status().toString().toLowerCase(Locale.ROOT);
        return new Page(
                allocation.district().name(),
                allocation.year().toString(),
                allocation.model(),
                status,
                status.equals("draft"),
                given.remarks(),
                status.equals("draft")
                        ? given.toDecide().stream().map(this::decision).toList()
                        : List.of(),
                given.before().map(AllocationPage.Before::name).orElse("") + remark(),
                key(comparison),
                answer,
                brief(money, comparison, promises),
                untold(),
                money,
                flows() ? List.of(PictureContent.of(FlowChart.of(allocation))) : List.of(),
                given.told().isPresent(),
                given.told().isPresent() ? methodology : "",
                payers(money),
                given.before().stream()
                        .map(with -> ChangesContent.of(allocation, with, comparison.orElseThrow(), dollars))
                        .toList(),
                !allocation.district().levels().isEmpty(),
                comparison.stream()
                        .filter(with -> with.changes().stream()
                                .anyMatch(change -> change.before().isPresent()))
                        .map(with -> PictureContent.of(ChangesChart.of(with)
                                .noting("Compared with %s%s."
                                        .formatted(given.before().orElseThrow().name(), remark()))))
                        .toList(),
                comparison.map(this::bands).orElse(List.of()),
                given.scenarios().stream().map(this::sides).toList(),
                !answer.isEmpty()
                        || !given.equity().isEmpty()
                        || !given.charts().isEmpty(),
                given.equity().stream()
                        .map(report -> EquityContent.of(report, EquityPage.Shown.NOTHING))
                        .toList(),
                given.charts().stream().map(PictureContent::of).toList(),
                promises,
                warnings(below, shadows),
                shadows,
                below.stream().limit(NAMED).map(this::below).toList(),
                below.size() > NAMED ? "and %s more".formatted(Words.schools(below.size() - NAMED)) : "",
                given.notes().stream().map(AllocationContent::note).toList(),
                AllocationContent.estimates(allocation.schools().stream()
                        .map(SchoolAllocation::explain)
                        .toList()),
                rests(status),
                AllocationContent.stamp(allocation.stamp()));
    }

    private Decision decision(BoardGiven.Decision decision) {
        List<String> names = given.scenarios().stream()
                .flatMap(scenarios -> scenarios.allocations().keySet().stream())
                .toList();
        return new Decision(
                decision.text(),
                decision.scenarios().stream()
                        .map(name -> new Choice(name, names.indexOf(name) + 1))
                        .toList());
    }

    private List<ShadowContent.Shadow> shadows() {
        ShadowContent shadows = ShadowContent.of(allocation, words);
        return given.before()
                .map(with -> shadows.shadowsOtherThan(with.budgets()))
                .orElseGet(shadows::shadows);
    }

    private Optional<NeedAnswer.Answer> answer() {
        NeedCategory need = given.need().orElse(NeedCategory.POVERTY);
        boolean some = allocation.schools().stream()
                        .filter(school ->
                                school.school().enrollment().count(need).isPresent())
                        .filter(school -> school.school().enrollment().pupils().compareTo(PupilCount.ZERO) > 0)
                        .count()
                >= NeedAnswer.FEWEST;
        return some
                ? NeedAnswer.of(
                                Study.of(allocation.budgets(), allocation.district()),
                                COLUMNS.contains(need.name()) ? need.name() + " (share)" : need.name(),
                                need.name(),
                                words,
                                "schools")
                        .map(answered -> answered.except(NeedExceptions.of(allocation, need, words))
                                .ofOneRule(
                                        NeedExceptions.rule(allocation),
                                        NeedExceptions.countsOnLastYear(allocation) ? remark() : ""))
                : Optional.empty();
    }

    private List<Figure> key(Optional<Comparison> comparison) {
        ImmutableList.Builder<Figure> key = ImmutableList.builder();
        key.addAll(AllocationContent.key(allocation, words));
        comparison.map(Comparison::summary).ifPresent(all -> {
            String with = ", compared with " + given.before().orElseThrow().name();
            key.add(new Figure("Gain", Words.schools(all.gaining()), dollars.signed(all.gained()) + with));
            key.add(new Figure(
                    "Lose",
                    Words.schools(all.losing()),
                    dollars.signed(all.lost().negated()) + with));
        });
        return key.build();
    }

    private List<String> brief(
            SourcesContent.Sources money, Optional<Comparison> comparison, List<PromisesContent.Promises> promises) {
        List<String> brief = new ArrayList<>();
        brief.add("Of %s in all, %s %s, %s goes to schools and %s is left over."
                .formatted(
                        money.rough().amount(),
                        money.rough().central(),
                        money.locked() ? "stays central or is locked" : "stays central",
                        money.rough().schools(),
                        money.rough().left()));
        if (!money.central().isEmpty()) {
            brief.add(money.central());
        }
        comparison
                .map(Comparison::summary)
                .ifPresent(all -> brief.add("Compared with %s%s: %s %s, %s %s, %s%s."
                        .formatted(
                                given.before().orElseThrow().name(),
                                remark(),
                                Words.schools(all.gaining()),
                                all.gaining() == 1 ? "gains" : "gain",
                                Words.whole(all.losing()),
                                all.losing() == 1 ? "loses" : "lose",
                                all.unchanged() == 1
                                        ? "1 stays as it was"
                                        : Words.whole(all.unchanged()) + " stay as they were",
                                newSchools(all))));
        promises.forEach(promise -> brief.addAll(promise.sentences()));
        if (!allocation.guards().isEmpty()) {
            int broken = allocation.brokenGuards().size();
            brief.add(
                    broken == 0
                            ? allocation.status() == Status.DRAFT
                                    ? "Under this draft every promise to a school would be kept."
                                    : "Every promise to a school is held."
                            : "%s to a school %s not held."
                                    .formatted(
                                            broken == 1 ? "One promise" : Words.whole(broken) + " promises",
                                            broken == 1 ? "is" : "are"));
        }
        return brief;
    }

    /** What a reader may look for in vain. */
    private List<String> untold() {
        List<String> untold = new ArrayList<>();
        untold.add(
                given.shortfalls().isPresent()
                        ? "Whether the money is enough for what schools should reach; only the minimum is looked at."
                        : "Whether the money is enough: no cost of what schools should reach is in it.");
        untold.add("What schools buy with it: these are budgets, and not what is spent.");
        if (given.before().isEmpty()) {
            untold.add("What schools have now: there is nothing to compare with.");
        } else if (!remark().isEmpty()) {
            untold.add("What schools really had: the budgets of %s are not that%s."
                    .formatted(given.before().orElseThrow().name(), remark()));
        }
        return untold;
    }

    private String remark() {
        return given.before().map(AllocationPage.Before::inBrackets).orElse("");
    }

    private static String newSchools(Comparison.Summary all) {
        int unknown = all.schools() - all.gaining() - all.losing() - all.unchanged();
        return unknown == 0 ? "" : ", %s had no budget before".formatted(Words.whole(unknown));
    }

    /** Whether there is anything to draw. */
    private boolean flows() {
        return allocation.sources().stream()
                .anyMatch(source -> source.toSchools().isPositive()
                        || source.central()
                                .minus(Money.total(source.reserves().values()))
                                .isPositive()
                        || source.residual().filter(Money::isPositive).isPresent());
    }

    private List<Payer> payers(SourcesContent.Sources money) {
        return money.sources().stream()
                .filter(source -> !source.lines().isEmpty())
                .map(source -> new Payer(
                        source.name(),
                        source.sums().schools(),
                        source.lines().stream()
                                .map(paid -> new Rule(paid.line(), sentence(paid.line()), paid.reach(), paid.amount()))
                                .toList()))
                .toList();
    }

    private String sentence(String line) {
        return given.told()
                .map(told -> told.methodology().defined())
                .map(defined -> LineWords.brief(defined, defined.line(line)))
                .orElse("");
    }

    private List<ChangesContent.Group> bands(Comparison comparison) {
        boolean known = allocation.schools().stream()
                .anyMatch(school ->
                        school.school().enrollment().count(NeedCategory.POVERTY).isPresent());
        return known
                ? comparison.byShareOf(NeedCategory.POVERTY, BANDS).entrySet().stream()
                        .map(band -> ChangesContent.group(band.getKey(), band.getValue(), dollars))
                        .toList()
                : List.of();
    }

    private Sides sides(Scenarios scenarios) {
        List<String> names = List.copyOf(scenarios.allocations().keySet());
        return new Sides(
                names.stream().map(name -> side(name, scenarios)).toList(),
                given.before().stream()
                        .flatMap(with -> scenarios.allocations().entrySet().stream()
                                .map(scenario -> ChangesContent.group(
                                        scenario.getKey(),
                                        scenario.getValue()
                                                .comparedWith(with.budgets())
                                                .summary(),
                                        dollars)))
                        .toList(),
                names,
                scenarios.bySource().entrySet().stream()
                        .map(source -> new BySource(
                                source.getKey().name(),
                                source.getValue().stream().map(dollars::money).toList()))
                        .toList(),
                scenarios.allocations().values().stream()
                        .map(scenario -> dollars.money(scenario.total()))
                        .toList());
    }

    private Side side(String name, Scenarios scenarios) {
        Allocation scenario = scenarios.allocation(name);
        boolean first = scenarios.allocations().keySet().iterator().next().equals(name);
        Comparison.Summary change = scenarios.change(name).summary();
        Money more = scenarios.cost(name);
        return new Side(
                name,
                scenario.stamp().equals(allocation.stamp()) ? "this report" : "",
                Optional.ofNullable(given.explained().get(name)).orElse(""),
                Words.whole(scenario.schools().size()),
                dollars.money(scenario.total()),
                first ? Words.NONE : dollars.signed(more),
                sources(scenarios, name),
                dollars.money(Money.total(scenario.sources().stream()
                        .flatMap(source -> source.residual().stream())
                        .toList())),
                inReserve(scenario),
                first ? Words.NONE : Words.whole(change.gaining()),
                first ? Words.NONE : dollars.signed(change.gained()),
                first ? Words.NONE : Words.whole(change.losing()),
                first ? Words.NONE : dollars.signed(change.lost().negated()),
                scenario.shareUnderSchoolDiscretion().map(Words::percent).orElse(Words.NONE));
    }

    /** What makes a difference in cost, where a source that sends more hides that another sends less. */
    private String sources(Scenarios scenarios, String name) {
        int at = List.copyOf(scenarios.allocations().keySet()).indexOf(name);
        Map<String, Money> more = new LinkedHashMap<>();
        scenarios.bySource().forEach((source, sums) -> {
            Money apart = sums.get(at).minus(sums.get(0));
            if (!apart.isZero()) {
                more.merge(source.name(), apart, Money::plus);
            }
        });
        return more.values().stream().anyMatch(Money::isPositive)
                        && more.values().stream().anyMatch(Money::isNegative)
                ? more.entrySet().stream()
                        .map(source -> "%s %s".formatted(dollars.signed(source.getValue()), source.getKey()))
                        .collect(Collectors.joining("; "))
                : "";
    }

    /** What a scenario leaves in each reserve, which is a part of what it leaves. */
    private String inReserve(Allocation scenario) {
        return scenario.sources().stream()
                .filter(source -> source.decision().setAside().isPresent())
                .flatMap(source -> source.residual().filter(Money::isPositive).stream()
                        .map(left -> "%s of it in %s"
                                .formatted(dollars.money(left), source.source().name())))
                .collect(Collectors.joining("; "));
    }

    private List<Note> warnings(List<Shortfall> below, List<ShadowContent.Shadow> shadows) {
        List<Note> warnings = new ArrayList<>();
        if (!allocation.brokenGuards().isEmpty()) {
            warnings.add(new Note(
                    "Promises",
                    "%s not held; “What is promised” names the schools."
                            .formatted(
                                    allocation.brokenGuards().size() == 1
                                            ? "one is"
                                            : Words.whole(allocation
                                                            .brokenGuards()
                                                            .size())
                                                    + " are"),
                    ""));
        }
        if (!below.isEmpty()) {
            warnings.add(new Note(
                    "Minimum",
                    "%s below it, and %s is lacking in all."
                            .formatted(
                                    below.size() == 1 ? "one school is" : Words.schools(below.size()) + " are",
                                    words.money(Money.total(below.stream()
                                            .map(Shortfall::lacking)
                                            .toList()))),
                    ""));
        }
        for (SourceStatement source : allocation.sources()) {
            Optional<Money> left = source.residual().filter(Money::isPositive);
            if (left.isPresent()) {
                warnings.add(new Note(
                        "Left over",
                        "%s of %s%s reaches no school."
                                .formatted(
                                        words.money(left.get()), source.source().name(), share(left.get(), source)),
                        ""));
            }
        }
        shadows.forEach(shadow -> warnings.add(new Note(
                "Shadow notice",
                "“%s” is computed beside what is paid, and pays nothing.".formatted(shadow.formula()),
                "")));
        return warnings;
    }

    private static String share(Money left, SourceStatement source) {
        return source.amount()
                .flatMap(amount -> Words.share(left.toRational(), amount.toRational()))
                .filter(share -> share.compareTo(Rational.ONE_WHOLE) < 0)
                .map(share -> " (%s)".formatted(Words.percent(share)))
                .orElse("");
    }

    private Below below(Shortfall shortfall) {
        return new Below(
                words.link(shortfall.school().id()),
                shortfall.school().name(),
                words.money(shortfall.minimum()),
                words.money(shortfall.budget()),
                words.money(shortfall.lacking()));
    }

    private List<Figure> rests(String status) {
        return List.of(
                new Figure("Model", allocation.model(), ""),
                new Figure("Year", allocation.year().toString(), ""),
                new Figure("Status", status, ""),
                new Figure("Inputs", allocation.stamp().inputs(), ""),
                new Figure("Definition", allocation.stamp().definition(), ""),
                new Figure("Library", "perpupil " + allocation.stamp().library(), ""),
                new Figure("Rules of computing", Words.whole(allocation.stamp().semantics()), ""));
    }
}
