package org.perpupil.equity.progressivity;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.Distributions;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Inference.FTest;
import org.perpupil.equity.regression.Inference.Interval;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.Term;

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
    private final Fit pooledMeans;

    /**
     * Predicted spending at a share of a need relative to 0%, in both years.
     *
     * @param percent the share of the need
     * @param baseline the ratio in the baseline year
     * @param later the ratio in the later year
     * @param change the second less the first
     * @param standardError of the change, by the delta method
     * @param interval limits of the change, 95%, by Student's t
     * @param p probability of a change at least as large if there is none
     */
    public record RelativeChange(
            double percent,
            double baseline,
            double later,
            double change,
            double standardError,
            Interval interval,
            double p) {}

    private ChangeSinceBaseline(
            Regression regression, Inference inference, Term year, String baseline, String later, Fit pooledMeans) {
        this.regression = regression;
        this.inference = inference;
        this.year = year;
        this.baseline = baseline;
        this.later = later;
        this.pooledMeans = pooledMeans;
    }

    /**
     * Fits both years of a study.
     *
     * @param regression what explains in either year, without the year
     * @param yearColumn a column of texts; rows of other years are left aside
     * @param baseline the text of the baseline year
     * @param later the text of the later year
     * @param clusterColumn a column of texts by which rows go together, such as the school
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
        List<String> years = study.texts(yearColumn);
        Study both = study.where(
                row -> years.get(row).equals(baseline) || years.get(row).equals(later));
        Term year = Term.factor(yearColumn, baseline);
        Regression pooled = regression.on(year);
        for (Term term : regression.terms()) {
            pooled = pooled.on(Term.product(term, year));
        }
        Fit fit = pooled.fit(both);
        return new ChangeSinceBaseline(
                requireNonNull(regression, "regression"),
                fit.clusteredBy(clusterColumn, kind),
                year,
                baseline,
                later,
                regression.fit(both));
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

    /** Returns the test that the coefficients of some terms did not change; the year itself may have. */
    public FTest test(Term... terms) {
        return inference.test(
                Arrays.stream(terms).map(term -> Term.product(term, year)).toArray(Term[]::new));
    }

    /** Returns the test that nothing changed, neither the level nor any coefficient. */
    public FTest testOfAll() {
        Term[] all = regression.terms().stream()
                .map(term -> Term.product(term, year))
                .toArray(Term[]::new);
        Term[] withYear = Arrays.copyOf(all, all.length + 1);
        withYear[all.length] = year;
        return inference.test(withYear);
    }

    /**
     * Returns what is predicted at some shares of a need relative to 0%, in both years, everything else at its mean over both years.
     *
     * @throws IllegalArgumentException if the need does not explain as it is, or a logarithm is explained
     */
    public List<RelativeChange> relativeSpending(String need, double... percents) {
        regression.requirePlain(need);
        if (regression.isLogarithm()) {
            throw new IllegalArgumentException(
                    "of a logarithm, the change of the coefficient is that of the ratio; see test(…)");
        }
        return Arrays.stream(percents)
                .mapToObj(percent -> change(need, percent))
                .collect(ImmutableList.toImmutableList());
    }

    private RelativeChange change(String need, double percent) {
        Fit fit = inference.fit();
        String yearName = yearName();
        Map<String, Double> baseZero = new LinkedHashMap<>();
        Map<String, Double> laterZero = new LinkedHashMap<>();
        for (String name : pooledMeans.names()) {
            double mean = name.equals(need) ? 0 : name.equals(Regression.CONSTANT) ? 1 : pooledMeans.mean(name);
            baseZero.put(name, mean);
            laterZero.put(name, mean);
            laterZero.put(name.equals(Regression.CONSTANT) ? yearName : name + " × " + yearName, mean);
        }
        double baseLevel = value(fit, baseZero);
        double laterLevel = value(fit, laterZero);
        double baseSlope = fit.coefficient(need);
        double laterSlope = baseSlope + fit.coefficient(need + " × " + yearName);
        double baseRatio = 1 + percent * baseSlope / baseLevel;
        double laterRatio = 1 + percent * laterSlope / laterLevel;
        Map<String, Double> gradient = new LinkedHashMap<>();
        laterZero.forEach((name, factor) ->
                gradient.merge(name, -percent * laterSlope / (laterLevel * laterLevel) * factor, Double::sum));
        baseZero.forEach((name, factor) ->
                gradient.merge(name, percent * baseSlope / (baseLevel * baseLevel) * factor, Double::sum));
        gradient.merge(need, percent / laterLevel - percent / baseLevel, Double::sum);
        gradient.merge(need + " × " + yearName, percent / laterLevel, Double::sum);
        double error = Math.sqrt(Math.max(0, inference.covariance(gradient, gradient)));
        double change = laterRatio - baseRatio;
        double half = inference.critical(0.95) * error;
        return new RelativeChange(
                percent,
                baseRatio,
                laterRatio,
                change,
                error,
                new Interval(change - half, change + half),
                change == 0 ? 1 : Distributions.twoSided(change / error, inference.degreesOfFreedom()));
    }

    private String yearName() {
        return inference.fit().names(year).get(0);
    }

    private static double value(Fit fit, Map<String, Double> point) {
        double sum = 0;
        for (Map.Entry<String, Double> entry : point.entrySet()) {
            sum = Math.fma(entry.getValue(), fit.coefficient(entry.getKey()), sum);
        }
        return sum;
    }

    @Override
    public String toString() {
        return inference.toString();
    }
}
