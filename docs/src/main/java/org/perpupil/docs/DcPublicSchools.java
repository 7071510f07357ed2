package org.perpupil.docs;

import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.Terms.decided;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.withoutAmount;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Line;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.Distribution;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.io.csv.CsvLayout;
import org.perpupil.io.csv.SchoolColumns;
import org.perpupil.io.csv.SchoolsCsv;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.revenue.RevenueSource;

/**
 * The initial budgets of D.C. Public Schools for fiscal year 2017, by the district's published rules, beside what it published.
 *
 * <p>At-risk money, the per-pupil minimum and the stabilization have rules; the other lines have none that is published, and enter
 * as the amounts that were given. Budgets and counts: the district's workbooks, as compiled (CC0) in the layout that
 * {@link #read} expects.
 */
public final class DcPublicSchools {
    static final FiscalYear YEAR = FiscalYear.of(2017);
    static final NeedCategory AT_RISK = new NeedCategory("at-risk");
    static final CountBasis BUDGETED = new CountBasis("budgeted");

    static final RevenueSource LOCAL = RevenueSource.local("local", "Local funds");
    static final RevenueSource AT_RISK_FUNDS =
            RevenueSource.local("at-risk", "At-risk funds").restrictedTo(AT_RISK);
    static final RevenueSource TITLE =
            RevenueSource.federal("title", "Title funds").restrictedTo("as the federal titles allow");

    private static final String GUIDE = "D.C. Public Schools, FY2017 budget guide";

    /** Lines without a published rule, by the column in which their amounts are given. */
    private static final ImmutableMap<String, String> GIVEN = ImmutableMap.of(
            "AMT_ENROLLMENT", "enrollment-based staff and programs",
            "AMT_SPED", "special education",
            "AMT_ELL", "English learners",
            "AMT_ASPECR", "after school",
            "AMT_SPECIALTY", "specialty programs",
            "AMT_SECURITY", "security");

    static final String AT_RISK_LINE = "share of At-risk funds";
    static final String MINIMUM = "per-pupil minimum";
    static final String MINIMUM_AS_GIVEN = "per-pupil minimum, as given";
    static final String STABILIZATION = "stabilization";

    private static final String EVENING = "an evening program, exempt from the minimum";

    /** Enrolment as budgeted, with fractions, where the district's workbook gives it. */
    private static final ImmutableMap<String, String> BUDGETED_PUPILS = ImmutableMap.of(
            "405", "1379.7103845884174", // Deal MS
            "232", "477.2223012558253", // Eaton ES
            "254", "733.6080643337183", // Janney ES
            "261", "707.3505700598519"); // Lafayette ES

    private static final String NO_FRACTION =
            "its fractional enrolment is not published, so the minimum enters as it was given";

    /** Minimum of the schools whose fractional enrolment is not published: Murch, School Without Walls HS, Wilson. */
    private static final ImmutableMap<String, Long> GIVEN_MINIMUM =
            ImmutableMap.of("287", 136_137L, "466", 532_664L, "463", 691_769L);

    private static final ImmutableMap<String, String> EXEMPT = ImmutableMap.of("462", EVENING, "456", EVENING);

    /** The columns of published dollars and counts that are read as facts. */
    private static final List<String> PUBLISHED = List.of(
            "AMT_ENROLLMENT",
            "AMT_SPED",
            "AMT_ELL",
            "AMT_ASPECR",
            "AMT_SPECIALTY",
            "AMT_SECURITY",
            "AMT_TITLE",
            "AMT_PPFM",
            "AMT_STABILIZATION",
            "AMT_ATRISK",
            "AMT_ATRISK_ENROLLMENT",
            "AMT_ATRISK_SPED",
            "AMT_ATRISK_ELL",
            "AMT_ATRISK_SPECIALTY",
            "AMT_ATRISK_ASPECR",
            "AMT_ATRISK_STABILIZATION",
            "AMT_ATRISK_FLEX",
            "AMT_TOTAL");

    private DcPublicSchools() {}

