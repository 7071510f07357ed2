package org.perpupil.io.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.District;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

@Domain(Documents.class)
@Domain(DomainContext.Global.class)
class JsonDocumentProperties {

    private static District read(byte[] json) throws IOException {
        return DistrictJson.read(new ByteArrayInputStream(json), "a.json");
    }

    /** Of a document that broke off nothing is read, wherever it did. */
    @Property(tries = 15)
    void a_document_that_is_cut_off_has_one_problem(@ForAll District district) {
        byte[] json = DistrictJson.toJson(district).strip().getBytes(UTF_8);
        for (int end = 0; end < json.length; end++) {
            byte[] part = Arrays.copyOf(json, end);
            assertThat(catchThrowableOfType(ProblemException.class, () -> read(part))
                            .problems())
                    .as("cut off at byte %s", end)
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.code()).isIn("json.syntax", "json.not-utf8"))
                    .satisfies(problem -> assertThat(problem.place()).matches("a\\.json(, line \\d+:\\d+)?"));
        }
    }

    @Property(tries = 400)
    void a_document_with_other_bytes_is_read_or_refused(@ForAll District district, @ForAll Random random) {
        byte[] json = DistrictJson.toJson(district).getBytes(UTF_8);
        for (int i = random.nextInt(3); i >= 0; i--) {
            json[random.nextInt(json.length)] = (byte) random.nextInt(256);
        }
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(json));
        if (refused != null) {
            assertThat(refused.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.place()).startsWith("a.json"));
        }
        Statistics.label("refused")
                .collect(refused != null)
                .coverage(drawn -> drawn.check(true).percentage(share -> share > 12.5));
    }

    /** Few keys are compared one by one and many are looked up; the answers are the same. */
    @Property(tries = 100)
    void the_number_of_keys_changes_no_answer(
            @ForAll @IntRange(min = 0, max = 60) int many, @ForAll @IntRange(min = 0, max = 59) int again) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("\"kind\"", "\"budgets\"");
        members.put("\"schema\"", "1");
        for (int i = 0; i < many; i++) {
            members.put("\"k" + i + "\"", Integer.toString(i));
        }
        String json = members.entrySet().stream()
                .map(member -> member.getKey() + ": " + member.getValue())
                .collect(Collectors.joining(",\n", "{", ""));

        assertThat(problemsOf(json + "}"))
                .filteredOn(problem -> problem.code().equals("json.key-unknown"))
                .extracting(Problem::place)
                .hasSize(many)
                .allSatisfy(place -> {
                    int line = Integer.parseInt(place.replaceAll("JSON, line (\\d+):.*", "$1"));
                    assertThat(place).endsWith(", /k" + (line - 3)); // kind and schema stand on the first two lines
                });
        if (again < many) {
            assertThat(problemsOf(json + ",\"k" + again + "\": 1}"))
                    .filteredOn(problem -> problem.code().equals("json.key-twice"))
                    .extracting(Problem::place)
                    .containsExactly("JSON, line %s:%s, /k%s"
                            .formatted(many + 2, json.length() - json.lastIndexOf('\n') + 1, again));
        }
    }

    private static Iterable<Problem> problemsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> BudgetsJson.parse(json))
                .problems();
    }
}
