package org.perpupil.equity.progressivity;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.internal.Distributions;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Inference.FTest;
import org.perpupil.equity.regression.Inference.Interval;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.Term;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * Whether what explains dollars (or outcomes) changed between two years: both years in one regression, in which every term may differ in
 * the later year, with standard errors that let a school go together with itself.
 *
 * <pre>{@code
 * ChangeSinceBaseline change = ChangeSinceBaseline.of(regression, study, "year", "2015", "2016", "school");
 * change.test(Term.of("poverty"));                 // did its coefficient change
 * change.relativeSpending("poverty", 50, 100);     // and what schools with that share get, relative to 0%
 * }</pre>
 */
public final class ChangeSinceBaseline {
    private final Regression regression;
    private final Inference inference;
    private final Term year;
    private final String baseline;
    private final String later;

    /**
     * Predicted spending at a share of a need relative to 0%, in both years. All limits are those of 95%, by Student's t.
     *
     * @param percent the share of the need
     * @param baseline the ratio in the baseline year
     * @param baselineLimits limits of that ratio, by Fieller, or of a logarithm on its scale, as in {@link RelativeSpending}; empty if Fieller's are not bounded, because what
     *     is predicted at 0 might be 0
     * @param later the ratio in the later year
     * @param laterLimits limits of that ratio, likewise
     * @param change the second ratio less the first
     * @param standardError of the change, by the delta method
     * @param interval limits of the change, by the delta method
     * @param p probability of a change at least as large if there is none
     */
    public record RelativeChange(
            double percent,
            double baseline,
            Optional<Interval> baselineLimits,
            double later,
            Optional<Interval> laterLimits,
            double change,
            double standardError,
            Interval interval,
            double p) {}

    private ChangeSinceBaseline(Regression regression, Inference inference, Term year, String baseline, String later) {
        this.regression = regression;
        this.inference = inference;
        this.year = year;
        this.baseline = baseline;
        this.later = later;
    }

    /**
     * Fits both years of a study.
     *
     * <p>A row without a year, one of the two years without a cluster, and one that lacks a number are left out and listed; rows of
     * other years are left aside.
     *
     * @param regression what explains in either year, without the year; if it has no constant, neither year has
     * @param yearColumn a column of texts
     * @param baseline the text of the baseline year
     * @param later the text of the later year, another one
     * @param clusterColumn a column of texts by which rows go together, such as the school
     * @throws ProblemException with every column of texts that is not there, and every year that no row has or that is named twice; without
     *     these, with every fault that either year has by itself, as in {@link Regression#fit(Study)}; without these, with every level
     *     of a factor that only one year has; and without these, with those faults that both years have together
     * @throws IllegalArgumentException if the clusters cannot tell how sure a coefficient is, as in {@link Fit#clusteredBy(String)}
     * @throws IllegalStateException if there are as many coefficients as rows
     */
    public static ChangeSinceBaseline of(
            Regression regression,
            Study study,
            String yearColumn,
            String baseline,
            String later,
            String clusterColumn) {
        return of(regression, study, yearColumn, baseline, later, clusterColumn, Covariance.CR1);
    }

    /** The same with {@link Covariance#CR0} or {@link Covariance#CR1}. */
    public static ChangeSinceBaseline of(
            Regression regression,
            Study study,
            String yearColumn,
            String baseline,
            String later,
            String clusterColumn,
            Covariance kind) {
        String refusal = "the change of \"%s\" cannot be told".formatted(regression.dependent());
        Study both = both(study, yearColumn, baseline, later, clusterColumn, refusal);
        checkEach(regression, both, yearColumn, List.of(baseline, later), refusal);
        Term year = Term.factor(yearColumn, baseline);
        // The level differs by year only where there is one: the constant.
        Regression pooled = regression.hasConstant() ? regression.on(year) : regression;
        for (Term term : regression.terms()) {
            pooled = pooled.on(Term.product(term, year));
        }
        Fit fit = pooled.fit(both);
        return new ChangeSinceBaseline(regression, fit.clusteredBy(clusterColumn, kind), year, baseline, later);
    }

