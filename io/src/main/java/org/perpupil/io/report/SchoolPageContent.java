package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.math.RoundingMode;
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
import org.perpupil.district.School;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.exact.Rational;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison.Change;
import org.perpupil.formula.allocation.Explanation;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.Status;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.io.chart.ScatterChart;
import org.perpupil.io.chart.Unit;
import org.perpupil.io.report.AllocationContent.Figure;
import org.perpupil.io.report.PictureContent.Picture;
import org.perpupil.money.Money;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/** What the page for readers of one school's budget shows, as text, in the order of the page. */
final class SchoolPageContent {
    /** Nothing tells how sure a line through two points is. */
    private static final int FEWEST_POINTS = 3;

    private static final String ALL = "all its pupils";
    private static final String OTHERWISE = "not counted by pupils";

    private static final ImmutableMap<String, String> APART =
            ImmutableMap.of(ALL, "counted by all pupils", OTHERWISE, "not counted by pupils");

    private final Allocation allocation;
    private final SchoolAllocation school;
    private final Explanation explanation;
    private final Words words;
    private final Map<String, Long> names;

    private SchoolPageContent(Allocation allocation, SchoolAllocation school) {
        this.allocation = allocation;
        this.school = school;
        this.explanation = school.explain();
        this.words = new Words(allocation.district().currencySign());
        this.names = allocation.schools().stream()
                .collect(Collectors.groupingBy(other -> other.school().name(), Collectors.counting()));
    }

    /**
     * The whole page: everything that tells of pupils or money is in it, so that what may not be published is left out in one place.
     *
     * @param key what the budget comes to, in a few figures
     * @param answers why it is so much, and what changed, in sentences
     * @param follows whom the money follows
     * @param pupils whom the school serves
     * @param pictures where the school lies among all; none where too few schools count the need
     */
    public record Content(
            String district,
            String year,
            String model,
            String status,
            boolean isDraft,
            String school,
            String id,
            String total,
            String whole,
            String perPupil,
            String mean,
            List<Figure> key,
            List<String> answers,
            List<Part> follows,
            List<Source> sources,
            List<String> guards,
            List<Pupils> pupils,
            List<String> estimates,
            List<Picture> pictures,
            List<Word> glossary,
            String stamp) {}

    /**
     * A part of the budget.
     *
     * @param percent its share of the budget, also the length of its bar; none for what takes away
     * @param perPupil for each pupil of the school
     * @param district the same in the district
     */
    public record Part(String name, String amount, String percent, String perPupil, String district) {}

    /** A source with what it pays the school for. */
    public record Source(String name, String use, String amount, String percent, List<Line> lines) {}

    /** A line in a sentence. */
    public record Line(String name, String amount, String sentence) {}

    /** How many pupils of a need the school serves. */
    public record Pupils(String need, String count, String share, String district) {}

    /** A word and what it means. */
    public record Word(String word, String meaning) {}

    static Content of(Allocation allocation, SchoolAllocation school, Optional<AllocationPage.Before> before) {
        return new SchoolPageContent(allocation, school).content(before);
    }

    private Content content(Optional<AllocationPage.Before> before) {
        Map<String, Money> own = follows(school);
        Map<String, Money> all = new LinkedHashMap<>();
        allocation
                .schools()
                .forEach(other -> follows(other).forEach((name, amount) -> all.merge(name, amount, Money::plus)));
        return new Content(
                allocation.district().name(),
                allocation.year().toString(),
                allocation.model(),
                allocation.status().name().toLowerCase(Locale.ROOT),
                allocation.status() == Status.DRAFT,
                school.school().name(),
                school.id().value(),
                words.money(school.total()),
                whole(school.total()),
                perPupil(school.total(), pupilsOf(school)),
                perPupil(allocation.total(), allocation.district().pupils()),
                key(before),
                Stream.concat(answers(own, all).stream(), before.map(this::change).stream())
                        .toList(),
                own.entrySet().stream()
                        .map(part -> part(part.getKey(), part.getValue(), all))
                        .toList(),
                explanation.sources().stream().map(this::source).toList(),
                guards(),
                pupils(),
                explanation.estimates(),
                picture().stream().toList(),
                glossary(),
                AllocationContent.stamp(allocation.stamp()));
    }

