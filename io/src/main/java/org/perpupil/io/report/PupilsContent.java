package org.perpupil.io.report;

import static org.perpupil.io.report.Defined.joined;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.io.report.MethodologyContent.Block;
import org.perpupil.io.report.MethodologyContent.Cell;
import org.perpupil.io.report.MethodologyContent.Row;
import org.perpupil.io.report.MethodologyContent.Table;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilGroup;

/** What a pupil brings to a school, read off the definition alone. */
final class PupilsContent {
    private final Defined defined;
    private final Map<Line, LinearTerm> paying = new LinkedHashMap<>();
    private final Map<Line, LinearTerm> fixed = new LinkedHashMap<>();
    private final List<Line> shared = new ArrayList<>();
    private final List<Line> others = new ArrayList<>();

    private PupilsContent(Defined defined) {
        this.defined = defined;
    }

    /** A column: pupils that are counted together. */
    private record Counted(PupilGroup group, Optional<CountBasis> basis) {
        boolean isEveryone() {
            return group.equals(NeedCategory.ALL_PUPILS);
        }

        String words() {
            return (isEveryone() ? "all pupils" : PupilWords.need(group)) + PupilWords.basis(basis);
        }

        /** Tells whether a pupil who is counted here is certain to be counted in another column. */
        boolean isPartOf(Counted other) {
            return !equals(other)
                    && !isEveryone()
                    && (other.isEveryone() || (basis.equals(other.basis) && isPart(group, other.group)));
        }

        private static boolean isPart(PupilGroup part, PupilGroup whole) {
            Set<NeedCategory> needs = needs(part);
            if (!without(part).containsAll(without(whole))) {
                return false;
            }
            boolean anyOfPart = isAny(part) && needs.size() > 1;
            return isAny(whole)
                    ? anyOfPart
                            ? needs(whole).containsAll(needs)
                            : needs.stream().anyMatch(needs(whole)::contains)
                    : !anyOfPart && needs.containsAll(needs(whole));
        }

        private static Set<NeedCategory> needs(PupilGroup group) {
            return group instanceof NeedCombination several ? several.needs() : Set.of((NeedCategory) group);
        }

        private static Set<NeedCategory> without(PupilGroup group) {
            return group instanceof NeedCombination several ? several.without() : Set.of();
        }

        private static boolean isAny(PupilGroup group) {
            return !(group instanceof NeedCombination several) || several.match() == NeedCombination.Match.ANY;
        }
    }

    /** A row: grades that every table treats alike. */
    private record Grades(String name, Optional<GradeSpan> span) {

        boolean isIn(GradeSpan other) {
            return span.map(other::contains).orElse(false);
        }
    }

    static List<Block> of(Defined defined) {
        return new PupilsContent(defined).blocks();
    }

    private List<Block> blocks() {
        for (Line line : defined.formula().lines()) {
            // A formula alone says not who pays; all of its amounts are what a pupil brings.
            if (line.counts() && (line.source().isPresent() || defined.sources().isEmpty())) {
                sort(line);
            }
        }
        List<Block> blocks = new ArrayList<>();
        if (paying.isEmpty()) {
            blocks.add(Block.of("No line pays a fixed sum for each pupil."));
        } else {
            blocks.addAll(matrix());
        }
        List<String> items = new ArrayList<>();
        for (Line line : paying.keySet()) {
            List<String> limits = limits(line);
            if (!limits.isEmpty()) {
                items.add("A school gets %s only %s.".formatted(Defined.quoted(line.name()), joined(limits, "and")));
            }
        }
        constants(items);
        List<String> guarantees = others.stream()
                .filter(line -> line.form() instanceof Form.RaiseTo)
                .map(Line::name)
                .toList();
        if (!guarantees.isEmpty() && !paying.isEmpty()) {
            items.add(
                    "While %s pays a school, one more pupil brings that school what the guarantee grows by, and not the amounts above that count towards it."
                            .formatted(joined(
                                    guarantees.stream().map(Defined::quoted).toList(), "or")));
        }
        if (!others.isEmpty()) {
            items.add("Lines that do not pay a fixed sum for each pupil: %s."
                    .formatted(MethodologyContent.names(
                            others.stream().map(Line::name).toList())));
        }
        if (!items.isEmpty()) {
            blocks.add(Block.items(items));
        }
        if (!shared.isEmpty()) {
            blocks.add(Block.of(
                    "Shared out, so that what a pupil brings by it is known only when all schools are computed:"));
            blocks.add(Block.items(shared.stream().map(this::sharing).toList()));
        }
        return paying.isEmpty() && fixed.isEmpty() && shared.isEmpty() && others.isEmpty() ? List.of() : blocks;
    }

