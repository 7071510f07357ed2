package org.perpupil.io.edfi;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;

/**
 * Who is employed and who works where, by an Ed-Fi interchange of staff. Names, birth dates and the like are not read.
 *
 * <pre>{@code
 * EdFiStaff staff = EdFiStaff.read(Path.of("StaffAssociation.xml")).orThrow();
 * long teachers = staff.assignments().stream()
 *         .filter(assignment -> assignment.classification().equals("Teacher"))
 *         .count();
 * }</pre>
 *
 * <p>{@code rowsRead} counts staff, employments and assignments. Files, limits and codes of problems are those of
 * {@link EdFiOrganizations}.
 */
public final class EdFiStaff {
    private static final int LONGEST_POSITION = 100;

    private final Optional<String> version;
    private final int people;
    private final ImmutableList<EdFiEmployment> employments;
    private final ImmutableList<EdFiAssignment> assignments;
    private final ImmutableMap<String, Integer> notRead;

    private EdFiStaff(Interchange interchange, Reading read) {
        this.version = interchange.version();
        this.notRead = interchange.notRead();
        this.people = read.people.size();
        this.employments = ImmutableList.copyOf(read.employments);
        this.assignments = ImmutableList.copyOf(read.assignments);
    }

    /**
     * Reads the interchange whose root is {@code InterchangeStaffAssociation}.
     *
     * @throws IOException if the file cannot be read
     */
    public static Loaded<EdFiStaff> read(Path file) throws IOException {
        Interchange interchange = new Interchange(
                file,
                "InterchangeStaffAssociation",
                "Export the interchange from a system of version 4 or 5.",
                Interchange.MOST_BYTES);
        Reading reading = new Reading();
        interchange.read(reading);
        return interchange.loaded(new EdFiStaff(interchange, reading));
    }

    /** Collects what is read. */
    private static final class Reading implements Interchange.Reading {
        private static final String EMPLOYMENT = "StaffEducationOrganizationEmploymentAssociation";
        private static final String ASSIGNMENT = "StaffEducationOrganizationAssignmentAssociation";

        private final Set<String> people = new HashSet<>();
        private final List<EdFiEmployment> employments = new ArrayList<>();
        private final List<EdFiAssignment> assignments = new ArrayList<>();
        private final Set<List<Object>> identities = new HashSet<>();

        @Override
        public boolean reads(String name) {
            return name.equals("Staff") || name.equals(EMPLOYMENT) || name.equals(ASSIGNMENT);
        }

        @Override
        public boolean isUsed(EdFiRecord element) {
            if (element.name().equals("Staff")) {
                Optional<String> person = element.person("StaffUniqueId");
                if (person.isPresent() && !people.add(person.get())) {
                    element.tellTwice(person.get());
                }
                return element.isSound();
            }
            Optional<String> person = element.person("StaffReference", "StaffIdentity", "StaffUniqueId");
            Optional<String> organization = element.organization(
                    "EducationOrganizationReference", "EducationOrganizationIdentity", "EducationOrganizationId");
            Optional<BigDecimal> fte = element.fullTimeEquivalent("FullTimeEquivalency");
            return element.name().equals(EMPLOYMENT)
                    ? addEmployment(element, person, organization, fte)
                    : addAssignment(element, person, organization, fte);
        }

        private boolean addEmployment(
                EdFiRecord element, Optional<String> person, Optional<String> organization, Optional<BigDecimal> fte) {
            Optional<String> status = element.requiredCode("EmploymentStatus");
            Optional<LocalDate> hired = element.requiredDate("EmploymentPeriod", "HireDate");
            Optional<LocalDate> ended = element.optionalDate("EmploymentPeriod", "EndDate");
            Optional<Money> wage = element.optionalMoney("AnnualWage");
            if (element.isSound()
                    && isFirst(
                            element,
                            person.orElseThrow(),
                            organization.orElseThrow(),
                            status.orElseThrow(),
                            hired.orElseThrow())) {
                employments.add(new EdFiEmployment(
                        person.orElseThrow(),
                        organization.orElseThrow(),
                        status.orElseThrow(),
                        fte,
                        hired.orElseThrow(),
                        ended,
                        wage));
            }
            return element.isSound();
        }

        private boolean addAssignment(
                EdFiRecord element, Optional<String> person, Optional<String> organization, Optional<BigDecimal> fte) {
            Optional<String> classification = element.requiredCode("StaffClassification");
            Optional<String> position = element.optionalText(LONGEST_POSITION, "PositionTitle");
            Optional<LocalDate> begin = element.requiredDate("BeginDate");
            Optional<LocalDate> end = element.optionalDate("EndDate");
            if (element.isSound()
                    && isFirst(
                            element,
                            person.orElseThrow(),
                            organization.orElseThrow(),
                            classification.orElseThrow(),
                            begin.orElseThrow())) {
                assignments.add(new EdFiAssignment(
                        person.orElseThrow(),
                        organization.orElseThrow(),
                        classification.orElseThrow(),
                        position,
                        fte,
                        begin.orElseThrow(),
                        end));
            }
            return element.isSound();
        }

        /** Tells whether no record above has the same identity, as the standard has it. */
        private boolean isFirst(EdFiRecord element, String person, String organization, String as, LocalDate from) {
            boolean isFirst = identities.add(List.of(element.name(), person, organization, as, from));
            if (!isFirst) {
                element.tellTwice("%s at %s as %s from %s".formatted(person, organization, as, from));
            }
            return isFirst;
        }
    }

    /** Returns the version of the standard, such as {@code 5.2.0}; empty if the file was refused or its namespace is not known. */
    public Optional<String> version() {
        return version;
    }

    /** Returns how many people the file describes. */
    public int people() {
        return people;
    }

    /** Returns the employments, in the order of the file. */
    public List<EdFiEmployment> employments() {
        return employments;
    }

    /** Returns the assignments, in the order of the file; somebody may have several, at one school or at more. */
    public List<EdFiAssignment> assignments() {
        return assignments;
    }

    /** Returns how many records of other kinds the file has, by the name of their element. */
    public Map<String, Integer> notRead() {
        return notRead;
    }

    /** Returns what was read, for people. */
    @Override
    public String toString() {
        long unknown = assignments.stream()
                .filter(assignment -> assignment.fullTimeEquivalent().isEmpty())
                .count();
        return "Ed-Fi %s: %s people, %s employments, %s assignments, of which %s do not say what part of full time they are"
                .formatted(
                        version.orElse("of unknown version"), people, employments.size(), assignments.size(), unknown);
    }
}
