package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class JsonDocumentTest {
    private static final String GOOD =
            "{\"kind\": \"budgets\", \"schema\": 1, \"year\": \"2026–27\", \"sources\": [], \"schools\": []}";

    private static List<Problem> problemsOf(byte[] json) {
        return catchThrowableOfType(
                        ProblemException.class, () -> BudgetsJson.read(new ByteArrayInputStream(json), "a.json"))
                .problems();
    }

    private static List<Problem> problemsOf(String json) {
        return problemsOf(json.getBytes(UTF_8));
    }

    private static List<String> messages(String json) {
        return problemsOf(json).stream().map(Problem::message).toList();
    }

    @Test
    void the_message_names_the_document_and_every_problem() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> BudgetsJson.read(
                        new ByteArrayInputStream(GOOD.replace("year", "jahr").getBytes(UTF_8)), "a.json"))
                .withMessage("""
                        a.json cannot be used; 2 problems:
                          a.json, line 1:42, /jahr: found the key "jahr"; allowed: the keys kind, schema, year, sources, schools. Remove the key, or correct its name.
                          a.json, line 1:1: found no key "year"; allowed: an object with the keys kind, schema, year, sources, schools. Add the key.""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind\": \"budgets | kind\": \"district | json.kind | line 1:10, /kind | kind \"district\" | kind \"budgets\"",
                "schema\": 1 | schema\": 2 | json.schema | line 1:31, /schema | schema 2 | schema 1",
                "schema\": 1 | schema\": \"1\" | json.schema | line 1:31, /schema | schema \"1\" | schema 1",
                "schema\": 1 | schema\": 1.0 | json.schema | line 1:31, /schema | schema 1.0 | schema 1",
                "schema\": 1 | schema\": true | json.schema | line 1:31, /schema | schema true | schema 1",
                "schema | scheme | json.key-missing | line 1:1 | no key \"schema\" | schema 1"
            })
    void a_document_of_another_kind_or_schema_is_told_at_once(
            String from, String to, String code, String place, String found, String allowed) {
        // Its other keys are none of ours, and not told.
        assertThat(problemsOf(GOOD.replace(from, to).replace("year", "jahr")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.place()).isEqualTo("a.json, " + place);
                    assertThat(problem.found()).isEqualTo(found);
                    assertThat(problem.allowed()).isEqualTo(allowed);
                });
    }

    @Test
    void tells_every_key_that_stands_twice() {
        assertThat(messages(GOOD.replace("}", ", \"year\": 1,\n \"kind\": 2}")))
                .containsExactly(
                        "a.json, line 1:83, /year: found the key \"year\" a second time; allowed: each key once. Remove one of the two.",
                        "a.json, line 2:2, /kind: found the key \"kind\" a second time; allowed: each key once. Remove one of the two.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | line 1:1 | a list | an object",
                "\"x\" | line 1:1 | \"x\" | an object",
                "5 | line 1:1 | 5 | an object",
                "null | line 1:1 | null | an object"
            })
    void a_document_is_an_object(String json, String place, String found, String allowed) {
        assertThat(problemsOf(json)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("json.type");
            assertThat(problem.place()).isEqualTo("a.json, " + place);
            assertThat(problem.found()).isEqualTo(found);
            assertThat(problem.allowed()).isEqualTo(allowed);
        });
    }

    @Test
    void tells_where_the_syntax_breaks() {
        assertThat(messages("{\"kind\": \"budgets\",\n  \"schema\" 1}"))
                .containsExactly(
                        "a.json, line 2:12: found Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value; allowed: JSON. Correct the syntax.");
        assertThat(messages("{\"kind\": \"budgets\"\n"))
                .containsExactly(
                        "a.json, line 2:1: found the end of the text in the middle of the document; allowed: JSON. Correct the syntax.");
        assertThat(messages("{\"kind\": \"budgets\",\n"))
                .singleElement()
                .satisfies(
                        message -> assertThat(message).startsWith("a.json, line 2:1: found Unexpected end-of-input"));
        assertThat(messages(GOOD + "\n{}"))
                .containsExactly(
                        "a.json, line 2:1: found more after the end of the document; allowed: JSON. Correct the syntax.");
        assertThat(messages(" \n"))
                .containsExactly("a.json: found nothing, or blanks only; allowed: a JSON object. Write the document.");
        assertThat(messages("")).hasSize(1);
        assertThat(problemsOf("{'kind': 1}")).extracting(Problem::code).containsExactly("json.syntax");
        assertThat(problemsOf("{\"kind\": NaN}")).extracting(Problem::code).containsExactly("json.syntax");
        assertThat(problemsOf("{\"kind\": 01}")).extracting(Problem::code).containsExactly("json.syntax");
        assertThat(problemsOf("{} // done")).extracting(Problem::code).containsExactly("json.syntax");
        for (String json :
                new String[] {"{\"kind\": NaN}", "{} // done", "{\"kind\": +1}", "{\"kind\": .5}", "{\"kind\": 5.}"}) {
            assertThat(problemsOf(json).get(0).found()).doesNotContain("Feature", "ALLOW", "enable");
        }
    }

    @Test
    void keeps_the_faults_found_before_the_syntax_breaks() {
        assertThat(problemsOf("{\"kind\": 1, \"kind\": 2, x}"))
                .extracting(Problem::code)
                .containsExactly("json.key-twice", "json.syntax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\": "})
    void refuses_a_document_that_is_too_deep(String nested) {
        assertThat(messages("{\"kind\": " + nested.repeat(100_000)))
                .singleElement()
                .satisfies(
                        message -> assertThat(message)
                                .startsWith("a.json, line 1:")
                                .endsWith(
                                        ": found more than 500 objects and lists inside each other; allowed: at most 500. Remove what is nested."));
        // depth counts in what is not looked at, too
        byte[] skipped = ("{\"kind\": \"allocation\", \"needMatrix\": " + nested.repeat(100_000)).getBytes(UTF_8);
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> AllocationJson.readBudgets(new ByteArrayInputStream(skipped), "a.json"))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("json.too-deep");
    }

    @Test
    void reads_a_document_that_is_just_not_too_deep() {
        // the document itself is the first of 500
        String deep = "{\"kind\": \"budgets\", \"schema\": 2, \"a\": " + "[".repeat(499) + "]".repeat(499) + "}";
        String deeper = deep.replace("[]", "[[]]");
        assertThat(problemsOf(deep)).extracting(Problem::code).containsExactly("json.schema");
        assertThat(problemsOf(deeper)).extracting(Problem::code).containsExactly("json.too-deep");

        assertThat(codesOfAllocation(deep)).containsExactly("json.kind", "json.schema");
        assertThat(codesOfAllocation(deep.replace("\"a\"", "\"lines\""))).containsExactly("json.kind", "json.schema");
        assertThat(codesOfAllocation(deeper.replace("\"a\"", "\"lines\""))).containsExactly("json.too-deep");
    }

    private static List<String> codesOfAllocation(String json) {
        return catchThrowableOfType(
                        ProblemException.class,
                        () -> AllocationJson.readBudgets(new ByteArrayInputStream(json.getBytes(UTF_8)), "a.json"))
                .problems()
                .stream()
                .map(Problem::code)
                .toList();
    }

    @Test
    void a_place_shows_the_beginning_of_a_long_key() {
        String key = "k".repeat(40_000);

        assertThat(messages("{\"kind\": \"x\", \"" + key + "\": {\"a\": 1, \"a\": 2}}"))
                .allSatisfy(message -> assertThat(message).hasSizeLessThan(500));
    }

    @Test
    void a_text_that_could_not_be_read_back_is_not_written() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonOutput.text("x", out -> out.writeStringField("name", "y".repeat(1_000_001))))
                .withMessageContaining("a text of 1000001 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        JsonOutput.text("x", out -> JsonParts.writeNumber(out, "to", new BigDecimal("1e999999999"))))
                .withMessageContaining("to, a number of 1 digits");
    }

    @Test
    void refuses_texts_that_are_too_long() {
        String longest = "x".repeat(1_000_000);

        assertThat(messages("{\"kind\": \"" + longest + "x\"}"))
                .singleElement()
                .satisfies(
                        message -> assertThat(message)
                                .endsWith(
                                        "that is too long; allowed: texts of at most 1000000 characters, keys of 50000, numbers of 1000. Shorten it."));
        assertThat(problemsOf("{\"kind\": \"" + longest + "\", \"schema\": 1}"))
                .extracting(Problem::found)
                .containsExactly("kind \"" + "x".repeat(60) + "…\"");
        assertThat(problemsOf("{\"" + longest + "\": 1}"))
                .extracting(Problem::code)
                .containsExactly("json.too-large");
        assertThat(problemsOf("{\"kind\": " + "9".repeat(2_000) + "}"))
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("json.too-large", "a number that is too long"));
    }

    @Test
    void refuses_a_document_that_is_too_large() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> JsonDocument.read(
                        endless,
                        "a.json",
                        "budgets",
                        Set.of(),
                        new JsonDocument.Limits(1000, 10),
                        any -> Optional.empty()))
                .withMessage("""
                        a.json cannot be read; 1 problem:
                          a.json: found more than 1000 bytes; allowed: at most 1000 bytes. Split the document.""");
    }

    @Test
    void refuses_a_document_of_too_many_values() throws IOException {
        // the document, its five members and four numbers are ten values
        String ten = GOOD.replace("[]}", "[1, 2, 3, 4]}");
        JsonDocument.Limits limits = new JsonDocument.Limits(1000, 10);

        assertThat(JsonDocument.<String>read(
                        stream(ten), "a.json", "budgets", Set.of(), limits, any -> Optional.of("read")))
                .isEqualTo("read");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> JsonDocument.read(
                        stream(ten.replace("4]", "4,\n5]")),
                        "a.json",
                        "budgets",
                        Set.of(),
                        limits,
                        any -> Optional.of("read")))
                .withMessage("""
                        a.json cannot be read; 1 problem:
                          a.json, line 2:2: found more than 10 values; allowed: at most 10 values. Split the document.""");
    }

    @Test
    void ends_when_there_are_more_faults_than_anyone_reads() {
        String wrong = GOOD.replace("\"sources\": []", "\"sources\": [" + "1,\n".repeat(20_000) + "1]");

        assertThat(problemsOf(wrong)).hasSize(10_001).last().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("json.too-many-faults");
            assertThat(problem.found()).isEqualTo("10000 faults, and maybe more");
        });
        assertThat(problemsOf(GOOD.replace("\"year\"", "\"kind\": 1,\n".repeat(20_000) + "\"year\"")))
                .hasSize(10_001);
    }

    private static InputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(UTF_8));
    }

    @Test
    void refuses_bytes_that_are_not_utf_8_and_names_the_first() {
        byte[] latin = "{\"kind\": \"budgets\",\n \"é\": \"José\"}".getBytes(UTF_8);
        latin[latin.length - 3] = (byte) 0xE9; // the second byte of the last é, where its first byte asks for another

        assertThat(problemsOf(latin))
                .extracting(Problem::message)
                .containsExactly(
                        "a.json, line 2:11: found the byte 0xC3, which is not UTF-8; allowed: text in UTF-8. Save the document as UTF-8.");
        assertThat(problemsOf(GOOD.getBytes(UTF_16))).extracting(Problem::code).containsExactly("json.not-utf8");
        assertThat(problemsOf("{\"é\": 1}".getBytes(ISO_8859_1)))
                .extracting(Problem::place)
                .containsExactly("a.json, line 1:3");
    }

    @Test
    void passes_over_a_byte_order_mark() throws IOException {
        InputStream marked = new ByteArrayInputStream(("\uFEFF" + GOOD).getBytes(UTF_8));

        assertThat(BudgetsJson.read(marked, "a.json").all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva"})
    @ResourceLock(Resources.LOCALE)
    void no_text_depends_on_the_default_locale(String language) {
        Locale before = Locale.getDefault();
        String json = GOOD.replace("[]}", "[{\"id\": \"I\", \"budget\": [{\"held\": \"FIXED\"}]}]}");
        List<String> expected = messages(json);
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertThat(messages(json)).isEqualTo(expected).hasSize(4);
        } finally {
            Locale.setDefault(before);
        }
    }
}
