package org.perpupil.io.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.io.internal.Texts;

class AlikeRowsProperties {
    private static final int WIDTH = 6;

    /** Of one column, of several that are not side by side, and of none. */
    private static final List<List<Integer>> GROUPS = List.of(List.of(1), List.of(5, 2, 3), List.of());

    private static final int KEPT = 0;

    /** Some texts come often, some once; some are broken off by others, quoted, or longer than is known again. */
    @Provide
    Arbitrary<List<List<String>>> rows() {
        Arbitrary<String> often =
                Arbitraries.of("", "1", "11", "Y", "ü", "学校", "a,b", "say \"so\"", "two\nlines", " 1", "1".repeat(201));
        Arbitrary<String> once = Arbitraries.strings().ofMaxLength(3);
        Arbitrary<String> read =
                Arbitraries.frequencyOf(Tuple.of(5, often), Tuple.of(60, Arbitraries.of("1", "12")), Tuple.of(1, once));
        return Combinators.combine(
                        once,
                        read.list().ofSize(WIDTH - 1),
                        Arbitraries.integers().between(0, 20))
                .as((first, others, end) -> {
                    List<String> row = new ArrayList<>(List.of(first));
                    row.addAll(others);
                    return end == 0 ? row.subList(0, WIDTH - 1) : row;
                })
                .list()
                .ofMinSize(20)
                .ofMaxSize(60);
    }

    private static CsvRows read(List<List<String>> rows) throws IOException {
        String csv = rows.stream()
                .map(row -> row.stream()
                        .map(field -> field.length() == 1 && "12Y".contains(field) ? field : quoted(field))
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        return new CsvRows(new StringReader(csv), ',', "a.csv");
    }

    private static String quoted(String field) {
        return "\"" + field.replace("\"", "\"\"") + "\"";
    }

    /** The plain way: a row is known if its texts in each group were met before. */
    @Property
    void a_row_is_known_if_and_only_if_its_texts_are(@ForAll("rows") List<List<String>> rows) throws IOException {
        TableRows plain = read(rows);
        TableRows fast = read(rows);
        AlikeRows alike = new AlikeRows(WIDTH, GROUPS, OptionalInt.of(KEPT));
        AlikeRows alikeOfRows = new AlikeRows(WIDTH, GROUPS, OptionalInt.of(KEPT));
        List<Map<List<String>, Integer>> met = List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
        fast.know(alike);

        for (Optional<CsvRow> next = plain.next(); next.isPresent(); next = plain.next()) {
            CsvRow row = next.get();
            CsvRow found = fast.next().orElseThrow();
            boolean isKnown = alike.isKnown(found);

            assertThat(alikeOfRows.isKnown(row)).isEqualTo(isKnown);
            assertThat(found.isKnown()).isEqualTo(isKnown);
            if (isKnown) {
                for (AlikeRows its : List.of(alike, alikeOfRows)) {
                    assertThat(its.line()).isEqualTo(row.line());
                    assertThat(its.kept()).isEqualTo(row.fields().get(KEPT));
                    for (int group = 0; group < GROUPS.size(); group++) {
                        assertThat(its.found(group)).isEqualTo(met.get(group).get(texts(row, group)));
                    }
                }
            } else {
                assertThat(found).isEqualTo(row);
                boolean isMet = row.fields().size() == WIDTH;
                for (int group = 0; isMet && group < GROUPS.size(); group++) {
                    isMet = met.get(group).containsKey(texts(row, group));
                }
                assertThat(isMet).isFalse();
                // None of the texts that are drawn and longer than 200 letters is known again.
                if (row.fields().size() == WIDTH && row.fields().stream().allMatch(field -> field.length() <= 200)) {
                    int[] given = new int[GROUPS.size()];
                    for (int group = 0; group < given.length; group++) {
                        Map<List<String>, Integer> its = met.get(group);
                        List<String> texts = texts(row, group);
                        given[group] = its.getOrDefault(texts, its.size());
                        if (texts.isEmpty()
                                || texts.stream()
                                        .anyMatch(text -> !Texts.trimmed(text).isEmpty())) {
                            its.put(texts, given[group]);
                        }
                    }
                    alike.give(given);
                    alikeOfRows.give(given);
                }
            }
            Statistics.label("rows").collect(isKnown ? "known" : "met first");
        }
        assertThat(fast.next()).isEmpty();
        Statistics.label("rows").coverage(coverage -> coverage.check("known").percentage(share -> share > 10));
    }

    private static List<String> texts(CsvRow row, int group) {
        return GROUPS.get(group).stream().map(row.fields()::get).toList();
    }
}
