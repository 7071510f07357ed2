package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Modifier;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.district.School;
import org.perpupil.io.json.Schemas;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

class MappingJsonTest {
    private static final GradeSpan ELEMENTARY = new GradeSpan("elementary", Grade.KINDERGARTEN, Grade.GRADE_5);
    private static final GradeSpan MIDDLE = new GradeSpan("middle", Grade.GRADE_6, Grade.GRADE_8);

    @TempDir
    private Path folder;

    static Stream<CsvLayout> layouts() {
        CsvLayout usual = CsvLayout.usual();
        return Stream.of(
                usual,
                usual.separatedBy(';').decimalComma(),
                usual.separatedBy('\t').decimalPoint().headerOnLine(7),
                usual.sheet("Sheet 2")
                        .startingAfter("Charter")
                        .headerWith("Code", "Name")
                        .endingBefore("Total"),
                usual.roundingCents(RoundingMode.HALF_EVEN)
                        .onlyRows("Year", "2026")
                        .onlyRows("Level", "E"),
                usual.missing(Missing.SUPPRESSED, "<10", "s").missing(Missing.NOT_APPLICABLE, "-"),
                usual.missing(Missing.NOT_GIVEN, "-"),
                usual.onlyEmptyIsMissing(),
                usual.onlyEmptyIsMissing().missing(Missing.SUPPRESSED, "*", "–"));
    }

    static Stream<SchoolColumns> schools() {
        SchoolColumns spans = SchoolColumns.id("Code")
                .name("School")
                .pupilsIn(ELEMENTARY, "K-5")
                .pupilsIn(MIDDLE, "6-8")
                .need(POVERTY, "FRPM")
                .needIn(ENGLISH_LEARNER, MIDDLE, "EL 6-8")
                .needFromPercentIn(FOSTER, ELEMENTARY, "Foster %");
        return Stream.of(
                SchoolColumns.id("Code").name("School").pupils("Pupils"),
                SchoolColumns.id(new SchoolColumns.Digits("County", 2), new SchoolColumns.Digits("School", 0))
                        .name("Name")
                        .gradesFrom("Low", "High", Map.of("Adult", Grade.GRADE_12, "13", Grade.GRADE_12))
                        .pupils("Enrolled")
                        .needFromPercent(POVERTY, "meals")
                        .need(PupilGroup.anyOf(POVERTY, ENGLISH_LEARNER), "UPC"),
                SchoolColumns.id("cds")
                        .name("sname")
                        .levelFrom("stype", Map.of("E", ELEMENTARY, "M", MIDDLE))
                        .pupils("enroll")
                        .counted("prior year")
                        .pupils("enroll_py")
                        .need(POVERTY, "meals_py")
                        .addingUpRows(),
                spans.counted("census").pupilsIn(ELEMENTARY, "C K-5").pupilsIn(MIDDLE, "C 6-8"),
                spans.number("miles", "Miles")
                        .money("last year", "Last Year")
                        .text("type", "Type")
                        .flag("charter", "Chtr")
                        .flag("magnet", "Mag", List.of("*"), List.of("")));
    }

    static Stream<StudyColumns> studies() {
        return Stream.of(
                StudyColumns.unit("school").numbers("a", "b"),
                StudyColumns.unit("school", "year")
                        .percent("need", "At risk")
                        .dollars("AMT")
                        .texts("level")
                        .restAsNumbers());
    }

