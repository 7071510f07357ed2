package org.perpupil.io.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.equity.Study;
import org.perpupil.io.csv.BudgetsCsv;
import org.perpupil.io.csv.CountsCsv;
import org.perpupil.io.csv.CsvColumns;
import org.perpupil.io.csv.CsvLayout;
import org.perpupil.io.csv.InvestmentsCsv;
import org.perpupil.io.csv.OutcomesCsv;
import org.perpupil.io.csv.PupilsCsv;
import org.perpupil.io.csv.RevenuesCsv;
import org.perpupil.io.csv.SchoolColumns;
import org.perpupil.io.csv.SchoolsCsv;
import org.perpupil.io.csv.SpendingCsv;
import org.perpupil.io.csv.StaffCsv;
import org.perpupil.io.csv.StudyColumns;
import org.perpupil.io.csv.StudyCsv;
import org.perpupil.plan.Action;
import org.perpupil.plan.FocusArea;
import org.perpupil.plan.Goal;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.Strategy;
import org.perpupil.problem.Loaded;
import org.perpupil.pupils.Grade;
import org.perpupil.revenue.RevenueSource;

/** Tables of every kind, each with the traps of real ones. */
final class Tables {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final List<RevenueSource> SOURCES =
            List.of(RevenueSource.state("general", "General"), RevenueSource.federal("title-i", "Title I"));

    private Tables() {}

    static List<Subject> all() throws IOException {
        return List.of(
                schools(),
                workbook(),
                csv(
                        "budgets",
                        file -> Subject.Outcome.of(BudgetsCsv.read(file, budgets(), YEAR, SOURCES)),
                        true,
                        "School Code,Fund,Program,Budget ($),Held\r\n007,01,Teachers,\"$1,234.50\",free\r\n"
                                + "007,3010,\"Aides,\nextra\",(250),set\r\n8,01,Teachers,-,free\r\n9,01,Teachers,1.005,free\r\n"),
                csv(
                        "counts",
                        file -> Subject.Outcome.of(CountsCsv.read(file, counts(), List.of(), List.of(POVERTY))),
                        true,
                        "School Code,Grade,Enrollment,FRPM\n7,K,\"1,777\",*\n7,01,20,21\n8,12,5,N/A\n8,UG,3,†\n"),
                csv(
                        "revenues",
                        file -> Subject.Outcome.of(RevenuesCsv.read(file, revenues())),
                        true,
                        "Resource;Name;Type;Projected\n0000;General;State;24.950.000,00\n3010;Title I;Federal;1,5\n"),
                csv(
                        "spending",
                        file -> Subject.Outcome.of(SpendingCsv.read(file, spending(), YEAR, SOURCES)),
                        true,
                        "Site,Resource,Object,Actual,Where\n007,general,1100,\"412,050.25\",school\n1,title-i,,-5,central\n"),
                csv(
                        "staff",
                        file -> Subject.Outcome.of(StaffCsv.read(file, staff(), YEAR)),
                        true,
                        "Site,Job,FTE,Pay,Years\n007,teacher,1.0,\"$98,450.00\",14\n008,aide,.5,,\n"),
                csv(
                        "outcomes",
                        file -> Subject.Outcome.of(OutcomesCsv.read(file, outcomes())),
                        true,
                        "School,Indicator,Students,Rate\n101,Graduation,All,91.5%\n101,Graduation,EL,*\n101,ADA,,90\n"),
                csv(
                        "investments",
                        file -> Subject.Outcome.of(
                                InvestmentsCsv.read(file, investments(), List.of(plan()), List.of(POVERTY))),
                        true,
                        "School,Action,No,What,Prio,Amount,FTE,Price\n007,hire,t1,Tutors,1,,2.5,\"$98,000\"\n"
                                + "007,hire,b1,Books,2,\"5,000\",,\n"),
                csv(
                        "pupils",
                        file -> Subject.Outcome.of(PupilsCsv.read(file, pupils())),
                        false,
                        "Student ID,School,Grade,FRPM,ELAS\nA1,0101,05,Y,EL\nA2,0101,KG,N,EO\nA3,102,TK,,RFEP\n"),
                csv(
                        "study",
                        Tables::study,
                        true,
                        "unit,dollars,percent,rest,text\n1,$7,23%,1e5,a b\n2,(250),7,-0.5,*\n2,1,1,1,c\n"));
    }

