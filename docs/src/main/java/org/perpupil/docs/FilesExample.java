package org.perpupil.docs;

import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.FOSTER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.io.PrintStream;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.csv.CsvColumns;
import org.perpupil.io.csv.CsvLayout;
import org.perpupil.io.csv.RevenuesCsv;
import org.perpupil.io.csv.SchoolColumns;
import org.perpupil.io.csv.SchoolColumns.Digits;
import org.perpupil.io.csv.SchoolColumnsJson;
import org.perpupil.io.csv.SchoolsCsv;
import org.perpupil.io.oneroster.OneRoster;
import org.perpupil.io.oneroster.OneRosterOptions;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.revenue.RevenueSource;

/** From a district's file to a district, with everything that such files have. */
final class FilesExample {
    private FilesExample() {}

    static SchoolColumns columns() {
        // guide:start
        SchoolColumns columns = SchoolColumns.id(new Digits("District Code", 5), new Digits("School Code", 4))
                .name("School Name")
                .gradesFrom("Low Grade", "High Grade", Map.of("Adult", Grade.GRADE_12))
                .pupils("Total Enrollment")
                .need(POVERTY, "FRPM Eligible")
                .need(ENGLISH_LEARNER, "EL")
                .need(FOSTER, "Foster")
                .money("last year", "Budget, Last Year")
                .in(CsvLayout.usual()
                        .headerWith("School Code", "School Name")
                        .endingBefore("Total")
                        .roundingCents(RoundingMode.HALF_UP));
        // guide:end
        return columns;
    }

    static Loaded<List<School>> schools(Path folder, PrintStream out) throws IOException {
        SchoolColumns columns = columns();
        // guide:start
        Loaded<List<School>> loaded = SchoolsCsv.read(folder.resolve("enrollment.csv"), columns);
        out.printf("%s of %s rows used%n", loaded.rowsUsed(), loaded.rowsRead());
        loaded.problems().stream().map(Problem::message).forEach(out::println);
        loaded.notices().stream().map(Notice::message).forEach(out::println);
        // guide:end
        return loaded;
    }

    static void writeMapping(Path file) throws IOException {
        SchoolColumns columns = columns();
        // guide:start
        SchoolColumnsJson.write(columns, file);
        SchoolColumns same = SchoolColumnsJson.read(file);
        // guide:end
        if (!same.equals(columns)) {
            throw new AssertionError("a mapping that does not come back");
        }
    }

    static void showMissing(List<School> schools, PrintStream out) {
        // guide:start
        for (School school : schools) {
            out.printf(
                    "%s: %s pupils, EL %s, foster %s%n",
                    school.name(),
                    school.enrollment().pupils(),
                    school.enrollment()
                            .count(ENGLISH_LEARNER)
                            .map(Object::toString)
                            .orElseGet(() -> school.enrollment()
                                    .missing(ENGLISH_LEARNER)
                                    .orElseThrow()
                                    .toString()),
                    school.enrollment()
                            .count(FOSTER)
                            .map(Object::toString)
                            .orElseGet(() -> school.enrollment()
                                    .missing(FOSTER)
                                    .orElseThrow()
                                    .toString()));
        }
        // guide:end
    }

    static District district(Path folder, List<School> schools) throws IOException {
        // guide:start
        CsvColumns<RevenuesCsv> columns = CsvColumns.of(RevenuesCsv.SOURCE, "Resource")
                .and(RevenuesCsv.NAME, "Name")
                .and(RevenuesCsv.ORIGIN, "Type")
                .and(RevenuesCsv.PURPOSE, "Purpose")
                .and(RevenuesCsv.AMOUNT, "Projected")
                .in(CsvLayout.usual().separatedBy(';').decimalComma());
        Map<RevenueSource, Money> revenues =
                RevenuesCsv.read(folder.resolve("revenues.csv"), columns).orThrow();
        District.Builder riverside = District.named("Riverside").schools(schools);
        revenues.forEach(riverside::revenue);
        District district = riverside.build();
        // guide:end
        return district;
    }

    static FundingModel model() {
        RevenueSource general = RevenueSource.state("0000", "General fund");
        RevenueSource titleI = RevenueSource.federal("3010", "Title I").restrictedTo("pupils in poverty");
        return FundingModel.named("Riverside")
                .unlocked(
                        general,
                        centralShare("10%"),
                        paying(FundingFormula.named("Base and poverty")
                                .perPupil(ALL_PUPILS, at(GradeSpan.ALL_GRADES, 4_500))
                                .perPupil(POVERTY, at(GradeSpan.ALL_GRADES, 1_200))
                                .build()))
                .unlocked(titleI, inProportionTo(pupils(POVERTY)))
                .build();
    }

    static void tryToAllocate(District district, PrintStream out) {
        FundingModel model = model();
        // guide:start
        try {
            model.resolve(district, FiscalYear.of(2027)).allocate();
        } catch (ProblemException refused) {
            refused.problems().stream().map(Problem::message).forEach(out::println);
        }
        // guide:end
    }

    static Allocation allocate(Path folder, List<School> schools, PrintStream out) throws IOException {
        FundingModel model = model();
        // guide:start
        List<School> counted = schools.stream()
                .map(school -> school.name().equals("Dale High")
                        ? school.withEnrollment(school.enrollment()
                                .with(POVERTY, GradeSpan.of("9–12", "9", "12"), PupilCount.of(1_204)))
                        : school)
                .toList();
        Allocation allocation =
                model.resolve(district(folder, counted), FiscalYear.of(2027)).allocate();
        allocation
                .schools()
                .forEach(school -> out.printf("%s %s%n", school.school().name(), school.total()));
        // guide:end
        return allocation;
    }

    static District fromOneRoster(Path folder, PrintStream out) throws IOException {
        // guide:start
        OneRosterOptions options = OneRosterOptions.usual()
                .schoolIdFromIdentifier()
                .needFrom(POVERTY, "metadata.frl", Set.of("F", "R"), Set.of("P"));
        OneRoster roster = OneRoster.read(folder.resolve("oneroster"), options).orThrow();
        District district =
                District.named("Riverside").schools(roster.schoolsWithPupils()).build();
        out.println(roster);
        district.schools().forEach(school -> out.println(school.name() + " " + school.enrollment()));
        // guide:end
        return district;
    }
}
