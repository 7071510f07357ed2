package org.perpupil.equity.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.internal.GivenNames;
import org.perpupil.equity.progressivity.ChangeSinceBaseline;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Inference.FTest;
import org.perpupil.equity.regression.Inference.Interval;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.RegressionTable;
import org.perpupil.equity.regression.Term;
import org.perpupil.equity.report.ReportSection.Figure;
import org.perpupil.equity.report.ReportSection.Form;
import org.perpupil.equity.report.ReportSection.Row;
import org.perpupil.equity.weights.ImpliedWeight;
import org.perpupil.equity.weights.ImpliedWeights;

/** Makes a section of each kind of result that rests on a regression. */
final class FittedSections {
    private static final String ESTIMATE = "estimate";
    private static final String MACKINNON_WHITE = "J. G. MacKinnon and H. White, Journal of Econometrics 29 (1985)";
    private static final String LIANG_ZEGER = "K.-Y. Liang and S. L. Zeger, Biometrika 73 (1986)";
    private static final String OEHLERT = "G. W. Oehlert, The American Statistician 46 (1992), for the delta method";

    /** What is told of a coefficient. */
    private static final List<String> COEFFICIENT =
            List.of(ESTIMATE, Sections.ERROR, Sections.FROM, Sections.TO, Sections.P, "in per cent");

    /** What is told of a change, beside the two years. */
    private static final List<String> CHANGE =
            List.of("change", Sections.ERROR, Sections.FROM, Sections.TO, "F", Sections.P);

    /** What is told of a fit below its coefficients. */
    private static final String R_SQUARED = "R²";

    private static final String ADJUSTED = "adjusted R²";
    private static final String N = "n";

    /** What is told of each coefficient of a table in rows below it. */
    private static final String OF_ERROR = ", standard error";

    private static final String OF_P = ", p";
    private static final String RESIDUAL = "residual standard deviation";

    private FittedSections() {}

    /** Returns the name of a coefficient where a section has rows of its own. */
    private static String apart(String coefficient, Predicate<String> isOwn) {
        return GivenNames.apart(coefficient, "coefficient", isOwn);
    }

    static ReportSection of(Inference inference) {
        Fit fit = inference.fit();
        boolean isLogarithm = fit.regression().isLogarithm();
        Map<String, String> meanings = Meanings.of(fit);
        Set<String> multiplied = isLogarithm ? Meanings.multiplied(fit) : Set.of();
        List<Row> rows = new ArrayList<>();
        for (Inference.Coefficient coefficient : inference.coefficients()) {
            rows.add(coefficient(
                    apart(coefficient.name(), List.of(R_SQUARED, ADJUSTED, RESIDUAL)::contains),
                    inference,
                    coefficient,
                    multiplied.contains(coefficient.name()),
                    meanings.getOrDefault(coefficient.name(), "")));
        }
        rows.add(estimate(R_SQUARED, fit.rSquared(), "share of the sum of squares that is explained"));
        rows.add(estimate(ADJUSTED, fit.adjustedRSquared(), "the same, as if degrees of freedom were equal"));
        rows.add(estimate(
                RESIDUAL,
                fit.residualStandardDeviation(),
                "√(Σ w e² / (n − k)), in the unit of what is explained times the root of the weight's"));
        return new ReportSection(
                "Regression of " + Words.explained(fit),
                Words.counted(inference),
                COEFFICIENT,
                rows,
                ImmutableList.<String>builder()
                        .addAll(notes(fit))
                        .addAll(ranges(fit))
                        .build(),
                source(inference.kind()),
                fit.leftOut());
    }

