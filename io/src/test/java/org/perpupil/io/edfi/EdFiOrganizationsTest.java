package org.perpupil.io.edfi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.io.edfi.Xml.codes;
import static org.perpupil.io.edfi.Xml.interchange;
import static org.perpupil.io.edfi.Xml.onlyProblem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.district.SchoolId;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;

class EdFiOrganizationsTest {
    private static final String DISTRICT = """
            <LocalEducationAgency id="LEA_1">
              <NameOfInstitution>Lakeside District</NameOfInstitution>
              <LocalEducationAgencyId>4400000 </LocalEducationAgencyId>
              <LocalEducationAgencyCategory>uri://ed-fi.org/LocalEducationAgencyCategoryDescriptor#Independent</LocalEducationAgencyCategory>
            </LocalEducationAgency>
            """;

    private static final String SCHOOL = """
            <School>
              <NameOfInstitution>Oak &amp; Elm School</NameOfInstitution>
              <SchoolId>4400001</SchoolId>
              <GradeLevel>uri://ed-fi.org/GradeLevelDescriptor#First grade</GradeLevel>
              <GradeLevel>uri://ed-fi.org/GradeLevelDescriptor#Kindergarten</GradeLevel>
              <GradeLevel>uri://lakeside.example/GradeLevelDescriptor#Infant/toddler</GradeLevel>
              <SchoolCategory>uri://ed-fi.org/SchoolCategoryDescriptor#Elementary School</SchoolCategory>
              <TitleIPartASchoolDesignation>uri://ed-fi.org/TitleIPartASchoolDesignationDescriptor#Title I Schoolwide School</TitleIPartASchoolDesignation>
              <LocalEducationAgencyReference ref="LEA_1">
              </LocalEducationAgencyReference>
            </School>
            """;

    private static final String COURSE = "<Course><CourseCode>ALG-1</CourseCode></Course>\n";

    @TempDir
    Path folder;

    private Loaded<EdFiOrganizations> read(String records) throws IOException {
        return EdFiOrganizations.read(Xml.write(folder, interchange("EducationOrganization", records)));
    }

    @Test
    void reads_schools_with_their_grades_and_their_district_which_may_stand_below() throws IOException {
        Loaded<EdFiOrganizations> loaded = read(SCHOOL + COURSE + DISTRICT + COURSE);
        EdFiOrganizations organizations = loaded.orThrow();

        assertThat(organizations.version()).contains("5.2.0");
        assertThat(organizations.districts())
                .containsExactly(new EdFiDistrict("4400000", "Lakeside District", Optional.of("Independent")));
        EdFiSchool school = organizations.school(SchoolId.of("4400001")).orElseThrow();
        assertThat(school.name()).isEqualTo("Oak & Elm School");
        assertThat(school.grades()).containsExactly(Grade.KINDERGARTEN, Grade.GRADE_1);
        assertThat(school.otherGradeLevels()).containsExactly("Infant/toddler");
        assertThat(school.categories()).containsExactly("Elementary School");
        assertThat(school.titleI()).contains("Title I Schoolwide School");
        assertThat(school.district()).contains("4400000");
        assertThat(school.span("primary")).contains(GradeSpan.of("primary", "K", "1"));
        assertThat(organizations.notRead()).containsOnly(org.assertj.core.api.Assertions.entry("Course", 2));
        // The school and the district.
        assertThat(loaded.rowsRead()).isEqualTo(2);
        assertThat(loaded.rowsUsed()).isEqualTo(2);
        assertThat(organizations)
                .hasToString(
                        "Ed-Fi 5.2.0: districts [Lakeside District (4400000)], schools [Oak & Elm School (4400001)]");
    }

    @Test
    void reads_a_district_by_its_identity() throws IOException {
        EdFiOrganizations organizations = read(SCHOOL.replaceAll(
                        "<LocalEducationAgencyReference ref=\"LEA_1\">",
                        "<LocalEducationAgencyReference><LocalEducationAgencyIdentity><LocalEducationAgencyId>004400000"
                                + "</LocalEducationAgencyId></LocalEducationAgencyIdentity>"))
                .orThrow();

        assertThat(organizations.schools().get(0).district()).contains("4400000");
    }