    /** Returns the rows of both years that have a cluster, with the list of those that lack it, or a year. */
    private static Study both(
            Study study, String yearColumn, String baseline, String later, String clusterColumn, String refusal) {
        Set<Problem> problems = new LinkedHashSet<>();
        CompleteRows.hasTexts(study, clusterColumn, problems);
        if (CompleteRows.hasTexts(study, yearColumn, problems)) {
            checkYears(study.texts(yearColumn), yearColumn, baseline, later, problems);
        }
        ProblemException.throwIfAny(refusal, problems);
        Study dated =
                CompleteRows.of(study, List.of(), List.of(yearColumn), refusal).study();
        List<String> years = dated.texts(yearColumn);
        Study both = dated.where(
                row -> years.get(row).equals(baseline) || years.get(row).equals(later));
        return CompleteRows.of(both, List.of(), List.of(clusterColumn), refusal).study();
    }

    private static void checkYears(
            List<String> years, String yearColumn, String baseline, String later, Collection<Problem> problems) {
        String place = "years in \"%s\"".formatted(yearColumn);
        if (baseline.equals(later)) {
            problems.add(new Problem(
                    "year.same",
                    place,
                    "\"%s\" as the baseline and as the later year".formatted(baseline),
                    "two different years",
                    "Name the year to compare with the baseline."));
        }
        Set<String> known = new TreeSet<>(years);
        known.remove("");
        for (String year : List.of(baseline, later)) {
            if (!known.contains(year)) {
                problems.add(new Problem(
                        "year.unknown",
                        place,
                        "\"%s\" in no row".formatted(year),
                        known.isEmpty() ? "none, for no row has a year" : String.join(", ", known),
                        "Name a year that rows have."));
            }
        }
    }

    /** Tells what is at fault in either year by itself, which in both together has names that nobody gave. */
    private static void checkEach(
            Regression regression, Study both, String yearColumn, List<String> compared, String refusal) {
        List<String> years = both.texts(yearColumn);
        Map<Problem, List<String>> faults = new LinkedHashMap<>();
        for (String year : compared) {
            try {
                regression.fit(both.where(row -> years.get(row).equals(year)));
            } catch (ProblemException refused) {
                refused.problems()
                        .forEach(problem -> faults.computeIfAbsent(problem, any -> new ArrayList<>())
                                .add(year));
            }
        }
        List<Problem> problems = new ArrayList<>();
        faults.forEach(
                (problem, in) -> problems.add(in.size() == compared.size() ? problem : problem.within(in.get(0))));
        ProblemException.throwIfAny(refusal, problems);
        regression.terms().forEach(term -> checkLevels(term, both, yearColumn, compared, problems));
        ProblemException.throwIfAny(refusal, problems);
    }

    /** Tells of every level of a factor that one year has and the other has not, so that nothing tells how it changed. */
    private static void checkLevels(
            Term term, Study both, String yearColumn, List<String> compared, Collection<Problem> problems) {
        if (term instanceof Term.Product product) {
            checkLevels(product.one(), both, yearColumn, compared, problems);
            checkLevels(product.other(), both, yearColumn, compared, problems);
        } else if (term instanceof Term.Together together) {
            together.terms().forEach(each -> checkLevels(each, both, yearColumn, compared, problems));
        } else if (term instanceof Term.Factor factor) {
            List<Set<String>> levels = compared.stream()
                    .map(year -> (Set<String>)
                            new TreeSet<>(both.where(yearColumn, year).texts(factor.column())))
                    .toList();
            for (int year = 0; year < compared.size(); year++) {
                Set<String> others = levels.get(1 - year);
                String in = compared.get(year);
                levels.get(year).stream()
                        .filter(level -> !others.contains(level))
                        .map(level -> new Problem(
                                "level.one-year",
                                "levels of \"%s\"".formatted(factor.column()),
                                "\"%s\" in %s only".formatted(level, in),
                                "the same levels in both years",
                                "Merge it with another level by withRecoded(…), or leave its rows out."))
                        .filter(problem -> !problems.contains(problem))
                        .forEach(problems::add);
            }
        }
    }

