package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide to workbooks shows code that runs, and a cell that it writes. */
class WorkbooksExampleTest {
    private static final Guide GUIDE = new Guide("workbooks.md", "WorkbooksExample");

    @Test
    void the_guide_shows_code_that_runs() throws IOException {
        assertThat(GUIDE.blocks("java")).isEqualTo(GUIDE.compiled());
    }

    @Test
    void the_guide_shows_a_cell_of_the_workbook(@TempDir Path folder) throws IOException {
        WorkbooksExample.write(folder);

        assertThat(part(folder.resolve("banning.xlsx"), "xl/worksheets/sheet1.xml"))
                .contains("<f>" + GUIDE.blocks("").get(0) + "</f>");
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
