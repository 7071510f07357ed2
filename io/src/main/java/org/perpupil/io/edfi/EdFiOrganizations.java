package org.perpupil.io.edfi;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.district.SchoolId;
import org.perpupil.problem.Loaded;
import org.perpupil.pupils.Grade;

/**
 * The districts and schools of an Ed-Fi interchange of education organisations.
 *
 * <pre>{@code
 * EdFiOrganizations organizations = EdFiOrganizations.read(Path.of("EducationOrganization.xml")).orThrow();
 * organizations.schools().forEach(school -> System.out.println(school + ": " + school.grades()));
 * }</pre>
 *
 * <p>Elements are found by their local names; the namespace is the version, 4 or 5. A record with a fault is left out, and each of its
 * faults is told with file, line, column (where the tag ends) and the path of the element. {@code rowsRead} counts local education agencies
 * and schools; other records are {@linkplain #notRead() counted}. At most 1 GB is read, of records with at most 10,000 elements; a document
 * type is refused.
 *
 * <p>Problems of all Ed-Fi files have these codes:
 *
 * <ul>
 *   <li>{@code edfi.interchange}, {@code edfi.version}, {@code edfi.doctype}: the file; it is not read
 *   <li>{@code edfi.not-utf8}, {@code edfi.not-xml}, {@code edfi.limit}, {@code edfi.too-many}: the file; nothing below is read
 *   <li>{@code edfi.namespace}, {@code edfi.version-new}: the file, which is read
 *   <li>{@code edfi.missing}, {@code edfi.several}, {@code edfi.reference}, {@code edfi.twice}, {@code edfi.id}, {@code edfi.length}, {@code
 *       edfi.date}, {@code edfi.fte}, {@code edfi.amount}, {@code edfi.cents}, {@code edfi.account}, {@code edfi.fiscal-year}, {@code
 *       edfi.finance-3}: a record, left out
 * </ul>
 */
public final class EdFiOrganizations {
    private static final int LONGEST_NAME = 75;

    private static final ImmutableMap<String, Grade> GRADES = ImmutableMap.<String, Grade>builder()
            .put("prekindergarten", Grade.PRE_KINDERGARTEN)
            .put("preschool/prekindergarten", Grade.PRE_KINDERGARTEN)
            .put("transitional kindergarten", Grade.TRANSITIONAL_KINDERGARTEN)
            .put("kindergarten", Grade.KINDERGARTEN)
            .put("first grade", Grade.GRADE_1)
            .put("second grade", Grade.GRADE_2)
            .put("third grade", Grade.GRADE_3)
            .put("fourth grade", Grade.GRADE_4)
            .put("fifth grade", Grade.GRADE_5)
            .put("sixth grade", Grade.GRADE_6)
            .put("seventh grade", Grade.GRADE_7)
            .put("eighth grade", Grade.GRADE_8)
            .put("ninth grade", Grade.GRADE_9)
            .put("tenth grade", Grade.GRADE_10)
            .put("eleventh grade", Grade.GRADE_11)
            .put("twelfth grade", Grade.GRADE_12)
            .put("ungraded", Grade.UNGRADED)
            .buildOrThrow();

    private final Optional<String> version;
    private final ImmutableList<EdFiDistrict> districts;
    private final ImmutableList<EdFiSchool> schools;
    private final ImmutableMap<String, Integer> notRead;

    private EdFiOrganizations(Interchange interchange, List<EdFiDistrict> districts, List<EdFiSchool> schools) {
        this.version = interchange.version();
        this.notRead = interchange.notRead();
        this.districts = ImmutableList.copyOf(districts);
        this.schools = ImmutableList.copyOf(schools);
    }

    /**
     * Reads the interchange whose root is {@code InterchangeEducationOrganization}.
     *
     * @throws IOException if the file cannot be read
     */
    public static Loaded<EdFiOrganizations> read(Path file) throws IOException {
        return read(file, Interchange.MOST_BYTES);
    }

    static Loaded<EdFiOrganizations> read(Path file, long mostBytes) throws IOException {
        Interchange interchange = new Interchange(
                file,
                "InterchangeEducationOrganization",
                "Export the interchange from a system of version 4 or 5.",
                mostBytes);
        Organizations organizations = new Organizations();
        interchange.read(organizations);
        return interchange.loaded(
                new EdFiOrganizations(interchange, organizations.districts, organizations.schoolsWithDistrict()));
    }

