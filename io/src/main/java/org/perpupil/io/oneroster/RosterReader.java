package org.perpupil.io.oneroster;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.perpupil.district.SchoolId;
import org.perpupil.io.internal.HeaderedCsv;
import org.perpupil.io.internal.ProblemList;
import org.perpupil.io.internal.Texts;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilGroup;

/** Reads one set. Users are read one after the other and counted; of pupils only the ids are kept, so that none counts twice. */
final class RosterReader {
    private final Path set;
    private final OneRosterOptions options;
    private final ProblemList problems = new ProblemList();

    private final Map<String, OneRosterOrg> orgs = new LinkedHashMap<>();
    private final Set<String> deletedOrgs = new HashSet<>();
    /** The places of organisations, for problems that are found when all are known. */
    private final Map<String, HeaderedCsv.Row> orgRows = new LinkedHashMap<>();

    private final Map<SchoolId, OneRosterOrg> schools = new TreeMap<>();
    private final Map<String, SchoolId> schoolIds = new LinkedHashMap<>();
    /** The school of each organisation that was asked for. */
    private final Map<String, Optional<SchoolId>> schoolOf = new HashMap<>();

    /** The pupils by role, and where, until their user is read; of version 1.2. */
    private final Map<String, List<Role>> roles = new LinkedHashMap<>();

    private final Set<String> users = new HashSet<>();
    private final Map<SchoolId, SchoolCount> counts = new TreeMap<>();
    private final Map<SchoolId, Integer> withoutGrade = new TreeMap<>();
    private final Map<OneRoster.Reason, Integer> passedOver = new EnumMap<>(OneRoster.Reason.class);
    private List<OneRosterOptions.Need> needs = List.of();
    private Optional<String> version = Optional.empty();
    private int pupils;
    private int inSeveral;
    private int rowsRead;
    private int rowsUsed;

    RosterReader(Path set, OneRosterOptions options) {
        this.set = set;
        this.options = requireNonNull(options, "options");
    }

    private record Role(long line, String org) {}

    /** The pupils of one school, and of each group those who are in it, and those of whom it is not known, by grade. */
    private static final class SchoolCount {
        private final Map<Grade, long[]> byGrade = new EnumMap<>(Grade.class);

        void add(Grade grade, List<Optional<Boolean>> groups) {
            long[] cells = byGrade.computeIfAbsent(grade, any -> new long[1 + 2 * groups.size()]);
            cells[0]++;
            for (int i = 0; i < groups.size(); i++) {
                cells[1 + 2 * i] += groups.get(i).orElse(false) ? 1 : 0;
                cells[2 + 2 * i] += groups.get(i).isPresent() ? 0 : 1;
            }
        }

        Enrollment enrollment(List<PupilGroup> groups) {
            Enrollment.Builder enrollment = Enrollment.in(GradeSpan.ALL_GRADES);
            byGrade.forEach((grade, cells) -> {
                enrollment.in(GradeSpan.of(grade)).pupils(cells[0]);
                for (int i = 0; i < groups.size(); i++) {
                    if (cells[2 + 2 * i] == 0) {
                        enrollment.need(groups.get(i), cells[1 + 2 * i]);
                    }
                }
            });
            return enrollment.build();
        }
    }

    Loaded<OneRoster> read() throws IOException {
        try (RosterFiles files = RosterFiles.in(set)) {
            String found = checkManifest(files);
            version = Optional.of(found);
            boolean hasRoles = !found.equals("1.1");
            boolean isReadable = readRows(files, RosterFiles.ORGS, this::readOrg, "sourcedId", "name", "type");
            findSchools();
            if (isReadable && !hasRoles) {
                readRows(files, RosterFiles.USERS, this::readUser, "sourcedId", "role", "orgSourcedIds", "grades");
            } else if (isReadable
                    && readRows(files, RosterFiles.ROLES, this::readRole, "userSourcedId", "role", "orgSourcedId")
                    && readRows(files, RosterFiles.USERS, this::readUserByRoles, "sourcedId", "grades")) {
                tellRolesWithoutUser(files.sourceName(RosterFiles.ROLES));
            }
            return loaded();
        } catch (RefusedException refused) {
            problems.tell(refused.problem());
            return new Loaded<>(
                    new OneRoster(Optional.empty(), List.of(), Map.of(), Map.of(), Map.of(), Set.of(), Map.of(), 0, 0),
                    problems.all(),
                    0,
                    0);
        }
    }

