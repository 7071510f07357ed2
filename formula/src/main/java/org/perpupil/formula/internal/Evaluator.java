package org.perpupil.formula.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Condition;
import org.perpupil.formula.ConditionVisitor;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.OwnFigure;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Term;
import org.perpupil.formula.TermVisitor;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.formula.allocation.Working;
import org.perpupil.formula.allocation.Working.Given;
import org.perpupil.formula.allocation.Working.Given.Kind;
import org.perpupil.formula.allocation.Working.Made.Operation;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/**
 * Gives the working of a term, and the answer to a condition, for one school and one line.
 *
 * <p>A working without a value says why. While only facts are known, a working that hangs on lines has neither a value nor a
 * reason: it is known later.
 */
final class Evaluator implements TermVisitor<Working>, ConditionVisitor<Answer> {
    /** What a caller computes may have so many binary digits, so that no later line takes long to round. */
    private static final int MOST_BITS = 10_000;

    /** What a caller's function says of its failure is told up to here. */
    private static final int LONGEST_WORDS = 200;

    private final Surroundings around;
    private final Line line;
    private final School school;
    private final List<Working> lookedAt = new ArrayList<>();

    Evaluator(Surroundings around, Line line, School school) {
        this.around = around;
        this.line = line;
        this.school = school;
    }

    Working working(Term term) {
        return term.accept(this);
    }

    /** What was looked at so far, and stands in no working: what conditions compared, and the limits of bands. */
    List<Working> lookedAt() {
        return List.copyOf(lookedAt);
    }

    Answer answer(Condition condition) {
        return condition.accept(this);
    }

    /** The working of a caller's own figure, which is called once its inputs are known. */
    Working own(Form.Own form) {
        OwnFigure figure = form.figure();
        List<Working> inputs = all(form.inputs());
        Working later = own(figure, inputs, Optional.empty(), Optional.empty());
        if (inputs.stream()
                .anyMatch(input -> input.value().isEmpty() && input.why().isEmpty())) {
            return later;
        }
        Optional<Rational> value = calculate(figure, inputs);
        return value.isPresent()
                ? own(figure, inputs, value, Optional.empty())
                : own(figure, inputs, value, Optional.of(later.text(around.currencySign()) + " has no value"));
    }

    private static Working own(OwnFigure figure, List<Working> inputs, Optional<Rational> value, Optional<String> why) {
        return new Working.Made(Operation.OWN, figure.type(), inputs, value, why, figure.name());
    }

    /** What a caller's function gives; none if it fails, which is told. */
    private Optional<Rational> calculate(OwnFigure figure, List<Working> inputs) {
        String failed;
        try {
            Optional<Rational> value =
                    figure.calculation().of(inputs.stream().map(Working::value).toList());
            if (value != null && value.filter(number -> !isShort(number)).isEmpty()) {
                return value;
            }
            failed = value == null ? "returned null" : "gave a number of more than %s bits".formatted(MOST_BITS);
        } catch (Exception | StackOverflowError | AssertionError thrown) {
            // Other languages throw checked exceptions through a signature that has none.
            failed = "threw " + inWords(thrown);
        }
        around.fault(
                "figure.failed",
                line,
                school,
                "own figure \"%s\", which %s".formatted(figure.name(), failed),
                "a value, or none, for every school",
                "Correct the function, or let it give no value for such inputs.");
        return Optional.empty();
    }

    private static boolean isShort(Rational number) {
        return number.numerator().bitLength() <= MOST_BITS
                && number.denominator().bitLength() <= MOST_BITS;
    }

    private static String inWords(Throwable thrown) {
        String words = said(thrown).replaceAll("\\s+", " ");
        return words.length() > LONGEST_WORDS ? words.substring(0, LONGEST_WORDS) + "…" : words;
    }

    private static String said(Throwable thrown) {
        try {
            return Objects.requireNonNullElseGet(
                    thrown.toString(), () -> thrown.getClass().getName());
        } catch (RuntimeException alsoThere) {
            return thrown.getClass().getName();
        }
    }

