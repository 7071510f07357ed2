package org.perpupil.io.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.io.csv.CsvColumns;
import org.perpupil.io.csv.CsvColumnsJson;
import org.perpupil.io.csv.SchoolColumns;
import org.perpupil.io.csv.SchoolColumnsJson;
import org.perpupil.io.csv.StaffCsv;
import org.perpupil.io.csv.StudyColumns;
import org.perpupil.io.csv.StudyColumnsJson;
import org.perpupil.io.json.BudgetsJson;
import org.perpupil.io.json.DistrictJson;
import org.perpupil.io.json.SitePlanJson;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** Documents of many kinds. */
final class Documents {
    private Documents() {}

    static List<Subject> all() {
        RevenueSource general = RevenueSource.state("general", "General");
        District district = District.named("Riverside")
                .school(School.of("101", "Adams")
                        .enrolling(Enrollment.in(GradeSpan.of("elementary", "K", "5"))
                                .pupils(412)
                                .need(POVERTY, 240)
                                .build())
                        .flag("charter", true)
                        .money("last year", Money.ofDollars(7))
                        .build())
                .revenue(general, Money.ofDollars(3_950_000))
                .build();
        FiscalYear year = FiscalYear.of(2027);
        Budgets budgets = Budgets.of(
                year,
                List.of(new SchoolBudget(
                        SchoolId.of("101"),
                        year,
                        List.of(new BudgetLine("all pupils", general, Money.ofCents(123_456), Held.FREE)))));
        return List.of(
                Subject.whole("district document", seeds(DistrictJson.toJson(district)), DistrictJson::read),
                Subject.whole("budgets document", seeds(BudgetsJson.toJson(budgets)), BudgetsJson::read),
                Subject.whole("site plan document", seeds(SitePlanJson.toJson(Tables.plan())), SitePlanJson::read),
                Subject.whole(
                        "school columns document",
                        seeds(SchoolColumnsJson.toJson(SchoolColumns.id("a")
                                .name("b")
                                .levelFrom("c", Map.of("E", GradeSpan.of("elementary", "K", "5")))
                                .pupils("d")
                                .need(POVERTY, "e")
                                .number("f", "g"))),
                        SchoolColumnsJson::read),
                Subject.whole(
                        "study columns document",
                        seeds(StudyColumnsJson.toJson(
                                StudyColumns.unit("a").numbers("b").restAsNumbers())),
                        StudyColumnsJson::read),
                Subject.whole(
                        "table columns document",
                        seeds(CsvColumnsJson.toJson(CsvColumns.of(StaffCsv.JOB, "a")
                                .and(StaffCsv.FTE, "b")
                                .always(StaffCsv.LEVEL, "central"))),
                        file -> CsvColumnsJson.read(file, StaffCsv.class)));
    }

    static List<byte[]> seeds(String... documents) {
        return Stream.of(documents).map(document -> document.getBytes(UTF_8)).toList();
    }
}
