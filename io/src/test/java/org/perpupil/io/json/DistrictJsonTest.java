package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.HOMELESS;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.testing.Schools.ELEMENTARY;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;

class DistrictJsonTest {
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");

    private static final District DISTRICT = District.named("Unified District")
            .levels(ELEMENTARY)
            .revenue(GENERAL, Money.ofCents(120_000_050))
            .school(School.of("0101", "Lincoln")
                    .enrolling(Enrollment.in(ELEMENTARY)
                            .pupils(412)
                            .need(POVERTY, 240)
                            .need(ENGLISH_LEARNER, new BigDecimal("97.25"))
                            .need(PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER).butNot(HOMELESS), 251)
                            .estimated(POVERTY, "by the state's ratio")
                            .build())
                    .enrolling(
                            new CountBasis("prior year"),
                            Enrollment.in(ELEMENTARY).pupils(400).build())
                    .number("miles", new BigDecimal("2.50"))
                    .money("last year", Money.ofCents(-1))
                    .text("type", "E")
                    .flag("charter", false)
                    .build())
            .build();

    /** What {@link #DISTRICT} is as a document. */
    private static final String JSON = """
            {
              "kind": "district",
              "schema": 1,
              "name": "Unified District",
              "currency": "$",
              "levels": [
                {
                  "name": "elementary",
                  "first": "K",
                  "last": "5"
                }
              ],
              "revenues": [
                {
                  "source": "general",
                  "amount": "1200000.50"
                }
              ],
              "schools": [
                {
                  "id": "0101",
                  "name": "Lincoln",
                  "counts": [
                    {"basis": "current", "groups": [\
            {"group": "all pupils", "cells": [{"span": {"name": "elementary", "first": "K", "last": "5"}, "pupils": "412"}]}, \
            {"group": "poverty", "estimate": "by the state's ratio", "cells": [{"span": {"name": "elementary", "first": "K", "last": "5"}, "pupils": "240"}]}, \
            {"group": "English learner", "cells": [{"span": {"name": "elementary", "first": "K", "last": "5"}, "pupils": "97.25"}]}, \
            {"group": {"anyOf": ["English learner", "poverty"], "without": ["homeless"]}, "cells": [{"span": {"name": "elementary", "first": "K", "last": "5"}, "pupils": "251"}]}]},
                    {"basis": "prior year", "groups": [\
            {"group": "all pupils", "cells": [{"span": {"name": "elementary", "first": "K", "last": "5"}, "pupils": "400"}]}]}
                  ],
                  "facts": {
                    "charter": {"flag": false},
                    "last year": {"money": "-0.01"},
                    "miles": {"number": "2.5"},
                    "type": {"text": "E"}
                  }
                }
              ]
            }
            """;

    @TempDir
    Path folder;

    private static List<Problem> problemsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> DistrictJson.parse(json))
                .problems();
    }

    @Test
    void writes_the_document_of_the_javadoc_and_reads_it_back() {
        assertThat(DistrictJson.toJson(DISTRICT)).isEqualTo(JSON);
        assertThat(DistrictJson.parse(JSON)).isEqualTo(DISTRICT);
    }

    @Test
    void a_district_without_anything_is_a_document_too() {
        District empty = District.named("Empty").currency("").build();

        assertThat(DistrictJson.parse(DistrictJson.toJson(empty))).isEqualTo(empty);
    }

    @Test
    void writes_and_reads_files() throws IOException {
        Path file = folder.resolve("district.json");
        Files.writeString(file, "older");

        DistrictJson.write(DISTRICT, file);

        assertThat(file).hasContent(JSON);
        assertThat(DistrictJson.read(file)).isEqualTo(DISTRICT);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void does_not_close_the_stream_it_writes_to() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        DistrictJson.write(DISTRICT, bytes);

        assertThat(bytes).hasToString(JSON);
    }

    @Test
    void a_file_that_cannot_be_written_leaves_nothing_behind() throws IOException {
        Path inTheWay = Files.createDirectory(folder.resolve("district.json"));
        Files.writeString(inTheWay.resolve("older"), "older");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> DistrictJson.write(DISTRICT, inTheWay));

        assertThat(inTheWay.resolve("older")).hasContent("older");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(inTheWay);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistrictJson.write(DISTRICT, folder.getRoot()))
                .withMessageEndingWith("names no file");
    }

    @Test
    void half_of_a_pair_of_characters_is_written_and_read_back() {
        District odd = District.named("\uD800 and \uD83D\uDE00").build();

        assertThat(DistrictJson.parse(DistrictJson.toJson(odd))).isEqualTo(odd);
    }

    @Test
    void a_file_that_is_not_there_is_an_exception() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> DistrictJson.read(folder.resolve("none.json")));
    }

    @Test
    void tells_every_fault_with_pointer_line_and_column() {
        String json = """
                { "kind": "district", "schema": 1, "name": " ", "currency": 7,
                  "levels": [ {"name": "elementary", "first": "K"} ],
                  "revenues": [ {"source": "no id", "amount": "1.5"} ],
                  "schools": [
                    {"id": "1", "name": "A", "counts": "none"},
                    {"id": " ", "name": null, "counts": [], "pupils": 5,
                     "facts": {"a/b~c": {"number": 2.5}, "d": {}, "e": {"text": "x", "flag": true}}} ] }
                """;

        assertThat(problemsOf(json))
                .extracting(Problem::message)
                .containsExactly(
                        "JSON, line 1:44, /name: found \" \"; allowed: a text that is not blank. Correct the value.",
                        "JSON, line 1:61, /currency: found 7; allowed: a text. Write it in quotes, so that no program takes it for a binary fraction.",
                        "JSON, line 2:15, /levels/0: found no key \"last\"; allowed: an object with the keys name, first, last. Add the key.",
                        "JSON, line 3:28, /revenues/0/source: found \"no id\"; allowed: up to 64 letters, digits, dots, hyphens and underscores, such as \"title-i\". Correct the value.",
                        "JSON, line 3:47, /revenues/0/amount: found \"1.5\"; allowed: dollars in quotes, with two decimals or none, such as \"1234.50\". Correct the value.",
                        "JSON, line 5:40, /schools/0/counts: found \"none\"; allowed: a list. Correct the value.",
                        "JSON, line 6:55, /schools/1/pupils: found the key \"pupils\"; allowed: the keys id, name, counts, facts, missing. Remove the key, or correct its name.",
                        "JSON, line 6:12, /schools/1/id: found \" \"; allowed: the id of a school, without blanks around it. Correct the value.",
                        "JSON, line 6:25, /schools/1/name: found null; allowed: a text that is not blank. Leave out what is not known.",
                        "JSON, line 7:36, /schools/1/facts/a~1b~0c/number: found 2.5; allowed: a decimal in quotes, such as \"-2.5\". Write it in quotes, so that no program takes it for a binary fraction.",
                        "JSON, line 7:47, /schools/1/facts/d: found 0 values; allowed: one value: a number, money, text or flag. Give the fact one value, or leave it out.",
                        "JSON, line 7:56, /schools/1/facts/e: found 2 values; allowed: one value: a number, money, text or flag. Give the fact one value, or leave it out.");
    }

    @Test
    void places_what_the_counts_refuse() {
        assertThat(problemsOf(JSON.replace("\"pupils\": \"240\"", "\"pupils\": \"413\"")))
                .containsExactly(new Problem(
                        "count.above-enrolment",
                        "JSON, line 24:9, /schools/0/counts/0, poverty, elementary",
                        "413 pupils, more than the 412 enrolled",
                        "0 to 412",
                        "Correct the count or the enrolment."));
        assertThat(problemsOf(JSON.replace("\"412\"", "\"-412\"")))
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("json.value", "\"-412\""));
        assertThat(problemsOf(JSON.replace("\"last\": \"5\"", "\"last\": \"PK\"")))
                .extracting(Problem::code, Problem::found)
                .contains(tuple("json.value", "span elementary runs from K down to PK"));
    }

    @Test
    void a_fault_in_one_school_does_not_hide_those_of_another() {
        String school = JSON.substring(JSON.indexOf("{\n      \"id\""), JSON.lastIndexOf("\n  ]"));
        String faulty = school.replace("\"0101\"", "5").replace("\"412\"", "412");
        String counts =
                school.replace("\"0101\"", "\"2\"").replace("\"400\"", "\"-1\"").replace("\"240\"", "\"500\"");

        assertThat(problemsOf(JSON.replace(school, faulty + "," + counts)))
                .extracting(Problem::code)
                .containsExactly("json.type", "json.type", "count.above-enrolment", "json.value");
    }

    @Test
    void places_what_the_district_refuses() {
        assertThat(problemsOf(JSON.replace("\"1200000.50\"", "\"-1.00\"")))
                .containsExactly(new Problem(
                        "revenue.negative",
                        "JSON, line 1:1, revenue general",
                        "-1.00",
                        "0 or more",
                        "Correct the amount."));
    }

    @Test
    void names_both_of_two_schools_with_one_id() {
        String school = JSON.substring(JSON.indexOf("{\n      \"id\""), JSON.lastIndexOf("\n  ]"));

        assertThat(problemsOf(JSON.replace(school, school + "," + school)))
                .extracting(Problem::code, Problem::message)
                .containsExactly(
                        tuple(
                                "school.twice",
                                "JSON, line 33:7, /schools/1: found the id \"0101\", which /schools/0 has too; allowed: one school for an id. Remove one of the two, or correct its id."));
    }

    @Test
    void refuses_a_second_count_a_second_basis_and_a_school_without_counts() {
        String cell = "{\"span\": {\"name\": \"elementary\", \"first\": \"K\", \"last\": \"5\"}, \"pupils\": \"240\"}";

        assertThat(problemsOf(JSON.replace(cell, cell + "," + cell)))
                .extracting(Problem::code)
                .containsExactly("count.twice");
        assertThat(problemsOf(JSON.replace("prior year", "current")))
                .extracting(Problem::found)
                .containsExactly("Lincoln already has current counts");
        assertThat(
                        problemsOf(
                                "{\"kind\":\"district\",\"schema\":1,\"name\":\"a\",\"currency\":\"$\",\"levels\":[],\"revenues\":[],\"schools\":[{\"id\":\"1\",\"name\":\"A\",\"counts\":[]}]}"))
                .extracting(Problem::found)
                .containsExactly("A has no counts of pupils; call enrolling(…)");
    }

    @Test
    void a_group_without_cells_and_one_that_is_missing_twice_are_told() {
        String json = CountsJson.toJson(Map.of(
                SchoolId.of("101"),
                Enrollment.in(GradeSpan.of("primary", "K", "5"))
                        .pupils(300)
                        .missing(NeedCategory.FOSTER, Missing.SUPPRESSED)
                        .build()));

        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> CountsJson.parse(json.replaceFirst("(?s)\"cells\": \\[.*?\\]", "\"cells\": []")))
                        .problems())
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("json.value", "no cells"));
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> CountsJson.parse(
                                        json.replaceFirst("(?s)\"missing\": \\[(.*?)\\]", "\"missing\": [$1, $1]")))
                        .problems())
                .extracting(Problem::found)
                .containsExactly("\"foster\", missing twice");
    }
}
