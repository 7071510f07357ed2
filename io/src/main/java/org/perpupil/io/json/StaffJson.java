package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonLayout;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.problem.ProblemException;
import org.perpupil.staff.Position;
import org.perpupil.staff.Staff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The positions of a district in a year as JSON, and back.
 *
 * <pre>{@code
 * { "kind": "staff", "schema": 1, "year": "2025–26",
 *   "positions": [
 *     {"school": "101", "job": "teacher", "fte": "1", "pay": "98450.00", "years": "14"},
 *     {"job": "psychologist", "fte": "0.6", "payMissing": "suppressed"} ] }
 * }</pre>
 *
 * <p>What is written is read back equal, in its order. A position without {@code school} is one of the whole district; {@code pay} and
 * {@code years} are absent where they are not known, which is not none; {@code payMissing} and {@code yearsMissing} say why, unless they are
 * simply not given.
 */
public final class StaffJson {
    private static final Logger LOG = LoggerFactory.getLogger(StaffJson.class);

    private static final String KIND = "staff";

    private StaffJson() {}

    /**
     * Writes staff to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(Staff staff, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> write(out, staff));
    }

    /**
     * Writes staff as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(Staff staff, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> write(out, staff));
    }

    /** Returns staff as the text of a document. */
    public static String toJson(Staff staff) {
        return JsonOutput.text(KIND, out -> write(out, staff));
    }

    /**
     * Reads staff from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Staff read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads staff from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Staff read(InputStream stream, String sourceName) throws IOException {
        Staff staff =
                JsonDocument.read(stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, StaffJson::staff);
        LOG.debug("read {}: {}", sourceName, staff);
        return staff;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told
     */
    public static Staff parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), StaffJson::staff);
    }

    private static void write(JsonGenerator out, Staff staff) throws IOException {
        out.writeStringField("year", staff.year().toString());
        out.writeArrayFieldStart("positions");
        for (Position position : staff.positions()) {
            JsonLayout.onOneLine(out, line -> write(line, position));
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, Position position) throws IOException {
        out.writeStartObject();
        if (position.school().isPresent()) {
            out.writeStringField("school", position.school().get().value());
        }
        out.writeStringField("job", position.job());
        JsonParts.writeNumber(out, "fte", position.fte());
        if (position.pay().isPresent()) {
            out.writeStringField("pay", position.pay().get().toString());
        }
        writeReason(out, "payMissing", position.payMissing());
        if (position.years().isPresent()) {
            JsonParts.writeNumber(out, "years", position.years().get());
        }
        writeReason(out, "yearsMissing", position.yearsMissing());
        out.writeEndObject();
    }

    private static void writeReason(JsonGenerator out, String key, Optional<Missing> why) throws IOException {
        if (why.isPresent() && why.get() != Missing.NOT_GIVEN) {
            out.writeStringField(key, CoreJson.word(why.get()));
        }
    }

    private static Optional<Staff> staff(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(ImmutableSet.of("kind", "schema", "year", "positions"), Set.of());
        Optional<FiscalYear> year = fields.get("year", CoreJson::year);
        List<Position> positions = fields.list("positions", StaffJson::position);
        return root.document().make(mark, root, () -> Staff.of(year.orElseThrow(), positions));
    }

    private static Optional<Position> position(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(
                ImmutableSet.of("job", "fte"), ImmutableSet.of("school", "pay", "payMissing", "years", "yearsMissing"));
        Optional<SchoolId> school = fields.get("school", CoreJson::schoolId);
        Optional<String> job = fields.get("job", CoreJson::name);
        Optional<BigDecimal> fte = fields.get("fte", CoreJson::decimal);
        Optional<Money> pay = fields.get("pay", CoreJson::money);
        Optional<BigDecimal> years = fields.get("years", CoreJson::decimal);
        Optional<Missing> payMissing = fields.get("payMissing", CoreJson::missing);
        Optional<Missing> yearsMissing = fields.get("yearsMissing", CoreJson::missing);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new Position(
                                school, job.orElseThrow(), fte.orElseThrow(), pay, payMissing, years, yearsMissing));
    }
}
