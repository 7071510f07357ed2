package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.account.Account;
import org.perpupil.account.AccountCode;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.io.internal.json.Placed;
import org.perpupil.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chart of accounts as JSON, and back: the codes and names that a district charges costs to.
 *
 * <pre>{@code
 * { "kind": "chart of accounts", "schema": 1, "name": "Fund and object",
 *   "segments": [ {"name": "fund", "values": [ {"code": "01", "name": "General fund"} ]},
 *                 {"name": "object", "values": [ {"code": "1100", "name": "Teachers' salaries"} ]} ] }
 *
 * { "kind": "chart of accounts", "schema": 1, "open": true,
 *   "accounts": [ {"code": "1100", "name": "Teachers' salaries"} ] }
 * }</pre>
 *
 * <p>What was built by {@link ChartOfAccounts} is read back equal. The second form is that of a chart that has every other code too. Of a
 * chart of another origin the segments are kept, if it tells them.
 */
public final class ChartOfAccountsJson {
    private static final Logger LOG = LoggerFactory.getLogger(ChartOfAccountsJson.class);

    private static final String KIND = "chart of accounts";

    private ChartOfAccountsJson() {}

    /**
     * Writes a chart to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     * @throws IllegalArgumentException if the chart does not tell its accounts
     */
    public static void write(ChartOfAccounts chart, Path file) throws IOException {
        JsonOutput.write(file, KIND, body(chart));
    }

    /**
     * Writes a chart as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     * @throws IllegalArgumentException if the chart does not tell its accounts
     */
    public static void write(ChartOfAccounts chart, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, body(chart));
    }

    /**
     * Returns a chart as the text of a document.
     *
     * @throws IllegalArgumentException if the chart does not tell its accounts
     */
    public static String toJson(ChartOfAccounts chart) {
        return JsonOutput.text(KIND, body(chart));
    }

    /**
     * Reads a chart from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static ChartOfAccounts read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a chart from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told
     */
    public static ChartOfAccounts read(InputStream stream, String sourceName) throws IOException {
        ChartOfAccounts chart = JsonDocument.read(
                stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, ChartOfAccountsJson::chart);
        LOG.debug("read {}: {}", sourceName, chart.name());
        return chart;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static ChartOfAccounts parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), ChartOfAccountsJson::chart);
    }

    private static JsonOutput.Body body(ChartOfAccounts chart) {
        if (!chart.isOpen() && chart.valuesBySegment().isEmpty()) {
            throw new IllegalArgumentException(
                    "the chart %s does not tell its accounts, so no document can hold it".formatted(chart.name()));
        }
        return out -> write(out, chart);
    }

    private static void write(JsonGenerator out, ChartOfAccounts chart) throws IOException {
        if (chart.isOpen()) {
            out.writeBooleanField("open", true);
            for (Map<String, String> accounts : chart.valuesBySegment().values()) {
                JsonParts.writeLines(out, "accounts", accounts.entrySet(), ChartOfAccountsJson::write);
            }
        } else {
            out.writeStringField("name", chart.name());
            out.writeArrayFieldStart("segments");
            for (Map.Entry<String, Map<String, String>> segment :
                    chart.valuesBySegment().entrySet()) {
                out.writeStartObject();
                out.writeStringField("name", segment.getKey());
                JsonParts.writeLines(out, "values", segment.getValue().entrySet(), ChartOfAccountsJson::write);
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private static void write(JsonGenerator out, Map.Entry<String, String> value) throws IOException {
        out.writeStringField("code", value.getKey());
        out.writeStringField("name", value.getValue());
    }

    private static Optional<ChartOfAccounts> chart(JsonValue root) {
        return root.byName().containsKey("open") ? openChart(root) : listedChart(root);
    }

    private static Optional<ChartOfAccounts> openChart(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(ImmutableSet.of("kind", "schema", "open"), ImmutableSet.of("accounts"));
        fields.get("open", JsonValue::flag)
                .filter(isOpen -> !isOpen)
                .ifPresent(isOpen -> root.fault(
                        "json.value",
                        "open false",
                        "open true, or name and segments",
                        "Give the chart's name and segments, or say that it is open."));
        Met met = new Met("account", "chart");
        List<Account> accounts = new ArrayList<>();
        for (Placed<Account> account : fields.list("accounts", ChartOfAccountsJson::account)) {
            met.define("account", account.part().code().value(), account.at());
            accounts.add(account.part());
        }
        return root.document().make(mark, root, () -> ChartOfAccounts.openWith(accounts));
    }

    private static Optional<ChartOfAccounts> listedChart(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(ImmutableSet.of("kind", "schema", "name", "segments"), Set.of());
        Optional<String> name = fields.get("name", CoreJson::name);
        List<Placed<Segment>> segments = fields.list("segments", ChartOfAccountsJson::segment);
        return root.document()
                .make(mark, root, () -> ChartOfAccounts.named(name.orElseThrow()))
                .flatMap(chart -> {
                    segments.forEach(segment -> add(chart, segment));
                    return root.document().make(mark, root, chart::build);
                });
    }

    /** A segment of codes. */
    private record Segment(String name, List<Placed<Account>> values) {}

    /** Adds a segment; what the chart refuses is told where it stands. */
    private static void add(ChartOfAccounts.Builder chart, Placed<Segment> segment) {
        JsonDocument document = segment.at().document();
        document.make(
                        document.mark(),
                        segment.at(),
                        () -> chart.segment(segment.part().name()))
                .ifPresent(any -> segment.part()
                        .values()
                        .forEach(value -> document.make(
                                document.mark(),
                                value.at(),
                                () -> chart.account(
                                        value.part().code().value(),
                                        value.part().name()))));
    }

    private static Optional<Placed<Segment>> segment(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("name", "values"), Set.of());
        Optional<String> name = fields.get("name", CoreJson::name);
        List<Placed<Account>> values = fields.list("values", ChartOfAccountsJson::account);
        return value.document().make(mark, value, () -> new Placed<>(value, new Segment(name.orElseThrow(), values)));
    }

    private static Optional<Placed<Account>> account(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("code", "name"), Set.of());
        Optional<AccountCode> code = fields.get("code", CoreJson::accountCode);
        Optional<String> name = fields.get("name", CoreJson::name);
        return value.document()
                .make(mark, value, () -> new Placed<>(value, new Account(code.orElseThrow(), name.orElseThrow())));
    }
}