    private Loaded<OneRoster> loaded() {
        Set<NeedCategory> known =
                needs.stream().map(OneRosterOptions.Need::need).collect(Collectors.toCollection(LinkedHashSet::new));
        List<PupilGroup> groups = new ArrayList<>(known);
        groups.addAll(options.combinations());
        Map<SchoolId, Enrollment> enrollments = new TreeMap<>();
        counts.forEach((school, count) -> enrollments.put(school, count.enrollment(groups)));
        OneRoster roster = new OneRoster(
                version,
                List.copyOf(orgs.values()),
                schools,
                enrollments,
                withoutGrade,
                known,
                passedOver,
                pupils,
                inSeveral);
        return new Loaded<>(roster, problems.all(), rowsRead, rowsUsed);
    }

    /** Returns the version of the set, if it is whole and all that has to be read of it is there. */
    private String checkManifest(RosterFiles files) throws IOException, RefusedException {
        Map<String, String> manifest = new LinkedHashMap<>();
        if (files.has(RosterFiles.MANIFEST)) {
            readManifest(files, manifest);
        } else {
            problems.tell(new Problem(
                    "oneroster.manifest-missing",
                    set.toString(),
                    "no manifest.csv",
                    "a manifest.csv that says the version and which files are whole",
                    "Export the set again; it was read as a whole one, of the version that its files look like."));
        }
        String found = manifest.isEmpty()
                ? (files.has(RosterFiles.ROLES) ? "1.2" : "1.1")
                : manifest.getOrDefault("oneroster.version", "");
        if (!found.matches("1\\.[12](\\.\\d+)?")) {
            throw new RefusedException(
                    "oneroster.version",
                    manifestPlace(files, "oneroster.version"),
                    Texts.shown(found),
                    "1.1 or 1.2",
                    "Export the set in one of these versions, as CSV.");
        }
        String known = found.substring(0, 3);
        if (known.equals("1.1") && (options.isPrimaryOnly() || options.date().isPresent())) {
            throw new RefusedException(
                    "oneroster.option",
                    set,
                    "version 1.1, whose users have no primary role and no dates",
                    "version 1.2 where only primary roles, or those on a date, are to count",
                    "Export the set in version 1.2, or count all roles.");
        }
        for (String file : known.equals("1.1")
                ? List.of(RosterFiles.ORGS, RosterFiles.USERS)
                : List.of(RosterFiles.ORGS, RosterFiles.ROLES, RosterFiles.USERS)) {
            checkWhole(files, manifest, file);
        }
        return known;
    }

    private void readManifest(RosterFiles files, Map<String, String> manifest) throws IOException, RefusedException {
        decoded(RosterFiles.MANIFEST, files, csv -> {
            if (csv.hasAll("propertyName", "value")) {
                for (Optional<HeaderedCsv.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
                    manifest.put(
                            row.get().at("propertyName").toLowerCase(Locale.ROOT),
                            row.get().at("value"));
                }
            }
        });
        manifest.putIfAbsent("oneroster.version", "");
    }

    private String manifestPlace(RosterFiles files, String property) {
        return files.has(RosterFiles.MANIFEST)
                ? "%s, %s".formatted(files.sourceName(RosterFiles.MANIFEST), property)
                : set.toString();
    }

