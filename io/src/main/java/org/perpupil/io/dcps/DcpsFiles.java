package org.perpupil.io.dcps;

import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.SPECIAL_EDUCATION;

import com.google.common.collect.ImmutableMap;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.perpupil.district.FiscalYear;
import org.perpupil.io.csv.BudgetsCsv;
import org.perpupil.io.csv.CsvColumns;
import org.perpupil.io.csv.CsvField;
import org.perpupil.io.csv.CsvLayout;
import org.perpupil.io.csv.SchoolColumns;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

/**
 * Mappings for the file of initial budgets of fiscal years 2015 to 2017, one row a school and year.
 *
 * <pre>{@code
 * FiscalYear year = FiscalYear.of(2016);
 * Loaded<List<School>> schools = SchoolsCsv.read(file, DcpsFiles.schools(year));
 * Loaded<Budgets> budgets = BudgetsCsv.read(file, DcpsFiles.budgets(year), year, DcpsFiles.sources());
 * }</pre>
 *
 * <p>Two schools of 2016 have more pupils in special education than pupils: their counts are a problem that is told, and their dollars are
 * read. Amounts have parts of a cent, which are rounded half up, each by itself, and told.
 */
public final class DcpsFiles {
    /** Pupils at risk, as the city's law defines them. */
    public static final NeedCategory AT_RISK = new NeedCategory("at-risk");

    /** Children below kindergarten. */
    public static final NeedCategory EARLY_CHILDHOOD = new NeedCategory("early childhood");

    /** The city's own money. */
    public static final RevenueSource LOCAL = RevenueSource.local("local", "Local funds");

    /** The city's money for pupils at risk. */
    public static final RevenueSource AT_RISK_FUNDS =
            RevenueSource.local("at-risk", "At-risk funds").restrictedTo(AT_RISK);

    /** What comes by federal titles. */
    public static final RevenueSource TITLE =
            RevenueSource.federal("title", "Title funds").restrictedTo("as the federal titles allow");

    /** The fact with the total that the file has for a school, which is not always the sum of its lines. */
    public static final String TOTAL = "published total";

    private static final ImmutableMap<String, String> LOCAL_LINES = ImmutableMap.<String, String>builder()
            .put("AMT_ENROLLMENT", "enrollment")
            .put("AMT_SPED", "special education")
            .put("AMT_ELL", "English learners")
            .put("AMT_ASPECR", "after school")
            .put("AMT_SPECIALTY", "specialty programs")
            .put("AMT_PPFM", "per-pupil minimum")
            .put("AMT_STABILIZATION", "stabilization")
            .put("AMT_SECURITY", "security")
            .buildOrThrow();

    private static final ImmutableMap<String, String> AT_RISK_LINES = ImmutableMap.<String, String>builder()
            .put("AMT_ATRISK_ENROLLMENT", "enrollment, at-risk")
            .put("AMT_ATRISK_SPED", "special education, at-risk")
            .put("AMT_ATRISK_ELL", "English learners, at-risk")
            .put("AMT_ATRISK_SPECIALTY", "specialty programs, at-risk")
            .put("AMT_ATRISK_ASPECR", "after school, at-risk")
            .put("AMT_ATRISK_STABILIZATION", "stabilization, at-risk")
            .put("AMT_ATRISK_FLEX", "flexible, at-risk")
            .buildOrThrow();

    private DcpsFiles() {}

    /** Returns the sources that the lines of {@link #budgets} are paid from. */
    public static List<RevenueSource> sources() {
        return List.of(LOCAL, AT_RISK_FUNDS, TITLE);
    }

    /** The schools of one year, with their pupils by need, {@code level}, {@code ward} and {@link #TOTAL} in dollars, with parts of cents as published. */
    public static SchoolColumns schools(FiscalYear year) {
        return SchoolColumns.id("SCHOOLCODE")
                .name("SCHOOLNAME")
                .pupils("TOTALENROLLMENT")
                .need(AT_RISK, "ATRISKENROLLMENT")
                .need(EARLY_CHILDHOOD, "ECEENROLLMENT")
                .need(ENGLISH_LEARNER, "ELLENROLLMENT")
                .need(SPECIAL_EDUCATION, "SPEDENROLLMENT")
                .text("level", "LEVELTEXT")
                .text("ward", "WARD")
                .number(TOTAL, "AMT_TOTAL")
                .in(of(year));
    }

    /**
     * The budgets of one year by line; what is missing is no line. The lines of at-risk money stand in place of its total, which is short of them in one
     * school of 2017.
     */
    public static CsvColumns<BudgetsCsv> budgets(FiscalYear year) {
        CsvColumns<BudgetsCsv> columns =
                CsvColumns.of(BudgetsCsv.SCHOOL, "SCHOOLCODE").always(BudgetsCsv.HELD, "free");
        columns = with(columns, LOCAL, LOCAL_LINES);
        columns = with(columns, TITLE, Map.of("AMT_TITLE", "title"));
        return with(columns, AT_RISK_FUNDS, AT_RISK_LINES).in(of(year).roundingCents(RoundingMode.HALF_UP));
    }

    private static CsvColumns<BudgetsCsv> with(
            CsvColumns<BudgetsCsv> columns, RevenueSource source, Map<String, String> lines) {
        CsvColumns<BudgetsCsv> all = columns;
        for (Map.Entry<String, String> line : lines.entrySet()) {
            Map<CsvField<BudgetsCsv>, String> with = Map.of(
                    BudgetsCsv.LINE,
                    line.getValue(),
                    BudgetsCsv.SOURCE,
                    source.id().value());
            all = all.each(BudgetsCsv.AMOUNT, line.getKey(), with);
        }
        return all;
    }

    private static CsvLayout of(FiscalYear year) {
        return CsvLayout.usual().onlyRows("YEAR", Integer.toString(year.ending()));
    }
}
