package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.account.AccountCode;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.money.Money;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;
import org.perpupil.spending.Expenditure;
import org.perpupil.spending.SchoolSpending;
import org.perpupil.spending.Spending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was spent on each school in a year as JSON, and back.
 *
 * <pre>{@code
 * { "kind": "spending", "schema": 1, "year": "2025–26",
 *   "sources": [ {"id": "title-i", "name": "Title I", "origin": "federal",
 *                 "restriction": {"purpose": "pupils: poverty", "needs": ["poverty"], "spans": []}} ],
 *   "schools": [ {"id": "101", "spent": [
 *     {"source": "title-i", "amount": "41250.00", "level": "school", "account": "1100"},
 *     {"source": "title-i", "amount": "3200.00", "level": "central"} ]} ] }
 * }</pre>
 *
 * <p>What is written is read back equal. Expenditures name their source by its id; {@code account} is absent where it is not known. A
 * school without {@code spent} lines spent nothing; one that is not there is not known.
 */
public final class SpendingJson {
    private static final ImmutableMap<String, Expenditure.Level> LEVELS =
            Maps.uniqueIndex(List.of(Expenditure.Level.values()), CoreJson::word);

    private static final Logger LOG = LoggerFactory.getLogger(SpendingJson.class);

    private static final String KIND = "spending";

    private SpendingJson() {}

    /**
     * Writes spending to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     * @throws IllegalArgumentException if two different sources have the same id
     */
    public static void write(Spending spending, Path file) throws IOException {
        JsonOutput.write(file, KIND, body(spending));
    }

    /**
     * Writes spending as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     * @throws IllegalArgumentException if two different sources have the same id
     */
    public static void write(Spending spending, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, body(spending));
    }

    /**
     * Returns spending as the text of a document.
     *
     * @throws IllegalArgumentException if two different sources have the same id
     */
    public static String toJson(Spending spending) {
        return JsonOutput.text(KIND, body(spending));
    }

    /**
     * Reads spending from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Spending read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads spending from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Spending read(InputStream stream, String sourceName) throws IOException {
        Spending spending = JsonDocument.read(
                stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, SpendingJson::spending);
        LOG.debug("read {}: {}", sourceName, spending);
        return spending;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Spending parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), SpendingJson::spending);
    }

    /** Finds the sources before anything is written. */
    private static JsonOutput.Body body(Spending spending) {
        Map<SourceId, RevenueSource> sources = new LinkedHashMap<>();
        for (SchoolSpending school : spending.all()) {
            for (Expenditure each : school.expenditures()) {
                CoreJson.addSource(sources, each.source());
            }
        }
        return out -> write(out, spending, sources.values());
    }

    private static void write(JsonGenerator out, Spending spending, Collection<RevenueSource> sources)
            throws IOException {
        out.writeStringField("year", spending.year().toString());
        out.writeArrayFieldStart("sources");
        for (RevenueSource source : sources) {
            out.writeStartObject();
            CoreJson.writeMembers(out, source);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("schools");
        for (SchoolSpending school : spending.all()) {
            out.writeStartObject();
            out.writeStringField("id", school.school().value());
            out.writeArrayFieldStart("spent");
            for (Expenditure each : school.expenditures()) {
                write(out, each);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, Expenditure each) throws IOException {
        out.writeStartObject();
        out.writeStringField("source", each.source().id().value());
        out.writeStringField("amount", each.amount().toString());
        out.writeStringField("level", CoreJson.word(each.level()));
        if (each.account().isPresent()) {
            out.writeStringField("account", each.account().get().value());
        }
        out.writeEndObject();
    }

    private static Optional<Spending> spending(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields =
                root.fields(ImmutableSet.of("kind", "schema", "year", "sources", "schools"), Set.of());
        Optional<FiscalYear> year = fields.get("year", CoreJson::year);
        Map<SourceId, RevenueSource> sources = CoreJson.sources(fields, Set.of());
        // An expenditure can be checked without the year; it is not used then.
        FiscalYear known = year.orElse(FiscalYear.of(2000));
        Map<SchoolId, JsonValue> met = new LinkedHashMap<>();
        List<SchoolSpending> schools = fields.list("schools", value -> school(value, known, sources, met));
        return root.document().make(mark, root, () -> Spending.of(year.orElseThrow(), schools));
    }

    private static Optional<SchoolSpending> school(
            JsonValue value, FiscalYear year, Map<SourceId, RevenueSource> sources, Map<SchoolId, JsonValue> met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("id", "spent"), Set.of());
        Optional<SchoolId> id = fields.get("id", CoreJson::schoolId);
        id.ifPresent(school -> CoreJson.checkTwice(value, school, met));
        List<Expenditure> spent = fields.list("spent", each -> expenditure(each, sources));
        return value.document().make(mark, value, () -> new SchoolSpending(id.orElseThrow(), year, spent));
    }

    private static Optional<Expenditure> expenditure(JsonValue value, Map<SourceId, RevenueSource> sources) {
        int mark = value.document().mark();
        JsonValue.Fields fields =
                value.fields(ImmutableSet.of("source", "amount", "level"), ImmutableSet.of("account"));
        Optional<RevenueSource> source = fields.get("source", id -> CoreJson.named(id, sources));
        Optional<Money> amount = fields.get("amount", CoreJson::money);
        Optional<Expenditure.Level> level = fields.get("level", text -> CoreJson.constant(text, LEVELS));
        Optional<AccountCode> account = fields.get("account", CoreJson::accountCode);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new Expenditure(
                                source.orElseThrow(), amount.orElseThrow(), level.orElseThrow(), account));
    }
}
