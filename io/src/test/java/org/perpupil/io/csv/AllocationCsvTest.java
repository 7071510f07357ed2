package org.perpupil.io.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.report.Guarded;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

class AllocationCsvTest {
    private static final Allocation EXAMPLE = ExampleAllocation.allocation();

    @TempDir
    Path folder;

    private static String csv(Allocation allocation) {
        StringBuilder text = new StringBuilder();
        try {
            AllocationCsv.write(allocation, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** One school, from which one line of one source takes 12.50 of the 20 that another one pays. */
    private static Allocation named(String school, String line, String source) {
        RevenueSource general = RevenueSource.local("general", source);
        District district = District.named("Unified District")
                .school(School.of(school, school)
                        .enrolling(Enrollment.in(GradeSpan.ALL_GRADES).pupils(3).build())
                        .money("less", Money.ofCents(-1250))
                        .build())
                .build();
        return FundingModel.named("Example")
                .unlocked(
                        general,
                        withoutAmount(),
                        paying(
                                line(line).amount(moneyFact("less")),
                                line("base").amount(dollars(20))))
                .build()
                .resolve(district, ExampleAllocation.YEAR)
                .allocate();
    }

    @Test
    void writes_a_row_for_each_school_and_line() {
        // By hand: 412 × 3,741 and 600 × 4,683; 240 × 1,272 and 100 × 1,077; of the 100,000 of Title I, 240/340 and
        // 100/340,
        // which is 1,200,000/17 = 70,588.2353 and 500,000/17 = 29,411.7647. Rounded down they lack one cent, which goes
        // to the
        // larger remainder, .53 of a cent against .47.
        assertThat(csv(EXAMPLE)).isEqualTo("""
                school,name,level,line,source,restricted,held,exact,amount,rounding unit,working
                101,Lincoln,elementary,all pupils,general,no,free,1541292,1541292.00,no,"412 pupils (elementary) × $3,741.00"
                101,Lincoln,elementary,poverty,general,no,free,305280,305280.00,no,"240 pupils (poverty, elementary, estimate) × $1,272.00"
                101,Lincoln,elementary,share of Title I,title-i,yes,free,1200000/17,70588.24,yes,"240 pupils (poverty, estimate) × $294.117647058823… (level)"
                101,Lincoln,elementary,Arts,arts,yes,set,25000,25000.00,no,"$25,000.00 (second year)"
                102,"Washington, ""Old""\",high,all pupils,general,no,free,2809800,2809800.00,no,"600 pupils (high) × $4,683.00"
                102,"Washington, ""Old""\",high,poverty,general,no,free,107700,107700.00,no,"100 pupils (poverty, high) × $1,077.00"
                102,"Washington, ""Old""\",high,share of Title I,title-i,yes,free,500000/17,29411.76,no,100 pupils (poverty) × $294.117647058823… (level)
                """);
    }

    @Test
    void writes_where_every_cent_of_every_source_went() throws IOException {
        StringBuilder csv = new StringBuilder();

        AllocationCsv.writeSources(EXAMPLE, csv);

        // By hand: 15% of 6,000,000 is 900,000; 1,541,292 + 2,809,800 = 4,351,092; 305,280 + 107,700 = 412,980;
        // 6,000,000 − 900,000 − 4,351,092 − 412,980 = 335,928
        assertThat(csv).hasToString("""
                source,name,restricted,disposition,to,line,amount,set aside,set aside from
                general,General fund,no,unlocked,central,,900000.00,,
                general,General fund,no,unlocked,schools,all pupils,4351092.00,,
                general,General fund,no,unlocked,schools,poverty,412980.00,,
                general,General fund,no,unlocked,residual,,335928.00,,
                title-i,Title I,yes,unlocked,central,,0.00,,
                title-i,Title I,yes,unlocked,schools,share of Title I,100000.00,,
                title-i,Title I,yes,unlocked,residual,,0.00,,
                bonds,Bonds,no,locked,central,,50000.00,,
                bonds,Bonds,no,locked,residual,,0.00,,
                arts,Arts,yes,school grant,central,,0.00,,
                arts,Arts,yes,school grant,schools,Arts,25000.00,,
                arts,Arts,yes,school grant,residual,,0.00,,
                """);
    }

    @Test
    void tells_what_is_set_aside_so_that_no_cent_counts_twice() throws IOException {
        StringBuilder csv = new StringBuilder();

        AllocationCsv.writeSources(Guarded.allocation(), csv);

        // By hand: 30,000 + 60,000; 210,000; −5,000; 300,000 − 90,000 − 205,000. Of the reserve's 60,000, 20,000 is
        // paid.
        // All amounts less what is set aside: 300,000 + 60,000 − 60,000.
        assertThat(csv.toString().lines().skip(1))
                .containsExactly(
                        "general,General fund,no,unlocked,central,,90000.00,60000.00,",
                        "general,General fund,no,unlocked,schools,base,210000.00,,",
                        "general,General fund,no,unlocked,schools,late cut,-5000.00,,",
                        "general,General fund,no,unlocked,residual,,5000.00,,",
                        "reserve,Reserve,no,unlocked,central,,0.00,,general",
                        "reserve,Reserve,no,unlocked,schools,minimum,20000.00,,general",
                        "reserve,Reserve,no,unlocked,schools,maximum,0.00,,general",
                        "reserve,Reserve,no,unlocked,residual,,40000.00,,general");
    }

    @Test
    void a_source_without_an_amount_has_only_the_rows_of_its_lines() throws IOException {
        StringBuilder csv = new StringBuilder();

        AllocationCsv.writeSources(named("1", "less", "General fund"), csv);

        assertThat(csv.toString().lines().skip(1))
                .containsExactly(
                        "general,General fund,no,unlocked,schools,less,-12.50,,",
                        "general,General fund,no,unlocked,schools,base,20.00,,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠1"})
    void a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(String text) throws IOException {
        Allocation allocation = named(text, text, text);
        StringBuilder sources = new StringBuilder();
        AllocationCsv.writeSources(allocation, sources);

        assertThat(csv(allocation).lines().skip(1))
                .first()
                .satisfies(row ->
                        assertThat(row).startsWith("'" + text + ",'" + text + ",other,'" + text + ",general,no,free,"));
        assertThat(sources.toString().lines().skip(1))
                .startsWith("general,'" + text + ",no,unlocked,schools,'" + text + ",-12.50,,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t1", "\r1", "\n1"})
    void a_text_that_starts_with_a_break_gets_an_apostrophe(String line) {
        assertThat(csv(named("1", line, "General fund"))).contains("'" + line);
    }

    @Test
    void an_apostrophe_is_for_texts_and_never_for_numbers() {
        assertThat(csv(named("1", "less =", "General fund")).lines().skip(1))
                .startsWith("1,1,other,less =,general,no,free,-12.5,-12.50,no,−$12.50 (less)");
    }

    @Test
    void writes_no_row_for_a_line_that_pays_nothing_to_the_school() {
        RevenueSource general = RevenueSource.local("general", "General fund");
        Allocation allocation = FundingModel.named("Example")
                .unlocked(general, withoutAmount())
                .add(
                        line("step").figure(pupils()),
                        line("shadow").amount(dollars(5)).asShadow(),
                        line("paid").amount(dollars(7)).from(general))
                .build()
                .resolve(
                        District.named("Unified District")
                                .school(School.of("1", "A")
                                        .enrolling(Enrollment.in(GradeSpan.ALL_GRADES)
                                                .pupils(3)
                                                .build())
                                        .build())
                                .build(),
                        ExampleAllocation.YEAR)
                .allocate();

        assertThat(csv(allocation).lines().skip(1)).containsExactly("1,A,other,paid,general,no,free,7,7.00,no,$7.00");
    }

    @Test
    void a_file_has_the_same_bytes_every_time() throws IOException {
        Path file = folder.resolve("allocation.csv");
        Files.writeString(file, "older");

        AllocationCsv.write(EXAMPLE, file);
        byte[] first = Files.readAllBytes(file);
        AllocationCsv.write(ExampleAllocation.allocation(), file);

        assertThat(first).isEqualTo(csv(EXAMPLE).getBytes(UTF_8));
        assertThat(file).hasBinaryContent(first);
        assertThat(new String(first, UTF_8)).doesNotContain("\r");
        StringBuilder sources = new StringBuilder();
        AllocationCsv.writeSources(EXAMPLE, sources);
        AllocationCsv.writeSources(EXAMPLE, folder.resolve("sources.csv"));
        assertThat(folder.resolve("sources.csv")).hasContent(sources.toString());
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
    }

    @Test
    void a_file_that_cannot_be_written_stays_as_it_was() throws IOException {
        Path file = Files.writeString(folder.resolve("allocation.csv"), "older");
        // a text that UTF-8 cannot hold: half of a pair
        Allocation broken = named("\uD800", "line", "General fund");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> AllocationCsv.write(broken, file));

        assertThat(file).hasContent("older");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_folder_that_is_not_there_is_an_exception() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() ->
                        AllocationCsv.write(EXAMPLE, folder.resolve("none").resolve("a.csv")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllocationCsv.write(EXAMPLE, folder.getRoot()))
                .withMessageEndingWith("names no file");
    }

    @Test
    void hands_on_what_the_receiver_throws() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AllocationCsv.write(EXAMPLE, new Full()))
                .withMessage("full");
        assertThat(List.of(new StringBuilder(), new StringWriter(), CharBuffer.allocate(4096)))
                .allSatisfy(receiver -> AllocationCsv.write(EXAMPLE, receiver));
    }

    private static final class Full implements Appendable {
        @Override
        public Appendable append(CharSequence text) throws IOException {
            throw new IOException("full");
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            throw new IOException("full");
        }

        @Override
        public Appendable append(char letter) throws IOException {
            throw new IOException("full");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva"})
    @ResourceLock(Resources.LOCALE)
    void no_byte_depends_on_the_default_locale(String language) {
        Locale before = Locale.getDefault();
        String expected = csv(EXAMPLE);
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertThat(csv(ExampleAllocation.allocation())).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }
}
