package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The guide to compliance shows code that runs and what it prints. */
class ComplianceExampleTest {
    private static final Guide GUIDE = new Guide("compliance.md", "ComplianceExample");

    private static String printed(Consumer<PrintStream> example) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        example.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8)
                .replace(System.lineSeparator(), "\n")
                .stripTrailing();
    }

    @Test
    void every_java_block_is_compiled() throws IOException {
        assertThat(GUIDE.blocks("java")).isNotEmpty().isEqualTo(GUIDE.compiled());
    }

    @Test
    void the_guide_shows_what_is_printed() throws IOException {
        assertThat(GUIDE.blocks(""))
                .containsExactly(
                        printed(ComplianceExample::findRate),
                        printed(ComplianceExample::addUp),
                        printed(ComplianceExample::tryPrintedRate),
                        printed(ComplianceExample::supplement),
                        printed(ComplianceExample::maintainEquity));
    }

    @Test
    void what_is_printed_agrees_with_figures_by_hand() {
        // 236 × 1,908 = 450,288; 449 × 1,908 = 856,692, where 356,692 is printed
        assertThat(printed(ComplianceExample::findRate))
                .contains("such as 1908")
                .contains("500000 less than 856692");
        // 633,054.9949 + 109,677.2073 + 113,959.7978
        assertThat(printed(ComplianceExample::addUp)).contains("356692 printed, 500000 less than its parts, 856692");
        // 1,004 × 4,122.55 = 4,139,040.20, beside 4,139,035.83
        assertThat(printed(ComplianceExample::tryPrintedRate)).contains("4.37 less than 4364040.2 ");
        // 8,400 × 300 − 8,000 × 300 − 90,000, and without the 90,000
        assertThat(printed(ComplianceExample::supplement)).contains("$30,000.00, and $120,000.00 without");
        // Lincoln had 8,400 and has 2,430,000 / 300; 90,000 / 1,200 are allowed, and nothing once all is given back
        assertThat(printed(ComplianceExample::maintainEquity))
                .contains("the $75.00 for each pupil")
                .contains("$8,400.00 → $8,100.00 for each pupil, $300.00 less; $90,000.00 mend it");
    }
}
