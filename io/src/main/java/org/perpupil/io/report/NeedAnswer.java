package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.perpupil.equity.Study;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.NeedGroups.GroupMean;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;
import org.perpupil.exact.Rational;
import org.perpupil.pupils.NeedCategory;

/**
 * Whether money follows a need, in sentences that a reader understands at once, with the figures that they rest on.
 *
 * <p>Schools stand in four groups of about as many pupils each, as {@link NeedGroups#quartiles} cuts them; what a group gets is all its
 * dollars over all its pupils. The slope is that of the line through all schools, each counting once, with HC3 standard errors.
 */
final class NeedAnswer {
    /** Two in each group, and enough for a slope and its interval. */
    static final int FEWEST = 8;

    /** Dollars that nobody sees are none: half a cent. */
    private static final double NOTHING = 0.005;

    private static final double HALF_A_DOLLAR = 0.5;

    private final Study study;
    private final String need;
    private final String called;
    private final Words words;
    private final String units;
    private final int without;

    private NeedAnswer(Study study, String need, String called, Words words, String units, int without) {
        this.study = study;
        this.need = need;
        this.called = called;
        this.words = words;
        this.units = units;
        this.without = without;
    }

    /**
     * The answer.
     *
     * @param verdict the answer itself, in one sentence
     * @param exceptions where it does not hold
     * @param sentences where it comes from, how sure it is, and what it is not
     * @param specialist what only specialists read: intervals
     * @param split whether restricted and unrestricted dollars are known
     * @param step what the slopes of levels are for
     * @param levels their slopes, where there are several
     */
    public record Answer(
            String verdict,
            List<String> exceptions,
            List<String> sentences,
            List<String> specialist,
            String need,
            String units,
            boolean split,
            List<Group> groups,
            String step,
            List<Level> levels) {

        /**
         * The answer on what one rule gives to all there are, which is certain, and where an interval does not tell of chance.
         *
         * @param rule what the rule is, such as {@code this draft}
         * @param restsOn what may not be certain, in brackets; may be empty
         */
        Answer ofOneRule(String rule, String restsOn) {
            return new Answer(
                    verdict,
                    exceptions,
                    and(
                            sentences,
                            "How sure is this? It is arithmetic of %s for all %s, and as such certain.%s"
                                    .formatted(
                                            rule,
                                            units,
                                            restsOn.isEmpty()
                                                    ? ""
                                                    : " It rests on last year’s budgets" + restsOn + ".")),
                    and(
                            specialist,
                            "These are all the district’s %s under one rule, not a sample: an interval tells how closely %s lie to a straight line, not how sure the money is."
                                    .formatted(units, units)),
                    need,
                    units,
                    split,
                    groups,
                    step,
                    levels);
        }

        /** The answer with where it does not hold. */
        Answer except(List<String> where) {
            return new Answer(verdict, where, sentences, specialist, need, units, split, groups, step, levels);
        }

        private static List<String> and(List<String> some, String more) {
            return Stream.concat(some.stream(), Stream.of(more)).toList();
        }
    }

    /**
     * A group of rising need; restricted and unrestricted dollars are a dash where they are not known.
     *
     * @param range from where the group before ends
     * @param least the least share in the group
     * @param most the most
     */
    public record Group(
            String range,
            String least,
            String most,
            String many,
            String pupils,
            String dollars,
            String restricted,
            String unrestricted) {}

    /** A level with its own slope. */
    public record Level(String name, String many, String share, String dollars, String slope, String interval) {}

    /** What a group gets for each pupil. */
    private record Means(List<GroupMean> all, List<GroupMean> restricted, List<GroupMean> unrestricted) {}

    /**
     * Returns the answer; empty with fewer than eight units of which need, pupils and dollars are known, or where all of them, or all but
     * one, have shares within one percentage point.
     *
     * @param need a column of shares in per cent, called as the need is
     * @param units what the units are called, such as {@code schools}
     * @throws IllegalArgumentException if the study has no column of the need, of {@link Study#PUPILS} or of {@link Study#DOLLARS}
     */
    static Optional<Answer> of(Study study, String need, Words words, String units) {
        return of(study, need, need, words, units);
    }

