package org.perpupil.io.california;

import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.HOMELESS;
import static org.perpupil.pupils.NeedCategory.MIGRANT;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.Map;
import org.perpupil.io.csv.CsvLayout;
import org.perpupil.io.csv.SchoolColumns;
import org.perpupil.io.csv.SchoolColumns.Digits;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.NeedCategory;

/**
 * Mappings for files of the California Department of Education.
 *
 * <pre>{@code
 * List<School> schools = SchoolsCsv.read(file, CaliforniaFiles.unduplicatedCounts("total_enrolled")).orThrow();
 *
 * SchoolsCsv.read(workbook, CaliforniaFiles.countReport());        // report 1.17: schools of the district
 * SchoolsCsv.read(workbook, CaliforniaFiles.charterCountReport()); // and its charter schools, in the same sheet
 * }</pre>
 *
 * <p>A mapping can be changed like any other: {@code unduplicatedCounts(…).text("county", "County Name")}.
 */
public final class CaliforniaFiles {
    /**
     * Pupils who are poor, learn English or are in foster care, each once: the count on which the state's formula rests. It is a need of its own and
     * no combination, since published rows have more than the three needs together.
     */
    public static final NeedCategory UNDUPLICATED = new NeedCategory("unduplicated");

    /** Pupils in the free and reduced meal program, which is not everybody who is poor. */
    public static final NeedCategory MEAL_PROGRAM = new NeedCategory("meal program");

    private static final CsvLayout BLOCK =
            CsvLayout.usual().headerWith("School Code", "Total Enrollment").endingBefore("TOTAL");

    private CaliforniaFiles() {}

    /**
     * The CALPADS unduplicated pupil count file, as of 2019–20: a school by county, district and school code, with the zeros that
     * spreadsheets take; the grades {@code Adult} and {@code 13} are counted with grade 12.
     *
     * @param enrolled the header of the enrolment, such as {@code Total Enrollment} or {@code total_enrolled}
     */
    public static SchoolColumns unduplicatedCounts(String enrolled) {
        return byState()
                .pupils(enrolled)
                .need(POVERTY, "Unduplicated FRPM Eligible Count")
                .need(MEAL_PROGRAM, "Free & Reduced Meal Program")
                .need(ENGLISH_LEARNER, "English Learner (EL)")
                .need(FOSTER, "Foster")
                .need(HOMELESS, "Homeless")
                .need(MIGRANT, "Migrant Program")
                .need(UNDUPLICATED, "CALPADS Unduplicated Pupil Count (UPC)")
                .text("district", "District Name")
                .text("type", "School Type")
                .flag("charter", "Charter School (Y/N)");
    }

    /**
     * The file of pupils who may have free or reduced-price meals, as of 2014–15. A row for schools that are not public, and such of an
     * unknown type, have no grades.
     */
    public static SchoolColumns freeMeals() {
        return byState()
                .pupils("Enrollment (K-12)")
                .need(POVERTY, "FRPM Count (K-12)")
                .text("district", "District Name")
                .text("type", "School Type")
                .flag("charter", "Charter School (Y/N)");
    }

    private static SchoolColumns.WholeSchool byState() {
        return SchoolColumns.id(
                        new Digits("County Code", 2), new Digits("District Code", 5), new Digits("School Code", 7))
                .name("School Name")
                .gradesFrom("Low Grade", "High Grade", Map.of("Adult", Grade.GRADE_12, "13", Grade.GRADE_12));
    }

    /**
     * The first block of CALPADS report 1.17, a printed report saved as a workbook: the schools of the district that are no charter schools, by
     * school code.
     *
     * <p>The totals are not read. That of the whole district leaves charter schools out of two columns, whose places differ between the blocks,
     * in the workbook of Los Angeles for 2017–18.
     */
    public static SchoolColumns countReport() {
        return ofReport().in(BLOCK);
    }

    /** The second block of the same: the charter schools. A school that stands in several rows has the pupils of all of them. */
    public static SchoolColumns charterCountReport() {
        return ofReport().addingUpRows().in(BLOCK.startingAfter("Charter School(s)"));
    }

    private static SchoolColumns ofReport() {
        return SchoolColumns.id(new Digits("School Code", 7))
                .name("School Name")
                .pupils("Total Enrollment")
                .need(POVERTY, "Unduplicated Eligible Free/Reduced Meal Counts")
                .need(MEAL_PROGRAM, "Free & Reduced Meal Program: 181/182")
                .need(FOSTER, "Foster")
                .need(HOMELESS, "Homeless (1)")
                .need(MIGRANT, "Migrant Program: 135")
                .need(ENGLISH_LEARNER, "EL Funding Eligible (2)")
                .need(UNDUPLICATED, "Total Unduplicated FRPM/EL Eligible (3)");
    }
}
