package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ListMultimap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.equity.report.ReportSection;
import org.perpupil.io.chart.Chart;
import org.perpupil.io.report.PictureContent.Picture;
import org.perpupil.problem.Problem;

/** What the page of a report on equity shows, as text, in the order of the page. */
final class EquityContent {
    /** So many units are named at once; more are shown on a click. */
    private static final int NAMED = 10;

    private EquityContent() {}

    /**
     * The whole page.
     *
     * @param leftOut who is in no section
     * @param fileProblems what reading the file met
     * @param stamps what the figures were computed from
     */
    public record Content(
            String title,
            String units,
            List<LeftOut> leftOut,
            List<String> fileProblems,
            List<Picture> pictures,
            List<Section> sections,
            List<String> stamps) {}

    /**
     * One result.
     *
     * @param columns those that have figures; none if no row has any
     * @param sameAs an earlier section that leaves out the same; empty if none does
     */
    public record Section(
            String title,
            String counted,
            List<Picture> pictures,
            List<String> columns,
            List<Row> rows,
            List<String> notes,
            String source,
            List<LeftOut> leftOut,
            String sameAs) {}

    /** A row: its definition, or why it has no figures, and who defined it; a figure for each column, a dash where there is none. */
    public record Row(String name, String explanation, String source, List<String> figures) {}

    /**
     * Who is left out.
     *
     * @param units how many
     * @param few whether they are named at once
     */
    public record LeftOut(String units, boolean few, List<Reason> reasons) {}

    /** Units that are left out for the same reasons. */
    public record Reason(String reason, String units) {}

    static Content of(
            EquityReport report, List<Chart> first, ListMultimap<String, Chart> bySection, List<String> stamps) {
        Set<Problem> ofFile = ImmutableSet.copyOf(report.fileProblems());
        Set<Problem> ofStudy = ImmutableSet.copyOf(report.study().leftOut());
        Map<List<Problem>, String> told = new HashMap<>();
        List<Section> sections = new ArrayList<>();
        for (ReportSection section : report.sections()) {
            List<Problem> beyond = section.leftOut().stream()
                    .filter(problem -> !ofStudy.contains(problem))
                    .toList();
            String earlier = told.getOrDefault(beyond, "");
            told.putIfAbsent(beyond, section.title());
            sections.add(section(section, bySection.get(section.title()), beyond, beyond.isEmpty() ? "" : earlier));
        }
        return new Content(
                report.title(),
                units(report.study().size()),
                leftOut(ofStudy.stream()
                        .filter(problem -> !ofFile.contains(problem))
                        .toList()),
                ofFile.stream().map(Problem::message).toList(),
                first.stream().map(PictureContent::of).toList(),
                sections,
                stamps);
    }

    private static Section section(ReportSection section, List<Chart> charts, List<Problem> leftOut, String sameAs) {
        List<String> columns = section.columns().stream()
                .filter(column -> section.rows().stream()
                        .flatMap(row -> row.figures().stream())
                        .anyMatch(figure -> figure.column().equals(column)))
                .toList();
        return new Section(
                section.title(),
                section.counted(),
                charts.stream().map(PictureContent::of).toList(),
                columns,
                section.rows().stream().map(row -> row(row, columns)).toList(),
                section.notes(),
                section.source(),
                sameAs.isEmpty() ? leftOut(leftOut) : List.of(),
                sameAs);
    }

    private static Row row(ReportSection.Row row, List<String> columns) {
        return new Row(
                row.name(),
                row.explanation(),
                row.source(),
                columns.stream()
                        .map(column -> row.figures().stream()
                                .filter(figure -> figure.column().equals(column))
                                .findFirst()
                                .map(ReportSection.Figure::toString)
                                .orElse(Words.NONE))
                        .toList());
    }

    /** Each unit once with its reasons, and units with the same reasons together; none if nobody is left out. */
    private static List<LeftOut> leftOut(List<Problem> problems) {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        problems.forEach(problem -> {
            List<String> of = reasons.computeIfAbsent(problem.place(), any -> new ArrayList<>());
            if (!of.contains(problem.found())) {
                of.add(problem.found());
            }
        });
        Map<String, List<String>> units = new LinkedHashMap<>();
        reasons.forEach((unit, of) -> units.computeIfAbsent(String.join("; ", of), any -> new ArrayList<>())
                .add(unit));
        if (units.isEmpty()) {
            return ImmutableList.of();
        }
        return ImmutableList.of(new LeftOut(
                units(reasons.size()),
                reasons.size() <= NAMED,
                units.entrySet().stream()
                        .map(of -> new Reason(of.getKey(), String.join("; ", of.getValue())))
                        .toList()));
    }

    private static String units(int number) {
        return Words.whole(number) + (number == 1 ? " unit" : " units");
    }
}