    private List<Figure> key(Optional<AllocationPage.Before> before) {
        ImmutableList.Builder<Figure> key = ImmutableList.builder();
        key.add(new Figure("The school gets", whole(school.total()), ""));
        key.add(new Figure("For each pupil", perPupil(school.total(), pupilsOf(school)), ""));
        key.add(new Figure(
                "District’s mean",
                perPupil(allocation.total(), allocation.district().pupils()),
                "for each pupil"));
        key.add(new Figure("Pupils", Words.pupils(pupilsOf(school)), ""));
        before.flatMap(with -> changed(with).change())
                .ifPresent(money -> key.add(new Figure("Change", signed(money), "")));
        return key.build();
    }

    /** Why the school gets what it gets: more or less than the mean, and how much of it for needs. */
    private List<String> answers(Map<String, Money> own, Map<String, Money> all) {
        ImmutableList.Builder<String> answers = ImmutableList.builder();
        Optional<Rational> mine = Words.dollarsPerPupil(school.total(), pupilsOf(school));
        Optional<Rational> mean =
                Words.dollarsPerPupil(allocation.total(), allocation.district().pupils());
        if (mine.isPresent() && mean.isPresent()) {
            Rational more = mine.get().minus(mean.get());
            answers.add("For each pupil it gets %s the district’s schools on average%s."
                    .formatted(than(more), more.isZero() ? "" : ": " + apart(own, all)));
            level(mine.get()).ifPresent(answers::add);
        }
        Money needs = needs(own);
        Optional<Rational> each = Words.dollarsPerPupil(needs, pupilsOf(school));
        Optional<Rational> usual =
                Words.dollarsPerPupil(needs(all), allocation.district().pupils());
        if (needs(all).isZero()) {
            answers.add("No money in this budget is counted by its pupils’ needs.");
        } else if (each.isPresent() && usual.isPresent()) {
            int compared = each.get().compareTo(usual.get());
            answers.add(
                    "%s of its budget (%s) follows its pupils’ needs: %s for each pupil of the school, %s the district’s mean%s"
                            .formatted(
                                    whole(needs),
                                    Words.share(
                                                    needs.toRational(),
                                                    school.total().toRational())
                                            .map(Words::percent)
                                            .orElse(Words.NONE),
                                    words.perPupil(each.get()),
                                    compared > 0 ? "more than" : compared < 0 ? "less than" : "which is",
                                    (compared == 0 ? "." : " of " + words.perPupil(usual.get()) + ".")));
        }
        return answers.build();
    }

    private String than(Rational more) {
        return more.isZero()
                ? "as much as"
                : "%s %s than".formatted(words.perPupil(abs(more)), more.signum() < 0 ? "less" : "more");
    }

    private static Rational abs(Rational number) {
        return number.signum() < 0 ? number.negated() : number;
    }

    /** Of what the difference to the mean is made, part by part, for each pupil. */
    private String apart(Map<String, Money> own, Map<String, Money> all) {
        Set<String> names = new LinkedHashSet<>(own.keySet());
        names.addAll(all.keySet());
        return Defined.joined(
                names.stream()
                        .map(name -> {
                            Rational here = Words.dollarsPerPupil(own.getOrDefault(name, Money.ZERO), pupilsOf(school))
                                    .orElseThrow();
                            Rational there = Words.dollarsPerPupil(
                                            all.getOrDefault(name, Money.ZERO),
                                            allocation.district().pupils())
                                    .orElseThrow();
                            Rational more = here.minus(there);
                            return "%s %s %s"
                                    .formatted(
                                            words.perPupil(abs(more)),
                                            more.signum() < 0 ? "less" : "more",
                                            APART.getOrDefault(name, "for " + name));
                        })
                        .toList(),
                "and");
    }

    /** Beside schools of the same level, whose pupils may cost more or less; empty if the school is the only one. */
    private Optional<String> level(Rational mine) {
        if (allocation.district().levels().isEmpty()) {
            return Optional.empty();
        }
        String level = allocation.district().levelOf(school.school());
        List<SchoolAllocation> same = allocation.schools().stream()
                .filter(other -> allocation.district().levelOf(other.school()).equals(level))
                .toList();
        Money money = Money.total(same.stream().map(SchoolAllocation::total).toList());
        Rational pupils =
                same.stream().map(other -> Rational.of(pupilsOf(other).value())).reduce(Rational.ZERO, Rational::plus);
        return Words.share(money.toRational(), pupils)
                .filter(any ->
                        same.size() > 1 && same.size() < allocation.schools().size())
                .map(mean -> "It gets %s the %s schools of its level (%s), whose mean is %s."
                        .formatted(
                                than(mine.minus(mean)),
                                Words.whole(same.size()),
                                Defined.name(level),
                                words.perPupil(mean)));
    }

