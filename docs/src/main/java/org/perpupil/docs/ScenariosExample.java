package org.perpupil.docs;

import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.formula.scenario.Outcome;
import org.perpupil.formula.scenario.Scenario;
import org.perpupil.formula.scenario.Scenarios;
import org.perpupil.formula.scenario.Sweep;
import org.perpupil.formula.scenario.Swept;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** The code of the guide to scenarios. */
public final class ScenariosExample {
    static final SchoolId OAK = SchoolId.of("1");

    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    private static final GradeSpan SPAN = GradeSpan.of("elementary", "K", "5");
    private static final FiscalYear YEAR = FiscalYear.of(2027);

    private ScenariosExample() {}

    private static School school(String id, String name, int pupils, int poor) {
        return School.of(id, name)
                .enrolling(
                        Enrollment.in(SPAN).pupils(pupils).need(POVERTY, poor).build())
                .build();
    }

    static ResolvedModel base() {
        District district = District.named("Three Schools")
                .levels(SPAN)
                .school(school("1", "Oak", 300, 240))
                .school(school("2", "Elm", 400, 100))
                .school(school("3", "Ash", 300, 30))
                .revenue(GENERAL, Money.ofDollars(8_000_000))
                .build();
        // guide:start
        FundingModel model = FundingModel.named("By need")
                .parameters(Parameter.number("weight of poverty").in(2027, "20%", "Resolution 12, page 4"))
                .unlocked(GENERAL, inProportionTo(pupils().plus(pupils(POVERTY).times(share("weight of poverty")))))
                .build();
        ResolvedModel base = model.resolve(district, YEAR);
        // guide:end
        return base;
    }

    static void sideBySide(ResolvedModel base, PrintStream out) {
        // guide:start
        Allocation now = base.allocate();
        Scenario more = Scenario.named("poverty counts 40%").parameter("weight of poverty", "40%");
        Scenario less = Scenario.named("5% less money").revenue(GENERAL, Money.ofDollars(7_600_000));
        Scenarios scenarios = Scenarios.of("as now", now)
                .and(more.name(), more.appliedTo(base).allocate())
                .and(less.name(), less.appliedTo(base).allocate());
        out.println(scenarios);
        // guide:end
    }

    static void sweep(ResolvedModel base, PrintStream out) {
        // guide:start
        List<Scenario> scenarios = IntStream.rangeClosed(0, 5)
                .mapToObj(tenth -> Scenario.named(tenth * 10 + "%").parameter("weight of poverty", tenth * 10 + "%"))
                .toList();
        for (Swept<Money> swept : Sweep.of(base).read(scenarios, outcome -> outcome.budget(OAK))) {
            out.println(swept.scenario() + " " + swept.value().orElseThrow().display("$"));
        }
        // guide:end
    }

    static long thousands(ResolvedModel base, List<Scenario> scenarios, PrintStream out) {
        // guide:start
        ExecutorService executor = Executors.newFixedThreadPool(2);
        AtomicBoolean cancelled = new AtomicBoolean();
        long done = Sweep.of(base)
                .on(executor, 2)
                .reportingTo(count -> out.println(count + " done"))
                .stoppingWhen(cancelled::get)
                .run(scenarios, Outcome::sources, swept -> swept.problems().forEach(out::println));
        executor.shutdown();
        // guide:end
        return done;
    }
}
