package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.perpupil.budget.Held;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.OwnFigure;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonLayout;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.revenue.RevenueSource;

/** The lines of a definition: how each is written, and how it is read back. */
final class LineJson {
    private static final ImmutableMap<String, RoundingMode> MODES = Maps.uniqueIndex(
            Stream.of(RoundingMode.values())
                    .filter(mode -> mode != RoundingMode.UNNECESSARY)
                    .toList(),
            CoreJson::word);

    private static final ImmutableSet<String> BESIDE_FORM =
            ImmutableSet.of("formula", "section", "from", "where", "except", "rounding", "held", "cite", "shadow");

    private static final ImmutableMap<String, Kind<Form>> FORMS = Kind.byKey(List.of(
            one("amount", Form.Amount::new),
            one("figure", Form.Figure::new),
            Kind.of(LineJson::own, "ownFigure", "type", "of"),
            counting("raiseTo", Form.RaiseTo::new),
            counting("lowerTo", Form.LowerTo::new),
            Kind.of(LineJson::split, "split", "by").orAlso("atLeast", "atMost"),
            two("prorate", "to", Form.Prorate::new),
            Kind.of(LineJson::lift, "lift", "by", "means"),
            Kind.of(LineJson::serveInOrder, "serveInOrder", "claims", "rank"),
            Kind.of(LineJson::keepWithin, "keepWithin", "counting", "moving"),
            two("takeBack", "inProportionTo", Form.TakeBack::new)));

    private static final ImmutableSet<String> FORM_KEYS = FORMS.values().stream()
            .flatMap(form -> Stream.concat(form.keys().stream(), form.optional().stream()))
            .collect(ImmutableSet.toImmutableSet());

    private LineJson() {}

    static void write(JsonGenerator out, Line line) throws IOException {
        JsonLayout.onLines(out, lines -> {
            lines.writeStartObject();
            writeMembers(lines, line);
            lines.writeEndObject();
        });
    }

    private static void writeMembers(JsonGenerator out, Line line) throws IOException {
        out.writeStringField("line", line.name());
        writeText(out, "formula", line.formula());
        writeText(out, "section", line.section());
        write(out, line.form());
        writeText(out, "from", line.source().map(source -> source.id().value()));
        if (line.where().isPresent()) {
            TermWriter.write(out, "where", line.where().get());
        }
        if (!line.exceptions().isEmpty()) {
            TermWriter.writeReasons(out, "except", line.exceptions());
        }
        if (line.rounding().isPresent()) {
            write(out, "rounding", line.rounding().get());
        }
        writeText(out, "held", line.held().map(CoreJson::word));
        writeText(out, "cite", line.citation());
        if (line.isShadow()) {
            out.writeBooleanField("shadow", true);
        }
    }