    private static Row coefficient(
            String name, Inference inference, Inference.Coefficient coefficient, boolean isMultiplied, String meaning) {
        Interval interval = inference.interval(coefficient.name());
        ImmutableList.Builder<Figure> figures = ImmutableList.<Figure>builder()
                .add(
                        new Figure(ESTIMATE, coefficient.estimate(), Form.DIGITS),
                        new Figure(Sections.ERROR, coefficient.standardError(), Form.DIGITS),
                        new Figure(Sections.FROM, interval.lower(), Form.DIGITS),
                        new Figure(Sections.TO, interval.upper(), Form.DIGITS),
                        new Figure(Sections.P, coefficient.p(), Form.PROBABILITY));
        double share = Math.expm1(coefficient.estimate());
        if (isMultiplied && Double.isFinite(share)) {
            figures.add(new Figure("in per cent", share, Form.SHARE));
        }
        return new Row(name, figures.build(), meaning);
    }

    private static List<String> notes(Fit fit) {
        String explained = Words.quoted(fit.regression().dependent());
        List<String> notes = new ArrayList<>();
        notes.add("estimate: what one more of the column adds to %s, all else alike; limits and p by Student's t."
                .formatted(Words.explained(fit)));
        if (fit.regression().isLogarithm()) {
            notes.add(
                    ("ln %s is explained: an estimate b multiplies %s by e^b, and \"in per cent\" is 100 (e^b − 1), by how much that"
                                    + " is more; the estimate of a logarithm is an elasticity, the per cent more of %s for 1%% more of the"
                                    + " column.")
                            .formatted(explained, explained, explained));
        }
        return notes;
    }

    /** Returns in what range the columns are observed that explain, so that nobody reads the line beyond them. */
    private static List<String> ranges(Fit fit) {
        Observed observed = Observed.of(fit);
        String ranges = fit.regression().terms().stream()
                .flatMap(term -> term.columns().stream())
                .distinct()
                .map(observed::range)
                .map(range -> "\"%s\" %s".formatted(range.need(), range.plain()))
                .collect(Collectors.joining(", "));
        return ranges.isEmpty() ? List.of() : List.of("Observed: %s.".formatted(ranges));
    }

    private static Row estimate(String name, double value, String explanation) {
        return new Row(name, List.of(new Figure(ESTIMATE, value, Form.DIGITS)), explanation);
    }

    /** Returns the shares that are asked for, each once. */
    private static double[] shares(String need, double... percents) {
        for (double percent : percents) {
            if (!Double.isFinite(percent)) {
                throw new IllegalArgumentException(
                        "a share of \"%s\" is a number of per cent, not %s".formatted(need, percent));
            }
        }
        return DoubleStream.of(percents)
                .map(percent -> percent + 0.0) // no negative zero
                .distinct()
                .toArray();
    }

    private static void requireNumbers(String need, double percent, double... figures) {
        if (!DoubleStream.of(figures).allMatch(Double::isFinite)) {
            throw new UndefinedMeasureException("what is predicted at %s of \"%s\" is too large for a number"
                    .formatted(Words.share(percent), need));
        }
    }

    static ReportSection of(RelativeSpending spending, double... percents) {
        double[] shares = shares(spending.need(), percents);
        Inference inference = spending.inference();
        Fit fit = inference.fit();
        boolean isLogarithm = fit.regression().isLogarithm();
        Observed.Range range = Observed.of(fit).range(spending.need());
        String from = Words.percent(100 * spending.level()) + " from";
        List<Row> rows = DoubleStream.of(shares)
                .mapToObj(share -> Sections.orWhy(
                        Words.share(share), UnaryOperator.identity(), () -> predicted(spending, share, from, range)))
                .toList();
        List<String> notes = new ArrayList<>();
        notes.add(
                ("ratio: what is predicted at that share of \"%s\" over what is predicted at 0%%, every other column at its mean;"
                                + " limits %s.")
                        .formatted(
                                spending.need(),
                                isLogarithm ? "on the logarithmic scale, by Student's t" : "by Fieller"));
        if (isLogarithm) {
            notes.add(
                    "at 0%%: e to the predicted ln \"%s\", which lies nearer to a median than to a mean; the ratio is the same."
                            .formatted(fit.regression().dependent()));
        }
        notes.addAll(range.notes());
        notes.addAll(range.warnings(shares));
        return new ReportSection(
                "Predicted \"%s\" by \"%s\"".formatted(fit.regression().dependent(), spending.need()),
                Words.counted(inference),
                List.of("at 0%", "at the share", "ratio", Sections.ERROR, from, Sections.TO),
                Amounts.ofOneUnit(rows),
                notes,
                isLogarithm ? OEHLERT : "E. C. Fieller, Journal of the Royal Statistical Society B 16 (1954)",
                fit.leftOut());
    }

