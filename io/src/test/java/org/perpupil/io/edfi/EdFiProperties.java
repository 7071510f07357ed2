package org.perpupil.io.edfi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.io.edfi.Xml.interchange;
import static org.perpupil.io.edfi.Xml.organization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;

class EdFiProperties {
    private Path file = Path.of("");

    @BeforeProperty
    void makeFile() throws IOException {
        file = Files.createTempFile("ed-fi", ".xml");
    }

    @AfterProperty
    void deleteFile() throws IOException {
        Files.deleteIfExists(file);
    }

    /** An association of a pupil with a program. */
    record In(
            @IntRange(max = 12) int student,
            @IntRange(max = 3) int program) {
        String xml() {
            return "<StudentProgramAssociation><StudentReference><StudentIdentity><StudentUniqueId>" + student
                    + "</StudentUniqueId></StudentIdentity></StudentReference><ProgramReference><ProgramIdentity>"
                    + organization("4400000") + "<ProgramName>P" + program + "</ProgramName><ProgramType>T" + program
                    + "</ProgramType></ProgramIdentity></ProgramReference><BeginDate>2026-08-30</BeginDate>"
                    + organization("4400000") + "</StudentProgramAssociation>\n";
        }
    }

    @Property(tries = 200)
    void counts_pupils_as_a_set_does(
            @ForAll @Size(max = 30) List<@IntRange(max = 12) Integer> students,
            @ForAll @Size(min = 30, max = 30) List<@IntRange(max = 3) Integer> programs)
            throws IOException {
        List<In> all = new ArrayList<>();
        for (int i = 0; i < students.size(); i++) {
            all.add(new In(students.get(i), programs.get(i)));
        }
        StringBuilder xml = new StringBuilder();
        all.forEach(in -> xml.append(in.xml()));
        Files.writeString(file, interchange("StudentProgram", xml.toString()));

        Loaded<EdFiPrograms> loaded = EdFiPrograms.read(file);

        Set<In> distinct = new LinkedHashSet<>(all);
        assertThat(loaded.value().associations()).isEqualTo(distinct.size());
        assertThat(loaded.problems()).hasSize(all.size() - distinct.size());
        assertThat(loaded.value().students())
                .isEqualTo((int) distinct.stream().map(In::student).distinct().count());
        assertThat(loaded.value().students(program -> program.name().equals("P1")))
                .isEqualTo(
                        (int) distinct.stream().filter(in -> in.program() == 1).count());
        Statistics.label("associations")
                .collect(distinct.size() < all.size() ? "one twice" : "none twice")
                .coverage(coverage -> {
                    coverage.check("one twice").percentage(share -> share > 5);
                });
    }

    @Property(tries = 200)
    void an_amount_of_whole_cents_comes_back_as_it_was(@ForAll long cents) throws IOException {
        Money amount = Money.ofCents(cents);
        Files.writeString(file, interchange("Finance", budget(amount.dollars().toPlainString())));

        assertThat(EdFiFinance.read(file).orThrow().amounts().get(0).amount()).isEqualTo(amount);
    }

    private static String budget(String amount) {
        return "<LocalBudget><LocalAccountReference><LocalAccountIdentity><AccountIdentifier>1</AccountIdentifier>"
                + organization("4400000")
                + "<FiscalYear>2026</FiscalYear></LocalAccountIdentity></LocalAccountReference><AsOfDate>2026-06-30</AsOfDate>"
                + "<Amount>" + amount + "</Amount></LocalBudget>\n";
    }

    @Property(tries = 1_000)
    void whatever_happens_to_a_file_it_is_told(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1_500) Integer> places,
            @ForAll @Size(min = 4, max = 4) List<Byte> bytes,
            @ForAll @IntRange(max = 2_000) int length)
            throws IOException {
        byte[] whole = interchange(
                        "Finance", budget("1") + budget("2.001") + "<Other a=\"b\"><!-- c --></Other>" + budget("x"))
                .getBytes(UTF_8);
        byte[] cut = java.util.Arrays.copyOf(whole, Math.min(whole.length, length));
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i) < cut.length) {
                cut[places.get(i)] = bytes.get(i);
            }
        }
        Files.write(file, cut);

        Loaded<EdFiFinance> loaded = EdFiFinance.read(file);

        assertThat(loaded.problems()).isNotEmpty();
        assertThat(loaded.rowsUsed()).isEqualTo(loaded.value().amounts().size());
        assertThat(loaded.value().amounts().size()).isLessThanOrEqualTo(1);
    }
}
