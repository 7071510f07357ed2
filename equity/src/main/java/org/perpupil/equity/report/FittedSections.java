package org.perpupil.equity.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.perpupil.equity.progressivity.ChangeSinceBaseline;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Inference.FTest;
import org.perpupil.equity.regression.Inference.Interval;
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

    private FittedSections() {}

    static ReportSection of(Inference inference) {
        Fit fit = inference.fit();
        boolean isLogarithm = fit.regression().isLogarithm();
        Map<String, String> meanings = Meanings.of(fit);
        Set<String> multiplied = isLogarithm ? Meanings.multiplied(fit) : Set.of();
        List<Row> rows = new ArrayList<>();
        for (Inference.Coefficient coefficient : inference.coefficients()) {
            rows.add(coefficient(
                    inference,
                    coefficient,
                    multiplied.contains(coefficient.name()),
                    meanings.getOrDefault(coefficient.name(), "")));
        }
        rows.add(estimate("R²", fit.rSquared(), "share of the sum of squares that is explained"));
        rows.add(estimate("adjusted R²", fit.adjustedRSquared(), "the same, as if degrees of freedom were equal"));
        rows.add(estimate(
                "residual standard deviation",
                fit.residualStandardDeviation(),
                "√(Σ w e² / (n − k)), in the unit of what is explained times the root of the weight's"));
        return new ReportSection(
                "Regression of " + Words.explained(fit),
                Words.counted(inference),
                rows,
                ImmutableList.<String>builder()
                        .addAll(notes(fit))
                        .addAll(ranges(fit))
                        .build(),
                source(inference.kind()),
                fit.leftOut());
    }

    private static Row coefficient(
            Inference inference, Inference.Coefficient coefficient, boolean isMultiplied, String meaning) {
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
        return new Row(coefficient.name(), figures.build(), meaning);
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
                .map(range -> "\"%s\" %s to %s"
                        .formatted(range.need(), Form.COUNT.of(range.lowest()), Form.COUNT.of(range.highest())))
                .collect(Collectors.joining(", "));
        return ranges.isEmpty() ? List.of() : List.of("Observed: %s.".formatted(ranges));
    }

    private static Row estimate(String name, double value, String explanation) {
        return new Row(name, List.of(new Figure(ESTIMATE, value, Form.DIGITS)), explanation);
    }

    static ReportSection of(RelativeSpending spending, double... percents) {
        Inference inference = spending.inference();
        Fit fit = inference.fit();
        boolean isLogarithm = fit.regression().isLogarithm();
        Observed.Range range = Observed.of(fit).range(spending.need());
        String from = Words.percent(100 * spending.level()) + " from";
        List<Row> rows = spending.at(percents).stream()
                .map(point -> {
                    ImmutableList.Builder<Figure> figures = ImmutableList.<Figure>builder()
                            .add(
                                    new Figure("at 0%", point.atZero(), Form.HUNDREDTHS),
                                    new Figure("at the share", point.atShare(), Form.HUNDREDTHS),
                                    new Figure("ratio", point.ratio(), Form.THOUSANDTHS),
                                    new Figure(Sections.ERROR, point.standardError(), Form.THOUSANDTHS));
                    point.limits()
                            .ifPresent(limits -> figures.add(
                                    new Figure(from, limits.lower(), Form.THOUSANDTHS),
                                    new Figure(Sections.TO, limits.upper(), Form.THOUSANDTHS)));
                    return new Row(
                            Words.percent(point.percent()),
                            figures.build(),
                            joined(
                                    point.limits().isPresent()
                                            ? Optional.empty()
                                            : Optional.of("limits of the ratio are not bounded"),
                                    range.mark(point.percent())));
                })
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
        notes.addAll(range.warnings(percents));
        return new ReportSection(
                "Predicted \"%s\" by \"%s\"".formatted(fit.regression().dependent(), spending.need()),
                Words.counted(inference),
                rows,
                notes,
                isLogarithm ? OEHLERT : "E. C. Fieller, Journal of the Royal Statistical Society B 16 (1954)",
                fit.leftOut());
    }

    private static String joined(Optional<String> one, Optional<String> other) {
        return Stream.of(one, other).flatMap(Optional::stream).collect(Collectors.joining("; "));
    }

    static ReportSection of(ChangeSinceBaseline change, String need, double... percents) {
        Inference inference = change.inference();
        Fit fit = inference.fit();
        // The year is the first term behind those of either year.
        Term.Factor year = (Term.Factor)
                fit.regression().terms().get(change.regression().terms().size());
        Observed all = Observed.of(fit);
        Observed.Range before = all.where(year.column(), change.baseline()).range(need);
        Observed.Range after = all.where(year.column(), change.later()).range(need);
        List<Row> rows = new ArrayList<>();
        if (percents.length > 0) {
            for (ChangeSinceBaseline.RelativeChange at : change.relativeSpending(need, percents)) {
                rows.add(new Row(
                        Words.percent(at.percent()),
                        List.of(
                                new Figure(change.baseline(), at.baseline(), Form.THOUSANDTHS),
                                new Figure(change.later(), at.later(), Form.THOUSANDTHS),
                                new Figure("change", at.change(), Form.THOUSANDTHS),
                                new Figure(Sections.ERROR, at.standardError(), Form.THOUSANDTHS),
                                new Figure(Sections.FROM, at.interval().lower(), Form.THOUSANDTHS),
                                new Figure(Sections.TO, at.interval().upper(), Form.THOUSANDTHS),
                                new Figure(Sections.P, at.p(), Form.PROBABILITY)),
                        beyond(change, before, after, at.percent())));
            }
        }
        rows.add(test("coefficient of " + need, change.test(Term.of(need))));
        rows.add(test(
                change.regression().hasConstant() ? "all that explains, and the level" : "all that explains",
                change.testOfAll()));
        List<String> notes = new ArrayList<>();
        if (percents.length > 0) {
            notes.add(
                    ("%s, %s: what is predicted at that share of \"%s\" over what is predicted at 0%%, every other column at its"
                                    + " mean over both years; limits of the change by the delta method, by Student's t.")
                            .formatted(change.baseline(), change.later(), need));
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
                        percents.length > 0 && Math.max(before.lowest(), after.lowest()) > 0
                                ? " What is told at 0% is an extrapolation."
                                : ""));
        notes.addAll((before.highest() > after.highest() ? before : after).warnings(percents));
        return new ReportSection(
                "Whether %s followed \"%s\" otherwise in %s than in %s"
                        .formatted(Words.explained(fit), need, change.later(), change.baseline()),
                Words.counted(inference),
                rows,
                notes,
                LIANG_ZEGER + "; " + OEHLERT,
                fit.leftOut());
    }

    private static String beyond(
            ChangeSinceBaseline change, Observed.Range before, Observed.Range after, double share) {
        String sides = joined(
                before.beyond(share).map(side -> "%s in %s".formatted(side, change.baseline())),
                after.beyond(share).map(side -> "%s in %s".formatted(side, change.later())));
        return sides.isEmpty() ? "" : "extrapolation: " + sides;
    }

    private static Row test(String name, FTest test) {
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
                        .formatted(Form.HUNDREDTHS.of(weights.base())));
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
                rows,
                notes,
                "W. Duncombe and J. Yinger, Economics of Education Review 24 (2005); " + OEHLERT,
                fit.leftOut());
    }

    static ReportSection of(Scatter scatter) {
        Inference line = scatter.line().with(Covariance.HC1);
        Fit fit = line.fit();
        String across = fit.regression().terms().get(0).toString();
        Map<String, String> meanings = Meanings.of(fit);
        List<Row> rows = new ArrayList<>();
        for (Inference.Coefficient coefficient : line.coefficients()) {
            rows.add(coefficient(line, coefficient, false, meanings.getOrDefault(coefficient.name(), "")));
        }
        List<Scatter.Point> points = scatter.points();
        double lowest = points.stream().mapToDouble(Scatter.Point::x).min().orElseThrow();
        double highest = points.stream().mapToDouble(Scatter.Point::x).max().orElseThrow();
        double[] places = DoubleStream.of(lowest, lowest + (highest - lowest) / 2, highest)
                .toArray();
        String[] names = {"lowest", "middle", "highest"};
        List<Scatter.LinePoint> heights = scatter.lineAt(places);
        for (int i = 0; i < places.length; i++) {
            Scatter.LinePoint height = heights.get(i);
            rows.add(new Row(
                    "line at the " + names[i],
                    List.of(
                            new Figure(ESTIMATE, height.y(), Form.DIGITS),
                            new Figure(Sections.FROM, height.band().lower(), Form.DIGITS),
                            new Figure(Sections.TO, height.band().upper(), Form.DIGITS)),
                    "where \"%s\" is %s".formatted(across, Form.HUNDREDTHS.of(places[i]))));
        }
        rows.add(estimate("R²", fit.rSquared(), "share of the sum of squares that is explained"));
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
                "The line of \"%s\" against \"%s\"".formatted(fit.regression().dependent(), across),
                Words.counted(line),
                rows,
                notes,
                source(line.kind()),
                scatter.leftOut());
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
            rows.add(new Row(name, estimates, ""));
            rows.add(new Row(name + ", standard error", errors, ""));
            rows.add(new Row(name + ", p", ps, ""));
        }
        rows.add(across(fits, "n", Form.COUNT, fit -> fit.fit().rows()));
        rows.add(across(fits, "R²", Form.DIGITS, fit -> fit.fit().rSquared()));
        rows.add(across(fits, "adjusted R²", Form.DIGITS, fit -> fit.fit().adjustedRSquared()));
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
                rows,
                notes,
                fits.stream().map(fit -> source(fit.kind())).distinct().collect(Collectors.joining("; ")),
                fits.stream()
                        .flatMap(fit -> fit.fit().leftOut().stream())
                        .distinct()
                        .toList());
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
