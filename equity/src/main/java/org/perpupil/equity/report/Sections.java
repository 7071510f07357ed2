package org.perpupil.equity.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.perpupil.equity.inequality.Bootstrap;
import org.perpupil.equity.inequality.Decomposition;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.inequality.Replicates;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.progressivity.ChangeSinceBaseline;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.Progressivity;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.VerticalMeasure;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Fit;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Inference.FTest;
import org.perpupil.equity.regression.Inference.Interval;
import org.perpupil.equity.regression.Term;
import org.perpupil.equity.report.ReportSection.Figure;
import org.perpupil.equity.report.ReportSection.Form;
import org.perpupil.equity.report.ReportSection.Row;
import org.perpupil.equity.spread.OneWay;
import org.perpupil.equity.weights.ImpliedWeight;
import org.perpupil.equity.weights.ImpliedWeights;

/** Makes a section of each kind of result. */
final class Sections {
    private static final String VALUE = "value";
    private static final String FROM = "95% from";
    private static final String TO = "to";
    private static final String ERROR = "standard error";
    private static final String P = "p";

    private static final String BERNE_STIEFEL =
            "R. Berne and L. Stiefel, The Measurement of Equity in School Finance, 1984, unless a measure names its own";
    private static final String MACKINNON_WHITE = "J. G. MacKinnon and H. White, Journal of Econometrics 29 (1985)";
    private static final String LIANG_ZEGER = "K.-Y. Liang and S. L. Zeger, Biometrika 73 (1986)";
    private static final String OEHLERT = "G. W. Oehlert, The American Statistician 46 (1992), for the delta method";

    private Sections() {}

    static ReportSection of(DollarsPerPupil spending, Measure... measures) {
        return new ReportSection(
                "How unequal dollars per pupil are",
                counted(spending),
                Arrays.stream(measures)
                        .map(spending::figure)
                        .map(figure -> row(
                                figure.measure().label(),
                                figure.value(),
                                form(figure.measure()),
                                figure.measure().definition(),
                                figure.why()))
                        .toList(),
                List.of(),
                BERNE_STIEFEL,
                spending.leftOut());
    }

    static ReportSection of(DollarsPerPupil spending, Bootstrap bootstrap, Measure... measures) {
        List<Row> rows = new ArrayList<>();
        for (Measure measure : measures) {
            rows.add(orWhy(measure.label(), () -> {
                Replicates replicates = bootstrap.of(spending, drawn -> value(drawn, measure));
                Replicates.Interval interval = replicates.percentileInterval(95);
                Form form = form(measure);
                return new Row(
                        measure.label(),
                        List.of(
                                new Figure(VALUE, replicates.estimate(), form),
                                new Figure(ERROR, replicates.standardError(), form),
                                new Figure(FROM, interval.lower(), form),
                                new Figure(TO, interval.upper(), form)),
                        measure.definition()
                                + (replicates.undefined() == 0
                                        ? ""
                                        : "; does not exist for %s replicates".formatted(replicates.undefined())));
            }));
        }
        return new ReportSection(
                "How unequal dollars per pupil are, and how sure that is",
                counted(spending),
                rows,
                List.of("95%%: the middle of %s; as if the units were drawn by chance from more like them."
                        .formatted(bootstrap)),
                BERNE_STIEFEL
                        + "; B. Efron, The Annals of Statistics 7 (1979); A. C. Davison and D. V. Hinkley, Bootstrap"
                        + " Methods and their Application, 1997, equation 5.18",
                spending.leftOut());
    }

    private static double value(DollarsPerPupil spending, Measure measure) {
        var figure = spending.figure(measure);
        return figure.value()
                .orElseThrow(() -> new UndefinedMeasureException(figure.why().orElseThrow()));
    }

    static ReportSection of(Progressivity spending, VerticalMeasure... measures) {
        return new ReportSection(
                "Whether \"%s\" follows \"%s\"".formatted(spending.dollarsPerPupil(), spending.need()),
                "n = %s, with %s pupils; how each counts is said with the measure"
                        .formatted(units(spending.units()), Form.COUNT.of(spending.pupils())),
                Arrays.stream(measures)
                        .map(spending::figure)
                        .map(figure -> row(
                                figure.measure().label(),
                                figure.value(),
                                figure.measure().isRelative() ? Form.DIGITS : Form.HUNDREDTHS,
                                figure.measure().definition(),
                                figure.why()))
                        .toList(),
                List.of(),
                BERNE_STIEFEL,
                spending.leftOut());
    }

