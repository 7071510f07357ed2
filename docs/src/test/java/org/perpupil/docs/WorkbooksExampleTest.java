package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide to workbooks shows code that runs, and a cell that it writes. */
class WorkbooksExampleTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("^```(\\w*)\n(.*?)\n```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(ROOT.resolve("docs/workbooks.md")))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    @Test
    void the_guide_shows_code_that_runs() throws IOException {
        String source = Files.readString(ROOT.resolve("docs/src/main/java/org/perpupil/docs/WorkbooksExample.java"));
        String compiled = source.substring(
                        source.indexOf("// guide:start") + "// guide:start\n".length(), source.indexOf("// guide:end"))
                .lines()
                .map(line -> line.startsWith("        ") ? line.substring(8) : line)
                .collect(Collectors.joining("\n"))
                .strip();

        assertThat(blocks("java")).containsExactly(compiled);
    }

    @Test
    void the_guide_shows_a_cell_of_the_workbook(@TempDir Path folder) throws IOException {
        WorkbooksExample.write(folder);

        assertThat(part(folder.resolve("banning.xlsx"), "xl/worksheets/sheet1.xml"))
                .contains("<f>" + blocks("").get(0) + "</f>");
        assertThat(folder.resolve("district.xlsx")).exists();
    }

    @Test
    void the_same_input_gives_the_same_bytes(@TempDir Path one, @TempDir Path other) throws IOException {
        WorkbooksExample.write(one);
        WorkbooksExample.write(other);

        for (String name : List.of("banning.xlsx", "district.xlsx")) {
            assertThat(one.resolve(name)).hasSameBinaryContentAs(other.resolve(name));
        }
    }

    private static String part(Path workbook, String name) {
        try (ZipFile zip = new ZipFile(workbook.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