    /** The file of published budgets, one row a school and year; only one year is read. */
    static Loaded<List<School>> read(Path file, FiscalYear year) throws IOException {
        SchoolColumns columns = SchoolColumns.id("SCHOOLCODE")
                .name("SCHOOLNAME")
                .pupils("TOTALENROLLMENT")
                .in(CsvLayout.usual().onlyRows("YEAR", String.valueOf(year.ending())))
                .need(AT_RISK, "ATRISKENROLLMENT");
        for (String column : PUBLISHED) {
            columns = columns.number(column, column);
        }
        return SchoolsCsv.read(file, columns);
    }

    /** The district of the year, with the at-risk money that the city pays: 2,120 for each at-risk pupil. */
    static District district(List<School> schools) {
        Rational atRisk = schools.stream()
                .flatMap(school -> school.enrollment().count(AT_RISK).stream())
                .map(count -> Rational.of(count.value()))
                .reduce(Rational.ZERO, Rational::plus);
        return District.named("D.C. Public Schools")
                .schools(
                        schools.stream().map(DcPublicSchools::withBudgetedCount).toList())
                .revenue(AT_RISK_FUNDS, Money.ofDollars(atRisk.times(Rational.of(2_120)), RoundingMode.HALF_UP))
                .build();
    }

    private static School withBudgetedCount(School school) {
        BigDecimal pupils = Optional.ofNullable(BUDGETED_PUPILS.get(school.id().value()))
                .map(BigDecimal::new)
                .orElse(school.enrollment().pupils().value());
        return school.withEnrollment(
                BUDGETED, Enrollment.in(GradeSpan.ALL_GRADES).pupils(pupils).build());
    }

    /** What schools had the year before, in one line. */
    static Budgets budgetsOf(List<School> schools, FiscalYear year) {
        return Budgets.of(
                year,
                schools.stream()
                        .map(school -> new SchoolBudget(
                                school.id(),
                                year,
                                List.of(new BudgetLine("total", LOCAL, published(school, "AMT_TOTAL"), Held.FREE))))
                        .toList());
    }

    static Money published(School school, String column) {
        return Money.ofDollars(school.number(column).orElseThrow(), RoundingMode.HALF_UP);
    }

    /** The sum of the columns in which at-risk money is published by purpose. */
    static Money atRiskParts(School school) {
        BigDecimal sum = PUBLISHED.stream()
                .filter(column -> column.startsWith("AMT_ATRISK_"))
                .map(column -> school.number(column).orElseThrow())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Money.ofDollars(sum, RoundingMode.HALF_UP);
    }

    /** The district's rules as one definition. */
    static FundingModel model() {
        FundingModel.Builder model = FundingModel.named("D.C. Public Schools, initial budgets")
                .rounding(Rounding.dollars())
                .parameters(
                        Parameter.dollars("per-pupil minimum").in(2017, "9000", GUIDE),
                        Parameter.number("stabilization floor").in(2017, "95%", GUIDE))
                .unlocked(LOCAL, withoutAmount())
                .unlocked(TITLE, withoutAmount())
                .unlocked(AT_RISK_FUNDS, centralShare("10%"), atRisk());
        GIVEN.forEach((column, name) -> model.add(
                line(name).amount(dollars(1).times(fact(column))).from(LOCAL).citing("as published; no rule is")));
        return model.add(line("title")
                        .amount(dollars(1).times(fact("AMT_TITLE")))
                        .from(TITLE))
                .add(minimum(), minimumAsGiven(), stabilization())
                .build();
    }

    private static Distribution atRisk() {
        return inProportionTo(pupils(AT_RISK).ifMissing(number(0)));
    }

    private static Line minimum() {
        Line minimum = line(MINIMUM)
                .raiseTo(rate("per-pupil minimum").times(pupils().counted(BUDGETED.name())))
                .counting(everythingAbove())
                .from(LOCAL);
        for (Map.Entry<String, String> exempt : EXEMPT.entrySet()) {
            minimum = minimum.exceptFor(SchoolId.of(exempt.getKey()), exempt.getValue());
        }
        for (String school : GIVEN_MINIMUM.keySet()) {
            minimum = minimum.exceptFor(SchoolId.of(school), NO_FRACTION);
        }
        return minimum;
    }

