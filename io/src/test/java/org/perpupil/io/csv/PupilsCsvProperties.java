package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.district.PupilTally;
import org.perpupil.district.SchoolId;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;

class PupilsCsvProperties {
    private static final CsvColumns<PupilsCsv> COLUMNS = CsvColumns.of(PupilsCsv.SCHOOL, "school")
            .and(PupilsCsv.PUPIL, "pupil")
            .and(PupilsCsv.GRADE, "grade")
            .and(PupilsCsv.need(POVERTY), "poor")
            .and(PupilsCsv.need(ENGLISH_LEARNER), "learner");

    private static final String HEADER = "pupil,school,grade,poor,learner\n";

    /** One row, as it stands in the file. */
    record Line(String pupil, String school, String grade, String poor, String learner) {
        String text() {
            return String.join(",", pupil, school, grade, poor, learner) + "\n";
        }

        boolean isFaulty() {
            return grade.equals("13") || poor.equals("?");
        }
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 40).map(id -> id == 40 ? "" : "id" + id),
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.frequencyOf(
                                Tuple.of(60, Arbitraries.of("K", "5", "UG")), Tuple.of(1, Arbitraries.just("13"))),
                        Arbitraries.frequencyOf(
                                Tuple.of(60, Arbitraries.of("Y", "N", "Y", "N", "Y", "N", "")),
                                Tuple.of(1, Arbitraries.just("?"))),
                        Arbitraries.of("Y", "N", "Y", "N", "Y", "N", "*"))
                .as(Line::new)
                .list()
                .ofMaxSize(40);
    }

    private static Loaded<PupilRoll> read(List<Line> lines) throws IOException {
        String csv = HEADER + lines.stream().map(Line::text).collect(Collectors.joining());
        return PupilsCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), COLUMNS);
    }

    @Property
    void agrees_with_a_plain_recount(@ForAll("lines") List<Line> lines) throws IOException {
        Loaded<PupilRoll> loaded = read(lines);
        Map<SchoolId, Enrollment> counts =
                loaded.value().tally().enrollments(POVERTY, ENGLISH_LEARNER, anyOf(POVERTY, ENGLISH_LEARNER));

        Set<String> faulty =
                lines.stream().filter(Line::isFaulty).map(Line::school).collect(Collectors.toSet());
        List<Line> counted = new ArrayList<>();
        Map<String, Set<String>> schoolsOf = new HashMap<>();
        int twice = 0;
        for (Line line : lines) {
            if (line.isFaulty()) {
                continue;
            }
            if (line.pupil().isEmpty()
                    || schoolsOf
                            .computeIfAbsent(line.pupil(), any -> new HashSet<>())
                            .add(line.school())) {
                counted.add(line);
            } else {
                twice++;
            }
        }
        Map<String, List<Line>> bySchool = counted.stream()
                .filter(line -> !faulty.contains(line.school()))
                .collect(Collectors.groupingBy(Line::school, TreeMap::new, Collectors.toList()));

        assertThat(counts.keySet()).extracting(SchoolId::value).containsExactlyElementsOf(bySchool.keySet());
        assertThat(loaded.value().tally().incomplete()).hasSameSizeAs(faulty);
        assertThat(loaded.value().identified()).isEqualTo(schoolsOf.size());
        assertThat(loaded.value().inSeveralSchools())
                .isEqualTo(schoolsOf.values().stream()
                        .filter(its -> its.size() > 1)
                        .count());
        assertThat(loaded.problems().stream().map(Problem::code).filter("csv.pupil-twice"::equals))
                .hasSize(twice);
        assertThat(loaded.rowsRead()).isEqualTo(lines.size());
        assertThat(loaded.rowsUsed())
                .isEqualTo(bySchool.values().stream().mapToInt(List::size).sum());
        bySchool.forEach((school, its) -> {
            Enrollment found = counts.get(SchoolId.of(school));
            for (String grade : List.of("K", "5", "UG")) {
                GradeSpan span = GradeSpan.of(Grade.parse(grade));
                List<Line> ofGrade =
                        its.stream().filter(line -> line.grade().equals(grade)).toList();
                assertThat(found.count(POVERTY, span).map(PupilCount::toString))
                        .isEqualTo(known(
                                ofGrade,
                                line -> line.poor().isEmpty(),
                                line -> line.poor().equals("Y")));
                assertThat(found.count(ENGLISH_LEARNER, span).map(PupilCount::toString))
                        .isEqualTo(known(
                                ofGrade,
                                line -> line.learner().equals("*"),
                                line -> line.learner().equals("Y")));
                assertThat(found.count(anyOf(POVERTY, ENGLISH_LEARNER), span).map(PupilCount::toString))
                        .isEqualTo(known(
                                ofGrade,
                                line -> (line.poor().isEmpty()
                                                && !line.learner().equals("Y"))
                                        || (line.learner().equals("*")
                                                && !line.poor().equals("Y")),
                                line -> line.poor().equals("Y")
                                        || line.learner().equals("Y")));
            }
        });
        Statistics.label("schools").collect(faulty.isEmpty() ? "all complete" : "one incomplete");
        Statistics.label("pupils").collect(twice > 0 ? "one twice" : "none twice");
        Statistics.label("schools").coverage(coverage -> {
            coverage.check("all complete").percentage(share -> share > 5);
            coverage.check("one incomplete").percentage(share -> share > 5);
        });
        Statistics.label("pupils")
                .coverage(coverage -> coverage.check("one twice").percentage(share -> share > 5));
    }

    private static Optional<String> known(List<Line> lines, Predicate<Line> isOpen, Predicate<Line> isIn) {
        return lines.stream().anyMatch(isOpen)
                ? Optional.empty()
                : Optional.of(Long.toString(lines.stream().filter(isIn).count()));
    }

    /** Without ids nothing hangs together across parts of a file. */
    @Property
    void parts_of_a_file_add_up_to_the_whole(@ForAll("lines") List<Line> lines, @ForAll @IntRange(max = 40) int cut)
            throws IOException {
        List<Line> anonymous = lines.stream()
                .map(line -> new Line("", line.school(), line.grade(), line.poor(), line.learner()))
                .toList();
        int at = Math.min(cut, anonymous.size());
        PupilTally first = read(anonymous.subList(0, at)).value().tally();
        PupilTally last = read(anonymous.subList(at, anonymous.size())).value().tally();

        PupilTally whole = read(anonymous).value().tally();

        assertThat(first.plus(last)).isEqualTo(whole);
        assertThat(last.plus(first)).isEqualTo(whole);
    }

    /** Where the end of a table is looked for, every row is read as a whole. */
    @Property
    void rows_known_by_their_fields_count_as_those_that_are_read(@ForAll("lines") List<Line> lines) throws IOException {
        String csv = HEADER + lines.stream().map(Line::text).collect(Collectors.joining());

        Loaded<PupilRoll> known = PupilsCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), COLUMNS);
        Loaded<PupilRoll> read = PupilsCsv.read(
                CsvInput.of(new StringReader(csv), "a.csv"),
                COLUMNS.in(CsvLayout.usual().endingBefore("Total")));

        assertThat(known.value()).isEqualTo(read.value());
        assertThat(known.problems()).isEqualTo(read.problems());
        assertThat(known.rowsRead()).isEqualTo(read.rowsRead());
        assertThat(known.rowsUsed()).isEqualTo(read.rowsUsed());
    }

    /** Rows that are chosen by a column are known by it too. */
    @Property
    void a_year_of_several_counts_as_in_a_file_of_its_own(@ForAll("lines") List<Line> lines) throws IOException {
        String both = "year," + HEADER
                + lines.stream()
                        .map(line -> "2026," + line.text() + "2027," + line.text())
                        .collect(Collectors.joining());

        Loaded<PupilRoll> chosen = PupilsCsv.read(
                CsvInput.of(new StringReader(both), "a.csv"),
                COLUMNS.in(CsvLayout.usual().onlyRows("year", "2027")));
        Loaded<PupilRoll> alone = read(lines);

        assertThat(chosen.value()).isEqualTo(alone.value());
        assertThat(chosen.rowsRead()).isEqualTo(alone.rowsRead());
        assertThat(chosen.rowsUsed()).isEqualTo(alone.rowsUsed());
        assertThat(chosen.problems()).hasSameSizeAs(alone.problems());
    }
}