    private static Subject csv(String name, Subject.Reading reading, boolean listsRows, String seed) {
        String many = Stream.iterate(seed, text -> text + seed.substring(seed.indexOf('\n') + 1))
                .limit(5)
                .reduce("", (a, b) -> b);
        return new Subject(
                name,
                ".csv",
                List.of(
                        seed.getBytes(UTF_8),
                        ("\uFEFF" + seed).getBytes(UTF_8),
                        seed.replace("\n", "\r").getBytes(UTF_8),
                        many.getBytes(UTF_8)),
                listsRows,
                reading);
    }

    private static Subject schools() {
        return csv(
                "schools",
                file -> Subject.Outcome.of(SchoolsCsv.read(file, schoolColumns())),
                true,
                "District Code,School Code,School Name,Low Grade,High Grade,\"Total\nEnrollment\",FRPM,EL %,Charter,Budget\n"
                        + "01234,7,Adams,K,5,412,240,8.5%,Y,\"$2,042,812.50\"\n"
                        + "1234,0012,\"Brook, K–8\",P,8,\"1,431\",*,†,no,$6.005\n"
                        + "01234,0015,Cedar,6,8,655,700,1,N/A,-\n"
                        + "01234,0021,Dale,9,Adult,17,N/A,0,true,(5)\nTotal,,,,,1,,,,\n");
    }

    private static SchoolColumns schoolColumns() {
        return SchoolColumns.id(
                        new SchoolColumns.Digits("District Code", 5), new SchoolColumns.Digits("School Code", 4))
                .name("School Name")
                .gradesFrom("Low Grade", "High Grade", Map.of("Adult", Grade.GRADE_12))
                .pupils("Total Enrollment")
                .need(POVERTY, "FRPM")
                .needFromPercent(ENGLISH_LEARNER, "EL %")
                .flag("charter", "Charter")
                .money("budget", "Budget")
                .addingUpRows()
                .in(CsvLayout.usual().endingBefore("Total").roundingCents(RoundingMode.HALF_UP));
    }

