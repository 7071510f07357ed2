package org.perpupil.formula.allocation;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;

/**
 * What one school gets, line by line, with the working.
 *
 * @param school the school
 * @param budget what it has to spend: the lines that pay it something, in their order
 * @param lines every line of the model, also those that gave nothing or did not apply
 * @param sources where every cent of each source went, over all schools
 * @param currencySign for amounts in the explanation
 */
public record SchoolAllocation(
        School school,
        SchoolBudget budget,
        List<LineResult> lines,
        List<SourceStatement> sources,
        String currencySign) {

    public SchoolAllocation {
        lines = ImmutableList.copyOf(lines);
        sources = ImmutableList.copyOf(sources);
    }

    public SchoolId id() {
        return school.id();
    }

    public Money total() {
        return budget.total();
    }

    /** Returns what a line gave the school; empty if the model has no such line. */
    public Optional<LineResult> line(String name) {
        return lines.stream()
                .filter(result -> result.line().name().equals(name))
                .findFirst();
    }

    /** Returns the working of the budget, as a desk calculator would do it. */
    public Explanation explain() {
        return Explanation.of(this);
    }

    /** Returns one line for people: who, how much, from how many lines. */
    @Override
    public String toString() {
        int paying = budget.lines().size();
        return "%s: %s in %s"
                .formatted(school, total().display(currencySign), paying == 1 ? "1 line" : paying + " lines");
    }
}
