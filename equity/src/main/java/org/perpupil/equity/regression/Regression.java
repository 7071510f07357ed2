package org.perpupil.equity.regression;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.perpupil.equity.Study;
import org.perpupil.equity.internal.LeastSquares;
import org.perpupil.equity.internal.Triangle;
import org.perpupil.equity.internal.Values;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * What is explained by what: a definition, which is then fitted to a study.
 *
 * <pre>{@code
 * Fit fit = Regression.of("spending")
 *         .on("poverty", "English learner")
 *         .on(log("pupils"))
 *         .weightedBy("pupils")
 *         .fit(study);
 * System.out.println(fit.with(Covariance.HC1));
 * }</pre>
 *
 * <p>Least squares, with analytic weights if asked for: the fit of √w y on √w X. A constant is included unless {@link
 * #throughOrigin()} is said. Rows that lack a value are left out and listed.
 *
 * <p>Coefficients are good to the last digits that the data as doubles allow: sums of products are kept to 30 digits, and where a
 * column is nearly a combination of others the columns are made orthonormal to 32 digits. A column that is a combination of others is
 * refused by name.
 */
public final class Regression {
    /** The name of the constant. */
    public static final String CONSTANT = "constant";

    /** What the rounding of data to doubles leaves where lengths cancel. */
    private static final double ROUNDING = 1e-15;

    /** The same for columns of 32 digits. */
    private static final double NO_ROUNDING = 1e-26;

    /** Less than this share left of a column, and nothing in it but the rounding of the data is left. */
    private static final double DEPENDENT = 1e-13;

    private final String dependent;
    private final boolean logarithm;
    private final ImmutableList<Term> terms;
    private final @Nullable String weight;
    private final boolean hasConstant;

    private Regression(
            String dependent,
            boolean logarithm,
            ImmutableList<Term> terms,
            @Nullable String weight,
            boolean hasConstant) {
        this.dependent = requireNonNull(dependent, "dependent");
        this.logarithm = logarithm;
        this.terms = terms;
        this.weight = weight;
        this.hasConstant = hasConstant;
    }

    /** Starts with the column that is to be explained, by a constant alone. */
    public static Regression of(String dependent) {
        return new Regression(dependent, false, ImmutableList.of(), null, true);
    }

    /** Starts with a column whose natural logarithm is to be explained, by a constant alone. */
    public static Regression ofLog(String dependent) {
        return new Regression(dependent, true, ImmutableList.of(), null, true);
    }

    /** Returns the regression with more columns that explain. */
    public Regression on(String... columns) {
        return on(Arrays.stream(columns).map(Term::of).toArray(Term[]::new));
    }

    /** Returns the regression with more terms that explain. */
    public Regression on(Term... more) {
        return new Regression(
                dependent,
                logarithm,
                ImmutableList.<Term>builder().addAll(terms).add(more).build(),
                weight,
                hasConstant);
    }

    /**
     * Returns the regression with the column of numbers that rows weigh by, such as pupils.
     *
     * @param column with numbers from 10⁻¹⁵ to 10¹⁵; a row that weighs 0 is left out and listed, one of weight below 0 refused
     */
    public Regression weightedBy(String column) {
        return new Regression(dependent, logarithm, terms, requireNonNull(column, "column"), hasConstant);
    }

    /** Returns the regression without a constant. */
    public Regression throughOrigin() {
        return new Regression(dependent, logarithm, terms, weight, false);
    }

    /** Returns the column that is explained. */
    public String dependent() {
        return dependent;
    }

    /** Tells whether it is the logarithm that is explained. */
    public boolean isLogarithm() {
        return logarithm;
    }

    /** Returns what explains, besides a constant. */
    public List<Term> terms() {
        return terms;
    }

    /** Returns the terms that a column of numbers is in. */
    public List<Term> termsWith(String column) {
        return terms.stream()
                .flatMap(term -> term.single().stream())
                .filter(term -> term.columns().contains(column))
                .toList();
    }

    /**
     * Checks that a column explains as it is and in no other way, so that its coefficient tells all that it adds.
     *
     * @throws IllegalArgumentException if it does not explain, or is in a logarithm, power, product or another term besides
     */
    public void requirePlain(String column) {
        List<Term> with = termsWith(column);
        if (!with.equals(List.of(Term.of(column)))) {
            throw new IllegalArgumentException(
                    with.isEmpty()
                            ? "\"%s\" does not explain \"%s\"; these do: %s".formatted(column, dependent, terms)
                            : "\"%s\" explains \"%s\" otherwise than as it is, so that no one coefficient tells what it adds: %s"
                                    .formatted(column, dependent, with));
        }
    }

    /** Returns the column that rows weigh by; empty if all weigh the same. */
    public Optional<String> weight() {
        return Optional.ofNullable(weight);
    }

    /** Tells whether there is a constant. */
    public boolean hasConstant() {
        return hasConstant;
    }

    /**
     * Fits to the rows of a study that lack nothing.
     *
     * @throws ProblemException with every fault: a column that is not there or is named twice, a factor of one level, a base that is no
     *     level, a logarithm of a number that is not above 0, a weight that is neither 0 nor from 10⁻¹⁵ to 10¹⁵, or fewer rows than
     *     coefficients; without these, with every number above 10⁷⁵ in size and every column whose numbers are all below 10⁻⁵⁰; and without these, with the first column
     *     that is a combination of others, and their names
     * @throws IllegalStateException if there is neither a constant nor a column that explains
     */
    public Fit fit(Study study) {
        return fit(study, Runnable::run);
    }

    /**
     * Fits to the rows of a study that lack nothing, parts of the rows side by side; the result is the same to the last bit.
     *
     * @param executor runs the parts, here and for standard errors
     * @throws ProblemException as {@link #fit(Study)}
     */
    public Fit fit(Study study, Executor executor) {
        // A column that is used twice is at fault once.
        Set<Problem> problems = new LinkedHashSet<>();
        Design design = Design.of(study, terms, dependent, weight(), refusal(), problems);
        List<Design.Column> explaining = new ArrayList<>();
        if (hasConstant) {
            explaining.add(design.constant());
        }
        terms.forEach(term -> explaining.addAll(design.columns(term, problems)));
        checkNames(explaining, problems);
        List<Design.Column> all = new ArrayList<>(explaining);
        all.addAll(design.columns(logarithm ? Term.log(dependent) : Term.of(dependent), problems));
        Values weights = weight == null ? null : weights(design, weight, problems);
        if (design.rows() < explaining.size()) {
            problems.add(new Problem(
                    "rows.few",
                    "rows that lack nothing",
                    Integer.toString(design.rows()),
                    "at least %s, one for each coefficient".formatted(explaining.size()),
                    "Explain by fewer columns, or find what is missing."));
        }
        ProblemException.throwIfAny(refusal(), problems);
        if (explaining.isEmpty()) {
            throw new IllegalStateException(
                    "nothing explains \"%s\": name a column, or keep the constant".formatted(dependent));
        }
        Values[] columns = all.stream().map(Design.Column::values).toArray(Values[]::new);
        LeastSquares squares = LeastSquares.of(columns, rests(all), weights, hasConstant, executor);
        for (int column = 0; column < columns.length; column++) {
            design.checkSizes(all.get(column), squares.ofColumn(column), problems);
        }
        ProblemException.throwIfAny(refusal(), problems);
        checkIndependent(squares.triangle(), explaining);
        return new Fit(this, study, design, explaining, columns[columns.length - 1], weights, squares, executor);
    }

    private String refusal() {
        return "\"%s\" cannot be explained".formatted(dependent);
    }

    private static @Nullable Values @Nullable [] rests(List<Design.Column> columns) {
        return columns.stream().allMatch(column -> column.rests() == null)
                ? null
                : columns.stream().map(Design.Column::rests).toArray(Values[]::new);
    }

    private static void checkNames(List<Design.Column> columns, Collection<Problem> problems) {
        Set<String> names = new HashSet<>();
        for (Design.Column column : columns) {
            if (!names.add(column.name())) {
                problems.add(new Problem(
                        "column.twice",
                        "columns that explain",
                        "\"%s\" a second time".formatted(column.name()),
                        "each once",
                        "Remove one of the two."));
            }
        }
    }

    private static @Nullable Values weights(Design design, String column, Collection<Problem> problems) {
        List<Design.Column> known = design.columns(Term.of(column), problems);
        if (known.isEmpty()) {
            return null;
        }
        Values weights = known.get(0).values();
        for (int row = 0; row < weights.size(); row++) {
            double weight = weights.get(row);
            if (!(weight >= Design.SMALLEST_WEIGHT && weight <= Design.LARGEST_WEIGHT)) {
                boolean isAbove0 = weight > 0;
                problems.add(new Problem(
                        isAbove0 ? "weight.range" : "weight.not-positive",
                        design.unit(row),
                        "%s %s".formatted(column, weight),
                        isAbove0
                                ? "%s to %s".formatted(Design.SMALLEST_WEIGHT, Design.LARGEST_WEIGHT)
                                : "a weight above 0",
                        "Leave the row out of the study, or correct its weight."));
            }
        }
        return weights;
    }

    private void checkIndependent(Triangle triangle, List<Design.Column> columns) {
        for (int column = 0; column < columns.size(); column++) {
            boolean isExact = columns.subList(0, column + 1).stream().anyMatch(before -> before.rests() != null);
            if (!(triangle.independent(column) > DEPENDENT)
                    || !(triangle.cancelled(column) > (isExact ? NO_ROUNDING : ROUNDING))) {
                // What depends on a column that depends on others cannot be told apart from it.
                throw new ProblemException(
                        refusal(),
                        List.of(dependent(
                                "a combination",
                                triangle.dependents(column).stream()
                                        .map(index -> columns.get(index).name())
                                        .toList())));
            }
        }
    }

    /**
     * Tells of a column that depends on others.
     *
     * @param names of the others, then its own
     */
    static Problem dependent(String how, List<String> names) {
        int last = names.size() - 1;
        return new Problem(
                "column.dependent",
                "columns that explain",
                last == 0
                        ? "\"%s\", which is 0 in every row".formatted(names.get(last))
                        : "\"%s\", which is %s of %s"
                                .formatted(names.get(last), how, String.join(", ", names.subList(0, last))),
                last == 0 ? "columns that are not 0 in every row" : "columns of which none is a combination of others",
                last == 0
                        ? "Remove it; if it is a product of levels, no row has both."
                        : "Remove one of these columns.");
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Regression other
                && dependent.equals(other.dependent)
                && logarithm == other.logarithm
                && terms.equals(other.terms)
                && weight().equals(other.weight())
                && hasConstant == other.hasConstant;
    }

    @Override
    public int hashCode() {
        return 31 * dependent.hashCode() + terms.hashCode();
    }

    @Override
    public String toString() {
        return "%s on %s".formatted(logarithm ? "ln " + dependent : dependent, terms);
    }
}
