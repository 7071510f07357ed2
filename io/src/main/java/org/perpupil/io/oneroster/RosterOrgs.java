package org.perpupil.io.oneroster;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.Texts;

/** The organisations of a set, and the school to which each belongs. */
final class RosterOrgs {
    private final RosterRows rows;
    private final OneRosterOptions options;
    private final Map<String, OneRosterOrg> byId = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();
    /** The places of organisations, for problems that are found when all are known. */
    private final Map<String, RosterRow> places = new LinkedHashMap<>();

    private final Map<SchoolId, OneRosterOrg> schools = new TreeMap<>();
    private final Map<String, SchoolId> schoolIds = new LinkedHashMap<>();
    /** The school of each organisation that was asked for. */
    private final Map<String, Optional<SchoolId>> schoolOf = new HashMap<>();

    RosterOrgs(RosterRows rows, OneRosterOptions options) {
        this.rows = rows;
        this.options = options;
    }

    /** Reads them; tells whether the columns are there. */
    boolean read() throws IOException, RefusedException {
        boolean isReadable = rows.read(
                RosterFiles.ORGS,
                List.of("sourcedId", "name", "type"),
                headers -> List.of("status", "identifier", "parentSourcedId"),
                this::readOrg);
        findSchools();
        return isReadable;
    }

    /** Returns an organisation; empty if there is none that is active. */
    Optional<OneRosterOrg> org(String sourcedId) {
        return Optional.ofNullable(byId.get(sourcedId));
    }

    /** Returns all, in the order of the file. */
    List<OneRosterOrg> all() {
        return List.copyOf(byId.values());
    }

    /** Returns the schools by the id that they go by, in its order. */
    Map<SchoolId, OneRosterOrg> schools() {
        return schools;
    }

    private void readOrg(RosterRow row) {
        String id = row.at("sourcedId");
        if (!row.hasId("sourcedId")) {
            return;
        }
        if (!rows.isActive(row)) {
            deleted.add(id);
            return;
        }
        Optional<OneRosterOrg.Type> type = Arrays.stream(OneRosterOrg.Type.values())
                .filter(one -> one.toString().equals(row.word("type")))
                .findFirst();
        if (type.isEmpty()) {
            row.tell(
                    "oneroster.org-type",
                    "type",
                    "one of "
                            + Arrays.stream(OneRosterOrg.Type.values())
                                    .map(OneRosterOrg.Type::toString)
                                    .collect(Collectors.joining(", ")),
                    "Correct the type.");
        } else if (row.at("name").isEmpty()) {
            row.tell("oneroster.name", "name", "the name of the " + type.get(), "Give the name.");
        } else if (byId.containsKey(id)) {
            row.tellTwice("sourcedId");
        } else {
            byId.put(
                    id,
                    new OneRosterOrg(
                            id, type.get(), row.at("name"), given(row, "identifier"), given(row, "parentSourcedId")));
            places.put(id, row);
            rows.use();
        }
    }

    private static Optional<String> given(RosterRow row, String column) {
        return Optional.of(row.at(column)).filter(text -> !text.isEmpty());
    }

    /** Gives each school its id, and tells departments whose school is not there. */
    private void findSchools() {
        byId.forEach((sourcedId, org) -> {
            if (org.type() == OneRosterOrg.Type.SCHOOL) {
                RosterRow row = requireNonNull(places.get(sourcedId));
                Optional<String> id = options.isIdFromIdentifier() ? org.identifier() : Optional.of(sourcedId);
                if (id.isEmpty()) {
                    row.tell(
                            "oneroster.identifier",
                            "identifier",
                            "the identifier of %s, by which schools go".formatted(org),
                            "Give the identifier, or let schools go by their sourcedId.");
                    rows.refuse();
                } else if (schools.putIfAbsent(SchoolId.of(id.get()), org) != null) {
                    row.tellTwice("identifier");
                    rows.refuse();
                } else {
                    schoolIds.put(sourcedId, SchoolId.of(id.get()));
                }
            }
        });
        byId.forEach((sourcedId, org) -> {
            if (org.type() == OneRosterOrg.Type.DEPARTMENT
                    && schoolOf(sourcedId).isEmpty()) {
                requireNonNull(places.get(sourcedId))
                        .tell(
                                "oneroster.school-missing",
                                "parentSourcedId",
                                whyNoSchool(sourcedId),
                                "the sourcedId of the department's school",
                                "Add the school to orgs.csv; the pupils of its departments cannot be counted without it.");
                rows.refuse();
            }
        });
    }

    /** Returns the school that an organisation is, or is a department of; what was found on the way is remembered for all that stand on it. */
    Optional<SchoolId> schoolOf(String sourcedId) {
        Set<String> way = new LinkedHashSet<>();
        Optional<SchoolId> school = Optional.empty();
        Optional<String> next = Optional.of(sourcedId);
        while (next.isPresent() && way.add(next.get())) {
            Optional<SchoolId> known = schoolOf.get(next.get());
            OneRosterOrg org = byId.get(next.get());
            if (known != null || org == null || org.type() != OneRosterOrg.Type.DEPARTMENT) {
                school = known == null ? Optional.ofNullable(schoolIds.get(next.get())) : known;
                break;
            }
            next = org.parent();
        }
        for (String passed : way) {
            schoolOf.put(passed, school);
        }
        return school;
    }

    /** Returns what an organisation is that belongs to no school, for a problem. */
    String whyNoSchool(String sourcedId) {
        OneRosterOrg org = byId.get(sourcedId);
        if (org == null) {
            return "%s, which %s".formatted(Texts.shown(sourcedId), whyUnknown(sourcedId));
        }
        if (org.type() != OneRosterOrg.Type.DEPARTMENT) {
            return "the %s %s".formatted(org.type(), Texts.shown(sourcedId));
        }
        String parent = org.parent().orElse("");
        return "the department %s, whose parent %s %s"
                .formatted(
                        Texts.shown(sourcedId),
                        Texts.shown(parent),
                        byId.containsKey(parent) ? "belongs to no school" : whyUnknown(parent));
    }

    private String whyUnknown(String sourcedId) {
        return deleted.contains(sourcedId) ? "is to be deleted" : "is not in orgs.csv";
    }
}