    private static Working given(Kind kind, String name, String citation, ValueType type, Rational value) {
        return new Given(kind, name, citation, type, Optional.of(value), Optional.empty());
    }

    private static Working missing(Kind kind, String name, ValueType type, String why) {
        return new Given(kind, name, "", type, Optional.empty(), Optional.of(why));
    }

    private static Working later(Kind kind, String name, ValueType type) {
        return new Given(kind, name, "", type, Optional.empty(), Optional.empty());
    }

    @Override
    public Working constant(Term.Constant term) {
        return given(Kind.CONSTANT, "", "", term.type(), term.value());
    }

    @Override
    public Working parameterValue(Term.ParameterValue term) {
        ParameterEntry entry = around.entry(term.name(), term.yearsBack());
        FiscalYear year = around.world().year().minusYears(term.yearsBack());
        if (entry instanceof ParameterEntry.Single single) {
            Given.Dated dated = new Given.Dated(year, Optional.empty(), single.printedOtherwise());
            return parameter(term.name(), single, term.type(), single.value(), dated);
        }
        Map<String, Rational> byKey = ((ParameterEntry.ByKey) entry).values();
        String fact = term.by().orElseThrow();
        Optional<String> key = school.text(fact);
        if (key.isEmpty()) {
            return missing(Kind.PARAMETER, term.name(), term.type(), "\"" + fact + "\" is not given");
        }
        Rational value = byKey.get(key.get());
        if (value == null) {
            around.fault(
                    "parameter.key",
                    line,
                    school,
                    "%s \"%s\", for which \"%s\" has no entry".formatted(fact, key.get(), term.name()),
                    "one of " + byKey.keySet(),
                    "Add the entry, or correct the school's " + fact + ".");
            return missing(Kind.PARAMETER, term.name(), term.type(), "no entry for " + key.get());
        }
        return parameter(term.name(), entry, term.type(), value, new Given.Dated(year, key, Optional.empty()));
    }

    private static Working parameter(
            String name, ParameterEntry entry, ValueType type, Rational value, Given.Dated dated) {
        return new Given(
                Kind.PARAMETER, name, entry.citation(), type, Optional.of(value), Optional.empty(), Optional.of(dated));
    }

    @Override
    public Working pupils(Term.Pupils term) {
        return count(term.group(), term.span(), term.basis());
    }

    private Working.Count count(PupilGroup group, Optional<GradeSpan> span, Optional<CountBasis> basis) {
        Optional<Enrollment> counts =
                basis.isEmpty() ? Optional.of(school.enrollment()) : basis.flatMap(school::enrollment);
        if (counts.isEmpty()) {
            return count(
                    group, span, basis, Optional.empty(), Optional.of("no counts \"" + basis.orElseThrow() + "\""));
        }
        Enrollment enrollment = counts.get();
        GradeSpan asked = span.orElse(GradeSpan.ALL_GRADES);
        Optional<GradeSpan> cut = enrollment.cutBy(group, asked);
        if (cut.isPresent()) {
            around.fault(
                    "span.cut",
                    line,
                    school,
                    "%s is counted for %s as a whole, which %s cuts across".formatted(group.name(), cut.get(), asked),
                    "counts whose spans lie within those of the formula",
                    "Count the pupils by grade, or classify the school under one level.");
            return count(group, span, basis, Optional.empty(), Optional.of("counted across " + asked.name()));
        }
        Optional<PupilCount> count = enrollment.count(group, asked);
        return count.isPresent()
                ? new Working.Count(
                        group,
                        span,
                        basis,
                        enrollment.estimate(group),
                        Optional.of(Rational.of(count.get().value())),
                        Optional.empty())
                : count(
                        group,
                        span,
                        basis,
                        Optional.empty(),
                        Optional.of("pupils of \"%s\" are not counted%s"
                                .formatted(
                                        group.name(),
                                        span.map(in -> " for " + in.name()).orElse(""))));
    }

