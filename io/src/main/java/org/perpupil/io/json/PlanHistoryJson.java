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
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plan on its way from the first draft to the version that holds, as JSON, and back: committees, versions, votes and steps.
 *
 * <pre>{@code
 * { "kind": "plan history", "schema": 1,
 *   "committees": [ {"name": "school site council",
 *     "rules": [ {"rule": "parity", "oneSide": ["principal", "teacher"], "otherSide": ["parent"]},
 *                {"rule": "majority", "some": ["teacher"], "group": ["principal", "teacher"]},
 *                {"rule": "at least", "count": "1", "roles": ["parent"]}, {"rule": "only", "roles": ["teacher", …]} ],
 *     "members": [ {"name": "Ana Ruiz", "role": "parent"} ],
 *     "formerMembers": [ {"name": "Ben Cole", "role": "teacher"} ],
 *     "meetings": [ {"day": "2026-10-14", "agenda": ["Results"], "present": ["Ana Ruiz", "Ben Cole"],
 *                    "inputs": [ {"from": "Ana Ruiz", "words": "…", "goal": "math"} ]} ]} ],
 *   "versions": [ {"number": "1", "day": "2027-03-08", "author": "Ana Ruiz", "note": "First draft",
 *                  "plan": { "school": "101", "year": "2027–28", "goals": […] }} ],
 *   "votes": [ {"committee": "school site council", "version": "1", "day": "2027-05-04", "decision": "approved",
 *               "inFavor": "9", "against": "0", "abstaining": "1", "note": "…", "then": {"members": […]}} ],
 *   "steps": [ {"step": "started", "version": "1", "day": "2027-03-08", "who": "Ana Ruiz", "note": "First draft"} ] }
 * }</pre>
 *
 * <p>What is written is read back equal. Every version has its whole plan, as in a document of {@link SitePlanJson}. Committees are
 * as they are now; a vote whose committee was another {@code then} says how. A rule is also {@code at most} or {@code exactly} a
 * count. A step is {@code started}, {@code revised}, {@code shared}, {@code committee approved}, {@code committee rejected}, {@code
 * approved} or {@code finished}; those that write a version stand for the versions, and those of committees for the votes, in
 * order. Empty lists and notes are left out.
 *
 * <p>Reading takes every step again. A step that {@link PlanHistory} refuses is told where it stands, with everything against it.
 */
public final class PlanHistoryJson {
    private static final Logger LOG = LoggerFactory.getLogger(PlanHistoryJson.class);

    private static final String KIND = "plan history";

    private PlanHistoryJson() {}

    /**
     * Writes a plan with its history to a file, whole or not at all.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(PlanHistory history, Path file) throws IOException {
        JsonOutput.write(file, KIND, out -> ProcessJson.writeMembers(out, history));
    }

    /**
     * Writes a plan with its history as UTF-8. The stream is flushed and not closed.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(PlanHistory history, OutputStream stream) throws IOException {
        JsonOutput.write(stream, KIND, out -> ProcessJson.writeMembers(out, history));
    }

    /** Returns a plan with its history as the text of a document. */
    public static String toJson(PlanHistory history) {
        return JsonOutput.text(KIND, out -> ProcessJson.writeMembers(out, history));
    }

    /**
     * Reads a plan with its history from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ProblemException with every fault of the document that can be told, and that of the first step that cannot be
     *     taken
     */
    public static PlanHistory read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a plan with its history from a stream, to its end. The stream is not closed.
     *
     * @param sourceName what the document is called in problems, in place of a file name
     * @throws IOException if the stream throws it
     * @throws ProblemException with every fault of the document that can be told, and that of the first step that cannot be
     *     taken
     */
    public static PlanHistory read(InputStream stream, String sourceName) throws IOException {
        PlanHistory history = JsonDocument.read(
                stream, sourceName, KIND, Set.of(), JsonDocument.Limits.USUAL, PlanHistoryJson::history);
        LOG.debug("read {}: {}", sourceName, history);
        return history;
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @throws ProblemException with every fault of the document that can be told, and that of the first step that cannot be
     *     taken
     */
    public static PlanHistory parse(String json) {
        return JsonDocument.read(json, KIND, Set.of(), PlanHistoryJson::history);
    }

    private static Optional<PlanHistory> history(JsonValue root) {
        return ProcessJson.history(root, ImmutableSet.of("kind", "schema"));
    }
}
