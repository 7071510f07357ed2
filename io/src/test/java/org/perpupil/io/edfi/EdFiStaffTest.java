package org.perpupil.io.edfi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.io.edfi.Xml.codes;
import static org.perpupil.io.edfi.Xml.interchange;
import static org.perpupil.io.edfi.Xml.onlyProblem;
import static org.perpupil.io.edfi.Xml.organization;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;

class EdFiStaffTest {
    private static final String PERSON =
            "<StaffReference><StaffIdentity><StaffUniqueId>7</StaffUniqueId></StaffIdentity></StaffReference>\n";

    private static final String RECORDS =
            "<Staff><StaffUniqueId>7</StaffUniqueId><BirthDate>1980-01-01</BirthDate></Staff>\n"
                    + "<StaffEducationOrganizationEmploymentAssociation>"
                    + PERSON
                    + organization("4400000")
                    + "<EmploymentStatus>uri://ed-fi.org/EmploymentStatusDescriptor#Contractual</EmploymentStatus>"
                    + "<EmploymentPeriod><HireDate>2015-08-01</HireDate></EmploymentPeriod>"
                    + "<FullTimeEquivalency>1</FullTimeEquivalency><AnnualWage>55200.5</AnnualWage>"
                    + "</StaffEducationOrganizationEmploymentAssociation>\n"
                    + assignment("4400001", "<FullTimeEquivalency>0.6250</FullTimeEquivalency>")
                    + assignment("4400002", "<EndDate>2027-06-30</EndDate>")
                    + "<StaffLeave><Reason>none</Reason></StaffLeave>\n";

    @TempDir
    Path folder;

    private static String assignment(String school, String more) {
        return "<StaffEducationOrganizationAssignmentAssociation>" + PERSON + organization(school)
                + "<StaffClassification>uri://ed-fi.org/StaffClassificationDescriptor#Teacher</StaffClassification>"
                + "<PositionTitle>Art</PositionTitle><BeginDate>2026-08-01</BeginDate>" + more
                + "</StaffEducationOrganizationAssignmentAssociation>\n";
    }

    private Loaded<EdFiStaff> read(String records) throws IOException {
        return EdFiStaff.read(Xml.write(folder, interchange("StaffAssociation", records)));
    }

    @Test
    void reads_employments_and_assignments() throws IOException {
        Loaded<EdFiStaff> loaded = read(RECORDS);
        EdFiStaff staff = loaded.orThrow();

        assertThat(staff.people()).isEqualTo(1);
        assertThat(staff.employments())
                .containsExactly(new EdFiEmployment(
                        "7",
                        "4400000",
                        "Contractual",
                        Optional.of(BigDecimal.ONE),
                        LocalDate.of(2015, 8, 1),
                        Optional.empty(),
                        Optional.of(Money.ofCents(55_200_50))));
        assertThat(staff.assignments())
                .containsExactly(
                        new EdFiAssignment(
                                "7",
                                "4400001",
                                "Teacher",
                                Optional.of("Art"),
                                Optional.of(new BigDecimal("0.625")),
                                LocalDate.of(2026, 8, 1),
                                Optional.empty()),
                        new EdFiAssignment(
                                "7",
                                "4400002",
                                "Teacher",
                                Optional.of("Art"),
                                Optional.empty(),
                                LocalDate.of(2026, 8, 1),
                                Optional.of(LocalDate.of(2027, 6, 30))));
        assertThat(staff.notRead()).containsOnlyKeys("StaffLeave");
        assertThat(loaded.rowsRead()).isEqualTo(4);
        assertThat(staff)
                .hasToString(
                        "Ed-Fi 5.2.0: 1 people, 1 employments, 2 assignments, of which 1 do not say what part of full time "
                                + "they are");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1.0000", "12345", "9.9999", "0.0001", ".5", "1."})
    void reads_a_full_time_equivalent_of_five_digits_and_four_decimals(String text) throws IOException {
        EdFiStaff staff = read(RECORDS.replace("0.6250", text)).orThrow();

        assertThat(staff.assignments().get(0).fullTimeEquivalent().orElseThrow())
                .isEqualByComparingTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456", "0.00001", "10.9999", "-1", "1e0", "half", "1,5", "100000"})
    void tells_a_full_time_equivalent_that_the_standard_does_not_have(String text) throws IOException {
        Loaded<EdFiStaff> loaded = read(RECORDS.replace("0.6250", text));

        assertThat(onlyProblem(loaded).code()).isEqualTo("edfi.fte");
        assertThat(onlyProblem(loaded).place())
                .endsWith("StaffEducationOrganizationAssignmentAssociation/FullTimeEquivalency");
        assertThat(loaded.value().assignments()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "55200.5,55200.505,edfi.cents",
        "55200.5,'$55,200',edfi.amount",
        "55200.5,100000000000000000,edfi.amount",
        "2015-08-01,2015,edfi.date",
        "StaffClassificationDescriptor#Teacher,StaffClassificationDescriptor#,edfi.missing"
    })
    void tells_a_record_with_a_fault(String old, String with, String code) throws IOException {
        assertThat(codes(read(RECORDS.replace(old, with)))).contains(code).containsOnly(code);
    }

    @Test
    void tells_people_employments_and_assignments_that_stand_there_twice() throws IOException {
        Loaded<EdFiStaff> loaded = read(RECORDS + RECORDS);

        assertThat(codes(loaded)).hasSize(4).containsOnly("edfi.twice");
        assertThat(loaded.value().people()).isEqualTo(1);
        assertThat(loaded.value().assignments()).hasSize(2);
    }

    @Test
    void reads_the_published_staff() throws IOException {
        EdFiStaff staff = EdFiStaff.read(Xml.published("StaffAssociation.xml")).orThrow();

        // Counted with Python 3 xml.etree in the published file.
        assertThat(staff.people()).isEqualTo(68);
        assertThat(staff.employments()).hasSize(68);
        assertThat(staff.assignments()).hasSize(69);
        // Counted with Python 3 xml.etree in the published file: wages of 4,041,600 in all.
        assertThat(Money.total(staff.employments().stream()
                        .map(employment -> employment.annualWage().orElseThrow())
                        .toList()))
                .isEqualTo(Money.ofDollars(4_041_600));
        // Counted with Python 3 xml.etree in the published file; 55 teachers, of 69 by organisation.
        assertThat(staff.assignments().stream()
                        .filter(assignment -> assignment.classification().equals("Teacher")))
                .hasSize(55);
        assertThat(staff.assignments().stream()
                        .collect(Collectors.groupingBy(EdFiAssignment::organization, Collectors.counting())))
                .containsOnly(
                        org.assertj.core.api.Assertions.entry("255901107", 30L),
                        org.assertj.core.api.Assertions.entry("255901001", 19L),
                        org.assertj.core.api.Assertions.entry("255901044", 17L),
                        org.assertj.core.api.Assertions.entry("255901", 3L));
        // Two assignments have 0.5, the others say nothing.
        assertThat(staff.assignments().stream()
                        .map(EdFiAssignment::fullTimeEquivalent)
                        .flatMap(Optional::stream))
                .containsExactly(new BigDecimal("0.5"), new BigDecimal("0.5"));
        assertThat(staff.notRead())
                .containsEntry("StaffSectionAssociation", 528)
                .containsEntry("StaffSchoolAssociation", 56);
    }
}
