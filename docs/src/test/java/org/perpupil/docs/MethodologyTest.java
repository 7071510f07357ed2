package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.exact.Rational;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.NeedMatrix;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.io.report.Methodology;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

/** The methodologies of both examples, whole: read by people, and kept, so that a change of their words is seen; and the guide. */
class MethodologyTest {
    private static final Guide GUIDE = new Guide("methodology.md", "MethodologyExample");
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path KEPT = ROOT.resolve("docs/src/test/resources/org/perpupil/docs");

    private static String kept(String name) throws IOException {
        return Files.readString(KEPT.resolve(name), StandardCharsets.UTF_8);
    }

    @Test
    void los_angeles_reads_as_kept() throws IOException {
        String text = Methodology.of(LosAngeles.model(), LosAngeles.YEAR).text();

        assertThat(text).isEqualTo(kept("los-angeles-methodology.txt"));
        // the guidebook's Table 2.2, middle schools: 3,667 + 1,247
        assertThat(text).contains("A pupil in middle (6–8) brings $3,667.00 as all pupils do", "$4,914.00 together");
    }

    @Test
    void dc_public_schools_read_as_kept() throws IOException {
        String text =
                Methodology.of(DcPublicSchools.model(), DcPublicSchools.YEAR).text();

        assertThat(text).isEqualTo(kept("dc-methodology.txt"));
        // the rules as docs/targeted-revenue-model.md tells them: 10% for the centre, 9,000 a pupil, 95% of the year
        // before
        assertThat(text)
                .contains("10% of its amount stays central")
                .contains("the rate “per-pupil minimum” ($9,000.00)")
                .contains("the value “stabilization floor” (95%)");
    }

    @Test
    void what_a_pupil_brings_is_what_the_allocation_pays() throws IOException {
        String text = Methodology.of(LosAngeles.model(), LosAngeles.YEAR).text();
        NeedMatrix paid = LosAngeles.allocation(LosAngeles.district()).needMatrix();

        for (GradeSpan span : paid.spans()) {
            String row = text.lines()
                    .filter(line -> line.startsWith("  " + span))
                    .findFirst()
                    .orElseThrow();
            for (PupilGroup group : paid.groups()) {
                Rational dollars = paid.cell(span, group).orElseThrow().dollarsPerPupil();
                assertThat(row).contains(Wording.of(dollars, ValueType.MONEY, "$"));
            }
        }
    }

    @Test
    void the_guide_shows_code_that_runs_and_what_it_writes(@TempDir Path folder) throws IOException {
        Methodology methodology = MethodologyExample.write(folder);
        String text = Files.readString(folder.resolve("methodology.txt"));

        assertThat(GUIDE.blocks("java")).isEqualTo(GUIDE.compiled());
        assertThat(GUIDE.blocks("").get(0)).isEqualTo(methodology.line("poverty"));
        assertThat(text).contains("\n" + GUIDE.blocks("").get(1) + "\n\nHow each line is computed\n");
        assertThat(folder.resolve("methodology.html")).content().isEqualTo(methodology.html());
    }
}