    private static void writeText(JsonGenerator out, String key, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            out.writeStringField(key, text.get());
        }
    }

    static void write(JsonGenerator out, String key, Rounding rounding) throws IOException {
        JsonParts.writeLine(out, key, rounding, (line, to) -> {
            JsonParts.writeNumber(line, "to", to.unit());
            line.writeStringField("mode", CoreJson.word(to.mode()));
        });
    }

    private static void write(JsonGenerator out, Form form) throws IOException {
        if (form instanceof Form.Amount amount) {
            TermWriter.write(out, "amount", amount.term());
        } else if (form instanceof Form.Figure figure) {
            TermWriter.write(out, "figure", figure.term());
        } else if (form instanceof Form.Own own) {
            out.writeStringField("ownFigure", own.figure().name());
            out.writeStringField("type", CoreJson.word(own.type()));
            TermWriter.write(out, "of", own.inputs());
        } else if (form instanceof Form.RaiseTo raise) {
            TermWriter.write(out, "raiseTo", raise.floor());
            TermWriter.write(out, "counting", raise.counting());
        } else if (form instanceof Form.LowerTo lower) {
            TermWriter.write(out, "lowerTo", lower.cap());
            TermWriter.write(out, "counting", lower.counting());
        } else if (form instanceof Form.Split split) {
            TermWriter.write(out, "split", split.pot());
            TermWriter.write(out, "by", split.points());
            write(out, "atLeast", split.atLeast());
            write(out, "atMost", split.atMost());
        } else if (form instanceof Form.Prorate prorate) {
            TermWriter.write(out, "prorate", prorate.claims());
            TermWriter.write(out, "to", prorate.pot());
        } else if (form instanceof Form.Lift lift) {
            TermWriter.write(out, "lift", lift.pot());
            TermWriter.write(out, "by", lift.pupils());
            TermWriter.write(out, "means", lift.means());
        } else if (form instanceof Form.ServeInOrder serve) {
            TermWriter.write(out, "serveInOrder", serve.pot());
            TermWriter.write(out, "claims", serve.claims());
            TermWriter.write(out, "rank", serve.rank());
        } else if (form instanceof Form.KeepWithin keep) {
            out.writeObjectFieldStart("keepWithin");
            write(out, "floor", keep.floor());
            write(out, "cap", keep.cap());
            out.writeEndObject();
            TermWriter.write(out, "counting", keep.counting());
            TermWriter.write(out, "moving", keep.moved());
        } else if (form instanceof Form.TakeBack back) {
            TermWriter.write(out, "takeBack", back.amount());
            TermWriter.write(out, "inProportionTo", back.from());
        } else {
            throw new AssertionError("a line of a form that is not written: " + form);
        }
    }

    private static void write(JsonGenerator out, String key, Optional<Term> bound) throws IOException {
        if (bound.isPresent()) {
            TermWriter.write(out, key, bound.get());
        }
    }

    static Optional<Line> line(JsonValue value, DefinitionNames names) {
        int mark = value.document().mark();
        Optional<Kind<Form>> form = Kind.told(value, "a line", FORMS);
        if (!(value.content() instanceof JsonValue.Members members)) {
            return Optional.empty();
        }
        Optional<String> name = new JsonValue.Fields(members.byKey()).get("line", CoreJson::name);
        Optional<Line> line = line(value, mark, name, form, names);
        // Only the lines below can refer to this one; they can do so even if it is at fault.
        name.ifPresent(known -> names.newLine(known, value));
        return line;
    }

    /** Reads a line; where its name or form cannot be told, only to find what else is at fault. */
    private static Optional<Line> line(
            JsonValue value, int mark, Optional<String> name, Optional<Kind<Form>> kind, DefinitionNames names) {
        JsonValue.Fields fields = value.fields(
                kind.<Set<String>>map(known -> ImmutableSet.<String>builder()
                                .add("line")
                                .addAll(known.keys())
                                .build())
                        .orElse(ImmutableSet.of("line")),
                Sets.union(kind.map(Kind::optional).orElse(FORM_KEYS), BESIDE_FORM));
        Optional<String> formula = fields.get("formula", JsonValue::text);
        Optional<String> section = fields.get("section", JsonValue::text);
        Optional<Supplier<Form>> form = kind.map(known -> known.reader().read(fields, names));
        Optional<RevenueSource> source = fields.get("from", id -> CoreJson.named(id, names.sources()));
        Optional<Condition> where = fields.get("where", condition -> TermReader.condition(condition, names));
        Map<SchoolId, String> exceptions = TermReader.reasons(fields, "except");
        Optional<Rounding> rounding = fields.get("rounding", LineJson::rounding);
        Optional<Held> held = fields.get("held", CoreJson::held);
        Optional<String> citation = fields.get("cite", JsonValue::text);
        Optional<Boolean> shadow = fields.get("shadow", JsonValue::flag);
        return value.document().make(mark, value, () -> {
            Line line = Line.of(name.orElseThrow(), form.orElseThrow().get());
            line = with(line, formula, Line::partOf);
            line = with(line, section, Line::inSection);
            line = with(line, source, Line::from);
            line = with(line, where, Line::onlyWhere);
            line = line.exceptFor(exceptions);
            line = with(line, rounding, Line::rounded);
            line = with(line, held, Line::held);
            line = with(line, citation, Line::citing);
            return shadow.orElse(false) ? line.asShadow() : line;
        });
    }

    private static <P> Line with(Line line, Optional<P> part, BiFunction<Line, P, Line> add) {
        return part.map(given -> add.apply(line, given)).orElse(line);
    }

    static Optional<Rounding> rounding(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("to", "mode"), Set.of());
        Optional<BigDecimal> unit = fields.get("to", CoreJson::decimal);
        Optional<RoundingMode> mode = fields.get("mode", text -> CoreJson.constant(text, MODES));
        return value.document().make(mark, value, () -> new Rounding(unit.orElseThrow(), mode.orElseThrow()));
    }

    private static Kind<Form> one(String key, Function<Term, ? extends Form> make) {
        return Kind.of(
                (fields, names) -> {
                    Optional<Term> term = TermReader.term(fields, key, names);
                    return () -> make.apply(term.orElseThrow());
                },
                key);
    }

    private static Supplier<Form> own(JsonValue.Fields fields, DefinitionNames names) {
        Optional<OwnFigure> figure = fields.get("ownFigure", names::ownFigure);
        fields.get(
                "type",
                text -> CoreJson.constant(text, ParameterJson.TYPES).filter(type -> {
                    figure.filter(known -> known.type() != type)
                            .ifPresent(known -> text.fault(
                                    "figure.type",
                                    "own figure %s as %s".formatted(JsonDocument.quoted(known.name(), 60), type),
                                    "%s, which the one that was given gives".formatted(known.type()),
                                    "Correct the type, or give the reader the figure that the document means."));
                    return true;
                }));
        List<Term> inputs = fields.list("of", value -> TermReader.term(value, names));
        return () -> new Form.Own(figure.orElseThrow(), inputs);
    }

    private static Kind<Form> two(String key, String other, BiFunction<Term, Term, ? extends Form> make) {
        return Kind.of(
                (fields, names) -> {
                    Optional<Term> first = TermReader.term(fields, key, names);
                    Optional<Term> second = TermReader.term(fields, other, names);
                    return () -> make.apply(first.orElseThrow(), second.orElseThrow());
                },
                key,
                other);
    }

    private static Kind<Form> counting(String key, BiFunction<Term, Selection, ? extends Form> make) {
        return Kind.of(
                (fields, names) -> {
                    Optional<Term> bound = TermReader.term(fields, key, names);
                    Optional<Selection> lines = selection(fields, "counting", names);
                    return () -> make.apply(bound.orElseThrow(), lines.orElseThrow());
                },
                key,
                "counting");
    }

    private static Optional<Selection> selection(JsonValue.Fields fields, String key, DefinitionNames names) {
        return fields.get(key, value -> TermReader.selection(value, names));
    }

    private static Supplier<Form> split(JsonValue.Fields fields, DefinitionNames names) {
        Optional<Term> pot = TermReader.term(fields, "split", names);
        Optional<Term> points = TermReader.term(fields, "by", names);
        Optional<Term> atLeast = TermReader.term(fields, "atLeast", names);
        Optional<Term> atMost = TermReader.term(fields, "atMost", names);
        return () -> new Form.Split(pot.orElseThrow(), points.orElseThrow(), atLeast, atMost);
    }

    private static Supplier<Form> lift(JsonValue.Fields fields, DefinitionNames names) {
        Optional<Term> pot = TermReader.term(fields, "lift", names);
        Optional<Term> pupils = TermReader.term(fields, "by", names);
        Optional<Term> means = TermReader.term(fields, "means", names);
        return () -> new Form.Lift(pot.orElseThrow(), pupils.orElseThrow(), means.orElseThrow());
    }

    private static Supplier<Form> serveInOrder(JsonValue.Fields fields, DefinitionNames names) {
        Optional<Term> pot = TermReader.term(fields, "serveInOrder", names);
        Optional<Term> claims = TermReader.term(fields, "claims", names);
        Optional<Term> rank = TermReader.term(fields, "rank", names);
        return () -> new Form.ServeInOrder(pot.orElseThrow(), claims.orElseThrow(), rank.orElseThrow());
    }

    private static Supplier<Form> keepWithin(JsonValue.Fields fields, DefinitionNames names) {
        JsonValue.Fields bounds = fields.get(
                        "keepWithin", value -> Optional.of(value.fields(Set.of(), ImmutableSet.of("floor", "cap"))))
                .orElse(new JsonValue.Fields(Map.of()));
        Optional<Term> floor = TermReader.term(bounds, "floor", names);
        Optional<Term> cap = TermReader.term(bounds, "cap", names);
        Optional<Selection> counting = selection(fields, "counting", names);
        Optional<Selection> moved = selection(fields, "moving", names);
        return () -> new Form.KeepWithin(floor, cap, counting.orElseThrow(), moved.orElseThrow());
    }
}