    private static Row predicted(RelativeSpending spending, double share, String from, Observed.Range range) {
        RelativeSpending.Point point = spending.at(share).get(0);
        requireNumbers(spending.need(), share, point.atZero(), point.atShare(), point.ratio(), point.standardError());
        ImmutableList.Builder<Figure> figures = ImmutableList.<Figure>builder()
                .add(
                        new Figure("at 0%", point.atZero(), Form.HUNDREDTHS),
                        new Figure("at the share", point.atShare(), Form.HUNDREDTHS),
                        new Figure("ratio", point.ratio(), Form.THOUSANDTHS),
                        new Figure(Sections.ERROR, point.standardError(), Form.THOUSANDTHS));
        Optional<Interval> limits =
                point.limits().filter(each -> Double.isFinite(each.lower()) && Double.isFinite(each.upper()));
        limits.ifPresent(each -> figures.add(
                new Figure(from, each.lower(), Form.THOUSANDTHS),
                new Figure(Sections.TO, each.upper(), Form.THOUSANDTHS)));
        return new Row(
                Words.share(share),
                figures.build(),
                joined(
                        limits.isPresent()
                                ? Optional.empty()
                                : Optional.of(
                                        point.limits().isPresent()
                                                ? "limits of the ratio are too large for a number"
                                                : "limits of the ratio are not bounded"),
                        range.mark(share)));
    }

    private static String joined(Optional<String> one, Optional<String> other) {
        return Stream.of(one, other).flatMap(Optional::stream).collect(Collectors.joining("; "));
    }