    private void checkWhole(RosterFiles files, Map<String, String> manifest, String file) throws RefusedException {
        String property = "file." + file.substring(0, file.length() - ".csv".length());
        String mode = manifest.isEmpty()
                ? "bulk"
                : manifest.getOrDefault(property, "").toLowerCase(Locale.ROOT);
        String place = manifestPlace(files, property);
        switch (mode) {
            case "bulk" -> {}
            case "delta" ->
                throw new RefusedException(
                        "oneroster.delta",
                        place,
                        "delta: only what changed since another export",
                        "bulk: the whole file",
                        "Export the whole set; changes alone cannot be counted.");
            case "absent", "" ->
                throw new RefusedException(
                        "oneroster.absent",
                        place,
                        mode.isEmpty() ? "nothing" : mode,
                        "bulk: schools and pupils cannot be counted without the file",
                        "Export the set with %s.".formatted(file));
            default ->
                throw new RefusedException(
                        "oneroster.manifest",
                        place,
                        Texts.shown(mode),
                        "absent, bulk or delta",
                        "Correct the manifest.");
        }
        if (!files.has(file)) {
            throw new RefusedException(
                    "oneroster.file-missing",
                    set,
                    "no " + file,
                    "%s, as the manifest says".formatted(file),
                    "Add the file, or export the set again.");
        }
    }

    private interface Rows {
        void read(HeaderedCsv csv) throws IOException;
    }

    /** Hands on the rows of a file; tells whether its columns are there, for without them nothing else can be read. */
    private boolean readRows(RosterFiles files, String file, Consumer<HeaderedCsv.Row> each, String... columns)
            throws IOException, RefusedException {
        boolean[] isReadable = new boolean[1];
        decoded(file, files, csv -> {
            if (file.equals(RosterFiles.USERS)) {
                needs = options.needs().stream()
                        .filter(need -> csv.hasAll(need.column()))
                        .toList();
            }
            isReadable[0] = csv.hasAll(columns);
            if (isReadable[0]) {
                for (Optional<HeaderedCsv.Row> row = csv.next(); row.isPresent(); row = csv.next()) {
                    each.accept(row.get());
                }
            }
            rowsRead += csv.rowsRead();
        });
        return isReadable[0];
    }

    private void decoded(String file, RosterFiles files, Rows rows) throws IOException, RefusedException {
        String name = files.sourceName(file);
        files.read(file, text -> {
            HeaderedCsv[] csv = new HeaderedCsv[1];
            try {
                csv[0] = new HeaderedCsv(text, name, problems);
                rows.read(csv[0]);
            } catch (CharacterCodingException notText) {
                problems.tell(new Problem(
                        "csv.not-utf8",
                        csv[0] == null ? name : "%s, after line %s".formatted(name, csv[0].lastLine()),
                        "bytes that are not UTF-8",
                        "text in UTF-8",
                        "Export the file in UTF-8; nothing below was read."));
                if (csv[0] != null) {
                    rowsRead += file.equals(RosterFiles.MANIFEST) ? 0 : csv[0].rowsRead();
                }
            }
        });
    }

    /** Tells whether a record is to be read; one to be deleted is counted, and a status that there is not is told. */
    private boolean isActive(HeaderedCsv.Row row) {
        String status = OneRosterOptions.folded(row.at("status"));
        switch (status) {
            case "", "active" -> {
                return true;
            }
            case "tobedeleted" -> passOver(OneRoster.Reason.TO_BE_DELETED);
            default ->
                row.tell("oneroster.status", "status", "active, tobedeleted, or nothing", "Say which of them holds.");
        }
        return false;
    }

    private void passOver(OneRoster.Reason reason) {
        passedOver.merge(reason, 1, Integer::sum);
        rowsUsed++;
    }

    private static boolean hasId(HeaderedCsv.Row row, String column) {
        if (row.at(column).isEmpty()) {
            row.tell("oneroster.id", column, "an id", "Export the record with its id.");
            return false;
        }
        return true;
    }

    private static void tellTwice(HeaderedCsv.Row row, String column) {
        row.tell("oneroster.twice", column, "an id that no row above has", "Keep one of the two records.");
    }

