package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonLayout;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.io.internal.json.Placed;
import org.perpupil.money.Money;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.funding.FundedLine;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.funding.FundingStreams;
import org.perpupil.plan.funding.ManualEntry;
import org.perpupil.plan.funding.Matching;
import org.perpupil.plan.funding.Shortfall;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/** The money of a plan, which stands elsewhere: how it is written, and how it is read back. */
final class FundingParts {
    static final ImmutableSet<String> REQUIRED = ImmutableSet.of("automatic");
    static final ImmutableSet<String> OPTIONAL = ImmutableSet.of("streams", "locked", "entries", "result");

    private static final String RESULT = "funding.result";

    private static final ImmutableMap<String, Shortfall.Reason> REASONS =
            Maps.uniqueIndex(List.of(Shortfall.Reason.values()), CoreJson::word);

    private static final ResultTable<FundedLine> PAID = ResultTable.<FundedLine>of(RESULT, "paid")
            .by("investment", CoreJson::name, line -> line.investment().id())
            .by("source", FundingParts::source, line -> line.source().id().value())
            .with("amount", FundingParts::amount, line -> line.amount().toString())
            .with("byHand", JsonValue::flag, FundedLine::byHand);

    private static final ResultTable<Map.Entry<SourceId, Money>> LEFT = ResultTable.<Map.Entry<SourceId, Money>>of(
                    RESULT, "left")
            .by("source", FundingParts::source, left -> left.getKey().value())
            .with("amount", FundingParts::amount, left -> left.getValue().toString());

    private static final ResultTable<Shortfall> SHORTFALLS = ResultTable.<Shortfall>of(RESULT, "shortfalls")
            .by(
                    "investment",
                    CoreJson::name,
                    lacking -> lacking.chain().investment().id())
            .with("funded", FundingParts::amount, lacking -> lacking.funded().toString())
            .with("missing", FundingParts::amount, lacking -> lacking.missing().toString())
            .with(
                    "available",
                    FundingParts::amount,
                    lacking -> lacking.available().toString())
            .with("reason", FundingParts::reason, lacking -> CoreJson.word(lacking.reason()))
            .inWords("why", lacking -> lacking.why(""));

    private FundingParts() {}

    /**
     * The document's sources.
     *
     * @param byId those at fault too, which are known by their id only
     * @param areRight whether none is at fault
     */
    record Sources(Map<SourceId, RevenueSource> byId, boolean areRight) {
        static Sources of(JsonValue root, JsonValue.Fields fields) {
            int mark = root.document().mark();
            Map<SourceId, RevenueSource> byId = CoreJson.sources(fields, Set.of());
            return new Sources(byId, root.document().mark() == mark);
        }
    }

    private static Optional<String> source(JsonValue value) {
        return CoreJson.sourceId(value).map(SourceId::value);
    }

    private static Optional<String> amount(JsonValue value) {
        return CoreJson.money(value).map(Money::toString);
    }

    private static Optional<String> reason(JsonValue value) {
        return CoreJson.constant(value, REASONS).map(CoreJson::word);
    }

    /**
     * Adds the sources that a funding names.
     *
     * @throws IllegalArgumentException if a different source has the same id
     */
    static void addSources(Map<SourceId, RevenueSource> byId, Funding funding) {
        funding.streams().all().forEach(stream -> CoreJson.addSource(byId, stream.source()));
        funding.streams().locked().keySet().forEach(source -> CoreJson.addSource(byId, source));
    }

    /** Writes the document's sources. */
    static void writeSources(JsonGenerator out, Collection<RevenueSource> sources) throws IOException {
        JsonParts.writeLines(out, "sources", sources, CoreJson::writeMembers);
    }

    /** Writes the members of a funding but for its plan and sources, inside an object. */
    static void writeMembers(JsonGenerator out, Funding funding) throws IOException {
        JsonLayout.onLines(out, lines -> {
            JsonParts.writeLines(lines, "streams", funding.streams().all(), FundingParts::write);
            JsonParts.writeLines(lines, "locked", funding.streams().locked().entrySet(), (line, locked) -> {
                line.writeStringField("source", locked.getKey().id().value());
                line.writeStringField("amount", locked.getValue().toString());
            });
            JsonParts.writeLines(lines, "entries", funding.matching().entries(), FundingParts::write);
            lines.writeBooleanField("automatic", funding.isAutomatic());
            lines.writeObjectFieldStart("result");
            PAID.write(lines, funding.lines());
            LEFT.write(lines, left(funding));
            SHORTFALLS.write(lines, funding.shortfalls());
            lines.writeEndObject();
        });
    }

    private static List<Map.Entry<SourceId, Money>> left(Funding funding) {
        return ImmutableList.copyOf(funding.left().entrySet());
    }

    private static void write(JsonGenerator out, FundingStream stream) throws IOException {
        out.writeStringField("source", stream.id().value());
        out.writeStringField("cap", stream.cap().toString());
        out.writeStringField("flexibility", Integer.toString(stream.flexibility()));
    }

    private static void write(JsonGenerator out, ManualEntry entry) throws IOException {
        out.writeStringField("investment", entry.investment());
        out.writeStringField("source", entry.source().value());
        out.writeStringField("amount", entry.amount().toString());
    }

