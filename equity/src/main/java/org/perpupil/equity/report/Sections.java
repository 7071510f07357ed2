package org.perpupil.equity.report;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.perpupil.equity.inequality.Bootstrap;
import org.perpupil.equity.inequality.Decomposition;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.inequality.EquityFactor;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.inequality.Replicates;
import org.perpupil.equity.inequality.SalaryComparison;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.internal.FigureText;
import org.perpupil.equity.internal.GivenNames;
import org.perpupil.equity.peers.ResourceReview;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.Progressivity;
import org.perpupil.equity.progressivity.VerticalMeasure;
import org.perpupil.equity.report.ReportSection.Figure;
import org.perpupil.equity.report.ReportSection.Form;
import org.perpupil.equity.report.ReportSection.Row;
import org.perpupil.equity.spread.OneWay;
import org.perpupil.equity.weights.StudentWeightedIndex;

/** Makes a section of each kind of result. */
final class Sections {
    private static final String VALUE = "value";
    static final String FROM = "95% from";
    static final String TO = "to";
    static final String ERROR = "standard error";
    static final String P = "p";

    private static final String BERNE_STIEFEL =
            "R. Berne and L. Stiefel, The Measurement of Equity in School Finance, 1984, unless a measure names its own";

    private static final String BOOTSTRAP =
            "B. Efron, The Annals of Statistics 7 (1979); A. C. Davison and D. V. Hinkley, Bootstrap"
                    + " Methods and their Application, 1997, equation 5.18";

    /** What is told of a measure; in the bootstrap with how sure it is. */
    private static final List<String> MEASURED = List.of(VALUE, ERROR, FROM, TO);

    private Sections() {}

    static ReportSection of(DollarsPerPupil spending, Measure... measures) {
        return new ReportSection(
                "How unequal \"%s\" is".formatted(spending.column()),
                Words.counted(spending),
                List.of(VALUE),
                Amounts.ofOneUnit(Arrays.stream(measures)
                        .distinct()
                        .map(spending::figure)
                        .map(figure -> row(
                                figure.measure().label(),
                                figure.value(),
                                form(figure.measure()),
                                Words.of(spending.column(), figure.measure().definition()),
                                "",
                                figure.why().map(why -> Words.of(spending.column(), why))))
                        .toList()),
                List.of(),
                BERNE_STIEFEL,
                spending.leftOut());
    }

