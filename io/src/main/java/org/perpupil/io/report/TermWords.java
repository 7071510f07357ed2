package org.perpupil.io.report;

import static org.perpupil.io.report.Defined.joined;
import static org.perpupil.io.report.Defined.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Line;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.TermVisitor;
import org.perpupil.formula.ValueType;
import org.perpupil.io.report.Phrase.Shape;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.SourceId;

/**
 * The words for terms. What would need too many brackets, or is too long, becomes a numbered step of its own, so that
 * every phrase can be read in one way only.
 */
final class TermWords implements TermVisitor<Phrase> {
    /** A phrase inside another with more letters becomes a step, as does one that would have brackets inside brackets. */
    static final int LONGEST = 140;

    /** More named schools than these are told in a list. */
    private static final int NAMED = 5;

    /** More entries of a table than these are told in the table. */
    private static final int ENTRIES = 6;

    private final Defined defined;

    /** The line that speaks of lines before it; empty for a condition of a source. */
    private final Optional<Line> line;

    private final List<String> steps = new ArrayList<>();
    private final Map<Object, Integer> numbers = new LinkedHashMap<>();

    TermWords(Defined defined, Optional<Line> line) {
        this.defined = defined;
        this.line = line;
    }

    /** The steps that the phrases so far refer to, in the order in which they are computed. */
    List<String> steps() {
        return List.copyOf(steps);
    }

    /** The words for a term that stands at the end of a sentence, or before a full stop. */
    String words(Term term) {
        return shortened(term, phrase(term)).text();
    }

    /** The words for a term in the middle of a sentence. */
    String inside(Term term) {
        return operand(term, Set.of(Shape.PRODUCT, Shape.QUOTIENT, Shape.SUM, Shape.DIFFERENCE))
                .text();
    }

    String words(Condition condition) {
        return new ConditionWords(this).test(condition).text();
    }

    private Phrase phrase(Term term) {
        return term.accept(this);
    }

    /** A phrase that is part of another: plain if its shape allows it there, in brackets, or as a step. */
    private Phrase operand(Term term, Set<Shape> plain) {
        Phrase phrase = phrase(term);
        if (phrase.is(Shape.NAME)) {
            return phrase;
        }
        boolean isPlain = plain.contains(phrase.shape());
        if ((phrase.depth() > 0 && !isPlain) || phrase.text().length() > LONGEST) {
            return step(term, phrase);
        }
        return isPlain ? phrase : phrase.inBrackets();
    }

    Phrase operand(Term term) {
        return operand(term, Set.of());
    }

    private List<Phrase> operands(List<Term> terms, Set<Shape> plain) {
        return terms.stream().map(term -> operand(term, plain)).toList();
    }

    private Phrase step(Object of, Phrase phrase) {
        Integer known = numbers.get(of);
        if (known == null) {
            known = steps.size() + 1;
            numbers.put(of, known);
            steps.add("Step %s: %s.".formatted(known, phrase.text()));
        }
        return Phrase.name("step " + known);
    }

    /** A whole phrase that is very long is a step, too, so that the sentence around it stays short. */
    private Phrase shortened(Term of, Phrase phrase) {
        return phrase.text().length() > 3 * LONGEST ? step(of, phrase) : phrase;
    }

    /** A condition that is told as a step. */
    Phrase held(Condition condition, Phrase phrase) {
        return Phrase.name(step(condition, phrase).text() + " holds");
    }

    static Phrase joinedBy(String sign, Shape shape, List<Phrase> parts) {
        return Phrase.of(parts.stream().map(Phrase::text).collect(Collectors.joining(sign)), shape, parts);
    }

    @Override
    public Phrase constant(Term.Constant term) {
        return Phrase.name(defined.value(term.value(), term.type()));
    }