    /**
     * Returns the answer, as {@link #of(Study, String, Words, String)} does.
     *
     * @param called how the need is called, where its column is called otherwise
     */
    static Optional<Answer> of(Study study, String need, String called, Words words, String units) {
        Study.Column needs = study.values(need);
        Study.Column pupils = study.values(Study.PUPILS);
        Study.Column dollars = study.values(Study.DOLLARS);
        Study known = study.where(
                row -> !Double.isNaN(needs.get(row)) && pupils.get(row) > 0 && !Double.isNaN(dollars.get(row)));
        if (known.size() < FEWEST || alike(known.numbers(need))) {
            return Optional.empty();
        }
        return new NeedAnswer(known, need, called, words, units, study.size() - known.size()).answer();
    }

    /**
     * Whether shares tell nothing of need: nothing is told of one point where no two are that far apart, and of a line that one unit alone
     * holds, nobody knows how sure it is.
     */
    private static boolean alike(double[] needs) {
        double[] sorted = Arrays.stream(needs).sorted().toArray();
        int last = sorted.length - 1;
        return sorted[last] - sorted[1] < 1 || sorted[last - 1] - sorted[0] < 1;
    }

    private Optional<Answer> answer() {
        NeedGroups cut = NeedGroups.quartiles(study, need, Study.PUPILS);
        Means means = new Means(cut.means(Study.DOLLARS), split(cut, Study.RESTRICTED), split(cut, Study.UNRESTRICTED));
        if (means.all().size() < 2) {
            return Optional.empty();
        }
        boolean split = means.restricted().size() == means.all().size()
                && means.unrestricted().size() == means.all().size();
        List<Group> groups = groups(cut, means, split);
        Inference.Interval slope = slope(study);
        double estimate = estimate(study);
        double step = step();
        List<Level> levels = levels(step);
        List<String> sentences = new ArrayList<>();
        if (split) {
            sentences.add(carried(means));
            byLevels(means.unrestricted()).ifPresent(sentences::add);
        }
        sentences.add(
                "%s go with %s for each pupil, each of the %s counting once. Level, size and other needs are not held constant."
                        .formatted(
                                (step == 1 ? "One percentage point more of " : "Ten percentage points more of ")
                                        + pupils(),
                                more(estimate * step),
                                units));
        if (levels.size() > 1) {
            sentences.add(withinLevels(levels, estimate * step, step));
        }
        if (without > 0) {
            sentences.add("%s without a share of need, pupils or an amount %s in none of these figures."
                    .formatted(Words.whole(without) + " of the " + units, without == 1 ? "is" : "are"));
        }
        return Optional.of(new Answer(
                verdict(means.all(), groups, slope, estimate),
                List.of(),
                sentences,
                List.of(intervals(levels, slope, step)),
                pupils(),
                units,
                split,
                groups,
                step == 1 ? "one percentage point more" : "ten percentage points more",
                levels.size() > 1 ? levels : List.of()));
    }

    /** How closely units lie to the lines. */
    private String intervals(List<Level> levels, Inference.Interval slope, double step) {
        return "95%% intervals (HC3 standard errors) of what %s %s go with: %s for all %s%s."
                .formatted(
                        step == 1 ? "one percentage point more of" : "ten percentage points more of",
                        pupils(),
                        between(slope, step),
                        units,
                        levels.size() < 2
                                ? ""
                                : levels.stream()
                                        .map(level -> "; %s in %s".formatted(level.interval(), level.name()))
                                        .collect(Collectors.joining()));
    }

    private List<GroupMean> split(NeedGroups cut, String column) {
        return study.numbers().contains(column) ? cut.means(column) : List.of();
    }

