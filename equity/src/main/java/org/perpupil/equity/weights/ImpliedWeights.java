package org.perpupil.equity.weights;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.internal.FigureText;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;

/**
 * The weights that a district's spending implies, whatever weights it has adopted: how much more its schools spend for a pupil with a
 * need, as a share of what they spend for one without.
 *
 * <pre>{@code
 * B  = Σⱼ bⱼ x̄ⱼ           fitted dollars per pupil where nobody has any of the needs: over the constant and all columns that are
 *                         not needs, each at its mean
 * gₖ = 100 bₖ / B         the weight of need k; bₖ is for one percentage point, 100 of them are a school where all have the need
 * }</pre>
 *
 * <p>Means weigh rows as the regression does. The standard error is that of the delta method: with V the covariance of coefficients,
 * √(∇ᵀ V ∇), where ∇ has 100/B for bₖ and −gₖ x̄ⱼ / B for every bⱼ in B.
 *
 * <pre>{@code
 * Fit fit = Regression.of("spending").on("poverty", "English learner").on(log("pupils")).weightedBy("pupils").fit(study);
 * ImpliedWeights implied = ImpliedWeights.of(fit.with(Covariance.HC1), "poverty", "English learner")
 *         .besideAdopted(Map.of("poverty", new BigDecimal("0.25")));
 * implied.base();                       // 8,900 dollars for a pupil with neither
 * implied.of("poverty").weight();       // 0.11
 * implied.of("poverty").difference();   // −0.14: less than was adopted reaches the schools
 * }</pre>
 *
 * <p>Source: W. Duncombe and J. Yinger, "How much more does a disadvantaged student cost?", <i>Economics of Education Review</i> 24
 * (2005), 513–532, for weights told from a regression; G. W. Oehlert, "A note on the delta method", <i>The American Statistician</i> 46
 * (1992), 27–29.
 */
public final class ImpliedWeights {
    private final Inference inference;
    private final double base;
    private final ImmutableMap<String, ImpliedWeight> weights;

    private ImpliedWeights(Inference inference, double base, Map<String, ImpliedWeight> weights) {
        this.inference = inference;
        this.base = base;
        this.weights = ImmutableMap.copyOf(weights);
    }

    /**
     * Returns the weights that a fit implies, with standard errors of the kind {@link Covariance#HC1}.
     *
     * @throws IllegalArgumentException as {@link #of(Inference, String...)}
     * @throws IllegalStateException if the fit has as many coefficients as rows
     * @throws UndefinedMeasureException as {@link #of(Inference, String...)}
     */
    public static ImpliedWeights of(Fit fit, String... needs) {
        return of(fit.with(Covariance.HC1), needs);
    }

    /**
     * Returns the weights that a fit implies.
     *
     * @param inference a regression of dollars per pupil, with the kind of standard errors that is wanted
     * @param needs the columns that are shares of pupils in per cent; what else explains is held at its mean
     * @throws IllegalArgumentException if no need is named, one twice, one is not a term of its own or is also in another, or the
     *     regression explains a logarithm
     * @throws UndefinedMeasureException if B is not above 0 by more than {@linkplain Fit#isRounding rounding}
     */
    public static ImpliedWeights of(Inference inference, String... needs) {
        Fit fit = inference.fit();
        check(fit.regression(), needs);
        List<String> rest = fit.names().stream()
                .filter(name -> !List.of(needs).contains(name))
                .toList();
        double base = rest.stream()
                .mapToDouble(name -> fit.coefficient(name) * fit.mean(name))
                .sum();
        if (!(base > 0) || fit.isRounding(base)) {
            throw new UndefinedMeasureException(
                    "an implied weight is a share of \"%s\" where nobody has any of %s, and the regression puts that at %s"
                            .formatted(fit.regression().dependent(), List.of(needs), fit.isRounding(base) ? 0 : base));
        }
        ImmutableMap.Builder<String, ImpliedWeight> weights = ImmutableMap.builder();
        for (String need : needs) {
            double weight = 100 * fit.coefficient(need) / base;
            weights.put(
                    need,
                    new ImpliedWeight(need, weight, error(inference, need, weight, rest, base), Optional.empty()));
        }
        return new ImpliedWeights(inference, base, weights.buildOrThrow());
    }

    private static void check(Regression regression, String... needs) {
        if (regression.isLogarithm()) {
            throw new IllegalArgumentException(
                    "an implied weight needs a regression of dollars per pupil, and this one explains the logarithm of \"%s\""
                            .formatted(regression.dependent()));
        }
        if (needs.length == 0) {
            throw new IllegalArgumentException("name at least one need");
        }
        Set<String> named = new LinkedHashSet<>();
        for (String need : needs) {
            if (!named.add(need)) {
                throw new IllegalArgumentException("the need \"%s\" is named twice".formatted(need));
            }
            regression.requirePlain(need);
        }
    }

    private static double error(Inference inference, String need, double weight, List<String> rest, double base) {
        Fit fit = inference.fit();
        String[] names = Stream.concat(Stream.of(need), rest.stream()).toArray(String[]::new);
        double[] gradient = Arrays.stream(names)
                .mapToDouble(name -> name.equals(need) ? 100 / base : -weight * fit.mean(name) / base)
                .toArray();
        double variance = 0;
        for (int i = 0; i < names.length; i++) {
            for (int j = 0; j < names.length; j++) {
                variance += gradient[i] * gradient[j] * inference.covariance(names[i], names[j]);
            }
        }
        // Terms of both signs may leave less than nothing where a fit is all but perfect.
        return Math.sqrt(Math.max(0, variance));
    }

    /**
     * Returns the weights beside those that policy names.
     *
     * @param adopted by need; a need left out has no adopted weight, which is not 0
     * @throws IllegalArgumentException if one is of a need that has no implied weight
     */
    public ImpliedWeights besideAdopted(Map<String, BigDecimal> adopted) {
        for (String need : adopted.keySet()) {
            of(need);
        }
        ImmutableMap.Builder<String, ImpliedWeight> beside = ImmutableMap.builder();
        weights.forEach((need, implied) -> beside.put(
                need,
                new ImpliedWeight(
                        need, implied.weight(), implied.standardError(), Optional.ofNullable(adopted.get(need)))));
        return new ImpliedWeights(inference, base, beside.buildOrThrow());
    }

    /** Returns the regression that implies them, with its standard errors. */
    public Inference inference() {
        return inference;
    }

    /** Returns B, in dollars per pupil. */
    public double base() {
        return base;
    }

    /** Returns the weights, in the order in which needs were named. */
    public List<ImpliedWeight> all() {
        return ImmutableList.copyOf(weights.values());
    }

    /**
     * Returns the weight of a need.
     *
     * @throws IllegalArgumentException if the need was not named
     */
    public ImpliedWeight of(String need) {
        ImpliedWeight weight = weights.get(requireNonNull(need, "need"));
        if (weight == null) {
            throw new IllegalArgumentException(
                    "there is no implied weight of \"%s\"; there are %s".formatted(need, weights.keySet()));
        }
        return weight;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof ImpliedWeights other && base == other.base && weights.equals(other.weights);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(base) + weights.hashCode();
    }

    @Override
    public String toString() {
        return "base %s, weights %s".formatted(FigureText.digits(base), all());
    }
}
