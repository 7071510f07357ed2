package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.equity.report.ReportSection;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.AsShown;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.formula.allocation.Comparison.Change;
import org.perpupil.formula.allocation.Explanation;
import org.perpupil.formula.allocation.NeedMatrix;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.scenario.Scenarios;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;

/** Results as tables of texts, for the one template of fragments. */
final class NotebookContent {
    /** A prompt is no place for thousands of rows; what is left out is told. */
    private static final int MOST_ROWS = 50;

    private static final int LARGEST = 10;

    private NotebookContent() {}

    /** A fragment; title and lead may be empty. */
    public record Fragment(String title, String lead, List<Table> tables) {}

    /** A table with what has to be said below it. */
    public record Table(String caption, List<Head> heads, List<Body> bodies, List<String> notes) {}

    /** The head of a column, of texts or of figures. */
    public record Head(String name, boolean text) {}

    /** Rows that belong together; the title may be empty. */
    public record Body(String title, int columns, List<Row> rows) {}

    /** A row; a sum stands out. */
    public record Row(String head, List<Cell> cells, boolean sum) {}

    /** A text or a figure, with smaller texts below it. */
    public record Cell(String text, List<String> details, boolean left) {}

    static Fragment of(Allocation allocation) {
        Words words = new Words(allocation.district().currencySign());
        return new Fragment(
                "%s: %s, %s".formatted(allocation.model(), allocation.district().name(), allocation.year()),
                "%s, %s, %s to schools; status: %s."
                        .formatted(
                                Words.schools(allocation.schools().size()),
                                Words.ofPupils(allocation.district().pupils()),
                                words.money(allocation.total()),
                                allocation.status().name().toLowerCase(Locale.ROOT)),
                List.of(sources(allocation, words), schools(allocation, words)));
    }

    private static Table sources(Allocation allocation, Words words) {
        List<Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (SourceStatement source : allocation.sources()) {
            source.reserves()
                    .forEach((reserve, money) ->
                            notes.add("Of what stays central of %s, %s is set aside for %s, which has a row of its own."
                                    .formatted(source.source().name(), words.money(money), reserve.name())));
            rows.add(row(
                    source.source().name(),
                    source.amount().map(words::money).orElse("as drawn"),
                    words.money(source.central()),
                    words.money(source.toSchools()),
                    words.money(source.residual())));
        }
        return table(
                "Where every cent went",
                figures("Source", "Amount", "Stays central", "To schools", "Left over"),
                rows,
                notes);
    }

    private static Table schools(Allocation allocation, Words words) {
        List<Row> rows = new ArrayList<>();
        for (SchoolAllocation school : first(allocation.schools())) {
            rows.add(row(
                    school.school().toString(),
                    Words.pupils(school.school().enrollment().pupils()),
                    words.money(school.total()),
                    Words.dollarsPerPupil(
                                    school.total(), school.school().enrollment().pupils())
                            .map(words::perPupil)
                            .orElse(Words.NONE)));
        }
        return table(
                "Budgets, in order of id",
                figures("School", "Pupils", "Budget", "For each pupil"),
                rows,
                leftOut(allocation.schools().size(), "school"));
    }

    static Fragment of(Explanation explanation) {
        Words words = new Words(explanation.currencySign());
        ImmutableList.Builder<Body> bodies = ImmutableList.builder();
        body("Steps, used by lines below", explanation.steps(), Stream.empty()).ifPresent(bodies::add);
        for (Explanation.Paid paid : explanation.sources()) {
            body(
                            paid.source().name(),
                            paid.rows(),
                            Stream.of(sum("together", text(""), figure(words.money(paid.subtotal())))))
                    .ifPresent(bodies::add);
        }
        body("Shown, not counted", explanation.notCounted(), Stream.empty()).ifPresent(bodies::add);
        bodies.add(new Body("", 3, List.of(sum("Budget", text(""), figure(words.money(explanation.total()))))));
        return new Fragment(
                "",
                "",
                List.of(new Table(
                        "%s, %s".formatted(explanation.school(), explanation.year()),
                        List.of(new Head("Line", true), new Head("Working", true), new Head("Amount", false)),
                        bodies.build(),
                        explanation.estimates().stream()
                                .map(estimate -> "Estimate, " + estimate)
                                .toList())));
    }