    private static Money needs(Map<String, Money> follows) {
        return Money.total(follows.entrySet().stream()
                .filter(part -> !part.getKey().equals(ALL) && !part.getKey().equals(OTHERWISE))
                .map(Map.Entry::getValue)
                .toList());
    }

    /** Whom a school's money follows: everyone, each need, or no count. */
    private static Map<String, Money> follows(SchoolAllocation school) {
        Map<String, Money> follows = new LinkedHashMap<>();
        follows.put(ALL, Money.ZERO);
        Money otherwise = Money.ZERO;
        for (LineResult line : school.lines()) {
            List<PupilGroup> needs = LineSentence.followed(line).stream()
                    .filter(group -> !group.equals(NeedCategory.ALL_PUPILS))
                    .toList();
            if (LineSentence.followed(line).isEmpty()) {
                otherwise = otherwise.plus(line.paid());
            } else if (needs.isEmpty()) {
                follows.merge(ALL, line.paid(), Money::plus);
            } else {
                follows.merge(
                        "pupils: "
                                + Defined.joined(
                                        needs.stream()
                                                .map(group -> Defined.name(group.name()))
                                                .toList(),
                                        "and"),
                        line.paid(),
                        Money::plus);
            }
        }
        follows.put(OTHERWISE, otherwise);
        return follows;
    }

    private Part part(String name, Money amount, Map<String, Money> all) {
        return new Part(
                name,
                whole(amount),
                percent(amount),
                perPupil(amount, pupilsOf(school)),
                perPupil(
                        all.getOrDefault(name, Money.ZERO),
                        allocation.district().pupils()));
    }

    private Source source(Explanation.Paid paid) {
        LineSentence sentences = new LineSentence(words);
        return new Source(
                paid.source().name(),
                paid.source()
                        .restriction()
                        .map(restriction -> "only for " + restriction.purpose())
                        .orElse("unrestricted"),
                whole(paid.subtotal()),
                percent(paid.subtotal()),
                paid.rows().stream()
                        .map(row -> new Line(
                                row.line(), row.amount().map(this::whole).orElse(Words.NONE), sentence(sentences, row)))
                        .toList());
    }

    /** What a guard did is told below, with what it promises. */
    private String sentence(LineSentence sentences, Explanation.Row row) {
        return outcomes().stream().anyMatch(guard -> guard.guard().equals(row.line()))
                ? "A guard; see below what it did."
                : sentences.of(row);
    }

    private List<GuardOutcome> outcomes() {
        return allocation.guards().stream()
                .filter(guard -> guard.school().equals(school.id()))
                .toList();
    }

    private List<String> guards() {
        List<String> texts = new ArrayList<>();
        for (GuardOutcome guard : outcomes()) {
            List<String> bounds = new ArrayList<>();
            guard.floor().ifPresent(least -> bounds.add("at least " + words.perPupil(least)));
            guard.cap().ifPresent(most -> bounds.add("at most " + words.perPupil(most)));
            String did = guard.isBinding()
                    ? (guard.moved().isNegative()
                            ? "took away " + words.money(guard.moved().negated())
                            : "added " + words.money(guard.moved()))
                    : "changed nothing";
            texts.add("“%s” promises %s: before it, the lines that count were %s, so it %s.%s"
                    .formatted(
                            Defined.name(guard.guard()),
                            bounds.isEmpty() ? "nothing here" : Defined.joined(bounds, "and"),
                            words.money(guard.before()),
                            did,
                            guard.isHeld()
                                    ? ""
                                    : " In the end the promise is not kept: they are %s."
                                            .formatted(words.money(guard.atEnd()))));
        }
        return texts;
    }