    private static Working.Count count(
            PupilGroup group,
            Optional<GradeSpan> span,
            Optional<CountBasis> basis,
            Optional<Rational> value,
            Optional<String> why) {
        return new Working.Count(group, span, basis, Optional.empty(), value, why);
    }

    @Override
    public Working perPupil(Term.PerPupil term) {
        Map<GradeSpan, Rational> rates = rates(term.table());
        List<Working> rows = new ArrayList<>();
        Rational counted = Rational.ZERO;
        for (Map.Entry<GradeSpan, Rational> rate : rates.entrySet()) {
            Working.Count count = count(term.group(), Optional.of(rate.getKey()), term.basis());
            if (count.value().filter(Rational::isZero).isEmpty()) {
                Working price = price(term, rate.getKey(), rate.getValue());
                rows.add(made(Operation.PRODUCT, term.type(), List.of(count, price)));
            }
            counted = counted.plus(count.value().orElse(Rational.ZERO));
        }
        Working.Count whole = count(term.group(), Optional.empty(), term.basis());
        if (whole.value().isEmpty()) {
            return whole.why().isPresent()
                            && rows.stream().allMatch(row -> row.value().isPresent())
                    ? new Working.Made(Operation.SUM, term.type(), List.of(whole), Optional.empty(), whole.why(), "")
                    : sum(term.type(), rows);
        }
        boolean known = rows.stream().allMatch(row -> row.value().isPresent());
        if (known && !counted.equals(whole.value().get())) {
            String outside = Wording.of(whole.value().get().minus(counted), ValueType.NUMBER, "");
            around.fault(
                    "rate.missing",
                    line,
                    school,
                    "%s of %s pupils of \"%s\" in grades without a rate"
                            .formatted(
                                    outside,
                                    Wording.of(whole.value().get(), ValueType.NUMBER, ""),
                                    term.group().name()),
                    "a rate for every grade in which the school has pupils; there are rates for "
                            + rates.keySet().stream().map(GradeSpan::toString).collect(Collectors.joining(", ")),
                    "Add a rate for the missing grades; it may be 0.");
            return missing(Kind.PARAMETER, "", term.type(), "no rate for " + outside + " pupils");
        }
        return rows.size() == 1 ? rows.get(0) : sum(term.type(), rows);
    }

    private Map<GradeSpan, Rational> rates(RateTable table) {
        return table instanceof RateTable.Named named ? table(named).values() : ((RateTable.Stated) table).bySpan();
    }

    private ParameterEntry.BySpan table(RateTable.Named named) {
        return (ParameterEntry.BySpan) around.entry(named.parameter(), 0);
    }

    private Working price(Term.PerPupil term, GradeSpan span, Rational rate) {
        return term.table() instanceof RateTable.Named named
                ? parameter(
                        named.parameter(),
                        table(named),
                        term.type(),
                        rate,
                        new Given.Dated(around.world().year(), Optional.of(span.name()), Optional.empty()))
                : given(Kind.CONSTANT, "", "", term.type(), rate);
    }

    @Override
    public Working fact(Term.Fact term) {
        Optional<Rational> value = term.type() == ValueType.MONEY
                ? school.money(term.name()).map(Money::toRational)
                : school.number(term.name()).map(Rational::of);
        return value.map(number -> given(Kind.FACT, term.name(), "", term.type(), number))
                .orElseGet(() -> missing(
                        Kind.FACT,
                        term.name(),
                        term.type(),
                        "\"%s\" is not given as %s".formatted(term.name(), term.type())));
    }

    @Override
    public Working decided(Term.Decided term) {
        Term.Decided.Decision decision = term.bySchool().get(school.id());
        return decision == null
                ? missing(Kind.DECIDED, "", term.type(), "nothing was decided for the school")
                : given(Kind.DECIDED, decision.reason(), "", term.type(), decision.value());
    }

