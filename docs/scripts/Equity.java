///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS org.perpupil:perpupil-io:0.1.0-SNAPSHOT

import static org.perpupil.equity.progressivity.VerticalMeasure.PROGRESSIVITY_RATIO;
import static org.perpupil.equity.progressivity.VerticalMeasure.WEIGHTED_PEARSON;
import static org.perpupil.equity.regression.Term.factor;
import static org.perpupil.equity.regression.Term.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.Progressivity;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.io.csv.BudgetsCsv;
import org.perpupil.io.csv.CsvColumns;
import org.perpupil.io.csv.SchoolColumnsJson;
import org.perpupil.io.csv.SchoolsCsv;
import org.perpupil.revenue.RevenueSource;

/** Did money follow need: budgets of schools, as Allocate writes them, beside the schools' pupils. */
public class Equity {
    static final String USAGE =
            """
            Usage: Equity.java [BUDGETS [DATA]]
              BUDGETS  a file with a row for each school, source and line: run Allocate first, or name your own
              DATA     a folder with schools.csv and columns.json""";

    /** The sources that pay; what is restricted and what is not are told apart. */
    static final List<RevenueSource> SOURCES = List.of(
            RevenueSource.state("general", "General fund"),
            RevenueSource.federal("poverty", "Poverty fund").restrictedTo("pupils in poverty"));

    public static void main(String... args) throws IOException {
        Path file = Path.of(args.length > 0 ? args[0] : "docs/target/allocate/allocation.csv");
        Path data = Path.of(args.length > 1 ? args[1] : "docs/src/main/resources/org/perpupil/docs/los-angeles-2000");
        if (args.length > 2 || !Files.isRegularFile(file) || !Files.isDirectory(data)) {
            System.err.println("There is no file %s or no folder %s.%n%s".formatted(file, data, USAGE));
            System.exit(2);
        }

        CsvColumns<BudgetsCsv> columns = CsvColumns.of(BudgetsCsv.SCHOOL, "school")
                .and(BudgetsCsv.SOURCE, "source")
                .and(BudgetsCsv.LINE, "line")
                .and(BudgetsCsv.AMOUNT, "amount")
                .and(BudgetsCsv.HELD, "held");
        Budgets budgets = BudgetsCsv.read(file, columns, FiscalYear.of(2001), SOURCES).orThrow();
        List<School> schools = SchoolsCsv.read(
                        data.resolve("schools.csv"), SchoolColumnsJson.read(data.resolve("columns.json")))
                .orThrow();
        District district = District.named("Los Angeles").schools(schools).build();

        Study study = Study.of(budgets, district);
        Inference spending = Regression.of(Study.DOLLARS)
                .on("poverty", "English learner")
                .on(log(Study.PUPILS), factor("type", "E"))
                .weightedBy(Study.PUPILS)
                .fit(study)
                .with(Covariance.HC1);
        System.out.print(EquityReport.of("Los Angeles, " + budgets.year(), study)
                .with(
                        DollarsPerPupil.of(study, Study.DOLLARS, Study.PUPILS),
                        Measure.MEAN,
                        Measure.COEFFICIENT_OF_VARIATION,
                        Measure.GINI)
                .with(
                        Progressivity.of(study, Study.DOLLARS, "poverty", Study.PUPILS),
                        WEIGHTED_PEARSON,
                        PROGRESSIVITY_RATIO)
                .with(
                        NeedGroups.deciles(study, "poverty", Study.PUPILS),
                        Study.UNRESTRICTED,
                        Study.RESTRICTED,
                        Study.DOLLARS)
                .with(spending));
    }
}
