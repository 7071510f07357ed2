package org.perpupil.io.json;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Condition;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

/** Reads the terms and conditions that {@link TermWriter} writes. */
final class TermReader {
    private static final ImmutableMap<String, Kind<Term>> TERMS = Kind.byKey(List.of(
            text("number", CoreJson::number, value -> new Term.Constant(value, ValueType.NUMBER)),
            text("money", CoreJson::rational, value -> new Term.Constant(value, ValueType.MONEY)),
            parameter("share", ValueType.NUMBER),
            parameter("rate", ValueType.MONEY),
            Kind.of(TermReader::pupils, "pupils").orAlso("in", "counted"),
            perPupil("weighted", "weights", ValueType.NUMBER),
            perPupil("perPupil", "rates", ValueType.MONEY),
            text("fact", JsonValue::text, name -> new Term.Fact(name, ValueType.NUMBER)),
            text("moneyFact", JsonValue::text, name -> new Term.Fact(name, ValueType.MONEY)),
            decided("decidedNumbers", ValueType.NUMBER),
            decided("decided", ValueType.MONEY),
            text("lastYear", TermReader::total, total -> new Term.LastYear(Optional.empty())),
            text("lastYearOf", JsonValue::text, line -> new Term.LastYear(Optional.of(line))),
            text("amountOf", CoreJson::sourceId, id -> new Term.OfSource(id, Term.OfSource.What.AMOUNT)),
            text("poolOf", CoreJson::sourceId, id -> new Term.OfSource(id, Term.OfSource.What.POOL)),
            text("remainingOf", CoreJson::sourceId, id -> new Term.OfSource(id, Term.OfSource.What.REMAINING)),
            line("figure", line -> new Term.LineValue(line, ValueType.NUMBER)),
            line("amount", line -> new Term.LineValue(line, ValueType.MONEY)),
            sumOf("sumOfNumbers", ValueType.NUMBER),
            sumOf("sumOf", ValueType.MONEY),
            Kind.of(TermReader::totalOf, "total"),
            Kind.of(TermReader::rank, "rank").orAlso("within"),
            line("ratioOf", line -> new Term.Level(line, ValueType.NUMBER)),
            line("levelOf", line -> new Term.Level(line, ValueType.MONEY)),
            several("plus", Term.Plus::new),
            pair("minus", Term.Minus::new),
            several("times", Term.Times::new),
            pair("over", Term.Over::new),
            several("least", Term.Least::new),
            several("greatest", Term.Greatest::new),
            Kind.of(TermReader::when, "when", "then", "else"),
            Kind.of(TermReader::bands, "bands", "of", "else"),
            Kind.of(TermReader::ramp, "ramp", "from", "to"),
            Kind.of(TermReader::ifMissing, "ifMissing", "instead")));

    private static final ImmutableMap<String, Kind<Condition>> CONDITIONS = Kind.byKey(List.of(
            compare(Condition.Comparison.AT_LEAST),
            compare(Condition.Comparison.MORE_THAN),
            compare(Condition.Comparison.AT_MOST),
            compare(Condition.Comparison.LESS_THAN),
            compare(Condition.Comparison.EQUAL),
            Kind.of(TermReader::is, "is"),
            Kind.of(TermReader::oneOf, "oneOf", "fact"),
            Kind.of(TermReader::listed, "listed"),
            Kind.of(TermReader::isGiven, "isGiven"),
            conditions("all", Condition.All::new),
            conditions("any", Condition.Any::new),
            Kind.of(TermReader::not, "not")));

    private TermReader() {}

    static Optional<Term> term(JsonValue value, DefinitionNames names) {
        return names.nested(value, () -> Kind.read(value, "a term", TERMS, names));
    }

    static Optional<Condition> condition(JsonValue value, DefinitionNames names) {
        return names.nested(value, () -> Kind.read(value, "a condition", CONDITIONS, names));
    }

    static Optional<Term> term(JsonValue.Fields fields, String key, DefinitionNames names) {
        return fields.get(key, value -> term(value, names));
    }

    /** A kind that one text tells everything of. */
    private static <T> Kind<Term> text(
            String key, Function<JsonValue, Optional<T>> read, Function<T, ? extends Term> make) {
        return Kind.of(
                (fields, names) -> {
                    Optional<T> part = fields.get(key, read);
                    return () -> make.apply(part.orElseThrow());
                },
                key);
    }