    /** Every need that the district counts, in the order in which schools first name it. */
    private List<Pupils> pupils() {
        Enrollment enrollment = school.school().enrollment();
        Rational pupils = Rational.of(enrollment.pupils().value());
        return needsCounted().stream()
                .map(group -> new Pupils(
                        group.name(),
                        enrollment
                                .count(group)
                                .map(Words::pupils)
                                .orElseGet(() -> enrollment
                                        .missing(group)
                                        .map(Object::toString)
                                        .orElse("not counted")),
                        enrollment
                                .count(group)
                                .flatMap(count -> Words.share(Rational.of(count.value()), pupils))
                                .map(Words::percent)
                                .orElse(Words.NONE),
                        districtShare(group).map(Words::percent).orElse(Words.NONE)))
                .toList();
    }

    private Set<PupilGroup> needsCounted() {
        Set<PupilGroup> groups =
                new LinkedHashSet<>(school.school().enrollment().groups());
        allocation
                .district()
                .schools()
                .forEach(other -> groups.addAll(other.enrollment().groups()));
        groups.remove(NeedCategory.ALL_PUPILS);
        return groups;
    }

    /** The share among the pupils of the schools that count the need. */
    private Optional<Rational> districtShare(PupilGroup group) {
        Rational counted = Rational.ZERO;
        Rational pupils = Rational.ZERO;
        for (School other : allocation.district().schools()) {
            Optional<PupilCount> count = other.enrollment().count(group);
            if (count.isPresent()) {
                counted = counted.plus(Rational.of(count.get().value()));
                pupils = pupils.plus(Rational.of(other.enrollment().pupils().value()));
            }
        }
        return Words.share(counted, pupils);
    }

    private Change changed(AllocationPage.Before before) {
        return allocation.comparedWith(before.budgets()).changes().stream()
                .filter(change -> change.school().id().equals(school.id()))
                .findFirst()
                .orElseThrow();
    }

    private String change(AllocationPage.Before before) {
        Change change = changed(before);
        return change.change()
                .map(money -> "Compared with %s (%s): %s then, %s now, %s%s%s."
                        .formatted(
                                Defined.name(before.name()),
                                before.budgets().year(),
                                words.money(change.before()),
                                words.money(change.after()),
                                money.isZero() ? "no change" : words.signed(money),
                                change.relativeChange()
                                        .filter(any -> !money.isZero())
                                        .map(share -> " (" + Words.signedPercent(share) + ")")
                                        .orElse(""),
                                change.changePerPupil()
                                        .filter(any -> !money.isZero())
                                        .map(each -> " or " + words.signedPerPupil(each) + " for each pupil")
                                        .orElse("")))
                .orElseGet(() -> "In %s (%s) the school has no budget, so nothing can be compared."
                        .formatted(Defined.name(before.name()), before.budgets().year()));
    }

    /** All schools with this one marked; by poverty, or by the first need that is counted. */
    private Optional<Picture> picture() {
        Optional<PupilGroup> need = needsCounted().stream()
                .sorted((one, other) ->
                        Boolean.compare(other.equals(NeedCategory.POVERTY), one.equals(NeedCategory.POVERTY)))
                .findFirst();
        if (need.isEmpty()) {
            return Optional.empty();
        }
        if (share(school, need.get()).isEmpty()) {
            return Optional.empty();
        }
        List<SchoolAllocation> schools = allocation.schools().stream()
                .filter(other -> share(other, need.get()).isPresent())
                .toList();
        if (schools.size() < FEWEST_POINTS) {
            return Optional.empty();
        }
        String across = "share of pupils: " + Defined.name(need.get().name());
        boolean hasLevels = !allocation.district().levels().isEmpty();
        Study study = Study.of(schools.stream().map(this::label).toList())
                .number(across, drawn(schools, other -> share(other, need.get()).map(Rational.of(100)::times)))
                .number(Study.DOLLARS, drawn(schools, other -> Words.dollarsPerPupil(other.total(), pupilsOf(other))))
                .text(
                        Study.LEVEL,
                        schools.stream()
                                .map(other -> allocation.district().levelOf(other.school()))
                                .toList())
                .build();
        Scatter scatter = Scatter.of(study, across, Study.DOLLARS);
        try {
            return Optional.of(PictureContent.of(ScatterChart.of(hasLevels ? scatter.groupedBy(Study.LEVEL) : scatter)
                    .titled("Every school of the district, and this one")
                    .across(across, Unit.PERCENT)
                    .up("dollars per pupil", Unit.ofMoney(words.currencySign()))
                    .marking(label(school))));
        } catch (ProblemException noLine) {
            // Schools of which all have the same share make no picture.
            return Optional.empty();
        }
    }

