package org.perpupil.docs;

import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.compliance.FigureCheck;
import org.perpupil.formula.compliance.PublishedRow;
import org.perpupil.formula.compliance.RateCheck;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.csv.SchoolColumns;
import org.perpupil.io.csv.SchoolsCsv;
import org.perpupil.io.json.FormulaJson;
import org.perpupil.io.report.Methodology;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** From a published rule to its file: England's formula for one secondary school, beside the official figures. */
public final class RuleToFileExample {
    private RuleToFileExample() {}

    static FundingFormula read(Path file) throws IOException {
        // guide:start
        FundingFormula formula = FormulaJson.read(file);
        // guide:end
        return formula;
    }

    static School school() {
        // guide:start
        GradeSpan stage3 = GradeSpan.of("key stage 3", "7", "9");
        GradeSpan stage4 = GradeSpan.of("key stage 4", "10", "11");
        School school = School.of("1", "A secondary school")
                .enrolling(
                        Enrollment.in(stage3).pupils(347).in(stage4).pupils(224).build())
                .number("proportion of pupils in deprivation band F", new BigDecimal("0.001751"))
                .number("proportion of pupils with free school meals", new BigDecimal("0.054291"))
                .number("proportion of pupils with free school meals in the last six years", new BigDecimal("0.120141"))
                .number("proportion of pupils with low prior attainment", new BigDecimal("0.168738"))
                .number("proportion of pupils with English as an additional language", new BigDecimal("0.001751"))
                .number("mean size of a year group", new BigDecimal("114.2"))
                .flag("far from the next school", true)
                .build();
        // guide:end
        return school;
    }

    static School fromCsv(Path schools) throws IOException {
        GradeSpan stage3 = GradeSpan.of("key stage 3", "7", "9");
        GradeSpan stage4 = GradeSpan.of("key stage 4", "10", "11");
        // guide:start
        SchoolColumns columns = SchoolColumns.id("School")
                .name("Name")
                .pupilsIn(stage3, "KS3 pupils")
                .pupilsIn(stage4, "KS4 pupils")
                .number("proportion of pupils in deprivation band F", "Band F")
                .number("proportion of pupils with free school meals", "FSM")
                .number("proportion of pupils with free school meals in the last six years", "FSM ever 6")
                .number("proportion of pupils with low prior attainment", "Low prior attainment")
                .number("proportion of pupils with English as an additional language", "EAL")
                .number("mean size of a year group", "Mean year group")
                .flag("far from the next school", "Far from next school");
        School school = SchoolsCsv.read(schools, columns).orThrow().get(0);
        // guide:end
        return school;
    }

    static SchoolAllocation allocate(FundingFormula formula, School school) {
        // guide:start
        RevenueSource block = RevenueSource.state("schools-block", "Schools block");
        FundingModel model = FundingModel.named("A county")
                .unlocked(block, withoutAmount(), paying(formula))
                .build();
        District county =
                District.named("A county").currency("£").school(school).build();
        SchoolAllocation got =
                model.resolve(county, FiscalYear.of(2019)).allocate().of(school.id());
        // guide:end
        return got;
    }

    static FigureCheck compare(SchoolAllocation got) {
        // guide:start
        // Department for Education, national funding formula for schools, 2018–19, one secondary school of 571 pupils
        FigureCheck check = FigureCheck.of(got)
                .figure("key stage 3", "1340339.55")
                .figure("key stage 4", "982421.44")
                .figure("deprivation band F", "289.95")
                .figure("free school meals", "13640.07")
                .figure("free school meals in the last six years", "53851.40")
                .figure("low prior attainment", "149341.57")
                .figure("English as an additional language", "1384.75")
                .figure("pupil-led funding", "2541268.73")
                .figure("sparsity", "6283.33")
                .figure("lump sum", "110000.00")
                .figure("minimum per-pupil funding", "83247.94")
                .total("2740800.00");
        // guide:end
        return check;
    }

    static void show(FigureCheck check, PrintStream out) {
        // guide:start
        out.println(check);
        // guide:end
    }

    static void explain(SchoolAllocation got, PrintStream out) {
        // guide:start
        out.print(got.explain());
        // guide:end
    }

    static void exact(SchoolAllocation got, PrintStream out) {
        // guide:start
        Rational together = Rational.ZERO;
        for (LineResult line : got.lines()) {
            if (line.line().section().equals(Optional.of("pupil-led funding"))) {
                together = together.plus(line.exact().orElseThrow());
                out.println(line.line().name() + ": " + line.exact().orElseThrow());
            }
        }
        out.println("together, and rounded nowhere: " + together);
        // guide:end
    }

    static RateCheck newYork(PrintStream out) {
        // guide:start
        // NYC Department of Education, FSF budgets 2015, grades K–5 at weight 1.00: register → dollars
        RateCheck check = RateCheck.of(
                Rounding.cents(),
                PublishedRow.of("1,004 pupils", "4139035.83").count(1_004),
                PublishedRow.of("596 pupils", "2457037.20").count(596),
                PublishedRow.of("490 pupils", "2020047.37").count(490),
                PublishedRow.of("436 pupils", "1797429.90").count(436));
        out.println(check);
        out.println(check.contains(new BigDecimal("4122.55")));
        check.missedBy(Rational.parse("4122.55")).forEach(out::println);
        // guide:end
        return check;
    }

    static void slip(Path file, School school, PrintStream out) throws IOException {
        // guide:start
        FundingFormula slip = FormulaJson.parse(Files.readString(file)
                .replace("{\"everythingAbove\": true}", "{\"sections\": [\"pupil-led funding\"]}"));
        out.println(compare(allocate(slip, school)));
        // guide:end
    }

    static void methodology(FundingFormula formula, Path folder, PrintStream out) throws IOException {
        // guide:start
        Methodology methodology = Methodology.of(formula, FiscalYear.of(2019)).currency("£");
        methodology.writeTo(folder.resolve("methodology.html"));
        out.println(methodology.line("sparsity"));
        // guide:end
    }

    /** Compares a formula's file with the official figures; the arguments are the file and the table of schools. */
    public static void main(String[] args) throws IOException {
        SchoolAllocation got = allocate(read(Path.of(args[0])), fromCsv(Path.of(args[1])));
        System.out.println(compare(got));
        System.out.println();
        explain(got, System.out);
    }
}
