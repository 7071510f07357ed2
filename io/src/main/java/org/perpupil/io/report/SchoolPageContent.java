package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.perpupil.exact.Rational;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison.Change;
import org.perpupil.formula.allocation.Explanation;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.allocation.Status;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.formula.allocation.Working;
import org.perpupil.formula.allocation.Working.Given;
import org.perpupil.formula.allocation.Working.Made;
import org.perpupil.io.report.AllSchools.Brought;
import org.perpupil.io.report.AllSchools.Group;
import org.perpupil.io.report.AllSchools.Part;
import org.perpupil.io.report.AllocationContent.Figure;
import org.perpupil.io.report.AllocationContent.Note;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;

/** What the page for readers of one school's budget shows, as text, in the order of the page. */
final class SchoolPageContent {
    /** How a count that was made from a column of per cents says so. */
    private static final Pattern FROM_COLUMN = Pattern.compile("(.*) in column \"(.*)\"(, .*)?", Pattern.DOTALL);

    private final AllSchools all;
    private final Allocation allocation;
    private final SchoolAllocation school;
    private final Explanation explanation;
    private final Words words;
    private final PupilCount enrolled;
    private final Map<Part, Money> own;
    private final Group district;
    private final Optional<Group> level;

    private SchoolPageContent(AllSchools all, SchoolAllocation school) {
        this.all = all;
        this.allocation = all.allocation();
        this.school = school;
        this.explanation = school.explain();
        this.words = all.words();
        this.enrolled = AllSchools.pupilsOf(school);
        this.district = all.district();
        Map<Part, Money> paid = AllSchools.partsOf(school);
        // What any school has is told of every school, or the means would not add up.
        this.own = district.parts().keySet().stream()
                .collect(ImmutableMap.toImmutableMap(part -> part, part -> paid.getOrDefault(part, Money.ZERO)));
        this.level = all.level(school);
    }

    /**
     * The whole page: everything that tells of pupils or money is in it, so that what may not be published is left out in one place.
     *
     * @param key what the budget comes to, in a few figures
     * @param answers why it is so much, and what changed, in sentences
     * @param level the schools of its level; empty if they are all schools, or it is the only one
     * @param beside what the schools of its level get for each pupil; empty without a level
     * @param mean what the district's schools get for each pupil
     * @param follows whom the money follows
     * @param rounded says that parts miss their sum by being rounded; empty if they do not
     * @param pupils whom the school serves
     * @param pictures where the school lies among all; none where too few schools count the need
     * @param rests assumptions and estimates
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
            String level,
            String beside,
            String mean,
            List<Figure> key,
            List<String> answers,
            List<Follows> follows,
            List<Source> sources,
            String rounded,
            List<String> guarantees,
            List<Pupils> pupils,
            List<Picture> pictures,
            List<Note> rests,
            List<Word> glossary,
            String stamp) {}

    /**
     * A part of the budget.
     *
     * @param percent its share of the budget, also the length of its bar; none for what takes away
     * @param perPupil for each pupil of the school
     * @param beside the same in the schools of its level; empty without a level
     * @param district the same in the district
     */
    public record Follows(
            String name, String amount, String percent, String perPupil, String beside, String district) {}

    /** A source with what it pays the school for. */
    public record Source(String name, String use, String amount, String percent, List<Line> lines) {}

    /** A line in a sentence. */
    public record Line(String name, String amount, String sentence) {}

    /** How many pupils of a need the school serves; {@code beside} is the share in its level, empty without one. */
    public record Pupils(String need, String count, String share, String beside, String district) {}

    /** All schools with this one marked, drawn for a screen and for a phone, and what is to be seen. */
    public record Picture(String wide, String narrow, String words) {}

    /** A word and what it means. */
    public record Word(String word, String meaning) {}

    static Content of(AllSchools all, SchoolAllocation school) {
        return new SchoolPageContent(all, school).content();
    }

