package org.perpupil.io.csv;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.staff.Position;
import org.perpupil.staff.Staff;

/**
 * Reads who works where in one year from a comma-separated file with a row for each position, or for each kind of them at a school.
 *
 * <pre>{@code
 * CsvColumns<StaffCsv> columns = CsvColumns.of(StaffCsv.SCHOOL, "Site")
 *         .and(StaffCsv.JOB, "Job Class", Map.of("T1", "teacher", "C1", "counselor"))
 *         .and(StaffCsv.FTE, "FTE")
 *         .and(StaffCsv.PAY, "Salary and Benefits");
 * Staff staff = StaffCsv.read(file, columns, FiscalYear.of(2027)).orThrow();
 * }</pre>
 *
 * <p>Where {@link #LEVEL} is {@code central}, or where neither it nor {@link #SCHOOL} is in the mapping, a position is one of the whole district. Pay and years that are missing
 * are not known; they are not 0, and the position keeps {@linkplain Position#payMissing() why}.
 *
 * <p>Every row with a fault is left out, and each of its faults is told with file, line, column, value and what would be right; the others
 * are kept as they are. {@code rowsRead} counts the rows below the header that are not blank; each is used or has a problem.
 *
 * <p>Problems have the codes of {@link BudgetsCsv}, and {@code csv.fte} and {@code csv.years}.
 */
public final class StaffCsv {
    /** The school's id; leading zeros count. */
    public static final CsvField<StaffCsv> SCHOOL = CsvField.optional(StaffCsv.class, "school");

    /** Whether the position is at a {@code school} or {@code central}; unless this is said, at a school. */
    public static final CsvField<StaffCsv> LEVEL = CsvField.optional(StaffCsv.class, "level");

    /** The job, as the district names it. */
    public static final CsvField<StaffCsv> JOB = CsvField.required(StaffCsv.class, "job");

    /** Full-time equivalents, 0 or more. */
    public static final CsvField<StaffCsv> FTE = CsvField.required(StaffCsv.class, "fte");

    /** What is really paid for all of them in the year, 0 or more; may be missing. */
    public static final CsvField<StaffCsv> PAY = CsvField.optional(StaffCsv.class, "pay");

    /** Years of service, 0 or more; may be missing. */
    public static final CsvField<StaffCsv> YEARS = CsvField.optional(StaffCsv.class, "years");

    private static final ImmutableMap<String, Boolean> CENTRAL = ImmutableMap.of("school", false, "central", true);

    private StaffCsv() {}

    /**
     * Reads staff from a file in UTF-8; other bytes are a problem that leaves no staff.
     *
     * @throws IllegalArgumentException if the mapping lacks a field
     * @throws IOException if the file cannot be read
     */
    public static Loaded<Staff> read(Path file, CsvColumns<StaffCsv> columns, FiscalYear year) throws IOException {
        return read(CsvInput.of(file), columns, year);
    }

    /**
     * Reads staff from a file whose reading is followed, or from text.
     *
     * @throws IllegalArgumentException if the mapping lacks a field
     * @throws IOException if it cannot be read
     */
    public static Loaded<Staff> read(CsvInput input, CsvColumns<StaffCsv> columns, FiscalYear year) throws IOException {
        boolean atSchools =
                columns.fields().contains(SCHOOL) || columns.fields().contains(LEVEL);
        return CsvRecords.read(
                input,
                columns,
                Staff.of(year, List.of()),
                List.of(JOB, FTE),
                row -> position(row, atSchools),
                (records, rows) -> Staff.of(
                        year,
                        rows.stream().map(row -> row.value().orElseThrow()).toList()));
    }

    private static Optional<Position> position(CsvRecords<StaffCsv>.Row row, boolean atSchools) {
        boolean isCentral = !atSchools || row.choice(LEVEL, CENTRAL).orElse(false);
        Optional<SchoolId> school =
                isCentral ? Optional.empty() : row.needed(SCHOOL).flatMap(any -> row.school(SCHOOL));
        Optional<String> job = row.text(JOB);
        Optional<BigDecimal> fte = row.amount(FTE, "csv.fte", "full-time equivalents, 0 or more, such as 0.6");
        Optional<Money> pay = row.money(PAY);
        if (pay.filter(Money::isNegative).isPresent()) {
            row.fault(PAY, "csv.money", "0 or more", "Give what was paid in the whole year.");
        }
        Optional<BigDecimal> years = row.amount(YEARS, "csv.years", "years of service, 0 or more, such as 14");
        return job.isPresent()
                        && fte.isPresent()
                        && (isCentral || school.isPresent())
                        && pay.stream().noneMatch(Money::isNegative)
                ? Optional.of(new Position(school, job.get(), fte.get(), pay, row.why(PAY), years, row.why(YEARS)))
                : Optional.empty();
    }
}