    private void sort(Line line) {
        if (line.form() instanceof Form.Amount amount) {
            LinearTerm.of(defined, amount.term())
                    .ifPresentOrElse(
                            form -> (form.isConstant() ? fixed : paying).put(line, form), () -> others.add(line));
        } else if (line.form() instanceof Form.Shared) {
            shared.add(line);
        } else {
            others.add(line);
        }
    }

    private List<Block> matrix() {
        Set<Counted> columns = new LinkedHashSet<>();
        Set<GradeSpan> spans = new LinkedHashSet<>();
        paying.values()
                .forEach(form -> form.perPupil().keySet().forEach(count -> {
                    columns.add(new Counted(count.group(), count.basis()));
                    count.span()
                            .filter(span -> !span.equals(GradeSpan.ALL_GRADES))
                            .ifPresent(spans::add);
                }));
        List<Counted> ordered = columns.stream()
                .sorted(Comparator.comparing(column -> !column.isEveryone()))
                .toList();
        List<Grades> grades = grades(spans);
        List<Row> rows = new ArrayList<>();
        for (Grades of : grades) {
            rows.add(new Row(
                    of.name(), ordered.stream().map(column -> cell(of, column)).toList()));
        }
        List<String> heads = new ArrayList<>(List.of("Grades"));
        ordered.forEach(column -> heads.add(column.words()));
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.of(
                        !ordered.get(0).isEveryone()
                                ? "A pupil brings the amount of each column in which the pupil is counted."
                                : ordered.size() == 1
                                        ? "Every pupil brings this amount."
                                        : "Every pupil brings the amount under “all pupils”. A pupil who is counted in other columns brings those amounts as well. A weight is that amount over the one under “all pupils”."));
        blocks.add(Block.table(new Table("Dollars that one pupil brings to a school", true, heads, rows)));
        List<String> example = example(middle(grades), ordered);
        if (!example.isEmpty()) {
            blocks.add(Block.items(example));
        }
        return blocks;
    }

    /** The grades in the middle; those that no table names come last, and are not among them. */
    private static Grades middle(List<Grades> grades) {
        long named = grades.stream().filter(of -> of.span().isPresent()).count();
        return grades.get((int) named / 2);
    }

    private Optional<Rational> rate(Grades grades, Counted column) {
        return paying.values().stream()
                .flatMap(form -> form.perPupil().entrySet().stream())
                .filter(rate -> isOf(rate.getKey(), grades, column))
                .map(Map.Entry::getValue)
                .reduce(Rational::plus);
    }

    private static boolean isOf(LinearTerm.Count count, Grades grades, Counted column) {
        return count.group().equals(column.group())
                && count.basis().equals(column.basis())
                && count.span()
                        .map(span -> span.equals(GradeSpan.ALL_GRADES) || grades.isIn(span))
                        .orElse(true);
    }

    /** That not every school gets all of a cell. */
    private String limited(Grades grades, Counted column) {
        List<String> lines = paying.entrySet().stream()
                .filter(line ->
                        line.getValue().perPupil().keySet().stream().anyMatch(count -> isOf(count, grades, column)))
                .map(Map.Entry::getKey)
                .filter(line -> !limits(line).isEmpty())
                .map(Line::name)
                .toList();
        return lines.isEmpty() ? "" : ", in schools that get " + MethodologyContent.names(lines) + ",";
    }

    private Cell cell(Grades grades, Counted column) {
        Optional<Rational> rate = rate(grades, column);
        Optional<Rational> base = rate(grades, new Counted(NeedCategory.ALL_PUPILS, column.basis()))
                .filter(all -> all.signum() > 0 && !column.isEveryone());
        return new Cell(
                rate.map(defined::money).orElse(Words.NONE),
                rate.flatMap(dollars -> base.map(all -> "weight " + Words.weight(dollars.dividedBy(all))))
                        .orElse(""));
    }

    /** What a pupil of some grades brings, worked out for each need. */
    private List<String> example(Grades grades, List<Counted> columns) {
        String who = grades.span().map(span -> "A pupil in " + grades.name()).orElse("A pupil");
        String before = later().map(lines -> ", before " + lines).orElse("");
        boolean onlyEveryone = columns.stream().allMatch(Counted::isEveryone);
        List<String> sentences = new ArrayList<>();
        for (Counted column : columns) {
            Optional<Rational> rate = rate(grades, column);
            if (rate.isEmpty() || (column.isEveryone() && !onlyEveryone)) {
                continue;
            }
            List<String> brought = new ArrayList<>();
            Rational together = rate.get();
            for (Counted other : columns) {
                Optional<Rational> more = rate(grades, other);
                if (more.isPresent() && column.isPartOf(other)) {
                    brought.add("%s%s as %s"
                            .formatted(
                                    defined.money(more.get()),
                                    limited(grades, other),
                                    other.isEveryone()
                                            ? "all pupils do" + PupilWords.basis(other.basis())
                                            : other.words()));
                    together = together.plus(more.get());
                }
            }
            String counted =
                    column.isEveryone() ? PupilWords.basis(column.basis()) : " if counted as " + column.words();
            sentences.add(
                    brought.isEmpty()
                            ? "%s brings%s %s%s%s."
                                    .formatted(who, limited(grades, column), defined.money(rate.get()), counted, before)
                            : "%s brings %s, and%s %s more%s: %s together%s."
                                    .formatted(
                                            who,
                                            joined(brought, "and"),
                                            limited(grades, column),
                                            defined.money(rate.get()),
                                            counted,
                                            defined.money(together),
                                            before));
        }
        return sentences;
    }

    /** The lines that change what others pay. */
    private Optional<String> later() {
        List<String> lines = Stream.concat(shared.stream(), others.stream())
                .filter(line -> line.form() instanceof Form.TakeBack
                        || line.form() instanceof Form.LowerTo
                        || line.form() instanceof Form.KeepWithin
                        || (line.form() instanceof Form.Amount amount && hangsOnLines(amount.term())))
                .map(Line::name)
                .toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(MethodologyContent.names(lines));
    }

    private static boolean hangsOnLines(Term term) {
        boolean[] found = new boolean[1];
        term.walk(part -> found[0] |= part instanceof Term.LineValue || part instanceof Term.SumOf);
        return found[0];
    }

    /** The common refinement of all spans, from the lowest grade: neighbours that the same spans hold are one row. */
    private List<Grades> grades(Set<GradeSpan> spans) {
        List<Grades> grades = new ArrayList<>();
        List<Grade> run = new ArrayList<>();
        Set<GradeSpan> holding = Set.of();
        for (Grade grade : Grade.values()) {
            Set<GradeSpan> of =
                    spans.stream().filter(span -> span.grades().contains(grade)).collect(Collectors.toSet());
            // Ungraded pupils follow no grade, so only a span from the lowest grade on holds them and others.
            boolean alone = grade == Grade.UNGRADED && !run.contains(Grade.PRE_KINDERGARTEN);
            if (alone || !of.equals(holding)) {
                addRow(run, holding, grades);
                run.clear();
            }
            run.add(grade);
            holding = of;
        }
        addRow(run, holding, grades);
        boolean everywhere = paying.values().stream()
                .flatMap(form -> form.perPupil().keySet().stream())
                .anyMatch(
                        count -> count.span().map(GradeSpan.ALL_GRADES::equals).orElse(true));
        if (everywhere) {
            grades.add(new Grades(grades.isEmpty() ? "every grade" : "every other grade", Optional.empty()));
        }
        return grades;
    }

    private static void addRow(List<Grade> run, Set<GradeSpan> holding, List<Grades> grades) {
        if (holding.isEmpty()) {
            return;
        }
        Grade first = run.get(0);
        Grade last = run.get(run.size() - 1);
        GradeSpan span = holding.stream()
                .filter(given -> given.first() == first && given.last() == last)
                .min(Comparator.comparing(GradeSpan::name))
                .orElseGet(() ->
                        new GradeSpan(first == last ? first.code() : first.code() + "–" + last.code(), first, last));
        grades.add(new Grades(PupilWords.span(span), Optional.of(span)));
    }

    /** Which schools get a line; nothing if all do. */
    private List<String> limits(Line line) {
        List<String> limits = new ArrayList<>();
        TermWords terms = new TermWords(defined, Optional.of(line));
        line.source()
                .flatMap(source -> defined.decision(source.id()))
                .flatMap(FundedSource::eligible)
                .ifPresent(condition -> limits.add("if " + terms.words(condition)));
        line.where().ifPresent(condition -> limits.add("if " + terms.words(condition)));
        if (!line.exceptions().isEmpty()) {
            limits.add("if it is not left out by decision");
        }
        return terms.steps().isEmpty() ? limits : List.of("if it meets the conditions told with the line");
    }

    private void constants(List<String> items) {
        Map<Line, LinearTerm> all = new LinkedHashMap<>(paying);
        all.putAll(fixed);
        all.forEach((line, form) -> {
            if (!form.constant().isZero()) {
                items.add("%s %sgives %s %s, whatever its pupils."
                        .formatted(
                                Defined.quoted(line.name()),
                                form.isConstant() ? "" : "also ",
                                limits(line).isEmpty() ? "each school" : "a school that gets it",
                                defined.money(form.constant())));
            }
        });
    }

    /** How a line is shared out; what a pupil brings by it is found only when all schools are computed. */
    private String sharing(Line line) {
        TermWords terms = new TermWords(defined, Optional.of(line));
        String name = Defined.quoted(line.name());
        Form form = line.form();
        String how;
        if (form instanceof Form.Split split) {
            how = "%s, in proportion to %s%s"
                    .formatted(terms.inside(split.pot()), terms.words(split.points()), bounds(split, terms));
        } else if (form instanceof Form.TakeBack back) {
            how = "%s is taken back, in proportion to %s"
                    .formatted(terms.inside(back.amount()), terms.words(back.from()));
        } else if (form instanceof Form.Prorate prorate) {
            how = "%s, reduced by one factor if %s does not cover all"
                    .formatted(terms.inside(prorate.claims()), terms.inside(prorate.pot()));
        } else if (form instanceof Form.Lift lift) {
            how = "%s lifts the schools that have the least to one level".formatted(terms.inside(lift.pot()));
        } else if (form instanceof Form.ServeInOrder serve) {
            how = "schools in order of %s, until %s is spent"
                    .formatted(terms.inside(serve.rank()), terms.inside(serve.pot()));
        } else {
            how = "schools pay for one another’s guarantee";
        }
        return name + ": " + (terms.steps().isEmpty() ? how : "as the line says") + ".";
    }

    /** Between which bounds each share is; nothing if there are none. */
    private static String bounds(Form.Split split, TermWords terms) {
        List<String> bounds = new ArrayList<>();
        split.atLeast().ifPresent(floor -> bounds.add("less than " + terms.inside(floor)));
        split.atMost().ifPresent(cap -> bounds.add("more than " + terms.inside(cap)));
        return bounds.isEmpty() ? "" : "; no school’s share is " + joined(bounds, "or");
    }
}
