package org.perpupil.docs;

import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.catalog.Catalogue;
import org.perpupil.io.json.FormulaJson;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

/** The catalogue of published formulas: listed, read, resolved, and copied to start one's own. */
final class CatalogueExample {
    private CatalogueExample() {}

    static void list(PrintStream out) {
        // guide:start
        Catalogue.entries().forEach(out::println);
        out.println(Catalogue.entry("tennessee").note());
        // guide:end
    }

    static FundingModel read() {
        // guide:start
        RevenueSource state = RevenueSource.state("tisa", "State and local funds");
        FundingFormula formula = Catalogue.formula("tennessee");
        FundingModel model = FundingModel.named("A district")
                .unlocked(state, withoutAmount(), paying(formula))
                .build();
        // guide:end
        return model;
    }

    static District district() {
        // guide:start
        NeedCategory disadvantaged = new NeedCategory("economically disadvantaged");
        NeedCategory concentrated = new NeedCategory("in a school of concentrated poverty");
        District district = District.named("A district")
                .school(School.of("1", "A school")
                        .enrolling(Enrollment.in(GradeSpan.ALL_GRADES)
                                .pupils(100)
                                .need(disadvantaged, 40)
                                .need(concentrated, 100)
                                .build())
                        .build())
                .build();
        // guide:end
        return district;
    }

    static SchoolAllocation allocate(FundingModel model, District district, PrintStream out) {
        // guide:start
        SchoolAllocation got = model.resolve(district, FiscalYear.of(2026))
                .allocate()
                .schools()
                .get(0);
        got.lines().forEach(out::println);
        // guide:end
        return got;
    }

    static void refuse(FundingModel model, District district, PrintStream out) {
        // guide:start
        try {
            model.resolve(district, FiscalYear.of(2027));
        } catch (ProblemException refused) {
            refused.problems().stream().map(Problem::message).forEach(out::println);
        }
        // guide:end
    }

    static void copy(Path file) throws IOException {
        // guide:start
        FormulaJson.write(Catalogue.formula("tennessee"), file);
        // guide:end
    }

    static void readOwn(Path file, District district, PrintStream out) throws IOException {
        // guide:start
        FundingFormula ours = FormulaJson.read(file);
        FundingModel model = FundingModel.named("A district")
                .unlocked(RevenueSource.state("tisa", "State and local funds"), withoutAmount(), paying(ours))
                .build();
        try {
            model.resolve(district, FiscalYear.of(2027));
        } catch (ProblemException refused) {
            refused.problems().stream().map(Problem::message).forEach(out::println);
        }
        // guide:end
    }
}
