package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.equity.report.ReportSection;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.io.report.AllocationContent.Note;
import org.perpupil.io.report.PictureContent.Picture;
import org.perpupil.problem.Problem;

/** What the page of a report on equity shows, as text, in the order of the page. */
final class EquityContent {
    /** So many units are named at once; more are shown on a click. */
    private static final int NAMED = 10;

    /** A unit of measurement is no row of the study. */
    private static final Pattern ONE = Pattern.compile("(?<!without )\\bunit\\b(?! of what)");

    private static final Pattern SEVERAL = Pattern.compile("\\bunits\\b");

    private final EquityPage.Shown shown;

    private EquityContent(EquityPage.Shown shown) {
        this.shown = shown;
    }

    /**
     * The whole page.
     *
     * @param remarks what nobody may overlook
     * @param answer whether money follows need; none if it is not asked or cannot be told
     * @param leftOut who is in no section
     * @param fileProblems what reading the file met
     * @param stamps what the figures were computed from
     */
    public record Content(
            String title,
            String units,
            List<String> remarks,
            List<LeftOut> leftOut,
            List<String> fileProblems,
            List<NeedAnswer.Answer> answer,
            List<Picture> pictures,
            List<Section> sections,
            List<Note> notes,
            List<String> stamps) {}

    /**
     * One result.
     *
     * @param specialist whether only specialists read it
     * @param columns those that have figures; none if no row has any
     * @param sameAs an earlier section that leaves out the same; empty if none does
     */
    public record Section(
            String title,
            boolean specialist,
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

    static Content of(EquityReport report, EquityPage.Shown shown) {
        Set<Problem> ofFile = ImmutableSet.copyOf(report.fileProblems());
        Set<Problem> ofStudy = ImmutableSet.copyOf(report.study().leftOut());
        Map<List<Problem>, String> told = new HashMap<>();
        List<Section> sections = new ArrayList<>();
        EquityContent content = new EquityContent(shown);
        for (ReportSection section : inOrder(report.sections())) {
            List<Problem> beyond = section.leftOut().stream()
                    .filter(problem -> !ofStudy.contains(problem))
                    .toList();
            String earlier = told.getOrDefault(beyond, "");
            told.putIfAbsent(beyond, section.title());
            sections.add(content.section(section, beyond, beyond.isEmpty() ? "" : earlier));
        }
        return new Content(
                report.title(),
                content.units(report.study().size()),
                shown.remarks(),
                content.leftOut(ofStudy.stream()
                        .filter(problem -> !ofFile.contains(problem))
                        .toList()),
                ofFile.stream().map(Problem::message).toList(),
                answer(shown).stream().toList(),
                shown.first().stream().map(PictureContent::of).toList(),
                sections,
                shown.notes().stream().map(AllocationContent::note).toList(),
                shown.stamps());
    }

    private static Optional<NeedAnswer.Answer> answer(EquityPage.Shown shown) {
        Optional<Allocation> of = shown.allocation();
        return shown.answer()
                .map(answer -> of.flatMap(allocation -> shown.asked()
                                .map(asked ->
                                        answer.except(NeedExceptions.of(allocation, asked.need(), asked.words()))))
                        .orElse(answer))
                .map(answer -> shown.oneRule()
                        ? answer.ofOneRule(of.map(NeedExceptions::rule).orElse("one rule"), "")
                        : answer);
    }

    /** What only specialists read stands after all else. */
    private static List<ReportSection> inOrder(List<ReportSection> sections) {
        return Stream.concat(
                        sections.stream().filter(section -> !isForSpecialists(section)),
                        sections.stream().filter(EquityContent::isForSpecialists))
                .toList();
    }

    /** Measures that only specialists read, and whatever is fitted. */
    private static boolean isForSpecialists(ReportSection section) {
        return FairerWay.isAllMeasures(section) || section.columns().contains("standard error");
    }

    private Section section(ReportSection section, List<Problem> leftOut, String sameAs) {
        List<String> columns = section.columns().stream()
                .filter(column -> section.rows().stream()
                        .flatMap(row -> row.figures().stream())
                        .anyMatch(figure -> figure.column().equals(column)))
                .toList();
        boolean measures = FairerWay.isAllMeasures(section);
        return new Section(
                section.title(),
                isForSpecialists(section),
                called(section.counted()),
                shown.bySection().get(section.title()).stream()
                        .map(PictureContent::of)
                        .toList(),
                columns.stream()
                        .map(column -> column.equals("units") ? shown.several() : column)
                        .toList(),
                section.rows().stream().map(row -> row(row, columns, measures)).toList(),
                section.notes().stream().map(this::called).toList(),
                section.source(),
                sameAs.isEmpty() ? leftOut(leftOut) : List.of(),
                sameAs);
    }

    private Row row(ReportSection.Row row, List<String> columns, boolean measures) {
        String fairer = measures && !row.figures().isEmpty() ? FairerWay.of(row.name()) : "";
        String explanation = called(row.explanation());
        return new Row(
                // Names of other rows come of data.
                measures ? called(row.name()) : row.name(),
                explanation.isEmpty() || fairer.isEmpty() ? explanation + fairer : explanation + ". " + fairer,
                row.source(),
                columns.stream()
                        .map(column -> row.figures().stream()
                                .filter(figure -> figure.column().equals(column))
                                .findFirst()
                                .map(ReportSection.Figure::toString)
                                .orElse(Words.NONE))
                        .toList());
    }

    /** Text of a report with its word for rows replaced, but not in quotes, where names of columns stand. */
    private String called(String text) {
        if (shown.one().equals("unit")) {
            return text;
        }
        String[] parts = text.split("\"", -1);
        for (int i = 0; i < parts.length; i += 2) {
            parts[i] = SEVERAL.matcher(parts[i]).replaceAll(Matcher.quoteReplacement(shown.several()));
            parts[i] = ONE.matcher(parts[i]).replaceAll(Matcher.quoteReplacement(shown.one()));
        }
        return String.join("\"", parts);
    }

    /** Each unit once with its reasons, and units with the same reasons together; none if nobody is left out. */
    private List<LeftOut> leftOut(List<Problem> problems) {
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

    private String units(int number) {
        return Words.whole(number) + " " + (number == 1 ? shown.one() : shown.several());
    }
}