    static ReportSection of(Inference inference) {
        Fit fit = inference.fit();
        List<Row> rows = new ArrayList<>();
        for (Inference.Coefficient coefficient : inference.coefficients()) {
            Interval interval = inference.interval(coefficient.name());
            rows.add(new Row(
                    coefficient.name(),
                    List.of(
                            new Figure("estimate", coefficient.estimate(), Form.DIGITS),
                            new Figure(ERROR, coefficient.standardError(), Form.DIGITS),
                            new Figure(FROM, interval.lower(), Form.DIGITS),
                            new Figure(TO, interval.upper(), Form.DIGITS),
                            new Figure(P, coefficient.p(), Form.PROBABILITY)),
                    ""));
        }
        rows.add(estimate("R²", fit.rSquared(), "share of the sum of squares that is explained"));
        rows.add(estimate("adjusted R²", fit.adjustedRSquared(), "the same, as if degrees of freedom were equal"));
        rows.add(estimate(
                "residual standard deviation",
                fit.residualStandardDeviation(),
                "√(Σ w e² / (n − k)), in the unit of what is explained times the root of the weight's"));
        return new ReportSection(
                "Regression of \"%s\"".formatted(explained(fit)),
                counted(inference),
                rows,
                List.of(
                        "estimate: what one more of the column adds to \"%s\", all else alike; limits and p by Student's t."
                                .formatted(explained(fit))),
                source(inference.kind()),
                fit.leftOut());
    }

    private static Row estimate(String name, double value, String explanation) {
        return new Row(name, List.of(new Figure("estimate", value, Form.DIGITS)), explanation);
    }

    static ReportSection of(RelativeSpending spending, double... percents) {
        Inference inference = spending.inference();
        Fit fit = inference.fit();
        boolean isLogarithm = fit.regression().isLogarithm();
        String from = Form.COUNT.of(100 * spending.level()) + "% from";
        List<Row> rows = spending.at(percents).stream()
                .map(point -> {
                    ImmutableList.Builder<Figure> figures = ImmutableList.<Figure>builder()
                            .add(
                                    new Figure("at 0%", point.atZero(), Form.HUNDREDTHS),
                                    new Figure("at the share", point.atShare(), Form.HUNDREDTHS),
                                    new Figure("ratio", point.ratio(), Form.DIGITS),
                                    new Figure(ERROR, point.standardError(), Form.DIGITS));
                    point.limits()
                            .ifPresent(limits -> figures.add(
                                    new Figure(from, limits.lower(), Form.DIGITS),
                                    new Figure(TO, limits.upper(), Form.DIGITS)));
                    return new Row(
                            percent(point.percent()),
                            figures.build(),
                            point.limits().isPresent() ? "" : "limits of the ratio are not bounded");
                })
                .toList();
        return new ReportSection(
                "Predicted \"%s\" by \"%s\"".formatted(fit.regression().dependent(), spending.need()),
                counted(inference),
                rows,
                List.of(
                        ("ratio: what is predicted at that share of \"%s\" over what is predicted at 0%%, every other column at its"
                                        + " mean; limits %s.")
                                .formatted(
                                        spending.need(),
                                        isLogarithm ? "on the logarithmic scale, by Student's t" : "by Fieller")),
                isLogarithm ? OEHLERT : "E. C. Fieller, Journal of the Royal Statistical Society B 16 (1954)",
                fit.leftOut());
    }

    static ReportSection of(ChangeSinceBaseline change, String need, double... percents) {
        Inference inference = change.inference();
        List<Row> rows = new ArrayList<>();
        if (percents.length > 0) {
            for (ChangeSinceBaseline.RelativeChange at : change.relativeSpending(need, percents)) {
                rows.add(new Row(
                        percent(at.percent()),
                        List.of(
                                new Figure(change.baseline(), at.baseline(), Form.DIGITS),
                                new Figure(change.later(), at.later(), Form.DIGITS),
                                new Figure("change", at.change(), Form.DIGITS),
                                new Figure(ERROR, at.standardError(), Form.DIGITS),
                                new Figure(FROM, at.interval().lower(), Form.DIGITS),
                                new Figure(TO, at.interval().upper(), Form.DIGITS),
                                new Figure(P, at.p(), Form.PROBABILITY)),
                        ""));
            }
        }
        rows.add(test("coefficient of " + need, change.test(Term.of(need))));
        rows.add(test("all that explains, and the level", change.testOfAll()));
        List<String> notes = new ArrayList<>();
        if (percents.length > 0) {
            notes.add(
                    ("%s, %s: what is predicted at that share of \"%s\" over what is predicted at 0%%, every other column at its"
                                    + " mean over both years; limits of the change by the delta method, by Student's t.")
                            .formatted(change.baseline(), change.later(), need));
        }
        notes.add(
                "F: both years in one regression, in which every term may differ in the later year; Wald's test that none does.");
        return new ReportSection(
                "Whether \"%s\" came to follow \"%s\" otherwise, %s to %s"
                        .formatted(explained(inference.fit()), need, change.baseline(), change.later()),
                counted(inference),
                rows,
                notes,
                LIANG_ZEGER + "; " + OEHLERT,
                inference.fit().leftOut());
    }