    private String pupils() {
        return called.equals(NeedCategory.POVERTY.name()) ? "pupils in poverty" : "pupils counted as " + called;
    }

    /** The groups with anyone in them: shares rise from group to group, so that a group's are the next so many of all in order. */
    private List<Group> groups(NeedGroups cut, Means means, boolean split) {
        double[] needs = Arrays.stream(study.numbers(need)).sorted().toArray();
        List<Group> groups = new ArrayList<>();
        int from = 0;
        for (NeedGroups.Group group : cut.groups()) {
            int many = group.units().size();
            if (many > 0) {
                int at = groups.size();
                String most = percent(needs[from + many - 1]);
                groups.add(new Group(
                        range(groups, many < needs.length - from, most),
                        percent(needs[from]),
                        most,
                        Words.whole(many),
                        Words.quantity(Rational.of(rounded(group.pupils(), 0))),
                        words.rounded(means.all().get(at).overPupils()),
                        split ? words.rounded(means.restricted().get(at).overPupils()) : Words.NONE,
                        split ? words.rounded(means.unrestricted().get(at).overPupils()) : Words.NONE));
                from += many;
            }
        }
        return groups;
    }

    /** Groups follow without a gap and without a share that is in two of them. */
    private static String range(List<Group> before, boolean more, String most) {
        if (before.isEmpty()) {
            return "up to " + most;
        }
        String above = "above " + before.get(before.size() - 1).most();
        return more ? above + " to " + most : above;
    }

    private String verdict(List<GroupMean> means, List<Group> groups, Inference.Interval slope, double estimate) {
        double fewest = means.get(0).overPupils();
        double most = means.get(means.size() - 1).overPupils();
        // What is told is the difference of what is shown, so that a reader can do the sum.
        double difference = shown(most) - shown(fewest);
        String who = "%s with the most %s (at least %s) get %s for each pupil, those with the fewest (at most %s) %s"
                .formatted(
                        units,
                        pupils(),
                        groups.get(groups.size() - 1).least(),
                        words.rounded(most),
                        groups.get(0).most(),
                        words.rounded(fewest));
        if (Math.abs(estimate) * range() < NOTHING && Math.abs(most - fewest) < NOTHING) {
            return "No: %s, which is the same.".formatted(who);
        }
        String by = difference == 0
                ? who + ", which is the same to the nearest dollar"
                : who + ": " + more(difference) + ofFewest(difference, fewest);
        if (slope.lower() <= 0 && slope.upper() >= 0) {
            return "Hardly: %s. A line through all %s rises or falls no more than chance could make it."
                    .formatted(by, units);
        }
        boolean follows = estimate > 0;
        if (difference == 0 && Math.abs(estimate) * range() < HALF_A_DOLLAR) {
            return "Hardly: %s.".formatted(by);
        }
        if (difference == 0 || follows != difference > 0) {
            return "Not clearly: %s, but a line through all %s, each counting once, %s."
                    .formatted(by, units, follows ? "rises with need" : "falls with need");
        }
        return "%s: %s.".formatted(follows ? "Yes" : "No", by);
    }

    private String ofFewest(double difference, double fewest) {
        return shown(fewest) <= 0
                ? ""
                : " (%s%%)"
                        .formatted(rounded(100 * Math.abs(difference) / shown(fewest), 0)
                                .toPlainString());
    }

    /** Which money follows need, and which runs against it. */
    private String carried(Means means) {
        double restricted = rise(means.restricted());
        double unrestricted = rise(means.unrestricted());
        return "%sFor each pupil, from the %s with the fewest %s to those with the most, restricted money (tied to a use) %s and unrestricted money %s."
                .formatted(
                        carrier(rise(means.all()), restricted, unrestricted),
                        units,
                        pupils(),
                        way(means.restricted(), restricted),
                        way(means.unrestricted(), unrestricted));
    }

