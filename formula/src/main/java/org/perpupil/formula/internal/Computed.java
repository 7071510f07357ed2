package org.perpupil.formula.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.allocation.Working;
import org.perpupil.money.Money;

/** A model that was computed, in one way or another: what an allocation is made of. */
public abstract class Computed implements Surroundings {
    private final Definition definition;

    protected Computed(Definition definition) {
        this.definition = definition;
    }

    /** What every line gave a school, with the working. */
    protected abstract List<LineResult> results(School school);

    /** What a line paid a school; empty if it gave it no value. */
    protected abstract Optional<Money> paid(Line line, SchoolId school);

    /** How each line that shares a pot did so. */
    protected abstract List<SharedPot> sharedPots();

    /** What each source has, and what became of it. */
    protected abstract List<Ledger> ledgers();

    /** Gives the working of a term as it stands in a line, for one school, when all is computed. */
    public final synchronized Working working(Line line, SchoolId school, Term term) {
        return SchoolLine.working(this, line, school(school), term);
    }

    /** Puts together what was computed; whatever explains it is made when it is asked for. */
    public final Allocation allocation() {
        List<SourceStatement> sources = statements();
        List<SchoolAllocation> schools = new ArrayList<>();
        for (School school : world().district().schools()) {
            schools.add(new SchoolAllocation(
                    school, () -> budget(school), () -> synchronizedResults(school), sources, currencySign()));
        }
        return Allocation.draft(
                definition.lines().name(),
                world().district(),
                world().year(),
                schools,
                sources,
                this::synchronizedPots,
                this::guards,
                () -> Stamps.of(definition, world()));
    }

    /** What each source has, and what became of it. */
    public final List<SourceStatement> statements() {
        return ledgers().stream().map(Ledger::statement).toList();
    }

    /** Every school's budget. */
    public final Budgets budgets() {
        return Budgets.of(
                world().year(),
                world().district().schools().stream().map(this::budget).toList());
    }

    private SchoolBudget budget(School school) {
        List<BudgetLine> lines = new ArrayList<>();
        for (Line line : lines()) {
            if (line.counts() && line.source().isPresent()) {
                paid(line, school.id())
                        .ifPresent(amount -> lines.add(
                                new BudgetLine(line.name(), line.source().get(), amount, held(line))));
            }
        }
        return new SchoolBudget(school.id(), world().year(), lines);
    }

    private Held held(Line line) {
        return line.held()
                .orElseGet(() -> definition
                        .source(line.source().orElseThrow().id())
                        .orElseThrow()
                        .disposition()
                        .held());
    }

    private synchronized List<LineResult> synchronizedResults(School school) {
        return results(school);
    }

    private synchronized List<SharedPot> synchronizedPots() {
        return sharedPots();
    }

    private synchronized List<GuardOutcome> guards() {
        return Guards.outcomes(this);
    }
}
