package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.testing.Schools.LEVELS;
import static org.perpupil.testing.Schools.NEEDS;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.jspecify.annotations.Nullable;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.testing.Schools;

@Domain(Schools.class)
@Domain(DomainContext.Global.class)
class SchoolsCsvProperties {
    private static final Pattern LINE = Pattern.compile("a\\.csv, line (\\d+)");

    /** A column for each level and need, and one for each fact. */
    private static SchoolColumns columns() {
        SchoolColumns.Pupils start = SchoolColumns.id("id").name("name");
        SchoolColumns columns = start.pupilsIn(LEVELS.get(0), header(NeedCategory.ALL_PUPILS, LEVELS.get(0)));
        for (GradeSpan level : LEVELS.subList(1, LEVELS.size())) {
            columns = columns.pupilsIn(level, header(NeedCategory.ALL_PUPILS, level));
        }
        for (NeedCategory need : NEEDS) {
            for (GradeSpan level : LEVELS) {
                columns = columns.needIn(need, level, header(need, level));
            }
        }
        return columns.text("type", "type")
                .number("miles", "miles")
                .money("last year", "last year")
                .flag("charter", "charter")
                .number("graduates", "graduates");
    }

    private static String header(PupilGroup group, GradeSpan level) {
        return group.name() + " " + level.name();
    }

    private static List<String> cells(School school) {
        List<String> cells = new ArrayList<>(List.of(school.id().value(), school.name()));
        List<PupilGroup> groups = new ArrayList<>(List.of(NeedCategory.ALL_PUPILS));
        groups.addAll(NEEDS);
        for (PupilGroup group : groups) {
            for (GradeSpan level : LEVELS) {
                cells.add(Optional.ofNullable(school.enrollment().cells(group).get(level))
                        .map(PupilCount::toString)
                        .orElse(mark(school.enrollment().missing().get(group))));
            }
        }
        cells.add(school.text("type").orElseThrow());
        cells.add(school.number("miles").orElseThrow().toPlainString());
        cells.add(school.money("last year").orElseThrow().display("$"));
        cells.add(school.flag("charter").orElseThrow() ? "Yes" : "no");
        cells.add(mark(school.missing().get("graduates")));
        return cells;
    }

    private static String mark(@Nullable Missing why) {
        return why == Missing.SUPPRESSED ? "*" : why == Missing.NOT_APPLICABLE ? "†" : "";
    }

    /** Quotes what must be quoted, and now and then what need not. */
    private static String row(List<String> cells, Random random) {
        return cells.stream()
                .map(cell -> cell.contains(",") || cell.contains("\"") || random.nextInt(4) == 0
                        ? "\"" + cell.replace("\"", "\"\"") + "\""
                        : cell)
                .collect(Collectors.joining(","));
    }

    @Property(tries = 200)
    void schools_that_are_written_are_read_back_equal(
            @ForAll District district, @ForAll Random random, @ForAll("lineEnds") String end) throws IOException {
        StringBuilder csv = new StringBuilder(row(columns().columns(), random)).append(end);
        district.schools()
                .forEach(school -> csv.append(row(cells(school), random)).append(end));

        Loaded<List<School>> loaded =
                SchoolsCsv.read(CsvInput.of(new StringReader(csv.toString()), "a.csv"), columns());

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.value()).containsExactlyElementsOf(district.schools());
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    @Property(tries = 500)
    @StatisticsReport(StatisticsReportMode.OFF)
    void each_row_is_used_or_has_a_problem(@ForAll("files") String csv) throws IOException {
        SchoolColumns columns = SchoolColumns.id("a").name("b").pupils("c").number("d", "d");

        Loaded<List<School>> loaded =
                SchoolsCsv.read(CsvInput.of(new StringReader("a,b,c,d\n" + csv), "a.csv"), columns);

        long rowsAtFault = loaded.problems().stream()
                .map(Problem::place)
                .map(LINE::matcher)
                .filter(Matcher::lookingAt)
                .map(matcher -> matcher.group(1))
                .distinct()
                .count();
        assertThat(loaded.rowsUsed()).isEqualTo(loaded.value().size());
        assertThat(loaded.rowsRead()).isEqualTo(loaded.rowsUsed() + rowsAtFault);
        Statistics.label("faults")
                .collect(rowsAtFault > 0)
                .coverage(drawn -> drawn.check(true).percentage(share -> share > 7.5));
        Statistics.label("used")
                .collect(loaded.rowsUsed() > 0)
                .coverage(drawn -> drawn.check(true).percentage(share -> share > 7.5));
    }

    /** Rows of cells that are good as often as not, and of other lengths now and then. */
    @Provide
    Arbitrary<String> files() {
        Arbitrary<String> cell = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of("1", "2", "3", "40", "5.5", "\"1,777\"", "")),
                Tuple.of(1, Arbitraries.of("x", "-1", "NaN", "N/A", "\"", "\"a\"b", "\u0000", "\"a\nb\"")),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(5)));
        Arbitrary<Integer> length = Arbitraries.frequency(Tuple.of(9, 4), Tuple.of(1, 3), Tuple.of(1, 5));
        return length.flatMap(fields -> cell.list().ofSize(fields))
                .map(cells -> String.join(",", cells))
                .list()
                .ofMaxSize(8)
                .map(rows -> String.join("\n", rows));
    }

    @Property(tries = 500)
    void no_text_whatever_makes_it_fail(@ForAll String csv) throws IOException {
        Loaded<List<School>> loaded = SchoolsCsv.read(
                CsvInput.of(new StringReader(csv), "a.csv"),
                SchoolColumns.id("a").name("b").pupils("c"));

        assertThat(loaded.value()).isEmpty();
        assertThat(loaded.problems()).isNotEmpty();
    }

    @Property(tries = 300)
    void a_count_with_separators_is_the_count_without(@ForAll("grouped") String grouped) throws IOException {
        String csv = "a,b,c\n1,A,\"" + grouped + "\"\n";

        Loaded<List<School>> loaded = SchoolsCsv.read(
                CsvInput.of(new StringReader(csv), "a.csv"),
                SchoolColumns.id("a").name("b").pupils("c"));

        assertThat(loaded.orThrow().get(0).enrollment().pupils()).isEqualTo(PupilCount.parse(grouped.replace(",", "")));
    }

    @Provide
    Arbitrary<String> grouped() {
        return Arbitraries.longs()
                .between(0, 999_999_999_999_999L)
                .map(count -> String.format(Locale.ROOT, "%,d", count));
    }
}