    /**
     * How much of a fall of unrestricted money from the least need to the most is there too if each unit has the mean of its level, which
     * counts each unit with its pupils; empty where that is less than half of it.
     */
    private Optional<String> byLevels(List<GroupMean> unrestricted) {
        double fall = -rise(unrestricted);
        if (fall < NOTHING
                || levelNames().size() < 2
                || Arrays.stream(study.numbers(Study.UNRESTRICTED)).anyMatch(Double::isNaN)) {
            return Optional.empty();
        }
        Map<String, Double> means = new HashMap<>();
        levelNames().forEach(name -> means.put(name, mean(study.where(Study.LEVEL, name), Study.UNRESTRICTED)));
        List<String> levels = study.texts(Study.LEVEL);
        List<GroupMean> expected = ofEach(row -> requireNonNull(means.get(levels.get(row))));
        double explained = -rise(expected);
        if (explained < NOTHING || explained < fall / 2) {
            return Optional.empty();
        }
        return Optional.of(
                "Which levels the %s are of explains %s: if each of the %s had the mean of its level, unrestricted money would fall from %s to %s.%s"
                        .formatted(
                                units,
                                part(unrestricted, expected),
                                units,
                                words.rounded(expected.get(0).overPupils()),
                                words.rounded(expected.get(expected.size() - 1).overPupils()),
                                crowded(means)));
    }

    /** A column in each group of need. */
    private List<GroupMean> ofEach(IntToDoubleFunction values) {
        Study with = Study.of(study.units())
                .number("need", study.numbers(need))
                .number("pupils", study.numbers(Study.PUPILS))
                .number(
                        "value",
                        IntStream.range(0, study.size()).mapToDouble(values).toArray())
                .build();
        return NeedGroups.quartiles(with, "need", "pupils").means("value");
    }

    /** Such as {@code $200 of that fall of $300}, the differences of what is shown. */
    private String part(List<GroupMean> fallen, List<GroupMean> expected) {
        double all = shownRise(fallen);
        double explained = shownRise(expected);
        if (explained == all) {
            return "all of that fall of " + words.rounded(-all);
        }
        return explained < all
                ? "more than that fall of " + words.rounded(-all)
                : "%s of that fall of %s".formatted(words.rounded(-explained), words.rounded(-all));
    }

    private static double shownRise(List<GroupMean> means) {
        return shown(means.get(means.size() - 1).overPupils())
                - shown(means.get(0).overPupils());
    }

    /** The level that gets less than all together and has most more of the pupils where need is most than where it is least. */
    private String crowded(Map<String, Double> means) {
        double all = mean(study, Study.UNRESTRICTED);
        List<String> levels = study.texts(Study.LEVEL);
        String most = "";
        List<GroupMean> shares = List.of();
        for (String name : levelNames()) {
            double level = requireNonNull(means.get(name));
            List<GroupMean> own = ofEach(row -> levels.get(row).equals(name) ? 100 : 0);
            if (!name.isEmpty() && level < all && rise(own) > (shares.isEmpty() ? 0 : rise(shares))) {
                most = name;
                shares = own;
            }
        }
        return most.isEmpty()
                ? ""
                : " Of the pupils of %s with the most %s, %s%% are in %s %s, of those with the fewest %s%%; %s %s get less of it for each pupil (%s) than all %s together (%s)."
                        .formatted(
                                units,
                                pupils(),
                                whole(shares.get(shares.size() - 1)),
                                most,
                                units,
                                whole(shares.get(0)),
                                most,
                                units,
                                words.rounded(requireNonNull(means.get(most))),
                                units,
                                words.rounded(all));
    }

    private static String whole(GroupMean share) {
        return rounded(share.overPupils(), 0).toPlainString();
    }

    private List<String> levelNames() {
        return study.texts().contains(Study.LEVEL)
                ? study.texts(Study.LEVEL).stream().distinct().toList()
                : List.of();
    }