    static ReportSection of(DollarsPerPupil spending, Bootstrap bootstrap, Measure... measures) {
        List<Row> rows = new ArrayList<>();
        for (Measure measure : new LinkedHashSet<>(Arrays.asList(measures))) {
            rows.add(orWhy(spending.column(), measure.label(), () -> {
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
                        Words.of(spending.column(), measure.definition())
                                + (replicates.undefined() == 0
                                        ? ""
                                        : "; does not exist for %s replicates"
                                                .formatted(Form.COUNT.of(replicates.undefined()))));
            }));
        }
        return new ReportSection(
                "How unequal \"%s\" is, and how sure that is".formatted(spending.column()),
                Words.counted(spending),
                MEASURED,
                Amounts.ofOneUnit(rows),
                List.of("95%%: the middle of %s; as if the units were drawn by chance from more like them."
                        .formatted(grouped(bootstrap))),
                BERNE_STIEFEL + "; " + BOOTSTRAP,
                spending.leftOut());
    }

    /** "1999 replicates with seed 1999", of which the first is a count. */
    private static String grouped(Bootstrap bootstrap) {
        String text = bootstrap.toString();
        int end = text.indexOf(' ');
        return Form.COUNT.of(Integer.parseInt(text.substring(0, end))) + text.substring(end);
    }

    private static double value(DollarsPerPupil spending, Measure measure) {
        var figure = spending.figure(measure);
        return figure.value()
                .orElseThrow(() -> new UndefinedMeasureException(figure.why().orElseThrow()));
    }

    static ReportSection of(Progressivity spending, VerticalMeasure... measures) {
        Observed.Range range = new Observed.Range(spending.need(), spending.lowestNeed(), spending.highestNeed());
        return new ReportSection(
                "Whether \"%s\" follows \"%s\"".formatted(spending.dollarsPerPupil(), spending.need()),
                "n = %s, with %s pupils; how each counts is said with the measure"
                        .formatted(Words.units(spending.units()), Form.COUNT.of(spending.pupils())),
                List.of(VALUE),
                Amounts.ofOneUnit(Arrays.stream(measures)
                        .distinct()
                        .map(spending::figure)
                        .map(figure -> row(
                                figure.measure().label(),
                                figure.value(),
                                form(figure.measure()),
                                Words.of(
                                                spending.dollarsPerPupil(),
                                                figure.measure().definition())
                                        + beyond(figure.measure(), range),
                                VerticalSource.of(figure.measure()).shown(),
                                figure.why()))
                        .toList()),
                ImmutableList.<String>builder()
                        .add("Observed \"%s\": %s.".formatted(spending.need(), range.text()))
                        .addAll(range.warnings())
                        .build(),
                Arrays.stream(measures)
                        .map(measure -> VerticalSource.of(measure).reference())
                        .distinct()
                        .collect(Collectors.joining("; ")),
                spending.leftOut());
    }

    private static Form form(VerticalMeasure measure) {
        return switch (measure) {
            case PROGRESSIVITY_RATIO, QUARTILE_RATIO -> Form.THOUSANDTHS;
            case SLOPE, WEIGHTED_SLOPE -> Form.DIGITS;
            default -> measure.isRelative() ? Form.DIGITS : Form.HUNDREDTHS;
        };
    }

    /** The line is told at need 0, whether or not a unit has so little. */
    private static String beyond(VerticalMeasure measure, Observed.Range range) {
        return measure == VerticalMeasure.INTERCEPT || measure == VerticalMeasure.WEIGHTED_INTERCEPT
                ? range.mark(0).map(text -> "; " + text).orElse("")
                : "";
    }

    static ReportSection of(NeedGroups groups, String... columns) {
        List<String> own = List.of("units", "pupils");
        List<List<Figure>> figures = new ArrayList<>();
        for (NeedGroups.Group group : groups.groups()) {
            figures.add(new ArrayList<>(List.of(
                    new Figure("units", group.units().size(), Form.COUNT),
                    new Figure("pupils", group.pupils(), Form.COUNT))));
        }
        List<String> shown = new ArrayList<>(own);
        List<String> gaps = new ArrayList<>();
        for (String column : new LinkedHashSet<>(Arrays.asList(columns))) {
            String name = GivenNames.apart(column, "mean", own::contains);
            shown.add(name);
            Map<Integer, Integer> known = new HashMap<>();
            for (NeedGroups.GroupMean mean : groups.means(column)) {
                figures.get(mean.group() - 1).add(new Figure(name, mean.overPupils(), Form.HUNDREDTHS));
                known.put(mean.group(), mean.units());
            }
            gaps(groups, column, known).ifPresent(gaps::add);
        }
        double[] cutPoints = groups.cutPoints();
        Form form = Amounts.form(DoubleStream.concat(
                        DoubleStream.of(cutPoints), DoubleStream.of(groups.lowestNeed(), groups.highestNeed()))
                .toArray());
        List<Row> rows = IntStream.range(0, figures.size())
                .mapToObj(i -> new Row(
                        Integer.toString(i + 1),
                        figures.get(i),
                        (i == cutPoints.length ? "above " : "up to ")
                                + form.of(cutPoints[Math.min(i, cutPoints.length - 1)])))
                .toList();
        int units =
                groups.groups().stream().mapToInt(group -> group.units().size()).sum();
        double pupils =
                groups.groups().stream().mapToDouble(NeedGroups.Group::pupils).sum();
        return new ReportSection(
                "Means by \"%s\", in %s groups".formatted(groups.need(), figures.size()),
                "n = %s, each counting with its pupils, %s in all; groups have about as many %s"
                        .formatted(
                                Words.units(units),
                                Form.COUNT.of(pupils),
                                groups.cut() == NeedGroups.Cut.PUPILS ? "pupils" : "units"),
                shown,
                Amounts.byColumn(rows),
                ImmutableList.<String>builder()
                        .add("Group 1 has the least \"%s\"; equal needs are in one group. Observed: %s to %s."
                                .formatted(groups.need(), form.of(groups.lowestNeed()), form.of(groups.highestNeed())))
                        .addAll(gaps)
                        .build(),
                "cut points: R. J. Hyndman and Y. Fan, The American Statistician 50 (1996), definition 2",
                groups.leftOut());
    }

    /** Tells of how many units of a group a column is known, where that is not all; empty if it always is. */
    private static Optional<String> gaps(NeedGroups groups, String column, Map<Integer, Integer> known) {
        String gaps = groups.groups().stream()
                .filter(group ->
                        known.getOrDefault(group.number(), 0) < group.units().size())
                .map(group -> "%s of %s in group %s"
                        .formatted(
                                Form.COUNT.of(known.getOrDefault(group.number(), 0)),
                                Form.COUNT.of(group.units().size()),
                                group.number()))
                .collect(Collectors.joining(", "));
        return gaps.isEmpty()
                ? Optional.empty()
                : Optional.of("\"%s\" is known of some units only: %s.".formatted(column, gaps));
    }

    static ReportSection of(Decomposition parts) {
        List<Row> rows = new ArrayList<>();
        List<String> own = List.of("Theil index T", "Theil index L", "variance", "Gini index");
        parts.groups()
                .forEach((name, group) -> rows.add(new Row(
                        GivenNames.apart(name, "group", own::contains),
                        List.of(
                                new Figure("units", group.units(), Form.COUNT),
                                new Figure("pupils", group.pupils(), Form.COUNT),
                                new Figure("mean", group.mean(), Form.HUNDREDTHS)),
                        "")));
        String column = parts.all().column();
        rows.add(parts(column, "Theil index T", parts::theilT));
        rows.add(parts(column, "Theil index L", parts::theilL));
        rows.add(parts(column, "variance", parts::variance));
        rows.add(orWhy(column, "Gini index", () -> {
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
                "Inequality of \"%s\" within and between \"%s\""
                        .formatted(parts.all().column(), parts.groupedBy()),
                Words.counted(parts.all()),
                List.of("units", "pupils", "mean", "within", "between", "share between", "overlap"),
                Amounts.ofOneUnit(rows),
                List.of(
                        "within: what is left if all groups have the same mean; between: if all pupils of a group get the same.",
                        "overlap: what comes of groups whose amounts lie among those of others."),
                "F. Bourguignon, Econometrica 47 (1979); N. Bhattacharya and B. Mahalanobis, Journal of the American Statistical"
                        + " Association 62 (1967)",
                parts.all().leftOut());
    }

    private static Row parts(String column, String name, Supplier<Decomposition.Parts> computed) {
        return orWhy(column, name, () -> {
            Decomposition.Parts parts = computed.get();
            return new Row(
                    name,
                    List.of(
                            new Figure("within", parts.within(), Form.DIGITS),
                            new Figure("between", parts.between(), Form.DIGITS),
                            new Figure("share between", parts.betweenShare(), Form.SHARE)),
                    "");
        });
    }

    static ReportSection of(OneWay comparison) {
        List<Row> rows = new ArrayList<>();
        comparison
                .groups()
                .forEach(group -> rows.add(new Row(
                        GivenNames.apart(group.name(), "group", "difference"::equals),
                        List.of(
                                new Figure("rows", group.rows(), Form.COUNT),
                                new Figure("mean", group.mean(), Form.HUNDREDTHS)),
                        "")));
        rows.add(orWhy(
                "difference",
                UnaryOperator.identity(),
                () -> new Row(
                        "difference",
                        List.of(
                                new Figure("F", comparison.f(), Form.DIGITS),
                                new Figure(P, comparison.p(), Form.PROBABILITY),
                                new Figure("R²", comparison.rSquared(), Form.DIGITS)),
                        "F with %s and %s"
                                .formatted(
                                        Form.COUNT.of(comparison.freedomBetween()),
                                        Words.degrees(comparison.freedomWithin())))));
        return new ReportSection(
                "Comparison: " + comparison.title(),
                "n = %s, each counting once".formatted(Words.units(comparison.rows())),
                List.of("rows", "mean", "F", P, "R²"),
                Amounts.ofOneUnit(rows),
                List.of(
                        "F: the mean square between groups over that within; p: of an F as large if the groups do not differ."),
                "NIST/SEMATECH, e-Handbook of Statistical Methods, section 7.4.3",
                comparison.leftOut());
    }

    static ReportSection of(EquityFactor factor) {
        return new ReportSection(
                "Equity factor of \"%s\"".formatted(factor.spending().column()),
                Words.counted(factor.spending()) + "; a child in poverty counts as 1.4 pupils",
                List.of(VALUE),
                List.of(
                        orWhy(
                                factor.spending().column(),
                                "equity factor",
                                () -> new Row(
                                        "equity factor",
                                        List.of(new Figure(VALUE, factor.value(), Form.DIGITS)),
                                        "coefficient of variation over these pupils, of agencies with more than 200 students")),
                        orWhy(
                                factor.spending().column(),
                                "effort of the grant",
                                () -> new Row(
                                        "effort of the grant",
                                        List.of(new Figure(VALUE, 1.3 - factor.value(), Form.DIGITS)),
                                        "1.30 less the equity factor: the grant is in proportion to it"))),
                List.of(),
                "20 U.S.C. 6337(b)",
                factor.spending().leftOut());
    }

    static ReportSection of(String measure, Replicates replicates) {
        int all = replicates.values().length + replicates.undefined();
        // What was measured is known by its name alone, so that reasons may speak of dollars where there are none.
        UnaryOperator<String> words = why -> Words.ofAmounts("what is measured", why);
        Row row = orWhy(measure, words, () -> {
            Replicates.Interval interval = replicates.percentileInterval(95);
            return new Row(
                    measure,
                    List.of(
                            new Figure(VALUE, replicates.estimate(), Form.DIGITS),
                            new Figure(ERROR, replicates.standardError(), Form.DIGITS),
                            new Figure(FROM, interval.lower(), Form.DIGITS),
                            new Figure(TO, interval.upper(), Form.DIGITS),
                            new Figure("bias", replicates.bias(), Form.DIGITS)),
                    replicates.undefined() == 0
                            ? ""
                            : "does not exist for %s replicates: %s"
                                    .formatted(
                                            Form.COUNT.of(replicates.undefined()),
                                            Words.rounded(words.apply(
                                                    replicates.whyUndefined().orElse("")))));
        });
        return new ReportSection(
                "How sure \"%s\" is".formatted(measure),
                Words.counted(all, "replicate"),
                ImmutableList.<String>builder().addAll(MEASURED).add("bias").build(),
                List.of(row),
                List.of(
                        "95%: the middle of the replicates; as if the units were drawn by chance from more like them.",
                        "bias: the mean of the replicates less the value."),
                BOOTSTRAP,
                List.of());
    }

    static ReportSection of(SalaryComparison salaries, Measure... measures) {
        List<Row> rows = new ArrayList<>();
        for (Measure measure : new LinkedHashSet<>(Arrays.asList(measures))) {
            ImmutableList.Builder<Figure> figures = ImmutableList.builder();
            var actual = salaries.actual().figure(measure);
            var averaged = salaries.averaged().figure(measure);
            actual.value().ifPresent(value -> figures.add(new Figure("actual", value, form(measure))));
            averaged.value().ifPresent(value -> figures.add(new Figure("averaged", value, form(measure))));
            if (actual.value().isPresent() && averaged.value().isPresent()) {
                figures.add(new Figure(
                        "difference",
                        actual.value().getAsDouble() - averaged.value().getAsDouble(),
                        form(measure)));
            }
            rows.add(new Row(
                    measure.label(),
                    figures.build(),
                    actual.why()
                            .or(averaged::why)
                            .map(why -> Words.none(Words.of(salaries.actual().column(), why)))
                            .orElseGet(() -> Words.of(salaries.actual().column(), measure.definition()))));
        }
        rows.add(hidden("mean hidden", salaries.meanAbsoluteDifference(), "up or down, in the mean over pupils"));
        rows.add(hidden(
                "most hidden", salaries.highestDifference(), "of any school: its teachers earn more than the average"));
        rows.add(hidden(
                "least hidden",
                salaries.lowestDifference(),
                "of any school; below 0, averages show more than it spends"));
        return new ReportSection(
                "What average salaries hide of \"%s\""
                        .formatted(salaries.actual().column()),
                Words.counted(salaries.actual()),
                List.of("actual", "averaged", "difference"),
                Amounts.ofOneUnit(rows),
                List.of(
                        "averaged: with every teacher at the mean salary of the district, which spends as much in all."),
                "M. Roza and P. T. Hill, Brookings Papers on Education Policy 7 (2004)",
                salaries.actual().leftOut());
    }

    private static Row hidden(String name, double value, String explanation) {
        return new Row(name, List.of(new Figure("difference", value, Form.HUNDREDTHS)), explanation);
    }

    static ReportSection of(StudentWeightedIndex index, String... units) {
        List<StudentWeightedIndex.School> schools = units.length == 0
                ? index.schools()
                : Arrays.stream(units).distinct().map(index::school).toList();
        List<Row> rows = new ArrayList<>();
        for (StudentWeightedIndex.School school : schools) {
            List<Figure> figures = List.of(
                    new Figure("gets", school.dollars(), Form.HUNDREDTHS),
                    new Figure("at averages", school.dollarsAtAverages(), Form.HUNDREDTHS),
                    new Figure("difference", school.difference(), Form.HUNDREDTHS));
            rows.add(
                    school.dollarsAtAverages() == 0
                            ? new Row(school.unit(), figures, "no index: its pupils would bring nothing")
                            : new Row(
                                    school.unit(),
                                    ImmutableList.<Figure>builder()
                                            .addAll(figures)
                                            .add(new Figure("index", school.index(), Form.THOUSANDTHS))
                                            .build(),
                                    ""));
        }
        List<String> notes = new ArrayList<>();
        Form form = Amounts.form(Doubles.toArray(index.averages().values()));
        index.averages()
                .forEach((kind, average) ->
                        notes.add("Average for a pupil of \"%s\": %s dollars.".formatted(kind, form.of(average))));
        notes.add(
                "index: what a school gets over what its pupils would bring at these averages; above 1 it gets more.");
        return new ReportSection(
                "Schools beside the averages of "
                        + String.join(", ", quoted(index.averages().keySet())),
                "n = %s in the averages%s"
                        .formatted(
                                Words.units(index.schools().size()),
                                units.length == 0 ? "" : ", %s shown".formatted(Form.COUNT.of(schools.size()))),
                List.of("gets", "at averages", "difference", "index"),
                Amounts.ofOneUnit(rows),
                notes,
                "K. H. Miles and M. Roza, Peabody Journal of Education 81 (2006)",
                index.leftOut());
    }

    private static List<String> quoted(Collection<String> names) {
        return names.stream().map(Words::quoted).toList();
    }

    static ReportSection of(ResourceReview review) {
        List<Row> rows = new ArrayList<>();
        for (ResourceReview.Line line : review.lines()) {
            ImmutableList.Builder<Figure> figures = ImmutableList.builder();
            add(figures, "own", line.own());
            add(figures, "mean of peers", line.mean());
            add(figures, "difference", line.difference());
            add(figures, "lowest", line.lowest());
            add(figures, "highest", line.highest());
            List<Figure> told = figures.build();
            Form form = Amounts.form(told.stream().mapToDouble(Figure::value).toArray());
            rows.add(new Row(
                    line.column(),
                    told,
                    Stream.of(
                                    line.own().isPresent() ? "" : "not known of the unit itself",
                                    line.known() == review.peers().size()
                                            ? ""
                                            : "known of %s of its peers".formatted(Form.COUNT.of(line.known())),
                                    remark(line, form))
                            .filter(remark -> !remark.isEmpty())
                            .collect(Collectors.joining("; "))));
        }
        return new ReportSection(
                "%s beside its peers by %s".formatted(review.unit(), String.join(", ", quoted(review.alikeIn()))),
                "n = %s and %s, each counting once"
                        .formatted(
                                Words.units(1),
                                review.peers().size() == 1
                                        ? "1 peer"
                                        : Form.COUNT.of(review.peers().size()) + " peers"),
                List.of("own", "mean of peers", "difference", "lowest", "highest"),
                Amounts.byRow(rows),
                List.of(
                        "Peers, the nearest first: %s; in brackets Euclid's distance, in standard deviations of the columns by which they are chosen."
                                .formatted(review.peers().stream()
                                        .map(peer ->
                                                "%s (%s)".formatted(peer.unit(), Form.THOUSANDTHS.of(peer.distance())))
                                        .collect(Collectors.joining(", "))),
                        "Where it gets less or more than its peers is a question for discussion, and no judgement."),
                "L. Kaufman and P. J. Rousseeuw, Finding Groups in Data, 1990",
                review.leftOut());
    }

    private static void add(ImmutableList.Builder<Figure> figures, String column, OptionalDouble value) {
        value.ifPresent(known -> figures.add(new Figure(column, known, Form.HUNDREDTHS)));
    }

    private static String remark(ResourceReview.Line line, Form form) {
        if (line.remark().isEmpty()) {
            return "";
        }
        OptionalDouble bound = line.isBelowAll() ? line.lowest() : line.highest();
        return FigureText.beyond(line.remark(), line.own().orElseThrow(), bound.orElseThrow(), form::of);
    }

    private static Row row(
            String name, OptionalDouble value, Form form, String definition, String source, Optional<String> why) {
        return value.isPresent()
                ? new Row(name, List.of(new Figure(VALUE, value.getAsDouble(), form)), definition, source)
                : new Row(name, List.of(), Words.none(why.orElseThrow()), source);
    }

    /** Returns a row, or why there is none, where that is told of dollars per pupil. */
    private static Row orWhy(String column, String name, Supplier<Row> row) {
        return orWhy(name, why -> Words.of(column, why), row);
    }

    /**
     * Returns a row, or why there is none.
     *
     * @param words turns a reason into one of the section
     */
    static Row orWhy(String name, UnaryOperator<String> words, Supplier<Row> row) {
        try {
            return row.get();
        } catch (UndefinedMeasureException undefined) {
            return new Row(name, List.of(), Words.none(words.apply(undefined.reason())));
        }
    }

    private static Form form(Measure measure) {
        return switch (measure) {
            case HOOVER, FEDERAL_DISPARITY -> Form.SHARE;
            default -> measure.isRelative() ? Form.DIGITS : Form.HUNDREDTHS;
        };
    }
}
