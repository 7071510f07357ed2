package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSet;
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
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.plan.DistrictGoal;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.review.DistrictPlans;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plans of a district's schools for one year as JSON, and back: what the district aims at, how each plan came about, and its
 * money.
 *
 * <pre>{@code
 * { "kind": "district plans", "schema": 1, "year": "2027–28",
 *   "districtGoals": [ {"id": "D1", "area": {"name": "mathematics", "academic": true}, "statement": "…"} ],
 *   "sources": [ {"id": "title-i", "name": "Title I", "origin": "federal"} ],
 *   "schools": [ {"school": "101",
 *     "history": {"committees": […], "versions": […], "votes": […], "steps": […]},
 *     "funding": {"streams": […], "locked": […], "entries": […], "automatic": true, "result": {…}}} ] }
 * }</pre>
 *
 * <p>What is written is read back equal, with the same district: its schools stand in a document of {@link DistrictJson}. A history
 * is as in a document of {@link PlanHistoryJson}. The funding is that of its last version, without which the plan has no money yet,
 * and otherwise as in a document of {@link FundingJson}: its result is computed anew. All fundings name the document's sources.
 * Empty lists are left out.
 */
public final class DistrictPlansJson {
    private static final Logger LOG = LoggerFactory.getLogger(DistrictPlansJson.class);

    private static final String KIND = "district plans";

    private DistrictPlansJson() {}

    /**
     * Writes the plans of a district to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     * @throws IllegalArgumentException if two different sources have the same id
     */
    public static void write(DistrictPlans plans, Path file) throws IOException {
        JsonOutput.write(file, KIND, body(plans));
    }