    /** The slope within each level beside that of all. */
    private String withinLevels(List<Level> levels, double all, double step) {
        List<String> each = levels.stream()
                .map(level -> level.slope() + " in " + level.name())
                .toList();
        return "Compare like with like: %s %s go with %s and %s %s; for all %s together it is %s, since levels differ in what they get and in %s."
                .formatted(
                        step == 1 ? "one point more" : "ten points more",
                        pupils(),
                        String.join(", ", each.subList(0, each.size() - 1)),
                        each.get(each.size() - 1),
                        units,
                        units,
                        more(all),
                        need.equals(NeedCategory.POVERTY.name()) ? "how poor they are" : "how much need they have");
    }

    private static String carrier(double all, double restricted, double unrestricted) {
        boolean one = restricted >= NOTHING && unrestricted < NOTHING;
        boolean other = unrestricted >= NOTHING && restricted < NOTHING;
        if (!one && !other) {
            return "";
        }
        String money = one ? "restricted money" : "unrestricted money";
        return all >= NOTHING
                ? "What follows need is %s alone. ".formatted(money)
                : "Only %s follows need. ".formatted(money);
    }

    private String way(List<GroupMean> means, double rise) {
        String fewest = words.rounded(means.get(0).overPupils());
        return Math.abs(rise) < NOTHING
                ? "stays at " + fewest
                : "%s from %s to %s"
                        .formatted(
                                rise > 0 ? "rises" : "falls",
                                fewest,
                                words.rounded(means.get(means.size() - 1).overPupils()));
    }

    private static double rise(List<GroupMean> means) {
        return means.get(means.size() - 1).overPupils() - means.get(0).overPupils();
    }

    /** Each level with enough units and differing needs, those with the least need first. */
    private List<Level> levels(double step) {
        return levelNames().stream()
                .filter(name -> !name.isEmpty())
                .map(name -> study.where(Study.LEVEL, name))
                .filter(level -> level.size() >= FEWEST && !alike(level.numbers(need)))
                .sorted(Comparator.comparingDouble(level -> mean(level, need)))
                .map(level -> level(level, step))
                .toList();
    }

    private Level level(Study level, double step) {
        return new Level(
                level.texts(Study.LEVEL).get(0),
                Words.whole(level.size()),
                percent(mean(level, need)),
                words.rounded(mean(level, Study.DOLLARS)),
                more(estimate(level) * step),
                between(slope(level), step));
    }

    /** The mean over pupils. */
    private static double mean(Study study, String column) {
        return Regression.of(column).weightedBy(Study.PUPILS).fit(study).coefficient(Regression.CONSTANT);
    }

    private double estimate(Study study) {
        return Regression.of(Study.DOLLARS).on(need).fit(study).coefficient(need);
    }

    private Inference.Interval slope(Study study) {
        return Regression.of(Study.DOLLARS)
                .on(need)
                .fit(study)
                .with(Covariance.HC3)
                .interval(need);
    }

    private double range() {
        double[] needs = study.numbers(need);
        return Arrays.stream(needs).max().orElseThrow()
                - Arrays.stream(needs).min().orElseThrow();
    }

    /** Nothing is told of ten points where no two units are that far apart. */
    private double step() {
        return range() >= 10 ? 10 : 1;
    }

    private String more(double dollars) {
        return words.rounded(Math.abs(dollars)) + (dollars < 0 ? " less" : " more");
    }

    private String between(Inference.Interval slope, double step) {
        double lower = slope.lower() * step;
        double upper = slope.upper() * step;
        if (lower < 0 && upper > 0) {
            return "between %s and %s".formatted(more(lower), more(upper));
        }
        return "between %s and %s"
                .formatted(
                        words.rounded(Math.min(Math.abs(lower), Math.abs(upper))),
                        more(Math.abs(lower) > Math.abs(upper) ? lower : upper));
    }

    private static double shown(double dollars) {
        return rounded(dollars, Words.decimals(dollars)).doubleValue();
    }

    private static String percent(double share) {
        BigDecimal percent = rounded(share, 1);
        return (percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString()) + "%";
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }
}
