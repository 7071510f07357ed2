package org.perpupil.io.oneroster;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.perpupil.io.internal.Texts;
import org.perpupil.io.internal.table.CsvTable;
import org.perpupil.problem.Problem;

/** Finds the pupils among the users, by their roles; of them only the ids are kept, so that none counts twice. */
final class RosterUsers {
    private final RosterRows rows;
    private final OneRosterOptions options;
    private final RosterOrgs orgs;
    private final RosterNeeds needs;
    private final RosterCounts counts;

    /** The pupils by role, and where, until their user is read; of version 1.2. */
    private final Map<String, List<Role>> roles = new LinkedHashMap<>();

    private final Set<String> users = new HashSet<>();

    RosterUsers(RosterRows rows, OneRosterOptions options, RosterOrgs orgs, RosterNeeds needs, RosterCounts counts) {
        this.rows = rows;
        this.options = options;
        this.orgs = orgs;
        this.needs = needs;
        this.counts = counts;
    }

    private record Role(CsvTable table, long line, String org) {
        String place() {
            return table.at(line, "userSourcedId");
        }
    }

    /** Reads the users of version 1.1, each with its role. */
    void read() throws IOException, RefusedException {
        readUsers(List.of("sourcedId", "role", "orgSourcedIds", "grades"), this::readUser);
    }

    /** Reads the roles of version 1.2, and then the users. */
    void readByRoles() throws IOException, RefusedException {
        boolean isReadable = rows.read(
                RosterFiles.ROLES,
                List.of("userSourcedId", "role", "orgSourcedId"),
                headers -> List.of("status", "roleType", "beginDate", "endDate"),
                this::readRole);
        if (isReadable && readUsers(List.of("sourcedId", "grades"), this::readUserByRoles)) {
            tellRolesWithoutUser();
        }
    }

    private boolean readUsers(List<String> needed, Consumer<RosterRow> each) throws IOException, RefusedException {
        return rows.read(
                RosterFiles.USERS,
                needed,
                headers -> ImmutableList.<String>builder()
                        .add("status")
                        .addAll(needs.columns(headers))
                        .build(),
                each);
    }

    private void readRole(RosterRow row) {
        if (!rows.isActive(row) || !row.hasId("userSourcedId")) {
            return;
        }
        switch (row.word("role")) {
            case "" -> row.tell("oneroster.role", "role", "a role, such as student", "Give the role.");
            case "student" -> readPupilRole(row);
            default -> rows.passOver(OneRoster.Reason.NOT_A_PUPIL);
        }
    }

    private void readPupilRole(RosterRow row) {
        if (options.isPrimaryOnly() && !row.word("roleType").equals("primary")) {
            rows.passOver(OneRoster.Reason.NOT_PRIMARY);
            return;
        }
        if (options.date().isPresent()) {
            Optional<LocalDate> begin = date(row, "beginDate", LocalDate.MIN);
            Optional<LocalDate> end = date(row, "endDate", LocalDate.MAX);
            if (begin.isEmpty() || end.isEmpty()) {
                return;
            }
            LocalDate on = options.date().get();
            if (on.isBefore(begin.get()) || on.isAfter(end.get())) {
                rows.passOver(OneRoster.Reason.NOT_IN_FORCE);
                return;
            }
        }
        String org = row.at("orgSourcedId");
        roles.computeIfAbsent(row.at("userSourcedId"), any -> new ArrayList<>(1))
                .add(new Role(
                        row.table(),
                        row.row().line(),
                        orgs.org(org).map(OneRosterOrg::sourcedId).orElse(org)));
        rows.use();
    }

    private static Optional<LocalDate> date(RosterRow row, String column, LocalDate ifNone) {
        String text = row.at(column);
        if (text.isEmpty()) {
            return Optional.of(ifNone);
        }
        try {
            // Some exports have a time behind the date, which the day of a count does not need.
            return Optional.of(LocalDate.parse(text.replaceFirst("T.*", "")));
        } catch (DateTimeException otherStyle) {
            row.tell(
                    "oneroster.date",
                    column,
                    "a date as the standard writes it, such as 2026-10-01",
                    "Export dates in this form; 1/05/2026 would be January in one country and May in another.");
            return Optional.empty();
        }
    }

    private void readUserByRoles(RosterRow row) {
        if (!row.hasId("sourcedId")) {
            return;
        }
        String id = row.at("sourcedId");
        if (!rows.isActive(row)) {
            roles.remove(id);
            return;
        }
        List<Role> its = roles.remove(id);
        if (users.contains(id)) {
            row.tellTwice("sourcedId");
        } else if (its == null) {
            rows.passOver(OneRoster.Reason.NOT_A_PUPIL);
        } else {
            users.add(id);
            counts.add(row, its.stream().map(Role::org).toList(), "sourcedId");
        }
    }

    private void tellRolesWithoutUser() {
        roles.forEach((user, its) -> {
            for (Role role : its) {
                if (rows.problems().stopsAt("csv.too-many", role::place)) {
                    return;
                }
                rows.problems()
                        .tell(new Problem(
                                "oneroster.user-missing",
                                role.place(),
                                Texts.shown(user),
                                "the sourcedId of a row of users.csv",
                                "Add the user, or leave out the role."));
                rows.refuse();
            }
        });
    }

    private void readUser(RosterRow row) {
        if (!row.hasId("sourcedId") || !rows.isActive(row)) {
            return;
        }
        switch (row.word("role")) {
            case "" -> row.tell("oneroster.role", "role", "a role, such as student", "Give the role.");
            case "student" -> {
                if (users.add(row.at("sourcedId"))) {
                    counts.add(row, row.values("orgSourcedIds"), "orgSourcedIds");
                } else {
                    row.tellTwice("sourcedId");
                }
            }
            default -> rows.passOver(OneRoster.Reason.NOT_A_PUPIL);
        }
    }
}
