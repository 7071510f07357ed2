package org.perpupil.io.oneroster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.district.SchoolId;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

class OneRosterTest {
    private static final SchoolId OAK = SchoolId.of("s1");
    private static final SchoolId ELM = SchoolId.of("s2");
    private static final GradeSpan KINDERGARTEN = GradeSpan.of(Grade.KINDERGARTEN);
    private static final GradeSpan FIRST = GradeSpan.of(Grade.GRADE_1);
    private static final OneRosterOptions POVERTY_TOLD =
            OneRosterOptions.usual().needFrom(POVERTY, "metadata.frl", Set.of("f", "R"), Set.of("P"));

    @TempDir
    Path folder;

    @Test
    void counts_each_pupil_of_version_1_1_once_in_every_school_it_names() throws IOException {
        OneRoster roster = OneRoster.read(RosterSet.of("1.1").in(folder)).orThrow();

        assertThat(roster.version()).contains("1.1");
        // By hand: p1 in kindergarten, p2 in the first grade of both schools, p3 in the second school and its district,
        // p4 in a department
        // of the first school; p5 is to be deleted.
        assertThat(roster.headCounts())
                .containsOnlyKeys(OAK, ELM)
                .containsEntry(
                        OAK,
                        Enrollment.in(KINDERGARTEN)
                                .pupils(1)
                                .in(FIRST)
                                .pupils(2)
                                .build())
                .containsEntry(ELM, Enrollment.in(FIRST).pupils(2).build());
        assertThat(roster.pupils()).isEqualTo(4);
        assertThat(roster.pupilsInSeveralSchools()).isEqualTo(1);
        // The school s3 and the pupil p5; the teacher t1.
        assertThat(roster.passedOver(OneRoster.Reason.TO_BE_DELETED)).isEqualTo(2);
        assertThat(roster.passedOver(OneRoster.Reason.NOT_A_PUPIL)).isEqualTo(1);
        assertThat(roster.schools().keySet()).containsExactly(OAK, ELM);
        assertThat(roster.orgs()).extracting(OneRosterOrg::sourcedId).containsExactly("d", "s1", "s2", "m");
    }

    @Test
    void takes_the_schools_of_version_1_2_from_the_roles() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(RosterSet.of("1.2").in(folder));
        OneRoster roster = loaded.orThrow();

