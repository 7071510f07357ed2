package org.perpupil.io.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perpupil.district.FiscalYear;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.io.catalog.CatalogueEntry.Document;
import org.perpupil.io.json.ExplanationJson;
import org.perpupil.io.json.FormulaJson;
import org.perpupil.io.json.FundingModelJson;
import org.perpupil.io.json.Schemas;
import org.perpupil.io.report.Methodology;
import org.perpupil.problem.ProblemException;

class CatalogueTest {
    private static final List<String> PARAMETER_KEYS = List.of("rate", "share", "rates");

    static List<CatalogueEntry> entries() {
        return Catalogue.entries();
    }

    private static FundingFormula lines(CatalogueEntry entry) {
        return entry.document() == Document.FORMULA
                ? Catalogue.formula(entry.name())
                : Catalogue.model(entry.name()).lines();
    }

    private static String file(CatalogueEntry entry) throws IOException {
        try (InputStream stream = Catalogue.class.getResourceAsStream(entry.name() + ".json")) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }

    @Test
    void entries_are_in_order_of_name_and_each_was_worked() {
        assertThat(Catalogue.entries())
                .extracting(CatalogueEntry::name)
                .isSorted()
                .containsExactlyElementsOf(PublishedSchools.all().keySet());
        assertThat(Catalogue.entry("houston"))
                .hasToString("houston: Per unit allocation and small-school subsidy,"
                        + " Houston Independent School District, 2017–18");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void a_file_is_as_the_library_writes_it_and_agrees_with_its_schema(CatalogueEntry entry) throws IOException {
        String file = file(entry);

        assertThat(
                        entry.document() == Document.FORMULA
                                ? FormulaJson.toJson(Catalogue.formula(entry.name()))
                                : FundingModelJson.toJson(Catalogue.model(entry.name())))
                .isEqualTo(file);
        assertThat(Schemas.faults(entry.document() == Document.FORMULA ? "formula" : "funding model", file))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void every_value_has_a_source_and_the_years_are_those_that_every_parameter_has(CatalogueEntry entry) {
        Set<FiscalYear> years = new TreeSet<>();
        lines(entry)
                .parameters()
                .values()
                .forEach(parameter -> years.addAll(parameter.byYear().keySet()));
        for (Parameter parameter : lines(entry).parameters().values()) {
            assertThat(parameter.byYear().values())
                    .as(parameter.name())
                    .isNotEmpty()
                    .allSatisfy(value -> assertThat(value.citation()).isNotBlank());
            years.retainAll(parameter.byYear().keySet());
        }

        assertThat(entry.years()).containsExactlyElementsOf(years);
        assertThat(entry.source()).isNotBlank();
        assertThat(entry.note()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void a_methodology_lacks_no_value_in_any_of_the_years(CatalogueEntry entry) {
        for (FiscalYear year : entry.years()) {
            String text = entry.document() == Document.FORMULA
                    ? Methodology.of(Catalogue.formula(entry.name()), year).text()
                    : Methodology.of(Catalogue.model(entry.name()), year).text();

            assertThat(text).contains("How each line is computed").doesNotContain("no value for " + year);
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void every_entry_allocates(CatalogueEntry entry) {
        assertThat(PublishedSchools.all().get(entry.name()).allocate().schools())
                .extracting(SchoolAllocation::school)
                .isNotEmpty();
    }

    /** As a reader of the file sees it: a parameter is used where its name stands under one of these keys. */
    private static Set<String> used(JsonNode line) {
        Set<String> names = new LinkedHashSet<>();
        PARAMETER_KEYS.forEach(key -> names.addAll(line.findValuesAsText(key)));
        return names;
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void every_parameter_that_a_line_uses_stands_in_the_trace_with_its_citation(CatalogueEntry entry)
            throws IOException {
        Allocation allocation = PublishedSchools.all().get(entry.name()).allocate();
        Map<String, Parameter> parameters = lines(entry).parameters();
        Set<String> seen = new LinkedHashSet<>();
        for (SchoolAllocation school : allocation.schools()) {
            String trace = onOneLine(school.explain().trace());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ExplanationJson.write(allocation, school.id(), bytes);
            List<JsonNode> rows = new ArrayList<>();
            new ObjectMapper().readTree(bytes.toByteArray()).findParents("rule").forEach(rows::add);
            for (JsonNode line : new ObjectMapper().readTree(file(entry)).get("lines")) {
                String name = line.get("line").textValue();
                JsonNode row = rows.stream()
                        .filter(any -> any.get("line").textValue().equals(name))
                        .findFirst()
                        .orElseThrow();
                if (!row.has("exact")) {
                    continue; // a line that does not apply was not computed
                }
                for (String parameter : used(line)) {
                    String citation = requireNonNull(parameters.get(parameter))
                            .entry(allocation.year())
                            .orElseThrow()
                            .citation();
                    assertThat(row.path("parameters"))
                            .as("%s, %s, %s", entry.name(), school.id(), name)
                            .anySatisfy(given -> {
                                assertThat(given.get("parameter").textValue()).isEqualTo(parameter);
                                assertThat(given.get("citation").textValue()).isEqualTo(citation);
                            });
                    // of a table, with the entry that was taken
                    assertThat(trace)
                            .containsPattern(Pattern.quote(parameter) + "(, [^:]+)?: " + Pattern.quote(citation));
                    seen.add(parameter);
                }
            }
        }

        assertThat(seen).isEqualTo(parameters.keySet());
    }

    @Test
    void a_year_that_a_definition_lacks_is_refused() {
        assertThatThrownBy(() -> PublishedSchools.of(
                        "california-lcff",
                        2016,
                        PublishedSchools.attendance("1", PublishedSchools.K_3, 1, 1, 1, 0, 0, 0)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("base grant per pupil, grades 4–6")
                .hasMessageContaining("2015–16");
    }

    @Test
    void a_name_that_is_not_there_is_told_with_those_that_are() {
        assertThatThrownBy(() -> Catalogue.formula("bosten"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the catalogue has no \"bosten\"; it has boston, california-cost-of-living, ")
                .hasMessageEndingWith("targeted-revenue-model, tennessee");
        assertThatThrownBy(() -> Catalogue.model("../json/schema/formula"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_formula_is_no_model_and_a_model_is_no_formula() {
        assertThatThrownBy(() -> Catalogue.formula("dc-public-schools"))
                .hasMessage("\"dc-public-schools\" is a funding model, not a formula;"
                        + " read it with model(\"dc-public-schools\")");
        assertThatThrownBy(() -> Catalogue.model("boston"))
                .hasMessage("\"boston\" is a formula, not a funding model; read it with formula(\"boston\")");
    }
}
