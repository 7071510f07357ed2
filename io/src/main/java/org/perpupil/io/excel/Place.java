package org.perpupil.io.excel;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Line;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.io.excel.Expression.Binding;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/** The cells of one school as a line sees them. */
final class Place implements Cells {
    private static final int MOST_ARGUMENTS = 200;
    private static final int MOST_KEYS = 12;
    private static final int LONGEST_KEY = 200;
    private static final Pattern SEARCHABLE = Pattern.compile("[\\p{L}\\p{N} _.,/-]+");

    private final ModelSheets sheets;
    private final Line line;
    private final int school;

    Place(ModelSheets sheets, Line line, int school) {
        this.sheets = sheets;
        this.line = line;
        this.school = school;
    }

    /** The same line at another school. */
    Place at(int other) {
        return new Place(sheets, line, other);
    }

    TermFormula formulas() {
        return new TermFormula(this);
    }

    @Override
    public Line line() {
        return line;
    }

    int index() {
        return school;
    }

    School school() {
        return sheets.schools().get(school);
    }

    @Override
    public Optional<Rational> exact(Term term) {
        return sheets.evaluation().working(line, school().id(), term).value();
    }

    @Override
    public Rational magnitude(Term term) {
        return sheets.allocated().magnitude(line, school().id(), term);
    }

    @Override
    public Expression pupils(PupilGroup group, Optional<GradeSpan> span, Optional<CountBasis> basis) {
        GradeSpan asked = span.orElse(GradeSpan.ALL_GRADES);
        Optional<Enrollment> found =
                basis.isEmpty() ? Optional.of(school().enrollment()) : basis.flatMap(school()::enrollment);
        if (found.isEmpty() || found.get().cutBy(group, asked).isPresent()) {
            return notCounted(group, asked, basis, found);
        }
        Enrollment counts = found.get();
        List<Expression> cells = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        Set<Grade> counted = EnumSet.noneOf(Grade.class);
        counts.cells(group).forEach((in, count) -> {
            boolean within = isWithin(asked, in, counts);
            if (within || count.isZero()) {
                counted.addAll(in.grades());
            }
            if (within) {
                cells.add(count(group, in, basis, counts, count));
            } else if (count.isZero() && in.overlaps(asked)) {
                empty.add(count(group, in, basis, counts, count).text());
            }
        });
        // What is not counted is missing where there are pupils, and only there.
        counts.cells(NeedCategory.ALL_PUPILS).forEach((in, all) -> {
            if (!in.overlaps(asked) || counted.containsAll(in.grades())) {
                return;
            }
            if (all.isZero()) {
                empty.add(count(NeedCategory.ALL_PUPILS, in, basis, counts, all).text());
            } else {
                cells.add(notCounted(group, asked.contains(in) ? in : asked, basis, found));
            }
        });
        Expression sum = switch (cells.size()) {
            case 0 -> Expression.number(Rational.ZERO);
            case 1 -> cells.get(0);
            default ->
                Expression.text(cells.stream().map(Expression::text).collect(Collectors.joining("+")), Binding.SUM)
                        .needing(cells);
        };
        return empty.isEmpty() ? sum : sum.where("SUM(" + String.join(",", empty) + ")=0");
    }

    /** The cell of a count. */
    private Expression count(
            PupilGroup group, GradeSpan span, Optional<CountBasis> basis, Enrollment counts, PupilCount count) {
        return sheets.inputs()
                .number(
                        List.of("pupils", group, span, basis),
                        heading(group, Optional.of(span), basis),
                        school,
                        Optional.of(Rational.of(count.value())),
                        counts.estimate(group).map(how -> "estimate: " + how).orElse(""),
                        ValueType.NUMBER);
    }

    /** The cell of a count that is missing. */
    private Expression notCounted(
            PupilGroup group, GradeSpan span, Optional<CountBasis> basis, Optional<Enrollment> counts) {
        return sheets.inputs()
                .number(
                        List.of("pupils", group, span, basis),
                        heading(group, Optional.of(span), basis),
                        school,
                        Optional.empty(),
                        counts.flatMap(enrollment -> enrollment.missing(group))
                                .map(Object::toString)
                                .orElse(Words.NOT_GIVEN),
                        ValueType.NUMBER);
    }