    static ReportSection of(ChangeSinceBaseline change, String need, double... percents) {
        double[] shares = shares(need, percents);
        Regression regression = change.regression();
        if (!regression.termsWith(need).contains(Term.of(need))) {
            regression.requirePlain(need);
        }
        Inference inference = change.inference();
        Fit fit = inference.fit();
        String year = yearColumn(fit);
        Observed all = Observed.of(fit);
        Observed.Range before = all.where(year, change.baseline()).range(need);
        Observed.Range after = all.where(year, change.later()).range(need);
        String baseline = GivenNames.apart(change.baseline(), "year", CHANGE::contains);
        String later = GivenNames.apart(change.later(), "year", CHANGE::contains);
        List<Row> rows = new ArrayList<>();
        for (double share : shares) {
            rows.add(Sections.orWhy(Words.share(share), UnaryOperator.identity(), () -> {
                ChangeSinceBaseline.RelativeChange at =
                        change.relativeSpending(need, share).get(0);
                requireNumbers(
                        need,
                        share,
                        at.baseline(),
                        at.later(),
                        at.standardError(),
                        at.interval().lower(),
                        at.interval().upper());
                return new Row(
                        Words.share(share),
                        List.of(
                                new Figure(baseline, at.baseline(), Form.THOUSANDTHS),
                                new Figure(later, at.later(), Form.THOUSANDTHS),
                                new Figure("change", at.change(), Form.THOUSANDTHS),
                                new Figure(Sections.ERROR, at.standardError(), Form.THOUSANDTHS),
                                new Figure(Sections.FROM, at.interval().lower(), Form.THOUSANDTHS),
                                new Figure(Sections.TO, at.interval().upper(), Form.THOUSANDTHS),
                                new Figure(Sections.P, at.p(), Form.PROBABILITY)),
                        beyond(change, before, after, share));
            }));
        }
        rows.add(test("coefficient of " + need, () -> change.test(Term.of(need))));
        rows.add(test(
                regression.hasConstant() ? "all that explains, and the level" : "all that explains",
                change::testOfAll));
        List<String> notes = new ArrayList<>();
        if (shares.length > 0) {
            notes.add(
                    ("%s, %s: what is predicted at that share of \"%s\" over what is predicted at 0%%, every other column at its"
                                    + " mean over both years; limits of the change by the delta method, by Student's t.")
                            .formatted(baseline, later, need));
        }
        notes.add(
                "F: both years in one regression, in which every term may differ in the later year; Wald's test that none does.");
        if (fit.regression().isLogarithm()) {
            notes.add("%s: 100 times a coefficient is about the per cent more for one more of the column."
                    .formatted(Words.explained(fit)));
        }
        notes.add("Observed \"%s\": %s in %s, %s in %s.%s"
                .formatted(
                        need,
                        before.text(),
                        change.baseline(),
                        after.text(),
                        change.later(),
                        shares.length > 0 && (before.isBelow(0) || after.isBelow(0))
                                ? " What is told at 0% is an extrapolation."
                                : ""));
        notes.addAll((before.highest() > after.highest() ? before : after).warnings(shares));
        return new ReportSection(
                "Whether %s followed \"%s\" otherwise in %s than in %s"
                        .formatted(Words.explained(fit), need, change.later(), change.baseline()),
                Words.counted(inference),
                ImmutableList.<String>builder()
                        .add(baseline, later)
                        .addAll(CHANGE)
                        .build(),
                rows,
                notes,
                LIANG_ZEGER + "; " + OEHLERT,
                fit.leftOut());
    }

    /** The last term of both years differs by year, as every term does: it is a product with the year, or the year itself. */
    private static String yearColumn(Fit fit) {
        List<Term> terms = fit.regression().terms();
        Term last = terms.get(terms.size() - 1);
        Term year = last instanceof Term.Product product ? product.other() : last;
        if (year instanceof Term.Factor factor) {
            return factor.column();
        }
        throw new AssertionError(last);
    }

    private static String beyond(
            ChangeSinceBaseline change, Observed.Range before, Observed.Range after, double share) {
        String sides = joined(
                before.beyond(share).map(side -> "%s in %s".formatted(side, change.baseline())),
                after.beyond(share).map(side -> "%s in %s".formatted(side, change.later())));
        return sides.isEmpty() ? "" : "extrapolation: " + sides;
    }

    /** Returns a test of coefficients that are there; it may still be that they cannot be tested, which {@link Inference#test} throws. */
    private static Row test(String name, Supplier<FTest> asked) {
        FTest test;
        try {
            test = asked.get();
        } catch (IllegalArgumentException | IllegalStateException | UndefinedMeasureException untested) {
            return new Row(name, List.of(), Words.none(String.valueOf(untested.getMessage())));
        }
        return new Row(
                name,
                List.of(new Figure("F", test.f(), Form.DIGITS), new Figure(Sections.P, test.p(), Form.PROBABILITY)),
                "F with %s and %s".formatted(Form.COUNT.of(test.numerator()), Words.degrees(test.denominator())));
    }

