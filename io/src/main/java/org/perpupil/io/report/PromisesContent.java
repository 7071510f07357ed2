package org.perpupil.io.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/** What guards promised, and whether it is kept, as text. */
final class PromisesContent {
    private PromisesContent() {}

    /**
     * All promises.
     *
     * @param broken those that are not held when all lines are computed
     */
    public record Promises(List<Guard> guards, List<Broken> broken) {}

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
    static Optional<Promises> of(Allocation allocation, Words words) {
        Map<String, List<GuardOutcome>> byGuard = new LinkedHashMap<>();
        allocation
                .guards()
                .forEach(outcome -> byGuard.computeIfAbsent(outcome.guard(), any -> new ArrayList<>())
                        .add(outcome));
        return byGuard.isEmpty()
                ? Optional.empty()
                : Optional.of(new Promises(
                        byGuard.values().stream()
                                .map(outcomes -> guard(outcomes, allocation, words))
                                .toList(),
                        allocation.brokenGuards().stream()
                                .map(outcome -> broken(outcome, allocation, words))
                                .toList()));
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
                allocation.schools().stream()
                        .flatMap(school -> school.line(name).stream())
                        .findFirst()
                        .map(LineResult::line)
                        .map(line -> payer(line, allocation, words))
                        .orElse(Words.NONE));
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