    @Override
    public Phrase parameterValue(Term.ParameterValue term) {
        boolean money = term.type() == ValueType.MONEY;
        String name = (money ? "the rate " : "the value ") + quoted(term.name());
        String back = term.yearsBack() == 0 ? "" : " of " + defined.year(term.yearsBack());
        Optional<ParameterEntry> entry = defined.entry(term.name(), term.yearsBack());
        if (term.by().isPresent()) {
            String by = " for the school’s " + quoted(term.by().get());
            return Phrase.name(name + back + by + " (" + byKey(entry, term) + ")");
        }
        String value = entry.filter(ParameterEntry.Single.class::isInstance)
                .map(ParameterEntry.Single.class::cast)
                .map(single -> defined.printed(single, term.type()))
                .orElseGet(() -> none(entry, term.yearsBack()));
        return Phrase.name(name + back + " (" + value + ")");
    }

    private String byKey(Optional<ParameterEntry> entry, Term.ParameterValue term) {
        if (!(entry.orElse(null) instanceof ParameterEntry.ByKey table)) {
            return none(entry, term.yearsBack());
        }
        if (table.values().isEmpty()) {
            return "a table without entries";
        }
        if (table.values().size() > ENTRIES) {
            return "one of the %s values in the table".formatted(table.values().size());
        }
        return table.values().entrySet().stream()
                .map(row -> quoted(row.getKey()) + " "
                        + defined.printed(
                                row.getValue(),
                                Optional.ofNullable(table.printed().get(row.getKey())),
                                term.type()))
                .collect(Collectors.joining("; "));
    }

    private String none(Optional<ParameterEntry> entry, int yearsBack) {
        return entry.isEmpty()
                ? "no value for " + defined.year(yearsBack)
                : "not given for " + defined.year(yearsBack) + " in the way that this line needs it";
    }

    @Override
    public Phrase pupils(Term.Pupils term) {
        return counted(
                "the number of " + PupilWords.pupils(term.group())
                        + term.span()
                                .map(span -> " in " + PupilWords.span(span))
                                .orElse(""),
                term.group(),
                term.basis());
    }

    /** More than one need in a group is a clause: its “and” must not meet another. */
    private static Phrase counted(String text, PupilGroup group, Optional<CountBasis> basis) {
        return new Phrase(
                text + PupilWords.basis(basis), group instanceof NeedCombination ? Shape.CLAUSE : Shape.NAME, 0);
    }

    @Override
    public Phrase perPupil(Term.PerPupil term) {
        String each = "for each " + PupilWords.pupil(term.group()) + PupilWords.basis(term.basis());
        if (term.table() instanceof RateTable.Named named) {
            Optional<ParameterEntry> entry = defined.entry(named.parameter(), 0);
            String name = "the rates " + quoted(named.parameter()) + " " + each;
            if (!(entry.orElse(null) instanceof ParameterEntry.BySpan table)) {
                return new Phrase(name + " (" + none(entry, 0) + ")", Shape.CLAUSE, 0);
            }
            if (table.values().size() > ENTRIES) {
                return new Phrase(
                        name + " (one for each of " + table.values().size() + " spans of grades, in the table)",
                        Shape.CLAUSE,
                        0);
            }
            Map<GradeSpan, String> rates = new LinkedHashMap<>();
            table.values()
                    .forEach((span, rate) -> rates.put(
                            span,
                            defined.printed(
                                    rate, Optional.ofNullable(table.printed().get(span)), term.type())));
            return new Phrase(name + ": " + bySpan(rates), Shape.CLAUSE, 0);
        }
        Map<GradeSpan, String> rates = new LinkedHashMap<>();
        ((RateTable.Stated) term.table())
                .bySpan()
                .forEach((span, rate) -> rates.put(span, defined.written(rate, term.type())));
        return new Phrase(each + ": " + bySpan(rates), Shape.CLAUSE, 0);
    }

    private static String bySpan(Map<GradeSpan, String> rates) {
        return joined(
                rates.entrySet().stream()
                        .map(rate -> rate.getValue() + " in " + PupilWords.span(rate.getKey()))
                        .toList(),
                "and");
    }

    @Override
    public Phrase fact(Term.Fact term) {
        return Phrase.name("the school’s " + quoted(term.name()));
    }