    /** Returns what explains in either year, without the year. */
    public Regression regression() {
        return regression;
    }

    /** Returns the text of the baseline year. */
    public String baseline() {
        return baseline;
    }

    /** Returns the text of the later year. */
    public String later() {
        return later;
    }

    /** Returns the regression of both years, with its standard errors. */
    public Inference inference() {
        return inference;
    }

    /** Returns what the study left out when it was made, and then the rows of both years that are in no figure, and why. */
    public List<Problem> leftOut() {
        return inference.fit().leftOut();
    }

    /**
     * Returns the test that the coefficients of some terms did not change; the year itself may have.
     *
     * @throws IllegalArgumentException as {@link Inference#test(Term...)}
     */
    public FTest test(Term... terms) {
        return inference.test(
                Arrays.stream(terms).map(term -> Term.product(term, year)).toArray(Term[]::new));
    }

    /**
     * Returns the test that nothing changed, neither the level, if there is a constant, nor any coefficient.
     *
     * @throws IllegalArgumentException as {@link Inference#test(Term...)}
     */
    public FTest testOfAll() {
        Stream<Term> coefficients = regression.terms().stream().map(term -> Term.product(term, year));
        Stream<Term> level = regression.hasConstant() ? Stream.of(year) : Stream.empty();
        return inference.test(Stream.concat(coefficients, level).toArray(Term[]::new));
    }

    /**
     * Returns what is predicted at some shares of a need relative to 0%, in both years, everything else at its mean over both years.
     *
     * @param need a column of shares in per cent, which is in the regression as it is and in no power, logarithm or product
     * @param percents shares, in per cent
     * @throws IllegalArgumentException if the need does not explain as it is
     * @throws UndefinedMeasureException if what is predicted at 0 is not above 0 in one of the years
     */
    public List<RelativeChange> relativeSpending(String need, double... percents) {
        regression.requirePlain(need);
        return Arrays.stream(percents)
                .mapToObj(percent -> change(need, percent))
                .collect(ImmutableList.toImmutableList());
    }

    private RelativeChange change(String need, double percent) {
        double t = inference.critical(0.95);
        Ratio before = ratio(need, percent, false, t);
        Ratio after = ratio(need, percent, true, t);
        double change = after.value() - before.value();
        double error = Ratio.error(inference, after.gradientSince(before));
        return new RelativeChange(
                percent,
                before.value(),
                before.limits(),
                after.value(),
                after.limits(),
                change,
                error,
                new Interval(change - t * error, change + t * error),
                change == 0 ? 1 : Distributions.twoSided(change / error, inference.degreesOfFreedom()));
    }

    private Ratio ratio(String need, double percent, boolean isLater, double t) {
        return Ratio.of(
                inference,
                point(need, percent, isLater),
                point(need, 0, isLater),
                t,
                "0%% \"%s\" in %s".formatted(need, isLater ? later : baseline));
    }

    /** The factors of the coefficients in a year: in the later one, what it adds to a coefficient counts as the coefficient does. */
    private Map<String, Double> point(String need, double percent, boolean isLater) {
        Fit fit = inference.fit();
        Map<String, Double> point = new LinkedHashMap<>();
        if (regression.hasConstant()) {
            put(point, List.of(Regression.CONSTANT), fit.names(year), isLater, any -> 1);
        }
        for (Term term : regression.terms()) {
            put(
                    point,
                    fit.names(term),
                    fit.names(Term.product(term, year)),
                    isLater,
                    name -> name.equals(need) ? percent : fit.mean(name));
        }
        return point;
    }

    private static void put(
            Map<String, Double> point,
            List<String> names,
            List<String> added,
            boolean isLater,
            ToDoubleFunction<String> factor) {
        for (int i = 0; i < names.size(); i++) {
            double of = factor.applyAsDouble(names.get(i));
            point.put(names.get(i), of);
            if (isLater) {
                point.put(added.get(i), of);
            }
        }
    }

    @Override
    public String toString() {
        return inference.toString();
    }
}
