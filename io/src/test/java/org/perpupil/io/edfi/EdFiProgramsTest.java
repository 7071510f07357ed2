package org.perpupil.io.edfi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.io.edfi.Xml.interchange;
import static org.perpupil.io.edfi.Xml.onlyProblem;
import static org.perpupil.io.edfi.Xml.organization;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.problem.Loaded;

class EdFiProgramsTest {
    @TempDir
    Path folder;

    private static String in(String program, String student, String dates) {
        String element = "Student%sProgramAssociation".formatted(program);
        return "<" + element + "><StudentReference><StudentIdentity><StudentUniqueId>" + student
                + "</StudentUniqueId></StudentIdentity></StudentReference>\n<ProgramReference><ProgramIdentity>"
                + organization("4400000 ") + "<ProgramName>" + program + " Program</ProgramName>"
                + "<ProgramType>uri://ed-fi.org/ProgramTypeDescriptor#" + (program.isEmpty() ? "Bilingual" : program)
                + "</ProgramType></ProgramIdentity></ProgramReference>\n" + dates + organization("4400000") + "</"
                + element + ">\n";
    }

    private static String in(String program, String student) {
        return in(program, student, "<BeginDate>2026-08-30</BeginDate>");
    }

    private Path file(String records) {
        return Xml.write(folder, interchange("StudentProgram", records));
    }

    @Test
    void counts_associations_and_each_pupil_once() throws IOException {
        EdFiPrograms programs = EdFiPrograms.read(file(in("Homeless", "1")
                        + in("Homeless", "2")
                        + in("MigrantEducation", "2")
                        + in("MigrantEducation", "3")
                        + in("", "3")))
                .orThrow();

        // By hand: five associations of the pupils 1, 2 and 3.
        assertThat(programs.associations()).isEqualTo(5);
        assertThat(programs.students()).isEqualTo(3);
        assertThat(programs.students(program -> program.type().equals("Homeless")))
                .isEqualTo(2);
        assertThat(programs.associations(
                        program -> program.association().equals("StudentMigrantEducationProgramAssociation")))
                .isEqualTo(2);
        assertThat(programs.programs()).hasSize(3);
        assertThat(programs.organizations()).containsExactly("4400000");
        assertThat(programs)
                .hasToString(
                        "Ed-Fi 5.2.0: 3 pupils in 5 associations with 3 programs. They are counted by the organisations that "
                                + "the file names, 4400000; where these are districts, a school's pupils have to come from another "
                                + "file.");
    }

    @ParameterizedTest
    @CsvSource({"2026-08-29,0", "2026-08-30,2", "2026-12-17,2", "2026-12-18,1"})
    void counts_what_is_in_force_on_a_date(LocalDate on, int students) throws IOException {
        Loaded<EdFiPrograms> loaded = EdFiPrograms.read(
                file(in("Homeless", "1")
                        + in("Homeless", "2", "<BeginDate>2026-08-30</BeginDate><EndDate>2026-12-17</EndDate>")),
                on);

        assertThat(loaded.orThrow().students()).isEqualTo(students);
        assertThat(loaded.value().notInForce()).isEqualTo(2 - students);
        assertThat(loaded.rowsUsed()).isEqualTo(2);
    }

    @Test
    void an_association_that_stands_there_twice_counts_once() throws IOException {
        Loaded<EdFiPrograms> loaded = EdFiPrograms.read(file(
                in("Homeless", "1") + in("Homeless", "1") + in("Homeless", "1", "<BeginDate>2027-01-10</BeginDate>")));

        assertThat(onlyProblem(loaded).found()).isEqualTo("the pupil in Homeless Program from 2026-08-30 again");
        // The pupil left and came back, which is two associations of one pupil.
        assertThat(loaded.value().associations()).isEqualTo(2);
        assertThat(loaded.value().students()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "<BeginDate>2026-08-30</BeginDate>,<BeginDate>30/08/2026</BeginDate>,edfi.date",
        "<BeginDate>2026-08-30</BeginDate>,'',edfi.missing",
        "<StudentUniqueId>1</StudentUniqueId>,<StudentUniqueId>123456789012345678901234567890123</StudentUniqueId>,edfi.length",
        "'4400000 ',44x,edfi.id"
    })
    void tells_an_association_with_a_fault(String old, String with, String code) throws IOException {
        Loaded<EdFiPrograms> loaded =
                EdFiPrograms.read(file(in("Homeless", "1").replace(old, with) + in("Homeless", "2")));

        assertThat(onlyProblem(loaded).code()).isEqualTo(code);
        assertThat(loaded.value().students()).isEqualTo(1);
    }

    @Test
    void tells_a_reference_that_does_not_say_to_whom() throws IOException {
        Loaded<EdFiPrograms> loaded = EdFiPrograms.read(file(in("Homeless", "1")
                .replaceFirst("<StudentReference>.*</StudentReference>", "<StudentReference ref=\"S1\"/>")));

        assertThat(onlyProblem(loaded).message())
                .endsWith("StudentHomelessProgramAssociation/StudentReference: found a reference to \"S1\"; allowed: "
                        + "StudentReference/StudentIdentity/StudentUniqueId within the reference. Export references with the "
                        + "identity of what they refer to.");
    }

    @Test
    void reads_the_published_programs() throws IOException {
        EdFiPrograms programs =
                EdFiPrograms.read(Xml.published("StudentProgram.xml")).orThrow();

        // Ed-Fi Data Standard 5.2, sample StudentProgram.xml, counted by its elements: 545 pupils in 706 associations.
        assertThat(programs.associations()).isEqualTo(706);
        assertThat(programs.students()).isEqualTo(545);
        assertThat(of(programs, "SpecialEducation")).isEqualTo(97);
        assertThat(of(programs, "LanguageInstruction")).isEqualTo(38);
        assertThat(of(programs, "SchoolFoodService")).isEqualTo(82);
        assertThat(of(programs, "MigrantEducation")).isEqualTo(275);
        assertThat(of(programs, "Homeless")).isEqualTo(11);
        // Counted with Python 3 xml.etree in the published file: 40 bilingual, 86 gifted.
        assertThat(of(programs, "")).isEqualTo(126);
        assertThat(programs.organizations()).containsExactly("255901");
        assertThat(programs.programs()).hasSize(11);
    }

    private static int of(EdFiPrograms programs, String kind) {
        return programs.associations(
                program -> program.association().equals("Student%sProgramAssociation".formatted(kind)));
    }

    @Test
    void reads_the_published_programs_on_a_date() throws IOException {
        EdFiPrograms programs = EdFiPrograms.read(Xml.published("StudentProgram.xml"), LocalDate.of(2021, 10, 1))
                .orThrow();

        // Counted with Python 3 xml.etree in the published file, BeginDate and EndDate compared as text.
        assertThat(programs.associations()).isEqualTo(703);
        assertThat(programs.notInForce()).isEqualTo(706 - 703);
        assertThat(programs.students()).isEqualTo(544);
    }
}