    private static Subject workbook() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Schools");
            Object[][] rows = {
                {
                    "District Code",
                    "School Code",
                    "School Name",
                    "Low Grade",
                    "High Grade",
                    "Total Enrollment",
                    "FRPM",
                    "EL %",
                    "Charter",
                    "Budget"
                },
                {1234, 7, "Adams", "K", "5", 412, 240, 0.085, true, 2_042_812.5},
                {"01234", "0012", "Brook", "P", "8", "1,431", "*", "†", "no", 0.1 + 0.2},
                {"Total"},
            };
            for (int row = 0; row < rows.length; row++) {
                for (int column = 0; column < rows[row].length; column++) {
                    if (rows[row][column] instanceof String text) {
                        sheet.value(row, column, text);
                    } else if (rows[row][column] instanceof Number number) {
                        sheet.value(row, column, number);
                    } else {
                        sheet.value(row, column, (Boolean) rows[row][column]);
                    }
                }
            }
            sheet.style(1, 7).format("0.0%").set();
        }
        return new Subject(
                "workbook",
                ".xlsx",
                List.of(bytes.toByteArray()),
                true,
                file -> Subject.Outcome.of(SchoolsCsv.read(file, schoolColumns())));
    }

    private static Subject.Outcome study(Path file) throws IOException {
        Loaded<Study> loaded = StudyCsv.read(
                file,
                StudyColumns.unit("unit")
                        .dollars("dollars")
                        .percents("percent")
                        .texts("text")
                        .restAsNumbers());
        return Subject.Outcome.of(loaded);
    }

    private static CsvColumns<BudgetsCsv> budgets() {
        return CsvColumns.of(BudgetsCsv.SCHOOL, "School Code")
                .and(BudgetsCsv.SOURCE, "Fund", Map.of("01", "general", "3010", "title-i"))
                .and(BudgetsCsv.LINE, "Program")
                .and(BudgetsCsv.AMOUNT, "Budget ($)")
                .and(BudgetsCsv.HELD, "Held");
    }

    private static CsvColumns<CountsCsv> counts() {
        return CsvColumns.of(CountsCsv.SCHOOL, "School Code")
                .and(CountsCsv.SPAN, "Grade")
                .each(CountsCsv.PUPILS, "Enrollment", Map.of(CountsCsv.GROUP, "all pupils"))
                .each(CountsCsv.PUPILS, "FRPM", Map.of(CountsCsv.GROUP, "poverty"));
    }

    private static CsvColumns<RevenuesCsv> revenues() {
        return CsvColumns.of(RevenuesCsv.SOURCE, "Resource")
                .and(RevenuesCsv.NAME, "Name")
                .and(RevenuesCsv.ORIGIN, "Type")
                .and(RevenuesCsv.AMOUNT, "Projected")
                .in(CsvLayout.usual().separatedBy(';').decimalComma());
    }

    private static CsvColumns<SpendingCsv> spending() {
        return CsvColumns.of(SpendingCsv.SCHOOL, "Site")
                .and(SpendingCsv.SOURCE, "Resource")
                .and(SpendingCsv.ACCOUNT, "Object")
                .and(SpendingCsv.AMOUNT, "Actual")
                .and(SpendingCsv.LEVEL, "Where");
    }

    private static CsvColumns<StaffCsv> staff() {
        return CsvColumns.of(StaffCsv.SCHOOL, "Site")
                .and(StaffCsv.JOB, "Job")
                .and(StaffCsv.FTE, "FTE")
                .and(StaffCsv.PAY, "Pay")
                .and(StaffCsv.YEARS, "Years");
    }

    private static CsvColumns<OutcomesCsv> outcomes() {
        return CsvColumns.of(OutcomesCsv.UNIT, "School")
                .and(OutcomesCsv.MEASURE, "Indicator")
                .and(OutcomesCsv.GROUP, "Students")
                .and(OutcomesCsv.VALUE, "Rate");
    }

    private static CsvColumns<InvestmentsCsv> investments() {
        return CsvColumns.of(InvestmentsCsv.SCHOOL, "School")
                .and(InvestmentsCsv.ACTION, "Action")
                .and(InvestmentsCsv.INVESTMENT, "No")
                .and(InvestmentsCsv.DESCRIPTION, "What")
                .and(InvestmentsCsv.PRIORITY, "Prio")
                .and(InvestmentsCsv.AMOUNT, "Amount")
                .and(InvestmentsCsv.FTE, "FTE")
                .and(InvestmentsCsv.PRICE, "Price");
    }

    static SitePlan plan() {
        return SitePlan.of(SchoolId.of("007"), YEAR)
                .goal(Goal.of("algebra", FocusArea.MATHEMATICS, "More pupils pass algebra")
                        .through(Strategy.of("time", "More time").acting(Action.of("hire", "Hire"))))
                .build();
    }

    private static CsvColumns<PupilsCsv> pupils() {
        return CsvColumns.of(PupilsCsv.PUPIL, "Student ID")
                .and(PupilsCsv.SCHOOL, "School")
                .and(PupilsCsv.GRADE, "Grade")
                .and(PupilsCsv.need(POVERTY), "FRPM")
                .and(PupilsCsv.need(ENGLISH_LEARNER), "ELAS", Map.of("EL", "yes", "RFEP", "no", "EO", "no"))
                .always(PupilsCsv.need(FOSTER), "no");
    }
}
