package org.perpupil.io.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.allocation.Status;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/** What guards promised, and whether it is kept, as text. */
final class PromisesContent {
    private PromisesContent() {}

    /**
     * All promises.
     *
     * @param sentences what each guard promises, and how many schools it holds there
     * @param broken those that are not held when all lines are computed
     * @param kept that none is broken, for where none is
     */
    public record Promises(List<String> sentences, List<Guard> guards, List<Broken> broken, String kept) {}

    /**
     * A guard's line, all schools together.
     *
     * @param applies to how many schools it applies
     * @param payer who paid; what is left there, if it is a reserve
     */
    public record Guard(
            String name, String applies, String raised, String added, String lowered, String taken, String payer) {}

    /**
     * A promise to a school that is not held.
     *
     * @param bound the floor that is missed or the cap that is exceeded
     * @param difference by how much
     * @param cause the lines that undid it, or why it never could be held
     */
    public record Broken(
            String link, String school, String guard, String bound, String atEnd, String difference, String cause) {}

    /** Returns the promises; empty if the model has no guard. */
    static Optional<Promises> of(Allocation allocation, Optional<AllocationPage.Before> before, Words words) {
        // A guard that counts on last year's budgets counts on these, if they are of that year.
        String remark = before.filter(
                        with -> with.budgets().year().equals(allocation.year().previous()))
                .map(AllocationPage.Before::inBrackets)
                .orElse("");
        Map<String, List<GuardOutcome>> byGuard = new LinkedHashMap<>();
        allocation
                .guards()
                .forEach(outcome -> byGuard.computeIfAbsent(outcome.guard(), any -> new ArrayList<>())
                        .add(outcome));
        return byGuard.isEmpty()
                ? Optional.empty()
                : Optional.of(new Promises(
                        byGuard.values().stream()
                                .map(outcomes -> sentence(outcomes, remark, allocation, words))
                                .toList(),
                        byGuard.values().stream()
                                .map(outcomes -> guard(outcomes, allocation, words))
                                .toList(),
                        allocation.brokenGuards().stream()
                                .map(outcome -> broken(outcome, allocation, words))
                                .toList(),
                        allocation.status() == Status.DRAFT
                                ? "Under this draft every promise would be kept when all lines are computed."
                                : "Every promise is held when all lines are computed."));
    }

    private static Guard guard(List<GuardOutcome> outcomes, Allocation allocation, Words words) {
        String name = outcomes.get(0).guard();
        List<Money> added = moved(outcomes, Money::isPositive);
        List<Money> taken = moved(outcomes, Money::isNegative);
        return new Guard(
                name,
                Words.schools(outcomes.size()),
                Words.whole(added.size()),
                words.signed(Money.total(added)),
                Words.whole(taken.size()),
                words.signed(Money.total(taken)),
                line(name, allocation)
                        .map(line -> payer(line, allocation, words))
                        .orElse(Words.NONE));
    }

    private static Optional<Line> line(String name, Allocation allocation) {
        return allocation.schools().stream()
                .flatMap(school -> school.line(name).stream())
                .findFirst()
                .map(LineResult::line);
    }

    /** The promise, how many schools it applies to if not to all, and what it did. */
    private static String sentence(List<GuardOutcome> outcomes, String remark, Allocation allocation, Words words) {
        String name = outcomes.get(0).guard();
        Optional<Line> line = line(name, allocation);
        Optional<String> share = line.flatMap(PromisesContent::shareOfLastYear).map(of -> of + remark);
        boolean least = outcomes.stream().anyMatch(outcome -> outcome.floor().isPresent());
        String most = bound(outcomes, GuardOutcome::cap, words);
        String bounds = least
                ? "less than " + share.orElseGet(() -> bound(outcomes, GuardOutcome::floor, words))
                        + (most.isEmpty() ? "" : ", or more than " + most)
                : "more than " + share.orElse(most);
        int all = allocation.schools().size();
        return "No school gets %s%s%s (%s). %s"
                .formatted(
                        bounds,
                        line.flatMap(PromisesContent::counting)
                                .map(counted -> ", " + counted)
                                .orElse(""),
                        outcomes.size() == all
                                ? ""
                                : "; it applies to %s of %s"
                                        .formatted(Words.whole(outcomes.size()), Words.schools(all)),
                        name,
                        did(outcomes, line, words));
    }

    private static String did(List<GuardOutcome> outcomes, Optional<Line> line, Words words) {
        List<Money> added = moved(outcomes, Money::isPositive);
        List<Money> taken = moved(outcomes, Money::isNegative);
        if (added.isEmpty() && taken.isEmpty()) {
            return "It changes no school’s budget.";
        }
        boolean others = line.filter(by -> by.form() instanceof Form.KeepWithin).isPresent();
        Optional<RevenueSource> source = line.flatMap(Line::source);
        List<String> did = new ArrayList<>();
        if (!added.isEmpty() && !others) {
            did.add("%s %s held there, and %s pays %s"
                    .formatted(
                            Words.schools(added.size()),
                            added.size() == 1 ? "is" : "are",
                            source.map(RevenueSource::name).orElse("no source"),
                            words.rough(Money.total(added))));
        }
        if (!taken.isEmpty() && !others) {
            did.add("%s %s lowered to that, and %s gets back %s"
                    .formatted(
                            Words.schools(taken.size()),
                            taken.size() == 1 ? "is" : "are",
                            source.map(RevenueSource::name).orElse("no source"),
                            words.rough(Money.total(taken).negated())));
        }
        if (others) {
            did.add("%s %s raised, for which others of the schools give up %s"
                    .formatted(
                            Words.schools(added.size()),
                            added.size() == 1 ? "is" : "are",
                            words.rough(Money.total(taken).negated())));
        }
        return String.join("; ", did) + ".";
    }