    /** Tells whether a count lies within a span: all of it, or all its grades in which the school has pupils. */
    private static boolean isWithin(GradeSpan asked, GradeSpan counted, Enrollment enrollment) {
        if (asked.contains(counted)) {
            return true;
        }
        Set<Grade> taught = EnumSet.noneOf(Grade.class);
        enrollment.spans().forEach(span -> taught.addAll(span.grades()));
        taught.retainAll(counted.grades());
        return !taught.isEmpty() && asked.grades().containsAll(taught);
    }

    private static String heading(PupilGroup group, Optional<GradeSpan> span, Optional<CountBasis> basis) {
        StringBuilder heading = new StringBuilder("pupils");
        if (!group.equals(NeedCategory.ALL_PUPILS)) {
            heading.append(", ").append(group.name());
        }
        span.filter(in -> !in.equals(GradeSpan.ALL_GRADES))
                .ifPresent(in -> heading.append(", ").append(in.name()));
        basis.ifPresent(counted -> heading.append(" (").append(counted.name()).append(")"));
        return heading.toString();
    }

    @Override
    public Expression parameter(Term.ParameterValue term) {
        ParameterEntry entry = sheets.entry(term.name(), term.yearsBack());
        if (!(entry instanceof ParameterEntry.ByKey table)) {
            return Expression.fixedCell(sheets.rates().single(term.name(), term.yearsBack()));
        }
        String fact = text(term.by().orElseThrow());
        Map<String, RatesSheet.Entry> cells = sheets.rates().byKey(term.name(), term.yearsBack(), table);
        if (cells.size() > MOST_KEYS && areToldApart(table.values().keySet())) {
            RatesSheet.Entry all = sheets.rates().ranges(term.name(), term.yearsBack(), table);
            String row = "MATCH(%s,%s,0)".formatted(fact, all.key());
            String known = "IF(ISERROR(%1$s),FALSE,EXACT(%2$s,INDEX(%3$s,%1$s)))".formatted(row, fact, all.key());
            return Expression.whole("INDEX(%s,%s)".formatted(all.value(), row)).where(known);
        }
        List<Expression> values = new ArrayList<>();
        List<Truth> keys = new ArrayList<>();
        cells.values().forEach(cell -> {
            String is = "EXACT(%s,%s)".formatted(fact, cell.key());
            values.add(Expression.text(is + "*" + cell.value(), Binding.PRODUCT));
            keys.add(Truth.certain(is));
        });
        Expression chosen = formulas().sum(values).where(formulas().anyOf(keys).yes());
        return new Expression(chosen.text(), chosen.binding(), chosen.numbers(), chosen.tests(), cells.size() == 1);
    }