    static ReportSection of(ImpliedWeights weights) {
        Fit fit = weights.inference().fit();
        Observed observed = Observed.of(fit);
        List<Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        notes.add(
                ("weight: what a pupil with the need brings on top, as a share of the %s that one without any brings; standard"
                                + " errors by the delta method.")
                        .formatted(Amounts.form(weights.base()).of(weights.base())));
        for (ImpliedWeight weight : weights.all()) {
            ImmutableList.Builder<Figure> figures = ImmutableList.<Figure>builder()
                    .add(
                            new Figure("weight", weight.weight(), Form.THOUSANDTHS),
                            new Figure(Sections.ERROR, weight.standardError(), Form.THOUSANDTHS));
            weight.adopted()
                    .ifPresent(adopted -> figures.add(new Figure("adopted", adopted.doubleValue(), Form.THOUSANDTHS)));
            weight.difference()
                    .ifPresent(difference -> figures.add(new Figure("difference", difference, Form.THOUSANDTHS)));
            Observed.Range range = observed.range(weight.need());
            rows.add(new Row(weight.need(), figures.build(), range.mark(100).orElse("")));
            notes.addAll(range.notes());
            notes.addAll(range.warnings());
        }
        return new ReportSection(
                "Weights that \"%s\" implies".formatted(fit.regression().dependent()),
                Words.counted(weights.inference()),
                List.of("weight", Sections.ERROR, "adopted", "difference"),
                rows,
                notes,
                "W. Duncombe and J. Yinger, Economics of Education Review 24 (2005); " + OEHLERT,
                fit.leftOut());
    }

    static ReportSection of(Scatter scatter) {
        Fit fit = scatter.line();
        if (fit.degreesOfFreedom() == 0) {
            return exact(fit);
        }
        Inference line = fit.with(Covariance.HC1);
        String across = fit.regression().terms().get(0).toString();
        Map<String, String> meanings = Meanings.of(fit);
        List<String> names = List.of("line at the lowest", "line at the middle", "line at the highest");
        List<String> own =
                ImmutableList.<String>builder().addAll(names).add(R_SQUARED).build();
        List<Row> rows = new ArrayList<>();
        for (Inference.Coefficient coefficient : line.coefficients()) {
            rows.add(coefficient(
                    apart(coefficient.name(), own::contains),
                    line,
                    coefficient,
                    false,
                    meanings.getOrDefault(coefficient.name(), "")));
        }
        List<Scatter.Point> points = scatter.points();
        double lowest = points.stream().mapToDouble(Scatter.Point::x).min().orElseThrow();
        double highest = points.stream().mapToDouble(Scatter.Point::x).max().orElseThrow();
        double[] places = DoubleStream.of(lowest, lowest + (highest - lowest) / 2, highest)
                .toArray();
        Form form = Amounts.form(places);
        List<Scatter.LinePoint> heights = scatter.lineAt(places);
        for (int i = 0; i < places.length; i++) {
            Scatter.LinePoint height = heights.get(i);
            rows.add(new Row(
                    names.get(i),
                    List.of(
                            new Figure(ESTIMATE, height.y(), Form.DIGITS),
                            new Figure(Sections.FROM, height.band().lower(), Form.DIGITS),
                            new Figure(Sections.TO, height.band().upper(), Form.DIGITS)),
                    "where \"%s\" is %s".formatted(across, form.of(places[i]))));
        }
        rows.add(estimate(R_SQUARED, fit.rSquared(), "share of the sum of squares that is explained"));
        Map<String, Integer> groups = new LinkedHashMap<>();
        points.forEach(point -> groups.merge(point.group(), 1, Integer::sum));
        List<String> notes = new ArrayList<>(notes(fit));
        if (!groups.containsKey("")) {
            notes.add("Points by group: %s."
                    .formatted(groups.entrySet().stream()
                            .map(group -> "%s %s".formatted(group.getKey(), Form.COUNT.of(group.getValue())))
                            .collect(Collectors.joining(", "))));
        }
        return new ReportSection(
                title(fit), Words.counted(line), COEFFICIENT, rows, notes, source(line.kind()), scatter.leftOut());
    }

    private static String title(Fit line) {
        return "The line of \"%s\" against \"%s\""
                .formatted(
                        line.regression().dependent(), line.regression().terms().get(0));
    }

