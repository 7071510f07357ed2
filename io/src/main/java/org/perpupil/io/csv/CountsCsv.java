package org.perpupil.io.csv;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.perpupil.district.SchoolId;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

/**
 * Reads counts of pupils from a comma-separated file that has a row, or a column, for each school, grade or span, and group.
 *
 * <pre>{@code
 * CsvColumns<CountsCsv> columns = CsvColumns.of(CountsCsv.SCHOOL, "School Code")
 *         .and(CountsCsv.SPAN, "Grade")
 *         .each(CountsCsv.PUPILS, "Enrollment", Map.of(CountsCsv.GROUP, "all pupils"))
 *         .each(CountsCsv.PUPILS, "FRPM", Map.of(CountsCsv.GROUP, "poverty"))
 *         .each(CountsCsv.PUPILS, "EL", Map.of(CountsCsv.GROUP, "English learner"));
 * Loaded<Map<SchoolId, Enrollment>> loaded =
 *         CountsCsv.read(file, columns, List.of(), List.of(ALL_PUPILS, POVERTY, ENGLISH_LEARNER));
 * }</pre>
 *
 * <p>A span is named by a {@linkplain Grade#code() grade}, with or without leading zeros, or by the name of one of the spans that are given;
 * {@code all grades} is the whole school. A count that is suppressed or does not apply is no count, and the school's counts keep {@linkplain
 * Enrollment#missing(PupilGroup) why}; one that is simply not there says nothing.
 *
 * <p>Every row with a fault is left out, and each of its faults is told with file, line, column, value and what would be right; the others
 * are kept. A school of which a row cannot be used, or whose counts contradict each other, as by more pupils in poverty than pupils, is left out
 * with all its rows: its counts would be too low, or wrong.
 * {@code rowsRead} counts the rows below the header that are not blank; each is used or has a problem.
 *
 * <p>Problems have the codes of {@link BudgetsCsv} and of {@link Enrollment.Builder#build()}, {@code csv.count} for a count, {@code csv.span}
 * and {@code csv.group} for names that are not known.
 */
public final class CountsCsv {
    /** The school's id; leading zeros count. */
    public static final CsvField<CountsCsv> SCHOOL = CsvField.required(CountsCsv.class, "school");

    /** The grade or the span. */
    public static final CsvField<CountsCsv> SPAN = CsvField.required(CountsCsv.class, "span");

    /** The name of the group: {@code all pupils}, or a need. */
    public static final CsvField<CountsCsv> GROUP = CsvField.required(CountsCsv.class, "group");

    /** How many pupils; 0 or more, and not always whole. */
    public static final CsvField<CountsCsv> PUPILS = CsvField.optional(CountsCsv.class, "pupils");

    private CountsCsv() {}

    /**
     * Reads counts from a file in UTF-8; other bytes are a problem that leaves no counts.
     *
     * @param spans those that the file names, beside grades
     * @param groups those that the file names
     * @return the counts by school, in order of school id
     * @throws IllegalArgumentException if the mapping lacks a field
     * @throws IOException if the file cannot be read
     */
    public static Loaded<Map<SchoolId, Enrollment>> read(
            Path file, CsvColumns<CountsCsv> columns, Collection<GradeSpan> spans, Collection<PupilGroup> groups)
            throws IOException {
        return read(CsvInput.of(file), columns, spans, groups);
    }

    /**
     * Reads counts from a file whose reading is followed, or from text.
     *
     * @param spans those that the file names, beside grades
     * @param groups those that the file names
     * @return the counts by school, in order of school id
     * @throws IllegalArgumentException if the mapping lacks a field
     * @throws IOException if it cannot be read
     */
    public static Loaded<Map<SchoolId, Enrollment>> read(
            CsvInput input, CsvColumns<CountsCsv> columns, Collection<GradeSpan> spans, Collection<PupilGroup> groups)
            throws IOException {
        Names names = new Names(spans, groups);
        return CsvRecords.read(
                input,
                columns,
                Map.of(),
                List.of(SCHOOL, SPAN, GROUP, PUPILS),
                names::count,
                (records, rows) -> enrollments(records, rows, names.incomplete));
    }

    /** What the file may name. */
    private static final class Names {
        private final ImmutableMap<String, GradeSpan> spans;
        private final ImmutableMap<String, PupilGroup> groups;

        /** Schools of which a row cannot be used, so that their counts would be too low. */
        private final Set<SchoolId> incomplete = new TreeSet<>();

