package org.perpupil.formula;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.funding.Decision;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.money.Money;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.RevenueSource;

/** A few schools and a few lines, for tests that look at one thing. */
public final class Trial {
    public static final FiscalYear YEAR = FiscalYear.of(2027);
    public static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    public static final RevenueSource STATE_AID = RevenueSource.state("state", "State aid");
    public static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    public static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");
    public static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");

    private final FundingModel.Builder model = FundingModel.named("Trial");
    private final District.Builder district = District.named("Springfield").levels(ELEMENTARY, MIDDLE, HIGH);
    private final List<School> schools;
    private Optional<Budgets> lastYear = Optional.empty();

    private Trial(List<School> schools) {
        this.schools = schools;
        district.schools(schools);
    }

    public static Trial in(School... schools) {
        return new Trial(List.of(schools));
    }

    /** Returns schools 1, 2, 3, … with so many pupils each, and nothing else known of them. */
    public static Trial withPupils(long... pupils) {
        List<School> schools = new ArrayList<>();
        for (long count : pupils) {
            schools.add(school(String.valueOf(schools.size() + 1), count).build());
        }
        return new Trial(schools);
    }

    /** Returns schools 1, 2, 3, … of 100 pupils each, with a number under the name "x". */
    public static Trial withNumbers(String... numbers) {
        List<School> schools = new ArrayList<>();
        for (String number : numbers) {
            schools.add(school(String.valueOf(schools.size() + 1), 100)
                    .number("x", new BigDecimal(number))
                    .build());
        }
        return new Trial(schools);
    }

    /** Starts a school whose pupils are known only in all. */
    public static School.Builder school(String id, long pupils) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES).pupils(pupils).build());
    }

    public static SchoolId id(String id) {
        return SchoolId.of(id);
    }

    public static Money dollars(String amount) {
        return Money.parse(amount);
    }

    /** Returns budgets of the year before, each of one line "all". */
    public static Budgets paidLastYear(Map<String, Money> totals) {
        return Budgets.of(
                YEAR.previous(),
                totals.entrySet().stream()
                        .map(paid -> new SchoolBudget(
                                id(paid.getKey()),
                                YEAR.previous(),
                                List.of(new BudgetLine("all", GENERAL, paid.getValue(), Held.FREE))))
                        .toList());
    }

    public Trial parameters(Parameter... several) {
        model.parameters(several);
        return this;
    }

    public Trial lines(Line... several) {
        model.add(several);
        return this;
    }

    public Trial source(RevenueSource source, String amount, Decision... decisions) {
        district.revenue(source, Money.parse(amount));
        model.unlocked(source, decisions);
        return this;
    }

    /** A source without an amount. */
    public Trial openEnded(RevenueSource source) {
        model.unlocked(source, Decision.withoutAmount());
        return this;
    }

    public Trial lastYear(Budgets budgets) {
        lastYear = Optional.of(budgets);
        return this;
    }

    public ResolvedModel resolve() {
        FundingModel built = model.build();
        return lastYear.map(budgets -> built.resolve(district.build(), YEAR, budgets))
                .orElseGet(() -> built.resolve(district.build(), YEAR));
    }

    public Allocation allocate() {
        return resolve().allocate();
    }

    /** Returns what a term gives the first school, as an exact figure. */
    public LineResult of(NumberTerm term) {
        return lines(Line.line("figure").figure(term)).first("figure");
    }

    /** Returns what a term gives the first school, as an exact figure. */
    public LineResult of(MoneyTerm term) {
        return lines(Line.line("figure").figure(term)).first("figure");
    }

    /** Returns what a line gives the first school. */
    public LineResult first(String line) {
        return allocate().of(schools.get(0).id()).line(line).orElseThrow();
    }

    /** Returns the amounts of a line, in order of school id; a dash where it has none. */
    public List<String> amounts(String line) {
        return amounts(allocate(), line);
    }

    /** Returns the amounts of a line, in order of school id; a dash where it has none. */
    public static List<String> amounts(Allocation allocation, String line) {
        return allocation.schools().stream()
                .map(school -> school.line(line).orElseThrow())
                .map(result -> result.amount().map(Money::toString).orElse("–"))
                .toList();
    }

    /** Returns the values of a figure, in order of school id; a dash where it has none. */
    public List<String> figures(String line) {
        return allocate().schools().stream()
                .map(school -> school.line(line).orElseThrow())
                .map(result -> result.value().map(Object::toString).orElse("–"))
                .toList();
    }

    /** Returns the working of a line's first school as text. */
    public static String text(LineResult result) {
        return result.working().orElseThrow().text("$");
    }

    /** Returns why a line has no value. */
    public static String why(LineResult result) {
        return Stream.concat(result.notApplied().stream(), result.working().flatMap(working -> working.why()).stream())
                .findFirst()
                .orElseThrow();
    }
}
