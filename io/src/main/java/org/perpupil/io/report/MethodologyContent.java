package org.perpupil.io.report;

import static org.perpupil.io.report.Defined.joined;
import static org.perpupil.io.report.Defined.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Disposition;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;

/** What a methodology says, as sections of text and tables that a page and a text file show alike. */
final class MethodologyContent {
    private static final String NOTHING = "no source";
    private static final String SHOWN = "Shown beside what is paid, and not paid";

    private final Defined defined;

    private MethodologyContent(Defined defined) {
        this.defined = defined;
    }

    /**
     * The whole methodology.
     *
     * @param warnings why the year cannot be computed; none if it can
     */
    public record Document(String title, String year, String lead, List<String> warnings, List<Section> sections) {}

    /** A part with a heading of its own, at a place in the page. */
    public record Section(String anchor, String title, List<Block> blocks) {}

    /**
     * One of these, or a heading and what stands below it; the others are empty.
     *
     * @param heading a source
     * @param number of a line in the order of the definition
     * @param line the name of a line
     * @param detail what stands beside the name
     * @param steps what is computed first
     * @param sentences a paragraph
     * @param items a list
     */
    public record Block(
            String heading,
            String number,
            String line,
            String detail,
            List<String> steps,
            String sentences,
            List<String> items,
            List<Table> tables) {

        static Block heading(String heading) {
            return new Block(heading, "", "", "", List.of(), "", List.of(), List.of());
        }

        static Block of(String... sentences) {
            return new Block("", "", "", "", List.of(), String.join(" ", sentences), List.of(), List.of());
        }

        static Block items(List<String> items) {
            return new Block("", "", "", "", List.of(), "", items, List.of());
        }

        static Block table(Table table) {
            return new Block("", "", "", "", List.of(), "", List.of(), List.of(table));
        }
    }

    /** A table; all of its columns but the first are numbers, or none is. */
    public record Table(String caption, boolean numbers, List<String> columns, List<Row> rows) {
        public Table {
            rows = rows.stream().map(row -> row.under(columns)).toList();
        }
    }

    /** A row of a table. */
    public record Row(String head, List<Cell> cells) {
        static Row of(String head, List<String> cells) {
            return new Row(head, cells.stream().map(cell -> new Cell(cell, "")).toList());
        }

        /** Returns the row with the name of its column at each cell, for where cells stand below each other. */
        Row under(List<String> columns) {
            List<Cell> named = new ArrayList<>();
            for (Cell cell : cells) {
                named.add(new Cell(columns.get(named.size() + 1), cell.text(), cell.detail()));
            }
            return new Row(head, named);
        }
    }

    /** A cell of a column; the detail may be empty. */
    public record Cell(String column, String text, String detail) {
        Cell(String text, String detail) {
            this("", text, detail);
        }
    }

    static Document of(Defined defined) {
        return new MethodologyContent(defined).document();
    }

    private Document document() {
        ValuesContent values = ValuesContent.of(defined);
        List<Section> sections = new ArrayList<>();
        add(sections, "sources", "What comes in", sources());
        add(sections, "pupils", "What a pupil brings", PupilsContent.of(defined));
        add(sections, "lines", "How each line is computed", lines());
        add(sections, "guarantees", "What is guaranteed", guarantees());
        add(sections, "decisions", "What is decided for named schools", decisions());
        add(sections, "rounding", "How amounts are rounded", rounding());
        add(sections, "values", "Every rate and value", values.blocks());
        return new Document(
                Defined.name(defined.formula().name()),
                defined.year().toString(),
                defined.sources().isEmpty()
                        ? "How the formula computes what a school gets, in plain English."
                        : "How each school’s money is computed, in plain English.",
                values.missing(),
                sections);
    }

    private static void add(List<Section> sections, String anchor, String title, List<Block> blocks) {
        if (!blocks.isEmpty()) {
            sections.add(new Section(anchor, title, blocks));
        }
    }

    private List<Block> sources() {
        List<Block> blocks = new ArrayList<>();
        for (FundedSource source : defined.sources()) {
            blocks.add(Block.heading(Defined.name(source.source().name())));
            List<String> sentences = new ArrayList<>(SourceWords.of(defined, source));
            if (!defined.isDrawn(source.source()) && source.disposition() != Disposition.LOCKED) {
                sentences.add("No line pays from it.");
            }
            blocks.add(Block.of(sentences.toArray(String[]::new)));
        }
        return blocks;
    }

