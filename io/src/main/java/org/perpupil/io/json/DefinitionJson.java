package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Disposition;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.OwnFigure;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonLayout;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.money.Money;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/** Formulas and models: how each is written, and how it is read back. */
final class DefinitionJson {
    /** More than any published formula has, by far. */
    private static final int MOST_PARTS = 10_000;

    private static final ImmutableMap<String, Disposition> DISPOSITIONS =
            Maps.uniqueIndex(List.of(Disposition.values()), CoreJson::word);

    private static final ImmutableMap<String, Kind<CentralShare>> SHARES = Kind.byKey(
            List.of(Kind.of((fields, names) -> rate(fields), "rate"), Kind.of((fields, names) -> sum(fields), "sum")));

    private static final ImmutableMap<String, Kind<FundedSource.SetAside>> RESERVES =
            Kind.byKey(List.of(setAside("rate", DefinitionJson::rate), setAside("sum", DefinitionJson::sum)));

    private DefinitionJson() {}

    /** Finds the sources that lines draw on before anything is written. */
    static JsonOutput.Body body(FundingFormula formula) {
        Map<SourceId, RevenueSource> sources = new LinkedHashMap<>();
        formula.lines().forEach(line -> line.source().ifPresent(source -> CoreJson.addSource(sources, source)));
        return out -> write(out, formula, list -> {
            for (RevenueSource source : sources.values()) {
                write(list, !source.isRestricted(), open -> CoreJson.writeMembers(open, source));
            }
        });
    }

    static JsonOutput.Body body(FundingModel model) {
        return out -> write(out, model.lines(), list -> {
            for (FundedSource source : model.sources()) {
                boolean isShort =
                        !source.source().isRestricted() && source.eligible().isEmpty();
                write(list, isShort, open -> writeMembers(open, source));
            }
        });
    }

    private static void write(JsonGenerator out, FundingFormula lines, JsonOutput.Body sources) throws IOException {
        JsonLayout.onLines(out, open -> {
            open.writeStringField("name", lines.name());
            LineJson.write(open, "rounding", lines.rounding());
            open.writeArrayFieldStart("parameters");
            for (Parameter parameter : lines.parameters().values()) {
                ParameterJson.write(open, parameter);
            }
            open.writeEndArray();
            open.writeArrayFieldStart("sources");
            sources.writeTo(open);
            open.writeEndArray();
            open.writeArrayFieldStart("lines");
            for (Line line : lines.lines()) {
                LineJson.write(open, line);
            }
            open.writeEndArray();
        });
    }

    /** Writes a source, a short one on one line. */
    private static void write(JsonGenerator out, boolean isShort, JsonOutput.Body members) throws IOException {
        JsonOutput.Body object = open -> {
            open.writeStartObject();
            members.writeTo(open);
            open.writeEndObject();
        };
        if (isShort) {
            JsonLayout.onOneLine(out, object);
        } else {
            JsonLayout.onLines(out, object);
        }
    }

    private static void writeMembers(JsonGenerator out, FundedSource source) throws IOException {
        CoreJson.writeMembers(out, source.source());
        out.writeStringField("disposition", CoreJson.word(source.disposition()));
        if (source.openEnded()) {
            out.writeBooleanField("openEnded", true);
        }
        if (!source.central().equals(CentralShare.NONE)) {
            JsonParts.writeLine(out, "centralShare", source.central(), DefinitionJson::writeMembers);
        }
        if (source.eligible().isPresent()) {
            TermWriter.write(out, "eligible", source.eligible().get());
        }
        if (source.setAside().isPresent()) {
            JsonParts.writeLine(out, "setAside", source.setAside().get(), (line, aside) -> {
                line.writeStringField("from", aside.from().value());
                writeMembers(line, aside.share());
            });
        }
    }

    private static void writeMembers(JsonGenerator out, CentralShare share) throws IOException {
        if (share instanceof CentralShare.Rate rate) {
            out.writeStringField("rate", CoreJson.text(rate.share()));
        } else if (share instanceof CentralShare.Sum sum) {
            out.writeStringField("sum", sum.amount().toString());
        } else {
            throw new AssertionError("a central share of a kind that is not written: " + share);
        }
    }

    static Optional<FundingFormula> formula(JsonValue root, Map<String, OwnFigure> figures) {
        Map<SourceId, JsonValue> undrawn = new LinkedHashMap<>();
        return definition(
                root,
                figures,
                (value, names) -> {
                    Optional<RevenueSource> source = source(value, names);
                    source.ifPresent(known -> undrawn.put(known.id(), value));
                    return source;
                },
                parts -> {
                    parts.lines().forEach(line -> line.source().ifPresent(source -> undrawn.remove(source.id())));
                    undrawn.forEach(DefinitionJson::tellUndrawn);
                    return FundingFormula.named(parts.name())
                            .rounding(parts.rounding())
                            .parameters(parts.parameters())
                            .add(parts.lines())
                            .build();
                });
    }

    /** Tells a source that a formula would not have, since it has only those of its lines. */
    private static void tellUndrawn(SourceId id, JsonValue source) {
        source.fault(
                "source.unused",
                "the source %s, on which no line draws".formatted(JsonDocument.quoted(id.value(), 60)),
                "the sources of the lines",
                "Remove it, or name it in from of a line.");
    }

