package org.perpupil.io.excel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.allocation.Working;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * Finds every amount that a spreadsheet cannot hold or compute to the cent, so that no workbook is written whose sums are wrong.
 *
 * <p>A number of a spreadsheet is binary and keeps 53 bits, one part in 2⁵³ ≈ 9.0 × 10¹⁵; it is shown and compared in 15 digits.
 *
 * <ul>
 *   <li>An amount that is only held has two of the 15 digits after the point: it is below 10¹³. There, numbers lie 2⁻⁹ apart, a
 *       fifth of a cent.
 *   <li>An amount that is computed loses up to 10¹³ ÷ 2⁵³ = 1/900 of its unit, a cent mostly, in each step from numbers of 10¹³
 *       units: some 45 steps before the twentieth of a unit is lost that {@link RoundedFormula} leaves room for. So what it is
 *       computed from is below 10¹³ units, which are 10¹¹ dollars in cents.
 *   <li>A sum of n amounts that come to A can lose n × A ÷ 2⁵³: 2 cents for 10¹¹ dollars in 2,000 schools. Nearly all sums lose a
 *       hundredth of that, since what one step loses the next gains; equal amounts may lose a quarter of it, all one way. No bound
 *       on A tells the one from the other, so each sum is added up here as there, and must come out within a quarter of a cent;
 *       half a cent would be wrong.
 * </ul>
 */
final class WithinDigits {
    /** Less than so many units, or dollars. */
    static final long MOST_UNITS = 10_000_000_000_000L;

    private static final Rational MOST = Rational.of(MOST_UNITS);
    private static final Rational MOST_LOST = Rational.of(1, 400);
    private static final int PLACES_OF_A_DOUBLE = 20;

    private static final String REMEDY = "Write the allocation as CSV or JSON, which hold any amount.";

    private final Allocated allocated;
    private final Set<Problem> problems = new LinkedHashSet<>();

    private WithinDigits(Allocated allocated) {
        this.allocated = allocated;
    }

    /**
     * Checks what the calculators of some schools hold.
     *
     * @throws ProblemException that tells every amount that is too large
     */
    static void checkCalculators(Allocated allocated, List<SchoolAllocation> schools) {
        WithinDigits check = new WithinDigits(allocated);
        check.checkSources();
        check.checkPots();
        schools.forEach(check::check);
        check.throwIfAny();
    }

    /**
     * Checks what the workbook of all schools holds.
     *
     * @throws ProblemException that tells every amount that is too large
     */
    static void checkDistrict(Allocated allocated, Optional<BudgetWorkbooks.Before> before) {
        WithinDigits check = new WithinDigits(allocated);
        check.checkSources();
        check.checkPots();
        check.allocation().schools().forEach(check::check);
        check.checkAllSchools();
        check.checkGuards();
        before.ifPresent(check::check);
        check.throwIfAny();
    }

    private Allocation allocation() {
        return allocated.allocation();
    }

    private FundingFormula lines() {
        return allocated.evaluation().resolved().model().lines();
    }

    private void throwIfAny() {
        ProblemException.throwIfAny("the workbook cannot be written", problems);
    }

    private void checkSources() {
        for (SourceStatement statement : allocation().sources()) {
            String place = "source " + statement.source();
            statement.amount().ifPresent(amount -> held(place, amount));
            held(place + ", held back centrally", statement.central());
            statement.pool().ifPresent(pool -> held(place + ", pool for the schools", pool));
            held(place + ", to schools", statement.toSchools());
            statement.residual().ifPresent(left -> held(place + ", left over", left));
            added(
                    place + ", set aside for reserves",
                    statement.reserves().values().stream()
                            .map(Money::toRational)
                            .toList());
        }
    }

    private void checkPots() {
        for (SharedPot pot : allocation().sharedPots()) {
            Line line = allocated.line(pot.line());
            String place = "line \"%s\", pot".formatted(pot.line());
            // It is the same at every school.
            if (held(place, pot.pot().toRational())) {
                SchoolId any = allocation().schools().get(0).id();
                computed(
                        place,
                        line,
                        allocated.magnitude(
                                line, any, ((Form.Shared) line.form()).columns().pot()));
            }
        }
    }

    private void check(SchoolAllocation school) {
        for (LineResult result : school.lines()) {
            check(school, result);
        }
        school.sources()
                .forEach(source -> added(
                        "%s, from source %s".formatted(place(school.id()), source.source()),
                        paid(school, source).toList()));
        added(
                place(school.id()) + ", budget",
                school.sources().stream()
                        .flatMap(source -> paid(school, source))
                        .toList());
    }

    private void check(SchoolAllocation school, LineResult result) {
        Line line = result.line();
        String place = "%s, line \"%s\"".formatted(place(school.id()), line.name());
        Stream.concat(result.working().stream(), result.lookedAt().stream()).forEach(working -> given(school, working));
        if (result.value().isEmpty() || line.form().type() != ValueType.MONEY) {
            return;
        }
        if (!held(place, result.value().get())) {
            return;
        }
        if (line.form() instanceof Form.Shared shared) {
            Form.Columns columns = shared.columns();
            Stream.concat(columns.atLeast().stream(), columns.atMost().stream())
                    .forEach(bound -> computed(place + ", bound", line, allocated.magnitude(line, school.id(), bound)));
            computed(place, line, allocated.partMagnitude(line, school.id(), columns));
        } else {
            result.working().ifPresent(working -> computed(place, line, allocated.magnitude(school.id(), working)));
        }
    }