    private static Kind<Term> line(String key, Function<String, ? extends Term> make) {
        return Kind.of(
                (fields, names) -> {
                    Optional<String> line = fields.get(key, names::line);
                    return () -> make.apply(line.orElseThrow());
                },
                key);
    }

    private static Kind<Term> parameter(String key, ValueType type) {
        Kind<Term> kind = Kind.of(
                (fields, names) -> {
                    Optional<String> name = fields.get(key, names::parameter);
                    Optional<String> by = fields.get("by", JsonValue::text);
                    Optional<Integer> back = fields.get("yearsBack", value -> CoreJson.wholeNumber(value, 1));
                    return () -> new Term.ParameterValue(name.orElseThrow(), type, by, back.orElse(0));
                },
                key);
        return kind.orAlso("by", "yearsBack");
    }

    private static Supplier<Term> pupils(JsonValue.Fields fields, DefinitionNames names) {
        Optional<PupilGroup> group = fields.get("pupils", CoreJson::group);
        Optional<GradeSpan> span = fields.get("in", CoreJson::span);
        Optional<CountBasis> basis = basis(fields);
        return () -> new Term.Pupils(group.orElseThrow(), span, basis);
    }

    private static Optional<CountBasis> basis(JsonValue.Fields fields) {
        return fields.get("counted", CoreJson::name).map(CountBasis::new);
    }

    private static Kind<Term> perPupil(String key, String table, ValueType type) {
        Kind<Term> kind = Kind.of(
                (fields, names) -> {
                    Optional<PupilGroup> group = fields.get(key, CoreJson::group);
                    Optional<RateTable> rates = fields.get(table, value -> rates(value, type, names));
                    Optional<CountBasis> basis = basis(fields);
                    return () -> new Term.PerPupil(group.orElseThrow(), rates.orElseThrow(), basis);
                },
                key,
                table);
        return kind.orAlso("counted");
    }

    /** Reads the name of a parameter, or a list of rates by span. */
    private static Optional<RateTable> rates(JsonValue value, ValueType type, DefinitionNames names) {
        if (value.content() instanceof JsonValue.Text) {
            return names.parameter(value).map(name -> new RateTable.Named(name, type));
        }
        int mark = value.document().mark();
        Map<GradeSpan, Rational> bySpan = new LinkedHashMap<>();
        value.elements()
                .ifPresent(entries -> entries.forEach(entry -> {
                    JsonValue.Fields fields = entry.fields(ImmutableSet.of("span", "is"), Set.of());
                    Optional<GradeSpan> span = fields.get("span", CoreJson::span);
                    Optional<Rational> rate = fields.get("is", CoreJson::rational);
                    if (span.isPresent() && rate.isPresent() && bySpan.putIfAbsent(span.get(), rate.get()) != null) {
                        entry.fault(
                                "json.value", span.get() + " twice", "one entry for a span", "Remove one of the two.");
                    }
                }));
        return value.document().make(mark, value, () -> new RateTable.Stated(bySpan, type));
    }

    private static Kind<Term> decided(String key, ValueType type) {
        return Kind.of(
                (fields, names) -> {
                    Map<SchoolId, Term.Decided.Decision> bySchool =
                            bySchool(fields, key, ImmutableSet.of("school", "is", "reason"), decision -> {
                                Optional<Rational> value = decision.get("is", CoreJson::rational);
                                Optional<String> reason = decision.get("reason", CoreJson::name);
                                return value.flatMap(known -> reason.map(why -> new Term.Decided.Decision(known, why)));
                            });
                    return () -> new Term.Decided(bySchool, type);
                },
                key);
    }

    /** Reads a list of schools with something for each. */
    private static <T> Map<SchoolId, T> bySchool(
            JsonValue.Fields fields, String key, Set<String> keys, Function<JsonValue.Fields, Optional<T>> read) {
        Map<SchoolId, JsonValue> met = new LinkedHashMap<>();
        Map<SchoolId, T> bySchool = new LinkedHashMap<>();
        fields.list(key, value -> {
            JsonValue.Fields entry = value.fields(keys, Set.of());
            Optional<SchoolId> school = entry.get("school", CoreJson::schoolId);
            school.ifPresent(id -> CoreJson.checkTwice(value, id, met));
            Optional<T> part = read.apply(entry);
            school.ifPresent(id -> part.ifPresent(known -> bySchool.putIfAbsent(id, known)));
            return part;
        });
        return bySchool;
    }

