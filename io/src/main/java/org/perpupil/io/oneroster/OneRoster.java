package org.perpupil.io.oneroster;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Notice;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.NeedCategory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schools of a OneRoster set and their pupils by grade.
 *
 * <pre>{@code
 * Loaded<OneRoster> loaded = OneRoster.read(Path.of("oneroster.zip"));
 * Map<SchoolId, Enrollment> counts = loaded.value().headCounts();
 * Set<NeedCategory> ask = loaded.value().needsNotKnown(); // poverty, English learner, …: the standard has none of them
 * }</pre>
 *
 * <p>The id of a school is its {@code sourcedId}, unless {@link OneRosterOptions#schoolIdFromIdentifier} asks for the district's own number.
 *
 * <p>A pupil is a user with the role of a student, and counts once in every school that it names; where a department is named, in the
 * department's school. Of the set, {@code manifest.csv}, {@code orgs.csv}, {@code users.csv} and, from version 1.2 on, {@code roles.csv} are
 * read; a set of changes since another ({@code delta}) is refused. Records that are to be deleted do not count.
 *
 * <p><b>The standard tells no needs</b>: it has no element for poverty, English learners or disability. A district may have columns of its
 * own for them; see {@link OneRosterOptions#needFrom}. A need that is not known is left out of the counts, which is not 0.
 *
 * <p>Every row with a fault is left out, and each of its faults is told with file, line, column, value and what would be right. {@code
 * rowsRead} counts the rows of organisations, users and roles; {@code rowsUsed} those without a fault that left them out, with those that
 * were {@linkplain #passedOver passed over} by rule. At most 1 GB is read of each file, and a zip file of at most 256 MB with at most 1,000
 * entries, none of which may become more than 200 times larger.
 *
 * <p>Problems have these codes, and those of {@link org.perpupil.pupils.Enrollment.Builder#build()}:
 *
 * <ul>
 *   <li>{@code oneroster.not-a-set}, {@code oneroster.file-missing}, {@code oneroster.file-twice}, {@code oneroster.too-large}, {@code
 *       oneroster.version}, {@code oneroster.manifest}, {@code oneroster.delta}, {@code oneroster.absent}, {@code oneroster.option}: the set; it is
 *       not read
 *   <li>{@code oneroster.manifest-missing}: the set, which is read as a whole one of the version that its files look like
 *   <li>{@code csv.not-utf8}, {@code csv.not-csv}, {@code csv.header-twice}, {@code csv.column-missing}, {@code csv.quote}, {@code
 *       csv.too-many}: a file
 *   <li>{@code csv.row-length}, {@code csv.field-length}, {@code oneroster.id}, {@code oneroster.twice}, {@code oneroster.status}, {@code oneroster.org-type}, {@code
 *       oneroster.name}, {@code oneroster.identifier}, {@code oneroster.role}, {@code oneroster.date}, {@code oneroster.user-missing}, {@code
 *       oneroster.grade}, {@code oneroster.grade-missing}, {@code oneroster.grade-several}, {@code oneroster.school-missing}: a row, left out
 *   <li>{@code oneroster.org-missing}, {@code oneroster.need}: a value; the row counts as far as it can
 * </ul>
 */
public final class OneRoster {
    private static final Logger LOG = LoggerFactory.getLogger(OneRoster.class);

    /** The needs for which people ask first. */
    private static final ImmutableSet<NeedCategory> ASKED = ImmutableSet.of(
            NeedCategory.POVERTY,
            NeedCategory.ENGLISH_LEARNER,
            NeedCategory.SPECIAL_EDUCATION,
            NeedCategory.FOSTER,
            NeedCategory.HOMELESS,
            NeedCategory.MIGRANT);

    /** Why a row without a fault is not counted. */
    public enum Reason {
        /** Its record is to be deleted. */
        TO_BE_DELETED,
        /** The user is no student, or the role is another. */
        NOT_A_PUPIL,
        /** The role is not the primary one, and only those were asked for. */
        NOT_PRIMARY,
        /** The role is not in force on the date that was asked for. */
        NOT_IN_FORCE
    }

    private final Optional<String> version;
    private final ImmutableList<OneRosterOrg> orgs;
    private final ImmutableSortedMap<SchoolId, OneRosterOrg> schools;
    private final ImmutableSortedMap<SchoolId, Enrollment> headCounts;
    private final ImmutableSortedMap<SchoolId, Integer> withoutGrade;
    private final ImmutableSet<NeedCategory> needs;
    private final ImmutableMap<Reason, Integer> passedOver;
    private final int pupils;
    private final int inSeveral;

    OneRoster(
            Optional<String> version,
            List<OneRosterOrg> orgs,
            Map<SchoolId, OneRosterOrg> schools,
            Map<SchoolId, Enrollment> headCounts,
            Map<SchoolId, Integer> withoutGrade,
            Set<NeedCategory> needs,
            Map<Reason, Integer> passedOver,
            int pupils,
            int inSeveral) {
        this.version = version;
        this.orgs = ImmutableList.copyOf(orgs);
        this.schools = ImmutableSortedMap.copyOf(schools);
        this.headCounts = ImmutableSortedMap.copyOf(headCounts);
        this.withoutGrade = ImmutableSortedMap.copyOf(withoutGrade);
        this.needs = ImmutableSet.copyOf(needs);
        this.passedOver = ImmutableMap.copyOf(passedOver);
        this.pupils = pupils;
        this.inSeveral = inSeveral;
    }

    /**
     * Reads a set with the {@linkplain OneRosterOptions#usual() usual options}.
     *
     * @param folderOrZip the folder with the files, or a zip file of it; within the zip file they may stand in a folder
     * @throws IOException if a file cannot be read
     */
    public static Loaded<OneRoster> read(Path folderOrZip) throws IOException {
        return read(folderOrZip, OneRosterOptions.usual());
    }

    /**
     * Reads a set.
     *
     * @param folderOrZip the folder with the files, or a zip file of it; within the zip file they may stand in a folder
     * @throws IOException if a file cannot be read
     */
    public static Loaded<OneRoster> read(Path folderOrZip, OneRosterOptions options) throws IOException {
        Loaded<OneRoster> loaded = RosterReader.read(folderOrZip, requireNonNull(options, "options"));
        LOG.debug(
                "read {}: {} rows, {} used, {} problems",
                folderOrZip,
                loaded.rowsRead(),
                loaded.rowsUsed(),
                loaded.problems().size());
        Set<NeedCategory> unknown = loaded.value().needsNotKnown();
        return loaded.value().version().isEmpty() || unknown.isEmpty()
                ? loaded
                : new Loaded<>(
                        loaded.value(),
                        loaded.problems(),
                        loaded.rowsRead(),
                        loaded.rowsUsed(),
                        List.of(new Notice(
                                "oneroster.needs",
                                folderOrZip.toString(),
                                "OneRoster has no element for needs, so that these are not known: %s."
                                        .formatted(unknown.stream()
                                                .map(NeedCategory::name)
                                                .collect(Collectors.joining(", "))))));
    }

    /** Returns {@code 1.1} or {@code 1.2}; empty if the set was refused. */
    public Optional<String> version() {
        return version;
    }

    /** Returns the organisations of every type, in the order of the file. */
    public List<OneRosterOrg> orgs() {
        return orgs;
    }

    /** Returns the schools, in order of id. */
    public Map<SchoolId, OneRosterOrg> schools() {
        return schools;
    }

    /**
     * Returns the pupils of each school by grade, in order of id, and those with each need whose column was named, or
     * combination. A need is left out of a grade in which a pupil's cell tells neither yes nor no. A school without any pupil in the set is left out: whether it has none, or the
     * set does not have them, nobody can tell.
     */
    public Map<SchoolId, Enrollment> headCounts() {
        return headCounts;
    }

    /**
     * Returns the schools that have pupils, with their names and {@linkplain #headCounts() head counts}, in order of id: what a district is made of.
     *
     * <pre>{@code
     * District district = District.named("Riverside").schools(roster.schoolsWithPupils()).build();
     * }</pre>
     */
    public List<School> schoolsWithPupils() {
        return headCounts.entrySet().stream()
                .map(counts -> School.of(
                                counts.getKey(),
                                requireNonNull(schools.get(counts.getKey())).name())
                        .enrolling(counts.getValue())
                        .build())
                .toList();
    }

    /** Returns the schools that have no pupil in the head counts. */
    public Set<SchoolId> schoolsWithoutPupils() {
        return ImmutableSet.copyOf(Sets.difference(schools.keySet(), headCounts.keySet()));
    }

    /** Returns how many pupils are in the head counts, each once. */
    public int pupils() {
        return pupils;
    }

    /** Returns how many pupils count in more than one school; so many the head counts of all schools have twice or more often. */
    public int pupilsInSeveralSchools() {
        return inSeveral;
    }

    /** Returns how many pupils of a school are not in its head counts, because their grade is not known; each has a problem. */
    public Map<SchoolId, Integer> pupilsWithoutGrade() {
        return withoutGrade;
    }

    /** Returns the needs that were read from columns of the district's own. */
    public Set<NeedCategory> needs() {
        return needs;
    }

    /**
     * Returns the needs on which a formula is likely to depend and of which this set tells nothing, so that they have to come from another
     * file: poverty, English learners, special education, foster, homeless and migrant pupils, but those that were read.
     */
    public Set<NeedCategory> needsNotKnown() {
        return ImmutableSet.copyOf(Sets.difference(ASKED, needs));
    }

    /** Returns how many rows were passed over by rule. */
    public int passedOver(Reason reason) {
        return passedOver.getOrDefault(reason, 0);
    }

    /** Returns what was read and what it cannot tell, for people. */
    @Override
    public String toString() {
        String told = "OneRoster %s: %s schools, %s pupils in %s of them, %s in several; %s records to be deleted."
                .formatted(
                        version.orElse("(refused)"),
                        schools.size(),
                        pupils,
                        headCounts.size(),
                        inSeveral,
                        passedOver(Reason.TO_BE_DELETED));
        Set<NeedCategory> unknown = needsNotKnown();
        return unknown.isEmpty()
                ? told
                : told + " OneRoster has no element for needs, so that these are not known, which is not none: "
                        + unknown.stream().map(NeedCategory::name).collect(Collectors.joining(", ")) + ".";
    }
}