    private void readOrg(HeaderedCsv.Row row) {
        String id = row.at("sourcedId");
        if (!hasId(row, "sourcedId")) {
            return;
        }
        if (!isActive(row)) {
            deletedOrgs.add(id);
            return;
        }
        Optional<OneRosterOrg.Type> type = Arrays.stream(OneRosterOrg.Type.values())
                .filter(one -> one.toString().equals(OneRosterOptions.folded(row.at("type"))))
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
        } else if (orgs.containsKey(id)) {
            tellTwice(row, "sourcedId");
        } else {
            orgs.put(
                    id,
                    new OneRosterOrg(
                            id, type.get(), row.at("name"), given(row, "identifier"), given(row, "parentSourcedId")));
            orgRows.put(id, row);
            rowsUsed++;
        }
    }

    private static Optional<String> given(HeaderedCsv.Row row, String column) {
        return Optional.of(row.at(column)).filter(text -> !text.isEmpty());
    }

    /** Gives each school its id, and tells departments whose school is not there. */
    private void findSchools() {
        orgs.forEach((sourcedId, org) -> {
            if (org.type() == OneRosterOrg.Type.SCHOOL) {
                HeaderedCsv.Row row = requireNonNull(orgRows.get(sourcedId));
                Optional<String> id = options.isIdFromIdentifier() ? org.identifier() : Optional.of(sourcedId);
                if (id.isEmpty()) {
                    row.tell(
                            "oneroster.identifier",
                            "identifier",
                            "the identifier of %s, by which schools go".formatted(org),
                            "Give the identifier, or let schools go by their sourcedId.");
                    rowsUsed--;
                } else if (schools.putIfAbsent(SchoolId.of(id.get()), org) != null) {
                    tellTwice(row, "identifier");
                    rowsUsed--;
                } else {
                    schoolIds.put(sourcedId, SchoolId.of(id.get()));
                }
            }
        });
        orgs.forEach((sourcedId, org) -> {
            if (org.type() == OneRosterOrg.Type.DEPARTMENT
                    && schoolOf(sourcedId).isEmpty()) {
                requireNonNull(orgRows.get(sourcedId))
                        .tell(
                                "oneroster.school-missing",
                                "parentSourcedId",
                                whyNoSchool(sourcedId),
                                "the sourcedId of the department's school",
                                "Add the school to orgs.csv; the pupils of its departments cannot be counted without it.");
                rowsUsed--;
            }
        });
    }

    /** Returns the school that an organisation is, or is a department of; what was found on the way is remembered for all that stand on it. */
    private Optional<SchoolId> schoolOf(String sourcedId) {
        Set<String> way = new LinkedHashSet<>();
        Optional<SchoolId> school = Optional.empty();
        Optional<String> next = Optional.of(sourcedId);
        while (next.isPresent() && way.add(next.get())) {
            Optional<SchoolId> known = schoolOf.get(next.get());
            OneRosterOrg org = orgs.get(next.get());
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

    private String whyNoSchool(String sourcedId) {
        OneRosterOrg org = orgs.get(sourcedId);
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
                        orgs.containsKey(parent) ? "belongs to no school" : whyUnknown(parent));
    }

    private String whyUnknown(String sourcedId) {
        return deletedOrgs.contains(sourcedId) ? "is to be deleted" : "is not in orgs.csv";
    }

    private void readRole(HeaderedCsv.Row row) {
        if (!isActive(row) || !hasId(row, "userSourcedId")) {
            return;
        }
        switch (OneRosterOptions.folded(row.at("role"))) {
            case "" -> row.tell("oneroster.role", "role", "a role, such as student", "Give the role.");
            case "student" -> readPupilRole(row);
            default -> passOver(OneRoster.Reason.NOT_A_PUPIL);
        }
    }

    private void readPupilRole(HeaderedCsv.Row row) {
        if (options.isPrimaryOnly()
                && !OneRosterOptions.folded(row.at("roleType")).equals("primary")) {
            passOver(OneRoster.Reason.NOT_PRIMARY);
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
                passOver(OneRoster.Reason.NOT_IN_FORCE);
                return;
            }
        }
        String org = row.at("orgSourcedId");
        OneRosterOrg known = orgs.get(org);
        roles.computeIfAbsent(row.at("userSourcedId"), any -> new ArrayList<>(1))
                .add(new Role(row.line(), known == null ? org : known.sourcedId()));
        rowsUsed++;
    }

    private static Optional<LocalDate> date(HeaderedCsv.Row row, String column, LocalDate ifNone) {
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

    private void readUserByRoles(HeaderedCsv.Row row) {
        if (!hasId(row, "sourcedId")) {
            return;
        }
        String id = row.at("sourcedId");
        if (!isActive(row)) {
            roles.remove(id);
            return;
        }
        List<Role> its = roles.remove(id);
        if (users.contains(id)) {
            tellTwice(row, "sourcedId");
        } else if (its == null) {
            passOver(OneRoster.Reason.NOT_A_PUPIL);
        } else {
            users.add(id);
            readPupil(row, its.stream().map(Role::org).toList(), "sourcedId");
        }
    }

    private void tellRolesWithoutUser(String source) {
        roles.forEach((user, its) -> {
            for (Role role : its) {
                String place = "%s, line %s, column \"userSourcedId\"".formatted(source, role.line());
                if (problems.stopsAt("csv.too-many", place)) {
                    return;
                }
                problems.tell(new Problem(
                        "oneroster.user-missing",
                        place,
                        Texts.shown(user),
                        "the sourcedId of a row of users.csv",
                        "Add the user, or leave out the role."));
                rowsUsed--;
            }
        });
    }

    private void readUser(HeaderedCsv.Row row) {
        if (!hasId(row, "sourcedId") || !isActive(row)) {
            return;
        }
        switch (OneRosterOptions.folded(row.at("role"))) {
            case "" -> row.tell("oneroster.role", "role", "a role, such as student", "Give the role.");
            case "student" -> {
                if (users.add(row.at("sourcedId"))) {
                    readPupil(row, values(row.at("orgSourcedIds")), "orgSourcedIds");
                } else {
                    tellTwice(row, "sourcedId");
                }
            }
            default -> passOver(OneRoster.Reason.NOT_A_PUPIL);
        }
    }

    /** Returns the values of a cell that may have several. */
    private static List<String> values(String cell) {
        return Arrays.stream(cell.split(","))
                .map(Texts::trimmed)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    private void readPupil(HeaderedCsv.Row row, List<String> orgsOfPupil, String orgColumn) {
        Set<SchoolId> its = new LinkedHashSet<>();
        for (String org : orgsOfPupil) {
            Optional<SchoolId> school = schoolOf(org);
            school.ifPresent(its::add);
        }
        if (its.isEmpty()) {
            row.tell(
                    "oneroster.school-missing",
                    orgColumn,
                    orgsOfPupil.isEmpty()
                            ? "nothing"
                            : orgsOfPupil.stream()
                                    .limit(3)
                                    .map(this::whyNoSchool)
                                    .collect(Collectors.joining("; ")),
                    "a school of orgs.csv, or a department of one",
                    "Add the school to orgs.csv, or name another for the pupil.");
            return;
        }
        orgsOfPupil.stream()
                .filter(org -> !orgs.containsKey(org))
                .forEach(org -> row.tell(
                        "oneroster.org-missing",
                        orgColumn,
                        whyNoSchool(org),
                        "an organisation of orgs.csv",
                        "Add the organisation to orgs.csv; the pupil counts in the schools that are there."));
        Optional<Grade> grade = grade(row);
        if (grade.isEmpty()) {
            its.forEach(school -> withoutGrade.merge(school, 1, Integer::sum));
            return;
        }
        Map<NeedCategory, Optional<Boolean>> has = new LinkedHashMap<>();
        needs.forEach(need -> has.put(need.need(), has(need, row)));
        List<Optional<Boolean>> groups = new ArrayList<>(has.values());
        options.combinations().forEach(combination -> groups.add(isIn(combination, has)));
        its.forEach(school ->
                counts.computeIfAbsent(school, any -> new SchoolCount()).add(grade.get(), groups));
        pupils++;
        inSeveral += its.size() > 1 ? 1 : 0;
        rowsUsed++;
    }

    private Optional<Grade> grade(HeaderedCsv.Row row) {
        String cell = row.at("grades");
        Grade whole = options.grades().get(OneRosterOptions.folded(cell));
        if (whole != null) {
            return Optional.of(whole);
        }
        List<String> codes = values(cell);
        Set<Grade> grades = new LinkedHashSet<>();
        for (String code : codes) {
            Optional<Grade> grade = GradeCodes.grade(code, options);
            if (grade.isEmpty()) {
                row.tell(
                        "oneroster.grade",
                        "grades",
                        "PK, TK, KG, 01 to 12 or UG",
                        "Say in the options for which grade the code stands, or leave these pupils out.");
                return Optional.empty();
            }
            grades.add(grade.get());
        }
        if (grades.isEmpty()) {
            row.tell(
                    "oneroster.grade-missing",
                    "grades",
                    "the pupil's grade",
                    "Give the grade, or say in the options for which grade an empty cell stands.");
        } else if (grades.size() > 1) {
            row.tell(
                    "oneroster.grade-several",
                    "grades",
                    "one grade, for a pupil counts once",
                    "Give the grade under which the pupil is enrolled, or say in the options for which grade these stand.");
        }
        return grades.size() == 1 ? Optional.of(grades.iterator().next()) : Optional.empty();
    }

    private static Optional<Boolean> has(OneRosterOptions.Need need, HeaderedCsv.Row row) {
        String word = OneRosterOptions.folded(row.at(need.column()));
        if (need.yes().contains(word)) {
            return Optional.of(true);
        }
        if (need.no().contains(word)) {
            return Optional.of(false);
        }
        if (!word.isEmpty()) {
            row.tell(
                    "oneroster.need",
                    need.column(),
                    "%s for yes, or %s for no".formatted(words(need.yes()), words(need.no())),
                    "Name the word in the options; whether the pupil has the need is not known.");
        }
        return Optional.empty();
    }

    /** Tells whether a pupil belongs to a combination; empty if that depends on a need of which it is not known. */
    private static Optional<Boolean> isIn(NeedCombination combination, Map<NeedCategory, Optional<Boolean>> has) {
        boolean needsAll = combination.match() == NeedCombination.Match.ALL;
        Optional<Boolean> matches = any(combination.needs(), has, needsAll).map(found -> found != needsAll);
        Optional<Boolean> isLeftOut = any(combination.without(), has, false);
        if (matches.equals(Optional.of(false)) || isLeftOut.equals(Optional.of(true))) {
            return Optional.of(false);
        }
        return matches.isPresent() && isLeftOut.isPresent() ? Optional.of(true) : Optional.empty();
    }

    /** Tells whether a pupil has any of some needs, or lacks any of them. */
    private static Optional<Boolean> any(
            Set<NeedCategory> needs, Map<NeedCategory, Optional<Boolean>> has, boolean isLack) {
        boolean isKnown = true;
        for (NeedCategory need : needs) {
            Optional<Boolean> found = need.equals(NeedCategory.ALL_PUPILS)
                    ? Optional.of(true)
                    : has.getOrDefault(need, Optional.empty()); // its column is missing
            if (found.isPresent() && found.get() != isLack) {
                return Optional.of(true);
            }
            isKnown &= found.isPresent();
        }
        return isKnown ? Optional.of(false) : Optional.empty();
    }

    private static String words(Set<String> words) {
        return words.isEmpty() ? "no word" : words.stream().map(Texts::shown).collect(Collectors.joining(", "));
    }
}