    static Stream<CsvColumns<BudgetsCsv>> budgets() {
        return Stream.of(
                CsvColumns.of(BudgetsCsv.SCHOOL, "School Code")
                        .and(BudgetsCsv.SOURCE, "Fund", Map.of("01", "general", "3010", "title-i"))
                        .and(BudgetsCsv.LINE, "Program")
                        .and(BudgetsCsv.AMOUNT, "Budget ($)")
                        .always(BudgetsCsv.HELD, "free"),
                CsvColumns.of(BudgetsCsv.SCHOOL, "id")
                        .always(BudgetsCsv.HELD, "set")
                        .each(BudgetsCsv.AMOUNT, "A", Map.of(BudgetsCsv.LINE, "a", BudgetsCsv.SOURCE, "general"))
                        .each(BudgetsCsv.AMOUNT, "B", Map.of(BudgetsCsv.LINE, "b", BudgetsCsv.SOURCE, "title-i")));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void a_layout_comes_back_equal(CsvLayout layout) {
        StudyColumns columns = StudyColumns.unit("school").numbers("a").in(layout);

        String json = StudyColumnsJson.toJson(columns);

        assertThat(Schemas.faults("study columns", json)).isEmpty();
        assertThat(StudyColumnsJson.parse(json)).isEqualTo(columns);
        assertThat(StudyColumnsJson.toJson(StudyColumnsJson.parse(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("schools")
    void columns_of_schools_come_back_equal(SchoolColumns columns) throws IOException {
        String json = SchoolColumnsJson.toJson(columns);
        SchoolColumnsJson.write(columns, folder.resolve("a.json"));

        assertThat(Schemas.faults("school columns", json)).isEmpty();
        assertThat(SchoolColumnsJson.parse(json)).isEqualTo(columns);
        assertThat(SchoolColumnsJson.read(folder.resolve("a.json"))).isEqualTo(columns);
        assertThat(SchoolColumnsJson.toJson(SchoolColumnsJson.parse(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("studies")
    void columns_of_studies_come_back_equal(StudyColumns columns) throws IOException {
        StudyColumnsJson.write(columns, folder.resolve("a.json"));

        assertThat(Schemas.faults("study columns", StudyColumnsJson.toJson(columns)))
                .isEmpty();

        assertThat(StudyColumnsJson.read(folder.resolve("a.json"))).isEqualTo(columns);
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void columns_of_tables_come_back_equal(CsvColumns<BudgetsCsv> columns) throws IOException {
        String json = CsvColumnsJson.toJson(columns);
        CsvColumnsJson.write(columns, folder.resolve("a.json"));

        assertThat(Schemas.faults("table columns", json)).isEmpty();
        assertThat(CsvColumnsJson.parse(json, BudgetsCsv.class)).isEqualTo(columns);
        assertThat(CsvColumnsJson.read(folder.resolve("a.json"), BudgetsCsv.class))
                .isEqualTo(columns);
        assertThat(CsvColumnsJson.toJson(CsvColumnsJson.parse(json, BudgetsCsv.class)))
                .isEqualTo(json);
    }

    @Test
    void a_mapping_of_pupils_names_their_needs() {
        CsvColumns<PupilsCsv> columns = CsvColumns.of(PupilsCsv.SCHOOL, "School")
                .and(PupilsCsv.GRADE, "Grade")
                .and(PupilsCsv.need(POVERTY), "FRPM", Map.of("X", "yes", "", "no"));

        String json = CsvColumnsJson.toJson(columns);

        assertThat(json).contains("\"need poverty\"");
        assertThat(CsvColumnsJson.parse(json, PupilsCsv.class)).isEqualTo(columns);
    }

    @Test
    void a_mapping_that_somebody_wrote_reads_a_file() throws IOException {
        SchoolColumns columns = SchoolColumnsJson.parse("""
                { "kind": "school columns", "schema": 1,
                  "id": [ {"column": "Code", "digits": "3"} ],
                  "name": "School",
                  "counts": [ {"basis": "current", "columns": [
                    {"group": "all pupils", "column": "Pupils"},
                    {"group": "poverty", "column": "Poor"} ]} ],
                  "layout": {"separator": ";", "decimals": "comma", "missing": {"suppressed": ["<10"]}} }
                """);

        List<School> schools = SchoolsCsv.read(
                        CsvInput.of(new StringReader("Code;School;Pupils;Poor\n7;Lincoln;1.777;<10\n"), "a.csv"),
                        columns)
                .orThrow();

        assertThat(schools.get(0).id().value()).isEqualTo("007");
        assertThat(schools.get(0).enrollment().pupils()).hasToString("1777");
        assertThat(schools.get(0).enrollment().missing(POVERTY)).contains(Missing.SUPPRESSED);
    }

    @Test
    void tells_every_fault_with_its_place() {
        assertThatThrownBy(() -> CsvColumnsJson.parse("""
                        { "kind": "table columns", "schema": 1, "table": "staff",
                          "fields": [ {"field": "schol", "column": "Code"},
                                      {"field": "amount", "column": " "},
                                      {"field": "line", "column": "Program", "meaning": {"1": 2}} ],
                          "layout": {"separator": "::", "missing": {"hidden": ["x"]}} }
                        """, BudgetsCsv.class))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(
                                        Problem::code,
                                        problem -> problem.place().replaceFirst(".*, ", ""))
                                .contains(
                                        tuple("json.value", "/table"),
                                        tuple("json.field-unknown", "/fields/0/field"),
                                        tuple("json.value", "/fields/1"),
                                        tuple("json.type", "/fields/2/meaning/1"),
                                        tuple("json.value", "/layout/separator"),
                                        tuple("json.key-unknown", "/layout/missing/hidden")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"group\": \"poverty\", \"column\": \"a\"}",
                "{\"group\": \"all pupils\", \"column\": \"a\", \"percent\": true}",
                "{\"group\": \"all pupils\", \"column\": \"a\"}, {\"group\": \"all pupils\", \"column\": \"b\"}",
                "{\"group\": \"all pupils\", \"column\": \"\"}"
            })
    void refuses_columns_that_cannot_be(String columns) {
        assertThatThrownBy(() -> SchoolColumnsJson.parse("""
                        { "kind": "school columns", "schema": 1, "id": [ {"column": "Code"} ], "name": "School",
                          "counts": [ {"basis": "current", "columns": [ %s ]} ] }
                        """.formatted(columns)))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                BudgetsCsv.class,
                CountsCsv.class,
                InvestmentsCsv.class,
                OutcomesCsv.class,
                PupilsCsv.class,
                RevenuesCsv.class,
                SpendingCsv.class,
                StaffCsv.class
            })
    void every_field_of_every_reader_can_be_named(Class<?> reader) {
        assertNamed(reader);
    }

    private static <T> void assertNamed(Class<T> reader) {
        Stream.of(reader.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == CsvField.class)
                .forEach(field -> {
                    try {
                        String name = ((CsvField<?>) field.get(null)).name();
                        CsvColumns<T> columns = CsvColumnsJson.parse(
                                """
                                { "kind": "table columns", "schema": 1, "table": "%s",
                                  "fields": [ {"field": "%s", "column": "x"} ] }
                                """.formatted(
                                                reader.getSimpleName()
                                                        .replace("Csv", "")
                                                        .toLowerCase(Locale.ROOT),
                                                name),
                                reader);
                        assertThat(columns.fields()).extracting(CsvField::name).containsExactly(name);
                    } catch (IllegalAccessException impossible) {
                        throw new AssertionError(impossible);
                    }
                });
    }
}