    @Override
    public Phrase decided(Term.Decided term) {
        if (term.bySchool().isEmpty()) {
            return Phrase.name("what is decided for named schools (none is named)");
        }
        List<String> schools = new ArrayList<>();
        term.bySchool()
                .forEach((school, decision) -> schools.add("%s for school %s, %s"
                        .formatted(
                                defined.value(decision.value(), term.type()),
                                Defined.name(school.value()),
                                quoted(decision.reason()))));
        return Phrase.name("what is decided for named schools (%s)".formatted(listed(schools)));
    }

    static String listed(List<String> schools) {
        return schools.size() > NAMED
                ? schools.size() + " schools, each with its reason in the list of decisions"
                : String.join("; ", schools);
    }

    @Override
    public Phrase lastYear(Term.LastYear term) {
        return Phrase.name(term.line()
                .map(of -> "what " + quoted(of) + " paid the school last year")
                .orElse("the school’s total of last year"));
    }

    @Override
    public Phrase ofSource(Term.OfSource term) {
        String source = defined.source(term.source());
        return Phrase.name(
                switch (term.what()) {
                    case AMOUNT -> "the amount of " + source;
                    case POOL -> "the pool of " + source;
                    case REMAINING -> "what is left of the pool of " + source;
                });
    }

    @Override
    public Phrase lineValue(Term.LineValue term) {
        return Phrase.name(defined.reference(term.line()));
    }

    @Override
    public Phrase sumOf(Term.SumOf term) {
        Selection lines = term.lines();
        boolean one = lines.reach() == Selection.Reach.LINES
                && lines.names().size() == 1
                && lines.except().isEmpty();
        return one ? Phrase.name(selected(lines)) : new Phrase("the sum of " + selected(lines), Shape.SUM, 0);
    }

    /** The lines that a sum or a guard counts. */
    String selected(Selection lines) {
        String selected = switch (lines.reach()) {
            case LINES -> defined.references(lines.names());
            case SECTION -> "all amounts before this line in " + joined(quotedAll(lines.names()), "and");
            case SOURCE ->
                "all amounts before this line that are paid from "
                        + joined(
                                lines.names().stream()
                                        .map(id -> defined.source(SourceId.of(id)))
                                        .toList(),
                                "and");
            case EVERYTHING_ABOVE ->
                "all amounts before this line"
                        + line.flatMap(Line::formula)
                                .map(formula -> " in the formula " + quoted(formula))
                                .orElse(isAfterUnpaid() ? " (points and what is only shown left out)" : "");
        };
        return lines.except().isEmpty() ? selected : selected + " except " + joined(quotedAll(lines.except()), "and");
    }

    /** Tells whether an amount that does not count stands before the line. */
    private boolean isAfterUnpaid() {
        return line.stream()
                .flatMap(by -> defined.formula().above(by).stream())
                .anyMatch(before -> before.form().isAmount() && !before.counts());
    }

    static List<String> quotedAll(Set<String> names) {
        return names.stream().map(Defined::quoted).toList();
    }

    @Override
    public Phrase total(Term.Total term) {
        Phrase of = operand(term.of());
        return new Phrase("the total over all schools of " + of.text(), Shape.NAME, of.depth());
    }

    @Override
    public Phrase rank(Term.Rank term) {
        Phrase of = operand(term.of());
        String among = term.within()
                .map(fact -> "all schools with the same " + quoted(fact))
                .orElse("all schools");
        return new Phrase(
                "the school’s place among %s by %s (1 is the highest; equal schools in order of id)"
                        .formatted(among, of.text()),
                Shape.NAME,
                of.depth());
    }

    @Override
    public Phrase level(Term.Level term) {
        return Phrase.name("the level that was found for " + quoted(term.line()));
    }

    @Override
    public Phrase plus(Term.Plus term) {
        if (term.parts().size() == 1) {
            return phrase(term.parts().get(0));
        }
        return joinedBy(" plus ", Shape.SUM, operands(term.parts(), Set.of(Shape.PRODUCT)));
    }

    @Override
    public Phrase minus(Term.Minus term) {
        return joinedBy(" less ", Shape.DIFFERENCE, operands(term.parts(), Set.of(Shape.PRODUCT)));
    }