    @Test
    void finds_elements_by_their_local_names() throws IOException {
        String prefixed = interchange("EducationOrganization", SCHOOL)
                .replaceAll("<(/?)([A-Z])", "<$1e:$2")
                .replace("xmlns=", "xmlns:e=");

        assertThat(EdFiOrganizations.read(Xml.write(folder, prefixed)).orThrow().schools())
                .hasSize(1);
    }

    @Test
    void has_no_span_of_grades_with_a_gap() throws IOException {
        EdFiOrganizations organizations =
                read(SCHOOL.replace("Kindergarten", "Prekindergarten")).orThrow();

        EdFiSchool school = organizations.schools().get(0);
        assertThat(school.grades()).isEqualTo(Set.of(Grade.PRE_KINDERGARTEN, Grade.GRADE_1));
        assertThat(school.span("primary")).isEmpty();
        assertThat(school.district()).isEmpty();
    }

    @Test
    void tells_what_a_school_lacks_with_line_column_and_path() throws IOException {
        Loaded<EdFiOrganizations> loaded = read(
                SCHOOL.replace("Oak &amp; Elm School", " ").replace("<SchoolId>4400001</SchoolId>", "") + DISTRICT);

        // The tag <School> is the third line of the file and 8 characters long, so that column 9 follows it; the tag of
        // the name is 2
        // blanks and 19 characters.
        assertThat(loaded.problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        id -> assertThat(id)
                                .endsWith(
                                        "Ed-Fi.xml, line 3, column 9, School: found no SchoolId; allowed: the element with a "
                                                + "text. Export the record with it; the standard requires it."),
                        name -> assertThat(name)
                                .contains(
                                        "Ed-Fi.xml, line 4, column 22, School/NameOfInstitution: found nothing; allowed: a text."));
        assertThat(loaded.value().districts()).hasSize(1);
        assertThat(loaded.value().schools()).isEmpty();
        assertThat(loaded.rowsRead() - loaded.rowsUsed()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "<SchoolId>4400001</SchoolId>,<SchoolId>44-1</SchoolId>,edfi.id",
        "<SchoolId>4400001</SchoolId>,'',edfi.missing",
        "<SchoolId>4400001</SchoolId>,<SchoolId>1</SchoolId><SchoolId>2</SchoolId>,edfi.several",
        "Oak &amp; Elm,A school whose name has seventy-six characters and so is one too long for it is,edfi.length"
    })
    void tells_a_school_with_a_fault(String old, String with, String code) throws IOException {
        assertThat(codes(read(SCHOOL.replace(old, with)))).containsExactly(code);
    }

    @Test
    void tells_a_school_that_stands_there_twice() throws IOException {
        Loaded<EdFiOrganizations> loaded = read(SCHOOL + SCHOOL);

        assertThat(onlyProblem(loaded).code()).isEqualTo("edfi.twice");
        assertThat(loaded.value().schools()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://ed-fi.org/5.2.0,5.2.0",
        "http://ed-fi.org/5.0.0,5.0.0",
        "http://ed-fi.org/4.0.0-a,4.0.0-a",
        "http://ed-fi.org/0400,4.0"
    })
    void the_namespace_is_the_version(String namespace, String version) throws IOException {
        Path file = Xml.write(folder, interchange("EducationOrganization", namespace, SCHOOL));

        assertThat(EdFiOrganizations.read(file).orThrow().version()).contains(version);
    }

