///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS org.perpupil:perpupil-io:0.1.0-SNAPSHOT

import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.scenario.Scenarios;
import org.perpupil.io.csv.SchoolColumns;
import org.perpupil.io.csv.SchoolsCsv;
import org.perpupil.money.Money;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** What if each pupil in poverty brought more: who gains, who loses, out of the same money. */
public class WhatIf {
    static final String USAGE = "Usage: WhatIf.java [NOW [THEN [SCHOOLS]]], two amounts in dollars and a file of schools";

    static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");
    static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");
    static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");

    public static void main(String... args) throws IOException {
        String now = args.length > 0 ? args[0] : "600";
        String then = args.length > 1 ? args[1] : "1200";
        Path file = Path.of(
                args.length > 2 ? args[2] : "docs/src/main/resources/org/perpupil/docs/los-angeles-2000/schools.csv");
        if (args.length > 3 || !(now + then).matches("\\d+") || !Files.isRegularFile(file)) {
            System.err.println(USAGE);
            System.exit(2);
        }

        SchoolColumns columns = SchoolColumns.id("school_code")
                .name("school")
                .levelFrom("type", Map.of("E", ELEMENTARY, "M", MIDDLE, "H", HIGH))
                .pupils("pupils")
                .needFromPercent(POVERTY, "subsidised_meals_percent")
                .needFromPercent(ENGLISH_LEARNER, "english_learner_percent");
        District district = District.named("Los Angeles")
                .levels(ELEMENTARY, MIDDLE, HIGH)
                .schools(SchoolsCsv.read(file, columns).orThrow())
                .revenue(GENERAL, Money.ofDollars(3_000_000_000L))
                .build();

        Scenarios scenarios = Scenarios.of("$" + now + " for poverty", allocate(district, now))
                .and("$" + then + " for poverty", allocate(district, then));
        Comparison change = scenarios.change("$" + then + " for poverty");

        System.out.println(scenarios);
        System.out.println();
        System.out.println(change);
        System.out.println("\nBy share of pupils in poverty");
        change.byShareOf(POVERTY, "25%", "50%", "75%")
                .forEach((band, schools) -> System.out.println(band + ": " + schools));
        System.out.println("\nThe largest gains and losses");
        change.gaining().stream().limit(3).forEach(System.out::println);
        change.losing().stream().limit(3).forEach(System.out::println);
    }

    /** Base and needs first; what is left goes out by pupils, so that all of the money is spent in either case. */
    static Allocation allocate(District district, String forPoverty) {
        FundingFormula formula = FundingFormula.named("Base and needs")
                .perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741), at(MIDDLE, 3_667), at(HIGH, 4_683))
                .perPupil(POVERTY, at(GradeSpan.ALL_GRADES, forPoverty))
                .perPupil(ENGLISH_LEARNER, at(GradeSpan.ALL_GRADES, 600))
                .build();
        FundingModel model = FundingModel.named("By need")
                .unlocked(GENERAL, centralShare("15%"), paying(formula).then(inProportionTo(pupils())))
                .build();
        return model.resolve(district, FiscalYear.of(2001)).allocate();
    }
}
