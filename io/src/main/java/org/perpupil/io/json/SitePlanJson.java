package org.perpupil.io.json;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.plan.SitePlan;
import org.perpupil.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A school's plan as JSON, and back: what was found, goals, strategies, actions and what they cost.
 *
 * <pre>{@code
 * { "kind": "site plan", "schema": 1, "school": "101", "year": "2026–27",
 *   "assessment": {
 *     "areas": [ {"name": "mathematics", "academic": true} ],
 *     "findings": [ {"id": "math-5", "metric": {"name": "proficient", "unit": "%", "better": "higher"}, "pupils": "grade 5",
 *                    "values": [ {"year": "2025–26", "value": "60"} ], "target": "80"} ],
 *     "lastYear": [ {"goal": "reading", "statement": "…", "outcome": "partly met", "evidence": "…"} ],
 *     "answers": [ {"question": "major needs", "answer": "…"} ] },
 *   "districtGoals": [ {"id": "D1", "area": {"name": "mathematics", "academic": true}, "statement": "…"} ],
 *   "assets": [ {"id": "mentors", "giver": "Rotary club", "offer": "…", "hours": "120", "inKindValue": "3000.00"} ],
 *   "accounts": [ {"code": "1100", "name": "Teachers' salaries"} ],
 *   "goals": [ {"id": "math", "area": {"name": "mathematics", "academic": true}, "statement": "…",
 *     "measuredBy": {"metric": {"name": "proficient", "unit": "%", "better": "higher"}, "pupils": "grade 5"},
 *     "baseline": {"year": "2025–26", "value": "60"}, "target": "80", "deadline": "2029-06-30",
 *     "districtGoals": ["D1"], "findings": ["math-5"],
 *     "strategies": [ {"id": "tutoring", "description": "…",
 *       "actions": [ {"id": "hire", "description": "…", "owner": "Principal", "deadline": "2026-09-15", "status": "planned",
 *                     "assets": ["mentors"],
 *         "investments": [ {"id": "tutors", "description": "…", "priority": "1", "cost": {"fte": "2", "perFte": "78500.00"},
 *                           "account": "1100", "serves": "poverty",
 *                           "grades": {"name": "5", "first": "5", "last": "5"}, "pupilsServed": "48",
 *                           "recurrence": "recurring", "evidence": "strong", "wholeOrNothing": true,
 *                           "approvedFor": ["grant"], "notFrom": ["general"]} ]} ]} ]} ] }
 * }</pre>
 *
 * <p>What is written is read back equal. A cost is an {@code amount}, {@code fte} at {@code perFte} or {@code units} at a
 * {@code price}. An investment without {@code serves} is for all pupils, one without {@code wholeOrNothing} may be funded in part.
 * Empty lists are left out. In a document an investment may be charged only to one of its {@code accounts}; of these the plan has
 * those that something is charged to. The district's chart is not in the document: later versions of a plan that was read may be
 * charged to any account, until {@link SitePlan#withAccounts} says which.
 */
public final class SitePlanJson {
    private static final Logger LOG = LoggerFactory.getLogger(SitePlanJson.class);

    private static final String KIND = "site plan";

    private SitePlanJson() {}

    /**
     * Writes a plan to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(SitePlan plan, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> PlanJson.writeMembers(out, plan));
    }

    /**
     * Writes a plan as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(SitePlan plan, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> PlanJson.writeMembers(out, plan));
    }

    /**
     * Returns a plan as the text of a document.
     *
     */
    public static String toJson(SitePlan plan) {
        return JsonOutput.text(KIND, out -> PlanJson.writeMembers(out, plan));
    }

    /**
     * Reads a plan from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told, and those of {@link SitePlan.Builder#build()}
     */
    public static SitePlan read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a plan from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told, and those of {@link SitePlan.Builder#build()}
     */
    public static SitePlan read(InputStream stream, String sourceName) throws IOException {
        SitePlan plan =
                JsonDocument.read(stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, SitePlanJson::plan);
        LOG.debug("read {}: {} goals", sourceName, plan.goals().size());
        return plan;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told, and those of {@link SitePlan.Builder#build()}
     */
    public static SitePlan parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), SitePlanJson::plan);
    }

    private static Optional<SitePlan> plan(JsonValue root) {
        return PlanJson.plan(root, ImmutableSet.of("kind", "schema"));
    }
}