    @Override
    public Working lastYear(Term.LastYear term) {
        String name = "last year" + term.line().map(of -> ", " + of).orElse("");
        Optional<Money> paid = around.world()
                .lastYear()
                .flatMap(budgets -> budgets.of(school.id()))
                .flatMap(budget ->
                        term.line().map(budget::line).orElse(Optional.of(budget).map(SchoolBudget::total)));
        return paid.map(money -> given(Kind.LAST_YEAR, name, "", term.type(), money.toRational()))
                .orElseGet(() -> missing(Kind.LAST_YEAR, name, term.type(), "nothing for " + name));
    }

    @Override
    public Working ofSource(Term.OfSource term) {
        String name = term.what().name().toLowerCase(Locale.ROOT) + " of " + term.source();
        Optional<Money> sum = switch (term.what()) {
            case AMOUNT -> around.amount(term.source());
            case POOL -> around.pool(term.source());
            case REMAINING -> around.remaining(term.source(), line);
        };
        if (sum.isEmpty()) {
            return missing(Kind.SOURCE, name, term.type(), term.source() + " has no amount");
        }
        return around.factsOnly() && term.what() == Term.OfSource.What.REMAINING
                ? later(Kind.SOURCE, name, term.type())
                : given(Kind.SOURCE, name, "", term.type(), sum.get().toRational());
    }

    @Override
    public Working lineValue(Term.LineValue term) {
        return lineValue(around.result(term.line(), school.id()));
    }

    private static Working lineValue(LineResult result) {
        String name = result.line().name();
        ValueType type = result.line().form().type();
        if (result.value().isPresent()) {
            return given(Kind.LINE, name, "", type, result.value().get());
        }
        Optional<String> why = result.notApplied().or(() -> result.working().flatMap(Working::why));
        return why.map(reason -> missing(Kind.LINE, name, type, "\"%s\" has no value: %s".formatted(name, reason)))
                .orElseGet(() -> later(Kind.LINE, name, type));
    }

    @Override
    public Working sumOf(Term.SumOf term) {
        if (around.factsOnly()) {
            return later(Kind.LINE, term.lines().words(), term.type());
        }
        List<Working> values = term.lines().among(around.above(line), line).stream()
                .map(selected -> lineValue(around.result(selected.name(), school.id())))
                .filter(value -> value.value().isPresent())
                .toList();
        return sum(term.type(), values);
    }

    @Override
    public Working total(Term.Total term) {
        Optional<Map<SchoolId, Rational>> values = around.valuesOfAll(term.of(), line);
        return values.map(all -> given(
                        Kind.TOTAL,
                        "of " + all.size() + " schools",
                        "",
                        term.type(),
                        all.values().stream().reduce(Rational.ZERO, Rational::plus)))
                .orElseGet(() -> later(Kind.TOTAL, "of all schools", term.type()));
    }

    @Override
    public Working rank(Term.Rank term) {
        Optional<Map<SchoolId, Rational>> values = around.valuesOfAll(term.of(), line);
        if (values.isEmpty()) {
            return later(Kind.RANK, "rank", ValueType.NUMBER);
        }
        Optional<String> group = term.within().flatMap(school::text);
        Rational own = values.get().get(school.id());
        if (own == null || (term.within().isPresent() && group.isEmpty())) {
            return missing(Kind.RANK, "rank", ValueType.NUMBER, "the school has no value to be ranked by");
        }
        long before = values.get().entrySet().stream()
                .filter(other -> term.within().isEmpty()
                        || around.school(other.getKey())
                                .text(term.within().get())
                                .equals(group))
                .filter(other -> {
                    int compared = other.getValue().compareTo(own);
                    return compared > 0 || (compared == 0 && other.getKey().compareTo(school.id()) < 0);
                })
                .count();
        return given(
                Kind.RANK,
                "rank" + group.map(name -> " in " + name).orElse(""),
                "",
                ValueType.NUMBER,
                Rational.of(before + 1));
    }