        Names(Collection<GradeSpan> spans, Collection<PupilGroup> groups) {
            ImmutableMap.Builder<String, GradeSpan> bySpan = ImmutableMap.builder();
            for (Grade grade : Grade.values()) {
                bySpan.put(grade.code().toLowerCase(Locale.ROOT), GradeSpan.of(grade));
            }
            bySpan.put(GradeSpan.ALL_GRADES.name(), GradeSpan.ALL_GRADES);
            spans.forEach(span -> bySpan.put(span.name().toLowerCase(Locale.ROOT), span));
            this.spans = bySpan.buildKeepingLast();
            ImmutableMap.Builder<String, PupilGroup> byGroup = ImmutableMap.builder();
            byGroup.put(NeedCategory.ALL_PUPILS.name(), NeedCategory.ALL_PUPILS);
            groups.forEach(group -> byGroup.put(group.name().toLowerCase(Locale.ROOT), group));
            this.groups = byGroup.buildKeepingLast();
        }

        Optional<Count> count(CsvRecords<CountsCsv>.Row row) {
            Optional<SchoolId> school = row.school(SCHOOL);
            Optional<GradeSpan> span = row.named(
                    SPAN,
                    "csv.span",
                    text -> Optional.ofNullable(spans.get(text))
                            .or(() -> Optional.ofNullable(spans.get(text.replaceFirst("^0+(?=\\d)", "")))),
                    "a grade (PK, TK, K, 1 to 12, UG) or one of the spans that are given");
            Optional<PupilGroup> group = row.named(
                    GROUP,
                    "csv.group",
                    text -> Optional.ofNullable(groups.get(text)),
                    CsvRecords.oneOf(groups.keySet()));
            Optional<BigDecimal> pupils = row.count(PUPILS);
            Optional<Missing> why = row.why(PUPILS);
            school.filter(any -> row.isFaulty()).ifPresent(incomplete::add);
            return school.isPresent() && span.isPresent() && group.isPresent()
                    ? Optional.of(new Count(school.get(), span.get(), group.get(), pupils, why))
                    : Optional.empty();
        }
    }

    private record Count(
            SchoolId school, GradeSpan span, PupilGroup group, Optional<BigDecimal> pupils, Optional<Missing> why) {}

    private static Map<SchoolId, Enrollment> enrollments(
            CsvRecords<CountsCsv> records, List<CsvRecords.Made<Optional<Count>>> rows, Set<SchoolId> incomplete) {
        Map<SchoolId, List<CsvRecords.Made<Optional<Count>>>> bySchool = new TreeMap<>();
        rows.forEach(row -> bySchool.computeIfAbsent(row.value().orElseThrow().school(), any -> new ArrayList<>())
                .add(row));
        ImmutableSortedMap.Builder<SchoolId, Enrollment> enrollments = ImmutableSortedMap.naturalOrder();
        bySchool.forEach((school, its) -> {
            if (incomplete.contains(school)) {
                its.forEach(records::unused);
                records.tell(new Problem(
                        "csv.school-incomplete",
                        "%s, school %s".formatted(places(its), school),
                        "a row that cannot be used beside these",
                        "sound rows only, for the counts of a school belong together",
                        "Correct what is told of the school; its counts would be too low, so that it was left out."));
                return;
            }
            try {
                enrollments.put(school, enrollment(its));
            } catch (ProblemException wrong) {
                its.forEach(records::unused);
                wrong.problems()
                        .forEach(problem ->
                                records.tell(problem.within("%s, school %s".formatted(places(its), school))));
            }
        });
        return enrollments.buildOrThrow();
    }

    /** Returns where rows are that stand and fall together: the place of the first, and the lines of the others. */
    private static String places(List<CsvRecords.Made<Optional<Count>>> rows) {
        String others = rows.stream()
                .skip(1)
                .map(CsvRecords.Made::line)
                .distinct()
                .filter(line -> line != rows.get(0).line())
                .map(line -> "line " + line)
                .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? rows.get(0).place()
                : "%s (with %s)".formatted(rows.get(0).place(), others);
    }

    private static Enrollment enrollment(List<CsvRecords.Made<Optional<Count>>> rows) {
        Enrollment.Builder enrollment = Enrollment.in(GradeSpan.ALL_GRADES);
        for (CsvRecords.Made<Optional<Count>> row : rows) {
            Count count = row.value().orElseThrow();
            count.pupils().ifPresent(pupils -> enrollment.in(count.span()).need(count.group(), pupils));
            if (count.pupils().isEmpty()) {
                count.why().ifPresent(why -> enrollment.in(count.span()).missing(count.group(), why));
            }
        }
        return enrollment.build();
    }
}
