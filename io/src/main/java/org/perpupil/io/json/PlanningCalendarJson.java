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
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.district.FiscalYear;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.plan.process.Milestone;
import org.perpupil.plan.process.Phase;
import org.perpupil.plan.process.PlanningCalendar;
import org.perpupil.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The year in which a school makes its plan as JSON, and back.
 *
 * <pre>{@code
 * { "kind": "planning calendar", "schema": 1, "planned": "2027–28",
 *   "begins": {"engage": "2026-07-01", "reflect": "2026-10-01", "prioritize": "2026-12-01", "decide": "2027-03-01"},
 *   "ends": "2027-06-30",
 *   "milestones": [ {"id": "training", "phase": "engage", "description": "…", "due": "2026-08-15", "done": "2026-08-12"} ] }
 * }</pre>
 *
 * <p>What is written is read back equal. {@code planned} is the year of the plan; every phase begins on some day. A milestone
 * without {@code done} is not done. An empty list is left out.
 */
public final class PlanningCalendarJson {
    private static final Logger LOG = LoggerFactory.getLogger(PlanningCalendarJson.class);

    private static final String KIND = "planning calendar";

    private static final ImmutableMap<String, Phase> PHASES = Maps.uniqueIndex(List.of(Phase.values()), CoreJson::word);

    private PlanningCalendarJson() {}

    /**
     * Writes a planning calendar to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(PlanningCalendar calendar, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> write(out, calendar));
    }

    /**
     * Writes a planning calendar as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(PlanningCalendar calendar, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> write(out, calendar));
    }

    /** Returns a planning calendar as the text of a document. */
    public static String toJson(PlanningCalendar calendar) {
        return JsonOutput.text(KIND, out -> write(out, calendar));
    }

    /**
     * Reads a planning calendar from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told, and those of
     *     {@link PlanningCalendar#of}
     */
    public static PlanningCalendar read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a planning calendar from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told, and those of
     *     {@link PlanningCalendar#of}
     */
    public static PlanningCalendar read(InputStream stream, String sourceName) throws IOException {
        PlanningCalendar calendar = JsonDocument.read(
                stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, PlanningCalendarJson::calendar);
        LOG.debug("read {}: {}", sourceName, calendar);
        return calendar;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told, and those of
     *     {@link PlanningCalendar#of}
     */
    public static PlanningCalendar parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), PlanningCalendarJson::calendar);
    }

    private static void write(JsonGenerator out, PlanningCalendar calendar) throws IOException {
        out.writeStringField("planned", calendar.planned().toString());
        JsonParts.writeLine(out, "begins", calendar.begins(), (line, begins) -> {
            for (Map.Entry<Phase, LocalDate> phase : begins.entrySet()) {
                line.writeStringField(
                        CoreJson.word(phase.getKey()), phase.getValue().toString());
            }
        });
        out.writeStringField("ends", calendar.ends().toString());
        JsonParts.writeLines(out, "milestones", calendar.milestones(), PlanningCalendarJson::write);
    }

    private static void write(JsonGenerator out, Milestone milestone) throws IOException {
        out.writeStringField("id", milestone.id());
        out.writeStringField("phase", CoreJson.word(milestone.phase()));
        out.writeStringField("description", milestone.description());
        out.writeStringField("due", milestone.due().toString());
        if (milestone.done().isPresent()) {
            out.writeStringField("done", milestone.done().get().toString());
        }
    }

    private static Optional<PlanningCalendar> calendar(JsonValue root) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(
                ImmutableSet.of("kind", "schema", "planned", "begins", "ends"), ImmutableSet.of("milestones"));
        Optional<FiscalYear> planned = fields.get("planned", CoreJson::year);
        // Days can be checked without the year; it is not used then.
        FiscalYear known = planned.orElse(FiscalYear.of(2000));
        Optional<PlanningCalendar> endless = fields.get("begins", value -> begins(value, known));
        Optional<PlanningCalendar> empty = fields.get("ends", value -> ending(value, endless));
        Met met = new Met("calendar", "calendar");
        List<Milestone> milestones = fields.list("milestones", value -> milestone(value, empty, met));
        return root.document()
                .make(
                        mark,
                        root,
                        () -> PlanningCalendar.of(
                                planned.orElseThrow(),
                                empty.orElseThrow().begins(),
                                empty.orElseThrow().ends(),
                                milestones));
    }

    /** Reads when the phases begin, as a calendar that has no end yet. */
    private static Optional<PlanningCalendar> begins(JsonValue value, FiscalYear planned) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(PHASES.keySet(), Set.of());
        Map<Phase, LocalDate> begins = new EnumMap<>(Phase.class);
        PHASES.forEach((word, phase) -> fields.get(word, CoreJson::day).ifPresent(day -> begins.put(phase, day)));
        return value.document().make(mark, value, () -> PlanningCalendar.of(planned, begins, LocalDate.MAX, List.of()));
    }

    /** Reads the last day; empty if the phases are at fault, since it cannot be checked then. */
    private static Optional<PlanningCalendar> ending(JsonValue value, Optional<PlanningCalendar> endless) {
        Optional<LocalDate> ends = CoreJson.day(value);
        return endless.isEmpty() || ends.isEmpty()
                ? Optional.empty()
                : value.document()
                        .make(
                                value.document().mark(),
                                value,
                                () -> PlanningCalendar.of(
                                        endless.get().planned(), endless.get().begins(), ends.get(), List.of()));
    }

    /** Reads a milestone, and tells one that does not go with the calendar, as far as that is known. */
    private static Optional<Milestone> milestone(JsonValue value, Optional<PlanningCalendar> calendar, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields =
                value.fields(ImmutableSet.of("id", "phase", "description", "due"), ImmutableSet.of("done"));
        Optional<String> id = fields.get("id", given -> {
            Optional<String> text = CoreJson.name(given);
            text.ifPresent(known -> met.define("milestone", known, given));
            return text;
        });
        Optional<Phase> phase = fields.get("phase", text -> CoreJson.constant(text, PHASES));
        Optional<String> description = fields.get("description", CoreJson::name);
        Optional<LocalDate> due = fields.get("due", CoreJson::day);
        Optional<LocalDate> done = fields.get("done", CoreJson::day);
        return value.document().make(mark, value, () -> {
            Milestone open =
                    Milestone.of(id.orElseThrow(), phase.orElseThrow(), description.orElseThrow(), due.orElseThrow());
            Milestone milestone = done.map(open::doneOn).orElse(open);
            return calendar.map(some -> some.with(milestone))
                    .flatMap(some -> some.milestone(milestone.id()))
                    .orElse(milestone);
        });
    }
}
