package org.perpupil.plan.process;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.perpupil.problem.Problem;

/**
 * What a committee decided, with the committee as it was then; who joins or leaves afterwards changes nothing about it.
 *
 * @param committee as it was when the decision was recorded
 * @param approval what it decided
 */
public record Ballot(Committee committee, Approval approval) {

    public Ballot {
        if (!approval.committee().equals(committee.name())) {
            throw new IllegalArgumentException(
                    "the %s cannot have decided for the %s".formatted(committee.name(), approval.committee()));
        }
    }

    /**
     * Returns everything for which the decision does not count as an approval: the committee rejected the version, or it broke
     * rules of its composition; empty if it counts.
     */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (!approval.isApproved()) {
            problems.add(new Problem(
                    "approval.rejected",
                    approval.committee(),
                    "version %s rejected on %s, %s".formatted(approval.version(), approval.day(), approval.votes())
                            + (approval.note().isEmpty() ? "" : " (" + approval.note() + ")"),
                    "an approval",
                    "Revise the plan, or let the committee vote again."));
        }
        for (Problem problem : committee.problems()) {
            problems.add(new Problem(
                    problem.code(),
                    "%s, vote of %s on version %s".formatted(problem.place(), approval.day(), approval.version()),
                    problem.found(),
                    problem.allowed(),
                    "Bring the committee to its rules, and let it vote again."));
        }
        return ImmutableList.copyOf(problems);
    }
}