    private Content content() {
        List<Follows> follows = own.entrySet().stream()
                .map(part -> follows(part.getKey(), part.getValue()))
                .toList();
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
                perPupil(mine()),
                level.map(Group::name).map(Defined::name).orElse(""),
                level.map(schools -> perPupil(schools.mean())).orElse(""),
                perPupil(district.mean()),
                key(),
                answers(),
                follows,
                explanation.sources().stream().map(this::source).toList(),
                addsUp()
                        ? ""
                        : "Each figure is rounded by itself, so parts may miss their sum by " + words.currencySign()
                                + "1 or so; the budget to the cent is exact.",
                all.guards(school).stream().map(this::guarantee).toList(),
                all.needs().stream().map(this::pupils).toList(),
                picture().stream().toList(),
                Stream.concat(
                                all.notes().stream().map(AllocationContent::note),
                                explanation.estimates().stream().map(this::estimate))
                        .toList(),
                glossary(),
                AllocationContent.stamp(allocation.stamp()));
    }

    private List<Figure> key() {
        ImmutableList.Builder<Figure> key = ImmutableList.builder();
        key.add(new Figure("The school gets", whole(school.total()), ""));
        key.add(new Figure("For each pupil", perPupil(mine()), ""));
        level.ifPresent(schools -> key.add(
                new Figure("Mean of " + Defined.name(schools.name()), perPupil(schools.mean()), "for each pupil")));
        key.add(new Figure("District’s mean", perPupil(district.mean()), "for each pupil"));
        key.add(new Figure("Pupils", Words.pupils(enrolled), ""));
        all.change(school)
                .flatMap(Change::change)
                .ifPresent(money -> key.add(new Figure(against(), signed(money), "")));
        return key.build();
    }

    /** What the change is from, and that it is assumed where the remark says so; the sentence below names it. */
    private String against() {
        AllocationPage.Before with = all.before().orElseThrow();
        boolean isLastYear = with.budgets().year().equals(allocation.year().previous());
        boolean isAssumed = with.remark().toLowerCase(Locale.ROOT).contains("assum");
        return "Against %s%s"
                .formatted(
                        isLastYear ? "last year" : with.budgets().year().toString(),
                        isAssumed ? " (assumed)" : with.remark().isBlank() ? "" : " (see the remark below)");
    }

    /** Why the school gets what it gets: beside schools like it, then for each need, then what changed. */
    private List<String> answers() {
        ImmutableList.Builder<String> answers = ImmutableList.builder();
        mine().ifPresent(each -> {
            answers.add(among(level.orElse(district), each));
            usual(level.orElse(district), each).ifPresent(answers::add);
            level.map(this::besideDistrict).ifPresent(answers::add);
        });
        List<Part> needs = district.parts().keySet().stream()
                .filter(part -> part.isNeed() && !district.of(part).isZero())
                .toList();
        if (needs.isEmpty()) {
            answers.add("No money in this budget is counted by its pupils’ needs.");
        }
        mine().ifPresent(any -> needs.forEach(part -> answers.add(need(part))));
        all.before().map(this::change).ifPresent(answers::add);
        return answers.build();
    }

    /** The school's place among others, and what makes the difference to their mean, the most first. */
    private String among(Group others, Rational each) {
        Rational mean = others.mean().orElseThrow();
        Rational more = each.minus(mean);
        return "For each pupil it gets %s%s. %s is %s, so it gets %s%s."
                .formatted(
                        whole(each),
                        place(others, each),
                        level.isPresent() ? "Their mean" : "The district’s mean",
                        whole(mean),
                        isNothing(more) ? "as much" : whole(abs(more)) + (more.signum() < 0 ? " less" : " more"),
                        told(others));
    }

    /** Where the school stands, and with how many others that get as much; empty if it is alone. */
    private String place(Group others, Rational each) {
        int many = others.each().size();
        int same = others.like(each) - 1;
        if (many == 1) {
            return "";
        }
        String schools =
                Words.whole(many) + " " + (level.isPresent() ? Defined.name(others.name()) : "schools of the district");
        if (same == many - 1) {
            return ", as each of the %s does".formatted(schools);
        }
        int above = others.place(each);
        int below = others.placeFromBelow(each);
        return ", the %s%s of the %s%s"
                .formatted(
                        ordinal(Math.min(above, below)),
                        above <= below ? "highest" : "lowest",
                        schools,
                        same == 0
                                ? ""
                                : same == 1 ? ", with one other" : ", with %s others".formatted(Words.whole(same)));
    }

    /** A place before {@code highest}, of which the first needs no number. */
    private static String ordinal(int place) {
        if (place <= 3) {
            return place == 1 ? "" : place == 2 ? "second " : "third ";
        }
        int last = place % 10;
        boolean teen = place % 100 / 10 == 1;
        return Words.whole(place) + (teen ? "th" : last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th") + " ";
    }

    /** Of what the difference to a mean is made, part by part, for each pupil. */
    private Map<Part, Rational> apart(Group others) {
        return own.keySet().stream()
                .collect(ImmutableMap.toImmutableMap(
                        part -> part,
                        part -> each(part).orElseThrow().minus(others.mean(part).orElseThrow())));
    }

    /** The same in words, the most first; what is less than half a dollar is left out. */
    private String told(Group others) {
        String told = Defined.joined(
                apart(others).entrySet().stream()
                        .filter(part -> !isNothing(part.getValue()))
                        .sorted(Comparator.comparing(
                                (Map.Entry<Part, Rational> part) -> abs(part.getValue()), Comparator.reverseOrder()))
                        .map(part -> "%s %s %s"
                                .formatted(
                                        whole(abs(part.getValue())),
                                        part.getValue().signum() < 0 ? "less" : "more",
                                        apart(part.getKey(), others)))
                        .toList(),
                "and");
        return told.isEmpty() ? "" : ": " + told;
    }

    private String apart(Part part, Group others) {
        if (part.equals(Part.ALL)) {
            return "counted by all its pupils";
        }
        if (part.equals(Part.NOT_COUNTED)) {
            return part.name();
        }
        return part.isNeed()
                ? "for " + part.name()
                : "from %s (%s for each pupil here, %s on average)"
                        .formatted(part.name(), perPupil(each(part)), perPupil(others.mean(part)));
    }

    /** The same beside the district as a whole, and how levels differ before any need is counted, if they do. */
    private String besideDistrict(Group mine) {
        Rational mean = district.mean().orElseThrow();
        Rational more = mine().orElseThrow().minus(mean);
        String told = "The district’s mean is %s, so it gets %s%s."
                .formatted(
                        whole(mean),
                        isNothing(more) ? "as much" : whole(abs(more)) + (more.signum() < 0 ? " less" : " more"),
                        told(district));
        Optional<Rational> here = mine.mean(Part.ALL);
        List<Group> others = all.levels().stream()
                .filter(group -> !group.equals(mine) && group.mean(Part.ALL).isPresent())
                .toList();
        if (here.isEmpty()
                || others.stream()
                        .allMatch(group ->
                                isNothing(group.mean(Part.ALL).orElseThrow().minus(here.get())))) {
            return told;
        }
        return "%s Before any need is counted, %s get %s for each pupil, %s."
                .formatted(
                        told,
                        Defined.name(mine.name()),
                        whole(here.get()),
                        Defined.joined(
                                others.stream()
                                        .map(group -> Defined.name(group.name()) + " " + perPupil(group.mean(Part.ALL)))
                                        .toList(),
                                "and"));
    }

    /** That the school lies above the mean of others and below their line, or the other way round; empty if it does not. */
    private Optional<String> usual(Group others, Rational each) {
        Rational more = each.minus(others.mean().orElseThrow());
        return all.picture()
                .flatMap(pictures -> AllSchools.share(school, pictures.need())
                        .flatMap(share -> aboveLine(pictures, share)
                                .filter(above ->
                                        !isNothing(above) && !isNothing(more) && above.signum() != more.signum())
                                .map(above ->
                                        "That is %s for each pupil than the mean of %s, but %s than is usual for %s with this share of %s (%s)."
                                                .formatted(
                                                        moreOrLess(more),
                                                        others(others),
                                                        moreOrLess(above),
                                                        others(others),
                                                        PupilWords.plain(pictures.need()),
                                                        Words.percent(share)))));
    }

    private String others(Group others) {
        return level.isPresent() ? Defined.name(others.name()) : "the district’s schools";
    }

    private String moreOrLess(Rational dollars) {
        return whole(abs(dollars)) + (dollars.signum() < 0 ? " less" : " more");
    }

    /** How far the school lies above the line of its level; empty without a line. */
    private Optional<Rational> aboveLine(AllSchools.Pictures pictures, Rational share) {
        OptionalDouble line = pictures.wide()
                .lineOf(
                        all.levelName(school),
                        share.times(Rational.of(100))
                                .toDecimal(4, RoundingMode.HALF_UP)
                                .doubleValue());
        return line.isPresent()
                ? mine().map(each -> each.minus(Rational.of(BigDecimal.valueOf(line.getAsDouble()))))
                : Optional.empty();
    }

    /** What a need brings the school beside others, by how many pupils have it and by what each of them brings. */
    private String need(Part part) {
        Group others = level.orElse(district);
        String there = level.isPresent() ? "in " + Defined.name(others.name()) : "in the district";
        Rational here = each(part).orElseThrow();
        Rational usual = others.mean(part).orElseThrow();
        String money = "For %s: %s for each pupil of the school, against %s on average %s"
                .formatted(part.name(), whole(here), whole(usual), there);
        Optional<Rational> share = part.need().flatMap(need -> AllSchools.share(school, need));
        Optional<Rational> beside = part.need().flatMap(others::share);
        if (share.isEmpty() || beside.isEmpty()) {
            return money + ".";
        }
        String shares = "they are %s of its pupils, against %s"
                .formatted(Words.percent(share.get()), Words.percent(beside.get()));
        Optional<String> nothing = here.isZero() && share.get().signum() > 0 ? whyNothing(part) : Optional.empty();
        if (nothing.isPresent()) {
            return "%s. T%s there. The school gets nothing for them: %s."
                    .formatted(money, shares.substring(1), nothing.get());
        }
        int moneyApart = isNothing(here.minus(usual)) ? 0 : here.compareTo(usual);
        int sharesApart = share.get().compareTo(beside.get());
        String joined = moneyApart == 0
                ? "; " + shares + " there"
                : sharesApart == moneyApart ? ", because " + shares + " there" : ", though " + shares + " there";
        return money + joined + "." + forEachOf(part, others);
    }

    /** What each pupil with a need brings here and in other levels: the rest of why money and share go apart. */
    private String forEachOf(Part part, Group others) {
        Optional<Rational> brings = part.need()
                .flatMap(need -> school.school().enrollment().count(need))
                .flatMap(count -> Words.dollarsPerPupil(own.getOrDefault(part, Money.ZERO), count));
        Optional<Brought> beside = brought(others, part);
        if (brings.isEmpty() || beside.isEmpty()) {
            return "";
        }
        Rational here = brings.get();
        int unpaid = others.unpaid().getOrDefault(part, 0);
        List<Group> levels = level.isEmpty()
                ? List.of()
                : all.levels().stream()
                        .filter(group ->
                                !group.equals(others) && brought(group, part).isPresent())
                        .toList();
        boolean isAsBeside = isOne(beside.get(), here);
        boolean isAsEverywhere = isAsBeside
                && levels.stream().allMatch(group -> isOne(brought(group, part).orElseThrow(), here));
        String each =
                " Each " + part.need().map(need -> PupilWords.plain(need, true)).orElseThrow();
        if (isAsEverywhere) {
            boolean isEvery = !district.unpaid().containsKey(part);
            return "%s brings %s, as in %s.%s"
                    .formatted(
                            each,
                            whole(here),
                            isEvery ? "the district" : "all schools that get money for theirs",
                            unpaid(part, others, unpaid) + besideDistrict(part, false));
        }
        String there =
                (level.isPresent() ? Defined.name(others.name()) : "the district") + (unpaid == 0 ? "" : thatGetIt());
        String far = levels.isEmpty() ? "" : "; " + elsewhere(part, levels);
        String near = isAsBeside
                ? "%s here and in %s".formatted(whole(here), there)
                : "%s here and %s in %s".formatted(whole(here), rate(beside.get()), there);
        boolean isFromRates = Stream.concat(Stream.of(others), levels.stream())
                .map(group -> brought(group, part).orElseThrow())
                .anyMatch(rate ->
                        each(part).orElseThrow().compareTo(district.mean(part).orElseThrow()) < 0
                                ? isLess(here, rate.each())
                                : isLess(rate.each(), here));
        return "%s brings %s%s.%s%s"
                .formatted(each, near, far, besideDistrict(part, isFromRates), unpaid(part, others, unpaid));
    }

    private static Optional<Brought> brought(Group group, Part part) {
        return Optional.ofNullable(group.brought().get(part));
    }

    /** Whether a need brings one amount in all schools of a group that get it, and this is it. */
    private static boolean isOne(Brought there, Rational here) {
        return there.isOne() && !isLess(here, there.each()) && !isLess(there.each(), here);
    }

    /** Less by what a reader sees; shares of a sum are rounded to cents. */
    private static boolean isLess(Rational one, Rational other) {
        return other.minus(one).compareTo(Rational.ONE_WHOLE) >= 0;
    }

    private String thatGetIt() {
        return level.isPresent() ? " that get it" : ", where schools get it";
    }

    /** What a need brings in other levels, such as {@code $1,272 in elementary and $1,247 in middle schools}. */
    private String elsewhere(Part part, List<Group> levels) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            Group group = levels.get(i);
            String name = Defined.name(group.name());
            told.add("%s in %s"
                    .formatted(
                            rate(brought(group, part).orElseThrow()),
                            i < levels.size() - 1 && name.endsWith(" schools")
                                    ? name.substring(0, name.length() - " schools".length())
                                    : name));
        }
        return Defined.joined(told, "and");
    }

    private String rate(Brought brought) {
        return whole(brought.each()) + (brought.isOne() ? "" : " on average");
    }

    /** Schools that are not paid for a need draw down what each pupil with it brings on average. */
    private String unpaid(Part part, Group others, int unpaid) {
        Optional<Rational> mean = others.forEachOf(part);
        if (unpaid == 0 || mean.isEmpty()) {
            return "";
        }
        return " %s %s nothing for theirs, which lowers the mean of %s to %s for each %s."
                .formatted(
                        level.isPresent()
                                ? Words.whole(unpaid) + " of the " + Words.whole(others.schools()) + " "
                                        + Defined.name(others.name())
                                : Words.whole(unpaid) + " of the " + Words.schools(others.schools()),
                        unpaid == 1 ? "gets" : "get",
                        level.isPresent() ? Defined.name(others.name()) : "the district",
                        whole(mean.get()),
                        part.need().map(need -> PupilWords.plain(need, true)).orElseThrow());
    }

    /**
     * The case that readers ask about: a higher share than in the district, and less money, or the other way round.
     *
     * @param isFromRates whether it comes from what each pupil brings; else it comes from schools that get nothing
     */
    private String besideDistrict(Part part, boolean isFromRates) {
        if (level.isEmpty()) {
            return "";
        }
        Rational here = each(part).orElseThrow();
        Rational usual = district.mean(part).orElseThrow();
        Rational share =
                part.need().flatMap(need -> AllSchools.share(school, need)).orElseThrow();
        Rational there = part.need().flatMap(district::share).orElseThrow();
        if (isNothing(here.minus(usual)) || here.compareTo(usual) == share.compareTo(there)) {
            return "";
        }
        int unpaid = district.unpaid().getOrDefault(part, 0);
        return " %s gets %s (%s for each of its pupils) than the district’s mean (%s), though %s share of its pupils %s (%s against %s)%s."
                .formatted(
                        isFromRates ? "That is why the school" : "The school",
                        here.compareTo(usual) < 0 ? "less" : "more",
                        whole(here),
                        whole(usual),
                        share.compareTo(there) > 0 ? "a higher" : share.compareTo(there) < 0 ? "a lower" : "the same",
                        are(part),
                        Words.percent(share),
                        Words.percent(there),
                        isFromRates || unpaid == 0
                                ? ""
                                : ", because %s of the district %s nothing for theirs"
                                        .formatted(Words.schools(unpaid), unpaid == 1 ? "gets" : "get"));
    }

    /** As in {@code a share of its pupils are in poverty}. */
    private static String are(Part part) {
        return "are "
                + (part.name().startsWith("pupils in ") ? part.name().substring("pupils ".length()) : part.name());
    }

    /** Why lines that follow a need pay this school nothing; empty if they do apply. */
    private Optional<String> whyNothing(Part part) {
        List<String> reasons = school.lines().stream()
                .filter(line -> all.part(line).equals(part))
                .flatMap(line -> line.notApplied().stream())
                .map(Defined::inSentence)
                .distinct()
                .toList();
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }

    private String change(AllocationPage.Before before) {
        String name = Defined.name(before.name());
        Object year = before.budgets().year();
        String remark = before.remark().isBlank() ? "" : " " + sentence(before.remark());
        return all.change(school)
                        .flatMap(with -> with.change().map(money -> compared(with, money, name, year)))
                        .orElseGet(() -> "In %s (%s) the school has no budget, so nothing can be compared."
                                .formatted(name, year))
                + remark;
    }

    private String compared(Change change, Money money, String name, Object year) {
        return "Compared with %s (%s): %s then, %s now, %s%s%s."
                .formatted(
                        name,
                        year,
                        whole(change.before().orElseThrow()),
                        whole(change.after()),
                        money.isZero() ? "no change" : signed(money),
                        change.relativeChange()
                                .filter(any -> !money.isZero())
                                .map(share -> " (" + Words.signedPercent(share) + ")")
                                .orElse(""),
                        change.changePerPupil()
                                .filter(any -> !money.isZero())
                                .map(each -> " or " + (each.signum() > 0 ? "+" : "") + whole(each) + " for each pupil")
                                .orElse(""));
    }

    /** A remark of the caller's as a sentence. */
    private static String sentence(String text) {
        String clean = Defined.name(text);
        return ".!?".indexOf(clean.charAt(clean.length() - 1)) >= 0 ? clean : clean + ".";
    }

    private Follows follows(Part part, Money amount) {
        return new Follows(
                part.name(),
                whole(amount),
                percent(amount),
                perPupil(each(part)),
                level.map(schools -> perPupil(schools.mean(part))).orElse(""),
                perPupil(district.mean(part)));
    }

    /** Whether the figures that the tables show add up to those below them. */
    private boolean addsUp() {
        Rational all = rounded(school.total().toRational());
        return sum(own.values(), Money::toRational).equals(all)
                && sum(explanation.sources(), paid -> paid.subtotal().toRational())
                        .equals(all)
                && sum(
                                explanation.sources().stream()
                                        .flatMap(paid -> paid.rows().stream())
                                        .flatMap(row -> row.amount().stream())
                                        .toList(),
                                Money::toRational)
                        .equals(all)
                && addsUp(part -> each(part), mine())
                && addsUp(district::mean, district.mean())
                && level.map(schools -> addsUp(schools::mean, schools.mean())).orElse(true);
    }

    private boolean addsUp(Function<Part, Optional<Rational>> parts, Optional<Rational> whole) {
        return whole.isEmpty()
                || sum(own.keySet(), part -> parts.apply(part).orElse(Rational.ZERO))
                        .equals(rounded(whole.get()));
    }

    private static <T> Rational sum(Collection<T> of, Function<T, Rational> number) {
        return of.stream().map(number).map(SchoolPageContent::rounded).reduce(Rational.ZERO, Rational::plus);
    }

    private Source source(Explanation.Paid paid) {
        LineSentence sentences = new LineSentence(words);
        return new Source(
                paid.source().name(),
                paid.source()
                        .restriction()
                        .map(restriction -> "only for " + purpose(paid.source(), restriction))
                        .orElse("unrestricted"),
                whole(paid.subtotal()),
                percent(paid.subtotal()),
                paid.rows().stream()
                        .map(row -> new Line(
                                row.line(), row.amount().map(this::whole).orElse(Words.NONE), sentence(sentences, row)))
                        .toList());
    }

    /** What a source is for; where it names needs and nothing else, as readers call their pupils. */
    static String purpose(RevenueSource source, Restriction restriction) {
        NeedCategory[] needs = restriction.needs().toArray(NeedCategory[]::new);
        boolean isOfNeeds = needs.length > 0
                && source.restrictedTo(needs)
                        .restriction()
                        .filter(plain -> plain.purpose().equals(restriction.purpose()))
                        .isPresent();
        return isOfNeeds
                ? Defined.joined(Stream.of(needs).map(PupilWords::plain).toList(), "or")
                : restriction.purpose();
    }

    /** What a guarantee did is told below, with what it promises. */
    private String sentence(LineSentence sentences, Explanation.Row row) {
        return all.guards(school).stream()
                .filter(guard -> guard.guard().equals(row.line()))
                .findFirst()
                .map(guard -> "%s; see below what it did.".formatted(isLimit(guard) ? "A limit" : "A guarantee"))
                .orElseGet(() -> sentences.of(row));
    }

    private static boolean isLimit(GuardOutcome guard) {
        return guard.floor().isEmpty() && guard.cap().isPresent();
    }

    /** What a guarantee, or a limit, promises and did. */
    private String guarantee(GuardOutcome guard) {
        Optional<LineResult> line = school.line(guard.guard());
        List<String> bounds = new ArrayList<>();
        guard.floor().ifPresent(least -> bounds.add("at least " + bound(line, least)));
        guard.cap().ifPresent(most -> bounds.add("at most " + bound(line, most)));
        String name = "%s %s%s"
                .formatted(
                        isLimit(guard) ? "limit" : "guarantee",
                        Defined.quoted(guard.guard()),
                        bounds.isEmpty() ? "" : " of " + Defined.joined(bounds, "and"));
        String kept =
                guard.isHeld() ? "" : " In the end it is not kept: they come to %s.".formatted(whole(guard.atEnd()));
        if (!guard.isBinding()) {
            return "The %s did not change anything: the lines it looks at came to %s.%s"
                    .formatted(name, whole(guard.before()), kept);
        }
        String payer = line.flatMap(of -> of.line().source())
                .map(source -> Defined.name(source.name()))
                .orElse("");
        boolean isEverything = guard.before().plus(guard.moved()).equals(school.total());
        return "Without the %s %s %s; it %s%s.%s"
                .formatted(
                        name,
                        isEverything ? "the school would have got" : "the lines it looks at would have come to",
                        whole(guard.before()),
                        guard.moved().isNegative()
                                ? "takes away " + whole(guard.moved().negated())
                                : "adds " + whole(guard.moved()),
                        payer.isEmpty() ? "" : (guard.moved().isNegative() ? ", given back to " : ", paid by ") + payer,
                        kept);
    }

    /** An amount, with the part of last year's that it is where its working says so. */
    private String bound(Optional<LineResult> line, Rational dollars) {
        return line.flatMap(LineResult::working)
                .flatMap(working -> ofLastYear(working, dollars))
                .map(share -> "%s (%s of last year’s %s)"
                        .formatted(whole(dollars), Defined.percent(share), whole(dollars.dividedBy(share))))
                .orElseGet(() -> whole(dollars));
    }

    /** The share of last year's budget that comes to an amount, found in a working. */
    private static Optional<Rational> ofLastYear(Working working, Rational dollars) {
        if (working instanceof Made made
                && made.operation() == Made.Operation.PRODUCT
                && made.parts().size() == 2
                && made.value().filter(dollars::equals).isPresent()) {
            Optional<Rational> share = made.parts().stream()
                    .filter(part -> part.type() == ValueType.NUMBER)
                    .findFirst()
                    .flatMap(Working::value)
                    .filter(of -> !of.isZero());
            if (made.parts().stream()
                    .anyMatch(part -> part instanceof Given given && given.kind() == Given.Kind.LAST_YEAR)) {
                return share;
            }
        }
        return working.parts().stream()
                .flatMap(part -> ofLastYear(part, dollars).stream())
                .findFirst();
    }

    private Pupils pupils(PupilGroup group) {
        Enrollment enrollment = school.school().enrollment();
        return new Pupils(
                PupilWords.plain(group),
                enrollment
                        .count(group)
                        .map(Words::pupils)
                        .orElseGet(() ->
                                enrollment.missing(group).map(Object::toString).orElse("not counted")),
                AllSchools.share(school, group).map(Words::percent).orElse(Words.NONE),
                level.map(schools -> schools.share(group).map(Words::percent).orElse(Words.NONE))
                        .orElse(""),
                district.share(group).map(Words::percent).orElse(Words.NONE));
    }

    /** How a count was estimated; the column it was made from is a detail. */
    private Note estimate(String estimate) {
        Optional<PupilGroup> group = school.school().enrollment().groups().stream()
                .filter(known -> school.school()
                        .enrollment()
                        .estimate(known)
                        .filter(how -> estimate.equals(known.name() + ": " + how))
                        .isPresent())
                .findFirst();
        String how = group.map(known -> estimate.substring(known.name().length() + 2))
                .orElse(estimate);
        Matcher column = FROM_COLUMN.matcher(how);
        boolean isOfColumn = column.matches();
        String plain = isOfColumn
                ? column.group(1) + Optional.ofNullable(column.group(3)).orElse("")
                : how;
        return new Note(
                "Estimate",
                group.map(known -> "the count of %s is an estimate: ".formatted(PupilWords.plain(known)))
                                .orElse("")
                        + Defined.inSentence(plain) + ".",
                isOfColumn ? "from the column “%s”".formatted(Defined.name(column.group(2))) : "");
    }

    private Optional<Picture> picture() {
        return all.picture()
                .flatMap(pictures -> AllSchools.share(school, pictures.need())
                        .map(share -> new Picture(
                                pictures.wide().marking(all.label(school)),
                                pictures.narrow().marking(all.label(school)),
                                seen(pictures, share))));
    }

    /** What is to be seen in the picture. */
    private String seen(AllSchools.Pictures pictures, Rational share) {
        String need = PupilWords.plain(pictures.need());
        Rational each = mine().orElseThrow();
        Optional<Rational> line = aboveLine(pictures, share);
        String lies = "";
        if (line.isPresent()) {
            Rational above = line.get();
            lies = isNothing(above)
                    ? ", and lies on the line of its level"
                    : ", %s %s the line of %s"
                            .formatted(
                                    whole(abs(above)),
                                    above.signum() > 0 ? "above" : "below",
                                    level.isPresent()
                                                    || !allocation
                                                            .district()
                                                            .levels()
                                                            .isEmpty()
                                            ? all.levelName(school) + " schools"
                                            : "all schools");
        }
        return "Schools further right have a higher share of %s; schools further up get more for each pupil. %s%sThis school has %s and gets %s%s."
                .formatted(
                        need,
                        line.isEmpty()
                                ? ""
                                : allocation.district().levels().isEmpty()
                                        ? "The line is the straight line nearest to all schools. "
                                        : "Each line is the straight line nearest to the schools of a level. ",
                        pictures.wide().showsZero()
                                ? ""
                                : "The axis of dollars does not begin at " + words.currencySign() + "0. ",
                        Words.percent(share),
                        whole(each),
                        lies);
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
                .map(paid -> central(paid.statement()))
                .toList();
        if (!central.isEmpty()) {
            glossary.add(new Word(
                    "Central share",
                    "What the district keeps of a source, for services to all schools and for reserves, before schools get theirs: %s."
                            .formatted(String.join("; ", central))));
        }
        if (sources.stream().anyMatch(paid -> paid.eligibility().isPresent())) {
            glossary.add(new Word("Eligible", "The source pays only schools that meet its condition."));
        }
        if (!all.guards(school).isEmpty()) {
            glossary.add(
                    new Word(
                            "Guarantee",
                            "A promise that holds whatever the other lines come to, such as that no school gets much less than before."));
        }
        if (sources.stream()
                .flatMap(paid -> paid.rows().stream())
                .anyMatch(row -> row.computed().part().isPresent())) {
            glossary.add(new Word("Share", "A part of a sum that is divided among schools by a count or points."));
        }
        if (level.isPresent()) {
            glossary.add(new Word("Level", "Schools that teach the same grades, such as elementary or high schools."));
        }
        glossary.add(new Word(
                "Mean",
                "All schools’ money divided by all their pupils, in the district or in a level. It is no target."));
        return glossary.build();
    }

    /** What stays central of a source: for services, and for each reserve. */
    private String central(SourceStatement statement) {
        List<String> kept = new ArrayList<>();
        Money office =
                statement.central().minus(Money.total(statement.reserves().values()));
        if (!office.isZero()) {
            kept.add(
                    statement.decision().central() instanceof CentralShare.Rate rate
                            ? "%s for the central office (%s)".formatted(Defined.percent(rate.share()), whole(office))
                            : whole(office) + " for the central office");
        }
        statement
                .reserves()
                .forEach((reserve, money) ->
                        kept.add("%s set aside for %s".formatted(whole(money), Defined.name(reserve.name()))));
        return "of %s of %s, %s"
                .formatted(
                        statement.amount().map(this::whole).orElse(Words.NONE),
                        Defined.name(statement.source().name()),
                        Defined.joined(kept, "and"));
    }

    /** Dollars for each pupil of the school; empty without pupils. */
    private Optional<Rational> mine() {
        return Words.dollarsPerPupil(school.total(), enrolled);
    }

    private Optional<Rational> each(Part part) {
        return Words.dollarsPerPupil(own.getOrDefault(part, Money.ZERO), enrolled);
    }

    private static Rational abs(Rational number) {
        return number.signum() < 0 ? number.negated() : number;
    }

    private static Rational rounded(Rational dollars) {
        return Rational.of(dollars.toDecimal(0, RoundingMode.HALF_UP));
    }

    /** Less than a reader is told of. */
    private static boolean isNothing(Rational dollars) {
        return rounded(dollars).isZero();
    }

    private String perPupil(Optional<Rational> dollars) {
        return dollars.map(this::whole).orElse(Words.NONE);
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
        return whole(amount.toRational());
    }

    /** Whole dollars; to the cent what would else seem to be nothing. */
    private String whole(Rational amount) {
        if (isNothing(amount) && !amount.isZero()) {
            return words.perPupil(amount);
        }
        String dollars = Wording.of(rounded(amount), ValueType.NUMBER, "");
        return dollars.startsWith("−")
                ? "−" + words.currencySign() + dollars.substring(1)
                : words.currencySign() + dollars;
    }

    private String signed(Money change) {
        return (change.isPositive() ? "+" : "") + whole(change);
    }
}