    /** Reads a list of schools with a reason for each. */
    static Map<SchoolId, String> reasons(JsonValue.Fields fields, String key) {
        return bySchool(
                fields, key, ImmutableSet.of("school", "reason"), entry -> entry.get("reason", JsonValue::text));
    }

    private static Optional<String> total(JsonValue value) {
        return value.parsed(
                text -> {
                    if (!text.equals("total")) {
                        throw new IllegalArgumentException();
                    }
                    return text;
                },
                "\"total\"; one line is lastYearOf");
    }

    private static Kind<Term> sumOf(String key, ValueType type) {
        return Kind.of(
                (fields, names) -> {
                    Optional<Selection> lines = fields.get(key, value -> selection(value, names));
                    return () -> new Term.SumOf(lines.orElseThrow(), type);
                },
                key);
    }

    /** Reads which lines count. */
    static Optional<Selection> selection(JsonValue value, DefinitionNames names) {
        return Kind.read(value, "a selection of lines", SelectionKinds.ALL, names);
    }

    private static Supplier<Term> totalOf(JsonValue.Fields fields, DefinitionNames names) {
        Optional<Term> of = term(fields, "total", names);
        return () -> new Term.Total(of.orElseThrow());
    }

    private static Supplier<Term> rank(JsonValue.Fields fields, DefinitionNames names) {
        Optional<Term> of = term(fields, "rank", names);
        Optional<String> within = fields.get("within", JsonValue::text);
        return () -> new Term.Rank(of.orElseThrow(), within);
    }

    private static Kind<Term> several(String key, Function<List<Term>, ? extends Term> make) {
        return Kind.of(
                (fields, names) -> {
                    List<Term> parts = fields.list(key, value -> term(value, names));
                    return () -> make.apply(parts);
                },
                key);
    }

    private static Kind<Term> pair(String key, BiFunction<Term, Term, ? extends Term> make) {
        return Kind.of(
                (fields, names) -> {
                    List<Term> parts = two(fields, key, names);
                    return () -> make.apply(parts.get(0), parts.get(1));
                },
                key);
    }

    private static List<Term> two(JsonValue.Fields fields, String key, DefinitionNames names) {
        fields.get(
                key,
                value -> value.elements().filter(parts -> {
                    if (parts.size() != 2) {
                        value.fault("json.value", "a list of " + parts.size(), "a list of two terms", "Give it two.");
                    }
                    return true;
                }));
        return fields.list(key, value -> term(value, names));
    }

    private static Supplier<Term> when(JsonValue.Fields fields, DefinitionNames names) {
        Optional<Condition> condition = fields.get("when", value -> condition(value, names));
        Optional<Term> then = term(fields, "then", names);
        Optional<Term> otherwise = term(fields, "else", names);
        return () -> new Term.When(condition.orElseThrow(), then.orElseThrow(), otherwise.orElseThrow());
    }

    private static Supplier<Term> bands(JsonValue.Fields fields, DefinitionNames names) {
        Optional<Term> x = term(fields, "bands", names);
        List<Term.Bands.Band> bands = fields.list("of", value -> Kind.read(value, "a band", BandKinds.ALL, names));
        Optional<Term> otherwise = term(fields, "else", names);
        return () -> new Term.Bands(x.orElseThrow(), bands, otherwise.orElseThrow());
    }

    /** A point of a ramp. */
    private record Point(Term x, Term y) {}

    private static Supplier<Term> ramp(JsonValue.Fields fields, DefinitionNames names) {
        Optional<Term> x = term(fields, "ramp", names);
        Optional<Point> from = fields.get("from", value -> point(value, names));
        Optional<Point> to = fields.get("to", value -> point(value, names));
        return () -> new Term.Ramp(
                x.orElseThrow(),
                from.orElseThrow().x(),
                from.orElseThrow().y(),
                to.orElseThrow().x(),
                to.orElseThrow().y());
    }