    @Override
    public Phrase times(Term.Times term) {
        List<Term> factors = new ArrayList<>(term.parts());
        // Facts that are dollars, though they are given as numbers, are multiplied by one dollar.
        boolean inDollars = factors.size() > 1
                && factors.removeIf(factor -> factor instanceof Term.Constant one
                        && one.type() == ValueType.MONEY
                        && one.value().equals(Rational.ONE_WHOLE));
        if (factors.isEmpty()) {
            return phrase(term.parts().get(0));
        }
        if (inDollars) {
            Term rest = factors.size() == 1 ? factors.get(0) : new Term.Times(factors);
            Phrase of = operand(rest, Set.of(Shape.PRODUCT));
            return new Phrase(of.text() + " in dollars", of.shape(), of.depth());
        }
        List<Term> shares = factors.stream().filter(TermWords::isShare).toList();
        if (factors.size() > 1 && shares.size() == 1) {
            factors.removeAll(shares);
            Phrase share = phrase(shares.get(0));
            Phrase of = factors.size() == 1
                    ? operand(factors.get(0))
                    : joinedBy(" × ", Shape.PRODUCT, operands(factors, Set.of(Shape.PRODUCT)));
            return Phrase.of(share.text() + " of " + of.text(), Shape.PRODUCT, List.of(share, of));
        }
        return factors.size() == 1
                ? phrase(factors.get(0))
                : joinedBy(" × ", Shape.PRODUCT, operands(factors, Set.of(Shape.PRODUCT)));
    }

    private static boolean isShare(Term term) {
        return term instanceof Term.Constant constant
                && constant.type() == ValueType.NUMBER
                && Defined.isShare(constant.value());
    }

    @Override
    public Phrase over(Term.Over term) {
        if (term.left() instanceof Term.Pupils part
                && term.right() instanceof Term.Pupils whole
                && whole.group().equals(NeedCategory.ALL_PUPILS)
                && !part.group().equals(NeedCategory.ALL_PUPILS)
                && part.span().equals(whole.span())
                && part.basis().equals(whole.basis())) {
            return counted(
                    "the share of pupils"
                            + part.span()
                                    .map(span -> " in " + PupilWords.span(span))
                                    .orElse("")
                            + " who are counted as " + PupilWords.need(part.group()),
                    part.group(),
                    part.basis());
        }
        List<Phrase> parts = List.of(operand(term.left(), Set.of(Shape.PRODUCT)), operand(term.right()));
        return joinedBy(" divided by ", Shape.QUOTIENT, parts);
    }

    @Override
    public Phrase least(Term.Least term) {
        return bound(term.parts(), "not above", "the lesser of ", "the least of ");
    }

    @Override
    public Phrase greatest(Term.Greatest term) {
        if (term.parts().size() == 2 && isZero(term.parts().get(0))) {
            Optional<Phrase> pool = ofPool(term.parts().get(1));
            if (pool.isPresent()) {
                return pool.get();
            }
        }
        return bound(term.parts(), "not below", "the greater of ", "the greatest of ");
    }

    /** What is left of a pool or drawn beyond it, if that is positive. */
    private Optional<Phrase> ofPool(Term term) {
        if (isRemaining(term)) {
            return Optional.of(
                    new Phrase(phrase(term).text() + " (nothing if the lines before took all of it)", Shape.NAME, 1));
        }
        if (term instanceof Term.Minus minus && isZero(minus.left()) && isRemaining(minus.right())) {
            String source = defined.source(((Term.OfSource) minus.right()).source());
            return Optional.of(new Phrase(
                    "what the lines before take from %s beyond its pool (nothing if they stay within it)"
                            .formatted(source),
                    Shape.NAME,
                    1));
        }
        return Optional.empty();
    }

    private static boolean isRemaining(Term term) {
        return term instanceof Term.OfSource source && source.what() == Term.OfSource.What.REMAINING;
    }

    static boolean isZero(Term term) {
        return term instanceof Term.Constant constant && constant.value().isZero();
    }

