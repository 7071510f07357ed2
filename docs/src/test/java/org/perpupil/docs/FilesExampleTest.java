package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.PupilCount;

/** The guide to files shows code that runs, what it prints, and the mapping that it writes. */
class FilesExampleTest {
    private static final Guide GUIDE = new Guide("files.md", "FilesExample");
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FOLDER = ROOT.resolve("docs/src/main/resources/org/perpupil/docs/riverside");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        String text =
                bytes.toString(StandardCharsets.UTF_8).replace(FOLDER + "/", "").stripTrailing();
        bytes.reset();
        return text;
    }

    @Test
    void every_java_block_is_compiled() throws IOException {
        assertThat(GUIDE.blocks("java")).isEqualTo(GUIDE.compiled());
    }

    @Test
    void the_guide_shows_the_files_the_mapping_and_what_is_printed() throws IOException {
        Loaded<List<School>> loaded = FilesExample.schools(FOLDER, out);
        String problems = printed();
        FilesExample.showMissing(loaded.value(), out);
        String missing = printed();
        District district = FilesExample.district(FOLDER, loaded.value());
        FilesExample.tryToAllocate(district, out);
        String refused = printed();
        FilesExample.allocate(FOLDER, loaded.value(), out);
        String paid = printed();
        FilesExample.fromOneRoster(FOLDER, out);
        FilesExample.writeMapping(folder.resolve("columns.json"));

        assertThat(GUIDE.blocks(""))
                .containsExactly(
                        Files.readString(FOLDER.resolve("enrollment.csv"))
                                .replace("\uFEFF", "")
                                .replace("\r", "")
                                .stripTrailing(),
                        problems,
                        missing,
                        Files.readString(FOLDER.resolve("revenues.csv")).stripTrailing(),
                        refused,
                        paid,
                        printed());
        assertThat(GUIDE.blocks("json"))
                .containsExactly(
                        Files.readString(folder.resolve("columns.json")).stripTrailing());
    }

    @Test
    void reads_the_traps_of_the_file() throws IOException {
        byte[] file = Files.readAllBytes(FOLDER.resolve("enrollment.csv"));
        // the traps are there: a byte order mark, and records that end with CR LF
        assertThat(file[0]).isEqualTo((byte) 0xEF);
        assertThat(new String(file, StandardCharsets.UTF_8)).contains("\r\n").contains("\"District\nCode\"");

        Loaded<List<School>> loaded = FilesExample.schools(FOLDER, out);

        assertThat(loaded.rowsRead()).isEqualTo(5);
        assertThat(loaded.value())
                .extracting(school -> school.id().value())
                .containsExactly("012340007", "012340012", "012340021");
        School brook = loaded.value().get(1);
        assertThat(brook.enrollment().pupils()).isEqualTo(PupilCount.of(1_431));
        assertThat(brook.enrollment().missing(ENGLISH_LEARNER)).contains(Missing.SUPPRESSED);
        assertThat(loaded.value().get(2).enrollment().missing(POVERTY)).contains(Missing.NOT_GIVEN);
        // $6,455,155.005 rounded half up
        assertThat(brook.money("last year")).contains(Money.ofCents(645_515_501));
    }

    @Test
    void no_cent_is_lost_on_the_way() throws IOException {
        Loaded<List<School>> loaded = FilesExample.schools(FOLDER, out);

        Allocation allocation = FilesExample.allocate(FOLDER, loaded.value(), out);

        // 24,950,000.00 + 1,050,000.50 and 412,500.75
        assertThat(Money.total(allocation.sources().stream()
                        .map(source -> source.amount().orElseThrow())
                        .toList()))
                .isEqualTo(Money.ofCents(2_641_250_125L));
        // Title I in proportion to 240, 1,117 and 1,204 poor pupils, and 4,500 × 412 + 1,200 × 240 for Adams:
        // 412,500.75 × 240 / 2,561 = 38,656.84…
        assertThat(allocation.schools().get(0).total()).isEqualTo(Money.ofCents(214_200_000 + 3_865_684));
    }

    @Test
    void counts_pupils_of_a_roster_once_in_each_school_they_name() throws IOException {
        District district = FilesExample.fromOneRoster(FOLDER, out);

        // users.csv: p1 and p2 in Adams, p2 and, by a department, p3 in Brook; p1 and p3 have free or reduced-price
        // lunch
        assertThat(district.schools())
                .extracting(school -> school.enrollment().pupils())
                .containsExactly(PupilCount.of(2), PupilCount.of(2));
        assertThat(district.schools())
                .extracting(school -> school.enrollment().count(POVERTY).orElseThrow())
                .containsExactly(PupilCount.of(1), PupilCount.of(1));
    }
}