    @ParameterizedTest
    @CsvSource({"http://ed-fi.org/0310,3.1", "http://ed-fi.org/0320b,3.2b", "http://ed-fi.org/3.3.0,3.3.0"})
    void refuses_an_older_version(String namespace, String version) throws IOException {
        Loaded<EdFiOrganizations> loaded =
                EdFiOrganizations.read(Xml.write(folder, interchange("EducationOrganization", namespace, SCHOOL)));

        assertThat(onlyProblem(loaded).code()).isEqualTo("edfi.version");
        assertThat(onlyProblem(loaded).found()).isEqualTo("Ed-Fi %s (\"%s\")".formatted(version, namespace));
        assertThat(loaded.value().schools()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://ed-fi.org/6.0.0,edfi.version-new",
        "http://ed-fi.org/latest,edfi.namespace",
        "https://schools.example/,edfi.namespace",
        "'',edfi.namespace"
    })
    void tells_a_namespace_that_is_not_known_and_reads_on(String namespace, String code) throws IOException {
        Loaded<EdFiOrganizations> loaded =
                EdFiOrganizations.read(Xml.write(folder, interchange("EducationOrganization", namespace, SCHOOL)));

        assertThat(onlyProblem(loaded).code()).isEqualTo(code);
        assertThat(loaded.value().schools()).hasSize(1);
    }

