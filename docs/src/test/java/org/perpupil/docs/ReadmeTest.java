package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.money.Money;
import org.perpupil.revenue.SourceId;

/** The README shows code that runs and output that it gives. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    @Test
    void the_example_is_the_code_that_runs() throws IOException {
        String source = Files.readString(ROOT.resolve("docs/src/main/java/org/perpupil/docs/FirstExample.java"));
        String example = source.substring(
                source.indexOf("// readme:start") + "// readme:start\n".length(), source.indexOf("// readme:end"));
        String shown = example.lines()
                .map(line -> line.startsWith("        ") ? line.substring(8) : line)
                .collect(Collectors.joining("\n"))
                .strip();

        assertThat(readme()).contains("```java\n" + shown + "\n```");
    }

    @Test
    void the_output_is_what_it_prints() throws IOException {
        String printed = FirstExample.allocation()
                .of(SchoolId.of("102"))
                .explain()
                .toString()
                .strip();

        assertThat(readme()).contains("```\n" + printed + "\n```");
    }

    @Test
    void the_amounts_are_those_of_a_desk_calculator() {
        Allocation allocation = FirstExample.allocation();

        SourceStatement general = allocation.source(SourceId.of("general"));
        // 10% of 3,950,000
        assertThat(general.central()).isEqualTo(Money.ofDollars(395_000));
        // Table 2.2 by hand: Adams 412 × 3,741 + 240 × 1,272 = 1,846,572; Brook 251 × 3,741 + 180 × 3,667 + 65 × 1,272
        // + 52 × 1,247 = 1,746,575; together 3,593,147, which is 38,147 more than the pool of 3,555,000
        assertThat(general.byLine().values().stream().limit(2))
                .containsExactly(
                        Money.ofDollars(412 * 3_741 + 251 * 3_741 + 180 * 3_667),
                        Money.ofDollars(240 * 1_272 + 65 * 1_272 + 52 * 1_247));
        assertThat(general.residual()).contains(Money.ZERO);
        // 1,746,575 × 3,555,000 ÷ 3,593,147 = 1,728,032.314…; Title I: 117 of 431 pupils are below 40%
        assertThat(allocation.of(SchoolId.of("102")).total()).isEqualTo(Money.parse("1728032.31"));
        // 1,846,572 × 3,555,000 ÷ 3,593,147 = 1,826,967.685…, and all of Title I, 200,000
        assertThat(allocation.of(SchoolId.of("101")).total()).isEqualTo(Money.parse("2026967.69"));
    }

    @Test
    void the_test_command_is_the_one_that_runs_on_every_change() throws IOException {
        assertThat(readme()).contains("\nmvn -B verify\n");
        assertThat(Files.readString(ROOT.resolve(".ci/run"))).endsWith("\nmvn -B verify\n");
    }
}