    @Override
    public Working level(Term.Level term) {
        return around.level(term.line())
                .map(level -> given(Kind.LEVEL, "level of " + term.line(), "", term.type(), level))
                .orElseGet(() -> later(Kind.LEVEL, "level of " + term.line(), term.type()));
    }

    private static Working made(Operation operation, ValueType type, List<Working> parts) {
        Optional<String> why =
                parts.stream().flatMap(part -> part.why().stream()).findFirst();
        boolean known = parts.stream().allMatch(part -> part.value().isPresent());
        Optional<Rational> value = known
                ? Optional.of(operation.of(
                        parts.stream().map(part -> part.value().orElseThrow()).toList()))
                : Optional.empty();
        return new Working.Made(operation, type, parts, value, why, "");
    }

    private static Working sum(ValueType type, List<Working> parts) {
        return made(Operation.SUM, type, parts);
    }

    private List<Working> all(List<Term> terms) {
        return terms.stream().map(this::working).toList();
    }

    @Override
    public Working plus(Term.Plus term) {
        return sum(term.type(), all(term.parts()));
    }

    @Override
    public Working minus(Term.Minus term) {
        return made(Operation.DIFFERENCE, term.type(), all(term.parts()));
    }

    @Override
    public Working times(Term.Times term) {
        return made(Operation.PRODUCT, term.type(), all(term.parts()));
    }

    @Override
    public Working over(Term.Over term) {
        List<Working> parts = all(term.parts());
        if (parts.get(1).value().filter(Rational::isZero).isPresent()) {
            return new Working.Made(
                    Operation.QUOTIENT,
                    term.type(),
                    parts,
                    Optional.empty(),
                    Optional.of("divided by zero: " + parts.get(1).text(around.currencySign())),
                    "");
        }
        return made(Operation.QUOTIENT, term.type(), parts);
    }

    @Override
    public Working least(Term.Least term) {
        return made(Operation.LEAST, term.type(), all(term.parts()));
    }

    @Override
    public Working greatest(Term.Greatest term) {
        return made(Operation.GREATEST, term.type(), all(term.parts()));
    }

    @Override
    public Working when(Term.When term) {
        Answer answer = answer(term.condition());
        return switch (answer.status()) {
            case YES -> chosen(Operation.CHOICE, working(term.then()), List.of(), "as " + answer.text());
            case NO -> chosen(Operation.CHOICE, working(term.otherwise()), List.of(), "as " + answer.text());
            case UNKNOWN -> missing(Kind.FACT, "", term.type(), answer.text());
            case LATER -> later(Kind.FACT, "", term.type());
        };
    }

    private static Working chosen(Operation operation, Working choice, List<Working> decidedBy, String note) {
        List<Working> parts = new ArrayList<>();
        parts.add(choice);
        parts.addAll(decidedBy);
        return new Working.Made(operation, choice.type(), parts, choice.value(), choice.why(), note);
    }

    @Override
    public Working bands(Term.Bands term) {
        Working x = working(term.x());
        String sign = around.currencySign();
        for (Term.Bands.Band band : term.bands()) {
            Working limit = working(band.limit());
            lookedAt.add(limit);
            if (x.value().isEmpty() || limit.value().isEmpty()) {
                return made(Operation.BAND, term.type(), List.of(x, limit));
            }
            int compared = x.value().get().compareTo(limit.value().get());
            if (compared < 0 || (compared == 0 && band.inclusive())) {
                return chosen(
                        Operation.BAND,
                        working(band.then()),
                        List.of(x, limit),
                        "as %s is %s %s"
                                .formatted(x.text(sign), band.inclusive() ? "at most" : "below", limit.text(sign)));
            }
        }
        return chosen(
                Operation.BAND,
                working(term.otherwise()),
                List.of(x),
                "as %s is above every band".formatted(x.text(sign)));
    }