    /** Collects what is read, until the districts to which schools refer are known. */
    private static final class Organizations implements Interchange.Reading {
        private final List<EdFiDistrict> districts = new ArrayList<>();
        private final List<EdFiSchool> schools = new ArrayList<>();
        private final Set<String> ids = new HashSet<>();
        /** The districts by what other elements refer to them by, and the same of each school's district. */
        private final Map<String, String> districtsByRef = new HashMap<>();

        private final Map<SchoolId, String> refs = new HashMap<>();

        @Override
        public boolean reads(String name) {
            return name.equals("LocalEducationAgency") || name.equals("School");
        }

        @Override
        public boolean isUsed(EdFiRecord element) {
            boolean isSchool = element.name().equals("School");
            Optional<String> id = element.organization(isSchool ? "SchoolId" : "LocalEducationAgencyId");
            Optional<String> name = element.requiredText(LONGEST_NAME, "NameOfInstitution");
            if (isSchool) {
                return addSchool(element, id, name);
            }
            Optional<String> category = element.optionalCode("LocalEducationAgencyCategory");
            if (element.isSound() && isFirst(element, id)) {
                districts.add(new EdFiDistrict(id.orElseThrow(), name.orElseThrow(), category));
                element.id().ifPresent(ref -> districtsByRef.put(ref, id.orElseThrow()));
            }
            return element.isSound();
        }

        private boolean addSchool(EdFiRecord element, Optional<String> id, Optional<String> name) {
            Set<Grade> grades = EnumSet.noneOf(Grade.class);
            List<String> others = new ArrayList<>();
            for (String level : element.codes("GradeLevel")) {
                Optional<Grade> grade = Optional.ofNullable(GRADES.get(level.toLowerCase(Locale.ROOT)));
                grade.ifPresentOrElse(grades::add, () -> others.add(level));
            }
            Optional<String> titleI = element.optionalCode("TitleIPartASchoolDesignation");
            Optional<String> ref = element.ref("LocalEducationAgencyReference");
            Optional<String> district = element.all("LocalEducationAgencyReference")
                                    .isEmpty()
                            || ref.isPresent()
                    ? Optional.empty()
                    : element.organization(
                            "LocalEducationAgencyReference", "LocalEducationAgencyIdentity", "LocalEducationAgencyId");
            if (element.isSound() && isFirst(element, id)) {
                SchoolId school = SchoolId.of(id.orElseThrow());
                schools.add(new EdFiSchool(
                        school, name.orElseThrow(), grades, others, element.codes("SchoolCategory"), titleI, district));
                ref.ifPresent(to -> refs.put(school, to));
            }
            return element.isSound();
        }

        private boolean isFirst(EdFiRecord element, Optional<String> id) {
            boolean isFirst = ids.add(id.orElseThrow());
            if (!isFirst) {
                element.tellTwice(id.orElseThrow());
            }
            return isFirst;
        }

        List<EdFiSchool> schoolsWithDistrict() {
            return schools.stream()
                    .map(school -> {
                        String ref = refs.get(school.id());
                        return ref == null
                                ? school
                                : new EdFiSchool(
                                        school.id(),
                                        school.name(),
                                        school.grades(),
                                        school.otherGradeLevels(),
                                        school.categories(),
                                        school.titleI(),
                                        Optional.ofNullable(districtsByRef.get(ref)));
                    })
                    .toList();
        }
    }

    /** Returns the version of the standard, such as {@code 5.2.0}; empty if the file was refused or its namespace is not known. */
    public Optional<String> version() {
        return version;
    }

    /** Returns the local education agencies, in the order of the file. */
    public List<EdFiDistrict> districts() {
        return districts;
    }

    /** Returns the schools, in the order of the file. */
    public List<EdFiSchool> schools() {
        return schools;
    }

    /**
     * Returns a school.
     *
     * @return empty if the file has none of this id
     */
    public Optional<EdFiSchool> school(SchoolId id) {
        requireNonNull(id, "id");
        return schools.stream().filter(school -> school.id().equals(id)).findFirst();
    }

    /** Returns how many records of other kinds the file has, such as courses and rooms, by the name of their element. */
    public Map<String, Integer> notRead() {
        return notRead;
    }

    /** Returns what was read, for people. */
    @Override
    public String toString() {
        return "Ed-Fi %s: districts %s, schools %s".formatted(version.orElse("of unknown version"), districts, schools);
    }
}