    /**
     * Reads a funding: it is computed from plan, streams and entries, and what is written of its result is compared.
     *
     * @param mark where reading of the object began
     * @param fields its members, {@link #REQUIRED} and {@link #OPTIONAL} among them
     * @param plan empty if it is at fault
     */
    static Optional<Funding> funding(
            JsonValue value, int mark, JsonValue.Fields fields, Optional<SitePlan> plan, Sources sources) {
        int streamsMark = value.document().mark();
        Met met = new Met("stream", "funding");
        List<FundingStream> streams = fields.list("streams", given -> stream(given, sources.byId(), met));
        List<Map.Entry<RevenueSource, Money>> locked =
                fields.list("locked", given -> locked(given, sources.byId(), met));
        Optional<Matching> matching = plan.filter(known -> sources.areRight())
                .flatMap(known -> value.document()
                        .make(
                                streamsMark,
                                value,
                                () -> Matching.of(
                                        known, FundingStreams.of(streams).withLocked(ImmutableMap.copyOf(locked)))));
        List<Placed<ManualEntry>> entries = fields.list("entries", FundingParts::entry);
        Optional<Matching> entered = matching.flatMap(some -> entered(value, some, entries));
        Optional<Boolean> automatic = fields.get("automatic", JsonValue::flag);
        Optional<Funding> funding = entered.flatMap(some ->
                value.document().make(mark, value, () -> automatic.orElseThrow() ? some.fund() : some.byHandOnly()));
        fields.get("result", Optional::of).ifPresent(result -> check(result, funding));
        return funding;
    }

    private static Optional<FundingStream> stream(JsonValue value, Map<SourceId, RevenueSource> sources, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("source", "cap", "flexibility"), Set.of());
        Optional<RevenueSource> source = fields.get("source", id -> source("stream", id, sources, met));
        Optional<Money> cap = fields.get("cap", CoreJson::money);
        Optional<Integer> flexibility = fields.get("flexibility", rank -> CoreJson.wholeNumber(rank, 1));
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new FundingStream(source.orElseThrow(), cap.orElseThrow(), flexibility.orElseThrow()));
    }

    private static Optional<Map.Entry<RevenueSource, Money>> locked(
            JsonValue value, Map<SourceId, RevenueSource> sources, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("source", "amount"), Set.of());
        Optional<RevenueSource> source = fields.get("source", id -> source("locked amount", id, sources, met));
        Optional<Money> amount = fields.get("amount", CoreJson::money);
        return value.document().make(mark, value, () -> Map.entry(source.orElseThrow(), amount.orElseThrow()));
    }

    private static Optional<RevenueSource> source(
            String kind, JsonValue id, Map<SourceId, RevenueSource> sources, Met met) {
        Optional<RevenueSource> source = CoreJson.named(id, sources);
        source.ifPresent(known -> met.define(kind, known.id().value(), id));
        return source;
    }

    private static Optional<Placed<ManualEntry>> entry(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("investment", "source", "amount"), Set.of());
        Optional<String> investment = fields.get("investment", CoreJson::name);
        Optional<SourceId> source = fields.get("source", CoreJson::sourceId);
        Optional<Money> amount = fields.get("amount", CoreJson::money);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new Placed<>(
                                value,
                                new ManualEntry(investment.orElseThrow(), source.orElseThrow(), amount.orElseThrow())));
    }

    /** Returns the matching with the entries; if it refuses them, each is told that does not go with those before it. */
    private static Optional<Matching> entered(JsonValue value, Matching matching, List<Placed<ManualEntry>> entries) {
        int mark = value.document().mark();
        Map<List<Object>, JsonValue> cells = new HashMap<>();
        for (Placed<ManualEntry> entry : entries) {
            ManualEntry part = entry.part();
            JsonValue earlier = cells.putIfAbsent(List.of(part.investment(), part.source()), entry.at());
            if (earlier != null) {
                entry.at()
                        .fault(
                                "entry.twice",
                                "an entry of %s for investment %s, which %s is too"
                                        .formatted(
                                                part.source(),
                                                part.investment(),
                                                earlier.location().pointer()),
                                "one entry for a stream and an investment",
                                "Remove one of the two.");
            }
        }
        Matching all = matching.byHand(entries.stream().map(Placed::part).toList());
        try {
            all.byHandOnly();
        } catch (ProblemException | ArithmeticException refused) {
            tellRefused(matching, entries);
        }
        return value.document().make(mark, value, () -> all);
    }

    private static void tellRefused(Matching matching, List<Placed<ManualEntry>> entries) {
        Matching accepted = matching;
        for (Placed<ManualEntry> entry : entries) {
            Matching more = accepted.byHand(List.of(entry.part()));
            JsonDocument document = entry.at().document();
            accepted = document.make(document.mark(), entry.at(), more::byHandOnly)
                    .map(Funding::matching)
                    .orElse(accepted);
        }
    }

    private static void check(JsonValue result, Optional<Funding> funding) {
        JsonValue.Fields fields = result.fields(Set.of(), ImmutableSet.of(PAID.key(), LEFT.key(), SHORTFALLS.key()));
        PAID.check(result, fields, funding.map(Funding::lines));
        LEFT.check(result, fields, funding.map(FundingParts::left));
        SHORTFALLS.check(result, fields, funding.map(Funding::shortfalls));
    }
}