    private static Row test(String name, FTest test) {
        return new Row(
                name,
                List.of(new Figure("F", test.f(), Form.DIGITS), new Figure(P, test.p(), Form.PROBABILITY)),
                "F with %s and %s degrees of freedom".formatted(test.numerator(), test.denominator()));
    }

    static ReportSection of(NeedGroups groups, String... columns) {
        List<List<Figure>> figures = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        for (NeedGroups.Group group : groups.groups()) {
            figures.add(new ArrayList<>(List.of(
                    new Figure("units", group.units().size(), Form.COUNT),
                    new Figure("pupils", group.pupils(), Form.COUNT))));
        }
        for (String column : columns) {
            for (NeedGroups.GroupMean mean : groups.means(column)) {
                figures.get(mean.group() - 1).add(new Figure(column, mean.overPupils(), Form.HUNDREDTHS));
                int all = groups.groups().get(mean.group() - 1).units().size();
                if (mean.units() < all) {
                    gaps.add("\"%s\" of group %s is known of %s of its %s units only."
                            .formatted(column, mean.group(), mean.units(), all));
                }
            }
        }
        double[] cutPoints = groups.cutPoints();
        List<Row> rows = IntStream.range(0, figures.size())
                .mapToObj(i -> new Row(
                        Integer.toString(i + 1),
                        figures.get(i),
                        (i == cutPoints.length ? "above " : "up to ")
                                + Form.HUNDREDTHS.of(cutPoints[Math.min(i, cutPoints.length - 1)])))
                .toList();
        int units =
                groups.groups().stream().mapToInt(group -> group.units().size()).sum();
        double pupils =
                groups.groups().stream().mapToDouble(NeedGroups.Group::pupils).sum();
        return new ReportSection(
                "Means by \"%s\", in %s groups".formatted(groups.need(), figures.size()),
                "n = %s, each counting with its pupils, %s in all; groups have about as many %s"
                        .formatted(
                                units(units),
                                Form.COUNT.of(pupils),
                                groups.cut() == NeedGroups.Cut.PUPILS ? "pupils" : "units"),
                rows,
                ImmutableList.<String>builder()
                        .add("Group 1 has the least \"%s\"; equal needs are in one group.".formatted(groups.need()))
                        .addAll(gaps)
                        .build(),
                "cut points: R. J. Hyndman and Y. Fan, The American Statistician 50 (1996), definition 2",
                groups.leftOut());
    }

    static ReportSection of(Decomposition parts) {
        List<Row> rows = new ArrayList<>();
        parts.groups()
                .forEach((name, group) -> rows.add(new Row(
                        name,
                        List.of(
                                new Figure("units", group.units(), Form.COUNT),
                                new Figure("pupils", group.pupils(), Form.COUNT),
                                new Figure("mean", group.mean(), Form.HUNDREDTHS)),
                        "")));
        rows.add(parts("Theil index T", parts::theilT));
        rows.add(parts("Theil index L", parts::theilL));
        rows.add(parts("variance", parts::variance));
        rows.add(orWhy("Gini index", () -> {
            Decomposition.GiniParts gini = parts.gini();
            return new Row(
                    "Gini index",
                    List.of(
                            new Figure("within", gini.within(), Form.DIGITS),
                            new Figure("between", gini.between(), Form.DIGITS),
                            new Figure("overlap", gini.overlap(), Form.DIGITS)),
                    "");
        }));
        return new ReportSection(
                "Inequality within and between groups",
                counted(parts.all()),
                rows,
                List.of(
                        "within: what is left if all groups have the same mean; between: if all pupils of a group get the same.",
                        "overlap: what comes of groups whose amounts lie among those of others."),
                "F. Bourguignon, Econometrica 47 (1979); N. Bhattacharya and B. Mahalanobis, Journal of the American Statistical"
                        + " Association 62 (1967)",
                parts.all().leftOut());
    }

    private static Row parts(String name, Supplier<Decomposition.Parts> computed) {
        return orWhy(name, () -> {
            Decomposition.Parts parts = computed.get();
            return new Row(
                    name,
                    List.of(
                            new Figure("within", parts.within(), Form.DIGITS),
                            new Figure("between", parts.between(), Form.DIGITS),
                            new Figure("share between", parts.betweenShare(), Form.DIGITS)),
                    "");
        });
    }