    /** Lines under who pays; a figure stands before the next line, which mostly uses it. */
    private List<Block> lines() {
        Map<String, List<Block>> bySource = new LinkedHashMap<>();
        List<Block> waiting = new ArrayList<>();
        int number = 0;
        for (Line line : defined.formula().lines()) {
            number++;
            waiting.add(block(line, number));
            if (line.form().isAmount()) {
                bySource.computeIfAbsent(heading(line), any -> new ArrayList<>())
                        .addAll(waiting);
                waiting.clear();
            }
        }
        if (!waiting.isEmpty()) {
            bySource.computeIfAbsent("Figures at the end", any -> new ArrayList<>())
                    .addAll(waiting);
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.of(
                        "Lines are computed in the order of their numbers; each can use the lines with lower numbers.",
                        "A school’s budget is the sum of the lines that pay it.",
                        "A school that the conditions of a line leave out gets nothing from it.",
                        "Sums of lines, and totals over schools, pass over what has no value.",
                        "Otherwise nothing that is not known is taken as 0: if an amount or its condition needs something that is not known for a school, and the line does not say what holds then, the whole computation is refused.",
                        defined.sources().isEmpty()
                                ? ""
                                : "If the lines of a source take more than it has in the end, the whole computation is refused; what they leave stays in the source and is reported."));
        // What is only shown stands below all that is paid.
        Optional.ofNullable(bySource.remove(SHOWN)).ifPresent(shown -> bySource.put(SHOWN, shown));
        bySource.forEach((heading, lines) -> {
            blocks.add(Block.heading(heading));
            blocks.addAll(lines);
        });
        return blocks;
    }

    private String heading(Line line) {
        Optional<String> source = line.source().map(from -> defined.source(from.id()));
        if (line.isShadow()) {
            return source.map(name -> "Points, by which " + name + " is shared").orElse(SHOWN);
        }
        return source.map(name -> "Paid from " + name)
                .orElse(defined.sources().isEmpty() ? "Lines of the formula" : "Counted, and paid from no source");
    }

    private Block block(Line line, int number) {
        LineWords words = LineWords.of(defined, line);
        return new Block(
                "",
                String.valueOf(number),
                Defined.name(line.name()),
                line.formula()
                        .map(formula -> "of the formula " + quoted(formula))
                        .orElse(""),
                words.steps(),
                String.join(" ", words.underSource()),
                List.of(),
                List.of());
    }

    private List<Block> guarantees() {
        List<Row> rows = new ArrayList<>();
        for (Line line : defined.formula().lines()) {
            if (line.counts()) {
                guarantee(line).ifPresent(rows::add);
            }
        }
        return rows.isEmpty()
                ? List.of()
                : List.of(Block.table(new Table(
                        "Guarantees and limits, what counts against them, and who pays",
                        false,
                        List.of("Line", "What is promised", "To which schools", "What counts", "Who pays"),
                        rows)));
    }

    private Optional<Row> guarantee(Line line) {
        TermWords terms = new TermWords(defined, Optional.of(line));
        String payer = line.source().map(source -> defined.source(source.id())).orElse(NOTHING);
        List<String> promises = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        if (line.form() instanceof Form.RaiseTo raise) {
            promises.add("at least " + terms.words(raise.floor()));
            cells.add(terms.selected(raise.counting()));
            cells.add(payer);
        } else if (line.form() instanceof Form.LowerTo lower) {
            promises.add("at most " + terms.words(lower.cap()));
            cells.add(terms.selected(lower.counting()));
            cells.add("what is above goes back to " + payer);
        } else if (line.form() instanceof Form.KeepWithin keep) {
            keep.floor().ifPresent(floor -> promises.add("at least " + terms.words(floor)));
            keep.cap().ifPresent(cap -> promises.add("at most " + terms.words(cap)));
            cells.add(terms.selected(keep.counting()));
            cells.add("the other schools, within " + payer);
        } else if (line.form() instanceof Form.Split split && split.isBounded()) {
            split.atLeast().ifPresent(floor -> promises.add("at least " + terms.words(floor)));
            split.atMost().ifPresent(cap -> promises.add("at most " + terms.words(cap)));
            cells.add("this line alone");
            cells.add("the other schools that share " + payer);
        } else {
            return Optional.empty();
        }
        String promise = terms.steps().isEmpty() ? String.join(", and ", promises) : "as the line says";
        cells.add(0, promise);
        cells.add(1, applies(line));
        return Optional.of(Row.of(Defined.name(line.name()), cells));
    }

    private String applies(Line line) {
        List<String> limits = new ArrayList<>();
        if (line.where().isPresent()) {
            TermWords terms = new TermWords(defined, Optional.of(line));
            String where = "if " + terms.words(line.where().get());
            limits.add(terms.steps().isEmpty() ? where : "as the line says");
        }
        if (!line.exceptions().isEmpty()) {
            limits.add((limits.isEmpty() ? "all, " : "")
                    + "but for %s by decision"
                            .formatted(Words.schools(line.exceptions().size())));
        }
        return limits.isEmpty() ? "all" : String.join(", ", limits);
    }