    private static Optional<Body> body(String title, List<Explanation.Row> lines, Stream<Row> sum) {
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Body(
                        title,
                        3,
                        Stream.concat(lines.stream().map(NotebookContent::line), sum)
                                .toList()));
    }

    private static Row line(Explanation.Row line) {
        return new Row(
                line.line(),
                List.of(
                        new Cell(
                                line.working(),
                                Stream.of(
                                                Stream.of(line.rounding()).filter(text -> !text.isEmpty()),
                                                line.asShown().map(AsShown::text).stream(),
                                                line.citations().stream())
                                        .flatMap(notes -> notes)
                                        .toList(),
                                true),
                        figure(line.result())),
                false);
    }

    static Fragment of(NeedMatrix matrix) {
        Words words = new Words("");
        List<Table> tables = new ArrayList<>();
        NeedsContent.matrix("Dollars for each pupil", matrix, matrix, words)
                .map(NotebookContent::table)
                .ifPresent(tables::add);
        if (!matrix.notPerPupil().isEmpty()) {
            tables.add(table(
                    "Not per pupil",
                    figures("Line", "All schools"),
                    matrix.notPerPupil().entrySet().stream()
                            .map(line -> row(line.getKey(), words.money(line.getValue())))
                            .toList(),
                    List.of()));
        }
        return new Fragment("", tables.isEmpty() ? "No line pays a school." : "", tables);
    }

    private static Table table(NeedsContent.Matrix matrix) {
        return table(
                matrix.title(),
                figures("Grades", matrix.columns().toArray(String[]::new)),
                matrix.rows().stream()
                        .map(row -> new Row(
                                row.span(),
                                row.cells().stream().map(NotebookContent::cell).toList(),
                                false))
                        .toList(),
                List.of("The weight is relative to what every pupil of the same grades brings."));
    }

    private static Cell cell(NeedsContent.Cell cell) {
        return new Cell(
                cell.dollars(),
                Stream.of(cell.weight().isEmpty() ? "" : "weight " + cell.weight(), cell.range(), cell.limit())
                        .filter(text -> !text.isEmpty())
                        .toList(),
                false);
    }

    static Fragment of(Comparison comparison) {
        Words words = new Words("");
        List<Row> groups = new ArrayList<>();
        comparison.byLevel().forEach((level, summary) -> groups.add(summary(level, summary, words, false)));
        groups.add(summary("all schools", comparison.summary(), words, true));
        List<String> notes = new ArrayList<>();
        long without = comparison.changes().stream()
                .filter(change -> change.before().isEmpty())
                .count();
        if (without > 0) {
            notes.add("Without a budget before, neither gaining nor losing: %s."
                    .formatted(Words.schools(Math.toIntExact(without))));
        }
        if (!comparison.gone().isEmpty()) {
            notes.add("With a budget before and no longer there: %s."
                    .formatted(Words.schools(comparison.gone().size())));
        }
        List<Table> tables = new ArrayList<>();
        tables.add(table(
                "Who gains, who loses",
                figures("Schools", "How many", "Before", "After", "Gain", "By", "Lose", "By"),
                groups,
                notes));
        largest("Largest gains", comparison.gaining(), "that gain", words).ifPresent(tables::add);
        largest("Largest losses", comparison.losing(), "that lose", words).ifPresent(tables::add);
        return new Fragment("", "", tables);
    }

    private static Row summary(String name, Comparison.Summary summary, Words words, boolean sum) {
        return new Row(
                name,
                Stream.of(
                                Words.whole(summary.schools()),
                                words.money(summary.before()),
                                words.money(summary.after()),
                                Words.whole(summary.gaining()),
                                words.signed(summary.gained()),
                                Words.whole(summary.losing()),
                                words.signed(summary.lost().negated()))
                        .map(NotebookContent::figure)
                        .toList(),
                sum);
    }

    private static Optional<Table> largest(String caption, List<Change> changes, String which, Words words) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        List<Row> rows = new ArrayList<>();
        for (Change change : changes.subList(0, Math.min(LARGEST, changes.size()))) {
            Money difference = change.change().orElseThrow();
            rows.add(row(
                    change.school().toString(),
                    words.money(change.before()),
                    words.money(change.after()),
                    words.signed(difference),
                    change.relativeChange().map(Words::signedPercent).orElse(Words.NONE),
                    change.changePerPupil().map(words::signedPerPupil).orElse(Words.NONE)));
        }
        int more = changes.size() - rows.size();
        return Optional.of(table(
                caption,
                figures("School", "Before", "After", "Change", "%", "For each pupil"),
                rows,
                more == 0 ? List.of() : List.of("Not shown: %s more %s.".formatted(Words.schools(more), which))));
    }

    static Fragment of(Scenarios scenarios) {
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, Allocation> scenario : scenarios.allocations().entrySet()) {
            Words words = new Words(scenario.getValue().district().currencySign());
            Comparison.Summary change = scenarios.change(scenario.getKey()).summary();
            rows.add(
                    rows.isEmpty()
                            ? row(
                                    scenario.getKey(),
                                    words.money(scenario.getValue().total()),
                                    Words.NONE,
                                    Words.NONE,
                                    Words.NONE)
                            : row(
                                    scenario.getKey(),
                                    words.money(scenario.getValue().total()),
                                    words.signed(scenarios.cost(scenario.getKey())),
                                    Words.whole(change.gaining()),
                                    Words.whole(change.losing())));
        }
        return new Fragment(
                "",
                "",
                List.of(table(
                        "Scenarios, compared with the first",
                        figures("Scenario", "To schools", "Costs more", "Gain", "Lose"),
                        rows,
                        List.of())));
    }

    static Fragment of(EquityReport report) {
        return new Fragment(
                report.title(),
                "Units in the study: %s.".formatted(Words.whole(report.study().size())),
                report.sections().stream().map(NotebookContent::table).toList());
    }

    static Fragment of(ReportSection section) {
        return new Fragment("", "", List.of(table(section)));
    }

    private static Table table(ReportSection section) {
        List<String> columns = section.columns().stream()
                .filter(column -> section.rows().stream()
                        .anyMatch(row -> figure(row, column).isPresent()))
                .toList();
        ImmutableList.Builder<Head> heads = ImmutableList.builder();
        heads.add(new Head("", true));
        columns.forEach(column -> heads.add(new Head(column, false)));
        heads.add(new Head("", true));
        List<Row> rows = new ArrayList<>();
        for (ReportSection.Row row : first(section.rows())) {
            ImmutableList.Builder<Cell> cells = ImmutableList.builder();
            columns.forEach(column -> cells.add(figure(figure(row, column).orElse(""))));
            cells.add(text(
                    row.source().isEmpty()
                            ? row.explanation()
                            : "%s [%s]"
                                    .formatted(row.explanation(), row.source())
                                    .strip()));
            rows.add(new Row(row.name(), cells.build(), false));
        }
        ImmutableList.Builder<String> notes = ImmutableList.builder();
        notes.addAll(leftOut(section.rows().size(), "row"));
        notes.add(section.counted());
        notes.addAll(section.notes());
        notes.add("Source: " + section.source());
        int units = section.leftOutByUnit().size();
        if (units > 0) {
            notes.add("Left out of every figure, each with its reason in the report: %s %s."
                    .formatted(Words.whole(units), units == 1 ? "unit" : "units"));
        }
        return new Table(
                section.title(), heads.build(), List.of(new Body("", columns.size() + 2, rows)), notes.build());
    }

    private static Optional<String> figure(ReportSection.Row row, String column) {
        return row.figures().stream()
                .filter(figure -> figure.column().equals(column))
                .map(ReportSection.Figure::toString)
                .findFirst();
    }

    static Fragment of(Loaded<?> loaded) {
        List<Table> tables = new ArrayList<>();
        if (!loaded.problems().isEmpty()) {
            List<Row> rows = new ArrayList<>();
            for (Problem problem : first(loaded.problems())) {
                rows.add(new Row(
                        problem.place(),
                        Stream.of(problem.found(), problem.allowed(), problem.remedy())
                                .map(NotebookContent::text)
                                .toList(),
                        false));
            }
            tables.add(table(
                    "Problems",
                    texts("Place", "Found", "Allowed", "Remedy"),
                    rows,
                    leftOut(loaded.problems().size(), "problem")));
        }
        if (!loaded.notices().isEmpty()) {
            List<Row> rows = new ArrayList<>();
            for (Notice notice : first(loaded.notices())) {
                rows.add(new Row(notice.place(), List.of(text(notice.said())), false));
            }
            tables.add(table(
                    "Notices",
                    texts("Place", "What is to be known"),
                    rows,
                    leftOut(loaded.notices().size(), "notice")));
        }
        return new Fragment(
                "",
                "%s of %s %s used."
                        .formatted(
                                Words.whole(loaded.rowsUsed()),
                                Words.whole(loaded.rowsRead()),
                                loaded.rowsRead() == 1 ? "row" : "rows"),
                tables);
    }

    private static Table table(String caption, List<Head> heads, List<Row> rows, List<String> notes) {
        return new Table(caption, heads, List.of(new Body("", heads.size(), rows)), notes);
    }

    /** Heads of a column of names and of figures. */
    private static List<Head> figures(String first, String... others) {
        return Stream.concat(Stream.of(new Head(first, true)), Stream.of(others).map(name -> new Head(name, false)))
                .toList();
    }

    private static List<Head> texts(String... names) {
        return Stream.of(names).map(name -> new Head(name, true)).toList();
    }

    private static Row row(String head, String... figures) {
        return new Row(head, Stream.of(figures).map(NotebookContent::figure).toList(), false);
    }

    private static Row sum(String head, Cell... cells) {
        return new Row(head, List.of(cells), true);
    }

    private static Cell figure(String text) {
        return new Cell(text, List.of(), false);
    }

    private static Cell text(String text) {
        return new Cell(text, List.of(), true);
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MOST_ROWS, all.size()));
    }

    private static List<String> leftOut(int all, String what) {
        int more = all - MOST_ROWS;
        return more <= 0
                ? List.of()
                : List.of("Not shown: %s more %s%s.".formatted(Words.whole(more), what, more == 1 ? "" : "s"));
    }
}