    static ReportSection of(OneWay comparison) {
        List<Row> rows = new ArrayList<>();
        comparison
                .groups()
                .forEach(group -> rows.add(new Row(
                        group.name(),
                        List.of(
                                new Figure("rows", group.rows(), Form.COUNT),
                                new Figure("mean", group.mean(), Form.HUNDREDTHS)),
                        "")));
        rows.add(orWhy(
                "difference",
                () -> new Row(
                        "difference",
                        List.of(
                                new Figure("F", comparison.f(), Form.DIGITS),
                                new Figure(P, comparison.p(), Form.PROBABILITY),
                                new Figure("R²", comparison.rSquared(), Form.DIGITS)),
                        "F with %s and %s degrees of freedom"
                                .formatted(comparison.freedomBetween(), comparison.freedomWithin()))));
        return new ReportSection(
                "Comparison: " + comparison.title(),
                "n = %s, each counting once".formatted(units(comparison.rows())),
                rows,
                List.of(
                        "F: the mean square between groups over that within; p: of an F as large if the groups do not differ."),
                "NIST/SEMATECH, e-Handbook of Statistical Methods, section 7.4.3",
                comparison.leftOut());
    }

    static ReportSection of(ImpliedWeights weights) {
        List<Row> rows = new ArrayList<>();
        for (ImpliedWeight weight : weights.all()) {
            ImmutableList.Builder<Figure> figures = ImmutableList.<Figure>builder()
                    .add(
                            new Figure("weight", weight.weight(), Form.DIGITS),
                            new Figure(ERROR, weight.standardError(), Form.DIGITS));
            weight.adopted()
                    .ifPresent(adopted -> figures.add(new Figure("adopted", adopted.doubleValue(), Form.DIGITS)));
            weight.difference().ifPresent(difference -> figures.add(new Figure("difference", difference, Form.DIGITS)));
            rows.add(new Row(weight.need(), figures.build(), ""));
        }
        return new ReportSection(
                "Weights that \"%s\" implies"
                        .formatted(weights.inference().fit().regression().dependent()),
                counted(weights.inference()),
                rows,
                List.of(
                        ("weight: what a pupil with the need brings on top, as a share of the %s that one without any brings;"
                                        + " standard errors by the delta method.")
                                .formatted(Form.HUNDREDTHS.of(weights.base()))),
                "W. Duncombe and J. Yinger, Economics of Education Review 24 (2005); " + OEHLERT,
                weights.inference().fit().leftOut());
    }

    private static Row row(String name, OptionalDouble value, Form form, String definition, Optional<String> why) {
        return value.isPresent()
                ? new Row(name, List.of(new Figure(VALUE, value.getAsDouble(), form)), definition)
                : new Row(name, List.of(), "none: " + why.orElseThrow());
    }

    private static Row orWhy(String name, Supplier<Row> row) {
        try {
            return row.get();
        } catch (UndefinedMeasureException undefined) {
            return new Row(name, List.of(), "none: " + undefined.reason());
        }
    }

    private static Form form(Measure measure) {
        return measure.isRelative() ? Form.DIGITS : Form.HUNDREDTHS;
    }

    private static String percent(double share) {
        return Form.COUNT.of(share) + "%";
    }

    private static String explained(Fit fit) {
        return (fit.regression().isLogarithm() ? "ln " : "") + fit.regression().dependent();
    }

    static String units(int many) {
        return Form.COUNT.of(many) + (many == 1 ? " unit" : " units");
    }

    private static String counted(DollarsPerPupil spending) {
        // Where every unit has one pupil, to count once and to count with its pupils are the same.
        return "n = " + units(spending.units())
                + (spending.pupils() == spending.units()
                        ? ", each counting once"
                        : ", each counting with its pupils, %s in all".formatted(Form.COUNT.of(spending.pupils())));
    }

    private static String counted(Inference inference) {
        Fit fit = inference.fit();
        return "n = %s, %s; standard errors %s, %s degrees of freedom"
                .formatted(
                        units(fit.rows()),
                        fit.regression()
                                .weight()
                                .map("each counting with its \"%s\""::formatted)
                                .orElse("each counting once"),
                        inference
                                .clusteredBy()
                                .map(column -> "%s in %s clusters by \"%s\""
                                        .formatted(inference.kind(), inference.clusters(), column))
                                .orElseGet(() -> inference.kind() == Covariance.CLASSICAL
                                        ? "classical"
                                        : inference.kind().toString()),
                        inference.degreesOfFreedom());
    }

    private static String source(Covariance kind) {
        return kind == Covariance.CLASSICAL
                ? "G. A. F. Seber and A. J. Lee, Linear Regression Analysis, 2003"
                : kind.isClustered() ? LIANG_ZEGER : MACKINNON_WHITE;
    }
}