    private static Line minimumAsGiven() {
        Map<SchoolId, Money> given = new LinkedHashMap<>();
        GIVEN_MINIMUM.forEach((school, dollars) -> given.put(SchoolId.of(school), Money.ofDollars(dollars)));
        return line(MINIMUM_AS_GIVEN).amount(decided(NO_FRACTION, given)).from(LOCAL);
    }

    private static Line stabilization() {
        return line(STABILIZATION)
                .raiseTo(lastYear().times(share("stabilization floor")))
                .counting(everythingAbove())
                .from(LOCAL)
                .onlyWhere(lastYear().isGiven())
                .exceptFor(SchoolId.of("950"), "Incarcerated Youth Program: excluded by decision");
    }

    static Allocation allocation(Path file) throws IOException {
        return resolved(file).allocate();
    }

    static ResolvedModel resolved(Path file) throws IOException {
        List<School> schools = read(file, YEAR).orThrow();
        Budgets before = budgetsOf(read(file, YEAR.previous()).orThrow(), YEAR.previous());
        return model().resolve(district(schools), YEAR, before);
    }

    /** A line of a school that was published otherwise than by the rule, and the reason where it is known. */
    record Difference(School school, String line, Money published, Money computed, String reason) {
        /** Published less computed. */
        Money difference() {
            return published.minus(computed);
        }
    }

    /** Every line with a rule, and every total, that is more than a dollar from what was published. */
    static List<Difference> differences(Allocation allocation) {
        List<Difference> differences = new ArrayList<>();
        for (SchoolAllocation school : allocation.schools()) {
            Money printed = published(school.school(), "AMT_ATRISK");
            compare(school, "at-risk", printed, AT_RISK_LINE).ifPresent(differences::add);
            compare(school, "per-pupil minimum", published(school.school(), "AMT_PPFM"), MINIMUM, MINIMUM_AS_GIVEN)
                    .ifPresent(differences::add);
            compare(school, "stabilization", published(school.school(), "AMT_STABILIZATION"), STABILIZATION)
                    .ifPresent(differences::add);
            Money total = published(school.school(), "AMT_TOTAL");
            if (isFar(total, school.total())) {
                differences.add(
                        new Difference(school.school(), "total", total, school.total(), reason(school.school())));
            }
        }
        return differences;
    }

    private static Optional<Difference> compare(
            SchoolAllocation school, String name, Money published, String... lines) {
        Money computed = Money.total(List.of(lines).stream()
                .flatMap(line -> school.budget().line(line).stream())
                .toList());
        return isFar(published, computed)
                ? Optional.of(new Difference(school.school(), name, published, computed, reason(school.school())))
                : Optional.empty();
    }

    /** What the published figures themselves say about a difference. */
    private static String reason(School school) {
        Money parts = atRiskParts(school);
        Money printed = published(school, "AMT_ATRISK");
        Money lines = Money.total(PUBLISHED.stream()
                        .filter(column -> !column.startsWith("AMT_ATRISK") && !column.equals("AMT_TOTAL"))
                        .map(column -> published(school, column))
                        .toList())
                .plus(parts);
        Money total = published(school, "AMT_TOTAL");
        List<String> reasons = new ArrayList<>();
        if (isFar(parts, printed)) {
            reasons.add("its at-risk parts add up to %s, its printed at-risk total is %s"
                    .formatted(parts.display("$"), printed.display("$")));
        }
        if (isFar(lines, total)) {
            reasons.add("its published lines add up to %s, its printed total is %s"
                    .formatted(lines.display("$"), total.display("$")));
        }
        return reasons.isEmpty() ? "no reason is published" : String.join("; ", reasons);
    }

    static boolean isFar(Money published, Money computed) {
        return Math.abs(published.minus(computed).cents()) > 100;
    }

    /** Prints the differences; the one argument is the file of published budgets. */
    public static void main(String[] args) throws IOException {
        Allocation allocation = allocation(Path.of(args[0]));
        System.out.println(allocation);
        for (Difference difference : differences(allocation)) {
            System.out.println("%s, %s: published %s, by the rule %s, difference %s; %s"
                    .formatted(
                            difference.school(),
                            difference.line(),
                            difference.published().display("$"),
                            difference.computed().display("$"),
                            difference.difference().display("$"),
                            difference.reason()));
        }
    }
}