    private Phrase bound(List<Term> parts, String limit, String ofTwo, String ofMore) {
        if (parts.size() == 1) {
            return phrase(parts.get(0));
        }
        if (parts.size() == 2 && isFixed(parts.get(0)) != isFixed(parts.get(1))) {
            Term bound = isFixed(parts.get(0)) ? parts.get(0) : parts.get(1);
            Term of = isFixed(parts.get(0)) ? parts.get(1) : parts.get(0);
            Phrase value = operand(of, Set.of(Shape.PRODUCT, Shape.QUOTIENT, Shape.SUM, Shape.DIFFERENCE));
            Phrase fixed = operand(bound);
            return Phrase.of(
                    "%s, but %s %s".formatted(value.text(), limit, fixed.text()), Shape.CLAUSE, List.of(value, fixed));
        }
        List<Phrase> several = operands(parts, Set.of());
        String all = joined(several.stream().map(Phrase::text).toList(), "and");
        return Phrase.of((parts.size() == 2 ? ofTwo : ofMore) + all, Shape.CLAUSE, several);
    }

    private static boolean isFixed(Term term) {
        return term instanceof Term.Constant || term instanceof Term.ParameterValue;
    }

    @Override
    public Phrase when(Term.When term) {
        List<Phrase> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Term rest = term;
        while (rest instanceof Term.When choice) {
            Phrase then = choice(choice.then());
            Phrase condition = new ConditionWords(this).test(choice.condition());
            parts.add(then);
            parts.add(condition);
            text.append(then.text()).append(" if ").append(condition.text()).append("; otherwise ");
            rest = choice.otherwise();
        }
        Phrase otherwise = choice(rest);
        parts.add(otherwise);
        return Phrase.of(text + otherwise.text(), Shape.CLAUSE, parts);
    }

    private Phrase choice(Term term) {
        return operand(term, Set.of(Shape.PRODUCT, Shape.QUOTIENT, Shape.SUM, Shape.DIFFERENCE));
    }

    @Override
    public Phrase bands(Term.Bands term) {
        Phrase x = operand(term.x());
        List<Phrase> parts = new ArrayList<>(List.of(x));
        StringBuilder text = new StringBuilder();
        for (Term.Bands.Band band : term.bands()) {
            Phrase then = choice(band.then());
            Phrase limit = operand(band.limit());
            parts.add(then);
            parts.add(limit);
            text.append(then.text())
                    .append(" if ")
                    .append(parts.size() == 3 ? x.text() : "it")
                    .append(band.inclusive() ? " is at most " : " is below ")
                    .append(limit.text())
                    .append("; otherwise ");
        }
        Phrase otherwise = choice(term.otherwise());
        parts.add(otherwise);
        return Phrase.of(text + otherwise.text(), Shape.CLAUSE, parts);
    }

    @Override
    public Phrase ramp(Term.Ramp term) {
        Phrase x = operand(term.x());
        Phrase fromX = operand(term.fromX());
        Phrase fromY = operand(term.fromY());
        if (term.fromX().equals(term.toX())) {
            Phrase toY = operand(term.toY());
            return Phrase.of(
                    "%s if %s is at most %s; otherwise %s".formatted(fromY.text(), x.text(), fromX.text(), toY.text()),
                    Shape.CLAUSE,
                    List.of(x, fromX, fromY, toY));
        }
        Phrase toX = operand(term.toX());
        Phrase toY = operand(term.toY());
        return Phrase.of(
                "a value on the straight line from %s, where %s is %s, to %s, where it is %s (beyond either end it stays as it is there)"
                        .formatted(fromY.text(), x.text(), fromX.text(), toY.text(), toX.text()),
                Shape.CLAUSE,
                List.of(x, fromX, fromY, toX, toY));
    }

    @Override
    public Phrase ifMissing(Term.IfMissing term) {
        Phrase of = choice(term.of());
        Phrase instead = operand(term.instead());
        return Phrase.of(
                "%s, or %s where that is not known".formatted(of.text(), instead.text()),
                Shape.CLAUSE,
                List.of(of, instead));
    }
}