    /** Everything that is said of a school by name, with its reason. */
    private List<Block> decisions() {
        List<Row> rows = new ArrayList<>();
        for (FundedSource source : defined.sources()) {
            source.eligible()
                    .ifPresent(condition -> decided(
                            condition,
                            "Eligible for " + defined.source(source.source().id()),
                            rows));
        }
        for (Line line : defined.formula().lines()) {
            String name = Defined.name(line.name());
            line.exceptions().forEach((school, reason) -> rows.add(row(school, name, "left out", reason)));
            line.where().ifPresent(condition -> decided(condition, name, rows));
            line.form().terms().forEach(term -> decided(term, name, rows));
        }
        return rows.isEmpty()
                ? List.of()
                : List.of(Block.table(new Table(
                        "Exceptions and decided amounts, with the reason for each",
                        false,
                        List.of("School", "Line", "Decision", "Reason"),
                        rows.stream().distinct().toList())));
    }

    private void decided(Term term, String line, List<Row> rows) {
        term.walk(part -> {
            if (part instanceof Term.Decided decided) {
                decided.bySchool()
                        .forEach((school, decision) -> rows.add(
                                row(school, line, defined.value(decision.value(), decided.type()), decision.reason())));
            } else if (part instanceof Term.When when) {
                listed(when.condition(), line, rows);
            }
        });
    }

    private void decided(Condition condition, String line, List<Row> rows) {
        listed(condition, line, rows);
        condition.terms().forEach(term -> decided(term, line, rows));
    }

    private static void listed(Condition condition, String line, List<Row> rows) {
        condition.stream()
                .filter(Condition.Listed.class::isInstance)
                .map(Condition.Listed.class::cast)
                .forEach(listed -> listed.reasons()
                        .forEach((school, reason) -> rows.add(row(school, line, "on the list", reason))));
    }

    private static Row row(SchoolId school, String line, String decision, String reason) {
        return Row.of(Defined.name(school.value()), List.of(line, decision, Defined.name(reason)));
    }

    private List<Block> rounding() {
        Rounding usual = defined.formula().rounding();
        List<String> items = new ArrayList<>();
        items.add("Every line is computed exactly, without rounding on the way, and rounded once.");
        items.add("Unless a line says otherwise, its amount is rounded %s."
                .formatted(defined.rounding(usual, ValueType.MONEY)));
        if (defined.formula().lines().stream().anyMatch(line -> !line.form().isAmount())) {
            items.add("A figure is kept exact unless it says otherwise.");
        }
        if (defined.formula().lines().stream().anyMatch(line -> line.form() instanceof Form.Shared)) {
            items.add(
                    "What schools share or give back together comes out to the last unit: exact parts are cut to whole units (towards zero), and the units that are then missing go, one each, to the schools that lost the largest fraction, among equal ones in order of id.");
        }
        if (defined.formula().lines().stream().anyMatch(line -> line.form() instanceof Form.Shared)) {
            items.add("What is shared is itself first rounded down to a whole unit, and what is given back up to one.");
        }
        if (defined.formula().lines().stream().anyMatch(MethodologyContent::hasBounds)) {
            items.add(
                    "Where such a line keeps schools above a floor or below a cap or claim, the floor is first rounded up to a whole unit, and the cap or claim down.");
        }
        if (defined.sources().stream().anyMatch(MethodologyContent::isShareHeld)) {
            items.add("A share of a source that stays central is rounded to the nearest cent, a half away from zero.");
        }
        List<String> own = new ArrayList<>();
        for (Line line : defined.formula().lines()) {
            line.rounding()
                    .filter(rounding -> !(line.form().isAmount() && rounding.equals(usual)))
                    .ifPresent(rounding -> own.add("%s, %s"
                            .formatted(
                                    quoted(line.name()),
                                    defined.rounding(rounding, line.form().type()))));
        }
        if (!own.isEmpty()) {
            items.add("Rounded otherwise: " + String.join("; ", own) + ".");
        }
        return List.of(Block.items(items));
    }

    private static boolean hasBounds(Line line) {
        return line.form() instanceof Form.Shared shared
                && (shared.columns().atLeast().isPresent()
                        || shared.columns().atMost().isPresent());
    }

    private static boolean isShareHeld(FundedSource source) {
        return source.central() instanceof CentralShare.Rate
                || source.setAside()
                        .filter(aside -> aside.share() instanceof CentralShare.Rate)
                        .isPresent();
    }

    static String names(List<String> names) {
        return joined(names.stream().map(Defined::quoted).toList(), "and");
    }
}