    @Test
    void refuses_another_interchange() throws IOException {
        Loaded<EdFiOrganizations> loaded = EdFiOrganizations.read(Xml.write(folder, interchange("Finance", "")));

        assertThat(onlyProblem(loaded).message())
                .contains("found the root element \"InterchangeFinance\"; allowed: InterchangeEducationOrganization");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x>",
                "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">",
                "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE x [<?pi?>",
                "<!DOCTYPE",
                "<<!DOCTYPE x [\u0000"
            })
    void refuses_a_document_type(String type) throws IOException {
        String text = interchange("EducationOrganization", SCHOOL.replace("Oak", "&e;"));

        Loaded<EdFiOrganizations> loaded =
                EdFiOrganizations.read(Xml.write(folder, text.replace("?>\n", "?>\n" + type + "\n")));

        assertThat(onlyProblem(loaded).code()).isEqualTo("edfi.doctype");
        assertThat(onlyProblem(loaded).found()).isEqualTo("a document type (DOCTYPE)");
        assertThat(loaded.value().schools()).isEmpty();
    }

    @Test
    void refuses_an_entity_that_nobody_declares() throws IOException {
        Loaded<EdFiOrganizations> loaded = read(SCHOOL.replace("Oak", "&oak;"));

        assertThat(loaded.problems()).hasSize(1);
        assertThat(loaded.value().schools()).isEmpty();
    }

    @Test
    void a_file_that_is_cut_is_one_problem_with_its_place() throws IOException {
        String whole = interchange("EducationOrganization", DISTRICT + SCHOOL);
        Loaded<EdFiOrganizations> loaded =
                EdFiOrganizations.read(Xml.write(folder, whole.substring(0, whole.indexOf("4400001") + 3)));

        assertThat(onlyProblem(loaded).code()).isEqualTo("edfi.not-xml");
        // The file ends in its tenth line: two lines before the district, its five lines, and three of the school.
        assertThat(onlyProblem(loaded).place())
                .contains("Ed-Fi.xml, line 10, column ")
                .endsWith(", InterchangeEducationOrganization/School/SchoolId");
        assertThat(loaded.value().districts()).hasSize(1);
        assertThat(loaded.rowsRead() - loaded.rowsUsed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no XML", "<a", "<?xml version=\"1.0\"?>", "<a></b>", "PK\u0003\u0004"})
    void refuses_what_is_no_xml(String text) throws IOException {
        Loaded<EdFiOrganizations> loaded = EdFiOrganizations.read(Xml.write(folder, text));

        assertThat(loaded.problems()).hasSize(1);
        assertThat(loaded.problems().get(0).code()).isIn("edfi.not-xml", "edfi.interchange");
    }

    @Test
    void refuses_bytes_that_are_not_utf_8() throws IOException {
        Path file = folder.resolve("latin.xml");
        Files.write(
                file,
                interchange("EducationOrganization", DISTRICT.repeat(100) + SCHOOL.replace("Oak", "Chêne"))
                        .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(EdFiOrganizations.read(file).problems())
                .last()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("edfi.not-utf8"));
    }

    @Test
    void refuses_another_encoding() throws IOException {
        Loaded<EdFiOrganizations> loaded = EdFiOrganizations.read(
                Xml.write(folder, interchange("EducationOrganization", SCHOOL).replace("\"UTF-8\"", "\"ISO-8859-1\"")));

        assertThat(onlyProblem(loaded).message())
                .endsWith(
                        "Ed-Fi.xml: found the encoding \"ISO-8859-1\"; allowed: XML in UTF-8. Export the file in UTF-8; nothing "
                                + "from here on was read.");
    }

    @Test
    void passes_over_a_byte_order_mark_and_reads_other_line_ends() throws IOException {
        String text = '\uFEFF' + interchange("EducationOrganization", SCHOOL).replace("\n", "\r\n");

        assertThat(EdFiOrganizations.read(Xml.write(folder, text)).orThrow().schools())
                .hasSize(1);
    }

    @Test
    void refuses_a_file_that_is_too_large() throws IOException {
        Path file = Xml.write(folder, interchange("EducationOrganization", SCHOOL));

        assertThat(onlyProblem(EdFiOrganizations.read(file, 500)).code()).isEqualTo("edfi.limit");
    }

    @ParameterizedTest
    @CsvSource({"a,100001,''", "<b/>,10001,''", "<b>,30,''", "<!--x,2500000,-->", "'<b a=\"x',2500000,'\"/>'"})
    void refuses_a_record_that_fills_the_memory(String begin, int times, String end) throws IOException {
        String content = end.isEmpty() ? begin.repeat(times) : begin + "xx".repeat(times) + end;

        Loaded<EdFiOrganizations> loaded = read("<Course>" + content);

        assertThat(onlyProblem(loaded).code()).isEqualTo("edfi.limit");
        assertThat(onlyProblem(loaded).place()).contains("InterchangeEducationOrganization");
    }

    @Test
    void refuses_names_without_end() throws IOException {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < 20_001; i++) {
            records.append("<n").append(i).append("/>");
        }

        assertThat(onlyProblem(read(records.toString())).code()).isEqualTo("edfi.limit");
    }

    @Test
    void tells_what_stands_behind_the_root() throws IOException {
        Loaded<EdFiOrganizations> loaded =
                EdFiOrganizations.read(Xml.write(folder, interchange("EducationOrganization", SCHOOL) + "<more/>"));

        assertThat(onlyProblem(loaded).code()).isEqualTo("edfi.not-xml");
        assertThat(loaded.value().schools()).hasSize(1);
    }

    @Test
    void reads_the_published_district() throws IOException {
        EdFiOrganizations organizations = EdFiOrganizations.read(Xml.published("EducationOrganization.xml"))
                .orThrow();

        // Ed-Fi Data Standard 5.2, sample EducationOrganization.xml: 1 district, 3 schools.
        assertThat(organizations.districts())
                .containsExactly(new EdFiDistrict("255901", "Grand Bend ISD", Optional.of("Independent")));
        assertThat(organizations.schools())
                .extracting(school -> school.id().value())
                .containsExactly("255901001", "255901044", "255901107");
        // The grade levels of the three schools in the same file.
        assertThat(organizations.schools())
                .extracting(school -> school.span("span").orElseThrow())
                .containsExactly(
                        GradeSpan.of("span", "9", "12"),
                        GradeSpan.of("span", "6", "8"),
                        GradeSpan.of("span", "1", "5"));
        assertThat(organizations.schools()).allSatisfy(school -> {
            assertThat(school.titleI()).contains("Not A Title I School");
            assertThat(school.district()).contains("255901");
        });
        // Counted with Python 3 xml.etree in the published file.
        assertThat(organizations.notRead())
                .containsEntry("Course", 84)
                .containsEntry("Location", 56)
                .hasSize(11);
    }
}
