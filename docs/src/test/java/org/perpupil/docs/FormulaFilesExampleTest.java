package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.formula.FundingFormula;
import org.perpupil.io.json.FundingModelJson;
import org.perpupil.io.json.JsonSchemas;

/** The guide to formulas as files shows code that runs, the files that it writes, and how they differ. */
class FormulaFilesExampleTest {
    private static final Guide GUIDE = new Guide("formula-files.md", "FormulaFilesExample");
    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        String text = bytes.toString(StandardCharsets.UTF_8)
                .replace(folder + folder.getFileSystem().getSeparator(), "")
                .stripTrailing();
        bytes.reset();
        return text;
    }

    /** Applies a diff to a text as a reader would, every line of context included. */
    private static String patched(String text, String diff) {
        List<String> before = text.lines().toList();
        List<String> after = new ArrayList<>();
        int at = 0;
        for (String line : diff.lines().skip(2).toList()) {
            MatchResult hunk = HUNK.matcher(line).results().findFirst().orElse(null);
            if (hunk != null) {
                int start = Integer.parseInt(hunk.group(1)) - 1;
                after.addAll(before.subList(at, start));
                at = start;
                assertThat(Integer.parseInt(hunk.group(3))).isEqualTo(after.size() + 1);
                continue;
            }
            if (!line.startsWith("+")) {
                assertThat(before.get(at)).isEqualTo(line.substring(1));
                at++;
            }
            if (!line.startsWith("-")) {
                after.add(line.substring(1));
            }
        }
        after.addAll(before.subList(at, before.size()));
        return after.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static Stream<String> changed(String diff) {
        return diff.lines().skip(2).filter(line -> line.startsWith("+") || line.startsWith("-"));
    }

    @Test
    void every_java_block_is_compiled() throws IOException {
        assertThat(GUIDE.blocks("java")).isEqualTo(GUIDE.compiled());
    }

    @Test
    void the_diff_leads_from_one_file_to_the_other() throws IOException {
        String model = FundingModelJson.toJson(FormulaFilesExample.model());
        String proposal = FundingModelJson.toJson(FormulaFilesExample.proposal());
        String diff = GUIDE.blocks("diff").get(0);

        assertThat(patched(model, diff)).isEqualTo(proposal);
        // the weight, the base of the year after, and the comma before it
        assertThat(changed(diff)).hasSize(5);
    }

    @Test
    void the_guide_shows_the_files_and_what_is_printed() throws IOException {
        Path adopted = folder.resolve("model.json");
        FormulaFilesExample.writeAndRead(adopted);
        Path proposed = folder.resolve("proposal.json");
        FundingModelJson.write(FormulaFilesExample.proposal(), proposed);
        FormulaFilesExample.tellChange(adopted, proposed, out);
        String change = printed();
        Path slip = Files.writeString(
                folder.resolve("slip.json"),
                patched(Files.readString(adopted), GUIDE.blocks("diff").get(1)));
        FormulaFilesExample.readFaulty(slip, out);
        String faults = printed();
        Path curved = folder.resolve("curved.json");
        FundingFormula formula = FormulaFilesExample.curved(curved, out);

        assertThat(GUIDE.blocks("")).containsExactly(change, faults, printed());
        assertThat(GUIDE.blocks("json").get(0))
                .isEqualTo(Files.readString(adopted).stripTrailing());
        String line = GUIDE.blocks("json").get(1).indent(4).stripTrailing();
        assertThat(Files.readString(curved)).contains(line);
        assertThat(formula.lines()).hasSize(2);
    }

    @Test
    void the_schemas_are_files_that_anybody_can_have() throws IOException {
        FormulaFilesExample.writeSchemas(folder);

        assertThat(folder.resolve("urn-perpupil-schema-funding-model-1.json"))
                .hasContent(JsonSchemas.of("funding model"));
    }
}