        assertThat(roster.version()).contains("1.2");
        // By hand: p1 and p2 in the first school, p2 and p3 in the second.
        assertThat(roster.headCounts())
                .containsEntry(
                        OAK,
                        Enrollment.in(KINDERGARTEN)
                                .pupils(1)
                                .in(FIRST)
                                .pupils(1)
                                .build())
                .containsEntry(ELM, Enrollment.in(FIRST).pupils(2).build());
        assertThat(roster.pupilsInSeveralSchools()).isEqualTo(1);
        // 5 organisations, 5 roles and 4 users.
        assertThat(loaded.rowsRead()).isEqualTo(14);
        assertThat(loaded.rowsUsed()).isEqualTo(14);
    }

    @Test
    void counts_primary_roles_only_where_that_is_asked_for() throws IOException {
        OneRoster roster = OneRoster.read(
                        RosterSet.of("1.2").in(folder), OneRosterOptions.usual().primaryRolesOnly())
                .orThrow();

        // The second role of p2 is secondary, so that only p3 is left in the second school.
        assertThat(roster.headCounts())
                .containsEntry(ELM, Enrollment.in(FIRST).pupils(1).build());
        assertThat(roster.pupilsInSeveralSchools()).isZero();
        assertThat(roster.passedOver(OneRoster.Reason.NOT_PRIMARY)).isEqualTo(1);
    }

    @Test
    void counts_the_roles_in_force_on_a_date() throws IOException {
        OneRoster roster = OneRoster.read(
                        RosterSet.of("1.2").in(folder), OneRosterOptions.usual().on(LocalDate.of(2026, 10, 1)))
                .orThrow();

        // The role of p3 begins in November, so that only p2 is left in the second school.
        assertThat(roster.headCounts())
                .containsEntry(ELM, Enrollment.in(FIRST).pupils(1).build());
        assertThat(roster.passedOver(OneRoster.Reason.NOT_IN_FORCE)).isEqualTo(1);
        // p3 has no role left.
        assertThat(roster.pupils()).isEqualTo(2);
    }

    @Test
    void refuses_a_date_that_can_be_read_two_ways() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(
                RosterSet.of("1.2")
                        .replacing("roles.csv", "2026-11-01", "1/11/2026")
                        .in(folder),
                OneRosterOptions.usual().on(LocalDate.of(2026, 10, 1)));

        assertThat(onlyProblem(loaded).message())
                .endsWith(
                        "roles.csv, line 6, column \"beginDate\": found \"1/11/2026\"; allowed: a date as the standard "
                                + "writes it, such as 2026-10-01. Export dates in this form; 1/05/2026 would be January in one "
                                + "country and May in another.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void version_1_1_refuses_options_that_it_cannot_know(boolean primary) throws IOException {
        OneRosterOptions options = primary
                ? OneRosterOptions.usual().primaryRolesOnly()
                : OneRosterOptions.usual().on(LocalDate.of(2026, 10, 1));

        Loaded<OneRoster> loaded = OneRoster.read(RosterSet.of("1.1").in(folder), options);

        assertThat(onlyProblem(loaded).code()).isEqualTo("oneroster.option");
    }

    @Test
    void says_which_needs_it_cannot_know() throws IOException {
        OneRoster roster = OneRoster.read(RosterSet.of("1.1").in(folder)).orThrow();

        assertThat(roster.needs()).isEmpty();
        assertThat(roster.needsNotKnown()).contains(POVERTY, ENGLISH_LEARNER);
        assertThat(roster.headCounts().get(OAK).count(POVERTY)).isEmpty();
        assertThat(roster)
                .hasToString("OneRoster 1.1: 2 schools, 4 pupils in 2 of them, 1 in several; 2 records to be deleted. "
                        + "OneRoster has no element for needs, so that these are not known, which is not none: poverty, "
                        + "English learner, special education, foster, homeless, migrant.");
    }

    @Test
    void reads_a_need_from_a_column_of_the_districts_own() throws IOException {
        OneRoster roster =
                OneRoster.read(RosterSet.of("1.1").in(folder), POVERTY_TOLD).orThrow();

        // By hand: in the first school p1 has F, p2 and p4 have P; in the second p2 has P, p3 has R.
        assertThat(roster.headCounts().get(OAK).count(POVERTY)).contains(PupilCount.of(1));
        assertThat(roster.headCounts().get(ELM).count(POVERTY)).contains(PupilCount.of(1));
        assertThat(roster.needs()).containsExactly(POVERTY);
        assertThat(roster.needsNotKnown()).contains(ENGLISH_LEARNER).doesNotContain(POVERTY);
    }

    @Test
    void counts_a_combination_of_needs_with_each_pupil_once() throws IOException {
        PupilGroup either = PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER);
        PupilGroup both = PupilGroup.allOf(POVERTY, ENGLISH_LEARNER);
        PupilGroup poorOnly = POVERTY.butNot(ENGLISH_LEARNER);
        PupilGroup notPoor = NeedCategory.ALL_PUPILS.butNot(POVERTY);
        Path set = RosterSet.of("1.1").with("users.csv", """
                        sourcedId,orgSourcedIds,role,grades,metadata.frl,metadata.el
                        p1,s1,student,01,F,Y
                        p2,s1,student,01,F,N
                        p3,s1,student,01,P,N
                        p4,s1,student,02,F,
                        p5,s1,student,03,P,
                        """).in(folder);

        OneRosterOptions options = POVERTY_TOLD
                .needFrom(ENGLISH_LEARNER, "metadata.el", Set.of("Y"), Set.of("N"))
                .counting(either)
                .counting(both)
                .counting(poorOnly)
                .counting(notPoor);
        Enrollment oak = OneRoster.read(set, options).orThrow().headCounts().get(OAK);

        // By hand: p1 has both needs, p2 one, p3 none.
        assertThat(oak.count(either, FIRST)).contains(PupilCount.of(2));
        assertThat(oak.count(both, FIRST)).contains(PupilCount.of(1));
        assertThat(oak.count(poorOnly, FIRST)).contains(PupilCount.of(1));
        assertThat(oak.count(notPoor, FIRST)).contains(PupilCount.of(1));
        // Who is poor has one of both needs whatever the other is, and only the other tells whether both.
        GradeSpan second = GradeSpan.of(Grade.GRADE_2);
        assertThat(oak.count(either, second)).contains(PupilCount.of(1));
        assertThat(oak.count(both, second)).isEmpty();
        assertThat(oak.count(poorOnly, second)).isEmpty();
        // Who is not poor cannot have both needs, and only the other tells whether one.
        GradeSpan third = GradeSpan.of(Grade.GRADE_3);
        assertThat(oak.count(either, third)).isEmpty();
        assertThat(oak.count(both, third)).contains(PupilCount.ZERO);
        assertThat(oak.count(poorOnly, third)).contains(PupilCount.ZERO);
    }

    @Test
    void a_combination_without_a_column_of_its_needs_is_not_known() throws IOException {
        PupilGroup either = PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER);
        Loaded<OneRoster> loaded = OneRoster.read(
                RosterSet.of("1.1").in(folder),
                POVERTY_TOLD
                        .needFrom(ENGLISH_LEARNER, "metadata.el", Set.of("Y"), Set.of("N"))
                        .counting(either));

        assertThat(codes(loaded)).containsExactly("csv.column-missing");
        // In the first school p1 has F, p2 and p4 have P, so that whether these have one of the needs is not known.
        assertThat(loaded.value().headCounts().get(OAK).count(either)).isEmpty();
        assertThat(loaded.value().headCounts().get(OAK).count(either, KINDERGARTEN))
                .contains(PupilCount.of(1));
    }

    @Test
    void a_cell_without_a_word_leaves_the_need_of_its_grade_unknown() throws IOException {
        OneRoster roster = OneRoster.read(
                        RosterSet.of("1.1")
                                .replacing("users.csv", "s1,student,KG,F", "s1,student,KG,")
                                .in(folder),
                        POVERTY_TOLD)
                .orThrow();

        Enrollment oak = roster.headCounts().get(OAK);
        assertThat(oak.count(POVERTY)).isEmpty();
        assertThat(oak.count(POVERTY, KINDERGARTEN)).isEmpty();
        // p2 and p4 have P.
        assertThat(oak.count(POVERTY, FIRST)).contains(PupilCount.ZERO);
    }

    @Test
    void a_cell_without_a_word_is_no_where_the_options_say_so() throws IOException {
        OneRoster roster = OneRoster.read(
                        RosterSet.of("1.1")
                                .replacing("users.csv", "s1,student,KG,F", "s1,student,KG,")
                                .in(folder),
                        OneRosterOptions.usual().needFrom(POVERTY, "metadata.frl", Set.of("F", "R"), Set.of("P", "")))
                .orThrow();

        assertThat(roster.headCounts().get(OAK).count(POVERTY)).contains(PupilCount.ZERO);
    }

    @Test
    void tells_a_word_that_is_neither_yes_nor_no_and_counts_the_pupil() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(
                RosterSet.of("1.1")
                        .replacing("users.csv", "s1,student,KG,F", "s1,student,KG,X")
                        .in(folder),
                POVERTY_TOLD);

        assertThat(onlyProblem(loaded).message())
                .endsWith(
                        "users.csv, line 3, column \"metadata.frl\": found \"X\"; allowed: \"f\", \"r\" for yes, or \"p\""
                                + " for no. Name the word in the options; whether the pupil has the need is not known.");
        assertThat(loaded.value().headCounts().get(OAK).count(POVERTY)).isEmpty();
        assertThat(loaded.value().pupils()).isEqualTo(4);
        assertThat(loaded.rowsUsed()).isEqualTo(loaded.rowsRead());
    }

    @Test
    void tells_that_the_column_of_a_need_is_missing() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(
                RosterSet.of("1.1").in(folder),
                OneRosterOptions.usual().needFrom(ENGLISH_LEARNER, "metadata.el", List.of("Y"), List.of("N")));

        assertThat(onlyProblem(loaded).code()).isEqualTo("csv.column-missing");
        assertThat(loaded.value().needs()).isEmpty();
        assertThat(loaded.value().needsNotKnown()).contains(ENGLISH_LEARNER);
        assertThat(loaded.value().pupils()).isEqualTo(4);
    }

    @Test
    void schools_go_by_their_identifier_where_that_is_asked_for() throws IOException {
        OneRoster roster = OneRoster.read(
                        RosterSet.of("1.1").in(folder), OneRosterOptions.usual().schoolIdFromIdentifier())
                .orThrow();

        assertThat(roster.headCounts()).containsOnlyKeys(SchoolId.of("4400001"), SchoolId.of("4400002"));
    }

    @Test
    void a_school_without_the_identifier_it_goes_by_is_told_with_its_pupils() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(
                RosterSet.of("1.1").replacing("orgs.csv", "4400002", "").in(folder),
                OneRosterOptions.usual().schoolIdFromIdentifier());

        // The school, and p3, who is in no other; p2 counts in the first school.
        assertThat(codes(loaded)).containsExactly("oneroster.identifier", "oneroster.school-missing");
        assertThat(loaded.value().headCounts()).containsOnlyKeys(SchoolId.of("4400001"));
        assertThat(loaded.rowsRead() - loaded.rowsUsed()).isEqualTo(2);
    }

    @Test
    void two_schools_with_one_identifier_are_told() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(
                RosterSet.of("1.1").replacing("orgs.csv", "4400002", "4400001").in(folder),
                OneRosterOptions.usual().schoolIdFromIdentifier());

        assertThat(codes(loaded)).containsExactly("oneroster.twice", "oneroster.school-missing");
    }

    @Test
    void tells_a_department_whose_school_is_missing_and_its_pupils() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(RosterSet.of("1.1")
                .with(
                        "orgs.csv",
                        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\r\n"
                                + "m,active,2026-08-01,Mathematics,department,Math,s9\r\n")
                .with(
                        "users.csv",
                        "sourcedId,status,orgSourcedIds,role,grades\r\np1,active,m,student,12\r\nt1,active,m,teacher,\r\n")
                .in(folder));

        assertThat(loaded.problems())
                .hasSize(2)
                .allMatch(problem -> problem.code().equals("oneroster.school-missing"));
        assertThat(loaded.problems().get(0).message())
                .endsWith(
                        "orgs.csv, line 2, column \"parentSourcedId\": found the department \"m\", whose parent \"s9\" is "
                                + "not in orgs.csv; allowed: the sourcedId of the department's school. Add the school to orgs.csv; "
                                + "the pupils of its departments cannot be counted without it.");
        assertThat(loaded.value().headCounts()).isEmpty();
        assertThat(loaded.value().orgs()).hasSize(1);
    }

    @Test
    void departments_that_are_each_others_parents_end() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(RosterSet.of("1.1")
                .replacing("orgs.csv", "department,,s1", "department,,n\nn,active,,Other,department,,m")
                .in(folder));

        // Both departments, and p4.
        assertThat(codes(loaded)).containsOnly("oneroster.school-missing").hasSize(3);
    }

    @Test
    void an_organisation_that_is_not_there_is_told_beside_a_school_that_is() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(
                RosterSet.of("1.1").replacing("users.csv", "s1,s2", "s1,s9").in(folder));

        assertThat(codes(loaded)).containsExactly("oneroster.org-missing");
        assertThat(loaded.value().pupils()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"KG,K", "PK,PK", "TK,TK", "07,7", "7,7", "12,12", "UG,UG", "kg,K"})
    void reads_the_grade_codes_of_the_standard(String code, String grade) throws IOException {
        OneRoster roster = OneRoster.read(RosterSet.of("1.1")
                        .replacing("users.csv", "s1,student,KG", "s1,student," + code)
                        .in(folder))
                .orThrow();

        assertThat(roster.headCounts().get(OAK).spans()).contains(GradeSpan.of(Grade.parse(grade)));
    }

    @ParameterizedTest
    @CsvSource({
        "IT,oneroster.grade",
        "PR,oneroster.grade",
        "13,oneroster.grade",
        "PS,oneroster.grade",
        "'',oneroster.grade-missing",
        "'\"09,10\"',oneroster.grade-several"
    })
    void tells_a_grade_under_which_no_pupil_can_be_counted(String cell, String code) throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(RosterSet.of("1.1")
                .replacing("users.csv", "s1,student,KG", "s1,student," + cell)
                .in(folder));

        assertThat(onlyProblem(loaded).code()).isEqualTo(code);
        assertThat(loaded.value().pupilsWithoutGrade()).containsOnly(org.assertj.core.api.Assertions.entry(OAK, 1));
        assertThat(loaded.value().pupils()).isEqualTo(3);
        assertThat(loaded.rowsRead() - loaded.rowsUsed()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"PR,PR", "'',''", "'\"09,10\"','09,10'", "'\"PR,PR\"',pr"})
    void the_options_say_for_which_grade_a_text_stands(String cell, String text) throws IOException {
        OneRoster roster = OneRoster.read(
                        RosterSet.of("1.1")
                                .replacing("users.csv", "s1,student,KG", "s1,student," + cell)
                                .in(folder),
                        OneRosterOptions.usual().grade(text, Grade.PRE_KINDERGARTEN))
                .orThrow();

        assertThat(roster.headCounts().get(OAK).spans()).contains(GradeSpan.of(Grade.PRE_KINDERGARTEN));
    }

    @Test
    void the_same_grade_twice_is_one_grade() throws IOException {
        OneRoster roster = OneRoster.read(RosterSet.of("1.1")
                        .replacing("users.csv", "s1,student,KG", "s1,student,\"01,1\"")
                        .in(folder))
                .orThrow();

        assertThat(roster.headCounts().get(OAK).pupils()).isEqualTo(PupilCount.of(3));
    }

    @Test
    void a_pupil_with_two_rows_counts_once() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(
                RosterSet.of("1.1").replacing("users.csv", "p3,,,", "p1,,,").in(folder));

        assertThat(onlyProblem(loaded).message()).contains("line 5, column \"sourcedId\": found \"p1\"");
        assertThat(loaded.value().pupils()).isEqualTo(3);
    }

    @Test
    void a_pupil_with_two_rows_in_version_1_2_counts_once() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(
                RosterSet.of("1.2").replacing("users.csv", "p3,,,", "p1,,,").in(folder));

        // The second row of p1, and the role of p3, who has no row.
        assertThat(codes(loaded)).containsExactly("oneroster.twice", "oneroster.user-missing");
        assertThat(loaded.value().pupils()).isEqualTo(2);
        assertThat(loaded.rowsRead() - loaded.rowsUsed()).isEqualTo(2);
    }

    @Test
    void the_roles_of_a_user_to_be_deleted_are_no_fault() throws IOException {
        OneRoster roster = OneRoster.read(RosterSet.of("1.2")
                        .replacing("users.csv", "p3,,,", "p3,tobedeleted,,")
                        .in(folder))
                .orThrow();

        assertThat(roster.pupils()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "orgs.csv,'s2,active','s2,inactive',oneroster.status",
        "orgs.csv,'s2,active',',active',oneroster.id",
        "orgs.csv,'Elm School,school','Elm School,campus',oneroster.org-type",
        "orgs.csv,'Elm School,school',',school',oneroster.name",
        "orgs.csv,'s2,active','s1,active',oneroster.twice",
        "users.csv,'s1,teacher','s1,',oneroster.role",
        "users.csv,'t1,active','t1,retired',oneroster.status",
        "users.csv,'t1,active',',active',oneroster.id",
        "users.csv,'s1,teacher,,','s1,teacher,,,more',csv.row-length",
        "users.csv,'true,s1,teacher,,','true,s1,teacher,',csv.row-length"
    })
    void tells_a_row_with_a_fault(String file, String old, String with, String code) throws IOException {
        Loaded<OneRoster> loaded =
                OneRoster.read(RosterSet.of("1.1").replacing(file, old, with).in(folder));

        assertThat(codes(loaded)).contains(code);
        assertThat(loaded.rowsUsed()).isLessThan(loaded.rowsRead());
    }

    @Test
    void reads_a_zip_file_whose_files_stand_in_a_folder() throws IOException {
        Path zip = RosterSet.of("1.2")
                .with("../orgs.csv.txt", "not read, and written nowhere")
                .zipped(folder.resolve("set.zip"), "export 2026/");

        assertThat(OneRoster.read(zip).orThrow().pupils()).isEqualTo(3);
        assertThat(folder.toFile().list()).containsExactly("set.zip");
    }

    @Test
    void passes_over_what_a_mac_adds_to_a_zip_file() throws IOException {
        Path zip = RosterSet.of("1.1").zipped(folder.resolve("a.zip"), "set/");
        Path mac = folder.resolve("b.zip");
        try (OutputStream stream = Files.newOutputStream(mac);
                ZipOutputStream entries = new ZipOutputStream(stream)) {
            try (java.util.zip.ZipFile from = new java.util.zip.ZipFile(zip.toFile())) {
                for (ZipEntry entry : java.util.Collections.list(from.entries())) {
                    entries.putNextEntry(new ZipEntry(entry.getName()));
                    entries.write(from.getInputStream(entry).readAllBytes());
                }
            }
            entries.putNextEntry(new ZipEntry("__MACOSX/set/users.csv"));
            entries.write(0);
        }

        assertThat(OneRoster.read(mac).orThrow().pupils()).isEqualTo(4);
    }

    @Test
    void refuses_a_zip_file_with_a_file_twice() throws IOException {
        Path zip =
                RosterSet.of("1.1").with("old/Users.csv", RosterSet.USERS_1_1).zipped(folder.resolve("set.zip"), "");

        assertThat(onlyProblem(OneRoster.read(zip)).code()).isEqualTo("oneroster.file-twice");
    }

    @Test
    void refuses_a_zip_file_that_becomes_far_larger() throws IOException {
        // One teacher a million times, 38 MB, packs to less than a three-hundredth.
        Path zip = RosterSet.of("1.1")
                .with("users.csv", RosterSet.USERS_1_1 + "t,active,2026-08-01,true,s1,teacher,,\n".repeat(1_000_000))
                .zipped(folder.resolve("set.zip"), "");

        Loaded<OneRoster> loaded = OneRoster.read(zip);

        assertThat(onlyProblem(loaded).code()).isEqualTo("oneroster.too-large");
        assertThat(onlyProblem(loaded).found()).isEqualTo("more than 200 times as many bytes as are packed");
        assertThat(loaded.value().headCounts()).isEmpty();
    }

    @Test
    void refuses_a_zip_file_with_too_many_entries() throws IOException {
        RosterSet set = RosterSet.of("1.1");
        for (int i = 0; i < 1_000; i++) {
            set.with("more" + i + ".csv", "");
        }

        assertThat(onlyProblem(OneRoster.read(set.zipped(folder.resolve("set.zip"), "")))
                        .code())
                .isEqualTo("oneroster.too-large");
    }

    @Test
    void refuses_what_is_neither_a_folder_nor_a_zip_file() throws IOException {
        Path file = Files.writeString(folder.resolve("users.csv"), RosterSet.USERS_1_1);

        assertThat(onlyProblem(OneRoster.read(file)).code()).isEqualTo("oneroster.not-a-set");
    }

    @Test
    void tells_an_entry_that_cannot_be_unpacked() throws IOException {
        Path zip = RosterSet.of("1.1").zipped(folder.resolve("set.zip"), "");
        byte[] bytes = Files.readAllBytes(zip);
        // The first entry begins after the 30 bytes of its header and the 12 of its name, manifest.csv.
        for (int i = 42; i < 52; i++) {
            bytes[i] = (byte) 0xFF;
        }
        Files.write(zip, bytes);

        assertThat(onlyProblem(OneRoster.read(zip)).code()).isEqualTo("oneroster.not-a-set");
    }

    @ParameterizedTest
    @CsvSource({
        "'oneroster.version,1.1','oneroster.version,1.0',oneroster.version",
        "'oneroster.version,1.1','oneroster.version,2.0',oneroster.version",
        "'oneroster.version,1.1','',oneroster.version",
        "'file.users,bulk','file.users,delta',oneroster.delta",
        "'file.orgs,bulk','file.orgs,delta',oneroster.delta",
        "'file.users,bulk','file.users,absent',oneroster.absent",
        "'file.users,bulk','file.users,',oneroster.absent",
        "'file.users,bulk','file.users,whole',oneroster.manifest"
    })
    void refuses_a_set_by_its_manifest(String old, String with, String code) throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(
                RosterSet.of("1.1").replacing("manifest.csv", old, with).in(folder));

        assertThat(onlyProblem(loaded).code()).isEqualTo(code);
        assertThat(loaded.value().version()).isEmpty();
        assertThat(loaded.value().headCounts()).isEmpty();
    }

    @Test
    void changes_alone_are_refused_with_a_remedy() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(RosterSet.of("1.1")
                .replacing("manifest.csv", "file.users,bulk", "file.users,delta")
                .in(folder));

        assertThat(onlyProblem(loaded).message())
                .endsWith(
                        "manifest.csv, file.users: found delta: only what changed since another export; allowed: bulk: the "
                                + "whole file. Export the whole set; changes alone cannot be counted.");
    }

    @Test
    void tells_a_file_that_the_manifest_promises() throws IOException {
        Loaded<OneRoster> loaded =
                OneRoster.read(RosterSet.of("1.2").without("roles.csv").in(folder));

        assertThat(onlyProblem(loaded).message())
                .contains("found no roles.csv; allowed: roles.csv, as the manifest says");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2"})
    void reads_a_set_without_manifest_by_its_files_and_says_so(String version) throws IOException {
        Loaded<OneRoster> loaded =
                OneRoster.read(RosterSet.of(version).without("manifest.csv").in(folder));

        assertThat(onlyProblem(loaded).code()).isEqualTo("oneroster.manifest-missing");
        assertThat(loaded.value().version()).contains(version);
        assertThat(loaded.value().pupils()).isPositive();
    }

    @Test
    void reads_files_with_a_byte_order_mark_and_other_line_ends_and_names() throws IOException {
        RosterSet set = RosterSet.of("1.1").without("users.csv");
        set.with(
                "Users.CSV",
                '\uFEFF' + RosterSet.USERS_1_1.replace("\n", "\r\n").replace("grades", " Grades "));

        assertThat(OneRoster.read(set.in(folder)).orThrow().pupils()).isEqualTo(4);
    }

    @Test
    void reads_rows_with_separators_behind_the_last_column() throws IOException {
        RosterSet set = RosterSet.of("1.1").with("orgs.csv", RosterSet.ORGS.replace(",d\n", ",d,,\n"));

        assertThat(OneRoster.read(set.in(folder)).orThrow().pupils()).isEqualTo(4);
    }

    @Test
    void tells_bytes_that_are_not_utf_8() throws IOException {
        Path set = RosterSet.of("1.1").in(folder);
        Files.write(
                set.resolve("orgs.csv"),
                RosterSet.ORGS.replace("Oak School", "Chêne").getBytes(ISO_8859_1));

        Loaded<OneRoster> loaded = OneRoster.read(set);

        // The school stands on line 3 of the file; ê is the byte EA in ISO 8859-1.
        assertThat(onlyProblem(loaded).message())
                .endsWith(
                        "orgs.csv, line 3: found the byte 0xEA, which is not UTF-8; allowed: text in UTF-8. Export the file"
                                + " in UTF-8; the rest of it was not read.");
        assertThat(onlyProblem(loaded).code()).isEqualTo("csv.not-utf8");
    }

    @Test
    void a_quote_that_never_ends_is_one_problem() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(
                RosterSet.of("1.1").replacing("users.csv", "\"d,s2\"", "\"d,s2").in(folder));

        assertThat(onlyProblem(loaded).code()).isEqualTo("csv.quote");
        // p1 and p2 stand above it.
        assertThat(loaded.value().pupils()).isEqualTo(2);
        assertThat(loaded.rowsRead() - loaded.rowsUsed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orgs.csv", "users.csv"})
    void tells_a_file_without_header(String file) throws IOException {
        Loaded<OneRoster> loaded =
                OneRoster.read(RosterSet.of("1.1").with(file, "\n \n").in(folder));

        assertThat(onlyProblem(loaded).code()).isEqualTo("csv.not-csv");
    }

    @Test
    void tells_a_header_that_is_misspelt_where_it_is_needed() throws IOException {
        Loaded<OneRoster> loaded = OneRoster.read(RosterSet.of("1.1")
                .replacing("users.csv", "orgSourcedIds", "orgsSourcedId")
                .in(folder));

        assertThat(onlyProblem(loaded).message())
                .contains("column \"orgSourcedIds\": found no such column; there are \"sourcedId\"");
    }

    @Test
    void options_refuse_what_contradicts_itself() {
        OneRosterOptions options = POVERTY_TOLD.grade("PR", Grade.PRE_KINDERGARTEN);

        assertThatIllegalStateException()
                .isThrownBy(() -> options.needFrom(POVERTY, "metadata.meals", Set.of("Y"), Set.of()))
                .withMessage("poverty already comes from column \"metadata.frl\"; cannot also be \"metadata.meals\"");
        assertThatIllegalStateException()
                .isThrownBy(() -> options.grade("pr", Grade.KINDERGARTEN))
                .withMessage("\"pr\" already stands for grade PK; cannot also be K");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.needFrom(ENGLISH_LEARNER, "metadata.el", Set.of("Y"), Set.of("y")))
                .withMessage("[y] means both yes and no of English learner");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.needFrom(ENGLISH_LEARNER, "metadata.el", Set.of(), Set.of("N")))
                .withMessage("English learner needs at least one word for yes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.needFrom(NeedCategory.ALL_PUPILS, "role", Set.of("Y"), Set.of("N")))
                .withMessage("no column tells who is a pupil; every pupil counts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.counting(POVERTY))
                .withMessage("poverty is no combination; its column is enough");
        assertThatIllegalStateException()
                .isThrownBy(() -> options.counting(PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER)))
                .withMessage(
                        "any of (English learner, poverty) cannot be counted: no column was named for [English learner]");
    }

    private static Problem onlyProblem(Loaded<?> loaded) {
        assertThat(loaded.problems()).hasSize(1);
        return loaded.problems().get(0);
    }

    private static List<String> codes(Loaded<?> loaded) {
        return loaded.problems().stream().map(Problem::code).collect(Collectors.toList());
    }

    @Test
    void a_packed_file_whose_checksum_does_not_fit_is_refused() throws IOException {
        Path zip = RosterSet.of("1.1").zipped(folder.resolve("set.zip"), "");
        byte[] bytes = Files.readAllBytes(zip);
        // the checksum of the first entry in the central directory, 16 bytes behind its mark (APPNOTE.TXT 4.3.12)
        for (int i = 0; i < bytes.length - 20; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                bytes[i + 16] ^= 1;
                break;
            }
        }
        Files.write(zip, bytes);

        assertThat(codes(OneRoster.read(zip))).containsExactly("oneroster.not-a-set");
    }

    @Test
    void departments_of_departments_are_followed_once() throws IOException {
        StringBuilder orgs = new StringBuilder(
                "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
                        + "s1,active,2026-08-01,Oak School,school,4400001,\nm0,active,2026-08-01,Department 0,department,,s1\n");
        for (int i = 1; i < 30_000; i++) {
            orgs.append("m%s,active,2026-08-01,Department,department,,m%s\n".formatted(i, i - 1));
        }
        String users = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,grades\n"
                + "p1,active,2026-08-01,true,m29999,student,KG\n";

        OneRoster roster = OneRoster.read(RosterSet.of("1.1")
                        .with("orgs.csv", orgs.toString())
                        .with("users.csv", users)
                        .in(folder))
                .orThrow();

        assertThat(roster.headCounts().keySet()).containsExactly(OAK);
    }

    @Test
    void schools_of_which_no_pupil_is_in_the_set_are_named_and_make_no_school_of_a_district() throws IOException {
        String users = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,grades\n"
                + "p1,active,2026-08-01,true,s1,student,KG\n";

        OneRoster roster = OneRoster.read(
                        RosterSet.of("1.1").with("users.csv", users).in(folder))
                .orThrow();

        assertThat(roster.schoolsWithoutPupils()).containsExactly(ELM);
        assertThat(roster.schoolsWithPupils())
                .extracting(school -> school.id(), school -> school.name())
                .containsExactly(tuple(OAK, "Oak School"));
    }
}