    @Override
    public Working ramp(Term.Ramp term) {
        List<Working> parts = all(term.parts());
        String sign = around.currencySign();
        Working ramp = made(Operation.RAMP, term.type(), parts);
        String note = "from %s at %s to %s at %s, here at %s"
                .formatted(
                        parts.get(2).text(sign),
                        parts.get(1).text(sign),
                        parts.get(4).text(sign),
                        parts.get(3).text(sign),
                        parts.get(0).text(sign));
        return new Working.Made(Operation.RAMP, term.type(), parts, ramp.value(), ramp.why(), note);
    }

    @Override
    public Working ifMissing(Term.IfMissing term) {
        Working of = working(term.of());
        return of.why().isPresent()
                ? chosen(
                        Operation.CHOICE,
                        working(term.instead()),
                        List.of(),
                        of.why().get())
                : of;
    }

    @Override
    public Answer compare(Condition.Compare condition) {
        Working left = working(condition.left());
        Working right = working(condition.right());
        lookedAt.add(left);
        lookedAt.add(right);
        Optional<String> why = left.why().or(right::why);
        if (why.isPresent()) {
            return new Answer(Answer.Status.UNKNOWN, why.get());
        }
        if (left.value().isEmpty() || right.value().isEmpty()) {
            return new Answer(Answer.Status.LATER, "");
        }
        boolean holds =
                condition.how().holds(left.value().get().compareTo(right.value().get()));
        String sign = around.currencySign();
        return Answer.of(holds, left.text(sign) + " " + condition.how().words(holds) + " " + right.text(sign));
    }

    @Override
    public Answer is(Condition.Is condition) {
        return school.flag(condition.flag())
                .map(yes -> Answer.of(yes, (yes ? "" : "not ") + condition.flag()))
                .orElseGet(() -> new Answer(
                        Answer.Status.UNKNOWN, "\"%s\" is not given as yes or no".formatted(condition.flag())));
    }

    @Override
    public Answer oneOf(Condition.OneOf condition) {
        return school.text(condition.fact())
                .map(text -> {
                    boolean one = condition.texts().contains(text);
                    return Answer.of(
                            one,
                            "%s %s is %s %s"
                                    .formatted(
                                            condition.fact(),
                                            text,
                                            one ? "one of" : "none of",
                                            String.join(", ", condition.texts())));
                })
                .orElseGet(() ->
                        new Answer(Answer.Status.UNKNOWN, "\"%s\" is not given as a text".formatted(condition.fact())));
    }

    @Override
    public Answer listed(Condition.Listed condition) {
        String reason = condition.reasons().get(school.id());
        return Answer.of(reason != null, reason == null ? "not on the list" : "on the list: " + reason);
    }

    @Override
    public Answer isGiven(Condition.IsGiven condition) {
        Working working = working(condition.term());
        lookedAt.add(working);
        if (working.value().isEmpty() && working.why().isEmpty()) {
            return new Answer(Answer.Status.LATER, "a value is given");
        }
        return Answer.of(working.value().isPresent(), working.why().orElse("a value is given"));
    }

    @Override
    public Answer all(Condition.All condition) {
        return joined(condition.parts(), Answer.Status.NO);
    }

    @Override
    public Answer any(Condition.Any condition) {
        return joined(condition.parts(), Answer.Status.YES);
    }

    /** One answer can settle the matter whatever is unknown, also one that comes later; otherwise what is unknown leaves it open. */
    private Answer joined(List<Condition> conditions, Answer.Status settles) {
        List<Answer> answers = conditions.stream().map(this::answer).toList();
        for (Answer.Status status : List.of(settles, Answer.Status.LATER, Answer.Status.UNKNOWN)) {
            Optional<Answer> found =
                    answers.stream().filter(answer -> answer.status() == status).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        String text = answers.stream().map(Answer::text).collect(Collectors.joining(" and "));
        return Answer.of(settles == Answer.Status.NO, text);
    }

    @Override
    public Answer not(Condition.Not condition) {
        Answer answer = answer(condition.condition());
        return switch (answer.status()) {
            case YES -> Answer.of(false, answer.text());
            case NO -> Answer.of(true, answer.text());
            default -> answer;
        };
    }
}
