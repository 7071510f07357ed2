///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS org.perpupil:perpupil-io:0.1.0-SNAPSHOT

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.csv.AllocationCsv;
import org.perpupil.io.csv.CsvColumns;
import org.perpupil.io.csv.RevenuesCsv;
import org.perpupil.io.csv.SchoolColumnsJson;
import org.perpupil.io.csv.SchoolsCsv;
import org.perpupil.io.json.AllocationJson;
import org.perpupil.io.json.FundingModelJson;
import org.perpupil.io.report.AllocationPage;
import org.perpupil.problem.Loaded;

/** Funds a district's schools from files: who they are, what there is, and the funding model. */
public class Allocate {
    static final String USAGE =
            """
            Usage: Allocate.java [DATA [SCHOOL [RESULTS]]]
              DATA     a folder with schools.csv, columns.json, revenues.csv and model.json
              SCHOOL   the id of the school whose working is printed
              RESULTS  a folder for allocation.csv, allocation.json and allocation.html""";

    public static void main(String... args) throws IOException {
        Path data = Path.of(args.length > 0 ? args[0] : "docs/src/main/resources/org/perpupil/docs/los-angeles-2000");
        SchoolId shown = SchoolId.of(args.length > 1 ? args[1] : "19647331930650");
        Path results = Path.of(args.length > 2 ? args[2] : "docs/target/allocate");
        if (args.length > 3) {
            usage("Three arguments at most");
        }
        if (!Files.isDirectory(data)) {
            usage("There is no folder " + data);
        }

        Loaded<List<School>> schools =
                SchoolsCsv.read(data.resolve("schools.csv"), SchoolColumnsJson.read(data.resolve("columns.json")));
        System.out.println(schools);
        District.Builder builder = District.named("Los Angeles").schools(schools.value());
        RevenuesCsv.read(data.resolve("revenues.csv"), revenueColumns()).orThrow().forEach(builder::revenue);
        District district = builder.build();

        FundingModel model = FundingModelJson.read(data.resolve("model.json"));
        Allocation allocation = model.resolve(district, FiscalYear.of(2001)).allocate();

        if (district.school(shown).isEmpty()) {
            usage("There is no school " + shown);
        }
        System.out.println(allocation);
        allocation.sources().forEach(System.out::println);
        System.out.println();
        System.out.print(allocation.of(shown).explain());

        Files.createDirectories(results);
        AllocationCsv.write(allocation, results.resolve("allocation.csv"));
        AllocationJson.write(allocation, results.resolve("allocation.json"));
        AllocationPage.of(allocation).writeTo(results.resolve("allocation.html"));
        System.out.println("\nallocation.csv, allocation.json and allocation.html are in " + results);
    }

    static void usage(String wrong) {
        System.err.println(wrong + ".\n" + USAGE);
        System.exit(2);
    }

    static CsvColumns<RevenuesCsv> revenueColumns() {
        return CsvColumns.of(RevenuesCsv.SOURCE, "source")
                .and(RevenuesCsv.NAME, "name")
                .and(RevenuesCsv.ORIGIN, "origin")
                .and(RevenuesCsv.PURPOSE, "restricted to")
                .and(RevenuesCsv.AMOUNT, "amount");
    }
}
