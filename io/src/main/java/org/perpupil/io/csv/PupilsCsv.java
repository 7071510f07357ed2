package org.perpupil.io.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.perpupil.district.PupilTally;
import org.perpupil.problem.Loaded;
import org.perpupil.pupils.NeedCategory;

/**
 * Counts the pupils of a comma-separated file that has a row for each pupil: by school, grade and need, and none of them is kept.
 *
 * <pre>{@code
 * CsvColumns<PupilsCsv> columns = CsvColumns.of(PupilsCsv.SCHOOL, "School Code")
 *         .and(PupilsCsv.PUPIL, "Student ID")
 *         .and(PupilsCsv.GRADE, "Grade")
 *         .and(PupilsCsv.need(POVERTY), "FRPM")                                  // Y or N
 *         .and(PupilsCsv.need(ENGLISH_LEARNER), "ELAS", Map.of("EL", "yes", "RFEP", "no", "EO", "no"))
 *         .and(PupilsCsv.need(FOSTER), "Foster", Map.of("X", "yes", "", "no"));  // an empty cell is no
 * Loaded<PupilRoll> loaded = PupilsCsv.read(file, columns);
 * Map<SchoolId, Enrollment> counts = loaded.orThrow().tally()
 *         .enrollments(POVERTY, ENGLISH_LEARNER, anyOf(POVERTY, ENGLISH_LEARNER, FOSTER));
 * }</pre>
 *
 * <p>A need is {@code Y}, {@code yes}, {@code T}, {@code true} or {@code 1}, or {@code N}, {@code no}, {@code F}, {@code false} or {@code
 * 0}, in any case, unless the mapping says what texts mean. A cell without a value is not no: the pupil is counted with all pupils, and the
 * need is {@linkplain org.perpupil.pupils.Enrollment#missing(org.perpupil.pupils.PupilGroup) missing} in the pupil's school and grade, as is
 * every group for which it matters. Where nothing means no, the mapping says so.
 *
 * <p>A grade is {@code P}, {@code PK}, {@code TK}, {@code K}, {@code KG}, {@code 1} or {@code 01} to {@code 12}, or {@code UG}; a mapping
 * may say what others mean.
 *
 * <p>A count that leaves pupils out is no count. Each fault is told with file, line, column, value and what would be right; a school with a
 * row that cannot be counted is {@linkplain PupilTally#incomplete() incomplete}, which is told too, and has no counts. For a row whose
 * school cannot be read no school is left out. A file that cannot be read to its end gives no counts at all. {@code rowsRead} counts the rows
 * below the header that are not blank; each is used, has a problem, or belongs to a school that has one.
 *
 * <p>With {@link #PUPIL} a pupil who is twice in one school is told, and counted by the first row; a pupil in two schools is counted in
 * both, and the {@link PupilRoll} says how many there are. Without it every row is a pupil.
 *
 * <p><b>Privacy.</b> Such a file is the most personal data that a district has. An id is never shown: not in a problem, a log, an exception or
 * the result. What is kept of it while the file is read is a keyed hash of 128 bits that nobody can turn back, and it is gone afterwards.
 * Columns that are not in the mapping, such as names, are not looked at. Problems do show what stands in the columns of the school, the
 * grade, the needs and the share, with the line, so that they are for those who may see the file; and counts may be so small that they tell
 * who is meant, so that the district's rule for small counts applies to everything that is published.
 *
 * <p>Memory grows with schools, grades and the sets of needs that are met, not with rows; ids take 32 to 64 bytes a pupil, and half as
 * much again while their table grows. There may be 8,388,608 counts, 100,000,000 pupils with an id, and 2,147,483,647 rows; a file has at
 * most 64 GB.
 *
 * <p>Problems have the codes of {@link BudgetsCsv}, and {@code csv.grade}, {@code csv.flag}, {@code csv.count}, {@code csv.share}, {@code
 * csv.school}, {@code csv.pupil-twice}, {@code csv.school-incomplete}, {@code csv.unfinished} and {@code csv.too-many-pupils}.
 */
public final class PupilsCsv {
    /** The school's id; leading zeros count. */
    public static final CsvField<PupilsCsv> SCHOOL = CsvField.required(PupilsCsv.class, "school");

    /** The pupil's grade. */
    public static final CsvField<PupilsCsv> GRADE = CsvField.required(PupilsCsv.class, "grade");

    /**
     * Which part of the pupil the school counts, from 0 to 1, such as 0.5 for half the day; every row must have it if it is in the mapping.
     * If it is not, every pupil counts as one.
     */
    public static final CsvField<PupilsCsv> SHARE = CsvField.required(PupilsCsv.class, "share");

    /** What identifies the pupil; leading zeros and capitals count. It is never shown; its column can be no other field's. */
    public static final CsvField<PupilsCsv> PUPIL = CsvField.optional(PupilsCsv.class, "pupil");

    /** What the name of the field of a need starts with. */
    static final String NEED = "need ";

    private PupilsCsv() {}

    /** Returns the field of a need by its name; empty if it is no such name. */
    static Optional<CsvField<?>> needNamed(String field) {
        try {
            return field.startsWith(NEED)
                    ? Optional.of(need(new NeedCategory(field.substring(NEED.length()))))
                    : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /**
     * Returns the field that says whether the pupil has a need.
     *
     * @throws IllegalArgumentException if it is all pupils, which is no need
     */
    public static CsvField<PupilsCsv> need(NeedCategory need) {
        if (need.equals(NeedCategory.ALL_PUPILS)) {
            throw new IllegalArgumentException("all pupils are no need; every row counts among them");
        }
        return CsvField.optional(PupilsCsv.class, NEED + need.name());
    }

    /**
     * Counts the pupils of a file in UTF-8; other bytes are a problem that leaves no counts.
     *
     * @return the counts, and how many pupils are in several schools
     * @throws IllegalArgumentException if the mapping lacks the school or the grade, has several columns for a field, says of a need what is
     *     neither yes nor no, or takes another field from the column of the pupil
     * @throws IOException if the file cannot be read
     */
    public static Loaded<PupilRoll> read(Path file, CsvColumns<PupilsCsv> columns) throws IOException {
        return read(CsvInput.of(file), columns);
    }

    /**
     * Counts the pupils of a file whose reading is followed, or of text, which may be of any length.
     *
     * @return the counts, and how many pupils are in several schools
     * @throws IllegalArgumentException as {@link #read(Path, CsvColumns)}
     * @throws IOException if it cannot be read
     */
    public static Loaded<PupilRoll> read(CsvInput input, CsvColumns<PupilsCsv> columns) throws IOException {
        return PupilRows.read(input, columns);
    }
}
