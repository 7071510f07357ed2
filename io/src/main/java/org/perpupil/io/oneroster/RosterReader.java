package org.perpupil.io.oneroster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.io.internal.ProblemList;
import org.perpupil.problem.Loaded;

/** Reads one set: what it says of itself, its organisations, and then its users one after the other. */
final class RosterReader {
    private RosterReader() {}

    static Loaded<OneRoster> read(Path set, OneRosterOptions options) throws IOException {
        ProblemList problems = new ProblemList();
        try (RosterFiles files = RosterFiles.in(set)) {
            String version = RosterManifest.version(set, files, options, problems);
            RosterRows rows = new RosterRows(files, problems);
            RosterOrgs orgs = new RosterOrgs(rows, options);
            RosterNeeds needs = new RosterNeeds(options, rows);
            RosterCounts counts = new RosterCounts(rows, options, orgs, needs);
            RosterUsers users = new RosterUsers(rows, options, orgs, needs, counts);
            if (orgs.read()) {
                if (version.equals("1.1")) {
                    users.read();
                } else {
                    users.readByRoles();
                }
            }
            OneRoster roster = new OneRoster(
                    Optional.of(version),
                    orgs.all(),
                    orgs.schools(),
                    counts.enrollments(),
                    counts.withoutGrade(),
                    needs.known(),
                    rows.passedOver(),
                    counts.pupils(),
                    counts.inSeveral());
            return new Loaded<>(roster, problems.all(), rows.read(), rows.used());
        } catch (RefusedException refused) {
            problems.tell(refused.problem());
            return new Loaded<>(
                    new OneRoster(Optional.empty(), List.of(), Map.of(), Map.of(), Map.of(), Set.of(), Map.of(), 0, 0),
                    problems.all(),
                    0,
                    0);
        }
    }
}