    /** What is given is held as it is, also where it only decides something. */
    private void given(SchoolAllocation school, Working working) {
        if (working instanceof Working.Given given && given.type() == ValueType.MONEY) {
            switch (given.kind()) {
                case FACT, DECIDED, LAST_YEAR ->
                    given.value().ifPresent(value -> held(place(school.id()) + ", " + given.name(), value));
                default -> {
                    // A rate is no amount, and all others are checked where they come from.
                }
            }
        }
        working.parts().forEach(part -> given(school, part));
    }

    private void checkAllSchools() {
        for (SourceStatement statement : allocation().sources()) {
            List<Line> drawing = lines().lines().stream()
                    .filter(line ->
                            ModelSheets.isDrawing(line, statement.source().id()))
                    .toList();
            drawing.forEach(line -> added(
                    "all schools, line \"%s\"".formatted(line.name()),
                    allocation().schools().stream()
                            .map(school -> paid(school, line))
                            .toList()));
            added(
                    "all schools, from source " + statement.source(),
                    allocation().schools().stream()
                            .flatMap(school -> drawing.stream().map(line -> paid(school, line)))
                            .toList());
        }
        added(
                "all schools, budget",
                allocation().schools().stream()
                        .map(school -> school.total().toRational())
                        .toList());
    }

    private void checkGuards() {
        allocation().guards().forEach(outcome -> {
            String place = "%s, guard \"%s\"".formatted(place(outcome.school()), outcome.guard());
            held(place, outcome.before());
            held(place, outcome.atEnd());
            outcome.floor().ifPresent(floor -> held(place + ", floor", floor));
            outcome.cap().ifPresent(cap -> held(place + ", cap", cap));
        });
    }

    private void check(BudgetWorkbooks.Before before) {
        List<Rational> budgets = new ArrayList<>();
        for (SchoolAllocation school : allocation().schools()) {
            Optional<Rational> budget =
                    before.budgets().of(school.id()).map(SchoolBudget::total).map(Money::toRational);
            budget.ifPresent(total -> {
                held("%s, %s".formatted(place(school.id()), before.name()), total);
                budgets.add(total);
            });
        }
        added("all schools, " + before.name(), budgets);
    }

    private Stream<Rational> paid(SchoolAllocation school, SourceStatement source) {
        return school.lines().stream()
                .filter(result ->
                        ModelSheets.isDrawing(result.line(), source.source().id()))
                .map(result -> result.paid().toRational());
    }

    private Rational paid(SchoolAllocation school, Line line) {
        return allocated.result(line, school.id()).paid().toRational();
    }

    private void held(String place, Money amount) {
        held(place, amount.toRational());
    }

    private boolean held(String place, Rational amount) {
        boolean isHeld = size(amount).compareTo(MOST) < 0;
        if (!isHeld) {
            tell(
                    place,
                    shown(amount),
                    "less than %s either way, so that its 15 digits hold the cents".formatted(shown(MOST)));
        }
        return isHeld;
    }

    /** @param from how large the numbers are that an amount is computed from, its own among them */
    private void computed(String place, Line line, Rational from) {
        Optional<BigDecimal> unit = lines().roundingOf(line).map(Rounding::unit);
        Rational most = MOST.times(unit.map(Rational::of).orElse(Rational.ONE_WHOLE));
        if (unit.isPresent() && from.compareTo(most) >= 0) {
            tell(
                    place + ", computed from",
                    shown(from),
                    "less than %s, so that it comes out to its unit, %s"
                            .formatted(shown(most), RoundedFormula.plain(unit.get())));
        }
    }

    private void added(String place, List<Rational> amounts) {
        Rational sum = amounts.stream().reduce(Rational.ZERO, Rational::plus);
        // As a spreadsheet adds, one after another.
        double added = 0;
        for (Rational amount : amounts) {
            added +=
                    amount.toDecimal(PLACES_OF_A_DOUBLE, RoundingMode.HALF_EVEN).doubleValue();
        }
        Rational lost = size(Rational.of(new BigDecimal(added)).minus(sum));
        if (held(place, sum) && lost.compareTo(MOST_LOST) > 0) {
            Rational sizes = amounts.stream().map(WithinDigits::size).reduce(Rational.ZERO, Rational::plus);
            tell(
                    place,
                    "%s, added up from amounts that come to %s either way".formatted(shown(sum), shown(sizes)),
                    "sums in which a spreadsheet loses at most a quarter of a cent");
        }
    }

    private void tell(String place, String found, String allowed) {
        problems.add(new Problem("workbook.too-many-digits", place, found, allowed, REMEDY));
    }

    private static Rational size(Rational amount) {
        return amount.max(amount.negated());
    }

    private String place(SchoolId school) {
        return "school " + allocation().of(school).school();
    }

    private String shown(Rational amount) {
        return (amount.signum() < 0 ? "−" : "")
                + allocation().district().currencySign()
                + String.format(Locale.ROOT, "%,.2f", size(amount).toDecimal(2, RoundingMode.HALF_UP));
    }
}