    /** Tells whether a spreadsheet's search finds each text, which looks neither at capitals nor at signs for any character. */
    private static boolean areToldApart(Set<String> keys) {
        return keys.stream()
                                .map(key -> key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
                                .distinct()
                                .count()
                        == keys.size()
                && keys.stream()
                        .allMatch(key -> key.length() <= LONGEST_KEY
                                && SEARCHABLE.matcher(key).matches());
    }

    @Override
    public Expression rate(Term.PerPupil term, GradeSpan span) {
        return Expression.fixedCell(sheets.rates().rate(line, term, span));
    }

    @Override
    public Iterable<GradeSpan> spans(RateTable table) {
        return sheets.bySpan(table).keySet();
    }

    @Override
    public Expression fact(Term.Fact term) {
        return sheets.inputs()
                .number(
                        List.of("fact", term.name(), term.type()),
                        term.name(),
                        school,
                        exact(term),
                        school().missing(term.name()).map(Object::toString).orElse(""),
                        term.type());
    }

    @Override
    public Expression decided(Term.Decided term) {
        Term.Decided.Decision decision = term.bySchool().get(school().id());
        if (decision == null) {
            return Expression.number(Rational.ZERO).where("FALSE");
        }
        return sheets.inputs()
                .number(
                        List.of("decided", term),
                        "decided: " + line.name(),
                        school,
                        Optional.of(decision.value()),
                        decision.reason(),
                        term.type());
    }

    @Override
    public Expression lastYear(Term.LastYear term) {
        return sheets.inputs()
                .number(
                        List.of("last year", term),
                        "last year" + term.line().map(of -> ", " + of).orElse(""),
                        school,
                        exact(term),
                        "",
                        ValueType.MONEY);
    }

    @Override
    public Expression ofSource(Term.OfSource term) {
        return sheets.overAll().ofSource(term, this);
    }

    @Override
    public Expression line(String name) {
        Line other = sheets.line(name);
        sheets.dependOn(other);
        boolean rounded = sheets.lines().roundingOf(other).isPresent();
        Expression cell = Expression.cell(sheets.cell(other, school));
        return rounded ? cell : new Expression(cell.text(), cell.binding(), cell.numbers(), cell.tests(), false);
    }

    @Override
    public Expression sumOf(Term.SumOf term) {
        List<Line> lines = term.lines().among(sheets.lines().above(line), line);
        lines.forEach(sheets::dependOn);
        List<String> cells =
                lines.stream().map(other -> sheets.cell(other, school)).toList();
        if (cells.size() > MOST_ARGUMENTS) {
            cells = Lists.partition(cells, MOST_ARGUMENTS).stream()
                    .map(part -> sheets.step(line, school, sum(part)))
                    .toList();
        }
        if (cells.isEmpty()) {
            return Expression.number(Rational.ZERO);
        }
        // Amounts are whole cents, and so is their sum, whatever is lost in adding large ones.
        return lines.stream().allMatch(other -> other.form().isAmount())
                ? new Expression("ROUND(" + sum(cells) + ",2)", Binding.WHOLE, Set.of(), List.of(), true)
                : Expression.whole(sum(cells));
    }

    /** Adds up cells; text among them adds nothing, and what is not available makes the sum not available. */
    static String sum(List<String> cells) {
        return Lists.partition(cells, MOST_ARGUMENTS).stream()
                .map(part -> "SUM(" + String.join(",", part) + ")")
                .collect(Collectors.joining("+"));
    }

    @Override
    public Expression total(Term.Total term) {
        return sheets.overAll().total(term, this);
    }

    @Override
    public Expression rank(Term.Rank term) {
        return sheets.overAll().rank(term, this);
    }

    @Override
    public Expression level(Term.Level term) {
        return sheets.overAll().level(term, this);
    }

    @Override
    public String text(String fact) {
        return sheets.inputs().text(List.of("text", fact), fact, school, school().text(fact), missing(fact));
    }

    /** A formula of whether a text fact is what it was when all was allocated. */
    String isSameText(String fact) {
        return school().text(fact)
                .map(text -> "EXACT(%s,%s)".formatted(text(fact), literal(text)))
                .orElseGet(() -> "LEN(%s)=0".formatted(text(fact)));
    }

    private String missing(String fact) {
        return school().missing(fact).map(Object::toString).orElse("");
    }

    @Override
    public String flag(String flag) {
        return sheets.inputs()
                .text(
                        List.of("flag", flag),
                        flag + " (yes or no)",
                        school,
                        school().flag(flag).map(yes -> yes ? "yes" : "no"),
                        missing(flag));
    }

    @Override
    public String literal(String text) {
        return sheets.rates().literal(text);
    }

    @Override
    public boolean isListed(Condition.Listed condition) {
        return condition.reasons().containsKey(school().id());
    }

    @Override
    public Expression step(Expression part) {
        String cell = sheets.step(line, school, part.guarded(part.text(), Words.NO_VALUE));
        return new Expression(cell, Binding.WHOLE, Set.of(requireNonNull(cell)), List.of(), false);
    }
}