    /**
     * Writes the plans of a district as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     * @throws IllegalArgumentException if two different sources have the same id
     */
    public static void write(DistrictPlans plans, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, body(plans));
    }

    /**
     * Returns the plans of a district as the text of a document.
     *
     * @throws IllegalArgumentException if two different sources have the same id
     */
    public static String toJson(DistrictPlans plans) {
        return JsonOutput.text(KIND, body(plans));
    }

    /**
     * Reads the plans of a district from a file.
     *
     * @param district whose plans they are
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told, and those of
     *     {@link DistrictPlans.Builder#build()}
     */
    public static DistrictPlans read(Path file, District district) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString(), district);
        }
    }

    /**
     * Reads the plans of a district from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @param district whose plans they are
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told, and those of
     *     {@link DistrictPlans.Builder#build()}
     */
    public static DistrictPlans read(InputStream stream, String sourceName, District district) throws IOException {
        DistrictPlans plans = JsonDocument.read(
                stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, root -> plans(root, district));
        LOG.debug("read {}: {}", sourceName, plans);
        return plans;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @param district whose plans they are
     * @throws ProblemException with every fault of the document that can be told, and those of
     *     {@link DistrictPlans.Builder#build()}
     */
    public static DistrictPlans parse(String json, District district) {
        return JsonDocument.read(json, KIND, Set.of(), root -> plans(root, district));
    }

    /** Finds the sources before anything is written. */
    private static JsonOutput.Body body(DistrictPlans plans) {
        Map<SourceId, RevenueSource> sources = new LinkedHashMap<>();
        for (SitePlan plan : plans.plans()) {
            plans.funding(plan.school()).ifPresent(funding -> FundingParts.addSources(sources, funding));
        }
        return out -> write(out, plans, sources.values());
    }

    private static void write(JsonGenerator out, DistrictPlans plans, Collection<RevenueSource> sources)
            throws IOException {
        out.writeStringField("year", plans.year().toString());
        JsonParts.writeLines(out, "districtGoals", plans.districtGoals(), PlanJson::write);
        FundingParts.writeSources(out, sources);
        JsonParts.writeList(out, "schools", plans.plans(), (list, plan) -> {
            list.writeStartObject();
            list.writeStringField("school", plan.school().value());
            list.writeObjectFieldStart("history");
            ProcessJson.writeMembers(list, plans.history(plan.school()).orElseThrow());
            list.writeEndObject();
            Optional<Funding> funding = plans.funding(plan.school());
            if (funding.isPresent()) {
                list.writeObjectFieldStart("funding");
                FundingParts.writeMembers(list, funding.get());
                list.writeEndObject();
            }
            list.writeEndObject();
        });
    }

    /** What is said of one school. */
    private record SchoolPlans(PlanHistory history, Optional<Funding> funding) {
        DistrictPlans.Builder addTo(DistrictPlans.Builder plans) {
            return funding.map(money -> plans.plan(history, money)).orElseGet(() -> plans.plan(history));
        }
    }

    private static Optional<DistrictPlans> plans(JsonValue root, District district) {
        int mark = root.document().mark();
        JsonValue.Fields fields = root.fields(
                ImmutableSet.of("kind", "schema", "year"), ImmutableSet.of("districtGoals", "sources", "schools"));
        Optional<FiscalYear> year = fields.get("year", CoreJson::year);
        Met goals = new Met("plan", "district");
        List<DistrictGoal> districtGoals = fields.list("districtGoals", given -> PlanJson.districtGoal(given, goals));
        // A school can be checked only against goals and a year that are known.
        boolean isKnown = root.document().mark() == mark;
        FundingParts.Sources sources = FundingParts.Sources.of(root, fields);
        Map<SchoolId, JsonValue> met = new LinkedHashMap<>();
        List<SchoolPlans> schools = fields.list("schools", given -> {
            int before = given.document().mark();
            Optional<SchoolPlans> school = school(given, district, sources, met);
            return isKnown
                    ? school.flatMap(known -> given.document().make(before, given, () -> {
                        known.addTo(DistrictPlans.of(district, year.orElseThrow())
                                        .setting(districtGoals))
                                .build();
                        return known;
                    }))
                    : school;
        });
        return root.document().make(mark, root, () -> {
            DistrictPlans.Builder plans =
                    DistrictPlans.of(district, year.orElseThrow()).setting(districtGoals);
            schools.forEach(school -> school.addTo(plans));
            return plans.build();
        });
    }

    private static Optional<SchoolPlans> school(
            JsonValue value, District district, FundingParts.Sources sources, Map<SchoolId, JsonValue> met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("school", "history"), ImmutableSet.of("funding"));
        Optional<SchoolId> id = fields.get("school", given -> {
            Optional<SchoolId> school = CoreJson.schoolId(given);
            school.ifPresent(known -> checkSchool(given, known, district));
            return school;
        });
        id.ifPresent(known -> CoreJson.checkTwice(value, known, met));
        Optional<PlanHistory> history = fields.get("history", given -> history(given, id));
        Optional<Funding> funding = fields.get("funding", given -> funding(given, history, sources));
        return value.document().make(mark, value, () -> new SchoolPlans(history.orElseThrow(), funding));
    }

    private static void checkSchool(JsonValue value, SchoolId school, District district) {
        if (district.school(school).isEmpty()) {
            value.fault(
                    "plans.unusable",
                    value.content().shown(),
                    "a school of " + district.name(),
                    "Remove it, or correct its id.");
        }
    }

    /** Reads a history, and tells one that is another school's. */
    private static Optional<PlanHistory> history(JsonValue value, Optional<SchoolId> id) {
        Optional<PlanHistory> history = ProcessJson.history(value, Set.of());
        history.map(known -> known.current().plan().school())
                .filter(school -> id.filter(named -> !named.equals(school)).isPresent())
                .ifPresent(school -> value.fault(
                        "plans.unusable",
                        "the plan of school " + school,
                        "the plan of school " + id.orElseThrow(),
                        "Correct one of the two."));
        return history;
    }

    private static Optional<Funding> funding(
            JsonValue value, Optional<PlanHistory> history, FundingParts.Sources sources) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(FundingParts.REQUIRED, FundingParts.OPTIONAL);
        Optional<SitePlan> plan = history.map(known -> known.current().plan());
        return FundingParts.funding(value, mark, fields, plan, sources);
    }
}
