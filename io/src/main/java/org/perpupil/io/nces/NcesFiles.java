package org.perpupil.io.nces;

import org.perpupil.io.csv.CsvColumns;
import org.perpupil.io.csv.CsvLayout;
import org.perpupil.io.csv.StaffCsv;
import org.perpupil.io.csv.StudyColumns;
import org.perpupil.problem.Missing;

/**
 * Mappings for files of the National Center for Education Statistics.
 *
 * <pre>{@code
 * Study schools = StudyCsv.read(directory, NcesFiles.directory()).orThrow()
 *         .where("status", "Open")
 *         .withColumnsOf(StudyCsv.read(lunch, NcesFiles.lunch()).orThrow());
 * Staff teachers = StaffCsv.read(staff, NcesFiles.teachers("5508520"), FiscalYear.of(2022)).orThrow();
 * }</pre>
 *
 * <p>These files name schools by twelve digits, {@code NCESSCH}: seven of the district and five of the school. None has the pupils enrolled
 * and their needs together, so that they give studies and no schools of a district. A blank count is missing and not 0; {@code M} and {@code Not reported} are not given, {@code N} and {@code Not
 * applicable} do not apply.
 */
public final class NcesFiles {
    /** The column of pupils who may have lunch free or at a reduced price, in {@link #lunch}. */
    public static final String LUNCH = "free or reduced-price lunch";

    /** The column of pupils who are certified by another program, in {@link #directCertification}. */
    public static final String DIRECT_CERTIFICATION = "direct certification";

    private static final CsvLayout LAYOUT = CsvLayout.usual()
            .missing(Missing.NOT_GIVEN, "M", "Not reported", "Missing")
            .missing(Missing.NOT_APPLICABLE, "N", "Not applicable");

    private NcesFiles() {}

    /**
     * The school directory: texts {@code name}, {@code district}, {@code level}, {@code lowest grade}, {@code highest grade}, {@code status} (such
     * as {@code Open} or {@code Future}; a future school has no grades yet), {@code type} and {@code charter}.
     */
    public static StudyColumns directory() {
        return StudyColumns.unit("NCESSCH")
                .text("name", "SCH_NAME")
                .text("district", "LEAID")
                .text("level", "LEVEL")
                .text("lowest grade", "GSLO")
                .text("highest grade", "GSHI")
                .text("status", "SY_STATUS_TEXT")
                .text("type", "SCH_TYPE_TEXT")
                .text("charter", "CHARTER_TEXT")
                .in(LAYOUT);
    }

    /** The school lunch file, which has a row for each program and for their total: the total of {@link #LUNCH}. */
    public static StudyColumns lunch() {
        return total(LUNCH, "Free and Reduced-price Lunch Table");
    }

    /** The same file: the total of {@link #DIRECT_CERTIFICATION}, which is another measure of poverty. */
    public static StudyColumns directCertification() {
        return total(DIRECT_CERTIFICATION, "Direct Certification");
    }

    private static StudyColumns total(String name, String table) {
        return StudyColumns.unit("NCESSCH")
                .number(name, "STUDENT_COUNT")
                .in(LAYOUT.onlyRows("TOTAL_INDICATOR", "Education Unit Total").onlyRows("DATA_GROUP", table));
    }

    /**
     * The district staff file: the teachers of a district, whom the file has both together and by kind.
     *
     * @param district its seven digits, {@code LEAID}
     */
    public static CsvColumns<StaffCsv> teachers(String district) {
        return staff(district, "STAFF", "Teachers");
    }

    /**
     * The district staff file: the staff of a district by job. Together they are fewer than its total, which has jobs of its own.
     *
     * @param district its seven digits, {@code LEAID}
     */
    public static CsvColumns<StaffCsv> staffByJob(String district) {
        return staff(district, "TOTAL_INDICATOR", "Category Set A");
    }

    private static CsvColumns<StaffCsv> staff(String district, String column, String text) {
        return CsvColumns.of(StaffCsv.JOB, "STAFF")
                .and(StaffCsv.FTE, "STAFF_COUNT")
                .in(LAYOUT.onlyRows("LEAID", district).onlyRows(column, text));
    }
}