    /** Empty also without pupils. */
    private static Optional<Rational> share(SchoolAllocation school, PupilGroup need) {
        return school.school()
                .enrollment()
                .count(need)
                .flatMap(count -> Words.share(
                        Rational.of(count.value()), Rational.of(pupilsOf(school).value())));
    }

    private static double[] drawn(
            List<SchoolAllocation> schools, Function<SchoolAllocation, Optional<Rational>> number) {
        return schools.stream()
                .mapToDouble(school -> number.apply(school)
                        .orElseThrow()
                        .toDecimal(4, RoundingMode.HALF_UP)
                        .doubleValue())
                .toArray();
    }

    /** The name, with the id where another school has the same name. */
    private String label(SchoolAllocation of) {
        String name = Defined.name(of.school().name());
        return names.getOrDefault(of.school().name(), 0L) == 1
                ? name
                : name + " (" + Defined.name(of.id().value()) + ")";
    }

    /** The words that this page uses. */
    private List<Word> glossary() {
        ImmutableList.Builder<Word> glossary = ImmutableList.builder();
        List<Explanation.Paid> sources = explanation.sources();
        glossary.add(new Word(
                "Source",
                "Where money comes from, such as a state fund. Each source pays by lines with rules of their own."));
        if (sources.stream().anyMatch(paid -> paid.source().isRestricted())) {
            glossary.add(new Word("Only for", "The source may be spent on this and nothing else."));
        }
        if (sources.stream().anyMatch(paid -> !paid.source().isRestricted())) {
            glossary.add(new Word("Unrestricted", "May be spent on anything that a school needs."));
        }
        List<String> central = sources.stream()
                .filter(paid -> paid.statement().central().isPositive())
                .map(paid -> "%s of %s of %s"
                        .formatted(
                                whole(paid.statement().central()),
                                paid.statement().amount().map(this::whole).orElse(Words.NONE),
                                Defined.name(paid.source().name())))
                .toList();
        if (!central.isEmpty()) {
            glossary.add(new Word(
                    "Central share",
                    "What the district keeps of a source, for services to all schools and for reserves, before schools get theirs: %s."
                            .formatted(Defined.joined(central, "and"))));
        }
        if (sources.stream().anyMatch(paid -> paid.eligibility().isPresent())) {
            glossary.add(new Word("Eligible", "The source pays only schools that meet its condition."));
        }
        if (!outcomes().isEmpty()) {
            glossary.add(
                    new Word(
                            "Guard",
                            "A promise that holds whatever the other lines come to, such as that no school gets much less than before."));
        }
        if (sources.stream()
                .flatMap(paid -> paid.rows().stream())
                .anyMatch(row -> row.computed().part().isPresent())) {
            glossary.add(new Word("Share", "A part of a sum that is divided among schools by a count or points."));
        }
        glossary.add(new Word(
                "District’s mean",
                "All schools’ money divided by all their pupils. It is the same for every school, and no target."));
        return glossary.build();
    }

    private static PupilCount pupilsOf(SchoolAllocation school) {
        return school.school().enrollment().pupils();
    }

    private String perPupil(Money amount, PupilCount pupils) {
        return Words.dollarsPerPupil(amount, pupils).map(words::perPupil).orElse(Words.NONE);
    }

    /** A part of the budget, from 0 to 100 with one decimal; empty for what takes away, and of an empty budget. */
    private String percent(Money amount) {
        return Optional.of(amount)
                .filter(part -> !part.isNegative())
                .flatMap(part -> Words.share(part.toRational(), school.total().toRational()))
                .filter(share -> share.signum() >= 0 && share.compareTo(Rational.ONE_WHOLE) <= 0)
                .map(Words::percent)
                .orElse("");
    }

    private String whole(Money amount) {
        String dollars =
                Wording.of(Rational.of(amount.dollars().setScale(0, RoundingMode.HALF_UP)), ValueType.NUMBER, "");
        return dollars.startsWith("−")
                ? "−" + words.currencySign() + dollars.substring(1)
                : words.currencySign() + dollars;
    }

    private String signed(Money change) {
        return (change.isPositive() ? "+" : "") + whole(change);
    }
}
