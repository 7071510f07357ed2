package org.perpupil.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.School;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.compliance.FigureCheck;
import org.perpupil.io.catalog.Catalogue;
import org.perpupil.io.json.FormulaJson;

/** The guide from a rule to its file shows fragments of files of the catalogue, code that runs, and what it prints. */
class RuleToFileExampleTest {
    private static final Guide GUIDE = new Guide("rule-to-file.md", "RuleToFileExample");

    /** Whose files the fragments stand in. */
    private static final List<String> SHOWN =
            List.of("england-secondary", "new-york-city", "california-lcff", "dc-uniform-formula");

    private static final Path SCHOOLS = Path.of("src/main/resources/org/perpupil/docs/england-2018/schools.csv");

    @TempDir
    private Path folder;

    private Path file;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    @BeforeEach
    void copiesTheFile() throws IOException {
        file = folder.resolve("england.json");
        FormulaJson.write(Catalogue.formula("england-secondary"), file);
    }

    private String printed() {
        String text = bytes.toString(UTF_8).stripTrailing();
        bytes.reset();
        return text;
    }

    /** Returns the rows of a comparison that are not met. */
    private String differing() {
        return printed().lines().filter(row -> !row.endsWith(" 0")).collect(joining("\n"));
    }

    private SchoolAllocation got() throws IOException {
        return RuleToFileExample.allocate(RuleToFileExample.read(file), RuleToFileExample.school());
    }

    private static String withoutIndent(String text) {
        return text.lines().map(String::strip).collect(joining("\n"));
    }

    @Test
    void every_java_block_is_compiled() throws IOException {
        assertThat(GUIDE.blocks("java")).isEqualTo(GUIDE.compiled());
    }

    @Test
    void every_fragment_stands_in_a_file_of_the_catalogue() throws IOException {
        String files = SHOWN.stream()
                .map(name -> FormulaJson.toJson(Catalogue.formula(name)))
                .map(RuleToFileExampleTest::withoutIndent)
                .collect(joining("\n"));

        assertThat(GUIDE.blocks("json"))
                .isNotEmpty()
                .allSatisfy(fragment -> assertThat(files).contains(withoutIndent(fragment)));
    }

    @Test
    void the_guide_shows_what_is_printed() throws IOException {
        String table = Files.readString(SCHOOLS).stripTrailing();
        FundingFormula formula = RuleToFileExample.read(file);
        SchoolAllocation got = got();
        RuleToFileExample.show(RuleToFileExample.compare(got), out);
        String met = printed();
        RuleToFileExample.explain(got, out);
        String working = printed();
        RuleToFileExample.exact(got, out);
        String exact = printed();
        RuleToFileExample.newYork(out);
        String rates = printed();
        RuleToFileExample.slip(file, RuleToFileExample.school(), out);
        String counting = differing();
        Path near = Files.writeString(
                folder.resolve("near.csv"), Files.readString(SCHOOLS).replace(",yes", ",no"));
        RuleToFileExample.show(
                RuleToFileExample.compare(RuleToFileExample.allocate(formula, RuleToFileExample.fromCsv(near))), out);
        String notFar = differing();
        RuleToFileExample.methodology(formula, folder, out);
        String sentences = printed();

        List<String> blocks = GUIDE.blocks("");
        String command = blocks.stream()
                .filter(block -> block.startsWith("java @"))
                .findFirst()
                .orElseThrow();
        assertThat(blocks).containsExactly(table, met, command, working, exact, rates, counting, notFar, sentences);
        assertThat(Path.of("..").resolve(command.split(" ")[2])).exists();
        assertThat(folder.resolve("methodology.html")).exists();
    }

    @Test
    void every_official_figure_is_met() throws IOException {
        FigureCheck check = RuleToFileExample.compare(got());

        // Department for Education, national funding formula for schools, 2018–19: the figures stand in the example
        assertThat(check.rows()).hasSize(12);
        assertThat(check.differences()).isEmpty();
    }

    @Test
    void the_table_gives_the_same_school() throws IOException {
        School school = RuleToFileExample.fromCsv(SCHOOLS);

        assertThat(school).isEqualTo(RuleToFileExample.school());
    }
}