    /** The floor or cap of all schools; empty if there is none. */
    private static String bound(
            List<GuardOutcome> outcomes, Function<GuardOutcome, Optional<Rational>> which, Words words) {
        List<Rational> bounds = outcomes.stream()
                .flatMap(outcome -> which.apply(outcome).stream())
                .sorted()
                .toList();
        if (bounds.isEmpty()) {
            return "";
        }
        Rational least = bounds.get(0);
        Rational most = bounds.get(bounds.size() - 1);
        return least.equals(most)
                ? words.perPupil(least)
                : "an amount of its own, from %s to %s".formatted(words.perPupil(least), words.perPupil(most));
    }

    /** Such as {@code 90% of last year’s budget}; empty for a floor or cap of another kind. */
    static Optional<String> shareOfLastYear(Line line) {
        Optional<Term> bound = line.form() instanceof Form.RaiseTo raise
                ? Optional.of(raise.floor())
                : line.form() instanceof Form.LowerTo lower ? Optional.of(lower.cap()) : Optional.empty();
        return bound.filter(Term.Times.class::isInstance)
                .map(product -> ((Term.Times) product).parts())
                .filter(parts -> parts.size() == 2 && parts.contains(new Term.LastYear(Optional.empty())))
                .flatMap(parts ->
                        parts.stream().filter(Term.Constant.class::isInstance).findFirst())
                .map(share -> percent(((Term.Constant) share).value()) + " of last year’s budget");
    }

    private static String percent(Rational share) {
        return Words.quantity(share.times(Rational.of(100))) + "%";
    }

    /** What is compared with the floor or cap, if not all that the school gets before. */
    private static Optional<String> counting(Line line) {
        Optional<Selection> counting = line.form() instanceof Form.RaiseTo raise
                ? Optional.of(raise.counting())
                : line.form() instanceof Form.LowerTo lower
                        ? Optional.of(lower.counting())
                        : line.form() instanceof Form.KeepWithin keep ? Optional.of(keep.counting()) : Optional.empty();
        return counting.filter(lines -> lines.reach() != Selection.Reach.EVERYTHING_ABOVE
                        || !lines.except().isEmpty())
                .map(lines -> lines.reach() == Selection.Reach.EVERYTHING_ABOVE
                        ? String.join(", ", lines.except()) + " apart"
                        : "counting " + lines.words());
    }

    /** Where a guard holds a school that would have got less, such as {@code held at 90% of last year’s budget}; by school. */
    static Map<SchoolId, String> held(Allocation allocation) {
        Map<SchoolId, String> held = new LinkedHashMap<>();
        allocation.guards().stream()
                .filter(outcome -> outcome.isHeld() && outcome.moved().isPositive())
                .forEach(outcome -> held.put(
                        outcome.school(),
                        line(outcome.guard(), allocation)
                                .flatMap(PromisesContent::shareOfLastYear)
                                .map(share -> "held at " + share)
                                .orElse("held by " + outcome.guard())));
        return held;
    }

    private static List<Money> moved(List<GuardOutcome> outcomes, Predicate<Money> which) {
        return outcomes.stream().map(GuardOutcome::moved).filter(which).toList();
    }

    private static String payer(Line line, Allocation allocation, Words words) {
        if (line.source().isEmpty()) {
            return "no source";
        }
        RevenueSource source = line.source().get();
        if (line.form() instanceof Form.KeepWithin) {
            return "the other schools, out of " + source.name();
        }
        SourceStatement statement = allocation.source(source.id());
        return statement
                .residual()
                .filter(left -> statement.decision().setAside().isPresent())
                .map(left -> "%s, which has %s left".formatted(source.name(), words.money(left)))
                .orElse(source.name());
    }

    private static Broken broken(GuardOutcome outcome, Allocation allocation, Words words) {
        boolean below = !outcome.lacking().isZero();
        // A floor above the cap beats it.
        Optional<Rational> bound = below
                ? outcome.floor()
                : outcome.cap().map(most -> outcome.floor().map(most::max).orElse(most));
        return new Broken(
                words.link(outcome.school()),
                allocation
                        .district()
                        .school(outcome.school())
                        .map(School::name)
                        .orElse(outcome.school().value()),
                outcome.guard(),
                bound.map(exact -> (below ? "at least " : "at most ") + exactly(exact, words))
                        .orElse(Words.NONE),
                words.money(outcome.atEnd()),
                below ? exactly(outcome.lacking(), words) + " below" : exactly(outcome.excess(), words) + " above",
                outcome.undoneBy().isEmpty()
                        ? "its source had nothing more to take back"
                        : String.join(", ", outcome.undoneBy()));
    }

    private static String exactly(Rational dollars, Words words) {
        return Wording.of(dollars, ValueType.MONEY, words.currencySign());
    }
}