    private static Optional<Point> point(JsonValue value, DefinitionNames names) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("x", "y"), Set.of());
        Optional<Term> x = term(fields, "x", names);
        Optional<Term> y = term(fields, "y", names);
        return value.document().make(mark, value, () -> new Point(x.orElseThrow(), y.orElseThrow()));
    }

    private static Supplier<Term> ifMissing(JsonValue.Fields fields, DefinitionNames names) {
        Optional<Term> of = term(fields, "ifMissing", names);
        Optional<Term> instead = term(fields, "instead", names);
        return () -> new Term.IfMissing(of.orElseThrow(), instead.orElseThrow());
    }

    private static Kind<Condition> compare(Condition.Comparison how) {
        String key = TermWriter.key(how);
        return Kind.of(
                (fields, names) -> {
                    List<Term> parts = two(fields, key, names);
                    return () -> new Condition.Compare(parts.get(0), how, parts.get(1));
                },
                key);
    }

    private static Supplier<Condition> is(JsonValue.Fields fields, DefinitionNames names) {
        Optional<String> flag = fields.get("is", JsonValue::text);
        return () -> new Condition.Is(flag.orElseThrow());
    }

    private static Supplier<Condition> oneOf(JsonValue.Fields fields, DefinitionNames names) {
        Set<String> texts = CoreJson.distinct(fields, "oneOf", JsonValue::text);
        Optional<String> fact = fields.get("fact", JsonValue::text);
        return () -> new Condition.OneOf(fact.orElseThrow(), texts);
    }

    private static Supplier<Condition> listed(JsonValue.Fields fields, DefinitionNames names) {
        Map<SchoolId, String> reasons = reasons(fields, "listed");
        return () -> new Condition.Listed(reasons);
    }

    private static Supplier<Condition> isGiven(JsonValue.Fields fields, DefinitionNames names) {
        Optional<Term> term = term(fields, "isGiven", names);
        return () -> new Condition.IsGiven(term.orElseThrow());
    }

    private static Kind<Condition> conditions(String key, Function<List<Condition>, ? extends Condition> make) {
        return Kind.of(
                (fields, names) -> {
                    List<Condition> parts = fields.list(key, value -> condition(value, names));
                    return () -> make.apply(parts);
                },
                key);
    }

    private static Supplier<Condition> not(JsonValue.Fields fields, DefinitionNames names) {
        Optional<Condition> condition = fields.get("not", value -> condition(value, names));
        return () -> new Condition.Not(condition.orElseThrow());
    }

    /** The bands of a term. */
    private static final class BandKinds {
        static final ImmutableMap<String, Kind<Term.Bands.Band>> ALL =
                Kind.byKey(List.of(band("below", false), band("upTo", true)));

        private static Kind<Term.Bands.Band> band(String key, boolean inclusive) {
            return Kind.of(
                    (fields, names) -> {
                        Optional<Term> limit = term(fields, key, names);
                        Optional<Term> then = term(fields, "then", names);
                        return () -> new Term.Bands.Band(limit.orElseThrow(), inclusive, then.orElseThrow());
                    },
                    key,
                    "then");
        }
    }

    /** The ways to say which lines count. */
    private static final class SelectionKinds {
        static final ImmutableMap<String, Kind<Selection>> ALL = Kind.byKey(List.of(
                named("lines", Selection.Reach.LINES),
                named("sections", Selection.Reach.SECTION),
                named("sources", Selection.Reach.SOURCE),
                Kind.of(SelectionKinds::everything, "everythingAbove").orAlso("except")));

        private static Kind<Selection> named(String key, Selection.Reach reach) {
            Kind<Selection> kind = Kind.of(
                    (fields, names) -> {
                        Set<String> named = CoreJson.distinct(
                                fields,
                                key,
                                value -> reach == Selection.Reach.LINES ? names.line(value) : value.text());
                        Set<String> except = except(fields, names);
                        return () -> new Selection(reach, named, except);
                    },
                    key);
            return kind.orAlso("except");
        }

        private static Set<String> except(JsonValue.Fields fields, DefinitionNames names) {
            return CoreJson.distinct(fields, "except", names::line);
        }

        private static Supplier<Selection> everything(JsonValue.Fields fields, DefinitionNames names) {
            fields.get(
                    "everythingAbove",
                    value -> value.flag().filter(all -> {
                        if (!all) {
                            value.fault("json.value", "false", "true", "Name lines, sections or sources instead.");
                        }
                        return all;
                    }));
            Set<String> except = except(fields, names);
            return () -> new Selection(Selection.Reach.EVERYTHING_ABOVE, Set.of(), except);
        }
    }
}
