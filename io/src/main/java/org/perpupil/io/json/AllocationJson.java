package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.NeedMatrix;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.allocation.Stamp;
import org.perpupil.formula.allocation.Working;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.Differences;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An allocation as JSON: where every cent of every source went, what each school gets, and the whole working.
 *
 * <pre>{@code
 * { "kind": "allocation", "schema": 1, "model": "Unified district", "year": "2026–27", "status": "draft",
 *   "stamp": {"inputs": "9f86…", "definition": "d081…", "library": "1.0.0", "semantics": "1"},
 *   "district": {"name": "Unified District", "currency": "$"},
 *   "sources": [ {"id": "general", "name": "General fund", "origin": "local", "disposition": "unlocked", "openEnded": false,
 *                 "centralShare": {"rate": "0.15"}, "amount": "2000000.00", "central": "300000.00",
 *                 "byLine": [ {"line": "all pupils", "amount": "1541292.00"} ], "residual": "158708.00"} ],
 *   "sharedPots": [ {"line": …, "pot": …, "shared": …, "surplus": …, "points": …, "level": …, "levelType": "money",
 *                    "roundedUp": ["101"]} ],
 *   "guards": [ {"guard": "minimum", "school": "101", "floor": "1600000", "before": "1541292.00", "moved": "58708.00",
 *                "atEnd": "1600000.00", "held": true, "undoneBy": []} ],
 *   "needMatrix": {"cells": [ {"span": …, "group": …, "dollarsPerPupil": …, "least": …, "most": …, "schools": "1",
 *                              "ofSchools": "1", "weight": "1"} ], "notPerPupil": [ {"line": …, "amount": …} ]},
 *   "schools": [ {"id": "101", "name": "Lincoln", "level": "elementary", "pupils": "412", "total": "1541292.00",
 *     "budget": [ {"line": "all pupils", "source": "general", "amount": "1541292.00", "held": "free"} ],
 *     "lines": [ {"line": "all pupils", "status": "paid", "source": "general", "type": "money", "exact": "1541292",
 *                 "rounded": "1541292.00", "rounding": {"unit": "0.01", "mode": "half up"},
 *                 "text": "412 pupils (elementary) × $3,741.00",
 *                 "working": {"product": [ {"count": "all pupils", "span": …, "value": "412"},
 *                                          {"constant": "", "type": "money", "value": "3741"} ],
 *                             "type": "money", "value": "1541292"}} ]} ] }
 * }</pre>
 *
 * <p>Exact values are decimals, or fractions such as {@code 1/3} where the digits do not end. A line's {@code status} is
 * {@code paid}, {@code figure} (a step), {@code shown} (an amount that nobody pays), {@code not applied} or {@code no value}; the
 * last two say {@code why}, and lack what they have no value for. A shared pot is rounded
 * by {@code largest remainder}, but for parts that a bound pins; {@code gotUnit} stands, as {@code true}, where it gave the school one of its last units. In a working the key that comes first names its kind: {@code count}; {@code constant},
 * {@code parameter}, {@code fact}, {@code decided}, {@code lastYear}, {@code source}, {@code line}, {@code level}, {@code total},
 * {@code rank} for what was given, with its name; {@code sum}, {@code difference}, {@code product}, {@code quotient}, {@code least},
 * {@code greatest}, {@code choice}, {@code band}, {@code ramp}, {@code own} (its name is the note) for what was made, with its parts; what a
 * choice chose comes first, and a bound that pins a part stands before what the level would give. A parameter says the {@code year} of its
 * value, the {@code entry} of its table, and what is {@code printed} where that is another number. Weights are relative to all pupils
 * of the same span.
 *
 * <p>A source that reserves are set aside from lists them as {@code "reserves": [ {"source": …, "amount": …} ]}, which its central
 * amount includes; a reserve, a source of its own, says {@code "setAside": {"from": …}}. Among {@code guards} are those that moved
 * money or are not held when all lines are computed; {@code undoneBy} names the lines below that undid them.
 *
 * <p>The budgets can be read back; the working is for people and other programs. It is never believed: {@link #differences} tells where a
 * document is not what is computed anew.
 */
public final class AllocationJson {
    private static final Logger LOG = LoggerFactory.getLogger(AllocationJson.class);

    private static final String KIND = "allocation";

    /** What the budgets do not need. */
    private static final Set<String> SKIPPED = ImmutableSet.of(
            "byLine",
            "centralShare",
            "district",
            "guards",
            "lines",
            "needMatrix",
            "reserves",
            "setAside",
            "sharedPots",
            "stamp");

    private AllocationJson() {}

    /**
     * Writes an allocation to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     * @throws IllegalArgumentException if a school is paid from a source that the allocation has no statement of
     */
    public static void write(Allocation allocation, Path file) throws IOException {
        checkSources(allocation);
        JsonOutput.write(file, KIND, out -> write(out, allocation));
    }

    /**
     * Writes an allocation as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     * @throws IllegalArgumentException if a school is paid from a source that the allocation has no statement of
     */
    public static void write(Allocation allocation, OutputStream stream) throws IOException {
        checkSources(allocation);
        JsonOutput.write(stream, KIND, out -> write(out, allocation));
    }

    /**
     * Reads the budgets from the file of an allocation, equal to {@link Allocation#budgets()}. The working is not looked at.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of what is read; a total that its lines do not add up to is one
     */
    public static Budgets readBudgets(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return readBudgets(stream, file.toString());
        }
    }

    /**
     * Reads the budgets from the document of an allocation, equal to {@link Allocation#budgets()}. The working is not looked at,
     * and the stream, which is read to its end, is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of what is read; a total that its lines do not add up to is one
     */
    public static Budgets readBudgets(InputStream stream, String sourceName) throws IOException {
        Budgets budgets = JsonDocument.read(
                stream, sourceName, KIND, SKIPPED, JsonDocument.Limits.USUAL, AllocationJson::budgets);
        LOG.debug("read {}: {} budgets", sourceName, budgets.all().size());
        return budgets;
    }

    /**
     * Returns where the file of an allocation differs from one that was computed anew, of the same model and data: every value that is
     * another, with its place. Empty if nothing does, so that the file says what the model and the data say.
     *
     * <p>The stamp differs where another version of the library wrote the file, or model or data were others. Of more than 9,000
     * differences the first are told. Documents of up to 256 megabytes and 10 million values can be compared.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException if it is no document of an allocation
     * @throws IllegalArgumentException if a school is paid from a source that the allocation has no statement of
     */
    public static List<Problem> differences(Path file, Allocation computed) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return differences(stream, file.toString(), computed);
        }
    }

    /**
     * Returns where a document differs from an allocation that was computed anew, as {@link #differences(Path, Allocation)} does. The
     * stream is read to its end and not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException if it is no document of an allocation
     * @throws IllegalArgumentException if a school is paid from a source that the allocation has no statement of
     */
    public static List<Problem> differences(InputStream stream, String sourceName, Allocation computed)
            throws IOException {
        checkSources(computed);
        return Differences.exact("allocation.differs").between(stream, sourceName, KIND, out -> write(out, computed));
    }

    private static Optional<Budgets> budgets(JsonValue root) {
        return CoreJson.budgets(
                root,
                ImmutableSet.of("model", "status", "stamp", "district", "sharedPots", "guards", "needMatrix"),
                ImmutableSet.of(
                        "disposition",
                        "openEnded",
                        "centralShare",
                        "setAside",
                        "amount",
                        "central",
                        "reserves",
                        "byLine",
                        "residual"),
                ImmutableSet.of("name", "level", "pupils", "total", "lines"));
    }

    private static void write(JsonGenerator out, Allocation allocation) throws IOException {
        writeHead(out, allocation);
        out.writeArrayFieldStart("sources");
        for (SourceStatement source : allocation.sources()) {
            write(out, source);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("sharedPots");
        for (SharedPot pot : allocation.sharedPots()) {
            write(out, pot);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("guards");
        for (GuardOutcome outcome : allocation.guards()) {
            if (outcome.isBinding() || !outcome.isHeld()) {
                write(out, outcome);
            }
        }
        out.writeEndArray();
        write(out, allocation.needMatrix());
        out.writeArrayFieldStart("schools");
        for (SchoolAllocation school : allocation.schools()) {
            write(out, school, allocation);
        }
        out.writeEndArray();
    }

    /** Which allocation it is, and what it hangs on. */
    static void writeHead(JsonGenerator out, Allocation allocation) throws IOException {
        out.writeStringField("model", allocation.model());
        out.writeStringField("year", allocation.year().toString());
        out.writeStringField("status", CoreJson.word(allocation.status()));
        write(out, allocation.stamp());
        out.writeObjectFieldStart("district");
        out.writeStringField("name", allocation.district().name());
        out.writeStringField("currency", allocation.district().currencySign());
        out.writeEndObject();
    }

    /** Lines name their source by its id, so each must stand among the sources of the document. */
    private static void checkSources(Allocation allocation) {
        Map<SourceId, RevenueSource> byId = new LinkedHashMap<>();
        allocation.sources().forEach(statement -> CoreJson.addSource(byId, statement.source()));
        int stated = byId.size();
        for (SchoolAllocation school : allocation.schools()) {
            for (BudgetLine line : school.budget().lines()) {
                CoreJson.addSource(byId, line.source());
                if (byId.size() > stated) {
                    throw new IllegalArgumentException(
                            "school %s is paid from %s, which the allocation has no statement of"
                                    .formatted(school.id(), line.source()));
                }
            }
        }
    }

    private static void write(JsonGenerator out, SourceStatement statement) throws IOException {
        out.writeStartObject();
        writeMembers(out, statement);
        out.writeEndObject();
    }

    static void writeMembers(JsonGenerator out, SourceStatement statement) throws IOException {
        CoreJson.writeMembers(out, statement.source());
        out.writeStringField("disposition", CoreJson.word(statement.decision().disposition()));
        out.writeBooleanField("openEnded", statement.decision().openEnded());
        CentralShare share = statement.decision().central();
        if (!share.equals(CentralShare.NONE)) {
            out.writeObjectFieldStart("centralShare");
            if (share instanceof CentralShare.Rate rate) {
                out.writeStringField("rate", rate.share().toString());
            } else if (share instanceof CentralShare.Sum sum) {
                out.writeStringField("sum", sum.amount().toString());
            }
            out.writeEndObject();
        }
        if (statement.decision().setAside().isPresent()) {
            out.writeObjectFieldStart("setAside");
            out.writeStringField(
                    "from", statement.decision().setAside().get().from().value());
            out.writeEndObject();
        }
        if (statement.amount().isPresent()) {
            out.writeStringField("amount", statement.amount().get().toString());
        }
        out.writeStringField("central", statement.central().toString());
        if (!statement.reserves().isEmpty()) {
            out.writeArrayFieldStart("reserves");
            for (Map.Entry<RevenueSource, Money> reserve : statement.reserves().entrySet()) {
                out.writeStartObject();
                out.writeStringField("source", reserve.getKey().id().value());
                out.writeStringField("amount", reserve.getValue().toString());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        write(out, "byLine", statement.byLine());
        if (statement.residual().isPresent()) {
            out.writeStringField("residual", statement.residual().get().toString());
        }
    }

    private static void write(JsonGenerator out, String key, Map<String, Money> byLine) throws IOException {
        out.writeArrayFieldStart(key);
        for (Map.Entry<String, Money> line : byLine.entrySet()) {
            out.writeStartObject();
            out.writeStringField("line", line.getKey());
            out.writeStringField("amount", line.getValue().toString());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static void write(JsonGenerator out, SharedPot pot) throws IOException {
        out.writeStartObject();
        out.writeStringField("line", pot.line());
        out.writeStringField("pot", pot.pot().toString());
        out.writeStringField("shared", pot.shared().toString());
        out.writeStringField("surplus", pot.surplus().toString());
        out.writeStringField("points", pot.points().toString());
        out.writeStringField("level", pot.level().toString());
        out.writeStringField("levelType", CoreJson.word(pot.levelType()));
        out.writeArrayFieldStart("roundedUp");
        for (SchoolId school : pot.roundedUp()) {
            out.writeString(school.value());
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Stamp stamp) throws IOException {
        out.writeObjectFieldStart("stamp");
        out.writeStringField("inputs", stamp.inputs());
        out.writeStringField("definition", stamp.definition());
        out.writeStringField("library", stamp.library());
        out.writeStringField("semantics", Integer.toString(stamp.semantics()));
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, GuardOutcome outcome) throws IOException {
        out.writeStartObject();
        out.writeStringField("guard", outcome.guard());
        out.writeStringField("school", outcome.school().value());
        if (outcome.floor().isPresent()) {
            out.writeStringField("floor", outcome.floor().get().toString());
        }
        if (outcome.cap().isPresent()) {
            out.writeStringField("cap", outcome.cap().get().toString());
        }
        out.writeStringField("before", outcome.before().toString());
        out.writeStringField("moved", outcome.moved().toString());
        out.writeStringField("atEnd", outcome.atEnd().toString());
        out.writeBooleanField("held", outcome.isHeld());
        out.writeArrayFieldStart("undoneBy");
        for (String line : outcome.undoneBy()) {
            out.writeString(line);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, NeedMatrix matrix) throws IOException {
        out.writeObjectFieldStart("needMatrix");
        out.writeArrayFieldStart("cells");
        for (GradeSpan span : matrix.spans()) {
            for (PupilGroup group : matrix.groups()) {
                Optional<NeedMatrix.Cell> cell = matrix.cell(span, group);
                if (cell.isPresent()) {
                    write(out, span, group, cell.get(), matrix.weight(span, group));
                }
            }
        }
        out.writeEndArray();
        write(out, "notPerPupil", matrix.notPerPupil());
        out.writeEndObject();
    }

    private static void write(
            JsonGenerator out, GradeSpan span, PupilGroup group, NeedMatrix.Cell cell, Optional<Rational> weight)
            throws IOException {
        out.writeStartObject();
        out.writeFieldName("span");
        CoreJson.write(out, span);
        out.writeFieldName("group");
        CoreJson.write(out, group);
        out.writeStringField("dollarsPerPupil", cell.dollarsPerPupil().toString());
        out.writeStringField("least", cell.least().toString());
        out.writeStringField("most", cell.most().toString());
        out.writeStringField("schools", Integer.toString(cell.schools()));
        out.writeStringField("ofSchools", Integer.toString(cell.ofSchools()));
        if (weight.isPresent()) {
            out.writeStringField("weight", weight.get().toString());
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, SchoolAllocation school, Allocation allocation) throws IOException {
        out.writeStartObject();
        writeMembers(out, school, allocation);
        CoreJson.write(out, school.budget());
        out.writeArrayFieldStart("lines");
        for (LineResult result : school.lines()) {
            write(out, result, school.currencySign());
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    static void writeMembers(JsonGenerator out, SchoolAllocation school, Allocation allocation) throws IOException {
        out.writeStringField("id", school.id().value());
        out.writeStringField("name", school.school().name());
        out.writeStringField("level", allocation.district().levelOf(school.school()));
        out.writeStringField("pupils", school.school().enrollment().pupils().toString());
        out.writeStringField("total", school.total().toString());
    }

    private static void write(JsonGenerator out, LineResult result, String currencySign) throws IOException {
        out.writeStartObject();
        writeMembers(out, result, currencySign);
        out.writeEndObject();
    }

    static void writeMembers(JsonGenerator out, LineResult result, String currencySign) throws IOException {
        out.writeStringField("line", result.line().name());
        out.writeStringField("status", status(result));
        Optional<String> why = result.notApplied().or(() -> result.working().flatMap(Working::why));
        if (why.isPresent()) {
            out.writeStringField("why", why.get());
        }
        if (result.line().source().isPresent()) {
            out.writeStringField("source", result.line().source().get().id().value());
        }
        out.writeStringField("type", CoreJson.word(result.line().form().type()));
        if (result.exact().isPresent()) {
            out.writeStringField("exact", result.exact().get().toString());
        }
        if (result.value().isPresent()) {
            out.writeStringField(
                    "rounded",
                    result.amount()
                            .map(Money::toString)
                            .orElseGet(() -> result.value().get().toString()));
        }
        if (result.value().isPresent() && result.rounding().isPresent()) {
            Rounding rounding = result.rounding().get();
            out.writeObjectFieldStart("rounding");
            out.writeStringField("unit", rounding.unit().toPlainString());
            out.writeStringField("mode", isShared(result) ? "largest remainder" : CoreJson.word(rounding.mode()));
            out.writeEndObject();
        }
        if (result.gotUnit()) {
            out.writeBooleanField("gotUnit", true);
        }
        if (result.line().citation().isPresent()) {
            out.writeStringField("citation", result.line().citation().get());
        }
        if (result.working().isPresent()) {
            out.writeStringField("text", result.working().get().text(currencySign));
            out.writeFieldName("working");
            write(out, result.working().get());
        }
    }

    /** Tells whether the school had a share in a pot; a part that a bound pins is the bound, rounded by itself. */
    private static boolean isShared(LineResult result) {
        return result.part().filter(part -> part.pinnedAt().isEmpty()).isPresent();
    }

    private static String status(LineResult result) {
        if (result.notApplied().isPresent()) {
            return "not applied";
        }
        if (result.value().isEmpty()) {
            return "no value";
        }
        if (!result.line().form().isAmount()) {
            return "figure";
        }
        return result.line().counts() && result.line().source().isPresent() ? "paid" : "shown";
    }

    static void write(JsonGenerator out, Working working) throws IOException {
        out.writeStartObject();
        if (working instanceof Working.Count count) {
            write(out, count);
        } else if (working instanceof Working.Given given) {
            write(out, given);
        } else if (working instanceof Working.Made made) {
            write(out, made.operation(), made.parts(), made.type());
            if (!made.note().isEmpty()) {
                out.writeStringField("note", made.note());
            }
        }
        if (working.value().isPresent()) {
            out.writeStringField("value", working.value().get().toString());
        }
        if (working.why().isPresent()) {
            out.writeStringField("why", working.why().get());
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Working.Given given) throws IOException {
        out.writeStringField(key(given.kind()), given.name());
        out.writeStringField("type", CoreJson.word(given.type()));
        if (given.dated().isPresent()) {
            Working.Given.Dated dated = given.dated().get();
            if (dated.entry().isPresent()) {
                out.writeStringField("entry", dated.entry().get());
            }
            out.writeStringField("year", dated.year().toString());
            if (dated.printed().isPresent()) {
                out.writeStringField("printed", dated.printed().get());
            }
        }
        if (!given.citation().isEmpty()) {
            out.writeStringField("citation", given.citation());
        }
    }

    private static void write(JsonGenerator out, Working.Count count) throws IOException {
        out.writeFieldName("count");
        CoreJson.write(out, count.group());
        if (count.span().isPresent()) {
            out.writeFieldName("span");
            CoreJson.write(out, count.span().get());
        }
        if (count.basis().isPresent()) {
            out.writeStringField("basis", count.basis().get().name());
        }
        if (count.estimate().isPresent()) {
            out.writeStringField("estimate", count.estimate().get());
        }
    }

    private static void write(JsonGenerator out, Working.Made.Operation operation, List<Working> parts, ValueType type)
            throws IOException {
        out.writeArrayFieldStart(CoreJson.word(operation));
        for (Working part : parts) {
            write(out, part);
        }
        out.writeEndArray();
        out.writeStringField("type", CoreJson.word(type));
    }

    private static String key(Working.Given.Kind kind) {
        return kind == Working.Given.Kind.LAST_YEAR ? "lastYear" : CoreJson.word(kind);
    }
}
