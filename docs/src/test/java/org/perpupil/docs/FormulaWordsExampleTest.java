package org.perpupil.docs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.perpupil.docs.FormulaWordsExample.Word;
import org.perpupil.docs.FormulaWordsExample.Words;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.NumberTerm;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.PupilsTerm;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.Terms;
import org.perpupil.formula.TypedTerm;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.funding.Cell;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.Distribution;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.formula.funding.Staffing;
import org.perpupil.formula.funding.Transition;
import org.perpupil.io.json.FormulaJson;
import org.perpupil.io.json.FundingModelJson;
import org.perpupil.io.json.JsonSchemas;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;

/**
 * The reference of the words says what compiles, what the library writes for it, and nothing less than all there is. A new word
 * needs a row in {@link FormulaWordsExample}, and the table that the failing test prints.
 */
class FormulaWordsExampleTest {
    private static final Guide GUIDE = new Guide("formula-words.md", "FormulaWordsExample");
    private static final Path DOCS = Path.of("..").toAbsolutePath().normalize().resolve("docs");
    private static final Pattern TABLE = Pattern.compile("^\\|.*(?:\n\\|.*)*", Pattern.MULTILINE);
    private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\": \"[^\"#]*#/\\$defs/(\\w+)\"");

    private static String page() throws IOException {
        return Files.readString(DOCS.resolve("formula-words.md"));
    }

    /** Returns what stands between a bracket and the one that closes it; texts in quotes may have brackets of their own. */
    private static String inside(String text, int open) {
        int depth = 0;
        boolean quoted = false;
        for (int i = open; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '"' && text.charAt(i - 1) != '\\') {
                quoted = !quoted;
            } else if (!quoted && "([{".indexOf(letter) >= 0) {
                depth++;
            } else if (!quoted && ")]}".indexOf(letter) >= 0 && --depth == 0) {
                return text.substring(open + 1, i);
            }
        }
        throw new AssertionError("nothing closes the bracket at " + text.substring(open));
    }

    /** Returns what the commas of a list part, be it of Java or of JSON; those inside brackets and quotes part nothing. */
    private static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < list.length(); i++) {
            char letter = list.charAt(i);
            if (letter == '"' && (i == 0 || list.charAt(i - 1) != '\\')) {
                quoted = !quoted;
            } else if (!quoted && "([{".indexOf(letter) >= 0) {
                depth++;
            } else if (!quoted && ")]}".indexOf(letter) >= 0) {
                depth--;
            } else if (!quoted && depth == 0 && letter == ',') {
                parts.add(list.substring(start, i).strip());
                start = i + 1;
            }
        }
        String last = list.substring(start).strip();
        if (!last.isEmpty()) {
            parts.add(last);
        }
        return parts;
    }

    private static List<String> elements(String json, String key) {
        return parts(inside(json, json.indexOf("\"" + key + "\": [") + key.length() + 4));
    }

    /** Returns what stands under a key of an object. */
    private static String member(String object, String key) {
        String start = "\"" + key + "\": ";
        return parts(inside(object, 0)).stream()
                .filter(member -> member.startsWith(start))
                .map(member -> member.substring(start.length()))
                .findFirst()
                .orElseThrow();
    }

    private static String onOneLine(String text) {
        return text.replaceAll("(?<=[\\[({])\\n\\s*|\\n\\s*(?=[\\])}.])", "").replaceAll("\\n\\s*", " ");
    }

    /** Returns the expressions of a table as they stand in the example. */
    private static List<String> java(Words words) throws IOException {
        String source = Files.readString(DOCS.resolve("src/main/java/org/perpupil/docs/FormulaWordsExample.java"));
        int at = source.replaceAll("\\s", " ").indexOf("\"" + words.title() + "\",");
        return parts(inside(source, source.lastIndexOf("words(", at) + "words".length())).stream()
                .skip(1)
                .map(row -> parts(inside(row, "word".length())).get(1))
                .map(expression -> onOneLine(expression).replaceFirst("^(LINE|model\\(\\))(?=\\.)", ""))
                .toList();
    }

    /** Returns a model as the library writes it, once it has been read back equal. */
    private static String written(FundingModel model) {
        String json = FundingModelJson.toJson(model);
        assertThat(FundingModelJson.parse(json, FormulaWordsExample.CURVE)).isEqualTo(model);
        return onOneLine(json);
    }

    private static List<String> written(Collection<Line> lines) {
        FundingModel.Builder model = FormulaWordsExample.around();
        int above = model.build().lines().lines().size();
        lines.forEach(model::add);
        return elements(written(model.build()), "lines").stream().skip(above).toList();
    }

    private static String written(Line line) {
        return written(List.of(line)).get(0);
    }

    private static String written(Term term) {
        return member(written(Line.of("this", new Form.Figure(term))), "figure");
    }

    /** Returns what stands in a file for a word. */
    private static List<String> file(Object word) {
        if (word instanceof TypedTerm term) {
            return List.of(written(term.term()));
        } else if (word instanceof Condition condition) {
            return List.of(member(written(FormulaWordsExample.LINE.onlyWhere(condition)), "where"));
        } else if (word instanceof PupilGroup group) {
            return List.of(member(written(Terms.pupils(group).term()), "pupils"));
        } else if (word instanceof GradeSpan span) {
            return List.of(member(written(Terms.pupils().in(span).term()), "in"));
        } else if (word instanceof Selection lines) {
            return List.of(member(written(Terms.sumOf(lines).term()), "sumOf"));
        } else if (word instanceof Rounding rounding) {
            Line figure = Line.line("this").figure(Terms.number(1)); // an amount takes no finer unit than a cent
            return List.of(member(written(figure.rounded(rounding)), "rounding"));
        } else if (word instanceof Line line && line.name().equals(FormulaWordsExample.LINE.name())) {
            List<String> own = parts(inside(written(FormulaWordsExample.LINE), 0));
            return parts(inside(written(line), 0)).stream()
                    .filter(member -> !own.contains(member))
                    .toList();
        } else if (word instanceof Line line) {
            return List.of(written(line));
        } else if (word instanceof Guard guard) {
            return written(guard.lines());
        } else if (word instanceof List<?> lines) {
            return written(lines.stream().map(Line.class::cast).toList());
        } else if (word instanceof Decision decision) {
            FundingModel model = FormulaWordsExample.model()
                    .unlocked(FormulaWordsExample.GENERAL, decision)
                    .build();
            return elements(written(model), "lines");
        } else if (word instanceof FundingModel.Builder builder) {
            String model = written(builder.build());
            return Stream.of("sources", "lines")
                    .flatMap(key -> elements(model, key).stream())
                    .toList();
        } else if (word instanceof RevenueSource source) {
            FundingFormula formula = FundingFormula.named("one source")
                    .add(Line.line("one").amount(Terms.dollars(1)).from(source))
                    .build();
            String json = FormulaJson.toJson(formula);
            assertThat(FormulaJson.parse(json)).isEqualTo(formula);
            return elements(onOneLine(json), "sources");
        }
        throw new AssertionError("no kind of word: " + word);
    }

    private static String code(List<String> several) {
        return several.stream().map(one -> "`" + one + "`").collect(Collectors.joining("<br>"));
    }

    private static String table(Words words) throws IOException {
        List<String> java = java(words);
        assertThat(java).as(words.title()).hasSameSizeAs(words.rows());
        StringBuilder table = new StringBuilder("| means | Java | file |\n| --- | --- | --- |");
        for (int i = 0; i < java.size(); i++) {
            Word word = words.rows().get(i);
            table.append("\n| %s | `%s` | %s |".formatted(word.means(), java.get(i), code(file(word.written()))));
        }
        return table.toString();
    }

    @Test
    void every_table_says_what_compiles_and_what_is_written_for_it() throws IOException {
        List<String> shown =
                TABLE.matcher(page()).results().map(found -> found.group()).toList();
        List<String> expected = new ArrayList<>();
        StringBuilder wanted = new StringBuilder();
        for (Words words : FormulaWordsExample.ALL) {
            String table = table(words);
            expected.add(table);
            if (!shown.contains(table)) {
                wanted.append("\n\n%s:\n\n%s".formatted(words.title(), table));
            }
        }

        assertThat(wanted.toString())
                .as("tables of docs/formula-words.md, as they should be")
                .isEmpty();
        assertThat(shown).isEqualTo(expected);
    }

    @Test
    void every_block_is_compiled_and_written() throws IOException {
        FundingFormula.Builder formula =
                FundingFormula.named("parameters").parameters(FormulaWordsExample.parameters());
        String empty = FormulaJson.toJson(FormulaWordsExample.empty());
        String parameters = FormulaJson.toJson(formula.build());
        int start = parameters.indexOf("\"parameters\": [");
        String list = "  \"parameters\": [" + inside(parameters, parameters.indexOf('[', start)) + "]";

        assertThat(FormulaJson.parse(empty)).isEqualTo(FormulaWordsExample.empty());
        assertThat(FormulaJson.parse(parameters)).isEqualTo(formula.build());
        assertThat(GUIDE.blocks("java")).isEqualTo(GUIDE.compiled());
        assertThat(GUIDE.blocks("json"))
                .containsExactly(empty.strip(), list.indent(-2).strip());
    }

    @Test
    void a_file_by_hand_may_order_its_keys_and_write_fractions_and_per_cents() {
        String byHand = """
                {"lines": [{"amount": {"times": [{"number": "1/3"}, {"share": "weight"}, {"money": "900"}]}, "line": "a"}],
                 "sources": [], "rounding": {"mode": "half up", "to": "0.01"}, "name": "By hand",
                 "parameters": [{"values": [{"cite": "page 1", "is": "34%", "year": "2026–27"}], "type": "number",
                                 "parameter": "weight"}],
                 "schema": 1, "kind": "formula"}""";
        Rational third = Rational.ONE_WHOLE.dividedBy(Rational.of(3));
        FundingFormula formula = FundingFormula.named("By hand")
                .parameters(Parameter.number("weight").in(2027, "34%", "page 1"))
                .add(Line.line("a")
                        .amount(NumberTerm.of(new Term.Constant(third, ValueType.NUMBER))
                                .times(Terms.share("weight"))
                                .times(Terms.dollars(900))))
                .build();

        assertThat(FormulaJson.parse(byHand)).isEqualTo(formula);
        assertThat(FormulaJson.parse(byHand.replace("1/3", "30%").replace("2026–27", "2026-27")))
                .isEqualTo(FormulaJson.parse(byHand.replace("1/3", "0.3")));
        assertThatThrownBy(() -> FormulaJson.parse(byHand.replace("900", "900%")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("/lines/0/amount/times/2/money: found \"900%\"");
    }

    private static Set<Class<?>> kinds(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null
                ? Set.of(type)
                : Stream.of(permitted).flatMap(kind -> kinds(kind).stream()).collect(Collectors.toSet());
    }

    private static Stream<Line> lines(Object word) {
        if (word instanceof Line line) {
            return Stream.of(line);
        } else if (word instanceof TypedTerm term) {
            return Stream.of(Line.of("this", new Form.Figure(term.term())));
        } else if (word instanceof Condition condition) {
            return Stream.of(FormulaWordsExample.LINE.onlyWhere(condition));
        }
        return Stream.empty();
    }

    @Test
    void every_kind_of_term_condition_and_form_has_a_row() {
        Set<Class<?>> met = new LinkedHashSet<>();
        FormulaWordsExample.ALL.stream()
                .flatMap(words -> words.rows().stream())
                .flatMap(word -> lines(word.written()))
                .forEach(line -> {
                    met.add(line.form().getClass());
                    line.form().terms().forEach(term -> term.walk(part -> met.add(part.getClass())));
                    line.where().stream().flatMap(Condition::stream).forEach(part -> met.add(part.getClass()));
                });

        assertThat(met)
                .containsAll(kinds(Term.class))
                .containsAll(kinds(Condition.class))
                .containsAll(kinds(Form.class));
    }

    /** Returns the parts of a schema's definitions that are referred to, and those that they refer to. */
    private static String reached(String from, Map<String, String> definitions) {
        StringBuilder reached = new StringBuilder(from);
        List<String> names =
                REFERENCE.matcher(from).results().map(name -> name.group(1)).toList();
        for (String name : names) {
            String definition = definitions.remove(name);
            if (definition != null) {
                reached.append(reached(definition, definitions));
            }
        }
        return reached.toString();
    }

    @Test
    void every_key_and_every_word_of_a_file_stands_on_the_page() throws IOException {
        Map<String, String> definitions = new LinkedHashMap<>();
        for (String shared : List.of("common", "definition")) {
            String schema = requireNonNull(JsonSchemas.byId().get("urn:perpupil:schema:" + shared + ":1"));
            parts(inside(schema, schema.indexOf('{', schema.indexOf("\"$defs\""))))
                    .forEach(part -> definitions.put(part.substring(1, part.indexOf('"', 1)), part));
        }
        definitions.remove("grade"); // sixteen codes, which the page tells in words
        String schemas = reached(JsonSchemas.of("formula") + JsonSchemas.of("funding model"), definitions);
        Set<String> expected = new TreeSet<>();
        Pattern.compile("\"properties\": ")
                .matcher(schemas)
                .results()
                .flatMap(found -> parts(inside(schemas, found.end())).stream())
                .forEach(property -> expected.add(property.substring(0, property.indexOf(": ") + 1)));
        Pattern.compile("(?<!\"propertyNames\": \\{)\"enum\": ")
                .matcher(schemas)
                .results()
                .forEach(found -> expected.addAll(parts(inside(schemas, found.end()))));

        // a parameter, a line, a term, a condition, a selection, a source, a decision and a value of each list
        assertThat(expected)
                .contains("\"values\":", "\"raiseTo\":", "\"over\":", "\"isGiven\":", "\"sections\":")
                .contains("\"restriction\":", "\"setAside\":", "\"half even\"", "\"school grant\"", "\"private\"");
        String page = page();
        assertThat(expected).filteredOn(key -> !page.contains(key)).isEmpty();
    }

    private static boolean isWord(Method method) {
        Class<?> type = method.getReturnType();
        boolean plain = type.isEnum() || type == Term.class || type == Form.class;
        boolean data =
                Modifier.isStatic(method.getModifiers()) && method.getName().equals("of");
        // What would be otherwise is said by a scenario, and no part of a definition.
        boolean change = method.getName().equals("instead");
        boolean accessor = method.getDeclaringClass().isRecord() && method.getParameterCount() == 0;
        return Modifier.isPublic(method.getModifiers())
                && !method.isSynthetic()
                && type.getPackageName().startsWith("org.perpupil")
                && !(plain || data || change || accessor);
    }

    @Test
    void every_word_of_java_has_a_row() throws IOException {
        List<Class<?>> types = List.of(
                Terms.class,
                NumberTerm.class,
                MoneyTerm.class,
                PupilsTerm.class,
                Condition.class,
                Line.class,
                Line.Start.class,
                Line.Points.class,
                Selection.class,
                PupilGroup.class,
                Parameter.class,
                Decision.class,
                Distribution.class,
                Distribution.InProportion.class,
                Cell.class,
                Guard.class,
                Guard.Payer.class,
                Staffing.class,
                Transition.class);
        StringBuilder shown = new StringBuilder(String.join("\n", GUIDE.blocks("java")));
        for (Words words : FormulaWordsExample.ALL) {
            shown.append('\n').append(String.join("\n", java(words)));
        }

        List<Method> all = types.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(FormulaWordsExampleTest::isWord)
                .toList();

        assertThat(all).hasSizeGreaterThan(100);
        assertThat(all)
                .as("words without a row in FormulaWordsExample")
                .filteredOn(method -> !Pattern.compile("\\b%s\\(".formatted(method.getName()))
                        .matcher(shown)
                        .find())
                .isEmpty();
    }
}
