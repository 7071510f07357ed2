package org.perpupil.formula.allocation;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;

/** What one school gets, line by line; the working is made when it is asked for. */
public final class SchoolAllocation {
    private final School school;
    private final Supplier<SchoolBudget> budget;
    private final Supplier<List<LineResult>> lines;
    private final ImmutableList<SourceStatement> sources;
    private final String currencySign;

    /**
     * Puts together what a school gets.
     *
     * @param school the school
     * @param budget gives what it has to spend; asked once, when it is needed
     * @param lines gives every line of the model; asked once, when it is needed
     * @param sources where every cent of each source went, over all schools
     * @param currencySign for amounts in the explanation
     */
    public SchoolAllocation(
            School school,
            Supplier<SchoolBudget> budget,
            Supplier<? extends List<LineResult>> lines,
            List<SourceStatement> sources,
            String currencySign) {
        this.school = requireNonNull(school, "school");
        this.budget = Suppliers.memoize(budget::get);
        this.lines = Suppliers.memoize(() -> ImmutableList.copyOf(lines.get()));
        this.sources = ImmutableList.copyOf(sources);
        this.currencySign = requireNonNull(currencySign, "currencySign");
    }

    public School school() {
        return school;
    }

    public SchoolId id() {
        return school.id();
    }

    /** Returns what the school has to spend: the lines that pay it something, in their order. */
    public SchoolBudget budget() {
        return budget.get();
    }

    public Money total() {
        return budget().total();
    }

    /** Returns every line of the model, also those that gave nothing or did not apply. */
    public List<LineResult> lines() {
        return lines.get();
    }

    /** Returns what a line gave the school; empty if the model has no such line. */
    public Optional<LineResult> line(String name) {
        return lines().stream()
                .filter(result -> result.line().name().equals(name))
                .findFirst();
    }

    /** Returns where every cent of each source went, over all schools. */
    public List<SourceStatement> sources() {
        return sources;
    }

    /** Returns the currency sign for amounts in the explanation. */
    public String currencySign() {
        return currencySign;
    }

    /** Returns the working of the budget, as a desk calculator would do it. */
    public Explanation explain() {
        return Explanation.of(this);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof SchoolAllocation other
                && school.equals(other.school)
                && sources.equals(other.sources)
                && currencySign.equals(other.currencySign)
                && lines().equals(other.lines());
    }

    @Override
    public int hashCode() {
        return school.hashCode();
    }

    /** Returns one line for people: who, how much, from how many lines. */
    @Override
    public String toString() {
        int paying = budget().lines().size();
        return "%s: %s in %s"
                .formatted(school, total().display(currencySign), paying == 1 ? "1 line" : paying + " lines");
    }
}
