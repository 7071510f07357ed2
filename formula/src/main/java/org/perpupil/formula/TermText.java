package org.perpupil.formula;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

/** A term as one expression for people, such as {@code pupils (poverty) × 1000 dollars}. It promises no format. */
final class TermText implements TermVisitor<String>, ConditionVisitor<String> {
    private static final TermText INSTANCE = new TermText();

    private TermText() {}

    static String of(Term term) {
        return term.accept(INSTANCE);
    }

    /** A part of a larger expression. */
    private static String within(Term part) {
        String text = of(part);
        boolean joined = part instanceof Term.Plus
                || part instanceof Term.Minus
                || part instanceof Term.Times
                || part instanceof Term.Over
                || part instanceof Term.When
                || part instanceof Term.Bands
                || part instanceof Term.Ramp
                || part instanceof Term.IfMissing;
        return joined ? "(" + text + ")" : text;
    }

    private static String joined(List<Term> parts, String by) {
        return parts.stream().map(TermText::within).collect(Collectors.joining(by));
    }

    private static String pupils(PupilGroup group, Optional<GradeSpan> span, Optional<CountBasis> basis) {
        return Stream.of(Optional.of(group.name()), span.map(GradeSpan::toString), basis.map(CountBasis::toString))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public String constant(Term.Constant term) {
        return term.value() + (Types.isMoney(term) ? " dollars" : "");
    }

    @Override
    public String parameterValue(Term.ParameterValue term) {
        return "parameter \"%s\"%s%s"
                .formatted(
                        term.name(),
                        term.by().map(fact -> " by \"%s\"".formatted(fact)).orElse(""),
                        term.yearsBack() == 0 ? "" : ", %s years back".formatted(term.yearsBack()));
    }

    @Override
    public String pupils(Term.Pupils term) {
        return "pupils " + pupils(term.group(), term.span(), term.basis());
    }

    @Override
    public String perPupil(Term.PerPupil term) {
        String rates = term.table() instanceof RateTable.Stated stated
                ? stated.bySpan().entrySet().stream()
                        .map(rate -> "%s in %s".formatted(rate.getValue(), rate.getKey()))
                        .collect(Collectors.joining(", "))
                : "parameter \"%s\"".formatted(((RateTable.Named) term.table()).parameter());
        return "pupils %s × {%s}".formatted(pupils(term.group(), Optional.empty(), term.basis()), rates);
    }

    @Override
    public String fact(Term.Fact term) {
        return "fact \"%s\"".formatted(term.name());
    }

    @Override
    public String decided(Term.Decided term) {
        return "decided for schools %s".formatted(term.bySchool().keySet());
    }

    @Override
    public String lastYear(Term.LastYear term) {
        return "last year"
                + term.line().map(line -> "'s line \"%s\"".formatted(line)).orElse("");
    }

    @Override
    public String ofSource(Term.OfSource term) {
        return "%s of %s".formatted(term.what().name().toLowerCase(Locale.ROOT), term.source());
    }

    @Override
    public String lineValue(Term.LineValue term) {
        return "line \"%s\"".formatted(term.line());
    }

    @Override
    public String sumOf(Term.SumOf term) {
        return "sum of [%s]".formatted(term.lines().words());
    }

    @Override
    public String total(Term.Total term) {
        return "total over schools of [%s]".formatted(of(term.of()));
    }

    @Override
    public String rank(Term.Rank term) {
        return "rank of [%s]%s"
                .formatted(
                        of(term.of()),
                        term.within()
                                .map(fact -> " within \"%s\"".formatted(fact))
                                .orElse(""));
    }

    @Override
    public String level(Term.Level term) {
        return "level of line \"%s\"".formatted(term.line());
    }

    @Override
    public String plus(Term.Plus term) {
        return joined(term.parts(), " + ");
    }

    @Override
    public String minus(Term.Minus term) {
        return joined(term.parts(), " − ");
    }

    @Override
    public String times(Term.Times term) {
        return joined(term.parts(), " × ");
    }

    @Override
    public String over(Term.Over term) {
        return joined(term.parts(), " ÷ ");
    }

    @Override
    public String least(Term.Least term) {
        return "least of [%s]".formatted(joined(term.parts(), ", "));
    }

    @Override
    public String greatest(Term.Greatest term) {
        return "greatest of [%s]".formatted(joined(term.parts(), ", "));
    }

    @Override
    public String when(Term.When term) {
        return "%s where %s, else %s"
                .formatted(within(term.then()), term.condition().accept(this), within(term.otherwise()));
    }

    @Override
    public String bands(Term.Bands term) {
        return term.bands().stream()
                .map(band -> "%s where %s %s %s"
                        .formatted(
                                within(band.then()),
                                within(term.x()),
                                band.inclusive() ? "is at most" : "is below",
                                within(band.limit())))
                .collect(Collectors.joining(", else ", "", ", else " + within(term.otherwise())));
    }

    @Override
    public String ramp(Term.Ramp term) {
        return "from %s at %s to %s at %s of %s"
                .formatted(
                        within(term.fromY()),
                        within(term.fromX()),
                        within(term.toY()),
                        within(term.toX()),
                        within(term.x()));
    }

    @Override
    public String ifMissing(Term.IfMissing term) {
        return "%s, or %s if missing".formatted(within(term.of()), within(term.instead()));
    }

    @Override
    public String compare(Condition.Compare condition) {
        return "%s %s %s".formatted(within(condition.left()), condition.how(), within(condition.right()));
    }

    @Override
    public String is(Condition.Is condition) {
        return "\"%s\"".formatted(condition.flag());
    }

    @Override
    public String oneOf(Condition.OneOf condition) {
        return "\"%s\" is one of %s".formatted(condition.fact(), condition.texts());
    }

    @Override
    public String listed(Condition.Listed condition) {
        return "the school is one of %s".formatted(condition.reasons().keySet());
    }

    @Override
    public String isGiven(Condition.IsGiven condition) {
        return within(condition.term()) + " is given";
    }

    @Override
    public String all(Condition.All condition) {
        return conditions(condition.parts(), " and ");
    }

    @Override
    public String any(Condition.Any condition) {
        return conditions(condition.parts(), " or ");
    }

    @Override
    public String not(Condition.Not condition) {
        return "not (%s)".formatted(condition.condition().accept(this));
    }

    private String conditions(List<Condition> parts, String by) {
        return parts.stream().map(part -> part.accept(this)).collect(Collectors.joining(by, "(", ")"));
    }
}