    static Optional<FundingModel> model(JsonValue root, Map<String, OwnFigure> figures) {
        return definition(root, figures, DefinitionJson::fundedSource, parts -> {
            FundingModel.Builder model =
                    FundingModel.named(parts.name()).rounding(parts.rounding()).parameters(parts.parameters());
            parts.sources().forEach(model::source);
            parts.lines().forEach(model::add);
            return model.build();
        });
    }

    /** All that stands in a document. */
    private record Parts<S>(
            String name, Rounding rounding, List<Parameter> parameters, List<S> sources, List<Line> lines) {}

    private static <S, D> Optional<D> definition(
            JsonValue root,
            Map<String, OwnFigure> figures,
            BiFunction<JsonValue, DefinitionNames, Optional<S>> source,
            Function<Parts<S>, D> build) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(
                ImmutableSet.of("kind", "schema", "name", "rounding", "parameters", "sources", "lines"), Set.of());
        DefinitionNames names = new DefinitionNames(figures);
        Optional<String> name = fields.get("name", CoreJson::name);
        Optional<Rounding> rounding = fields.get("rounding", LineJson::rounding);
        List<Parameter> parameters = list(fields, "parameters", value -> ParameterJson.parameter(value, names));
        List<S> sources = list(fields, "sources", value -> source.apply(value, names));
        names.expect(Optional.ofNullable(fields.byKey().get("lines")));
        List<Line> lines = list(fields, "lines", value -> line(value, name.orElse(""), names));
        return root.document()
                .make(mark, root, () -> {
                    try {
                        return Optional.of(build.apply(
                                new Parts<>(name.orElseThrow(), rounding.orElseThrow(), parameters, sources, lines)));
                    } catch (ProblemException refused) {
                        refused.problems().forEach(problem -> names.fault(problem, root));
                        return Optional.<D>empty();
                    }
                })
                .flatMap(made -> made);
    }

    /** Reads a list that is short enough for each of its parts to be compared with every other. */
    private static <T> List<T> list(JsonValue.Fields fields, String key, Function<JsonValue, Optional<T>> read) {
        Optional<JsonValue> tooLong = Optional.ofNullable(fields.byKey().get(key))
                .filter(list -> list.content() instanceof JsonValue.Elements elements
                        && elements.values().size() > MOST_PARTS);
        tooLong.ifPresent(list -> list.fault(
                "json.too-large",
                "more than %s %s".formatted(MOST_PARTS, key),
                "at most %s".formatted(MOST_PARTS),
                "Split the definition."));
        return tooLong.isPresent() ? List.of() : fields.list(key, read);
    }

    private static Optional<Line> line(JsonValue value, String formula, DefinitionNames names) {
        Optional<Line> line = LineJson.line(value, names);
        line.ifPresent(known -> {
            String place = "line \"%s\"".formatted(known.name());
            names.place(place, value);
            names.place("formula \"%s\", %s".formatted(formula, place), value);
        });
        return line;
    }

    private static Optional<RevenueSource> source(JsonValue value, DefinitionNames names) {
        int mark = value.document().mark();
        return CoreJson.source(
                mark,
                value,
                value.fields(ImmutableSet.of("id", "name", "origin"), ImmutableSet.of("restriction")),
                names.sources());
    }

    private static Optional<FundedSource> fundedSource(JsonValue value, DefinitionNames names) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(
                ImmutableSet.of("id", "name", "origin", "disposition"),
                ImmutableSet.of("restriction", "openEnded", "centralShare", "eligible", "setAside"));
        Optional<RevenueSource> source = CoreJson.source(mark, value, fields, names.sources());
        Optional<Disposition> disposition = fields.get("disposition", text -> CoreJson.constant(text, DISPOSITIONS));
        Optional<Boolean> isOpenEnded = fields.get("openEnded", JsonValue::flag);
        Optional<CentralShare> central =
                fields.get("centralShare", share -> Kind.read(share, "a central share", SHARES, names));
        Optional<Condition> eligible = fields.get("eligible", condition -> TermReader.condition(condition, names));
        Optional<FundedSource.SetAside> setAside =
                fields.get("setAside", aside -> Kind.read(aside, "a reserve's share", RESERVES, names));
        source.ifPresent(known -> {
            names.place("source " + known, value);
            names.place("source " + known + ", eligibility", value);
        });
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new FundedSource(
                                source.orElseThrow(),
                                disposition.orElseThrow(),
                                central.orElse(CentralShare.NONE),
                                eligible,
                                isOpenEnded.orElse(false),
                                setAside));
    }

    private static Supplier<CentralShare> rate(JsonValue.Fields fields) {
        Optional<Rational> rate = fields.get("rate", CoreJson::number);
        return () -> new CentralShare.Rate(rate.orElseThrow());
    }

    private static Supplier<CentralShare> sum(JsonValue.Fields fields) {
        Optional<Money> sum = fields.get("sum", CoreJson::money);
        return () -> new CentralShare.Sum(sum.orElseThrow());
    }

    private static Kind<FundedSource.SetAside> setAside(
            String key, Function<JsonValue.Fields, Supplier<CentralShare>> share) {
        return Kind.of(
                (fields, names) -> {
                    Optional<SourceId> from = fields.get("from", CoreJson::sourceId);
                    Supplier<CentralShare> aside = share.apply(fields);
                    return () -> new FundedSource.SetAside(from.orElseThrow(), aside.get());
                },
                key,
                "from");
    }
}