    /** The line through two points. */
    private static ReportSection exact(Fit line) {
        Map<String, String> meanings = Meanings.of(line);
        return new ReportSection(
                title(line),
                "n = " + Words.units(line.rows()),
                COEFFICIENT,
                line.names().stream()
                        .map(name -> estimate(name, line.coefficient(name), meanings.getOrDefault(name, "")))
                        .toList(),
                List.of("No standard errors: the line goes through both points, so that nothing tells how sure it is."),
                source(Covariance.CLASSICAL),
                line.leftOut());
    }

    static ReportSection of(RegressionTable table) {
        List<Inference> fits = table.columns();
        Set<String> names = new LinkedHashSet<>();
        fits.forEach(fit -> names.addAll(fit.fit().names()));
        List<Row> rows = new ArrayList<>();
        for (String name : names) {
            List<Figure> estimates = new ArrayList<>();
            List<Figure> errors = new ArrayList<>();
            List<Figure> ps = new ArrayList<>();
            for (int i = 0; i < fits.size(); i++) {
                if (fits.get(i).fit().names().contains(name)) {
                    Inference.Coefficient coefficient = fits.get(i).coefficient(name);
                    estimates.add(new Figure(model(i), coefficient.estimate(), Form.DIGITS));
                    errors.add(new Figure(model(i), coefficient.standardError(), Form.DIGITS));
                    ps.add(new Figure(model(i), coefficient.p(), Form.PROBABILITY));
                }
            }
            String row = apart(name, FittedSections::isOwnOfTable);
            rows.add(new Row(row, estimates, ""));
            rows.add(new Row(row + OF_ERROR, errors, ""));
            rows.add(new Row(row + OF_P, ps, ""));
        }
        rows.add(across(fits, N, Form.COUNT, fit -> fit.fit().rows()));
        rows.add(across(fits, R_SQUARED, Form.DIGITS, fit -> fit.fit().rSquared()));
        rows.add(across(fits, ADJUSTED, Form.DIGITS, fit -> fit.fit().adjustedRSquared()));
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < fits.size(); i++) {
            notes.add(
                    "%s: %s; %s".formatted(model(i), Words.explained(fits.get(i).fit()), Words.counted(fits.get(i))));
        }
        fits.stream()
                .map(Inference::fit)
                .filter(fit -> fit.regression().isLogarithm())
                .findFirst()
                .ifPresent(
                        fit -> notes.add("Where a logarithm (ln) is explained, an estimate b multiplies it by e^b."));
        return new ReportSection(
                "Regressions of "
                        + fits.stream()
                                .map(fit -> Words.explained(fit.fit()))
                                .distinct()
                                .collect(Collectors.joining(", ")),
                Words.counted(fits.size(), "regression") + " side by side",
                IntStream.range(0, fits.size()).mapToObj(FittedSections::model).toList(),
                rows,
                notes,
                fits.stream().map(fit -> source(fit.kind())).distinct().collect(Collectors.joining("; ")),
                fits.stream()
                        .flatMap(fit -> fit.fit().leftOut().stream())
                        .distinct()
                        .toList());
    }

    private static boolean isOwnOfTable(String name) {
        return List.of(N, R_SQUARED, ADJUSTED).contains(name) || name.endsWith(OF_ERROR) || name.endsWith(OF_P);
    }

    private static String model(int index) {
        return "(%s)".formatted(index + 1);
    }

    private static Row across(List<Inference> fits, String name, Form form, ToDoubleFunction<Inference> figure) {
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < fits.size(); i++) {
            figures.add(new Figure(model(i), figure.applyAsDouble(fits.get(i)), form));
        }
        return new Row(name, figures, "");
    }

    private static String source(Covariance kind) {
        return kind == Covariance.CLASSICAL
                ? "G. A. F. Seber and A. J. Lee, Linear Regression Analysis, 2003"
                : kind.isClustered() ? LIANG_ZEGER : MACKINNON_WHITE;
    }
}
